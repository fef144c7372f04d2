"""What preparing makes of the drawing, step by step; and beside it the average of its kind."""

from __future__ import annotations

import numpy as np

from scenes.canvas.painters import Box, Brush, Size, painter_of
from scenes.canvas.painters.base import plain_width
from scenes.screens.drawing.layout import DrawingLayout
from scenes.screens.drawing.panels.sheet import INK
from scenes.screens.drawing.view import DrawingView
from scenes.story.figures import Floats, Picture
from tinynet.prepare import BOX_SIDE, SIDE, resized

OWN_SHAPES = ((SIDE, SIDE), (BOX_SIDE, BOX_SIDE))
"""What the layout has boxes for."""


def paint_pictures(view: DrawingView, layout: DrawingLayout, brush: Brush) -> None:
    """Draw those that there is room for; of an empty sheet, dimmed."""
    recognised = view.recognised
    prepared, dim = recognised.prepared, recognised.blank
    if layout.scaled is not None:
        title = f"[dim]cut out,[/] {_size(prepared.scaled)}"
        _picture(title, prepared.scaled.astype(float), layout.scaled, brush, dim)
    if layout.image is not None:
        title = "centred" if layout.scaled is not None else "prepared"
        title = f"{title}, {_size(prepared.image)}"
        _picture(title, prepared.image.astype(float), layout.image, brush, dim)
    if layout.average is not None:
        title = f"the average {view.classes.names[view.kind]} [dim]({view.kind_is})[/]"
        shown = view.average
        if plain_width(title) > layout.average.width:
            title = f"the average {view.classes.names[view.kind]}"
        if dim:
            title, shown = "the average of its kind", np.zeros_like(shown)
        _picture(title, shown, layout.average, brush, dim)
    _arrows(layout, brush)


def _size(picture: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> str:
    return " × ".join(map(str, picture.shape))


def _picture(title: str, values: Floats, box: Box, brush: Brush, dim: bool) -> None:
    """Draw a picture; one of another size than MNIST's as large as fits, its title above it."""
    figure = Picture(title=title, values=values, scale=INK, dim=dim)
    if values.shape not in OWN_SHAPES or values.shape[1] > box.width:
        brush.markup(box.x, box.y, title, dim, box.width)
        figure = Picture(values=_fitting(values, box), scale=INK, dim=dim)
        size = painter_of(figure).fit(figure, Size(box.width, box.height - 1))
        box = Box(box.x, box.y + 1, *size)
    painter_of(figure).paint(figure, box, brush)


def _fitting(values: Floats, box: Box) -> Floats:
    """Return a picture with no more pixels than a box has room for below a title, two to a cell."""
    rows, columns = values.shape
    share = min(box.width / columns, 2 * (box.height - 1) / rows)
    if share >= 1:
        return values
    return resized(values, max(1, int(share * rows)), max(1, int(share * columns)))


def _arrows(layout: DrawingLayout, brush: Brush) -> None:
    """Point from each picture to what it becomes, where there is a gap for that."""
    ways = ((layout.sheet, layout.scaled or layout.image), (layout.scaled, layout.image))
    for one, other in ways:
        if one is not None and other is not None:
            end = one.x + one.width
            if other.x > end:
                brush.put((end + other.x) // 2, other.y + 5, "→", "muted")
