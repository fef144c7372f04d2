"""The class of Tariq Rashid's *Make Your Own Neural Network*, with this package's arithmetic.

`from tinynet.book import neuralNetwork` stands in for the cell with the class in the book's
notebooks (https://github.com/makeyourownneuralnetwork/makeyourownneuralnetwork); the cells after it
run as they are. Names, and answers in columns, are the book's; all else here is `tinynet.Network`.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from tinynet import _checks
from tinynet._checks import FloatArray
from tinynet.activation import NO_OVERFLOW, logit, sigmoid
from tinynet.network import Network

__all__ = ["neuralNetwork"]


class neuralNetwork:  # noqa: N801
    """The book's network of three layers. `network` is the `tinynet.Network` that it is."""

    def __init__(
        self, inputnodes: int, hiddennodes: int, outputnodes: int, learningrate: float
    ) -> None:
        """Draw the weights from Normal(0, 1/√n), n the nodes feeding in, by `numpy.random`.

        So `numpy.random.seed` gives the weights that it gives in the book. Raises `ValueError` as
        `Network` does.
        """
        self.network = Network(inputnodes, hiddennodes, outputnodes, learningrate)
        self.inodes, self.hnodes, self.onodes = inputnodes, hiddennodes, outputnodes
        # The book's own two lines, in their order: a seed is to mean the same.
        self.wih = np.random.normal(0.0, pow(inputnodes, -0.5), (hiddennodes, inputnodes))  # noqa: NPY002
        self.who = np.random.normal(0.0, pow(hiddennodes, -0.5), (outputnodes, hiddennodes))  # noqa: NPY002

    @property
    def lr(self) -> float:
        """The learning rate; a new one takes effect with the next sample."""
        return self.network.learning_rate

    @lr.setter
    def lr(self, rate: float) -> None:
        self.network.learning_rate = _checks.positive("lr", rate)

    @property
    def wih(self) -> FloatArray:
        """The weights from input to hidden nodes, hidden × input."""
        return self.network.input_hidden

    @wih.setter
    def wih(self, weights: ArrayLike) -> None:
        self.network.input_hidden = _weights("wih", weights, self.hnodes, self.inodes)

    @property
    def who(self) -> FloatArray:
        """The weights from hidden to output nodes, output × hidden."""
        return self.network.hidden_output

    @who.setter
    def who(self, weights: ArrayLike) -> None:
        self.network.hidden_output = _weights("who", weights, self.onodes, self.hnodes)

    @property
    def activation_function(self) -> Callable[[Any], FloatArray]:
        """The sigmoid."""
        return sigmoid

    @activation_function.setter
    def activation_function(self, other: object) -> None:
        raise AttributeError(_ONLY_SIGMOID.format("activation_function"))

    @property
    def inverse_activation_function(self) -> Callable[[Any], FloatArray]:
        """The logit, which is the sigmoid's inverse."""
        return logit

    @inverse_activation_function.setter
    def inverse_activation_function(self, other: object) -> None:
        raise AttributeError(_ONLY_SIGMOID.format("inverse_activation_function"))

    def train(self, inputs_list: ArrayLike, targets_list: ArrayLike) -> None:
        """Update the weights once for one sample, given as a list, a row or a column.

        Raises `ValueError` for another shape or values that are not finite.
        """
        inputs = _sample("inputs_list", inputs_list, self.inodes)
        targets = _sample("targets_list", targets_list, self.onodes)
        network, rate = self.network, self.network.learning_rate
        if network.train_biases:  # which the book does not have
            network.update(inputs, targets, rate, recipe=True)
            return
        # The recipe as in `Network.update`. But the learning rate is taken into the short factor of
        # each product, which is another rounding and a walk through all the weights less; and what
        # is of no more use is written over.
        hidden_outputs = _passed_on(network.input_hidden, inputs, network.hidden_biases)
        outputs = _passed_on(network.hidden_output, hidden_outputs, network.output_biases)
        output_steps = targets - outputs
        hidden_steps = output_steps.dot(network.hidden_output)
        for steps, passed_on in ((output_steps, outputs), (hidden_steps, hidden_outputs)):
            steps *= passed_on
            steps *= 1.0 - passed_on
            steps *= rate
        network.hidden_output += _outer(output_steps, hidden_outputs)
        network.input_hidden += _outer(hidden_steps, inputs)

    def query(self, inputs_list: ArrayLike) -> FloatArray:
        """Return the outputs as a column, output × 1, for one sample; raises as `train` does."""
        inputs = _sample("inputs_list", inputs_list, self.inodes)
        return self.network.forward_unchecked(inputs)[1][:, np.newaxis]

    def backquery(self, targets_list: ArrayLike) -> FloatArray:
        """Return the image behind an answer as a column, input × 1.

        Raises `ValueError` as `train` does, and for targets that are not between 0 and 1.
        """
        targets = _sample("targets_list", targets_list, self.onodes)
        return self.network.backquery(targets)[:, np.newaxis]


_ONLY_SIGMOID = "{} is the sigmoid's here and cannot be another; take the book's own class for that"


def _passed_on(weights: FloatArray, values: FloatArray, biases: FloatArray) -> FloatArray:
    """Return what a layer passes on of the values that reach it, (nodes,)."""
    sums: FloatArray = weights.dot(values)
    sums += biases
    if not sums.dot(sums) < NO_OVERFLOW:
        return sigmoid(sums)
    np.negative(sums, out=sums)
    np.exp(sums, out=sums)
    sums += 1.0
    return np.reciprocal(sums, out=sums)


def _outer(rows: FloatArray, columns: FloatArray) -> FloatArray:
    """Return `np.outer(rows, columns)`, which takes longer than this product of matrices."""
    products: FloatArray = rows[:, np.newaxis].dot(columns[np.newaxis])
    return products


def _sample(name: str, values: ArrayLike, nodes: int) -> FloatArray:
    """Return one sample as float64, (nodes,)."""
    sample = np.asarray(values, dtype=np.float64)
    if sample.shape != (nodes,):
        if sample.shape not in ((1, nodes), (nodes, 1)):
            raise ValueError(
                f"{name} must be one sample of {nodes} numbers, not of shape {sample.shape}"
            )
        sample = sample.reshape(nodes)
    # Where the sum of squares is finite all are, and that is quicker to look at.
    if not math.isfinite(np.dot(sample, sample)):
        _checks.finite_array(name, sample)
    return sample


def _weights(name: str, values: ArrayLike, rows: int, columns: int) -> FloatArray:
    """Return a copy of weights, rows × columns."""
    weights = _checks.matrix(name, values)
    if weights.shape != (rows, columns):
        swapped = " (rows and columns swapped?)" if weights.shape == (columns, rows) else ""
        raise ValueError(f"{name} must be of shape {(rows, columns)}, not {weights.shape}{swapped}")
    return weights
