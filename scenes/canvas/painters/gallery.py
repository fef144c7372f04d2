"""Small pictures side by side, each with a word below it."""

from __future__ import annotations

import numpy as np

from scenes.canvas.painters.base import Box, Brush, Painter, Size, title_rows, title_width
from scenes.canvas.painters.picture import quantise
from scenes.story.figures import Floats, Gallery

SHRINK = 2
"""How many times smaller each picture is drawn."""
LEAST_ACROSS, MOST_ACROSS, MOST_DOWN = 2, 8, 4


class GalleryPainter(Painter[Gallery]):
    """Draws a :class:`Gallery`: as many of its pictures as there is room for, in order."""

    def _tile(self, figure: Gallery) -> Size:
        """Return the room of one picture, its word and the gap beside it."""
        rows, columns = figure.pictures[0].shape if figure.pictures else (28, 28)
        return Size(-(-columns // SHRINK) + 1, -(-rows // (2 * SHRINK)) + 1)

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
            self._picture(figure, shrunk(picture), x, y, brush)
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


def shrunk(picture: Floats) -> Floats:
    """Return a picture so many times smaller: the mean of its pixels."""
    rows, columns = (side - side % SHRINK for side in picture.shape)
    even = picture[:rows, :columns]
    smaller: Floats = even.reshape(rows // SHRINK, SHRINK, -1, SHRINK).mean(axis=(1, 3))
    return smaller
