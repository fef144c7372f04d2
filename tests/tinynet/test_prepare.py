"""Preparing: drawings become digits as MNIST has them, wherever and however large they were."""

from typing import Any

import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from tinynet import Dataset, accuracy, average_digits, load_mnist, prepared
from tinynet.filling import AS_MNIST, centre_of_mass, filling_of
from tinynet.prepare import BOX_SIDE, SIDE, USUAL, resized
from tinynet.trained import load_trained

TEST = load_mnist("test")
SHAPES = arrays.array_shapes(min_dims=2, max_dims=2, min_side=1, max_side=40)
DRAWINGS = arrays.arrays(np.uint8, SHAPES, elements=st.integers(0, 255))
DIGITS = st.integers(0, len(TEST) - 1).map(lambda index: TEST.images[index])


MIDDLE = 14
"""Row and column, from 0, at which MNIST has the centre of mass."""


def mean_place(image: np.ndarray) -> tuple[float, float]:
    ink = image.astype(float)
    places = np.arange(SIDE)
    return float(places @ ink.sum(1) / ink.sum()), float(places @ ink.sum(0) / ink.sum())


def enlarged(digit: np.ndarray, times: int) -> np.ndarray:
    """The digit in smooth strokes, so many times as large."""
    return resized(digit, SIDE * times, SIDE * times)


def on_sheet(digit: np.ndarray, top: int, left: int, rows: int = 300, columns: int = 400) -> Any:
    sheet = np.zeros((rows, columns), digit.dtype)
    sheet[top : top + digit.shape[0], left : left + digit.shape[1]] = digit
    return sheet


def distance(one: np.ndarray, other: np.ndarray) -> float:
    """How far apart two images are, as a share of their ink, but for a step of one pixel.

    A little more ink on one side can make the centre of mass cross from one pixel to the next.
    """
    one, other = one.astype(float), other.astype(float)
    steps = [np.roll(one, (y, x), (0, 1)) for y in (-1, 0, 1) for x in (-1, 0, 1)]
    return min(float(np.abs(s - other).sum()) for s in steps) / float(one.sum() + other.sum())


@given(DRAWINGS)
def test_any_drawing_becomes_a_digit_in_its_box(ink: np.ndarray) -> None:
    before = ink.copy()
    found = prepared(ink)
    assert np.array_equal(ink, before)
    assert (found.image.shape, found.image.dtype) == ((SIDE, SIDE), np.uint8)
    assert (found.scaled.shape, found.scaled.dtype) == ((BOX_SIDE, BOX_SIDE), np.uint8)
    if found.box is None:
        assert not ink.any()
        assert not found.image.any()
        return
    top, left, bottom, right = found.box
    assert np.array_equal(found.cropped, ink[top:bottom, left:right])
    assert found.image.any()
    # Moved only, nothing cut off.
    assert np.array_equal(
        np.sort(found.image[found.image > 0]), np.sort(found.scaled[found.scaled > 0])
    )
    inked = np.argwhere(found.image)
    assert (np.ptp(inked, axis=0) < BOX_SIDE).all()
    down, across = found.shift
    moved = np.argwhere(found.scaled) + np.array(found.shift) + (SIDE - BOX_SIDE) // 2
    assert np.array_equal(moved, inked), (down, across)


@given(DRAWINGS)
def test_the_centre_of_mass_stands_in_the_middle_unless_ink_would_lie_outside(
    ink: np.ndarray,
) -> None:
    found = prepared(ink)
    if found.box is None:
        return
    inked = np.argwhere(found.image)
    for axis, centre in enumerate(mean_place(found.image)):
        at_edge = inked[:, axis].min() == 0 or inked[:, axis].max() == SIDE - 1
        assert abs(centre - MIDDLE) <= 0.5 + 1e-9 or at_edge


def test_mnist_itself_is_centred_there() -> None:
    centres = np.array([mean_place(image) for image in TEST.images[:1000]])
    assert np.abs(centres - MIDDLE).max() <= 0.5


ODD = {4530, 6561, 6572, 6686}
"""Of MNIST's 10,000 test digits, those that stand otherwise than MNIST says its digits stand."""


@given(st.integers(0, len(TEST) - 1))
@example(4530)
def test_what_is_prepared_is_not_changed_much(index: int) -> None:
    once = prepared(TEST.images[index])
    assume(not once.widened)
    assert (distance(once.image, TEST.images[index]) < 0.1) is (index not in ODD)
    twice = prepared(once.image)
    assert distance(twice.image, once.image) < 0.1


@given(DIGITS, st.integers(0, 100), st.integers(0, 200))
def test_where_it_was_drawn_does_not_matter(digit: np.ndarray, top: int, left: int) -> None:
    moved = prepared(on_sheet(enlarged(digit, 3), top, left))
    unmoved = prepared(enlarged(digit, 3))
    assert np.array_equal(moved.image, unmoved.image)
    assert moved.box is not None
    assert unmoved.box is not None
    assert np.array_equal(np.subtract(moved.box, unmoved.box), (top, left, top, left))


