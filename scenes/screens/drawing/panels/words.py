"""The words beside the pictures: what is heard and what preparing did, and what telling did."""

from __future__ import annotations

from scenes.canvas.painters import Brush
from scenes.canvas.wrapping import wrapped
from scenes.screens.drawing.layout import DrawingLayout
from scenes.screens.drawing.view import DrawingView


def paint_heard(view: DrawingView, layout: DrawingLayout, brush: Brush) -> None:
    """Write what is heard raw and prepared, and why they differ; of an empty sheet, why at all."""
    if not view.recognised.blank:
        brush.markup(layout.heard.x, layout.heard.y, view.heard, width=layout.heard.width)
    box = layout.sentence
    if view.recognised.blank:
        above = box.y - layout.heard.y
        box = box._replace(y=layout.heard.y, height=box.height + above)
    text = brush.palette.text(view.sentence)
    for row, line in enumerate(wrapped(text, box.width)[: box.height]):
        line.style = brush.palette.style("text")
        brush.canvas.write(box.x, box.y + row, line)


def paint_telling(view: DrawingView, layout: DrawingLayout, brush: Brush) -> None:
    """Write what telling did, and what can be done about it."""
    box = layout.telling
    for row, line in enumerate(layout.telling_lines(view)):
        brush.markup(box.x, box.y + row, line, width=box.width)
