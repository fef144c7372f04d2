"""Curves over axes, in braille dots: the sigmoid with a sum read off it, and errors falling."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np

from scenes.canvas.painters.base import (
    Box,
    Brush,
    Painter,
    Size,
    plain_width,
    title_rows,
    title_width,
)
from scenes.story.figures import Chart, Curve, Floats
from scenes.story.numbers import decimals, number, plain
from tinynet import sigmoid

DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))


LEAST_SPAN = 1e-300
"""A smaller span is none: shares of it could not be told apart."""
AXIS = 10
"""Columns that the numbers of a chart's axis take."""
SAMPLES = {"marked": "━", "line": "━", "dashes": "╍", "points": "●"}
"""What stands for a series in the legend, by its form."""
DASHES = {"dashes": (3, 3)}
LEVELS = (0.0, 0.5, 1.0)
"""Heights of a sigmoid that have a line and a number."""
MOST_STACKED = 12
"""Sums that are few enough for those in one column to be told apart."""
POINT = 2
"""How far the mark of a point reaches, in dots."""
SLIGHT = 0.03
"""A line that turns back by less than this share of the axis goes level. Rounded to dots it would
dip at one size of the chart, and not at another."""
TANGENT = 1.6
"""How far a tangent reaches to each side."""


def unit_range(rows: int) -> tuple[float, float]:
    """Return ends for an axis from 0 to 1 so that nothing lies outside the lines drawn there.

    A line of cells is drawn through their middle, a curve in four dots a cell: 1 is the dot below
    the middle of the first row, 0 the one above the middle of the last.
    """
    if rows < 2:
        return 0.0, 1.0
    dot = 1 / (4 * rows - 5)
    return -2 * dot, 1 + 2 * dot


def tangent_ends(z: float, height: float, slope: float, reach: float) -> list[tuple[float, float]]:
    """Return the ends of a tangent of a curve between 0 and 1, cut off where it would leave."""
    ends = [max(-reach, z - TANGENT), min(reach, z + TANGENT)]
    if slope > 0:
        ends = [max(ends[0], z - height / slope), min(ends[1], z + (1 - height) / slope)]
    return [(x, min(1.0, max(0.0, height + slope * (x - z)))) for x in ends]


