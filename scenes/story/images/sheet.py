"""An image read as a sheet with digits on it: the one way from a file to what a network is given.

Commands and screens all come this way, so that they show the same digit and the same answer.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from scenes.story.figures import Floats
from scenes.story.images.files import check_pillow, lightness
from scenes.story.images.lines import within_border, without_lines
from scenes.story.images.paper import ink_on
from scenes.story.images.parts import Strokes, cut_out, strokes_in
from scenes.story.images.touching import cut_apart, may_be_several
from scenes.story.numbers import counted
from tinynet import TinynetError
from tinynet.filling import AS_MNIST, Filling
from tinynet.prepare import SIDE, Prepared, prepared

FRAME = 0.25
"""The paper left around a digit that is cut out, as a share of its longer side."""


@dataclass(frozen=True, eq=False)
class FoundDigit:
    """One digit of a sheet."""

    ink: NDArray[np.uint8]
    """Rows × columns, 0 paper to 255 ink: it alone, as large as it was found."""
    together: bool = False
    """Whether it may be several, written together, though it is read as one."""
    cut: bool = False
    """Whether it was cut from others that it touched."""

    @cached_property
    def prepared(self) -> Prepared:
        """As MNIST would have it."""
        return prepared(self.ink)

    def prepared_for(self, shape: tuple[int, int], filling: Filling) -> Prepared:
        """Return it prepared for pictures of rows × columns, filled so."""
        if (shape, filling) == ((SIDE, SIDE), AS_MNIST):
            return self.prepared
        return prepared(self.ink, shape, filling)

    @cached_property
    def framed(self) -> NDArray[np.uint8]:
        """The digit with some paper around it, square."""
        rows, columns = self.ink.shape
        side = round(max(rows, columns) * (1 + 2 * FRAME))
        sheet = np.zeros((side, side), np.uint8)
        y, x = (side - rows) // 2, (side - columns) // 2
        sheet[y : y + rows, x : x + columns] = self.ink
        return sheet


@dataclass(frozen=True, eq=False)
class ImageSheet:
    """What was found on an image: at least one digit, and what was taken away."""

    size: tuple[int, int]
    """Rows and columns of the image as it is in the file, upright."""
    ink: NDArray[np.uint8]
    """All the digits, rows × columns, 0 paper to 255 ink; the image may have been made smaller."""
    digits: tuple[FoundDigit, ...]
    """Row by row, left to right."""
    rows: tuple[int, ...]
    """How many of them each row has."""
    remarks: tuple[str, ...]
    """What was taken away, and what looks wrong: each a sentence."""

    @property
    def enlarged(self) -> float:
        """How many pixels of the file one pixel of `ink` is, along each side."""
        return float(max(self.size) / max(self.ink.shape))


def read_image(path: str | Path, *, digits: bool = True) -> ImageSheet:
    """Read an image file as a sheet with digits on it, or with other things.

    Dark on light or light on dark, whichever is less; transparent is paper. Raises
    :class:`TinynetError` for a file that is none, is too large, or has nothing drawn on it.
    """
    check_pillow()
    light, size = lightness(Path(path))
    sheet = sheet_of(light, size, digits=digits)
    if sheet is None:
        raise TinynetError(f"{path}: expected a digit drawn on it, found only paper")
    return sheet


def sheet_of(
    light: Floats, size: tuple[int, int] | None = None, *, digits: bool = True
) -> ImageSheet | None:
    """Return what is drawn on an image so light, rows × columns from 0 to 255; None if nothing is.

    `size` is that of the image in its file, if it was made smaller. What are no `digits` are not
    cut apart where they touch, however wide they are.
    """
    within = top, left, bottom, right = within_border(light)
    found = ink_on(light[top:bottom, left:right])
    if found is None:
        return None
    ink, lines = without_lines(found)
    strokes = strokes_in(ink)
    if not strokes.groups and lines:
        ink, lines = found, 0
        strokes = strokes_in(ink)
    if not strokes.groups:
        return None
    sheet = np.zeros(light.shape, np.uint8)
    every: list[FoundDigit] = []
    rows_of = []
    groups = iter(strokes.groups)
    for count in strokes.rows:
        before = len(every)
        for group in islice(groups, count):
            alone, (down, across) = cut_out(ink, strokes, group)
            rows, columns = alone.shape
            part = sheet[top + down :, left + across :][:rows, :columns]
            np.maximum(part, alone, out=part)
            every += _apart(alone) if digits else [FoundDigit(alone)]
        rows_of.append(len(every) - before)
    bordered = within != (0, 0, *light.shape)
    return ImageSheet(
        size=size or (light.shape[0], light.shape[1]),
        ink=sheet,
        digits=tuple(every),
        rows=tuple(rows_of),
        remarks=tuple(_remarks(strokes, lines, bordered=bordered, digits=every)),
    )


def _apart(ink: NDArray[np.uint8]) -> list[FoundDigit]:
    """Return what hangs together as one digit, or, cut apart, as several."""
    alone = FoundDigit(ink)
    if not may_be_several(alone.prepared):
        return [alone]
    pieces = cut_apart(ink, alone.prepared)
    if pieces is None:
        return [replace(alone, together=True)]
    return [FoundDigit(piece, cut=True) for piece in pieces]


def _remarks(
    strokes: Strokes, lines: int, *, bordered: bool, digits: list[FoundDigit]
) -> list[str]:
    """Return what was taken away, and what looks wrong."""
    remarks = []
    frames = strokes.frames + bordered
    taken = [
        counted(count, what)
        for count, what in ((frames, "frame"), (lines, "line"), (strokes.blots, "blot"))
        if count
    ]
    if taken:
        remarks.append(f"Taken away as not written: {', '.join(taken)}.")
    if strokes.at_edge:
        remarks.append("This touches the border of the image: a frame, or a digit cut off?")
    if any(digit.cut for digit in digits):
        remarks.append("Digits that touch were cut apart where both sides can be read surely.")
    together = sum(digit.together for digit in digits)
    if together and len(digits) == 1:
        remarks.append("This may be several digits, written together: it is read as one.")
    elif together:
        one = together == 1
        remarks.append(
            f"{'One' if one else f'{together}'} of these may be several, written together: "
            f"{'it is' if one else 'each is'} read as one."
        )
    return remarks
