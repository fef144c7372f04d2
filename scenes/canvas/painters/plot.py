"""A rectangle of braille dots that lines are drawn in: eight dots to a cell."""

from __future__ import annotations

from itertools import pairwise

from scenes.canvas.painters.base import Box, Brush

DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))

LEVEL_CELLS = tuple(chr(0x2800 + left) for left, _ in DOTS)
"""The cells of a level's line, by the row of its dot."""


def unit_range(rows: int) -> tuple[float, float]:
    """Return ends for an axis from 0 to 1 so that nothing lies outside the lines drawn there.

    A line of cells is drawn through their middle, a curve in four dots a cell: 1 is the dot below
    the middle of the first row, 0 the one above the middle of the last.
    """
    if rows < 2:
        return 0.0, 1.0
    dot = 1 / (4 * rows - 5)
    return -2 * dot, 1 + 2 * dot


POINT = 2
"""How far the mark of a point reaches, in dots."""


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
        return self.box.y + self._down(y) // 4

    def _down(self, y: float) -> int:
        """Return in which row of dots a value is, counted from the top."""
        dots = self.box.height * 4
        return dots - 1 - self._dot(y, self.y_range, dots)

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
        dots = [(self._dot(x, self.x_range, self.box.width * 2), self._down(y)) for x, y in points]
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

    def level(self, y: float, dim: bool = False) -> None:
        """Draw a height as a line across, a dot a cell, at the very dots where a curve has it.

        It gives way where anything is drawn over it, so nothing may be drawn before it.
        """
        down = self._down(y)
        line = LEVEL_CELLS[down % 4] * self.box.width
        self.brush.put(self.box.x, self.box.y + down // 4, line, "faint", dim)

    def is_free(self, x: int, y: int) -> bool:
        """Return whether a cell of the canvas has no dots."""
        return (x - self.box.x, y - self.box.y) not in self._dots

    def mark(
        self,
        x: float,
        y: float,
        term: str,
        size: int = 1,
        dim: bool = False,
        *,
        within: tuple[float, float] | None = None,
    ) -> None:
        """Mark a point by itself and the dots around it: a whole cell would be too coarse.

        None of them lies below or above the heights `within`, if there are any: no value does.
        """
        across = self._dot(x, self.x_range, self.box.width * 2)
        down = self._down(y)
        around = range(-size, size + 1)
        dots = [
            (across + dx, down + dy)
            for dx in around
            for dy in around
            if dx * dx + dy * dy <= size * size
        ]
        most = self.box.height * 4
        low, high = (0, most - 1) if within is None else self._heights(within)
        room = range(self.box.width * 2), range(most - 1 - high, most - low)
        self._put([(x, y) for x, y in dots if x in room[0] and y in room[1]], term, dim)

    def _heights(self, heights: tuple[float, float]) -> tuple[int, int]:
        """Return in which rows of dots two heights are, from the lowest."""
        low, high = (self._dot(y, self.y_range, self.box.height * 4) for y in heights)
        return low, high

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
