"""How the pictures of a data set are filled: how large the drawing on them is, and where it is."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tinynet._checks import FloatArray

FAINT = 0.1
"""The share of the strongest ink that is still paper, when the drawing's edges are looked for."""


@dataclass(frozen=True)
class Filling:
    """How large the drawing on a picture is, and which point of it is always in the same place.

    Raises `ValueError` for a share that is not above 0 and up to 1, and a place outside 0 to 1.
    """

    share: float
    """How much of the picture's side the box around the ink takes, 0 to 1; of the fuller side."""
    by_mass: bool
    """Whether that point is the ink's centre of mass; otherwise it is the middle of its box."""
    place: tuple[float, float]
    """Where that point is, down and across, as shares of the picture's sides."""

    def __post_init__(self) -> None:
        if not (math.isfinite(self.share) and 0 < self.share <= 1):
            raise ValueError(f"ink that takes {self.share} of a picture")
        if not all(math.isfinite(at) and 0 <= at <= 1 for at in self.place):
            raise ValueError(f"ink placed at {', '.join(map(str, self.place))}")

    @property
    def numbers(self) -> tuple[float, float, float, float]:
        """The filling as four numbers, as a network's file holds it; `filling_from` reads them."""
        return (self.share, float(self.by_mass), *self.place)


AS_MNIST = Filling(20 / 28, by_mass=True, place=(0.5, 0.5))
"""The digit in 20 of 28 pixels, its centre of mass at row and column 14, from 0, within ½ pixel.

That is half a pixel below and right of the true middle, 13.5; and it matters: with the centre moved
to 13.5, the trained network reads 95 in 100 of MNIST's own digits right instead of 98.
"""


def filling_from(numbers: list[float]) -> Filling:
    """Return the filling whose `Filling.numbers` these are. Raises `ValueError` for others."""
    if len(numbers) != 4 or numbers[1] not in (0, 1):
        raise ValueError(f"a filling of {', '.join(map(str, numbers[:5]))}")
    share, by_mass, down, across = numbers
    return Filling(share, bool(by_mass), (down, across))


def filling_of(images: NDArray[np.uint8]) -> Filling:
    """Return how pictures, n × rows × columns, are filled; as MNIST's, if all are empty.

    Of the ink's centre of mass and the middle of its box, the point whose place varies less counts.
    Size and place are medians over the pictures, the place to half a pixel.
    """
    sides = np.array(images.shape[1:])
    boxes = [(image, box) for image in images.astype(float) if (box := ink_box(image)) is not None]
    if not boxes:
        return AS_MNIST
    corners = np.array([box for _, box in boxes])
    share = float(np.median(((corners[:, 2:] - corners[:, :2]) / sides).max(axis=1)))
    middles = (corners[:, :2] + corners[:, 2:]) / 2
    masses = np.array([centre_of_mass(image) for image, _ in boxes])
    by_mass = bool((masses / sides).std(axis=0).mean() < (middles / sides).std(axis=0).mean())
    found = np.median(masses if by_mass else middles, axis=0)
    down, across = np.clip(np.rint(2 * found) / 2 / sides, 0, 1).tolist()
    return Filling(share, by_mass, (down, across))


def centre_of_mass(image: NDArray[Any]) -> FloatArray:
    """Return the mean row and column of the ink, from 0, (2,).

    Raises `ValueError` for a picture without ink.
    """
    ink = np.asarray(image, np.float64)
    if not ink.any():
        raise ValueError("a picture without ink has no centre of mass")
    return np.array([mean_place(ink.sum(axis=1)), mean_place(ink.sum(axis=0))])


def mean_place(ink: FloatArray) -> float:
    """Return the mean place, from 0, of rows (or columns) of so much ink, (n,)."""
    return float(np.arange(len(ink)) @ ink / ink.sum())


def ink_box(drawing: FloatArray) -> tuple[int, int, int, int] | None:
    """Return the box around what is clearly ink: top, left, bottom, right; None without ink.

    The last two are just outside.
    """
    strongest = drawing.max()
    if strongest == 0:
        return None
    clear = drawing > FAINT * strongest
    rows, columns = np.flatnonzero(clear.any(axis=1)), np.flatnonzero(clear.any(axis=0))
    return int(rows[0]), int(columns[0]), int(rows[-1]) + 1, int(columns[-1]) + 1
