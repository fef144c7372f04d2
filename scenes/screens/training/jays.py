"""The Jays' weights, live: all of them as a wall of small pictures; one large, then and now.

The wall is drawn anew several times a second beside a thread that trains. So its pictures are
averaged and quantised by NumPy, all at once, and the cells come from a table of ready segments.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rich.segment import Segment
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from scenes.canvas.canvas import Canvas
from scenes.canvas.painters.base import Box, Brush, plain_width
from scenes.canvas.painters.picture import legend
from scenes.canvas.palette import LEVELS, Palette
from scenes.screens.widgets.drawn import Drawn, strips_of
from scenes.story.figures import Picture, Scale
from scenes.story.numbers import decimals, number, signed

Weights = NDArray[np.floating[Any]]
Codes = NDArray[np.intp]
"""Cells, each as the number of its upper and lower level: see `code_of`."""

SIDE = 28
"""Rows and columns of a picture."""
GRAIN = 2
"""Levels of the palette that are one here: coarser, so that more neighbours are alike."""
STEPS = LEVELS // GRAIN
"""Levels to each side of zero."""
SPAN = 2 * STEPS + 1
BLANK = STEPS * SPAN + STEPS
"""The code of a cell that is zero above and below: it looks like the ground."""
FRAME = SPAN * SPAN
"""The code of the upright line beside the chosen tile."""
_LONGEST = 1 << 16
"""More than the cells of any row."""

SAMPLED = 8192
"""Weights by which a scale is found, about."""
SHARE = 0.95
"""The share of weights that a scale holds."""
ROUND = (1, 1.5, 2, 3, 5, 7)
"""Limits of a scale, times a power of ten."""
SLACK = 1.15
"""How far below a scale the weights must be before it is left for a smaller one."""


def scale_of(input_hidden: Weights, last: float = 0.0) -> float:
    """Return a limit for the colours, a round number that holds nearly all of these weights.

    A few large weights do not matter. With the `last` limit, this one stays as it was unless it
    has become too small, or clearly too large: so that colours do not flicker.
    """
    sizes = np.abs(input_hidden).ravel()
    step = max(1, sizes.size // SAMPLED)
    step += step > 1 and not (step % 2 and step % 7)  # else only some pixels would be looked at
    sizes = sizes[::step]
    sizes = sizes[np.isfinite(sizes)]
    size = float(np.quantile(sizes, SHARE)) if sizes.size else 0.0
    limit = _rounded_up(size)
    return last if limit < last == _rounded_up(size * SLACK) else limit


def _rounded_up(size: float) -> float:
    """Return the least round number that is not below a size; 1 for none."""
    if size <= 0:
        return 1.0
    power = math.floor(math.log10(size))
    limits = (float(f"{figures}e{power + more}") for more in (0, 1) for figures in ROUND)
    return next(limit for limit in limits if limit >= size * (1 - 1e-9))


# Pictures of weights, as codes.


@cache
def averaging(pixels: int, parts: int) -> NDArray[np.float32]:
    """Return the matrix, parts × pixels, that averages a row of pixels over equal parts of it."""
    edges = np.arange(parts + 1) * (pixels / parts)
    start, end = edges[:-1, np.newaxis], edges[1:, np.newaxis]
    pixel = np.arange(pixels)
    covered = np.clip(np.minimum(end, pixel + 1) - np.maximum(start, pixel), 0, None)
    return np.asarray(covered * (parts / pixels), np.float32)


def resized(weights: Weights, rows: int, columns: int) -> NDArray[np.float32]:
    """Return n pictures (n × 784) averaged over areas, n × rows × columns."""
    images = weights.reshape(-1, SIDE, SIDE).astype(np.float32, copy=False)
    if (rows, columns) == (SIDE, SIDE):
        return images
    narrowed = images @ averaging(SIDE, columns).T
    return np.asarray(averaging(SIDE, rows) @ narrowed)


def code_of(top: int, bottom: int) -> int:
    """Return the code of a cell with these levels, each −STEPS to STEPS."""
    return (top + STEPS) * SPAN + bottom + STEPS


def pictures(weights: Weights, width: int, height: int, limit: float) -> Codes:
    """Return n pictures (n × 784) as cells, n × height × width: two pixels above one another."""
    with np.errstate(all="ignore"):  # of training that has run away
        pixels = resized(weights, 2 * height, width) * np.float32(STEPS / limit)
        np.nan_to_num(pixels, copy=False, posinf=STEPS, neginf=-STEPS)
        levels = np.rint(np.clip(pixels, -STEPS, STEPS)).astype(np.intp)
    return np.asarray(levels[:, 0::2] * SPAN + levels[:, 1::2] + BLANK)


class Segments(dict[int, Segment]):
    """Runs of one code, made when first wanted and kept."""

    def __init__(self, palette: Palette) -> None:
        """Start with none, in these colours."""
        super().__init__()
        self._palette = palette

    def __missing__(self, key: int) -> Segment:
        """Make the segment of a code and a length."""
        code, length = divmod(key, _LONGEST)
        palette = self._palette
        if code == FRAME:
            segment = Segment("│" * length, palette.style("jay"))
        elif code == BLANK:
            segment = Segment(" " * length, palette.style("text"))
        else:
            top, bottom = ((level - STEPS) * GRAIN for level in divmod(code, SPAN))
            if palette.glyphs:
                level = top if abs(top) >= abs(bottom) else bottom
                sign = "positive" if level > 0 else "negative"
                segment = Segment(palette.glyph(level) * length, palette.style(sign))
            else:
                segment = Segment("▀" * length, palette.halves(top, bottom, "signed"))
        self[key] = segment
        return segment

    def strips(self, codes: Codes) -> list[Strip]:
        """Return rows of codes as strips, equal neighbours joined."""
        width = codes.shape[1]
        if not codes.size:
            return []
        first = np.ones(codes.shape, bool)
        np.not_equal(codes[:, 1:], codes[:, :-1], out=first[:, 1:])
        starts = np.flatnonzero(first)
        lengths = np.diff(starts, append=codes.size)
        keys = codes.ravel()[starts] * _LONGEST + lengths
        runs = list(map(self.__getitem__, keys.tolist()))
        ends = np.cumsum(first.sum(axis=1)).tolist()
        return [Strip(runs[start:end], width) for start, end in zip([0, *ends], ends, strict=False)]


class Mosaic(Drawn):
    """Rows of words, written on a canvas, and between them rows of pictures, as codes."""

    def __init__(self, palette: Palette, *, id: str | None = None) -> None:  # noqa: A002
        """Make an empty widget in these colours."""
        super().__init__(palette, id=id)
        self._segments = Segments(palette)
        self._rows = np.zeros(0, np.intp)
        """The rows of the widget that are pictures."""
        self._codes = np.zeros((0, 0), np.intp)
        """What stands in them."""

    def pictured(self, width: int, height: int) -> tuple[Codes, Codes]:
        """Return which rows of the widget are pictures, (n,), and their codes, n × width."""
        raise NotImplementedError

    def recolour(self, palette: Palette) -> None:
        """Take other colours."""
        self._segments = Segments(palette)
        super().recolour(palette)

    def on_resize(self, event: events.Resize) -> None:
        """Draw for the new size."""
        self._segments.clear()
        super().on_resize(event)

    def redraw(self) -> None:
        """Draw words and pictures anew; ask for a repaint of the rows that are not as they were."""
        width, height = self.size
        if not (width and height):
            return
        canvas = Canvas(width, height, self.palette.style("text"))
        self.draw(canvas)
        strips = strips_of(canvas)
        self._rows, self._codes = self.pictured(width, height)
        for y, strip in zip(self._rows.tolist(), self._segments.strips(self._codes), strict=True):
            strips[y] = strip
        old, self._strips = self._strips, strips
        if len(old) != height or (old and old[0].cell_length != width):
            self.refresh()
        else:
            self._repaint([y for y in range(height) if strips[y] != old[y]])

    def redraw_pictures(self) -> None:
        """Draw the pictures anew, where the words stay and the pictures stand where they stood."""
        width, height = self.size
        if (self._codes.shape[1], len(self._strips)) != (width, height):
            return  # a resize is on its way, and draws all
        _, codes = self.pictured(width, height)
        changed = np.flatnonzero((codes != self._codes).any(axis=1))
        self._codes = codes
        rows = self._rows[changed].tolist()
        for y, strip in zip(rows, self._segments.strips(codes[changed]), strict=True):
            self._strips[y] = strip
        self._repaint(rows)

    def _repaint(self, rows: list[int]) -> None:
        """Ask for a repaint of rows, given from above."""
        regions: list[Region] = []
        for y in rows:
            if regions and regions[-1].bottom == y:
                regions[-1] = regions[-1].grow((0, 0, 1, 0))
            else:
                regions.append(Region(0, y, self.size.width, 1))
        if regions:
            self.refresh(*regions)


# The wall.


@dataclass(frozen=True)
class Grid:
    """How the wall's room is shared: tiles of `width` × `height` cells, pages of them.

    The room begins below the title. Each tile has a row above it for its number, and a column on
    each side for the frame of the chosen one.
    """

    jays: int
    each: int
    """Tiles on a page; the last page may hold fewer."""
    columns: int
    width: int
    height: int
    gap: int
    """Columns between two tiles."""

    @property
    def pitch(self) -> tuple[int, int]:
        """Columns and rows from a tile to the next."""
        return self.width + self.gap, self.height + 1

    @property
    def lines(self) -> int:
        """Lines of tiles on a page."""
        return -(-self.each // self.columns)

    def page(self, jay: int) -> range:
        """Return the Jays on the page that holds this one."""
        first = jay // self.each * self.each
        return range(first, min(first + self.each, self.jays))

    def corner(self, jay: int) -> tuple[int, int]:
        """Return the column and row of a tile's first cell."""
        line, column = divmod(jay % self.each, self.columns)
        return 1 + column * self.pitch[0], 1 + line * self.pitch[1]

    def at(self, x: int, y: int, page: range) -> int | None:
        """Return the Jay on this page whose tile, number or gap to the right is at a cell."""
        column, line = (x - 1) // self.pitch[0], y // self.pitch[1]
        if not (0 <= column < self.columns and line >= 0):
            return None
        jay = page.start + line * self.columns + column
        return jay if jay in page else None


