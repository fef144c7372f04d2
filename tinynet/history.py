"""A training as it went: what came of it, and the weights at moments along the way."""

from __future__ import annotations

import math
from bisect import bisect_left
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tinynet import _checks
from tinynet._checks import FloatArray, Floats
from tinynet.activation import sigmoid_of
from tinynet.delayed import Parameters
from tinynet.mnist import to_inputs
from tinynet.network import Network
from tinynet.trouble import run_away

_BLOCK = 1000

PER_DECADE = 10
MOST_BYTES = 40 << 20
LANDMARKS = (0, 100, 1_000, 10_000)
"""Moments that are never dropped, besides the first epoch's end and the newest."""


@dataclass(frozen=True)
class Tally:
    """What came of some samples: each answered, then learned from."""

    samples: int = 0
    loss: float = 0.0
    """The sum of their errors, ½ Σ e² each, before their own update."""
    right: int = 0
    seconds: float = 0.0

    def __add__(self, other: Tally) -> Tally:
        """Return both together."""
        return Tally(
            self.samples + other.samples,
            self.loss + other.loss,
            self.right + other.right,
            self.seconds + other.seconds,
        )

    @property
    def error(self) -> float:
        """The mean error, ½ Σ e² of a sample; NaN for none."""
        return self.loss / self.samples if self.samples else float("nan")

    @property
    def accuracy(self) -> float:
        """The share answered right before being learned from, 0 to 1; NaN for none."""
        return self.right / self.samples if self.samples else float("nan")

    @property
    def samples_per_second(self) -> float:
        """The speed of the updates, 0 before there were any."""
        return self.samples / self.seconds if self.seconds else 0.0


@dataclass(frozen=True, eq=False, repr=False)
class Moment:
    """A network after so many samples, its weights and biases in the type they are trained in."""

    samples: int
    parameters: Parameters
    learning_rate: float
    error_rule: str

    def __repr__(self) -> str:
        (hidden, inputs), outputs = self.input_hidden.shape, len(self.hidden_output)
        return f"<Moment after {self.samples:,} samples: {inputs}–{hidden}–{outputs}>"

    @classmethod
    def of(cls, network: Network, samples: int) -> Moment:
        """Return what training had made of a network after so many samples, as it is kept here."""
        parameters = Parameters.of(network, np.float32)
        return cls(samples, parameters, network.learning_rate, network.error_rule)

    @property
    def input_hidden(self) -> Floats:
        """Weights `W`, hidden × input."""
        return self.parameters.input_hidden

    @property
    def hidden_output(self) -> Floats:
        """Weights `V`, output × hidden."""
        return self.parameters.hidden_output

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
                hidden_biases=self.parameters.hidden_biases,
                output_biases=self.parameters.output_biases,
                train_biases=self.parameters.train_biases,
                error_rule=self.error_rule,
            )
        except ValueError as error:
            raise run_away(self.samples, self.learning_rate) from error

    def query(self, images: NDArray[np.uint8]) -> Floats:
        """Return the outputs for n images, n × output, worked out in the weights' own type.

        Raises `ValueError` for images that are not uint8, n × rows × columns with a pixel for each
        input node.
        """
        now = self.parameters
        pixels = now.input_hidden.shape[1]
        if images.ndim != 3 or math.prod(images.shape[1:]) != pixels:
            raise ValueError(f"images must have {pixels} pixels each, not be of {images.shape}")
        outputs = [np.empty((0, len(self.hidden_output)), now.input_hidden.dtype)]
        with np.errstate(over="ignore"):  # as `sigmoid` does
            for start in range(0, len(images), _BLOCK):
                inputs = to_inputs(images[start : start + _BLOCK], now.input_hidden.dtype)
                hidden_outputs = sigmoid_of(inputs @ now.input_hidden.T + now.hidden_biases)
                outputs.append(sigmoid_of(hidden_outputs @ now.hidden_output.T + now.output_biases))
        return np.concatenate(outputs)

    @property
    def size(self) -> int:
        """The bytes its weights and biases take."""
        return sum(array.nbytes for array in self.parameters.arrays)


class History:
    """The course of one training: the tally of each report, and moments (copies of the weights).

    `Trainer.run` returns one, with a moment of the start and one of each epoch's end. `due` says
    when to keep more of them: about `PER_DECADE` times between one power of ten and the next.
    When the moments take more than `most_bytes`, the one is dropped whose neighbours are nearest.
    """

    def __init__(self, epoch_samples: int, *, most_bytes: int = MOST_BYTES) -> None:
        """Start with none. An epoch is so many samples; raises `ValueError` for fewer than one."""
        self.moments: tuple[Moment, ...] = ()
        self.epochs: tuple[Tally, ...] = ()
        """What came of each epoch that is over."""
        self._samples: list[int] = []
        self._reports: list[Tally] = []
        self._epoch_samples = _checks.count("epoch_samples", epoch_samples)
        self._most_bytes = most_bytes

    def report(self, samples: int, tally: Tally) -> None:
        """Add the tally of the samples since the last report; `samples` counts them all."""
        self._samples.append(samples)
        self._reports.append(tally)

    def end_epoch(self, moment: Moment, tally: Tally) -> None:
        """Note what came of an epoch, and keep the moment at its end."""
        self.keep(moment)
        self.epochs += (tally,)

    @property
    def samples(self) -> NDArray[np.int64]:
        """The samples at the end of each of r reports, (r,)."""
        return np.array(self._samples, np.int64)

    @property
    def errors(self) -> FloatArray:
        """The mean error of each report's samples, ½ Σ e² before their own update, (r,)."""
        return np.array([tally.error for tally in self._reports])

    @property
    def accuracies(self) -> FloatArray:
        """The share of each report's samples that was answered right before its update, (r,)."""
        return np.array([tally.accuracy for tally in self._reports])

    def __repr__(self) -> str:
        if not self._reports:
            return f"<History: no reports, {len(self.moments)} moments>"
        last = self.epochs[-1] if self.epochs else self._reports[-1]
        over = f"{len(self.epochs)} {'epoch' if len(self.epochs) == 1 else 'epochs'}"
        return (
            f"<History: {over}, {self._samples[-1]:,} samples, "
            f"lately error {last.error:.3f}, {last.accuracy:.1%} right>"
        )

    def _repr_html_(self) -> str:
        from tinynet.display import history_html

        return history_html(
            repr(self),
            [(each.error, each.accuracy, each.samples_per_second) for each in self.epochs],
            (self.samples, self.errors, self.accuracies),
            [(moment.samples, moment.input_hidden) for moment in self.moments],
        )

    @property
    def due(self) -> int:
        """The number of samples after which the next moment is to be kept."""
        if not self.moments:
            return 0
        last = self.moments[-1].samples
        epoch_end = (last // self._epoch_samples + 1) * self._epoch_samples
        return min(_next_preferred(last), epoch_end)

    def keep(self, moment: Moment) -> None:
        """Keep a moment. Those that are not earlier than it, from a run taken back, are dropped."""
        while self.moments and self.moments[-1].samples >= moment.samples:
            self.moments = self.moments[:-1]
        self.moments += (moment,)
        while len(self.moments) > 2 and sum(m.size for m in self.moments) > self._most_bytes:
            self._drop_one()

    def nearest(self, samples: int) -> int:
        """Return the index of the moment nearest to so many samples, by their logarithm.

        Raises `ValueError` where none is kept.
        """
        if not self.moments:
            raise ValueError("no moments are kept yet")
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
