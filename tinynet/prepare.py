"""A drawing made into a picture like those that the network has seen: MNIST's digits, or others.

How MNIST was made is told at http://yann.lecun.com/exdb/mnist/: each scanned digit was scaled to
fit a box of 20 × 20 pixels, keeping its aspect ratio, with anti-aliasing, which gave it its greys;
then it was moved, so that its centre of mass came to stand in the middle of 28 × 28 pixels.

Two things had not to be done there, as all wrote alike: ink that is pale is made full, and strokes
much thinner than MNIST's are made wider.

For networks of other pictures it is done as those are filled: as large, and in the same place.
"""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tinynet import _checks
from tinynet._checks import FloatArray
from tinynet.filling import AS_MNIST, FAINT, Filling, ink_box, mean_place
from tinynet.mnist import MNIST_SHAPE, Dataset

SIDE, BOX_SIDE = MNIST_SHAPE[0], 20
FULL, FULL_SHARE = 230.0, 0.25
"""How strong at least the strongest quarter of the ink is, as in nearly all of MNIST."""
THIN, USUAL = 1.3, 2.0
"""Pixels: strokes narrower than the first are made as wide as the second.

Of MNIST's digits one in 100 has strokes narrower than 1.4, half of them than 2.2.
"""
FINER = 4
"""Parts of a pixel, along each side, by which strokes are made wider."""

Ink = NDArray[np.uint8] | NDArray[np.floating[Any]]


@dataclass(frozen=True, eq=False)
class Prepared:
    """A drawing as MNIST would have it, and the steps to there; pictures are uint8, 255 is ink."""

    image: NDArray[np.uint8]
    """28 × 28, or as large as asked for; for the network."""
    box: tuple[int, int, int, int] | None
    """Where the drawing was: top, left, bottom, right, the last two just outside. None: no ink."""
    scale: float
    """How many pixels one pixel of the drawing became, along each side."""
    shift: tuple[int, int]
    """By how many pixels, down and right, its centre of mass was moved to the middle."""
    widened: bool
    """Whether the strokes were so thin that they were made wider."""
    cropped: NDArray[np.uint8]
    """What was in `box`; rows × columns, 0 × 0 without ink."""
    scaled: NDArray[np.uint8]
    """20 × 20, or as much of `image`: the drawing as large as fits, in the middle, before it is
    moved."""
    filling: Filling = AS_MNIST
    """How the pictures are filled that it was made like."""


