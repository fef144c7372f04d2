"""Pictures of the weights of hidden nodes, as codes of cells; and what their colours stand for.

Many are drawn several times a second beside a thread that trains. So they are averaged and
quantised by NumPy, all at once; ``panels/mosaic.py`` turns the codes into cells.
"""

from __future__ import annotations

import math
from functools import cache

import numpy as np
from numpy.typing import NDArray

from scenes.canvas.palette import LEVELS
from scenes.screens.training.movement import Weights

Codes = NDArray[np.intp]
"""Cells, each as one number: its upper level × `SPAN` + its lower level + `BLANK`."""

GRAIN = 2
"""Levels of the palette that are one here: coarser, so that more neighbours are alike."""
STEPS = LEVELS // GRAIN
"""Levels to each side of zero."""
SPAN = 2 * STEPS + 1
BLANK = STEPS * SPAN + STEPS
"""The code of a cell that is zero above and below: it looks like the ground."""
FRAME = SPAN * SPAN
"""The code of the upright line beside the chosen tile."""
SAMPLED = 8192
"""Weights by which a scale is found, about."""
SHARE = 0.95
"""The share of weights that a scale holds."""
ROUND = (1, 1.5, 2, 3, 5, 7)
"""Limits of a scale, times a power of ten."""
SLACK = 1.15
"""How far below a scale the weights must be before it is left for a smaller one."""


def scale_of(input_hidden: Weights, last: float = 0.0) -> float:
    """Return a limit for the colours, a round number that holds nearly all of these weights.

    A few large weights do not matter. With the `last` limit, this one stays as it was unless it
    has become too small, or clearly too large: so that colours do not flicker.
    """
    sizes = np.abs(input_hidden).ravel()
    step = max(1, sizes.size // SAMPLED)
    step += step > 1 and not (step % 2 and step % 7)  # else only some pixels would be looked at
    sizes = sizes[::step]
    sizes = sizes[np.isfinite(sizes)]
    size = float(np.quantile(sizes, SHARE)) if sizes.size else 0.0
    limit = _rounded_up(size)
    return last if limit < last == _rounded_up(size * SLACK) else limit


def _rounded_up(size: float) -> float:
    """Return the least round number that is not below a size; 1 for none."""
    if size <= 0:
        return 1.0
    power = math.floor(math.log10(size))
    limits = (float(f"{figures}e{power + more}") for more in (0, 1) for figures in ROUND)
    return next(limit for limit in limits if limit >= size * (1 - 1e-9))


# Pictures, as codes.


@cache
def averaging(pixels: int, parts: int) -> NDArray[np.float32]:
    """Return the matrix, parts × pixels, that averages a row of pixels over equal parts of it."""
    edges = np.arange(parts + 1) * (pixels / parts)
    start, end = edges[:-1, np.newaxis], edges[1:, np.newaxis]
    pixel = np.arange(pixels)
    covered = np.clip(np.minimum(end, pixel + 1) - np.maximum(start, pixel), 0, None)
    return np.asarray(covered * (parts / pixels), np.float32)


def resized(
    weights: Weights, shape: tuple[int, int], rows: int, columns: int
) -> NDArray[np.float32]:
    """Return n pictures of a shape (n × pixels) averaged over areas, n × rows × columns."""
    images = weights.reshape(-1, *shape).astype(np.float32, copy=False)
    if (rows, columns) == shape:
        return images
    narrowed = images @ averaging(shape[1], columns).T
    return np.asarray(averaging(shape[0], rows) @ narrowed)


def pictures(
    weights: Weights, shape: tuple[int, int], width: int, height: int, limit: float
) -> Codes:
    """Return n pictures (n × pixels) as cells, n × height × width: two pixels above one another.

    A colour's full strength stands for `limit`.
    """
    with np.errstate(all="ignore"):  # of training that has run away
        pixels = resized(weights, shape, 2 * height, width) * np.float32(STEPS / limit)
        np.nan_to_num(pixels, copy=False, posinf=STEPS, neginf=-STEPS)
        levels = np.rint(np.clip(pixels, -STEPS, STEPS)).astype(np.intp)
    return np.asarray(levels[:, 0::2] * SPAN + levels[:, 1::2] + BLANK)
