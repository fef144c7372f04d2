"""Figures made of words and numbers in columns: sums, products, tables, lines, signs."""

from __future__ import annotations

import math

from scenes.canvas.painters.base import (
    Box,
    Brush,
    Painter,
    Size,
    SpacedPainter,
    plain_width,
    title_rows,
    title_width,
)
from scenes.story.figures import Lines, Sign, Table, Terms

BAR = 12
"""Columns of the small bar that a roomy sum draws beside each product."""
SO_FAR = 9
"""Columns of the sum up to each row."""


class TermsPainter(Painter[Terms]):
    """Draws a :class:`Terms`: a sum that builds up row by row."""

    def _rows(self, figure: Terms) -> list[tuple[str, ...]]:
        total_sum = figure.sum
        rows = [
            (name, *term.factors, term.product)
            for name, term in zip(figure.names, total_sum.terms, strict=True)
        ]
        blank = ("",) * (len(figure.header) - 2)
        rows += [
            (f"[dim]{left.words(figure.rest_name)}[/]", *blank, left.printed)
            for left in total_sum.left
        ]
        return rows

    def _widths(self, figure: Terms) -> list[int]:
        rows = [figure.header, *self._rows(figure), (figure.total_name, figure.sum.total)]
        widths = [
            max(plain_width(row[i]) for row in rows if i < len(row))
            for i in range(len(figure.header))
        ]
        widths[-1] = max(widths[-1], plain_width(figure.sum.total))
        return widths

    def least(self, figure: Terms) -> Size:
        """The columns side by side, header, rule and total."""
        return Size(
            max(self._columns(figure) + 1 + SO_FAR * figure.so_far, title_width(figure)),
            len(self._rows(figure)) + 3 + title_rows(figure),
        )

    def _columns(self, figure: Terms) -> int:
        return sum(self._widths(figure)) + 2 * (len(figure.header) - 1)

    def most(self, figure: Terms) -> Size:
        """With a bar and the sum so far beside each row."""
        least = self.least(figure)
        return Size(max(least.width, self._columns(figure) + SO_FAR + BAR + 3), least.height)

    def fit(self, figure: Terms, room: Size) -> Size:
        """Take the room of the sum so far and of the bars, of the first alone, or of neither."""
        least, most = self.least(figure), self.most(figure)
        if room.width >= most.width:
            return most
        with_sum = max(least.width, self._columns(figure) + SO_FAR + 1)
        return Size(with_sum if room.width >= with_sum else least.width, least.height)

    def paint(self, figure: Terms, box: Box, brush: Brush) -> None:
        """Draw as many rows as the motion has reached, and the total at its end."""
        y = box.y + brush.title(box, figure)
        widths, rows = self._widths(figure), self._rows(figure)
        least = self._columns(figure) + 1
        summed = box.width >= least + SO_FAR
        roomy = box.width >= least + SO_FAR + BAR + 2
        total_sum = figure.sum
        # What rounding leaves is a number, and no part of the sum: it has no bar.
        values = [term.value for term in total_sum.terms]
        values += [left.value for left in total_sum.left if left.count]
        largest = max(map(abs, values), default=0.0) or 1.0
        shown = len(rows)
        if figure.count and brush.progress < 1:
            shown = math.floor(brush.progress * (len(rows) + 1))
        dim = figure.dim
        x_sum = box.x + least
        x_bar = x_sum + SO_FAR + 1
        self._row(brush, box.x, y, figure.header, widths, dim, "dim")
        if summed:
            brush.put(x_sum, y, "so far".rjust(SO_FAR), "muted", dim)
        if roomy:
            brush.markup(x_bar, y, f"[dim]{figure.header[-1]}[/]", dim)
        for index, row in enumerate(rows[:shown]):
            line = y + 1 + index
            self._row(brush, box.x, line, row, widths, dim)
            if summed:
                brush.put(x_sum, line, total_sum.running[index].rjust(SO_FAR), "muted", dim)
            if roomy and index < len(values):
                term = "positive" if values[index] >= 0 else "negative"
                filled = max(1, round(BAR * abs(values[index]) / largest))
                brush.put(x_bar, line, "▪" * filled, term, dim)
        end = y + 1 + len(rows)
        brush.put(box.x, end, "─" * (least - 1), "faint", dim)
        if shown == len(rows):
            brush.markup(box.x, end + 1, figure.total_name, dim)
            x = box.x + least - 1 - len(total_sum.total)
            brush.put(x, end + 1, total_sum.total, "sum", dim)

    @staticmethod
    def _row(
        brush: Brush,
        x: int,
        y: int,
        row: tuple[str, ...],
        widths: list[int],
        dim: bool,
        style: str = "",
    ) -> None:
        for index, (text, width) in enumerate(zip(row, widths, strict=True)):
            words = f"[{style}]{text}[/]" if style and text else text
            if index == len(row) - 1 and not style:
                words = f"[{'positive' if text.startswith('+') else 'negative'}]{text}[/]"
            start = x if index == 0 else x + width - plain_width(text)
            if text:
                brush.markup(start, y, words, dim)
            x += width + 2


