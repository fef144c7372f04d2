"""A sampler: the order of an epoch, and each sample's digit, turn and image."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.other_data import drawn
from tinynet import rotated
from tinynet.sampler import Sampler


@given(
    count=st.integers(1, 20),
    rotate=st.sampled_from([0.0, 10.0]),
    seed=st.integers(0, 9),
    epochs=st.lists(st.integers(1, 4), min_size=1, max_size=4),
)
def test_the_order_of_an_epoch_hangs_on_the_seed_alone(
    count: int, rotate: float, seed: int, epochs: list[int]
) -> None:
    sampler = Sampler(drawn(count), rotate=rotate, seed=seed)
    for epoch in epochs:
        order = sampler.order(epoch)
        assert sorted(order.tolist()) == list(range(len(sampler)))
        alone = Sampler(drawn(count), rotate=rotate, seed=seed).order(epoch)
        np.testing.assert_array_equal(order, alone)


def test_unshuffled_they_come_as_they_are() -> None:
    sampler = Sampler(drawn(7), shuffle=False, rotate=5.0)
    for epoch in (1, 2):
        digits = [sampler.digit(sample) for sample in sampler.order(epoch).tolist()]
        assert digits == [(i, degrees) for i in range(7) for degrees in (0.0, 5.0, -5.0)]


@pytest.mark.parametrize("rotate", [0.0, 30.0])
def test_images_and_labels_are_those_of_their_samples(rotate: float) -> None:
    digits = drawn(8)
    sampler = Sampler(digits, rotate=rotate, seed=3)
    samples = sampler.order(1)
    labels, images = sampler.labels(samples), sampler.images(samples)
    assert len(labels) == len(images) == len(samples) == len(sampler)
    for sample, label, image in zip(samples.tolist(), labels, images, strict=True):
        index, degrees = sampler.digit(sample)
        assert label == digits.labels[index]
        whole = digits.images[index]
        turned = rotated(whole[np.newaxis], degrees)[0] if degrees else whole
        np.testing.assert_array_equal(image, turned)


def test_images_share_nothing_with_the_digits() -> None:
    digits = drawn(3)
    before = digits.images.copy()
    sampler = Sampler(digits, shuffle=False)
    sampler.images(sampler.order(1))[:] = 0
    np.testing.assert_array_equal(digits.images, before)
