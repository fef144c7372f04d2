"""The second half of `update`: what telling one digit does to others, at which learning rate."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from scenes.story.acts.common import (
    BECOMES,
    MOST_IN_CAPTION,
    errors_swept,
    inputs_picture,
    loss_digits,
    lost_to,
    others_swept,
    outputs_bars,
    thumbnails,
)
from scenes.story.acts.numbered import act_link
from scenes.story.acts.told import LONGEST_LINE
from scenes.story.beats import Beat, Question, Subject, lit
from scenes.story.choices import OUTPUT_NODE
from scenes.story.figures import Chart
from scenes.story.half_taught import few_taught
from scenes.story.markup import plain as unmarked
from scenes.story.numbers import number, percent, plain
from scenes.story.passes import LEAST_HARM, SWEPT_RATES
from scenes.story.scene import Scene, column, row
from scenes.story.walk import Walk

if TYPE_CHECKING:
    from scenes.story.passes import Pass
    from tinynet.sweep import RateSweep

RATES, RATE_MARKS = "η, each step × 10", (0.01, 0.1, 1.0, 10.0)
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


def taught(walk: Walk) -> Beat:
    """A network that has something to lose, and a digit that it gets wrong, if there is one."""
    pass_, learning, classes = walk.pass_, walk.pass_.learning, walk.classes
    label, took, changed = learning.label, learning.trace.answer, learning.index != pass_.index
    first, name = walk.named(pass_.label), walk.named(label)
    other = f"another {name}" if label == pass_.label else classes.a(label)
    this = other if changed else f"this {name}"
    bars = outputs_bars(
        walk,
        f"what each [lola]Lola[/] says to [you]{this}[/]",
        values=learning.trace.outputs,
        targets=learning.trace.targets,
        alt=f"What each Lola of this network says to {this}, before it is told.",
    )
    digit = inputs_picture(walk, f"[you]{this}[/]", trace=learning.trace, cursor=None)
    before_it = inputs_picture(walk, f"[you]your first {first}[/]", cursor=None, dim=True)
    pictures = (before_it, BECOMES, digit) if changed else (digit,)
    said = number(float(learning.trace.outputs[label]))
    return Beat(
        title=f"{_network_then(walk)}, {this}",
        story=f"Does telling one harm others? {_which_network(walk)}"
        + (
            f", and [you]{other}[/], which it takes for [lola]{classes.a(took)}[/]. (Your first "
            "it reads right.)"
            if changed
            else f". It {'reads' if took == label else 'takes'} [you]this {name}[/] "
            + ("right." if took == label else f"for [lola]{classes.a(took)}[/].")
        ),
        formula=(
            *_right_now(walk),
            f"[lola]Lola {name}[/] says {said}",
            f"the loudest, [lola]{walk.named(took)}[/]: "
            f"{number(float(learning.trace.outputs[took]))}",
        ),
        subject=Subject(f"[lola]Lola {name}[/] says", said, "lola"),
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


def _network_then(walk: Walk) -> str:
    """Name in a title the network that has something to lose: the same, somewhat later."""
    if not walk.pass_.named.untrained:
        return "This network"
    return f"{few_taught(walk.pass_.data)} {walk.classes.things} later"


def _which_network(walk: Walk) -> str:
    """Say which network has something to lose, and why not the one before."""
    pass_, classes = walk.pass_, walk.classes
    if not pass_.named.untrained:
        return "This network has something to lose"
    few, count_all = few_taught(pass_.data), pass_.epoch_samples
    # Of a set of the reader's own some of every class are taught, and not the first.
    which = f"the first {few}" if classes.are_digits else f"{few}"
    return (
        "Untrained, it has little to lose. So now the same network after "
        f"[rate]{which}[/] of {count_all:,}, each told once"
    )


def _right_now(walk: Walk) -> tuple[str, ...]:
    """Say how many of the others this network reads right, and how many the one before."""
    pass_, learning = walk.pass_, walk.pass_.learning
    count = len(learning.others[1])
    right = round(learning.score * count)
    if not pass_.named.untrained:
        return (f"others right: {right:,} of {count:,}",)
    return (
        f"others right, of {count:,}:",
        f"  untrained: {round(pass_.score * count):,}",
        f"  [rate]{learning.named.called}[/]: {right:,}",
    )


def for_itself(walk: Walk) -> Beat:
    """The learning rate, for the digit that is told: the higher, the less of its error is left."""
    learning, rate = walk.pass_.learning, walk.trace.learning_rate
    label, own, fine = walk.named(learning.label), learning.told_once, loss_digits(learning.trace)
    chart = _own_chart(walk, fine)
    digit = inputs_picture(walk, f"[you]this {label}[/]", trace=learning.trace, cursor=None)
    its_own, why = _of_itself(learning)
    return Beat(
        title=f"How much to correct, for this {label}",
        story=f"[you]This {label}[/] told once, with a small [rate]learning rate η[/] or a large "
        f"one. {its_own} [do:learning-rate]Turn η[/].",
        formula=(
            _change_at(learning, fine),
            _least(learning),
            *why,
        ),
        subject=Subject(
            f"½Σ[error]e²[/], told at [rate]η[/] = {plain(rate)}",
            number(float(own.losses[0]), fine),
            "error",
        ),
        scene=Scene(
            compact=row(chart, digit, gap=3),
            normal=row(chart, digit, gap=5),
        ),
        lit=lit("speak", "tell"),
        travel=("lola", "you"),
        trace=learning.trace,
        network=learning.named.called,
    )


def _own_chart(walk: Walk, fine: int) -> Chart:
    """What is left of the error of the digit that is told, at every learning rate."""
    learning, rate = walk.pass_.learning, walk.trace.learning_rate
    before = learning.trace.loss
    return Chart(
        title=f"[you]this {walk.named(learning.label)}[/] told once, at every [rate]η[/]",
        series=errors_swept(learning.sweep),
        x_label=RATES,
        y_label="½Σe² left",
        marks=RATE_MARKS,
        logarithmic=True,
        draw=True,
        here=(rate, f"η = {plain(rate)}"),
        compared=(before, f"[dim]before: {number(before, fine)}[/]"),
        alt=_own_error(walk),
    )


def how_much(walk: Walk) -> Beat:
    """The learning rate: where it helps this digit, and from where on it costs the others."""
    learning, rate = walk.pass_.learning, walk.trace.learning_rate
    sweep, own = learning.sweep, learning.told_once
    right = own.answers_before == own.labels
    right_now = int((own.answers[0] == own.labels).sum())
    turns = _turning(sweep, own)
    chart = Chart(
        title="[you]others right[/] at every [rate]learning rate η[/]",
        series=others_swept(sweep),
        x_label=RATES,
        y_label=f"of {len(own.labels):,}",
        marks=RATE_MARKS,
        logarithmic=True,
        draw=True,
        turn=None if turns is None else (turns, f"[dim]from {plain(turns)} on: fewer right[/]"),
        here=(rate, f"η = {plain(rate)}"),
        compared=(float(right.sum()), f"[dim]before: {int(right.sum()):,}[/]"),
        spot=None if turns is None else _spot(sweep),
        top=_round_count(max(int(right.sum()), round(sweep.accuracy.max() * len(own.labels)))),
        counts=True,
        alt=_sweep_in_words(walk, turns),
    )
    # One above the other, over the same axis: where this one gains nothing more, others still lose.
    own_chart = replace(_own_chart(walk, loss_digits(learning.trace)), draw=False)
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
    return Beat(
        title="How much to correct, for the others",
        story=f"{_to_the_others(sweep, turns)}{_in_turn(walk, own, turns)}",
        formula=(
            f"others right at [rate]η[/] = {plain(rate)}:",
            f"  {int(right.sum())} − {len(lost)} + {len(won)} = {right_now}",
            "  before − lost + won",
            _at_the_highest(walk, sweep),
            f"[do:learning-rate][rate]η[/] = {plain(rate)}[/]",
        ),
        subject=Subject(
            f"of {len(own.labels):,} others right, told at [rate]η[/] = {plain(rate)}",
            f"{right_now:,}",
            "lola",
        ),
        scene=Scene(
            compact=row(chart, gallery, gap=3),
            normal=row(column(own_chart, chart), gallery, gap=5),
            projected=row(chart, gallery, gap=5),
        ),
        lit=lit("speak", "tell"),
        travel=("lola", "you"),
        trace=learning.trace,
        network=learning.named.called,
    )


def _change_at(learning: Pass, fine: int) -> str:
    """Print its error before and after, and at which learning rate if a line has room for it."""
    before, after = (
        number(float(e), fine) for e in (learning.trace.loss, *learning.told_once.losses)
    )
    moved = f"½Σ[error]e²[/]: {before} → {after}"
    full = f"{moved} at [rate]η[/] = {plain(learning.trace.learning_rate)}"
    return full if len(unmarked(full)) <= LONGEST_LINE else moved


def _round_count(most: int) -> float:
    """Return a round number, no smaller, for an axis to end with."""
    step = 10 ** (len(str(most)) - 1)
    return float(-(-most // step) * step)


def _least(learning: Pass) -> str:
    """Say at which of the learning rates that were tried least of its error is left."""
    losses = learning.sweep.losses
    best = int(losses.argmin())
    return f"least at [rate]η[/] = {plain(SWEPT_RATES[best])}: {number(losses[best], 4)}"


def _of_itself(learning: Pass) -> tuple[str, tuple[str, ...]]:
    """Say how the digit itself fares at high learning rates, and whether that is as in `meet`."""
    losses = learning.sweep.losses
    large = np.flatnonzero(losses >= STAYS_SMALL * learning.trace.loss)
    first = int(large[-1]) + 1 if len(large) else 0
    if first < len(SWEPT_RATES):
        return (
            "For it alone almost any large one will do: from η = "
            f"{plain(SWEPT_RATES[first])} on less than {ITS_NAME} of its [error]error[/] is left. "
            "Whom that costs comes next.",
            (
                f"[dim]no swinging past, as in {act_link('meet.rate')}:[/]",
                f"[dim]{number(float(learning.trace.targets.max()), 2)} is meant, and the curve[/]",
                "[dim]ends at 1[/]",
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
    words = "The others go by the same weights. "
    if turns is None:
        return f"{words}They hardly change, at any η."
    if (kindest := _kindest(sweep)) is not None:
        rate, right = kindest
        words += f"Told gently, at {plain(rate)}, it even helps: {right:,} right. "
    return f"{words}From {plain(turns)} on more are lost than won."


def _in_turn(walk: Walk, own: RateSweep, turns: float | None) -> str:
    """Say why the learning rate is no mistake where it costs some of the others."""
    if turns is None or own.accuracy[0] >= own.accuracy_before:
        return ""
    return (
        f" {plain(walk.trace.learning_rate)} costs some, too: the others have to be told in turn."
    )


def _at_the_highest(walk: Walk, sweep: RateSweep) -> str:
    """Say what the others are taken for at the highest rate, and so how many of them are right."""
    answers = sweep.answers[-1]
    usual = int(np.bincount(answers).argmax())
    many = int((answers == usual).sum())
    right = int((answers == sweep.labels).sum())
    called = "called " * walk.classes.are_digits + walk.classes.short(usual, MOST_IN_CAPTION)
    of_them = "all" if many == len(answers) else str(many)
    return f"at {plain(sweep.rates[-1])}: {of_them} {called}, {right} right"


def _kindest(sweep: RateSweep) -> tuple[float, int] | None:
    """Return the learning rate after which most of the others are right, if it helps any at all.

    With how many that is.
    """
    best = int(sweep.accuracy.argmax())
    if sweep.accuracy[best] <= sweep.accuracy_before:
        return None
    return float(sweep.rates[best]), round(float(sweep.accuracy[best]) * len(sweep.labels))


def _spot(sweep: RateSweep) -> tuple[float, float, str] | None:
    """Return where that is on a chart of the learning rates, with its words."""
    if (kindest := _kindest(sweep)) is None:
        return None
    rate, right = kindest
    return rate, float(right), f"[you]{plain(rate)}: {right:,} right[/]"


def _lost_and_won(once: RateSweep) -> tuple[np.ndarray, np.ndarray]:
    """Return which others are no longer read right after the first update, and which are now."""
    before, after = once.answers_before == once.labels, once.answers[0] == once.labels
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


def _own_error(walk: Walk) -> str:
    """Tell in words what becomes of its own error."""
    sweep = walk.pass_.learning.sweep
    best = int(sweep.losses.argmin())
    return (
        f"The {walk.classes.thing}'s own error is least at η = {plain(SWEPT_RATES[best])}, "
        f"{number(float(sweep.losses[best]))}."
    )


def _sweep_in_words(walk: Walk, turns: float | None) -> str:
    """Tell the picture of the learning rates in words."""
    sweep = walk.pass_.learning.sweep
    words = (
        f"Of {len(sweep.labels):,} others "
        f"{percent(sweep.accuracy_before)} are read right before, "
        f"{percent(float(sweep.accuracy[-1]))} after an update at "
        f"η = {plain(SWEPT_RATES[-1])}."
    )
    if turns is None:
        return words
    return f"{words} From η = {plain(turns)} on more are lost than won."
