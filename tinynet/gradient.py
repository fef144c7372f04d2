"""Is an update the gradient? The rules beside what nudging single weights really does.

The gradient is that of the loss `½ Σ (t − y)²`. A rule that follows it changes each weight by
`−η` times its gradient, so `−update / η` is the gradient the rule implies.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tinynet import _checks
from tinynet._checks import ERROR_RULES, FloatArray
from tinynet.losses import loss
from tinynet.network import Network

Layer = Literal["input_hidden", "hidden_output"]
LAYERS: tuple[Layer, ...] = ("input_hidden", "hidden_output")

TOLERANCE = 1e-6
"""The largest relative error at which two gradients are called the same."""


@dataclass(frozen=True, eq=False)
class LayerCheck:
    """The check of k weights of one layer."""

    indices: NDArray[np.intp]
    """Which weights: k × 2, the row (node fed) and the column (node feeding) of each."""
    numerical: FloatArray
    """The gradient by differences, shape (k,)."""
    implied: Mapping[str, FloatArray]
    """For each error rule the gradient its update implies, shape (k,)."""
    relative_errors: Mapping[str, float]
    """For each error rule `‖a − n‖ / (‖a‖ + ‖n‖)`, a implied and n numerical: 0 equal, 1 unlike."""

    def agrees(self, rule: str) -> bool:
        """Return whether this rule's update follows the gradient in this layer."""
        return self.relative_errors[_checks.error_rule(rule)] <= TOLERANCE


@dataclass(frozen=True, eq=False)
class GradientCheck:
    """The check of both layers, each under its name in `Network`."""

    input_hidden: LayerCheck
    hidden_output: LayerCheck


def numerical_gradient(
    network: Network,
    inputs: ArrayLike,
    targets: ArrayLike,
    layer: Layer,
    indices: ArrayLike,
    step: float = 1e-4,
) -> FloatArray:
    """Return the gradient for chosen weights by central differences, shape (k,).

    For each weight `(loss(w + step) − loss(w − step)) / (2 step)`, one sample, `indices` k × 2 as
    in `LayerCheck`. The network is left as it is. Raises `ValueError` for unsound inputs or
    targets, another layer, a step not above 0, or indices that are not pairs of whole numbers
    within the layer.
    """
    if layer not in LAYERS:
        raise ValueError(f"layer must be one of {', '.join(LAYERS)}, not {layer!r}")
    inputs = _checks.vector("inputs", inputs, network.input_nodes)
    targets = _checks.vector("targets", targets, network.output_nodes)
    nudged = network.copy()
    weights: FloatArray = getattr(nudged, layer)
    pairs = _index_pairs(indices, weights.shape)
    step = _checks.positive("step", step)

    def loss_now() -> float:
        return float(loss(targets, nudged.query(inputs)))

    gradient = np.empty(len(pairs))
    for position, (row, column) in enumerate(pairs):
        weight = weights[row, column]
        weights[row, column] = weight + step
        above = loss_now()
        weights[row, column] = weight - step
        below = loss_now()
        weights[row, column] = weight
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
    "gradient" agrees in both layers, "recipe" in `hidden_output` only. Raises `ValueError` for
    unsound inputs or targets, or fewer than one weight.
    """
    wanted = _checks.node_count("weights_per_layer", weights_per_layer)
    random = np.random.default_rng(seed)

    def check(layer: Layer) -> LayerCheck:
        shape = getattr(network, layer).shape
        size = shape[0] * shape[1]
        chosen = np.sort(random.choice(size, min(wanted, size), replace=False))
        indices = np.column_stack(np.unravel_index(chosen, shape))
        numerical = numerical_gradient(network, inputs, targets, layer, indices)
        implied = {
            rule: _implied_gradient(network, inputs, targets, layer, rule)[tuple(indices.T)]
            for rule in ERROR_RULES
        }
        errors = {rule: _relative_error(implied[rule], numerical) for rule in ERROR_RULES}
        return LayerCheck(indices, numerical, implied, errors)

    return GradientCheck(check("input_hidden"), check("hidden_output"))


def _implied_gradient(
    network: Network, inputs: ArrayLike, targets: ArrayLike, layer: Layer, rule: str
) -> FloatArray:
    ruled = network.copy()
    ruled.error_rule = rule
    trace = ruled.trace(inputs, targets)
    updates = trace.hidden_updates if layer == "input_hidden" else trace.output_updates
    return -updates / trace.learning_rate


def _relative_error(found: FloatArray, expected: FloatArray) -> float:
    scale = np.linalg.norm(found) + np.linalg.norm(expected)
    return float(np.linalg.norm(found - expected) / scale) if scale else 0.0


def _index_pairs(indices: ArrayLike, shape: tuple[Any, ...]) -> NDArray[np.intp]:
    pairs = np.asarray(indices)
    if pairs.dtype.kind not in "iu" or pairs.ndim != 2 or pairs.shape[1] != 2:
        raise ValueError(
            f"indices must be whole numbers, k × 2, not {pairs.dtype} of shape {pairs.shape}"
        )
    if ((pairs < 0) | (pairs >= shape)).any():
        raise ValueError(f"indices must lie within the layer's {shape[0]} × {shape[1]} weights")
    return pairs.astype(np.intp)


def alikeness(one: FloatArray, other: FloatArray) -> float:
    """Return how alike two vectors (n,) point: 1 the same direction, 0 across, −1 the contrary.

    The cosine of the angle between them; 0 if one of them is all zeros.
    """
    lengths = float(np.linalg.norm(one) * np.linalg.norm(other))
    return float(one @ other) / lengths if lengths else 0.0
