"""How far the weights of a hidden node have moved from one moment of training to another."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Weights = NDArray[np.floating[Any]]


@dataclass(frozen=True)
class Movement:
    """How far the weights of a hidden node are from where they were."""

    distance: float
    """The root of the sum of all squared changes."""
    largest: float
    """The change that is the largest, with its sign."""
    row: int
    column: int
    """The pixel whose weight it is, counted from 0."""
    likeness: float | None
    """The correlation of both, −1 to 1; None where one of them is the same everywhere."""


def movement_of(before: Weights, now: Weights, columns: int) -> Movement:
    """Compare a hidden node's weights at two moments, one weight a pixel, so many in a row."""
    before, now = np.asarray(before, np.float64).ravel(), np.asarray(now, np.float64).ravel()
    with np.errstate(all="ignore"):  # of training that has run away
        change = now - before
        place = int(np.abs(change).argmax())
        one, other = before - before.mean(), now - now.mean()
        sizes = math.sqrt(float(one @ one)) * math.sqrt(float(other @ other))
        likeness = float(one @ other) / sizes if sizes else None
        distance = math.sqrt(float(change @ change))
    return Movement(distance, float(change[place]), *divmod(place, columns), likeness)
