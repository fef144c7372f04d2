"""What moves on the screen: something that goes from 0 to 1, frame by frame."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.timer import Timer

if TYPE_CHECKING:
    from scenes.screens.base import TinynetScreen

FRAMES_PER_SECOND = 20
MOTION_SECONDS = 0.8


class Motion:
    """A motion of at most so many seconds; the next one starts where it likes."""

    def __init__(
        self, screen: TinynetScreen, show: Callable[[float], None], *, gently: bool = True
    ) -> None:
        """Show each moment by calling ``show``; ``gently`` starts and ends slowly."""
        self._screen = screen
        self._show = show
        self._gently = gently
        self._ticker: Timer | None = None
        self._began = 0.0

    @property
    def runs(self) -> bool:
        """Whether it is under way."""
        return self._ticker is not None

    def start(self) -> None:
        """Begin, in place of what was under way; the first moment is shown by the caller."""
        self.stop()
        self._began = self._screen.app.clock()
        self._ticker = self._screen.set_interval(1 / FRAMES_PER_SECOND, self.tick)

    def stop(self) -> None:
        """End where it is."""
        if self._ticker is not None:
            self._ticker.stop()
            self._ticker = None

    def tick(self) -> None:
        """Show the moment that it is."""
        share = min(1.0, (self._screen.app.clock() - self._began) / MOTION_SECONDS)
        if share >= 1:
            self.stop()
        self._show(share * share * (3 - 2 * share) if self._gently else share)
