"""The numbers of a walk and of an exercise as JSON, for anyone who wants to compute them again.

Both call the same quantity by the same name. Numbers and lists of numbers, rounded never; weights
are those before the update.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scenes.story.homework.exercise import Exercise
from scenes.story.walk import Walk
from tinynet import ERROR_RULES, Dataset, LayerCheck, TinynetError, Trace

WALK_QUANTITIES = (
    "inputs",
    "hidden_sums",
    "hidden_outputs",
    "output_sums",
    "outputs",
    "targets",
    "output_errors",
    "hidden_errors",
    "output_updates",
    "hidden_updates",
    "outputs_after",
)
EXERCISE_QUANTITIES = (
    "inputs",
    "hidden_sums",
    "hidden_outputs",
    "output_sums",
    "outputs",
    "targets",
    "output_errors",
    "output_slopes",
    "output_deltas",
    "hidden_errors",
    "hidden_slopes",
    "hidden_deltas",
    "output_updates",
    "hidden_updates",
    "outputs_after",
)
BIASES = ("hidden_biases", "output_biases", "train_biases")
BIAS_QUANTITIES = ("output_bias_updates", "hidden_bias_updates")
"""Told only of a network that has biases."""


def json_pieces(walk: Walk) -> Iterator[str]:
    """Return the walk's object as one line of strict JSON, a row of weights at a time.

    A large network's would be hundreds of megabytes as lists of Python's numbers. Raises
    :class:`TinynetError` if a number is not finite, which JSON has no word for.
    """
    numbers = _walk_numbers(walk)
    if not all(np.isfinite(each).all() for each in _arrays(numbers)):
        raise TinynetError(
            "--json: expected a network whose numbers are all finite, found some that overflow"
        )
    return itertools.chain(_pieces(numbers), ["\n"])


def exercise_json_pieces(exercise: Exercise) -> Iterator[str]:
    """Return the exercise's object as one line of strict JSON; its numbers are always finite."""
    return itertools.chain(_pieces(_exercise_numbers(exercise)), ["\n"])


def _walk_numbers(walk: Walk) -> dict[str, Any]:
    """Return every quantity of the walk's pass by its name, as arrays.

    The seed is null for a network that was not drawn here.
    """
    pass_, trace = walk.pass_, walk.trace
    return {
        "sample": {"set": "test", "index": pass_.index, "label": pass_.label},
        **({} if pass_.data.are_digits else _pictures(pass_.data)),
        "network": _network(trace, source=pass_.named.name, seed=pass_.named.seed),
        "weights": _weights(trace),
        **_quantities(trace, WALK_QUANTITIES),
    }


def _pictures(data: Dataset) -> dict[str, Any]:
    """Tell of pictures that are no MNIST digits: their classes' names, and their sides."""
    return {"classes": list(data.classes.names), "shape": list(data.images.shape[1:])}


def _exercise_numbers(exercise: Exercise) -> dict[str, Any]:
    """Return the exercise's quantities by their names, as arrays, and its gradient's check."""
    trace, check = exercise.trace, exercise.check
    return {
        "network": _network(trace, source=exercise.source),
        "weights": _weights(trace),
        **_quantities(trace, EXERCISE_QUANTITIES),
        "hidden_errors_by": {rule: trace.hidden_errors_by(rule) for rule in ERROR_RULES},
        "loss": trace.loss,
        "loss_after": trace.loss_after,
        "weights_after": {
            name: getattr(trace, f"{name}_after")
            for name in _weights(trace)
            if name != "train_biases"
        },
        "gradient_check": {
            name: _checked(layer) for name, layer in vars(check).items() if layer is not None
        },
    }


def _network(trace: Trace, **origin: str | int | None) -> dict[str, Any]:
    """Tell the sizes of the network a trace is of, where it comes from, and how it learns."""
    hidden, inputs = trace.input_hidden.shape
    return {
        "input_nodes": inputs,
        "hidden_nodes": hidden,
        "output_nodes": len(trace.hidden_output),
        **origin,
        "error_rule": trace.error_rule,
        "learning_rate": trace.learning_rate,
    }


def _weights(trace: Trace) -> dict[str, Any]:
    return {
        "input_hidden": trace.input_hidden,
        "hidden_output": trace.hidden_output,
        **{name: getattr(trace, name) for name in BIASES if trace.has_biases},
    }


def _quantities(trace: Trace, names: tuple[str, ...]) -> dict[str, Any]:
    biases = BIAS_QUANTITIES if trace.has_biases else ()
    return {name: getattr(trace, name) for name in (*names, *biases)}


def _checked(layer: LayerCheck) -> dict[str, Any]:
    """Return the gradient of ½Σe² for each weight, by nudging it and as each rule implies it."""
    return {
        "indices": layer.indices,
        "numerical": layer.numerical,
        "implied": {rule: layer.implied[rule] for rule in ERROR_RULES},
        "relative_errors": dict(layer.relative_errors),
        "agrees": {rule: layer.agrees(rule) for rule in ERROR_RULES},
    }


def _arrays(value: object) -> Iterator[NDArray[Any]]:
    if isinstance(value, np.ndarray):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _arrays(each)


def _pieces(value: object) -> Iterator[str]:
    """Yield JSON as :func:`json.dumps` spells it."""
    if isinstance(value, dict):
        yield "{"
        for number, (key, each) in enumerate(value.items()):
            yield f"{', ' if number else ''}{json.dumps(key)}: "
            yield from _pieces(each)
        yield "}"
    elif isinstance(value, np.ndarray) and value.ndim > 1:
        yield "["
        for number, row in enumerate(value):
            if number:
                yield ", "
            yield from _pieces(row)
        yield "]"
    else:
        plain = value.tolist() if isinstance(value, np.ndarray) else value
        yield json.dumps(plain, allow_nan=False)
