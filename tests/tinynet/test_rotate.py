"""Turning digits: exact where it can be, and each pixel read from where it was."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinynet import load_mnist, rotated


def drawn(rows: int, columns: int, seed: int = 0, count: int = 3) -> np.ndarray:
    images: np.ndarray = np.random.default_rng(seed).integers(
        0, 256, (count, rows, columns), np.uint8
    )
    return images


def plainly_rotated(image: np.ndarray, degrees: float) -> np.ndarray:
    """Each pixel, one after another: its place turned back, and read between four neighbours."""
    rows, columns = image.shape

    def ink(row: int, column: int) -> float:
        inside = 0 <= row < rows and 0 <= column < columns
        return float(image[row, column]) if inside else 0.0

    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    turned = np.empty(image.shape)
    for row in range(rows):
        for column in range(columns):
            right, up = column - (columns - 1) / 2, (rows - 1) / 2 - row
            # Clockwise, in axes of which the second points up.
            from_right, from_up = cos * right + sin * up, -sin * right + cos * up
            y, x = (rows - 1) / 2 - from_up, (columns - 1) / 2 + from_right
            top, left = math.floor(y), math.floor(x)
            down, over = y - top, x - left
            upper = (1 - over) * ink(top, left) + over * ink(top, left + 1)
            lower = (1 - over) * ink(top + 1, left) + over * ink(top + 1, left + 1)
            turned[row, column] = (1 - down) * upper + down * lower
    return turned


@pytest.mark.parametrize("size", [1, 2, 5, 8, 28])
def test_quarter_turns_are_exact_and_anticlockwise(size: int) -> None:
    images = drawn(size, size)
    for quarters in (-2, -1, 0, 1, 2, 3, 4):
        expected = np.rot90(images, quarters, axes=(1, 2))
        assert np.array_equal(rotated(images, 90.0 * quarters), expected)


def test_a_bar_to_the_right_turns_upwards() -> None:
    image = np.zeros((1, 9, 9), np.uint8)
    image[0, 4, 5:] = 255
    assert rotated(image, 45)[0, :4, 5:].sum() > 500
    assert rotated(image, 45)[0, 5:].sum() == 0


@given(
    rows=st.integers(1, 7),
    columns=st.integers(1, 7),
    degrees=st.floats(-400, 400),
    seed=st.integers(0, 2**32 - 1),
)
def test_every_pixel_is_as_read_one_by_one(
    rows: int, columns: int, degrees: float, seed: int
) -> None:
    images = drawn(rows, columns, seed, count=2)
    turned = rotated(images, degrees)
    assert turned.shape == images.shape
    assert turned.dtype == np.uint8
    for image, found in zip(images, turned, strict=True):
        # Rounded to a whole number: a half, and what float32 leaves out.
        assert np.abs(found - plainly_rotated(image, degrees)).max() <= 0.5 + 1e-3


@pytest.mark.parametrize("degrees", [-10, 10, 15])
def test_real_digits_keep_their_ink(degrees: float) -> None:
    images = load_mnist("test").images[:200]
    turned = rotated(images, degrees)
    before, after = (each.sum(axis=(1, 2), dtype=float) for each in (images, turned))
    np.testing.assert_allclose(after, before, rtol=0.03)
    assert not np.array_equal(turned, images)


def test_turned_there_and_back_a_digit_is_much_the_same() -> None:
    images = load_mnist("test").images[:50]
    back = rotated(rotated(images, 10), -10)
    twice = rotated(rotated(images, 10), 10)
    apart = [np.abs(each.astype(float) - images).mean() for each in (back, twice)]
    assert apart[0] < 0.4 * apart[1]


def test_what_is_turned_stays_as_it_is() -> None:
    images = drawn(5, 5)
    before = images.copy()
    turned = rotated(images, 0)
    turned[:] = 0
    assert np.array_equal(images, before)


def test_no_images_are_none() -> None:
    assert rotated(np.zeros((0, 28, 28), np.uint8), 10).shape == (0, 28, 28)


@pytest.mark.parametrize(
    ("images", "degrees", "said"),
    [
        (np.zeros((5, 5), np.uint8), 10, r"images must be uint8.*not uint8 of shape \(5, 5\)"),
        (np.zeros((1, 5, 5)), 10, r"images must be uint8.*not float64 of shape \(1, 5, 5\)"),
        (np.zeros((1, 5, 5), np.uint8), math.nan, "degrees must be finite, not nan"),
        (np.zeros((1, 5, 5), np.uint8), -math.inf, "degrees must be finite, not -inf"),
    ],
)
def test_unsound_images_and_angles_are_refused(images: Any, degrees: float, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        rotated(images, degrees)
