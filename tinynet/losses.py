"""How wrong an answer is, in one number: the loss `½ Σ e²`, with `e = t − y`."""

import numpy as np

from tinynet._checks import FloatArray


def loss(targets: FloatArray, outputs: FloatArray) -> FloatArray:
    """Return half the sum of the squared errors: a number for (output,), (m,) for m × output.

    Raises `ValueError` where the two are not of as many output nodes.
    """
    if np.shape(targets)[-1:] != np.shape(outputs)[-1:]:
        # A column of ten and a row of ten would make a hundred errors.
        raise ValueError(
            "targets and outputs must be of the same output nodes, "
            f"not of shapes {np.shape(targets)} and {np.shape(outputs)}"
        )
    errors = targets - outputs
    # Each row times itself. Summed in the same order however many rows there are, so that a row's
    # loss is to the last bit that of its sample alone.
    squares = errors[..., np.newaxis, :] @ errors[..., np.newaxis]
    return np.asarray(0.5 * squares[..., 0, 0])
