"""What the panels share: a figure painted in the room that it takes of a box."""

from __future__ import annotations

from scenes.canvas.painters import Box, Size, painter_of
from scenes.canvas.painters.base import Brush
from scenes.story.figures import Bars, Figure


def paint_figure(figure: Figure, box: Box, brush: Brush) -> None:
    """Paint a figure in a box; bars no larger than they can use."""
    painter = painter_of(figure)
    room = Size(box.width, box.height)
    size = painter.fit(figure, room) if isinstance(figure, Bars) else room
    painter.paint(figure, Box(box.x, box.y, *size), brush)
