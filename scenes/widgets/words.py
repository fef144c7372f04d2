"""The words: the beat's title, the story, and the formula with live numbers beside it."""

from __future__ import annotations

from collections.abc import Callable

from rich.console import Console

from scenes.beats import Beat
from scenes.canvas import Canvas
from scenes.palette import Palette
from scenes.widgets.drawn import Drawn

STORY_SHARE = 0.6
MOST_STORY = 84
"""Columns: longer lines are hard to read."""
_MEASURE = Console(width=400, color_system=None)


class Words(Drawn):
    """Story and formula, side by side."""

    def __init__(self, palette: Palette, *, id: str | None = None) -> None:  # noqa: A002
        """Make it empty."""
        super().__init__(palette, id=id)
        self._beat: Beat | None = None

    def show(self, beat: Beat) -> None:
        """Show a beat's words."""
        self._beat = beat
        self.redraw()

    def draw(self, canvas: Canvas) -> None:
        """Wrap the story; set the formula line by line beside it."""
        beat = self._beat
        if beat is None:
            return
        margin = margin_of(canvas.width)
        story, start = columns_of(canvas.width, margin)
        y = 0 if canvas.height < 7 else 1
        paragraphs = [beat.story]
        if beat.aside and canvas.height >= 7:
            paragraphs.append(f"[dim]{beat.aside}[/]")
        row = y
        for paragraph in paragraphs:
            for line in self.palette.text(paragraph).wrap(_MEASURE, story):
                line.style = self.palette.style("text")
                canvas.write(margin, row, line)
                row += 1
            row += 1
        for offset, markup in enumerate(beat.formula):
            canvas.write(start, y + offset, self.palette.text(markup))
        for line_y in range(y, canvas.height):
            canvas.put(start - 2, line_y, "│", self.palette.style("faint"))


def margin_of(width: int) -> int:
    """Return the columns kept free at the sides of words, the more the wider the screen."""
    return 1 if width < 100 else max(3, (width - 150) // 2)


def slim_margin_of(width: int) -> int:
    """Return the columns kept free at the sides of panels, which use all of a wide screen."""
    return 1 if width < 100 else 3


def columns_of(width: int, margin: int) -> tuple[int, int]:
    """Return the story's columns and where the formula starts."""
    inner = width - 2 * margin
    story = max(1, min(MOST_STORY, round(inner * STORY_SHARE) - 2))
    return story, margin + story + 3


class Heading(Drawn):
    """One row: which act and beat this is, and a word to the reader."""

    def __init__(
        self,
        palette: Palette,
        *,
        id: str | None = None,  # noqa: A002
        margin: Callable[[int], int] = margin_of,
    ) -> None:
        """Make it empty; ``margin`` gives the columns to keep free for a width."""
        super().__init__(palette, id=id)
        self._margin = margin
        self._title = ""
        self._notice = ""
        self._urgent = False

    def show(self, title: str, notice: str, *, urgent: bool) -> None:
        """Show a title on the left and a notice on the right, both marked up.

        Where they do not both fit, an urgent notice stands instead of the title.
        """
        if (title, notice, urgent) != (self._title, self._notice, self._urgent):
            self._title, self._notice, self._urgent = title, notice, urgent
            self.redraw()

    def draw(self, canvas: Canvas) -> None:
        """Write both, or the one that has precedence."""
        margin = self._margin(canvas.width)
        title, notice = self.palette.text(self._title), self.palette.text(self._notice)
        start = canvas.width - margin - notice.cell_len
        both = start > margin + title.cell_len + 1
        if both or not self._urgent:
            canvas.write(margin, 0, title, canvas.width - margin)
        if both:
            canvas.write(start, 0, notice)
        elif self._urgent:
            canvas.write(margin, 0, notice, canvas.width - margin)
