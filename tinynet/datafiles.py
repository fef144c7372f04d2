"""Data sets as they lie on a disk: IDX files however they are called, CSV, .npz.

Each reader gives labels and images apart, as the labels of both splits are looked at to find how
many classes there are. What is no data is called what it is: a web page, a pointer to a file.
"""

import gzip
import io
import math
import re
import zlib
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, cast

import numpy as np
from numpy.typing import NDArray

from tinynet import files
from tinynet.archives import opened_archive
from tinynet.errors import DataError
from tinynet.splits import MOST_BYTES, Bytes, Files, ReadWritten, Split, subfolders

MOST_PACKINGS = 3

_IDX_NAME = re.compile(
    r"(?:.*[-_.])?(train|t10k|test|valid)[-_](images|labels)[-._]idx[13][-._]ubyte(?:\.gz)*",
    re.IGNORECASE,
)
_SPLIT_IN_NAME = re.compile(r"(?:^|[^a-z])(train|test|t10k)", re.IGNORECASE)
_NOT_DATA = (
    (re.compile(rb"\s*<(!doctype html|html)", re.IGNORECASE), "a web page saved under that name"),
    (
        re.compile(rb"version https://git-lfs"),
        "a pointer to a large file; `git lfs pull` fetches the file itself",
    ),
    (re.compile(rb"PK\x03\x04"), "a ZIP archive; unpack it first"),
)
_GZIP = b"\x1f\x8b"
LOOKED_FOR = (
    "train-images-idx3-ubyte and its three companions, plain or with .gz; a CSV file for each of "
    "train and test; an .npz with x_train, y_train, x_test and y_test; or a folder of images "
    "for each class"
)


def split_named(name: str) -> Split | None:
    """Return which split a file's name says it is of."""
    found = _SPLIT_IN_NAME.search(name)
    if found is None:
        return None
    return "train" if found[1].lower() == "train" else "test"


def read_content(path: Path) -> bytes:
    """Return what a file holds, unpacked as often as it is packed, whatever its name says.

    Raises `DataError` for a file that is missing, unsound, too large, or no data at all.
    """
    return _packed_content(path, MOST_BYTES)


def _packed_content(path: Path, most: int) -> bytes:
    try:
        with files.opened(path, MOST_BYTES) as raw:
            file: BinaryIO = raw
            for _ in range(MOST_PACKINGS):
                buffered = io.BufferedReader(cast(io.RawIOBase, file))
                if buffered.peek(2)[:2] != _GZIP:
                    file = cast(BinaryIO, buffered)
                    break
                file = cast(BinaryIO, gzip.GzipFile(fileobj=cast(BinaryIO, buffered), mode="rb"))
            content = files.at_most(file, most + 1)
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or files.quoted(error)
        raise DataError(f"{path}: expected a readable file, found: {reason}") from error
    if len(content) > most:
        raise DataError(f"{path}: expected at most {most} bytes, found more")
    for pattern, what in _NOT_DATA:
        if pattern.match(content[:200]) and path.suffix != ".npz":
            raise DataError(f"{path}: expected data, found {what}")
    return content


def read_idx(path: Path, dimensions: int) -> Bytes:
    """Return the bytes of an IDX file of so many dimensions, read-only.

    Raises `DataError` as `read_content` does, and for what is no such file.
    """
    content = read_content(path)
    header = 4 * (1 + dimensions)
    if len(content) < header:
        raise DataError(f"{path}: expected a header of {header} bytes, found {len(content)}")
    magic, *shape = np.frombuffer(content[:header], ">u4").tolist()
    if magic != 0x800 + dimensions:
        raise DataError(f"{path}: expected magic number {0x800 + dimensions}, found {magic}")
    if not shape[0]:
        raise DataError(f"{path}: expected at least one item, found 0")
    size, found = math.prod(shape), len(content) - header
    if size != found:
        raise DataError(f"{path}: expected {size} bytes after the header, found {found}")
    return np.frombuffer(content, np.uint8, offset=header).reshape(shape)


