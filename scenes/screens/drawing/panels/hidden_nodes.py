"""What the hidden nodes pass on of the prepared digit: a wall of nodes, or of pixels."""

from __future__ import annotations

import numpy as np

from scenes.canvas.painters import Box, Brush, Size, painter_of
from scenes.canvas.painters.nodes import CELLS, grid_of
from scenes.screens.drawing.layout import SMALL, DrawingLayout
from scenes.screens.drawing.view import DrawingView
from scenes.story.figures import Nodes, Picture, Scale

ACTIVATION = Scale("ink", 1.0)


def paint_hidden_nodes(view: DrawingView, layout: DrawingLayout, brush: Brush) -> None:
    """Draw them as nodes; if there are too many, as pixels, as many as there is room for."""
    box = layout.hidden_nodes
    if box is None:
        return
    values, dim = view.recognised.hidden, view.recognised.blank
    columns, rows = grid_of(len(values))
    title = "What [jay]Jays[/] pass on" if box.width > SMALL else "[jay]Jays[/]"
    if columns * CELLS[-1][0] <= box.width and rows < box.height:
        nodes = Nodes(title=title, values=values, scale=ACTIVATION, dim=dim)
        size = painter_of(nodes).fit(nodes, Size(box.width, box.height))
        painter_of(nodes).paint(nodes, Box(box.x, box.y, *size), brush)
        return
    tall = 2 * (box.height - 1)
    wall = min(-(-len(values) // tall), box.width)
    shown = values[: tall * wall]
    padded = np.concatenate([shown, np.zeros(tall * wall - len(shown))])
    of = "" if len(shown) == len(values) else f" [dim]of {len(values)}[/]"
    brush.markup(box.x, box.y, f"[jay]{len(shown)} Jays[/]{of}", dim, box.width)
    picture = Picture(values=padded.reshape(tall, wall), scale=ACTIVATION, dim=dim)
    painter_of(picture).paint(picture, Box(box.x, box.y + 1, wall, tall // 2), brush)
