"""What all tests share: one thread for the matrix products, set before NumPy is imported.

Several tests run at once, and a second thread that waits for a busy core makes a product of
microseconds take milliseconds. And a place of its own for what the app keeps when it ends.
"""

import atexit
import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

for library in ("OPENBLAS", "MKL", "OMP"):
    os.environ.setdefault(f"{library}_NUM_THREADS", "1")

import numpy as np  # noqa: E402
from numpy.typing import NDArray  # noqa: E402

from tinynet import mnist  # noqa: E402

# Programs that tests start read compiled code and keep what they write, as a reader's own do.
for setting in ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"):
    os.environ.pop(setting, None)

STATE = tempfile.mkdtemp(prefix="tinynet-state-")
"""Never the home of whoever runs the tests, nor that of another test."""
os.environ["XDG_STATE_HOME"] = STATE
atexit.register(shutil.rmtree, STATE, ignore_errors=True)
_number = count()


@pytest.fixture(autouse=True)
def state_home(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return where this test's programs keep what they keep: a folder that is not there yet."""
    home = Path(STATE) / str(next(_number))
    monkeypatch.setenv("XDG_STATE_HOME", str(home))
    yield home
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session", autouse=True)
def bundled_digits() -> Iterator[None]:
    """Unpack the digits that come along once, and not in every test: nobody can write to them."""
    read, found = mnist._read_idx, {}

    def read_once(path: Path, *how: Any) -> NDArray[np.uint8]:
        if path.parent != mnist.BUNDLED:
            return read(path, *how)
        if (path, how) not in found:
            found[path, how] = read(path, *how)
        return found[path, how]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(mnist, "_read_idx", read_once)
        yield


DRIVES = {"open_app", "terminal", "chromium"}
"""The fixtures that drive the app or a browser, which takes about a second a test."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as slow what drives the app or a browser, but for a few that are quick enough."""
    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        if DRIVES.intersection(fixtures) and item.get_closest_marker("quick") is None:
            item.add_marker("slow")
    # The longest first: at the end the others would wait for it.
    items.sort(key=lambda item: item.name != "test_the_tool_finds_nothing[types]")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Run one test more at once than there are cores: slow ones wait for terminals and browsers."""
    return (os.cpu_count() or 1) + (config.option.markexpr != "not slow")


def pytest_collection_finish(session: pytest.Session) -> None:
    """Let the collector of garbage pass over what lasts as long as the tests: they and the code.

    It would go through these hundreds of thousands of objects again and again.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)
