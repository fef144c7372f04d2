"""The second half of act 8: what telling one digit does to the others, at which learning rate."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scenes.story.acts.common import (
    BECOMES,
    favourite,
    inputs_picture,
    outputs_bars,
    thumbnails,
)
from scenes.story.beats import Beat, Question, Subject, lit
from scenes.story.choices import OUTPUT_NODE
from scenes.story.figures import Chart, Scene, Series, row
from scenes.story.numbers import number, percent, plain
from scenes.story.passes import LEAST_HARM, SWEPT_RATES, few_taught
from scenes.story.walk import Walk

if TYPE_CHECKING:
    from scenes.story.passes import Pass
    from tinynet.sweep import RateSweep

STAYS_SMALL = 0.1
"""An error below this share of what it was is called small."""


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


def another_network(walk: Walk) -> Beat:
    """The same digit, through a network that has something to lose."""
    pass_, learning = walk.pass_, walk.pass_.learning
    untaught, classes = pass_.named.untrained, walk.classes
    count, right = len(learning.others[1]), round(learning.score * len(learning.others[1]))
    thing, name = classes.thing, walk.named(pass_.label)
    trace = learning.network.trace(pass_.trace.inputs, pass_.trace.targets)
    took = trace.answer
    reads = f"takes [you]your {name}[/] for [lola]{classes.a(took)}[/]"
    if took == pass_.label:
        reads = f"reads [you]your {name}[/] right"
    if untaught:
        same, most_read = favourite(walk)
        story = (
            f"Could telling one {thing} harm others? Not here: untrained, it calls {same} of "
            f"{len(pass_.others[1]):,} {thing}s {classes.a(most_read)}, and has nothing to lose. "
            "So [bold]to the end of act 9[/] we take the same network after "
            f"[rate]{few_taught(pass_.data)} {thing}s[/]. It {reads}."
        )
    else:
        story = (
            f"Could telling one {thing} harm others? This network reads {right:,} of "
            f"{count:,} other {thing}s right: it has something to lose. It {reads}."
        )
    bars = outputs_bars(
        walk,
        f"[you]your {name}[/]: untrained [dim]┊[/] → taught"
        if untaught
        else f"what each says to [you]your {name}[/]",
        values=trace.outputs,
        before=pass_.trace.outputs if untaught else None,
        before_name="untrained",
        both=untaught,
        targets=trace.targets,
        grow=untaught,
        alt=f"What each Lola of this network says to the first {name}.",
    )
    digit = inputs_picture(walk, f"[you]your {name}[/]", trace=trace, cursor=None)
    says = number(float(trace.outputs[pass_.label]))
    if untaught:
        says = f"{number(float(pass_.trace.outputs[pass_.label]))} → {says}"
    return Beat(
        title=f"The same {name}, another network" if untaught else "A network that can lose",
        story=story,
        formula=(
            f"others right, of {count:,}:",
            *([f"  untrained: {round(pass_.score * count)}"] if untaught else []),
            f"  [rate]{learning.named.called}[/]: {right}",
            f"[lola]Lola {name}[/]: {says}",
        ),
        subject=Subject(f"of {count:,} others are read right", f"{right:,}", "lola"),
        scene=Scene(compact=row(digit, bars, gap=3), normal=row(digit, bars, gap=6)),
        lit=lit("you", "speak", "jay", "tell", "lola", "meant"),
        travel=("you", "lola"),
        chooses=OUTPUT_NODE,
        trace=trace,
        network=learning.named.called,
    )


def taught(walk: Walk) -> Beat:
    """The digit that is told to that network: one that it gets wrong, if there is one."""
    pass_, learning = walk.pass_, walk.pass_.learning
    label, took, changed = learning.label, learning.trace.answer, learning.index != pass_.index
    classes = walk.classes
    first, name = walk.named(pass_.label), walk.named(label)
    this = f"another {name}" if changed else f"this {name}"
    if changed:
        story = (
            f"Your first {first} this network reads right: by telling it there is little to gain. "
            f"So to the end of act 9 we tell it [you]another {name}[/], which it takes for "
            f"[lola]{classes.a(took)}[/]. The network stays as it is. Will that help the others, "
            "or harm them?"
        )
    else:
        gain = "something" if took != label else "little"
        story = (
            f"There is {gain} to gain by telling it [you]this {name}[/]. The one telling moves "
            "weights by which all others are read, too. Will that help the others, or harm them?"
        )
    bars = outputs_bars(
        walk,
        f"what each [lola]Lola[/] says to [you]{this}[/]",
        values=learning.trace.outputs,
        targets=learning.trace.targets,
        alt=f"What each Lola says to {this}, before it is told.",
    )
    digit = inputs_picture(walk, f"[you]{this}[/]", trace=learning.trace, cursor=None)
    before_it = inputs_picture(walk, f"[you]your first {first}[/]", cursor=None, dim=True)
    pictures = (before_it, BECOMES, digit) if changed else (digit,)
    return Beat(
        title=f"The same network, {this}",
        story=story,
        formula=(
            f"[rate]{learning.named.called}[/]:",
            f"[lola]Lola {name}[/] says {number(float(learning.trace.outputs[label]))}",
            f"the loudest, [lola]{walk.named(took)}[/]: "
            f"{number(float(learning.trace.outputs[took]))}",
            f"others right: {round(learning.score * len(learning.others[1]))} of "
            f"{len(learning.others[1]):,}",
            f"[do:learning-rate]the walk's[/] [rate]η[/] = {plain(walk.trace.learning_rate)}",
        ),
        subject=Subject(
            f"[lola]Lola {name}[/] says", number(float(learning.trace.outputs[label])), "lola"
        ),
        scene=Scene(
            compact=row(digit, bars, gap=3),
            normal=row(*pictures, bars, gap=4),
        ),
        lit=lit("you", "speak", "jay", "tell", "lola", "meant"),
        travel=("you", "lola"),
        chooses=OUTPUT_NODE,
        trace=learning.trace,
        network=learning.named.called,
        question=_for_others(walk),
    )


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
        marks=(0.01, 0.1, 1.0, 10.0, SWEPT_RATES[-1]),
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
    best, worst = int(sweep.losses.argmin()), int(sweep.accuracy.argmin())
    harm = (
        f"But all share the weights: from {plain(turns)} on it costs the others; at "
        f"{plain(SWEPT_RATES[worst])} only {percent(float(sweep.accuracy[worst]))} of "
        f"{len(sweep.labels):,} are right."
        if turns is not None
        else "The others hardly change, at any of them."
    )
    return Beat(
        title="How much to correct",
        story=f"[you]This {walk.named(label)}[/] told once, at each [rate]η[/]. At "
        f"{plain(SWEPT_RATES[best])} its error is least{_beyond(learning, best)} {harm} "
        "[do:learning-rate]Turn it[/].",
        formula=(
            "a high [rate]η[/] does two harms:",
            "act 1: it overshot the one told",
            "here: " + ("none is lost" if turns is None else f"others lost, from {plain(turns)}"),
            "others right, − lost + won:",
            f"  {int(right.sum())} − {len(lost)} + {len(won)} = "
            f"{int((own.answers[0] == own.labels).sum())}",
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


def _beyond(learning: Pass, best: int) -> str:
    """Say how the digit itself fares at learning rates above its best, and why not as in act 1."""
    if best == len(SWEPT_RATES) - 1:
        return "."
    highest = float(learning.sweep.losses[best:].max())
    if highest < STAYS_SMALL * learning.trace.loss:
        # Past 0.99 and 0.01 the curve hardly goes on.
        return "; higher, unlike in act 1, it has no room to overshoot."
    return "; higher, it overshoots, as in act 1."


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
        f"{number(float(sweep.losses[best]))}. Of {len(sweep.labels):,} others "
        f"{percent(sweep.accuracy_before)} are read right before, "
        f"{percent(float(sweep.accuracy[-1]))} after an update at "
        f"η = {plain(SWEPT_RATES[-1])}."
    )
    return words if turns is None else f"{words} They lose from η = {plain(turns)} on."
