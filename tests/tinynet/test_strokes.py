"""Strokes wider and narrower: each pixel from itself and its four neighbours."""

import math
from typing import Any

import numpy as np
import pytest

from tinynet import load_mnist
from tinynet.strokes import widened, with_pen


def test_a_pixel_is_the_most_or_the_least_of_five() -> None:
    images = np.random.default_rng(1).integers(0, 256, (3, 6, 5), np.uint8)
    for share, choose in ((1.0, max), (0.25, max), (-1.0, min), (-0.5, min)):
        found = widened(images, share)
        assert (found.dtype, found.shape) == (np.uint8, images.shape)
        for image, made in zip(images.astype(int), found, strict=True):
            padded = np.pad(image, 1)
            for row in range(6):
                for column in range(5):
                    y, x = row + 1, column + 1
                    beside = (
                        padded[y - 1, x],
                        padded[y + 1, x],
                        padded[y, x - 1],
                        padded[y, x + 1],
                    )
                    own = image[row, column]
                    expected = own + abs(share) * (choose(own, *beside) - own)
                    assert abs(made[row, column] - expected) <= 0.5
    assert np.array_equal(widened(images, 0), images)


def test_a_digit_by_another_pen_is_one_like_mnist_s() -> None:
    images = load_mnist("test").images[:30]
    wide, narrow = (with_pen(images, pixels) for pixels in (0.7, -0.6))
    ink = [each.sum(axis=(1, 2), dtype=float) for each in (narrow, images, wide)]
    assert np.mean(ink[0] < ink[1]) > 0.8
    assert (ink[1] < ink[2]).all()
    for each in (wide, narrow):
        rows = np.arange(28) @ each.sum(axis=2, dtype=float).T / each.sum(axis=(1, 2))
        assert np.abs(rows - 14).max() <= 0.51
    hair = np.zeros((1, 28, 28), np.uint8)
    hair[0, 5:20, 14] = 255
    assert with_pen(hair, -1.0).any(), "what is too thin for the step stays"


@pytest.mark.parametrize(
    ("images", "pixels", "said"),
    [
        (np.zeros((5, 5), np.uint8), 0.5, r"not uint8 of shape \(5, 5\)"),
        (np.zeros((1, 5, 5)), 0.5, r"not float64 of shape \(1, 5, 5\)"),
        (np.zeros((1, 5, 5), np.uint8), 1.5, "from -1 to 1, not 1.5"),
        (np.zeros((1, 5, 5), np.uint8), math.nan, "from -1 to 1, not nan"),
    ],
)
def test_unsound_images_and_steps_are_refused(images: Any, pixels: float, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        widened(images, pixels)
