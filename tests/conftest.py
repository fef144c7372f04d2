"""What all tests share: one thread for the matrix products, set before NumPy is imported.

Several tests run at once, and a second thread that waits for a busy core makes a product of
microseconds take milliseconds.
"""

import os

import pytest

for library in ("OPENBLAS", "MKL", "OMP"):
    os.environ.setdefault(f"{library}_NUM_THREADS", "1")

# Programs that tests start read compiled code, as those that were installed do.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

DRIVES = {"open_app", "terminal", "chromium"}
"""The fixtures that drive the app or a browser, which takes about a second a test."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as slow what drives the app or a browser, but for a few that are quick enough."""
    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        if DRIVES.intersection(fixtures) and item.get_closest_marker("quick") is None:
            item.add_marker("slow")
