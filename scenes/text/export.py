"""A walk's numbers as JSON, for anyone who wants to compute them again."""

from __future__ import annotations

import json
from typing import Any

from scenes.story.walk import Walk
from tinynet import TinynetError


def as_json(walk: Walk) -> dict[str, Any]:
    """Return every quantity of the pass by its name: numbers and lists of numbers, rounded never.

    Weights are those before the update. The seed is null for a network that was not drawn here.
    """
    run, trace, network = walk.pass_, walk.trace, walk.pass_.network
    quantities = (
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
    return {
        "sample": {"set": "test", "index": run.index, "label": run.label},
        "network": {
            "input_nodes": network.input_nodes,
            "hidden_nodes": network.hidden_nodes,
            "output_nodes": network.output_nodes,
            "source": run.named.name,
            "seed": run.named.seed,
            "error_rule": trace.error_rule,
            "learning_rate": trace.learning_rate,
        },
        "weights": {
            "input_hidden": trace.input_hidden.tolist(),
            "hidden_output": trace.hidden_output.tolist(),
        },
        **{name: getattr(trace, name).tolist() for name in quantities},
    }


def as_json_text(walk: Walk) -> str:
    """Return the object as one line of strict JSON.

    Raises :class:`TinynetError` if a number is not finite, which JSON has no word for.
    """
    try:
        return json.dumps(as_json(walk), allow_nan=False) + "\n"
    except ValueError as error:
        raise TinynetError(
            "--json: expected a network whose numbers are all finite, found some that overflow"
        ) from error
