"""One digit's walk through one network: what the story is told about.

A :class:`Pass` is a sample, a network and their trace, computed once. A :class:`Walk` adds
what the reader looks at: which Jay, which Lola, which pixel. Acts read both and at most
multiply and round what the engine has computed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from scenes.story.places import (
    DEFAULT_HIDDEN,
    DEFAULT_LEARNING_RATE,
    TRAINED,
    UNTRAINED,
    Place,
    Play,
)
from scenes.story.questions import Prediction
from tinynet import (
    Dataset,
    GradientCheck,
    Network,
    TinynetError,
    Trace,
    accuracy,
    gradient_check,
    load_network,
    to_inputs,
    to_targets,
)
from tinynet.gradient import Layer
from tinynet.trained import load_trained

TELLINGS = (1, 5, 50)
RATES = (0.01, 0.1, 1.0, 10.0)
"""Learning rates to compare one update at."""
OTHER_DIGITS = 1000
MOST_WEIGHT = 1e6
"""Larger weights would overflow on the way; nothing is left to explain."""
IMAGE_SIDE = 28
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

    network: Network
    source: str
    seed: int | None
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
    def image(self) -> NDArray[np.uint8]:
        """The digit's pixels, 28 × 28, 0 to 255."""
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
        untrained = self.source == UNTRAINED
        before = self.network if untrained else open_network(Place(hidden=DEFAULT_HIDDEN))
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
        losses = 0.5 * np.square(self.trace.targets - told).sum(axis=1)
        return Retold(told, losses, scores, answers)


@dataclass(frozen=True, eq=False)
class Walk:
    """A pass and what the reader looks at in it."""

    run: Pass
    jay: int
    lola: int
    pixel: int
    play: Play
    rounds: tuple[Trace, ...]
    """The three friends of ``meet``, one trace for each time they were told, newest last."""
    knob: int = 0
    """The knob of ``meet`` that the keys turn."""
    predictions: tuple[Prediction, ...] = ()
    """What the reader predicted on the way, the oldest first."""

    @property
    def trace(self) -> Trace:
        """The pass's trace."""
        return self.run.trace

    def nudged(self, layer: Layer, row: int, column: int, step: float) -> tuple[float, float]:
        """Return ½ Σ e² with one weight made smaller by a step, and larger."""
        losses = []
        for change in (-step, step):
            network = self.run.network.copy()
            getattr(network, layer)[row, column] += change
            losses.append(network.trace(self.trace.inputs, self.trace.targets).loss)
        return losses[0], losses[1]

    @property
    def row(self) -> int:
        """The chosen pixel's row."""
        return self.pixel // IMAGE_SIDE

    @property
    def column(self) -> int:
        """The chosen pixel's column."""
        return self.pixel % IMAGE_SIDE


def open_network(place: Place) -> Network:
    """Make or load the network a place names.

    Raises :class:`TinynetError` for a file that is not a network for MNIST digits.
    """
    if place.network == UNTRAINED:
        network = Network(IMAGE_SIDE**2, place.hidden, 10, DEFAULT_LEARNING_RATE, seed=place.seed)
    elif place.network == TRAINED:
        network = load_trained()
    else:
        network = load_network(place.network)
        if (network.input_nodes, network.output_nodes) != (IMAGE_SIDE**2, 10):
            raise TinynetError(
                f"{place.network}: expected a network of 784 inputs and 10 outputs, found "
                f"{network.input_nodes} and {network.output_nodes}"
            )
        largest = max(np.abs(network.input_hidden).max(), np.abs(network.hidden_output).max())
        if largest > MOST_WEIGHT:
            raise TinynetError(
                f"{place.network}: expected weights up to {MOST_WEIGHT:.0e}, found {largest:.0e}"
            )
    if place.learning_rate is not None:
        network.learning_rate = place.learning_rate
    if place.error_rule is not None:
        network.error_rule = place.error_rule
    return network


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
    network = open_network(place)
    seed = place.seed if place.network == UNTRAINED else None
    return Pass(network, place.network, seed, data, find_sample(place, data))


def open_walk(place: Place, run: Pass) -> Walk:
    """Look at a pass where the place says; choose well what it leaves open.

    The Jay followed is, unless chosen, the one whose weights the update moves most; the Lola
    the one who should speak up; the pixel the one that moves that Jay's sum most.

    Raises :class:`TinynetError` for a node or pixel that is not there.
    """
    trace = run.trace
    jay = int(np.abs(trace.hidden_deltas).argmax()) if place.jay is None else place.jay
    lola = run.label if place.lola is None else place.lola
    for option, value, count in (
        ("jay", jay, len(trace.hidden_sums)),
        ("lola", lola, len(trace.outputs)),
        ("pixel", place.pixel or 0, len(trace.inputs)),
    ):
        if not 0 <= value < count:
            raise TinynetError(f"--{option}: expected 0 to {count - 1}, found {value}")
    pixel = place.pixel
    if pixel is None:
        pixel = int(np.abs(trace.input_hidden[jay] * trace.inputs).argmax())
    rounds = play_rounds(place.play, place.told)
    now = rounds[-1]
    play = replace(
        place.play,
        speak=float(now.input_hidden[0, 0]),
        tell=float(now.hidden_output[0, 0]),
    )
    return Walk(run, jay, lola, pixel, play, rounds, place.knob)


def play_rounds(play: Play, told: int) -> tuple[Trace, ...]:
    """Compute the three friends, a 1-1-1 network, as they are set and after each telling."""
    network = Network.from_weights([[play.speak]], [[play.tell]], play.rate)
    rounds = [network.trace([WORD_SAID], [play.meant])]
    for _ in range(told):
        network.train([WORD_SAID], [play.meant])
        rounds.append(network.trace([WORD_SAID], [play.meant]))
    return tuple(rounds)


WORD_SAID = 1.0
"""What you say in ``meet``: one input, as large as inputs get."""
