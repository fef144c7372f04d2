"""Settings and small networks shared by the engine's tests."""

import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any, Literal

import numpy as np
import pytest
from hypothesis import HealthCheck, settings

from tinynet import Dataset, Network, load_mnist

# A test on a busy machine is slow, not wrong. Other examples are drawn the next time.
settings.register_profile(
    "engine", deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow]
)
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


Split = Literal["train", "test"]
Made = tuple[dict[str, Any], Callable[[Split], Dataset]]


@pytest.fixture
def make_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Made]:
    """Have a module make the network that it ships, of a few digits, into `tmp_path`.

    Other values of its constants may be given. The note is returned, and what the digits are.
    """

    def make(module: ModuleType, few: int, **constants: Any) -> Made:
        def first_digits(split: Split) -> Dataset:
            return load_mnist(split, first=few)

        for name, path in vars(module).copy().items():
            if name.endswith("_PATH"):
                monkeypatch.setattr(module, name, tmp_path / path.name)
        for name, value in constants.items():
            monkeypatch.setattr(module, name, value)
        monkeypatch.setattr(module, "load_mnist", first_digits)
        module.main()
        return json.loads(module.NOTE_PATH.read_text(encoding="utf-8")), first_digits

    return make
