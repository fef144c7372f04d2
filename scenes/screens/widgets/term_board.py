"""A board with words on it that are terms: the one under the mouse says what it means."""

from __future__ import annotations

from scenes.canvas.hits import Hit
from scenes.canvas.palette import Palette
from scenes.screens.widgets.board import Board
from scenes.screens.widgets.terms import meaning_of, term_hit


class TermBoard(Board):
    """Lights a term, and dims all else; a subclass draws in the colours ``focused`` on it."""

    def __init__(self, palette: Palette, *, id: str | None = None) -> None:  # noqa: A002
        """Make an empty board on which no term is lit."""
        super().__init__(palette, id=id)
        self._lit = ""

    def light(self, term: str) -> None:
        """Light what is of this term, and dim all else; nothing, if it is empty."""
        if term != self._lit:
            self._lit = term
            self.redraw()

    def forget(self) -> None:
        """Forget what is under the mouse; light nothing."""
        super().forget()
        self._lit = ""

    def hit(self, x: int, y: int) -> Hit | None:
        """Return the term under a cell."""
        return term_hit(self.term_at(x, y))

    def reading(self, hit: Hit, x: int, y: int) -> str:
        """Say what the term means."""
        return meaning_of(hit)
