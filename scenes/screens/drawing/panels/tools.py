"""The tools: what the brush is set to and what can be done, in a row below the sheet."""

from __future__ import annotations

from scenes.canvas.painters import Brush
from scenes.screens.drawing.layout import BRUSHES, SIZES_KEYS, DrawingLayout, Tool
from scenes.screens.drawing.view import DrawingView


def paint_tools(view: DrawingView, layout: DrawingLayout, brush: Brush) -> None:
    """Write each tool as it is now, and where there is room its key."""
    for tool, box in layout.tool_boxes():
        label = "erase" if tool.hit.kind == "eraser" and view.erasing else tool.label
        dim = not _can(tool, view)
        x = brush.put(box.x, box.y, label, _style(tool, view), dim=dim)
        if layout.wide_tools:
            # The brushes have their two keys behind the last of them.
            key = SIZES_KEYS if tool.label == BRUSHES[-1] else tool.key
            brush.put(x + 1, box.y, key, "rate", dim=dim)


def _can(tool: Tool, view: DrawingView) -> bool:
    """Return whether there is something for a tool to do."""
    can = {"undo": view.can_undo, "redo": view.can_redo, "clear": not view.recognised.blank}
    return can.get(tool.hit.kind, True)


def _style(tool: Tool, view: DrawingView) -> str:
    kind, size = tool.hit.kind, tool.hit.index
    if kind == "eraser":
        return "bold"
    if kind == "take":
        return "bold reverse" if size == view.brush else "muted"
    return "text"
