"""Bars from zero, eighths of a cell fine, with the target as a tick on the same axis."""

from __future__ import annotations

from rich.style import Style

from scenes.figures import Bars
from scenes.numbers import number
from scenes.painters.base import (
    Box,
    Brush,
    Painter,
    Pick,
    Size,
    plain_width,
    title_rows,
    title_width,
)

EIGHTHS = " ▏▎▍▌▋▊▉█"
MOST_WIDTH = 92
PITCHES = (3, 2, 1)
"""Rows from bar to bar, the best first; with three, a bar is two rows thick."""


class BarsPainter(Painter[Bars]):
    """Draws a :class:`Bars`."""

    def least(self, figure: Bars) -> Size:
        """One row a bar."""
        return Size(
            max(self._margins(figure) + 12, title_width(figure)),
            len(figure.values) + title_rows(figure),
        )

    def most(self, figure: Bars) -> Size:
        """Long and thick bars, and a row between them."""
        return Size(MOST_WIDTH, self._height(figure, PITCHES[0]))

    def fit(self, figure: Bars, room: Size) -> Size:
        """Take as many rows a bar as there is room for."""
        height = self._height(figure, self._pitch(figure, room.height))
        return Size(min(room.width, MOST_WIDTH), height)

    @staticmethod
    def _height(figure: Bars, pitch: int) -> int:
        between = 1 if pitch > 1 else 0
        return pitch * len(figure.values) - between + title_rows(figure)

    def _margins(self, figure: Bars) -> int:
        """Return the columns that label and value take."""
        values = max(
            (len(number(v, figure.digits, sign=figure.low < 0)) for v in figure.values), default=0
        )
        return max(plain_width(label) for label in figure.labels) + 2 + values + 1

    def _pitch(self, figure: Bars, height: int) -> int:
        return next((p for p in PITCHES if self._height(figure, p) <= height), PITCHES[-1])

    def paint(self, figure: Bars, box: Box, brush: Brush) -> None:
        """Draw the bars where the motion has brought them."""
        top = box.y + brush.title(box, figure)
        labels = max(plain_width(label) for label in figure.labels)
        length = box.width - self._margins(figure)
        left = box.x + labels + 2
        pitch = self._pitch(figure, box.height)
        thick = max(1, pitch - 1)
        span = figure.high - figure.low
        zero = (0.0 - figure.low) / span
        for index, final in enumerate(figure.values.tolist()):
            y = top + index * pitch
            start = float(figure.before[index]) if figure.before is not None else 0.0
            moving = figure.grow and brush.progress < 1
            value = start + (final - start) * brush.progress if moving else final
            dim = figure.dim or (figure.chosen is not None and index != figure.chosen)
            chosen = index == figure.chosen
            brush.put(box.x, y, "▸" if chosen else " ", "text")
            brush.markup(box.x + 1, y, figure.labels[index], dim)
            term = figure.term if figure.low >= 0 else "positive" if value >= 0 else "negative"
            for row in range(y, y + thick):
                _bar(brush, left, row, length, zero, (value - figure.low) / span, term, dim)
                if figure.low < 0 and abs(value) / span * length < 0.5:
                    column = left + min(length - 1, round(zero * length))
                    brush.put(column, row, "│", "faint")
                if figure.targets is not None:
                    share = (float(figure.targets[index]) - figure.low) / span
                    column = left + min(length - 1, max(0, int(share * length)))
                    brush.put(column, row, "┃", "meant", figure.dim)
            text = number(value, figure.digits, sign=figure.low < 0)
            brush.put(box.x + box.width - len(text), y, text, "bold" if chosen else "text", dim)

    def pick(self, figure: Bars, box: Box, x: int, y: int) -> Pick | None:
        """Return the bar's node."""
        index, between = divmod(y - box.y - title_rows(figure), self._pitch(figure, box.height))
        if figure.picks and between <= 1 and 0 <= index < len(figure.values):
            return Pick(figure.picks, index)
        return None

    def reading(self, figure: Bars, pick: Pick) -> str:
        """Return the bar's label and number."""
        value = number(float(figure.values[pick.index]), max(5, figure.digits))
        target = ""
        if figure.targets is not None:
            target = f"  meant {number(float(figure.targets[pick.index]), 2)}"
        return f"{figure.labels[pick.index]}  {value}{target}"


def _bar(
    brush: Brush, left: int, y: int, length: int, zero: float, share: float, term: str, dim: bool
) -> None:
    """Fill from zero to a share of the length, either way, in eighths of a cell."""
    start, end = sorted((zero * length, min(1.0, max(0.0, share)) * length))
    style = brush.palette.style(term, dim)
    for column in range(length):
        low, high = max(start, column) - column, min(end, column + 1) - column
        if high - low <= 1 / 16:
            continue
        if low <= 1 / 16:
            eighths = round(8 * high)
            brush.canvas.put(left + column, y, EIGHTHS[max(1, eighths)], style)
        else:  # there are no right-hand eighths: the rest of the cell is a left-hand one, reversed
            eighths = round(8 * low)
            if brush.palette.glyphs:
                brush.canvas.put(left + column, y, "▐", style)
            else:
                reverse = Style(color=style.bgcolor, bgcolor=style.color)
                brush.canvas.put(left + column, y, EIGHTHS[eighths], reverse)
