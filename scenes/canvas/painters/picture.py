"""Pixels as half blocks: two to a cell, or, where there is room, each two columns wide."""

from __future__ import annotations

import numpy as np

from scenes.canvas.hits import Hit
from scenes.canvas.painters.base import (
    Box,
    Brush,
    Painter,
    Size,
    in_motion,
    read_out,
    title_rows,
    title_width,
)
from scenes.canvas.palette import LEVELS
from scenes.story.figures import Floats, Nodes, Picture, Scale
from scenes.story.numbers import MINUS, decimals, number

CROP = 4
"""Columns that may be left out, half on each side, where room is short: MNIST keeps them empty."""


NOTE_GAP = 2


class PicturePainter(Painter[Picture]):
    """Draws a :class:`Picture`."""

    def least(self, figure: Picture) -> Size:
        """Two pixels to a cell, the outermost columns left out."""
        rows, columns = figure.values.shape
        return Size(max(1, columns - CROP), -(-rows // 2) + title_rows(figure))

    def most(self, figure: Picture) -> Size:
        """Each pixel a row high and two columns wide, with title and legend."""
        rows, columns = figure.values.shape
        return Size(columns * 2, rows + title_rows(figure) + 1)

    def fit(self, figure: Picture, room: Size) -> Size:
        """Take two columns and a row a pixel, or else half a cell; a legend's row if there is."""
        rows, columns = figure.values.shape
        titled = title_rows(figure)
        if room.width >= 2 * columns and room.height >= rows + titled:
            return Size(2 * columns, min(room.height, rows + titled + 1))
        return Size(min(room.width, columns), min(room.height, -(-rows // 2) + titled + 1))

    def _grid(self, figure: Picture, box: Box) -> tuple[int, int, int]:
        """Return zoom, top and the columns cropped from each side."""
        columns = figure.values.shape[1]
        zoom = 2 if box.width >= 2 * columns else 1
        crop = max(0, -(-(columns - box.width) // 2)) if zoom == 1 else 0
        return zoom, box.y + title_rows(figure), crop

    def paint(self, figure: Picture, box: Box, brush: Brush) -> None:
        """Draw the pixels, the cursor, and a legend where there is a row for it."""
        zoom, top, crop = self._grid(figure, box)
        left = box.x
        rows, columns = figure.values.shape
        levels = quantise(
            in_motion(figure.values, figure.before, brush.progress, sweep=figure.sweep),
            figure.scale,
        )
        shown = levels[:, crop : columns - crop].tolist()
        wide = columns - 2 * crop
        canvas, palette, kind, dim = brush.canvas, brush.palette, figure.scale.kind, figure.dim
        glyphs = palette.glyphs and kind == "signed"
        for y in range(rows if zoom == 2 else -(-rows // 2)):
            if zoom == 2:
                upper = lower = shown[y]
            else:
                upper = shown[2 * y]
                lower = shown[2 * y + 1] if 2 * y + 1 < rows else [0] * wide
            for x in range(wide):
                a, b = upper[x], lower[x]
                if glyphs:
                    level = a if abs(a) >= abs(b) else b
                    text, style = palette.glyph(level) * zoom, palette.style(_sign(level), dim)
                else:
                    text, style = "▀" * zoom, palette.halves(a, b, kind, dim)
                canvas.put(left + x * zoom, top + y, text, style)
        used = rows if zoom == 2 else -(-rows // 2)
        for place in (*figure.linked, *(() if figure.cursor is None else (figure.cursor,))):
            self._cursor(figure, place, levels.tolist(), brush, zoom, left, top, crop)
        below = top + used
        brush.title(box, figure)
        legend(figure, box, below if below < box.y + box.height else None, brush)

    def _cursor(
        self,
        figure: Picture,
        place: int,
        levels: list[list[int]],
        brush: Brush,
        zoom: int,
        left: int,
        top: int,
        crop: int,
    ) -> None:
        columns = figure.values.shape[1]
        row, column = divmod(place, columns)
        if not crop <= column < columns - crop:
            return
        x = left + (column - crop) * zoom
        palette = brush.palette
        if zoom == 2:
            # The cursor is a frame; of many linked pixels frames would hide the picture.
            framed = place == figure.cursor or palette.glyphs
            brush.put(x, top + row, "[]" if framed else "██", "you")
        elif palette.glyphs:
            brush.put(x, top + row // 2, "x", "you")
        else:
            # Its half of the cell is marked; the other half stays the pixel it is.
            other = row + 1 if row % 2 == 0 else row - 1
            if other * columns + column in figure.linked and place in figure.linked:
                brush.put(x, top + row // 2, "█", "you")
                return
            level = 0 if other >= len(levels) else levels[other][column]
            beside = palette.colour(level, figure.scale.kind, figure.dim)
            brush.canvas.put(x, top + row // 2, "▀▄"[row % 2], palette.marked(beside))

    def hit(self, figure: Picture, box: Box, x: int, y: int) -> Hit | None:
        """Return the pixel under a cell: the upper one of two."""
        zoom, top, crop = self._grid(figure, box)
        left = box.x
        rows, columns = figure.values.shape
        column = (x - left) // zoom + crop
        row = (y - top) * (2 if zoom == 1 else 1)
        if not (crop <= column < columns - crop and 0 <= row < rows):
            return None
        if zoom == 1 and row + 1 < rows and figure.cursor == (row * columns + column):
            row += 1  # a second click on the same cell takes its lower pixel
        return Hit("pixel", row * columns + column)

    def row_of(self, figure: Picture, box: Box, index: int) -> int:
        """Return the row of cells where a pixel is."""
        zoom, top, _ = self._grid(figure, box)
        return int(top + index // figure.values.shape[1] // (2 if zoom == 1 else 1))

    def reading(self, figure: Picture, hit: Hit) -> str:
        """Return the pixel's row, column and numbers."""
        row, column = divmod(hit.index, figure.values.shape[1])
        return read_out(
            f"[you]pixel {hit.index}[/] (row {row}, column {column})", figure.readings, hit.index
        )


def quantise(values: Floats, scale: Scale) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    """Return the colour level of every value."""
    low = -1.0 if scale.kind == "signed" else 0.0
    return np.rint(np.clip(values / scale.limit, low, 1.0) * LEVELS).astype(np.int64)


def _sign(level: int) -> str:
    return "positive" if level > 0 else "negative" if level < 0 else "faint"


def legend(
    figure: Picture | Nodes,
    box: Box,
    y: int | None,
    brush: Brush,
    note: str = "",
    note_style: str = "text",
) -> None:
    """Write what the colours stand for: in a row of its own, or at the end of the title's.

    A note stands behind it in its row, or instead of it where there is room only for one.
    """
    scale = figure.scale
    ends = number(scale.limit, decimals(scale.limit, 2, least=0))
    if scale.kind == "signed":
        low, high = MINUS + ends, "+" + ends
        steps: tuple[int, ...] = (-LEVELS, -LEVELS // 2, 0, LEVELS // 2, LEVELS)
    else:
        low, high = "0", ends
        steps = (LEVELS // 4, LEVELS // 2, 3 * LEVELS // 4, LEVELS)
    bare = len(low) + len(high) + 2
    swatch = 2 if y is not None and box.width >= bare + 2 * len(steps) else 1
    width = bare + swatch * len(steps)
    if y is None:
        if scale.kind == "signed" and title_width(figure) + width + 1 > box.width:
            low, high, width = "±" + ends, "", width - len(ends) - 2
        if not figure.title or title_width(figure) + width + 1 > box.width:
            return
        y, x = box.y, box.x + box.width - width
    else:
        if note:
            both = width + NOTE_GAP + len(note)
            x = box.x + max(0, box.width - (both if both <= box.width else len(note))) // 2
            at = x + width + NOTE_GAP if both <= box.width else x
            brush.put(at, y, note[: box.width], note_style, figure.dim)
            if both > box.width:
                return
        elif width > box.width:
            return
        else:
            x = box.x + (box.width - width) // 2
    x = brush.put(x, y, low + " ", "muted", figure.dim)
    for level in steps:
        if brush.palette.glyphs and scale.kind == "signed":
            text, style = brush.palette.glyph(level), brush.palette.style(_sign(level), figure.dim)
        else:
            text, style = "▀", brush.palette.halves(level, level, scale.kind, figure.dim)
        x = brush.canvas.put(x, y, text * swatch, style)
    if high:
        brush.put(x, y, " " + high, "muted", figure.dim)