def prepared(
    ink: Ink, shape: tuple[int, int] = (SIDE, SIDE), filling: Filling = AS_MNIST
) -> Prepared:
    """Prepare a drawing for a network: rows × columns, from 0 for paper to 255 for ink.

    `shape`, rows × columns, and `filling` are those of the pictures that the network has learned
    from; MNIST's, if they are not given. Raises `ValueError` for a drawing of other dimensions, for
    numbers beyond these, and for a shape below 1 × 1.
    """
    drawing = _checks.matrix("ink", ink)
    if drawing.min() < 0 or drawing.max() > 255:
        raise ValueError(f"ink must be from 0 to 255, not {drawing.min():g} to {drawing.max():g}")
    if min(shape) < 1:
        raise ValueError(f"shape must be 1 × 1 or more, not {shape[0]} × {shape[1]}")
    room_down, room_across = (max(1, round(side * filling.share)) for side in shape)
    box = ink_box(drawing)
    if box is None:
        paper = np.zeros(shape, np.uint8)
        scaled = paper[:room_down, :room_across].copy()
        return Prepared(paper, None, 1.0, (0, 0), False, paper[:0, :0].copy(), scaled, filling)
    top, left, bottom, right = box
    cropped = drawing[top:bottom, left:right]

    def fitting(margin: float) -> float:
        rows, columns = cropped.shape
        return float(min((room_down - 2 * margin) / rows, (room_across - 2 * margin) / columns))

    scale = fitting(0)
    reach = _missing(cropped, scale, min(shape) / SIDE)
    # Where ink takes next to nothing of a picture, there is no room to widen it.
    widened = 0 < reach < min(room_down, room_across) / 4
    if widened:
        # A margin is left for what the strokes become wider by.
        scale = fitting(reach)
        digit = _thickened(cropped, scale, reach)
    else:
        digit = _resampled(cropped, scale)
    digit = np.rint(_strengthened(digit))

    rows, columns = digit.shape
    middle = np.zeros((room_down, room_across))
    y, x = (room_down - rows) // 2, (room_across - columns) // 2
    middle[y : y + rows, x : x + columns] = digit
    image = np.zeros(shape)
    to_y = _place(digit.sum(axis=1), shape[0], filling.place[0], by_mass=filling.by_mass)
    to_x = _place(digit.sum(axis=0), shape[1], filling.place[1], by_mass=filling.by_mass)
    image[to_y : to_y + rows, to_x : to_x + columns] = digit
    return Prepared(
        image=image.astype(np.uint8),
        box=box,
        scale=scale,
        shift=(to_y - y - (shape[0] - room_down) // 2, to_x - x - (shape[1] - room_across) // 2),
        widened=widened,
        cropped=np.rint(cropped).astype(np.uint8),
        scaled=middle.astype(np.uint8),
        filling=filling,
    )


def resized(picture: NDArray[Any], rows: int, columns: int) -> FloatArray:
    """Return a picture merely scaled to so many rows and columns, whatever is where on it.

    Each side has its own scale: what is drawn on a wide sheet becomes narrow. Raises `ValueError`
    for another shape and for numbers that are not finite.
    """
    values = _checks.matrix("picture", picture)
    down, across = (
        _resampling(pixels, parts, parts / pixels)
        for pixels, parts in zip(values.shape, (rows, columns), strict=True)
    )
    # Enlarged, the outermost parts lie half outside, where nothing is to be added.
    down, across = (each / each.sum(axis=1, keepdims=True) for each in (down, across))
    return np.asarray(down @ values @ across.T)


def average_digits(digits: Dataset) -> FloatArray:
    """Return the mean image of each class, classes × rows × columns; paper for one not there."""
    averages = np.zeros((len(digits.classes), *digits.images.shape[1:]))
    for label in range(len(averages)):
        images = digits.images[digits.labels == label]
        if len(images):
            averages[label] = images.mean(axis=0)
    return averages


def _stroke_width(cropped: FloatArray) -> float:
    """Return how wide the strokes are, about: their area by half the length of their edges.

    An edge of full ink counts with its length, one of half the ink with half of it.
    """
    ink = np.pad(np.where(cropped > FAINT * cropped.max(), cropped, 0), 1)
    down, across = np.diff(ink, axis=0)[:, :-1], np.diff(ink, axis=1)[:-1]
    return float(2 * ink.sum() / np.hypot(down, across).sum())


def _resampled(cropped: FloatArray, scale: float) -> FloatArray:
    """Return a picture scaled, with room for what falls on only a part of its outermost pixels."""
    # A size that is whole but for rounding stays so.
    rows, columns = (max(1, math.ceil(size * scale - 1e-6)) for size in cropped.shape)
    down = _resampling(cropped.shape[0], rows, scale)
    across = _resampling(cropped.shape[1], columns, scale)
    return np.asarray(down @ cropped @ across.T)


def _resampling(pixels: int, parts: int, scale: float) -> FloatArray:
    """Return the matrix, parts × pixels, that scales a row of pixels about its middle.

    Shrunk, a part is the mean of the area it covers; enlarged, it lies between its two nearest
    pixels. Outside is paper.
    """
    edges = (np.arange(parts + 1) - parts / 2) / scale + pixels / 2
    start, end = edges[:-1, np.newaxis], edges[1:, np.newaxis]
    pixel = np.arange(pixels)
    if scale <= 1:
        covered = np.minimum(end, pixel + 1) - np.maximum(start, pixel)
        return np.asarray(np.clip(covered, 0, None) * scale)
    return np.asarray(np.clip(1 - np.abs((start + end - 1) / 2 - pixel), 0, None))


def _missing(cropped: FloatArray, scale: float, size: float) -> float:
    """Return by how many pixels, scaled, strokes are too thin on each side; 0 if they are not.

    In a picture of so many times MNIST's size.
    """
    width = _stroke_width(cropped) * scale
    thin, usual = THIN * size, USUAL * size
    return math.ceil(FINER * (usual - width) / 2) / FINER if width < thin else 0.0


def _thickened(cropped: FloatArray, scale: float, reach: float) -> FloatArray:
    """Return a picture scaled, its strokes wider on each side by so many of the new pixels."""
    steps = round(FINER * reach)
    fine = np.pad(_strengthened(_resampled(cropped, FINER * scale)), steps)
    widest = np.zeros_like(fine)
    for down in range(-steps, steps + 1):
        across = math.isqrt(steps * steps - down * down)
        for right in range(-across, across + 1):
            np.maximum(widest, np.roll(fine, (down, right), (0, 1)), out=widest)
    rows, columns = (math.ceil(size / FINER) for size in widest.shape)
    whole = np.zeros((FINER * rows, FINER * columns))
    whole[: widest.shape[0], : widest.shape[1]] = widest
    parts = whole.reshape(rows, FINER, columns, FINER)
    return np.asarray(parts.mean(axis=(1, 3)))


def _strengthened(digit: FloatArray) -> FloatArray:
    """Return a picture whose strongest ink is nearly full, as if drawn with MNIST's pens."""
    clear = digit[digit > FAINT * digit.max()]
    strong = float(np.quantile(clear, 1 - FULL_SHARE))
    return np.minimum(digit * max(1.0, FULL / strong), 255)


def _place(ink: FloatArray, side: int, place: float, *, by_mass: bool) -> int:
    """Return where rows (or columns) of so much ink begin for it to stand in its place of a side.

    By its centre of mass, or the middle of its box; never so that ink would lie outside.
    """
    middle = mean_place(ink) if by_mass else len(ink) / 2
    return min(max(round(place * side - middle), 0), side - len(ink))
