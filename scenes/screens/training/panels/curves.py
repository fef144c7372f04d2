"""The learning curves of the runs: how wrong the network is, and how much of it is right."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.text import Text

from scenes.canvas.canvas import Canvas
from scenes.canvas.painters.base import Box, Brush
from scenes.canvas.painters.plot import DOTS, Plot
from scenes.canvas.palette import Palette
from scenes.screens.training.axes import (
    MARGIN,
    MOST_STEPS,
    Axis,
    SamplesAxis,
    axis_to,
    samples_axis,
)
from scenes.screens.training.panels.base import Panel
from scenes.screens.training.record import CurveSoFar, Point, cut, thinned
from scenes.screens.training.view import TrainingView
from scenes.screens.widgets.drawn import Drawn
from scenes.story.numbers import number, plain

GAP = 2
"""Columns between the two charts, and at least so many between the entries of the legend."""
ROWS_A_STEP = 2
"""Rows from one number on the upright axis to the next, at least."""
ROWS_A_LEGEND_ROW = 10
"""The legend may take a row, and one more for each so many rows of the widget."""
LEAST_COLUMNS, LEAST_HEIGHT = 8, 5
"""Less room than this, of a chart's lines and of a whole chart, is not drawn into."""
NOTHING_YET = "nothing yet: space starts"
MEANS = ("{}, mean of the last {:,}", "{}, last {:,}", "last {1:,}")
"""How the newest run's line is named, and what its end is; the run's name goes last."""
X_NAMES = ("→ {} learned from (later ones closer)", "→ {} learned from", "→ {}")

Dash = tuple[int, int]
SOLID: Dash = (1, 0)


@dataclass(frozen=True)
class LineLook:
    """How a line looks, so that it is told from the others without its colour too."""

    term: str
    dash: Dash = SOLID
    mark: str = ""
    """Stands for the line's points, which are marked by crosses of dots."""

    def swatch(self) -> str:
        """Return a piece of the line, for the legend."""
        if self.mark:
            return f"⠒{self.mark}⠒"
        drawn, period = self.dash[0], sum(self.dash)
        cells = range(0, 6, 2)
        bits = [
            sum(DOTS[1][side] for side in (0, 1) if (cell + side) % period < drawn)
            for cell in cells
        ]
        return "".join(chr(0x2800 + b) for b in bits)


NEWEST = LineLook("rate")
TESTED = LineLook("meant", (1, 1), mark="⣶")
OLDER = (
    LineLook("positive", (1, 1)),
    LineLook("jay", (4, 3)),
    LineLook("negative", (1, 2)),
)


DrawnLine = tuple[LineLook, list[Point]]


@dataclass(frozen=True)
class ChartSide:
    """One of the two charts."""

    titles: tuple[str, str]
    """Marked up; the short one where there is little room."""
    value: Callable[[Point], float]
    print: Callable[[float], str]
    whole: float | None = None
    """Where the axis ends, if it always ends there."""


def _error(value: float) -> str:
    return "<0.0001" if 0 < value < 0.0001 else number(value, 4 if value < 0.01 else 3)


def _percent(share: float) -> str:
    return plain(round(share, 1)) if share >= 99.95 else number(share, 1)


ERROR = ChartSide(
    ("[error]error ½Σe²[/]", "[error]error[/]"),
    lambda point: point.error,
    _error,
)
RIGHT = ChartSide(
    ("[bold]right, of 100[/]", "[bold]right[/]"),
    lambda point: 100 * point.accuracy,
    _percent,
    whole=100.0,
)


