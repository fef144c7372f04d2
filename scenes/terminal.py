"""What the app needs of a terminal, and how it leaves one when a signal ends it."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from typing import TYPE_CHECKING, Any, TextIO

from scenes.exit_codes import SIGNALLED

if TYPE_CHECKING:
    from textual.app import App

DUMB = ("dumb", "unknown")
WIDEST_TEXT = 100
WIDTH_IN_A_PIPE = 80
# Named, as Windows has no SIGHUP.
ENDING_SIGNALS = ("SIGTERM", "SIGHUP")


def is_terminal(stream: TextIO | None) -> bool:
    """Return whether the stream is open and a terminal."""
    return stream is not None and not stream.closed and stream.isatty()


def what_is_missing() -> str | None:
    """Return what was found instead of a terminal the app can draw on, or None for a good one."""
    if not is_terminal(sys.stdin):
        return "standard input that is not one"
    if not is_terminal(sys.stdout):
        return "standard output that is not one"
    if (term := os.environ.get("TERM", "")).lower() in DUMB:
        return f"TERM={term}"
    return None


def text_width() -> int:
    """Return how many columns text on standard output should take."""
    if not is_terminal(sys.stdout):
        return WIDTH_IN_A_PIPE
    return min(shutil.get_terminal_size().columns, WIDEST_TEXT)


def has_colours() -> bool:
    """Return whether text on standard output may be coloured."""
    term = os.environ.get("TERM", "").lower()
    return is_terminal(sys.stdout) and not os.environ.get("NO_COLOR") and term not in DUMB


def restore_on_signals(app: App[Any]) -> None:
    """Let the app end in good order, its terminal restored, when a signal asks it to end.

    Called from within the app's running event loop. Does nothing where loops take no signals.
    """
    # Imported here, as the other checks are made by commands that need no event loop.
    import asyncio

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
