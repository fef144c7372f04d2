"""The server: a page with a terminal, a websocket for each visitor, and who is refused."""

from __future__ import annotations

import asyncio
import html
import logging
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from string import Template

import textual_serve
from aiohttp import WSCloseCode, WSMsgType, web

from scenes.web.serve.hosts import Doors
from scenes.web.serve.visitor import ProtocolError, TerminalSize, Visitor
from tinynet import TinynetError

ASSETS = Path(__file__).with_name("assets")
STATIC = Path(textual_serve.__file__).with_name("static")
"""Of textual-serve: the terminal, its style and its font."""
IDLE_SECONDS = 15 * 60.0
HEARTBEAT = 15.0
LONGEST_MESSAGE = 1 << 16
CLOSING_SECONDS = 2.0
"""How long a page that does not answer is waited for."""

HEADERS = {
    # Only from here; the terminal makes styles of its own.
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; "
    "style-src 'self' 'unsafe-inline'; font-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
FULL = "All seats are taken"
WAIT = (
    "As many people as this computer has room for are here now: {}. Somebody will leave; try again "
    "in a while."
)
UNKNOWN = "There is no such place"

Arguments = Callable[[str], Sequence[str]]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class AppServer:
    """Serves the app to visitors, each with a process of their own."""

    def __init__(
        self,
        arguments_of: Arguments,
        doors: Doors,
        *,
        sessions: int,
        idle_seconds: float = IDLE_SECONDS,
    ) -> None:
        """Serve at most so many visitors at a time.

        ``arguments_of`` returns the app's command-line arguments for what stands in an address
        after the question mark; it raises :class:`TinynetError` for what may not stand there. It
        is called in a thread.
        """
        self._arguments_of = arguments_of
        self._doors = doors
        self._sessions = sessions
        self._idle_seconds = idle_seconds
        self._visits: dict[web.WebSocketResponse, Visitor] = {}
        self._runner: web.AppRunner | None = None

    @property
    def visitors(self) -> tuple[Visitor, ...]:
        """Those whose app runs now."""
        return tuple(self._visits.values())

    async def open(self, host: str, port: int) -> int:
        """Start to listen; return the port, which is a free one if 0 was asked for.

        Raises `OSError` where that is not possible.
        """
        # It takes a visitor who leaves at once for an app that failed; what failed says so itself.
        logging.getLogger("textual-serve").disabled = True
        application = web.Application(middlewares=[self._guard])
        application.add_routes(
            [
                web.get("/", self._show_page),
                web.get("/ws/{query:.*}", self._show_app),
                web.static("/assets", ASSETS),
                web.static("/static", STATIC),
            ]
        )
        self._runner = web.AppRunner(
            application, access_log=None, shutdown_timeout=CLOSING_SECONDS, handle_signals=False
        )
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port)
        try:
            await site.start()
        except OSError:
            await self._runner.cleanup()
            raise
        return int(self._runner.addresses[0][1])

    async def close(self) -> None:
        """End every visit, and listen no more."""
        away = [ws.close(code=WSCloseCode.GOING_AWAY) for ws in self._visits]
        await asyncio.gather(*away, return_exceptions=True)
        await asyncio.gather(*(one.stop() for one in self.visitors), return_exceptions=True)
        if self._runner is not None:
            await self._runner.cleanup()

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Refuse whoever comes by another's name; forbid the browser what no page here does."""
        if not self._doors.knows(request.headers.get("Host")):
            raise web.HTTPForbidden(text="This server has another name; --public-url gives it one.")
        response = await handler(request)
        if not response.prepared:
            response.headers.update(HEADERS)
        return response

    async def _show_page(self, request: web.Request) -> web.StreamResponse:
        """Show the terminal, or say why there is none."""
        try:
            await asyncio.to_thread(self._arguments_of, request.query_string)
        except TinynetError as error:
            return notice(400, UNKNOWN, str(error))
        if self._is_full:
            return notice(503, FULL, WAIT.format(self._sessions))
        page = (ASSETS / "app.html").read_text("utf-8")
        return web.Response(text=page, content_type="text/html")

    @property
    def _is_full(self) -> bool:
        return len(self._visits) >= self._sessions

    async def _show_app(self, request: web.Request) -> web.StreamResponse:
        """Run the app for the page that asks, if it is one of ours."""
        origin, host = request.headers.get("Origin"), request.headers.get("Host")
        if origin is None or not self._doors.opens_to(origin, host):
            raise web.HTTPForbidden(text="Only a page of this server may ask for the app.")
        try:
            size = TerminalSize.within(int(request.query["width"]), int(request.query["height"]))
            query = request.match_info["query"]
            arguments = await asyncio.to_thread(self._arguments_of, query)
        except (TinynetError, ValueError, KeyError) as error:
            raise web.HTTPBadRequest(text=str(error)) from error
        if self._is_full:
            raise web.HTTPServiceUnavailable(text=FULL)
        websocket = web.WebSocketResponse(
            heartbeat=HEARTBEAT, max_msg_size=LONGEST_MESSAGE, timeout=CLOSING_SECONDS
        )
        visitor = Visitor(websocket, arguments, self._doors.page(origin))
        self._visits[websocket] = visitor  # before anybody else can take the seat
        try:
            await websocket.prepare(request)
            await visitor.start(*size)
            await self._listen(websocket, visitor)
        finally:
            await visitor.stop()
            del self._visits[websocket]
        return websocket

    async def _listen(self, websocket: web.WebSocketResponse, visitor: Visitor) -> None:
        """Pass on what the visitor does, as long as they do something."""
        now = asyncio.get_running_loop().time
        try:
            async with asyncio.timeout(self._idle_seconds) as limit:
                async for message in websocket:
                    if message.type is not WSMsgType.TEXT:
                        raise ProtocolError
                    if await visitor.hear(message.data):
                        limit.reschedule(now() + self._idle_seconds)
        except TimeoutError:
            await websocket.close(message=b"idle")
        except ProtocolError:
            await websocket.close(code=WSCloseCode.POLICY_VIOLATION)


def notice(status: int, title: str, words: str) -> web.Response:
    """Return a page that says something instead of showing the app."""
    page = Template((ASSETS / "notice.html").read_text("utf-8"))
    text = page.substitute(title=html.escape(title), words=html.escape(words))
    return web.Response(status=status, text=text, content_type="text/html")
