"""Settings, the digits, and a reader at the app, shared by the tests of what the reader sees."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar, cast

import pytest
from hypothesis import HealthCheck, settings
from textual import events
from textual._compositor import Compositor
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.message import Message
from textual.pilot import Pilot
from textual.strip import Strip

from scenes.canvas.painters.base import measure_with
from scenes.screens.app import TinynetApp
from scenes.screens.keeping import Keeper
from scenes.screens.walk.keys import hint
from scenes.screens.walk.motion import MOTION_SECONDS
from scenes.screens.walk.screen import WalkScreen
from scenes.screens.widgets.heading import Heading
from scenes.story.acts import ACTS
from scenes.story.passes import open_pass
from scenes.story.places import Place
from scenes.story.walk import open_walk
from tinynet import Dataset, load_data, load_mnist

# A test on a busy machine is slow, not wrong. Other examples are drawn the next time.
settings.register_profile(
    "scenes", deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("scenes")
# As the app does when it opens: in a test without it, words are as long as the reader sees them.
measure_with(hint)


@pytest.fixture(scope="session", autouse=True)
def stylesheets() -> Iterator[None]:
    """Parse each stylesheet once in each theme, and not in every app that a test opens."""
    parse, parsed = Stylesheet._parse_rules, {}

    def parse_once(sheet: Stylesheet, css: str, *where: Any, **how: Any) -> list[RuleSet]:
        colours = frozenset(sheet._variables.items())
        key = (colours, css, where, frozenset(how.items()))
        if key not in parsed:
            parsed[key] = parse(sheet, css, *where, **how)
        return parsed[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", parse_once)
        yield


@pytest.fixture(scope="session")
def digits() -> Dataset:
    """The bundled test set."""
    return load_mnist("test")


MessageT = TypeVar("MessageT", bound=Message)


class Clock:
    """A clock that only tests move: what is in motion stands still until they do."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Reader:
    """Somebody at the keyboard and the mouse. What they do is over when its call returns."""

    def __init__(self, app: TinynetApp, pilot: Pilot[None], messages: dict[int, Message]) -> None:
        self.app = app
        self.pilot = pilot
        self._messages = messages

    async def settle(self) -> None:
        """Wait until no message is on its way, and nothing waits for the next frame."""
        async with asyncio.timeout(60):
            while True:
                await self.pilot.pause(0)
                screen = self.app.screen
                pumps = [self.app, *screen.walk_children(with_self=True)]
                # The footer is made anew after a frame: that is no message until then.
                waits = screen._callbacks or screen._layout_required or screen._scroll_required
                # Another size is passed on by a timer, so that a window can be drawn larger.
                waits = waits or self.app._resize_timer or self.app._resize_event
                if not (waits or any(p.message_queue_size or p._next_callbacks for p in pumps)):
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

    async def move_on(self, share: float) -> None:
        """Let so much of a beat's motion go by, and show it as the ticker would."""
        self.clock.now += share * MOTION_SECONDS
        self.walk_screen._moving.tick()
        await self.settle()

    async def resize(self, width: int, height: int) -> None:
        """Make the terminal another size."""
        await self.pilot.resize_terminal(width, height)
        await self.settle()

    def heard(self, kind: type[MessageT]) -> list[MessageT]:
        """Return the messages of a kind that were sent so far, each once."""
        return [message for message in self._messages.values() if isinstance(message, kind)]

    @property
    def clock(self) -> Clock:
        """The app's clock."""
        return cast(Clock, self.app.clock)

    @property
    def walk_screen(self) -> WalkScreen:
        """The walk, whatever has opened over it."""
        return next(s for s in self.app.screen_stack if isinstance(s, WalkScreen))

    @property
    def place(self) -> Place:
        """Where the reader is."""
        return self.app.walk_model.place

    @property
    def at(self) -> str:
        """Where the reader is, as `--at` has it."""
        return f"{self.place.act}.{self.place.beat}"

    @property
    def heading(self) -> str:
        """The beat's title and the word to the reader, and what is asked in a row of its own."""
        rows = [each for each in self.walk_screen.query(Heading) if each.display]
        return " ".join(row.render_line(0).text for row in rows)

    @property
    def strips(self) -> list[Strip]:
        """What the terminal shows, with its styles."""
        return [strip.simplify() for strip in self.app.screen._compositor.render_strips()]

    @property
    def text(self) -> str:
        """What the terminal shows, without its styles."""
        return "\n".join(strip.text for strip in self.app.screen._compositor.render_strips())


@pytest.fixture
def drawn_when_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw what stands on the screen when a test reads it, and no frame that nobody sees.

    Without a terminal each is drawn and thrown away: a third of the time of a dialog's tests.
    """

    def undrawn(compositor: Compositor, *_: object, **__: object) -> None:
        compositor._dirty_regions.clear()

    monkeypatch.setattr(Compositor, "render_update", undrawn)


Open = Callable[..., AbstractAsyncContextManager[Reader]]


@pytest.fixture
def colours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand before a terminal of many colours, whatever the tests are run in."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.fixture
def open_app(
    digits: Dataset, colours: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Open:
    """Open the app, as `async with open_app((80, 24), "meet.weight", hidden=10) as reader`.

    A beat may be named by its number too. The app's clock stands still unless a test moves it. What
    it saves without being told where is in the test's own folder.
    """
    monkeypatch.chdir(tmp_path)

    @asynccontextmanager
    async def opened(
        size: tuple[int, int] = (120, 40),
        at: str = "meet",
        *,
        motion: bool = False,
        predict: bool = True,
        light: bool = False,
        keeper: Keeper | None = None,
        **choices: Any,
    ) -> AsyncIterator[Reader]:
        act, _, beat = at.partition(".")
        place = Place(**choices).at(*ACTS.where(act, beat))
        data = digits if place.source is None else load_data("test", place.source)
        walk = open_walk(place, open_pass(place, data))
        app = TinynetApp(place, walk, motion=motion, predict=predict, light=light, keeper=keeper)
        messages: dict[int, Message] = {}

        def heard(message: Message) -> None:
            messages.setdefault(id(message), message)

        app.clock = Clock()
        async with app.run_test(size=size, message_hook=heard) as pilot:
            reader = Reader(app, pilot, messages)
            await reader.settle()
            yield reader

    return opened


# An exercise in a file.


@pytest.fixture(scope="session")
def plain_exercise() -> dict[str, Any]:
    """The README's exercise."""
    return {
        "layers": [2, 2, 2],
        "inputs": [0.05, 0.1],
        "input_hidden": [[0.15, 0.2], [0.25, 0.3]],
        "hidden_output": [[0.4, 0.45], [0.5, 0.55]],
        "targets": [0.01, 0.99],
        "learning_rate": 0.5,
        "error_rule": "gradient",
    }


@pytest.fixture(scope="session")
def exercise_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A place for the file of an exercise."""
    return tmp_path_factory.mktemp("homework") / "exercise.json"


@pytest.fixture(scope="session")
def written(exercise_path: Path) -> Callable[[dict[str, Any]], str]:
    """Write an exercise into the file; return its name."""

    def write(exercise: dict[str, Any]) -> str:
        exercise_path.write_text(json.dumps(exercise), encoding="utf-8")
        return str(exercise_path)

    return write
