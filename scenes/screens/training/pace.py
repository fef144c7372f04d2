"""How fast a training run goes: as the reader chooses, or faster and faster by itself.

It knows no clock and no lock: the run says how long it has been going, and guards it.
"""

from __future__ import annotations

import math
from collections import deque

PACES: tuple[float | None, ...] = (1, 3, 10, 30, 100, 300, 1000, 3000, 10_000, 30_000, None)
"""Samples a second to choose from; None is as fast as it goes."""
FREE_PACE = 200_000
"""Beyond what any machine keeps: as good as no pace."""
GATHERING_SECONDS = 0.9
"""Unless the reader chooses a pace, it doubles in this time, from one correction a second."""
MOST_DOUBLINGS = 30.0
"""Far beyond what any machine keeps, and within what a float holds."""
HURRY = 3.0
"""How many doublings a reader skips who asks a run that gathers speed to go faster."""


def is_free(pace: float | None) -> bool:
    """Return whether a pace is beyond what any machine keeps."""
    return pace is None or pace > FREE_PACE


class Pace:
    """The pace of one run."""

    def __init__(self, batch_size: int) -> None:
        """Gather speed, from one batch a second."""
        self._batch_size = batch_size
        self._chosen: float | None = None
        self._by_itself = True
        """Whether the reader has chosen none."""
        self._seconds = 0.0
        """How long it has been going, which the pace gathers by."""

    @property
    def per_second(self) -> float | None:
        """The samples a second; None for as fast as it goes."""
        if not self._by_itself:
            return self._chosen
        doublings = min(self._seconds / GATHERING_SECONDS, MOST_DOUBLINGS)
        return float(self._batch_size * 2.0**doublings)

    @property
    def free(self) -> bool:
        """Whether it goes as fast as it can."""
        return is_free(self.per_second)

    @property
    def gathering(self) -> bool:
        """Whether it still rises by itself."""
        return self._by_itself and not self.free

    def choose(self, per_second: float | None) -> None:
        """Keep to so many samples a second from now on, or to none."""
        self._by_itself, self._chosen = False, per_second

    def gather(self) -> None:
        """Gather speed again, from one batch a second."""
        self._by_itself, self._seconds = True, 0.0

    def went_on(self, seconds: float) -> None:
        """Take note that the run was going for so long."""
        self._seconds += seconds

    def change(self, by: int) -> bool:
        """Take the next faster (1) or slower (−1) of the paces; or hurry while it gathers speed.

        Return whether the speed of before says nothing any more.
        """
        if by > 0 and self.gathering:
            self._seconds += HURRY * GATHERING_SECONDS
            return False
        now = self.per_second
        rates = [math.inf if pace is None else pace for pace in PACES]
        current = math.inf if now is None or self.free else now
        if by > 0:
            index = next((i for i, rate in enumerate(rates) if rate > current), len(rates) - 1)
        else:
            index = max((i for i, rate in enumerate(rates) if rate < current), default=0)
        self.choose(PACES[index])
        return True


class Speedometer:
    """How fast a run has been going, over the last second."""

    def __init__(self) -> None:
        self._marks: deque[tuple[float, int]] = deque()
        """When it was how far."""

    def mark(self, now: float, samples: int) -> None:
        """Take note of how far it is now."""
        self._marks.append((now, samples))
        while self._marks[-1][0] - self._marks[0][0] > 1.0 and len(self._marks) > 2:
            self._marks.popleft()

    def forget(self) -> None:
        """Begin anew: the speed of before says nothing any more."""
        self._marks.clear()

    @property
    def per_second(self) -> float:
        """The samples a second; 0 before anything is known."""
        if len(self._marks) < 2:
            return 0.0
        (first, before), (last, now) = self._marks[0], self._marks[-1]
        return (now - before) / (last - first) if last > first else 0.0
