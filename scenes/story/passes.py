"""A pass: a sample, the network it goes through, and all that is computed on the way.

Computed once, when it is asked for, and then kept. Acts at most multiply and round it.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from scenes.story.late import dataclass
from scenes.story.networks import (
    MNIST_SAMPLES,
    NamedNetwork,
    open_network,
    trained_on,
    training_set,
    untrained,
)
from scenes.story.nouns import Nouns, nouns_of
from scenes.story.numbers import spelled
from scenes.story.places import DEFAULT_SEED, Place
from tinynet import (
    Classes,
    Dataset,
    Network,
    TinynetError,
    Trace,
    loss,
    to_inputs,
    to_targets,
)
from tinynet.trained import SEED as TRAINED_SEED

# What the first frame does not need is imported where it is used.
if TYPE_CHECKING:
    from tinynet import GradientCheck
    from tinynet.sweep import RateSweep

RULES = {
    "recipe": "the shortcut, blame by the weights alone",
    "gradient": "the exact rule, blame by Lola's slope too",
}
"""The error rules, and how each carries blame back to the hidden nodes."""
TELLINGS = (1, 5, 50)
SWEPT_RATES = tuple(float(f"{10 ** (step / 6):.2g}") for step in range(-12, 7))
"""Learning rates to make one update at, from 0.01 to 10, evenly on a logarithmic axis."""
LEAST_HARM = 0.01
"""Others' score has fallen when it is lower by this share."""
OTHER_DIGITS = 1000
TEST_SET, TRAINING_SET, DRAWN, IMAGINED = "test set", "training set", "drawing", "mind"
"""Where a digit may come from."""


@dataclass(frozen=True, eq=False)
class Retold:
    """The same digit told again and again: how each telling moves its answer, and the others'."""

    outputs: NDArray[np.float64]
    """Outputs after 0, 1, 2 … tellings: tellings + 1 × output."""
    losses: NDArray[np.float64]
    """½ Σ e² after each, (tellings + 1,)."""
    answers: dict[int, NDArray[np.intp]]
    """What each other digit is read as, before (0) and after each of ``TELLINGS``."""
    labels: NDArray[np.uint8]
    """What the others are."""

    def score(self, tellings: int) -> float:
        """Return the share of the others read right after so many tellings."""
        return float((self.answers[tellings] == self.labels).mean())

    def read_as(self, tellings: int, digit: int) -> int:
        """Return how many of the others are read as a digit after so many tellings."""
        return int((self.answers[tellings] == digit).sum())

    @property
    def lost(self) -> NDArray[np.intp]:
        """The others that were read right before, and are not after the last telling."""
        before, after = self.answers[0], self.answers[TELLINGS[-1]]
        return np.flatnonzero((before == self.labels) & (after != self.labels))

    @property
    def won(self) -> NDArray[np.intp]:
        """The others that were read wrong before, and are right after the last telling."""
        before, after = self.answers[0], self.answers[TELLINGS[-1]]
        return np.flatnonzero((before != self.labels) & (after == self.labels))


@dataclass(frozen=True, eq=False)
class Training:
    """A network before training and one after, and what each reads right of other digits."""

    before: Network
    after: Network
    score_before: float
    score_after: float
    same_start: bool
    """Whether the one after began as the one before, so that each node is the same node."""
    samples: int
    """How many there are to train on, each told once in an epoch."""
    epochs: int
    comes_trained: bool
    """Whether the one after comes with tinynet."""

    @property
    def kinship(self) -> str:
        """Say how the two are related."""
        if self.same_start:
            return "Both began with the same random weights: this is the very same Jay."
        whence = "is the one that comes with tinynet" if self.comes_trained else "was taught here"
        return (
            f"The network after {spelled(self.epochs)} epochs {whence}. It began with other "
            "random weights: another Jay."
        )


