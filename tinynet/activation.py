"""The activation function: how much of a weighted sum a node passes on."""

import numpy as np

from tinynet._checks import FloatArray


def sigmoid(weighted_sums: FloatArray | float) -> FloatArray:
    """Return the logistic function `1 / (1 + e^(−z))` of every weighted sum, in the same shape.

    Its slope at an output `y` is `y (1 − y)`.
    """
    # For z below −709, e^(−z) overflows to infinity and 1 / (1 + ∞) is 0: the function's own
    # limit, which no float64 could tell from the true value. So there is nothing to warn about.
    with np.errstate(over="ignore"):
        return np.asarray(1.0 / (1.0 + np.exp(np.negative(weighted_sums))))
