"""Every spot on every screen is named by a command that opens just that, or saved in a file."""

from __future__ import annotations

import shlex
from pathlib import Path

import numpy as np
import pytest

from scenes.commands.cli import make_parser
from scenes.commands.options import spot_of
from scenes.screens.app import TinynetApp
from scenes.screens.dialogs import CommandShown
from scenes.screens.session import Session, resumed
from scenes.screens.training import model as training_model
from scenes.story.lab.edits import Off
from scenes.story.passes import open_pass
from scenes.story.saved.archive import load
from scenes.story.walk import open_walk
from tests.scenes.conftest import Reader
from tinynet import Dataset, TinynetError

FEW = 50

pytestmark = pytest.mark.usefixtures("drawn_when_looked_at")


@pytest.fixture(autouse=True)
def few(digits, monkeypatch):
    """Train on a few of the test digits."""
    few = Dataset(digits.images[:FEW], digits.labels[:FEW])
    monkeypatch.setattr(training_model, "load_data", lambda split, data: few)


async def at_rest(reader: Reader) -> None:
    await reader.app.workers.wait_for_complete()
    await reader.settle()


async def named(reader: Reader) -> str:
    """Press y, and return the command that is shown; close it."""
    await reader.press("y")
    assert isinstance(reader.app.screen, CommandShown)
    command = reader.app.screen._command
    await reader.press("escape")
    return command


async def trained(reader: Reader, digits: int) -> None:
    # A run begins once the digits are there.
    while (run := reader.app.training.run) is None or run.snapshot.samples < digits:
        await reader.pilot.pause(0.005)
    await reader.settle()


def opened(command: str, digits: Dataset) -> TinynetApp:
    """Return the app that a command opens."""
    spot = spot_of(make_parser().parse_args(shlex.split(command)[1:]))
    return TinynetApp(
        spot.place, open_walk(spot.place, open_pass(spot.place, digits)), motion=False, spot=spot
    )


@pytest.mark.slow
async def test_a_command_opens_just_that(open_app, digits):
    """The lab, a cell of the test, a mix run backwards, a moment of training."""
    async with open_app(at="output.sum", network="trained", digit=4) as reader:
        await reader.press("i")
        reader.app.walk_model.edit(Off(17))
        lab = await named(reader)
        await reader.press("escape", "u", "x")
        await at_rest(reader)
        await reader.press("space", "4", "n")
        test, cell = await named(reader), (*reader.app.screen.model.cell, 1)
        await reader.press("escape", "f", "8", "B", "3", "plus")
        mix = await named(reader)
        await reader.press("escape", "t")
        await at_rest(reader)
        await reader.press("n", "n")
        await trained(reader, 2)
        training, moment = await named(reader), reader.app.training.run.snapshot.moment

    assert "--change 'jay 17 off' --at output.sum" in lab
    assert test.endswith(f"--network trained --cell {cell[0]},{cell[1]},2 --at test")
    assert mix.endswith("--network trained --asked 8,3,60 --at backwards")
    assert training == "tinynet --learning-rate 0.1 --error-rule recipe --moment 2 --at train"

    app = opened(lab, digits)
    async with app.run_test(size=(120, 40)):
        assert app.walk_model.lab.edits.edits == (Off(17),)
        assert app.walk_model.where == ("output", "sum")
    app = opened(test, digits)
    async with app.run_test(size=(120, 40)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert (*app.screen.model.cell, app.screen.model.place) == cell
        assert not app.screen.model.counting
    app = opened(mix, digits)
    async with app.run_test(size=(120, 40)):
        model = app.screen.model
        assert (model.digit, model.other, model.share) == (8, 3, 60)
    app = opened(training, digits)
    async with app.run_test(size=(120, 40)) as pilot:
        await trained(Reader(app, pilot, {}), 2)
        again = app.training.run.snapshot.moment
        assert np.array_equal(again.input_hidden, moment.input_hidden)


@pytest.mark.slow
async def test_what_a_command_does_not_hold_is_saved(open_app, digits):
    """A drawing, and a walk through a network of this session."""
    async with open_app() as reader:
        await reader.press("d")
        reader.app.drawing.begin(5, 14)
        reader.app.drawing.sheet.move(22, 14)
        await reader.press("7", "m")
        ink = reader.app.drawing.sheet.ink
        await reader.press("y")
        assert "This takes more than a command" in reader.text
        await reader.press("enter")
        assert reader.app.screen._command == "tinynet --open my-place.tinynet"
        await reader.press("escape", "enter", "n", "y")
        await reader.press(
            *["backspace"] * len("my-place.tinynet"), *"w.tinynet", "enter", "escape"
        )

    ready = resumed(load(Session, Path("my-place.tinynet")), digits, None)
    assert np.array_equal(ready.drawing.sheet.ink, ink)
    ready = resumed(load(Session, Path("w.tinynet")), digits, None)
    walk = ready.walk.walk
    assert walk.pass_.named.name == "untrained, told once"
    assert (walk.pass_.of, walk.pass_.label) == ("drawing", 7)
    app = TinynetApp(ready.walk.place, walk, motion=False, ready=ready)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert app.walk_model.place.act == "input"
        assert app.drawing is None


def test_a_file_of_something_else_is_refused(tmp_path):
    other = tmp_path / "a.tinynet"
    other.write_bytes(b"PK")
    with pytest.raises(TinynetError, match=f"{other}: expected what tinynet saves, found: "):
        load(Session, other)
