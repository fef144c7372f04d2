"""Where the parts of the testing screen stand, and which of them lies under a cell of its board."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap

from scenes.canvas.hits import Hit
from scenes.canvas.painters import Box
from scenes.screens.testing.view import TestingView
from scenes.screens.widgets.margins import margin_of

LABEL, MOST_LABEL = 2, 9
"""Columns of the digit before a row of the matrix; of a longer name at most."""
MOST_KINDS = 10
"""Kinds that the matrix always has room for; of more, those around its cursor."""
MOST_SIDE = 32
"""Pixels to a row of a digit that is shown as it is; larger ones are made smaller."""
SHARE, SHARE_OF = 7, 17
"""Columns of a row's share heard right, without and with how many there are."""
TILES = (8, 7, 6, 5, 4)
"""Columns that a cell of the matrix may have, the best first; the last of them stays free."""
COUNT_WIDTH = 4
"""Columns a cell's count takes at most, where the cell has so many."""
ABOVE, BELOW = 2, 1
"""Rows of the matrix above its cells, and of its legend below."""
GOOD_LOWER = 22
"""Rows that the score of each digit and a good gallery need."""
MORE_CASE = 8
"""Columns that the large digit's bars may be wider than its picture."""
LARGE = (150, 46)
"""Columns and rows of the board from which the digit is shown twice as large."""
SHRUNK, SMALL_SIDE = 2, 20
"""How much smaller a small picture of the gallery is; and the pixels from which it may be."""
CAPTION, LONG_CAPTION = 14, 28
"""Columns of what stands below a picture of the gallery, in short and in words."""
LEAST_CASE = 28
"""Columns of the large picture's part, however small it is."""
MOST_SPREAD = 4
"""Columns that the gallery's pictures may stand apart where there is room."""
MOST_TROUBLE = 3
"""Rows that what went wrong may take."""
LEAST_TROUBLE_WIDTH = 20


@dataclass(frozen=True)
class GalleryGrid:
    """How the gallery's pictures stand: how small, how many in a row, how many rows, and where."""

    shrink: int
    columns: int
    rows: int
    box: Box
    picture: tuple[int, int]
    """Columns and rows of a picture, its caption below it not counted."""
    across: int
    """Columns from one picture to the next."""
    down: int
    """Rows from one picture to the next."""

    @property
    def page(self) -> int:
        """How many there is room for."""
        return self.columns * self.rows

    def start(self, chosen: int) -> int:
        """Return which digit of the cell comes first on the page with the chosen one."""
        return chosen // self.page * self.page

    def place(self, position: int) -> Box:
        """Return where the picture at a position of the page stands."""
        row, column = divmod(position, self.columns)
        return Box(self.box.x + column * self.across, self.box.y + row * self.down, *self.picture)

    def under(self, x: int, y: int) -> int | None:
        """Return the position on the page of what lies under a cell of the board."""
        if not self.page or not self.box.contains(x, y):
            return None
        column, beside = divmod(x - self.box.x, self.across)
        row, below = divmod(y - self.box.y, self.down)
        width, height = self.picture
        if column >= self.columns or row >= self.rows or beside >= width or below > height:
            return None
        return row * self.columns + column


