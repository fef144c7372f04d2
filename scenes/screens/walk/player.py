"""The walk playing by itself: as long at each beat as its words take to be read."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.timer import Timer

from scenes.story.beats import Beat

if TYPE_CHECKING:
    from scenes.screens.base import TinynetScreen

SPEEDS = (0.5, 0.75, 1.0, 1.5, 2.0, 3.0)
SECONDS_A_WORD = 0.3
LEAST_SECONDS = 4.0
ANSWERING_WORDS = 20
"""What a question adds to a beat's words, for the time it plays."""


class Player:
    """Goes on to the next beat when this one was read."""

    def __init__(self, screen: TinynetScreen, go_on: Callable[[], None]) -> None:
        """Call ``go_on`` at the end of each beat."""
        self._screen = screen
        self._go_on = go_on
        self._timer: Timer | None = None
        self._speed = SPEEDS.index(1.0)

    @property
    def plays(self) -> bool:
        return self._timer is not None

    @property
    def speed(self) -> float:
        """How many times as fast as it started."""
        return SPEEDS[self._speed]

    def turn(self, by: int) -> None:
        """Play faster (1) or slower (−1)."""
        self._speed = min(max(self._speed + by, 0), len(SPEEDS) - 1)

    def play(self, beat: Beat, *, asks: bool) -> None:
        """Play this beat from its start; ``asks``: its question has to be thought about."""
        self.stop()
        words = len(beat.story.split()) + ANSWERING_WORDS * asks
        seconds = max(LEAST_SECONDS, words * SECONDS_A_WORD) / self.speed
        self._timer = self._screen.set_timer(seconds, self._go_on)

    def stop(self) -> None:
        """Play no more: the beat that is shown stays."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def hold(self) -> None:
        """Wait with what plays, to be played from its start again."""
        if self._timer is not None:
            self._timer.pause()
