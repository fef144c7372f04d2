"""What is to be shown and what the terminal shows, cell by cell: only what differs is sent.

Textual's compositor knows which regions of a screen were drawn anew. Most of their cells are as
they were, and each run of a style sets that style from nothing: a frame of the walk in motion is
20 KB so, and a tenth of that in cells that changed.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from operator import is_

from rich.cells import cell_len, get_character_cell_size
from rich.color import ColorSystem
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.geometry import Size
from textual.strip import Strip

from scenes.screens.terminal.pens import PLAIN, Pen, change, on_blank, pen_of

UNKNOWN = "\0"
"""What stands in a cell of which nothing is known: no text that is ever written."""
MOST_STYLES = 1 << 13
"""Styles remembered; the palette's are far fewer, but colours may be mixed."""
BRIDGE = 4
"""Bytes of unchanged cells written over rather than jumped: no sequence that jumps is shorter."""


class CellRow:
    """The cells of one row: what is in them, and what they are written with.

    A text that has wide or combining characters is never taken apart: it stands whole in the first
    of its cells, and the others are empty.
    """

    __slots__ = ("pens", "strips", "texts")

    def __init__(self, width: int, text: str) -> None:
        """Fill so many cells with a text."""
        self.texts = [text] * width
        self.pens = [PLAIN] * width
        self.strips: tuple[Strip, ...] = ()
        """What the whole row was painted from, if from nothing else since."""


class TerminalCells:
    """Two screens of cells: the one to be shown, which is painted, and the terminal's."""

    def __init__(self, colours: ColorSystem) -> None:
        """Know nothing of a terminal that has so many colours."""
        self._colours = colours
        self._width = self._height = 0
        self._wanted: list[CellRow] = []
        self._shown: list[CellRow] = []
        self._frame = 0
        self._touched: dict[int, int] = {}
        """Rows that may differ, each with the first frame that it has not been sent since."""
        self._pens: dict[int, tuple[Style | None, Pen, Pen]] = {}
        self._known: dict[Pen, Pen] = {}

    @property
    def differs(self) -> bool:
        """Whether there may be something to send."""
        return bool(self._touched)

    @property
    def size(self) -> Size:
        """The size of the screen that was painted last."""
        return Size(self._width, self._height)

    def forget(self) -> None:
        """Know no more what the terminal shows: others wrote on it, or it has another size."""
        self._shown = [CellRow(self._width, UNKNOWN) for _ in range(self._height)]
        self._touched = dict.fromkeys(range(self._height), self._frame)

    def make_way(self) -> None:
        """Let what waits come no sooner than what is painted next: that answers the reader."""
        self._touched = dict.fromkeys(self._touched, self._frame + 1)

    # What is to be shown.

    def paint(self, update: CompositorUpdate) -> None:
        """Take what the compositor has drawn anew."""
        self._frame += 1
        if isinstance(update, LayoutUpdate):
            self._resize(update.region.right, update.region.bottom)
            for y, line in enumerate(update.strips, update.region.y):
                strips = tuple(strip for strip in line if strip is not None)
                row = self._wanted[y]
                if not _same(row.strips, strips):
                    self._paint(y, update.region.x, strips)
                    row.strips = strips
        elif isinstance(update, ChopsUpdate):
            self._resize(update.chop_ends[0][-1], len(update.chops))
            for y, start, end in update.spans:
                # Each is drawn whole, however little of it is said to have changed.
                for (x, strip), right in zip(
                    update.chops[y].items(), update.chop_ends[y], strict=False
                ):
                    if strip is not None and x < end and right > start:
                        self._paint(y, x, (strip,))

    def _resize(self, width: int, height: int) -> None:
        if (width, height) != (self._width, self._height):
            self._width, self._height = width, height
            self._wanted = [CellRow(width, " ") for _ in range(height)]
            self.forget()

    def _paint(self, y: int, x: int, strips: Iterable[Strip]) -> None:
        row = self._wanted[y]
        row.strips = ()
        texts, pens = row.texts, row.pens
        if x and not texts[x]:
            _blank_half(texts, x - 1, -1)
        for strip in strips:
            for text, style, control in strip:
                if control:
                    continue
                _, pen, blank = self._pens.get(id(style)) or self._pens_of(style)
                if single(text):
                    end = x + len(text)
                    texts[x:end] = text
                    if " " in text:
                        pens[x:end] = [blank if each == " " else pen for each in text]
                    else:
                        pens[x:end] = [pen] * (end - x)
                elif cells := cell_len(text):
                    end = x + cells
                    texts[x:end] = [text, *[""] * (cells - 1)]
                    pens[x:end] = [pen] * cells
                else:
                    continue
                x = end
        del texts[self._width :], pens[self._width :]
        _blank_half(texts, x, 1)
        self._touched.setdefault(y, self._frame)

    def _pens_of(self, style: Style | None) -> tuple[Style | None, Pen, Pen]:
        """Return a style's pens, for letters and for blanks; equal ones are the same object."""
        if len(self._pens) >= MOST_STYLES:
            self._pens.clear()
        pen = pen_of(style, self._colours)
        pen, blank = (self._known.setdefault(each, each) for each in (pen, pen.blank))
        # The style is kept beside them, or its id could become another's.
        found = self._pens[id(style)] = (style, pen, blank)
        return found

    # What is sent.

    def difference(self, most: int | None = None) -> str:
        """Return what makes the terminal show what is wanted, and take it as sent.

        No further row once it is longer than ``most``: the rest still differs, and is compared anew
        when it is asked for. Rows that have waited longest come first, lest what moves above hide
        what stays below; among them words before pictures, which take most of a thin line.
        """
        parts: list[str] = []
        length, pen = 0, PLAIN
        for y in sorted(self._touched, key=self._turn):
            if most is not None and length >= most:
                break
            del self._touched[y]
            wanted, shown = self._wanted[y], self._shown[y]
            if wanted.texts == shown.texts and wanted.pens == shown.pens:
                continue
            text, pen = _row(y, wanted, shown, pen)
            parts.append(text)
            length += len(text)
            shown.texts[:], shown.pens[:] = wanted.texts, wanted.pens
        if pen != PLAIN:
            parts.append(change(pen, PLAIN))
        return "".join(parts)

    def _turn(self, y: int) -> tuple[int, int]:
        """Return what a row's turn goes by: since when it waits, and in how many styles it is."""
        return self._touched[y], len(set(map(id, self._wanted[y].pens)))