def _grid(side: int, rows_of_pixels: int, before: int, shrink: int, box: Box) -> GalleryGrid:
    if side < SMALL_SIDE:
        shrink = 1
    picture = (side // shrink, -(-(rows_of_pixels // shrink) // 2))
    width = max(picture[0], CAPTION)
    height = picture[1] + 1  # with its caption
    top = 2 if box.height >= 2 * height + 3 else 1
    columns = max(0, (box.width + 1) // (width + 1))
    rows = max(0, (box.height - top) // height)
    spread = 1
    if columns > 1:
        spread = min(MOST_SPREAD, (box.width - columns * width) // (columns - 1))
    loose = rows > 1 and rows * (height + 1) - 1 <= box.height - top
    return GalleryGrid(
        shrink=before * shrink,
        columns=columns,
        rows=rows,
        box=Box(box.x, box.y + top, box.width, box.height - top),
        picture=picture,
        across=width + spread,
        down=height + (1 if loose else 0),
    )


@dataclass(frozen=True)
class TestingLayout:
    """The boxes, and the size of the matrix's cells, for one size of the board."""

    kinds: int
    """Kinds of digit."""
    side: int
    """Columns of the large digit, at its smallest."""
    side_rows: int
    """Rows of pixels there."""
    shrink: int
    """How much smaller than its pixels that is."""
    meant: range
    """The rows of the matrix that are shown."""
    heard: range
    """Its columns."""
    label: int
    """Columns of what stands before its rows."""
    matrix: Box
    lower: Box
    """Below the matrix: the gallery, or the score."""
    left: Box
    """Both of them: for the score where there is no room for it below the matrix."""
    case: Box
    """The large digit, with what was answered to it."""
    tile_width: int
    """Columns of a cell of the matrix."""
    pitch: int
    """Rows of a cell."""
    roomy: bool
    """Whether the score has room below the matrix."""
    trouble: tuple[str, ...]
    """Lines of what went wrong, below all else."""

    def shows_matrix(self, view: TestingView) -> bool:
        """Return whether there is room for the matrix beside what else is to be seen."""
        return self.roomy or view.gallery is not None

    @property
    def score(self) -> Box:
        """Where the score stands."""
        return self.lower if self.roomy else self.left

    @property
    def picture(self) -> Box:
        """Where the large digit's picture stands, below its title."""
        zoom = 2 if self.case.width >= 2 * self.side else 1
        rows = -(-self.side_rows * zoom // 2)
        return Box(self.case.x, self.case.y + 1, self.side * zoom, rows)

    @property
    def middle(self) -> int:
        """Rows from a tile's first to the one its count stands in."""
        return (self.pitch - 1) // 2

    @property
    def filled_width(self) -> int:
        """Columns of a tile that are filled: one stays free, so that no two touch."""
        return self.tile_width - 1

    @property
    def count_width(self) -> int:
        """Columns that a count may take."""
        return min(COUNT_WIDTH, self.filled_width)

    @property
    def ones(self) -> int:
        """The column of a tile in which the ones of its count stand."""
        return self.count_width - 1 + (self.filled_width - self.count_width) // 2

    def tile(self, meant: int, heard: int) -> Box:
        """Return where a cell of the matrix stands."""
        return Box(
            self.matrix.x + self.label + (heard - self.heard.start) * self.tile_width,
            self.matrix.y + ABOVE + (meant - self.meant.start) * self.pitch,
            self.tile_width,
            self.pitch,
        )

    def gallery(self, count: int) -> GalleryGrid:
        """Choose the larger pictures where all of so many have room, else the small ones."""
        shape = self.side, self.side_rows, self.shrink
        large = _grid(*shape, 1, self.lower)
        return large if 0 < count <= large.page else _grid(*shape, SHRUNK, self.lower)

    def hit(self, view: TestingView, x: int, y: int) -> Hit | None:
        """Return what lies under a cell of the board.

        A ``cell`` of the matrix, counted row by row; a ``case`` of the gallery, by its place
        among the chosen cell's digits; or the large ``digit``.
        """
        if view.cursor is not None:
            if self.shows_matrix(view) and (cell := self._cell(x, y)) is not None:
                return Hit("cell", cell)
            if view.gallery is not None:
                cases, grid = view.gallery.cases, self.gallery(len(view.gallery.cases))
                if (position := grid.under(x, y)) is not None:
                    place = grid.start(view.gallery.place) + position
                    return Hit("case", place) if place < len(cases) else None
        return Hit("digit") if self.picture.contains(x, y) else None

    def _cell(self, x: int, y: int) -> int | None:
        first = self.tile(self.meant.start, self.heard.start)
        row, column = (y - first.y) // self.pitch, (x - first.x) // self.tile_width
        if not (0 <= row < len(self.meant) and 0 <= column < len(self.heard)):
            return None
        return self.meant[row] * self.kinds + self.heard[column]


def layout_of(
    width: int,
    height: int,
    *,
    side: int,
    kinds: int,
    rows: int | None = None,
    name_width: int = 1,
    cursor: tuple[int, int] | None = None,
    trouble: str = "",
) -> TestingLayout:
    """Place the parts on a board of this size, for digits of this side and so many kinds.

    Oblong ones have so many rows of `side` pixels. Kinds have names of up to `name_width`
    characters. Where there is no room for all kinds, those around the cursor have it.
    """
    shrink = -(-max(side, rows or side) // MOST_SIDE)
    side, side_rows = side // shrink, (rows or side) // shrink
    label = max(LABEL, min(name_width, MOST_LABEL - 1) + 1)
    margin = margin_of(width)
    inner = width - 2 * margin
    lines = wrap(trouble, max(LEAST_TROUBLE_WIDTH, inner))[:MOST_TROUBLE]
    height -= len(lines)
    gap = 1 if inner < 90 else 4
    case = _case_width(inner, height, inner - gap - label - kinds * TILES[0], side)
    left = inner - gap - case
    tile_width = _tile_width(left - label - SHARE, kinds)
    frame = ABOVE + BELOW
    between = 1 if height >= 30 else 0
    pitch = next((p for p in (3, 2) if frame + kinds * p + between + GOOD_LOWER <= height), 1)
    shown_rows = min(kinds, max(MOST_KINDS, height - frame - between - GOOD_LOWER))
    columns = min(kinds, max(1, (left - label - SHARE) // tile_width))
    matrix_rows = frame + shown_rows * pitch
    top = matrix_rows + between
    meant, heard = cursor or (0, 0)
    return TestingLayout(
        kinds=kinds,
        side=side,
        side_rows=side_rows,
        shrink=shrink,
        meant=_around(meant, shown_rows, kinds),
        heard=_around(heard, columns, kinds),
        label=label,
        matrix=Box(margin, 0, left, matrix_rows),
        lower=Box(margin, top, left, max(0, height - top)),
        left=Box(margin, 0, left, height),
        case=Box(margin + left + gap, 0, case, height),
        tile_width=tile_width,
        pitch=pitch,
        roomy=height - top >= GOOD_LOWER - 2,
        trouble=tuple(lines),
    )


def _case_width(inner: int, height: int, beside: int, side: int) -> int:
    """Return the columns of the large digit, which may take what is left beside the matrix."""
    least = max(side, LEAST_CASE)
    if inner >= LARGE[0] and height >= LARGE[1]:
        return max(side * 2, least)
    return min(least + MORE_CASE, max(least, beside))


def _tile_width(room: int, kinds: int) -> int:
    """Return the columns of a cell of the matrix, in so much room for a row of them."""
    # Of many kinds only some are shown: those are told in full.
    tightest = TILES[-1] if kinds <= MOST_KINDS else COUNT_WIDTH + 1
    return next((width for width in TILES if kinds * width <= room), tightest)


def _around(chosen: int, shown: int, kinds: int) -> range:
    """Return so many of all kinds, with the chosen one in their middle where there are more."""
    start = min(max(chosen - shown // 2, 0), kinds - shown)
    return range(start, start + shown)
