"""The whole recipe: a network of three layers that answers, and learns from its errors.

The recipe is that of Tariq Rashid, *Make Your Own Neural Network* (2016). With `x` the inputs,
`W` (hidden × input) and `V` (output × hidden) the weights, `b` and `c` the biases, `t` the targets
and `η` the learning rate:

    h = σ(W x + b)        y = σ(V h + c)        e = t − y

    E = Vᵀ e                      error_rule="recipe": the error, split by the weights
    E = Vᵀ (e · y(1−y))           error_rule="gradient": the exact gradient of ½ Σ e²

    V ← V + η (e · y(1−y)) hᵀ     E is computed with the old V
    W ← W + η (E · h(1−h)) xᵀ

The recipe has no biases: they are 0 and stay so, unless asked for with `biases=True`. Then they are
learned like the weight of an input that is always 1:

    c ← c + η e · y(1−y)          b ← b + η E · h(1−h)
"""

import copy
from typing import Self

import numpy as np
from numpy.typing import ArrayLike

from tinynet import _checks, delayed
from tinynet._checks import ERROR_RULES, FloatArray
from tinynet.activation import logit, rescaled, sigmoid
from tinynet.backtrace import Backtrace
from tinynet.trace import Trace

__all__ = ["ERROR_RULES", "Network", "sigmoid"]


