"""How the wall's room is shared between the hidden nodes, and which of them is at a cell."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

from scenes.canvas.hits import Hit

LEAST_TILE = (7, 4)
LOW_TILE = (6, 3)
WIDEST_GAP = 3


@dataclass(frozen=True)
class WallLayout:
    """Tiles of `width` × `height` cells, as many at a time as there is room for.

    The room begins below the title. Each tile has a row above it for its number, and a column on
    each side for the frame of the chosen one.
    """

    nodes: int
    each: int
    """Tiles shown at a time; the last time there may be fewer."""
    columns: int
    width: int
    height: int
    gap: int
    """Columns between two tiles."""

    @property
    def pitch(self) -> tuple[int, int]:
        """Columns and rows from a tile to the next."""
        return self.width + self.gap, self.height + 1

    @property
    def lines(self) -> int:
        """Lines of tiles."""
        return -(-self.each // self.columns)

    def shown_with(self, node: int) -> range:
        """Return the hidden nodes that are shown together with this one."""
        first = node // self.each * self.each
        return range(first, min(first + self.each, self.nodes))

    def corner(self, node: int) -> tuple[int, int]:
        """Return the column and row of a tile's first cell."""
        line, column = divmod(node % self.each, self.columns)
        return 1 + column * self.pitch[0], 1 + line * self.pitch[1]

    def hit(self, x: int, y: int, shown: range) -> Hit | None:
        """Return which of those shown has its tile, number or the gap to its right at a cell."""
        column, line = (x - 1) // self.pitch[0], y // self.pitch[1]
        if not (0 <= column < self.columns and line >= 0):
            return None
        node = shown.start + line * self.columns + column
        return Hit("jay", node) if node in shown else None


@cache
def tiles_of(shape: tuple[int, int]) -> list[tuple[int, int]]:
    """Return columns and rows of tiles that are about square, the smallest first.

    The largest shows each pixel of a picture of this shape, two pixels a cell.
    """
    most_rows, most_columns = shape[0] // 2, shape[1]
    tiles = [
        (width, height)
        for height in range(LEAST_TILE[1], most_rows + 1)
        for width in range(2 * height - 1, 2 * height + 2)
        if width <= most_columns
    ]
    return sorted(tiles, key=math.prod)


def wall_layout(width: int, height: int, nodes: int, shape: tuple[int, int]) -> WallLayout:
    """Lay out so many nodes in so much room: the fewest at a time left out, then large tiles.

    ``shape`` is that of a node's picture. Where there is no room for one line of tiles, there is
    one of lower tiles, cut off if need be.
    """
    low = height <= LEAST_TILE[1] + 1
    least = LOW_TILE if low else LEAST_TILE

    def fits(tile: tuple[int, int]) -> tuple[int, int]:
        lines = 1 if low and tile == least else (height - 1) // (tile[1] + 1)
        return (width - 1) // (tile[0] + 1), lines

    def holds(tile: tuple[int, int]) -> int:
        columns, lines = fits(tile)
        return columns * lines if columns > 0 and lines > 0 else 0

    times = -(-nodes // max(1, holds(least)))
    each = -(-nodes // times)
    tile = next((t for t in reversed(tiles_of(shape)) if holds(t) >= each), least)
    columns = max(1, fits(tile)[0])
    columns = -(-each // -(-each // columns))  # no line much shorter than another
    gap = min(WIDEST_GAP, max(1, (width - 1) // columns - tile[0]))
    return WallLayout(nodes, each, columns, *tile, gap)
