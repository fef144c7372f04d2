"""Which samples a training uses, and in which order: the digits, epoch after epoch, also turned."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tinynet import _checks
from tinynet.mnist import Dataset
from tinynet.rotate import rotated

MOST_DEGREES = 90.0


class Sampler:
    """Draws the order of each epoch, and makes its samples: digits as they are, or turned.

    A sample is named by one number, `digit × turns + turn`. The same seed gives the same order of
    an epoch, whatever was drawn before.
    """

    def __init__(
        self, digits: Dataset, *, shuffle: bool = True, rotate: float = 0.0, seed: int = 0
    ) -> None:
        """Use every digit once an epoch; with `rotate`, also turned by so many degrees each way.

        Without `shuffle` they come in the order of the data set. Raises `ValueError` for no digits,
        more than `MOST_DEGREES` degrees, or a seed below 0.
        """
        if not len(digits):
            raise ValueError("digits must be at least one, not 0")
        if not 0 <= rotate <= MOST_DEGREES:
            raise ValueError(f"rotate must be from 0 to {MOST_DEGREES:.0f} degrees, not {rotate}")
        self.digits = digits
        self.shuffle = bool(shuffle)
        self.rotate = float(rotate)
        self.seed = _checks.seed(seed)
        self._turns = (0.0, self.rotate, -self.rotate) if rotate else (0.0,)
        self._drawn: tuple[int, NDArray[np.int64]] | None = None
        """The epoch whose order was asked for last, and that order."""

    def __len__(self) -> int:
        """Return the samples of an epoch: the digits, three times as many if they are turned."""
        return len(self.digits) * len(self._turns)

    def order(self, epoch: int) -> NDArray[np.int64]:
        """Return the samples of an epoch, in the order that they are used in."""
        if self._drawn is None or self._drawn[0] != epoch:
            order = np.arange(len(self))
            if self.shuffle:
                order = np.random.default_rng((self.seed, epoch)).permutation(len(self))
            self._drawn = epoch, order
        return self._drawn[1]

    def digit(self, sample: int) -> tuple[int, float]:
        """Return which digit a sample is of, and by how many degrees it is turned."""
        index, turn = divmod(sample, len(self._turns))
        return index, self._turns[turn]

    def labels(self, samples: NDArray[np.int64]) -> NDArray[np.uint8]:
        """Return the labels of n samples, (n,)."""
        return self.digits.labels[samples // len(self._turns)]

    def images(self, samples: NDArray[np.int64]) -> NDArray[np.uint8]:
        """Return the images of n samples, n × rows × columns, as new ones."""
        digits, turns = np.divmod(samples, len(self._turns))
        images = self.digits.images[digits]
        for turn, degrees in enumerate(self._turns):
            if degrees:
                images[turns == turn] = rotated(images[turns == turn], degrees)
        return images
