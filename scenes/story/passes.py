"""A pass: a sample, the network it goes through, and all that is computed on the way.

Computed once, when it is asked for, and then kept. Acts at most multiply and round it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from scenes.story.networks import NamedNetwork, open_network, untrained
from scenes.story.places import Place
from tinynet import (
    Dataset,
    GradientCheck,
    Network,
    TinynetError,
    Trace,
    accuracy,
    gradient_check,
    loss,
    to_inputs,
    to_targets,
)
from tinynet.trained import load_trained

TELLINGS = (1, 5, 50)
RATES = (0.01, 0.1, 1.0, 10.0)
"""Learning rates to compare one update at."""
OTHER_DIGITS = 1000
TEST_SET, TRAINING_SET, DRAWN, IMAGINED = "test set", "training set", "drawing", "mind"
"""Where a digit may come from."""


@dataclass(frozen=True, eq=False)
class Retold:
    """The same digit told again and again: how each telling moves its answer."""

    outputs: NDArray[np.float64]
    """Outputs after 0, 1, 2 … tellings: tellings + 1 × output."""
    losses: NDArray[np.float64]
    """½ Σ e² after each, (tellings + 1,)."""
    scores: dict[int, float]
    """The share of other digits read right, after each of ``TELLINGS`` and before."""
    answers: dict[int, NDArray[np.int64]]
    """How many of the other digits are read as each digit, at the same points."""


@dataclass(frozen=True, eq=False)
class Training:
    """A network before training and one after, and what each reads right of other digits."""

    before: Network
    after: Network
    score_before: float
    score_after: float


@dataclass(frozen=True, eq=False)
class Pass:
    """A sample, the network it goes through, and the whole computation."""

    named: NamedNetwork
    data: Dataset
    index: int
    of: str = TEST_SET
    """What the data set is called."""
    changed: NDArray[np.uint8] | None = None
    """The digit's pixels where they are not those of the data set: turned, or drawn."""
    meant: int | None = None
    """What was meant, where the data set does not say."""
    test: Dataset | None = None
    """The digits to score with, if not the others of the data set."""

    @property
    def network(self) -> Network:
        """The network, without its name."""
        return self.named.network

    @property
    def image(self) -> NDArray[np.uint8]:
        """The digit's pixels, rows × columns, 0 to 255."""
        image: NDArray[np.uint8] = self.data.images[self.index]
        return image if self.changed is None else self.changed

    @property
    def label(self) -> int:
        """The digit that was meant."""
        return int(self.data.labels[self.index]) if self.meant is None else self.meant

    @property
    def whence(self) -> str:
        """Where the digit comes from, in words."""
        own = {DRAWN: "drawn by you", IMAGINED: "as [lola]Lola[/] has it in mind"}
        return own.get(self.of) or f"written by hand, sample {self.index} of the {self.of}"

    @cached_property
    def trace(self) -> Trace:
        """Every number of the pass and the update it asks for."""
        return self.network.trace(
            to_inputs(self.image).ravel(), to_targets(self.label, self.network.output_nodes)
        )

    @cached_property
    def check(self) -> GradientCheck:
        """Both error rules held against finite differences."""
        return gradient_check(self.network, self.trace.inputs, self.trace.targets)

    @cached_property
    def by_rate(self) -> dict[float, Trace]:
        """The same pass at other learning rates, and at its own."""
        rates = sorted({*RATES, self.trace.learning_rate})
        return {rate: replace(self.trace, learning_rate=rate) for rate in rates}

    @cached_property
    def score(self) -> float:
        """The share of other digits read right before any update."""
        return accuracy(self.network, *self.others)

    @cached_property
    def scores_by_rate(self) -> dict[float, float]:
        """The share of other digits read right after one update at each of these rates."""
        return {
            rate: accuracy(
                Network.from_weights(at.input_hidden_after, at.hidden_output_after, rate),
                *self.others,
            )
            for rate, at in self.by_rate.items()
        }

    @cached_property
    def training(self) -> Training:
        """What training does: the untrained network beside the one that comes trained."""
        before = self.network if self.named.untrained else untrained().network
        after = load_trained()
        return Training(
            before, after, accuracy(before, *self.others), accuracy(after, *self.others)
        )

    @cached_property
    def others(self) -> tuple[NDArray[np.float64], NDArray[np.uint8]]:
        """The first thousand test digits that are not this one: inputs and labels.

        The digit itself, if it is alone in its data set.
        """
        data = self.data if self.test is None else self.test
        keep = np.arange(min(OTHER_DIGITS + 1, len(data)))
        if data is self.data and len(keep) > 1:
            keep = keep[keep != self.index]
        keep = keep[:OTHER_DIGITS]
        return to_inputs(data.images[keep]), data.labels[keep]

    @cached_property
    def retold(self) -> Retold:
        """The same digit told up to fifty times, on a copy of the network."""
        learner = self.network.copy()
        others, labels = self.others
        outputs, scores, answers = [], {}, {}
        for telling in range(TELLINGS[-1] + 1):
            if telling:
                learner.train(self.trace.inputs, self.trace.targets)
            outputs.append(learner.query(self.trace.inputs))
            if telling in (0, *TELLINGS):
                read_as = learner.query(others).argmax(axis=1)
                scores[telling] = float((read_as == labels).mean())
                answers[telling] = np.bincount(read_as, minlength=learner.output_nodes)
        told = np.array(outputs)
        return Retold(told, loss(self.trace.targets, told), scores, answers)


def find_sample(place: Place, data: Dataset) -> int:
    """Return the index of the digit a place names.

    Raises :class:`TinynetError` if the data set has no such sample or digit.
    """
    if place.sample is not None:
        if not 0 <= place.sample < len(data):
            raise TinynetError(f"--sample: expected 0 to {len(data) - 1}, found {place.sample}")
        return place.sample
    if place.digit is not None:
        return next_of_kind(data, place.digit, -1)
    return 0


def next_of_kind(data: Dataset, digit: int, after: int) -> int:
    """Return the index of the next sample of a digit, starting over at the end.

    Raises :class:`TinynetError` if there is none.
    """
    kind = np.flatnonzero(data.labels == digit)
    if not len(kind):
        raise TinynetError(f"the digit {digit}: expected it in the data set, found none")
    later = kind[kind > after]
    return int(later[0] if len(later) else kind[0])


def open_pass(place: Place, data: Dataset) -> Pass:
    """Compute the pass a place names, on this test set.

    Raises :class:`TinynetError` as :func:`open_network` and :func:`find_sample` do.
    """
    return Pass(open_network(place), data, find_sample(place, data))
