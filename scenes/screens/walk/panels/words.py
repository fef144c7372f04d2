"""The words: the beat's title, the story, and the formula with live numbers beside it."""

from __future__ import annotations

from rich.console import Console

from scenes.canvas.canvas import Canvas
from scenes.canvas.hits import Hit
from scenes.canvas.palette import Palette
from scenes.screens.walk.terms import meaning_of, term_hit
from scenes.screens.widgets.board import Board
from scenes.screens.widgets.heading import margin_of
from scenes.story.beats import Beat

STORY_SHARE = 0.6
MOST_STORY = 84
"""Columns: longer lines are hard to read."""
_MEASURE = Console(width=400, color_system=None)


class Words(Board):
    """Story and formula, side by side; a term under the mouse can be lit."""

    def __init__(self, palette: Palette, *, id: str | None = None) -> None:  # noqa: A002
        """Make it empty."""
        super().__init__(palette, id=id)
        self._beat: Beat | None = None
        self._lit = ""

    def show(self, beat: Beat) -> None:
        """Show a beat's words."""
        self._beat, self._lit = beat, ""
        self.forget()
        self.redraw()

    def light(self, term: str) -> None:
        """Light a term, and dim all else; none, if it is empty."""
        if term != self._lit:
            self._lit = term
            self.redraw()

    def hit(self, x: int, y: int) -> Hit | None:
        """Return the term under a cell."""
        return term_hit(self.term_at(x, y))

    def reading(self, hit: Hit, x: int, y: int) -> str:
        """Say what the term means."""
        return meaning_of(hit)

    def draw(self, canvas: Canvas) -> None:
        """Wrap the story; set the formula line by line beside it."""
        beat = self._beat
        if beat is None:
            return
        palette = self.palette.focused(self._lit)
        margin = margin_of(canvas.width)
        story, start = columns_of(canvas.width, margin)
        y = 0 if canvas.height < 7 else 1
        paragraphs = [beat.story]
        if beat.aside and canvas.height >= 7:
            paragraphs.append(f"[dim]{beat.aside}[/]")
        row = y
        for paragraph in paragraphs:
            for line in palette.text(paragraph).wrap(_MEASURE, story):
                line.style = palette.style("text")
                canvas.write(margin, row, line)
                row += 1
            row += 1
        for offset, markup in enumerate(beat.formula):
            canvas.write(start, y + offset, palette.text(markup))
        for line_y in range(y, canvas.height):
            canvas.put(start - 2, line_y, "│", self.palette.style("faint"))


def columns_of(width: int, margin: int) -> tuple[int, int]:
    """Return the story's columns and where the formula starts."""
    inner = width - 2 * margin
    story = max(1, min(MOST_STORY, round(inner * STORY_SHARE) - 2))
    return story, margin + story + 3
