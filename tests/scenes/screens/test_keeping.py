"""Nothing is lost by ending the app: what is kept, offered, taken up, declined, and set aside."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenes.screens import keeping
from scenes.screens.backwards.screen import BackwardsScreen
from scenes.screens.drawing.screen import DrawingScreen
from scenes.screens.keeping import Keeper
from scenes.screens.keeping_app import KeptFound
from scenes.screens.session import Session, session_of
from scenes.screens.training import model as training_model
from scenes.screens.training.screen import TrainingScreen
from scenes.screens.walk.screen import WalkScreen
from scenes.story.lab.edits import Off, Turn
from scenes.story.saved.archive import packed, unpacked
from tinynet import Dataset

pytestmark = pytest.mark.usefixtures("drawn_when_looked_at")

SECONDS = 60


FEW = 50


@pytest.fixture(autouse=True)
def few(digits, monkeypatch):
    """Train on a few of the test digits: nobody waits for sixty thousand to be unpacked."""
    few = Dataset(digits.images[:FEW], digits.labels[:FEW])
    monkeypatch.setattr(training_model, "load_data", lambda split, data: few)


@pytest.fixture
def keeper(tmp_path: Path) -> Keeper:
    return Keeper(tmp_path / "state")


async def found(reader) -> None:
    """Wait until what was kept has been looked for."""
    await reader.app.workers.wait_for_complete()
    await reader.settle()


async def trained(reader, digits: int):
    """Train with so many digits, one by one; return the weights."""
    async with asyncio.timeout(SECONDS):
        while (run := reader.app.training.run) is None:
            await asyncio.sleep(0)
        await reader.press(*"n" * digits)
        while run.snapshot.samples < digits:
            await asyncio.sleep(0)
    return run.snapshot.moment


@pytest.mark.slow
async def test_all_that_is_done_comes_back(open_app, keeper):
    """A drawing, a lab setting, a run, and the screens that are open over each other."""
    async with open_app(at="weighted-sum.products", keeper=keeper) as reader:
        await reader.press("i")
        for edit in (Off(17), Turn(15.0)):
            reader.app.walk_model.edit(edit)
        await reader.press("escape", "d")
        reader.app.drawing.begin(5, 14)
        reader.app.drawing.sheet.move(22, 14)
        await reader.press("7", "m", "escape", "t")
        await found(reader)
        moment = await trained(reader, 3)
        await reader.press("f", "8", "B", "3", "plus")
        ink = reader.app.drawing.sheet.ink
        told = reader.app.drawing.learner.network
        assert not keeper.folder.exists()
        reader.app.exit()
    (kept,) = keeper.folder.iterdir()

    async with open_app(keeper=keeper) as reader:
        await found(reader)
        assert reader.app.offer is not None
        assert (
            "z goes on with a drawing, a training of 3 digits, 2 lab changes · Z no"
            in reader.heading
        )
        await reader.resize(80, 24)
        assert "z goes on where you were · Z no" in reader.heading
        await reader.press("z")
        await found(reader)
        assert [type(screen) for screen in reader.app.screen_stack] == [
            WalkScreen,
            TrainingScreen,
            BackwardsScreen,
        ]
        app = reader.app
        assert app.walk_model.where == ("weighted-sum", "products")
        assert app.walk_model.lab.edits.edits == (Off(17), Turn(15.0))
        assert np.array_equal(app.drawing.sheet.ink, ink)
        assert app.drawing.meant == 7
        assert app.drawing.learner.told == 1
        assert np.array_equal(app.drawing.learner.network.input_hidden, told.input_hidden)
        again = app.training.run.snapshot.moment
        assert again.samples == 3
        assert np.array_equal(again.input_hidden, moment.input_hidden)
        backwards = app.screen.model
        assert (backwards.digit, backwards.other, backwards.share) == (8, 3, 60)
        assert kept.with_suffix(".taken").exists()
        assert not kept.exists()
        await reader.press("escape", "d")
        assert isinstance(app.screen, DrawingScreen)


async def test_an_offer_is_never_in_the_way_and_declined_for_good(open_app, keeper):
    """It stands beside the title until the reader goes on; the palette has it for longer."""
    async with open_app(hidden=10, keeper=keeper) as reader:
        await found(reader)
        assert not reader.app.offer
        reader.app.exit()
    assert not keeper.folder.exists(), "who did nothing has nothing kept"

    async with open_app(hidden=10, keeper=keeper) as reader:
        await reader.press("right")
        reader.app.exit()
    (kept,) = keeper.folder.iterdir()
    async with open_app(hidden=10, keeper=keeper) as reader:
        await found(reader)
        assert "z goes on with act 1, Meet the friends, just now · Z no" in reader.heading
        await reader.press("n")
        assert "goes on with" not in reader.heading
        titles = [c.title for c in reader.app.get_system_commands(reader.app.screen)]
        assert "Go on with act 1, Meet the friends" in titles
        await reader.press("Z", "p")
        assert "goes on with" not in reader.heading
    assert [path.suffix for path in keeper.folder.iterdir()] == [".declined"]
    assert keeper.newest() == (None, [])
    kept.with_suffix(".declined").rename(kept)

    kept.write_bytes(kept.read_bytes()[:200])
    async with open_app(hidden=10, keeper=keeper) as reader:
        await found(reader)
        (said,) = [n.message for n in reader.app._notifications]
        aside = kept.with_suffix(".broken").name
        assert said.startswith(f"{kept}: expected what tinynet saves, found: ")
        assert said.endswith(f"it is set aside as {aside}")
        reader.app.turn_keeping()
        await reader.press("right")
        reader.app.exit()
    assert {path.name for path in keeper.folder.iterdir()} == {aside, "off"}
    assert keeper.turn()


async def test_two_that_end_at_once_keep_both(open_app, keeper):
    """And of many, the newest stay."""
    async with open_app(hidden=10, keeper=keeper) as reader:
        await reader.press("right")
        session = session_of(reader.app)
    one, other = keeper.keep(session), keeper.keep(session)
    assert one != other
    for _ in range(keeping.MOST):
        keeper.keep(session)
    assert len(list(keeper.folder.iterdir())) == keeping.MOST
    offer, _ = keeper.newest()
    assert keeper.answer(offer, "taken")
    assert not keeper.answer(offer, "taken"), "another one was faster"

    whole = packed(session)
    assert unpacked(Session, whole).walk.options == session.walk.options

    @settings(max_examples=50)
    @given(st.integers(0, len(whole) - 1), st.integers(0, 255), st.booleans())
    def mutated(at: int, byte: int, cut: bool) -> None:
        content = whole[:at] if cut else whole[:at] + bytes([byte]) + whole[at + 1 :]
        with suppress(ValueError):
            unpacked(Session, content)

    mutated()


async def test_what_was_kept_is_found_when_the_walk_has_gone(open_app):
    async with open_app(hidden=10) as reader:
        await reader.walk_screen.query("#map, #stage, #heading").remove()
        reader.app.post_message(KeptFound(None, []))
        await reader.settle()
        assert reader.app.is_running


async def test_a_folder_that_cannot_be_written_is_said_at_the_end(open_app, keeper):
    keeper.folder.write_bytes(b"")
    async with open_app(hidden=10, keeper=keeper) as reader:
        await reader.press("right")
        reader.app.exit()
        assert reader.app._last_words == (
            f"tinynet: nothing of this session was kept; {keeper.folder}: "
            "expected a folder to keep things in, found: File exists"
        )


async def test_a_long_run_is_not_ended_by_one_key(open_app, keeper):
    async with open_app(hidden=10, keeper=keeper) as reader:
        await reader.press("t")
        await found(reader)
        await trained(reader, 1)
        reader.app.training.run.seconds = 61.0
        await reader.press("q")
        assert "End a training after 1 digits?" in reader.text
        await reader.press("escape")
        assert reader.app.training.run.snapshot.samples == 1
        await reader.press("q")
        assert reader.app._exit, "it asks once"
