"""Data sets of images in a folder for each class: photographs, scans, pictures of one size."""

import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tinynet import files
from tinynet.classes import checked_names
from tinynet.errors import DataError
from tinynet.mnist import MNIST_SHAPE
from tinynet.splits import MOST_BYTES, MOST_SIDE, Bytes, Files, ReadWritten, Split, subfolders

UNSOUND_IMAGE = (
    *(OSError, EOFError, ValueError, SyntaxError, LookupError, TypeError),
    *(struct.error, zlib.error, OverflowError, MemoryError),
)
"""What Pillow raises for images that are none, were cut or were changed."""


@dataclass
class ImageFolders(Files):
    """Images in a folder for each class; in train/ and test/, or every fifth to test with."""

    folder: Path
    split_folders: dict[str, Path]
    written: ReadWritten | None = None
    """What makes a photograph of something written a picture like MNIST's, where that is known."""

    SUFFIXES = (".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp", ".tif", ".tiff")
    OF_PHONES = (".heic", ".heif")
    TESTED = 5
    SCALED_SIDE = MNIST_SHAPE[0]

    def __post_init__(self) -> None:
        self._made = ""
        root = self.split_folders.get("train", self.folder)
        found = sorted((each.name for each in subfolders(root)), key=_as_counted)
        try:
            self.names = checked_names(found)
        except ValueError as error:
            raise DataError(f"{root}: folders for the classes: {error}") from error

    @cached_property
    def found(self) -> dict[str, list[tuple[Path, int]]]:
        """The files of each split, with the places of their classes."""
        found: dict[str, list[tuple[Path, int]]] = {"train": [], "test": []}
        for label, name in enumerate(self.names or ()):
            if self.split_folders:
                for split, folder in self.split_folders.items():
                    found[split] += [(path, label) for path in self._images(folder / name)]
                continue
            for number, path in enumerate(self._images(self.folder / name), 1):
                found["train" if number % self.TESTED else "test"].append((path, label))
        return found

    def _images(self, folder: Path) -> list[Path]:
        if not folder.is_dir():
            return []
        suffixes = self.SUFFIXES + (self.OF_PHONES if self._prepares else ())
        return sorted(path for path in folder.iterdir() if path.suffix.lower() in suffixes)

    @property
    def _prepares(self) -> bool:
        """Whether photographs are prepared: of digits and letters, which classes of one are."""
        return self.written is not None and all(len(name) == 1 for name in self.names or ())

    def labels(self, split: Split) -> NDArray[Any]:
        """Return the place of each file's folder among all."""
        return np.array([label for _, label in self._of(split)])

    def _of(self, split: Split) -> list[tuple[Path, int]]:
        if not self.found[split]:
            raise DataError(
                f"{self.where(split)}: expected images to {split} with in a folder for each class, "
                "found none"
            )
        return self.found[split]

    def images(self, split: Split) -> Bytes:
        """Read the images: ink on paper, of one size.

        Of several sizes, or larger, they are made 28 × 28: digits and letters prepared as MNIST's
        digits were, if it is known how, others merely scaled.
        """
        paths = [path for path, _ in self._of(split)]
        sizes = [self._size(path) for path in paths]
        alike = len(set(sizes)) == 1 and max(max(size) for size in sizes) <= MOST_SIDE
        if not alike and self._prepares and self.written is not None:
            side = self.SCALED_SIDE
            of_size = [size == (side, side) for size in sizes]
            self._made = (
                f"{self.folder}: photographs are prepared as MNIST's digits were, "
                f"{side} × {side} pixels each"
            )
            pictures = [
                _ink(np.asarray(self._read(path), np.uint8)) if fits else self.written(path)
                for path, fits in zip(paths, of_size, strict=True)
            ]
            return np.stack(pictures)
        return self._scaled([self._read(path) for path in paths], alike=alike)

    def _scaled(self, pictures: list[Any], *, alike: bool) -> Bytes:
        if not alike:
            from PIL import ImageOps

            size = (self.SCALED_SIDE, self.SCALED_SIDE)
            self._made = f"{self.folder}: pictures are scaled to {size[0]} × {size[1]} pixels each"
            pictures = [
                ImageOps.pad(picture, size, color=int(_border(np.asarray(picture))))
                for picture in pictures
            ]
        images = np.stack([np.asarray(picture, np.uint8) for picture in pictures])
        borders = [_border(image) for image in images]
        return 255 - images if np.median(borders) > 127 else images

    def _size(self, path: Path) -> tuple[int, int]:
        """Return columns and rows; of what only a phone's reader opens, none."""
        if path.suffix.lower() in self.OF_PHONES:
            return 0, 0
        size: tuple[int, int] = self._opened(path, lambda image: image.size)
        return size

    def _read(self, path: Path) -> Any:
        return self._opened(path, lambda image: image.convert("L"))

    def _opened(self, path: Path, use: Callable[[Any], Any]) -> Any:
        try:
            from PIL import Image
        except ImportError as error:
            raise DataError(
                f"{self.folder}: reading images takes Pillow; "
                "`pip install 'tinynet-explainer[images]'` brings it"
            ) from error
        try:
            with files.opened(path, MOST_BYTES) as file, Image.open(file) as image:
                return use(image)
        except (*UNSOUND_IMAGE, Image.DecompressionBombError) as error:
            reason = getattr(error, "strerror", None) or files.quoted(error) or type(error).__name__
            raise DataError(f"{path}: expected an image, found: {reason}") from error

    def where(self, split: Split) -> Path:
        """Name the folder."""
        return self.split_folders.get(split, self.folder)

    @property
    def remarks(self) -> tuple[str, ...]:
        """Tell how train and test were parted, and how pictures were made of one size."""
        parted = (
            f"{self.folder} has no train and test: every {self.TESTED}th image of a class is kept "
            "to test with"
        )
        return tuple(filter(None, ["" if self.split_folders else parted, self._made]))


def _border(image: Bytes) -> float:
    """Return the grey that a picture's edge has: paper, not ink."""
    edge = np.concatenate([image[0], image[-1], image[:, 0], image[:, -1]])
    return float(np.median(edge))


def _ink(image: Bytes) -> Bytes:
    """Return a picture with its paper 0."""
    return 255 - image if _border(image) > 127 else image


def _as_counted(name: str) -> tuple[bool, int, str]:
    """Order names as they are read: 2 before 10, numbers before words."""
    return (False, int(name), "") if name.isdecimal() else (True, 0, name.casefold())
