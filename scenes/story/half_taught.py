"""A network that knows something, but not everything: the untrained one, taught a few hundred.

Where a single telling can do harm, it needs a network that has something to lose.
"""

from __future__ import annotations

import numpy as np

from scenes.story.networks import NamedNetwork, training_set
from scenes.story.places import DEFAULT_LEARNING_RATE, DEFAULT_SEED
from tinynet import Dataset, load_mnist

HALF_TAUGHT_DIGITS = 400
"""So many of the digits to train on, and a network knows something, but not everything."""
HALF_TAUGHT = f"taught {HALF_TAUGHT_DIGITS} digits"


def half_taught(named: NamedNetwork, data: Dataset) -> NamedNetwork:
    """Return what becomes of an untrained network after a few hundred digits of such data."""
    learner = named.learning(DEFAULT_LEARNING_RATE, None).network
    few = _first_few(data)
    from tinynet import Trainer

    trainer = Trainer(learner, few, epochs=1, shuffle=False, dtype=np.float64)
    trainer.run()
    taught = NamedNetwork(trainer.network, _half_taught_name(data, few), "here")
    return taught.learning(named.network.learning_rate, None)


def _half_taught_name(data: Dataset, few: Dataset) -> str:
    return HALF_TAUGHT if data.are_digits else f"taught {len(few)} {data.classes.things}"


def few_taught(data: Dataset) -> int:
    """Return how many samples a half-taught network has been told."""
    known = data.source is None or data.are_digits
    return HALF_TAUGHT_DIGITS if known else len(_first_few(data))


def _first_few(data: Dataset) -> Dataset:
    """Return the first few hundred to train on; of a set of somebody's own, some of every class."""
    if data.source is None or data.are_digits:
        return load_mnist("train", first=HALF_TAUGHT_DIGITS)
    samples = training_set(data.source)
    order = np.random.default_rng(DEFAULT_SEED).permutation(len(samples))[:HALF_TAUGHT_DIGITS]
    return Dataset(samples.images[order], samples.labels[order], samples.classes, data.source)
