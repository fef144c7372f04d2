"""Lines over axes: errors that fall, shares that rise."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from scenes.canvas.painters.base import (
    Box,
    Brush,
    Painter,
    Size,
    plain_width,
    title_rows,
    title_width,
)
from scenes.canvas.painters.plot import POINT, Plot, unit_range
from scenes.story.figures import Chart, Series
from scenes.story.numbers import decimals, grouped, number

LEAST_SPAN = 1e-300
"""A smaller span is none: shares of it could not be told apart."""
AXIS = 10
"""Columns that the numbers of a chart's axis take."""
SAMPLES = {"marked": "━", "line": "━", "dashes": "╍", "points": "●"}
"""What stands for a series in the legend, by its form."""
DASHES = {"dashes": (3, 3)}
COMPARED = (4, 2)
"""Dots drawn and left out in turn of a height that lines are compared with."""
SLIGHT = 0.03
"""A line that turns back by less than this share of the axis goes level. Rounded to dots it would
dip at one size of the chart, and not at another."""


class ChartPainter(Painter[Chart]):
    def least(self, figure: Chart) -> Size:
        """Enough for a slope, the axis labels and the legend."""
        below = _legend_width(figure) + len(figure.x_label) + 2
        return Size(max(26, title_width(figure), below), 8 + title_rows(figure))

    def most(self, figure: Chart) -> Size:
        """A large chart."""
        return Size(108, 30)

    def paint(self, figure: Chart, box: Box, brush: Brush) -> None:
        """Draw the axes, then as much of the lines as the motion has reached."""
        rows = brush.title(box, figure)
        inner = Box(box.x + AXIS, box.y + rows + 1, box.width - AXIS - 2, box.height - rows - 3)
        if inner.width < 1 or inner.height < 1:
            return
        scaled, dim = scaled_by(figure), figure.dim
        low, high = _ends(figure)
        span = high - low
        xs = [scaled(x) for series in figure.series for x in series.x]
        end = max(xs) if max(xs) > min(xs) else min(xs) + 1
        below, above = unit_range(inner.height)
        across = _with_room(figure, min(xs), end, inner.width)
        plot = Plot(brush, inner, across, (low + below * span, low + above * span))
        brush.put(box.x, inner.y - 1, figure.y_label, "muted", dim)
        self._levels(low, high, plot, figure)
        self._marks(figure, plot)
        if figure.compared is not None:
            level = figure.compared[0]
            plot.line([(min(xs), level), (end, level)], "muted", dim, COMPARED)
        if figure.turn is not None:
            self._turn(figure.turn, plot.column(scaled(figure.turn[0])), inner, brush, dim)
        if figure.here is not None:
            self._here(plot.column(scaled(figure.here[0])), inner, brush, dim)
        for series in figure.series:
            self._line(series, figure, plot, SLIGHT * span)
        if figure.compared is not None:
            self._compared(*figure.compared, plot, dim)
        if figure.spot is not None:
            self._spot(figure, figure.spot, plot)
        self._legend(figure, box, plot)

    @staticmethod
    def _levels(low: float, high: float, plot: Plot, figure: Chart) -> None:
        """Draw a few heights as lines across, with their numbers before them."""
        inner, brush = plot.box, plot.brush
        digits = min(decimals(max(high, -low), 3, least=2), AXIS - 4)
        named = set[int]()
        for level in (0.0, high, low) if low < 0 else (0.0, high / 2, high):
            if plot.row(level) in named:  # one number over another could be read as neither
                continue
            named.add(plot.row(level))
            text = f"{level:,.0f}" if figure.counts else number(level, digits)
            brush.put(inner.x - 1 - len(text), plot.row(level), text, "muted", figure.dim)
            plot.level(level, figure.dim)

    @staticmethod
    def _marks(figure: Chart, plot: Plot) -> None:
        """Write numbers along x, as many as have room, and below them what x is."""
        inner, brush, scaled = plot.box, plot.brush, scaled_by(figure)
        floor, free = inner.y + inner.height, inner.x - 2
        first, last = (pick(x for s in figure.series for x in s.x) for pick in (min, max))
        for x in figure.marks or (first, last):
            label = grouped(x)
            start = plot.column(scaled(x)) - len(label) // 2
            if start >= free:
                free = brush.put(start, floor, label, "muted", figure.dim) + 1
        label = figure.x_label
        brush.put(inner.x + inner.width - len(label), floor + 1, label, "muted", figure.dim)

    @staticmethod
    def _line(series: Series, figure: Chart, plot: Plot, slight: float) -> None:
        """Draw a series as far as the motion has reached; what turns back but slightly, level."""
        scaled, progress, dim = scaled_by(figure), plot.brush.progress, figure.dim
        points = [(scaled(x), y) for x, y in zip(series.x, series.y, strict=True)]
        if figure.draw and progress < 1:
            points = points[: max(1, round(len(points) * progress))]
        if series.form != "points":
            drawn = steadied([y for _, y in points], slight)
            run = [(x, y) for (x, _), y in zip(points, drawn, strict=True)]
            plot.line(run, series.term, dim, DASHES.get(series.form, (1, 0)))
        marked = {scaled(x) for x in figure.marks}
        for x, y in points:
            if series.form == "points" or (series.form == "marked" and x in marked):
                plot.mark(x, y, series.term, POINT, dim, within=_ends(figure))

    @staticmethod
    def _legend(figure: Chart, box: Box, plot: Plot) -> None:
        """Say which line is which, where that has to be said, and where the reader is."""
        inner, brush, width = plot.box, plot.brush, _legend_width(figure)
        x = inner.x if width + len(figure.x_label) <= inner.width else box.x
        y = inner.y + inner.height + 1
        for series in _named(figure):
            brush.put(x, y, f"{SAMPLES[series.form]} {series.name}", series.term, figure.dim)
            x += _entry_width(series.name)
        if figure.here is not None:
            brush.put(x, y, f"▲ {figure.here[1]}", "rate", figure.dim)

    @staticmethod
    def _here(column: int, inner: Box, brush: Brush, dim: bool) -> None:
        """Draw where the reader is as a line from top to bottom, over that of a turn."""
        for y in range(inner.y, inner.y + inner.height - 1):
            brush.put(column, y, "┊", "rate", dim)
        brush.put(column, inner.y + inner.height - 1, "▲", "rate", dim)

    @staticmethod
    def _compared(level: float, words: str, plot: Plot, dim: bool) -> None:
        """Say at the right what a height is: below its line, or above where a line lies there."""
        inner, row, width = plot.box, plot.row(level), plain_width(words)
        start = max(inner.x, inner.x + inner.width - width)
        under = row + 1
        free = all(plot.is_free(x, under) for x in range(start, inner.x + inner.width))
        if not free or under >= inner.y + inner.height:
            under = max(inner.y - 1, row - 1)
        plot.brush.markup(start, under, words, dim, inner.width)

    @staticmethod
    def _spot(figure: Chart, spot: tuple[float, float, str], plot: Plot) -> None:
        """Mark a place, with its words above it, or below where there is no row."""
        inner, (x, y, words) = plot.box, spot
        x = scaled_by(figure)(x)
        plot.mark(x, y, "bold", POINT, figure.dim, within=_ends(figure))
        start = max(inner.x, min(plot.column(x), inner.x + inner.width - plain_width(words)))
        row = plot.row(y)
        row += -1 if row > inner.y else 1
        plot.brush.markup(start, row, words, figure.dim, inner.width)

    @staticmethod
    def _turn(turn: tuple[float, str], column: int, inner: Box, brush: Brush, dim: bool) -> None:
        """Draw where something changes as a line from top to bottom, with its words beside it."""
        for y in range(inner.y, inner.y + inner.height):
            brush.put(column, y, "┊", "muted", dim)
        width = plain_width(turn[1])
        end = inner.x + inner.width
        start = column + 2 if column + 2 + width <= end else max(inner.x, column - 1 - width)
        brush.markup(start, inner.y - 1, turn[1], dim, end - start)


