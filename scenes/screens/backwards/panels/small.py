"""The ten images, small, each with its digit and what is heard of it below."""

from __future__ import annotations

from scenes.canvas.painters.base import Brush
from scenes.screens.backwards.layout import BackwardsLayout
from scenes.screens.backwards.panels.figures import paint_figure
from scenes.screens.backwards.view import SHORT_CAPTION, BackwardsView, caption


def _name(view: BackwardsView, digit: int, width: int) -> str:
    """Return what is written of a digit's name below its picture."""
    name = view.mix.classes.short(digit, max(1, width // 2 - 1))
    return f" {name} " if width >= SHORT_CAPTION else name


def paint_small(view: BackwardsView, layout: BackwardsLayout, brush: Brush) -> None:
    """Draw the ten, and mark the one chosen and the one mixed in."""
    sizes = layout.sizes
    for place, (digit, imagined) in enumerate(zip(view.shown, view.ten, strict=True)):
        box = layout.small(place)
        picture = view.small(place, sizes.margin, sizes.shrink)
        paint_figure(picture, box._replace(height=sizes.height), brush)
        chosen, mixed = digit == view.mix.digit, digit == view.mix.other
        y = box.y + sizes.height
        brush.put(box.x, y, "▸" if chosen else "+" if mixed else " ", "rate")
        style = "meant reverse" if chosen or mixed else "meant"
        name = _name(view, digit, box.width)
        x = brush.put(box.x + 1, y, name, style)
        brush.markup(x + 1, y, caption(imagined, box.width))
