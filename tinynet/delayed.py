"""The recipe at matrix speed: the same updates as `Network.train`, in the same order.

Updating `W` (hidden × input) after every sample moves all of it through the processor each time.
But what a sample's weighted sums would be had `W` been updated by those before it can be known
without updating it. For a block of samples, the rows of `X`:

    P = X Wᵀ        G = X Xᵀ        D[i] = η E[i] · h[i](1 − h[i])

    W x[i] after the i updates before it  =  P[i] + Σ_{j<i} (x[i]·x[j]) D[j]
                                          =  P[i] + G[i, :i] @ D[:i]

    W ← W + Dᵀ X    once, after the block

With biases `b`, that are learned like the weight of an input that is always 1, `P` has them and
every product of two samples is 1 larger; kept as they are, only `P` has them.

`V` (output × hidden) is small and is updated at once, as are its biases. Nothing is approximated:
only the order of additions differs from the plain loop's, that is, the rounding.

In batches of more than one sample, the samples of a batch do not see each other's updates, and the
batch's update is their mean.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import DTypeLike

from tinynet._checks import FloatArray, Floats
from tinynet.activation import sigmoid_of

BLOCK_SAMPLES = 64
"""Samples in a block of small batches. `G` costs more the larger it is, `W` the smaller; measured
at 100 and 200 hidden nodes, 32 to 128 are alike."""


class Layers(Protocol):
    """What is trained of a network, in float64: its weights, its biases and whether they change."""

    input_hidden: FloatArray
    hidden_output: FloatArray
    hidden_biases: FloatArray
    output_biases: FloatArray
    train_biases: bool


@dataclass(frozen=True, eq=False)
class Parameters:
    """What updates change, in place, and whether they change the biases."""

    input_hidden: Floats
    """`W`, hidden × input."""
    hidden_output: Floats
    """`V`, output × hidden."""
    hidden_biases: Floats
    """`b`, (hidden,)."""
    output_biases: Floats
    """`c`, (output,)."""
    train_biases: bool

    @classmethod
    def of(cls, network: Layers, dtype: DTypeLike) -> Parameters:
        """Return copies of a network's, in a type of float."""
        return cls(
            network.input_hidden.astype(dtype),
            network.hidden_output.astype(dtype),
            network.hidden_biases.astype(dtype),
            network.output_biases.astype(dtype),
            network.train_biases,
        )

    @property
    def arrays(self) -> tuple[Floats, Floats, Floats, Floats]:
        """All of them, in the order of the fields."""
        return self.input_hidden, self.hidden_output, self.hidden_biases, self.output_biases

    @property
    def has_biases(self) -> bool:
        """Whether there are biases: learned, or kept at values that are not all 0."""
        return self.train_biases or bool(self.hidden_biases.any() or self.output_biases.any())

    def each(self, make: Callable[[Floats], Floats]) -> Parameters:
        """Return what becomes of each array."""
        return Parameters(
            make(self.input_hidden),
            make(self.hidden_output),
            make(self.hidden_biases),
            make(self.output_biases),
            self.train_biases,
        )

    def copy(self) -> Parameters:
        """Return copies of all."""
        return self.each(np.ndarray.copy)


class Updates(Protocol):
    """Updates of all parameters, in place, by some samples: made batch by batch, then applied."""

    done: int
    """Samples used so far."""

    def advance(self, samples: int, learning_rate: float) -> Floats:
        """Use the next batches, or parts of one: at least so many samples, or all there are.

        Returns their outputs, each before its own update, samples × output. A weight or an output
        that is not finite any more shows there as one that is not finite.
        """

    def apply(self) -> None:
        """Bring the parameters up to date; once, when all samples are used."""

    def now(self) -> Parameters:
        """Return copies of the parameters as they are after the samples used so far."""


