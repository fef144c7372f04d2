"""What the reader does while a network is tested: counts its answers, then looks at some of them.

No screen in sight: moments are seconds that the caller tells, so a test needs no clock.
"""

from __future__ import annotations

import numpy as np

from scenes.screens.testing.answers import Case, Cell, TestAnswers
from scenes.story.figures import Floats
from scenes.story.networks import NamedNetwork
from scenes.story.passes import Pass
from tinynet import Dataset

COUNT_SECONDS = 4.0
"""Asking the network takes a tenth of a second: the count is for the eye."""


class TestingModel:
    """The count of a network's answers; then a cursor on the confusion matrix and in its cells.

    A cell's digits are in order of certainty: how strong the output is that was heard.
    """

    def __init__(self, named: NamedNetwork, digits: Dataset) -> None:
        """Begin with nothing heard from this network, which is not to change, and count."""
        self.named = named
        self.answers = TestAnswers(digits, named.network.output_nodes)
        self.counting = True
        """Whether the digits are being counted, for the eye or still by the network."""
        self.counted = 0
        """How many are, at this moment."""
        self.shows_score = False
        """Whether the reader asked for the score instead of the gallery."""
        self.trouble = ""
        """Why the network could not be asked further, in a sentence."""
        self.cell: Cell = (0, 0)
        self.place = 0
        """Which of the cell's digits is chosen, counted from 0."""
        self._began: float | None = None
        self._elapsed = 0.0
        self._tour: int | None = None
        self._aim: tuple[Cell, int] | None = None
        """Where to look as soon as all is heard."""

    # What the network answers.

    def hear(self, outputs: Floats) -> None:
        """Take the outputs to the first digits; the cursor goes to the most frequent mistake."""
        self.answers.hear(outputs)
        self._tour = None
        self.go(*(self._aim or (self.answers.counts.most_frequent,)))

    def aim(self, cell: Cell, place: int = 0) -> None:
        """Go to a cell, and to one of its digits, without counting for the eye."""
        self._aim = cell, place
        self.finish()
        self.go(cell, place)

    def fail(self, reason: str) -> None:
        """End the count with what was heard until then."""
        answers = self.answers
        self.trouble = (
            f"The count stopped after {answers.heard:,} of {answers.of:,} "
            f"{answers.digits.classes.things}: {reason}"
        )
        self.finish()

    # The count, for the eye.

    def start_count(self) -> None:
        """Count from the first digit, as soon as time goes on."""
        self.counting, self.shows_score = True, False
        self._began, self._elapsed = None, 0.0

    def go_on(self, now: float) -> None:
        """Go on counting where it waited."""
        if self._began is None:
            self._began = now

    def wait(self, now: float) -> None:
        """Stop the count's time until it goes on."""
        self._elapsed, self._began = self._seconds(now), None

    def _seconds(self, now: float) -> float:
        """How long the count has gone on by now."""
        return self._elapsed + (0 if self._began is None else now - self._began)

    def tick(self, now: float, *, moves: bool) -> None:
        """Bring the count to this moment; where nothing is to move, to all that was heard."""
        if self.counting and not moves and self.answers.complete:
            self.finish()
        self.counted = self.answers.heard
        if self.counting and moves:
            passed = min(1.0, self._seconds(now) / COUNT_SECONDS)
            # Slowly at first: the eye follows one digit before it sees thousands.
            self.counted = min(self.counted, round(self.answers.of * passed**3))

    @property
    def all_counted(self) -> bool:
        """Whether the count has come to its end; its score stands until the reader goes on."""
        return self.counting and self.counted == self.answers.of

    def finish(self) -> None:
        """Go from the count to the matrix and the gallery, of all that was heard."""
        self.counting = False

    def skip(self) -> bool:
        """End the count if it is for the eye only; return whether it is over."""
        if self.counting and self.answers.complete:
            self.finish()
        return not self.counting

    def look(self) -> bool:
        """Make the matrix and the gallery the matter; return whether they are there."""
        if not self.skip():
            return False
        self.shows_score = False
        return True

    def turn_score(self) -> None:
        """Show the score instead of the gallery, or the gallery again."""
        if self.skip():
            self.shows_score = not self.shows_score

    # What the reader looks at.

    @property
    def cases(self) -> tuple[Case, ...]:
        """The digits of the cell under the cursor."""
        return self.answers.cases(self.cell)

    @property
    def chosen(self) -> Case | None:
        """The chosen digit; none in an empty cell."""
        cases = self.cases
        return cases[self.place] if cases else None

    @property
    def rank(self) -> int | None:
        """The chosen digit's place among all mistakes by certainty, from 0; none if it is none."""
        chosen = self.chosen
        if chosen is None or chosen.right:
            return None
        return int(np.flatnonzero(self.answers.mistakes == chosen.index)[0])

    def pass_(self) -> Pass | None:
        """Return the chosen digit's way through the network, if one is chosen."""
        chosen = self.chosen
        return None if chosen is None else Pass(self.named, self.answers.digits, chosen.index)

    def go(self, cell: Cell, place: int = 0) -> None:
        """Go to a cell, and to one of its digits; places beyond its ends are its ends."""
        most = self.answers.counts.kinds - 1
        self.cell = (min(max(cell[0], 0), most), min(max(cell[1], 0), most))
        self.place = min(max(place, 0), max(0, len(self.cases) - 1))

    def move(self, rows: int, columns: int) -> None:
        """Move the cursor on the matrix, stopping at its edge."""
        meant, heard = before = self.cell
        self.go((meant + rows, heard + columns), self.place)
        if self.cell != before:
            self.place = 0

    def step(self, by: int) -> None:
        """Go to another digit of this cell, stopping at its ends."""
        self.go(self.cell, self.place + by)

    def go_digit(self, meant: int) -> None:
        """Go to the most frequent mistake with a digit; without one, to where it is heard right."""
        self.go(self.answers.counts.most_frequent_of(meant))

    def go_mistake(self, by: int) -> bool:
        """Go to the next mistake of all, the most certain first, wherever its cell is.

        Begins with the very first, and goes on where it was when the reader has been elsewhere.
        Comes round at the end. Return whether there is a mistake.
        """
        mistakes = self.answers.mistakes
        if not len(mistakes):
            return False
        if self._tour is None:
            # What is shown already would look like a key that does nothing.
            self._tour = self.rank if self.rank == 0 else -1 if by > 0 else 0
        self._tour = (self._tour + by) % len(mistakes)
        index = int(mistakes[self._tour])
        self.go(self.answers.case(index).cell)
        self.place = [case.index for case in self.cases].index(index)
        return True