@dataclass
class IdxFiles(Files):
    """Images and labels in files of their own."""

    folder: Path
    paths: dict[tuple[str, str], Path]
    """By split and what it is: images, labels."""

    def __post_init__(self) -> None:
        self.label_file = self.paths.get(("test", "labels")) or self.paths.get(("train", "labels"))

    def _path(self, split: Split, what: str) -> Path:
        try:
            return self.paths[split, what]
        except KeyError:
            name = f"{'train' if split == 'train' else 't10k'}-{what}-idx"
            name += "3-ubyte" if what == "images" else "1-ubyte"
            raise DataError(
                f"{self.folder}: expected a file {name} or {name}.gz, found neither"
            ) from None

    def labels(self, split: Split) -> NDArray[Any]:
        """Read the label file."""
        return read_idx(self._path(split, "labels"), 1)

    def images(self, split: Split) -> Bytes:
        """Read the image file."""
        return read_idx(self._path(split, "images"), 3)

    def where(self, split: Split) -> Path:
        """Name the label file."""
        return self._path(split, "labels")


@dataclass
class CsvFiles(Files):
    """A label and the pixels on each line, as in the files of the book."""

    folder: Path
    paths: dict[str, Path]
    passed: tuple[str, ...]
    """Names of files that were left out."""

    def _lines(self, split: Split) -> list[bytes]:
        path = self.where(split)
        lines = [line for line in read_content(path).splitlines() if line.strip()]
        if lines and not lines[0].split(b",", 1)[0].strip().lstrip(b"+-").isdigit():
            lines = lines[1:]  # a heading
        if not lines:
            raise DataError(f"{path}: expected at least one line of a label and pixels, found none")
        return lines

    def labels(self, split: Split) -> NDArray[Any]:
        """Read the first number of each line."""
        firsts = [line.split(b",", 1)[0].strip() for line in self._lines(split)]
        for number, first in enumerate(firsts, 1):
            if not first.isdigit() or len(first) > 4:
                found = files.quoted(first.decode("utf-8", "replace"), 40)
                raise DataError(
                    f"{self.where(split)}: expected a label first on line {number}, found {found!r}"
                )
        return np.array(list(map(int, firsts)))

    def images(self, split: Split) -> Bytes:
        """Read the pixels, a square of them: from 0 to 255, or from 0 to 1."""
        path, lines = self.where(split), self._lines(split)
        pixels = lines[0].count(b",")
        side = math.isqrt(pixels)
        if side * side != pixels or not pixels:
            raise DataError(
                f"{path}: expected a label and the pixels of a square picture on each line, such "
                f"as 784, found {pixels}"
            )
        images = np.empty((len(lines), pixels), np.float32)
        for number, line in enumerate(lines, 1):
            try:
                values = np.array(line.split(b",")[1:], float)
            except ValueError:
                values = np.empty(0)
            if len(values) != pixels or not ((values >= 0) & (values <= 255)).all():
                raise DataError(
                    f"{path}: expected {pixels} numbers from 0 to 255 after the label, found other "
                    f"on line {number}"
                )
            images[number - 1] = values
        return _as_bytes(images.reshape(-1, side, side))

    def where(self, split: Split) -> Path:
        """Name the file of the split."""
        if split not in self.paths:
            there = ", ".join(sorted(path.name for path in self.paths.values()))
            raise DataError(
                f"{self.folder}: expected a CSV file with {split} in its name, found {there}"
            )
        return self.paths[split]

    @property
    def remarks(self) -> tuple[str, ...]:
        """Name what was left out."""
        if not self.passed:
            return ()
        read = " and ".join(path.name for path in self.paths.values())
        return (f"{read} are read; {', '.join(self.passed)} left out",)


@dataclass
class NpzFile(Files):
    """Arrays in a NumPy archive, as Keras gives them out."""

    path: Path

    def _array(self, name: str, split: Split) -> NDArray[Any]:
        wanted = f"{name}_{split}"
        try:
            with opened_archive(self.path, MOST_BYTES) as archive:
                if wanted not in archive.names:
                    found = files.quoted(", ".join(archive.names) or "nothing")
                    raise DataError(f"{self.path}: expected an array {wanted}, found {found}")
                array = archive.array(wanted)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or files.quoted(error)
            raise DataError(f"{self.path}: expected a sound .npz file, found: {reason}") from error
        return array

    def labels(self, split: Split) -> NDArray[Any]:
        """Read y_train or y_test."""
        labels = self._array("y", split)
        if labels.ndim == 2 and labels.shape[1] == 1:
            labels = labels[:, 0]
        if labels.dtype.kind not in "iu" or labels.ndim != 1:
            raise DataError(
                f"{self.path}: expected y_{split} to be a row of whole numbers, "
                f"found {labels.dtype} of shape {labels.shape}"
            )
        return labels

    def images(self, split: Split) -> Bytes:
        """Read x_train or x_test: pixels from 0 to 255, or from 0 to 1."""
        images = self._array("x", split)
        if images.ndim == 4 and images.shape[3] == 1:
            images = images[..., 0]
        if images.ndim != 3 or images.dtype.kind not in "biuf":
            raise DataError(
                f"{self.path}: expected x_{split} to be n × rows × columns, "
                f"found {images.dtype} of shape {images.shape}"
            )
        low, high = (float(images.min()), float(images.max())) if images.size else (0.0, 0.0)
        if not (low >= 0 and high <= 255):
            raise DataError(
                f"{self.path}: expected pixels from 0 to 255 in x_{split}, "
                f"found {low:g} to {high:g}"
            )
        return _as_bytes(images)

    def where(self, split: Split) -> Path:
        """Name the archive."""
        return self.path


