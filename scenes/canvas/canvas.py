"""A rectangle of cells that painters write into, and its rows."""

from __future__ import annotations

from itertools import pairwise

from rich.segment import Segment
from rich.style import Style
from rich.text import Text


class Canvas:
    """A grid of characters with a style each. Writing outside it is cut off, not an error."""

    def __init__(self, width: int, height: int, style: Style) -> None:
        """Make an empty canvas of spaces in one style."""
        self.width = width
        self.height = height
        self._cells = [[" "] * width for _ in range(height)]
        self._styles = [[style] * width for _ in range(height)]

    def put(self, x: int, y: int, text: str, style: Style) -> int:
        """Write text of single-width characters at a cell; return the column after it."""
        if 0 <= y < self.height:
            cells, styles = self._cells[y], self._styles[y]
            for column, character in enumerate(text, start=x):
                if 0 <= column < self.width:
                    cells[column] = character
                    styles[column] = style
        return x + len(text)

    def put_row(self, x: int, y: int, text: str, styles: list[Style]) -> int:
        """Write text of single-width characters, with a style each; return the column after it."""
        end = x + len(text)
        if 0 <= y < self.height:
            first, last = max(x, 0), min(end, self.width)
            if first < last:
                # In one piece, and not cell by cell: pictures are written in each frame.
                self._cells[y][first:last] = text[first - x : last - x]
                self._styles[y][first:last] = styles[first - x : last - x]
        return end

    def write(self, x: int, y: int, text: Text, width: int | None = None) -> int:
        """Write styled text, cut to a width; return the column after it."""
        plain = text.plain if width is None else text.plain[:width]
        base = text.style if isinstance(text.style, Style) else Style.null()
        styles = [base] * len(plain)
        for start, end, style in text.spans:
            if isinstance(style, Style):
                for position in range(max(0, start), min(end, len(plain))):
                    styles[position] = styles[position] + style
        return self.put_row(x, y, plain, styles)

    def rows(self) -> list[list[Segment]]:
        """Return the rows, neighbours of one style joined."""
        return list(map(_joined, self._cells, self._styles))


def _joined(cells: list[str], styles: list[Style]) -> list[Segment]:
    # A comprehension, and not a loop: each row that may have changed comes by here in each frame.
    ends = [x for x, (a, b) in enumerate(pairwise(styles), 1) if a is not b]
    ends.append(len(cells))
    text, start, segments = "".join(cells), 0, []
    for end in ends:
        segments.append(Segment(text[start:end], styles[start]))
        start = end
    return segments
