"""The beats that compute something, and the step of each: on the live numbers of the walk.

A table of its own, and not a part of the acts, for it is loaded when somebody wants to practise,
and not before the first frame. What a beat computes is looked up by its place.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from scenes.story.acts.blame import NUDGE, most_telling
from scenes.story.acts.common import LARGEST, jay, lola, pixel
from scenes.story.acts.play import rounds_of
from scenes.story.beats import Links, lit
from scenes.story.figures import Floats
from scenes.story.homework.sections import jay as jay_of
from scenes.story.homework.sections import lola as lola_of
from scenes.story.places import Where
from scenes.story.practice.formulas import (
    DIFFERENCE,
    NUDGED,
    PRODUCT,
    SCALED,
    TOTAL,
    Formula,
)
from scenes.story.practice.step import Operands, Step, operand
from scenes.story.practice.steps import Steps, sharp
from scenes.story.walk import Walk

NUDGE_FIGURES = 9
"""The two numbers that are subtracted differ only late."""


def step_of(walk: Walk, where: Where) -> Step | None:
    """Return what a beat computes, to be worked out; None where it computes nothing."""
    make = STEPS.get(where)
    return None if make is None else sharp(lambda digits: make(walk, digits))


Make = Callable[[Walk, int], Step]


def _friends(make: Callable[[Steps], Step], told: int = -1) -> Make:
    """Ask for something of the three friends, as they are after the last round that was told."""

    def friendly(walk: Walk, digits: int) -> Step:
        step = make(Steps(rounds_of(walk)[told], digits))
        return _renamed(step, _unnumbered)

    return friendly


def _the_change(walk: Walk, digits: int) -> Step:
    """Ask for the change just made; before any, for the one to come, as the beat does."""
    told = -2 if len(rounds_of(walk)) > 1 else -1
    return _friends(lambda steps: steps.output_update(0, 0), told)(walk, digits)


def _unnumbered(words: str) -> str:
    """Take the numbers off names that are given to one each."""
    return words.replace("you 0", "you").replace("Jay 0", "Jay").replace("Lola 0", "Lola")


def _told(make: Callable[[Steps, Walk], Step]) -> Make:
    """Ask for something of the pass."""

    def asked(walk: Walk, digits: int) -> Step:
        # Of the picture: there an input node is a pixel.
        return _renamed(make(Steps(walk.trace, digits), walk), _as_pixel)

    return asked


def _as_pixel(words: str) -> str:
    return words.replace("[you]you ", "[you]pixel ")


def _renamed(step: Step, rename: Callable[[str], str]) -> Step:
    """Call the nodes of a step otherwise, wherever it names them."""

    def of(operands: Operands) -> Operands:
        return {
            part: tuple(replace(one, name=rename(one.name)) for one in group)
            for part, group in operands.items()
        }

    instead = tuple(
        replace(one, words=rename(one.words), operands=of(one.operands)) for one in step.instead
    )
    asked, whose = rename(step.asked), rename(step.whose)
    return replace(step, asked=asked, whose=whose, operands=of(step.operands), instead=instead)


def _pixel(walk: Walk, digits: int) -> Step:
    value = float(walk.pass_.image.ravel()[walk.pixel])
    shown = operand(pixel(walk), "[you]pixel[/]", value, digits)
    return _step(
        SCALED,
        {"pixel": (shown,)},
        f"What {pixel(walk)} becomes",
        "[you]x[/]",
        "pixel / 255 × 0.99 + 0.01",
        lit("you"),
    )


def _products(walk: Walk, digits: int) -> Step:
    trace = walk.trace
    w = operand(pixel(walk), "[speak]w[/]", float(trace.input_hidden[walk.jay, walk.pixel]), digits)
    x = operand(pixel(walk), "[you]x[/]", float(trace.inputs[walk.pixel]), digits)
    return _step(
        PRODUCT,
        {"factors": (w, x)},
        f"What {jay(walk)} hears of {pixel(walk)}",
        "[sum]w·x[/]",
        "[speak]w[/] · [you]x[/]",
        lit("you", "speak"),
    )


def _adding(weights: Floats, values: Floats, name: Callable[[int], str], digits: int) -> Operands:
    """Show the largest products of a long sum, and what all the others add."""
    products = weights * values
    largest = np.argsort(-np.abs(products), kind="stable")[:LARGEST].tolist()
    shown = [operand(name(i), "", float(products[i]), digits) for i in largest]
    if len(products) > len(largest):
        rest = float(products.sum() - products[largest].sum())
        shown.append(operand(f"{len(products) - len(largest)} others", "", rest, digits))
    return {"terms": tuple(shown)}


def _hidden_sum(walk: Walk, digits: int) -> Step:
    trace = walk.trace
    return _step(
        TOTAL,
        _adding(trace.input_hidden[walk.jay], trace.inputs, lambda i: f"[you]pixel {i}[/]", digits),
        f"What reaches {jay(walk)}, all products added",
        "[sum]z[/]",
        "Σ [speak]w[/]·[you]x[/]: add up the products",
        lit("you", "speak", "jay"),
    )


def _output_sum(walk: Walk, digits: int) -> Step:
    trace = walk.trace
    return _step(
        TOTAL,
        _adding(trace.hidden_output[walk.lola], trace.hidden_outputs, jay_of, digits),
        f"What reaches {lola(walk)}, all products added",
        "[sum]z[/]",
        "Σ [tell]v[/]·[jay]h[/]: add up the products",
        lit("jay", "tell", "lola"),
    )


def _lead(walk: Walk, digits: int) -> Step:
    outputs = walk.trace.outputs
    first, second = np.argsort(-outputs, kind="stable")[:2].tolist()
    ahead, behind = (
        operand(lola_of(k), "[lola]y[/]", float(outputs[k]), digits) for k in (first, second)
    )
    return _step(
        DIFFERENCE,
        {"target": (ahead,), "output": (behind,)},
        f"How far {lola_of(first)} leads {lola_of(second)}",
        "lead",
        "the loudest − the next",
        lit("lola"),
    )


def _share(walk: Walk, digits: int) -> Step:
    """Ask for what the first of the two Lolas that the beat shows hands back."""
    trace = walk.trace
    k, _ = most_telling(trace.hidden_output[:, walk.jay], trace.output_errors)
    v = operand(lola_of(k), "[tell]v[/]", float(trace.hidden_output[k, walk.jay]), digits)
    e = operand(lola_of(k), "[error]e[/]", float(trace.output_errors[k]), digits)
    return _step(
        PRODUCT,
        {"factors": (v, e)},
        f"What {lola_of(k)} hands back to {jay(walk)}",
        "v·[error]e[/]",
        "[tell]v[/] · [error]e[/]",
        lit("jay", "tell", "lola"),
        ("lola", "jay"),
    )


def _other_rule(steps: Steps, walk: Walk) -> Step:
    return steps.hidden_error(walk.jay, "gradient")


def _nudged(walk: Walk, digits: int) -> Step:
    less, more = walk.nudged("input_hidden", walk.jay, walk.pixel, NUDGE)
    figures = max(digits, NUDGE_FIGURES)
    losses = tuple(
        operand(name, "½Σ[error]e[/]²", value, figures)
        for name, value in (("0.0001 less", less), ("0.0001 more", more))
    )
    return _step(
        NUDGED,
        {"losses": losses},
        f"How fast the error falls with the weight {pixel(walk)} → {jay(walk)}",
        "slope",
        "(less − more) / 0.0002",
        lit("you", "speak", "jay", "tell", "lola"),
    )


def _step(
    formula: Formula,
    operands: Operands,
    asked: str,
    symbol: str,
    written: str,
    parts: Links,
    travel: tuple[str, str] | None = None,
) -> Step:
    return Step(
        id=formula.id,
        formula=formula,
        operands=operands,
        asked=asked,
        symbol=symbol,
        written=written,
        lit=parts,
        travel=travel,
    )


STEPS: dict[Where, Make] = {
    ("meet", "weight"): _friends(lambda steps: steps.hidden_sum(0)),
    ("meet", "trust"): _friends(lambda steps: steps.hidden_output(0)),
    ("meet", "pass-on"): _friends(lambda steps: steps.output(0)),
    ("meet", "error"): _friends(lambda steps: steps.output_error(0)),
    ("meet", "again"): _the_change,
    ("input", "activations"): _pixel,
    ("weighted-sum", "products"): _products,
    ("weighted-sum", "sum"): _hidden_sum,
    ("threshold", "decision"): _told(lambda steps, walk: steps.hidden_output(walk.jay)),
    ("threshold", "slope"): _told(lambda steps, walk: steps.slope(walk.jay)),
    ("output", "sum"): _output_sum,
    ("output", "trust"): _told(lambda steps, walk: steps.output(walk.lola)),
    ("output", "answer"): _lead,
    ("error", "differences"): _told(lambda steps, walk: steps.output_error(walk.lola)),
    ("error", "loss"): _told(lambda steps, walk: steps.loss()),
    ("blame", "contrary"): _share,
    ("blame", "share"): _told(lambda steps, walk: steps.hidden_error(walk.jay)),
    ("blame", "rules"): _told(_other_rule),
    ("blame", "check"): _nudged,
    ("update", "factors"): _told(lambda steps, walk: steps.output_update(walk.lola, walk.jay)),
    ("update", "inputs"): _told(lambda steps, walk: steps.hidden_update(walk.jay, walk.pixel)),
    ("update", "weights"): _told(lambda steps, walk: steps.hidden_after(walk.jay, walk.pixel)),
}
"""By act and beat."""
