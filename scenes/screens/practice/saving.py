"""What a reader typed in practice as it is saved: beside the tasks, which are made anew."""

from __future__ import annotations

from dataclasses import dataclass

from scenes.screens.practice.model import PracticeModel
from scenes.screens.walk.saving import SavedWalk
from scenes.story.practice.answers import LONGEST
from tinynet import TinynetError


@dataclass(frozen=True, eq=False)
class SavedAttempt:
    """How far the reader was with a task."""

    typed: str
    tries: int
    hints: int
    given_up: bool


@dataclass(frozen=True, eq=False)
class SavedAnswers:
    """How far they were with all of some tasks, and at which of them."""

    index: int
    attempts: tuple[SavedAttempt, ...]

    @property
    def worked(self) -> int:
        """How many tasks something was done at."""
        return sum(bool(one.typed or one.hints or one.given_up) for one in self.attempts)


@dataclass(frozen=True, eq=False)
class SavedPractice:
    """Practice that was opened over a walk: the walk's beat makes the tasks."""

    walk: SavedWalk
    answers: SavedAnswers


def saved_answers(model: PracticeModel) -> SavedAnswers:
    """Return what was typed, as it is to be saved."""
    return SavedAnswers(
        model.index,
        tuple(
            SavedAttempt(one.typed, one.tries, one.hints, one.given_up) for one in model.attempts
        ),
    )


def resume(saved: SavedAnswers, model: PracticeModel) -> None:
    """Give the answers back to the same tasks: each is judged anew.

    Raises :class:`TinynetError` for answers to other tasks.
    """
    count = len(model.tasks)
    if len(saved.attempts) != count or not 0 <= saved.index < count:
        raise TinynetError(
            f"practice: expected answers to {count} tasks, found {len(saved.attempts)}, "
            f"at the {saved.index + 1}th"
        )
    for one in saved.attempts:
        if len(one.typed) > LONGEST or one.tries < 0 or one.hints < 0:
            raise TinynetError("practice: expected answers as they were typed, found others")
    for index, one in enumerate(saved.attempts):
        model.bring(index, one.typed, one.tries, hints=one.hints, given_up=one.given_up)
    model.index = saved.index
