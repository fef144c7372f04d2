"""One sample's way through the network and back, with every number on the way."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from tinynet import _checks
from tinynet._checks import FloatArray
from tinynet.activation import sigmoid
from tinynet.losses import loss


def _read_only(array: FloatArray) -> FloatArray:
    array.flags.writeable = False
    return array


@dataclass(frozen=True, eq=False, repr=False)
class Trace:
    """The pass of one sample and the update it asks for; made by `Network.trace`.

    The fields are the state before the update; every other number follows from them, is computed
    when first asked for, and then kept. The arithmetic is that of `Network.train`, operation for
    operation. All arrays are float64 and read-only, and share nothing with the network.
    """

    error_rule: str
    learning_rate: float
    input_hidden: FloatArray
    """Weights `W` before the update, hidden × input."""
    hidden_output: FloatArray
    """Weights `V` before the update, output × hidden."""
    hidden_biases: FloatArray
    """Biases `b` before the update, shape (hidden,); 0 without biases."""
    output_biases: FloatArray
    """Biases `c` before the update, shape (output,); 0 without biases."""
    train_biases: bool
    """Whether the update changes the biases."""
    inputs: FloatArray
    """What the input nodes say, `x`, shape (input,)."""
    targets: FloatArray
    """What the output nodes should say, `t`, shape (output,)."""

    def __post_init__(self) -> None:
        for name in (
            *("input_hidden", "hidden_output", "hidden_biases", "output_biases"),
            *("inputs", "targets"),
        ):
            array = np.array(getattr(self, name), dtype=np.float64)
            object.__setattr__(self, name, _read_only(array))

    def __repr__(self) -> str:
        hidden, inputs = self.input_hidden.shape
        return (
            f"<Trace {inputs}–{hidden}–{len(self.targets)}: answers {self.answer}, "
            f"error {self.loss:.4f}>"
        )

    def _repr_html_(self) -> str:
        from tinynet.display import trace_html

        return trace_html(repr(self), self.inputs, self.outputs, self.targets, self.loss)

    # Forwards.

    @cached_property
    def hidden_sums(self) -> FloatArray:
        """Weighted sums at the hidden nodes, `W x`, shape (hidden,)."""
        return _read_only(self.input_hidden @ self.inputs)

    @cached_property
    def hidden_outputs(self) -> FloatArray:
        """What the hidden nodes pass on, `h = σ(W x + b)`, shape (hidden,)."""
        return _read_only(sigmoid(self.hidden_sums + self.hidden_biases))

    @cached_property
    def output_sums(self) -> FloatArray:
        """Weighted sums at the output nodes, `V h`, shape (output,)."""
        return _read_only(self.hidden_output @ self.hidden_outputs)

    @cached_property
    def outputs(self) -> FloatArray:
        """What the output nodes say, `y = σ(V h + c)`, shape (output,)."""
        return _read_only(sigmoid(self.output_sums + self.output_biases))

    @property
    def has_biases(self) -> bool:
        """Whether there are biases: learned, or kept at values that are not all 0."""
        return self.train_biases or bool(self.hidden_biases.any() or self.output_biases.any())

    @property
    def answer(self) -> int:
        """The output node that says most; the first of equals."""
        return int(self.outputs.argmax())

    @cached_property
    def outputs_without(self) -> FloatArray:
        """The outputs if one hidden node were switched off, output × hidden.

        Column j has the outputs without hidden node j: `σ(V h + c − V[:, j] h[j])`.
        """
        added = self.hidden_output * self.hidden_outputs
        sums = self.output_sums + self.output_biases
        return _read_only(sigmoid(sums[:, np.newaxis] - added))

    # Backwards.

    @cached_property
    def output_errors(self) -> FloatArray:
        """Intended minus actual output, `e = t − y`, shape (output,)."""
        return _read_only(self.targets - self.outputs)

    @property
    def loss(self) -> float:
        """Half the sum of the squared errors, `½ Σ e²`."""
        return float(loss(self.targets, self.outputs))

    @cached_property
    def loss_parts(self) -> FloatArray:
        """What each output node adds to the loss, `½ e²`, shape (output,)."""
        return _read_only(0.5 * np.square(self.output_errors))

    @cached_property
    def output_slopes(self) -> FloatArray:
        """Slope of the sigmoid at each output node, `y (1 − y)`, shape (output,)."""
        return _read_only(self.outputs * (1.0 - self.outputs))

    @cached_property
    def output_deltas(self) -> FloatArray:
        """Each output error times its slope, `e · y (1 − y)`, shape (output,)."""
        return _read_only(self.output_errors * self.output_slopes)

    @cached_property
    def hidden_errors(self) -> FloatArray:
        """The errors carried back by the rule in force, `E`, shape (hidden,)."""
        return self.hidden_errors_by(self.error_rule)

    def hidden_errors_by(self, rule: str) -> FloatArray:
        """Return the hidden errors of this pass by a rule, shape (hidden,).

        "recipe" gives `Vᵀ e`, "gradient" `Vᵀ (e · y (1 − y))`; another rule, `ValueError`.
        """
        return _read_only(self.hidden_output.T @ self.carried_errors_by(rule))

    def carried_errors_by(self, rule: str) -> FloatArray:
        """Return what each output node sends back before it is weighted, shape (output,).

        "recipe" takes the errors `e`, "gradient" `e · y (1 − y)`; another rule, `ValueError`.
        """
        return self.output_errors if _checks.error_rule(rule) == "recipe" else self.output_deltas

    @cached_property
    def hidden_slopes(self) -> FloatArray:
        """Slope of the sigmoid at each hidden node, `h (1 − h)`, shape (hidden,)."""
        return _read_only(self.hidden_outputs * (1.0 - self.hidden_outputs))

    @cached_property
    def hidden_deltas(self) -> FloatArray:
        """Each hidden error times its slope, `E · h (1 − h)`, shape (hidden,)."""
        return _read_only(self.hidden_errors * self.hidden_slopes)

    # The update.

    @cached_property
    def output_updates(self) -> FloatArray:
        """What is added to `V`, `η (e · y (1 − y)) hᵀ`, output × hidden."""
        return _read_only(self.learning_rate * np.outer(self.output_deltas, self.hidden_outputs))

    @cached_property
    def hidden_updates(self) -> FloatArray:
        """What is added to `W`, `η (E · h (1 − h)) xᵀ`, hidden × input."""
        return _read_only(self.learning_rate * np.outer(self.hidden_deltas, self.inputs))

    @cached_property
    def output_bias_updates(self) -> FloatArray:
        """What is added to `c`, `η e · y (1 − y)`, shape (output,); 0 where biases are kept."""
        return _read_only(self.learning_rate * self.output_deltas * self.train_biases)

    @cached_property
    def hidden_bias_updates(self) -> FloatArray:
        """What is added to `b`, `η E · h (1 − h)`, shape (hidden,); 0 where biases are kept."""
        return _read_only(self.learning_rate * self.hidden_deltas * self.train_biases)

    @cached_property
    def hidden_output_after(self) -> FloatArray:
        """Weights `V` after the update, output × hidden."""
        return _read_only(self.hidden_output + self.output_updates)

    @cached_property
    def input_hidden_after(self) -> FloatArray:
        """Weights `W` after the update, hidden × input."""
        return _read_only(self.input_hidden + self.hidden_updates)

    @cached_property
    def output_biases_after(self) -> FloatArray:
        """Biases `c` after the update, shape (output,)."""
        return _read_only(self.output_biases + self.output_bias_updates)

    @cached_property
    def hidden_biases_after(self) -> FloatArray:
        """Biases `b` after the update, shape (hidden,)."""
        return _read_only(self.hidden_biases + self.hidden_bias_updates)

    @cached_property
    def outputs_after(self) -> FloatArray:
        """What the output nodes say to the same inputs after the update, shape (output,)."""
        hidden_outputs = sigmoid(self.input_hidden_after @ self.inputs + self.hidden_biases_after)
        return _read_only(
            sigmoid(self.hidden_output_after @ hidden_outputs + self.output_biases_after)
        )

    @property
    def loss_after(self) -> float:
        """Half the sum of the squared errors after the update."""
        return float(loss(self.targets, self.outputs_after))
