"""Photographs of handwritten digits, made of MNIST's test digits: how light each pixel is.

A digit is enlarged seven times in smooth strokes and put somewhere on paper of 300 × 400 pixels,
which a lamp lights from one side and the camera makes noisy. Kinds differ in what else is there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scenes.story.images.parts import CLEAR
from tinynet.prepare import resized
from tinynet.rotate import rotated

Floats = NDArray[np.float64]
ROWS, COLUMNS, SIDE, TIMES = 300, 400, 28, 7
DARK, PALE = 50.0, 70.0
"""How light ink is, and printed lines are, of 255."""
TURNED = 15.0
CLOSE_SIDE = 112
"""Pixels a side of digits that are moved together."""


def on_sheet(digit: NDArray[Any], rng: np.random.Generator) -> Floats:
    """Return how much ink a sheet has, 0 to 1, with the digit somewhere on it."""
    sheet = np.zeros((ROWS, COLUMNS))
    side = SIDE * TIMES
    top, left = rng.integers(0, ROWS - side), rng.integers(0, COLUMNS - side)
    sheet[top : top + side, left : left + side] = resized(digit, side, side) / 255
    return sheet


def taken(
    ink: Floats, rng: np.random.Generator, printed: Floats | None = None
) -> NDArray[np.uint8]:
    """Return the photograph of a sheet with this ink on it, and these lines printed, 0 to 1."""
    rows, columns = ink.shape
    y, x = np.mgrid[:rows, :columns]
    angle = rng.uniform(0, 2 * np.pi)
    along = np.cos(angle) * (x / columns - 0.5) + np.sin(angle) * (y / rows - 0.5)
    paper = 215 * (1 + 0.3 * along)
    if printed is not None:
        paper *= 1 - printed * (1 - PALE / 255)
    light = paper * (1 - ink * (1 - DARK / 255)) + rng.normal(0, 4, ink.shape)
    return np.clip(light, 0, 255).astype(np.uint8)


def ruled(rng: np.random.Generator, shape: tuple[int, int], *, squared: bool = False) -> Floats:
    """Return lines across a sheet, down too if squared: a little aslant, 2 to 4 pixels thick."""
    rows, columns = shape
    y, x = np.mgrid[:rows, :columns]
    slope, pitch, thick = rng.uniform(-0.08, 0.08), rng.uniform(35, 60), rng.uniform(2, 4)
    start = rng.uniform(0, pitch)
    ways = [y - slope * x, x + slope * y] if squared else [y - slope * x]
    lines = [np.abs((way - start) % pitch - pitch / 2) for way in ways]
    return np.clip((thick + 1) / 2 - np.minimum.reduce(lines), 0, 1)


def _plain(digit: NDArray[Any], rng: np.random.Generator) -> NDArray[np.uint8]:
    return taken(on_sheet(digit, rng), rng)


def _framed(digit: NDArray[Any], rng: np.random.Generator) -> NDArray[np.uint8]:
    light = _plain(digit, rng)
    thick = int(rng.integers(1, 16))
    light = light.copy()
    light[:thick] = light[-thick:] = 10
    light[:, :thick] = light[:, -thick:] = 10
    return light


def _boxed(digit: NDArray[Any], rng: np.random.Generator) -> NDArray[np.uint8]:
    """A box drawn around it, as on a form, not at the image's edge."""
    ink = np.pad(on_sheet(digit, rng), 30)
    thick = int(rng.integers(1, 6))
    box = np.zeros_like(ink)
    box[12:-12, 12:-12] = 1
    box[12 + thick : -12 - thick, 12 + thick : -12 - thick] = 0
    return taken(np.maximum(ink, box), rng)


def _ruled(digit: NDArray[Any], rng: np.random.Generator) -> NDArray[np.uint8]:
    ink = on_sheet(digit, rng)
    return taken(ink, rng, ruled(rng, ink.shape))


def _squared(digit: NDArray[Any], rng: np.random.Generator) -> NDArray[np.uint8]:
    ink = on_sheet(digit, rng)
    return taken(ink, rng, ruled(rng, ink.shape, squared=True))


def _turned(digit: NDArray[Any], rng: np.random.Generator) -> NDArray[np.uint8]:
    angle = TURNED if rng.random() < 0.5 else -TURNED
    return _plain(rotated(digit[np.newaxis], angle)[0], rng)


KINDS: dict[str, Callable[[NDArray[Any], np.random.Generator], NDArray[np.uint8]]] = {
    "plain": _plain,
    "a frame at the edge": _framed,
    "a box around": _boxed,
    "dark rules": _ruled,
    "squared": _squared,
    "turned by 15°": _turned,
}


def photograph(kind: str, digit: NDArray[Any], rng: np.random.Generator) -> NDArray[np.uint8]:
    """Return a photograph of this kind, rows × columns, 0 to 255."""
    return KINDS[kind](digit, rng)


def close(*images: NDArray[Any]) -> Floats:
    """How light paper is with digits moved together until they touch."""
    strip = np.zeros((CLOSE_SIDE, 0))
    for image in images:
        large = resized(image, CLOSE_SIDE, CLOSE_SIDE) / 255
        columns = np.flatnonzero((large > CLEAR).any(axis=0))
        large = large[:, columns[0] : columns[-1] + 1]
        over = 0
        while strip.size and not (
            over and (np.minimum(strip[:, -over:], large[:, :over]) > CLEAR).sum() > 8
        ):
            over += 1
        wide = np.zeros((CLOSE_SIDE, strip.shape[1] + large.shape[1] - over))
        wide[:, : strip.shape[1]] = strip
        wide[:, wide.shape[1] - large.shape[1] :] = np.maximum(
            wide[:, wide.shape[1] - large.shape[1] :], large
        )
        strip = wide
    return np.asarray(255 - 200 * np.pad(strip, 30))
