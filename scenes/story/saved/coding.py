"""Dataclasses as JSON with arrays and networks beside it, and back, every value checked.

What is written is told by the types of the fields alone: a field more needs nothing here.
"""

from __future__ import annotations

import dataclasses
import math
import types
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

import numpy as np
from numpy.typing import NDArray

from tinynet import Network

Keep = Callable[[Any], str]
"""Puts an array or a network beside the JSON; returns its name there."""
Fetch = Callable[[str], Any]
"""Returns what is there by a name. Raises `ValueError` if there is nothing."""

KIND = "is"
"""The key of a class's name, where a field may be one of several."""
MOST_DEPTH = 40


def coded(value: Any, keep: Keep) -> Any:
    """Return a value as JSON has it; ``keep`` takes arrays and networks."""
    if isinstance(value, (np.ndarray, Network)):
        return keep(value)
    if isinstance(value, tuple):
        return [coded(one, keep) for one in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        own = {
            field.name: coded(getattr(value, field.name), keep)
            for field in dataclasses.fields(value)
        }
        return {KIND: type(value).__name__, **own}
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    raise TypeError(f"{type(value).__name__} is not to be saved")


Value = TypeVar("Value")


def decoded(kind: type[Value], value: Any, fetch: Fetch) -> Value:
    """Return what was coded as a value of this type.

    Raises `ValueError`, which says what was found, for what is no such value.
    """
    found: Value = _read(kind, value, fetch, kind.__name__, MOST_DEPTH)
    return found


def _read(kind: Any, value: Any, fetch: Fetch, name: str, depth: int) -> Any:
    if not depth:
        raise ValueError(f"{name}, too deep within itself")
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _read_one_of(get_args(kind), value, fetch, name, depth)
    if origin is Literal:
        if not isinstance(value, str) or value not in get_args(kind):
            raise _wrong(name, value)
        return value
    if origin is tuple:
        return _read_tuple(get_args(kind), value, fetch, name, depth)
    if kind is Network or origin is np.ndarray:
        kept = fetch(value) if isinstance(value, str) else None
        if not isinstance(kept, np.ndarray if origin is np.ndarray else Network):
            raise _wrong(name, value)
        return kept
    if dataclasses.is_dataclass(kind):
        return _read_fields(kind, value, fetch, name, depth)
    return _read_plain(kind, value, name)


def _read_plain(kind: Any, value: Any, name: str) -> Any:
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    # Not isinstance: a bool is no number here.
    if type(value) is not kind or (kind is float and not math.isfinite(value)):
        raise _wrong(name, value)
    return value


def _read_one_of(kinds: tuple[Any, ...], value: Any, fetch: Fetch, name: str, depth: int) -> Any:
    if value is None and types.NoneType in kinds:
        return None
    rest = [kind for kind in kinds if kind is not types.NoneType]
    if isinstance(value, Mapping) and value.get(KIND) is not None:
        rest = [kind for kind in rest if getattr(kind, "__name__", "") == value[KIND]]
    if len(rest) != 1:
        raise _wrong(name, value)
    return _read(rest[0], value, fetch, name, depth)


def _read_tuple(kinds: tuple[Any, ...], value: Any, fetch: Fetch, name: str, depth: int) -> Any:
    if not isinstance(value, list):
        raise _wrong(name, value)
    if kinds[-1] is Ellipsis:
        kinds = (kinds[0],) * len(value)
    if len(kinds) != len(value):
        raise _wrong(name, value)
    return tuple(
        _read(kind, one, fetch, name, depth - 1) for kind, one in zip(kinds, value, strict=True)
    )


def _read_fields(kind: Any, value: Any, fetch: Fetch, name: str, depth: int) -> Any:
    hints = _hints(kind)
    if not isinstance(value, Mapping) or value.keys() - {KIND} - hints.keys():
        raise _wrong(name, value)
    # What a class has a value for may be missing: it was not there yet when this was saved.
    if hints.keys() - value.keys() - _defaults(kind):
        raise _wrong(name, value)
    if value.get(KIND) != kind.__name__:
        raise _wrong(name, value.get(KIND))
    read = {
        field: _read(hint, value[field], fetch, f"{kind.__name__}.{field}", depth - 1)
        for field, hint in hints.items()
        if field in value
    }
    return kind(**read)


@cache
def _hints(kind: Any) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in dataclasses.fields(kind)}


@cache
def _defaults(kind: Any) -> frozenset[str]:
    """Return the fields that have a value if none is given."""
    return frozenset(
        field.name for field in dataclasses.fields(kind) if field.default is not dataclasses.MISSING
    )


def _wrong(name: str, value: Any) -> ValueError:
    shown = type(value).__name__ if isinstance(value, (Mapping, list)) else repr(value)
    return ValueError(f"{shown} for {name}")


def checked(
    array: NDArray[Any], name: str, shape: tuple[int | None, ...], dtype: str
) -> NDArray[Any]:
    """Return an array of this shape (None is any length) and this kind of numbers, all finite.

    Raises `ValueError`, which says what was found.
    """
    fits = array.ndim == len(shape) and all(
        want in (None, have) for want, have in zip(shape, array.shape, strict=True)
    )
    if not fits or array.dtype != np.dtype(dtype) or not np.isfinite(array).all():
        raise ValueError(f"{name} of shape {array.shape} and type {array.dtype}, or not finite")
    return array
