"""Where the parts of the backwards screen stand, and what of them a click hits.

Ten small pictures, the chosen one large, what is heard of it, the row to mix in, and the words.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from scenes.canvas.hits import Hit
from scenes.canvas.painters import Box, painter_of
from scenes.screens.backwards.model import KINDS
from scenes.screens.backwards.view import USUAL_SIDE, BackwardsView, Trim, trimmed
from scenes.screens.widgets.margins import slim_margin_of
from scenes.story.figures import Picture

COLUMNS, ROWS = 5, 2
BARS, BARS_LOOSE = 11, 20
"""Rows of ten bars under a title: close together, and apart."""
HALF_BARS = 6
FORMULA, BRIEF_FORMULA = 5, 4
LEAST_STORY, GOOD_STORY = 2, 8
MOST_STORY = 84
FORMULA_WIDTH = 68
"""Columns of the formula, to stand beside the story where there is room."""
MIX_WITH = "blend with "
OTHERS_WIDTH = len(MIX_WITH) + 2 * KINDS - 1
BEFORE_SLIDER, AFTER_SLIDER = 2, 8
"""Columns of the digit before the slider, and of the other and the share after it."""


@dataclass(frozen=True)
class PictureSizes:
    """How the pictures are cut: pixels left out at the edges, how small, and the large one."""

    side: int
    """Rows and columns of an image, in pixels."""
    margin: int
    shrink: int
    large_margin: int
    zoom: int
    gap: int
    """Columns between the small ones and the large one, at least."""
    cut: int = 0
    """Columns more that the large one does without, at its right edge."""

    @property
    def width(self) -> int:
        """Columns of a small picture."""
        return (self.side - 2 * self.margin) // self.shrink

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
        return (self.side - 2 * self.large_margin) * self.zoom - self.cut


@dataclass(frozen=True)
class BackwardsLayout:
    """Where each part stands, in cells of the board; and what lies under one of them."""

    sizes: PictureSizes
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

    # Parts of panels.

    def small(self, digit: int) -> Box:
        """Return where a digit's small picture stands, its caption's row included."""
        row, column = divmod(digit, COLUMNS)
        return Box(
            self.ten.x + column * self.across,
            self.ten.y + row * self.down,
            self.sizes.width,
            self.sizes.height + 1,
        )

    @property
    def trim(self) -> Trim:
        """What of the image the large picture leaves out at its edges."""
        margin, cut = self.sizes.large_margin, self.sizes.cut
        if not self.compact:
            return Trim(margin, margin, margin)
        # Larger images are drawn smaller instead.
        return Trim(0, margin, margin + cut) if self.sizes.side == USUAL_SIDE else Trim(0, 0, 0)

    def large_picture(self, view: BackwardsView) -> Picture:
        """Return the large picture as there is room for it."""
        return trimmed(view.brief_large if self.compact else view.large, self.trim)

    @property
    def slider(self) -> Box:
        """Where the slider stands if two digits are mixed, its handle's way."""
        width = self.mix.width - OTHERS_WIDTH - 2 - BEFORE_SLIDER - AFTER_SLIDER
        return Box(self.mix.x + BEFORE_SLIDER, self.mix.y, width, 1)

    def other(self, digit: int) -> Box:
        """Return where a digit to mix with stands."""
        start = self.mix.x + self.mix.width - OTHERS_WIDTH + len(MIX_WITH)
        return Box(start + 2 * digit, self.mix.y, 1, 1)

    # What a click hits.

    def hit(self, view: BackwardsView, x: int, y: int) -> Hit | None:
        """Return what lies under a cell of the board.

        ``small`` is one of the ten and ``other`` a digit to mix with, ``share`` a place on the
        slider, ``pixel`` an input in the large picture.
        """
        for digit in range(len(view.ten)):
            if self.small(digit).contains(x, y):
                return Hit("small", digit)
            if self.other(digit).contains(x, y):
                return Hit("other", digit)
        if view.mix.other is not None and self.slider.contains(x, y):
            return self.share_at(x)
        return self._pixel(view, x, y)

    def share_at(self, x: int) -> Hit:
        """Return the place on the slider nearest to a column."""
        along = (x - self.slider.x) / max(1, self.slider.width - 1)
        return Hit("share", along=min(1.0, max(0.0, along)))

    def _pixel(self, view: BackwardsView, x: int, y: int) -> Hit | None:
        if not self.large.contains(x, y):
            return None
        figure = self.large_picture(view)
        found = painter_of(figure).hit(figure, self.large, x, y)
        if found is None:
            return None
        row, column = divmod(found.index, figure.values.shape[1])
        pixel = view.pixel_at(row + self.trim.rows, column + self.trim.left)
        return None if pixel is None else replace(found, index=pixel)


def layout_of(width: int, height: int, side: int) -> BackwardsLayout:
    """Place the parts on a board of this size, for images of so many pixels a side."""
    wide = PictureSizes(side, margin=2, shrink=1, large_margin=2, zoom=2, gap=3)
    normal = PictureSizes(side, margin=0, shrink=2, large_margin=0, zoom=1, gap=3)
    for sizes in (wide, normal):
        placed = _beside(sizes, width, height)
        if placed is not None:
            return placed
    return _compact(side, width, height)


def _beside(sizes: PictureSizes, width: int, height: int) -> BackwardsLayout | None:
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
        beside = left - FORMULA_WIDTH - 4
        story = Box(x, top, beside, height - top)
        formula = Box(x + beside + 4, top, FORMULA_WIDTH, FORMULA)
    else:
        loose = min(GOOD_STORY, height - top - FORMULA - 1)
        story = Box(x, top, min(left, MOST_STORY), loose)
        formula = Box(x, top + loose + 1, left, FORMULA)
    return BackwardsLayout(
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


def _compact(side: int, width: int, height: int) -> BackwardsLayout:
    """All close together; the words below."""
    # Of larger images more is left out at the edges.
    wider = max(0, side - USUAL_SIDE) // 2
    sizes = PictureSizes(
        side, margin=4 + wider, shrink=2, large_margin=2 + wider, zoom=1, gap=0, cut=1
    )
    room = width - 2
    half = replace(sizes, margin=0, gap=1)
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
    high = (sizes.large + sizes.cut) // 2 + 3  # trimmed by columns only, and a title
    top = max(ten + 1 + HALF_BARS, high + BRIEF_FORMULA)
    story = top + (1 if height > top + LEAST_STORY else 0)
    return BackwardsLayout(
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
