"""The MNIST digits: their files, and the numbers a network is given of them.

The file format, IDX, is described with the data at http://yann.lecun.com/exdb/mnist/: a big-endian
32-bit magic number, one 32-bit size for each dimension, then the bytes.
"""

import gzip
import math
import os
import zlib
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO, Literal, cast

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

from tinynet import _checks, files
from tinynet._checks import FloatArray
from tinynet.classes import Classes
from tinynet.errors import DataError
from tinynet.filling import AS_MNIST, Filling, filling_of
from tinynet.subject import TaughtSubject, listed

BUNDLED = Path(__file__).with_name("data")
MNIST_SHAPE = (28, 28)
"""Rows and columns of a digit."""
EMPTY_INPUT = 0.01
"""The input that an empty pixel becomes; a full one becomes 1."""

_PREFIXES = {"train": "train", "test": "t10k"}
_IMAGES_MAGIC, _LABELS_MAGIC = 2051, 2049
_MAX_BYTES = 1 << 30


@dataclass(frozen=True)
class DataSource:
    """What a data set was loaded from: enough to load its other split."""

    path: str
    """A folder, or an .npz file."""
    names: tuple[str, ...] | None = None
    """The classes' names, where they are not left to the files."""
    transpose: bool = False
    """Whether rows and columns of each picture change places."""


@dataclass(frozen=True, eq=False, repr=False)
class Dataset:
    """Pictures and what they are: `images` n × rows × columns, `labels` (n,) from 0.

    MNIST's are 28 × 28, 0 for paper to 255 for ink, and 0 to 9. Both are uint8 and read-only where
    they are loaded. Raises `ValueError` for images that are flat or of another type, and labels
    that are not whole numbers from 0, one for each image.
    """

    images: NDArray[np.uint8]
    labels: NDArray[np.uint8]
    classes: Classes = field(default_factory=Classes)
    source: DataSource | None = None
    """None for MNIST, which comes with the package."""
    remarks: tuple[str, ...] = ()
    """What has to be said of how it was read, in sentences."""

    def __post_init__(self) -> None:
        images, labels = self.images, self.labels
        if not isinstance(images, np.ndarray) or images.dtype != np.uint8 or images.ndim != 3:
            raise ValueError(f"images must be uint8, n × rows × columns, not {_kind_of(images)}")
        if not isinstance(labels, np.ndarray) or labels.dtype.kind not in "iu":
            raise ValueError(f"labels must be whole numbers, (n,), not {_kind_of(labels)}")
        if labels.shape != images.shape[:1]:
            raise ValueError(
                f"labels must be one for each of {len(images)} images, not of shape {labels.shape}"
            )
        if labels.min(initial=0) < 0:
            # As an index, −1 would be the last class, and be learned without a word.
            raise ValueError(f"labels must be from 0, not {labels.min()}")

    def __len__(self) -> int:
        return len(self.labels)

    def __repr__(self) -> str:
        names = listed(self.classes.names)
        return f"<{type(self).__name__}: {len(self):,} pictures of {self.size} pixels: {names}>"

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns of a picture."""
        rows, columns = self.images.shape[1:]
        return rows, columns

    def picture(self, index: int) -> NDArray[np.uint8]:
        """Return one picture, rows × columns."""
        image: NDArray[np.uint8] = self.images[index]
        return image

    @property
    def pixels(self) -> int:
        """The pixels of a picture: what a network needs inputs for."""
        return math.prod(self.shape)

    @property
    def subject(self) -> TaughtSubject:
        """What a network learns of it."""
        names = self.classes.names if self.classes.named else ()
        return TaughtSubject(self.shape, names, None if self.are_digits else self.filling)

    @cached_property
    def filling(self) -> Filling:
        """How the pictures are filled: digits as MNIST's; others as the first thousand show it."""
        if self.are_digits:
            return AS_MNIST
        return filling_of(self.images[:1000])

    @property
    def are_digits(self) -> bool:
        """Whether these are digits of MNIST's size, which the trained network can read."""
        return self.classes.are_digits and self.shape == MNIST_SHAPE

    @property
    def size(self) -> str:
        """The size of a picture, rows × columns, in words."""
        return " × ".join(map(str, self.shape))


