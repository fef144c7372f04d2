"""The weights as they were at points along the training, early ones close together."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tinynet.delayed import Floats, sigmoid_of
from tinynet.mnist import to_inputs
from tinynet.network import Network
from tinynet.trouble import run_away

_BLOCK = 1000

PER_DECADE = 10
MOST_BYTES = 40 << 20
LANDMARKS = (0, 100, 1_000, 10_000)
"""Moments that are never dropped, besides the first epoch's end and the newest."""


@dataclass(frozen=True, eq=False)
class Moment:
    """A network after so many samples: `input_hidden` hidden × input, `hidden_output`."""

    samples: int
    input_hidden: Floats
    hidden_output: Floats
    learning_rate: float
    error_rule: str

    @classmethod
    def of(cls, network: Network, samples: int) -> Moment:
        """Return what training had made of a network after so many samples, as it is kept here."""
        return cls(
            samples,
            network.input_hidden.astype(np.float32),
            network.hidden_output.astype(np.float32),
            network.learning_rate,
            network.error_rule,
        )

    @property
    def network(self) -> Network:
        """The network of this moment, in float64.

        Raises `TrainingError` where training had run away.
        """
        try:
            return Network.from_weights(
                self.input_hidden,
                self.hidden_output,
                self.learning_rate,
                error_rule=self.error_rule,
            )
        except ValueError as error:
            raise run_away(self.samples, self.learning_rate) from error

    def query(self, images: NDArray[np.uint8]) -> Floats:
        """Return the outputs for n images, n × output, worked out in the weights' own type."""
        dtype, outputs = self.input_hidden.dtype, []
        with np.errstate(over="ignore"):  # as `sigmoid` does
            for start in range(0, len(images), _BLOCK):
                inputs = to_inputs(images[start : start + _BLOCK], dtype)
                hidden_outputs = sigmoid_of(inputs @ self.input_hidden.T)
                outputs.append(sigmoid_of(hidden_outputs @ self.hidden_output.T))
        return np.concatenate(outputs)

    @property
    def size(self) -> int:
        """The bytes its weights take."""
        return int(self.input_hidden.nbytes + self.hidden_output.nbytes)


class History:
    """Moments of one training, oldest first, in bounded memory.

    They are due about `PER_DECADE` times from each power of ten to the next, and at each epoch's
    end; beyond `most_bytes` the one that is missed least is dropped.
    """

    def __init__(self, epoch_samples: int, *, most_bytes: int = MOST_BYTES) -> None:
        """Start with none. An epoch is so many samples."""
        self.moments: tuple[Moment, ...] = ()
        self._epoch_samples = epoch_samples
        self._most_bytes = most_bytes

    @property
    def due(self) -> int:
        """The number of samples after which the next moment is to be kept."""
        if not self.moments:
            return 0
        last = self.moments[-1].samples
        epoch_end = (last // self._epoch_samples + 1) * self._epoch_samples
        return min(_next_preferred(last), epoch_end)

    def keep(self, moment: Moment) -> None:
        """Keep a moment, later than those before or instead of the last."""
        while self.moments and self.moments[-1].samples >= moment.samples:
            self.moments = self.moments[:-1]
        self.moments += (moment,)
        while len(self.moments) > 2 and sum(m.size for m in self.moments) > self._most_bytes:
            self._drop_one()

    def at(self, samples: int) -> Moment:
        """Return the moment kept last up to so many samples. Raises `ValueError` for none."""
        index = bisect_right([moment.samples for moment in self.moments], samples)
        if not index:
            raise ValueError(f"samples must not be before the first moment, not {samples}")
        return self.moments[index - 1]

    def nearest(self, samples: int) -> int:
        """Return the index of the moment nearest to so many samples, by their logarithm."""
        counts = [moment.samples for moment in self.moments]
        index = bisect_left(counts, samples)
        if index == len(counts) or (
            index and (samples + 1) ** 2 < (counts[index] + 1) * (counts[index - 1] + 1)
        ):
            index -= 1
        return index

    def _drop_one(self) -> None:
        """Drop the moment, not the first nor the last, that closes the smallest gap."""
        counts = [moment.samples for moment in self.moments]
        kept = {*LANDMARKS, self._epoch_samples}
        inner = range(1, len(counts) - 1)
        index = min(
            inner,
            key=lambda i: (counts[i] in kept, (counts[i + 1] + 1) / (counts[i - 1] + 1)),
        )
        self.moments = self.moments[:index] + self.moments[index + 1 :]


def _next_preferred(samples: int) -> int:
    """Return the next of 1, 2, 3 … 10, 13, 16, 20 …: a decade in steps of one ratio."""
    if samples < PER_DECADE:
        return samples + 1
    # The series' numbers are rounded to two figures, as preferred numbers are (ISO 3's R10).
    step = math.floor(PER_DECADE * math.log10(samples))
    while True:
        exact = 10 ** (step / PER_DECADE)
        unit = 10 ** (math.floor(math.log10(exact) + 1e-9) - 1)
        number = round(exact / unit) * round(unit) if unit >= 1 else round(exact)
        if number > samples:
            return number
        step += 1
