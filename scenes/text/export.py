"""A walk's numbers as JSON, for anyone who wants to compute them again."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scenes.story.walk import Walk
from tinynet import TinynetError


def _told(walk: Walk) -> dict[str, Any]:
    """Return every quantity of the pass by its name, as arrays of numbers that nobody rounded.

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
            "input_hidden": trace.input_hidden,
            "hidden_output": trace.hidden_output,
        },
        **{name: getattr(trace, name) for name in quantities},
    }


def json_pieces(walk: Walk) -> Iterator[str]:
    """Return the object as one line of strict JSON, a row of weights at a time.

    A large network's would be hundreds of megabytes as lists of Python's numbers. Raises
    :class:`TinynetError` if a number is not finite, which JSON has no word for.
    """
    told = _told(walk)
    if not all(np.isfinite(each).all() for each in _arrays(told)):
        raise TinynetError(
            "--json: expected a network whose numbers are all finite, found some that overflow"
        )
    return itertools.chain(_pieces(told), ["\n"])


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
