"""Marked-up words and lines of arithmetic, in the app's colours, as high as they need to be."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text
from textual.widgets import Static

from scenes.canvas.palette import Palette
from scenes.story.homework.lines import LineBlock
from scenes.text.homework import block_lines

Row = tuple[str, ...]


class Paragraphs(Static):
    """Shows words, a table, or a working; empty it takes no room."""

    def __init__(self, palette: Palette, *, id: str) -> None:  # noqa: A002
        """Make it empty, in these colours."""
        super().__init__(id=id)
        self._palette = palette
        self._parts: Sequence[str | tuple[Row, tuple[Row, ...]] | LineBlock] = ()

    def show(self, *parts: str | tuple[Row, tuple[Row, ...]] | LineBlock) -> None:
        """Show these below each other: words, a table with its header, lines of arithmetic."""
        self._parts = parts
        self.display = bool(parts)
        self._redraw()

    def recolour(self, palette: Palette) -> None:
        self._palette = palette
        self._redraw()

    def on_resize(self) -> None:
        """Break lines of arithmetic anew."""
        if any(isinstance(part, LineBlock) for part in self._parts):
            self._redraw()

    def _redraw(self) -> None:
        drawn: list[RenderableType] = []
        for part in self._parts:
            if isinstance(part, LineBlock) and drawn:
                drawn.append("")
            drawn += self._drawn(part)
        self.update(Group(*drawn))

    def _drawn(self, part: str | tuple[Row, tuple[Row, ...]] | LineBlock) -> list[RenderableType]:
        if isinstance(part, str):
            return [self._palette.text(part)]
        if isinstance(part, LineBlock):
            width = self.size.width or 76
            return [self._coloured(line) for line in block_lines(part, width)]
        header, rows = part
        table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0), show_header=False)
        for cells in [*([header] if header else []), *rows]:
            # Names to the left, numbers to the right.
            name, *numbers = (self._palette.text(cell) for cell in cells)
            table.add_row(name, *(_right(number) for number in numbers))
        return [table]

    def _coloured(self, line: Text) -> Text:
        """Return the line with its terms in the app's colours."""
        text = Text(line.plain, style=self._palette.style("text"))
        whole = [(line.style, 0, len(text))]
        for style, start, end in whole + [(s.style, s.start, s.end) for s in line.spans]:
            if style:
                text.stylize(self._palette.style(str(style)), start, end)
        return text


def _right(text: Text) -> Text:
    aligned = text.copy()
    aligned.justify = "right"
    return aligned
