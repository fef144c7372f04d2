"""What the reader is asked before it is shown, and what they foresaw."""

from __future__ import annotations

from collections.abc import Iterable

from scenes.story.late import dataclass
from scenes.story.places import Where


@dataclass(frozen=True)
class Question:
    """Something the reader may predict before the next beat shows it."""

    text: str
    options: tuple[str, ...]
    answer: int
    because: str


@dataclass(frozen=True)
class Prediction:
    """What the reader said to a question, as it was asked then."""

    where: Where
    question: Question
    option: int

    @property
    def right(self) -> bool:
        """Whether it came so."""
        return self.option == self.question.answer

    @property
    def said(self) -> str:
        """What the reader said."""
        return self.question.options[self.option]

    @property
    def was(self) -> str:
        """The option that was right, in words."""
        return self.question.options[self.question.answer]


def latest(predictions: Iterable[Prediction]) -> dict[Where, Prediction]:
    """Keep the last prediction of each beat: of another Jay, say, it asked another question."""
    return {prediction.where: prediction for prediction in predictions}
