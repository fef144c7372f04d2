"""What is ink on a photograph or a drawing, and what is paper.

A photograph's paper is grey, brighter at one side, in shadow at another, and noisy. So how light it
is at each place is found from the image itself, and ink is what differs from it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from scenes.story.figures import Floats
from tinynet.prepare import resized

COARSE_SIDE, MEDIAN_SIDE = 120, 36
"""Pixels a side in which the paper's lightness is found; and the median, which takes long."""
SURFACE_TURNS = 10
EXTREME = 2e-4
"""The share of pixels that do not count when the darkest and the lightest are looked for."""
NEAR = 1 / 12
"""The share of a side within which paper is alike."""
SMALL_SIDE = 100
"""Pixels a side of images that no camera took."""
LEAST_CONTRAST = 0.06
"""How much of the paper's lightness ink takes away at least."""
FAINT = 0.06
"""The share of the strongest ink that is paper at all events: what compression leaves behind."""
NOISE = 4.0
"""Times its spread that the paper's noise may reach."""
FULL = 0.85
"""The share of the strongest ink from which on it is full."""


def ink_on(light: Floats) -> Floats | None:
    """Return how much ink is where, 0 to 1, on paper so light (0 to 255); None if there is none."""
    small = _shrunk(light, COARSE_SIDE)
    paper = _first_paper(small)
    apart = light - resized(paper, *light.shape)
    if not _dark_on_light(_smoothed(apart) if max(light.shape) > SMALL_SIDE else apart):
        light, small, paper = 255 - light, 255 - small, 255 - paper
    paper = resized(_second_paper(small, paper), *light.shape)
    # Its share of the paper's lightness: ink in the shade is as deep as ink in the light.
    ink = 1 - light / np.maximum(paper, 1)
    if max(light.shape) > SMALL_SIDE:
        ink = _smoothed(ink)

    level, noise = _usual(ink)
    clear = ink[ink > level + max(LEAST_CONTRAST, NOISE * noise)]
    if not clear.size:
        return None
    full = FULL * float(np.quantile(clear, 0.95))
    low = level + max(NOISE / 2 * noise, FAINT * (full - level))
    return np.clip((ink - low) / (full - low), 0, 1)


def _usual(ink: Floats) -> tuple[float, float]:
    """Return the value most pixels are near, which is paper, and how far they spread."""
    values = np.sort(ink, axis=None)
    part = len(values) // 4
    widths = values[part:] - values[: len(values) - part]
    first = int(widths.argmin())
    # The middle quarter of a normal distribution is 0.64 standard deviations wide.
    return float(values[first : first + part + 1].mean()), float(widths[first] / 0.64)


def _first_paper(light: Floats) -> Floats:
    """Return how light the paper is, whether it is lighter or darker than the ink.

    Either it is curved no more than a parabola, as under a lamp; or it is the median of a wide
    neighbourhood, in which a shadow's edge stays: whichever is nearer to the image. Small images
    are evenly lit: their paper is as their border.
    """
    if max(light.shape) <= SMALL_SIDE:
        return np.full_like(light, np.median(_border(light)))
    curved, median = _curved(light), _median(light)
    return curved if np.abs(light - curved).mean() < np.abs(light - median).mean() else median


def _curved(light: Floats) -> Floats:
    """Return the surface of second degree with the smallest sum of distances to the image.

    Of distances, not of their squares, so that ink does not bend it.
    """
    y, x = (((np.arange(size) + 0.5) / size) * 2 - 1 for size in light.shape)
    y, x = (each.ravel() for each in np.meshgrid(y, x, indexing="ij"))
    forms = np.stack([np.ones_like(x), y, x, y * y, x * y, x * x], axis=1)
    values = light.ravel()
    weights = np.ones_like(values)
    for _ in range(SURFACE_TURNS):
        weighted = forms * weights[:, np.newaxis]
        # On few pixels some forms are alike, hence a little is added.
        square = weighted.T @ forms + 1e-6 * np.eye(forms.shape[1])
        shares = np.linalg.solve(square, weighted.T @ values)
        weights = 1 / np.maximum(np.abs(values - forms @ shares), 1)
    return np.asarray((forms @ shares).reshape(light.shape).clip(0, 255))