@dataclass(frozen=True, eq=False)
class Counterpart:
    """The same digit through a network on the other side of training."""

    trace: Trace
    trained: bool
    """Whether it is the trained one; else it is the untrained."""
    same_start: bool
    """Whether the trained one began as the other, so that each node is the same node."""

    @property
    def name(self) -> str:
        """Which of the two it is, in short."""
        return "trained" if self.trained else "untrained"


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
    remarks: tuple[str, ...] = ()
    """What has to be said of the image that it was made of, in sentences."""

    @property
    def network(self) -> Network:
        """The network, without its name."""
        return self.named.network

    @property
    def image(self) -> NDArray[np.uint8]:
        """The digit's pixels, rows × columns, 0 to 255."""
        image: NDArray[np.uint8] = self.data.picture(self.index)
        return image if self.changed is None else self.changed

    @property
    def label(self) -> int:
        """The digit that was meant."""
        return int(self.data.labels[self.index]) if self.meant is None else self.meant

    @property
    def classes(self) -> Classes:
        """What the classes of the data are called."""
        return self.data.classes

    @property
    def epoch_samples(self) -> int:
        """How many samples an epoch of this data tells."""
        source = self.data.source
        return (
            MNIST_SAMPLES if source is None or self.data.are_digits else len(training_set(source))
        )

    @cached_property
    def nouns(self) -> Nouns:
        """What texts say of the data."""
        return nouns_of(self.data)

    @property
    def whence(self) -> str:
        """Where the digit comes from, in words."""
        own = {DRAWN: "drawn by you", IMAGINED: "as [lola]Lola[/] has it in mind"}
        written = "written by hand, " if self.data.are_digits else ""
        return own.get(self.of) or f"{written}sample {self.index} of the {self.of}"

    @cached_property
    def trace(self) -> Trace:
        """Every number of the pass and the update it asks for."""
        return self.network.trace(
            to_inputs(self.image).ravel(), to_targets(self.label, self.network.output_nodes)
        )

    @cached_property
    def check(self) -> GradientCheck:
        """Both error rules held against finite differences."""
        from tinynet import gradient_check

        return gradient_check(self.network, self.trace.inputs, self.trace.targets)

    @cached_property
    def score(self) -> float:
        """The share of other digits read right before any update."""
        from tinynet import accuracy

        return accuracy(self.network, *self.others)

    @cached_property
    def sweep(self) -> RateSweep:
        """This one update made at many learning rates."""
        from tinynet.sweep import sweep_rates

        return sweep_rates(self.trace, SWEPT_RATES, *self.others)

    @cached_property
    def told_once(self) -> RateSweep:
        """This one update made at the network's own learning rate."""
        from tinynet.sweep import sweep_rates

        return sweep_rates(self.trace, [self.network.learning_rate], *self.others)

    @cached_property
    def learning(self) -> Pass:
        """A pass of a network that knows something but not everything, with a digit it gets wrong.

        The network is this one; where it has learned nothing yet, it is taught a few hundred
        digits first. The digit is this one, if it is read wrong, else the next of its kind that
        is, else any; if none is read wrong, this one.
        """
        from scenes.story.half_taught import half_taught

        named = half_taught(self.named, self.data) if self.named.untrained else self.named
        own = replace(self, named=named)
        if own.trace.answer != self.label:
            return own
        data = self.data if self.test is None else self.test
        few = slice(None, OTHER_DIGITS)
        wrong = named.network.query(to_inputs(data.images[few])).argmax(axis=1) != data.labels[few]
        of_kind = np.flatnonzero(wrong & (data.labels[few] == self.label))
        found = of_kind if len(of_kind) else np.flatnonzero(wrong)
        if not len(found):
            return own
        index = int(found[0])
        return Pass(named, data, index)

    @cached_property
    def training(self) -> Training:
        """What training does: the untrained network beside the one that comes trained."""
        from tinynet import accuracy

        before = self.network if self.named.untrained else untrained(self.data).network
        taught = trained_on(self.data)
        after = taught.network
        own = self.named.seed if self.named.untrained else DEFAULT_SEED
        same = own == TRAINED_SEED and before.hidden_nodes == after.hidden_nodes
        return Training(
            before,
            after,
            accuracy(before, *self.others),
            accuracy(after, *self.others),
            same,
            taught.samples,
            taught.epochs,
            taught.comes_trained,
        )

    @cached_property
    def single_layer_score(self) -> float | None:
        """The share of the others that one sum for each output reads right, trained as long.

        None where no such network comes with tinynet: for other data than digits.
        """
        if not self.training.comes_trained:
            return None
        from tinynet.single_layer import load_single_layer

        inputs, labels = self.others
        return float((load_single_layer().query(inputs).argmax(axis=1) == labels).mean())

    @cached_property
    def counterpart(self) -> Counterpart:
        """This digit through the trained network; of one that has learned, the untrained."""
        training, trained = self.training, self.named.untrained
        network = training.after if trained else training.before
        trace = network.trace(self.trace.inputs, self.trace.targets)
        # A network of the reader's own may have begun with any weights.
        same = training.same_start and self.named.origin in ("untrained", "trained")
        return Counterpart(trace, trained, same)

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
    def passed_on_after(self) -> NDArray[np.float64]:
        """What every hidden node passes on of the others after training: others × hidden.

        Of the walk's own network, where that has learned.
        """
        network = self.training.after if self.named.untrained else self.network
        return network.forward(self.others[0])[0]

    @cached_property
    def retold(self) -> Retold:
        """The same digit told up to fifty times, on a copy of the network."""
        learner = self.network.copy()
        others, labels = self.others
        outputs, answers = [], {}
        for telling in range(TELLINGS[-1] + 1):
            if telling:
                learner.train(self.trace.inputs, self.trace.targets)
            outputs.append(learner.query(self.trace.inputs))
            if telling in (0, *TELLINGS):
                answers[telling] = learner.query(others).argmax(axis=1)
        after = np.array(outputs)
        losses = loss(self.trace.targets, after)
        return Retold(after, losses, answers, labels)


def oddities(data: Dataset) -> tuple[str, ...]:
    """Return what is odd about a data set, and about how it was read, in sentences.

    Of the samples to train on nothing is said if they are not there or not sound: digits can be
    walked and tested without.
    """
    if data.source is None:
        return ()
    from tinynet import suspicions

    try:
        training = training_set(data.source)
    except TinynetError:
        return tuple(dict.fromkeys((*data.remarks, *suspicions(data))))
    remarks = (*data.remarks, *training.remarks, *suspicions(data, training))
    return tuple(dict.fromkeys(remarks))


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
        named = f"the {data.classes.thing} {digit}"
        if not data.classes.are_digits:
            there = 0 <= digit < len(data.classes)
            named = f"class {data.classes.names[digit] if there else digit}"
        raise TinynetError(f"{named}: expected it in the data set, found none")
    later = kind[kind > after]
    return int(later[0] if len(later) else kind[0])


def open_pass(place: Place, data: Dataset) -> Pass:
    """Compute the pass a place names, on this test set.

    Raises :class:`TinynetError` as :func:`open_network` and :func:`find_sample` do.
    """
    if data.source is not None and not data.are_digits:
        training_set(data.source)  # which the walk needs: told now, if it is not there
    return Pass(open_network(place, data), data, find_sample(place, data))
