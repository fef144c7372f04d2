"""Networks as the story knows them: each travels with its name, its origin and its seed."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import lru_cache
from typing import Literal

import numpy as np

import tinynet
from scenes.story.late import dataclass
from scenes.story.limits import MOST_WEIGHT
from scenes.story.places import (
    DEFAULT_HIDDEN,
    DEFAULT_LEARNING_RATE,
    HANDWRITING,
    NAMED,
    TRAINED,
    UNTRAINED,
    Place,
)
from scenes.story.samples import load_data
from tinynet import (
    Dataset,
    DataSource,
    Network,
    TaughtSubject,
    TinynetError,
)
from tinynet.classes import DIGITS
from tinynet.mnist import MNIST_SHAPE
from tinynet.subject import listed
from tinynet.trained import EPOCHS, SEED, load_trained

MOST_CALLED = 18
"""Characters of a network's name where it stands beside a title."""
INPUT_NODES, OUTPUT_NODES = math.prod(MNIST_SHAPE), 10
"""What an MNIST digit needs."""
MNIST_SAMPLES = 60_000
"""To train on."""
TAUGHT_SAMPLES = 50_000
"""So many samples teach a network the data at hand; it takes a few seconds."""
MOST_EPOCHS_TAUGHT = 50

Origin = Literal["untrained", "trained", "handwriting", "file", "here"]


@dataclass(frozen=True, eq=False)
class NamedNetwork:
    """A network, what it is called, and where it comes from."""

    network: Network
    name: str
    """As an option names it; or, for one made here, in words."""
    origin: Origin
    """How it can be had again: untrained weights by their seed, those that come trained, a file;
    one made here, in training or by telling, cannot."""
    seed: int | None = None
    """What the untrained weights were drawn with."""

    @property
    def untrained(self) -> bool:
        """Whether it has learned nothing yet: as drawn by its seed, or a run before its start."""
        return self.name == UNTRAINED

    @property
    def called(self) -> str:
        """Its name where there is little room: of a file, the end of its path."""
        name = self.name.rstrip("/\\").replace("\\", "/").rpartition("/")[2] or self.name
        return name if len(name) <= MOST_CALLED else f"…{name[1 - MOST_CALLED :]}"

    @property
    def reopens(self) -> bool:
        """Whether options can name it; one made here lives only as long as the app."""
        return self.origin != "here"

    def learning(self, learning_rate: float | None, error_rule: str | None) -> NamedNetwork:
        """Return a copy that learns at this rate by this rule, where they are given."""
        network = self.network.copy()
        network.learning_rate = learning_rate or network.learning_rate
        network.error_rule = error_rule or network.error_rule
        return replace(self, network=network)


def open_network(place: Place, data: Dataset | None = None) -> NamedNetwork:
    """Make or load the network a place names, for this data; for MNIST's digits if None.

    Of digits, the trained one is that which comes with tinynet; of other data, one taught here.

    Raises :class:`TinynetError` for a file that is not a network for such data: of other sizes,
    taught pictures of another shape, or classes of other names.
    """
    seed = None
    input_nodes, output_nodes = INPUT_NODES, OUTPUT_NODES
    if data is not None:
        input_nodes, output_nodes = data.pixels, len(data.classes)
    origin: Origin
    if place.network == UNTRAINED:
        seed, origin = place.seed, "untrained"
        network = Network(
            input_nodes, place.hidden, output_nodes, DEFAULT_LEARNING_RATE, seed=place.seed
        )
    elif place.network == TRAINED:
        network, origin = trained_on(data).network.copy(), "trained"
    elif place.network == HANDWRITING:
        if data is not None and data.source is not None and not data.are_digits:
            raise TinynetError(
                f"--network: expected {HANDWRITING} with digits of 28 × 28 pixels, "
                f"found it with {len(data.classes)} classes of {data.size} pixels"
            )
        # Not before: who shows no image waits for nothing of it.
        from tinynet.handwriting import load_handwriting

        network, origin = load_handwriting(), "handwriting"
    else:
        (network, subject), origin = tinynet.load_taught(place.network), "file"
        _check_fit(place.network, network, subject, data)
        refuse_too_large(network, place.network)
    if place.biases:
        network.train_biases = True
    if place.learning_rate is not None:
        network.learning_rate = place.learning_rate
    if place.error_rule is not None:
        network.error_rule = place.error_rule
    return NamedNetwork(network, place.network, origin, seed)


