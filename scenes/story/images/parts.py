"""What hangs together on a sheet: strokes, and what is none; and which of them are one digit."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from scenes.story.figures import Floats
from scenes.story.images.paper import grown

CLEAR = 0.35
"""How much ink a pixel has at least to be part of a stroke or a spot, not only of its edge."""
SOFT_EDGE = 2
"""Pixels of an edge."""
LEAST_PART = 1 / 15_000
"""The share of an image's pixels that a stroke covers at least; noise does not hang together."""
ENOUGH_INSIDE = 0.05
"""The share of all ink that does not run off the image, if it is the drawing."""
SPECK = 0.02
"""The share of a digit's ink that a spot has at least to be part of the drawing."""
TALL = 0.5
"""The share of the tallest part's height from which on a part may be a digit of its own."""
HOLLOW = 0.6
"""The share of a frame's sides within which it has no ink."""
FRAMED = 0.25
"""The share of a frame's height that is written in it at least."""
BLOT_WIDTH, BLOT_FILL = 1.8, 0.6
"""How many times as wide as all other strokes a blot is, and how much of its box it fills."""
OVERLAP = 0.4
"""The share of the narrower one's width that parts of one digit stand over each other."""
NEAR_ABOVE, NEAR_BESIDE = 0.45, 0.2
"""How far parts of one digit are apart, as a share of its height."""
LARGE, MOST_JOINED = 0.7, 1.6
"""How high a part is that is a digit; and the most that parts of one are together."""
LEAST_DIGIT = 0.35
"""How high a digit is at least, as a share of the usual; less is a comma or a smear."""
MOST_PARTS = 400
"""More is no writing: the largest are looked at."""


@dataclass(eq=False)
class Part:
    """What hangs together: where it is, how many pixels it has, and how much ink."""

    number: int
    top: int
    left: int
    bottom: int
    right: int
    size: int
    amount: float

    @property
    def height(self) -> int:
        """Rows."""
        return self.bottom - self.top

    @property
    def width(self) -> int:
        """Columns."""
        return self.right - self.left

    def encloses(self, other: Part) -> bool:
        """Whether another one is inside its box."""
        return (
            self.top < other.top
            and self.left < other.left
            and self.bottom > other.bottom
            and self.right > other.right
        )


@dataclass(eq=False)
class Group:
    """The parts of one digit."""

    parts: list[Part] = field(default_factory=list)

    @property
    def box(self) -> tuple[int, int, int, int]:
        """Top, left, bottom, right, the last two just outside."""
        tops, lefts, bottoms, rights = zip(
            *((p.top, p.left, p.bottom, p.right) for p in self.parts), strict=True
        )
        return min(tops), min(lefts), max(bottoms), max(rights)

    @property
    def height(self) -> int:
        """Rows."""
        return self.box[2] - self.box[0]


@dataclass(frozen=True, eq=False)
class Strokes:
    """What is written on a sheet, and what was taken for something else."""

    numbers: NDArray[np.intp]
    """The part that each pixel is of, rows × columns; 0 for none."""
    groups: list[Group]
    """The digits, row by row, left to right; none if nothing is written."""
    rows: list[int]
    """How many of them each row has."""
    frames: int
    blots: int
    at_edge: bool
    """Whether what is written runs off the image: it may be something else."""


def strokes_in(ink: Floats) -> Strokes:
    """Return what is written, of ink from 0 to 1: not spots, nor what runs off the image.

    Spots are dust and noise; over the edge run the table beside the paper, a finger, a shadow's
    rim. If there is little else, it is a digit that fills the image, and stays.
    """
    numbers, count = connected(ink > CLEAR)
    every = _parts(numbers, count, ink)
    least = LEAST_PART * ink.size
    outer = {int(n) for n in np.unique(_outermost(numbers))}
    inner = [part for part in every if part.number not in outer]
    at_edge = sum(p.amount for p in inner) < ENOUGH_INSIDE * sum(p.amount for p in every) and not (
        any(_could_be_written(part, ink.shape) for part in inner)
    )
    parts = [part for part in (every if at_edge else inner) if part.size > least]
    parts = sorted(parts, key=lambda part: -part.amount)[:MOST_PARTS]
    frames = _frames(parts, numbers)
    parts = [part for part in parts if part not in frames]
    blots = _blots(parts, numbers)
    parts = [part for part in parts if part not in blots]
    if parts:
        tallest = max(part.height for part in parts)
        usual = np.median([p.amount for p in parts if p.height >= TALL * tallest])
        parts = [part for part in parts if part.amount >= SPECK * usual]
    lines = _in_rows(_grouped(parts))
    groups = [group for line in lines for group in line]
    rows = [len(line) for line in lines]
    return Strokes(numbers, groups, rows, len(frames), len(blots), at_edge and bool(groups))


