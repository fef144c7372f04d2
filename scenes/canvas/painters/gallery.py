"""Small pictures side by side, each with a word below it."""

from __future__ import annotations

import numpy as np

from scenes.canvas.painters.base import Box, Brush, Painter, Size, title_rows, title_width
from scenes.canvas.painters.picture import quantise
from scenes.canvas.painters.smaller import smaller
from scenes.story.figures import Floats, Gallery

SMALL_SIDE, SHRUNK_SIDE = 16, 14
"""Pixels of a picture that is drawn as it is, and the points of a larger one: half of MNIST's."""
LEAST_TILE = 10
"""Columns for the word below a picture."""
LEAST_ACROSS, MOST_ACROSS, MOST_DOWN = 2, 8, 4


class GalleryPainter(Painter[Gallery]):
    """Draws a :class:`Gallery`: as many of its pictures as there is room for, in order."""

    def _tile(self, figure: Gallery) -> Size:
        """Return the room of one picture, its word and the gap beside it."""
        rows, columns = _points(*figure.pictures[0].shape) if figure.pictures else (14, 14)
        return Size(max(columns, LEAST_TILE) + 1, -(-rows // 2) + 1)

    def least(self, figure: Gallery) -> Size:
        """A row of two."""
        tile, across = self._tile(figure), min(LEAST_ACROSS, max(1, len(figure.pictures)))
        return Size(
            max(across * tile.width - 1, title_width(figure)), tile.height + title_rows(figure)
        )

    def most(self, figure: Gallery) -> Size:
        """A few rows of several."""
        tile, count = self._tile(figure), max(1, len(figure.pictures))
        across = min(MOST_ACROSS, count)
        down = min(MOST_DOWN, -(-count // across))
        return Size(
            max(across * tile.width - 1, title_width(figure)),
            down * tile.height + title_rows(figure),
        )

    def fit(self, figure: Gallery, room: Size) -> Size:
        """Take whole pictures only, in rows as even as can be."""
        tile, most = self._tile(figure), self.most(figure)
        titled = title_rows(figure)
        across = max(1, min(most.width + 1, room.width + 1) // tile.width)
        down = max(1, (min(most.height, room.height) - titled) // tile.height)
        down = min(down, -(-max(1, len(figure.pictures)) // across))
        width = max(across * tile.width - 1, min(title_width(figure), room.width))
        return Size(min(room.width, width), min(room.height, down * tile.height + titled))

    def paint(self, figure: Gallery, box: Box, brush: Brush) -> None:
        """Draw the pictures that the box holds."""
        tile, top = self._tile(figure), box.y + brush.title(box, figure)
        across = max(1, (box.width + 1) // tile.width)
        down = (box.y + box.height - top) // tile.height
        shown = zip(figure.pictures[: across * down], figure.captions, strict=False)
        for position, (picture, caption) in enumerate(shown):
            row, column = divmod(position, across)
            x, y = box.x + column * tile.width, top + row * tile.height
            self._picture(figure, smaller(picture, *_points(*picture.shape)), x, y, brush)
            brush.markup(x, y + tile.height - 1, caption, figure.dim, tile.width - 1)
        if not figure.pictures:
            brush.markup(box.x, top, figure.none, figure.dim, box.width)

    @staticmethod
    def _picture(figure: Gallery, small: Floats, x: int, y: int, brush: Brush) -> None:
        levels = quantise(small, figure.scale)
        if len(levels) % 2:
            levels = np.vstack([levels, np.zeros_like(levels[:1])])
        for row in range(0, len(levels), 2):
            pairs = zip(levels[row].tolist(), levels[row + 1].tolist(), strict=True)
            for column, (upper, lower) in enumerate(pairs):
                style = brush.palette.halves(upper, lower, figure.scale.kind, figure.dim)
                brush.canvas.put(x + column, y + row // 2, "▀", style)


def _points(rows: int, columns: int) -> tuple[int, int]:
    """Return the points that a picture of so many pixels is drawn with."""
    side = max(rows, columns)
    if side <= SMALL_SIDE:
        return rows, columns
    return max(1, rows * SHRUNK_SIDE // side), max(1, columns * SHRUNK_SIDE // side)