def _check_fit(
    file: str, network: Network, subject: TaughtSubject | None, data: Dataset | None
) -> None:
    """Raise :class:`TinynetError` for a network that is not for such data; None is MNIST's."""
    own = data is not None and data.source is not None
    input_nodes, output_nodes = INPUT_NODES, OUTPUT_NODES
    if data is not None:
        input_nodes, output_nodes = data.pixels, len(data.classes)
    elsewhere = "" if own else "; --data names the pictures it is for"
    if (network.input_nodes, network.output_nodes) != (input_nodes, output_nodes):
        needed = f" for {output_nodes} classes of {data.size} pixels" if own and data else ""
        taught = f", for {subject.in_words}{elsewhere}" if subject is not None else ""
        raise TinynetError(
            f"{file}: expected a network of {input_nodes} inputs and {output_nodes} "
            f"outputs{needed}, found {network.input_nodes} and {network.output_nodes}{taught}"
        )
    if subject is None:
        return
    wanted = TaughtSubject(MNIST_SHAPE, DIGITS) if data is None else data.subject
    if subject.shape != wanted.shape:
        over = "; --transpose turns pictures over" if subject.shape == wanted.shape[::-1] else ""
        raise TinynetError(
            f"{file}: expected a network for pictures of {wanted.size} pixels, "
            f"found one for {subject.size}{over}"
        )
    # Names that the reader typed are theirs to give.
    typed = data is not None and data.source is not None and data.source.names is not None
    if subject.names and wanted.names and subject.names != wanted.names and not typed:
        expected, found = _apart(wanted.names, subject.names)
        other = "; --labels gives the classes other names" if own else elsewhere
        raise TinynetError(
            f"{file}: expected a network for {expected}, found one for {found}{other}"
        )


def _apart(expected: tuple[str, ...], found: tuple[str, ...]) -> tuple[str, str]:
    """Return two lists of names in words, told so that they differ."""
    words = listed(expected), listed(found)
    if words[0] != words[1]:
        return words
    at = next(at for at, pair in enumerate(zip(expected, found, strict=True)) if len({*pair}) > 1)
    return f"{words[0]}, with class {at} {expected[at]}", f"them with class {at} {found[at]}"


def open_data(place: Place) -> tuple[Place, Dataset]:
    """Load the samples to test with that a place names; return the place, and them.

    Classes that nobody gave names have those that the place's network was taught, if its file says
    so; the place then names them too.

    Raises :class:`TinynetError` for files that are not there or not sound.
    """

    def taught() -> tuple[str, ...]:
        _, subject = tinynet.load_taught(place.network)
        return () if subject is None else subject.names

    source = place.source
    data = load_data("test", source, taught=None if place.network in NAMED else taught)
    if data.source != source:
        place = replace(place, labels=",".join(data.classes.names))
    return place, data


def untrained(data: Dataset | None = None) -> NamedNetwork:
    """Return the network that every walk starts with, unless told otherwise."""
    return open_network(Place(hidden=DEFAULT_HIDDEN), data)


@dataclass(frozen=True, eq=False)
class Taught:
    """A network that has learned, and from how much."""

    network: Network
    samples: int
    """The samples of an epoch."""
    epochs: int
    comes_trained: bool
    """Whether it is the one that comes with tinynet."""


def trained_on(data: Dataset | None) -> Taught:
    """Return a network that has learned such data: of digits, the one that comes with tinynet.

    Raises :class:`TinynetError` if the samples to train on are not there or not sound.
    """
    if data is None or data.source is None or data.are_digits:
        return Taught(load_trained(), MNIST_SAMPLES, EPOCHS, comes_trained=True)
    return _taught(data.source)


@lru_cache(maxsize=1)
def _taught(source: DataSource) -> Taught:
    from tinynet import Trainer

    samples = training_set(source)
    network = untrained(samples).network
    epochs = min(max(1, TAUGHT_SAMPLES // len(samples)), MOST_EPOCHS_TAUGHT)
    trainer = Trainer(network, samples, epochs=epochs, seed=SEED)
    trainer.run()
    return Taught(trainer.network, len(samples), epochs, comes_trained=False)


@lru_cache(maxsize=1)
def training_set(source: DataSource) -> Dataset:
    """Return the samples to train on; those read last are kept.

    Raises :class:`TinynetError` if they are not there or not sound.
    """
    return load_data("train", source)


def refuse_too_large(network: Network, called: str) -> None:
    """Raise :class:`TinynetError` for weights that would overflow on the way."""
    parts = (network.input_hidden, network.hidden_output)
    biases = (network.hidden_biases, network.output_biases)
    largest = max(np.abs(part).max() for part in (*parts, *biases))
    if largest > MOST_WEIGHT:
        raise TinynetError(
            f"{called}: expected weights up to {MOST_WEIGHT:.0e}, found {largest:.0e}"
        )
