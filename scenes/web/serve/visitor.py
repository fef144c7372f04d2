"""One visitor: a process of the app, and what goes between it and the browser."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Sequence
from contextlib import suppress
from typing import NamedTuple

from aiohttp.web import WebSocketResponse
from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

DRIVER = "scenes.screens.terminal.web_driver:VisitorWebDriver"
NEEDED = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT")
"""What Python itself may need of the host's environment to start; a visitor gets no more of it."""
LEAST, MOST = (20, 5), (400, 150)
"""Columns and rows; more would be a way to fill the memory."""


class TerminalSize(NamedTuple):
    """Columns and rows of the terminal in the browser."""

    width: int
    height: int

    @classmethod
    def within(cls, width: int, height: int) -> TerminalSize:
        """Return a size that a terminal can have."""
        pairs = zip((width, height), LEAST, MOST, strict=True)
        return cls(*(min(max(asked, least), most) for asked, least, most in pairs))


class ProtocolError(ValueError):
    """A message that the page does not send."""


class Visitor(AppService):
    """Runs the app for one visitor."""

    def __init__(self, websocket: WebSocketResponse, arguments: Sequence[str], page: str) -> None:
        """Show the app, started with these arguments, at the other end of a websocket."""
        super().__init__(
            "",  # a command for a shell, which there is none of
            write_bytes=websocket.send_bytes,
            write_str=websocket.send_str,
            close=self._close,
            download_manager=DownloadManager(),
        )
        self._websocket = websocket
        self._arguments = tuple(arguments)
        self._page = page

    async def _close(self) -> None:
        await self._websocket.close()

    def _build_environment(self, width: int = 80, height: int = 24) -> dict[str, str]:
        """Return all that the process is told."""
        return {
            **{name: os.environ[name] for name in NEEDED if name in os.environ},
            # Whatever this process is made of, wherever it was found.
            "PYTHONPATH": os.pathsep.join(path for path in sys.path if os.path.isabs(path)),
            "PYTHONDONTWRITEBYTECODE": "1",
            "LC_ALL": "C.UTF-8",
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "TEXTUAL_DRIVER": DRIVER,
            "TEXTUAL_COLOR_SYSTEM": "truecolor",
            "TINYNET_ADDRESS": self._page,
            "COLUMNS": str(width),
            "ROWS": str(height),
        }

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        """Start the process: by its arguments, not by a line for a shell."""
        # -P: what lies in the folder that the server was started in is not imported.
        command = (sys.executable, "-P", "-m", "scenes", *self._arguments)
        environment = self._build_environment(width, height)
        process = await asyncio.create_subprocess_exec(
            *command,
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE,
            env=environment,
            cwd=os.path.abspath(os.sep),
            start_new_session=True,  # Ctrl+C is the server's, which ends all in good order
        )
        self._process, self._stdin = process, process.stdin
        return process

    async def run(self) -> None:
        """Pass on what the process shows until it ends, and then close the page."""
        await super().run()
        await self._close()

    async def on_data(self, payload: bytes) -> None:
        """Show something; drop it once nobody looks, so that the process can end."""
        if not self._websocket.closed:
            with suppress(ConnectionError):
                await self._websocket.send_bytes(payload)

    async def on_meta(self, data: bytes) -> None:
        """Hear nothing else from the process: what ends it is told by its end."""

    async def on_packed(self, payload: bytes) -> None:
        """Take no file."""

    async def hear(self, message: str) -> bool:
        """Pass on what the page says; return whether the visitor did something.

        Raises :class:`ProtocolError` for what the page does not say.
        """
        try:
            said = json.loads(message)
        except (ValueError, RecursionError) as error:
            raise ProtocolError from error
        match said:
            case ["stdin", str(keys)]:
                await self.send_bytes(keys.encode("utf-8", "replace"))
                return True
            case ["resize", {"width": int(width), "height": int(height)}]:
                await self.set_terminal_size(*TerminalSize.within(width, height))
                return True
            case ["ping", str(when)]:
                await self._websocket.send_json(["pong", when])
            case ["focus"]:
                await self.focus()
            case ["blur"]:
                await self.blur()
            case _:
                raise ProtocolError
        return False

    async def stop(self) -> None:
        """End the process at once: it has nothing to keep, and its seat is wanted."""
        if self._process is None or self._task is None:
            return
        with suppress(ProcessLookupError):
            self._process.kill()
        await self._process.wait()
        await self._task
