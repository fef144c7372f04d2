"""The server and its visitors: who is refused, what a visitor's process has, how all of it ends."""

from __future__ import annotations

import asyncio
import json
import os
import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession, ClientWebSocketResponse, WSServerHandshakeError

from scenes.web.serve.hosts import Doors
from scenes.web.serve.server import AppServer
from scenes.web.serve.visitor import TerminalSize
from tinynet import TinynetError

SECONDS = 30
LINUX = Path("/proc/self/environ").exists()


def arguments_of(query: str) -> Sequence[str]:
    if query not in ("", "digit=3"):
        raise TinynetError(f"{query}: expected something <else>")
    return ["--no-motion", "--hidden=3", *(["--digit=3"] if query else [])]


class Served:
    """A server in this process, and those who come."""

    def __init__(self, server: AppServer, session: ClientSession, port: int) -> None:
        self.server = server
        self.session = session
        self.address = f"http://127.0.0.1:{port}"

    async def get(self, path: str, **headers: str) -> tuple[int, str, Any]:
        async with self.session.get(self.address + path, headers=headers) as response:
            return response.status, await response.text(), response.headers

    @asynccontextmanager
    async def visit(
        self, query: str = "", size: str = "width=100&height=30", **headers: str
    ) -> AsyncIterator[ClientWebSocketResponse]:
        headers = {"Origin": self.address} | headers
        url = f"{self.address}/ws/{query}?{size}"
        async with self.session.ws_connect(url, headers=headers, max_msg_size=0) as websocket:
            yield websocket

    async def refused(self, query: str = "", size: str = "width=9&height=9", **headers: str) -> int:
        with pytest.raises(WSServerHandshakeError) as refused:
            async with self.visit(query, size, **headers):
                pass
        return refused.value.status


@asynccontextmanager
async def served(**settings: Any) -> AsyncIterator[Served]:
    server = AppServer(arguments_of, Doors(frozenset({"localhost"})), **settings)
    port = await server.open("127.0.0.1", 0)
    async with ClientSession() as session, asyncio.timeout(SECONDS):
        yield Served(server, session, port)
    await server.close()


async def shown(websocket: ClientWebSocketResponse, words: str) -> None:
    """Wait until words are on the visitor's screen."""
    text = ""
    async for message in websocket:
        if isinstance(message.data, bytes):
            text += re.sub(r"\x1b\[[0-9;?<>=]*[a-zA-Z]", "", message.data.decode("utf-8", "ignore"))
            if words in text:
                return
    raise AssertionError(f"never came: {words}; before: {text[-2000:]}")


async def left(served: Served, but: int = 0) -> None:
    """Wait until all have left, but so many."""
    while len(served.server.visitors) > but:
        await asyncio.sleep(0.01)


def is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


async def test_pages_and_who_is_refused() -> None:
    async with served(sessions=0) as here:
        status, page, headers = await here.get("/", Host="localhost:8000")
        assert (status, "All seats are taken" in page) == (503, True)
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert "unsafe-eval" not in headers["Content-Security-Policy"]
        status, page, _ = await here.get("/?x")
        assert (status, "x: expected something &lt;else&gt;" in page) == (400, True)
        assert (await here.get("/", Host="evil.example"))[0] == 403
        for asset in ("static/js/textual.js", "static/css/xterm.css", "assets/serve.js"):
            assert (await here.get(f"/{asset}"))[0] == 200
        for path in ("/static/", "/static/../server.py", "/assets/%2e%2e/server.py", "/download/a"):
            assert (await here.get(path))[0] in (403, 404)

        assert await here.refused(Origin="http://evil.example") == 403
        assert await here.refused(Origin="null") == 403
        assert await here.refused(Host="evil.example", Origin="http://evil.example") == 403
        assert await here.refused("x") == 400
        assert await here.refused(size="width=nine&height=9") == 400
        assert await here.refused() == 503


async def test_nothing_is_fetched_from_another_host() -> None:
    async with served(sessions=1) as here:
        _, page, _ = await here.get("/")
        _, style, _ = await here.get("/assets/serve.css")
        _, notice, _ = await here.get("/?x")
        assert "<script src=" in page
        assert "RobotoMono" in style
        assert not re.findall(r"(?:https?:)?//[a-z]", page + style + notice)


@pytest.mark.slow
async def test_two_visitors_side_by_side_then_a_third(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_OF_THE_HOST", "42")
    async with served(sessions=2) as here, here.visit() as one:
        async with here.visit("digit%3D3") as other:
            await shown(one, "Three friends")
            await shown(other, "Three friends")
            assert await here.refused() == 503
            assert (await here.get("/"))[0] == 503
            processes = [visitor._process for visitor in here.server.visitors]
            pids = [0 if process is None else process.pid for process in processes]
            if LINUX:
                check_process(pids[1])
            # What one does, the other does not see.
            await one.send_json(["stdin", "]"])
            await shown(one, "One handwritten digit")
            await other.send_json(["resize", {"width": 50, "height": 10}])
            await shown(other, "Make it larger")
            await other.send_json(["stdin", "q"])
            async for _ in other:
                pass
        await left(here, but=1)
        assert not is_there(pids[1])
        assert (await here.get("/"))[0] == 200
        await one.send_json(["ping", "7"])
        async for message in one:
            if isinstance(message.data, str):
                assert json.loads(message.data) == ["pong", "7"]
                break
        assert is_there(pids[0])
        await here.server.close()
        assert not is_there(pids[0])


def check_process(pid: int) -> None:
    """Fail if a visitor's process has more than it needs."""
    folder = Path(f"/proc/{pid}")
    environment = dict(
        line.split("=", 1) for line in (folder / "environ").read_text().split("\0") if line
    )
    assert environment.keys() <= {
        *("PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "LC_ALL", "TERM", "COLORTERM", "COLUMNS"),
        *("ROWS", "TEXTUAL_DRIVER", "TEXTUAL_COLOR_SYSTEM", "TINYNET_ADDRESS", "LD_LIBRARY_PATH"),
    }
    assert (folder / "cwd").resolve() == Path("/")
    command = (folder / "cmdline").read_text().split("\0")
    assert command[1:] == ["-P", "-m", "scenes", "--no-motion", "--hidden=3", "--digit=3", ""]
    limits = (folder / "limits").read_text()
    assert re.search(r"Max file size +0 +0", limits)


@pytest.mark.slow
async def test_who_is_idle_or_says_what_no_page_says_is_let_go() -> None:
    async with served(sessions=9, idle_seconds=0.2) as here:
        async with here.visit() as idle:
            async for _ in idle:
                pass
            assert idle.close_code == 1000
        for nonsense in ('["stdin", 7]', "[" * 60_000, '["resize", {"width": 1}]'):
            async with here.visit() as one:
                await one.send_str(nonsense)
                async for _ in one:
                    pass
                assert one.close_code == 1008, nonsense
        await left(here)


def test_a_size_is_one_that_a_terminal_can_have() -> None:
    assert TerminalSize.within(120, 40) == (120, 40)
    assert TerminalSize.within(10**9, -3) == (400, 5)
