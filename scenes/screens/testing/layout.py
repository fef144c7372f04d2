"""Where the parts of the test screen stand: the matrix, what lies below it, and one digit."""

from __future__ import annotations

from typing import NamedTuple

from scenes.canvas.painters import Box
from scenes.screens.widgets.heading import margin_of

KINDS = 10
LABEL = 2
"""Columns of the digit before a row of the matrix."""
SHARE, SHARE_OF = 7, 17
"""Columns of a row's share heard right, without and with how many there are."""
CELLS = (8, 7, 6, 5, 4)
PICTURE = 28
ABOVE, BELOW = 2, 1
"""Rows of the matrix above its cells, and of its legend below."""
LEAST_LOWER = 9
"""Rows of one row of small pictures with its title and captions."""
GOOD_LOWER = 22
"""Rows that the score of each digit and a good gallery need."""
LARGE = (150, 46)
"""Columns and rows of the board from which the digit is shown twice as large."""


class Plan(NamedTuple):
    """The boxes, and the size of the matrix's cells."""

    matrix: Box
    lower: Box
    """Below the matrix: the gallery, or the score."""
    left: Box
    """Both of them: for the score where there is no room for it below the matrix."""
    case: Box
    cell: int
    """Columns of a cell of the matrix."""
    pitch: int
    """Rows of a cell."""
    roomy: bool
    """Whether the score has room below the matrix."""


def plan(width: int, height: int) -> Plan:
    """Place the parts on a board of this size."""
    margin = margin_of(width)
    inner = width - 2 * margin
    large = inner >= LARGE[0] and height >= LARGE[1]
    gap = 1 if inner < 90 else 4
    case = PICTURE * 2 if large else min(PICTURE + 8, max(PICTURE, inner - gap - 82))
    left = inner - gap - case
    cell = next((c for c in CELLS if LABEL + KINDS * c + SHARE <= left), CELLS[-1])
    frame = ABOVE + BELOW
    between = 1 if height >= 30 else 0
    pitch = next(
        (p for p in (3, 2) if frame + KINDS * p + between + GOOD_LOWER <= height),
        1,
    )
    rows = frame + KINDS * pitch
    top = rows + between
    return Plan(
        matrix=Box(margin, 0, left, rows),
        lower=Box(margin, top, left, max(0, height - top)),
        left=Box(margin, 0, left, height),
        case=Box(margin + left + gap, 0, case, height),
        cell=cell,
        pitch=pitch,
        roomy=height - top >= GOOD_LOWER - 2,
    )
