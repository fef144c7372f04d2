"""`tinynet test`: which test digits a network takes for which, counted, and its worst mistakes."""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from typing import Any

import numpy as np
from rich import box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from scenes.commands.output import rendered, tell_oddities, write
from scenes.story.markup import shown
from scenes.story.networks import open_data, open_network, trained_on
from scenes.story.numbers import counted, percent
from scenes.story.places import TRAINED, Place
from tinynet import Classes, Dataset, Network, Scores, score

LISTED = 10
"""Mistakes that are listed unless told otherwise."""
LEAST_WIDTH = 5
"""Columns that a count takes."""


def run(chosen: argparse.Namespace) -> int:
    """Test the network that the options name, print what came of it; return the exit status."""
    typed = vars(chosen)
    place = Place(
        network=typed["tested"],
        data=typed.get("data"),
        labels=typed.get("labels"),
        transpose=typed.get("transpose", False),
    )
    place, test = open_data(place)
    network = open_network(place, test).network
    tell_oddities(test)
    scores = score(network, test.images, test.labels)
    if "json" in typed:
        return write(_as_json(place, network, scores, test.classes, typed.get("mistakes")))
    return write(_as_text(place, network, scores, test, typed.get("mistakes", LISTED)))


def _as_json(
    place: Place, network: Network, scores: Scores, classes: Classes, most: int | None
) -> str:
    """Return every count, and all mistakes or the first so many, as one line of JSON."""
    summary = {
        "network": {
            "input_nodes": network.input_nodes,
            "hidden_nodes": network.hidden_nodes,
            "output_nodes": network.output_nodes,
            "source": place.network,
            "error_rule": network.error_rule,
            "learning_rate": network.learning_rate,
        },
        **({} if classes.are_digits else {"classes": list(classes.names)}),
        "digits": len(scores.labels),
        "right": int(scores.right.sum()),
        "test_accuracy": scores.accuracy,
        "per_digit": [
            {"digit": digit, "digits": count, "right": right, "accuracy": _share(right, count)}
            for digit, (count, right) in enumerate(_per_digit(scores))
        ],
        "confusion": scores.confusion.tolist(),
        "mistakes": _mistakes(scores, most),
    }
    return json.dumps(summary, allow_nan=False) + "\n"


def _per_digit(scores: Scores) -> list[tuple[int, int]]:
    """Return how many there are of each digit, and how many of them are right."""
    confusion = scores.confusion
    counts, rights = confusion.sum(axis=1).tolist(), confusion.diagonal().tolist()
    return list(zip(counts, rights, strict=True))


def _share(right: int, count: int) -> float | None:
    """Return a share, None of nothing."""
    return right / count if count else None


def _mistakes(scores: Scores, most: int | None) -> list[dict[str, Any]]:
    """Return the mistakes, the most certain first."""
    outputs, labels, answers = scores.outputs, scores.labels, scores.answers
    return [
        {
            "sample": int(index),
            "meant": int(labels[index]),
            "heard": int(answers[index]),
            "heard_output": float(outputs[index, answers[index]]),
            "meant_output": float(outputs[index, labels[index]]),
        }
        for index in scores.mistakes()[:most]
    ]


def _as_text(place: Place, network: Network, scores: Scores, test: Dataset, most: int) -> str:
    """Return the counts and the worst mistakes as tables."""
    classes = test.classes
    count, right = len(scores.labels), int(scores.right.sum())
    name = shown(place.network)
    if place.network == TRAINED and test.source is not None and not test.are_digits:
        taught = trained_on(test)
        name = (
            f"trained here, {counted(taught.epochs, 'epoch')} of "
            f"{taught.samples:,} {classes.things}"
        )
    nodes = f"{network.input_nodes}-{network.hidden_nodes}-{network.output_nodes}"
    parts: list[RenderableType] = [
        f"The network: {name}, {nodes}.",
        Text.assemble(
            "Right: ",
            (percent(right / count, 2), "bold"),
            f", {right:,} of {count:,} {classes.things}.",
        ),
        "",
        _matrix(scores, classes),
        "",
        *_most_often(scores, classes),
    ]
    if (listed := _mistakes(scores, most)) and most:
        parts += ["", *_worst(place, classes, listed, count - right)]
    return rendered(*parts)


def _matrix(scores: Scores, classes: Classes) -> Table:
    """Return the confusion matrix, the right answers in brackets, and each digit's score."""
    table = Table(box=None, padding=(0, 0, 0, 1), header_style="bold")
    table.title, table.title_style = "heard", "bold"
    table.add_column("meant", justify="right", no_wrap=True)
    confusion = scores.confusion
    widths = [max(LEAST_WIDTH, len(f"[{most}]")) for most in confusion.max(axis=0).tolist()]
    # Padded here, as rich takes off the blank that stands below a closing bracket.
    for digit, width in enumerate(widths):
        table.add_column(Text(f"{classes.short(digit, width)} ".rjust(width)), no_wrap=True)
    table.add_column("right", justify="right", no_wrap=True)
    for meant, ((count, right), row) in enumerate(
        zip(_per_digit(scores), confusion.tolist(), strict=True)
    ):
        share = _share(right, count)
        table.add_row(
            Text(classes.names[meant], "bold"),
            *(_cell(times, heard == meant, widths[heard]) for heard, times in enumerate(row)),
            "none" if share is None else percent(share),
        )
    return table


def _cell(times: int, right: bool, width: int) -> Text:
    """Return a count: the right answers in brackets, none as a dot."""
    if right:
        return Text(f"[{times}]".rjust(width), "bold green")
    return Text(f"{times or '·'} ".rjust(width), "" if times else "dim")


def _most_often(scores: Scores, classes: Classes) -> list[RenderableType]:
    """Tell the most frequent mistake, if there is one."""
    wrong = scores.confusion.copy()
    np.fill_diagonal(wrong, 0)
    times = int(wrong.max())
    if not times:
        return ["There is no mistake."]
    meant, heard = divmod(int(wrong.argmax()), len(wrong))
    often = "once" if times == 1 else f"{times:,} times"
    return [f"Most often it takes {classes.a(meant)} for {classes.a(heard)}: {often}."]


def _worst(
    place: Place, classes: Classes, listed: list[dict[str, Any]], count: int
) -> list[RenderableType]:
    """Return a table of mistakes, and the command that opens one."""
    table = Table(box=box.SIMPLE_HEAD, header_style="bold")
    for head in ("sample", "meant", "heard", "output heard", "output meant"):
        table.add_column(head, justify="right", no_wrap=True)
    for mistake in listed:
        table.add_row(
            str(mistake["sample"]),
            *(Text(classes.names[mistake[name]]) for name in ("meant", "heard")),
            *(f"{mistake[name]:.3f}" for name in ("heard_output", "meant_output")),
        )
    opened = replace(place, sample=listed[0]["sample"])
    command = opened.command_from_start()
    some = f"The worst {len(listed):,} of {count:,} mistakes" if len(listed) < count else "Mistakes"
    return [
        f"{some}, the most certain first:",
        table,
        "Open one in the app by its sample's number:",
        # Not wrapped: it is there to be copied.
        Text(f"  {command}", no_wrap=True, overflow="ignore"),
    ]
