"""What `tinynet train` reports: how it goes, to who waits; what came of it, as a table or JSON."""

from __future__ import annotations

import json
import os
import sys
from collections import deque
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import asdict

from rich import box
from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn
from rich.table import Table

from scenes.commands.course import Course, Epoch, Reporter
from scenes.commands.output import note, rendered
from scenes.commands.terminal import DUMB, is_terminal
from scenes.story.markup import shown
from scenes.story.numbers import percent, time_left
from tinynet import Network, Tally, Trainer

LATEST = 8
"""Epochs that are shown above the bar."""
SHARE_DIGITS = 2
"""Decimals of what is right, in per cent: one of 10,000 digits is seen."""


# How it goes, on standard error.


@contextmanager
def reporter_of(trainer: Trainer) -> Iterator[Reporter]:
    """Show a bar on a terminal; elsewhere a line for each epoch."""
    if not is_terminal(sys.stderr) or os.environ.get("TERM", "").lower() in DUMB:
        yield LineReporter()
        return
    bar, console = BarReporter(trainer), Console(stderr=True, force_terminal=True, highlight=False)
    # It is gone by the time the table of all epochs is printed, which then stands in its place.
    live = Live(get_renderable=bar.shown, console=console, transient=True, redirect_stdout=False)
    with live:
        live.refresh()
        yield bar


class LineReporter:
    """A line for each epoch."""

    def report(self, trainer: Trainer, lately: Tally) -> None:
        """Say nothing: an epoch is soon over."""

    def epoch(self, trainer: Trainer, epoch: Epoch) -> None:
        """Say what came of an epoch."""
        part = "" if epoch.whole else f", {epoch.samples:,} of {trainer.epoch_samples:,} samples"
        note(
            f"epoch {epoch.epoch} of {trainer.epochs}{part}: error {epoch.error:.4f}, "
            f"right {percent(epoch.train_accuracy, SHARE_DIGITS)} as it went "
            f"and {percent(epoch.test_accuracy, SHARE_DIGITS)} of {epoch.test_digits:,} test "
            f"{trainer.sampler.digits.classes.things}, "
            f"{epoch.seconds:.1f} s, {epoch.samples_per_second:,.0f} samples/s"
        )


class BarReporter:
    """A bar over all epochs and how it goes now, below what came of the latest epochs."""

    def __init__(self, trainer: Trainer) -> None:
        """Start a bar at nothing."""
        self._epochs: deque[Epoch] = deque(maxlen=LATEST)
        self._lately = ""
        self._progress = Progress(
            TextColumn(" {task.description}"),
            BarColumn(None, complete_style="cyan", finished_style="cyan"),
            TaskProgressColumn("{task.percentage:>3.0f} %"),
            TextColumn(" {task.fields[left]} "),
            expand=True,
        )
        self._task = self._progress.add_task(_which(trainer), total=trainer.total, left="")

    def shown(self) -> RenderableType:
        """Return what is to be seen now."""
        bar = self._progress.get_renderable()
        return Group(*([_table(self._epochs)] if self._epochs else []), bar, self._lately)

    def report(self, trainer: Trainer, lately: Tally) -> None:
        """Move the bar, and tell the last few reports' error, accuracy and speed."""
        speed = lately.samples_per_second
        self._lately = (
            f" the last {lately.samples:,}: error {lately.error:.3f}, "
            f"right {percent(lately.accuracy)}   {speed:,.0f} samples/s"
        )
        self._progress.update(
            self._task,
            completed=trainer.samples,
            description=_which(trainer),
            left=f"{time_left((trainer.total - trainer.samples) / max(speed, 1))} left",
        )

    def epoch(self, trainer: Trainer, epoch: Epoch) -> None:
        """Say what came of an epoch."""
        self._epochs.append(epoch)


def _which(trainer: Trainer) -> str:
    return f"epoch {trainer.epoch} of {trainer.epochs}"


# What came of it, on standard output.


def as_text(course: Course, network: Network) -> str:
    """Return the epochs as a table; nothing if there were none."""
    if not course.epochs:
        return ""
    options, trainer = course.options, course.trainer
    things = trainer.sampler.digits.classes.things
    traits = [
        f"{network.input_nodes}-{network.hidden_nodes}-{network.output_nodes}",
        f"learning rate {network.learning_rate:.15g}",
        f"error rule {network.error_rule}",
        *([f"batches of {trainer.batch_size:,}"] if trainer.batch_size > 1 else []),
        *([f"{things} turned by {options.rotate:g}° each way"] if options.rotate else []),
        *([f"{things} in order"] if options.in_order else []),
        f"seed {options.seed}",
        *([f"gone on with {shown(options.resume)}"] if options.resume else []),
    ]
    last = course.epochs[-1]
    parts: list[RenderableType] = ["The network: " + ", ".join(traits) + ".", _table(course.epochs)]
    if not last.whole:
        parts.append(
            f"Epoch {last.epoch} is {last.samples:,} of {trainer.epoch_samples:,} samples.\n"
        )
    if not course.failure and trainer.trouble:
        # As the training screen has it at the end: what was told on the way may have passed.
        parts.append(f"At the end: {trainer.trouble}\n")
    return rendered(*parts)


def _table(epochs: Collection[Epoch]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, header_style="bold")
    tested = max((epoch.test_digits for epoch in epochs), default=0)
    right = "right as\nit went", f"right of\n{tested:,} in test"
    heads = ("epoch", "seconds", "samples/s", "error", *right)
    for head in heads:
        table.add_column(head, justify="right", vertical="bottom", no_wrap=True)
    for epoch in epochs:
        table.add_row(
            str(epoch.epoch),
            f"{epoch.seconds:,.1f}",
            f"{epoch.samples_per_second:,.0f}",
            f"{epoch.error:.4f}",
            percent(epoch.train_accuracy, SHARE_DIGITS),
            percent(epoch.test_accuracy, SHARE_DIGITS),
        )
    return table


def as_json(course: Course, network: Network) -> str:
    """Return everything as one line of JSON."""
    options, trainer = course.options, course.trainer
    results = {
        "epochs": [asdict(epoch) for epoch in course.epochs],
        "test_accuracy": course.epochs[-1].test_accuracy if course.epochs else None,
        "network": {
            "hidden_nodes": network.hidden_nodes,
            "learning_rate": network.learning_rate,
            "error_rule": network.error_rule,
            "seed": options.seed,
            "batch_size": trainer.batch_size,
            "rotate": options.rotate,
            "in_order": options.in_order,
            "epochs": trainer.epochs,
            "file": options.out,
            "resumed": options.resume,
        },
        "trouble": course.failure or trainer.trouble,
        "stopped": course.stopped,
    }
    return json.dumps(results, allow_nan=False) + "\n"
