"""Lines that are on the paper but are not written: frames, ruled and squared sheets.

A straight line is found as a Hough transform finds it: for each slope, ink is counted along it.
Then it is followed from column to column, and taken away where it is no thicker than elsewhere on
its way: where it is, a stroke crosses it, which stays whole. Staff lines are taken from scores so.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scenes.story.figures import Floats

Mask = NDArray[np.bool_]

EDGE_SHARE = 0.2
"""The share of a side that a frame along the image's edge takes at most."""
ALIKE = 0.92
"""The share of a row of a frame that is as dark (or as light)."""
STEP = 40.0
"""How much darker than the paper a frame is at least, of 255; it ends within a few pixels."""
STEP_PIXELS = 2

COARSE_SIDE = 250
"""Pixels a side in which lines are looked for."""
SLOPES = np.arange(-0.18, 0.1801, 0.004)
"""Pixels down for each to the right: a sheet that is held up to 10° aslant."""
NEAR_SLOPES = 0.03
"""How much lines that are parallel on the paper differ in slope on a photograph."""
COVERED, SEEN = 0.7, 0.35
"""The share of the image's width that a line covers, and where it is seen to be thin."""
INKED = 0.2
"""How much ink a pixel of a line has at least."""
THICK = 0.03
"""The share of a side that a line is thick at most; a pixel or three always are."""
THICK_PIXELS = 3
THINNER = 0.3
"""The share of its columns in which a line is not thicker than it is said to be."""
CROSSED = 1.6
"""How many times as thick a line is where something crosses it, at least."""
MOST_LINES = 60
RUNS_OFF = 0.03
"""The share of a side within which a line's end is at the edge of the image."""
SEVERAL = 3
"""Lines that are a frame or a grid even if they end before the image does."""
LEAST_REST = 0.05
"""The share of the ink that is left without lines, if those were not the drawing itself."""
BESIDE = 0.03
"""The share of the width that a line goes on beyond what is written, on both sides."""


@dataclass(frozen=True, eq=False)
class _Line:
    """A line that runs across: the columns that it is found in, and a row of it in each."""

    columns: NDArray[np.intp]
    rows: NDArray[np.intp]
    thickness: float
    """How many rows it usually takes."""

    def runs_off(self, width: int) -> bool:
        """Whether both ends are at the edge of an image so wide."""
        near = max(1, round(RUNS_OFF * width))
        return bool(self.columns[0] <= near and self.columns[-1] >= width - 1 - near)


def within_border(light: Floats) -> tuple[int, int, int, int]:
    """Return top, left, bottom and right of what an even frame along an image's edges leaves.

    The last two are just outside. Lightness is rows × columns, 0 to 255; the frame may be of one
    pixel, or on some of the sides only.
    """
    paper = float(np.median(light))
    top, bottom = _depth(light, paper), _depth(light[::-1], paper)
    left, right = _depth(light.T, paper), _depth(light.T[::-1], paper)
    rows, columns = light.shape
    return top, left, rows - bottom, columns - right


def _depth(light: Floats, paper: float) -> int:
    """Return how many rows from the top are a frame, with the soft edge where it ends."""
    most = int(EDGE_SHARE * len(light))
    apart = light[: most + STEP_PIXELS + 1] - paper
    middle = np.median(apart, axis=1)
    side = np.sign(middle)[:, np.newaxis]
    framed = ((apart * side > STEP).mean(axis=1) >= ALIKE)[: most + 1]
    depth = int(framed.argmin()) if not framed.all() else 0
    within = depth + STEP_PIXELS
    if not depth or within >= len(middle) or abs(middle[depth - 1] - middle[within]) < STEP:
        return 0
    return depth + 1


def without_lines(ink: Floats) -> tuple[Floats, int]:
    """Return ink, rows × columns from 0 to 1, without straight lines across it, and their number.

    Nothing is taken away if the lines may be the drawing itself.
    """
    mask = ink > INKED
    across, down = list(_lines(mask)), list(_lines(mask.T))
    rows, columns = ink.shape
    if len(across) + len(down) < SEVERAL:
        across = [line for line in across if line.runs_off(columns)]
        down = [line for line in down if line.runs_off(rows)]
    count = len(across) + len(down)
    if not count:
        return ink, 0
    lines = _taken(mask, across) | _taken(mask.T, down).T
    # Where two cross each other, each is thin once the other is gone.
    left = mask & ~lines
    for taken in (_taken(left, across), _taken(left.T, down).T):
        lines |= taken
    rest = np.where(lines, 0, ink)
    if rest.sum() < LEAST_REST * ink.sum() or (count == 1 and _ends_with(rest, across, down)):
        return ink, 0
    return rest, count


def _ends_with(rest: Floats, across: list[_Line], down: list[_Line]) -> bool:
    """Return whether a lone line ends where what is written does: then it is a part of it."""
    (line,) = (*across, *down)
    written = np.flatnonzero((rest > 0.5).any(axis=0 if across else 1))
    beside = max(1, BESIDE * (line.columns[-1] - line.columns[0]))
    return not written.size or bool(
        written[0] - line.columns[0] < beside or line.columns[-1] - written[-1] < beside
    )


