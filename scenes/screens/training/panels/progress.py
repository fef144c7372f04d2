"""How far the run is, how fast, and how well it goes: one row, or two where there is room."""

from __future__ import annotations

from rich.text import Text

from scenes.canvas.canvas import Canvas
from scenes.canvas.painters.base import Brush
from scenes.canvas.painters.large import digits_of, put_digits
from scenes.canvas.palette import Palette
from scenes.screens.training.panels.base import Panel
from scenes.screens.training.record import Snapshot
from scenes.screens.training.view import TrainingView, after
from scenes.screens.widgets.drawn import Drawn
from scenes.screens.widgets.margins import slim_margin_of
from scenes.story.numbers import number, percent, plain, short_count, time_left
from tinynet import Classes

ROOMY = 100
GAP = 2
"""Columns that stay free between what stands on the left and on the right."""
LARGE = 2
"""Half rows a dot of the large score takes."""


class ProgressPanel(Drawn, Panel):
    """The bar of the run and its numbers."""

    def __init__(self, palette: Palette, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(palette, id=id)
        self._view: TrainingView | None = None

    def show(self, view: TrainingView) -> None:
        """Show how the run is, also where the rest of the screen shows an earlier moment."""
        self._view = view
        self.redraw()

    def _draw_score(self, canvas: Canvas, view: TrainingView, margin: int) -> None:
        """Draw the score of what is shown in large digits, for all to read; nothing untested."""
        scores, y = view.scores, canvas.height - digits_of(LARGE)
        if scores is None:
            return
        brush = Brush(canvas, self.palette, 1.0)
        x = put_digits(margin, y, percent(scores.accuracy), "you", LARGE, brush)
        classes = view.classes
        words = (
            f"right, of {len(scores.labels):,} test {classes.things},",
            after(view.tested_at, classes.thing),
        )
        for row, line in enumerate(words):
            brush.put(x + 3, y + 1 + row, line)

    def draw(self, canvas: Canvas) -> None:
        """Draw the bar between its numbers, and below how well it goes."""
        view = self._view
        if view is None:
            return
        run = view.snapshot
        margin, style = slim_margin_of(canvas.width), self.palette.style
        if canvas.height > digits_of(LARGE):
            self._draw_score(canvas, view, margin)
        roomy = canvas.width >= ROOMY
        left = self.palette.text(f"epoch {_epoch(run)} of {run.epochs} ")
        settings = _settings(run, view.pace, view.at)
        tall = canvas.height > 1
        numbers = _numbers(run, roomy=roomy) if tall else [*_numbers(run, roomy=roomy), *settings]
        right = self.palette.text(" " + "  ".join(numbers))
        start = canvas.write(margin, 0, left)
        end = canvas.width - margin - right.cell_len
        canvas.write(end, 0, right)
        length = end - start
        share = run.samples / run.total
        filled = round(2 * length * share)
        for x in range(length):
            done = 2 * x < filled
            mark = "━" if 2 * x + 1 < filled else "╸" if done else "─"
            canvas.put(start + x, 0, mark, style("rate" if done else "faint"))
        for epoch in range(1, run.epochs):  # where one epoch ends and the next begins
            x = start + round(length * epoch / run.epochs)
            if 2 * (x - start) >= filled and run.epochs <= length // 3:
                canvas.put(x, 0, "┼", style("muted"))
        if tall:
            how = self.palette.text("  ".join(settings))
            end = canvas.width - margin - how.cell_len
            ways = _how_well(run, view.classes) if view.at is None else _looking_back(run, view)
            words = (self.palette.text(way) for way in ways)
            fitting = (text for text in words if margin + text.cell_len + GAP <= end)
            canvas.write(margin, 1, next(fitting, Text()))
            canvas.write(end, 1, how)


def _numbers(run: Snapshot, *, roomy: bool) -> list[str]:
    words = [f"[bold]{run.samples:,}[/] of {run.total:,}" if roomy else f"[bold]{run.samples:,}[/]"]
    speed = run.samples_per_second
    if run.state == "running" and speed:
        shown = f"{speed:,.0f}" if speed >= 10 else number(speed, 1)
        words.append(f"{shown} a second" if roomy else f"{shown}/s")
        if run.seconds_left is not None:
            left = time_left(run.seconds_left)
            words.append(f"{left} left" if roomy else left)
    return words


def _settings(run: Snapshot, pace: str, back: int | None) -> list[str]:
    if back is not None:
        pace = f"[rate]◆ back at {short_count(back)}[/]"
    else:
        pace = f"[dim]{'paused' if run.state == 'paused' else pace}[/]"
    return [pace, f"[rate]η {plain(run.learning_rate)}[/]"]


def _looking_back(run: Snapshot, view: TrainingView) -> tuple[str, ...]:
    """Say which moment is looked at, the longest way first."""
    samples, classes = view.moment.samples, view.classes
    then = f"after {samples:,} {classes.things}" if samples else f"before the first {classes.thing}"
    back = f"[rate]◆ looking back: as it was {then}[/]"
    return f"{back}  [dim](the run waits at {run.samples:,})[/]", back, "[rate]◆ looking back[/]"


def _epoch(run: Snapshot) -> str:
    whole, part = divmod(run.samples, run.epoch_samples)
    return f"[bold]{whole}[/] [you]✓[/]" if whole and not part else f"[bold]{run.epoch}[/]"


def _how_well(run: Snapshot, classes: Classes) -> tuple[str, ...]:
    """Say how it goes and how well the test went; where not both have room, the test alone."""
    words = []
    if run.recent.samples:
        count = run.recent.samples
        digits = classes.thing if count == 1 else f"{count:,} {classes.things}"
        words.append(
            f"of the last {digits} [you]right[/] "
            f"{percent(run.recent.accuracy)}, [error]error[/] {number(run.recent.error)}"
        )
    if run.scores is not None:
        words.append(
            f"of {len(run.scores.labels):,} test {classes.things} "
            f"[you]right[/] {percent(run.scores.accuracy)}"
        )
    return "  [dim]·[/]  ".join(words), *words[::-1]
