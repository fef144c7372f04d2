"""Pixels as half blocks: two to a cell, or, where there is room, each two columns wide."""

from __future__ import annotations

from typing import NamedTuple

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
from scenes.canvas.painters.smaller import smaller
from scenes.canvas.palette import LEVELS
from scenes.story.figures import Floats, Nodes, Picture, Scale
from scenes.story.numbers import MINUS, decimals, number

CROP = 4
"""Columns that may be left out at the sides where room is short, but none with ink.

Most of MNIST's keep two free on each side; a picture with ink in more is drawn smaller.
"""
MOST_SIDE, LEAST_ROWS, LEAST_COLUMNS = 28, 26, 24
"""Pixels a side that are drawn one by one, unless ink has no room; and the points of a picture that
is drawn smaller, at least."""
EPSILON = 1e-9


NOTE_GAP = 2
STEPS: dict[str, tuple[int, ...]] = {
    "ink": (LEVELS // 4, LEVELS // 2, 3 * LEVELS // 4, LEVELS),
    "signed": (-LEVELS, -LEVELS // 2, 0, LEVELS // 2, LEVELS),
}
"""The levels of a scale that are shown for it."""


class Grid(NamedTuple):
    """How a picture is drawn in its box."""

    rows: int
    columns: int
    """The points that are drawn: its pixels, or fewer where it is drawn smaller."""
    zoom: int
    """2 where each point is two columns wide and a row high, 1 where two share a cell."""
    top: int
    crop: int
    """Points left out to the left."""
    across: int
    """Points shown of each row."""

    @property
    def cells(self) -> int:
        """The rows of cells that it takes."""
        return self.rows if self.zoom == 2 else -(-self.rows // 2)


class PicturePainter(Painter[Picture]):
    """Draws a :class:`Picture`; one with more pixels than there is room for, smaller."""

    def least(self, figure: Picture) -> Size:
        """Two pixels to a cell, the outermost columns left out; a large one smaller."""
        rows, columns = figure.values.shape
        titled = title_rows(figure)
        if _may_shrink(figure):
            # With a row to say so below it.
            rows, columns = _within(figure, LEAST_ROWS, LEAST_COLUMNS)
            return Size(max(1, columns), -(-rows // 2) + titled + 1)
        return Size(max(1, columns - CROP), -(-rows // 2) + titled)

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
        if _shrinks(figure, room.width, room.height - titled):
            rows, columns = _within(figure, 2 * (room.height - titled - 1), room.width)
        return Size(min(room.width, columns), min(room.height, -(-rows // 2) + titled + 1))

    def _grid(self, figure: Picture, box: Box) -> Grid:
        rows, columns = figure.values.shape
        top = box.y + title_rows(figure)
        if box.width >= 2 * columns:
            return Grid(rows, columns, 2, top, 0, columns)
        if _shrinks(figure, box.width, box.y + box.height - top):
            rows, columns = _within(figure, 2 * (box.y + box.height - top - 1), box.width)
            return Grid(rows, columns, 1, top, 0, columns)
        across = max(0, min(columns, box.width))
        return Grid(rows, columns, 1, top, _cropped(figure, columns - across), across)

    def paint(self, figure: Picture, box: Box, brush: Brush) -> None:
        """Draw the pixels, the cursor, and a legend where there is a row for it."""
        grid = self._grid(figure, box)
        zoom, top, crop = grid.zoom, grid.top, grid.crop
        left = box.x
        rows, columns = grid.rows, grid.columns
        now = in_motion(figure.values, figure.before, brush.progress, sweep=figure.sweep)
        levels = quantise(smaller(now, rows, columns), figure.scale)
        wide = grid.across
        shown = levels[:, crop : crop + wide].tolist()
        canvas, palette, kind, dim = brush.canvas, brush.palette, figure.scale.kind, figure.dim
        glyphs = palette.glyphs and kind == "signed"
        for y in range(grid.cells):
            if zoom == 2:
                upper = lower = shown[y]
            else:
                upper = shown[2 * y]
                lower = shown[2 * y + 1] if 2 * y + 1 < rows else [0] * wide
            words, styles = "", []
            for a, b in zip(upper, lower, strict=True):
                if glyphs:
                    level = a if abs(a) >= abs(b) else b
                    text, style = palette.glyph(level) * zoom, palette.style(_sign(level), dim)
                else:
                    text, style = "▀" * zoom, palette.halves(a, b, kind, dim)
                words += text
                styles += [style] * zoom
            canvas.put_row(left, top + y, words, styles)
        linked = [_point(figure, place, grid) for place in figure.linked]
        cursor = None if figure.cursor is None else _point(figure, figure.cursor, grid)
        for place in (*linked, *(() if cursor is None else (cursor,))):
            self._cursor(figure, place, cursor, linked, levels.tolist(), brush, grid, left)
        below = top + grid.cells
        brush.title(box, figure)
        note = ""
        if (rows, columns) != figure.values.shape:
            high, across = _sides(figure)
            notes = (f"{high} × {across} as {rows} × {columns}", "smaller")
            note = next((each for each in notes if len(each) <= box.width), "")
        legend(figure, box, below if below < box.y + box.height else None, brush, note)

    def _cursor(
        self,
        figure: Picture,
        place: int,
        cursor: int | None,
        linked: list[int],
        levels: list[list[int]],
        brush: Brush,
        grid: Grid,
        left: int,
    ) -> None:
        columns, crop, top = grid.columns, grid.crop, grid.top
        row, column = divmod(place, columns)
        if not crop <= column < crop + grid.across:
            return
        x = left + (column - crop) * grid.zoom
        palette = brush.palette
        if grid.zoom == 2:
            # The cursor is a frame around its own; of many linked pixels frames would be a grid.
            if place == cursor or palette.glyphs:
                own = palette.colour(levels[row][column], figure.scale.kind, figure.dim)
                brush.canvas.put(x, top + row, "[]", palette.framed(own))
            else:
                brush.put(x, top + row, "██", "you")
        elif palette.glyphs:
            brush.put(x, top + row // 2, "x", "you")
        else:
            # Its half of the cell is marked; the other half stays the pixel it is.
            other = row + 1 if row % 2 == 0 else row - 1
            if other * columns + column in linked and place in linked:
                brush.put(x, top + row // 2, "█", "you")
                return
            level = 0 if other >= len(levels) else levels[other][column]
            beside = palette.colour(level, figure.scale.kind, figure.dim)
            brush.canvas.put(x, top + row // 2, "▀▄"[row % 2], palette.marked(beside))

    def hit(self, figure: Picture, box: Box, x: int, y: int) -> Hit | None:
        """Return the pixel under a cell: the upper one of two, the middle one of several."""
        grid = self._grid(figure, box)
        column = (x - box.x) // grid.zoom + grid.crop
        row = (y - grid.top) * (2 if grid.zoom == 1 else 1)
        if not (0 <= column - grid.crop < grid.across and 0 <= row < grid.rows):
            return None
        pixel = _pixel(figure, row, column, grid)
        if grid.zoom == 1 and row + 1 < grid.rows and figure.cursor == pixel:
            # A second click on the same cell takes its lower pixel.
            pixel = _pixel(figure, row + 1, column, grid)
        return Hit("pixel", pixel)

    def left_out(self, figure: Picture, box: Box) -> str:
        """Say how many of its columns are shown, where they are not all of them."""
        grid = self._grid(figure, box)
        if grid.across == grid.columns:
            return ""
        return f"{grid.across} of {grid.columns} columns"

    def row_of(self, figure: Picture, box: Box, index: int) -> int:
        """Return the row of cells where a pixel is."""
        grid = self._grid(figure, box)
        row = _point(figure, index, grid) // grid.columns
        return int(grid.top + row // (2 if grid.zoom == 1 else 1))

    def column_of(self, figure: Picture, box: Box, index: int) -> int:
        """Return the column of cells where a pixel is, the last of them."""
        grid = self._grid(figure, box)
        column = _point(figure, index, grid) % grid.columns - grid.crop
        return box.x + (column + 1) * grid.zoom - 1

    def empty_cells(self, figure: Picture, box: Box, y: int) -> list[int]:
        """Return the columns of a row of cells where nothing is drawn."""
        grid = self._grid(figure, box)
        levels = quantise(smaller(figure.values, grid.rows, grid.columns), figure.scale)
        high = 1 if grid.zoom == 2 else 2
        top = (y - grid.top) * high
        lines = levels[top : top + high, grid.crop : grid.crop + grid.across]
        free = np.repeat((lines == 0).all(axis=0), grid.zoom)
        return [box.x + int(x) for x in np.flatnonzero(free)]

    def reading(self, figure: Picture, hit: Hit) -> str:
        """Return the pixel's row, column and numbers."""
        row, column = divmod(hit.index, figure.values.shape[1])
        return read_out(
            f"[you]pixel {hit.index}[/] (row {row}, column {column})", figure.readings, hit.index
        )


def _may_shrink(figure: Picture) -> bool:
    """Return whether there is not always room for a picture's pixels one by one.

    There is for MNIST's, whose ink is narrower than they are.
    """
    rows, columns = _sides(figure)
    if max(rows, columns) > MOST_SIDE:
        return True
    first, last = _inked(figure)
    return last - first >= columns - CROP


def _inked(figure: Picture) -> tuple[int, int]:
    """Return the first and the last column that is not to be left out; where none has ink, one."""
    if figure.inked is not None:
        return figure.inked
    middle = _sides(figure)[1] // 2
    if figure.scale.kind != "ink" or not figure.values.size:
        return middle, middle
    columns = np.flatnonzero((figure.values > figure.values.min()).any(axis=0))
    return (int(columns[0]), int(columns[-1])) if columns.size else (middle, middle)


def _cropped(figure: Picture, spare: int) -> int:
    """Return how many of so many columns that have no room are left out to the left.

    Half of them, or as many as leave no ink out on either side.
    """
    first, last = _inked(figure)
    free = _sides(figure)[1] - 1 - last
    return min(max(spare // 2, spare - free), max(first, spare - free))


def _shrinks(figure: Picture, width: int, height: int) -> bool:
    """Return whether a picture is drawn smaller in so many columns and rows of cells."""
    rows, columns = _sides(figure)
    return _may_shrink(figure) and (width < columns or height < -(-rows // 2))


def _sides(figure: Picture) -> tuple[int, int]:
    rows, columns = figure.values.shape
    return int(rows), int(columns)


def _within(figure: Picture, rows: int, columns: int) -> tuple[int, int]:
    """Return the points of a picture that fit so many, its sides as they are to each other."""
    high, wide = figure.values.shape
    scale = min(1.0, max(rows, 1) / high, max(columns, 1) / wide)
    return max(1, int(high * scale + EPSILON)), max(1, int(wide * scale + EPSILON))


def _point(figure: Picture, pixel: int, grid: Grid) -> int:
    """Return the point where a pixel lies."""
    high, wide = _sides(figure)
    row, column = divmod(pixel, wide)
    return (2 * row + 1) * grid.rows // (2 * high) * grid.columns + (
        (2 * column + 1) * grid.columns // (2 * wide)
    )


def _pixel(figure: Picture, row: int, column: int, grid: Grid) -> int:
    """Return the pixel in the middle of a point."""
    high, wide = _sides(figure)
    return (2 * row + 1) * high // (2 * grid.rows) * wide + (
        (2 * column + 1) * wide // (2 * grid.columns)
    )


def quantise(values: Floats, scale: Scale) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    """Return the colour level of every value."""
    low = -1.0 if scale.kind == "signed" else 0.0
    return np.rint(np.clip(values / scale.limit, low, 1.0) * LEVELS).astype(np.int64)


def _sign(level: int) -> str:
    return "positive" if level > 0 else "negative" if level < 0 else "faint"


def swatches(
    brush: Brush, x: int, y: int, scale: Scale, dim: bool, width: int = 1, *, low: bool = False
) -> int:
    """Draw the colours of a scale from one end to the other; return the column after them.

    Low ones leave the upper half of their row free, below what is of the same colours.
    """
    for level in STEPS[scale.kind]:
        if brush.palette.glyphs and scale.kind == "signed":
            text, style = brush.palette.glyph(level), brush.palette.style(_sign(level), dim)
        else:
            text, style = "▀", brush.palette.halves(0 if low else level, level, scale.kind, dim)
        x = brush.canvas.put(x, y, text * width, style)
    return x


def legend(
    figure: Picture | Nodes,
    box: Box,
    y: int | None,
    brush: Brush,
    note: str = "",
    note_style: str = "text",
) -> None:
    """Write what the colours stand for: in a row of its own, or at the end of the title's.

    A note stands behind it in its row, or takes its row where there is room only for one.
    """
    scale = figure.scale
    ends = number(scale.limit, decimals(scale.limit, 2, least=0))
    if scale.kind == "signed":
        low, high = MINUS + ends, "+" + ends
    else:
        low, high = "0", ends
    steps = STEPS[scale.kind]
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
                legend(figure, box, None, brush)
                return
        elif width > box.width:
            return
        else:
            x = box.x + (box.width - width) // 2
    x = brush.put(x, y, low + " ", "muted", figure.dim)
    x = swatches(brush, x, y, scale, figure.dim, swatch)
    if high:
        brush.put(x, y, " " + high, "muted", figure.dim)
