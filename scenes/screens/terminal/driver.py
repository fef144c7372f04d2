"""How the app holds a terminal: its true size, its letters, its end, and what it sends.

Textual's driver for Linux and macOS, with what it leaves open up to 8.2.8: it takes the size from
COLUMNS and LINES, writes in the locale's encoding, ends the app for a byte that is no UTF-8, runs
a paste as keys, and waits for ever to write to a terminal that is gone.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import sys
import time
from codecs import getincrementaldecoder
from collections.abc import Callable
from functools import partial
from typing import Any

from textual import events
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size
from textual.message import Message

from scenes.screens.terminal import SIGNALLED
from scenes.screens.terminal.pace import LinePace
from scenes.screens.terminal.parser import Listener
from scenes.screens.terminal.thin import ThinApp
from scenes.story.late import dataclass

READ = 1 << 12
"""Bytes read at once."""
GAP = 0.003
"""Seconds within which what follows belongs to the same burst; nobody types so fast."""
SETTLING = 0.1
"""Seconds after a burst in which keys still belong to it."""
MOST_TYPED, MOST_LETTERS = 3, 2
"""More keys at once than this, and more different ones, are a paste: a held key repeats one."""


@dataclass
class KeyBurst(Message):
    """Letters that came at once, as nobody types them: a paste without its brackets."""

    text: str


class TerminalFile:
    """Where the screen is written: in UTF-8, and nowhere once the terminal is gone."""

    encoding = "utf-8"

    def __init__(
        self,
        fileno: int,
        on_gone: Callable[[], None],
        on_taken: Callable[[int, float], None] = lambda length, seconds: None,
    ) -> None:
        """Write to this descriptor; tell once if it cannot be written to any more.

        And tell after each write how many bytes it were, and how long the terminal took.
        """
        self._fileno = fileno
        self._on_gone, self._on_taken = on_gone, on_taken
        self.gone = False

    def write(self, text: str) -> int:
        """Write all of it, waiting for a slow terminal."""
        content = text.encode("utf-8", "replace")
        left, began = memoryview(content), time.monotonic()
        while left and not self.gone:
            try:
                left = left[os.write(self._fileno, left) :]
            except BlockingIOError:  # somebody else has set it so
                select.select([], [self._fileno], [], 1.0)
            except OSError:
                self.gone = True
                self._on_gone()
        self._on_taken(len(content), time.monotonic() - began)
        return len(text)

    def flush(self) -> None:
        """Do nothing: all is written at once."""

    def isatty(self) -> bool:
        """Return whether it is a terminal."""
        return not self.gone and os.isatty(self._fileno)

    def fileno(self) -> int:
        """Return the descriptor."""
        return self._fileno


def size_of(*descriptors: int) -> tuple[int, int] | None:
    """Return the columns and rows of the first of these that is a terminal and knows them."""
    for descriptor in descriptors:
        with contextlib.suppress(OSError, ValueError):
            columns, rows = os.get_terminal_size(descriptor)
            if columns and rows:
                return columns, rows
    return None


class TerminalDriver(LinuxDriver):
    """The driver the app runs with."""

    def __init__(self, app: App[Any], **settings: Any) -> None:
        """Take standard output, which the command has found to be a terminal."""
        super().__init__(app, **settings)
        output = sys.__stdout__ if sys.__stdout__ and sys.__stdout__.isatty() else sys.__stderr__
        assert output is not None
        self._output = output.fileno()
        self.pace = LinePace(self._send_on)
        self._file: Any = TerminalFile(self._output, self._gone, self.pace.taken)
        self._pasted_until = 0.0
        if self._size is None:  # else the app would ask Rich, which asks COLUMNS first
            self._size = self._get_terminal_size()

    @property
    def terminal_size(self) -> tuple[int, int] | None:
        """The terminal's own size, where it knows it."""
        return size_of(self._output, self.fileno)

    def _get_terminal_size(self) -> tuple[int, int]:
        return self.terminal_size or super()._get_terminal_size()

    @property
    def holds(self) -> bool:
        """Whether the terminal is the app's: not while another program has it."""
        return self._writer_thread is not None

    def write(self, data: str) -> None:
        """Write to the terminal, if it is the app's."""
        if self.holds:
            self.pace.sent()
            super().write(data)

    def start_application_mode(self) -> None:
        """Take the terminal, and follow its size."""
        self.pace.restart()
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if self.holds:
            # Textual hears of a size either by this signal or in the terminal's own words. Those
            # may be overtaken: both are taken, and the app drops what is not the present size.
            signal.signal(signal.SIGWINCH, self._send_size)

    def _send_size(self, *_: object) -> None:
        size = Size(*self._get_terminal_size())
        self.send_message(events.Resize(size, size))

    def close(self) -> None:
        """Write what is left, and let go of the terminal."""
        super().close()
        self._writer_thread = None

    def _send_on(self) -> None:
        """Let the app send on: called where the terminal is written."""
        if isinstance(self._app, ThinApp):
            with contextlib.suppress(RuntimeError):  # the loop has ended already
                self._loop.call_soon_threadsafe(self._app.send_on)

    def _gone(self) -> None:
        """End the app, as SIGHUP does: its terminal was closed."""
        with contextlib.suppress(RuntimeError):  # the loop has ended already
            self._loop.call_soon_threadsafe(
                partial(self._app.exit, return_code=SIGNALLED + signal.SIGHUP)
            )

    # What the terminal sends.

    def run_input_thread(self) -> None:
        """Read until the app ends or the terminal is gone; runs in a thread of its own."""
        decode = getincrementaldecoder("utf-8")("replace").decode
        listener = Listener(self._debug)
        while not self.exit_event.is_set():
            if self._is_ready(0.1):
                content = self._read()
                if not content:
                    if self.input_tty and not self.exit_event.is_set():
                        self._gone()
                    return
                self._take(listener.hear(decode(content)))
            self._take(listener.wait())

    def _is_ready(self, seconds: float) -> bool:
        return bool(select.select([self.fileno], [], [], seconds)[0])

    def _read(self) -> bytes:
        """Return what was sent together; nothing if the terminal is gone."""
        content = b""
        try:
            while not content or (len(content) < READ and self._is_ready(GAP)):
                more = os.read(self.fileno, READ)
                content += more
                # A sequence, of a key or of the mouse, is answered at once.
                if not more or content[:1] == b"\x1b":
                    break
        except OSError:
            return content
        return content

    def _take(self, heard: list[Message]) -> None:
        """Pass on what was heard; letters that nobody can have typed so, as a burst."""
        typed = [one for one in heard if isinstance(one, events.Key) and one.is_printable]
        letters = {key.character for key in typed}
        now = time.monotonic()
        pasted = len(typed) > MOST_TYPED and len(letters) > MOST_LETTERS
        if pasted:
            self.process_message(KeyBurst("".join(key.character or "" for key in typed)))
        if pasted or (typed and now < self._pasted_until):
            self._pasted_until = now + SETTLING
            heard = [one for one in heard if not isinstance(one, events.Key)]
        for message in heard:
            self.process_message(message)
