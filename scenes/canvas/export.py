"""Cells of a terminal as a picture in a file: SVG, which needs nothing, or PNG, by Pillow.

Blocks are drawn as the rectangles that they are, so that a picture made of half blocks has no seams
whatever the font; so are Braille dots and lines in PNG, as not every font has them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from html import escape
from io import BytesIO
from typing import Any

from rich.cells import cell_len
from rich.color import Color
from rich.segment import Segment
from rich.terminal_theme import SVG_EXPORT_THEME

from tinynet import TinynetError

WIDTH, HEIGHT = 10, 20
"""Of a cell, in pixels."""
FONTS = ("DejaVuSansMono.ttf", "Menlo.ttc", "consola.ttf", "LiberationMono-Regular.ttf")
WORDS = re.compile(r"[^ ]+(?: [^ ]+)*")
FAMILY = "ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace"
INSTALL = "`python -m pip install 'tinynet-explainer[images]'` installs it; .svg takes none"

Rgb = tuple[int, int, int]
Box = tuple[float, float, float, float]
"""Left, top, right and bottom, as shares of a cell."""

BLOCKS: dict[str, Box] = {
    "█": (0, 0, 1, 1),
    "▀": (0, 0, 1, 0.5),
    "▌": (0, 0, 0.5, 1),
    "▐": (0.5, 0, 1, 1),
    "▔": (0, 0, 1, 1 / 8),
    **{chr(0x2580 + eighths): (0, 1 - eighths / 8, 1, 1) for eighths in range(1, 8)},
    **{chr(0x2590 - eighths): (0, 0, eighths / 8, 1) for eighths in range(1, 8)},
}
LINES = {
    "─": "lr", "│": "ud", "┌": "dr", "┐": "dl", "└": "ur", "┘": "ul", "├": "udr", "┤": "udl",
    "┬": "lrd", "┴": "lru", "┼": "lrud", "╭": "dr", "╮": "dl", "╰": "ur", "╯": "ul", "━": "lr",
    "┃": "ud", "╋": "lrud", "╶": "r", "╴": "l", "╵": "u", "╷": "d", "┄": "lr", "┊": "ud",
}  # fmt: skip
"""Which of the four ways from a cell's middle a line goes: left, right, up, down."""
HEAVY = frozenset("━┃╋")
DOTS = ((0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3))
"""A Braille character's dots by its bits: column and row."""


@dataclass(frozen=True)
class CellStretch:
    """Characters in a row that look alike."""

    x: int
    y: int
    text: str
    colour: Rgb
    ground: Rgb
    bold: bool

    @property
    def width(self) -> int:
        """The cells it takes."""
        return cell_len(self.text)


def stretches_of(rows: Iterable[Iterable[Segment]], ground: Rgb, ink: Rgb) -> Iterator[CellStretch]:
    """Yield what rows of cells show, in ``ink`` on ``ground`` where they name no colour."""
    for y, row in enumerate(rows):
        x = 0
        for text, style, control in row:
            if control or not text:
                continue
            fore = _rgb(style.color if style else None, ink)
            back = _rgb(style.bgcolor if style else None, ground)
            if style is not None and style.reverse:
                fore, back = back, fore
            if style is not None and style.dim:
                fore = _between(fore, back)
            yield CellStretch(x, y, text, fore, back, bool(style and style.bold))
            x += cell_len(text)


def _rgb(colour: Color | None, default: Rgb) -> Rgb:
    if colour is None or colour.is_default:
        return default
    red, green, blue = colour.get_truecolor(SVG_EXPORT_THEME)
    return red, green, blue


def _between(one: Rgb, other: Rgb) -> Rgb:
    red, green, blue = ((a + b) // 2 for a, b in zip(one, other, strict=True))
    return red, green, blue


def svg(stretches: Iterable[CellStretch], columns: int, rows: int, ground: Rgb) -> bytes:
    """Return cells as an SVG file."""
    width, height = columns * WIDTH, rows * HEIGHT
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" font-family="{FAMILY}" font-size="{HEIGHT * 0.8:g}" '
        'shape-rendering="crispEdges">',
        _rectangle((0, 0, width, height), ground),
    ]
    for stretch in stretches:
        left, top = stretch.x * WIDTH, stretch.y * HEIGHT
        if stretch.ground != ground:
            box = (left, top, left + stretch.width * WIDTH, top + HEIGHT)
            parts.append(_rectangle(box, stretch.ground))
        parts += _written(stretch, left, top)
    return "\n".join([*parts, "</svg>\n"]).encode("utf-8", "replace")


