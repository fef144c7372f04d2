"""How wrong an answer is, in one number: the loss `½ Σ e²`, with `e = t − y`."""

import numpy as np
from numpy.typing import ArrayLike

from tinynet._checks import FloatArray


def loss(targets: ArrayLike, outputs: ArrayLike) -> FloatArray:
    """Return half the sum of the squared errors: a number for (output,), (m,) for m × output.

    One row of targets may stand for all of m rows of outputs. Raises `ValueError` for shapes that
    do not belong together, and for single numbers.
    """
    targets, outputs = np.asarray(targets), np.asarray(outputs)
    # A column of ten and a row of ten would make a hundred errors.
    if not (targets.ndim and outputs.ndim and targets.shape[-1] == outputs.shape[-1]):
        raise ValueError(
            "targets and outputs must be of the same output nodes, "
            f"not of shapes {targets.shape} and {outputs.shape}"
        )
    errors = targets - outputs
    # Each row times itself. Summed in the same order however many rows there are, so that a row's
    # loss is to the last bit that of its sample alone.
    squares = errors[..., np.newaxis, :] @ errors[..., np.newaxis]
    return np.asarray(0.5 * squares[..., 0, 0])
