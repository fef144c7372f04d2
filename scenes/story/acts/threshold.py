"""The act `threshold`: the level of trust: from what reaches a Jay to what he passes on."""

from __future__ import annotations

import numpy as np

from scenes.story.acts.common import (
    FAR,
    NEAR,
    VAST,
    apart,
    curve,
    jay,
    jays_wall,
    own_name,
    reach_of,
    signed_wall,
    zoomed,
)
from scenes.story.acts.listens import listens_for
from scenes.story.acts.numbered import act_named
from scenes.story.acts.play import WORD_SAID, Play
from scenes.story.arithmetic import change_of, product_of, sigmoid_digits, with_bias
from scenes.story.beats import Act, Beat, Question, Subject, lit
from scenes.story.figures import Bars, Curve, Floats, Table
from scenes.story.numbers import be, decimals, number, signed, spelled, sub
from scenes.story.scene import Scene, column, row
from scenes.story.walk import Walk
from tinynet import sigmoid

NEARLY_FULL, NEARLY_EMPTY = 0.95, 0.05
"""Printed with one decimal as 1.0 and 0.0: so that they can be counted in the picture."""
MOST_ALIKE = 2
"""So many times as often at least is worth a number."""
STEPS = {
    NEAR: (-2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0),
    FAR: (-6.0, -4.0, -2.0, 0.0, 2.0, 4.0, 6.0),
    VAST: (-20.0, -10.0, -5.0, 0.0, 5.0, 10.0, 20.0),
}
"""Points of the curve that are told, by how far it reaches."""


def _steps(shape: Curve) -> Table:
    """Points of the curve."""
    return Table(
        title="along the curve",
        header=("z", "σ(z + b)" if shape.bias else "σ(z)"),
        rows=tuple(
            (
                signed(z, int(shape.reach < FAR)),
                f"[jay]{number(float(sigmoid(z + shape.bias)))}[/]",
            )
            for z in STEPS[shape.reach]
        ),
        alt="Points of the sigmoid curve.",
    )


def _beside(shape: Curve) -> Scene:
    """Show the curve, and points along it in numbers."""
    steps = _steps(shape)
    return Scene(compact=row(shape, steps, gap=4), normal=row(shape, steps, gap=6), projected=shape)


def _without() -> Table:
    """What Lola would hear in `meet` if Jay passed on what he hears: by way of him, and straight.

    With the numbers that act begins with: few enough to be checked in the head.
    """
    play = Play()
    product = product_of(play.tell, play.speak, WORD_SAID)
    w2, w1, x = product.factors
    w2, w1, x = f"[tell]{w2}[/]", f"[speak]{w1}[/]", f"[you]{x}[/]"
    return Table(
        title="[bold]without the curve[/] [jay]Jay[/] adds nothing",
        header=(act_named("meet"), "[sum]z[/] = w₂ · w₁ · x"),
        rows=(
            ("by way of [jay]Jay[/]", f"{w2} × ({w1} × {x}) = [sum]{product.result}[/]"),
            ("by one weight", f"({w2} × {w1}) × {x} = [sum]{product.result}[/]"),
        ),
        left=2,
        alt="Without the curve Jay changes nothing: one weight, straight from you, is the same.",
    )


def _one_sum(walk: Walk) -> Bars | None:
    """How many a network of one sum for each Lola gets wrong, and how many one with Jays."""
    pass_ = walk.pass_
    if pass_.single_layer_score is None:
        return None
    count = len(pass_.others[1])
    scores = (pass_.single_layer_score, pass_.training.score_after)
    wrong = np.array([round((1 - score) * count) for score in scores], dtype=np.float64)
    return Bars(
        title=f"[bold]both trained[/]: wrong, of {count:,}",
        labels=("no [jay]Jays[/]", f"{len(pass_.training.after.hidden_biases)} [jay]Jays[/] + σ"),
        values=wrong,
        high=float(wrong.max()) or 1.0,
        digits=0,
        term="error",
        alt="How many are read wrong: by one sum for each Lola, and by way of Jays with the curve.",
    )


