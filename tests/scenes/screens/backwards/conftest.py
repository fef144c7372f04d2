"""A trained network that is run backwards, and a training that led to it from noise."""

from __future__ import annotations

import numpy as np
import pytest

from scenes.screens.backwards.model import BackwardsModel
from scenes.screens.backwards.past import PastTraining
from scenes.story.networks import NamedNetwork
from scenes.story.places import TRAINED
from tinynet import Moment, Network
from tinynet.delayed import Parameters
from tinynet.trained import load_trained


def moments_to(network: Network, count: int) -> tuple[Moment, ...]:
    """Moments of a training that leads from noise to a network: after 10, 100, 1000 … digits."""
    noise = Network(784, network.hidden_nodes, 10, 0.1, seed=7)
    moments = []
    for step in range(count):
        part = step / (count - 1)
        moments.append(
            Moment(
                0 if step == 0 else 10**step,
                Parameters(
                    (1 - part) * noise.input_hidden + part * network.input_hidden,
                    (1 - part) * noise.hidden_output + part * network.hidden_output,
                    np.zeros(network.hidden_nodes),
                    np.zeros(10),
                    train_biases=False,
                ),
                0.1,
                "recipe",
            )
        )
    return tuple(moments)


def training_to(network: Network, count: int = 4) -> PastTraining:
    """A training of these moments."""
    return PastTraining(moments_to(network, count), 60_000, lambda m: f"after {m.samples}")


def trained(network: Network) -> NamedNetwork:
    """The network that comes trained, by its name."""
    return NamedNetwork(network, TRAINED, "trained")


def mine(network: Network) -> NamedNetwork:
    """A network of the reader's own."""
    return NamedNetwork(network, "mine", "file")


@pytest.fixture(scope="session")
def network() -> Network:
    """The network that comes trained."""
    return load_trained()


@pytest.fixture
def model(network: Network) -> BackwardsModel:
    """That network, the last moment of a training."""
    return BackwardsModel(trained(network), past=training_to(network))
