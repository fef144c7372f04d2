"""Where the parts of the drawing screen stand: all of them, or, where room is short, two views."""

from __future__ import annotations

from dataclasses import dataclass

from scenes.canvas.painters import Box
from scenes.screens.drawing.easel import SIDE

HALF = SIDE // 2
"""Rows of a picture at two pixels a cell."""
SMALL = 20
"""Columns of the 20 × 20 picture, and of a wall of 100 Jays."""
CROPPED = 24
"""Columns of a picture without its outermost ones."""
LARGE = 2 * SIDE
"""Columns of a picture at two columns and a row a pixel."""
COMPACT_MOST = 96
NORMAL, WIDE = (114, 38), (194, 56)
"""Columns and rows that these need."""
MOST_GAP = 8


@dataclass(frozen=True)
class Plan:
    """The boxes; pictures with their title's row. What is not shown has none."""

    sheet: Box
    tools: Box
    heard: Box
    """What is heard raw and prepared, in a row."""
    sentence: Box
    told: Box
    errors: Box | None = None
    scaled: Box | None = None
    image: Box | None = None
    average: Box | None = None
    jays: Box | None = None
    bars: Box | None = None
    answers: Box | None = None
    """Raw and prepared answers as a table, where there is no room for bars."""

    @property
    def roomy(self) -> bool:
        """Whether everything is shown at once."""
        return self.scaled is not None


def plan(width: int, height: int, *, why: bool) -> Plan:
    """Place the parts on a board of this size; ``why`` chooses the view where there are two."""
    if width >= WIDE[0] + 2 and height >= WIDE[1]:
        return _wide(width, height)
    if width >= NORMAL[0] + 2 and height >= NORMAL[1]:
        return _normal(width, height)
    return _compact(width, height, why=why)


def _wide(width: int, height: int) -> Plan:
    gap = 2 + max(0, min(MOST_GAP, (width - WIDE[0] - 6) // 4))
    left = (width - 3 * LARGE - SMALL - 3 * gap) // 2
    small, image = left + LARGE + gap, left + LARGE + SMALL + 2 * gap
    average = image + LARGE + gap
    top = min(2, (height - WIDE[1]) // 2)
    below = top + SIDE + 1
    rest = height - below
    return Plan(
        sheet=Box(left, top, LARGE, SIDE + 1),
        tools=Box(left, below, LARGE, 1),
        heard=Box(left, below + 2, LARGE, 1),
        sentence=Box(left, below + 4, LARGE, 3),
        errors=Box(left, below + 8, LARGE, 5),
        told=Box(left, below + 15, LARGE, 6),
        scaled=Box(small, top, SMALL, HALF),
        image=Box(image, top, LARGE, SIDE + 1),
        average=Box(average, top, LARGE, SIDE + 1),
        jays=Box(small + 8, below + 2, image + LARGE - small - 8, rest - 3),
        bars=Box(average, below + 2, LARGE, rest - 3),
    )


def _normal(width: int, height: int) -> Plan:
    used = LARGE + CROPPED + SIDE
    gap = 3 + max(0, min(MOST_GAP, (width - 6 - NORMAL[0]) // 4))
    left = (width - used - 2 * gap) // 2
    small, right = left + LARGE + gap, left + LARGE + CROPPED + 2 * gap
    top = min(3, (height - NORMAL[1]) // 2)
    below = top + SIDE + 1
    more = min(3, height - NORMAL[1] - top)
    return Plan(
        sheet=Box(left, top, LARGE, SIDE + 1),
        tools=Box(left, below, LARGE, 1),
        heard=Box(left, below + 1 + min(1, more), LARGE, 1),
        sentence=Box(left, below + 2 + min(1, more), LARGE, 2),
        errors=Box(left, below + 4 + min(2, more), LARGE, 5),
        told=Box(right, top + 32, SIDE, 6),
        scaled=Box(small, top, SMALL, SMALL // 2 + 1),
        image=Box(right, top, SIDE, HALF + 1),
        average=Box(right, top + 16, SIDE, HALF + 1),
        jays=Box(small, top + 13, CROPPED, SMALL // 2 + 2),
        bars=Box(small, top + 27, CROPPED, 11),
    )


def _compact(width: int, height: int, *, why: bool) -> Plan:
    inner = min(width - 2, COMPACT_MOST)
    left = (width - inner) // 2
    spare = max(0, height - 22)
    top = min(2, spare // 3)
    below = top + HALF + 1
    gap = 2 if inner < 84 else 4
    beside = left + SIDE + gap
    rest = inner - SIDE - gap
    errors = below + 1 + min(2, spare // 2)
    sheet, tools = Box(left, top, SIDE, HALF + 1), Box(left, below, SIDE, 1)
    if not why:
        return Plan(
            sheet=sheet,
            tools=tools,
            heard=Box(beside, top + 12, rest, 1),
            sentence=Box(beside, top + 13, rest, 3),
            errors=Box(left, errors, inner, 5),
            told=Box(left, errors + 5, inner, 1),
            jays=Box(left + inner - SMALL, top, SMALL, SMALL // 2 + 1),
            bars=Box(beside, top, rest - SMALL - 2, 11),
        )
    picture = CROPPED if inner < 3 * SIDE + 4 else SIDE
    between = (inner - SIDE - 2 * picture) // 2
    return Plan(
        sheet=sheet,
        tools=tools,
        heard=Box(left + SIDE + 1, below, inner - SIDE - 1, 1),
        sentence=Box(left, below + 1, inner, 2),
        told=Box(left, height - 1 - spare // 2, inner, 1),
        image=Box(left + SIDE + between, top, picture, HALF + 1),
        average=Box(left + inner - picture, top, picture, HALF + 1),
        answers=Box(left, below + 3 + min(1, spare), inner, 3),
    )