def cut_out(
    ink: Floats, strokes: Strokes, group: Group
) -> tuple[NDArray[np.uint8], tuple[int, int]]:
    """Return one digit's ink alone, 0 to 255, with soft edges, and its top and left corner."""
    rows, columns = ink.shape
    top, left, bottom, right = group.box
    top, left = max(top - SOFT_EDGE, 0), max(left - SOFT_EDGE, 0)
    bottom, right = min(bottom + SOFT_EDGE, rows), min(right + SOFT_EDGE, columns)
    numbers = strokes.numbers[top:bottom, left:right]
    near = np.isin(numbers, [part.number for part in group.parts])
    others = (numbers > 0) & ~near
    for _ in range(SOFT_EDGE):
        near = grown(near)
    alone = np.where(near & ~others, ink[top:bottom, left:right], 0)
    return np.rint(255 * alone).astype(np.uint8), (top, left)


def _outermost(values: NDArray[np.intp]) -> NDArray[np.intp]:
    return np.concatenate([values[0], values[-1], values[:, 0], values[:, -1]])


def _could_be_written(part: Part, shape: tuple[int, int]) -> bool:
    """Whether a part is as large as what is written usually is."""
    return part.height > 0.15 * shape[0] and part.size > 10 * LEAST_PART * shape[0] * shape[1]


def _parts(numbers: NDArray[np.intp], count: int, ink: Floats) -> list[Part]:
    """Return the parts of a mask by their numbers."""
    rows, columns = np.nonzero(numbers)
    at = numbers[rows, columns] - 1
    first = np.tile(numbers.shape, (count, 1))
    last = np.zeros((count, 2), int)
    places = np.stack([rows, columns], axis=1)
    np.minimum.at(first, at, places)
    np.maximum.at(last, at, places + 1)
    sizes = np.bincount(at, minlength=count).tolist()
    amounts = np.bincount(at, ink[rows, columns], count).tolist()
    boxes = np.hstack([first, last]).tolist()
    return [
        Part(number, top, left, bottom, right, size, amount)
        for number, ((top, left, bottom, right), size, amount) in enumerate(
            zip(boxes, sizes, amounts, strict=True), 1
        )
    ]


def _frames(parts: list[Part], numbers: NDArray[np.intp]) -> list[Part]:
    """Return the parts that only go round others."""
    frames = []
    for part in parts:
        y, x = (round((1 - HOLLOW) / 2 * side) for side in (part.height, part.width))
        within = numbers[part.top + y : part.bottom - y, part.left + x : part.right - x]
        hollow = not (within == part.number).any()
        inside = [p for p in parts if part.encloses(p) and p.height >= FRAMED * part.height]
        if hollow and inside:
            frames.append(part)
    return frames


def _blots(parts: list[Part], numbers: NDArray[np.intp]) -> list[Part]:
    """Return the parts that are blots beside strokes: far wider than these, and filled."""
    if len(parts) < 2:
        return []
    widths = {p.number: _width(p, numbers) for p in parts}
    tallest = max(part.height for part in parts)
    return [
        part
        for part in parts
        if part.size > BLOT_FILL * part.height * part.width
        and max(part.height, part.width) < 1.8 * min(part.height, part.width)
        and any(
            widths[part.number] > BLOT_WIDTH * widths[other.number]
            and other.height >= max(TALL * tallest, part.height)
            for other in parts
            if other is not part
        )
    ]


