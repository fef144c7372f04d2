"""Networks as the story knows them: each travels with its name, its origin and its seed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from scenes.story.places import DEFAULT_HIDDEN, DEFAULT_LEARNING_RATE, TRAINED, UNTRAINED, Place
from tinynet import Network, TinynetError, load_network
from tinynet.trained import load_trained

HALF_TAUGHT_DIGITS = 400
"""So many of the digits to train on, and a network knows something, but not everything."""
HALF_TAUGHT = f"taught {HALF_TAUGHT_DIGITS} digits"
MOST_CALLED = 18
"""Characters of a network's name where it stands beside a title."""
MOST_WEIGHT = 1e6
"""Larger weights would overflow on the way; nothing is left to explain."""
INPUT_NODES, OUTPUT_NODES = 784, 10
"""What an MNIST digit needs."""

Origin = Literal["untrained", "trained", "file", "here"]


@dataclass(frozen=True, eq=False)
class NamedNetwork:
    """A network, what it is called, and where it comes from."""

    network: Network
    name: str
    """As an option names it; or, for one made here, in words."""
    origin: Origin
    """How it can be had again: untrained weights by their seed, the one that comes trained, a
    file; one made here, in training or by telling, cannot."""
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


def open_network(place: Place) -> NamedNetwork:
    """Make or load the network a place names.

    Raises :class:`TinynetError` for a file that is not a network for MNIST digits.
    """
    seed = None
    origin: Origin
    if place.network == UNTRAINED:
        seed, origin = place.seed, "untrained"
        network = Network(
            INPUT_NODES, place.hidden, OUTPUT_NODES, DEFAULT_LEARNING_RATE, seed=place.seed
        )
    elif place.network == TRAINED:
        network, origin = load_trained(), "trained"
    else:
        network, origin = load_network(place.network), "file"
        if (network.input_nodes, network.output_nodes) != (INPUT_NODES, OUTPUT_NODES):
            raise TinynetError(
                f"{place.network}: expected a network of {INPUT_NODES} inputs and {OUTPUT_NODES} "
                f"outputs, found {network.input_nodes} and {network.output_nodes}"
            )
        parts = (network.input_hidden, network.hidden_output)
        biases = (network.hidden_biases, network.output_biases)
        largest = max(np.abs(part).max() for part in (*parts, *biases))
        if largest > MOST_WEIGHT:
            raise TinynetError(
                f"{place.network}: expected weights up to {MOST_WEIGHT:.0e}, found {largest:.0e}"
            )
    if place.biases:
        network.train_biases = True
    if place.learning_rate is not None:
        network.learning_rate = place.learning_rate
    if place.error_rule is not None:
        network.error_rule = place.error_rule
    return NamedNetwork(network, place.network, origin, seed)


def untrained() -> NamedNetwork:
    """Return the network that every walk starts with, unless told otherwise."""
    return open_network(Place(hidden=DEFAULT_HIDDEN))
