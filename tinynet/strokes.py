"""Digits as other pens would have written them: strokes a little wider, or narrower.

A morphological step (Serra, *Image Analysis and Mathematical Morphology*, 1982): each pixel becomes
the most of itself and its four neighbours, which widens strokes (dilation), or the least of them,
which narrows them (erosion). Of the step a share is taken, so that it may be less than a pixel.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from tinynet.prepare import prepared


def widened(images: NDArray[np.uint8], pixels: float) -> NDArray[np.uint8]:
    """Return images, n × rows × columns, strokes so many pixels wider on each side.

    From −1, a whole pixel narrower, to 1; outside is paper, 0. Raises `ValueError` for another
    shape, a type other than uint8, or more pixels.
    """
    images = np.asarray(images)
    if images.dtype != np.uint8 or images.ndim != 3:
        raise ValueError(
            "images must be uint8 of shape (n, rows, columns), "
            f"not {images.dtype} of shape {images.shape}"
        )
    if not -1 <= pixels <= 1:
        raise ValueError(f"pixels must be from -1 to 1, not {pixels}")
    rows, columns = images.shape[1:]
    beside = np.pad(images, ((0, 0), (1, 1), (1, 1)))
    step: Any = np.maximum if pixels > 0 else np.minimum
    stepped = images
    for down, right in ((0, 1), (2, 1), (1, 0), (1, 2)):
        stepped = step(stepped, beside[:, down : down + rows, right : right + columns])
    share = abs(pixels)
    return np.rint((1 - share) * images + share * stepped).astype(np.uint8)


def with_pen(images: NDArray[np.uint8], pixels: float) -> NDArray[np.uint8]:
    """Return digits, n × 28 × 28, written with a pen so much wider, prepared as MNIST's were.

    Raises as `widened` does.
    """
    made = widened(images, pixels)
    # What is too thin for the step would be gone.
    return np.stack(
        [
            prepared(image if image.any() else before).image
            for image, before in zip(made, images, strict=True)
        ]
    )
