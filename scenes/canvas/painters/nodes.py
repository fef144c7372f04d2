"""A layer as a wall of cells, one for each node; with its number on it where there is room."""

from __future__ import annotations

import math

from scenes.canvas.hits import Hit
from scenes.canvas.painters.base import (
    Box,
    Brush,
    Painter,
    Size,
    in_motion,
    plain_width,
    read_out,
    seen,
    title_rows,
    title_width,
)
from scenes.canvas.painters.picture import legend, quantise
from scenes.story.figures import Nodes
from scenes.story.numbers import aligned, plain

CELLS = ((8, 2), (6, 2), (4, 2), (6, 1), (3, 2), (4, 1), (3, 1), (2, 1))
"""Columns and rows a cell may take, the best first. Its number is on it from 6 columns."""
HALVES = (1, 0)
"""Where no cell fits, two nodes share one: an upper and a lower half block."""
NUMBERED = 6
TIGHT = 4
"""Columns into which a number without a sign still fits."""
MOST_ROWS = 14
MARK = "●"
"""Stands in a marked cell that has no number on it; a number is underlined instead."""


class NodesPainter(Painter[Nodes]):
    def least(self, figure: Nodes) -> Size:
        """Blocks of colour, or half blocks if there are many."""
        columns, rows = grid_of(len(figure.values))
        width = columns * CELLS[-1][0]
        if len(figure.values) > 10 * MOST_ROWS:
            width, rows = half_columns(len(figure.values)), MOST_ROWS
        return Size(max(width, title_width(figure), 18), rows + title_rows(figure))

    def most(self, figure: Nodes) -> Size:
        """Roomy cells and a legend."""
        columns, rows = grid_of(len(figure.values))
        width, height = CELLS[0]
        return Size(
            max(columns * width, title_width(figure), 18),
            rows * height + title_rows(figure) + _below(figure),
        )

    def fit(self, figure: Nodes, room: Size) -> Size:
        """Take what the largest cells that fit need, and the legend's rows if there are any."""
        columns, rows = grid_of(len(figure.values))
        width, height = self._cell(figure, room)
        if (width, height) == HALVES:
            columns, rows, height = half_columns(len(figure.values)), MOST_ROWS, 1
        return Size(
            min(room.width, max(columns * width, title_width(figure), 18)),
            min(room.height, rows * height + title_rows(figure) + _below(figure)),
        )

    @staticmethod
    def _cell(figure: Nodes, room: Size) -> tuple[int, int]:
        columns, rows = grid_of(len(figure.values))
        titled = title_rows(figure)
        for width, height in CELLS:
            if columns * width <= room.width and rows * height + titled <= room.height:
                return width, height
        return HALVES

    def paint(self, figure: Nodes, box: Box, brush: Brush) -> None:
        """Draw the cells; brackets stand round the chosen one."""
        columns, rows = grid_of(len(figure.values))
        width, height = self._cell(figure, Size(box.width, box.height))
        top = box.y + title_rows(figure)
        values = in_motion(figure.values, figure.before, brush.progress, sweep=figure.sweep)
        levels = quantise(values, figure.scale).tolist()
        if (width, height) == HALVES:
            columns, rows, height = half_columns(len(levels)), MOST_ROWS, 1
            self._paint_halves(figure, levels, box.x, top, brush)
            levels = []
        # In motion a cell's colour is on its way; a number stands only where it is the node's own.
        final = seen(values.size, brush.progress, figure)
        printed = [""] * values.size
        if self._is_numbered(figure, width):
            printed = aligned(figure.values.tolist(), min(4, width - 1))
            if figure.numbered is not None:
                printed = [n if i in figure.numbered else "" for i, n in enumerate(printed)]
        for index, level in enumerate(levels):
            row, column = divmod(index, columns)
            cell = Box(box.x + column * width, top + row * height, width, height)
            self._paint_cell(
                figure, index, level, cell, printed[index] if final[index] else None, brush
            )
        brush.title(box, figure)
        below = top + rows * height
        fits = below < box.y + box.height
        wall = Box(box.x, box.y, max(columns * width, 18), box.height)
        if not figure.silent:
            note = "" if (width, height) == HALVES else self._note(figure, width)
            style = "underline" if self._underlines(figure, width) else "text"
            if not all(final):  # its place is kept, or the legend would move when it comes
                note, style = " " * len(note), "text"
            legend(figure, wall, below if fits else None, brush, note, style)
        if figure.names_chosen and figure.chosen is not None and below + 1 < box.y + box.height:
            mark = self._mark(figure, width)
            words = f"[bold]{mark}[/] [{figure.picks}]{figure.name} {figure.chosen}[/]"
            brush.markup(box.x + max(0, wall.width - plain_width(words)) // 2, below + 1, words)

    def _mark(self, figure: Nodes, width: int) -> str:
        """Return what the chosen node is marked with, where cells have so many columns."""
        if width == TIGHT and self._is_numbered(figure, width):
            return "▸"
        narrowest, _ = CELLS[-1]
        return "▀" if width < narrowest else "[]" if width == narrowest else "[ ]"

    @staticmethod
    def _is_numbered(figure: Nodes, width: int) -> bool:
        """Return whether cells of so many columns have their numbers on them."""
        tight = width == TIGHT and figure.scale.kind == "ink"
        return (width >= NUMBERED or tight) and not figure.silent

    def _underlines(self, figure: Nodes, width: int) -> bool:
        """Return whether marked cells have their numbers underlined, and not a mark on them."""
        return self._is_numbered(figure, width) and figure.numbered is None

    def _note(self, figure: Nodes, width: int) -> str:
        """Say how many nodes are marked; empty where none are to be."""
        if figure.marked_above is None:
            return ""
        count = int((figure.values > figure.marked_above).sum())
        mark = "" if self._underlines(figure, width) else f"{MARK} "
        return f"{mark}{count} above {plain(figure.marked_above)}"

    @staticmethod
    def _paint_halves(figure: Nodes, levels: list[int], x: int, y: int, brush: Brush) -> None:
        palette, kind, columns = brush.palette, figure.scale.kind, half_columns(len(levels))
        padded = levels + [0] * (2 * MOST_ROWS * columns - len(levels))
        for row in range(MOST_ROWS):
            for column in range(columns):
                upper = 2 * row * columns + column
                pair = padded[upper], padded[upper + columns]
                text, style = "▀", palette.halves(*pair, kind, figure.dim)
                if palette.glyphs and kind == "signed":
                    level = max(pair, key=abs)
                    name = "positive" if level > 0 else "negative" if level < 0 else "faint"
                    text, style = palette.glyph(level), palette.style(name, figure.dim)
                if figure.chosen in (upper, upper + columns):
                    lower = figure.chosen != upper
                    text = "▄" if lower else "▀"
                    style = palette.marked(palette.colour(pair[0 if lower else 1], kind))
                brush.canvas.put(x + column, y + row, text, style)

    def _paint_cell(
        self, figure: Nodes, index: int, level: int, cell: Box, number: str | None, brush: Brush
    ) -> None:
        """Draw a cell with its number: empty where there is no room for one, None in motion."""
        palette, kind, width = brush.palette, figure.scale.kind, cell.width
        chosen = index == figure.chosen or index in figure.linked
        marked = figure.marked_above is not None and figure.values[index] > figure.marked_above
        glyph = palette.glyph(level) if palette.glyphs and kind == "signed" else " "
        numbered = self._is_numbered(figure, width)
        if figure.numbered is not None and number == "":
            numbered = False
        if numbered:
            inside = (number or "").center(width - 2)
        elif marked and number is not None:
            inside = MARK.center(width - 2)[: width - 2] or MARK
        else:
            inside = glyph * (width - 2)
        if numbered and width == TIGHT:
            text = ("▸" if chosen else " ") + (number or "").rjust(TIGHT - 1)
        elif chosen:
            text = f"[{inside}]"[:width]
        else:
            text = f" {inside} " if numbered else inside.center(width, glyph)
        bold = "bold" if chosen else ""
        style = palette.cell(level, kind, figure.dim and not chosen, bold)
        brush.canvas.put(cell.x, cell.y, text, style)
        if numbered and marked and number:
            underlined = palette.cell(
                level, kind, figure.dim and not chosen, f"{bold} underline".strip()
            )
            brush.canvas.put(cell.x + text.index(number), cell.y, number, underlined)
        for below in range(1, cell.height):
            brush.canvas.put(cell.x, cell.y + below, " " * width, style)

    def hit(self, figure: Nodes, box: Box, x: int, y: int) -> Hit | None:
        """Return the node under a cell."""
        columns, _ = grid_of(len(figure.values))
        width, height = self._cell(figure, Size(box.width, box.height))
        column, row = x - box.x, y - box.y - title_rows(figure)
        if (width, height) == HALVES:
            columns, row = half_columns(len(figure.values)), 2 * row
            if figure.chosen == row * columns + column:
                row += 1  # a second click on the same cell takes its lower node
        else:
            column, row = column // width, row // height
        index = row * columns + column
        if 0 <= column < columns and row >= 0 and index < len(figure.values):
            return Hit(figure.picks, index)
        return None

    def reading(self, figure: Nodes, hit: Hit) -> str:
        """Return the node's name and numbers."""
        return read_out(f"[{figure.picks}]{figure.name} {hit.index}[/]", figure.readings, hit.index)


def _below(figure: Nodes) -> int:
    """Return the rows below a wall: its legend's, and the one that names the chosen node."""
    return 2 if figure.names_chosen else 1


def grid_of(count: int) -> tuple[int, int]:
    """Return columns and rows of a wall for so many nodes: ten across where that is enough."""
    columns = 10 if count <= 10 * MOST_ROWS else max(10, math.ceil(count / MOST_ROWS))
    columns = min(columns, count)
    return columns, -(-count // columns)


def half_columns(count: int) -> int:
    """Return the columns of a wall of half blocks."""
    return math.ceil(count / (2 * MOST_ROWS))
