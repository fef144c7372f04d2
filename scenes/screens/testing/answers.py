"""What a network answered to the test digits: counted, and digit by digit.

Not what the reader looks at, which is the model's; no screen in sight.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from scenes.story.figures import Floats
from scenes.story.numbers import percent
from tinynet import Classes, Dataset, Network, Scores, to_inputs

ASKED_AT_ONCE = 500
"""Digits: a few milliseconds."""

MOST_FREQUENT = 10
"""Mistakes whose counts are told where few are."""

Cell = tuple[int, int]
"""A cell of the confusion matrix: the digit meant and the digit heard."""
Indices = NDArray[np.intp]


def asked(network: Network, digits: Dataset) -> Iterator[Floats]:
    """Ask the network all digits, some at once; yield the outputs so far, n × output."""
    outputs = np.empty((len(digits), network.output_nodes))
    for start in range(0, len(digits), ASKED_AT_ONCE):
        end = min(start + ASKED_AT_ONCE, len(digits))
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
class Counts:
    """How the first digits of a test set were heard."""

    confusion: Indices
    """How many of each digit meant (rows) were heard as each digit (columns)."""
    of: int
    """How many digits there are to count."""
    classes: Classes = field(default_factory=Classes)

    @property
    def kinds(self) -> int:
        """How many kinds of digit there are."""
        return len(self.confusion)

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

    @property
    def share_right(self) -> str:
        """The share of those counted that was heard right."""
        return share(self.right, self.counted)

    @cached_property
    def meant(self) -> tuple[int, ...]:
        """How many of each digit were meant."""
        return tuple(self.confusion.sum(axis=1).tolist())

    @cached_property
    def heard_right(self) -> tuple[int, ...]:
        """How many of each digit were heard right."""
        return tuple(self.confusion.diagonal().tolist())

    @cached_property
    def shares(self) -> tuple[str, ...]:
        """The share of each digit that was heard right."""
        return tuple(map(share, self.heard_right, self.meant))

    @cached_property
    def most_right(self) -> int:
        """The largest count on the diagonal."""
        return max(self.heard_right)

    @cached_property
    def mistaken(self) -> Indices:
        """The counts off the diagonal, classes × classes; on it 0."""
        counts: Indices = self.confusion - np.diag(self.confusion.diagonal())
        return counts

    @cached_property
    def most_wrong(self) -> int:
        """The largest count off the diagonal."""
        return int(self.mistaken.max())

    @cached_property
    def frequent(self) -> int:
        """How often the ten most frequent mistakes came at least; one, if there are fewer."""
        counts = np.sort(self.mistaken, axis=None)
        return max(1, int(counts[-min(MOST_FREQUENT, counts.size)]))

    @cached_property
    def most_frequent(self) -> Cell:
        """The most frequent mistake; without mistakes, what was most often heard right."""
        confusion = self.mistaken if self.wrong else self.confusion
        row, column = divmod(int(confusion.argmax()), len(confusion))
        return row, column

    def most_frequent_of(self, meant: int) -> Cell:
        """The most frequent mistake with a digit; without one, where it is heard right."""
        wrong = self.confusion[meant].copy()
        wrong[meant] = 0
        return meant, int(wrong.argmax()) if wrong.any() else meant

    def naming(self, cell: Cell, width: int | None = None) -> str:
        """Tell in words which cell it is and how many it counts, marked up; names cut short."""
        classes, width = self.classes, width or self.classes.width
        meant, heard = (classes.short(kind, width) for kind in cell)
        count = int(self.confusion[cell])
        things = classes.thing if count == 1 else classes.things
        return f"[you]meant {meant}[/], [lola]heard {heard}[/]: {count:,} {things}"

    def reading(self, cell: Cell) -> str:
        """Tell a cell in words, with its share of the digits meant, marked up."""
        meant = cell[0]
        if not self.meant[meant]:
            return self.naming(cell)
        part = share(int(self.confusion[cell]), self.meant[meant])
        whole = f"the {meant}s" if self.classes.are_digits else "those meant"
        return f"{self.naming(cell)}, {part} of {whole}"


@dataclass(frozen=True, eq=False)
class Case:
    """One digit of the test set and what the network answered."""

    index: int
    image: NDArray[np.uint8]
    meant: int
    outputs: Floats
    classes: Classes = field(default_factory=Classes)

    @cached_property
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

    @property
    def reading(self) -> str:
        """Tell it in words, marked up."""
        return (
            f"test {self.classes.thing} {self.index}: "
            f"[lola]heard {self.classes.names[self.heard]}[/] {self.strength:.3f}, "
            f"[you]meant {self.classes.names[self.meant]}[/] {self.strength_meant:.3f}"
        )

    def picture(self, shrink: int = 1) -> Floats:
        """Return the digit's pixels, so many times smaller: each the mean of a square of them."""
        rows, columns = (side // shrink for side in self.image.shape)
        whole = self.image[: rows * shrink, : columns * shrink].astype(np.float64)
        smaller: Floats = whole.reshape(rows, shrink, columns, shrink).mean(axis=(1, 3))
        return smaller


class TestAnswers:
    """The outputs as they come in, and what follows from those that are there."""

    def __init__(self, digits: Dataset, nodes: int) -> None:
        """Begin with nothing heard from a network of so many output nodes."""
        self.digits = digits
        self._scores = Scores(np.empty((0, nodes)), digits.labels[:0])
        self._cases: dict[Cell, tuple[Case, ...]] = {}

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
        """Take the outputs to the first digits, all of them so far."""
        self._scores = Scores(outputs, self.digits.labels[: len(outputs)])
        self._cases.clear()
        for name in ("counts", "mistakes"):
            self.__dict__.pop(name, None)

    @cached_property
    def counts(self) -> Counts:
        """How all answered so far were heard."""
        return self.counts_at(self.heard)

    def counts_at(self, count: int) -> Counts:
        """Return how the first so many of them were heard."""
        counted = Scores(self._scores.outputs[:count], self._scores.labels[:count])
        return Counts(counted.confusion, self.of, self.digits.classes)

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
            self.digits.classes,
        )

    def cases(self, cell: Cell) -> tuple[Case, ...]:
        """Return a cell's digits, the most certain first: by the output that was heard."""
        if cell not in self._cases:
            everything = np.ones(self.heard, dtype=np.bool_)
            members = self._scores.by_certainty(everything, *cell)
            self._cases[cell] = tuple(map(self.case, members.tolist()))
        return self._cases[cell]
