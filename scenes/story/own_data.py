"""A data set of one's own digits, in MNIST's files: what was read or drawn, with what was meant.

One digit in five is kept to test with, so that no network is tested on what it was trained on.
The file format, IDX, is described in :mod:`tinynet.mnist`.
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from scenes.story.files import write_whole
from tinynet import Dataset, TinynetError, load_mnist
from tinynet.classes import DIGITS
from tinynet.prepare import SIDE

Split = Literal["train", "test"]
PREFIXES: dict[Split, str] = {"train": "train", "test": "t10k"}
NAMES = "labels.txt"
IMAGES, LABELS = "images-idx3-ubyte", "labels-idx1-ubyte"
TRAINED_ON = 4
"""How many digits are trained on for each that is tested with."""


def add_digits(
    directory: str, images: NDArray[np.uint8], labels: NDArray[np.uint8]
) -> dict[Split, int]:
    """Add digits, n × 28 × 28, to the data set in a folder, made if need be; return what it holds.

    Raises :class:`TinynetError` for a folder that cannot be written to, or that holds a data set
    this did not write: compressed, or of other sizes.
    """
    folder = Path(directory)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise TinynetError(f"{folder}: expected a folder to write to, found: {reason}") from error
    held = {split: _held(folder, split) for split in PREFIXES}
    for image, label in zip(images, labels, strict=True):
        tested = TRAINED_ON * len(held["test"]) < len(held["train"])
        held["test" if tested else "train"].append((image, int(label)))
    # Without it, digits of which none is a 0 would be taken for classes that begin at 1.
    write_whole(folder / NAMES, "".join(f"{name}\n" for name in DIGITS).encode(), NAMES)
    for split, digits in held.items():
        if digits:
            _write(folder, split, digits)
    return {split: len(digits) for split, digits in held.items()}


def _held(folder: Path, split: Split) -> list[tuple[NDArray[np.uint8], int]]:
    """Return the digits that a folder has already."""
    prefix = PREFIXES[split]
    for name in (IMAGES, LABELS):
        packed = folder / f"{prefix}-{name}.gz"
        if packed.exists():
            raise TinynetError(
                f"{folder}: expected a folder of your own digits, found another data set: "
                f"{packed.name}"
            )
    if not (folder / f"{prefix}-{IMAGES}").exists():
        return []
    there: Dataset = load_mnist(split, folder)
    if there.images.shape[1:] != (SIDE, SIDE):
        rows, columns = there.images.shape[1:]
        raise TinynetError(
            f"{folder}: expected digits of {SIDE} × {SIDE} pixels, found {rows} × {columns}"
        )
    return list(zip(there.images, there.labels.tolist(), strict=True))


def _write(folder: Path, split: Split, digits: list[tuple[NDArray[np.uint8], int]]) -> None:
    images = np.stack([image for image, _ in digits]).astype(np.uint8)
    labels = np.array([label for _, label in digits], np.uint8)
    for name, magic, values in ((IMAGES, 2051, images), (LABELS, 2049, labels)):
        header = struct.pack(f">{1 + values.ndim}i", magic, *values.shape)
        path = folder / f"{PREFIXES[split]}-{name}"
        write_whole(path, header + values.tobytes(), "your digits")
