"""Answers graded: each right, wrong with its mistake named, or missing; with follow-through.

A number that is right given the wrong one it was worked out from counts as right: a mistake is
counted once, where it was made.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from scenes.story.limits import LimitError
from scenes.story.practice.answers import Answer, read_answer
from scenes.story.practice.calculation import Calculation, Operand, Operands
from scenes.story.practice.diagnosis import SHARP, Diagnosis, Verdict, diagnose
from scenes.story.practice.mistakes import Mistake
from scenes.story.practice.sheets import steps_in
from scenes.story.practice.turned_in import TurnedIn


class Grade(StrEnum):
    """What an answer is worth."""

    RIGHT = "right"
    FOLLOWS = "right given an earlier wrong number"
    COARSE = "too few digits to tell"
    WRONG = "wrong"
    UNREADABLE = "not a number"
    MISSING = "missing"

    @property
    def counts(self) -> bool:
        """Whether it counts as right."""
        return self in (Grade.RIGHT, Grade.FOLLOWS)


@dataclass(frozen=True, eq=False)
class Graded:
    """One answer: to which step, what was written, and what it is."""

    step: Calculation
    typed: str
    grade: Grade
    words: str = ""
    """What is said of it, marked up; empty for a right one."""
    mistakes: tuple[Mistake, ...] = ()
    """What it came of: none if it is right, or none of the usual ones; several if that is open."""


@dataclass(frozen=True, eq=False)
class Report:
    """All answers of one student."""

    source: str
    student: str
    graded: tuple[Graded, ...]

    def count(self, *grades: Grade) -> int:
        """Return how many answers are one of these."""
        return sum(one.grade in grades for one in self.graded)

    @property
    def right(self) -> int:
        """Return how many count as right."""
        return sum(one.grade.counts for one in self.graded)


@dataclass(frozen=True)
class Frequency:
    """How often a mistake was made, and by how many."""

    title: str
    times: int
    students: int


@dataclass(frozen=True, eq=False)
class ClassSummary:
    """A class: every student's report, and what went wrong how often."""

    reports: tuple[Report, ...]

    @cached_property
    def mistakes(self) -> tuple[Frequency, ...]:
        """Each mistake that was made, the most frequent first."""
        made: dict[str, list[str]] = {}
        for report in self.reports:
            for one in report.graded:
                if one.grade is Grade.WRONG:
                    made.setdefault(_title(one.mistakes), []).append(report.source)
        found = [Frequency(title, len(by), len(set(by))) for title, by in made.items()]
        return tuple(sorted(found, key=lambda one: (-one.students, -one.times, one.title)))


SEVERAL, NONE = "one of several mistakes", "none of the usual mistakes"


def _title(mistakes: Sequence[Mistake]) -> str:
    if not mistakes:
        return NONE
    return mistakes[0].title if len(mistakes) == 1 else SEVERAL


def grade(turned_in: TurnedIn) -> Report:
    """Grade what a student turned in."""
    own: dict[str, _Own] = {}
    graded = []
    for step in steps_in(turned_in.exercise):
        one, answer = _graded(step, turned_in.answers.get(step.id, ""), own)
        graded.append(one)
        if answer is not None:
            own[step.id] = _Own(answer, one.grade is Grade.RIGHT)
    return Report(turned_in.source, turned_in.student, tuple(graded))


@dataclass(frozen=True)
class _Own:
    """A student's own number, and whether it is the right one."""

    answer: Answer
    right: bool


def _graded(step: Calculation, typed: str, own: Mapping[str, _Own]) -> tuple[Graded, Answer | None]:
    if not typed.strip():
        return Graded(step, "", Grade.MISSING), None
    try:
        answer = read_answer(typed)
    except LimitError as error:
        return Graded(step, typed, Grade.UNREADABLE, str(error).partition(", found ")[0]), None
    true = diagnose(step, answer)
    if true.verdict is Verdict.RIGHT:
        return Graded(step, typed, Grade.RIGHT), answer
    used = [one.source for one in step.all_operands if one.source in own]
    if not used:
        return _of(step, typed, true), answer
    follows = diagnose(_carried(step, own), answer)
    if follows.verdict is Verdict.RIGHT:
        wrong = any(not own[source].right for source in used)
        return Graded(step, typed, Grade.FOLLOWS if wrong else Grade.RIGHT), answer
    # A mistake made with one's own numbers is named as surely as one made with the right ones.
    return _of(step, typed, min(follows, true, key=_openness)), answer


def _openness(diagnosis: Diagnosis) -> int:
    """Say how little a diagnosis tells."""
    order = (Verdict.COARSE, Verdict.WRONG, Verdict.AMBIGUOUS, Verdict.UNKNOWN)
    return order.index(diagnosis.verdict)


def _of(step: Calculation, typed: str, diagnosis: Diagnosis) -> Graded:
    grade = Grade.COARSE if diagnosis.verdict is Verdict.COARSE else Grade.WRONG
    return Graded(step, typed, grade, diagnosis.words, diagnosis.mistakes)


def _carried(step: Calculation, own: Mapping[str, _Own]) -> Calculation:
    """Return the step as it is from a student's own earlier numbers."""
    instead = tuple(
        replace(other, operands=_own_operands(other.operands, own)) for other in step.instead
    )
    return replace(step, operands=_own_operands(step.operands, own), instead=instead)


def _own_operands(operands: Operands, own: Mapping[str, _Own]) -> Operands:
    return {
        part: tuple(_own_operand(one, own.get(one.source)) for one in group)
        for part, group in operands.items()
    }


def _own_operand(one: Operand, own: _Own | None) -> Operand:
    if own is None:
        return one
    answer = own.answer
    if own.right:
        # They may have gone on with what they wrote, or with more digits than they wrote.
        low, high = sorted((one.value, answer.value))
        return replace(one, shown=answer.value, low=low, high=high)
    # So with a wrong one, as far as its last digit: unless there are so few that all would fit.
    half = answer.half if answer.half <= SHARP * abs(answer.value) else 0.0
    return replace(
        one,
        value=answer.value,
        shown=answer.value,
        low=answer.value - half,
        high=answer.value + half,
    )
