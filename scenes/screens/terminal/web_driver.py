"""How the app talks to `tinynet serve`, which shows it in a visitor's browser."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from textual import events
from textual.drivers.web_driver import WebDriver
from textual.message import Message

from scenes.screens.served import refuse_files


class VisitorWebDriver(WebDriver):
    """Textual's driver for browsers, which ends with the server and hands out no file.

    Up to Textual 8.2.8 that of Textual goes on for ever once nobody is at the other end.
    """

    def write(self, data: str) -> None:
        """Write to the visitor's screen, if there still is one."""
        try:
            super().write(data)
        except OSError:
            self._gone()

    def write_meta(self, data: dict[str, object]) -> None:
        """Tell the server something, if it is still there."""
        with suppress(OSError):
            super().write_meta(data)

    def run_input_thread(self) -> None:
        """Read what the server sends, until the app ends or the server is gone."""
        super().run_input_thread()
        if not self.exit_event.is_set():
            self._gone()

    def process_message(self, message: Message) -> None:
        """Hear what the visitor does; of sizes the server tells, which knows what is too large."""
        if not isinstance(message, events.Resize):
            super().process_message(message)

    def deliver_binary(self, *_: Any, **__: Any) -> None:
        """Hand out nothing. Raises :class:`TinynetError`."""
        refuse_files()

    def _gone(self) -> None:
        with suppress(RuntimeError):  # the loop has ended already
            self._loop.call_soon_threadsafe(self._app.exit)
