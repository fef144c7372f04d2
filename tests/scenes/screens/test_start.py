"""The start: one frame, whole, and nothing in memory or on the way that only later screens need."""

import asyncio
import gc
import re

import pytest
from textual.drivers.headless_driver import HeadlessDriver

import scenes.screens.training as training
from scenes.screens.app import TinynetApp
from scenes.screens.memory import uncollected
from scenes.story.passes import open_pass
from scenes.story.places import Place
from scenes.story.walk import open_walk
from tests.scenes.conftest import Open
from tinynet import Dataset


class Terminal(HeadlessDriver):
    """A terminal that keeps what was written."""

    written: list[str]

    @property
    def is_headless(self) -> bool:
        """Say no, or frames would not be written."""
        return False

    def write(self, data: str) -> None:
        """Keep it."""
        self.written.append(data)


async def test_the_first_frame_is_whole_and_laid_out_once(
    digits: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = Place(hidden=10)
    app = TinynetApp(place, open_walk(place, open_pass(place, digits)), motion=False)
    monkeypatch.setattr(Terminal, "written", [], raising=False)
    app.driver_class = Terminal
    running = asyncio.create_task(app.run_async(size=(120, 40)))
    async with asyncio.timeout(60):
        while not (frames := [each for each in Terminal.written if len(each) > 100]):
            await asyncio.sleep(0)
    first = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", frames[0])
    for words in ("LOLA 1", "Three friends", "In a neural network", "10 Recap", "^p palette"):
        assert words in first
    await asyncio.sleep(0.1)
    app.exit()
    await running
    later = [each for each in Terminal.written if len(each) > 100][1:]
    assert not later, "nothing moved, nothing was pressed"


async def test_a_stylesheet_is_read_when_its_screen_opens(open_app: Open) -> None:
    async with open_app(hidden=10) as reader:
        path = f"{training.__path__[0]}/style.tcss"
        read = reader.app.stylesheet.has_source
        assert not read(path)
        await reader.press("t")
        assert read(path)
        assert reader.app.screen.query_one("#upper").styles.height.value == 16


async def test_a_dialog_opens_over_what_was_there(open_app: Open) -> None:
    async with open_app(hidden=10) as reader:
        for key in ("g", "G", "question_mark"):
            await reader.press(key)
            assert "YOU" in reader.text
            assert 0 < reader.app.screen.styles.background.a < 1
            await reader.press("escape")


def test_no_garbage_is_looked_for_meanwhile_but_it_is_after() -> None:
    with uncollected():
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(OSError, match="broken"), uncollected():
        raise OSError("broken")
    assert gc.isenabled()
