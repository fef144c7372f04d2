"""Words that can be read: whatever colours a theme gives them, on the ground they stand on.

What is drawn (:class:`~scenes.screens.widgets.drawn.Drawn`) has its colours from the palette, which
sees to that itself. All else takes them from stylesheets, a theme's variables and Textual's own
blending: it is mended where it is known what came of all that, cell by cell.
"""

from __future__ import annotations

from functools import lru_cache

from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

from scenes.canvas.contrast import readable

BLOCKS = " " + "".join(map(chr, range(0x2580, 0x25A0)))
"""No words: blanks, and the blocks that pictures are made of, whose two colours may be one."""
KEPT = 2048
"""Styles that are remembered; a screen has some dozens."""


class Legible(LineFilter):
    """Gives words on a ground that they hardly stand out from a colour that does."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments, those with words in colours that can be read."""
        ground = None if background.ansi is not None else background.rgb
        return [
            segment
            if segment.style is None or segment.control or not segment.text.strip(BLOCKS)
            else Segment(segment.text, legible(segment.style, ground))
            for segment in segments
        ]


@lru_cache(KEPT)
def legible(style: Style, ground: tuple[int, int, int] | None = None) -> Style:
    """Return a style in which words can be read; ``ground`` is where they stand if it names none.

    Of the terminal's own colours nothing is known: only what it pairs itself can be read.
    """
    front, back = style.color, style.bgcolor
    if style.reverse:
        front, back = back, front
    if front is None or front.triplet is None:
        return style
    if back is not None and back.triplet is not None:
        ground = back.triplet
    elif back is not None and back.is_default:
        ground = None
    if ground is None:
        return style if style.reverse else style + Style(color="default")
    colour = readable(front.triplet, ground)
    if colour == front.triplet:
        return style
    mended = RichColor.from_rgb(*colour)
    return style + (Style(bgcolor=mended) if style.reverse else Style(color=mended))
