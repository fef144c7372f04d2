"""Programs in a real terminal, closed when a test ends."""

import pytest


@pytest.fixture
def terminal():
    """Return what runs a program in a terminal of its own; takes what `Terminal` does."""
    from tests.terminals import Terminal  # where there are none, these tests are skipped

    opened = []

    def start(*command, **settings):
        opened.append(Terminal(*command, **settings))
        return opened[-1]

    yield start
    for one in opened:
        one.close()
