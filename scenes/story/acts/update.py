"""Act 8: every weight moves a little, so that next time the error is smaller."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from scenes.story.acts.common import (
    BECOMES,
    EQUALS,
    INK,
    PLUS,
    extremes,
    favourite,
    inputs_picture,
    jay,
    lola,
    pixel,
    signed_wall,
    thumbnails,
)
from scenes.story.acts.factors import her_change, his_change, to_her, to_him
from scenes.story.beats import Act, Beat, Question, Subject, lit
from scenes.story.choices import HIDDEN_NODE, INPUT_NODE, OUTPUT_NODE
from scenes.story.figures import (
    Chart,
    Floats,
    Picture,
    Reading,
    Scale,
    Scene,
    Series,
    Table,
    row,
)
from scenes.story.numbers import (
    Change,
    change_of,
    decimals,
    number,
    percent,
    plain,
    signed,
)
from scenes.story.passes import LEAST_HARM, SWEPT_RATES, few_taught
from scenes.story.walk import Walk

if TYPE_CHECKING:
    from tinynet.sweep import RateSweep


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


def _for_others(walk: Walk) -> Question:
    """Ask what one telling at the walk's own rate does to the others, which comes next."""
    learning = walk.pass_.learning
    before, after = learning.told_once.accuracy_before, float(learning.told_once.accuracy[0])
    return Question(
        f"tell it this {walk.named(learning.label)} once: other {walk.classes.things} read right?",
        ("more", "fewer", "as many"),
        0 if after > before else 1 if after < before else 2,
        f"of {len(learning.told_once.labels):,} other {walk.classes.things} {percent(before)} were "
        "right before, "
        f"{percent(after)} are after.",
    )


def which_way(walk: Walk) -> Beat:
    """One weight Jay to Lola, before its change is shown."""
    trace, j, k = walk.trace, walk.jay, walk.lola
    e = float(trace.output_errors[k])
    weights = trace.hidden_output[k]
    wall = signed_wall(walk, f"[tell]v[/]: all Jays to {lola(walk)}", weights, "v")
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
    return Beat(
        title="One weight, Jay to Lola",
        story=f"Take how seriously {jay(walk)} speaks to {lola(walk)}. He passed on "
        f"{number(float(trace.hidden_outputs[j]))}, and her error is {signed(e)}. Next time the "
        "error should be smaller, by moving this weight just a little. But which way?",
        formula=(
            "what changes with what:",
            "[error]e[/] above 0: she should hear more",
            "[jay]h[/] is never below 0",
            f"[tell]v[/] now: {signed(float(weights[j]), 4)}",
        ),
        subject=Subject(
            f"[tell]v[/] from {jay(walk)} to {lola(walk)}", signed(float(weights[j]), 4)
        ),
        scene=Scene(compact=row(wall, facts, gap=4), normal=row(wall, facts, gap=8)),
        lit=lit("jay", "tell", "lola"),
        travel=("lola", "jay"),
        chooses=HIDDEN_NODE,
        question=_rise_or_fall(walk),
    )


def factors(walk: Walk) -> Beat:
    """Every factor of its change, then before and after."""
    change, told = to_her(walk), her_change(walk)
    return Beat(
        title="Every factor of its change",
        story="The change is a product of four: how much we correct ([rate]learning rate[/]), how "
        "wrong [lola]she[/] was, how easily she is moved, and how much [jay]he[/] passed on. If "
        "any of them is small, the weight hardly moves.",
        formula=(
            "Δ[tell]v[/] = [rate]η[/] · [error]e[/] · y(1−y) · [jay]h[/]",
            f"  = {change.result.value}",
            "[tell]v[/] ← [tell]v[/] + Δ[tell]v[/]",
            f"y(1−y) at y = {number(float(walk.trace.outputs[walk.lola]))}",
            *_bias_line(
                walk, "[error]e[/]·y(1−y)", float(walk.trace.output_bias_updates[walk.lola])
            ),
        ),
        subject=Subject(f"the new [tell]v[/], {jay(walk)} to {lola(walk)}", told.after),
        scene=Scene(compact=change, normal=change),
        lit=lit("jay", "tell", "lola"),
        travel=("lola", "jay"),
    )


