"""Where the parts of the drawing screen stand, and what of them a click hits.

All of them at once, or, where room is short, one of two views. What is drawn in each is the
panels' own; where in a table or a line something can be clicked, they look up here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from scenes.canvas.hits import Hit
from scenes.canvas.painters import Box
from scenes.canvas.painters.base import plain_width
from scenes.screens.drawing.recognition import Recognition
from scenes.screens.drawing.view import CHOOSES, TAKES_BACK, TELLS, DrawingView
from tinynet.prepare import BOX_SIDE

SMALL = BOX_SIDE
"""Columns of what is cut out, two pixels a cell; and of a wall of 100 hidden nodes."""
CROP = 4
"""Columns a picture may do without where room is short, as its painter has it."""
COMPACT_MOST = 96
LOW_LEAST, LOW_MOST = 98, 112
"""Columns in which the table of errors fits beside the sheet; and that are used, at most."""
LEAST_GAP, MOST_GAP = 3, 8
NORMAL_BELOW, WIDE_BELOW, TALL_BELOW = 10, 28, 13
"""Rows that these need besides a row for each pixel."""
LOW_BELOW = 13
"""Rows besides one for two pixels, to have the hidden nodes below the sheet."""
LOW_BESIDE = 26
"""Rows of what then stands beside it."""
OFFER_WIDTH = 9
"""Columns of a line, from the key it names, that can be clicked instead of that key."""
LABEL, NARROW_LABEL = 8, 6
"""Columns before the numbers of a table, and in a narrow one."""
MOST_LISTED = 10
"""Output nodes that there always is room for."""
MOST_COLUMNS = 7
"""Columns of a number in a table, at most."""
WIDE_TOOLS = 50
"""Columns in which each tool has its key beside it."""
BRUSHES = "·•●"


class Tool(NamedTuple):
    """What can be clicked below the sheet, and the key that does the same."""

    hit: Hit
    label: str
    key: str


TOOLS = (
    Tool(Hit("eraser"), "pen  ", "tab"),
    *(Tool(Hit("take", size), glyph, "") for size, glyph in enumerate(BRUSHES, 1)),
    Tool(Hit("undo"), "undo", "⌫"),
    Tool(Hit("redo"), "redo", "^y"),
    Tool(Hit("clear"), "clear", "del"),
)
SIZES_KEYS = "+−"
"""The keys of the brushes, behind the last of them where there is room."""


@dataclass(frozen=True)
class DrawingLayout:
    """The boxes; pictures with their title's row. What is not shown has none."""

    side: int
    """Rows and columns of the sheet, in pixels."""
    sheet: Box
    tools: Box
    heard: Box
    """What is heard raw and prepared, in a row."""
    sentence: Box
    telling: Box
    errors: Box | None = None
    scaled: Box | None = None
    image: Box | None = None
    average: Box | None = None
    hidden_nodes: Box | None = None
    outputs: Box | None = None
    answers: Box | None = None
    """Raw and prepared answers as a table, where there is no room for bars."""

    @property
    def roomy(self) -> bool:
        """Whether everything is shown at once."""
        return self.scaled is not None

    # The sheet.

    @property
    def zoom(self) -> int:
        """Columns that a pixel of the sheet takes; it takes half as many rows."""
        return 2 if self.sheet.width >= 2 * self.side else 1

    def on_sheet(self, x: int, y: int) -> bool:
        """Tell whether a cell is one of the sheet, below its title."""
        return self.sheet.contains(x, y) and y > self.sheet.y

    def pixel(self, x: float, y: float) -> tuple[float, float]:
        """Return the place on the sheet, in pixels, of a place on the board, in cells."""
        return (x - self.sheet.x) / self.zoom, (y - self.sheet.y - 1) * 2 / self.zoom

    def cell(self, column: int, row: int) -> tuple[int, int]:
        """Return the cell that shows a pixel of the sheet."""
        return self.sheet.x + column * self.zoom, self.sheet.y + 1 + row * self.zoom // 2

    # Parts of panels.

    @property
    def wide_tools(self) -> bool:
        """Whether the keys stand beside the tools."""
        return self.tools.width >= WIDE_TOOLS

    def tool_boxes(self) -> Iterator[tuple[Tool, Box]]:
        """Yield each tool and where it stands, its key included."""
        x, y, wide = self.tools.x, self.tools.y, self.wide_tools
        for tool in TOOLS:
            keyed = wide and tool.key
            width = len(tool.label) + (1 + len(tool.key) if keyed else 0)
            yield tool, Box(x, y, width, 1)
            x += width + (3 if keyed else 1)
            if wide and tool.label == BRUSHES[-1]:
                x += len(SIZES_KEYS) + 3

    @staticmethod
    def bars_of(box: Box, count: int) -> Iterator[Box]:
        """Yield where each of so many bars stands below a title: a bar, and what is below it."""
        room = box.height - 1
        pitch = 3 if room >= 3 * count else 2 if room >= 2 * count else 1
        for node in range(count):
            yield Box(box.x, box.y + 1 + node * pitch, box.width, pitch)

    @staticmethod
    def columns_of(box: Box, count: int) -> Iterator[Box]:
        """Yield where each of so many columns of a table has its heading."""
        label = LABEL if box.width >= LABEL + 6 * count else NARROW_LABEL
        width = min(MOST_COLUMNS, (box.width - label) // count)
        for node in range(count):
            yield Box(box.x + label + node * width, box.y, width, 1)

    @staticmethod
    def listed(recognised: Recognition, room: int = MOST_LISTED) -> list[int]:
        """Return the output nodes that there is room for: of many those that matter most.

        They are what was meant, what is heard prepared and raw, and the strongest.
        """
        count = len(recognised.outputs)
        if count <= max(room, MOST_LISTED):
            return list(range(count))
        strongest = np.argsort(-recognised.outputs, kind="stable").tolist()
        first = [] if recognised.meant is None else [recognised.meant]
        ranked = (*first, recognised.answer, recognised.raw_answer, *strongest)
        return sorted(list(dict.fromkeys(ranked))[: max(room, MOST_LISTED)])

    @property
    def errors_table(self) -> Box | None:
        """Where the table of errors stands, below what is said of them."""
        box = self.errors
        return box and Box(box.x, box.y + 1, box.width, box.height - 1)

    def telling_lines(self, view: DrawingView) -> tuple[str, ...]:
        """Return what there is room to say of telling."""
        lines = view.telling if self.telling.height > 1 else view.brief_telling
        return lines[: self.telling.height]

    # What a click hits.

    def hit(self, view: DrawingView, x: int, y: int) -> Hit | None:
        """Return what beside the sheet lies under a cell of the board, by its action's name."""
        return next((hit for hit, box in self.hits(view) if box.contains(x, y)), None)

    def hits(self, view: DrawingView) -> Iterator[tuple[Hit, Box]]:
        """Yield all that can be clicked, and where it stands."""
        for tool, box in self.tool_boxes():
            yield tool.hit, box
        if self.average is not None:
            yield Hit("why"), self.average
        for node, box in self._meant(view):
            yield Hit("meant", node), box
        if self.errors is not None and CHOOSES in view.verdict:
            yield Hit("choose"), self.errors._replace(height=1)
        elif self.outputs is not None and len(view.classes) > MOST_LISTED:
            yield Hit("choose"), self.outputs._replace(height=1)
        *_, last = self.telling_lines(view)
        y = self.telling.y + len(self.telling_lines(view)) - 1
        for offer, action in ((TELLS, "tell"), (TAKES_BACK, "take_back")):
            if offer in last:
                x = self.telling.x + plain_width(last.split(offer)[0])
                yield Hit(action), Box(x, y, OFFER_WIDTH, 1)

    def _meant(self, view: DrawingView) -> Iterator[tuple[int, Box]]:
        """Yield the output nodes that can be clicked: as bars, and at the heads of tables."""
        recognised = view.recognised
        if self.outputs is not None:
            nodes = self.listed(recognised, self.outputs.height - 1)
            yield from zip(nodes, self.bars_of(self.outputs, len(nodes)), strict=True)
        if recognised.blank:
            return
        nodes = self.listed(recognised)
        if self.answers is not None:
            yield from zip(nodes, self.columns_of(self.answers, len(nodes)), strict=True)
        if self.errors_table is not None and recognised.targets is not None:
            yield from zip(nodes, self.columns_of(self.errors_table, len(nodes)), strict=True)


def layout_of(width: int, height: int, side: int, *, why: bool) -> DrawingLayout:
    """Place the parts on a board of this size; ``why`` chooses the view where there are two."""
    large = 2 * side
    wide = 3 * large + SMALL + 2 * LEAST_GAP + 2
    normal = large + 2 * side - CROP + 2 * LEAST_GAP + 2
    if width >= wide and height >= side + WIDE_BELOW:
        return _wide(width, height, side, spare=width - wide - 4)
    if width >= normal and height >= side + NORMAL_BELOW:
        return _normal(width, height, side, spare=width - normal - 4)
    if height >= side + TALL_BELOW:
        return _tall(width, height, side)
    low = max(side // 2 + LOW_BELOW, LOW_BESIDE)
    if width >= LOW_LEAST + 2 and height >= low and not why:
        return _low(width, height, side)
    return _compact(width, height, side, why=why)


def _wide(width: int, height: int, side: int, *, spare: int) -> DrawingLayout:
    """All at two columns a pixel: what is cut out, prepared, and the average, beside the sheet."""
    large = 2 * side
    gap = 2 + max(0, min(MOST_GAP, spare // 4))
    left = (width - 3 * large - SMALL - 3 * gap) // 2
    small, image = left + large + gap, left + large + SMALL + 2 * gap
    average = image + large + gap
    top = min(2, (height - side - WIDE_BELOW) // 2)
    below = top + side + 1
    rest = height - below
    return DrawingLayout(
        side=side,
        sheet=Box(left, top, large, side + 1),
        tools=Box(left, below, large, 1),
        heard=Box(left, below + 2, large, 1),
        sentence=Box(left, below + 4, large, 3),
        errors=Box(left, below + 8, large, 5),
        telling=Box(left, below + 15, large, 6),
        scaled=Box(small, top, SMALL, side // 2),
        image=Box(image, top, large, side + 1),
        average=Box(average, top, large, side + 1),
        hidden_nodes=Box(small + 8, below + 2, image + large - small - 8, rest - 3),
        outputs=Box(average, below + 2, large, rest - 3),
    )


def _normal(width: int, height: int, side: int, *, spare: int) -> DrawingLayout:
    """The sheet at two columns a pixel, all else at one."""
    large, cropped = 2 * side, side - CROP
    gap = LEAST_GAP + max(0, min(MOST_GAP, spare // 4))
    left = (width - large - cropped - side - 2 * gap) // 2
    small, right = left + large + gap, left + large + cropped + 2 * gap
    top = min(3, (height - side - NORMAL_BELOW) // 2)
    below = top + side + 1
    more = min(3, height - side - NORMAL_BELOW - top)
    return DrawingLayout(
        side=side,
        sheet=Box(left, top, large, side + 1),
        tools=Box(left, below, large, 1),
        heard=Box(left, below + 1 + min(1, more), large, 1),
        sentence=Box(left, below + 2 + min(1, more), large, 2),
        errors=Box(left, below + 4 + min(2, more), large, 5),
        telling=Box(right, below + 3, side, 6),
        scaled=Box(small, top, SMALL, SMALL // 2 + 1),
        image=Box(right, top, side, side // 2 + 1),
        average=Box(right, top + side // 2 + 2, side, side // 2 + 1),
        hidden_nodes=Box(small, top + 13, cropped, SMALL // 2 + 2),
        outputs=Box(small, below - 2, cropped, 11),
    )


def _tall(width: int, height: int, side: int) -> DrawingLayout:
    """What is heard of the sheet, and below what it became: where it is narrow, but high."""
    picture = side // 2 + 1
    above = _compact(width, height - picture - 3, side, why=False)
    top = above.telling.y + 3
    left, inner = above.sheet.x, above.telling.width
    gap = (inner - SMALL - 2 * side) // 2
    return replace(
        above,
        scaled=Box(left, top, SMALL, SMALL // 2 + 1),
        image=Box(left + SMALL + gap, top, side, picture),
        average=Box(left + inner - side, top, side, picture),
    )


def _low(width: int, height: int, side: int) -> DrawingLayout:
    """The hidden nodes below the sheet, all that is heard beside them: where it is wide, but low.

    What else the sheet became has no room: it is the other view, as where all is close together.
    """
    inner = min(width - 2, LOW_MOST)
    left = (width - inner) // 2
    gap = 4 if inner < LOW_MOST else MOST_GAP
    beside, rest = left + side + gap, inner - side - gap
    spare = height - side // 2 - LOW_BELOW
    top = min(2, spare // 3)
    below = top + side // 2 + 1
    # A row that is left sets apart what was meant; others, what is heard and what was told.
    loose = height - top - LOW_BESIDE
    heard = top + 11 + (loose >= 2)
    errors = heard + 4 + (loose >= 1)
    telling = errors + 5 + (loose >= 3)
    return DrawingLayout(
        side=side,
        sheet=Box(left, top, side, side // 2 + 1),
        tools=Box(left, below, side, 1),
        hidden_nodes=Box(left, below + 1 + min(1, spare), side, SMALL // 2 + 1),
        outputs=Box(beside, top, rest, 11),
        heard=Box(beside, heard, rest, 1),
        sentence=Box(beside, heard + 1, rest, 3),
        errors=Box(beside, errors, rest, 5),
        telling=Box(beside, telling, rest, 6),
    )


def _compact(width: int, height: int, side: int, *, why: bool) -> DrawingLayout:
    """The sheet with what is heard of it, or, if it is asked why, with what it became."""
    inner = min(width - 2, COMPACT_MOST)
    left = (width - inner) // 2
    spare = max(0, height - side // 2 - 8)
    top = min(2, spare // 3)
    below = top + side // 2 + 1
    gap = 2 if inner < 3 * side else 4
    beside = left + side + gap
    rest = inner - side - gap
    errors = below + 1 + min(2, spare // 2)
    sheet, tools = Box(left, top, side, side // 2 + 1), Box(left, below, side, 1)
    if not why:
        return DrawingLayout(
            side=side,
            sheet=sheet,
            tools=tools,
            heard=Box(beside, top + 12, rest, 1),
            sentence=Box(beside, top + 13, rest, 3),
            errors=Box(left, errors, inner, 5),
            telling=Box(left, errors + 5, inner, 1),
            hidden_nodes=Box(left + inner - SMALL, top, SMALL, SMALL // 2 + 1),
            outputs=Box(beside, top, rest - SMALL - 2, 11),
        )
    picture = side - CROP if inner < 3 * side + 4 else side
    between = (inner - side - 2 * picture) // 2
    return DrawingLayout(
        side=side,
        sheet=sheet,
        tools=tools,
        heard=Box(left + side + 1, below, inner - side - 1, 1),
        sentence=Box(left, below + 1, inner, 2),
        telling=Box(left, height - 1 - spare // 2, inner, 1),
        image=Box(left + side + between, top, picture, side // 2 + 1),
        average=Box(left + inner - picture, top, picture, side // 2 + 1),
        answers=Box(left, below + 3 + min(1, spare), inner, 3),
    )
