"""What an answer to a step says: right, as far as it goes, or wrong and by which mistake.

An answer is right if the numbers as they are shown can give it, rounded as it is. One that a usual
mistake rounds to as well is not called right: a digit more will tell the two apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from scenes.story.practice.answers import Answer
from scenes.story.practice.calculation import Calculation
from scenes.story.practice.mistakes import MISTAKES, ROUNDING, Mistake, Slip
from scenes.story.practice.parts import made_in, part_of

ROUGH = 0.05
"""Half a unit of the last digit, as a share of the result: two significant figures are enough."""
SHARP = 0.005
"""Likewise of a wrong answer: with less than three figures it is not told what was done."""
NEAR = 0.02
"""An answer off by no more than this share of the result is called near."""


class Verdict(StrEnum):
    """What an answer is."""

    RIGHT = "right"
    COARSE = "coarse"
    """Right as far as it goes; but with so few digits a mistake would give the same."""
    WRONG = "wrong"
    """By one usual mistake, which is named."""
    AMBIGUOUS = "ambiguous"
    """By one of several mistakes that give the same."""
    UNKNOWN = "unknown"
    """Wrong, by none of the usual mistakes."""


@dataclass(frozen=True, eq=False)
class Diagnosis:
    """What an answer is, by which mistakes, and what is said of it, marked up."""

    verdict: Verdict
    words: str
    mistakes: tuple[Mistake, ...] = ()
    part: Calculation | None = None
    """A part of the step that will tell which of several mistakes it was."""
    otherwise: str = ""
    """What is said once that part is right: which mistake is left, marked up."""


@lru_cache(maxsize=64)
def slips_of(step: Calculation) -> tuple[tuple[Mistake, Slip], ...]:
    """Return all that can go wrong in a step and gives another result than the right one."""
    return tuple(
        (mistake, slip)
        for mistake in MISTAKES
        for slip in mistake.slips(step)
        if not step.spread.meets(slip.spread.low, slip.spread.high)
    )


def diagnose(step: Calculation, answer: Answer) -> Diagnosis:
    """Say what an answer to a step is."""
    if step.spread.meets(answer.value, answer.value):
        return Diagnosis(Verdict.RIGHT, "[you]✓ Right.[/]")
    found = [
        (mistake, slip)
        for mistake, slip in slips_of(step)
        if slip.spread.meets(answer.low, answer.high)
    ]
    if step.spread.meets(answer.low, answer.high):
        fine = answer.half <= ROUGH * abs(step.value)
        # Who rounds to so few digits in the end may as well have done so before.
        if fine and all(mistake is ROUNDING for mistake, _ in found):
            return Diagnosis(Verdict.RIGHT, "[you]✓ Right.[/]")
        return Diagnosis(
            Verdict.COARSE,
            "[rate]As far as it goes.[/] With so few digits it cannot be told from a mistake: "
            "give one digit more.",
        )
    return _wrong(step, answer, found)


def _wrong(step: Calculation, answer: Answer, found: list[tuple[Mistake, Slip]]) -> Diagnosis:
    mistakes = tuple(dict.fromkeys(mistake for mistake, _ in found))
    sentences = list(dict.fromkeys(slip.words for _, slip in found))
    if not found:
        return Diagnosis(Verdict.UNKNOWN, _unknown(step, answer))
    if len(sentences) == 1:
        return Diagnosis(Verdict.WRONG, f"[error]✗[/] {sentences[0]}", mistakes)
    if len(mistakes) == 1 and answer.half <= SHARP * abs(answer.value):
        # One mistake, made at one of several places.
        return Diagnosis(Verdict.WRONG, f"[error]✗[/] {_either(sentences)}", mistakes)
    if answer.half > SHARP * abs(answer.value):
        words = "[error]✗[/] Several mistakes round to this: give one digit more, and it is told."
        return Diagnosis(Verdict.AMBIGUOUS, words, mistakes)
    words = f"[error]✗[/] {_either(sentences)}"
    term = next((slip.term for _, slip in found if slip.term is not None), None)
    part = part_of(step, term)
    if part is None:
        more = "The next hint, or the working, will tell."
        return Diagnosis(Verdict.AMBIGUOUS, f"{words} {more}", mistakes)
    elsewhere = dict.fromkeys(
        slip.words for mistake, slip in found if not made_in(part, mistake, slip, term)
    )
    more = f"One step more will tell: {part.asked[0].lower()}{part.asked[1:]}?"
    return Diagnosis(
        Verdict.AMBIGUOUS, f"{words} {more}", mistakes, part, _once_right(list(elsewhere))
    )


def _either(sentences: list[str]) -> str:
    """Say that it may be one thing or another, the first two of them."""
    first, second = sentences[:2]
    others = f" (Or {len(sentences) - 2} more.)" if len(sentences) > 2 else ""
    return f"This can come about in two ways. {first} Or: {second}{others}"


def _once_right(left: list[str]) -> str:
    """Say which mistakes are left of several, once a part has come out right."""
    if not left:
        return "You know this part: take it into the whole like that."
    if len(left) == 1:
        return f"So it was not there. {left[0]}"
    return f"So it was not there. {_either(left)}"


def _unknown(step: Calculation, answer: Answer) -> str:
    """Say what can be said without giving the result away."""
    if step.value * answer.value < 0:
        return "[error]✗[/] Not so; the sign is the other one. None of the usual mistakes gives it."
    if abs(answer.value - step.value) <= NEAR * abs(step.value):
        return "[error]✗[/] Near, but not within the rounding of what is shown: keep all digits."
    size = "too large" if abs(answer.value) > abs(step.value) else "too small"
    return f"[error]✗[/] Not so: its size is {size}. None of the usual mistakes gives just this."
