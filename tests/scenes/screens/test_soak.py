"""Random events through all screens in a real terminal: the app answers, and stays within bounds.

`pytest -m soak`, or `python -m tests.benchmarks soak`, sends twenty thousand.
"""

import pytest

pytest.importorskip("pty", reason="a system without pseudo-terminals")

from tests.benchmarks.soak import (
    EVENTS,
    LONGEST_GAP,
    MOST_MEGABYTES,
    MOST_THREADS,
    Course,
    soak,
)


def check(course: Course, events: int) -> None:
    assert course.events == events
    assert course.longest_gap < LONGEST_GAP
    assert course.most_megabytes <= MOST_MEGABYTES, course.megabytes
    assert course.threads <= MOST_THREADS


@pytest.mark.slow
def test_some_hundred_events_do_not_end_it() -> None:
    check(soak(300), 300)


@pytest.mark.slow
@pytest.mark.soak
@pytest.mark.parametrize("seed", [1, 2])
def test_twenty_thousand_events_do_not_end_it(seed: int) -> None:
    check(soak(EVENTS, seed), EVENTS)
