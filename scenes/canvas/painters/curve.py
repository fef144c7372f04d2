"""The sigmoid over its axis, with a sum read off it, or a tangent where the sum is."""

from __future__ import annotations

from collections import Counter

import numpy as np

from scenes.canvas.painters.base import Box, Brush, Painter, Size, title_rows, title_width
from scenes.canvas.painters.plot import POINT, Plot, unit_range
from scenes.story.figures import Curve, Floats
from scenes.story.numbers import number, plain
from tinynet import sigmoid

LEVELS = (0.0, 0.5, 1.0)
"""Heights of a sigmoid that have a line and a number."""
MOST_STACKED = 12
"""Sums that are few enough for those in one column to be told apart."""
STACKED = "stacked: z alike"
"""What dots are that stand on one another."""
TANGENT = 3.0
"""How far a tangent reaches to each side at most: to where it is seen to leave the curve."""


def tangent_ends(z: float, height: float, slope: float, reach: float) -> list[tuple[float, float]]:
    """Return the ends of a tangent of a curve between 0 and 1, cut off where it would leave."""
    ends = [max(-reach, z - TANGENT), min(reach, z + TANGENT)]
    if slope > 0:
        ends = [max(ends[0], z - height / slope), min(ends[1], z + (1 - height) / slope)]
    return [(x, min(1.0, max(0.0, height + slope * (x - z)))) for x in ends]


def _label(figure: Curve) -> str:
    return f"z = {number(figure.z or 0.0)}"


def _across_by(figure: Curve, brush: Brush) -> float:
    """Return how far the motion has come from the curve across, 0 to 1."""
    return min(1.0, max(0.0, brush.progress * 2 - 1)) if figure.slide else 1.0


class CurvePainter(Painter[Curve]):
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
            brush.put(box.x, plot.row(level), f"{level:4.1f} ", "muted", dim)
            plot.level(level, dim)
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
                plot.mark(figure.z, figure.activation, figure.term, POINT, dim, within=(0.0, 1.0))
        if figure.others is not None:
            stacked = self._others(figure, figure.others.clip(-reach, reach), plot)
            if stacked and self._label_start(figure, plot) > inner.x + len(STACKED):
                brush.put(inner.x, floor + 1, STACKED, "muted", dim)

    @staticmethod
    def _others(figure: Curve, others: Floats, plot: Plot) -> bool:
        """Draw a dot for each on the axis; of a few, those in one column above each other.

        Return whether any stand above each other.
        """
        row, height = plot.row(0.0), Counter[int]()
        for z in others.tolist():
            column = plot.column(z)
            lift = height[column] if len(others) <= MOST_STACKED else 0
            height[column] += 1
            plot.brush.put(column, max(plot.box.y, row - lift), "•", figure.term, figure.dim)
        return len(others) <= MOST_STACKED and max(height.values(), default=0) > 1

    @staticmethod
    def _label_start(figure: Curve, plot: Plot) -> int:
        """Return where the sum's label begins, below where it is on the axis."""
        z = min(figure.reach, max(-figure.reach, figure.z or 0.0))
        width, inner = len(_label(figure)), plot.box
        latest = inner.x + inner.width - width - 2
        return max(inner.x, min(plot.column(z) - width // 2, latest))

    @staticmethod
    def _tangent(figure: Curve, plot: Plot) -> None:
        z, activation, slope = figure.z, figure.activation, figure.slope
        if z is None or activation is None or slope is None or abs(z) > figure.reach:
            return
        plot.line(tangent_ends(z, activation, slope, figure.reach), figure.term, figure.dim)

    @staticmethod
    def _across(figure: Curve, plot: Plot, brush: Brush) -> None:
        """Draw from the curve to what is passed on: in dots, at its very height."""
        if figure.z is None or figure.activation is None or figure.slope is not None:
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
        column, row, inner = plot.column(z), plot.row(activation), plot.box
        for y in range(floor - 1, floor - 1 - round(up * (floor - 1 - row)), -1):
            if plot.is_free(column, y):
                brush.put(column, y, "┃", "sum", figure.dim)
        if up < 1:
            height = floor - round(up * (floor - row))
            brush.put(column, min(height, floor - 1), "●", figure.term, figure.dim)
        else:
            plot.mark(z, activation, figure.term, POINT, figure.dim, within=(0.0, 1.0))
        arrow = "▲" if z == arrived else "▶" if arrived > z else "◀"
        brush.put(column, floor, arrow, "sum", figure.dim)
        brush.put(self._label_start(figure, plot), floor + 1, _label(figure), "sum", figure.dim)
        if _across_by(figure, brush) >= 1:
            text, edge = number(activation), inner.x
            shared = row in map(plot.row, LEVELS)
            if shared and inner.y < row < floor - 1:
                # Below the curve, which rises to the right: over neither it nor the level's line.
                start = min(column + 2, inner.x + inner.width - len(text))
                brush.put(start, row + 1, text, figure.term, figure.dim)
            elif shared:
                # It keeps its own number; this one stands beside the line, where the curve is not.
                brush.put(edge, row + (1 if row == inner.y else -1), text, figure.term, figure.dim)
            else:
                brush.put(edge - 6, row, text, figure.term, figure.dim)
