"""An exercise as a file has it: a small network, what it hears, and what it should say.

The file is a JSON object with the keys `KEYS`. Each mistake in it is one sentence that names the
file, the place in it, what was expected and what was found.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from scenes.story.limits import LEAST_RATE, MOST_RATE, MOST_WEIGHT
from tinynet import ERROR_RULES, GradientCheck, Network, TinynetError, Trace, gradient_check
from tinynet.files import TooLargeError, opened

KEYS = (
    "layers",
    "input_hidden",
    "hidden_output",
    "hidden_biases",
    "output_biases",
    "train_biases",
    "inputs",
    "targets",
    "learning_rate",
    "error_rule",
)
OPTIONAL = frozenset({"layers", "hidden_biases", "output_biases", "train_biases", "error_rule"})
ACTIVATIONS = frozenset(
    {
        *("activation", "activations", "activation_function"),
        *("hidden_activation", "output_activation"),
    }
)
LOSSES = frozenset({"loss", "loss_function", "error_function", "cost", "cost_function"})
"""Keys of what is not given here, as it is always the same."""
MOST_NODES = 50
"""In a layer: with more, the text would be longer than anyone checks by hand."""
MOST_BYTES = 1_000_000
LONGEST_QUOTE = 30
BOUNDS = (-MOST_WEIGHT, MOST_WEIGHT)
LAYERS = ("input", "hidden", "output")


@dataclass(frozen=True, eq=False)
class Exercise:
    """A network, one sample for it, and what follows from them."""

    source: str
    """The file it was read from."""
    network: Network
    trace: Trace

    @cached_property
    def after(self) -> Trace:
        """The same sample's way through the network with the new weights."""
        trace = self.trace
        corrected = Network.from_weights(
            trace.input_hidden_after,
            trace.hidden_output_after,
            trace.learning_rate,
            hidden_biases=trace.hidden_biases_after,
            output_biases=trace.output_biases_after,
            train_biases=trace.train_biases,
            error_rule=trace.error_rule,
        )
        return corrected.trace(trace.inputs, trace.targets)

    @cached_property
    def check(self) -> GradientCheck:
        """Both rules beside what nudging each single weight does."""
        return gradient_check(
            self.network,
            self.trace.inputs,
            self.trace.targets,
            weights_per_layer=MOST_NODES * MOST_NODES,
        )


def read_exercise(path: str, *, fixed_biases: bool = False) -> Exercise:
    """Return the exercise in a file; with ``fixed_biases`` an update leaves its biases alone.

    Raises :class:`TinynetError` for a file that cannot be read or is not a sound exercise.
    """
    try:
        return exercise_of(path, object_of(text_of(path)), fixed_biases=fixed_biases)
    except MistakeError as mistake:
        raise TinynetError(f"{path}: {mistake}") from mistake


class MistakeError(Exception):
    """A mistake in the file: where, what was expected, what was found."""


def text_of(path: str) -> str:
    """Return the text of a file. Raises :class:`MistakeError`."""
    try:
        with opened(path, MOST_BYTES) as file:
            content = file.read()
    except TooLargeError as error:
        raise MistakeError(f"expected at most {MOST_BYTES} bytes, found more") from error
    except OSError as error:
        raise MistakeError(f"expected a readable file, found: {error.strerror}") from error
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise MistakeError(
            f"expected UTF-8 text, found something else from byte {error.start}"
        ) from error
    if not text.strip():
        raise MistakeError("expected a JSON object, found an empty file")
    return text


def object_of(text: str, number: Callable[[str], Any] = float) -> dict[str, Any]:
    """Return the one JSON object of the text, each number as ``number`` makes it.

    Raises :class:`MistakeError`.
    """
    try:
        # Not int, which refuses some thousand digits; as a float that is merely infinite.
        found = json.loads(text, object_pairs_hook=_once_each, parse_int=number, parse_float=number)
    except json.JSONDecodeError as error:
        why = error.msg[:1].lower() + error.msg[1:]
        raise MistakeError(
            f"line {error.lineno}, column {error.colno}: expected JSON, found a mistake: {why}"
        ) from error
    except RecursionError as error:
        raise MistakeError("expected lists within lists, found them nested too deep") from error
    if not isinstance(found, dict):
        raise MistakeError(f"expected a JSON object, found {found_of(found)}")
    return found


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key, value in pairs:
        if key in result:
            raise MistakeError(f"{quoted(key)}: expected the key once, found it twice")
        result[key] = value
    return result


