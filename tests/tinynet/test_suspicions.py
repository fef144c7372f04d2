"""What is odd about a data set is said, and of a sound one nothing is."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tests.other_data import shapes, write_idx
from tinynet import Dataset, DataSource, load_data, load_mnist, suspicions

SOURCE = DataSource("somewhere")
DIGITS = load_mnist("test", first=60)


def own(
    images: NDArray[np.uint8], labels: NDArray[np.integer], source: DataSource = SOURCE
) -> Dataset:
    """Digits as if they came from files of somebody's own."""
    return Dataset(images, labels.astype(np.uint8), source=source)


def said(data: Dataset, training: Dataset | None = None) -> str:
    return " | ".join(suspicions(data, training))


def test_of_sound_digits_nothing_is_said() -> None:
    training = load_mnist("train", first=200)
    assert said(own(DIGITS.images, DIGITS.labels), own(training.images, training.labels)) == ""
    assert said(DIGITS) == ""


def test_digits_on_their_side() -> None:
    lying = DIGITS.images.transpose(0, 2, 1)
    assert said(own(lying, DIGITS.labels)) == "the digits lie on their side: try with --transpose"
    turned = DataSource("somewhere", transpose=True)
    assert "try without --transpose" in said(own(lying, DIGITS.labels, turned))


def test_labels_shifted_by_one() -> None:
    keep = DIGITS.labels < 9
    shifted = own(DIGITS.images[keep], DIGITS.labels[keep].astype(int) + 1)
    assert "shifted by one: what looks like a 3 is called 4; subtract 1" in said(shifted)
    keep = DIGITS.labels > 0
    shifted = own(DIGITS.images[keep], DIGITS.labels[keep].astype(int) - 1)
    assert "what looks like a 3 is called 2; add 1" in said(shifted)


def test_labels_at_random_are_neither() -> None:
    shuffled = np.random.default_rng(0).permutation(DIGITS.labels)
    assert said(own(DIGITS.images, shuffled)) == ""


def test_sorted_labels() -> None:
    order = np.argsort(DIGITS.labels, kind="stable")
    told = said(
        own(DIGITS.images, DIGITS.labels), own(DIGITS.images[order][::2], DIGITS.labels[order][::2])
    )
    assert "sorted by class" in told
    assert "--in-order" in told


def test_one_class_only_and_all_alike() -> None:
    ones = own(DIGITS.images[:5], np.full(5, 1))
    assert "every sample is of one class, 1" in said(ones)
    alike = own(np.repeat(DIGITS.images[:1], 5, axis=0), np.arange(5))
    assert "all images are alike" in said(alike)


def test_a_test_set_that_was_trained_on() -> None:
    data = own(DIGITS.images, DIGITS.labels)
    assert "60 of the 60 pictures to test with are among those to train on" in said(data, data)


def test_other_pictures_are_not_taken_for_digits(tmp_path: Path) -> None:
    folder = write_idx(tmp_path, shapes(60, 1), shapes(30, 2), ("circle", "square", "triangle"))
    assert said(load_data("test", folder), load_data("train", folder)) == ""
