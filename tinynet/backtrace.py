"""An answer's way back through the network to an image, with every number on the way."""

from __future__ import annotations

from dataclasses import dataclass, fields

from tinynet._checks import FloatArray


@dataclass(frozen=True, eq=False)
class Backtrace:
    """The steps of running outputs back to an image, in order; made by `Network.backtrace`.

    Each is one row of numbers, or one for each of m answers: `targets` (output,) or m × output.
    """

    targets: FloatArray
    """The outputs that are asked for, `t`."""
    output_sums: FloatArray
    """The weighted sums behind them, `logit(t) − c`, as many."""
    hidden_values: FloatArray
    """What these bring to each hidden node, back along the weights, `Vᵀ (logit(t) − c)`."""
    hidden_outputs: FloatArray
    """The same from 0.01 to 0.99, `h`, as hidden nodes could pass it on."""
    hidden_sums: FloatArray
    """The weighted sums behind those, `logit(h) − b`."""
    input_values: FloatArray
    """What these bring to each input node, `Wᵀ (logit(h) − b)`."""
    inputs: FloatArray
    """The same from 0.01 to 0.99, `x`: the image, as the network takes it."""

    def rows(self) -> tuple[Backtrace, ...]:
        """Return the steps of each of m answers by itself."""
        steps = (getattr(self, step.name) for step in fields(self))
        return tuple(Backtrace(*row) for row in zip(*steps, strict=True))
