"""The activation function: how much of a weighted sum a node passes on; and its way back."""

import numpy as np
from numpy.typing import ArrayLike

from tinynet import _checks
from tinynet._checks import FloatArray, Floats

NO_OVERFLOW = 700.0**2
"""Square of a weighted sum whose e^(−z) is still within a float64."""


def sigmoid(weighted_sums: FloatArray | float) -> FloatArray:
    """Return the logistic function `1 / (1 + e^(−z))` of every weighted sum, in the same shape.

    Its slope at an output `y` is `y (1 − y)`.
    """
    z = np.asarray(weighted_sums, dtype=np.float64)
    # Where the sum of squares is below all are, and that is quicker to see than not to warn.
    if np.vdot(z, z) < NO_OVERFLOW:
        return sigmoid_of(z)
    # For z below −709, e^(−z) overflows to infinity and 1 / (1 + ∞) is 0: the function's own
    # limit, which no float64 could tell from the true value. So there is nothing to warn about.
    with np.errstate(over="ignore"):
        return sigmoid_of(z)


def sigmoid_of(weighted_sums: Floats) -> Floats:
    """Return the sigmoid of every weighted sum in the sums' own type, float32 or float64.

    NumPy may warn that e^(−z) overflows; the result, 0, is right all the same.
    """
    # In one array from the first step to the last: a thousand samples take a third of the time so.
    values = np.asarray(np.negative(weighted_sums))
    np.exp(values, out=values)
    values += 1.0
    np.reciprocal(values, out=values)
    return values


def logit(activations: ArrayLike, *, name: str = "activations") -> FloatArray:
    """Return the weighted sum `ln(a / (1 − a))` behind every activation: the sigmoid's inverse.

    Raises `ValueError`, which calls them by their `name`, unless all lie between 0 and 1: the
    sigmoid never quite reaches either.
    """
    values = _checks.finite_array(name, activations)
    outside = values[(values <= 0) | (values >= 1)]
    if outside.size:
        raise ValueError(f"{name} must be above 0 and below 1, not {outside[0]}")
    return np.asarray(np.log(values) - np.log1p(-values))


def rescaled(values: FloatArray) -> FloatArray:
    """Return each row's values from 0.01 to 0.99; all 0.5 where none of them stands out.

    Subtract the smallest, divide by the largest that leaves, times 0.98, plus 0.01: so a sigmoid
    could have given them.
    """
    low, high = values.min(axis=-1, keepdims=True), values.max(axis=-1, keepdims=True)
    shares = np.full_like(values, 0.5)
    np.divide(values - low, high - low, out=shares, where=high > low)
    return shares * 0.98 + 0.01
