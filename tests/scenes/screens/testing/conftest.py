"""The network that comes trained, and what it answers, shared by the tests of this screen."""

import numpy as np
import pytest

from scenes.screens.testing.model import TestingModel
from scenes.story.networks import open_network
from scenes.story.places import TRAINED, Place
from tinynet import Dataset, score


@pytest.fixture(scope="session")
def trained():
    """The network that comes trained, with its name."""
    return open_network(Place(network=TRAINED))


@pytest.fixture(scope="session")
def scores(trained, digits):
    """What it answers, as the engine counts it."""
    return score(trained.network, digits.images, digits.labels)


@pytest.fixture
def model(trained, digits, scores):
    """All its answers heard, and the count over."""
    heard = TestingModel(trained, digits)
    heard.hear(scores.outputs)
    heard.finish()
    return heard


@pytest.fixture
def first(digits):
    """Return the first so many digits alone."""
    return lambda count: Dataset(digits.images[:count], digits.labels[:count])


@pytest.fixture
def without(digits):
    """Return a few hundred digits, none of one kind."""

    def some(kind):
        keep = np.flatnonzero(digits.labels != kind)[:300]
        return Dataset(digits.images[keep], digits.labels[keep])

    return some
