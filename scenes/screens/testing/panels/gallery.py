"""The gallery: the very digits that a cell of the matrix counts, the most certain first."""

from __future__ import annotations

from scenes.canvas.painters import painter_of
from scenes.canvas.painters.base import Box, Brush
from scenes.screens.testing.answers import Case
from scenes.screens.testing.layout import LONG_CAPTION, TestingLayout
from scenes.screens.testing.panels.marks import INK, marks_of
from scenes.screens.testing.view import GalleryView
from scenes.story.figures import Picture
from scenes.story.numbers import short


def paint_gallery(gallery: GalleryView, layout: TestingLayout, brush: Brush) -> None:
    """Draw the page on which the chosen digit is, with the longer title where it has room."""
    box, count = layout.lower, len(gallery.cases)
    _title(gallery, box, brush)
    if not count:
        brush.put(box.x, box.y + 2, gallery.empty, "muted")
        return
    grid = layout.gallery(count)
    if not grid.page:
        return
    start = grid.start(gallery.place)
    for position, case in enumerate(gallery.cases[start : start + grid.page]):
        at = grid.place(position)
        figure = Picture(values=case.picture(grid.shrink), scale=INK)
        painter_of(figure).paint(figure, at, brush)
        chosen = start + position == gallery.place
        _caption(case, chosen, at.x, at.y + at.height, at.width >= LONG_CAPTION, brush)


def _title(gallery: GalleryView, box: Box, brush: Brush) -> None:
    """Write which digits these are, and which of them is chosen."""
    long, short_one, shortest = gallery.titles
    chosen, count = gallery.place, len(gallery.cases)
    places = [f"{chosen + 1:,} of {count:,}", f"{chosen + 1}/{count}"] if count else [""]
    choices = [
        (long, f"most certain first   {places[0]}"),
        *((long, place) for place in places),
        *((short_one, place) for place in places),
        *((shortest, place) for place in places),
    ]
    text = brush.palette.text
    title, place = next(
        (c for c in choices if text(c[0]).cell_len + len(c[1]) < box.width), choices[-1]
    )
    # Of long names no title is short enough: it ends before what stands behind it.
    brush.markup(box.x, box.y, title, width=max(0, box.width - len(place) - 1))
    if count:
        brush.put(box.x + box.width - len(place), box.y, place, "muted")


def _caption(case: Case, chosen: bool, x: int, y: int, wide: bool, brush: Brush) -> None:
    """Write a digit's number, how strong it was heard, and how strong what was meant."""
    x = brush.put(x, y, "▸" if chosen else "#", "text" if chosen else "muted")
    x = brush.put(x, y, f"{case.index}", "bold reverse" if chosen else "muted")
    term, mark = marks_of(case)
    gap = 1 if case.index < 10_000 else 0
    heard, meant = ("heard ", " ○meant ") if wide else ("", "○")
    x = brush.put(x + gap, y, f"{mark}{heard}{short(case.strength, 3)}", term)
    if not case.right:
        brush.put(x, y, f"{meant}{short(case.strength_meant, 3)}", "you")
