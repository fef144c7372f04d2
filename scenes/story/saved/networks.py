"""A network as it is saved: by its name where that is enough to have it again, else its weights."""

from __future__ import annotations

from dataclasses import dataclass

from scenes.story.limits import LEAST_RATE, MOST_RATE
from scenes.story.networks import (
    INPUT_NODES,
    OUTPUT_NODES,
    NamedNetwork,
    Origin,
    open_network,
    refuse_too_large,
)
from scenes.story.places import DEFAULT_SEED, NAMED, Place
from tinynet import Dataset, Network, TinynetError


@dataclass(frozen=True, eq=False)
class SavedNetwork:
    """A network, what it is called, and where it comes from."""

    name: str
    origin: Origin
    seed: int | None
    hidden: int
    biases: bool
    """Whether it learns biases."""
    learning_rate: float
    error_rule: str
    network: Network | None
    """None where the name and the seed say all."""

    @classmethod
    def of(cls, named: NamedNetwork) -> SavedNetwork:
        """Return it as it is to be saved."""
        network = named.network
        by_name = named.origin in NAMED
        return cls(
            named.name,
            named.origin,
            named.seed,
            network.hidden_nodes,
            network.train_biases,
            float(network.learning_rate),
            network.error_rule,
            None if by_name else network,
        )

    def opened(self, data: Dataset | None = None) -> NamedNetwork:
        """Return the network, for this data or MNIST.

        Raises :class:`TinynetError` for one that is not.
        """
        if self.network is None:
            if self.name not in NAMED:
                raise TinynetError(f"{self.name}: expected its weights, found none")
            return open_network(
                Place(
                    network=self.name,
                    seed=DEFAULT_SEED if self.seed is None else self.seed,
                    hidden=self.hidden,
                    biases=self.biases,
                    learning_rate=self.learning_rate,
                    error_rule=self.error_rule,
                ),
                data,
            )
        return NamedNetwork(sound_network(self.network, data), self.name, self.origin, self.seed)


def sound_network(network: Network, data: Dataset | None = None) -> Network:
    """Return a network if it is one for this data, or for digits.

    Raises :class:`TinynetError` if not.
    """
    nodes = network.input_nodes, network.output_nodes
    needed = (INPUT_NODES, OUTPUT_NODES) if data is None else (data.pixels, len(data.classes))
    if nodes != needed:
        raise TinynetError(
            f"a network: expected {needed[0]} inputs and {needed[1]} outputs, "
            f"found {nodes[0]} and {nodes[1]}"
        )
    refuse_too_large(network, "a network")
    if not LEAST_RATE <= network.learning_rate <= MOST_RATE:
        raise TinynetError(
            f"a network: expected a learning rate from {LEAST_RATE:.4f} to {MOST_RATE:.0f}, "
            f"found {network.learning_rate:g}"
        )
    return network
