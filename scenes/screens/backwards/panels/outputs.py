"""What is heard of the large picture: ten bars, or where room is short, two columns of five."""

from __future__ import annotations

from scenes.canvas.painters import Box
from scenes.canvas.painters.base import Brush
from scenes.screens.backwards.layout import BackwardsLayout
from scenes.screens.backwards.panels.figures import paint_figure
from scenes.screens.backwards.view import BackwardsView

LONG_TITLE = 40
"""Columns in which the bars' title has room for all its words."""
GAP = 2
"""Columns between the two columns."""


def paint_outputs(view: BackwardsView, layout: BackwardsLayout, brush: Brush) -> None:
    """Draw the bars under their title."""
    box = layout.bars
    if not layout.compact:
        paint_figure(view.bars if box.width >= LONG_TITLE else view.brief_bars, box, brush)
        return
    brush.title(box, view.bars)
    width = (box.width - GAP) // 2
    for index, half in enumerate(view.halves):
        x = box.x + index * (width + GAP)
        paint_figure(half, Box(x, box.y + 1, width, box.height - 1), brush)