def _width(part: Part, numbers: NDArray[np.intp]) -> float:
    """Return how wide a part's strokes are, about: its area by half its outline."""
    own = np.pad(numbers[part.top : part.bottom, part.left : part.right] == part.number, 1)
    inner = own[1:-1, 1:-1] & own[:-2, 1:-1] & own[2:, 1:-1] & own[1:-1, :-2] & own[1:-1, 2:]
    return 2 * part.size / max(part.size - int(inner.sum()), 1)


def _grouped(parts: list[Part]) -> list[Group]:
    """Return which parts are one digit: those that stand over each other, or all but touch."""
    if not parts:
        return []
    tallest = max(part.height for part in parts)
    large = [p for p in parts if p.height >= TALL * tallest] or parts
    usual = float(np.median([part.height for part in large]))
    numbers = list(range(len(parts)))
    for at, one in enumerate(parts):
        for beside, other in enumerate(parts[:at]):
            if numbers[at] != numbers[beside] and _belong(one, other, usual):
                joined, to = numbers[at], numbers[beside]
                numbers = [to if number == joined else number for number in numbers]
    groups = [
        Group([part for part, own in zip(parts, numbers, strict=True) if own == number])
        for number in sorted(set(numbers))
    ]
    return [g for g in groups if g.height >= LEAST_DIGIT * usual] or groups


def _belong(one: Part, other: Part, usual: float) -> bool:
    """Return whether two are parts of one digit, digits being so high."""
    small, large = sorted((one, other), key=lambda part: part.height)
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    joined = max(one.bottom, other.bottom) - min(one.top, other.top)
    if across >= OVERLAP * min(one.width, other.width) and joined <= MOST_JOINED * usual:
        both_large = small.height >= LARGE * usual
        return -down <= (0 if both_large else NEAR_ABOVE * usual)
    # A bar of a 5 or a 7 that ends beside its strokes is small; two digits side by side are not.
    return (
        small.height < TALL * usual
        and -across <= NEAR_BESIDE * usual
        and -down <= NEAR_BESIDE * usual
        and large.height >= TALL * usual
    )


def _in_rows(groups: list[Group]) -> list[list[Group]]:
    """Return the digits in rows, as they are read."""
    rows: list[list[Group]] = []
    for group in sorted(groups, key=lambda g: g.box[0] + g.box[2]):
        middle = (group.box[0] + group.box[2]) / 2
        last = rows[-1] if rows else []
        if last and middle < np.mean([g.box[2] for g in last]) - 0.1 * group.height:
            last.append(group)
        else:
            rows.append([group])
    return [sorted(row, key=lambda g: g.box[1] + g.box[3]) for row in rows]


def connected(mask: NDArray[np.bool_]) -> tuple[NDArray[np.intp], int]:
    """Return a number for each connected part of a mask, from 1, and how many there are.

    Row by row: runs that touch, corners included, belong together.
    """
    edges = np.diff(np.pad(mask, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    rows, starts = np.nonzero(edges == 1)
    ends = np.nonzero(edges == -1)[1]
    parents = list(range(len(rows)))

    def root(run: int) -> int:
        while parents[run] != run:
            parents[run] = run = parents[parents[run]]
        return run

    first = np.searchsorted(rows, np.arange(len(mask) + 1)).tolist()
    begin, end = starts.tolist(), ends.tolist()
    for row in range(1, len(mask)):
        above, here = first[row - 1], first[row]
        while above < first[row] and here < first[row + 1]:
            if begin[above] <= end[here] and begin[here] <= end[above]:
                parents[root(here)] = root(above)
            if end[above] < end[here]:
                above += 1
            else:
                here += 1
    numbers: dict[int, int] = {}
    parts = np.zeros(mask.shape, np.intp)
    for run, row in enumerate(rows.tolist()):
        parts[row, begin[run] : end[run]] = numbers.setdefault(root(run), len(numbers) + 1)
    return parts, len(numbers)
