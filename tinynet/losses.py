"""How wrong an answer is, in one number: the loss `½ Σ e²`, with `e = t − y`."""

import numpy as np

from tinynet._checks import FloatArray


def loss(targets: FloatArray, outputs: FloatArray) -> FloatArray:
    """Return half the sum of the squared errors: a number for (output,), (m,) for m × output."""
    errors = targets - outputs
    # Each row times itself. Summed in the same order however many rows there are, so that a row's
    # loss is to the last bit that of its sample alone.
    squares = errors[..., np.newaxis, :] @ errors[..., np.newaxis]
    return np.asarray(0.5 * squares[..., 0, 0])
