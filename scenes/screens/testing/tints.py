"""The colours of the matrix: one scale for what was heard right, another for mistakes."""

from __future__ import annotations

from functools import cache

from rich.style import Style
from textual.color import Color

from scenes.canvas.palette import LEVELS, Palette

LEAST, MOST = 0.14, 0.78
"""How much of a term's colour the palest and the strongest tint have of it."""

MIDDLE = 0.45
"""Brighter tiles carry black numbers, darker ones white."""


class Tints:
    """Tiles for numbers to stand on; each style is made once and kept."""

    def __init__(self, palette: Palette) -> None:
        """Mix them from a palette's colours."""
        self.palette = palette
        self._ground = Color.parse(palette.colours.background)
        self.tile = cache(self._tile)
        self.edge = cache(self._edge)

    def level(self, count: int, most: int) -> int:
        """Return how strong a count's tint is: 0 for none, up to LEVELS for the most."""
        return max(1, round(LEVELS * count / most)) if count else 0

    def _back(self, term: str, level: int) -> Color:
        """Mix a level of a term's colour; a chosen cell's is that of ink."""
        if term == "chosen":
            return Color.parse(self.palette.colours.ink)
        if not level:
            return self._ground
        strength = LEAST + (MOST - LEAST) * (level / LEVELS) ** 0.75
        return self._ground.blend(Color.parse(dict(self.palette.colours.terms)[term]), strength)

    def _tile(self, term: str, level: int) -> Style:
        """Return the style of a number on a tile of this level, legible on it."""
        if self.palette.glyphs:  # few colours or none: the number itself is coloured
            if term == "chosen":
                return self.palette.style("bold reverse")
            if not level:
                return self.palette.style("muted")
            # What stands on the diagonal is told by a line, and from what it may touch.
            return self.palette.style(f"{term} underline" if term == "you" else term)
        back = self._back(term, level)
        if term == "chosen":
            front = self.palette.colours.background
        elif not level:
            front = self._ground.blend(Color.parse(self.palette.colours.muted), 0.55).hex
        else:
            front = "#000000" if back.brightness > MIDDLE else "#ffffff"
        return Style(color=front, bgcolor=back.hex, bold=bool(level))

    def _edge(self, term: str, level: int) -> Style:
        """Return the style of a half block that ends a tile."""
        return Style(color=self._back(term, level).hex, bgcolor=self.palette.colours.background)