def _as_often(one_sum: Bars) -> str:
    """Say how much more often one sum is wrong."""
    straight, by_jays = one_sum.values.tolist()
    if not by_jays or round(straight / by_jays) < MOST_ALIKE:
        return "more often" if straight > by_jays else "no more often"
    return f"{spelled(round(straight / by_jays))} times as often"


def _bias(walk: Walk) -> float:
    """Return the chosen Jay's bias, which is 0 where there are none."""
    return float(walk.trace.hidden_biases[walk.jay])


def _passes_on(walk: Walk) -> Question:
    """Ask on which side of the curve's middle the chosen Jay is."""
    z = float(walk.trace.hidden_sums[walk.jay])
    h = float(walk.trace.hidden_outputs[walk.jay])
    arrived, bias = f"z = {number(z, decimals(z, 1))}", _bias(walk)
    if bias:
        z, arrived = z + bias, f"z + b = {with_bias(z, bias).sum} = {with_bias(z, bias).after}"
    return Question(
        f"will {jay(walk)} pass on more than one half?",
        ("yes", "no"),
        0 if h > 0.5 else 1,
        f"{arrived} is {'above' if z > 0 else 'not above'} zero, "
        f"so he passes on {number(h, apart(h, 0.5) or 3)}.",
    )


def trust(walk: Walk) -> Beat:
    """The sigmoid, before anything is put on it."""
    z = float(walk.trace.hidden_sums[walk.jay])
    middle = "its turn" if walk.trace.has_biases else "zero"
    one_sum, without = _one_sum(walk), _without()
    beside = without if one_sum is None else column(without, one_sum)
    cost = "" if one_sum is None else f", wrong {_as_often(one_sum)}"
    shape = curve(
        "[jay]the sigmoid σ: how much is passed on[/]",
        None,
        None,
        bias=_bias(walk),
        alt="The sigmoid: an S from 0 on the far left, through one half at "
        f"z = {number(-_bias(walk)) if _bias(walk) else 0}, up to 1.",
    )
    return Beat(
        title="A level of trust to overcome",
        story=f"The [jay]activation function[/]: far below {middle} {jay(walk)} keeps quiet: what "
        "[you]you[/] told him hardly counts. Without it a pixel counts the same, whatever else "
        f"is inked: one big sum{cost}.",
        formula=(
            "[jay]σ[/]([sum]z[/]) = 1 / (1 + e^(−[sum]z[/]))",
            "[dim]e here: 2.718…, not the error[/]",
            *(() if walk.trace.has_biases else ("",)),
            f"what reached {jay(walk)}:",
            f"[sum]z{sub(walk.jay)}[/] = {number(z)}",
            *((_own_bias(walk),) if walk.trace.has_biases else ()),
        ),
        subject=Subject(f"[sum]z{sub(walk.jay)}[/]: what reached {jay(walk)}", number(z), "sum"),
        scene=Scene(
            compact=row(shape, beside, gap=3),
            normal=row(shape, beside, gap=6),
            projected=shape,
        ),
        lit=lit("jay"),
        question=_passes_on(walk),
        aside=f"With it the same pixel may count in one {walk.classes.thing} and not in another: "
        "that depends on what else reaches him, and no single sum can do so.",
    )


def decides(walk: Walk) -> Beat:
    """z is read off the curve."""
    z = float(walk.trace.hidden_sums[walk.jay])
    h = float(walk.trace.hidden_outputs[walk.jay])
    shape = zoomed(curve(f"{jay(walk)} on the curve", z, h, slide=True, bias=_bias(walk)))
    return Beat(
        title=f"How much Jay {walk.jay} passes on",
        story=f"Start at z on the line below, go up to the curve, then across to the left: that "
        f"is what {jay(walk)} passes on, his [jay]activation[/]. "
        + (
            "It is more than one half: he believes it, more or less."
            if h > 0.5
            else "It is less than one half: he has his doubts."
        ),
        formula=(
            *_worked(walk, z),
            f"  = [jay]{number(h)}[/]",
            *(() if walk.trace.has_biases else ("[dim]the threshold: z = 0, h = ½[/]",)),
            "[dim][do:another-jay]another Jay[/][/]",
        ),
        subject=Subject(f"[jay]h{sub(walk.jay)}[/]: what {jay(walk)} passes on", number(h), "jay"),
        scene=_beside(shape),
        lit=lit("jay"),
    )


