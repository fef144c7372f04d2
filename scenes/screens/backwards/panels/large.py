"""The image of the digit chosen, or of the mix, large."""

from __future__ import annotations

from scenes.canvas.painters.base import Brush
from scenes.screens.backwards.layout import BackwardsLayout
from scenes.screens.backwards.panels.figures import paint_figure
from scenes.screens.backwards.view import BackwardsView


def paint_large(view: BackwardsView, layout: BackwardsLayout, brush: Brush) -> None:
    """Draw the picture as there is room for it."""
    paint_figure(layout.large_picture(view), layout.large, brush)
