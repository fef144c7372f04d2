"""Training that goes wrong: noticed from what comes of it, told in words, with what to try."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import numpy as np

from tinynet._checks import Floats
from tinynet.errors import TrainingError

WINDOW = 5000
"""Samples that are looked at: the error falls below the level of not knowing in far fewer."""
ALIKE = 0.01
"""Outputs that differ by less, over the whole window, do not depend on the digit."""
GOOD_RATE = 0.1
HIGH_RATE, LOW_RATE = 0.3, 0.02
"""At 784-100-10, from 0.02 to 0.3 a sample, five epochs end above 95 %."""
GOOD_BATCH_RATE, HIGH_BATCH_RATE = 2.0, 7.0
"""At 784-30-10 with batches of 1,000, 2 learns fastest; above 10 nothing is learned."""


@dataclass(frozen=True)
class _Seen:
    samples: int
    loss: float
    least: Floats
    most: Floats


class Watch:
    """Looks at outputs as they come, and remembers the last `WINDOW` of them."""

    def __init__(self, targets: Floats) -> None:
        """Start with nothing seen. `targets` are label × output, the targets of each label."""
        self._seen: deque[_Seen] = deque()
        self._samples = 0
        self.not_knowing = float(0.5 * targets.var(axis=0).sum())
        """The mean error of the best answer that is the same for every digit."""

    def look(self, outputs: Floats, losses: Floats) -> None:
        """See the outputs of some samples and the error of each, ½ Σ e²."""
        seen = _Seen(len(outputs), float(losses.sum()), outputs.min(axis=0), outputs.max(axis=0))
        self._seen.append(seen)
        self._samples += seen.samples
        while self._samples - self._seen[0].samples >= WINDOW:
            self._samples -= self._seen.popleft().samples

    def trouble(self, learning_rate: float, batch_size: int) -> str | None:
        """Return what is wrong of late, in two short sentences, or None."""
        if self._samples < WINDOW:
            return None
        error = sum(seen.loss for seen in self._seen) / self._samples
        least = np.min([seen.least for seen in self._seen], axis=0)
        most = np.max([seen.most for seen in self._seen], axis=0)
        if bool((most - least < ALIKE).all()):
            return f"Every digit gets the same answer. {_advice(learning_rate, batch_size)}"
        if error >= self.not_knowing:
            return (
                f"The error stays at {error:.2f}; one answer to all has {self.not_knowing:.2f}. "
                f"{_advice(learning_rate, batch_size)}"
            )
        return None


def run_away(samples: int, learning_rate: float) -> TrainingError:
    """Return the error to raise when numbers are not finite any more."""
    lower = min(GOOD_RATE, learning_rate / 10)
    return TrainingError(
        f"training: expected finite weights, found them run away after {samples:,} digits; "
        f"start over with a learning rate far below {learning_rate:g}, such as {lower:g}"
    )


def _advice(learning_rate: float, batch_size: int) -> str:
    # A batch's update is a mean: the larger the batch, the bolder it may be, up to a point.
    if learning_rate > min(HIGH_RATE * batch_size, HIGH_BATCH_RATE):
        good = min(GOOD_RATE * batch_size, GOOD_BATCH_RATE)
        return (
            f"The learning rate {learning_rate:g} is too high: start over with {good:g}, or lower."
        )
    if learning_rate / batch_size < LOW_RATE:
        of = f" for batches of {batch_size:,}" if batch_size > 1 else ""
        return f"The learning rate {learning_rate:g} is low{of}: turn it up, or wait longer."
    return "Start over with more hidden nodes, or another seed."
