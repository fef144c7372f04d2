"""No text of any screen speaks of digits, or of sixty thousand, where the data is of shapes."""

import io
import json
import re

import pytest
from rich.console import Console
from textual.widgets import Static

from scenes.commands.cli import main
from scenes.screens.widgets.keyline import KeyLine
from scenes.story.glossary import GLOSSARY
from tests.other_data import SHAPES, shapes, write_idx

pytestmark = pytest.mark.usefixtures("drawn_when_looked_at")

OF_DIGITS = re.compile(
    r"digit|sixty thousand|60,000|10,000|\bten\b|0[–-]9|0 (…|to) 9|handwrit",
    re.IGNORECASE,
)
MEANT_SO = re.compile(
    r"MNIST's digits|✓ to 6 digits|--digit|only ten Jays|ten times through|only digits are kept"
)
"""What is true of any data: how drawings are prepared, what a preset is called."""


class Listener:
    """Looks for words of digits in all that is shown to a reader."""

    def __init__(self, reader):
        self.reader = reader
        self.heard = []
        self.looked = 0

    def look(self, text, where):
        """Note the lines that speak of digits."""
        self.looked += 1
        lines = (MEANT_SO.sub("", line) for line in text.splitlines())
        self.heard += [f"{where}: {line.strip()}" for line in lines if OF_DIGITS.search(line)]

    async def press(self, where, *keys):
        """Press keys, and look at the screen after each."""
        for key in keys:
            await self.reader.press(key)
            self.look(self.reader.text, f"{where} {key}")

    async def all_of(self, where):
        """Look at a screen, its help, its palette, and what its footer says."""
        app = self.reader.app
        self.look(self.reader.text, where)
        for command in app.get_system_commands(app.screen):
            self.look(f"{command.title}\n{command.help}", f"palette, {where}")
        for key in app.screen.query_one(KeyLine)._keys:
            self.look(f"{key.display} {key.label}\n{key.tooltip}", f"foot, {where}")
        await self.reader.press("question_mark")
        for static in app.screen.query(Static):  # all of the help, whatever is scrolled away
            console = Console(file=io.StringIO(), width=110)
            console.print(static.content)
            self.look(console.file.getvalue(), f"help, {where}")
        await self.reader.press("escape")


@pytest.fixture(scope="module")
def oblong(tmp_path_factory):
    """Shapes of 16 × 12, 240 to train on and 60 to test with."""
    folder = tmp_path_factory.mktemp("data") / "oblong"
    return str(write_idx(folder, shapes(240, 1, 16, 12), shapes(60, 2, 16, 12), SHAPES))


@pytest.fixture(scope="module")
def square(tmp_path_factory):
    """Shapes of MNIST's size, of which a drawing is prepared as MNIST's digits were."""
    folder = tmp_path_factory.mktemp("data") / "square"
    return str(write_idx(folder, shapes(240, 1, 28, 28), shapes(60, 2, 28, 28), SHAPES))


@pytest.mark.slow
async def test_no_screen_speaks_of_what_is_not_there(open_app, oblong):
    async with open_app((200, 60), "meet", data=oblong) as reader:
        listener = Listener(reader)
        await listener.all_of("walk")
        await listener.press("go to", "g", "escape")
        await listener.press("glossary", "G", *["down"] * len(GLOSSARY), "escape")
        seen = set()
        while reader.at not in seen:
            seen.add(reader.at)
            await listener.press(reader.at, "right")
            if reader.at in seen:
                await listener.press(reader.at, "right")  # past a question
        assert len(seen) > 40
        await reader.press("i")
        await listener.all_of("lab")
        await reader.press("escape", "home", "E")
        await listener.all_of("practice")
        await reader.press("escape", "x")
        await reader.app.workers.wait_for_complete()
        await listener.press(
            "test", "space", "v", "v", "down", "right", "tab", "n", "home", "space"
        )
        await listener.all_of("test")
        await reader.press("escape", "t")
        await reader.app.workers.wait_for_complete()
        await reader.settle()
        await listener.all_of("training")
        await listener.press("training", "n", "D", "n", "plus", "N", "down", "down", "escape")
        await listener.press("training", "ctrl+s", "escape", "enter", "escape", "escape", "q")
        assert "\n".join(listener.heard) == ""
        assert listener.looked > 250


@pytest.mark.slow
@pytest.mark.parametrize("size", ["oblong", "square"])
async def test_nor_does_the_sheet_or_what_runs_backwards(open_app, request, size):
    data = request.getfixturevalue(size)
    async with open_app((200, 60), "meet", data=data) as reader:
        listener = Listener(reader)
        await reader.press("d")
        await listener.all_of("sheet")
        await listener.press("sheet", "m", "n", "ctrl+s", "space", "l", "l", "j", "j", "space")
        await listener.press("sheet", "m", "v", "ctrl+s", "1", "m", "ctrl+s", "enter", "escape")
        await reader.press("escape", "f")
        await listener.all_of("backwards")
        await listener.press("backwards", "B", "1", "plus", "v", "w", "w", "j")
        assert "\n".join(listener.heard) == ""


@pytest.mark.slow
def test_nor_does_what_is_printed_or_written(capsys, oblong, tmp_path):
    heard = Listener(None)
    kept, page = tmp_path / "run.npz", tmp_path / "page.html"
    data = ["--data", oblong]
    for words in (
        ["train", *data, "--epochs", "2", "--hidden", "6", "--keep", str(kept)],
        ["test", "untrained", *data],
        ["explain", *data],
        ["explain", "--words", *data],
        ["page", str(page), "--train", str(kept)],
    ):
        assert main(words) == 0
        said = capsys.readouterr()
        heard.look(said.out + said.err, words[0])
    written = re.sub(r"(?s)<(script|style).*?</\1>|data:[^\"']*", "", page.read_text())
    heard.look(re.sub(r"<[^>]*>", "\n", written), "page of a training")
    assert all(f">{name}</th>" in written for name in SHAPES)
    assert main(["page", str(page), *data]) == 0
    written = re.sub(r"(?s)<(script|style).*?</\1>|data:[^\"']*", "", page.read_text())
    heard.look(re.sub(r"<[^>]*>", "\n", written), "page of a walk")
    capsys.readouterr()
    assert main(["explain", "--json", *data]) == 0
    numbers = json.loads(capsys.readouterr().out)
    assert numbers["classes"] == list(SHAPES)
    assert "\n".join(heard.heard) == ""
