"""The figures of `weighted-sum`: what a trained Jay passes on of others, and whom he knows."""

from __future__ import annotations

import numpy as np

from scenes.story.acts.common import LONGEST_LABEL, MOST_IN_CAPTION, apart, same_place
from scenes.story.figures import Bars, Floats
from scenes.story.late import dataclass
from scenes.story.walk import Walk
from tinynet import sigmoid
from tinynet.mnist import EMPTY_INPUT

MOST_MEAN_DIGITS = 6
"""Decimals of what he passes on of others."""
MOST_TOLD_APART = 2
"""So few classes are named."""


@dataclass(frozen=True, eq=False)
class Heard:
    """What a trained Jay passes on of the other test digits: the mean of each class."""

    means: Floats
    """(classes,); not a number where there is none of a class."""
    inked: Floats
    """(classes,): the share of a class's ink that his weights above 0 take."""
    own: float
    """What he passes on of the walk's own."""
    own_inked: float
    """The share of its ink."""

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


def heard_of_others(walk: Walk) -> Heard:
    """Return what the Jay after training passes on of others."""
    trained = walk.pass_.counterpart.trained
    network = walk.pass_.training.after if trained else walk.pass_.network
    trace = walk.pass_.counterpart.trace if trained else walk.trace
    place = same_place(walk, trace)
    inputs, labels = walk.pass_.others
    passed = sigmoid(inputs @ network.input_hidden[place] + network.hidden_biases[place])
    ink, above = inputs - EMPTY_INPUT, network.input_hidden[place] > 0
    own = walk.trace.inputs - EMPTY_INPUT
    count = len(walk.classes)

    def of_each_class(values: Floats) -> Floats:
        return np.asarray(np.bincount(labels, values, count), dtype=float)

    counts, inks = of_each_class(np.ones(len(labels))), of_each_class(ink.sum(axis=1))
    return Heard(
        means=np.where(counts > 0, of_each_class(passed) / np.maximum(counts, 1), np.nan),
        inked=of_each_class(ink[:, above].sum(axis=1)) / np.maximum(inks, EMPTY_INPUT),
        own=float(trace.hidden_outputs[place]),
        own_inked=float(own[above].sum() / max(own.sum(), EMPTY_INPUT)),
    )


def told_apart(walk: Walk, heard: Heard) -> str:
    """Say which he tells from the rest, as he passes on little at some and much at others."""
    few = heard.fewer
    if not few:
        return ""
    if len(few) > MOST_TOLD_APART:
        return ": he passes on much at some, little at others"
    told = " and ".join(brief_class(walk, k) for k in few)
    # Only where it is so: weights differ in size, too, and not only in their signs. Where there is
    # another Jay to be told of, there is no room.
    misses = (
        walk.pass_.counterpart.same_start
        and heard.means[few[0]] <= 0.5
        and heard.inked[few].max() < 0.5
    )
    return f": it tells {told}{', whose ink mostly misses it,' if misses else ''} from the rest"


def brief_class(walk: Walk, label: int) -> str:
    """Name a class with its article where there is little room: of those with names, cut."""
    if walk.classes.are_digits:
        return walk.classes.a(label)
    return walk.classes.short(label, MOST_IN_CAPTION)


def heard_bars(walk: Walk, heard: Heard) -> Bars:
    """What the Jay after training passes on of others, a bar for each class."""
    return Bars(
        title="mean passed on, trained",
        labels=tuple(
            f"[you]{walk.classes.short(k, LONGEST_LABEL)}[/]" for k in range(len(heard.means))
        ),
        values=heard.means,
        digits=heard.digits,
        first=heard.ends,
        tight=True,
        term="jay",
        alt=f"What the trained Jay passes on of {len(walk.pass_.others[1]):,} others, by "
        f"{walk.classes.kind}.",
    )
