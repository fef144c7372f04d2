"""How the app leaves a terminal when a signal ends it."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.app import App

# Named, as Windows has no SIGHUP.
ENDING_SIGNALS = ("SIGTERM", "SIGHUP")
SIGNALLED = 128
"""Added to a signal's number in the exit status, as shells have it."""


def restore_on_signals(app: App[Any]) -> None:
    """Let the app end in good order, its terminal restored, when a signal asks it to end.

    Called from within the app's running event loop. Does nothing where loops take no signals.
    """
    # Imported here, as the exit statuses of commands that need no event loop come from here too.
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
