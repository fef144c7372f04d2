"""The score of a network on digits."""

import tracemalloc

import numpy as np
import pytest

from tinynet import Network, accuracy, to_inputs


def pointing_network() -> Network:
    """A network of 4-4-4 whose strongest output is the node of its strongest input."""
    return Network.from_weights(np.eye(4), np.eye(4), 0.1)


def images_of(labels: np.ndarray) -> np.ndarray:
    """Images of 2 × 2 pixels, black at their label's pixel."""
    images: np.ndarray = np.eye(4)[labels] * 255
    return images.astype(np.uint8).reshape(-1, 2, 2)


def test_accuracy_is_the_share_answered_right() -> None:
    labels = np.arange(2500) % 4
    images = images_of(labels)
    told = labels.copy()
    told[[0, 999, 1000, 1999, 2499]] += 1  # Wrong at the edges of the blocks it works in.
    told %= 4
    assert accuracy(pointing_network(), images, labels) == 1
    assert accuracy(pointing_network(), images, told) == 1 - 5 / 2500
    assert accuracy(pointing_network(), to_inputs(images), told) == 1 - 5 / 2500


def test_only_a_block_of_inputs_is_held() -> None:
    images = np.zeros((50_000, 16, 16), np.uint8)
    labels = np.zeros(50_000, np.uint8)
    network = Network(256, 2, 2, 0.1, seed=0)
    tracemalloc.start()
    try:
        accuracy(network, images, labels)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    whole = 50_000 * 256 * 8
    assert peak < whole / 5


@pytest.mark.parametrize("count", [0, 3])
def test_unlike_numbers_or_none_are_refused(count: int) -> None:
    with pytest.raises(ValueError, match="as many, at least one"):
        accuracy(pointing_network(), np.zeros((count, 2, 2), np.uint8), np.zeros(0, np.uint8))
