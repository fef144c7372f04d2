"""A number in digits several rows high: dots of half a row, three wide and five high."""

from __future__ import annotations

from scenes.canvas.painters.base import Box, Brush, Painter, Size, title_rows, title_width
from scenes.story.figures import Large
from scenes.story.numbers import MINUS

HIGH = 5
"""Dots from the top of a digit to its foot."""
MOST_SIZE = 4
"""Half rows a dot is high at most: ten rows a digit."""
ROOMY = 2
"""The largest size with no row free below."""
DOTS = {
    "0": ("###", "# #", "# #", "# #", "###"),
    "1": ("## ", " # ", " # ", " # ", "###"),
    "2": ("###", "  #", "###", "#  ", "###"),
    "3": ("###", "  #", " ##", "  #", "###"),
    "4": ("# #", "# #", "###", "  #", "  #"),
    "5": ("###", "#  ", "###", "  #", "###"),
    "6": ("###", "#  ", "###", "# #", "###"),
    "7": ("###", "  #", "  #", "  #", "  #"),
    "8": ("###", "# #", "###", "# #", "###"),
    "9": ("###", "# #", "###", "  #", "###"),
    ".": (" ", " ", " ", " ", "#"),
    ",": ("  ", "  ", "  ", " #", "# "),
    "+": ("   ", " # ", "###", " # ", "   "),
    MINUS: ("   ", "   ", "###", "   ", "   "),
    "%": ("# #", "  #", " # ", "#  ", "# #"),
    "<": ("  #", " # ", "#  ", " # ", "  #"),
    ">": ("#  ", " # ", "  #", " # ", "#  "),
    "–": ("   ", "   ", "###", "   ", "   "),
    " ": (" ", " ", " ", " ", " "),
}
HALVES = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}


def dotted(value: str) -> list[str]:
    """Return a number as rows of dots, ``#`` and spaces, with a free column between its signs."""
    return [" ".join(DOTS[sign][y] for sign in value) for y in range(HIGH)]


def digits_of(size: int) -> int:
    """Return the rows that digits take with dots of so many half rows."""
    return -(-HIGH * size // 2)


def width_of(value: str, size: int) -> int:
    """Return the columns that a number takes with such dots."""
    return size * len(dotted(value)[0])


def put_digits(x: int, y: int, value: str, term: str, size: int, brush: Brush) -> int:
    """Write a number with such dots; return the column after it."""
    # Dots are square: as many columns wide as they are half rows high.
    halves = [
        [dot == "#" for dot in line for _ in range(size)]
        for line in dotted(value)
        for _ in range(size)
    ]
    if len(halves) % 2:
        halves.append([False] * len(halves[0]))
    for row, (upper, lower) in enumerate(zip(halves[::2], halves[1::2], strict=True)):
        text = "".join(HALVES[pair] for pair in zip(upper, lower, strict=True))
        brush.put(x, y + row, text, term)
    return x + width_of(value, size)


class LargePainter(Painter[Large]):
    def _taken(self, figure: Large, size: int) -> Size:
        # Large digits would press on the words below them.
        free = 1 if size > ROOMY else 0
        return Size(
            max(width_of(figure.value, size), title_width(figure)),
            title_rows(figure) + digits_of(size) + free,
        )

    def least(self, figure: Large) -> Size:
        """Its digits, of the least size, under its title."""
        return self._taken(figure, figure.size)

    def most(self, figure: Large) -> Size:
        """Digits that can be read from the last row of a hall."""
        return self._taken(figure, max(figure.size, MOST_SIZE))

    def fit(self, figure: Large, room: Size) -> Size:
        """Take what the largest digits that fit need."""
        return self._taken(figure, self._size(figure, room))

    def _size(self, figure: Large, room: Size) -> int:
        for size in range(MOST_SIZE, figure.size, -1):
            taken = self._taken(figure, size)
            if taken.width <= room.width and taken.height <= room.height:
                return size
        return figure.size

    def paint(self, figure: Large, box: Box, brush: Brush) -> None:
        """Draw the digits, once the motion that leads to the number is over."""
        top = box.y + brush.title(box, figure)
        if brush.progress >= 1:
            size = self._size(figure, Size(box.width, box.height))
            put_digits(box.x, top, figure.value, figure.term, size, brush)
