"""The panels of the drawing screen: one a file, each drawing its part of a view where it belongs.

A panel is a function of a view, a layout and a brush. What has no room in the layout is not drawn.
"""

from __future__ import annotations

from collections.abc import Callable

from scenes.canvas.painters import Brush
from scenes.screens.drawing.layout import DrawingLayout
from scenes.screens.drawing.panels.hidden_nodes import paint_hidden_nodes
from scenes.screens.drawing.panels.outputs import paint_outputs
from scenes.screens.drawing.panels.pictures import paint_pictures
from scenes.screens.drawing.panels.sheet import paint_sheet
from scenes.screens.drawing.panels.tables import paint_answers, paint_errors
from scenes.screens.drawing.panels.tools import paint_tools
from scenes.screens.drawing.panels.words import paint_heard, paint_telling
from scenes.screens.drawing.view import DrawingView

PANELS: tuple[Callable[[DrawingView, DrawingLayout, Brush], None], ...] = (
    paint_sheet,
    paint_tools,
    paint_pictures,
    paint_hidden_nodes,
    paint_outputs,
    paint_heard,
    paint_answers,
    paint_errors,
    paint_telling,
)