LEAST_TILE, MOST_TILE = (7, 4), (SIDE, SIDE // 2)
LOW_TILE = (6, 3)
WIDEST_GAP = 3
TILES = sorted(
    (
        (width, height)
        for height in range(LEAST_TILE[1], MOST_TILE[1] + 1)
        for width in range(2 * height - 1, 2 * height + 2)
        if width <= MOST_TILE[0]
    ),
    key=math.prod,
)
"""Columns and rows of tiles that are about square, the smallest first."""


def grid_of(width: int, height: int, jays: int) -> Grid:
    """Return the grid for so many Jays in so much room: the fewest pages, then the largest tiles.

    Where there is no room for one line, there is one of lower tiles, cut off if need be.
    """
    low = height <= LEAST_TILE[1] + 1
    least = LOW_TILE if low else LEAST_TILE

    def fits(tile: tuple[int, int]) -> tuple[int, int]:
        lines = 1 if low and tile == least else (height - 1) // (tile[1] + 1)
        return (width - 1) // (tile[0] + 1), lines

    def holds(tile: tuple[int, int]) -> int:
        columns, lines = fits(tile)
        return columns * lines if columns > 0 and lines > 0 else 0

    pages = -(-jays // max(1, holds(least)))
    each = -(-jays // pages)
    tile = next((t for t in reversed(TILES) if holds(t) >= each), least)
    columns = max(1, fits(tile)[0])
    columns = -(-each // -(-each // columns))  # no line much shorter than another
    gap = min(WIDEST_GAP, max(1, (width - 1) // columns - tile[0]))
    return Grid(jays, each, columns, *tile, gap)


class Wall(Mosaic):
    """The weights of many Jays, a small picture each."""

    class Chosen(Message):
        """The reader clicked on a Jay."""

        def __init__(self, jay: int) -> None:
            """Tell which."""
            super().__init__()
            self.jay = jay

    class Hovered(Message):
        """The mouse is over a Jay; empty when over none."""

        def __init__(self, words: str) -> None:
            """Tell his name, marked up."""
            super().__init__()
            self.words = words

    def __init__(self, palette: Palette, *, id: str | None = None) -> None:  # noqa: A002
        """Make an empty wall."""
        super().__init__(palette, id=id)
        self._weights: Weights = np.zeros((0, SIDE * SIDE), np.float32)
        self._state = (0, 0, 1.0)
        self._grid = grid_of(0, 0, 1)
        self._grid_for = (0, 0, 0)
        self._words = ""

    def show(self, input_hidden: Weights, chosen: int, scale: float) -> None:
        """Show these weights, hidden × 784, not to be changed; a colour's full strength is `scale`.

        Where only the weights are others than before, this costs little.
        """
        old, self._state = self._state, (len(input_hidden), chosen, scale)
        self._weights = input_hidden
        if self._state == old:
            self.redraw_pictures()
        else:
            self.redraw()

    def _arranged(self, width: int, height: int) -> tuple[Grid, range]:
        """Return the grid and the page that is shown."""
        jays, chosen, _ = self._state
        if self._grid_for != (width, height, jays):
            self._grid_for = width, height, jays
            self._grid = grid_of(width, height - 1, jays)
        return self._grid, self._grid.page(chosen)

    def draw(self, canvas: Canvas) -> None:
        """Write title, legend and numbers, and what of the chosen tile's frame is between them."""
        jays, chosen, scale = self._state
        if not jays:
            return
        grid, page = self._arranged(canvas.width, canvas.height)
        style, (x, y) = self.palette.style, grid.corner(chosen)
        # The title stands in the row above the wall's own.
        y += 1
        canvas.put(x - 1, y - 1, f"┌{'─' * grid.width}┐", style("jay"))
        canvas.put(x - 1, y + grid.height, f"└{'─' * grid.width}┘", style("jay"))
        for jay in page:
            column, row = grid.corner(jay)
            canvas.put(column, row, str(jay), style("jay" if jay == chosen else "muted"))
        names = f"[jay]{'Jay' if jays == 1 else 'Jays'} {page.start}"
        names += f"–{page[-1]}[/]" if len(page) > 1 else "[/]"
        title(f"{names} of {jays}", scale, canvas, self.palette)

    def pictured(self, width: int, height: int) -> tuple[Codes, Codes]:
        """Return the tiles' rows."""
        jays, chosen, scale = self._state
        if not jays:
            return np.zeros(0, np.intp), np.zeros((0, width), np.intp)
        grid, page = self._arranged(width, height)
        pitch, columns, lines = grid.pitch, grid.columns, grid.lines
        tiles = np.full((lines * columns, grid.height, pitch[0]), BLANK)
        shown = self._weights[page.start : page.stop]
        tiles[: len(page), :, : grid.width] = pictures(shown, grid.width, grid.height, scale)
        by_line = tiles.reshape(lines, columns, grid.height, pitch[0])
        across = by_line.swapaxes(1, 2).reshape(lines * grid.height, columns * pitch[0])
        codes = np.full((len(across), max(width, 1 + across.shape[1])), BLANK)
        codes[:, 1 : 1 + across.shape[1]] = across
        x, y = grid.corner(chosen)
        top = y // pitch[1] * grid.height
        codes[top : top + grid.height, [x - 1, x + grid.width]] = FRAME
        line, row = np.divmod(np.arange(len(codes)), grid.height)
        rows = 2 + line * pitch[1] + row
        seen = rows < height
        return rows[seen], codes[seen, :width]

    def _under(self, x: int, y: int) -> int | None:
        if not (self._state[0] and y > 0):
            return None
        grid, page = self._arranged(*self.size)
        return grid.at(x, y - 1, page)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Choose the Jay under the mouse."""
        jay = self._under(event.x, event.y)
        if event.button == 1 and jay is not None:
            self.post_message(self.Chosen(jay))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Tell which Jay is under the mouse."""
        jay = self._under(event.x, event.y)
        self._tell("" if jay is None else f"[jay]Jay {jay}[/]")

    def on_leave(self, event: events.Leave) -> None:
        """No Jay is under the mouse any more."""
        self._tell("")

    def _tell(self, words: str) -> None:
        if words != self._words:
            self._words = words
            self.post_message(self.Hovered(words))


def title(words: str, scale: float, canvas: Canvas, palette: Palette) -> None:
    """Write a title in the first row, and at its end what the colours stand for."""
    figure = Picture(title=words, values=np.zeros((1, 1)), scale=Scale("signed", scale))
    box, brush = Box(0, 0, canvas.width, 1), Brush(canvas, palette, 1.0)
    brush.title(box, figure)
    legend(figure, box, None, brush)


# One Jay.


@dataclass(frozen=True)
class Move:
    """How far one Jay's weights are from where they were."""

    distance: float
    """The root of the sum of all squared changes."""
    largest: float
    """The change that is the largest, with its sign."""
    row: int
    column: int
    """The pixel whose weight it is, counted from 0."""
    likeness: float | None
    """The correlation of both, −1 to 1; None where one of them is the same everywhere."""


def moved(before: Weights, now: Weights) -> Move:
    """Compare a Jay's 784 weights at two moments."""
    before, now = np.asarray(before, np.float64).ravel(), np.asarray(now, np.float64).ravel()
    with np.errstate(all="ignore"):  # of training that has run away
        change = now - before
        place = int(np.abs(change).argmax())
        one, other = before - before.mean(), now - now.mean()
        sizes = math.sqrt(float(one @ one)) * math.sqrt(float(other @ other))
        likeness = float(one @ other) / sizes if sizes else None
        distance = math.sqrt(float(change @ change))
    return Move(distance, float(change[place]), *divmod(place, SIDE), likeness)


@dataclass(frozen=True)
class Phrase:
    """A few words, marked up, and a gloss that follows them where there is room."""

    words: str
    gloss: str = ""


def phrases_of(move: Move) -> tuple[Phrase, ...]:
    """Tell a move, the most important first."""
    if not move.distance:
        gloss = ": one weight a pixel, [positive]for[/] it or [negative]against[/]"
        return (Phrase("not moved yet", gloss),)
    distance = number(move.distance, decimals(move.distance, 3, least=2))
    largest = signed(move.largest, decimals(move.largest, 2))
    phrases = [
        Phrase(f"moved [bold]{distance}[/] in all"),
        Phrase(f"most [bold]{largest}[/] at row {move.row}, column {move.column}"),
    ]
    if move.likeness is not None:
        phrases.append(
            Phrase(
                f"alike [bold]{number(move.likeness, 2)}[/]",
                " [muted](1 the same, 0 not at all, −1 reversed)[/]",
            )
        )
    return tuple(phrases)


BETWEEN = " · "


def packed(phrases: tuple[Phrase, ...], width: int) -> list[str]:
    """Return phrases in as few lines of this width as will do, each phrase in one."""
    lines: list[str] = []
    for phrase in phrases:
        words = phrase.words + phrase.gloss
        if plain_width(words) > width:
            words = phrase.words
        if lines and plain_width(lines[-1] + BETWEEN + words) <= width:
            lines[-1] += BETWEEN + words
        else:
            lines.append(words)
    return lines


APART = 2
"""Columns between the two pictures."""
HEIGHTS = (28, 21, 14)
"""Rows of a picture in which each pixel is as large as the next, or nearly; the best first."""


class Focus(Mosaic):
    """One Jay's weights, large, at two moments, and how far they have moved."""

    def __init__(self, palette: Palette, *, id: str | None = None) -> None:  # noqa: A002
        """Show nobody yet."""
        super().__init__(palette, id=id)
        self._jay: int | None = None
        self._weights: Weights = np.zeros((2, SIDE * SIDE), np.float32)
        self._names = ("", "")
        self._phrases: tuple[Phrase, ...] = ()
        self._scale = 1.0

    def show(
        self,
        jay: int,
        before: Weights,
        before_name: str,
        now: Weights,
        now_name: str,
        scale: float,
    ) -> None:
        """Show a Jay's 784 weights at two moments; a colour's full strength is `scale`."""
        self._jay, self._names, self._scale = jay, (before_name, now_name), scale
        self._weights = np.stack([before.ravel(), now.ravel()])
        self._phrases = phrases_of(moved(before, now))
        self.redraw()

    def _placed(self, width: int, height: int) -> tuple[int, int]:
        """Return how many pictures there is room for, which is also the row they begin in; rows."""
        many = 2 if width >= 2 * SIDE + 1 else 1
        wide = (width - (many - 1)) // many
        # Not by the words there are, lest the pictures jump when there are more.
        lines = 2 if many == 2 else 3
        room = min(wide // 2, height - many - lines)
        high = next((rows for rows in HEIGHTS if rows <= room), 0)
        return many, high or max(0, min(HEIGHTS[-1], wide // 2, height - many - 1))

    def _columns(self, width: int, high: int) -> tuple[int, int]:
        """Return the columns in which the two pictures begin."""
        room = max(2 * high, len(self._names[0]))
        return 0, max(0, min(room + APART, width - 2 * high))

    def draw(self, canvas: Canvas) -> None:
        """Write titles, legend and words."""
        if self._jay is None:
            return
        many, high = self._placed(canvas.width, canvas.height)
        brush = Brush(canvas, self.palette, 1.0)
        name = f"[jay]Jay {self._jay}[/]"
        if many == 1:
            title(f"{name} {self._names[1]}", self._scale, canvas, self.palette)
        else:
            title(f"{name}'s 784 weights", self._scale, canvas, self.palette)
            for x, words in zip(self._columns(canvas.width, high), self._names, strict=True):
                brush.put(x, 1, words, "muted")
        for y, line in enumerate(packed(self._phrases, canvas.width), start=many + high):
            brush.markup(0, y, line, width=canvas.width)

    def pictured(self, width: int, height: int) -> tuple[Codes, Codes]:
        """Return the pictures' rows."""
        if self._jay is None:
            return np.zeros(0, np.intp), np.zeros((0, width), np.intp)
        many, high = self._placed(width, height)
        codes = np.full((high, width), BLANK)
        if high:
            shown = pictures(self._weights[-many:], 2 * high, high, self._scale)
            for x, picture in zip(self._columns(width, high), shown, strict=False):
                codes[:, x : x + 2 * high] = picture
        return np.arange(many, many + high), codes
