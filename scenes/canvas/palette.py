"""The colours: one for each term of the story, and tables from numbers to colours.

Colours are quantised, so that every cell's style is made once and then looked up: building
a style for each cell of a picture is ten times slower than drawing it.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache, lru_cache

from rich.style import Style
from rich.text import Text

from scenes.canvas.contrast import (
    EVEN_LUMINANCE,
    FULL_CONTRAST,
    LEAST_CONTRAST,
    LEAST_DIMMED,
    RGB,
    luminance,
    mix,
    readable,
)
from scenes.story.figures import Scale
from scenes.story.late import dataclass
from scenes.story.markup import Hint, Hues, Span, all_hues, no_hint, parsed

LEVELS = 24
"""Steps of a colour table to each side of zero."""

MOST_TEXTS = 512
"""Texts that are kept styled; on a screen there are some dozens."""

DIMMED = 0.42
"""How much of its colour is left of a word that is out of play, if that can be read."""


@dataclass(frozen=True)
class Colours:
    """The named colours of one appearance, as ``#rrggbb``."""

    background: str
    panel: str
    text: str
    muted: str
    faint: str
    ink: str
    negative: str
    positive: str
    terms: tuple[tuple[str, str], ...]
    dimmed: str = ""
    """What all words out of play are written in, where not each in a weaker colour of its own."""


DARK = Colours(
    background="#0e1116",
    panel="#161b22",
    text="#e6edf3",
    muted="#8b949e",
    faint="#30363d",
    ink="#f5f7fa",
    negative="#3f97ff",
    positive="#ff9430",
    terms=(
        ("you", "#6fdd8b"),
        ("speak", "#e6edf3"),
        ("jay", "#c8a2ff"),
        ("tell", "#e6edf3"),
        ("lola", "#ff9ecb"),
        ("meant", "#ffffff"),
        ("error", "#ff7b72"),
        ("rate", "#56d4dd"),
        ("sum", "#e6edf3"),
    ),
)
LIGHT = Colours(
    background="#ffffff",
    panel="#f3f5f8",
    text="#1c2128",
    muted="#59636e",
    faint="#d0d7de",
    ink="#11151a",
    negative="#0f5fd0",
    positive="#b45200",
    terms=(
        ("you", "#117a37"),
        ("speak", "#1c2128"),
        ("jay", "#7338c9"),
        ("tell", "#1c2128"),
        ("lola", "#b3206f"),
        ("meant", "#000000"),
        ("error", "#c4222c"),
        ("rate", "#087783"),
        ("sum", "#1c2128"),
    ),
)
FEW_HUES = {"positive": "yellow", "negative": "blue", "you": "green"}
"""What is there in place of :data:`~scenes.story.markup.HUES` on a terminal of sixteen colours."""
DARK_FEW = replace(
    DARK,
    positive="#ffff00",
    negative="#5511ff",
    terms=tuple({**dict(DARK.terms), "jay": "#ff55ff"}.items()),
)
"""The same for sixteen colours, of which what is orange would be red, the colour of errors."""
LIGHT_FEW = replace(
    LIGHT,
    positive="#cc9900",
    negative="#0000ff",
    faint="#c0c0c0",
    terms=tuple({**dict(LIGHT.terms), "you": "#008800"}.items()),
    dimmed="#606060",
)
"""Of these the colour nearest to a dimmed one would be a grey that cannot be read on white."""
LIT_TERMS = ("you", "speak", "jay", "tell", "lola", "meant", "error", "rate", "sum")
"""Terms that can be lit: pointed at in one place, they stand out everywhere."""
LINES = ("faint", "background", "panel")
"""What no word is written in: rules and the like, which may be faint."""
GLYPHS_POSITIVE = " +╋#"
GLYPHS_NEGATIVE = " -=≡"


def few_hues(term: str) -> str:
    """Name a colour of sixteen."""
    return FEW_HUES.get(term, term)