class BundledDigits(Dataset):
    """MNIST's digits as they come with the package, unpacked when more than one is asked for.

    Unpacking ten thousand of them takes longer than all that a walk computes of one. Raises
    `DataError` if the package's files are missing or damaged: of the labels and the first picture
    now, of the others when they are unpacked.
    """

    _split: Literal["train", "test"]
    _first: NDArray[np.uint8]

    def __init__(self, split: Literal["train", "test"]) -> None:
        images_path, labels_path = _files(BUNDLED, split)
        first, labels = _read_images(images_path, 1)[0], _read_labels(labels_path)
        kept = {"labels": labels, "classes": Classes(), "_split": split, "_first": first}
        for name, value in kept.items():
            object.__setattr__(self, name, value)  # as `Dataset`'s own `__init__` does

    @cached_property
    def images(self) -> NDArray[np.uint8]:
        """All the pictures, n × 28 × 28."""
        return load_mnist(self._split).images

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns of a picture."""
        return MNIST_SHAPE

    def picture(self, index: int) -> NDArray[np.uint8]:
        """Return one picture, 28 × 28; the first without unpacking the others."""
        return super().picture(index) if index else self._first


def _kind_of(values: object) -> str:
    """Say what was found in the place of an array."""
    if isinstance(values, np.ndarray):
        return f"{values.dtype} of shape {values.shape}"
    return f"a {type(values).__name__}"


def load_mnist(
    split: Literal["train", "test"],
    directory: str | os.PathLike[str] | None = None,
    *,
    first: int | None = None,
) -> Dataset:
    """Read the 60,000 digits to train on or the 10,000 to test with; or only the `first` of them.

    They come with the package; `directory` names another place with the four files under their
    standard names, plain or with .gz added. Raises `DataError` for a file that is missing,
    unreadable or unsound, and `ValueError` for another split or fewer than one digit.
    """
    if split not in _PREFIXES:
        raise ValueError(f"split must be train or test, not {split!r}")
    if first is not None:
        first = _checks.count("first", first)
    images_path, labels_path = _files(BUNDLED if directory is None else Path(directory), split)
    images, labels = _read_images(images_path, first), _read_labels(labels_path, first)
    if len(labels) != len(images):
        raise DataError(
            f"{labels_path}: expected {len(images)} labels, one for each image, found {len(labels)}"
        )
    return Dataset(images, labels)


def to_inputs(images: NDArray[np.uint8], dtype: DTypeLike = np.float64) -> NDArray[Any]:
    """Scale pixels to inputs from 0.01 to 1: `pixel / 255 × 0.99 + 0.01`.

    One image, rows × columns, becomes (pixels,); n of them, n × rows × columns, become n × pixels.
    No input is 0, since a weight whose input is 0 would never learn. Raises `ValueError` for
    another shape, a type of image other than uint8, or a `dtype` that is not one of floats.
    """
    images = np.asarray(images)
    if images.dtype != np.uint8 or images.ndim not in (2, 3):
        raise ValueError(
            "images must be uint8 of shape (rows, columns) or (n, rows, columns), "
            f"not {images.dtype} of shape {images.shape}"
        )
    if np.dtype(dtype).kind != "f":
        raise ValueError(f"dtype must be one of floats, not {np.dtype(dtype)}")
    pixels = math.prod(images.shape[-2:])
    rows = images.reshape(*images.shape[:-2], pixels)
    inputs = np.divide(rows, 255.0, dtype=dtype)
    # In place: ten thousand digits are 63 MB, and there is no need to have them three times.
    inputs *= 0.99
    inputs += EMPTY_INPUT
    return inputs


def to_pixels(inputs: ArrayLike) -> NDArray[np.uint8]:
    """Return the pixels, 0 to 255, that `to_inputs` makes these inputs of, in the same shape.

    Each is the nearest whole one. Raises `ValueError` for inputs that are not from 0.01 to 1.
    """
    values = _checks.finite_array("inputs", inputs)
    pixels = np.rint((values - 0.01) / 0.99 * 255)
    outside = values[(pixels < 0) | (pixels > 255)]
    if outside.size:
        raise ValueError(f"inputs must be from 0.01 to 1, not {outside[0]}")
    return np.asarray(pixels, np.uint8)


def to_targets(labels: ArrayLike, output_nodes: int = 10) -> FloatArray:
    """Return the outputs wanted: 0.99 at the label's node and 0.01 at the others.

    One label gives (output_nodes,), n labels n × output_nodes. The sigmoid never reaches 0 or 1,
    so neither is asked for. Raises `ValueError` for labels that are not whole numbers from 0 to
    `output_nodes` − 1, or not one or a row of them.
    """
    output_nodes = _checks.count("output_nodes", output_nodes)
    labels = np.asarray(labels)
    if labels.dtype.kind not in "iu" or labels.ndim > 1:
        raise ValueError(
            "labels must be a whole number or a row of them, "
            f"not {labels.dtype} of shape {labels.shape}"
        )
    outside = labels[(labels < 0) | (labels >= output_nodes)]
    if outside.size:
        raise ValueError(f"labels must be from 0 to {output_nodes - 1}, not {outside[0]}")
    return np.where(np.arange(output_nodes) == labels[..., np.newaxis], 0.99, 0.01)


def _files(folder: Path, split: Literal["train", "test"]) -> tuple[Path, Path]:
    """Return the paths of a split's images and labels."""
    prefix = _PREFIXES[split]
    return _find(folder, f"{prefix}-images-idx3-ubyte"), _find(
        folder, f"{prefix}-labels-idx1-ubyte"
    )


