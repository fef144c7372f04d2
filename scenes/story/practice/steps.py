"""The steps of a pass: every number of it, each from those before it, in the order of the way.

Each is made by a function of its own from the pass and the node it is of, so that the walk asks
for just one. Which other numbers may be taken by mistake is known here, where the rows and columns
are.
"""

from __future__ import annotations

from collections.abc import Callable

from scenes.story.practice.backwards import Backwards
from scenes.story.practice.calculation import LEAST_DIGITS, Calculation
from scenes.story.practice.forwards import Forwards
from scenes.story.practice.mistakes import MISTAKES, ROUNDING
from tinynet import Trace

MOST_DIGITS = 9
"""Significant figures beyond which nobody is asked to work."""


class Steps(Forwards, Backwards):
    """Makes the steps of one pass, their numbers shown with so many figures."""


def steps_of(trace: Trace, after: Trace, digits: int = LEAST_DIGITS) -> tuple[Calculation, ...]:
    """Return every step of a pass, its update, and the same pass again with the new weights."""
    steps = Steps(trace, digits)
    return (*steps.forwards(), *steps.backwards(), *Steps(after, digits, again=True).forwards())


def hidden_mistakes(step: Calculation) -> int:
    """Count what can go wrong in a step and gives no other number than the right one.

    Rounding too early is not counted: who rounds may be lucky.
    """
    return sum(
        step.spread.meets(slip.spread.low, slip.spread.high)
        for mistake in MISTAKES
        if mistake is not ROUNDING
        for slip in mistake.slips(step)
    )


def sharp(make: Callable[[int], Calculation]) -> Calculation:
    """Make a step, with the fewest figures with which every mistake that can be told is told."""
    best = make(LEAST_DIGITS)
    for digits in range(LEAST_DIGITS + 1, MOST_DIGITS + 1):
        if not hidden_mistakes(best):
            break
        step = make(digits)
        if hidden_mistakes(step) < hidden_mistakes(best):
            best = step
    return best
