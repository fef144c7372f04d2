"""The beat of `update` that looks at what it did as a whole: to what was told, and to the others.

All earlier beats of the act follow one weight, or those of one Jay.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from scenes.story.acts.common import (
    MOST_IN_CAPTION,
    brief_lola,
    inputs_picture,
    loss_digits,
    outputs_bars,
)
from scenes.story.acts.tellings import NEARLY_ALL
from scenes.story.arithmetic import difference_of
from scenes.story.beats import Beat, Subject, lit
from scenes.story.choices import OUTPUT_NODE
from scenes.story.figures import Table
from scenes.story.markup import plain as unmarked
from scenes.story.numbers import number, plain
from scenes.story.passes import TEST_SET
from scenes.story.scene import Scene, row
from scenes.story.walk import Walk

LONGEST_LINE, MOST_LINES = 31, 5
"""Characters of the formula that fit a line on the smallest screen, and lines."""


class Others(NamedTuple):
    """What the others are taken for, before the telling and after it."""

    of: int
    """How many there are."""
    usual_before: int
    """The class that most of them are taken for."""
    usual: int
    as_before: tuple[int, int]
    """How many are taken for ``usual_before``, before and after."""
    as_after: tuple[int, int]
    """How many are taken for ``usual``, before and after."""
    right: tuple[int, int]
    alike: int
    """How many are of the class of what is told."""


def others_of(walk: Walk) -> Others:
    """Count what the others are taken for."""
    once = walk.pass_.told_once
    before, after = once.answers_before, once.answers[0]
    usual_before, usual = (int(np.bincount(answers).argmax()) for answers in (before, after))

    def taken_for(label: int) -> tuple[int, int]:
        return int((before == label).sum()), int((after == label).sum())

    return Others(
        len(once.labels),
        usual_before,
        usual,
        taken_for(usual_before),
        taken_for(usual),
        (int((before == once.labels).sum()), int((after == once.labels).sum())),
        int((once.labels == walk.pass_.label).sum()),
    )


def told(walk: Walk) -> Beat:
    """The same network, told this once: its answer, its error and the others, before and after."""
    trace, label, others = walk.trace, walk.pass_.label, others_of(walk)
    name, now = walk.named(label), int(trace.outputs_after.argmax())
    moved = difference_of(float(trace.outputs_after[label]), float(trace.outputs[label]))
    fine = loss_digits(trace)
    bars = outputs_bars(
        walk,
        f"[you]your {name}[/], told once: before [dim]┊[/] → after",
        values=trace.outputs_after,
        before=trace.outputs,
        both=True,
        targets=trace.targets,
        grow=True,
        alt="What each Lola said before the update, and says after it.",
    )
    table = _table(walk, others)
    digit = inputs_picture(walk, f"[you]your {name}[/]", cursor=None)
    return Beat(
        title=f"What it did for your {name}",
        story=f"Now all {trace.input_hidden.size + trace.hidden_output.size:,} weights have moved "
        f"so. Your {name}, told once, {_of_it(walk, now)} {_of_others(walk, others)}",
        formula=tuple(
            [
                *_lines(f"{brief_lola(walk, label)}: {moved.subtrahend}", f"→ {moved.minuend}"),
                f"½Σ[error]e²[/]: {number(trace.loss, fine)} → {number(trace.loss_after, fine)}",
                f"others right: {others.right[0]:,} → {others.right[1]:,}",
                f"[do:learning-rate][rate]η[/] = {plain(trace.learning_rate)}[/]",
                *_trial(walk),
            ][:MOST_LINES]
        ),
        subject=Subject(f"[lola]Lola {name}[/], after", moved.minuend, "lola"),
        scene=Scene(
            compact=row(bars, table, gap=3),
            normal=row(digit, bars, table, gap=4),
        ),
        lit=lit("you", "speak", "jay", "tell", "lola", "meant"),
        travel=("you", "lola"),
        chooses=OUTPUT_NODE,
        now_heard=now,
    )


def _trial(walk: Walk) -> tuple[str, ...]:
    """Say of what is kept for testing that it is told only to see what a telling does."""
    if walk.pass_.of != TEST_SET:
        return ()
    return ("[dim]tried only here, then undone[/]",)


def _lines(before: str, after: str) -> tuple[str, ...]:
    """Write both on a line, or on two where one would be too long on the smallest screen."""
    if len(unmarked(f"{before} {after}")) <= LONGEST_LINE:
        return (f"{before} {after}",)
    return before, f"  {after}"


def _table(walk: Walk, others: Others) -> Table:
    """The others: what most of them are taken for, and how many are right."""
    labels = dict.fromkeys((others.usual_before, others.usual))
    counts = {others.usual_before: others.as_before, others.usual: others.as_after}
    rows = [
        (f"called {walk.classes.short(k, MOST_IN_CAPTION)}", *(f"{n:,}" for n in counts[k]))
        for k in labels
    ]
    return Table(
        title=f"{others.of:,} other {walk.classes.things}",
        header=("", "before", "after"),
        rows=(*rows, ("[you]read right[/]", *(f"[you]{n:,}[/]" for n in others.right))),
        reveal=True,
        tight=True,
        alt=f"What most other {walk.classes.things} are taken for, and how many are read right.",
    )


def _of_it(walk: Walk, now: int) -> str:
    """Say what it was taken for and is, and where its error went."""
    trace, classes = walk.trace, walk.classes
    said = trace.answer
    right = now == walk.pass_.label
    if said != now:
        heard = f"turned from [lola]{classes.a(said)}[/] to [lola]{classes.a(now)}[/]"
    else:
        heard = f"is {'' if right else 'still '}heard as [lola]{classes.a(now)}[/]"
        heard += ", as before" if right else ""
    fine = loss_digits(trace)
    before, after = (number(each, fine) for each in (trace.loss, trace.loss_after))
    if before == after:
        return f"{heard}; its [error]error[/] hardly moves."
    fell = trace.loss_after < trace.loss
    return f"{heard}; its [error]error[/] {'fell' if fell else 'grew: it overshot'}."


def _of_others(walk: Walk, others: Others) -> str:
    """Say, honestly, what that did to the others, which were not told."""
    classes, label = walk.classes, walk.pass_.label
    before, after = others.right
    share = others.as_after[1] / others.of
    if others.usual == label and share >= NEARLY_ALL and others.as_after[0] < others.as_after[1]:
        many = "all" if others.as_after[1] == others.of else f"{others.as_after[1]:,} of"
        alike = f"{others.alike:,} of them {walk.named(label)}{'s' * classes.are_digits}"
        return (
            f"But {many} {others.of:,} others, {alike}, are called {classes.a(label)} now: it has "
            "learned to say that, whatever it sees."
        )
    if before == after:
        return f"Of {others.of:,} others as many are right as before, {after:,}."
    more = "more" if after > before else "fewer"
    return f"Of {others.of:,} others {more} are right: {before:,} before, {after:,} now."
