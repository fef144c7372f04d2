"""What `again` says of telling one digit again and again: how its error went, and who it cost."""

from __future__ import annotations

from scenes.story.acts.common import apart, times
from scenes.story.beats import Question
from scenes.story.numbers import be, decimals, number, percent
from scenes.story.passes import TELLINGS
from scenes.story.walk import Walk

NEARLY_NOTHING = 0.05
"""Less than this share of the error is called nearly vanished."""
KNOWN = 0.01
"""With less error than this a network is said to know a digit."""
NEARLY_ALL = 0.95
MOSTLY_KEPT = 0.9
"""With a larger share of the others still read right, nearly all are."""
FAST = 2.0
"""A first fall of so many average ones is called fast."""
LAST = TELLINGS[-1]


def in_the_end(walk: Walk) -> Question | None:
    """Ask where fifty tellings take the error."""
    before, after = map(float, walk.pass_.learning.retold.losses[[0, -1]])
    digits = apart(before, after, _digits_of(walk))
    if digits is None:
        return None
    if after < NEARLY_NOTHING * before:
        answer = 2
        moral = f"1/{round(before / after):,} of it is left" if after else "none of it is left"
    elif after < before:
        answer, moral = 1, f"{percent(after / before)} of it are left"
    else:
        answer, moral = 0, "it overshoots"
    return Question(
        f"{LAST} tellings: what will the error do?",
        ("grow", "fall a bit", "nearly vanish"),
        answer,
        f"½Σe² goes from {number(before, digits)} to {number(after, digits)}: {moral}.",
    )


def for_others(walk: Walk) -> Question:
    """Ask how many of the others that were read right still are after fifty tellings."""
    retold = walk.pass_.learning.retold
    right = round(retold.score(0) * len(retold.labels))
    kept = right - len(retold.lost)
    share = kept / right if right else 1.0
    return Question(
        f"{times(LAST)}: how many others stay right?",
        ("nearly all", "most", "few"),
        0 if share > MOSTLY_KEPT else 1 if share > 0.5 else 2,
        f"{kept} of the {right} others that were read right still {be(kept)}.",
    )


def loss_after(walk: Walk, tellings: int) -> str:
    """Print ½ Σ e² after so many tellings, to three figures of what it was at first."""
    return number(float(walk.pass_.learning.retold.losses[tellings]), _digits_of(walk))


def _digits_of(walk: Walk) -> int:
    return decimals(float(walk.pass_.learning.retold.losses[0]), 3, least=4)


def how_it_fell(walk: Walk) -> str:
    """Say how the error went, from the tellings' own numbers."""
    losses = walk.pass_.learning.retold.losses
    first, total = losses[0] - losses[1], losses[0] - losses[-1]
    soon = (losses[1] - losses[5]) / 4
    if total <= 0:
        return "But at this learning rate the [error]error[/] does not fall: it overshoots."
    if losses[0] < KNOWN:
        return "There was little to correct, and each telling takes a little of that away."
    if first > NEARLY_ALL * total:
        return "One telling took nearly all of the [error]error[/] away; the rest find little left."
    if first < soon:
        return "The [error]error[/] falls slowly at first, then faster, as more get moving."
    if first > FAST * total / LAST:
        return (
            "At first a telling takes much of the [error]error[/] away, later ones less and less, "
            "as there is less to correct."
        )
    return "At this learning rate the [error]error[/] falls only a little each time."