class Network:
    """A network of an input, a hidden and an output layer, trained one sample at a time.

    `input_hidden` (hidden × input) and `hidden_output` (output × hidden) are its weights,
    `hidden_biases` (hidden,) and `output_biases` (output,) its biases, all float64.
    `learning_rate`, `error_rule` and `train_biases`, whether updates change the biases, may be
    changed between updates.
    """

    def __init__(
        self,
        input_nodes: int,
        hidden_nodes: int,
        output_nodes: int,
        learning_rate: float,
        *,
        error_rule: str = "recipe",
        biases: bool = False,
        seed: int | None = None,
    ) -> None:
        """Draw the weights from Normal(0, 1/√n), n the number of nodes feeding in.

        Biases start at 0, and are learned only with `biases`. The same `seed` gives the same
        weights, with biases or without. Raises `ValueError` for a size below 1, a learning
        rate that is not finite and above 0, or an error rule not in `ERROR_RULES`.
        """
        inputs = _checks.count("input_nodes", input_nodes)
        hidden = _checks.count("hidden_nodes", hidden_nodes)
        outputs = _checks.count("output_nodes", output_nodes)
        self.learning_rate = _checks.positive("learning_rate", learning_rate)
        self.error_rule = _checks.error_rule(error_rule)
        random = np.random.default_rng(seed)
        self.input_hidden: FloatArray = random.normal(0.0, inputs**-0.5, (hidden, inputs))
        self.hidden_output: FloatArray = random.normal(0.0, hidden**-0.5, (outputs, hidden))
        self.hidden_biases: FloatArray = np.zeros(hidden)
        self.output_biases: FloatArray = np.zeros(outputs)
        self.train_biases = bool(biases)

    @classmethod
    def from_weights(
        cls,
        input_hidden: ArrayLike,
        hidden_output: ArrayLike,
        learning_rate: float,
        *,
        hidden_biases: ArrayLike | None = None,
        output_biases: ArrayLike | None = None,
        train_biases: bool | None = None,
        error_rule: str = "recipe",
    ) -> Self:
        """Make a network of copies of these weights: hidden × input and output × hidden.

        Biases, (hidden,) and (output,), are 0 where they are not given; they are learned if any
        are given, unless `train_biases` says otherwise. Raises `ValueError` as the constructor
        does, and for numbers that are not finite or do not belong to the same nodes.
        """
        input_hidden = _checks.matrix("input_hidden", input_hidden)
        hidden_output = _checks.matrix("hidden_output", hidden_output)
        _checks.layers_meet(input_hidden, hidden_output)
        (hidden, inputs), outputs = input_hidden.shape, len(hidden_output)
        if train_biases is None:
            train_biases = hidden_biases is not None or output_biases is not None
        network = cls(
            inputs, hidden, outputs, learning_rate, error_rule=error_rule, biases=train_biases
        )
        network.input_hidden, network.hidden_output = input_hidden, hidden_output
        if hidden_biases is not None:
            network.hidden_biases = _checks.vector("hidden_biases", hidden_biases, hidden).copy()
        if output_biases is not None:
            network.output_biases = _checks.vector("output_biases", output_biases, outputs).copy()
        return network

    @property
    def input_nodes(self) -> int:
        """The number of input nodes."""
        return len(self.input_hidden[0])

    @property
    def hidden_nodes(self) -> int:
        """The number of hidden nodes."""
        return len(self.input_hidden)

    @property
    def output_nodes(self) -> int:
        """The number of output nodes."""
        return len(self.hidden_output)

    @property
    def has_biases(self) -> bool:
        """Whether there are biases: learned, or kept at values that are not all 0."""
        return self.train_biases or bool(self.hidden_biases.any() or self.output_biases.any())

    def query(self, inputs: ArrayLike) -> FloatArray:
        """Return the outputs: (output,) for inputs of shape (input,), m × output for m × input.

        Raises `ValueError` for another shape, or values that are not finite.
        """
        return self.forward(inputs)[1]

    def forward(self, inputs: ArrayLike) -> tuple[FloatArray, FloatArray]:
        """Return what the hidden nodes pass on, `h`, and the outputs, `y`; shapes as for `query`.

        `h` is (hidden,) or m × hidden. Raises `ValueError` as `query` does.
        """
        return self.forward_unchecked(_checks.vectors("inputs", inputs, self.input_nodes))

    def forward_unchecked(self, x: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return what `forward` does, for sound float64 inputs, which are not checked."""
        # Transposed there and back: so one line is right for one sample and for rows of them.
        hidden_outputs = sigmoid((self.input_hidden @ x.T).T + self.hidden_biases)
        outputs = sigmoid((self.hidden_output @ hidden_outputs.T).T + self.output_biases)
        return hidden_outputs, outputs

    def train(self, inputs: ArrayLike, targets: ArrayLike) -> None:
        """Update the weights once for one sample, or for m rows one after another, in order.

        Inputs have shape (input,) or m × input, targets (output,) or m × output. Rows are taken
        at matrix speed (`tinynet.delayed`), which is the same but for rounding. Raises
        `ValueError`, before any update, for other shapes, values that are not finite, or a
        learning rate or error rule the constructor would not take.
        """
        inputs = _checks.vectors("inputs", inputs, self.input_nodes)
        targets = _checks.vectors("targets", targets, self.output_nodes)
        if inputs.shape[:-1] != targets.shape[:-1]:
            raise ValueError(
                f"inputs and targets must come in pairs, not in shapes {inputs.shape} "
                f"and {targets.shape}"
            )
        learning_rate = _checks.positive("learning_rate", self.learning_rate)
        error_rule = _checks.error_rule(self.error_rule)
        if inputs.ndim == 1:
            self.update(inputs, targets, learning_rate, recipe=error_rule == "recipe")
        else:
            delayed.train_rows(self, inputs, targets, learning_rate, error_rule)

    def update(self, x: FloatArray, t: FloatArray, learning_rate: float, *, recipe: bool) -> None:
        """Update the weights once, as `train` does, by arrays that are known to be sound.

        `x` is (input,) and `t` (output,), float64. All there is to learning stands here.
        """
        hidden_sums = self.input_hidden @ x
        hidden_outputs = sigmoid(hidden_sums + self.hidden_biases)
        output_sums = self.hidden_output @ hidden_outputs
        outputs = sigmoid(output_sums + self.output_biases)

        output_errors = t - outputs
        output_slopes = outputs * (1.0 - outputs)
        output_deltas = output_errors * output_slopes
        hidden_errors = self.hidden_output.T @ (output_errors if recipe else output_deltas)
        hidden_slopes = hidden_outputs * (1.0 - hidden_outputs)
        hidden_deltas = hidden_errors * hidden_slopes

        self.hidden_output += outer(learning_rate, output_deltas, hidden_outputs)
        self.input_hidden += outer(learning_rate, hidden_deltas, x)
        if self.train_biases:
            self.output_biases += learning_rate * output_deltas
            self.hidden_biases += learning_rate * hidden_deltas

    def trace(self, inputs: ArrayLike, targets: ArrayLike) -> Trace:
        """Return every number of the update `train` would make for one sample, without making it.

        Shapes (input,) and (output,); raises `ValueError` as `train` does.
        """
        return Trace(
            error_rule=_checks.error_rule(self.error_rule),
            learning_rate=_checks.positive("learning_rate", self.learning_rate),
            input_hidden=self.input_hidden,
            hidden_output=self.hidden_output,
            hidden_biases=self.hidden_biases,
            output_biases=self.output_biases,
            train_biases=self.train_biases,
            inputs=_checks.vector("inputs", inputs, self.input_nodes),
            targets=_checks.vector("targets", targets, self.output_nodes),
        )

    def backquery(self, targets: ArrayLike) -> FloatArray:
        """Run outputs back to an image: (input,) for (output,), m × input for m × output.

            h = rescaled(Vᵀ (logit(t) − c))        x = rescaled(Wᵀ (logit(h) − b))

        with the values of a layer rescaled from their own smallest … largest to 0.01 … 0.99, as
        Rashid's book does ("Inside the mind of a neural network"). This is no inverse: rescaling
        loses what the sums were, so the answer to `x` may be another. It is a picture of what the
        weights favour. Raises `ValueError` for another shape, or targets not between 0 and 1.
        """
        return self.backtrace(targets).inputs

    def backtrace(self, targets: ArrayLike) -> Backtrace:
        """Return every step of `backquery`, the image being the last. Raises as it does."""
        targets = _checks.vectors("targets", targets, self.output_nodes).copy()
        output_sums = logit(targets, name="targets") - self.output_biases
        hidden_values = output_sums @ self.hidden_output
        hidden_outputs = rescaled(hidden_values)
        hidden_sums = logit(hidden_outputs) - self.hidden_biases
        input_values = hidden_sums @ self.input_hidden
        return Backtrace(
            targets=targets,
            output_sums=output_sums,
            hidden_values=hidden_values,
            hidden_outputs=hidden_outputs,
            hidden_sums=hidden_sums,
            input_values=input_values,
            inputs=rescaled(input_values),
        )

    def __repr__(self) -> str:
        layers = "–".join(map(str, (self.input_nodes, self.hidden_nodes, self.output_nodes)))
        biases = "" if not self.has_biases else ", biases" if self.train_biases else ", kept biases"
        rate, rule = self.learning_rate, self.error_rule
        return f"<Network {layers}: learning rate {rate}, error rule {rule}{biases}>"

    def _repr_html_(self) -> str:
        from tinynet.display import network_html

        biases = (self.hidden_biases, self.output_biases) if self.has_biases else None
        return network_html(repr(self), self.input_hidden, self.hidden_output, biases)

    def copy(self) -> Self:
        """Return a network that starts equal to this one and shares nothing with it."""
        return copy.deepcopy(self)


def outer(factor: float, rows: FloatArray, columns: FloatArray) -> FloatArray:
    """Return `factor * np.outer(rows, columns)`, to the last bit, in three quarters of its time."""
    products: FloatArray = np.dot(rows[:, np.newaxis], columns[np.newaxis])
    products *= factor
    return products