def _worked(walk: Walk, z: float) -> tuple[str, ...]:
    """Work the chosen Jay's activation out, up to its last line."""
    name = f"[jay]h{sub(walk.jay)}[/] = σ([sum]z{sub(walk.jay)}[/]{{}})"
    if not walk.trace.has_biases:
        return name.format(""), f"  = 1 / (1 + e^(−({number(z, sigmoid_digits(z))})))"
    shifted = with_bias(z, _bias(walk))
    return (
        name.format(f" + b{sub(walk.jay)}"),
        f"  = σ({shifted.sum})",
        f"  = 1 / (1 + e^(−({shifted.after})))",
    )


def _own_bias(walk: Walk) -> str:
    """Tell the chosen Jay's bias, and where his curve turns."""
    bias = _bias(walk)
    return f"b{sub(walk.jay)} = {signed(bias)}: he turns at {number(-bias)}"


def _turning(walk: Walk) -> tuple[str, ...]:
    """Tell where the chosen Jay's curve turns, and what this update makes of it."""
    trace, j = walk.trace, walk.jay
    if not trace.train_biases:
        return (_own_bias(walk), "[dim]an update leaves biases as they are[/]")
    change = change_of(_bias(walk), float(trace.hidden_bias_updates[j]), figures=2)
    return (
        f"b{sub(j)} = {change.before}: he turns at −b",
        f"updated: {change.sum}",
        f"  = {change.after}",
    )


def turning_points(walk: Walk) -> Beat:
    """Not a switch; how steep it is; and where each Jay's own curve turns."""
    trace = walk.trace
    z, h = float(trace.hidden_sums[walk.jay]), float(trace.hidden_outputs[walk.jay])
    steepness = product_of(h, 1 - h)
    turns = 0.0 - trace.hidden_biases
    shape = curve(
        f"{jay(walk)}'s own curve",
        z,
        h,
        bias=_bias(walk),
        reach=FAR if trace.hidden_biases.any() else reach_of(z),
        slope=float(trace.hidden_slopes[walk.jay]),
        alt=f"Jay {walk.jay}'s curve, which turns at z = {number(-_bias(walk))}.",
    )
    wall = signed_wall(walk, "[jay]−b: where each Jay turns[/]", turns, "−b", sweep=True)
    start = "" if trace.hidden_biases.any() else " They start at 0."
    return Beat(
        title="A slope, and each his own",
        story="A switch could not learn: a weight moved a little would change nothing. On a slope "
        "it changes a little what he says: by how steep it is. Each has a [jay]bias[/] b of his "
        f"own, added to z: he turns where z is −b.{start}",
        formula=(
            "how steep: h(1−h)",
            f"  = {steepness.factors[0]} × {steepness.factors[1]} = {steepness.result}",
            *_turning(walk),
        ),
        subject=Subject(f"how steep at {jay(walk)}: h(1−h)", steepness.result, "jay"),
        scene=Scene(compact=row(shape, wall, gap=3), normal=row(shape, wall, gap=6)),
        lit=lit("jay"),
    )


