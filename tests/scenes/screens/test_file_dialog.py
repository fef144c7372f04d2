"""What is asked for a file, as a reader answers it."""

import os
from pathlib import Path

import pytest
from textual.widgets import Input, OptionList

from scenes.screens.file_dialog import NETWORKS, FileDialog, files_here
from tests.scenes.screens.training.asking import ask

pytestmark = pytest.mark.usefixtures("drawn_when_looked_at")

SIZES = [(80, 24), (100, 24), (120, 40), (200, 60)]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A current folder of two networks, and things that are none."""
    here = tmp_path / "here"
    here.mkdir()
    for name, written in (("old.npz", 1_000), ("NEW.NPZ", 2_000), ("notes.txt", 3_000)):
        (here / name).write_bytes(b"")
        os.utime(here / name, (written, written))
    (here / "folder.npz").mkdir()
    monkeypatch.chdir(here)
    monkeypatch.setenv("HOME", str(tmp_path))
    return here


def saving(name="mine.npz"):
    return FileDialog("Save the network", name, must_exist=False)


def loading(name=""):
    return FileDialog("Load a network", name, must_exist=True)


def test_networks_here_are_listed_newest_first(folder, monkeypatch):
    assert [str(file) for file, _ in files_here(NETWORKS)] == ["NEW.NPZ", "old.npz"]
    (folder / "a\nb.npz").write_bytes(b"")
    assert len(files_here(NETWORKS)) == 2


async def test_a_folder_that_is_gone_has_none(open_app, folder, tmp_path):
    gone = tmp_path / "gone"
    gone.mkdir()
    os.chdir(gone)
    gone.rmdir()
    async with open_app() as reader:
        await ask(reader, loading())
        assert "none yet" in reader.text


async def test_saving_takes_the_suggestion(open_app, folder):
    async with open_app() as reader:
        asked = await ask(reader, saving())
        await reader.press("enter")
        assert asked.answers == [Path("mine.npz")]


async def test_saving_takes_what_is_typed(open_app, folder, tmp_path):
    async with open_app() as reader:
        for typed, path in (
            ("a b.npz", Path("a b.npz")),
            (" b.npz ", Path("b.npz")),
            ("~/c.NPZ", tmp_path / "c.NPZ"),
            (f"{tmp_path}/d.npz", tmp_path / "d.npz"),
        ):
            asked = await ask(reader, saving())
            asked.dialog.focused.value = typed
            await reader.press("enter")
            assert asked.answers == [path]


WRONG = [
    ("", "expected a name that ends in .npz, such as mine.npz"),
    ("jays", "expected a name that ends in .npz, such as mine.npz"),
    ("jays.npy", "expected a name that ends in .npz, such as mine.npz"),
    (".npz", "expected a name that ends in .npz, such as mine.npz"),
    ("folder.npz", "folder.npz: expected a file, found a folder"),
    ("x" * 300 + ".npz", "expected a file's name, found: File name too long"),
    ("~nobody-here/x.npz", "expected a home that is known, found none for ~nobody-here"),
]
"""Names that cannot be, and what is said of them."""


async def test_a_name_that_cannot_be_is_told(open_app, folder):
    async with open_app((80, 24)) as reader:
        for dialog in (saving, loading):
            asked = await ask(reader, dialog())
            for typed, expected in WRONG:
                asked.dialog.focused.value = typed
                await reader.press("enter")
                assert not asked.answers, typed
                assert expected in asked.said("#said")
                assert asked.dialog.focused is asked.dialog.query_one(Input)
                await asked.type("N")
                assert "✗" not in reader.text, typed
            await reader.press("escape")


async def test_saving_wants_a_folder_that_is_there(open_app, folder):
    async with open_app() as reader:
        asked = await ask(reader, saving("nowhere/mine.npz"))
        await reader.press("enter")
        assert not asked.answers
        assert asked.said("#said") == "✗ nowhere: expected a folder that is there, found none"


async def test_saving_over_a_file_is_asked_once_more(open_app, folder):
    async with open_app() as reader:
        asked = await ask(reader, saving("old.npz"))
        await reader.press("enter")
        assert not asked.answers
        assert asked.said("#said") == "there is one already: Enter again replaces it"
        assert "Replace" in reader.text
        await reader.press("enter")
        assert asked.answers == [Path("old.npz")]


async def test_another_name_is_asked_about_anew(open_app, folder):
    async with open_app() as reader:
        asked = await ask(reader, saving("old.npz"))
        await reader.press("enter")
        await asked.type("NEW.NPZ")
        assert "Replace" not in reader.text
        await reader.press("enter")
        assert not asked.answers
        assert "Replace" in reader.text
        await reader.press("escape")
        assert asked.answers == [None]


async def test_loading_wants_a_file_that_is_there(open_app, folder):
    async with open_app() as reader:
        asked = await ask(reader, loading("new.npz"))
        await reader.press("enter")
        assert not asked.answers
        assert asked.said("#said") == "✗ new.npz: expected a file that is there, found none"
        await asked.type("old.npz")
        await reader.press("enter")
        assert asked.answers == [Path("old.npz")]


async def test_a_file_from_the_list(open_app, folder):
    async with open_app() as reader:
        asked = await ask(reader, loading())
        name = asked.dialog.query_one(Input)
        assert name.value == ""
        await reader.press("down")
        assert name.value == "NEW.NPZ"
        await reader.press("down")
        assert name.value == "old.npz"
        await reader.press("up", "up")
        assert asked.dialog.focused is name
        await reader.press("enter")
        assert asked.answers == [Path("NEW.NPZ")]

        asked = await ask(reader, loading())
        await reader.press("down", "down", "enter")
        assert asked.answers == [Path("old.npz")]


async def test_passing_the_list_keeps_the_name(open_app, folder):
    async with open_app() as reader:
        asked = await ask(reader, saving())
        await reader.press("tab", "tab", "enter")
        assert asked.answers == [Path("mine.npz")]


async def test_a_file_by_mouse(open_app, folder):
    async with open_app() as reader:
        asked = await ask(reader, loading())
        files = asked.dialog.query_one(OptionList).region
        await reader.click(files.x + 2, files.y + 1)
        assert not asked.answers
        await asked.click(asked.dialog.query_one("#accept"))
        assert asked.answers == [Path("old.npz")]

        asked = await ask(reader, loading())
        await asked.click(asked.dialog.query_one("#cancel"))
        assert asked.answers == [None]


async def test_many_files_leave_room_for_the_rest(open_app, folder):
    for index in range(50):
        (folder / f"{index:02}-{'long' * 20}.npz").write_bytes(b"")
    async with open_app() as reader:
        for size in SIZES:
            await reader.resize(*size)
            asked = await ask(reader, saving())
            assert asked.dialog.query_one(".dialog").max_scroll_y == 0
            for words in ("Save the network", "mine.npz", "networks in ~/here", "Cancel"):
                assert words in reader.text
            await reader.press("down")
            await reader.type(*["down"] * 49)
            name = asked.dialog.query_one(Input).value
            assert name == files_here(NETWORKS)[49][0].name
            assert name[:20] in reader.text
            await reader.press("escape")


async def test_a_title_is_no_markup(open_app, folder):
    async with open_app() as reader:
        await ask(reader, FileDialog("Save [bold]me", "a.npz", must_exist=False))
        assert "Save [bold]me" in reader.text
