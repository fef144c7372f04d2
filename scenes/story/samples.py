"""The samples of a data set, by the one way that images of writing are read.

What :func:`tinynet.load_data` reads, and photographs in a folder for each class prepared as
`tinynet predict` and the app prepare them.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

import tinynet
from tinynet import BundledDigits, Dataset, DataSource


def load_data(
    split: Literal["train", "test"],
    source: DataSource | None = None,
    *,
    taught: Callable[[], tuple[str, ...]] | None = None,
) -> Dataset:
    """Read the samples to train on or to test with; MNIST's if the source is None.

    Classes that nobody names have the names that a network was ``taught``, if those are enough;
    only then it is asked.

    Raises :class:`TinynetError` for files that are missing, unreadable or unsound.
    """
    if source is None and split == "test":
        return BundledDigits(split)  # of which a walk needs one at first
    return tinynet.load_data(split, source, written=_written, taught=taught)


def _written(path: Path) -> NDArray[np.uint8]:
    """Return what is written in an image file, prepared; of several signs all, as one picture."""
    # Not before: who reads no images does not wait for it.
    from scenes.story.images import read_image
    from tinynet.prepare import prepared

    sheet = read_image(path)
    ink = sheet.digits[0].ink if len(sheet.digits) == 1 else sheet.ink
    return prepared(ink).image
