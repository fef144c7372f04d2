"""The gallery: the very digits that a cell of the matrix counts, the most certain first."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from scenes.canvas.painters import painter_of
from scenes.canvas.painters.base import Box, Brush
from scenes.screens.testing.layout import PICTURE
from scenes.screens.testing.results import Case, Indices
from scenes.story.figures import Floats, Picture, Scale
from scenes.story.numbers import short

INK = Scale("ink", 255.0)
SMALL = 2
"""How much smaller a small picture is."""


class Grid(NamedTuple):
    """How the pictures stand: how small, how many in a row, how many rows, and where."""

    shrink: int
    columns: int
    rows: int
    box: Box
    across: int
    """Columns from one picture to the next."""
    down: int

    @property
    def page(self) -> int:
        """How many there is room for."""
        return self.columns * self.rows

    def place(self, position: int) -> tuple[int, int]:
        """Return where the picture at a position of the page stands."""
        row, column = divmod(position, self.columns)
        return self.box.x + column * self.across, self.box.y + row * self.down


def grid_of(count: int, box: Box) -> Grid:
    """Choose the larger pictures where all of them have room, else the small ones."""
    large = _grid(1, box)
    return large if 0 < count <= large.page else _grid(SMALL, box)


def _grid(shrink: int, box: Box) -> Grid:
    width, height = PICTURE // shrink, PICTURE // 2 // shrink + 1
    top = 2 if box.height >= 2 * height + 3 else 1
    columns = max(0, (box.width + 1) // (width + 1))
    rows = max(0, (box.height - top) // height)
    spread = min(4, (box.width - columns * width) // max(1, columns - 1)) if columns > 1 else 1
    loose = rows > 1 and rows * (height + 1) - 1 <= box.height - top
    inner = Box(box.x, box.y + top, box.width, box.height - top)
    return Grid(shrink, columns, rows, inner, width + spread, height + (1 if loose else 0))


def paint_gallery(
    members: Indices,
    chosen: int,
    titles: tuple[str, str],
    empty: str,
    case_of: Callable[[int], Case],
    box: Box,
    brush: Brush,
) -> None:
    """Draw the page on which the chosen digit is, with the longer title where it has room."""
    _title(len(members), chosen, titles, box, brush)
    if not len(members):
        brush.put(box.x, box.y + 2, empty, "muted")
        return
    grid = grid_of(len(members), box)
    if not grid.page:
        return
    start = chosen // grid.page * grid.page
    for position, index in enumerate(members[start : start + grid.page].tolist()):
        x, y = grid.place(position)
        case = case_of(index)
        width, height = PICTURE // grid.shrink, PICTURE // 2 // grid.shrink
        figure = Picture(values=shrunk(case, grid.shrink), scale=INK)
        painter_of(figure).paint(figure, Box(x, y, width, height), brush)
        _caption(case, start + position == chosen, x, y + height, grid.shrink == 1, brush)


def _title(count: int, chosen: int, titles: tuple[str, str], box: Box, brush: Brush) -> None:
    """Write which digits these are, and which of them is chosen."""
    long, short_one = titles
    places = [f"{chosen + 1:,} of {count:,}", f"{chosen + 1}/{count}"] if count else [""]
    choices = [
        (long, f"most certain first   {places[0]}"),
        *((long, place) for place in places),
        (short_one, places[0]),
    ]
    text = brush.palette.text
    title, place = next(
        (c for c in choices if text(c[0]).cell_len + len(c[1]) < box.width), choices[-1]
    )
    brush.markup(box.x, box.y, title, width=box.width)
    if count:
        brush.put(box.x + box.width - len(place), box.y, place, "muted")


def shrunk(case: Case, shrink: int) -> Floats:
    """Return a digit's picture so many times smaller: the mean of its pixels."""
    side = PICTURE // shrink
    smaller: Floats = case.image.reshape(side, shrink, side, shrink).mean(axis=(1, 3))
    return smaller


def marks_of(case: Case) -> tuple[str, str]:
    """Return the colour and the mark of what was heard; what was meant is marked ``○``."""
    return ("you", "✓") if case.right else ("error", "✗")


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


def member_under(grid: Grid, count: int, chosen: int, x: int, y: int) -> int | None:
    """Return which of the cell's digits lies under a cell of the board, counted from 0."""
    if not grid.page or not grid.box.contains(x, y):
        return None
    column, beside = divmod(x - grid.box.x, grid.across)
    row, below = divmod(y - grid.box.y, grid.down)
    width, height = PICTURE // grid.shrink, PICTURE // 2 // grid.shrink
    if column >= grid.columns or row >= grid.rows or beside >= width or below > height:
        return None
    member = chosen // grid.page * grid.page + row * grid.columns + column
    return member if member < count else None
