"""Pictures of more pixels than there are cells: drawn smaller, each point a mean of pixels."""

from __future__ import annotations

from functools import cache

import numpy as np

from scenes.story.figures import Floats


def smaller(values: Floats, rows: int, columns: int) -> Floats:
    """Return a picture as rows × columns points, each the mean of what lies under it."""
    if values.shape == (rows, columns):
        return values
    means: Floats = _areas(len(values), rows) @ values @ _areas(values.shape[1], columns).T
    return means


@cache
def _areas(pixels: int, points: int) -> Floats:
    """Return which share each pixel (column) has in each point (row) of a side."""
    ends = np.arange(points + 1) * (pixels / points)
    left, right = ends[:-1, np.newaxis], ends[1:, np.newaxis]
    edges = np.arange(pixels)
    shares: Floats = np.clip(np.minimum(right, edges + 1) - np.maximum(left, edges), 0, None)
    shares /= shares.sum(axis=1, keepdims=True)
    return shares
