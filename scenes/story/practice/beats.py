"""The beats that compute something, and the step of each: on the live numbers of the walk.

A table of its own, and not a part of the acts, for it is loaded when somebody wants to practise,
and not before the first frame. What a beat computes is looked up by its place.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import numpy as np

from scenes.story.acts.common import LARGEST, jay, lola, pixel
from scenes.story.acts.play import rounds_of
from scenes.story.acts.rules import NUDGE
from scenes.story.acts.shares import most_telling
from scenes.story.beats import MapParts, lit
from scenes.story.figures import Floats
from scenes.story.homework.sections import jay as jay_of
from scenes.story.homework.sections import lola as lola_of
from scenes.story.places import Where
from scenes.story.practice.calculation import Calculation, Operands, operand
from scenes.story.practice.formulas import (
    DIFFERENCE,
    NUDGED,
    PRODUCT,
    SCALED,
    TOTAL,
    Formula,
)
from scenes.story.practice.steps import Steps, sharp
from scenes.story.walk import Walk

NUDGE_FIGURES = 9
"""The two numbers that are subtracted differ only late."""


Make = Callable[[Walk, int], Calculation]


def steps_at(walk: Walk, where: Where) -> tuple[Calculation, ...]:
    """Return what a beat computes, to be worked out; nothing where it computes nothing."""
    makes = STEPS.get(where, ())
    if walk.trace.train_biases:
        makes += BIAS_STEPS.get(where, ())
    return tuple(sharp(partial(make, walk)) for make in makes)


def _friends(make: Callable[[Steps], Calculation], told: int = -1) -> Make:
    """Ask for something of the three friends, as they are after the last round that was told."""

    def friendly(walk: Walk, digits: int) -> Calculation:
        step = make(Steps(rounds_of(walk)[told], digits))
        return _renamed(step, _unnumbered)

    return friendly


def _the_change(walk: Walk, digits: int) -> Calculation:
    """Ask for the change just made; before any, for the one to come, as the beat does."""
    told = -2 if len(rounds_of(walk)) > 1 else -1
    return _friends(lambda steps: steps.output_update(0, 0), told)(walk, digits)


def _unnumbered(words: str) -> str:
    """Take the numbers off names that are given to one each."""
    return words.replace("you 0", "you").replace("Jay 0", "Jay").replace("Lola 0", "Lola")


def _of_walk(make: Callable[[Steps, Walk], Calculation]) -> Make:
    """Ask for something of the pass."""

    def asked(walk: Walk, digits: int) -> Calculation:
        # Of the picture: there an input node is a pixel.
        return _renamed(make(Steps(walk.trace, digits), walk), _as_pixel)

    return asked


def _as_pixel(words: str) -> str:
    return words.replace("[you]you ", "[you]pixel ")


def _renamed(step: Calculation, rename: Callable[[str], str]) -> Calculation:
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


def _pixel(walk: Walk, digits: int) -> Calculation:
    return _scaled(pixel(walk), float(walk.pass_.image.ravel()[walk.pixel]), digits)


def _scaled(name: str, value: float, digits: int) -> Calculation:
    """Ask what the raw value of a pixel becomes."""
    return _step(
        SCALED,
        {"pixel": (operand(name, "[you]pixel[/]", value, digits),)},
        f"What {name} becomes",
        "[you]x[/]",
        "pixel / 255 × 0.99 + 0.01",
        lit("you"),
    )


def _products(walk: Walk, digits: int) -> Calculation:
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


def _hidden_sum(walk: Walk, digits: int) -> Calculation:
    trace = walk.trace
    return _step(
        TOTAL,
        _adding(trace.input_hidden[walk.jay], trace.inputs, lambda i: f"[you]pixel {i}[/]", digits),
        f"What reaches {jay(walk)}, all products added",
        "[sum]z[/]",
        "Σ [speak]w[/]·[you]x[/]: add up the products",
        lit("you", "speak", "jay"),
    )


def _output_sum(walk: Walk, digits: int) -> Calculation:
    trace = walk.trace
    return _step(
        TOTAL,
        _adding(trace.hidden_output[walk.lola], trace.hidden_outputs, jay_of, digits),
        f"What reaches {lola(walk)}, all products added",
        "[sum]z[/]",
        "Σ [tell]v[/]·[jay]h[/]: add up the products",
        lit("jay", "tell", "lola"),
    )


def _lead(walk: Walk, digits: int) -> Calculation:
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


def _share(walk: Walk, digits: int) -> Calculation:
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


def _other_rule(steps: Steps, walk: Walk) -> Calculation:
    return steps.hidden_error(walk.jay, "gradient")


def _nudged(walk: Walk, digits: int) -> Calculation:
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
    parts: MapParts,
    travel: tuple[str, str] | None = None,
) -> Calculation:
    return Calculation(
        id=formula.id,
        formula=formula,
        operands=operands,
        asked=asked,
        symbol=symbol,
        written=written,
        lit=parts,
        travel=travel,
    )


def _empty(walk: Walk, digits: int) -> Calculation:
    return _scaled("an empty pixel", 0.0, digits)


def _weights(walk: Walk, digits: int) -> Calculation:
    counts = (
        operand("", "[you]inputs[/]", float(walk.inputs), digits),
        operand("", "[jay]Jays[/]", float(len(walk.trace.hidden_sums)), digits),
    )
    return _step(
        PRODUCT,
        {"factors": counts},
        "How many weights from you to the Jays there are",
        "[speak]weights[/]",
        "[you]inputs[/] · [jay]Jays[/]",
        lit("you", "speak", "jay"),
    )


def _product_for_lola(walk: Walk, digits: int) -> Calculation:
    trace = walk.trace
    v = operand(jay(walk), "[tell]v[/]", float(trace.hidden_output[walk.lola, walk.jay]), digits)
    h = operand(jay(walk), "[jay]h[/]", float(trace.hidden_outputs[walk.jay]), digits)
    return _step(
        PRODUCT,
        {"factors": (v, h)},
        f"What {lola(walk)} hears of {jay(walk)}",
        "[sum]v·h[/]",
        "[tell]v[/] · [jay]h[/]",
        lit("jay", "tell", "lola"),
    )


def _moved(walk: Walk, digits: int) -> Calculation:
    """Ask how far one telling has moved what the Lola says who was meant."""
    learning = walk.pass_.learning
    label, outputs = learning.label, learning.retold.outputs
    before, after = (
        operand(name, "[lola]y[/]", float(outputs[told, label]), digits)
        for told, name in enumerate(("before", "after"))
    )
    return _step(
        DIFFERENCE,
        {"target": (after,), "output": (before,)},
        f"How far {lola_of(label)} has moved",
        "moved by",
        "after − before",
        lit("lola"),
    )


def _right_after(walk: Walk, digits: int) -> Calculation:
    """Count the others that are read right after the last telling."""
    retold = walk.pass_.learning.retold
    counts = (
        ("right before", round(retold.score(0) * len(retold.labels))),
        ("lost", -len(retold.lost)),
        ("won", len(retold.won)),
    )
    return _step(
        TOTAL,
        {"terms": tuple(operand(name, "", float(count), digits) for name, count in counts)},
        "How many of the others are read right after",
        "right",
        "before − lost + won",
        lit("lola"),
    )


def _of_jay(steps: Steps, walk: Walk) -> Calculation:
    return steps.hidden_output(walk.jay)


def _blame_of(steps: Steps, walk: Walk) -> Calculation:
    return steps.hidden_error(walk.jay)


STEPS: dict[Where, tuple[Make, ...]] = {
    ("meet", "weight"): (_friends(lambda steps: steps.hidden_sum(0)),),
    ("meet", "trust"): (_friends(lambda steps: steps.hidden_output(0)),),
    ("meet", "pass-on"): (
        _friends(lambda steps: steps.output_sum(0)),
        _friends(lambda steps: steps.output(0)),
    ),
    ("meet", "error"): (_friends(lambda steps: steps.output_error(0)),),
    ("meet", "again"): (_the_change,),
    ("meet", "rate"): (_the_change,),
    ("input", "activations"): (_pixel,),
    ("input", "murmurs"): (_empty,),
    ("input", "layer"): (_weights,),
    ("weighted-sum", "products"): (_products,),
    ("weighted-sum", "sum"): (_hidden_sum,),
    ("threshold", "decision"): (_of_walk(_of_jay),),
    ("threshold", "slope"): (_of_walk(lambda steps, walk: steps.slope(walk.jay)),),
    ("threshold", "layer"): (_of_walk(_of_jay),),
    ("output", "speaking"): (_product_for_lola,),
    ("output", "sum"): (_output_sum,),
    ("output", "trust"): (_of_walk(lambda steps, walk: steps.output(walk.lola)),),
    ("output", "answers"): (_of_walk(lambda steps, walk: steps.output(walk.trace.answer)),),
    ("output", "answer"): (_lead,),
    ("error", "differences"): (_of_walk(lambda steps, walk: steps.output_error(walk.lola)),),
    ("error", "loss"): (_of_walk(lambda steps, walk: steps.loss()),),
    ("blame", "contrary"): (_share,),
    ("blame", "share"): (_of_walk(_blame_of),),
    ("blame", "shares"): (_of_walk(_blame_of),),
    ("blame", "rules"): (_of_walk(_other_rule),),
    ("blame", "check"): (_nudged,),
    ("blame", "sign"): (_of_walk(_other_rule),),
    ("update", "factors"): (
        _of_walk(lambda steps, walk: steps.output_update(walk.lola, walk.jay)),
    ),
    ("update", "inputs"): (
        _of_walk(lambda steps, walk: steps.hidden_update(walk.jay, walk.pixel)),
    ),
    ("update", "weights"): (
        _of_walk(lambda steps, walk: steps.hidden_after(walk.jay, walk.pixel)),
    ),
    ("again", "told-again"): (_moved,),
    ("again", "others"): (_right_after,),
}
"""By act and beat, in the order they are asked."""
BIAS_STEPS: dict[Where, tuple[Make, ...]] = {
    ("threshold", "slope"): (_of_walk(lambda steps, walk: steps.hidden_bias_after(walk.jay)),),
    ("update", "factors"): (_of_walk(lambda steps, walk: steps.output_bias_update(walk.lola)),),
    ("update", "inputs"): (_of_walk(lambda steps, walk: steps.hidden_bias_update(walk.jay)),),
}
"""What is asked there as well, where biases are learned."""