class Block:
    """One or more whole batches, whose update of `W` is delayed to the end of the block."""

    def __init__(
        self,
        parameters: Parameters,
        inputs: Floats,
        targets: Floats,
        *,
        batch_size: int,
        error_rule: str,
    ) -> None:
        """Prepare the updates of the parameters, in place, by these samples.

        Inputs are samples × input, targets samples × output, all of the weights' type, and
        `batch_size` goes into the number of samples. Nothing is checked: the caller does.
        """
        self.done = 0
        self._parameters = parameters
        self._inputs, self._targets, self._outputs = inputs, targets, np.empty_like(targets)
        self._batch_size = batch_size
        self._recipe = error_rule == "recipe"
        # Row i is P[i] until sample i is used, and D[i] from then on; both with the sign turned,
        # since the sigmoid takes e^(−z). With ones on its diagonal, one product with the Gram
        # matrix gives both terms of the sums: G[i, :i+1] @ rows[:i+1] = P[i] + G[i, :i] @ D[:i].
        self._rows = inputs @ parameters.input_hidden.T
        if parameters.has_biases:
            self._rows += parameters.hidden_biases
        np.negative(self._rows, out=self._rows)
        if len(inputs) > batch_size:
            self._gram = inputs @ inputs.T
            if parameters.train_biases:
                self._gram += 1
            batches = np.arange(len(inputs) // batch_size)
            tiles = self._gram.reshape(len(batches), batch_size, len(batches), batch_size)
            tiles[batches, :, batches, :] = np.eye(batch_size)

    def advance(self, samples: int, learning_rate: float) -> Floats:
        """Use the next batches; see :class:`Updates`."""
        began, wanted = self.done, min(self.done + samples, len(self._rows))
        all_rows, hidden_output = self._rows, self._parameters.hidden_output
        output_biases = self._parameters.output_biases
        has_biases, train_biases = self._parameters.has_biases, self._parameters.train_biases
        recipe, size, one = self._recipe, self._batch_size, all_rows.dtype.type(1)
        step = all_rows.dtype.type(learning_rate / size)
        # At a batch of one sample, a new array costs as much as what is worked out in it, a Python
        # number or a keyword a third of it: hence room made once, and results as third arguments.
        # One sample is a vector and not a matrix of one row, which takes BLAS longer.
        single = size == 1
        batch = () if single else (size,)
        hidden_outputs = np.empty((*batch, all_rows.shape[1]), all_rows.dtype)
        hidden_slopes = np.empty_like(hidden_outputs)
        output_errors = np.empty((*batch, len(hidden_output)), all_rows.dtype)
        output_deltas = np.empty_like(output_errors)
        changes = np.empty_like(hidden_output)
        # δᵀ h, summed over the batch
        outer = np.multiply if single else np.dot
        deltas_transposed = output_deltas[:, np.newaxis] if single else output_deltas.T

        for start in range(began, wanted, size):
            end = start + size
            place = start if single else slice(start, end)
            rows, outputs = all_rows[place], self._outputs[place]

            # h = σ(z)
            if start:
                np.dot(self._gram[place, :end], all_rows[:end], hidden_outputs)
            else:
                np.copyto(hidden_outputs, rows)
            np.exp(hidden_outputs, hidden_outputs)
            np.add(hidden_outputs, one, hidden_outputs)
            np.reciprocal(hidden_outputs, hidden_outputs)

            # y = σ(V h + c)
            np.dot(hidden_outputs, hidden_output.T, outputs)
            if has_biases:
                np.add(outputs, output_biases, outputs)
            np.negative(outputs, outputs)
            np.exp(outputs, outputs)
            np.add(outputs, one, outputs)
            np.reciprocal(outputs, outputs)

            # η e = η (t − y), η δ = η e · y(1−y), η E = Vᵀ η e or Vᵀ η δ
            np.subtract(self._targets[place], outputs, output_errors)
            np.multiply(output_errors, step, output_errors)
            np.subtract(one, outputs, output_deltas)
            np.multiply(output_deltas, outputs, output_deltas)
            np.multiply(output_deltas, output_errors, output_deltas)
            np.dot(output_errors if recipe else output_deltas, hidden_output, rows)

            # −D = η E · h(h−1)
            np.subtract(hidden_outputs, one, hidden_slopes)
            np.multiply(hidden_slopes, hidden_outputs, hidden_slopes)
            np.multiply(rows, hidden_slopes, rows)

            # V ← V + η δᵀ h
            outer(deltas_transposed, hidden_outputs, changes)
            np.add(hidden_output, changes, hidden_output)
            if train_biases:
                output_biases += output_deltas if single else output_deltas.sum(axis=0)
            self.done = end
        return self._outputs[began : self.done]

    def apply(self) -> None:
        """Bring `W` and `b` up to date."""
        self._bring_up(self._parameters, len(self._rows))

    def now(self) -> Parameters:
        """Return `W` and `b` with the updates so far, and `V` and `c`, which always have them."""
        now = self._parameters.copy()
        self._bring_up(now, self.done)
        return now

    def _bring_up(self, parameters: Parameters, samples: int) -> None:
        done = self._rows[:samples]
        np.subtract(
            parameters.input_hidden, done.T @ self._inputs[:samples], parameters.input_hidden
        )
        if parameters.train_biases:
            np.subtract(parameters.hidden_biases, done.sum(axis=0), parameters.hidden_biases)


class LargeBatch:
    """One batch, so large that its inputs come in parts: all parts see the same weights."""

    def __init__(
        self,
        parameters: Parameters,
        parts: Iterator[tuple[Floats, Floats]],
        *,
        batch_size: int,
        error_rule: str,
    ) -> None:
        """Prepare the update by these inputs and targets, `batch_size` samples in all."""
        self.done = 0
        self._parameters = parameters
        self._parts = parts
        self._batch_size = batch_size
        self._recipe = error_rule == "recipe"
        self._changes = parameters.each(np.zeros_like)

    def advance(self, samples: int, learning_rate: float) -> Floats:
        """Use the next parts; see :class:`Updates`."""
        now = self._parameters
        step = now.input_hidden.dtype.type(learning_rate / self._batch_size)
        all_outputs = []
        wanted = min(self.done + samples, self._batch_size)
        while self.done < wanted:
            inputs, targets = next(self._parts)
            hidden_outputs = sigmoid_of(inputs @ now.input_hidden.T + now.hidden_biases)
            outputs = sigmoid_of(hidden_outputs @ now.hidden_output.T + now.output_biases)
            output_errors = targets - outputs
            output_deltas = output_errors * (outputs * (1 - outputs))
            hidden_errors = (output_errors if self._recipe else output_deltas) @ now.hidden_output
            hidden_deltas = hidden_errors * (hidden_outputs * (1 - hidden_outputs))
            changes = (
                hidden_deltas.T @ inputs,
                output_deltas.T @ hidden_outputs,
                *(each.sum(axis=0) for each in (hidden_deltas, output_deltas) if now.train_biases),
            )
            for whole, change in zip(self._changes.arrays, changes, strict=False):
                whole += step * change
            all_outputs.append(outputs)
            self.done += len(inputs)
        return np.concatenate(all_outputs)

    def apply(self) -> None:
        """Change all parameters."""
        for array, change in zip(self._parameters.arrays, self._changes.arrays, strict=True):
            array += change

    def now(self) -> Parameters:
        """Return the parameters as the batch found them: its update comes when it is over."""
        return self._parameters.copy()


def train_rows(
    network: Layers, inputs: Floats, targets: Floats, learning_rate: float, error_rule: str
) -> None:
    """Update a network once for each of m samples, in order, in float64; for `Network.train`."""
    parameters = Parameters.of(network, np.float64)
    # Sums too large for exp() give activations of 0 or 1, which is right.
    with np.errstate(over="ignore"):
        for start in range(0, len(inputs), BLOCK_SAMPLES):
            part = slice(start, start + BLOCK_SAMPLES)
            block = Block(
                parameters, inputs[part], targets[part], batch_size=1, error_rule=error_rule
            )
            block.advance(BLOCK_SAMPLES, learning_rate)
            block.apply()
    for own, trained in zip(
        (network.input_hidden, network.hidden_output, network.hidden_biases, network.output_biases),
        parameters.arrays,
        strict=True,
    ):
        own[...] = trained
