"""Digits turned a little: more of them to learn from, as Rashid's book makes them."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray


def rotated(images: NDArray[np.uint8], degrees: float) -> NDArray[np.uint8]:
    """Return images, n × rows × columns, turned about their middle, anticlockwise.

    Each pixel is read off the image turned back, by bilinear interpolation; outside is paper, 0.
    Raises `ValueError` for another shape or a type other than uint8, or an angle not finite.
    """
    images = np.asarray(images)
    if images.dtype != np.uint8 or images.ndim != 3:
        raise ValueError(
            "images must be uint8 of shape (n, rows, columns), "
            f"not {images.dtype} of shape {images.shape}"
        )
    if not np.isfinite(degrees):
        raise ValueError(f"degrees must be finite, not {degrees}")
    count, rows, columns = images.shape
    pixels = images.reshape(count, rows * columns)
    turned = np.zeros((count, rows * columns), np.float32)
    for sources, shares in _corners(rows, columns, float(degrees)):
        turned += pixels[:, sources] * shares
    return np.rint(turned).astype(np.uint8).reshape(images.shape)


@lru_cache(maxsize=8)
def _corners(
    rows: int, columns: int, degrees: float
) -> tuple[tuple[NDArray[np.intp], NDArray[np.float32]], ...]:
    """Return, for each of four neighbours, every pixel's source and the share it has in it."""
    middle_y, middle_x = (rows - 1) / 2, (columns - 1) / 2
    y, x = np.mgrid[:rows, :columns].astype(float)
    y, x = (y - middle_y).ravel(), (x - middle_x).ravel()
    angle = np.deg2rad(degrees)
    # Rows count downwards, so this turns the place clockwise, and hence the image the other way.
    source_x = middle_x + x * np.cos(angle) - y * np.sin(angle)
    source_y = middle_y + x * np.sin(angle) + y * np.cos(angle)

    left, top = np.floor(source_x), np.floor(source_y)
    right_share, lower_share = source_x - left, source_y - top
    corners = []
    for dy, share_y in ((0, 1 - lower_share), (1, lower_share)):
        for dx, share_x in ((0, 1 - right_share), (1, right_share)):
            column, row = left + dx, top + dy
            inside = (column >= 0) & (column < columns) & (row >= 0) & (row < rows)
            source = np.where(inside, row * columns + column, 0).astype(np.intp)
            corners.append((source, np.where(inside, share_x * share_y, 0).astype(np.float32)))
    return tuple(corners)
