"""Is an update the gradient? The rules beside what nudging single weights really does.

The gradient is that of the loss `½ Σ (t − y)²`. A rule that follows it changes each weight by
`−η` times its gradient, so `−update / η` is the gradient the rule implies.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tinynet import _checks
from tinynet._checks import ERROR_RULES, FloatArray
from tinynet.losses import loss
from tinynet.network import Network

Layer = Literal["input_hidden", "hidden_output"]
Parameter = Literal[Layer, "hidden_biases", "output_biases"]
PARAMETERS: tuple[Parameter, ...] = (
    "input_hidden",
    "hidden_output",
    "hidden_biases",
    "output_biases",
)
_UPDATES: dict[Parameter, str] = {
    "input_hidden": "hidden_updates",
    "hidden_output": "output_updates",
    "hidden_biases": "hidden_bias_updates",
    "output_biases": "output_bias_updates",
}
"""The field of `Trace` that has the update of each."""

TOLERANCE = 1e-6
"""The largest relative error at which two gradients are called the same."""


@dataclass(frozen=True, eq=False, repr=False)
class LayerCheck:
    """The check of k weights or biases of one layer."""

    indices: NDArray[np.intp]
    """The places that were checked: k × 2, row and column of each weight; of biases, k × 1."""
    numerical: FloatArray
    """The gradient by differences, shape (k,)."""
    implied: Mapping[str, FloatArray]
    """For each error rule the gradient its update implies, shape (k,)."""
    relative_errors: Mapping[str, float]
    """For each error rule `‖a − n‖ / (‖a‖ + ‖n‖)`, with `a` the implied gradient and `n` the
    numerical one: 0 where they are equal, 1 where they are opposite or one of them is 0."""

    def __repr__(self) -> str:
        verdicts = (
            f"{rule} {'agrees' if self.agrees(rule) else 'differs'} (relative error {error:.2g})"
            for rule, error in self.relative_errors.items()
        )
        return f"<LayerCheck of {len(self.indices)}: {', '.join(verdicts)}>"

    def agrees(self, rule: str) -> bool:
        """Return whether this rule's update follows the gradient in this layer."""
        return self.relative_errors[_checks.error_rule(rule)] <= TOLERANCE


@dataclass(frozen=True, eq=False, repr=False)
class GradientCheck:
    """The check of both layers of weights, by their names in `Network`.

    The biases are checked too where they are learned; else they are None.
    """

    input_hidden: LayerCheck
    hidden_output: LayerCheck
    hidden_biases: LayerCheck | None = None
    output_biases: LayerCheck | None = None

    def __repr__(self) -> str:
        checks = ((name, getattr(self, name)) for name in PARAMETERS)
        lines = (f"  {name}: {check!r}" for name, check in checks if check is not None)
        return "\n".join(("<GradientCheck", *lines)) + ">"


def numerical_gradient(
    network: Network,
    inputs: ArrayLike,
    targets: ArrayLike,
    layer: Parameter,
    indices: ArrayLike,
    step: float = 1e-4,
) -> FloatArray:
    """Return the gradient for chosen weights or biases by central differences, shape (k,).

    For each weight `(loss(w + step) − loss(w − step)) / (2 step)`, one sample, `indices` as in
    `LayerCheck`. The network is left as it is. Raises `ValueError` for unsound inputs or targets,
    another layer, a step not above 0, or indices that are not whole numbers within it.
    """
    if layer not in PARAMETERS:
        raise ValueError(f"layer must be one of {', '.join(PARAMETERS)}, not {layer!r}")
    inputs = _checks.vector("inputs", inputs, network.input_nodes)
    targets = _checks.vector("targets", targets, network.output_nodes)
    nudged = network.copy()
    weights: FloatArray = getattr(nudged, layer)
    places = _places(indices, weights.shape)
    step = _checks.positive("step", step)

    def loss_now() -> float:
        return float(loss(targets, nudged.query(inputs)))

    gradient = np.empty(len(places))
    for position, place in enumerate(map(tuple, places)):
        weight = weights[place]
        weights[place] = weight + step
        above = loss_now()
        weights[place] = weight - step
        below = loss_now()
        weights[place] = weight
        gradient[position] = (above - below) / (2.0 * step)
    return gradient


def gradient_check(
    network: Network,
    inputs: ArrayLike,
    targets: ArrayLike,
    *,
    weights_per_layer: int = 100,
    seed: int | None = 0,
) -> GradientCheck:
    """Compare both error rules with the numerical gradient, for one sample.

    Checks as many weights a layer as asked for, or all if there are fewer, drawn by `seed`.
    "gradient" agrees everywhere, "recipe" in the output layer only. Raises `ValueError` for
    unsound inputs or targets, or fewer than one weight.
    """
    wanted = _checks.count("weights_per_layer", weights_per_layer)
    random = np.random.default_rng(seed)

    def check(parameter: Parameter) -> LayerCheck:
        values: FloatArray = getattr(network, parameter)
        chosen = np.sort(random.choice(values.size, min(wanted, values.size), replace=False))
        indices = np.column_stack(np.unravel_index(chosen, values.shape))
        numerical = numerical_gradient(network, inputs, targets, parameter, indices)
        implied = {
            rule: _implied_gradient(network, inputs, targets, parameter, rule)[tuple(indices.T)]
            for rule in ERROR_RULES
        }
        errors = {rule: _relative_error(implied[rule], numerical) for rule in ERROR_RULES}
        return LayerCheck(indices, numerical, implied, errors)

    checked = PARAMETERS if network.train_biases else PARAMETERS[:2]
    return GradientCheck(*map(check, checked))


def _implied_gradient(
    network: Network, inputs: ArrayLike, targets: ArrayLike, parameter: Parameter, rule: str
) -> FloatArray:
    ruled = network.copy()
    ruled.error_rule = rule
    trace = ruled.trace(inputs, targets)
    updates: FloatArray = getattr(trace, _UPDATES[parameter])
    return -updates / trace.learning_rate


def _relative_error(found: FloatArray, expected: FloatArray) -> float:
    scale = np.linalg.norm(found) + np.linalg.norm(expected)
    return float(np.linalg.norm(found - expected) / scale) if scale else 0.0


def _places(indices: ArrayLike, shape: tuple[int, ...]) -> NDArray[np.intp]:
    places, dimensions = np.asarray(indices), len(shape)
    if places.dtype.kind not in "iu" or places.ndim != 2 or places.shape[1] != dimensions:
        raise ValueError(
            f"indices must be whole numbers, k × {dimensions}, "
            f"not {places.dtype} of shape {places.shape}"
        )
    if ((places < 0) | (places >= shape)).any():
        kind = "weights" if dimensions > 1 else "biases"
        within = " × ".join(map(str, shape))
        raise ValueError(f"indices must lie within the layer's {within} {kind}")
    return places.astype(np.intp)


def cosine_similarity(one: FloatArray, other: FloatArray) -> float:
    """Return the cosine of the angle between two vectors (n,); 0 if one of them is all zeros.

    1: they have the same direction; 0: they are at right angles; −1: they are opposite.
    """
    lengths = float(np.linalg.norm(one) * np.linalg.norm(other))
    return float(one @ other) / lengths if lengths else 0.0
