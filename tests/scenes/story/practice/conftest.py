"""Small networks of all kinds, and a pass of each."""

from collections.abc import Iterator

import numpy as np
import pytest

from scenes.story.practice.step import Step
from scenes.story.practice.steps import steps_of
from tinynet import Network, Trace


def drawn_passes(count: int, seed: int = 0) -> list[tuple[Trace, Trace]]:
    """Return so many passes of networks of 1 to 3 nodes a layer, each with the one after it."""
    random = np.random.default_rng(seed)
    passes = []
    for _ in range(count):
        inputs, hidden, outputs = random.integers(1, 4, 3)
        network = Network.from_weights(
            random.uniform(-1, 1, (hidden, inputs)).round(2),
            random.uniform(-1, 1, (outputs, hidden)).round(2),
            float(random.choice([0.1, 0.3, 0.5])),
            error_rule=str(random.choice(["recipe", "gradient"])),
        )
        x = random.uniform(0.05, 1, inputs).round(2)
        t = random.choice([0.01, 0.99], outputs)
        before = network.trace(x, t)
        network.train(x, t)
        passes.append((before, network.trace(x, t)))
    return passes


def some_steps(passes: list[tuple[Trace, Trace]], count: int) -> Iterator[Step]:
    """Yield so many steps of each pass, in turn all kinds."""
    random = np.random.default_rng(1)
    for before, after in passes:
        steps = steps_of(before, after)
        for index in random.permutation(len(steps))[:count].tolist():
            yield steps[index]


@pytest.fixture(scope="session")
def passes() -> list[tuple[Trace, Trace]]:
    """Two hundred of them."""
    return drawn_passes(200)
