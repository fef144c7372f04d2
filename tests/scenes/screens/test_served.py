"""In a visitor's browser no file can be reached: by no key, no command, and not behind them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from scenes.commands.terminal import what_is_missing
from scenes.screens.dialogs import CommandShown, Help
from scenes.screens.file_dialog import NETWORKS, FileDialog, files_here
from scenes.screens.served import ADDRESS, DRIVER
from scenes.screens.terminal.web_driver import VisitorWebDriver
from scenes.screens.training import model as training_model
from scenes.screens.training.screen import TrainingScreen
from tests.scenes.conftest import Open, Reader
from tinynet import Dataset, Network, TinynetError, load_mnist, save_network

REFUSED = "files: expected the app in a terminal"
PAGE = "http://class.local:8000/"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a network in it, where the app is."""
    save_network(Network(784, 3, 10, 0.1, seed=1), tmp_path / "secret.npz")
    monkeypatch.chdir(tmp_path)
    digits = load_mnist("train", first=50)
    few = Dataset(digits.images, digits.labels)
    monkeypatch.setattr(training_model, "load_data", lambda split, directory: few)
    return tmp_path


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> None:
    """Be in a visitor's browser."""
    monkeypatch.setenv(DRIVER, "scenes.screens.terminal.web_driver:VisitorWebDriver")
    monkeypatch.setenv(ADDRESS, PAGE)


def offered(reader: Reader) -> set[str]:
    screen = reader.app.screen
    return {command.title.split(":")[0] for command in reader.app.get_system_commands(screen)}


def told(reader: Reader) -> list[str]:
    return [notification.message for notification in reader.app._notifications]


async def open_training(reader: Reader) -> TrainingScreen:
    await reader.press("t")
    while reader.app.training is None or reader.app.training.run is None:
        await reader.pilot.pause(0.01)
    screen = reader.app.screen
    assert isinstance(screen, TrainingScreen)
    return screen


async def test_a_reader_in_a_terminal_has_files(open_app: Open, folder: Path) -> None:
    async with open_app(hidden=3) as reader:
        assert "Screenshot" in offered(reader)
        screen = await open_training(reader)
        assert {"Save", "Open"} <= offered(reader)
        assert {"save", "open"} <= {key.action for key in screen.guide.keys}
        assert [path.name for path, _ in files_here(NETWORKS)] == ["secret.npz"]
        await reader.press("ctrl+s")
        assert isinstance(reader.app.screen, FileDialog)


async def test_a_visitor_has_none(open_app: Open, folder: Path, served: None) -> None:
    before = sorted(folder.rglob("*"))
    async with open_app(hidden=3) as reader:
        app = reader.app
        assert "Screenshot" not in offered(reader)
        assert {"Train", "Theme", "Quit"} <= offered(reader)
        app.action_screenshot()
        await reader.settle()
        assert [words.startswith(REFUSED) for words in told(reader)] == [True]

        screen = await open_training(reader)
        assert not {"Save", "Open", "Screenshot"} & offered(reader)
        await reader.press("ctrl+s", "ctrl+o")
        assert app.screen is screen
        for ask in (screen.action_save, screen.action_open):
            app.clear_notifications()
            await reader.settle()
            ask()
            await reader.settle()
            assert app.screen is screen
            assert [words.startswith(REFUSED) for words in told(reader)] == [True]
        assert app.training is not None
        moment = app.training.looked_at.moment
        assert moment is not None
        with pytest.raises(TinynetError, match=REFUSED):
            app.training.save(moment, str(folder / "new.npz"))
        with pytest.raises(TinynetError, match=REFUSED):
            app.training.open_file(str(folder / "secret.npz"))
        with pytest.raises(TinynetError, match=REFUSED):
            files_here(NETWORKS)

        await reader.press("question_mark")
        assert isinstance(app.screen, Help)
        assert "file" not in reader.text
        await reader.press("escape", "t")
        await reader.press("y", "ctrl+s")
        shown = app.screen
        assert isinstance(shown, CommandShown)
        shown.action_write()
        await reader.settle()
        assert REFUSED in reader.text
        assert app.clipboard.startswith(f"{PAGE}?network=untrained&sample=0&hidden=3&")
    assert sorted(folder.rglob("*")) == before


def test_the_driver_hands_out_no_file(served: None) -> None:
    driver = object.__new__(VisitorWebDriver)
    with pytest.raises(TinynetError, match=REFUSED):
        driver.deliver_binary(None)


@pytest.mark.parametrize("driver", ["textual.drivers.web_driver:WebDriver", None])
def test_a_browser_is_a_terminal(monkeypatch: pytest.MonkeyPatch, driver: str | None) -> None:
    if driver is None:
        monkeypatch.delenv(DRIVER, raising=False)
    else:
        monkeypatch.setenv(DRIVER, driver)
    # Standard input of a test is no terminal.
    assert (what_is_missing() is None) == (driver is not None)
    assert os.environ.get(DRIVER) == driver