def _lines(mask: Mask) -> Iterator[_Line]:
    """Yield the lines that run across a mask, the longest first."""
    factor = math.ceil(max(mask.shape) / COARSE_SIDE)
    tops, bottoms = _runs(mask)
    # Strokes and lines that run down are none that run across.
    coarse = _reduced(mask & (bottoms - tops < _thickest(mask)), factor)
    height, width = coarse.shape
    slopes = SLOPES
    for _ in range(MOST_LINES):
        rows, columns = np.nonzero(coarse)
        if not rows.size:
            return
        slope, offset, covered = _strongest(rows, columns, height, width, slopes)
        if covered < SEEN * width:
            return
        middle = offset + slope * (np.arange(width) - width / 2)
        line = _followed(mask, tops, bottoms, factor, (offset, slope))
        thickness = 1 if line is None else line.thickness
        near = np.abs(np.arange(height)[:, np.newaxis] - middle) <= 2 + thickness / factor / 2
        coarse &= ~near
        if line is not None:
            slopes = SLOPES[np.abs(SLOPES - slope) <= NEAR_SLOPES]
            yield line


def _strongest(
    rows: NDArray[np.intp], columns: NDArray[np.intp], height: int, width: int, slopes: Floats
) -> tuple[float, int, int]:
    """Return slope, row in the middle and covered columns of the line with the most of these."""
    best = (0.0, 0, -1)
    margin = math.ceil(0.1 * width) + 1
    for slope in slopes:
        at = np.rint(rows - slope * (columns - width / 2)).astype(np.intp) + margin
        counts = np.bincount(at, minlength=height + 2 * margin)
        row = int(counts.argmax())
        if counts[row] > best[2]:
            best = (float(slope), row - margin, int(counts[row]))
    return best


def _followed(
    mask: Mask,
    tops: NDArray[np.intp],
    bottoms: NDArray[np.intp],
    factor: int,
    found: tuple[int, float],
) -> _Line | None:
    """Return a line that was found in the coarse mask as it is in the fine one, if it is thin."""
    height, width = mask.shape
    offset, slope = found
    every = np.arange(width)
    middle = factor * (offset + slope * ((every + 0.5) / factor - width / factor / 2) + 0.5)
    rows = np.full(width, -1)
    for step in sorted(range(-2 * factor, 2 * factor + 1), key=abs):
        at = np.rint(middle).astype(np.intp) + step
        there = (at >= 0) & (at < height) & (rows < 0)
        there[there] = mask[at[there], every[there]]
        rows[there] = at[there]
    columns = np.flatnonzero(rows >= 0)
    if columns.size < COVERED * width:
        return None
    rows = rows[columns]
    # Strokes may cross much of it, or go along it.
    thickness = float(np.quantile(bottoms[rows, columns] - tops[rows, columns] + 1, THINNER))
    line = _Line(columns, rows, thickness)
    return line if thickness <= _thickest(mask) else None


def _thickest(mask: Mask) -> float:
    """Return how thick a line is at most."""
    return float(max(THICK_PIXELS, THICK * max(mask.shape)))


def _taken(mask: Mask, lines: list[_Line]) -> Mask:
    """Return what belongs to lines that run across and to no stroke, with its soft edge."""
    height = len(mask)
    tops, bottoms = _runs(mask)
    soft = 2 if max(mask.shape) > COARSE_SIDE else 1
    change = np.zeros((height + 1, mask.shape[1]), np.intp)
    for line in lines:
        inked = mask[line.rows, line.columns]
        rows, columns = line.rows[inked], line.columns[inked]
        first, last = tops[rows, columns], bottoms[rows, columns]
        thin = last - first + 1 <= CROSSED * line.thickness + 1
        change[np.maximum(first[thin] - soft, 0), columns[thin]] += 1
        change[np.minimum(last[thin] + soft + 1, height), columns[thin]] -= 1
    return np.asarray(change.cumsum(axis=0)[:height] > 0)


def _reduced(mask: Mask, factor: int) -> Mask:
    """Return a mask so many times smaller, with all in it that holds anything."""
    rows, columns = (math.ceil(size / factor) * factor for size in mask.shape)
    wide = np.zeros((rows, columns), bool)
    wide[: mask.shape[0], : mask.shape[1]] = mask
    return np.asarray(
        wide.reshape(rows // factor, factor, columns // factor, factor).any(axis=(1, 3))
    )


def _runs(mask: Mask) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return, for each pixel of a mask, the first and the last row of its run down the column."""
    rows = np.arange(len(mask))[:, np.newaxis]
    first = np.maximum.accumulate(np.where(mask, -1, rows), axis=0) + 1
    after = np.minimum.accumulate(np.where(mask, len(mask), rows)[::-1], axis=0)[::-1]
    return first, after - 1