def _median(light: Floats) -> Floats:
    """Return the median of half the image's width around each place."""
    small = _shrunk(light, MEDIAN_SIDE)
    reach = max(1, max(small.shape) // 4)
    # Beyond the edge it goes on as it came there, so that a dark corner is no pit.
    how: dict[str, Any] = {"mode": "reflect", "reflect_type": "odd"}
    wide = (
        np.pad(small, reach, **how) if min(small.shape) > 1 else np.pad(small, reach, mode="edge")
    )
    side = 2 * reach + 1
    around = np.lib.stride_tricks.sliding_window_view(wide, (side, side))
    middle = np.median(around.reshape(*small.shape, side * side), axis=2)
    return resized(middle, *light.shape).clip(0, 255)


def _second_paper(light: Floats, paper: Floats) -> Floats:
    """Return how light the paper is more closely: the mean around each place without the ink."""
    if max(light.shape) <= SMALL_SIDE:
        return paper
    ink = 1 - light / np.maximum(paper, 1)
    level, noise = _usual(ink)
    blank = ~grown(grown(ink > level + max(LEAST_CONTRAST, NOISE * noise)))
    reach = max(1, round(NEAR * max(light.shape)))
    share = _mean_around(blank.astype(np.float64), reach)
    # As a share of the first: where all is ink, that stays.
    ratio = np.where(blank, light / np.maximum(paper, 1), 0)
    near = (_mean_around(ratio, reach) + 1e-3) / (share + 1e-3)
    return paper * near


def _mean_around(values: Floats, reach: int) -> Floats:
    """Return the mean of a square around each place, as much of it as is in the image."""
    for axis in (0, 1):
        size = values.shape[axis]
        sums = np.concatenate([np.zeros_like(values.take([0], axis)), values.cumsum(axis)], axis)
        first = np.maximum(np.arange(size) - reach, 0)
        last = np.minimum(np.arange(size) + reach + 1, size)
        count = (last - first).reshape((-1, 1) if axis == 0 else (1, -1))
        values = (sums.take(last, axis) - sums.take(first, axis)) / count
    return values


def _dark_on_light(light: Floats) -> bool:
    """Return whether what differs most from the border, most of which is paper, is darker.

    `light` is how much lighter than the paper everything is.
    """
    border = np.median(_border(light))
    dark, bright = np.quantile(light, [EXTREME, 1 - EXTREME])
    return bool(border - dark >= bright - border)


def _border(values: NDArray[Any]) -> NDArray[Any]:
    """Return the outermost pixels."""
    return np.concatenate([values[0], values[-1], values[:, 0], values[:, -1]])


def _shrunk(values: Floats, side: int) -> Floats:
    """Return a picture of at most so many pixels a side."""
    scale = min(1.0, side / max(values.shape))
    rows, columns = (max(1, round(size * scale)) for size in values.shape)
    return resized(values, rows, columns)


def _smoothed(values: Floats) -> Floats:
    """Return values averaged with their neighbours: ¼ ½ ¼ along each axis."""
    wide = np.pad(values, 1, mode="edge")
    wide = (wide[:-2] + 2 * wide[1:-1] + wide[2:]) / 4
    return np.asarray((wide[:, :-2] + 2 * wide[:, 1:-1] + wide[:, 2:]) / 4)


def grown(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return a mask with all neighbours, corners included, of what is in it."""
    wide = np.pad(mask, 1)
    wide = wide[:-2] | wide[1:-1] | wide[2:]
    return np.asarray(wide[:, :-2] | wide[:, 1:-1] | wide[:, 2:])
