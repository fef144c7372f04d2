"""The act `update`: every weight moves a little, so that next time the error is smaller."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from scenes.story.acts.common import (
    EQUALS,
    INK,
    PLUS,
    curve,
    extremes,
    jay,
    lola,
    lola_labels,
    pixel,
    signed_wall,
)
from scenes.story.acts.factors import her_change, his_change, to_her, to_him
from scenes.story.acts.harm import for_itself, how_much, taught
from scenes.story.acts.told import told
from scenes.story.arithmetic import Change, change_of
from scenes.story.beats import Act, Beat, Question, Subject, lit
from scenes.story.choices import HIDDEN_NODE, INPUT_NODE
from scenes.story.figures import Bars, Floats, Picture, Reading, Scale, Sign, Table
from scenes.story.numbers import decimals, number, signed
from scenes.story.scene import Scene, column, row
from scenes.story.walk import Walk


def _bias_line(walk: Walk, delta: str, update: float) -> tuple[str, ...]:
    """Tell the change of a bias, where biases are learned: the same, with 1 for what came in."""
    if not walk.trace.train_biases:
        return ()
    return (f"Δb = [rate]η[/]·{delta} = {signed(update, decimals(update, 2))}",)


LONGEST_SUM = 30
"""Characters of an addition that fit a line of the formula on the smallest screen."""
MUCH = 0.2
"""A change of this share of the largest weight is no longer called small."""


def _rise_or_fall(walk: Walk) -> Question | None:
    """Ask which way the weight from the chosen Jay to the chosen Lola goes."""
    change = float(walk.trace.output_updates[walk.lola, walk.jay])
    e = float(walk.trace.output_errors[walk.lola])
    if change == 0:
        return None
    return Question(
        f"will the weight {jay(walk)}→{lola(walk)} rise or fall?",
        ("rise", "fall"),
        0 if change > 0 else 1,
        f"her error is {signed(e, decimals(e, 1))}: she should hear "
        f"{'more' if e > 0 else 'less'}, so it {'rises' if change > 0 else 'falls'}.",
    )


def which_way(walk: Walk) -> Beat:
    """One weight Jay to Lola, before its change is shown."""
    trace, j, k = walk.trace, walk.jay, walk.lola
    e = float(trace.output_errors[k])
    weights = trace.hidden_output[k]
    wall = signed_wall(walk, f"[tell]v[/]: all Jays to {lola(walk)}", weights, "v")
    lola_name = f"Lola {walk.named(k)}"
    facts = Table(
        title=f"{jay(walk)} → {lola(walk)}",
        header=("", "now"),
        rows=(
            ("[tell]weight v[/]", signed(float(weights[j]), 4)),
            ("[jay]he passed on h[/]", number(float(trace.hidden_outputs[j]))),
            ("[error]her error e[/]", signed(e)),
        ),
        alt="The weight and what went along it.",
    )
    gap = Bars(
        title="[error]her error[/]: the gap [error]╍[/]",
        labels=(lola_labels(walk)[k],),
        values=trace.outputs[[k]],
        targets=trace.targets[[k]],
        gap=True,
        alt=f"What {lola_name} says, and what was intended.",
    )
    on_her_curve = curve(
        "[lola]what she hears, and says[/]",
        float(trace.output_sums[k]),
        float(trace.outputs[k]),
        bias=float(trace.output_biases[k]),
        term="lola",
    )
    return Beat(
        title="One weight, Jay to Lola",
        story=f"Take how seriously {jay(walk)} speaks to {lola(walk)}. He passed on "
        f"{number(float(trace.hidden_outputs[j]))}, and her error is {signed(e)}. Next time the "
        "error should be smaller, by moving this weight just a little. But which way?",
        formula=(
            "[error]e[/] above 0: she should hear more",
            "[error]e[/] below 0: less",
            "[jay]h[/] is never below 0",
            f"[tell]v[/] now: {signed(float(weights[j]), 4)}",
        ),
        subject=Subject(
            f"[tell]v[/] from {jay(walk)} to {lola(walk)}", signed(float(weights[j]), 4)
        ),
        scene=Scene(
            compact=row(wall, column(facts, gap), gap=4),
            normal=row(wall, column(facts, gap), gap=8),
            large=(row(wall, column(replace(facts, tight=True), gap, on_her_curve), gap=8),),
            projected=row(wall, gap, gap=8),
        ),
        lit=lit("jay", "tell", "lola"),
        travel=("lola", "jay"),
        chooses=HIDDEN_NODE,
        question=_rise_or_fall(walk),
    )


def _so_it_moves(walk: Walk) -> str:
    """Answer what was asked a beat before, with the reason."""
    e, change = (
        float(each[walk.lola])
        for each in (walk.trace.output_errors, walk.trace.output_updates[:, walk.jay])
    )
    if change == 0:
        return ""
    hear, moves = ("more", "rises") if e > 0 else ("less", "falls")
    return f"She should hear {hear}: it {moves}. "


def factors(walk: Walk) -> Beat:
    """Every factor of its change, then before and after."""
    change, moved = to_her(walk), her_change(walk)
    return Beat(
        title="Every factor of its change",
        story=f"{_so_it_moves(walk)}Its change Δv, the [rate]update[/], is a product of four: how "
        "much we correct ([rate]learning rate[/]), how wrong [lola]she[/] was, "
        "how easily she is moved (her slope), how much [jay]he[/] passed on.",
        formula=(
            "Δ[tell]v[/] = [rate]η[/] · [error]e[/] · y(1−y) · [jay]h[/]",
            f"  = {change.result.value}",
            "[tell]v[/] ← [tell]v[/] + Δ[tell]v[/]   [dim]←: becomes[/]",
            f"her slope y(1−y), at y = {number(float(walk.trace.outputs[walk.lola]))}",
            *(
                _bias_line(
                    walk, "[error]e[/]·y(1−y)", float(walk.trace.output_bias_updates[walk.lola])
                )
                or ("[dim]if one is small, [tell]v[/] hardly moves[/]",)
            ),
        ),
        subject=Subject(f"the new [tell]v[/], {jay(walk)} to {lola(walk)}", moved.after),
        scene=Scene(compact=change, normal=change),
        lit=lit("jay", "tell", "lola"),
        travel=("lola", "jay"),
    )


def yours(walk: Walk) -> Beat:
    """One of your weights to Jay: the same with his blame."""
    change, moved = to_him(walk), his_change(walk)
    where = Picture(
        title=f"[you]where {walk.pixel} is[/]",
        values=walk.pictured(walk.trace.inputs),
        scale=INK,
        cursor=walk.pixel,
        readings=(Reading("x", walk.trace.inputs, 4),),
        alt=f"Pixel {walk.pixel} in the {walk.classes.thing}.",
    )
    return Beat(
        title="One of your weights to Jay",
        story=f"The same one layer earlier, for {pixel(walk)}: now the error is {jay(walk)}'s "
        "share of the [error]blame[/], E. It was worked out with the [tell]old weights[/] to the "
        "Lolas: first all the blame, then all the changes.",
        formula=(
            "Δ[speak]w[/] = [rate]η[/] · [error]E[/] · h(1−h) · [you]x[/]",
            f"  = {change.result.value}",
            "[speak]w[/] ← [speak]w[/] + Δ[speak]w[/]",
            f"his slope h(1−h), at h = {number(float(walk.trace.hidden_outputs[walk.jay]))}",
            *_bias_line(
                walk, "[error]E[/]·h(1−h)", float(walk.trace.hidden_bias_updates[walk.jay])
            ),
        ),
        subject=Subject(f"the new [speak]w[/], {pixel(walk)} to {jay(walk)}", moved.after),
        scene=Scene(compact=change, normal=row(where, change, gap=4)),
        lit=lit("you", "speak", "jay"),
        travel=("jay", "you"),
        chooses=INPUT_NODE,
    )


def pictures(walk: Walk) -> Beat:
    """All 784 of one Jay's weights: before, change, after."""
    trace, j = walk.trace, walk.jay
    before, change = trace.input_hidden[j], trace.hidden_updates[j]
    after = trace.input_hidden_after[j]
    parts = _pictures_added(walk, before, change, after)
    one = change_of(float(before[walk.pixel]), float(change[walk.pixel]), figures=2)
    less = trace.hidden_errors[j] < 0
    largest = float(change[np.abs(change).argmax()])
    small = abs(largest) < MUCH * float(np.abs(before).max())
    return Beat(
        title=f"All of Jay {j}'s weights",
        story=f"All {walk.inputs} at once. The change is the {walk.classes.thing} itself, "
        + (
            "[hue:any]in |[/][hue:negative]blue|below 0[/] (−): he is to hear less"
            if less
            else "[hue:any]in |[/][hue:positive]orange|above 0[/] (+): he is to hear more"
        )
        + " where there is ink. "
        + (
            "It is on a finer scale, or you would not see it: one telling changes a weight "
            "only a little."
            if small
            else "At this learning rate one telling changes the weights a great deal."
        ),
        formula=(
            f"{pixel(walk)}, [you][hue:you]green|marked[/][/]:",
            *_sum_lines(one),
            f"  = {one.after}",
            f"largest [rate]Δ[/] {signed(largest, decimals(largest))}",
        ),
        subject=Subject(f"the new [speak]w[/], {pixel(walk)} to {jay(walk)}", one.after),
        scene=Scene(compact=row(*parts, gap=1), normal=row(*parts, gap=3)),
        lit=lit("you", "speak", "jay"),
        travel=("jay", "you"),
        chooses=HIDDEN_NODE,
    )


