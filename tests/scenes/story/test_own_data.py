"""A data set of one's own digits: what is added is there, whatever digits there are."""

import numpy as np
import pytest

from scenes.story.own_data import add_pictures
from tests.other_data import SHAPES, shapes
from tinynet import TinynetError, load_data, load_mnist
from tinynet.classes import DIGITS


def test_what_is_added_is_there_and_stays(digits, tmp_path):
    folder = tmp_path / "a" / "own"
    chosen = np.flatnonzero(digits.labels > 0)[:12]
    for part in (chosen[:5], chosen[5:]):
        held = add_pictures(str(folder), digits.images[part], digits.labels[part], DIGITS)
    assert held == {"train": 9, "test": 3}
    splits = [load_mnist(split, folder) for split in ("train", "test")]
    for split in splits:
        assert split.classes.names == DIGITS
    # Of each, the same picture has the same label, though there is no 0 among them.
    expected = {digits.images[at].tobytes(): int(digits.labels[at]) for at in chosen}
    found = {
        image.tobytes(): int(label)
        for split in splits
        for image, label in zip(split.images, split.labels, strict=True)
    }
    assert found == expected


def test_another_data_set_is_not_written_over(digits, tmp_path):
    (tmp_path / "train-images-idx3-ubyte.gz").touch()
    with pytest.raises(TinynetError, match=r"found another data set: train-images-idx3-ubyte\.gz"):
        add_pictures(str(tmp_path), digits.images[:1], digits.labels[:1], DIGITS)
    with pytest.raises(TinynetError, match="expected a folder to write to, found: "):
        add_pictures(
            str(tmp_path / "train-images-idx3-ubyte.gz"), digits.images[:1], digits.labels, DIGITS
        )


def test_pictures_of_another_size_and_other_classes_are_kept_too(tmp_path):
    images, labels = shapes(20, 3)
    for part in (slice(0, 9), slice(9, 20)):
        held = add_pictures(str(tmp_path), images[part], labels[part], SHAPES)
    assert held == {"train": 16, "test": 4}
    found = load_data("train", str(tmp_path))
    assert (found.shape, found.classes.names) == ((16, 20), SHAPES)
    assert {*map(bytes, found.images)} < {*map(bytes, images)}
    with pytest.raises(TinynetError, match="of 14 × 20 pixels, found 16 × 20"):
        add_pictures(str(tmp_path), images[:, :14], labels, SHAPES)
    with pytest.raises(TinynetError, match="pictures of a, b, found those of circle, square, tri"):
        add_pictures(str(tmp_path), images, labels, ("a", "b"))