class TablePainter(SpacedPainter[Table]):
    def _widths(self, figure: Table) -> list[int]:
        rows = [figure.header, *figure.rows]
        return [max(plain_width(row[i]) for row in rows) for i in range(len(figure.header))]

    def least(self, figure: Table) -> Size:
        """Columns side by side under a header."""
        widths = self._widths(figure)
        return Size(
            max(sum(widths) + 2 * (len(widths) - 1), title_width(figure)),
            len(figure.rows) + 1 + title_rows(figure),
        )

    def most(self, figure: Table) -> Size:
        """Columns further apart, and a line between rows."""
        least = self.least(figure)
        if figure.tight:
            return least
        return Size(
            least.width + 3 * (len(figure.header) - 1),
            2 * len(figure.rows) + title_rows(figure),
        )

    def paint(self, figure: Table, box: Box, brush: Brush) -> None:
        """Draw as many rows as the motion has reached."""
        y = box.y + brush.title(box, figure)
        widths = self._widths(figure)
        between = max(len(widths) - 1, 1)
        gap = 2 + min(3, (box.width - self.least(figure).width) // between)
        pitch = 2 if not figure.tight and box.height >= self.most(figure).height > 3 else 1
        shown = len(figure.rows)
        if figure.reveal and brush.progress < 1:
            shown = math.floor(brush.progress * shown)
        for index, row in enumerate([figure.header, *figure.rows[:shown]]):
            x = box.x
            for column, (text, width) in enumerate(zip(row, widths, strict=True)):
                words = f"[dim]{text}[/]" if index == 0 and text and "[" not in text else text
                start = x if column < figure.left else x + width - plain_width(text)
                brush.markup(start, y, words, figure.dim)
                x += width + gap
            y += 1 if index == 0 else pitch


class LinesPainter(Painter[Lines]):
    def least(self, figure: Lines) -> Size:
        """The lines as they are."""
        width = max(map(plain_width, (*figure.lines, figure.title)), default=0)
        return Size(width, len(figure.lines) + title_rows(figure))

    def paint(self, figure: Lines, box: Box, brush: Brush) -> None:
        y = box.y + brush.title(box, figure)
        for offset, line in enumerate(figure.lines):
            brush.markup(box.x, y + offset, line, figure.dim, box.width)


class SignPainter(Painter[Sign]):
    """Draws a :class:`Sign` in the middle of its box."""

    def least(self, figure: Sign) -> Size:
        """The sign itself."""
        return Size(plain_width(figure.text), 1)

    def paint(self, figure: Sign, box: Box, brush: Brush) -> None:
        brush.markup(box.x, box.y, figure.text, figure.dim)
