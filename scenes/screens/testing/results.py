"""What a network heard of the test digits, and what the reader looks at: no screen in sight."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from scenes.story.figures import Floats
from scenes.story.numbers import percent
from tinynet import Dataset, Network, Scores, to_inputs

BLOCK = 500
"""Digits a network is asked at a time: a few milliseconds."""

Cell = tuple[int, int]
"""A cell of the confusion matrix: the digit meant and the digit heard."""
Indices = NDArray[np.intp]


def listen(network: Network, digits: Dataset) -> Iterator[Floats]:
    """Ask the network all digits, a block at a time; yield the outputs so far, n × output."""
    outputs = np.empty((len(digits), network.output_nodes))
    for start in range(0, len(digits), BLOCK):
        end = min(start + BLOCK, len(digits))
        outputs[start:end] = network.query(
            to_inputs(digits.images[start:end]).reshape(end - start, -1)
        )
        yield outputs[:end]


def share(part: int, whole: int) -> str:
    """Return a share as per cent, which is 0 only for none and 100 only for all."""
    if whole == 0:
        return "–"
    if part == whole:
        return "100 %"
    text = percent(part / whole)
    if part and text == "0.0 %":
        return "<0.1 %"
    return ">99.9 %" if text == "100.0 %" else text


@dataclass(frozen=True, eq=False)
class Tally:
    """How the first digits of a test set were heard."""

    confusion: Indices
    """How many of each digit meant (rows) were heard as each digit (columns)."""
    of: int
    """How many digits there are to count."""

    @cached_property
    def counted(self) -> int:
        """How many were counted so far."""
        return int(self.confusion.sum())

    @cached_property
    def right(self) -> int:
        """How many of them were heard right."""
        return int(self.confusion.trace())

    @property
    def wrong(self) -> int:
        """How many of them were not."""
        return self.counted - self.right

    @cached_property
    def meant(self) -> tuple[int, ...]:
        """How many of each digit were meant."""
        return tuple(self.confusion.sum(axis=1).tolist())

    @cached_property
    def heard_right(self) -> tuple[int, ...]:
        """How many of each digit were heard right."""
        return tuple(self.confusion.diagonal().tolist())

    @cached_property
    def most_right(self) -> int:
        """The largest count on the diagonal."""
        return max(self.heard_right)

    @cached_property
    def most_wrong(self) -> int:
        """The largest count off the diagonal."""
        return int((self.confusion - np.diag(self.confusion.diagonal())).max())

    @cached_property
    def most_frequent(self) -> Cell:
        """The most frequent mistake; without mistakes, what was most often heard right."""
        confusion = self.confusion
        if self.wrong:
            confusion = confusion - np.diag(confusion.diagonal())
        row, column = divmod(int(confusion.argmax()), len(confusion))
        return row, column

    def naming(self, cell: Cell) -> str:
        """Tell in words which cell it is and how many it counts, marked up."""
        meant, heard = cell
        count = int(self.confusion[cell])
        digits = "digit" if count == 1 else "digits"
        return f"[you]meant {meant}[/], [lola]heard {heard}[/]: {count:,} {digits}"

    def reading(self, cell: Cell) -> str:
        """Tell a cell in words, with its share of the digits meant, marked up."""
        meant = cell[0]
        if not self.meant[meant]:
            return self.naming(cell)
        told = share(int(self.confusion[cell]), self.meant[meant])
        return f"{self.naming(cell)}, {told} of the {meant}s"


@dataclass(frozen=True, eq=False)
class Case:
    """One digit of the test set and what the network answered."""

    index: int
    image: NDArray[np.uint8]
    meant: int
    outputs: Floats

    @property
    def heard(self) -> int:
        """The digit heard: the strongest output."""
        return int(self.outputs.argmax())

    @property
    def right(self) -> bool:
        """Whether what was heard is what was meant."""
        return self.heard == self.meant

    @property
    def cell(self) -> Cell:
        """Where the confusion matrix counts it."""
        return self.meant, self.heard

    @property
    def strength(self) -> float:
        """How strong the output is that was heard."""
        return float(self.outputs[self.heard])

    @property
    def strength_meant(self) -> float:
        """How strong the output is that was meant to be heard."""
        return float(self.outputs[self.meant])


class Results:
    """The outputs as they come in; then a cursor on the confusion matrix and in its cells.

    A cell's digits are in order of certainty: how strong the output is that was heard.
    """

    def __init__(self, digits: Dataset, nodes: int = 10) -> None:
        """Begin with nothing heard."""
        self.digits = digits
        self._scores = Scores(np.empty((0, nodes)), digits.labels[:0])
        self.cell: Cell = (0, 0)
        self.place = 0
        """Which of the cell's digits is chosen, counted from 0."""
        self._tour: int | None = None
        self._members: dict[Cell, Indices] = {}

    # What was heard.

    @property
    def of(self) -> int:
        """How many digits there are."""
        return len(self.digits)

    @property
    def heard(self) -> int:
        """How many the network has answered so far."""
        return len(self._scores.outputs)

    @property
    def complete(self) -> bool:
        """Whether it has answered all."""
        return self.heard == self.of

    def hear(self, outputs: Floats) -> None:
        """Take the outputs to the first digits; the cursor goes to the most frequent mistake."""
        self._scores = Scores(outputs, self.digits.labels[: len(outputs)])
        self._members.clear()
        self._tour = None
        for name in ("tally", "mistakes"):
            self.__dict__.pop(name, None)
        self.go(self.tally.most_frequent)

    @cached_property
    def tally(self) -> Tally:
        """How all answered so far were heard."""
        return self.tally_at(self.heard)

    def tally_at(self, count: int) -> Tally:
        """Return how the first so many of them were heard."""
        counted = Scores(self._scores.outputs[:count], self._scores.labels[:count])
        return Tally(counted.confusion, self.of)

    @cached_property
    def mistakes(self) -> Indices:
        """All digits heard wrong, the most certain mistake first."""
        return self._scores.mistakes()

    def case(self, index: int) -> Case:
        """Return a digit that was answered."""
        return Case(
            index,
            self.digits.images[index],
            int(self.digits.labels[index]),
            self._scores.outputs[index],
        )

    # What the reader looks at.

    def members(self, cell: Cell) -> Indices:
        """Return a cell's digits, the most certain first."""
        if cell not in self._members:
            everything = np.ones(self.heard, dtype=np.bool_)
            self._members[cell] = self._scores.by_certainty(everything, *cell)
        return self._members[cell]

    @property
    def chosen(self) -> int | None:
        """The chosen digit's index in the test set; none in an empty cell."""
        members = self.members(self.cell)
        return int(members[self.place]) if len(members) else None

    @property
    def rank(self) -> int | None:
        """The chosen digit's place among all mistakes by certainty, from 0; none if it is none."""
        if self.chosen is None or self.cell[0] == self.cell[1]:
            return None
        return int(np.flatnonzero(self.mistakes == self.chosen)[0])

    def go(self, cell: Cell, place: int = 0) -> None:
        """Go to a cell, and to one of its digits; places beyond its ends are its ends."""
        most = len(self.tally.confusion) - 1
        self.cell = (min(max(cell[0], 0), most), min(max(cell[1], 0), most))
        self.place = min(max(place, 0), max(0, len(self.members(self.cell)) - 1))

    def move(self, rows: int, columns: int) -> None:
        """Move the cursor on the matrix, stopping at its edge."""
        meant, heard = self.cell
        cell = (meant + rows, heard + columns)
        before = self.cell
        self.go(cell, self.place)
        if self.cell != before:
            self.place = 0

    def step(self, by: int) -> bool:
        """Go to another digit of this cell, stopping at its ends; return whether there is one."""
        before = self.place
        self.go(self.cell, self.place + by)
        return self.place != before

    def go_digit(self, meant: int) -> None:
        """Go to the most frequent mistake with a digit; without one, to where it is heard right."""
        wrong = self.tally.confusion[meant].copy()
        wrong[meant] = 0
        self.go((meant, int(wrong.argmax()) if wrong.any() else meant))

    def go_mistake(self, by: int) -> bool:
        """Go to the next mistake of all, the most certain first, wherever its cell is.

        Begins with the very first, and goes on where it was when the reader has been elsewhere.
        Comes round at the end. Return whether there is a mistake.
        """
        if not len(self.mistakes):
            return False
        if self._tour is None:
            # What is shown already would look like a key that does nothing.
            self._tour = self.rank if self.rank == 0 else -1 if by > 0 else 0
        self._tour = (self._tour + by) % len(self.mistakes)
        index = int(self.mistakes[self._tour])
        cell = self.case(index).cell
        self.go(cell, int(np.flatnonzero(self.members(cell) == index)[0]))
        return True
