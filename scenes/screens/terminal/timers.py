"""Timers that go off once, however late they begin.

When a timer begins, Textual 8 passes over the times that have gone by, also where there is only
one: what was to happen a moment later never happens, if another thread had the processor for that
moment. And a timer that begins after its time, as that of a notice whose time is just over, passes
over it for ever, and the app stands still.
"""

from __future__ import annotations

from functools import cache, wraps
from typing import Any

from textual.timer import Timer


@cache
def mend_timers() -> None:
    """Have a timer that goes off once do so at once where its time has gone by."""
    made = Timer.__init__

    @wraps(made)
    def make(timer: Timer, *target_and_interval: Any, **settings: Any) -> None:
        if settings.get("repeat") == 0:
            settings["skip"] = False
        made(timer, *target_and_interval, **settings)

    Timer.__init__ = make  # type: ignore[assignment, method-assign]
