"""What a closed screen held is given back; how many stand over each other is bounded."""

import asyncio
import gc
import weakref

from textual._styles_cache import StylesCache
from textual.notifications import Notify

from scenes.screens.app import MOST_SCREENS
from scenes.screens.memory import give_back
from scenes.screens.walk.screen import WalkScreen
from tests.scenes.conftest import Open, Reader


async def test_a_closed_walk_and_its_pass_are_forgotten(open_app: Open) -> None:
    async with open_app(hidden=10) as reader:
        reader.app.step_inside(reader.app.walk_model.walk.pass_)
        await reader.settle()
        inside = reader.app.screen
        assert isinstance(inside, WalkScreen)
        screen, model = weakref.ref(inside), weakref.ref(inside.model)
        del inside
        await reader.press("n", "n", "escape")
        assert len(reader.app.screen_stack) == 1
        await reader.press("n", "n")
        # asyncio forgets a stopped timer, and with it whose it was, when its time has come.
        async with asyncio.timeout(60):
            while screen() is not None or model() is not None or drawn_for_nobody(reader):
                await asyncio.sleep(0)
                give_back()


def drawn_for_nobody(reader: Reader) -> list[StylesCache]:
    """What closed widgets had drawn, which Textual remembers longer than the widgets."""
    widgets = [one for each in reader.app.screen_stack for one in each.walk_children()]
    known = {id(one._styles_cache) for one in (*widgets, *reader.app.screen_stack)}
    kept = [one for one in gc.get_objects() if isinstance(one, StylesCache)]
    return [one for one in kept if id(one) not in known]


async def test_no_more_screens_are_stacked_than_a_few(open_app: Open) -> None:
    async with open_app(hidden=10) as reader:
        for _ in range(MOST_SCREENS + 3):
            reader.app.step_inside(reader.app.walk_model.walk.pass_)
            await reader.settle()
        assert len(reader.app.screen_stack) == MOST_SCREENS
        assert any("escape goes back" in each.notification.message for each in reader.heard(Notify))
