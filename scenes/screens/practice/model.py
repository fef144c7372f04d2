"""What the reader does with tasks: answers, asks for a hint, gives up, goes on; no screen in it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from scenes.story.limits import LimitError
from scenes.story.practice.answers import read_answer
from scenes.story.practice.calculation import Calculation
from scenes.story.practice.diagnosis import Diagnosis, Verdict, diagnose
from scenes.story.practice.tasks import Task
from scenes.story.practice.working import hints_of

UNREADABLE = "[error]✗[/] "


@dataclass
class Attempt:
    """How far the reader is with a step."""

    step: Calculation
    typed: str = ""
    said: str = ""
    """What was said to the last answer, marked up."""
    tries: int = 0
    hints: int = 0
    """How many hints were given."""
    solved: bool = False
    given_up: bool = False
    otherwise: str = ""
    """Of a part: what its whole came of, if the part is right at once, marked up."""

    @property
    def over(self) -> bool:
        """Whether it is solved, or its working shown."""
        return self.solved or self.given_up

    @property
    def tells_mistake(self) -> bool:
        """Whether it is a part that came out right at once: the mistake was made elsewhere."""
        return bool(self.otherwise) and self.solved and self.tries == 1

    @property
    def has_more_hints(self) -> bool:
        """Whether there is another hint."""
        return self.hints < len(hints_of(self.step)) and not self.over


class PracticeModel:
    """Tasks one after another, each as it was left."""

    def __init__(self, tasks: Sequence[Task]) -> None:
        """Start with the first of some tasks, of which there is one at least."""
        self.tasks = tuple(tasks)
        self.index = 0
        self._attempts = [Attempt(task.step) for task in self.tasks]
        self._parts: dict[int, Attempt] = {}
        """A part of a task that is asked before it, to tell two mistakes apart."""

    @property
    def task(self) -> Task:
        """The task that the reader is at."""
        return self.tasks[self.index]

    @property
    def is_part(self) -> bool:
        """Whether a part of the task is asked."""
        return self.index in self._parts

    @property
    def attempt(self) -> Attempt:
        """How far the reader is with what is asked."""
        return self._parts.get(self.index, self._attempts[self.index])

    @property
    def counts(self) -> tuple[int, int]:
        """How many tasks are solved, and how many were solved at the first try without a hint."""
        solved = [one for one in self._attempts if one.solved]
        return len(solved), sum(one.tries == 1 and not one.hints for one in solved)

    @property
    def attempts(self) -> tuple[Attempt, ...]:
        """How far the reader is with each task."""
        return tuple(self._attempts)

    def bring(self, index: int, typed: str, tries: int, *, hints: int, given_up: bool) -> None:
        """Bring a task to where it was left: what was typed there, and had been judged, is again.

        A part that was asked to tell two mistakes apart is not asked again.
        """
        attempt = self._attempts[index]
        attempt.typed, attempt.tries = typed, tries
        attempt.hints = min(hints, len(hints_of(attempt.step)))
        if tries and typed.strip():
            with suppress(LimitError):  # typed, and not judged yet
                diagnosis = diagnose(attempt.step, read_answer(typed))
                attempt.said = diagnosis.words
                attempt.solved = diagnosis.verdict is Verdict.RIGHT
        attempt.given_up = given_up and not attempt.solved

    def answer(self, typed: str) -> None:
        """Take an answer, and say what it is. Once that is right, an answer goes on."""
        attempt = self.attempt
        if attempt.over:
            self.go_on()
            return
        attempt.typed = typed
        if not typed.strip():
            attempt.said = ""
            return
        try:
            answer = read_answer(typed)
        except LimitError as error:
            # What was found instead stands in the field.
            attempt.said = UNREADABLE + str(error).partition(", found ")[0] + "."
            return
        attempt.tries += 1
        self._take(diagnose(attempt.step, answer))

    def _take(self, diagnosis: Diagnosis) -> None:
        attempt = self.attempt
        attempt.said = diagnosis.words
        attempt.solved = diagnosis.verdict is Verdict.RIGHT
        if diagnosis.part is not None and not self.is_part:
            self._parts[self.index] = Attempt(
                diagnosis.part, said=diagnosis.words, otherwise=diagnosis.otherwise
            )
        elif attempt.tells_mistake:
            attempt.said += f" {attempt.otherwise}"

    def hint(self) -> None:
        """Give the next hint."""
        if self.attempt.has_more_hints:
            self.attempt.hints += 1

    def give_up(self) -> None:
        """Show the working."""
        if not self.attempt.solved:
            self.attempt.given_up = True

    def go_on(self) -> bool:
        """Go back to the whole after a part, else to the next task; return whether there is one."""
        if self.is_part:
            part = self._parts.pop(self.index)
            whole = self.attempt
            whole.typed, whole.said = "", part.otherwise if part.tells_mistake else ""
            return True
        return self.go(1)

    def go(self, by: int) -> bool:
        """Go so many tasks on or back; return whether there are so many."""
        index = self.index + by
        if not 0 <= index < len(self.tasks):
            return False
        self.index = index
        return True
