"""The score: right and wrong as large numbers, and a bar for each digit that was meant."""

from __future__ import annotations

from scenes.canvas.painters.base import Box, Brush
from scenes.canvas.painters.large import digits_of, put_digits, width_of
from scenes.screens.testing.answers import Counts
from scenes.screens.testing.layout import MOST_KINDS, MOST_LABEL

SMALL, LARGE = 1, 2
"""Half rows a dot of the large figures takes: of each of three, and of the share alone."""
GAP = 3
"""Columns between two of the large numbers."""


def paint_score(counts: Counts, box: Box, brush: Brush) -> None:
    """Draw the large numbers, how far the count has come, and the bars."""
    spare = box.height - digits_of(SMALL) - min(counts.kinds, MOST_KINDS) - 2
    grown = digits_of(LARGE) - digits_of(SMALL)
    large = brush.palette.full and spare >= grown
    if large:
        spare -= grown
    y = box.y + (1 if spare >= 4 else 0)
    if large:
        y += _large_share(counts, box, y, brush)
    else:
        y += _large_numbers(counts, box, y, brush)
    y += 2 if spare >= 2 else 1
    _progress(counts, box, y, brush)
    y += 2 if spare >= 3 else 1
    for place, digit in enumerate(_shown(counts, box.y + box.height - y)):
        _row(counts, digit, Box(box.x, y + place, box.width, 1), brush)


def _shown(counts: Counts, room: int) -> list[int]:
    """Return the digits that there is room for: all, or those least often heard right."""
    if counts.kinds <= max(room, MOST_KINDS):
        return list(range(counts.kinds))
    shares = [
        right / meant if meant else 1.0
        for right, meant in zip(counts.heard_right, counts.meant, strict=True)
    ]
    return sorted(range(counts.kinds), key=lambda digit: (shares[digit], digit))[: max(1, room)]


def _large_share(counts: Counts, box: Box, y: int, brush: Brush) -> int:
    """Draw the share that was heard right, for all to read, and below what it is; return its rows.

    How many were right and wrong stands there too.
    """
    put_digits(box.x, y, counts.share_right, "you", LARGE, brush)
    y += digits_of(LARGE)
    words = f"heard right: [you]{counts.right:,}[/]   wrong: [error]{counts.wrong:,}[/]"
    brush.markup(box.x, y, words)
    return digits_of(LARGE)


def _large_numbers(counts: Counts, box: Box, y: int, brush: Brush) -> int:
    """Draw how many were right and wrong, and the share: large where there is room, else small.

    Return the rows of the numbers; their names stand below them.
    """
    share, rows = counts.share_right, digits_of(SMALL)
    # Places that do not move while the numbers grow.
    widest = width_of(f"{counts.of:,}", SMALL)
    columns = [(f"{counts.right:,}", "right", "you"), (f"{counts.wrong:,}", "wrong", "error")]
    roomy = box.width >= 2 * (widest + GAP) + width_of("00.0 %", SMALL)
    if roomy:
        columns.append((share, "heard right", "text"))
    x = box.x
    for text, name, term in columns:
        put_digits(x, y, text, term, SMALL, brush)
        brush.put(x, y + rows, name, "muted")
        x += widest + GAP
    if not roomy:
        # Apart from the names of the others, or it would be read with the last of them.
        x = box.x + box.width - len(share) - len(" right")
        brush.put(x, y + rows, share, "bold")
        brush.put(x + len(share) + 1, y + rows, "right", "muted")
    return rows


def _progress(counts: Counts, box: Box, y: int, brush: Brush) -> None:
    words = f" {counts.counted:,} of {counts.of:,}"
    length = box.width - len(f" {counts.of:,} of {counts.of:,}")
    done = length * counts.counted // counts.of
    brush.put(box.x, y, "━" * done, "rate")
    brush.put(box.x + done, y, "─" * (length - done), "faint")
    brush.put(box.x + box.width - len(words), y, words, "muted")


def _row(counts: Counts, digit: int, box: Box, brush: Brush) -> None:
    """Draw one digit's bar: the part heard right, and the rest."""
    right, meant = counts.heard_right[digit], counts.meant[digit]
    share = f"{counts.shares[digit]:>8}"
    many = f"{right:>6,} of {meant:,}".ljust(6 + 4 + 5)
    brush.put(box.x, box.y, counts.classes.short(digit, MOST_LABEL - 1), "you")
    before = 1 + min(counts.classes.width, MOST_LABEL - 1)
    left = box.x + before
    length = box.width - before - len(share) - len(many)
    full = round(length * right / meant) if meant else 0
    if right < meant:
        full = min(full, length - 1)  # a mistake shows
    brush.put(left, box.y, "━" * length, "faint")
    brush.put(left, box.y, "━" * full, "you")
    if meant:
        brush.put(left + full, box.y, "╌" * (length - full), "error")
    end = brush.put(left + length, box.y, share, "text")
    brush.put(end, box.y, many, "muted")