def _row(y: int, wanted: CellRow, shown: CellRow, pen: Pen) -> tuple[str, Pen]:
    """Return what turns one row into another, and the pen it leaves behind."""
    texts, pens = wanted.texts, wanted.pens
    compared = zip(texts, shown.texts, pens, shown.pens, strict=True)
    parts: list[str] = []
    cursor = 0
    """The cell that the terminal writes to next, where it is known to be on this row."""
    known = False
    for x, (text, old_text, new, old) in enumerate(compared):
        if text == old_text and new == old:
            continue
        while not text:
            x -= 1
            text = texts[x]
        if known and x < cursor:
            continue  # written with the text that it is a part of
        if not known or x != cursor:
            bridge = _bridge(wanted, cursor, x, pen) if known else ""
            # Never so many cells to the right: terminals disagree about the width of some signs.
            parts.append(bridge or (f"\x1b[{x + 1}G" if parts else f"\x1b[{y + 1};{x + 1}H"))
        pen, before = on_blank(pen, pens[x]) if text == " " else pens[x], pen
        parts.append(change(before, pen) + text if pen is not before else text)
        cursor = x + 1
        while cursor < len(texts) and not texts[cursor]:
            cursor += 1
        known = cursor == x + 1 == x + len(text)
    return "".join(parts), pen


def _bridge(row: CellRow, start: int, end: int, pen: Pen) -> str:
    """Return the few cells from one to another, if they are shorter than a jump in this pen."""
    if end - start > BRIDGE:
        return ""
    for x in range(start, end):
        wants = row.pens[x]
        if (on_blank(pen, wants) if row.texts[x] == " " else wants) != pen or not row.texts[x]:
            return ""
    text = "".join(row.texts[start:end])
    return text if len(text.encode()) <= BRIDGE else ""


def _blank_half(texts: list[str], x: int, step: int) -> None:
    """Blank what is left of a text that was covered in part: towards its start or its end."""
    while 0 <= x < len(texts) and (step < 0 or not texts[x]):
        whole, texts[x] = texts[x], " "
        if whole:
            return
        x += step


def _same(some: tuple[Strip, ...], others: tuple[Strip, ...]) -> bool:
    """Return whether these are the very same strips: Textual keeps those of what stays."""
    return len(some) == len(others) and all(map(is_, some, others))


@lru_cache(1 << 12)
def single(text: str) -> bool:
    """Return whether each character of a text has one cell."""
    return all(get_character_cell_size(each) == 1 for each in text)