def exercise_of(path: str, found: dict[str, Any], *, fixed_biases: bool = False) -> Exercise:
    """Return the exercise that a JSON object describes. Raises :class:`MistakeError`."""
    for key in found:
        _refuse_other_networks(key, found[key])
        if key not in KEYS:
            raise MistakeError(
                f"{quoted(key)}: expected only the keys {', '.join(KEYS)}, found another"
            )
    for key in KEYS:
        if key not in found and key not in OPTIONAL:
            raise MistakeError(f"{key}: expected this key, found none")

    sizes = _sizes(found)
    inputs = _numbers("inputs", found["inputs"], sizes["input"])
    sizes["input"] = len(inputs)
    input_hidden = _rows("input_hidden", found["input_hidden"], sizes["hidden"], len(inputs))
    sizes["hidden"] = len(input_hidden)
    targets = _numbers("targets", found["targets"], sizes["output"], (0.0, 1.0))
    hidden_output = _rows("hidden_output", found["hidden_output"], len(targets), sizes["hidden"])
    rate = _number("learning_rate", found["learning_rate"], (LEAST_RATE, MOST_RATE))
    rule = found.get("error_rule", ERROR_RULES[0])
    if rule not in ERROR_RULES:
        raise MistakeError(f"error_rule: expected {_named(ERROR_RULES)}, found {found_of(rule)}")
    biases: dict[str, list[float]] = {}
    for name, count in (("hidden_biases", len(input_hidden)), ("output_biases", len(targets))):
        if name in found:
            biases[name] = _numbers(name, found[name], count)
    learned = found.get("train_biases", bool(biases))
    if not isinstance(learned, bool):
        raise MistakeError(f"train_biases: expected true or false, found {found_of(learned)}")
    if fixed_biases and not (learned or biases):
        raise MistakeError("expected biases to go with --fixed-biases, found none")
    network = Network.from_weights(
        np.array(input_hidden),
        np.array(hidden_output),
        rate,
        **biases,
        train_biases=learned and not fixed_biases,
        error_rule=rule,
    )
    return Exercise(path, network, network.trace(np.array(inputs), np.array(targets)))


def _refuse_other_networks(key: str, value: Any) -> None:
    """Say of a key that names another curve or another error what can be done instead."""
    if key in ACTIVATIONS:
        raise MistakeError(
            f"{key}: expected no such key, as every node here has the sigmoid, "
            f"found {found_of(value)}; without it the exercise is worked out with the sigmoid"
        )
    if key in LOSSES:
        raise MistakeError(
            f"{key}: expected no such key, as the error here is ½ Σ e², "
            f"found {found_of(value)}; without it the exercise is worked out with that"
        )


def _named(names: tuple[str, ...]) -> str:
    return " or ".join(f'"{name}"' for name in names)


def _sizes(found: dict[str, Any]) -> dict[str, int | None]:
    """Return how many nodes each layer is said to have; None where that is left open."""
    if "layers" not in found:
        return dict.fromkeys(LAYERS)
    layers = found["layers"]
    if not isinstance(layers, list) or len(layers) != len(LAYERS):
        instead = ""
        if isinstance(layers, list) and len(layers) > len(LAYERS):
            instead = "; its last three can be worked out alone, what reaches them being the inputs"
        elif isinstance(layers, list) and len(layers) == len(LAYERS) - 1:
            instead = "; a hidden layer between the two makes it one that can be worked out"
        raise MistakeError(
            "layers: expected three sizes, of the input, hidden and output layer, "
            f"found {found_of(layers)}{instead}"
        )
    for place, size in enumerate(layers):
        whole = isinstance(size, float) and size.is_integer() and 1 <= size <= MOST_NODES
        if not whole:
            raise MistakeError(
                f"layers[{place}]: expected a whole number from 1 to {MOST_NODES}, "
                f"found {found_of(size)}"
            )
    return dict(zip(LAYERS, map(int, layers), strict=True))


def _rows(place: str, found: Any, rows: int | None, columns: int | None) -> list[list[float]]:
    """Return a matrix of weights; a row for each node that hears, a column for each that speaks."""
    items = _list(place, found, rows, "row", "rows of numbers")
    return [_numbers(f"{place}[{row}]", item, columns) for row, item in enumerate(items)]


def _numbers(
    place: str, found: Any, count: int | None, bounds: tuple[float, float] = BOUNDS
) -> list[float]:
    items = _list(place, found, count, "number", "numbers")
    return [_number(f"{place}[{index}]", item, bounds) for index, item in enumerate(items)]


def _list(place: str, found: Any, count: int | None, one: str, many: str) -> list[Any]:
    expected = f"1 to {MOST_NODES} {many}" if count is None else f"{count} {one}{'s'[: count != 1]}"
    if not isinstance(found, list):
        raise MistakeError(f"{place}: expected a list of {expected}, found {found_of(found)}")
    if not (1 <= len(found) <= MOST_NODES if count is None else len(found) == count):
        raise MistakeError(f"{place}: expected {expected}, found {len(found)}")
    return found


def _number(place: str, found: Any, bounds: tuple[float, float]) -> float:
    low, high = bounds
    if not isinstance(found, float) or not low <= found <= high:
        # As a decimal fraction, for 1e-4 and 1e+06 are not how anyone writes them.
        least, most = (f"{bound:.4f}".rstrip("0").rstrip(".") for bound in bounds)
        raise MistakeError(
            f"{place}: expected a number from {least} to {most}, found {found_of(found)}"
        )
    return found + 0.0  # which makes 0 of −0


def found_of(value: Any) -> str:
    """Say what stands in the file."""
    if isinstance(value, str):
        return f"the text {quoted(value)}"
    if isinstance(value, list):
        return f"a list of {len(value)}" if value else "an empty list"
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, float) and math.isfinite(value):
        return repr(value).removesuffix(".0")
    return json.dumps(value)  # true, false, null, NaN, Infinity


def quoted(text: str) -> str:
    return json.dumps(text[:LONGEST_QUOTE] + "…"[: len(text) > LONGEST_QUOTE], ensure_ascii=False)
