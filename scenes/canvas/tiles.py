"""The colours of counted tiles: the stronger a tile, the more it counts; a term has a scale each.

Beside the palette's cells, which stand for the values of a picture: a tile carries a number.
"""

from __future__ import annotations

from functools import cache

from rich.color import Color, blend_rgb
from rich.color_triplet import ColorTriplet
from rich.style import Style

from scenes.canvas.palette import LEVELS, Palette

LEAST, MOST = 0.14, 0.78
"""How much of a term's colour the palest and the strongest tile have of it."""
EMPTY = 0.55
"""How far a number that counts nothing stands out from the background."""
MIDDLE = 0.45
"""Brighter tiles carry black numbers, darker ones white."""

CHOSEN = "chosen"
"""Instead of a term: the tile under the cursor, in the colour of ink."""


def level_of(count: int, most: int) -> int:
    """Return how strong a count's tile is: 0 for none, up to LEVELS for the most."""
    return max(1, round(LEVELS * count / most)) if count else 0


class Tiles:
    """Styles of tiles in a palette's colours; each is made once and kept."""

    def __init__(self, palette: Palette) -> None:
        """Mix them from this palette's colours."""
        self._palette = palette
        self._terms = dict(palette.colours.terms)
        self.tile = cache(self._tile)
        self.edge = cache(self._edge)

    def _back(self, term: str, level: int) -> ColorTriplet:
        """Mix a level of a term's colour."""
        colours = self._palette.colours
        if term == CHOSEN:
            return _triplet(colours.ink)
        ground = _triplet(colours.background)
        if not level:
            return ground
        strength = LEAST + (MOST - LEAST) * (level / LEVELS) ** 0.75
        return blend_rgb(ground, _triplet(self._terms[term]), strength)

    def _tile(self, term: str, level: int) -> Style:
        """Return the style of a number on a tile of this level, legible on it."""
        palette = self._palette
        if palette.glyphs:  # few colours or none: the number itself is coloured
            if term == CHOSEN:
                return palette.style("bold reverse")
            if not level:
                return palette.style("muted")
            # What stands on the diagonal is told by a line, and from what it may touch.
            return palette.style(f"{term} underline" if term == "you" else term)
        colours, back = palette.colours, self._back(term, level)
        if term == CHOSEN:
            front = colours.background
        elif not level:
            front = blend_rgb(back, _triplet(colours.muted), EMPTY).hex
        else:
            front = "#000000" if _brightness(back) > MIDDLE else "#ffffff"
        return Style(color=front, bgcolor=back.hex, bold=bool(level))

    def _edge(self, term: str, level: int) -> Style:
        """Return the style of a half block that ends a tile."""
        background = self._palette.colours.background
        return Style(color=self._back(term, level).hex, bgcolor=background)


def _triplet(colour: str) -> ColorTriplet:
    return Color.parse(colour).get_truecolor()


def _brightness(colour: ColorTriplet) -> float:
    """Return how bright a colour looks, 0 to 1, by the weights of television."""
    red, green, blue = colour.normalized
    return (299 * red + 587 * green + 114 * blue) / 1000
