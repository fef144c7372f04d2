"""The words: the story, the formula with live numbers beside it, and on asking the code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from scenes.canvas.canvas import Canvas
from scenes.canvas.palette import Palette
from scenes.canvas.wrapping import wrapped
from scenes.screens.widgets.margins import margin_of
from scenes.screens.widgets.term_board import TermBoard
from scenes.story.beats import Beat

if TYPE_CHECKING:
    from scenes.story.code import Code

STORY_SHARE = 0.6
MOST_STORY = 84
"""Columns: longer lines are hard to read."""
ROOMY = 7
"""Rows from which on the first is left free."""


class Words(TermBoard):
    """Story and formula, side by side; a term under the mouse can be lit."""

    def __init__(self, palette: Palette, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(palette, id=id)
        self._beat: Beat | None = None
        self._code: Code | None = None

    def show(self, beat: Beat, code: Code | None = None) -> None:
        """Show a beat's words, and perhaps the code that computes it."""
        self._beat, self._code = beat, code
        self.forget()
        self.redraw()

    def draw(self, canvas: Canvas) -> None:
        """Wrap the story; set the formula line by line beside it.

        The code stands below the formula where there is room, else in the story's place, or, where
        it would be cut there, in the place of both.
        """
        beat = self._beat
        if beat is None:
            return
        palette = self.palette.focused(self._lit)
        margin = margin_of(canvas.width)
        story, start = columns_of(canvas.width, margin)
        y = 0 if canvas.height < ROOMY else 1
        code, below = self._code, y + len(beat.formula) + 1
        if code is not None:
            beside = code_lines(code, palette, canvas.width - start - margin)
            if below + len(beside) <= canvas.height:
                self._write(canvas, start, below, beside)
                code = None
            elif y + len(code_lines(code, palette, story)) > canvas.height:
                whole = code_lines(code, palette, canvas.width - 2 * margin)
                self._write(canvas, margin, y, whole)
                return
        if code is None:
            paragraphs = [beat.story]
            if beat.aside and canvas.height >= ROOMY:
                paragraphs.append(f"[dim]{beat.aside}[/]")
            row = y
            for paragraph in paragraphs:
                lines = wrapped(palette.text(paragraph), story)
                self._write(canvas, margin, row, lines)
                row += len(lines) + 1
        else:
            self._write(canvas, margin, y, code_lines(code, palette, story))
        for offset, markup in enumerate(beat.formula):
            canvas.write(start, y + offset, palette.text(markup))
        for line_y in range(y, canvas.height):
            canvas.put(start - 2, line_y, "│", self.palette.style("faint"))

    def _write(self, canvas: Canvas, x: int, y: int, lines: list[Text]) -> None:
        for offset, line in enumerate(lines):
            line.style = self.palette.style("text")
            canvas.write(x, y + offset, line)


def code_lines(code: Code, palette: Palette, width: int) -> list[Text]:
    """Lay code out in so many columns: its lines, what is behind each name, where it stands."""
    rows, row = [*code.lines], ""
    for value in code.values:
        together = f"{row}[dim] · [/]{value}"
        if row and palette.text(together).cell_len > width:
            rows.append(row)
            row = ""
        row = together if row else value
    return [
        line
        for markup in (*rows, row, f"[dim]{code.source}[/]")
        for line in wrapped(palette.text(markup), max(1, width))
    ]


def columns_of(width: int, margin: int) -> tuple[int, int]:
    """Return the story's columns and where the formula starts."""
    inner = width - 2 * margin
    story = max(1, min(MOST_STORY, round(inner * STORY_SHARE) - 2))
    return story, margin + story + 3
