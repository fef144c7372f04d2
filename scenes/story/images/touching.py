"""Digits that touch: which they are, and how they are cut apart.

What :mod:`tinynet.together` takes for several is cut where a stroke is thinnest and what is left
can be read. A cut goes straight down, or a little aslant, where it crosses little ink. Of all ways
to cut, that with the fewest pieces is taken of which each can be read: more cuts than needed, and
recognition that chooses, as amounts on cheques are read (LeCun et al., "Gradient-based learning
applied to document recognition", 1998, section VII). Where no way is good, it stays whole. Who
reads the pieces is the network that comes along for handwriting, whichever will read the digits:
what is cut does not depend on that.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scenes.story.images.parts import CLEAR
from tinynet import Network, to_inputs
from tinynet.prepare import Prepared, prepared
from tinynet.together import DOUBTED, how_several, load_together

LONG = 1.45
"""How many times as wide as high no digit is."""
CERTAIN = 0.96
"""How sure it is that something is several, for it to be cut even if it is read as one."""
SURE = 0.7
"""The output with which each piece is read at least."""
SURER = 0.2
"""By how much the least sure piece is read more surely than the whole, if that may be a digit."""
SLANTS = (0.0, -0.15, 0.15, -0.3, 0.3)
"""Columns to the right for each row up, of a cut."""
MOST_CUTS = 14
APART = 0.12
"""How far cuts are from each other and from the ends at least, as a share of the height."""
NARROWEST, WIDEST = 0.12, 1.25
"""How wide a digit is, as a share of the height of all."""
LOWEST = 0.65
"""How high one is at least, as a share of that: a stroke of a 5 that stands apart is lower."""
CUT_INK = 0.3
"""How much ink a cut crosses at most, as a share of the height."""

Ink = NDArray[np.uint8]
Pair = tuple[int, int]
"""Two cuts by their numbers, a piece between them."""


class _Cut(NamedTuple):
    """A line across what is written, from the top to the bottom."""

    column: float
    """Where it crosses the middle row."""
    slant: float
    ink: float
    """How much it crosses, in pixels of full ink."""


def may_be_several(digit: Prepared) -> bool:
    """Return whether what is taken for a digit may be several, written together."""
    rows, columns = digit.cropped.shape
    return columns > LONG * rows or _several([digit.image])[0] > DOUBTED


def cut_apart(ink: Ink, digit: Prepared) -> list[Ink] | None:
    """Return the digits in ink, rows × columns, from the left, each no larger than it is.

    The ink may be several, and is prepared as one digit, too. None where it cannot be cut so that
    each piece is read surely.
    """
    rows, columns = ink.shape
    cuts = _cuts(ink)
    if not cuts:
        return None
    ends = [_Cut(-1.0, 0.0, 0), *cuts, _Cut(columns + 1.0, 0.0, 0)]
    pieces: dict[Pair, Ink] = {}
    for first, left in enumerate(ends):
        for last in range(first + 1, len(ends)):
            width = min(ends[last].column, columns) - max(left.column, 0)
            if NARROWEST * rows <= width <= WIDEST * rows:
                piece = _between(ink, left, ends[last])
                if piece is not None and len(piece) >= LOWEST * rows:
                    pieces[first, last] = piece
    pieces.pop((0, len(ends) - 1), None)  # that is all of it
    if not pieces:
        return None
    images = [prepared(piece).image for piece in pieces.values()]
    several = _several([digit.image, *images])
    whole, *alone = _sure([digit.image, *images])
    certain = columns > LONG * rows or several[0] > CERTAIN
    wanted = SURE if certain else max(SURE, whole + SURER)
    sure = {
        pair: own
        for pair, own, more in zip(pieces, alone, several[1:], strict=True)
        if more <= DOUBTED
    }
    way = _best_way(sure, len(ends), wanted)
    return None if way is None else [pieces[pair] for pair in pairwise(way)]


def _cuts(ink: Ink) -> list[_Cut]:
    """Return where little ink is crossed, from the left, of near ones the one with the least.

    One stroke at most: digits touch at one place, and a 1 is not cut through its flag and its foot.
    """
    rows, columns = ink.shape
    up = rows / 2 - np.arange(rows)[:, np.newaxis]
    found = []
    for slant in SLANTS:
        at = np.arange(columns) + np.rint(slant * up).astype(np.intp)
        within = (at >= 0) & (at < columns)
        along = np.where(within, np.take_along_axis(ink, at.clip(0, columns - 1), axis=1), 0) / 255
        begun = np.diff(np.pad(along > CLEAR, ((1, 0), (0, 0))).astype(np.int8), axis=0) == 1
        # A little dearer than straight down, so that it leans only where it helps.
        cost = along.sum(axis=0) * (1 + abs(slant)) + 0.01 * rows * abs(slant)
        found.append(np.where(begun.sum(axis=0) <= 1, cost, np.inf))
    costs = np.array(found)
    least = costs.min(axis=0)
    apart = max(1, round(APART * rows))
    cuts: list[_Cut] = []
    for column in np.argsort(least, kind="stable").tolist():
        far = all(abs(column - cut.column) >= apart for cut in cuts)
        if least[column] > CUT_INK * rows or len(cuts) == MOST_CUTS:
            break
        if far and apart <= column < columns - apart:
            slant = SLANTS[int(costs[:, column].argmin())]
            cuts.append(_Cut(float(column), slant, float(least[column])))
    return sorted(cuts)


def _between(ink: Ink, left: _Cut, right: _Cut) -> Ink | None:
    """Return what is between two cuts, no larger than it is."""
    rows, columns = ink.shape
    up = rows / 2 - np.arange(rows)[:, np.newaxis]
    at = np.arange(columns)
    inside = (at - left.slant * up >= left.column) & (at - right.slant * up < right.column)
    piece = np.where(inside, ink, 0).astype(np.uint8)
    down, across = (np.flatnonzero(piece.any(axis=axis)) for axis in (1, 0))
    if not down.size:
        return None
    return piece[down[0] : down[-1] + 1, across[0] : across[-1] + 1]


def _sure(images: list[Ink]) -> list[float]:
    """Return how surely each is read."""
    outputs = _reader().query(to_inputs(np.stack(images)))
    sure: list[float] = outputs.max(axis=1).tolist()
    return sure


def _several(images: list[Ink]) -> list[float]:
    """Return how sure it is of each that it is several."""
    several: list[float] = how_several(_teller(), np.stack(images)).tolist()
    return several


@lru_cache(maxsize=1)
def _teller() -> Network:
    return load_together()


@lru_cache(maxsize=1)
def _reader() -> Network:
    from tinynet.handwriting import load_handwriting

    return load_handwriting()


def _best_way(sure: dict[Pair, float], ends: int, wanted: float) -> tuple[int, ...] | None:
    """Return the cuts, from end to end, with the fewest pieces that are all read surely enough.

    Of such ways, the one whose least sure piece is surest.
    """
    ways: dict[int, tuple[float, tuple[int, ...]]] = {0: (1.0, (0,))}
    for _ in range(ends - 1):
        longer: dict[int, tuple[float, tuple[int, ...]]] = {}
        for (first, last), own in sure.items():
            if first in ways:
                least, way = ways[first]
                reached = (min(least, own), (*way, last))
                longer[last] = max(longer.get(last, reached), reached)
        ways = longer
        if ends - 1 in ways and ways[ends - 1][0] >= wanted:
            return ways[ends - 1][1]
    return None