def _written(stretch: CellStretch, left: int, top: int) -> Iterator[str]:
    """Yield a stretch's blocks as rectangles, and its words as text."""
    words = "".join(" " if each in BLOCKS else each for each in stretch.text)
    at = left
    for each in stretch.text:
        if each in BLOCKS:
            x0, y0, x1, y1 = BLOCKS[each]
            box = (at + x0 * WIDTH, top + y0 * HEIGHT, at + x1 * WIDTH, top + y1 * HEIGHT)
            yield _rectangle(box, stretch.colour)
        at += cell_len(each) * WIDTH
    bold = ' font-weight="bold"' if stretch.bold else ""
    shown = "".join(each if each.isprintable() else " " for each in words)
    # Word by word: more than one blank in a row would be drawn as one.
    for word in WORDS.finditer(shown):
        x = left + cell_len(shown[: word.start()]) * WIDTH
        yield (
            f'<text x="{x}" y="{top + HEIGHT * 0.78:g}" fill="{_hex(stretch.colour)}"{bold} '
            f'textLength="{cell_len(word[0]) * WIDTH}" lengthAdjust="spacingAndGlyphs">'
            f"{escape(word[0])}</text>"
        )


def _rectangle(box: Box, colour: Rgb) -> str:
    x0, y0, x1, y1 = box
    return (
        f'<rect x="{x0:g}" y="{y0:g}" width="{x1 - x0:g}" height="{y1 - y0:g}" '
        f'fill="{_hex(colour)}"/>'
    )


def _hex(colour: Rgb) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)


def png_of_cells(stretches: Iterable[CellStretch], columns: int, rows: int, ground: Rgb) -> bytes:
    """Return cells as a PNG file. Raises :class:`TinynetError` where Pillow is not there."""
    try:
        from PIL import Image, ImageDraw, ImageFont
    except ImportError as error:
        raise TinynetError(
            f"a PNG of what is shown: expected the library Pillow, found none; {INSTALL}"
        ) from error
    font: Any = None
    for name in FONTS:
        with suppress(OSError):  # not installed
            font = ImageFont.truetype(name, int(HEIGHT * 0.8))
            break
    font = font or ImageFont.load_default(int(HEIGHT * 0.75))
    image = Image.new("RGB", (columns * WIDTH, rows * HEIGHT), ground)
    pen = ImageDraw.Draw(image)
    for stretch in stretches:
        at, top = stretch.x * WIDTH, stretch.y * HEIGHT
        pen.rectangle(_pixels((0, 0, stretch.width, 1), at, top), fill=stretch.ground)
        for each in stretch.text:
            boxes = list(_drawn(each))
            for box in boxes:
                pen.rectangle(_pixels(box, at, top), fill=stretch.colour)
            width = cell_len(each) * WIDTH
            if not boxes and each.strip() and each.isprintable():
                foot, stroke = (at + width / 2, top + HEIGHT * 0.78), 0.3 * stretch.bold
                pen.text(foot, each, stretch.colour, font, anchor="ms", stroke_width=stroke)
            at += width
    content = BytesIO()
    image.save(content, "PNG")
    return content.getvalue()


def _pixels(box: Box, left: int, top: int) -> tuple[int, int, int, int]:
    """Return the first and the last pixels of a box of a cell, each way; at least one."""
    x0, y0 = round(left + box[0] * WIDTH), round(top + box[1] * HEIGHT)
    x1, y1 = round(left + box[2] * WIDTH) - 1, round(top + box[3] * HEIGHT) - 1
    return x0, y0, max(x0, x1), max(y0, y1)


def _drawn(character: str) -> Iterator[Box]:
    """Yield the rectangles of a character that is drawn and not written."""
    if character in BLOCKS:
        yield BLOCKS[character]
    elif character in LINES:
        half_x, half_y = (0.1, 0.05) if character in HEAVY else (0.05, 0.025)
        ends = {
            "l": (0, 0.5 - half_y, 0.5 + half_x, 0.5 + half_y),
            "r": (0.5 - half_x, 0.5 - half_y, 1, 0.5 + half_y),
            "u": (0.5 - half_x, 0, 0.5 + half_x, 0.5 + half_y),
            "d": (0.5 - half_x, 0.5 - half_y, 0.5 + half_x, 1),
        }
        yield from (ends[way] for way in LINES[character])
    elif "\u2800" <= character <= "\u28ff":
        bits = ord(character) - 0x2800
        for bit, (column, row) in enumerate(DOTS):
            if bits >> bit & 1:
                x, y = 0.25 + 0.5 * column, 0.125 + 0.25 * row
                yield (x - 0.1, y - 0.05, x + 0.1, y + 0.05)