def slope(walk: Walk) -> Beat:
    """Not a switch; how steep it is; and every threshold sits at zero, or where its bias is."""
    if walk.trace.has_biases:
        return turning_points(walk)
    trace = walk.trace
    sums = trace.hidden_sums
    z, h = float(sums[walk.jay]), float(trace.hidden_outputs[walk.jay])
    steepness = product_of(h, 1 - h)
    # As far at least as the curve is seen to bend away from the tangent.
    reach = max(FAR, reach_of(*sums))
    outside = int((np.abs(sums) > reach).sum())
    shape = curve(
        f"how steep at {jay(walk)} ● (line); all {len(sums)} z (dots)",
        z,
        h,
        others=sums,
        reach=reach,
        slope=float(trace.hidden_slopes[walk.jay]),
        alt=f"Every Jay on the curve: from z = {number(float(sums.min()))} "
        f"to z = {number(float(sums.max()))}.",
    )
    return Beat(
        title="A slope, not a switch",
        story="A switch could not learn: a weight moved a little would change nothing. On a slope "
        "it changes a little what he says: by how steep it is, h(1−h). The threshold is z = 0 for "
        "all: no bias (a number added to z) shifts it.",
        formula=(
            f"how steep at {jay(walk)}: h(1−h)",
            f"  = {steepness.factors[0]} × {steepness.factors[1]}",
            f"  = {steepness.result}",
            "[dim]at most ¼, where h = ½[/]",
            f"[dim]{outside} of {len(sums)} {be(outside)} off the chart[/]"
            if outside
            else "[dim]one dot may be several z[/]",
        ),
        subject=Subject(f"how steep at {jay(walk)}: h(1−h)", steepness.result, "jay"),
        scene=_beside(shape),
        lit=lit("jay"),
    )


def all_jays(walk: Walk) -> Beat:
    """All Jays decide at once; beside them those of the network on the other side of training."""
    counterpart = walk.pass_.counterpart
    own, other = own_name(walk), counterpart.name
    said, beside = walk.trace.hidden_outputs, counterpart.trace.hidden_outputs
    walls = row(
        jays_wall(walk, f"[jay]h[/], {own}", sweep=True),
        jays_wall(walk, f"[jay]h[/], {other}", counterpart.trace),
        gap=3,
    )
    more = int((said > 0.5).sum())
    before, after = (said, beside) if counterpart.trained else (beside, said)
    decided = (
        f"Untrained, {_extreme(before) or 'none'} {be(_extreme(before))} near 0 or 1; trained, "
        f"{_extreme(after)}: far out on the curve, where it is flat, their minds made up. "
        if _extreme(after) > _extreme(before)
        else ""
    )
    return Beat(
        title="What all the Jays pass on",
        story=f"Full: a [jay]Jay[/] passes on much. Empty: little. {decided}"
        "[lola]Lola[/] hears only these numbers, not the picture.",
        formula=(
            f"{more} of {len(said)} above ½, {own}",
            f"  {_count(said)}",
            f"{int((beside > 0.5).sum())} of {len(beside)} above ½, {other}",
            f"  {_count(beside)}",
            f"{jay(walk)}: [jay]{number(float(said[walk.jay]))}[/]",
        ),
        subject=Subject(f"of {len(said)} [jay]Jays[/] pass on more than ½", str(more), "jay"),
        scene=Scene(compact=walls, normal=walls),
        lit=lit("jay"),
        travel=("jay", "lola"),
        aside="Where the curve is flat, a Jay hardly learns any more: a small change of a weight "
        "hardly changes what he says. He keeps what he has learned."
        if decided
        else "",
    )


def _count(said: Floats) -> str:
    """Say how many are nearly full and how many nearly empty."""
    return (
        f"{int((said > NEARLY_FULL).sum())} above {NEARLY_FULL}, "
        f"{int((said < NEARLY_EMPTY).sum())} below {NEARLY_EMPTY}"
    )


def _extreme(said: Floats) -> int:
    return int(((said > NEARLY_FULL) | (said < NEARLY_EMPTY)).sum())


ACT = Act(
    id="threshold",
    name="Threshold",
    about="activation function",
    has_asides=True,
    onward=("lab", "practice"),
    beats={
        "curve": trust,
        "decision": decides,
        "slope": slope,
        "listens": listens_for,
        "layer": all_jays,
    },
    computes={
        "decision": ("hidden_outputs",),
        "slope": ("hidden_slopes", "hidden_biases"),
        "layer": ("hidden_outputs",),
    },
    asks={"curve": "passing on half or more"},
    passes_on="decision",
)
