"""A terminal's screens, one after another, as one SVG that moves by style alone.

Each frame holds the rows that changed, drawn over the frames before it, and comes into sight at its
time. No script, no font, nothing to fetch: so it moves where pages only show pictures, as a README
does. Who has asked for reduced motion sees one frame, the poster.
"""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.color import Color
from rich.style import Style
from textual.strip import Strip

COLUMN, ROW = 10, 20
FONT_SIZE = 16
FONTS = "ui-monospace,'Cascadia Mono',Menlo,'DejaVu Sans Mono',monospace"
MARGIN = 10
HALVES = {"█": (True, True), "▀": (True, False), "▄": (False, True)}
"""Characters that are drawn as what they are: the upper and the lower half of a cell."""


@dataclass(frozen=True)
class Frame:
    """What the terminal shows, and for how long."""

    rows: Sequence[Strip]
    seconds: float


class _Row:
    """A row of cells, with the colours of their upper and lower halves and the letters on them."""

    def __init__(self, strip: Strip, ink: str, ground: str) -> None:
        self.halves: list[tuple[str, str]] = []
        self.letters: list[tuple[str, str, bool]] = []
        for text, style, control in strip:
            if not control:
                self._add(text, style or Style.null(), ink, ground)

    def _add(self, text: str, style: Style, ink: str, ground: str) -> None:
        front, back = _hex(style.color, ink), _hex(style.bgcolor, ground)
        if style.reverse:
            front, back = back, front
        for letter in text:
            upper, lower = HALVES.get(letter, (False, False))
            self.halves.append((front if upper else back, front if lower else back))
            blank = letter in HALVES or letter.isspace()
            self.letters.append((" " if blank else letter, front, bool(style.bold)))

    def words(self) -> Iterator[tuple[int, str, str, bool]]:
        """Yield letters of one style that stand together: their column, themselves, their style."""
        start = 0
        for end in range(1, len(self.letters) + 1):
            if not self._goes_on(start, end):
                letters = self.letters[start:end]
                if text := "".join(letter for letter, _, _ in letters).rstrip():
                    yield start, text, *letters[0][1:]
                start = end

    def _goes_on(self, start: int, end: int) -> bool:
        """Return whether the cell at the end belongs to the word, or is one space within it."""
        begins = self.letters[start]
        for letter, colour, bold in self.letters[end : end + 2]:
            if letter != " ":
                return begins[0] != " " and (colour, bold) == begins[1:]
        return False


def _hex(colour: Color | None, default: str) -> str:
    return default if colour is None or colour.is_default else colour.get_truecolor().hex


def moving(frames: Sequence[Frame], *, poster: int, ink: str, ground: str) -> str:
    """Return the picture, which begins anew at its end; ``poster`` is the frame that stands."""
    drawn = []
    before: list[Strip] = []
    for frame in frames:
        drawn.append(_changes(before, frame.rows, ink, ground))
        before = list(frame.rows)
    total = sum(frame.seconds for frame in frames)
    styles, at = [], frames[0].seconds
    for index, frame in enumerate(frames[1:], start=1):
        share = f"{100 * at / total:.2f}".rstrip("0").rstrip(".")
        styles.append(f"@keyframes k{index}{{{share}%,to{{visibility:visible}}}}")
        styles.append(f".k{index}{{animation-name:k{index}}}")
        at += frame.seconds
    groups = [
        f'<g class="k{index}{" early" if index <= poster else ""}">{content}</g>'
        for index, content in enumerate(drawn[1:], start=1)
        if content
    ]
    width = COLUMN * frames[0].rows[0].cell_length + 2 * MARGIN
    height = ROW * len(frames[0].rows) + 2 * MARGIN
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">',
            "<style>",
            f"text{{font:{FONT_SIZE}px {FONTS};white-space:pre}}",
            ".b{font-weight:bold}",
            f"[class^=k]{{visibility:hidden;animation:{total:g}s step-end infinite}}",
            *styles,
            "@media(prefers-reduced-motion:reduce){[class^=k]{animation:none}"
            ".early{visibility:visible}}",
            "</style>",
            f'<rect width="{width}" height="{height}" rx="8" fill="{ground}"/>',
            f'<g transform="translate({MARGIN} {MARGIN})">',
            f"<g>{drawn[0]}</g>",
            *groups,
            "</g></svg>",
            "",
        ]
    )


def _changes(before: Sequence[Strip], now: Sequence[Strip], ink: str, ground: str) -> str:
    """Return the rows that are not as before, drawn: first what lies under the letters."""
    paths: dict[str, list[str]] = defaultdict(list)
    texts = []
    for y, strip in enumerate(now):
        if before and before[y] == strip:
            continue
        row = _Row(strip, ink, ground)
        for x, end, upper, lower in _runs(row.halves):
            # A little more than a cell: no line of light between two of them.
            if upper == lower:
                paths[upper].append(f"M{x} {2 * y}h{end - x}v2h{x - end}z")
            else:
                paths[upper].append(f"M{x} {2 * y}h{end - x}v1h{x - end}z")
                paths[lower].append(f"M{x} {2 * y + 1}h{end - x}v1h{x - end}z")
        for x, text, colour, bold in row.words():
            texts.append(
                f'<text x="{COLUMN * x}" y="{ROW * y + 15}" textLength="{COLUMN * len(text)}"'
                f' fill="{colour}"{" class=" + chr(34) + "b" + chr(34) if bold else ""}>'
                f"{html.escape(text, quote=False)}</text>"
            )
    if not paths:
        return ""
    under = "".join(f'<path fill="{fill}" d="{"".join(ds)}"/>' for fill, ds in paths.items())
    return (
        f'<g transform="scale({COLUMN} {ROW // 2})" shape-rendering="crispEdges">{under}</g>'
        + "".join(texts)
    )


def _runs(halves: Sequence[tuple[str, str]]) -> Iterator[tuple[int, int, str, str]]:
    start = 0
    for end in range(1, len(halves) + 1):
        if end == len(halves) or halves[end] != halves[start]:
            yield start, end, *halves[start]
            start = end


def texts_of(svg: str) -> list[str]:
    """Return what can be read in each frame of a moving picture that was not in the one before."""
    return [
        " ".join(html.unescape(text) for text in re.findall(r"<text[^>]*>([^<]*)</text>", line))
        for line in svg.splitlines()
        if line.startswith(("<g class=", "<g><g"))
    ]
