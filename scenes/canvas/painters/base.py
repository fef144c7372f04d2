"""What every painter can do: say how much room a figure wants, draw it, and find a place in it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import Generic, NamedTuple, TypeVar

import numpy as np

from scenes.canvas.canvas import Canvas
from scenes.canvas.hits import Hit
from scenes.canvas.palette import Palette
from scenes.story.figures import Figure, Floats, Nodes, Reading
from scenes.story.late import dataclass
from scenes.story.markup import Hint
from scenes.story.numbers import number

FigureT = TypeVar("FigureT", bound=Figure)


PITCHES = (3, 2, 1)
"""Rows from one line of a figure to the next, the best first."""


class Size(NamedTuple):
    """Columns and rows."""

    width: int
    height: int


class Box(NamedTuple):
    """Where on the canvas a figure stands."""

    x: int
    y: int
    width: int
    height: int

    def contains(self, x: int, y: int) -> bool:
        """Tell whether a cell lies in the box."""
        return self.x <= x < self.x + self.width and self.y <= y < self.y + self.height


@dataclass(frozen=True)
class Brush:
    """What painters draw with: the canvas, the colours, and how far the motion has come."""

    canvas: Canvas
    palette: Palette
    progress: float
    """0 at the start of the beat's motion, 1 at rest."""

    def title(self, box: Box, figure: Figure) -> int:
        """Write the figure's title in the box's first row; return the rows it took."""
        if not figure.title:
            return 0
        self.markup(box.x, box.y, figure.title, figure.dim, box.width)
        return 1

    def markup(
        self, x: int, y: int, words: str, dim: bool = False, width: int | None = None
    ) -> int:
        """Write marked-up words; return the column after them."""
        return self.canvas.write(x, y, self.palette.text(words, dim), width)

    def put(self, x: int, y: int, text: str, style: str = "text", dim: bool = False) -> int:
        """Write plain text in a named style; return the column after it."""
        return self.canvas.put(x, y, text, self.palette.style(style, dim))


class Painter(ABC, Generic[FigureT]):
    """Draws one kind of figure."""

    @abstractmethod
    def least(self, figure: FigureT) -> Size:
        """Return the least room in which the figure is legible."""

    def most(self, figure: FigureT) -> Size:
        """Return the most room the figure can use."""
        return self.least(figure)

    def fit(self, figure: FigureT, room: Size) -> Size:
        """Return the room the figure will take of the room there is."""
        most = self.most(figure)
        return Size(min(room.width, most.width), min(room.height, most.height))

    @abstractmethod
    def paint(self, figure: FigureT, box: Box, brush: Brush) -> None:
        """Draw the figure into a box of the size that :meth:`fit` returned."""

    def hit(self, figure: FigureT, box: Box, x: int, y: int) -> Hit | None:
        """Return what lies under a cell of the canvas, if it can be chosen."""
        return None

    def left_out(self, figure: FigureT, box: Box) -> str:
        """Return what of the figure has no room in a box, and cannot be seen to be missing."""
        return ""

    def reading(self, figure: FigureT, hit: Hit) -> str:
        """Return what a cursor over this place reads out, marked up; empty if nothing."""
        return ""


class SpacedPainter(Painter[FigureT]):
    """Draws lines one below the other: a row for each, or two where all of them have that."""

    def fit(self, figure: FigureT, room: Size) -> Size:
        """Take the least rows, or the most, and none in between."""
        least, most = self.least(figure), self.most(figure)
        height = most.height if room.height >= most.height else least.height
        return Size(min(room.width, most.width), height)


def read_out(place: str, readings: tuple[Reading, ...], index: int) -> str:
    """Return a place's name and its numbers, marked up."""
    numbers = "  ".join(
        f"{tell.name} = {number(float(tell.values[index]), tell.digits)}" for tell in readings
    )
    return f"{place}  {numbers}" if numbers else place


def in_motion(values: Floats, before: Floats | None, progress: float, *, sweep: bool) -> Floats:
    """Return values as they stand at a point of their motion: turning, or appearing in order."""
    if progress >= 1:
        return values
    if before is not None:
        return before + (values - before) * progress
    if sweep:
        seen = np.arange(values.size).reshape(values.shape) < progress * values.size
        return np.where(seen, values, 0.0)
    return values


def seen(count: int, progress: float, figure: Nodes) -> list[bool]:
    """Return which of a layer's values are their own at a point of the motion."""
    if progress >= 1 or (figure.before is None and not figure.sweep):
        return [True] * count
    if figure.before is not None:
        return [False] * count
    return [index < progress * count for index in range(count)]


def roomiest_pitch(height_of: Callable[[int], int], room: int) -> int:
    """Return the most rows from one line of a figure to the next with which it fits the room."""
    return next((pitch for pitch in PITCHES if height_of(pitch) <= room), PITCHES[-1])


def share(room: int, bounds: Sequence[tuple[int, int]]) -> list[int]:
    """Share room out between bounds: each its least, then evenly until its most.

    Where there is too little room for all, the last get what is left.
    """
    shares: list[int] = []
    for low, _ in bounds:
        shares.append(max(0, min(low, room - sum(shares))))
    left = room - sum(shares)
    while left > 0:
        growing = [i for i, (_, high) in enumerate(bounds) if shares[i] < high]
        if not growing:
            break
        each = max(1, left // len(growing))
        for i in growing:
            more = min(each, bounds[i][1] - shares[i], left)
            shares[i] += more
            left -= more
    return shares


def title_rows(figure: Figure) -> int:
    """Return how many rows the title takes."""
    return 1 if figure.title else 0


def title_width(figure: Figure) -> int:
    """Return how many columns the title takes."""
    return plain_width(figure.title) if figure.title else 0


def plain_width(markup: str) -> int:
    """Return the columns marked-up words take."""
    return PLAIN.text(markup).cell_len


def measure_with(hint: Hint) -> None:
    """Measure words with what stands behind their actions; it has to be what is drawn."""
    PLAIN.hint = hint


PLAIN = Palette()
"""A palette to measure with: the width of words does not hang on their colours."""