class Palette:
    """Styles for one appearance.

    With ``glyphs`` (no colours, or only sixteen) the sign and size of a value show as a
    character as well: hue alone would be lost.
    """

    def __init__(
        self,
        colours: Colours = DARK,
        *,
        glyphs: bool = False,
        hint: Hint = no_hint,
        focus: str = "",
        full: bool = False,
        hues: Hues = all_hues,
    ) -> None:
        """Make the tables; every style is made on first use and kept.

        ``hint`` says how a reader takes an action here, such as the key that does it. With a term
        in ``focus`` all words of others are dimmed. With ``full`` contrast nothing is. ``hues``
        says what colours are called.
        """
        self.full = full
        # Of sixteen colours a brighter one is another one.
        self._least = FULL_CONTRAST if full and not glyphs else LEAST_CONTRAST
        self.focus = focus
        self.hint = hint
        self.hues = hues
        self.colours = colours
        self.glyphs = glyphs
        self._terms = dict(colours.terms)
        self.style = cache(self._style)
        self.cell = cache(self._cell)
        self.halves = cache(self._halves)
        self.marked = cache(self._marked)
        self.framed = cache(self._framed)
        self.focused = cache(self._focused)
        self._hinted = lru_cache(maxsize=MOST_TEXTS)(self._text)

    def _style(self, name: str = "text", dim: bool = False) -> Style:
        """Return the style of a term or a named colour; several names may be joined by spaces."""
        lit = bool(self.focus) and self.focus in name.split()
        dim = (dim or (bool(self.focus) and not lit)) and not self.full
        result = Style(
            color=self._hex("text", dim), bgcolor=self.colours.background, underline=lit or None
        )
        for part in name.split():
            if part in ("bold", "reverse", "italic", "underline", "strike"):
                result += Style.parse(part)
            else:
                result += Style(color=self._hex(part, dim), bold=part in LIT_TERMS and not dim)
        return result

    def _focused(self, term: str) -> Palette:
        """Return these colours with one term lit; all of them, if none is named."""
        if term == self.focus:
            return self
        return Palette(
            self.colours,
            glyphs=self.glyphs,
            hint=self.hint,
            focus=term,
            full=self.full,
            hues=self.hues,
        )

    def _hex(self, name: str, dim: bool) -> str:
        colour = self._terms.get(name) or getattr(self.colours, "muted" if name == "dim" else name)
        ground, front = _rgb(self.colours.background), _rgb(colour)
        if name in LINES:
            return _hex(mix(ground, front, DIMMED)) if dim else colour
        if dim:
            weaker = (
                _rgb(self.colours.dimmed) if self.colours.dimmed else mix(ground, front, DIMMED)
            )
            return _hex(readable(weaker, ground, LEAST_DIMMED))
        return _hex(readable(front, ground, self._least))

    def level(self, value: float, scale: Scale) -> int:
        """Quantise a value: 0 to LEVELS for ink, −LEVELS to LEVELS for signed."""
        share = value / scale.limit
        low = -1.0 if scale.kind == "signed" else 0.0
        return round(LEVELS * min(1.0, max(low, share)))

    def colour(self, level: int, kind: str, dim: bool = False) -> RGB:
        """Return the colour of a level; zero is the background, or a sheet of paper for ink."""
        background = _rgb(self.colours.background)
        if kind == "ink":
            # Empty paper stands out a little, so that a picture's edge can be seen.
            background, end = _rgb(self.colours.panel), self.colours.ink
        else:
            end = self.colours.positive if level > 0 else self.colours.negative
        share, dim = _strength(level), dim and not self.full
        return mix(background, _rgb(end), share * (0.35 if dim else 1.0))

    def _cell(self, level: int, kind: str, dim: bool = False, name: str = "") -> Style:
        """Return the style of text on a cell of this level, legible on it."""
        back = self.colour(level, kind, dim)
        front = "#000000" if luminance(back) > EVEN_LUMINANCE else "#ffffff"
        if dim and not self.full:
            front = _hex(readable(mix(back, _rgb(front), DIMMED), back, LEAST_DIMMED))
        style = Style(color=front, bgcolor=_hex(back))
        return style + Style.parse(name) if name else style

    def _halves(self, top: int, bottom: int, kind: str, dim: bool = False) -> Style:
        """Return the style of an upper half block that shows two levels in one cell."""
        return Style(
            color=_hex(self.colour(top, kind, dim)), bgcolor=_hex(self.colour(bottom, kind, dim))
        )

    def _marked(self, beside: RGB) -> Style:
        """Return the style of a half block that marks a place, beside a pixel of this colour."""
        return Style(color=self._hex("you", False), bgcolor=_hex(beside))

    def _framed(self, own: RGB) -> Style:
        """Return the style of a frame that marks a place, on its own colour."""
        front = readable(_rgb(self._hex("you", False)), own, self._least)
        return Style(color=_hex(front), bgcolor=_hex(own), bold=True)

    def glyph(self, level: int) -> str:
        """Return the character that shows a signed level's sign and size without colour."""
        table = GLYPHS_POSITIVE if level > 0 else GLYPHS_NEGATIVE
        return table[round(_strength(level) * (len(table) - 1))]

    def text(self, markup: str, dim: bool = False) -> Text:
        """Turn marked-up words into styled text; not to be changed, for it is kept."""
        return self._hinted(markup, dim, self.hint)

    def _text(self, markup: str, dim: bool, hint: Hint) -> Text:
        words = parsed(markup, hint, self.hues)
        text = Text(words.plain, style=self.style("text", dim))
        for span in words.spans:
            text.stylize(self._span_style(span, dim), span.start, span.end)
        return text

    def _span_style(self, span: Span, dim: bool) -> Style:
        """Return a term's colour, or what a click on an action or a link does."""
        if span.kind == "hint":
            return self.style(span.name, dim)
        if span.kind == "term":
            style = self.style(span.name, dim)
            # What lies under the mouse is found by this again.
            named = next((part for part in span.name.split() if part in LIT_TERMS), None)
            return style if named is None else style + Style(meta={"term": named})
        does = {"action": "take", "link": "visit"}[span.kind]
        return Style(meta={"@click": f"screen.{does}('{span.name}')"})


def _strength(level: int) -> float:
    """Return how strongly a level shows, 0 to 1; small values a little more than their share.

    The legend's swatches go the same way, so a colour still stands for one value.
    """
    return float((abs(level) / LEVELS) ** 0.75)


def _rgb(colour: str) -> RGB:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _hex(rgb: RGB) -> str:
    return "#{:02x}{:02x}{:02x}".format(*rgb)
