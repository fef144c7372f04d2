"""Outputs as tables, a column for each output node: raw and prepared; and meant, heard, error."""

from __future__ import annotations

from scenes.canvas.painters import Box, Brush
from scenes.screens.drawing.layout import MOST_COLUMNS, DrawingLayout
from scenes.screens.drawing.view import DrawingView
from scenes.story.figures import Floats
from scenes.story.numbers import number
from tinynet import Classes

FAINT_ERROR = 0.05
"""Errors smaller than this are dimmed."""


def paint_answers(view: DrawingView, layout: DrawingLayout, brush: Brush) -> None:
    """Write what is heard raw and what prepared, if anything is drawn."""
    if layout.answers is None or view.recognised.blank:
        return
    recognised = view.recognised
    nodes = layout.listed(recognised)
    columns = dict(zip(nodes, layout.columns_of(layout.answers, len(nodes)), strict=True))
    _header(layout.answers, columns, view.classes, brush)
    _row("raw", recognised.raw, recognised.raw_answer, layout.answers, 1, columns, brush)
    _row("prepared", recognised.outputs, recognised.answer, layout.answers, 2, columns, brush)


def paint_errors(view: DrawingView, layout: DrawingLayout, brush: Brush) -> None:
    """Write the verdict; once it is known what was meant, each output's error below it."""
    box, table, recognised = layout.errors, layout.errors_table, view.recognised
    if box is None or table is None or recognised.blank:
        return
    brush.markup(box.x, box.y, view.verdict, width=box.width)
    if recognised.targets is None or recognised.errors is None:
        return
    nodes = layout.listed(recognised)
    columns = dict(zip(nodes, layout.columns_of(table, len(nodes)), strict=True))
    _header(table, columns, view.classes, brush)
    _row("meant", recognised.targets, recognised.meant, table, 1, columns, brush)
    _row("heard", recognised.outputs, recognised.answer, table, 2, columns, brush)
    _row("error", recognised.errors, None, table, 3, columns, brush, sign=True)


def _header(box: Box, columns: dict[int, Box], classes: Classes, brush: Brush) -> None:
    brush.put(box.x, box.y, "Lola", "lola")
    for node, column in columns.items():
        name = classes.short(node, max(1, column.width - 1))
        brush.put(column.x + column.width - len(name), box.y, name, "lola")


def _row(
    name: str,
    values: Floats,
    strong: int | None,
    box: Box,
    row: int,
    columns: dict[int, Box],
    brush: Brush,
    *,
    sign: bool = False,
) -> None:
    """Write a row of numbers, one of them strong; with their signs, the larger ones are."""
    y = box.y + row
    brush.put(box.x, y, name, "error" if sign else "muted")
    for node, column in columns.items():
        value = float(values[node])
        text = number(value, 3 if column.width >= MOST_COLUMNS else 2, sign=sign)
        if column.width < 6:
            text = text.replace("0.", ".", 1)
        style = ("positive" if value > 0 else "negative") if sign else "text"
        style = "bold" if node == strong else style
        dim = abs(value) < FAINT_ERROR if sign else strong is not None and node != strong
        brush.put(column.x + column.width - len(text), y, text, style, dim)
