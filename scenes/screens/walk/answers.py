"""What the reader predicted: answers to the questions of the walk."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from scenes.story.acts import ACTS
from scenes.story.markup import plain
from scenes.story.places import Where
from scenes.story.questions import Prediction, Question, latest
from scenes.story.route import turn_off


@dataclass(frozen=True)
class Answered:
    """An answer, and what it was about."""

    prediction: Prediction
    digit: str
    network: str

    def as_json(self) -> str:
        """Return it on a line: what was asked, what was said, what came."""
        one = self.prediction
        return json.dumps(
            {
                "at": ".".join(one.where),
                "digit": self.digit,
                "network": self.network,
                "question": plain(one.question.text),
                "options": [plain(option) for option in one.question.options],
                "said": plain(one.said),
                "was": plain(one.was),
                "right": one.right,
            },
            ensure_ascii=False,
        )


class Answers:
    """The reader's answers about one digit and network, each given once and taken back at will.

    A question is the same only where it says the same: of another Jay, or at another learning
    rate, it is asked anew.
    """

    def __init__(self) -> None:
        """Start without any."""
        self._given: dict[tuple[Where, Question], int] = {}
        self._before: tuple[Answered, ...] = ()
        """Those about digits and networks of before."""

    @property
    def predictions(self) -> tuple[Prediction, ...]:
        """All of them, the oldest first."""
        return tuple(
            Prediction(where, question, option) for (where, question), option in self._given.items()
        )

    @property
    def missed(self) -> list[Prediction]:
        """What came otherwise than the reader predicted, in the order of the walk."""
        wrong = [one for one in latest(self.predictions).values() if not one.right]
        return sorted(wrong, key=lambda one: ACTS.route.index(turn_off(one.where)))

    def given(self, where: Where, question: Question | None) -> int | None:
        """Return the answer to a question asked at a beat, if there is one."""
        return None if question is None else self._given.get((where, question))

    def give(self, where: Where, question: Question | None, option: int) -> bool:
        """Answer a question once; return whether it has such an answer and had none yet."""
        if question is None or (where, question) in self._given:
            return False
        if not 0 <= option < len(question.options):
            return False
        self._given[where, question] = option
        return True

    def take_back(self, where: Where, question: Question | None) -> bool:
        """Take an answer back, to be asked again; return whether there was one."""
        return question is not None and self._given.pop((where, question), None) is not None

    def bring(self, predictions: Iterable[Prediction]) -> None:
        """Take answers given before, the oldest first."""
        self._given.update({(one.where, one.question): one.option for one in predictions})

    def all_about(self, digit: str, network: str) -> tuple[Answered, ...]:
        """Return every answer of the walk, the oldest first; the last ones were about these."""
        now = tuple(Answered(one, digit, network) for one in self.predictions)
        return (*self._before, *now)

    def turn_over(self, digit: str, network: str) -> None:
        """Ask all anew, of another digit or network; what was answered was about these."""
        self._before = self.all_about(digit, network)
        self.clear()

    def clear(self) -> None:
        """Forget the answers about this digit and network."""
        self._given.clear()