def _as_bytes(pixels: NDArray[Any]) -> Bytes:
    """Return pixels from 0 to 255 as bytes, each the nearest; those from 0 to 1 are scaled first.

    Pixels none of which is above 1 are taken to be of that kind: as bytes they would all be black.
    """
    if pixels.max(initial=0) <= 1:
        pixels = pixels * 255.0
    elif pixels.dtype == np.uint8:
        return pixels
    # Straight into bytes: as floats all of them would be held twice.
    rounded = np.empty(pixels.shape, np.uint8)
    np.rint(pixels, out=rounded, casting="unsafe")
    return rounded


def find_files(path: Path, written: ReadWritten | None = None) -> Files:
    """Return the data set that lies in a folder, or in an .npz file, by what is there.

    `written` makes a photograph of a digit or a letter a picture of 28 × 28, like MNIST's. Raises
    `DataError` if nothing there is one; it names what was looked for, and found.
    """
    try:
        if path.suffix == ".npz" and path.is_file():
            return NpzFile(path)
        if not path.is_dir():
            found = "a file" if path.exists() else "none"
            raise DataError(f"{path}: expected a directory with a data set, found {found}")
        there = sorted(path.iterdir())
    except OSError as error:
        raise DataError(
            f"{path}: expected a directory with a data set, found: {error.strerror}"
        ) from error
    for find in (_find_idx, _find_npz, _find_csv, partial(_find_images, written=written)):
        if (found_files := find(path, there)) is not None:
            return found_files
    names = files.quoted(", ".join(each.name for each in there) or "nothing")
    raise DataError(f"{path}: expected {LOOKED_FOR}; found {names}")


def _find_idx(folder: Path, there: list[Path]) -> Files | None:
    paths: dict[tuple[str, str], Path] = {}
    # A plain file before a packed one of the same name.
    for path in sorted(there, key=lambda path: len(path.name)):
        if named := _IDX_NAME.fullmatch(path.name):
            split = "train" if named[1].lower() == "train" else "test"
            paths.setdefault((split, named[2].lower()), path)
    return IdxFiles(folder, paths) if paths else None


def _find_npz(folder: Path, there: list[Path]) -> Files | None:
    archives = [path for path in there if path.suffix.lower() == ".npz"]
    for path in archives:
        try:
            with opened_archive(path, MOST_BYTES) as archive:
                if "x_train" in archive.names or "x_test" in archive.names:
                    return NpzFile(path)
        except (OSError, ValueError):
            if len(archives) == 1:
                return NpzFile(path)  # which tells what is the matter with it
    return None


def _find_csv(folder: Path, there: list[Path]) -> Files | None:
    paths: dict[str, Path] = {}
    passed = []
    tables = [p for p in there if re.search(r"\.csv(\.gz)*$", p.name, re.IGNORECASE)]
    for path in sorted(tables, key=lambda path: (len(path.name), path.name)):
        split = split_named(path.name)
        if split is None or split in paths:
            passed.append(path.name)
        else:
            paths[split] = path
    return CsvFiles(folder, paths, tuple(passed)) if paths else None


def _find_images(
    folder: Path, there: list[Path], written: ReadWritten | None = None
) -> Files | None:
    from tinynet.imagefolders import ImageFolders

    parts = {each.name.lower(): each for each in subfolders(folder)}
    if "train" in parts:
        splits = {name: folder for name, folder in parts.items() if name in ("train", "test")}
        found = ImageFolders(folder, splits, written)
    elif parts:
        found = ImageFolders(folder, {}, written)
    else:
        return None
    return found if any(found.found.values()) else None
