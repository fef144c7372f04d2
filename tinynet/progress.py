"""How far a training is, as a bar: in a terminal, or in a notebook's cell."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from tinynet.history import Tally

SECONDS = 0.2
"""Between two pictures in a notebook, each of which is sent to a browser."""


class Running(Protocol):
    """A training under way, as far as a bar shows it: `samples` used of a `total`, in `epochs`."""

    samples: int
    epochs: int

    @property
    def total(self) -> int: ...
    @property
    def epoch(self) -> int: ...
    @property
    def done(self) -> bool: ...


@contextmanager
def bar(trainer: Running) -> Iterator[Callable[[Tally], None]]:
    """Show a bar while a trainer runs, to be told what came of each report."""
    console = Console(stderr=True)
    columns = Progress(
        TextColumn("epoch {task.fields[epoch]} of {task.fields[epochs]}"),
        BarColumn(bar_width=30),
        TextColumn("{task.percentage:>3.0f} %"),
        TextColumn("{task.fields[lately]}"),
        TimeRemainingColumn(),
        console=console,
        auto_refresh=not console.is_jupyter,
    )
    task = columns.add_task(
        "",
        total=trainer.total,
        completed=trainer.samples,
        epoch=trainer.epoch,
        epochs=trainer.epochs,
        lately="",
    )

    def move_on(tally: Tally) -> None:
        columns.update(
            task,
            completed=trainer.samples,
            epoch=trainer.epoch,
            lately=f"error {tally.error:.3f}, {tally.accuracy:.1%} right, "
            f"{tally.samples_per_second:,.0f} samples/s",
        )

    if not console.is_jupyter:
        with columns:
            yield move_on
        return

    # Rich's own way needs ipywidgets, which not every notebook has: show the bar again in place.
    from IPython.display import display

    shown = display(columns, display_id=True)
    last = time.monotonic()

    def shown_again(tally: Tally) -> None:
        nonlocal last
        move_on(tally)
        if time.monotonic() - last >= SECONDS or trainer.done:
            shown.update(columns)
            last = time.monotonic()

    yield shown_again
    shown.update(columns)
