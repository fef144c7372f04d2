"""What every kind of data set files gives: labels and images of the samples of each split."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Split = Literal["train", "test"]
Bytes = NDArray[np.uint8]
ReadWritten = Callable[[Path], Bytes]
"""Reads an image file of something written by hand: 28 × 28, 0 for paper to 255 for ink."""

MOST_SIDE = 64
MOST_BYTES = 1 << 30


class Files:
    """The files of a data set; `labels` and `images` of each split, and what was remarked."""

    names: tuple[str, ...] | None = None
    """The classes' names, where the files give them."""
    label_file: Path | None = None

    def labels(self, split: Split) -> NDArray[Any]:
        """Return a split's labels as they stand in the file, whole numbers (n,)."""
        raise NotImplementedError

    def images(self, split: Split) -> Bytes:
        """Return a split's images, n × rows × columns."""
        raise NotImplementedError

    def where(self, split: Split) -> Path:
        """Return what to name where a split's images or labels are not as they should be."""
        raise NotImplementedError

    @property
    def remarks(self) -> tuple[str, ...]:
        """What has to be said of how they were read."""
        return ()


def subfolders(folder: Path) -> Iterator[Path]:
    """Return the folders in a folder that are not hidden."""
    return (path for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))
