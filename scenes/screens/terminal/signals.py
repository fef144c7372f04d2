"""How the app leaves a terminal when a signal ends it or stops it, and takes it again."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from scenes.screens.terminal import SIGNALLED

if TYPE_CHECKING:
    from textual.app import App

    from scenes.screens.terminal.driver import TerminalDriver

# Named, as Windows has no SIGHUP.
ENDING_SIGNALS = ("SIGTERM", "SIGHUP")


def restore_on_signals(app: App[Any]) -> None:
    """Let the app end in good order, its terminal restored, when a signal asks it to end.

    Called from within the app's running event loop. Does nothing where loops take no signals.
    """
    loop = asyncio.get_running_loop()
    for name in ENDING_SIGNALS:
        number = getattr(signal, name, None)
        if number is None:
            continue
        try:
            loop.add_signal_handler(number, _end, app, SIGNALLED + number)
        except NotImplementedError:
            return


def _end(app: App[Any], status: int) -> None:
    app.exit(return_code=status)


JUST_NOW = 1.0
"""Seconds within which the signal to continue belongs to the stop that was answered already."""
TRIES = 5
"""Times that the terminal is asked for; each time it is refused, the process is stopped again."""


class Stopping:
    """Stops the process as a shell's job, and goes on when the shell says so.

    Textual does so within the signal's handler, in the midst of whatever is computed; the screen is
    not drawn again where its size is as it was, and after SIGSTOP the terminal is taken twice.
    """

    def __init__(
        self, driver: TerminalDriver, wait: Callable[[], None], go_on: Callable[[], None]
    ) -> None:
        """Call ``wait`` before the process stops, and ``go_on`` when it has the terminal again."""
        self._driver, self._wait, self._go_on = driver, wait, go_on
        self._taken = 0.0

    def listen(self) -> None:
        """Follow the signals; called from within the app's running event loop."""
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGTSTP, self.stop)
        loop.add_signal_handler(signal.SIGCONT, self._continued)

    def stop(self) -> None:
        """Give the terminal back, stop until the shell says so, and take it again."""
        loop = asyncio.get_running_loop()
        self._wait()
        self._driver.suspend_application_mode()
        # By the signal itself, not by SIGSTOP: it does nothing where no shell could continue it.
        signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGTSTP)
        loop.add_signal_handler(signal.SIGTSTP, self.stop)
        self._take()

    def _continued(self) -> None:
        """Take the terminal anew after a stop that could not be answered: that of SIGSTOP."""
        if time.monotonic() - self._taken < JUST_NOW:
            return
        self._wait()
        self._driver.suspend_application_mode()
        self._take()

    def _take(self) -> None:
        for _ in range(TRIES):
            # In the background this stops the process once more, until it is in the foreground.
            self._driver.resume_application_mode()
            if self._driver.holds:
                break
        self._taken = time.monotonic()
        self._go_on()
