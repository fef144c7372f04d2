"""How fast a terminal takes what it is sent: when the next may follow, and how much at once.

And how much it is sent of what moves by itself: on a far terminal that is all paid by the line.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock

FIRST = 1 << 13
LEAST, MOST = 1 << 10, 1 << 20
"""Characters sent at once."""
SLOW, QUICK = 0.05, 0.01
"""Seconds that a piece takes on its way where pieces ought to be smaller, and may be larger."""

BYTES_A_SECOND = 50_000
"""What may be sent, in the long run, while the reader does nothing."""
AT_ONCE = 40_000
"""Bytes that may be sent before that counts: a beat that is played has a new picture."""
ANSWERING = 1.0
"""Seconds after a key or the mouse in which nothing counts: answers, and the motion they start."""


class Allowance:
    """What may be sent of what moves by itself; whatever answers the reader may."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Go by a clock of seconds."""
        self._clock = clock
        self._spent, self._then = 0.0, clock()
        self._answers_until = self._then

    def answer(self) -> None:
        """Send freely for a while: the reader did something."""
        self._spent, self._answers_until = 0.0, self._clock() + ANSWERING

    def spend(self, count: int) -> None:
        """Count bytes that are sent now."""
        now = self._clock()
        if now >= self._answers_until:
            self._spent = max(0.0, self._spent - BYTES_A_SECOND * (now - self._then)) + count
            self._then = now

    def wait(self) -> float:
        """Return the seconds until more may be sent."""
        passed = self._clock() - self._then
        return max(0.0, (self._spent - AT_ONCE) / BYTES_A_SECOND - passed)


class LinePace:
    """Counts what was sent and what was taken; called from several threads."""

    def __init__(self, on_taken: Callable[[], None]) -> None:
        """Call ``on_taken``, from the thread that writes, when all that was sent has been taken."""
        self._on_taken = on_taken
        self._lock = Lock()
        self._on_its_way = 0
        self.most = FIRST
        """About how many characters to send at once, so that a key does not wait long for them."""

    def restart(self) -> None:
        """Count anew: the terminal was let go, and is taken again."""
        with self._lock:
            self._on_its_way = 0

    @property
    def waits(self) -> bool:
        """Whether something that was sent has not been taken yet."""
        return self._on_its_way > 0

    def sent(self) -> None:
        """Count something that will be written."""
        with self._lock:
            self._on_its_way += 1

    def taken(self, length: int, seconds: float) -> None:
        """Count what was sent as written: so many bytes, which took so many seconds."""
        # A line's buffers take a little at once, however slow it is: pieces grow step by step.
        if seconds > SLOW:
            self.most = max(LEAST, int(SLOW * length / seconds))
        elif seconds < QUICK and length > self.most / 2:
            self.most = min(MOST, 2 * self.most)
        with self._lock:
            self._on_its_way -= 1
            done = not self._on_its_way
        if done:
            self._on_taken()
