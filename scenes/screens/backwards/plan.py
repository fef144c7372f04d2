"""Where the parts stand: ten small pictures, the chosen one large, what is heard, the words."""

from __future__ import annotations

from typing import NamedTuple

from scenes.canvas.painters import Box
from scenes.screens.widgets.heading import slim_margin_of

COLUMNS, ROWS = 5, 2
SIDE = 28
BARS, BARS_LOOSE = 11, 20
"""Rows of ten bars under a title: close together, and apart."""
HALF_BARS = 6
FORMULA, BRIEF_FORMULA = 5, 4
LEAST_STORY, GOOD_STORY = 2, 8
MOST_STORY = 84
FORMULA_WIDTH = 68
"""Columns of the formula, to stand beside the story where there is room."""


class Sizes(NamedTuple):
    """How the pictures are cut: pixels left out at the edges, how small, and the large one."""

    margin: int
    shrink: int
    large_margin: int
    zoom: int
    gap: int
    """Columns between the small ones and the large one, at least."""

    @property
    def width(self) -> int:
        """Columns of a small picture."""
        return (SIDE - 2 * self.margin) // self.shrink

    @property
    def height(self) -> int:
        """Rows of a small picture."""
        return self.width // 2

    @property
    def ten(self) -> int:
        """Columns of five small pictures side by side."""
        return COLUMNS * (self.width + 1) - 1

    @property
    def large(self) -> int:
        """Columns of the large one."""
        return (SIDE - 2 * self.large_margin) * self.zoom


COMPACT = Sizes(margin=4, shrink=2, large_margin=2, zoom=1, gap=0)
NORMAL = Sizes(margin=0, shrink=2, large_margin=0, zoom=1, gap=3)
WIDE = Sizes(margin=2, shrink=1, large_margin=2, zoom=2, gap=3)


class Plan(NamedTuple):
    """The boxes."""

    sizes: Sizes
    ten: Box
    across: int
    """Columns from one small picture to the next."""
    down: int
    mix: Box
    large: Box
    bars: Box
    story: Box
    formula: Box
    compact: bool
    """Whether the bars stand in two columns, and the words are few."""

    def small(self, digit: int) -> Box:
        """Return where a digit's small picture stands, its caption's row included."""
        row, column = divmod(digit, COLUMNS)
        return Box(
            self.ten.x + column * self.across,
            self.ten.y + row * self.down,
            self.sizes.width,
            self.sizes.height + 1,
        )

    def small_under(self, x: int, y: int) -> int | None:
        """Return the digit whose small picture lies under a cell."""
        return next((d for d in range(COLUMNS * ROWS) if self.small(d).contains(x, y)), None)


def plan(width: int, height: int) -> Plan:
    """Place the parts on a board of this size."""
    for sizes in (WIDE, NORMAL):
        placed = _beside(sizes, width, height)
        if placed is not None:
            return placed
    return _compact(width, height)


def _beside(sizes: Sizes, width: int, height: int) -> Plan | None:
    """Small pictures, mix and words on the left; the large one and its bars on the right."""
    margin = slim_margin_of(width)
    inner = width - 2 * margin
    left = inner - sizes.gap - sizes.large
    ten = ROWS * (sizes.height + 1) + 1
    large = sizes.large // 2 + 2  # a title, a legend
    words = GOOD_STORY + FORMULA + 1
    if left < sizes.ten or height < max(ten + 2 + words, large + 1 + BARS):
        return None
    gap = min(4, (left - sizes.ten) // (COLUMNS - 1))
    left = max(sizes.ten + gap * (COLUMNS - 1), min(left, MOST_STORY))
    spare = min(10, inner - left - sizes.large)
    x = margin + (inner - left - spare - sizes.large) // 2
    right = x + left + spare
    rest = height - large - 1
    bars = BARS_LOOSE if rest >= BARS_LOOSE else BARS
    top = ten + 3
    if left >= FORMULA_WIDTH * 2:
        told = left - FORMULA_WIDTH - 4
        story = Box(x, top, told, height - top)
        formula = Box(x + told + 4, top, FORMULA_WIDTH, FORMULA)
    else:
        told = height - top - FORMULA - 1
        loose = min(GOOD_STORY, told)
        story = Box(x, top, min(left, MOST_STORY), loose)
        formula = Box(x, top + loose + 1, left, FORMULA)
    return Plan(
        sizes=sizes,
        ten=Box(x, 0, left, ten),
        across=sizes.width + 1 + gap,
        down=sizes.height + 2,
        mix=Box(x, ten + 1, left, 1),
        large=Box(right, 0, sizes.large, large),
        bars=Box(right, large + (1 if rest > bars else 0), sizes.large, bars),
        story=story,
        formula=formula,
        compact=False,
    )


def _compact(width: int, height: int) -> Plan:
    """All close together; the words below."""
    sizes = COMPACT
    room = width - 1
    half = sizes._replace(margin=0, gap=1)
    main = ROWS * (half.height + 1) + 1 + HALF_BARS
    if half.ten + half.gap + half.large <= room and main + LEAST_STORY <= height:
        sizes = half
    left = min(room - sizes.large - sizes.gap, sizes.ten + 2 * (COLUMNS - 1))
    gap = (left - sizes.ten) // (COLUMNS - 1)
    left = sizes.ten + gap * (COLUMNS - 1)
    spare = min(6, room - left - sizes.large)
    x = 1 + (room - left - spare - sizes.large) // 2
    right = x + left + spare
    ten = ROWS * (sizes.height + 1)
    high = sizes.large // 2 + 3  # trimmed by columns only, and a title
    top = max(ten + 1 + HALF_BARS, high + BRIEF_FORMULA)
    story = top + (1 if height > top + LEAST_STORY else 0)
    return Plan(
        sizes=sizes,
        ten=Box(x, 0, left, ten),
        across=sizes.width + 1 + gap,
        down=sizes.height + 1,
        mix=Box(x, ten, left, 1),
        large=Box(right, 0, sizes.large, high),
        bars=Box(x, ten + 1 + (top - ten - 1 - HALF_BARS), left, HALF_BARS),
        story=Box(x, story, min(room - x, left + spare + sizes.large), height - story),
        formula=Box(right, high, sizes.large, BRIEF_FORMULA),
        compact=True,
    )