def _ends(figure: Chart) -> tuple[float, float]:
    """Return what the axis of y runs from and to: from 0, or what is below it."""
    ys = [y for series in figure.series for y in series.y]
    if figure.compared is not None:
        ys.append(figure.compared[0])
    low = min(0.0, min(ys))
    high = max(ys) if max(ys) - low > LEAST_SPAN else low + 1
    return low, max(high, figure.top or high)


def _with_room(figure: Chart, first: float, last: float, width: int) -> tuple[float, float]:
    """Return the ends of x for so many columns: with room for points that lie at either end."""
    dots = 2 * width - 1 - 2 * POINT
    if dots <= 0 or not any(series.form in ("marked", "points") for series in figure.series):
        return first, last
    room = (last - first) * POINT / dots
    return first - room, last + room


def steadied(values: Sequence[float], slight: float) -> list[float]:
    """Return values that stay where they were last furthest, while they turn back but slightly."""
    steady: list[float] = []
    way = 0.0
    for value in values:
        if not steady or way == 0 or (value - steady[-1]) * way > 0:
            way = 0.0 if not steady else value - steady[-1]
            steady.append(value)
        elif abs(value - steady[-1]) < slight:
            steady.append(steady[-1])
        else:
            way = value - steady[-1]
            steady.append(value)
    return steady


def scaled_by(figure: Chart) -> Callable[[float], float]:
    """Return how far along x a value stands, before all is fitted to the room."""
    if not figure.logarithmic:
        return float
    return math.log10 if min(x for series in figure.series for x in series.x) > 0 else math.log1p


def _named(figure: Chart) -> tuple[Series, ...]:
    """Return the lines that have to be told apart: one alone is what the title says."""
    return figure.series if len(figure.series) > 1 else ()


def _legend_width(figure: Chart) -> int:
    """Return the columns of a chart's legend, with what keeps it apart from what follows."""
    names = [series.name for series in _named(figure)]
    return sum(map(_entry_width, [*names, *([figure.here[1]] if figure.here else [])]))


def _entry_width(name: str) -> int:
    """Return the columns that an entry of a legend takes, with what keeps the next apart."""
    return len(name) + 4
