"""The second half of `update`: what telling one digit does to others, at which learning rate."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from scenes.story.acts.common import (
    BECOMES,
    MOST_IN_CAPTION,
    favourite,
    inputs_picture,
    lost_to,
    outputs_bars,
    swept_series,
    thumbnails,
)
from scenes.story.acts.numbered import act_link
from scenes.story.beats import Beat, Question, Subject, lit
from scenes.story.choices import OUTPUT_NODE
from scenes.story.figures import Chart
from scenes.story.half_taught import few_taught
from scenes.story.numbers import number, percent, plain
from scenes.story.passes import LEAST_HARM, SWEPT_RATES
from scenes.story.scene import Scene, row
from scenes.story.walk import Walk

if TYPE_CHECKING:
    from scenes.story.passes import Pass
    from tinynet.sweep import RateSweep

STAYS_SMALL, ITS_NAME = 0.1, "a tenth"
"""Less than this share of an error is next to nothing; and what the share is called."""


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
        few, count_all = few_taught(pass_.data), pass_.epoch_samples
        # Of a set of the reader's own some of every class are taught, and not the first.
        which = f"the first {few}" if classes.are_digits else f"{few}"
        of_all = f"{len(pass_.others[1]):,} {classes.a(most_read)}"
        story = (
            f"Does telling one {thing} harm others? Untrained, the network called {same} of "
            f"{of_all}: little to lose. So for the next beats we take the same, taught "
            f"[rate]{which}[/] of the {count_all:,} {thing}s. It {reads}."
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
        title="Another network: one that can lose" if untaught else "A network that can lose",
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
    other = f"another {name}" if label == pass_.label else classes.a(label)
    this = other if changed else f"this {name}"
    if changed:
        story = (
            f"This network reads your first {first} right: from that it would learn less. So "
            f"for the next beats we tell it [you]{other}[/], which it takes for "
            f"[lola]{classes.a(took)}[/]. The network stays as it is. Will that help the others, "
            "or harm them?"
        )
    else:
        gain = "something" if took != label else "little"
        story = (
            f"From [you]this {name}[/] the network can learn {gain}. The one telling moves "
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
        title=f"{other[0].upper()}{other[1:]}: one it reads wrong"
        if changed
        else f"The same network, {this}",
        story=story,
        formula=(
            f"[rate]{learning.named.called}[/]:",
            f"[lola]Lola {name}[/] says {number(float(learning.trace.outputs[label]))}",
            f"the loudest, [lola]{walk.named(took)}[/]: "
            f"{number(float(learning.trace.outputs[took]))}",
            f"others right: {round(learning.score * len(learning.others[1]))} of "
            f"{len(learning.others[1]):,}",
            f"[do:learning-rate][rate]η[/] = {plain(walk.trace.learning_rate)}[/]",
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
    right_now = int((own.answers[0] == own.labels).sum())
    turns = _turning(sweep, own)
    chart = Chart(
        title="told once, at every [rate]learning rate η[/]",
        series=swept_series("½Σe² of it", "share of others right", sweep),
        x_label="η",
        y_label="",
        marks=(0.01, 0.1, 1.0, 10.0, SWEPT_RATES[-1]),
        logarithmic=True,
        draw=True,
        turn=None if turns is None else (turns, f"[dim]from {plain(turns)} on: fewer right[/]"),
        here=(rate, f"η = {plain(rate)}"),
        spot=None if turns is None else _spot(sweep),
        top=1.0,
        alt=_told_sweep(walk, turns),
    )
    lost, won = (np.flatnonzero(which) for which in _lost_and_won(own))
    gallery = thumbnails(
        walk,
        f"[error]lost at η = {plain(rate)}: {len(lost)}[/]",
        learning.others[0],
        [(int(i), lost_to(walk, own.labels[i], own.answers[0][i])) for i in lost],
        "None was lost.",
        alt=f"{walk.classes.things.capitalize()} that were read right before the update, and are "
        "not after it.",
    )
    its_own, why = _for_itself(learning)
    return Beat(
        title="How much to correct",
        story=f"[you]This {walk.named(label)}[/] told once, at each [rate]η[/]. {its_own} "
        f"{_to_the_others(sweep, turns)} [do:learning-rate]Turn η[/].",
        formula=(
            *why,
            _at_the_highest(walk, sweep),
            "others right, − lost + won:",
            f"  {int(right.sum())} − {len(lost)} + {len(won)} = {right_now}",
        ),
        subject=Subject(
            f"of {len(own.labels):,} others right, told at [rate]η[/] = {plain(rate)}",
            f"{right_now:,}",
            "lola",
        ),
        scene=Scene(
            compact=row(
                replace(chart, series=swept_series("½Σe² of it", "share right", sweep)),
                gallery,
                gap=3,
            ),
            normal=row(chart, gallery, gap=5),
        ),
        lit=lit("speak", "tell"),
        travel=("lola", "you"),
        trace=learning.trace,
        network=learning.named.called,
    )


def _for_itself(learning: Pass) -> tuple[str, tuple[str, ...]]:
    """Say how the digit itself fares at high learning rates, and why as in `meet`, or not so."""
    losses = learning.sweep.losses
    large = np.flatnonzero(losses >= STAYS_SMALL * learning.trace.loss)
    first = int(large[-1]) + 1 if len(large) else 0
    if first < len(SWEPT_RATES):
        return (
            f"From η = {plain(SWEPT_RATES[first])} on less than {ITS_NAME} of its [error]error[/] "
            "is left.",
            (
                f"no overshoot, unlike in {act_link('meet.rate')}:",
                "past 0.99 is hardly any room",
            ),
        )
    best = int(losses.argmin())
    least = f"At {plain(SWEPT_RATES[best])} its [error]error[/] is least"
    if best == len(SWEPT_RATES) - 1:
        return f"{least}.", ()
    as_there = f"above {plain(SWEPT_RATES[best])}: as in {act_link('meet.rate')}"
    return f"{least}; higher, it overshoots.", (as_there,)


def _to_the_others(sweep: RateSweep, turns: float | None) -> str:
    """Say from where on more of the others are lost than won, and whether telling gently helps."""
    if turns is None:
        return "The others hardly change, at any of them."
    words = "But all share the weights. "
    if (kindest := _kindest(sweep)) is not None:
        rate, _, right = kindest
        words += (
            f"Told gently, at {plain(rate)}, it even helps: {right:,} others "
            f"right. From {plain(turns)} on more are lost than won."
        )
    else:
        words += f"From {plain(turns)} on more of the others are lost than won."
    return words


def _at_the_highest(walk: Walk, sweep: RateSweep) -> str:
    """Say what the others are taken for at the highest rate, and so how many of them are right."""
    answers = sweep.answers[-1]
    usual = int(np.bincount(answers).argmax())
    many = int((answers == usual).sum())
    right = int((answers == sweep.labels).sum())
    called = "called " * walk.classes.are_digits + walk.classes.short(usual, MOST_IN_CAPTION)
    of_them = "all" if many == len(answers) else str(many)
    return f"at {plain(sweep.rates[-1])}: {of_them} {called}, {right} right"


def _kindest(sweep: RateSweep) -> tuple[float, float, int] | None:
    """Return the learning rate after which most of the others are right, if it helps any at all.

    With the share of them that is right then, and how many that is.
    """
    best = int(sweep.accuracy.argmax())
    if sweep.accuracy[best] <= sweep.accuracy_before:
        return None
    share = float(sweep.accuracy[best])
    return float(sweep.rates[best]), share, round(share * len(sweep.labels))


def _spot(sweep: RateSweep) -> tuple[float, float, str] | None:
    """Return where that is on a chart of the learning rates, with its words."""
    if (kindest := _kindest(sweep)) is None:
        return None
    rate, share, right = kindest
    return rate, share, f"[you]{plain(rate)}: {right:,} right[/]"


def _lost_and_won(told: RateSweep) -> tuple[np.ndarray, np.ndarray]:
    """Return which others are no longer read right after the first update, and which are now."""
    before, after = told.answers_before == told.labels, told.answers[0] == told.labels
    return before & ~after, ~before & after


def _turning(sweep: RateSweep, own: RateSweep) -> float | None:
    """Return the learning rate from which on more of the others are lost than won.

    One of those that were swept, or the reader's own. None if they hardly lose even at the highest.
    """
    if sweep.accuracy[-1] >= sweep.accuracy_before - LEAST_HARM:
        return None
    rates = np.append(sweep.rates, own.rates)
    order = np.argsort(rates)
    kept = np.flatnonzero(np.append(sweep.accuracy, own.accuracy)[order] >= sweep.accuracy_before)
    first = int(kept[-1]) + 1 if len(kept) else 0
    return float(rates[order][min(first, len(rates) - 1)])


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
    if turns is None:
        return words
    return f"{words} From η = {plain(turns)} on more are lost than won."