@given(DIGITS, st.integers(2, 12))
def test_how_large_it_was_drawn_hardly_matters(digit: np.ndarray, times: int) -> None:
    # Measured over a thousand digits: 0.25 at most, at twice their size.
    drawn, larger = prepared(enlarged(digit, times)), prepared(enlarged(digit, 6))
    assert distance(drawn.image, larger.image) < 0.35


@given(DIGITS, st.floats(0.1, 1))
def test_how_dark_it_was_drawn_hardly_matters(digit: np.ndarray, share: float) -> None:
    whole, faint = prepared(digit), prepared(digit * share)
    assume(whole.widened == faint.widened)  # a stroke at the limit may be on either side of it
    assert distance(faint.image, whole.image if whole.widened else digit) < 0.2


@given(st.integers(20, 300), st.integers(1, 300))
def test_the_aspect_ratio_is_kept(rows: int, columns: int) -> None:
    found = prepared(np.full((rows, columns), 255, np.uint8))
    assert found.box == (0, 0, rows, columns)
    ink = found.scaled / 255.0
    if not found.widened:
        seen = np.ptp(np.argwhere(ink), axis=0) + 1
        assert np.abs(seen - np.array([rows, columns]) * found.scale).max() <= 1
    assert max(np.ptp(np.argwhere(ink), axis=0)) + 1 == BOX_SIDE


def test_faint_noise_is_not_the_drawing() -> None:
    digit = enlarged(TEST.images[0], 7)
    sheet = on_sheet(digit, 30, 90)
    noise = np.random.default_rng(1).uniform(0, 20, sheet.shape)
    assert prepared(np.maximum(sheet, noise)).box == prepared(sheet).box


def test_nothing_is_all_paper() -> None:
    found = prepared(np.zeros((30, 50), np.uint8))
    assert (found.box, found.shift, found.widened) == (None, (0, 0), False)
    assert not found.image.any()
    assert not found.scaled.any()
    assert found.cropped.size == 0


@pytest.mark.parametrize("width", [1, 3, 6, 9])
def test_thin_strokes_are_made_as_wide_as_mnists(width: int) -> None:
    sheet = np.zeros((280, 280))
    sheet[40:240, 140 : 140 + width] = 255
    sheet[40 : 40 + width, 60:220] = 255
    found = prepared(sheet)
    assert found.widened
    assert found.image.max() == 255
    across = found.image[18].astype(float).sum() / 255
    assert USUAL - 0.5 < across < USUAL + 0.8


def test_few_of_mnists_own_are_too_thin() -> None:
    assert np.mean([prepared(image).widened for image in TEST.images[:1000]]) < 0.02


@pytest.mark.slow
def test_the_trained_network_reads_digits_prepared_again_as_before() -> None:
    images, labels = TEST.images[:1000], TEST.labels[:1000]
    again = np.array([prepared(image).image for image in images])
    network = load_trained()
    assert abs(accuracy(network, again, labels) - accuracy(network, images, labels)) <= 0.005


@pytest.mark.slow
def test_digits_on_a_sheet_are_read_only_if_prepared() -> None:
    images, labels = TEST.images[:300], TEST.labels[:300]
    rng = np.random.default_rng(0)
    ready, plain = [], []
    for image in images:
        sheet = on_sheet(enlarged(image, 7), rng.integers(0, 105), rng.integers(0, 205))
        ready.append(prepared(sheet).image)
        plain.append(np.rint(resized(sheet, SIDE, SIDE)).astype(np.uint8))
    network = load_trained()
    assert accuracy(network, np.array(ready), labels) > 0.95
    assert accuracy(network, np.array(plain), labels) < 0.4


@given(
    st.integers(1, 30),
    st.integers(1, 30),
    st.integers(1, 30),
    st.integers(1, 30),
    st.floats(0, 255),
)
def test_an_even_picture_stays_even(
    rows: int, columns: int, to_rows: int, to_columns: int, value: float
) -> None:
    found = resized(np.full((rows, columns), value), to_rows, to_columns)
    np.testing.assert_allclose(found, np.full((to_rows, to_columns), value), atol=1e-9)


def test_shrinking_averages_areas() -> None:
    picture = np.random.default_rng(3).uniform(0, 255, (12, 20))
    expected = picture.reshape(4, 3, 5, 4).mean(axis=(1, 3))
    np.testing.assert_allclose(resized(picture, 4, 5), expected)


