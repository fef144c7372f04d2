"""One update made at many learning rates: what it does to its own sample, and to others.

An update changes each layer's weights by an outer product, so that the sums of any sample x' after
it follow from the sums before: `W x' + b + η (x·x') δ`; where biases are learned, `η (x·x' + 1) δ`.
No weights are copied, whatever the rate.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tinynet import _checks
from tinynet._checks import FloatArray
from tinynet.activation import sigmoid
from tinynet.losses import loss
from tinynet.trace import Trace


@dataclass(frozen=True, eq=False)
class RateSweep:
    """What one update does at each of r learning rates; made by `sweep_rates`."""

    rates: FloatArray
    """The learning rates, (r,)."""
    losses: FloatArray
    """The loss of the sample itself after the update, (r,)."""
    answers: NDArray[np.intp]
    """What each of n other samples is taken for after it, r × n."""
    labels: NDArray[np.intp]
    """What they are, (n,)."""
    answers_before: NDArray[np.intp]
    """What they were taken for before, (n,)."""

    @property
    def accuracy(self) -> FloatArray:
        """The share of the others answered right after the update, 0 to 1, (r,)."""
        return np.asarray((self.answers == self.labels).mean(axis=1))

    @property
    def accuracy_before(self) -> float:
        """The share of the others answered right before."""
        return float((self.answers_before == self.labels).mean())


def sweep_rates(
    trace: Trace, rates: Sequence[float], inputs: ArrayLike, labels: ArrayLike
) -> RateSweep:
    """Make a trace's update at each of these learning rates, and answer n other samples.

    `inputs` are n × input, `labels` (n,), whole numbers. Raises `ValueError` for other shapes or
    labels, and for no learning rate, or one that is not above zero.
    """
    if not len(rates):
        raise ValueError("rates must be at least one learning rate, not none")
    given = np.array([_checks.positive("learning_rate", rate) for rate in rates])
    others = _checks.vectors("inputs", inputs, len(trace.inputs))
    truth = np.asarray(labels)
    if others.ndim != 2 or truth.shape != (len(others),) or truth.dtype.kind not in "iu":
        raise ValueError(
            "inputs must be n × input, and labels whole numbers (n,), "
            f"not of shape {others.shape}, and {truth.dtype} of shape {truth.shape}"
        )

    always = float(trace.train_biases)  # a bias is the weight of an input that is always 1
    alike = others @ trace.inputs + always
    sums = others @ trace.input_hidden.T + trace.hidden_biases
    own_alike = float(trace.inputs @ trace.inputs) + always

    def outputs(rate: float, sums: FloatArray, alike: FloatArray) -> FloatArray:
        hidden = sigmoid(sums + rate * np.outer(alike, trace.hidden_deltas))
        before = hidden @ trace.hidden_output.T + trace.output_biases
        hidden_alike = hidden @ trace.hidden_outputs + always
        return sigmoid(before + rate * np.outer(hidden_alike, trace.output_deltas))

    own_sums = (trace.hidden_sums + trace.hidden_biases)[np.newaxis]
    own = np.array([outputs(rate, own_sums, np.array([own_alike]))[0] for rate in given])
    return RateSweep(
        rates=given,
        losses=loss(trace.targets, own),
        answers=np.array([outputs(rate, sums, alike).argmax(axis=1) for rate in given]),
        labels=truth.astype(np.intp),
        answers_before=outputs(0.0, sums, alike).argmax(axis=1),
    )
