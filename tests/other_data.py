"""Small data sets other than MNIST, made for a test: shapes, letters, digits of few pixels."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from tinynet import Dataset

SHAPES = ("circle", "square", "triangle")
LETTERS = tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
Pictures = NDArray[np.uint8]


def drawn(count: int, seed: int = 0, labels: int = 4) -> Dataset:
    """Draw digits of 3 × 3 pixels of any grey."""
    random = np.random.default_rng(seed)
    return Dataset(
        random.integers(0, 256, (count, 3, 3), np.uint8),
        random.integers(0, labels, count).astype(np.uint8),
    )


def shapes(count: int, seed: int, rows: int = 16, columns: int = 20) -> tuple[Pictures, Pictures]:
    """Draw outlines of three kinds, each somewhere else: images, and which kind each is."""
    random = np.random.default_rng(seed)
    labels = random.integers(0, len(SHAPES), count).astype(np.uint8)
    images = []
    for label in labels:
        image = Image.new("L", (columns, rows))
        draw = ImageDraw.Draw(image)
        x, y = random.integers(0, 5, 2).tolist()
        right, bottom = x + columns - 8, y + rows - 7
        ink = int(random.integers(150, 256))
        if label == 0:
            draw.ellipse([x, y, right, bottom], outline=ink, width=2)
        elif label == 1:
            draw.rectangle([x, y, right, bottom], outline=ink, width=2)
        else:
            draw.polygon([(x, bottom), ((x + right) / 2, y), (right, bottom)], outline=ink, width=2)
        images.append(np.asarray(image))
    return np.stack(images), labels


def letters(count: int, seed: int, side: int = 32) -> tuple[Pictures, Pictures]:
    """Write capital letters, each somewhere else; the labels begin at 1, as EMNIST's do."""
    random = np.random.default_rng(seed)
    labels = (np.arange(count) % len(LETTERS) + 1).astype(np.uint8)
    random.shuffle(labels)
    font = ImageFont.load_default(size=side * 0.8)
    images = []
    for label in labels:
        image = Image.new("L", (side, side))
        place = tuple(random.integers(0, side // 4, 2).tolist())
        ImageDraw.Draw(image).text(place, LETTERS[label - 1], fill=255, font=font)
        images.append(np.asarray(image))
    return np.stack(images), labels


def idx(array: NDArray[np.uint8]) -> bytes:
    """Return an array as an IDX file."""
    header = np.array([0x800 + array.ndim, *array.shape], ">u4")
    return header.tobytes() + array.astype(np.uint8).tobytes()


def write_idx(
    folder: Path,
    train: tuple[Pictures, Pictures],
    test: tuple[Pictures, Pictures],
    names: tuple[str, ...] | None = None,
) -> Path:
    """Write a data set under MNIST's names, with a labels.txt if its classes have names."""
    folder.mkdir(parents=True, exist_ok=True)
    for prefix, (images, labels) in (("train", train), ("t10k", test)):
        (folder / f"{prefix}-images-idx3-ubyte").write_bytes(idx(images))
        (folder / f"{prefix}-labels-idx1-ubyte").write_bytes(idx(labels))
    if names is not None:
        (folder / "labels.txt").write_text("\n".join(names) + "\n", encoding="utf-8")
    return folder


def write_shapes(folder: Path) -> Path:
    """Write the drawn shapes, with their names."""
    return write_idx(folder, shapes(240, 1), shapes(60, 2), SHAPES)


def write_letters(folder: Path) -> Path:
    """Write the letters, with their names."""
    return write_idx(folder, letters(520, 1), letters(130, 2), LETTERS)
