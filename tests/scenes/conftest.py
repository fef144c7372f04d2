"""Settings, the digits, and a reader at the app, shared by the tests of what the reader sees."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, TypeVar

import pytest
from hypothesis import settings
from textual import events
from textual.message import Message
from textual.pilot import Pilot
from textual.strip import Strip

from scenes.screens.app import TinynetApp
from scenes.screens.walk.screen import WalkScreen
from scenes.story.acts import ACTS
from scenes.story.passes import open_pass
from scenes.story.places import Place
from scenes.story.walk import open_walk
from tinynet import Dataset, load_mnist

# A test on a busy machine is slow, not wrong.
settings.register_profile("scenes", deadline=None)
settings.load_profile("scenes")


@pytest.fixture(scope="session")
def digits() -> Dataset:
    """The bundled test set."""
    return load_mnist("test")


MessageT = TypeVar("MessageT", bound=Message)


class Reader:
    """Somebody at the keyboard and the mouse. What they do is over when its call returns."""

    def __init__(self, app: TinynetApp, pilot: Pilot[None], messages: dict[int, Message]) -> None:
        self.app = app
        self.pilot = pilot
        self._messages = messages

    async def settle(self) -> None:
        """Wait until no message is on its way."""
        async with asyncio.timeout(30):
            while True:
                await self.pilot.pause(0)
                pumps = [self.app, *self.app.screen.walk_children(with_self=True)]
                if not any(pump.message_queue_size for pump in pumps):
                    return

    async def press(self, *keys: str) -> None:
        """Press keys, one after another. Unlike a Pilot's press this waits for no clock."""
        for key in keys:
            await self.type(key)

    async def type(self, *keys: str) -> None:
        """Press keys without waiting for what each does."""
        for key in keys:
            self.app.post_message(events.Key(key, None))
        await self.settle()

    async def mouse(self, kind: type[events.MouseEvent], x: int, y: int, button: int = 0) -> None:
        """Do something with the mouse at a cell of the screen."""
        event = kind(None, x, y, 0, 0, button, False, False, False, screen_x=x, screen_y=y)
        self.app.post_message(event)
        await self.settle()

    async def point(self, x: int, y: int) -> None:
        """Move the mouse."""
        await self.mouse(events.MouseMove, x, y)

    async def click(self, x: int, y: int) -> None:
        """Click the left button."""
        await self.drag((x, y))

    async def drag(self, *cells: tuple[int, int]) -> None:
        """Hold the left button at the first cell, move over the others, let go at the last."""
        await self.mouse(events.MouseDown, *cells[0], button=1)
        for cell in cells[1:]:
            await self.mouse(events.MouseMove, *cell, button=1)
        await self.mouse(events.MouseUp, *cells[-1], button=1)

    async def resize(self, width: int, height: int) -> None:
        """Make the terminal another size."""
        await self.pilot.resize_terminal(width, height)
        await self.settle()

    def heard(self, kind: type[MessageT]) -> list[MessageT]:
        """Return the messages of a kind that were sent so far, each once."""
        return [message for message in self._messages.values() if isinstance(message, kind)]

    @property
    def walk_screen(self) -> WalkScreen:
        """The walk, whatever has opened over it."""
        return next(s for s in self.app.screen_stack if isinstance(s, WalkScreen))

    @property
    def place(self) -> Place:
        """Where the reader is."""
        return self.app.walk_model.place

    @property
    def strips(self) -> list[Strip]:
        """What the terminal shows, with its styles."""
        return [strip.simplify() for strip in self.app.screen._compositor.render_strips()]

    @property
    def text(self) -> str:
        """What the terminal shows, without its styles."""
        return "\n".join(strip.text for strip in self.strips)


Open = Callable[..., AbstractAsyncContextManager[Reader]]


@pytest.fixture
def colours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand before a terminal of many colours, whatever the tests are run in."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.fixture
def open_app(digits: Dataset, colours: None) -> Open:
    """Open the app, as `async with open_app((80, 24), "meet.2", hidden=10) as reader`."""

    @asynccontextmanager
    async def opened(
        size: tuple[int, int] = (120, 40),
        at: str = "meet.1",
        *,
        motion: bool = False,
        predict: bool = True,
        light: bool = False,
        **choices: Any,
    ) -> AsyncIterator[Reader]:
        act, beat = at.split(".")
        place = Place(**choices).at(*ACTS.where(act, beat))
        walk = open_walk(place, open_pass(place, digits))
        app = TinynetApp(place, walk, motion=motion, predict=predict, light=light)
        messages: dict[int, Message] = {}

        def heard(message: Message) -> None:
            messages.setdefault(id(message), message)

        async with app.run_test(size=size, message_hook=heard) as pilot:
            reader = Reader(app, pilot, messages)
            await reader.settle()
            yield reader

    return opened
