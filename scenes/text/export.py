"""The numbers of a walk and of an exercise as JSON, for anyone who wants to compute them again.

Both call the same quantity by the same name. Numbers and lists of numbers, rounded never; weights
are those before the update.
"""

from __future__ import annotations

import json
from typing import Any

from scenes.story.homework.exercise import Exercise
from scenes.story.walk import Walk
from tinynet import ERROR_RULES, LayerCheck, TinynetError, Trace

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


def as_json(walk: Walk) -> dict[str, Any]:
    """Return every quantity of the walk's pass by its name.

    The seed is null for a network that was not drawn here.
    """
    pass_, trace = walk.pass_, walk.trace
    return {
        "sample": {"set": "test", "index": pass_.index, "label": pass_.label},
        "network": _network(trace, source=pass_.named.name, seed=pass_.named.seed),
        "weights": _weights(trace),
        **_quantities(trace, WALK_QUANTITIES),
    }


def as_json_text(walk: Walk) -> str:
    """Return the walk's object as one line of strict JSON.

    Raises :class:`TinynetError` if a number is not finite, which JSON has no word for.
    """
    try:
        return json.dumps(as_json(walk), allow_nan=False) + "\n"
    except ValueError as error:
        raise TinynetError(
            "--json: expected a network whose numbers are all finite, found some that overflow"
        ) from error


def exercise_as_json(exercise: Exercise) -> dict[str, Any]:
    """Return every quantity of the exercise by its name, and the check of its gradient."""
    trace, check = exercise.trace, exercise.check
    return {
        "network": _network(trace, source=exercise.source),
        "weights": _weights(trace),
        **_quantities(trace, EXERCISE_QUANTITIES),
        "hidden_errors_by": {rule: trace.hidden_errors_by(rule).tolist() for rule in ERROR_RULES},
        "loss": trace.loss,
        "loss_after": trace.loss_after,
        "weights_after": {
            "input_hidden": trace.input_hidden_after.tolist(),
            "hidden_output": trace.hidden_output_after.tolist(),
        },
        "gradient_check": {
            "input_hidden": _checked(check.input_hidden),
            "hidden_output": _checked(check.hidden_output),
        },
    }


def exercise_as_json_text(exercise: Exercise) -> str:
    """Return the exercise's object as one line of strict JSON; its numbers are always finite."""
    return json.dumps(exercise_as_json(exercise), allow_nan=False) + "\n"


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
        "input_hidden": trace.input_hidden.tolist(),
        "hidden_output": trace.hidden_output.tolist(),
    }


def _quantities(trace: Trace, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(trace, name).tolist() for name in names}


def _checked(layer: LayerCheck) -> dict[str, Any]:
    """Return the gradient of ½Σe² for each weight, by nudging it and as each rule implies it."""
    return {
        "indices": layer.indices.tolist(),
        "numerical": layer.numerical.tolist(),
        "implied": {rule: layer.implied[rule].tolist() for rule in ERROR_RULES},
        "relative_errors": dict(layer.relative_errors),
        "agrees": {rule: layer.agrees(rule) for rule in ERROR_RULES},
    }
