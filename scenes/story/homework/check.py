"""The check: what nudging each single weight does, beside what the two rules say it does."""

from __future__ import annotations

from decimal import Decimal

import numpy as np

from scenes.story.arithmetic import checking_digits
from scenes.story.homework.exercise import Exercise
from scenes.story.homework.lines import (
    DIGITS,
    FIGURES,
    Line,
    LineBlock,
    LineEntry,
)
from scenes.story.homework.sections import Name, Section, jay, lola, you
from scenes.story.numbers import MINUS, decimals, number, signed
from tinynet import LayerCheck

NUDGE = 1e-4
"""How far a weight is moved to see what comes of it; the sections say 0.0001."""
NUDGE_DIGITS = 11
"""Decimals that the two sums of squares have at least: they differ late."""


def check(exercise: Exercise) -> Section:
    """Tell which rule says what nudging the weights says."""
    found = exercise.check
    verdicts = tuple(
        _verdicts(layer, title)
        for layer, title in (
            (found.hidden_output, "[jay]Jay[/] to [lola]Lola[/], all weights"),
            (found.output_biases, "the [lola]Lolas[/]' biases"),
            (found.input_hidden, "[you]you[/] to [jay]Jay[/], all weights"),
            (found.hidden_biases, "the [jay]Jays[/]' biases"),
        )
        if layer is not None
    )
    return Section(
        title="The check: nudge each weight",
        story="Who is right can be tried: make one weight 0.0001 smaller, then 0.0001 larger, and "
        f"run the network again. How fast does ½Σe² fall? {_judged(exercise)}",
        formula=(
            "slope = (½Σe² with less − ½Σe² with more) / 0.0002",
            "the rule says Δweight / [rate]η[/], without rounding",
            "off by: 0 equal, 1 unlike; below 0.000001 they agree",
        ),
        blocks=(
            *_nudged(exercise, "hidden_output"),
            *_nudged(exercise, "output_biases"),
            *_nudged(exercise, "input_hidden"),
            *_nudged(exercise, "hidden_biases"),
            *verdicts,
        ),
    )


def _judged(exercise: Exercise) -> str:
    above, below = exercise.check.hidden_output, exercise.check.input_hidden
    if not (above.agrees("gradient") and below.agrees("gradient")):
        return (
            "Here not even the gradient comes out the same everywhere: these slopes are too near "
            "zero, or bend too fast, for such a nudge to measure."
        )
    if below.agrees("recipe"):
        return "Here both rules say it right for every weight."
    return (
        "For Jay to Lola weights both rules say it right; for yours to Jay only the gradient does."
    )


def _verdicts(layer: LayerCheck, title: str) -> LineBlock:
    lines = tuple(
        Line(
            rule,
            (
                LineEntry(number(layer.relative_errors[rule], DIGITS), "off by"),
                LineEntry("agrees") if layer.agrees(rule) else LineEntry("differs", style="error"),
            ),
        )
        for rule in ("gradient", "recipe")
    )
    return LineBlock(lines, title=f"{title}: each rule beside the nudges")


_NAMES: dict[str, tuple[Name, ...]] = {
    "hidden_output": (lola, jay),
    "output_biases": (lola,),
    "input_hidden": (jay, you),
    "hidden_biases": (jay,),
}
"""Names of the node that hears and, of a weight, the one that speaks."""


def _nudged(exercise: Exercise, layer: str) -> tuple[LineBlock, ...]:
    """Return one weight's slope worked out, and all weights' slopes beside the two rules."""
    checked: LayerCheck | None = getattr(exercise.check, layer)
    if checked is None:
        return ()
    hears, *speaks = _NAMES[layer]
    names = [
        f"{speaks[0](place[1])} to {hears(place[0])}" if speaks else f"{hears(place[0])}'s bias"
        for place in checked.indices.tolist()
    ]
    steepest = int(np.abs(checked.numerical).argmax())
    place = tuple(checked.indices[steepest].tolist())
    less, more = (_loss(exercise, layer, place, step) for step in (-NUDGE, NUDGE))
    slope = (Decimal(less) - Decimal(more)) / (2 * Decimal("0.0001"))
    digits = decimals(float(slope), FIGURES, least=DIGITS)
    enough = checking_digits(
        lambda a, b: (a - b) / Decimal("0.0002"), [((less, more), slope)], digits, NUDGE_DIGITS
    )
    worked = Line(
        "slope",
        (
            LineEntry(f"({number(less, enough)}"),
            LineEntry(f"{number(more, enough)})", MINUS),
            LineEntry("0.0002", "/"),
            LineEntry(signed(slope, digits), "="),
        ),
    )
    slopes = [-checked.numerical, -checked.implied["gradient"], -checked.implied["recipe"]]
    largest = max(float(np.abs(values).max()) for values in slopes)
    shown = decimals(largest, FIGURES, least=DIGITS)
    lines = tuple(
        Line(name, tuple(LineEntry(signed(value, shown)) for value in values))
        for name, *values in zip(names, *(values.tolist() for values in slopes), strict=True)
    )
    return (
        LineBlock((worked,), title=f"{names[steepest]}, worked out"),
        LineBlock(
            lines,
            title=f"each {'weight' if speaks else 'bias'}'s slope",
            header=("nudged", "gradient", "recipe"),
        ),
    )


def _loss(exercise: Exercise, layer: str, place: tuple[int, ...], step: float) -> float:
    nudged = exercise.network.copy()
    getattr(nudged, layer)[place] += step
    return nudged.trace(exercise.trace.inputs, exercise.trace.targets).loss
