"""A data set of one's own pictures, in MNIST's files: what was read or drawn, with what was meant.

One picture in five is kept to test with, so that no network is tested on what it was trained on.
The file format, IDX, is described in :mod:`tinynet.mnist`.
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from scenes.story.files import write_whole
from tinynet import DataSource, TinynetError, load_data
from tinynet.classes import names_beside
from tinynet.subject import listed

Split = Literal["train", "test"]
PREFIXES: dict[Split, str] = {"train": "train", "test": "t10k"}
NAMES = "labels.txt"
IMAGES, LABELS = "images-idx3-ubyte", "labels-idx1-ubyte"
TRAINED_ON = 4
"""How many pictures are trained on for each that is tested with."""


def add_pictures(
    directory: str, images: NDArray[np.uint8], labels: NDArray[np.uint8], names: tuple[str, ...]
) -> dict[Split, int]:
    """Add pictures, n × rows × columns, to the data set in a folder; return what it holds.

    It is made if need be, `names` are those of its classes. Raises :class:`TinynetError` for a
    folder that cannot be written to, or that holds a data set this did not write: compressed, of
    other sizes, or of other classes.
    """
    folder = Path(directory)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise TinynetError(f"{folder}: expected a folder to write to, found: {reason}") from error
    held = {split: _held(folder, split, images.shape[1:], names) for split in PREFIXES}
    for image, label in zip(images, labels, strict=True):
        tested = TRAINED_ON * len(held["test"]) < len(held["train"])
        held["test" if tested else "train"].append((image, int(label)))
    # Without it, digits of which none is a 0 would be taken for classes that begin at 1.
    write_whole(folder / NAMES, "".join(f"{name}\n" for name in names).encode(), NAMES)
    for split, pictures in held.items():
        if pictures:
            _write(folder, split, pictures)
    return {split: len(pictures) for split, pictures in held.items()}


def _held(
    folder: Path, split: Split, shape: tuple[int, ...], names: tuple[str, ...]
) -> list[tuple[NDArray[np.uint8], int]]:
    """Return the pictures that a folder has already."""
    prefix = PREFIXES[split]
    for name in (IMAGES, LABELS):
        packed = folder / f"{prefix}-{name}.gz"
        if packed.exists():
            raise TinynetError(
                f"{folder}: expected a folder of your own pictures, found another data set: "
                f"{packed.name}"
            )
    if not (folder / f"{prefix}-{IMAGES}").exists():
        return []
    called = names_beside(folder)
    if called is not None and called != names:
        raise TinynetError(
            f"{folder}: expected pictures of {listed(names)}, found those of {listed(called)}"
        )
    there = load_data(split, DataSource(str(folder), names))
    if there.shape != shape:
        rows, columns = shape
        raise TinynetError(
            f"{folder}: expected pictures of {rows} × {columns} pixels, found {there.size}"
        )
    return list(zip(there.images, there.labels.tolist(), strict=True))


def _write(folder: Path, split: Split, pictures: list[tuple[NDArray[np.uint8], int]]) -> None:
    images = np.stack([image for image, _ in pictures]).astype(np.uint8)
    labels = np.array([label for _, label in pictures], np.uint8)
    for name, magic, values in ((IMAGES, 2051, images), (LABELS, 2049, labels)):
        header = struct.pack(f">{1 + values.ndim}i", magic, *values.shape)
        path = folder / f"{PREFIXES[split]}-{name}"
        write_whole(path, header + values.tobytes(), "your pictures")
