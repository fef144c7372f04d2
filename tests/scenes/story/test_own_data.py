"""A data set of one's own digits: what is added is there, whatever digits there are."""

import numpy as np
import pytest

from scenes.story.own_data import add_digits
from tinynet import TinynetError, load_mnist
from tinynet.classes import DIGITS


def test_what_is_added_is_there_and_stays(digits, tmp_path):
    folder = tmp_path / "a" / "own"
    chosen = np.flatnonzero(digits.labels > 0)[:12]
    for part in (chosen[:5], chosen[5:]):
        held = add_digits(str(folder), digits.images[part], digits.labels[part])
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
        add_digits(str(tmp_path), digits.images[:1], digits.labels[:1])
    with pytest.raises(TinynetError, match="expected a folder to write to, found: "):
        add_digits(str(tmp_path / "train-images-idx3-ubyte.gz"), digits.images[:1], digits.labels)
