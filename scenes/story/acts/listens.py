"""A beat of `threshold`: what a trained Jay listens for, and so what he passes on of others."""

from __future__ import annotations

import numpy as np

from scenes.story.acts.common import (
    LONGEST_LABEL,
    MOST_IN_CAPTION,
    apart,
    outline_of,
    same_place,
    weights_picture,
)
from scenes.story.beats import Beat, Subject, lit
from scenes.story.figures import Bars, Floats
from scenes.story.late import dataclass
from scenes.story.nouns import kinds_of
from scenes.story.numbers import number, percent
from scenes.story.scene import Scene, row
from scenes.story.walk import Walk
from tinynet import Trace
from tinynet.mnist import EMPTY_INPUT

MOST_MEAN_DIGITS = 6
"""Decimals of what he passes on of others."""
MOST_TOLD_APART = 2
"""So few classes are named."""


@dataclass(frozen=True, eq=False)
class _Heard:
    """What a trained Jay passes on of the other test digits: the mean of each class."""

    means: Floats
    """(classes,); not a number where there is none of a class."""
    inked: Floats
    """(classes,): the share of a class's ink that his weights above 0 take."""
    own: float
    """What he passes on of the walk's own."""
    own_inked: float
    """The share of its ink."""
    trace: Trace
    """The walk's own sample in the trained network."""
    place: int
    """Which of its Jays he is."""

    @property
    def ends(self) -> tuple[int, int]:
        """The classes at which he passes on most, and least."""
        return int(np.nanargmax(self.means)), int(np.nanargmin(self.means))

    @property
    def digits(self) -> int:
        """Decimals that print the two differently, if few do."""
        most, least = (float(self.means[k]) for k in self.ends)
        return min(apart(most, least) or 3, MOST_MEAN_DIGITS)

    @property
    def fewer(self) -> list[int]:
        """Those on one side of one half, at their mean: the side with fewer of them."""
        sides = np.flatnonzero(self.means > 0.5), np.flatnonzero(self.means <= 0.5)
        return min(sides, key=len).tolist()


def _heard_of_others(walk: Walk) -> _Heard:
    """Return what the Jay after training passes on of others."""
    trained = walk.pass_.counterpart.trained
    trace = walk.pass_.counterpart.trace if trained else walk.trace
    place = same_place(walk, trace)
    inputs, labels = walk.pass_.others
    passed = walk.pass_.passed_on_after[:, place]
    ink, above = inputs - EMPTY_INPUT, trace.input_hidden[place] > 0
    own = walk.trace.inputs - EMPTY_INPUT
    count = len(walk.classes)

    def of_each_class(values: Floats) -> Floats:
        return np.asarray(np.bincount(labels, values, count), dtype=float)

    counts, inks = of_each_class(np.ones(len(labels))), of_each_class(ink.sum(axis=1))
    return _Heard(
        means=np.where(counts > 0, of_each_class(passed) / np.maximum(counts, 1), np.nan),
        inked=of_each_class(ink[:, above].sum(axis=1)) / np.maximum(inks, EMPTY_INPUT),
        own=float(trace.hidden_outputs[place]),
        own_inked=float(own[above].sum() / max(own.sum(), EMPTY_INPUT)),
        trace=trace,
        place=place,
    )


def listens_for(walk: Walk) -> Beat:
    """What a trained Jay passes on of others, by his weights: what he tells apart."""
    heard, trained_beside = _heard_of_others(walk), walk.pass_.counterpart.trained
    bars = _heard_bars(walk, heard)
    weights = weights_picture(
        walk,
        # Short: on the smallest screen the scale stands behind it.
        "[speak]w[/], trained",
        heard.trace,
        cursor=None,
        # The digit is outlined: what he hears of it is seen.
        linked=outline_of(walk.pictured(walk.trace.inputs)),
    )
    named = walk.classes.short(walk.pass_.label, MOST_IN_CAPTION)
    return Beat(
        title="What a trained Jay listens for",
        story=f"[jay]Jay {heard.place}[/] after [bold]training[/]: {_told_apart(walk, heard)}. "
        f"{_one_of_many(walk)}",
        formula=(
            "ink on [positive][hue:positive]orange|w above 0[/][/] → [jay]passed on[/]",
            *(
                f"  {_brief(walk, k)}: {percent(heard.inked[k], 0)} → "
                f"[jay]{number(heard.means[k], heard.digits)}[/]"
                for k in heard.ends
            ),
            f"[you]your {named}[/]{', outlined' * walk.classes.are_digits}: "
            f"{percent(heard.own_inked, 0)} → [jay]{number(heard.own)}[/]",
            f"[dim]means of {len(walk.pass_.others[1]):,} other {walk.classes.things}[/]",
        ),
        subject=Subject(f"[jay]passed on[/] of [you]your {named}[/]", number(heard.own), "jay"),
        scene=Scene(compact=row(weights, bars, gap=3), normal=row(weights, bars, gap=6)),
        lit=lit("you", "speak", "jay"),
        trace=heard.trace if trained_beside and heard.place == walk.jay else None,
        network=walk.pass_.counterpart.name if trained_beside else "",
        aside="Nobody told him what to listen for: training found it."
        + " [do:another-jay]Another Jay[/] listens for something else."
        * (len(walk.trace.hidden_sums) > 1),
    )


def _told_apart(walk: Walk, heard: _Heard) -> str:
    """Say which he tells from the rest, as he passes on little at some and much at others."""
    few = heard.fewer
    if not few:
        most, least = (_brief(walk, k) for k in heard.ends)
        if np.nanmax(heard.means) > 0.5:
            return f"he passes on much of every {walk.classes.kind}, least of {least}"
        return f"he passes on little of any {walk.classes.kind}, most of {most}"
    if len(few) > MOST_TOLD_APART:
        return f"he passes on much of some {walk.classes.things}, little of others"
    names = " and ".join(_brief(walk, k) for k in few)
    if heard.means[few[0]] > 0.5:
        return f"he passes on much of {names} and little of all others: he tells {names} from them"
    # Only where it is so: weights differ in size, too, and not only in their signs.
    misses = ", whose ink mostly misses his shape" if heard.inked[few].max() < 0.5 else ""
    return (
        f"he passes on much of all but {names}{misses}. So he tells {names} from the rest, no more"
    )


def _brief(walk: Walk, label: int) -> str:
    """Name a class with its article where there is little room: of those with names, cut."""
    if walk.classes.are_digits:
        return walk.classes.a(label)
    return walk.classes.short(label, MOST_IN_CAPTION)


def _one_of_many(walk: Walk) -> str:
    """Say that one Jay tells little."""
    count = len(walk.trace.hidden_sums)
    if count == 1:
        return ""
    kinds = kinds_of(walk.classes)
    return f"Only all {count:,} [jay]Jays[/] together tell {kinds} apart."


def _heard_bars(walk: Walk, heard: _Heard) -> Bars:
    """What the Jay after training passes on of others, a bar for each class."""
    return Bars(
        title=f"[jay]passed on[/], the mean of each {walk.classes.kind}",
        labels=tuple(
            f"[you]{walk.classes.short(k, LONGEST_LABEL)}[/]" for k in range(len(heard.means))
        ),
        values=heard.means,
        digits=heard.digits,
        first=heard.ends,
        term="jay",
        alt=f"What the trained Jay passes on of {len(walk.pass_.others[1]):,} others, by "
        f"{walk.classes.kind}.",
    )