def _pictures_added(
    walk: Walk, before: Floats, change: Floats, after: Floats
) -> tuple[Picture | Sign, ...]:
    """A picture of the weights, one of their change, and of what they come to."""

    def picture(title: str, values: Floats, **more: Any) -> Picture:
        return Picture(
            title=title,
            values=walk.pictured(values),
            cursor=walk.pixel,
            inked=walk.inked,
            readings=(
                Reading("before", before, 5),
                Reading("Δ", change, 5),
                Reading("after", after, 5),
            ),
            alt=extremes(values, "pixel"),
            **more,
        )

    scale = Scale.around(before, after)
    return (
        picture("[speak]before[/]", before, scale=scale),
        PLUS,
        picture("[rate]change[/]", change, scale=Scale.around(change), sweep=True),
        EQUALS,
        picture("[speak]after[/]", after, scale=scale, before=walk.pictured(before)),
    )


def _sum_lines(change: Change) -> tuple[str, ...]:
    """Print before and change, on two lines where one would be too long."""
    if len(change.sum) <= LONGEST_SUM:
        return (change.sum,)
    return (change.before, f"  {change.sum[len(change.before) + 1 :]}")


ACT = Act(
    id="update",
    name="Update",
    about="learning rate",
    onward=("train", "code"),
    beats={
        "direction": which_way,
        "factors": factors,
        "inputs": yours,
        "weights": pictures,
        "told": told,
        "taught": taught,
        "itself": for_itself,
        "rate": how_much,
    },
    computes={
        "factors": ("output_deltas", "hidden_output", "output_biases"),
        "inputs": ("hidden_deltas", "input_hidden", "hidden_biases"),
        "weights": ("hidden_deltas", "input_hidden"),
        "told": ("hidden_output", "input_hidden"),
        "taught": ("outputs",),
        "itself": ("hidden_output", "input_hidden"),
        "rate": ("hidden_output", "input_hidden"),
    },
    asks={"direction": "the weight to her", "taught": "the others, told once"},
)
