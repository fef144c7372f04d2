"""Checks of what a caller passes in; each raises `ValueError` with what was expected and found."""

import math
import operator
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray = NDArray[np.float64]
Floats = NDArray[Any]
"""float32 or float64."""

ERROR_RULES = ("recipe", "gradient")


def count(name: str, value: int) -> int:
    """Return `value` as an int if it is a whole number above 0: of nodes, epochs, samples."""
    try:
        found = 0 if isinstance(value, bool) else operator.index(value)
    except TypeError:
        found = 0
    if found < 1:
        raise ValueError(f"{name} must be a whole number above 0, not {value!r}")
    return found


def positive(name: str, value: float) -> float:
    """Return `value` as a float if it is finite and above 0."""
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        number = math.nan
    if not (math.isfinite(number) and number > 0):
        raise ValueError(f"{name} must be a finite number above 0, not {value!r}")
    return number


def seed(value: int) -> int:
    """Return `value` if it is a whole number, 0 or above."""
    if not (isinstance(value, int | np.integer) and value >= 0):
        raise ValueError(f"seed must be a whole number, 0 or above, not {value!r}")
    return value


def error_rule(value: str) -> str:
    """Return `value` if it names an error rule."""
    if value not in ERROR_RULES:
        raise ValueError(f"error_rule must be one of {', '.join(ERROR_RULES)}, not {value!r}")
    return value


def finite_array(name: str, values: ArrayLike) -> FloatArray:
    """Return real, finite `values` of any shape as float64; they are not copied if they are."""
    try:
        array = np.asarray(values)
    except ValueError:
        raise ValueError(f"{name} must be an array of numbers, not rows of unlike length") from None
    if array.dtype.kind not in "biuf":
        raise ValueError(f"{name} must be real numbers, not {array.dtype}")
    # A long double beyond float64 becomes infinite, and is refused as such.
    with np.errstate(all="ignore"):
        array = array.astype(np.float64, copy=False)
    if not np.isfinite(array).all():
        raise ValueError(f"{name} must be finite, not NaN or infinite")
    return array


def matrix(name: str, values: ArrayLike) -> FloatArray:
    """Return `values` as a float64 copy, rows × columns, neither of them 0."""
    array = finite_array(name, values)
    if array.ndim != 2 or array.size == 0:
        raise ValueError(f"{name} must have two dimensions, neither 0, not shape {array.shape}")
    return array.copy()


def layers_meet(input_hidden: FloatArray, hidden_output: FloatArray) -> None:
    """Raise `ValueError` unless the weights into the output nodes come from the hidden nodes."""
    hidden, found = len(input_hidden), hidden_output.shape[1]
    if found == hidden:
        return
    # What would fit if one matrix or both were turned is most likely what was meant.
    rows, columns = len(hidden_output), input_hidden.shape[1]
    swapped = ""
    if rows == hidden:
        swapped = " (its rows and columns swapped?)"
    elif found == columns:
        swapped = " (rows and columns of input_hidden swapped?)"
    elif rows == columns:
        swapped = " (rows and columns of both swapped?)"
    raise ValueError(
        f"hidden_output must have {hidden} columns, one for each row of input_hidden, "
        f"not {found}{swapped}"
    )


def vectors(name: str, values: ArrayLike, nodes: int) -> FloatArray:
    """Return `values` as float64: one vector (nodes,) or m of them, m × nodes."""
    array = finite_array(name, values)
    if array.ndim not in (1, 2) or array.shape[-1] != nodes:
        raise ValueError(
            f"{name} must have shape ({nodes},) or (m, {nodes}), not {array.shape}"
            + _swapped(array, nodes)
        )
    return array


def vector(name: str, values: ArrayLike, nodes: int) -> FloatArray:
    """Return `values` as float64: one vector (nodes,)."""
    array = finite_array(name, values)
    if array.shape != (nodes,):
        raise ValueError(
            f"{name} must have shape ({nodes},), not {array.shape}" + _swapped(array, nodes)
        )
    return array


def _swapped(array: FloatArray, nodes: int) -> str:
    return " (rows and columns swapped?)" if array.ndim == 2 and len(array) == nodes else ""
