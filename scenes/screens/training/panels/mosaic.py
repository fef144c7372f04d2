"""A panel of words with pictures of weights between them, drawn from a table of ready segments."""

from __future__ import annotations

import numpy as np
from rich.segment import Segment
from textual import events
from textual.strip import Strip

from scenes.canvas.canvas import Canvas
from scenes.canvas.hits import Hit
from scenes.canvas.painters.base import Box, Brush
from scenes.canvas.painters.picture import legend
from scenes.canvas.palette import Palette
from scenes.screens.training.panels.base import Panel
from scenes.screens.training.weight_pictures import BLANK, FRAME, GRAIN, SPAN, STEPS, Codes
from scenes.screens.widgets.board import Board
from scenes.story.figures import Picture, Scale

_LONGEST = 1 << 16
"""More than the cells of any row."""


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


class Mosaic(Board, Panel):
    """Rows of words, written on a canvas, and between them rows of pictures, as codes.

    Where only the pictures change, :meth:`redraw_pictures` is a small part of the work.
    """

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

    def hit(self, x: int, y: int) -> Hit | None:
        """Return what lies under a cell: nothing, unless a subclass knows better."""
        return None

    def recolour(self, palette: Palette) -> None:
        self._segments = Segments(palette)
        super().recolour(palette)

    def on_resize(self, event: events.Resize) -> None:
        """Forget what was made for the size before. (Textual calls the base's handler, too.)"""
        self._segments.clear()

    def drawn(self, width: int, height: int) -> list[Strip]:
        """Return the rows of a widget of this size, words and pictures."""
        strips = super().drawn(width, height)
        self._rows, self._codes = self.pictured(width, height)
        for y, strip in zip(self._rows.tolist(), self._segments.strips(self._codes), strict=True):
            strips[y] = strip
        return strips

    def redraw_pictures(self) -> None:
        """Draw the pictures anew, where the words stay and the pictures stand where they stood."""
        if not self.is_drawn:
            return  # it will be, as it is painted
        _, codes = self.pictured(*self.size)
        changed = np.flatnonzero((codes != self._codes).any(axis=1))
        self._codes = codes
        rows = self._rows[changed].tolist()
        for y, strip in zip(rows, self._segments.strips(codes[changed]), strict=True):
            self._strips[y] = strip
        self.repaint(rows)


def write_title(words: str, scale: float, canvas: Canvas, palette: Palette) -> None:
    """Write a title in the first row, and at its end what the colours stand for."""
    figure = Picture(title=words, values=np.zeros((1, 1)), scale=Scale("signed", scale))
    box, brush = Box(0, 0, canvas.width, 1), Brush(canvas, palette, 1.0)
    brush.title(box, figure)
    legend(figure, box, None, brush)