class CurvesPanel(Drawn, Panel):
    """Error and accuracy over the digits learned from, side by side; older runs in broken lines."""

    def __init__(self, palette: Palette, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(palette, id=id)
        self._curves: tuple[CurveSoFar, ...] = ()
        self._samples = 0
        self._at: int | None = None
        self._recent: Point | None = None
        self._averaged = self._tested = 0
        """How many digits the newest run's last values are means of."""
        self._things = "digits"

    def show(self, view: TrainingView) -> None:
        """Show the runs, and by an upright line the moment looked back at, if they have changed."""
        run, self._things = view.snapshot, view.classes.things
        recent = Point(run.samples, run.recent.error, run.recent.accuracy)
        # The line ends at what the title says, and that is what the run's progress says.
        self._recent = recent if run.recent.samples else None
        self._averaged = run.recent.samples or _step(view.curves[-1] if view.curves else None)
        self._tested = 0 if run.scores is None else len(run.scores.labels)
        shown = view.curves, run.samples, view.at
        if shown != (self._curves, self._samples, self._at):
            self._curves, self._samples, self._at = shown
            self.redraw()

    @property
    def _reach(self) -> int:
        """How far the axis must go: as far as the newest run, so that its start is seen."""
        if not self._curves:
            return 0
        points = self._curves[-1].training_points[-1:] + self._curves[-1].test_points[-1:]
        reach = max([self._samples, *(p.samples for p in points)])
        if reach == 0:
            ends = [run.training_points[-1].samples for run in self._curves if run.training]
            reach = max(ends, default=0)
        return reach

    def draw(self, canvas: Canvas) -> None:
        """Draw the charts, and the legend below both."""
        brush = Brush(canvas, self.palette, 1.0)
        legend = self._legend(canvas.width, 1 + canvas.height // ROWS_A_LEGEND_ROW)
        height = canvas.height - len(legend)
        width = (canvas.width - GAP) // 2
        for y, entry in enumerate(legend, start=height):
            canvas.write(0, y, entry)
        boxes = Box(0, 0, width, height), Box(canvas.width - width, 0, width, height)
        columns = width - MARGIN - 2  # an upright axis; one more for the last label to reach into
        sides = list(zip((ERROR, RIGHT), boxes, strict=True))
        for side, box in sides:
            self._title(side, box, brush)
        if columns < LEAST_COLUMNS or height < LEAST_HEIGHT:
            return
        x_axis = samples_axis(max(self._reach, 1), columns, columns + 1)
        lines = self._lines(x_axis.end, 2 * columns)
        for side, box in sides:
            inner = Box(box.x + MARGIN + 1, box.y + 1, columns, height - 2)
            self._chart(side, inner, x_axis, lines, brush)

    # The legend

    def _legend(self, width: int, most: int) -> list[Text]:
        """Return the legend's rows: what there is no room for is counted."""
        if not any(run.training or run.tests for run in self._curves):
            return []
        # Where room is short, which digits are averaged says more than the name of the only run.
        for mean in MEANS[: 3 if len(self._curves) == 1 else 2]:
            entries = self._entries(width, mean)
            if len(_flowed(entries, width)) <= most:
                break
        muted = self.palette.style("muted")
        names = [Text(name.format(self._things), muted) for name in X_NAMES]
        for enough in range(1, most + 1):
            for name in names:
                rows = _flowed([*entries, name], width)
                if len(rows) <= enough:
                    return rows
        for kept in range(len(entries), 0, -1):
            left = len(entries) - kept
            more = [Text(f"and {left} more", muted)] if left else []
            rows = _flowed([*entries[:kept], *more], width)
            if len(rows) <= most:
                return rows
        return rows[:most]

    def _entries(self, width: int, mean: str) -> list[Text]:
        """Return what tells the lines apart; of the newest run's, which digits are averaged too."""
        newest, *older = self._curves[::-1]
        words = mean.format(newest.name, self._averaged) if self._averaged else newest.name
        entries = [self._entry(NEWEST, words, width)]
        if newest.tests:
            count = f"{self._tested:,} " if self._tested else ""
            entries.append(self._entry(TESTED, f"{count}test {self._things}", width))
        for place, run in enumerate(older):
            entries.append(self._entry(OLDER[place % len(OLDER)], run.name, width))
        return entries

    def _entry(self, line: LineLook, name: str, width: int) -> Text:
        style = self.palette.style(line.term)
        words = style if line in (NEWEST, TESTED) else self.palette.style("muted")
        text = Text.assemble((line.swatch(), style), (f" {name}", words), style=words)
        text.truncate(width, overflow="ellipsis")
        return text

    # One chart

    def _chart(
        self, side: ChartSide, inner: Box, x_axis: SamplesAxis, lines: list[DrawnLine], brush: Brush
    ) -> None:
        """Draw axes and lines into the box that the lines are in."""
        place = x_axis.place
        drawn = [
            (line, [(place(p.samples), y) for p in points if math.isfinite(y := side.value(p))])
            for line, points in lines
        ]
        shown = [y for _, points in drawn for _, y in points]
        rows = inner.height - 1
        highest = side.whole or max(shown, default=0.0)
        y_axis = axis_to(highest, min(MOST_STEPS, rows // ROWS_A_STEP), even=rows)
        # Zero is in the middle of the last row, the end of the axis in the middle of the first.
        half = 1.5 * y_axis.end / (4 * rows)
        plot = Plot(brush, inner, (0.0, place(x_axis.end)), (-half, y_axis.end + half))
        self._axes(plot, y_axis if highest else None, x_axis)
        for line, points in drawn:
            plot.line(points if len(points) > 1 else points * 2, line.term, dash=line.dash)
        for line, points in drawn:
            if line.mark:
                for x, y in points:
                    plot.mark(x, y, line.term)
        if self._at is not None and self._reach:
            floor = inner.y + inner.height - 1
            brush.put(plot.column(place(self._at)), floor, "▲", "text")
        if not (shown or self._samples):
            _say_nothing(inner, brush)

    def _title(self, side: ChartSide, box: Box, brush: Brush) -> None:
        """Write what the chart shows and the newest run's last values, as fully as they fit."""
        values = []
        for line, points in self._newest_points():
            if points and self._at is None:  # what the title tells is of now
                values.append((line, side.print(side.value(points[-1]))))
        for marks in (True, False):
            for title in side.titles:
                texts = [(f"{_mark(line)} {v}" if marks else v, line) for line, v in values]
                words = self.palette.text(title)
                need = words.cell_len + sum(1 + len(text) for text, _ in texts)
                if need <= box.width:
                    brush.canvas.write(box.x, box.y, words)
                    x = box.x + box.width - sum(1 + len(text) for text, _ in texts)
                    for text, line in texts:
                        x = brush.put(x + 1, box.y, text, line.term)
                    return
        brush.canvas.write(box.x, box.y, self.palette.text(side.titles[-1]), box.width)

    def _newest_points(self) -> list[tuple[LineLook, list[Point]]]:
        if not self._curves:
            return []
        newest = self._curves[-1]
        training, recent = newest.training_points, self._recent
        if recent is not None:
            while training and training[-1].samples >= recent.samples:
                training.pop()
            training.append(recent)
        return [(NEWEST, training), (TESTED, newest.test_points)]

    def _lines(self, end: float, most: int) -> list[DrawnLine]:
        """Return the lines up to ``end``, of so many points at most, the most important last."""
        older = [
            (OLDER[place % len(OLDER)], run.training_points)
            for place, run in enumerate(self._curves[-2::-1])
        ]
        lines = older[::-1] + self._newest_points()[::-1]
        return [
            (line, thinned(cut(points, end), most, end, SamplesAxis.place))
            for line, points in lines
            if points
        ]

    def _axes(self, plot: Plot, y_axis: Axis | None, x_axis: SamplesAxis) -> None:
        """Draw the axes with their numbers, and the mark; no numbers before there are any."""
        brush, inner = plot.brush, plot.box
        floor = inner.y + inner.height - 1
        left = inner.x - 1
        for y in range(inner.y, floor):
            brush.put(left, y, "│", "faint")
        for level, label in y_axis.labels[1:] if y_axis else ():
            y = plot.row(level)
            brush.put(left - len(label), y, label, "muted")
            brush.put(left, y, "┤", "faint")
            plot.level(level)
        brush.put(left - 1, floor, "0", "muted")
        brush.put(left, floor, "└" + "─" * inner.width, "faint")
        for tick in x_axis.ticks[1:]:
            brush.put(plot.column(x_axis.place(tick)), floor, "┴", "faint")
        shown = len(x_axis.ticks) if self._reach else 1
        for label, start in list(zip(x_axis.labels, x_axis.starts, strict=True))[:shown]:
            brush.put(inner.x + start, floor + 1, label, "muted")
        if self._at is not None and self._reach:
            column = plot.column(x_axis.place(self._at))
            for y in range(inner.y, floor):
                brush.put(column, y, "│", "text")


def _step(run: CurveSoFar | None) -> int:
    """Return how many digits the last point of a run's line is a mean of."""
    points = [] if run is None else run.training_points[-2:]
    return points[-1].samples - (points[-2].samples if len(points) > 1 else 0) if points else 0


def _say_nothing(inner: Box, brush: Brush) -> None:
    lines = [NOTHING_YET]
    if len(NOTHING_YET) > inner.width:
        lines = NOTHING_YET.replace(": ", ":\n").split("\n")
    top = inner.y + (inner.height - len(lines)) // 2
    for y, text in enumerate(lines, start=top):
        brush.put(inner.x + max(0, (inner.width - len(text)) // 2), y, text, "muted")


def _mark(line: LineLook) -> str:
    return line.mark or line.swatch()[:1]


def _flowed(entries: Sequence[Text], width: int) -> list[Text]:
    """Set entries one after another, in as many rows as they need."""
    rows: list[Text] = []
    for entry in entries:
        if rows and rows[-1].cell_len + GAP + entry.cell_len <= width:
            rows[-1] = rows[-1].copy().append(" " * GAP).append_text(entry)
        else:
            rows.append(entry)
    return rows