def yours(walk: Walk) -> Beat:
    """One of your weights to Jay: the same with his blame."""
    change, told = to_him(walk), his_change(walk)
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
            *_bias_line(
                walk, "[error]E[/]·h(1−h)", float(walk.trace.hidden_bias_updates[walk.jay])
            ),
        ),
        subject=Subject(f"the new [speak]w[/], {pixel(walk)} to {jay(walk)}", told.after),
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
    scale = Scale.around(before, after)

    def picture(title: str, values: Floats, **more: Any) -> Picture:
        return Picture(
            title=title,
            values=walk.pictured(values),
            cursor=walk.pixel,
            readings=(
                Reading("before", before, 5),
                Reading("Δ", change, 5),
                Reading("after", after, 5),
            ),
            alt=extremes(values, "pixel"),
            **more,
        )

    changes = Scale.around(change)
    parts = (
        picture("[speak]before[/]", before, scale=scale),
        PLUS,
        picture("[rate]change[/]", change, scale=changes, sweep=True),
        EQUALS,
        picture("[speak]after[/]", after, scale=scale, before=walk.pictured(before)),
    )
    one = change_of(float(before[walk.pixel]), float(change[walk.pixel]), figures=2)
    less = trace.hidden_errors[j] < 0
    largest = float(change[np.abs(change).argmax()])
    small = abs(largest) < MUCH * float(np.abs(before).max())
    return Beat(
        title=f"All of Jay {j}'s weights",
        story=f"All {walk.inputs} at once. The change is the {walk.classes.thing} itself, "
        + ("in blue (−): he is to hear less" if less else "in orange (+): he is to hear more")
        + " where there is ink. "
        + (
            "It is on a finer colour scale, or you would not see it: one telling changes a weight "
            "only a little."
            if small
            else "At this learning rate one telling changes the weights a great deal."
        ),
        formula=(
            f"{pixel(walk)}, before and change:",
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


def _sum_lines(change: Change) -> tuple[str, ...]:
    """Print before and change, on two lines where one would be too long."""
    if len(change.sum) <= LONGEST_SUM:
        return (change.sum,)
    return (change.before, f"  {change.sum[len(change.before) + 1 :]}")


def taught(walk: Walk) -> Beat:
    """Another network, and the digit that it gets wrong: one that has something to lose."""
    pass_, learning = walk.pass_, walk.pass_.learning
    label, took, changed = learning.label, learning.trace.answer, learning.index != pass_.index
    count, right = len(learning.others[1]), round(learning.score * len(learning.others[1]))
    classes = walk.classes
    thing, name = classes.thing, classes.names[label]
    this = f"another {name}" if changed else f"this {name}"
    wrong = f"takes {this} for [lola]{classes.a(took)}[/]"
    if took == label:
        wrong = f"reads {this} right, too"
    if pass_.named.untrained:
        same, most_read = favourite(walk)
        story = (
            f"Could telling one {thing} harm others? Not here: untrained, it calls {same} of "
            f"{len(pass_.others[1]):,} {thing}s {classes.a(most_read)}, and has nothing to lose. "
            "So "
            "[bold]to the end of act 9[/] we take the same network after "
            f"[rate]{few_taught(pass_.data)} {thing}s[/]. It {wrong}."
        )
    else:
        story = (
            f"Could telling one {thing} harm others? This network reads {right:,} of "
            f"{count:,} other {thing}s right: something to lose. It {wrong}"
            + (": something to gain." if took != label else ".")
            + (" [bold]To the end of act 9[/] we tell it that one." if changed else "")
        )
    names = ["untrained"] if pass_.named.untrained else []
    before = [str(round(pass_.score * count))] if names else []
    table = Table(
        title="what they read" if names else "what it reads",
        header=("", *names, learning.named.called),
        rows=(
            (f"right, of {count:,}", *before, str(right)),
            *(
                (
                    f"{name} as",
                    *([f"[lola]{own}[/]"] if names else []),
                    f"[lola]{now}[/]",
                )
                for name, own, now in _read_by_both(walk)
            ),
        ),
        alt="The network so far and the one from here on.",
    )
    digit = inputs_picture(
        walk, f"[you]{this if changed else classes.a(label)}[/]", trace=learning.trace, cursor=None
    )
    before_it = inputs_picture(walk, f"[you]{classes.a(label)}, so far[/]", cursor=None, dim=True)
    pictures = (before_it, BECOMES, digit) if changed else (digit,)
    which = "Another network" if pass_.named.untrained else "The same network"
    return Beat(
        title=f"{which}, {this}",
        story=story,
        formula=(
            f"[rate]{learning.named.called}[/]:",
            f"others right: {right} of {count:,}",
            f"[lola]Lola {name}[/] says {number(float(learning.trace.outputs[label]))}",
            f"the loudest, [lola]{took}[/]: {number(float(learning.trace.outputs[took]))}",
            f"[do:learning-rate]the walk's[/] [rate]η[/] = {plain(walk.trace.learning_rate)}",
        ),
        subject=Subject(f"of {count:,} others are read right", f"{right:,}", "lola"),
        scene=Scene(
            compact=row(digit, table, gap=4),
            normal=row(*pictures, table, gap=4),
        ),
        lit=lit("you", "speak", "jay", "tell", "lola", "meant"),
        travel=("you", "lola"),
        chooses=OUTPUT_NODE,
        trace=learning.trace,
        network=learning.named.called,
        question=_for_others(walk),
    )


def _read_by_both(walk: Walk) -> list[tuple[str, int, int]]:
    """Return for the walk's digit and the one told from here on: what each network takes it for."""
    pass_, learning = walk.pass_, walk.pass_.learning
    told = {f"this {pass_.label}": pass_.trace.inputs}
    if learning.index != pass_.index:
        told = {
            f"the first {pass_.label}": pass_.trace.inputs,
            f"this {learning.label}": learning.trace.inputs,
        }
    return [
        (
            name,
            int(pass_.network.query(inputs).argmax()),
            int(learning.network.query(inputs).argmax()),
        )
        for name, inputs in told.items()
    ]


def how_much(walk: Walk) -> Beat:
    """The learning rate: where it helps this digit, and from where on it costs the others."""
    learning, rate = walk.pass_.learning, walk.trace.learning_rate
    sweep, own, label = learning.sweep, learning.told_once, learning.label
    right = own.answers_before == own.labels
    turns = _turning(sweep)
    chart = Chart(
        title="told once, at every [rate]learning rate η[/]",
        series=(
            Series("½Σe² of it", SWEPT_RATES, sweep.losses.tolist(), "error", "line"),
            Series("others right", SWEPT_RATES, sweep.accuracy.tolist(), "you", "line"),
        ),
        x_label="η",
        y_label="0 to 1",
        marks=(0.01, 0.1, 1.0, 10.0),
        logarithmic=True,
        draw=True,
        turn=None if turns is None else (turns, f"[dim]from {plain(turns)} on: a cost[/]"),
        here=(rate, f"η = {plain(rate)}"),
        top=1.0,
        alt=_told_sweep(walk, turns),
    )
    lost, won = (np.flatnonzero(which) for which in _lost_and_won(own))
    gallery = thumbnails(
        walk,
        f"[error]lost at η = {plain(rate)}: {len(lost)}[/]",
        learning.others[0],
        [(int(i), f"[you]{own.labels[i]}[/]: now {own.answers[0][i]}") for i in lost],
        "None was lost.",
        alt=f"{walk.classes.things.capitalize()} that were read right before the update, and are "
        "not after it.",
    )
    best = SWEPT_RATES[int(sweep.losses.argmin())]
    worst = int(sweep.accuracy.argmin())
    harm = (
        f"But the same weights serve all: from {plain(turns)} on it begins to cost the others, at "
        f"{plain(SWEPT_RATES[worst])} only {percent(float(sweep.accuracy[worst]))} are read right."
        if turns is not None
        else "The others hardly change."
    )
    return Beat(
        title="How much to correct",
        story=f"[you]This {walk.named(label)}[/] told once, at each [rate]η[/]. Too small: nothing "
        "moves. At "
        f"{plain(best)} its error is least. {harm} [do:learning-rate]Turn it[/].",
        formula=(
            "[tell]v[/] ← [tell]v[/] + [rate]η[/] · [error]e[/]·y(1−y) · [jay]h[/]",
            "[speak]w[/] ← [speak]w[/] + [rate]η[/] · [error]E[/]·h(1−h) · [you]x[/]",
            "others right at the walk's [rate]η[/]:",
            f"  {int(right.sum())} − {len(lost)} + {len(won)}",
            f"  = {int((own.answers[0] == own.labels).sum())}   [dim]− lost, + won[/]",
        ),
        subject=Subject(
            f"of {len(own.labels):,} others right, told at [rate]η[/] = {plain(rate)}",
            f"{int((own.answers[0] == own.labels).sum()):,}",
            "lola",
        ),
        scene=Scene(
            compact=row(chart, gallery, gap=3),
            normal=row(chart, gallery, gap=5),
        ),
        lit=lit("speak", "tell"),
        travel=("lola", "you"),
        trace=learning.trace,
        network=learning.named.called,
    )


def _lost_and_won(told: RateSweep) -> tuple[np.ndarray, np.ndarray]:
    """Return which others are no longer read right after the first update, and which are now."""
    before, after = told.answers_before == told.labels, told.answers[0] == told.labels
    return before & ~after, ~before & after


def _turning(sweep: RateSweep) -> float | None:
    """Return the learning rate from which on the others lose, if they do at the highest."""
    harmed = sweep.accuracy < sweep.accuracy_before - LEAST_HARM
    if not harmed[-1]:
        return None
    unharmed = np.flatnonzero(~harmed)
    return float(sweep.rates[int(unharmed[-1]) + 1 if len(unharmed) else 0])


def _told_sweep(walk: Walk, turns: float | None) -> str:
    """Tell the picture of the learning rates in words."""
    sweep = walk.pass_.learning.sweep
    best = int(sweep.losses.argmin())
    words = (
        f"The {walk.classes.thing}'s own error is least at η = {plain(SWEPT_RATES[best])}, "
        f"{number(float(sweep.losses[best]))}. Of the others {percent(sweep.accuracy_before)} are "
        f"read right before, {percent(float(sweep.accuracy[-1]))} after an update at "
        f"η = {plain(SWEPT_RATES[-1])}."
    )
    return words if turns is None else f"{words} They lose from η = {plain(turns)} on."


ACT = Act(
    id="update",
    name="Update",
    about="learning rate",
    beats={
        "direction": which_way,
        "factors": factors,
        "inputs": yours,
        "weights": pictures,
        "taught": taught,
        "rate": how_much,
    },
    computes={
        "factors": ("output_deltas", "hidden_output", "output_biases"),
        "inputs": ("hidden_deltas", "input_hidden", "hidden_biases"),
        "weights": ("hidden_deltas", "input_hidden"),
        "taught": ("outputs",),
        "rate": ("hidden_output", "input_hidden"),
    },
    asks={"direction": "the weight to her", "taught": "the others, told once"},
)