@pytest.mark.parametrize(
    ("ink", "said"),
    [
        (np.zeros(28), r"ink must have two dimensions, neither 0, not shape \(28,\)"),
        (np.zeros((0, 28)), r"not shape \(0, 28\)"),
        (np.zeros((3, 28, 28), np.uint8), r"not shape \(3, 28, 28\)"),
        (np.full((2, 2), np.nan), "ink must be finite"),
        (np.full((2, 2), -1.0), "ink must be from 0 to 255, not -1 to -1"),
        (np.array([[0, 300]]), "ink must be from 0 to 255, not 0 to 300"),
        (np.array([["a"]]), "ink must be real numbers"),
    ],
)
def test_what_is_no_drawing_is_refused(ink: Any, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        prepared(ink)


def test_average_digits() -> None:
    averages = average_digits(TEST)
    assert averages.shape == (10, SIDE, SIDE)
    assert np.isfinite(averages).all()
    np.testing.assert_allclose(averages[7], TEST.images[TEST.labels == 7].mean(axis=0))


def test_the_average_of_a_kind_that_is_absent_is_paper() -> None:
    averages = average_digits(Dataset(TEST.images[:1], TEST.labels[:1]))
    assert np.array_equal(averages[7], TEST.images[0])
    assert not np.delete(averages, 7, axis=0).any()


@pytest.mark.parametrize("shape", [(16, 12), (32, 32), (8, 8), (56, 56), (64, 20), (15, 28)])
def test_pictures_of_another_size_are_prepared_in_the_proportions_of_mnist(shape):
    sheet = np.zeros((SIDE, SIDE), np.uint8)
    sheet[: SIDE // 2, SIDE // 2 :] = 255  # the upper right quarter, to the very edge
    found = prepared(sheet, shape)
    room = [round(side * 20 / 28) for side in shape]
    assert (found.image.shape, found.scaled.shape) == (shape, tuple(room))
    assert found.box == (0, SIDE // 2, SIDE // 2, SIDE)
    inked = [np.flatnonzero(found.image.any(axis=axis)) for axis in (1, 0)]
    # A square stays one, as large as the smaller side of the room is.
    assert [len(each) for each in inked] == [min(room)] * 2
    assert found.image.sum() == pytest.approx(255 * min(room) ** 2, rel=0.05)
    for at, side in zip(inked, shape, strict=True):
        assert abs(at.mean() - side / 2) <= 0.5
    empty = prepared(np.zeros_like(sheet), shape)
    assert empty.box is None
    assert (empty.image.shape, empty.scaled.shape) == (shape, tuple(room))
    assert not empty.image.any()


def test_twice_as_large_a_picture_is_the_same_but_larger():
    for image in TEST.images[:20]:
        large = prepared(image, (2 * SIDE, 2 * SIDE))
        small = prepared(image)
        assert large.scale == pytest.approx(2 * small.scale, rel=0.1)
        assert large.widened == small.widened
        shrunk = resized(large.image, SIDE, SIDE)
        assert np.corrcoef(shrunk.ravel(), small.image.ravel())[0, 1] > 0.8


@pytest.mark.parametrize("split", ["train", "test"])
def test_mnist_is_found_to_be_filled_as_it_was_made(split) -> None:
    assert filling_of(load_mnist(split, first=1000).images) == AS_MNIST


@given(
    rows=st.integers(3, 12),
    columns=st.integers(3, 12),
    top=st.integers(0, 8),
    left=st.integers(0, 12),
)
def test_pictures_that_stand_elsewhere_are_filled_as_they_are(rows, columns, top, left) -> None:
    """A full box always in one place: whatever its size on paper, it comes to stand there."""
    picture = np.zeros((20, 24), np.uint8)
    picture[top : top + rows, left : left + columns] = 255
    filling = filling_of(np.stack([picture] * 3))
    assert filling.share == max(rows / 20, columns / 24)
    drawn = np.zeros((200, 300), np.uint8)
    drawn[7 : 7 + 9 * rows, 11 : 11 + 9 * columns] = 255
    ready = prepared(drawn, (20, 24), filling)
    assert ready.filling == filling
    room = round(20 * filling.share), round(24 * filling.share)
    scale = min(room[0] / rows, room[1] / columns)  # not quite 1, where the sides are rounded
    size = np.ceil(np.array([rows, columns]) * scale - 1e-6)
    at = centre_of_mass(ready.image)
    assert np.abs(at - centre_of_mass(picture)).max() <= 1 + np.abs(size - (rows, columns)).max()
    assert (np.ptp(np.nonzero(ready.image), axis=1) + 1 == size).all()


def test_pictures_without_ink_are_filled_as_mnist_and_have_no_centre() -> None:
    assert filling_of(np.zeros((2, 5, 4), np.uint8)) == AS_MNIST
    with pytest.raises(ValueError, match="without ink"):
        centre_of_mass(np.zeros((2, 2)))


def test_a_picture_of_no_pixels_is_refused() -> None:
    with pytest.raises(ValueError, match="shape must be 1 × 1 or more, not 0 × 5"):
        prepared(np.full((3, 3), 255.0), (0, 5))
