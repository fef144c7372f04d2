"""The exercise worked out: its sections in the order they are told."""

from __future__ import annotations

from decimal import localcontext

from scenes.story.homework.again import again, new_error
from scenes.story.homework.backwards import BACKWARDS
from scenes.story.homework.check import check
from scenes.story.homework.exercise import Exercise
from scenes.story.homework.forwards import FORWARDS, given, how_wrong
from scenes.story.homework.sections import Section

PRECISION = 80
"""Figures of the arithmetic that looks for digits: any product of two floats, exactly."""


def sections_of(exercise: Exercise) -> tuple[Section, ...]:
    """Work the exercise out, from what is given to the check of the gradient."""
    trace, after = exercise.trace, exercise.after
    with localcontext() as context:
        context.prec = PRECISION
        return (
            given(exercise),
            *(step(trace) for step in FORWARDS),
            how_wrong(trace),
            *(step(trace) for step in BACKWARDS),
            *(again(step(after)) for step in FORWARDS),
            new_error(trace, after),
            check(exercise),
        )
