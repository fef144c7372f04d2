"""Settings and small networks shared by the engine's tests."""

import numpy as np
import pytest
from hypothesis import settings

from tinynet import Network

# A test on a busy machine is slow, not wrong. Other examples are drawn the next time.
settings.register_profile("engine", deadline=None, max_examples=50)
settings.load_profile("engine")


@pytest.fixture
def network() -> Network:
    """A network of 3-4-2 with seeded weights."""
    return Network(3, 4, 2, 0.3, seed=1)


@pytest.fixture
def inputs() -> np.ndarray:
    """One sample for `network`."""
    return np.array([0.9, 0.1, 0.8])


@pytest.fixture
def targets() -> np.ndarray:
    """The targets of that sample."""
    return np.array([0.99, 0.01])
