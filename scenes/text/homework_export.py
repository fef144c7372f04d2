"""The exercise's numbers as JSON, unrounded; the names are those of `tinynet explain --json`."""

from __future__ import annotations

import json
from typing import Any

from scenes.story.homework.exercise import Exercise
from tinynet import ERROR_RULES, LayerCheck

QUANTITIES = (
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


def as_json(exercise: Exercise) -> dict[str, Any]:
    """Return every quantity by its name: numbers and lists of numbers, rounded never."""
    trace, network, check = exercise.trace, exercise.network, exercise.check
    return {
        "network": {
            "input_nodes": network.input_nodes,
            "hidden_nodes": network.hidden_nodes,
            "output_nodes": network.output_nodes,
            "source": exercise.source,
            "error_rule": trace.error_rule,
            "learning_rate": trace.learning_rate,
        },
        "weights": {
            "input_hidden": trace.input_hidden.tolist(),
            "hidden_output": trace.hidden_output.tolist(),
        },
        **{name: getattr(trace, name).tolist() for name in QUANTITIES},
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


def _checked(layer: LayerCheck) -> dict[str, Any]:
    """Return the gradient of ½Σe² for each weight, by nudging it and as each rule implies it."""
    return {
        "indices": layer.indices.tolist(),
        "numerical": layer.numerical.tolist(),
        "implied": {rule: layer.implied[rule].tolist() for rule in ERROR_RULES},
        "relative_errors": dict(layer.relative_errors),
        "agrees": {rule: layer.agrees(rule) for rule in ERROR_RULES},
    }


def as_json_text(exercise: Exercise) -> str:
    """Return the object as one line of strict JSON."""
    return json.dumps(as_json(exercise), allow_nan=False) + "\n"
