"""The score: right and wrong as large numbers, and a bar for each digit that was meant."""

from __future__ import annotations

from scenes.canvas.painters.base import Box, Brush
from scenes.screens.testing.layout import KINDS
from scenes.screens.testing.results import Tally, share

GLYPHS = {
    "0": ("█▀█", "█ █", "▀▀▀"),
    "1": ("▀█ ", " █ ", "▀▀▀"),
    "2": ("▀▀█", "█▀▀", "▀▀▀"),
    "3": ("▀▀█", " ▀█", "▀▀▀"),
    "4": ("█ █", "▀▀█", "  ▀"),
    "5": ("█▀▀", "▀▀█", "▀▀▀"),
    "6": ("█▀▀", "█▀█", "▀▀▀"),
    "7": ("▀▀█", "  █", "  ▀"),
    "8": ("█▀█", "█▀█", "▀▀▀"),
    "9": ("█▀█", "▀▀█", "▀▀▀"),
    ",": (" ", " ", "▞"),
    ".": (" ", " ", "▀"),
    "%": ("▀ █", "▄▀ ", "▀ ▀"),
    " ": (" ", " ", " "),
    "<": (" ▄▀", " ▀▄", "   "),
    ">": ("▀▄ ", "▄▀ ", "   "),
    "–": ("   ", "▀▀▀", "   "),
}
"""Large figures, three rows high: five and a half pixels of half blocks."""
LARGE = 3
"""Rows of them."""


def large_width(text: str) -> int:
    """Return the columns of large figures."""
    return sum(len(GLYPHS[character][0]) + 1 for character in text) - 1


def put_large(x: int, y: int, text: str, term: str, brush: Brush) -> int:
    """Write large figures; return the column after them."""
    for character in text:
        rows = GLYPHS[character]
        for row, line in enumerate(rows):
            brush.put(x, y + row, line, term)
        x += len(rows[0]) + 1
    return x - 1


def paint_score(tally: Tally, box: Box, brush: Brush) -> None:
    """Draw the large numbers, how far the count has come, and the bars."""
    right, wrong = f"{tally.right:,}", f"{tally.wrong:,}"
    told = share(tally.right, tally.counted)
    # Places that do not move while the numbers grow.
    widest = large_width(f"{tally.of:,}".translate(str.maketrans("123456789", "000000000")))
    columns = [(right, "right", "you"), (wrong, "wrong", "error")]
    gap = 3
    if box.width >= 2 * (widest + gap) + large_width("00.0 %"):
        columns.append((told, "heard right", "text"))
    spare = box.height - LARGE - KINDS - 2
    y = box.y + (1 if spare >= 4 else 0)
    x = box.x
    for text, name, term in columns:
        put_large(x, y, text, term, brush)
        brush.put(x, y + LARGE, name, "muted")
        x += widest + gap
    if len(columns) < 3:
        x = box.x + box.width - len(told) - 12
        brush.put(x, y + LARGE, told, "bold")
        brush.put(x + len(told) + 1, y + LARGE, "heard right", "muted")
    y += LARGE + 1
    y += 1 if spare >= 2 else 0
    _progress(tally, box, y, brush)
    y += 2 if spare >= 3 else 1
    for digit in range(KINDS):
        _row(tally, digit, Box(box.x, y + digit, box.width, 1), brush)


def _progress(tally: Tally, box: Box, y: int, brush: Brush) -> None:
    words = f" {tally.counted:,} of {tally.of:,}"
    length = box.width - len(f" {tally.of:,} of {tally.of:,}")
    done = length * tally.counted // tally.of
    brush.put(box.x, y, "━" * done, "rate")
    brush.put(box.x + done, y, "─" * (length - done), "faint")
    brush.put(box.x + box.width - len(words), y, words, "muted")


def _row(tally: Tally, digit: int, box: Box, brush: Brush) -> None:
    """Draw one digit's bar: the part heard right, and the rest."""
    right, meant = tally.heard_right[digit], tally.meant[digit]
    words = f"{share(right, meant):>8}"
    counts = f"{right:>6,} of {meant:,}".ljust(6 + 4 + 5)
    brush.put(box.x, box.y, str(digit), "you")
    left = box.x + 2
    length = box.width - 2 - len(words) - len(counts)
    full = round(length * right / meant) if meant else 0
    if right < meant:
        full = min(full, length - 1)  # a mistake shows
    brush.put(left, box.y, "━" * length, "faint")
    brush.put(left, box.y, "━" * full, "you")
    if meant:
        brush.put(left + full, box.y, "╌" * (length - full), "error")
    end = brush.put(left + length, box.y, words, "text")
    brush.put(end, box.y, counts, "muted")
