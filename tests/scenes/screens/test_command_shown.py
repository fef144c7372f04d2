"""`y` shows the command that reopens the place, says where it was sent, and writes it to a file."""

import pytest
from textual.widgets import Static

from scenes.screens.dialogs import CommandShown
from scenes.screens.walk.screen import WalkScreen
from tests.scenes.conftest import Open


async def test_the_command_is_shown_sent_and_written(
    open_app: Open, monkeypatch: pytest.MonkeyPatch, tmp_path
) -> None:
    monkeypatch.chdir(tmp_path)
    async with open_app(at="output.sum", hidden=10) as reader:
        command = reader.app.walk_model.reopened().command()
        await reader.press("y")
        dialog = reader.app.screen
        assert isinstance(dialog, CommandShown)
        assert reader.app.clipboard == command
        assert command in str(dialog.query_one("#command", Static).visual)
        assert "sent to the terminal's clipboard" in reader.text
        await reader.press("ctrl+s", "ctrl+s")
        assert (tmp_path / "tinynet-command.txt").read_text() == f"{command}\n"
        assert (tmp_path / "tinynet-command-2.txt").read_text() == f"{command}\n"
        assert "Written to" in str(dialog.query_one("#way", Static).visual)
        monkeypatch.setattr("scenes.screens.dialogs.COMMAND_FILE", "missing/{}.txt")
        await reader.press("ctrl+s")
        assert "No such file" in str(dialog.query_one("#way", Static).visual)
        await reader.press("escape", "escape")
        assert isinstance(reader.app.screen, WalkScreen)
