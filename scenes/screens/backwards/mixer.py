"""The row in which two digits are mixed: a slider, and the digits there are."""

from __future__ import annotations

from scenes.canvas.painters import Box
from scenes.canvas.painters.base import Brush
from scenes.screens.backwards.mind import KINDS, WHOLE
from scenes.screens.backwards.view import Mix

ASK = "mix with "
OTHERS = len(ASK) + 2 * KINDS - 1
BEFORE, AFTER = 2, 8
"""Columns of the digit before the slider, and of the other and the share after it."""


def _slider(box: Box) -> tuple[int, int]:
    """Return where the slider starts, and how many columns it has."""
    return box.x + BEFORE, box.width - OTHERS - 2 - BEFORE - AFTER


def _others(box: Box) -> int:
    """Return where the digits to mix with start."""
    return box.x + box.width - OTHERS + len(ASK)


def paint_mix(mix: Mix, asked: bool, box: Box, brush: Brush) -> None:
    """Draw the slider if there is a mix, and which digits it may be with.

    ``asked``: the next digit pressed is the one to mix with.
    """
    start = _others(box)
    brush.markup(start - len(ASK), box.y, "[rate]m[/]ix with" if not asked else "[rate]mix with[/]")
    for digit in range(KINDS):
        x = start + 2 * digit
        if digit == mix.other:
            brush.put(x, box.y, str(digit), "meant reverse")
        elif digit != mix.digit:
            brush.put(x, box.y, str(digit), "rate" if asked else "muted")
        else:
            brush.put(x, box.y, "·", "faint")
    if mix.other is None:
        words = f"[meant]{mix.digit}[/] [dim]alone[/]"
        brush.markup(box.x, box.y, words)
        return
    x, length = _slider(box)
    at = round((length - 1) * mix.share / WHOLE)
    brush.put(box.x, box.y, str(mix.digit), "meant")
    brush.put(x, box.y, "━" * length, "faint")
    brush.put(x, box.y, "━" * at, "muted")
    brush.put(x + at, box.y, "●", "rate")
    brush.put(x + length + 1, box.y, str(mix.other), "meant")
    brush.put(x + length + 3, box.y, f"{mix.share} %".rjust(AFTER - 3), "text")


def other_under(box: Box, x: int, y: int) -> int | None:
    """Return the digit to mix with that lies under a cell."""
    digit, beside = divmod(x - _others(box), 2)
    return digit if y == box.y and not beside and 0 <= digit < KINDS else None


def on_slider(box: Box, x: int, y: int) -> bool:
    """Tell whether the slider lies under a cell."""
    start, length = _slider(box)
    return y == box.y and start <= x < start + length


def share_at(box: Box, x: int) -> float:
    """Return what a place on the slider stands for, in per cent."""
    start, length = _slider(box)
    return WHOLE * min(1.0, max(0.0, (x - start) / max(1, length - 1)))
