"""What the reader predicted: answers to the questions of the walk."""

from __future__ import annotations

from collections.abc import Iterable

from scenes.story.acts import ACTS
from scenes.story.late import dataclass
from scenes.story.markup import plain
from scenes.story.places import Where
from scenes.story.questions import Prediction, Question, latest
from scenes.story.route import turn_off

Given = dict[tuple[Where, Question], int]


@dataclass(frozen=True)
class Answered:
    """An answer, and what it was about."""

    prediction: Prediction
    digit: str
    network: str

    def as_json(self) -> str:
        """Return it on a line: what was asked, what was said, what came."""
        import json

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
    """The reader's answers, each given once and taken back at will; kept by what they are about.

    A question is the same only where it says the same: of another Jay, or at another learning
    rate, it is asked anew.
    """

    def __init__(self, digit: str = "", network: str = "") -> None:
        """Start without any, about this digit and this network."""
        self._kept: dict[tuple[str, str], Given] = {}
        self._given: Given = {}
        self.turn_to(digit, network)

    def turn_to(self, digit: str, network: str) -> None:
        """Take up the answers about another digit or network, as they were left."""
        self._given = self._kept.setdefault((digit, network), {})

    @property
    def everything(self) -> tuple[Answered, ...]:
        """Every answer of the walk: in the order of what they were about, each the oldest first."""
        return tuple(
            Answered(Prediction(where, question, option), digit, network)
            for (digit, network), given in self._kept.items()
            for (where, question), option in given.items()
        )

    @property
    def predictions(self) -> tuple[Prediction, ...]:
        """All of them, the oldest first."""
        return tuple(
            Prediction(where, question, option) for (where, question), option in self._given.items()
        )

    @property
    def unanswered(self) -> list[Where]:
        """The beats whose question has no answer, in the order of the walk."""
        answered = {where for where, _ in self._given}
        return [where for where in ACTS.topics if where not in answered]

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
