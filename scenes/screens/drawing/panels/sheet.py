"""The sheet: the drawing, an invitation while it is empty, the corners of what is cut out."""

from __future__ import annotations

from scenes.canvas.painters import Brush, painter_of
from scenes.screens.drawing.layout import DrawingLayout
from scenes.screens.drawing.view import DrawingView
from scenes.story.figures import Picture, Scale

INK = Scale("ink", 255.0)
MARGIN = 4
"""Pixels that MNIST leaves free on each side of its 20 × 20."""
INVITATION = ("draw a {}:", "mouse, or", "arrows and space")


def paint_sheet(view: DrawingView, layout: DrawingLayout, brush: Brush) -> None:
    """Draw what was drawn, the cursor if the keys are used, and what helps to draw."""
    box = layout.sheet
    state = "  [rate]pen down[/]" if view.pen_down else ""
    figure = Picture(
        title=f"[you]Your drawing[/]{state}",
        values=view.recognised.drawing.astype(float),
        scale=INK,
        cursor=view.cursor,
    )
    painter_of(figure).paint(figure, box, brush)
    if brush.palette.glyphs:  # sixteen colours may have none for paper
        for y in range(box.y + 1, box.y + box.height):
            brush.put(box.x - 1, y, "│", "faint")
            brush.put(box.x + box.width, y, "│", "faint")
    if view.recognised.blank:
        _invite(view, layout, brush)
    elif not view.painting:
        _corners(view, layout, brush)


def _invite(view: DrawingView, layout: DrawingLayout, brush: Brush) -> None:
    """Draw where MNIST's digits lie, and say how to draw one."""
    side, zoom = layout.side, layout.zoom
    left, top = layout.cell(0, 0)
    _frame(layout, brush)
    start = top + (side * zoom // 2 - len(INVITATION)) // 2
    for row, each in enumerate(INVITATION):
        words = each.format(view.classes.thing)
        x = left + (side * zoom - len(words)) // 2
        brush.canvas.put(x, start + row, words, brush.palette.cell(0, "ink"))


def _frame(layout: DrawingLayout, brush: Brush) -> None:
    """Draw where MNIST's digits lie."""
    side, zoom = layout.side, layout.zoom
    left, top = layout.cell(0, 0)
    faint = brush.palette.cell(0, "ink", True)
    first, last = MARGIN * zoom, (side - MARGIN) * zoom - 1
    above, below = MARGIN * zoom // 2, (side - MARGIN) * zoom // 2 - 1
    between = last - first - 1
    brush.canvas.put(left + first, top + above, f"┌{'─' * between}┐", faint)
    brush.canvas.put(left + first, top + below, f"└{'─' * between}┘", faint)
    for y in range(top + above + 1, top + below):
        brush.canvas.put(left + first, y, "│", faint)
        brush.canvas.put(left + last, y, "│", faint)


def _corners(view: DrawingView, layout: DrawingLayout, brush: Brush) -> None:
    """Mark the corners of what is cut out, just outside of it."""
    if view.recognised.box is None:
        return
    style = brush.palette.marked(brush.palette.colour(0, "ink"))
    first, start, last, end = view.recognised.box
    for row, column, corner in (
        (first - 1, start - 1, "┌"),
        (first - 1, end, "┐"),
        (last, start - 1, "└"),
        (last, end, "┘"),
    ):
        if 0 <= row < layout.side and 0 <= column < layout.side:
            x, y = layout.cell(column, row)
            # The cell of its pixel that is next to the corner.
            brush.canvas.put(x + (layout.zoom - 1 if column < start else 0), y, corner, style)
