"""Random keys, clicks and sizes: nothing is raised, and what is shown is a place of the walk."""

import asyncio
import random

import pytest
from textual.binding import Binding

from scenes.screens.backwards.screen import BackwardsScreen
from scenes.screens.dialogs import GoTo, Help
from scenes.screens.drawing.screen import DrawingScreen
from scenes.screens.testing.screen import TestingScreen
from scenes.screens.training import model
from scenes.screens.training.screen import TrainingScreen
from scenes.screens.walk.screen import WalkScreen
from scenes.screens.widgets.heading import Heading
from scenes.screens.widgets.toosmall import LEAST
from scenes.story.acts import ACTS
from scenes.story.route import turn_off
from tinynet import Dataset, load_mnist

ACTIONS = 40
"""Of a reader; what comes of thousands is seen in a soak."""
ELSEWHERE = ("app.quit", "training", "test", "draw", "backwards")
"""Actions that leave the walk."""
KEYS = [
    key
    for binding in WalkScreen.BINDINGS
    if isinstance(binding, Binding) and binding.action not in ELSEWHERE
    for key in binding.key.split(",")
]
OTHER_KEYS = ["escape", "tab", "shift+tab", "f5", "z", "backspace", "ctrl+a", "up", "down", "enter"]
SIZES = [(80, 24), (120, 40), (200, 60), (97, 31), (60, 15), (1, 1), (300, 24), (80, 90)]
KINDS = {"keys": 70, "other key": 8, "click": 10, "drag": 4, "hover": 6, "resize": 2}
BURST = 9
"""Keys that may be pressed faster than the screen is drawn."""


async def do_anything(reader, chance):
    """Do one thing that a reader may do; return what it was."""
    width, height = reader.app.size

    def cell():
        return chance.randrange(width), chance.randrange(height)

    kind = chance.choices(list(KINDS), list(KINDS.values()))[0]
    if kind == "keys":
        done = chance.choices(KEYS, k=chance.randint(1, BURST))
        await reader.type(*done)
    elif kind == "other key":
        done = chance.choice(OTHER_KEYS)
        await reader.press(done)
    elif kind == "click":
        done = cell()
        await reader.click(*done)
    elif kind == "drag":
        done = [cell() for _ in range(4)]
        await reader.drag(*done)
    elif kind == "hover":
        done = cell()
        await reader.point(*done)
    else:
        done = chance.choice(SIZES)
        await reader.resize(*done)
    return kind, done


def is_sound(reader):
    """Tell whether the screen shows a place of the walk, or says that it cannot."""
    if turn_off((reader.place.act, reader.place.beat)) not in ACTS.route:
        return False
    if isinstance(reader.app.screen, (GoTo, Help)):
        return True
    width, height = reader.app.size
    if width < LEAST[0] or height < LEAST[1]:
        return "tinynet"[:width] in reader.text or height < 4
    heading = reader.walk_screen.query_one(Heading).render_line(0).text
    # Not the name of the act: where something is said, or the lab speaks, it may have no room.
    return bool(heading.strip())


@pytest.mark.parametrize("seed", range(3))
async def test_a_reader_may_do_anything(open_app, seed):
    chance = random.Random(seed)
    done = []
    async with open_app(SIZES[seed], motion=seed == 1) as reader:
        for _ in range(ACTIONS):
            reader.clock.now += chance.random() / 2
            done.append(await do_anything(reader, chance))
            assert is_sound(reader), (reader.place, done[-20:], reader.text)
        await reader.resize(120, 40)
        await reader.press("escape", "escape", "home")
        while not isinstance(reader.app.screen, WalkScreen):
            await reader.press("escape")
        await reader.press("home")
        assert reader.at == "meet.friends"


ANYWHERE = [
    key
    for screen in (WalkScreen, TrainingScreen, TestingScreen, DrawingScreen, BackwardsScreen)
    for binding in screen.BINDINGS
    if isinstance(binding, Binding) and binding.action not in ("app.quit", "save", "open")
    for key in binding.key.split(",")
]


@pytest.mark.parametrize("seed", range(3))
async def test_a_reader_may_go_anywhere(open_app, seed, monkeypatch):
    digits = load_mnist("train")
    few = Dataset(digits.images[:600], digits.labels[:600])
    monkeypatch.setattr(model, "load_data", lambda split, directory: few)
    chance = random.Random(seed)
    done = []
    async with open_app(SIZES[seed % 3], hidden=10) as reader:
        for _ in range(ACTIONS):
            width, height = reader.app.size
            done.append(chance.choice(ANYWHERE))
            await reader.press(done[-1])
            if chance.random() < 0.1:
                await reader.click(chance.randrange(width), chance.randrange(height))
            if chance.random() < 0.02:
                await reader.resize(*chance.choice(SIZES))
            assert reader.app.is_running, done[-20:]
        await reader.resize(120, 40)
        async with asyncio.timeout(60):
            while len(reader.app.screen_stack) > 1:
                await reader.press("escape")
        assert isinstance(reader.app.screen, WalkScreen), done
