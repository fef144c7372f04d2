"""Data sets other than MNIST: any pictures up to 64 × 64 in 2 to 64 classes, from their files."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from tinynet import _checks
from tinynet.classes import DIGITS, LEAST_CLASSES, MOST_CLASSES, Classes, names_beside, names_known
from tinynet.errors import DataError
from tinynet.mnist import MNIST_SHAPE, Dataset, DataSource, load_mnist

if TYPE_CHECKING:
    from tinynet.splits import Files, ReadWritten, Split

LEAST_SIDE = 2
_SPLITS: tuple[Split, Split] = ("train", "test")


def load_data(
    split: Split,
    source: DataSource | str | os.PathLike[str] | None = None,
    *,
    first: int | None = None,
    written: ReadWritten | None = None,
    taught: Callable[[], tuple[str, ...]] | None = None,
) -> Dataset:
    """Read the samples to train on ("train") or to test with ("test"), or only the `first` of them.

    `source` is a folder or an .npz file, or a `DataSource` that also names the classes; MNIST if
    None. A folder may hold IDX files, CSV files, an .npz, or a folder of images for each class.

    If nothing else names the classes, `taught` is called for names, such as those that a network
    was taught; they are taken if there are enough, and the data set's source then has them.
    Without names, the labels of both splits tell how many classes there are. Labels that begin at
    1 are counted from 0, and a remark says so.

    `written` reads the photographs in folders of digits or letters, each as 28 × 28; without it
    they are merely scaled.

    Raises `DataError` for files that are missing, unreadable or unsound, and `ValueError` for
    another split or fewer than one sample.
    """
    if source is None:
        return load_mnist(split, first=first)
    if split not in _SPLITS:
        raise ValueError(f"split must be train or test, not {split!r}")
    if first is not None:
        first = _checks.count("first", first)
    # Not before: who reads MNIST waits for no other kind of file.
    from tinynet.datafiles import find_files

    if not isinstance(source, DataSource):
        source = DataSource(os.fspath(source))
    path = Path(source.path)
    files = find_files(path, written)
    images, own = _samples(files, split)
    folder = path if path.is_dir() else path.parent
    names = (
        source.names or names_beside(folder) or files.names or names_known(files.label_file, folder)
    )
    least, most = _extremes(files, split, own)
    if names is None and taught is not None and _are_enough(known := taught(), least, most):
        names, source = known, replace(source, names=known)
    classes, offset = _classes(files.where(split), names, least, most, images.shape[1:])
    remarks = list(files.remarks)
    if offset:
        remarks.append(
            f"{path} has labels from {offset} to {most}: the first class is {classes.names[0]}"
        )
    labels = (own - offset).astype(np.uint8)[:first]
    images = images[:first]
    if source.transpose:
        images = np.ascontiguousarray(images.transpose(0, 2, 1))
    for array in (images, labels):
        array.flags.writeable = False
    return Dataset(images, labels, classes, source, tuple(remarks))


def _samples(files: Files, split: Split) -> tuple[NDArray[np.uint8], NDArray[np.integer]]:
    """Return images and labels as they are in the files, as many of one as of the other."""
    from tinynet.splits import MOST_SIDE

    images, labels, where = files.images(split), files.labels(split), files.where(split)
    if len(labels) != len(images):
        raise DataError(
            f"{where}: expected {len(images)} labels, one for each image, found {len(labels)}"
        )
    if not len(labels):
        raise DataError(f"{where}: expected at least one sample, found none")
    rows, columns = images.shape[1:]
    if not (LEAST_SIDE <= rows <= MOST_SIDE and LEAST_SIDE <= columns <= MOST_SIDE):
        raise DataError(
            f"{where}: expected pictures of {LEAST_SIDE} × {LEAST_SIDE} to {MOST_SIDE} × "
            f"{MOST_SIDE} pixels, found {rows} × {columns}"
        )
    return images, labels


def _extremes(files: Files, split: Split, own: NDArray[np.integer]) -> tuple[int, int]:
    """Return the least and the greatest label of both splits, or of this one if it is alone."""
    other: Split = "train" if split == "test" else "test"
    try:
        labels = np.concatenate([own, files.labels(other)])
    except DataError:  # which is told where that split is needed
        labels = own
    return int(labels.min()), int(labels.max())


def _first(names: tuple[str, ...], least: int, most: int) -> int:
    """Return the label of the first name, 0 or 1, where labels are from the least to the most."""
    return int(least >= 1 and most == len(names))


def _are_enough(names: tuple[str, ...], least: int, most: int) -> bool:
    return least >= 0 and most - _first(names, least, most) < len(names)


def _classes(
    where: Path, names: tuple[str, ...] | None, least: int, most: int, shape: tuple[int, int]
) -> tuple[Classes, int]:
    """Return the classes, and which label is the first of them: 0 or 1.

    Raises `DataError` for labels that are not of these names, or of too many classes.
    """
    if least < 0:
        raise DataError(f"{where}: expected labels from 0, found {least}")
    if names is not None:
        offset = _first(names, least, most)
        if not _are_enough(names, least, most):
            raise DataError(
                f"{where}: expected labels from 0 to {len(names) - 1}, one for each of "
                f"{len(names)} names, found {most}"
            )
        return Classes(names), offset
    # Digits of which some are missing are still ten: a class's own, say.
    if most < len(DIGITS) and shape == MNIST_SHAPE:
        return Classes(named=False), 0
    offset = int(least == 1)
    count = most + 1 - offset
    if not LEAST_CLASSES <= count <= MOST_CLASSES:
        raise DataError(
            f"{where}: expected {LEAST_CLASSES} to {MOST_CLASSES} classes, "
            f"found labels from {least} to {most}"
        )
    return Classes(tuple(map(str, range(offset, most + 1))), named=False), offset