class Plot:
    """A rectangle of braille dots over data coordinates. Colours go by cell: the last wins."""

    def __init__(
        self, brush: Brush, box: Box, x_range: tuple[float, float], y_range: tuple[float, float]
    ) -> None:
        """Map the ranges onto the box."""
        self.brush, self.box = brush, box
        self.x_range, self.y_range = x_range, y_range
        self._dots: dict[tuple[int, int], int] = {}

    def column(self, x: float) -> int:
        """Return the canvas column of a value."""
        return self.box.x + self._dot(x, self.x_range, self.box.width * 2) // 2

    def row(self, y: float) -> int:
        """Return the canvas row of a value."""
        dots = self.box.height * 4
        return self.box.y + (dots - 1 - self._dot(y, self.y_range, dots)) // 4

    @staticmethod
    def _dot(value: float, ends: tuple[float, float], dots: int) -> int:
        share = (value - ends[0]) / (ends[1] - ends[0])
        return round(min(1.0, max(0.0, share)) * (dots - 1))

    def line(
        self,
        points: list[tuple[float, float]],
        term: str,
        dim: bool = False,
        dash: tuple[int, int] = (1, 0),
    ) -> None:
        """Join points by straight lines of dots: so many drawn, so many left out, in turn."""
        dots = [
            (
                self._dot(x, self.x_range, self.box.width * 2),
                self.box.height * 4 - 1 - self._dot(y, self.y_range, self.box.height * 4),
            )
            for x, y in points
        ]
        drawn, period, place = dash[0], sum(dash), 0
        dotted = []
        for (x0, y0), (x1, y1) in pairwise(dots):
            steps = max(abs(x1 - x0), abs(y1 - y0), 1)
            for step in range(steps + 1):
                if (place + step) % period < drawn:
                    across = round(x0 + (x1 - x0) * step / steps)
                    down = round(y0 + (y1 - y0) * step / steps)
                    dotted.append((across, down))
            place += steps
        self._put(dotted, term, dim)

    def is_free(self, x: int, y: int) -> bool:
        """Return whether a cell of the canvas has no dots."""
        return (x - self.box.x, y - self.box.y) not in self._dots

    def mark(self, x: float, y: float, term: str, size: int = 1, dim: bool = False) -> None:
        """Mark a point by itself and the dots around it: a whole cell would be too coarse."""
        across = self._dot(x, self.x_range, self.box.width * 2)
        down = self.box.height * 4 - 1 - self._dot(y, self.y_range, self.box.height * 4)
        around = range(-size, size + 1)
        dots = [
            (across + dx, down + dy)
            for dx in around
            for dy in around
            if dx * dx + dy * dy <= size * size
        ]
        room = range(self.box.width * 2), range(self.box.height * 4)
        self._put([(x, y) for x, y in dots if x in room[0] and y in room[1]], term, dim)

    def _put(self, dots: list[tuple[int, int]], term: str, dim: bool) -> None:
        """Add dots, counted from the upper left, and write their cells."""
        touched: dict[tuple[int, int], int] = {}
        for across, down in dots:
            cell = (across // 2, down // 4)
            touched[cell] = touched.get(cell, 0) | DOTS[down % 4][across % 2]
        for cell, bits in touched.items():
            self._dots[cell] = self._dots.get(cell, 0) | bits
            self.brush.put(
                self.box.x + cell[0],
                self.box.y + cell[1],
                chr(0x2800 + self._dots[cell]),
                term,
                dim,
            )


def _across_by(figure: Curve, brush: Brush) -> float:
    """Return how far the motion has come from the curve across, 0 to 1."""
    return min(1.0, max(0.0, brush.progress * 2 - 1)) if figure.slide else 1.0


class CurvePainter(Painter[Curve]):
    """Draws a :class:`Curve`."""

    def least(self, figure: Curve) -> Size:
        """Enough for the curve's bend and the axis labels."""
        return Size(max(28, title_width(figure)), 7 + title_rows(figure))

    def most(self, figure: Curve) -> Size:
        """A large curve."""
        return Size(108, 34)

    def paint(self, figure: Curve, box: Box, brush: Brush) -> None:
        """Draw axes and curve; then up from z to the curve, and across to what is passed on."""
        rows = brush.title(box, figure)
        # An odd number of rows: one half is the middle of one, as the curve has it.
        height = box.height - rows - 2
        inner = Box(box.x + 6, box.y + rows, box.width - 8, height - (height % 2 == 0))
        if inner.width < 1 or inner.height < 1:
            return
        reach = figure.reach
        plot = Plot(brush, inner, (-reach, reach), unit_range(inner.height))
        dim = figure.dim
        for level in LEVELS:
            y = plot.row(level)
            brush.put(box.x, y, f"{level:4.1f} ", "muted", dim)
            brush.put(inner.x, y, "┈" * inner.width, "faint", dim)
        floor = inner.y + inner.height
        for z in (-reach, -reach / 2, 0.0, reach / 2, reach):
            label = plain(z)
            brush.put(plot.column(z) - len(label) // 2, floor, label, "muted", dim)
        brush.put(inner.x + inner.width - 1, floor + 1, "z", "sum", dim)
        if figure.z is None:
            brush.put(inner.x, floor + 1, "what arrives →", "muted", dim)
        for y in range(inner.y, floor):
            brush.put(plot.column(-figure.bias), y, "┊", "faint", dim)
        # Below the curve, which keeps its colour where both are in one cell.
        self._tangent(figure, plot)
        self._across(figure, plot, brush)
        steps = inner.width * 2
        curve = [(reach * (2 * s / steps - 1)) for s in range(steps + 1)]
        heights = sigmoid(np.array(curve) + figure.bias).tolist()
        plot.line(list(zip(curve, heights, strict=True)), "text", dim)
        if figure.z is not None and figure.activation is not None:
            if figure.slope is None:
                self._read_off(figure, plot, floor, brush)
            elif abs(figure.z) <= reach:
                # Close to a line it is smaller: nothing of it lies beyond.
                room = min(figure.activation, 1 - figure.activation) * (4 * inner.height - 5)
                size = min(POINT, int(room))
                plot.mark(figure.z, figure.activation, figure.term, size, dim)
        if figure.others is not None:
            self._others(figure, figure.others.clip(-reach, reach), plot)

    @staticmethod
    def _others(figure: Curve, others: Floats, plot: Plot) -> None:
        """Draw a dot for each on the axis; of a few, those in one column above each other."""
        row, height = plot.row(0.0), Counter[int]()
        for z in others.tolist():
            column = plot.column(z)
            lift = height[column] if len(others) <= MOST_STACKED else 0
            height[column] += 1
            plot.brush.put(column, max(plot.box.y, row - lift), "•", figure.term, figure.dim)

    @staticmethod
    def _tangent(figure: Curve, plot: Plot) -> None:
        z, activation, slope = figure.z, figure.activation, figure.slope
        if z is None or activation is None or slope is None or abs(z) > figure.reach:
            return
        plot.line(tangent_ends(z, activation, slope, figure.reach), figure.term, figure.dim)

    @staticmethod
    def _across(figure: Curve, plot: Plot, brush: Brush) -> None:
        """Draw from the curve to what is passed on, where that is in a level's own row.

        In dots, at its own height: above or below the level as it is.
        """
        if figure.z is None or figure.activation is None or figure.slope is not None:
            return
        if plot.row(figure.activation) not in map(plot.row, LEVELS):
            return
        z = min(figure.reach, max(-figure.reach, figure.z))
        end = z - _across_by(figure, brush) * (z + figure.reach)
        if end < z:
            ends = [(end, figure.activation), (z, figure.activation)]
            plot.line(ends, figure.term, figure.dim)

    def _read_off(self, figure: Curve, plot: Plot, floor: int, brush: Brush) -> None:
        """Draw up from z to the curve, and across to what is passed on; the curve stays whole."""
        arrived, activation = figure.z or 0.0, figure.activation or 0.0
        z = min(figure.reach, max(-figure.reach, arrived))
        up = min(1.0, brush.progress * 2) if figure.slide else 1.0
        across = _across_by(figure, brush)
        column, row, inner = plot.column(z), plot.row(activation), plot.box
        shared = row in map(plot.row, LEVELS)
        for y in range(floor - 1, floor - 1 - round(up * (floor - 1 - row)), -1):
            if plot.is_free(column, y):
                brush.put(column, y, "┃", "sum", figure.dim)
        edge = inner.x
        for x in range(column - 1, column - 1 - round(across * (column - edge)), -1):
            if not shared and plot.is_free(x, row):
                brush.put(x, row, "━", figure.term, figure.dim)
        height = floor - round(up * (floor - row))
        brush.put(column, min(height, floor - 1) if up < 1 else row, "●", figure.term, figure.dim)
        arrow = "▲" if z == arrived else "▶" if arrived > z else "◀"
        brush.put(column, floor, arrow, "sum", figure.dim)
        label = f"z = {number(arrived)}"
        start = max(inner.x, min(column - len(label) // 2, inner.x + inner.width - len(label) - 2))
        brush.put(start, floor + 1, label, "sum", figure.dim)
        if across >= 1:
            text = number(activation)
            if shared and inner.y < row < floor - 1:
                # Below the curve, which rises to the right: over neither it nor the level's line.
                start = min(column + 2, inner.x + inner.width - len(text))
                brush.put(start, row + 1, text, figure.term, figure.dim)
            elif shared:
                # It keeps its own number; this one stands beside the line, where the curve is not.
                brush.put(edge, row + (1 if row == inner.y else -1), text, figure.term, figure.dim)
            else:
                brush.put(edge - 6, row, text, figure.term, figure.dim)


class ChartPainter(Painter[Chart]):
    """Draws a :class:`Chart`."""

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
        scaled = scaled_by(figure)
        xs = [scaled(x) for series in figure.series for x in series.x]
        ys = [y for series in figure.series for y in series.y]
        low = min(0.0, min(ys))
        high = max(ys) if max(ys) - low > LEAST_SPAN else low + 1
        high = max(high, figure.top or high)
        end = max(xs) if max(xs) > min(xs) else min(xs) + 1
        below, above = unit_range(inner.height)
        span = high - low
        plot = Plot(brush, inner, (min(xs), end), (low + below * span, low + above * span))
        dim = figure.dim
        brush.put(box.x, inner.y - 1, figure.y_label, "muted", dim)
        digits = min(decimals(max(high, -low), 3, least=2), AXIS - 4)
        named = set[int]()
        for level in (0.0, high, low) if low < 0 else (0.0, high / 2, high):
            if plot.row(level) in named:  # one number over another could be read as neither
                continue
            named.add(plot.row(level))
            text = number(level, digits)
            brush.put(inner.x - 1 - len(text), plot.row(level), text, "muted", dim)
            brush.put(inner.x, plot.row(level), "┈" * inner.width, "faint", dim)
        floor = inner.y + inner.height
        free = inner.x - 2
        first, last = (pick(x for s in figure.series for x in s.x) for pick in (min, max))
        for x in figure.marks or (first, last):
            label = plain(x)
            start = plot.column(scaled(x)) - len(label) // 2
            if start >= free:
                free = brush.put(start, floor, label, "muted", dim) + 1
        brush.put(
            inner.x + inner.width - len(figure.x_label), floor + 1, figure.x_label, "muted", dim
        )
        if figure.turn is not None:
            self._turn(figure.turn, plot.column(scaled(figure.turn[0])), inner, brush, dim)
        if figure.here is not None:
            self._here(plot.column(scaled(figure.here[0])), inner, brush, dim)
        legend = _legend_width(figure)
        x_name = inner.x if legend + len(figure.x_label) <= inner.width else box.x
        for series in figure.series:
            points = [(scaled(x), y) for x, y in zip(series.x, series.y, strict=True)]
            marked = {scaled(x) for x in figure.marks}
            if figure.draw and brush.progress < 1:
                points = points[: max(1, round(len(points) * brush.progress))]
            if series.form != "points":
                drawn = steadied([y for _, y in points], SLIGHT * span)
                run = [(x, y) for (x, _), y in zip(points, drawn, strict=True)]
                plot.line(run, series.term, dim, DASHES.get(series.form, (1, 0)))
            for x, y in points:
                if series.form == "points" or (series.form == "marked" and x in marked):
                    brush.put(plot.column(x), plot.row(y), "●", series.term, dim)
            if legend:
                words = f"{SAMPLES[series.form]} {series.name}"
                brush.put(x_name, floor + 1, words, series.term, dim)
                x_name += _entry_width(series.name)
        if figure.spot is not None:
            x, y, words = figure.spot
            self._spot(plot.column(scaled(x)), plot.row(y), words, inner, brush, dim)
        if figure.here is not None:
            brush.put(x_name, floor + 1, f"▲ {figure.here[1]}", "rate", dim)

    @staticmethod
    def _here(column: int, inner: Box, brush: Brush, dim: bool) -> None:
        """Draw where the reader is as a line from top to bottom, over that of a turn."""
        for y in range(inner.y, inner.y + inner.height - 1):
            brush.put(column, y, "┊", "rate", dim)
        brush.put(column, inner.y + inner.height - 1, "▲", "rate", dim)

    @staticmethod
    def _spot(column: int, row: int, words: str, inner: Box, brush: Brush, dim: bool) -> None:
        """Mark a place, with its words above it, or below where there is no row."""
        brush.put(column, row, "●", "bold", dim)
        width = plain_width(words)
        start = max(inner.x, min(column, inner.x + inner.width - width))
        brush.markup(start, row - 1 if row > inner.y else row + 1, words, dim, inner.width)

    @staticmethod
    def _turn(turn: tuple[float, str], column: int, inner: Box, brush: Brush, dim: bool) -> None:
        """Draw where something changes as a line from top to bottom, with its words beside it."""
        for y in range(inner.y, inner.y + inner.height):
            brush.put(column, y, "┊", "muted", dim)
        width = plain_width(turn[1])
        end = inner.x + inner.width
        start = column + 2 if column + 2 + width <= end else max(inner.x, column - 1 - width)
        brush.markup(start, inner.y - 1, turn[1], dim, end - start)


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


def _legend_width(figure: Chart) -> int:
    """Return the columns of a chart's legend, with what keeps it apart from what follows."""
    names = [series.name for series in figure.series] if len(figure.series) > 1 else []
    return sum(map(_entry_width, [*names, *([figure.here[1]] if figure.here else [])]))


def _entry_width(name: str) -> int:
    """Return the columns that an entry of a legend takes, with what keeps the next apart."""
    return len(name) + 4