def _read_images(path: Path, first: int | None = None) -> NDArray[np.uint8]:
    return _read_idx(path, _IMAGES_MAGIC, MNIST_SHAPE, first)


def _read_labels(path: Path, first: int | None = None) -> NDArray[np.uint8]:
    labels = _read_idx(path, _LABELS_MAGIC, (), first)
    if labels.max() > 9:
        raise DataError(f"{path}: expected labels from 0 to 9, found {labels.max()}")
    return labels


def _find(folder: Path, name: str) -> Path:
    """Return the path of a standard name, plain or compressed."""
    try:
        for path in (folder / name, folder / f"{name}.gz"):
            if path.exists():
                return path
        if not folder.is_dir():
            raise DataError(f"{folder}: expected a directory with the MNIST files, found none")
    except OSError as error:  # a name too long, or a folder that may not be looked into
        raise DataError(
            f"{folder}: expected a directory with the MNIST files, found: {error.strerror}"
        ) from error
    raise DataError(f"{folder}: expected a file {name} or {name}.gz, found neither")


def _read_idx(
    path: Path, magic: int, item_shape: tuple[int, ...], first: int | None
) -> NDArray[np.uint8]:
    """Return the n items of an IDX file of bytes, n × item_shape, read-only; or the first few."""
    try:
        with files.opened(path, _MAX_BYTES) as raw, _unpacked(path, raw) as file:
            header_size = 4 * (2 + len(item_shape))
            header = files.at_most(file, header_size)
            if len(header) < header_size:
                raise DataError(
                    f"{path}: expected a header of {header_size} bytes, found {len(header)}"
                )
            found_magic, count, *found_shape = np.frombuffer(header, ">u4").tolist()
            if found_magic != magic:
                raise DataError(f"{path}: expected magic number {magic}, found {found_magic}")
            if tuple(found_shape) != item_shape:
                expected, found = (" × ".join(map(str, s)) for s in (item_shape, found_shape))
                raise DataError(f"{path}: expected images of {expected} pixels, found {found}")
            if count == 0:
                raise DataError(f"{path}: expected at least one item, found 0")
            size = count * math.prod(item_shape)
            if size > _MAX_BYTES:
                raise DataError(f"{path}: expected at most {_MAX_BYTES} bytes, found {size}")
            if first is not None and first < count:
                count = first
                size = count * math.prod(item_shape)
                content = files.at_most(file, size)
            else:
                # One byte more than declared: to find a file that is too long, and to reach the
                # end of a compressed one, where its checksum is verified.
                content = files.at_most(file, size + 1)
            if len(content) != size:
                found_size = "more" if len(content) > size else len(content)
                raise DataError(
                    f"{path}: expected {size} bytes after the header, found {found_size}"
                )
    except (OSError, EOFError, zlib.error) as error:
        kind = "a sound gzip file" if path.suffix == ".gz" else "a readable file"
        reason = getattr(error, "strerror", None) or files.quoted(error)
        raise DataError(f"{path}: expected {kind}, found: {reason}") from error
    return np.frombuffer(content, np.uint8).reshape(count, *item_shape)


def _unpacked(path: Path, file: BinaryIO) -> BinaryIO:
    """Return what a file holds, unpacked where its name says that it is packed."""
    return cast(BinaryIO, gzip.GzipFile(fileobj=file)) if path.suffix == ".gz" else file
