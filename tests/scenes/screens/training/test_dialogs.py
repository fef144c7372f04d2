"""What is asked before a run, and for a file, as a reader answers it."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import Button, Input, OptionList, Static

from scenes.screens.training.dialogs import (
    LATER,
    RULES,
    Field,
    FileDialog,
    PlanDialog,
    RuleSwitch,
    networks_here,
    what_it_is,
)
from scenes.screens.training.plan import PRESETS, Plan
from tinynet import Dataset, Network

SIZES = [(80, 24), (100, 24), (120, 40), (200, 60)]
SETTINGS = ["hidden", "learning_rate", "epochs", "batch_size", "rotate", "seed"]
OWN = Plan(7, 0.25, 3, 20, "gradient", 12.5, 99)
"""A plan that is no preset."""


class Asked:
    """A dialog that was opened, and what it was closed with."""

    def __init__(self, reader, dialog):
        self.reader, self.dialog = reader, dialog
        self.answers = []

    def field(self, name):
        return self.dialog.query_one(f"#{name}", Field)

    def said(self, selector):
        return str(self.dialog.query_one(selector, Static).visual)

    async def type(self, text):
        """Type over what stands in the field that has the focus."""
        self.dialog.focused.value = ""
        await self.reader.press(*text)

    async def fill(self, name, text):
        self.field(name).query_one(Input).focus()
        await self.reader.settle()
        await self.type(text)

    async def click(self, widget, x=None):
        """Click into the middle of a widget, or at a column of it."""
        region = widget.region
        await self.reader.click(region.x + (region.width // 2 if x is None else x), region.y)

    @property
    def typed(self):
        return [self.field(name).query_one(Input).value for name in SETTINGS]


async def ask(reader, dialog):
    asked = Asked(reader, dialog)
    reader.app.push_screen(dialog, asked.answers.append)
    await reader.settle()
    return asked


# The plan.


async def test_enter_starts_what_was_asked_with(open_app):
    async with open_app() as reader:
        for plan in (Plan(), OWN, replace(OWN, learning_rate=0.1 * 1.25**7, seed=2**32 - 1)):
            asked = await ask(reader, PlanDialog(plan))
            await reader.press("enter")
            assert asked.answers == [plan]


async def test_enter_starts_exactly_what_was_typed(open_app):
    async with open_app() as reader:
        asked = await ask(reader, PlanDialog(Plan()))
        await asked.fill("hidden", "500")
        for text in ("0.02", "1000", "60000"):
            await reader.press("tab")
            await asked.type(text)
        await reader.press("down", "space", "down")
        await asked.type("7.5")
        await reader.press("down")
        await asked.type("0")
        await reader.press("enter")
        assert asked.answers == [Plan(500, 0.02, 1000, 60000, "gradient", 7.5, 0)]


async def test_escape_starts_nothing(open_app):
    async with open_app() as reader:
        for focus in (OptionList, Input, RuleSwitch, Button):
            asked = await ask(reader, PlanDialog(OWN))
            asked.dialog.query(focus).first().focus()
            await reader.settle()
            await reader.press("escape")
            assert asked.answers == [None]
            assert reader.app.screen is reader.walk_screen


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("hidden", "0", "expected a whole number from 1 to 500"),
        ("hidden", "501", "expected a whole number from 1 to 500"),
        ("hidden", "", "expected a whole number from 1 to 500"),
        ("hidden", "1.5", "expected a whole number from 1 to 500"),
        ("learning_rate", "fast", "expected a number from 0.0001 to 1000"),
        ("learning_rate", "0", "expected a number from 0.0001 to 1000"),
        ("learning_rate", "nan", "expected a number from 0.0001 to 1000"),
        ("epochs", "0", "expected a whole number from 1 to 1000"),
        ("epochs", "1001", "expected a whole number from 1 to 1000"),
        ("batch_size", "60001", "expected a whole number from 1 to 60000"),
        ("rotate", "91", "expected a number from 0 to 90"),
        ("rotate", "-1", "expected a number from 0 to 90"),
        ("seed", "-1", "expected a whole number from 0 to 4294967295"),
        ("seed", "4294967296", "expected a whole number from 0 to 4294967295"),
    ],
)
async def test_a_wrong_field_is_told_and_gone_to(open_app, name, text, expected):
    async with open_app((80, 24)) as reader:
        asked = await ask(reader, PlanDialog(Plan()))
        await asked.fill(name, text)
        asked.dialog.query_one(OptionList).focus()
        await reader.settle()
        await reader.press("enter")
        assert not asked.answers
        assert asked.dialog.focused is asked.field(name).query_one(Input)
        assert asked.said(f"#{name} .about") == f"✗ {expected}"
        assert f"✗ {expected}" in reader.text  # whole, not cut
        assert asked.said("#work") == LATER

        await asked.type("5")
        assert "✗" not in reader.text
        assert asked.said("#work") != LATER
        await reader.press("enter")
        assert asked.answers == [replace(Plan(), **{name: 5})]


async def test_what_is_being_typed_is_left_in_peace(open_app):
    async with open_app() as reader:
        asked = await ask(reader, PlanDialog(Plan()))
        await asked.fill("learning_rate", "0.0")
        assert "✗" not in reader.text
        await reader.press("tab")
        assert "✗" in reader.text
        await asked.fill("learning_rate", "0.01")
        assert "✗" not in reader.text


async def test_the_first_of_several_wrong_fields_is_gone_to(open_app):
    async with open_app() as reader:
        asked = await ask(reader, PlanDialog(Plan()))
        await asked.fill("seed", "x")
        await asked.fill("epochs", "x")
        await reader.press("enter")
        assert asked.dialog.focused is asked.field("epochs").query_one(Input)
        assert reader.text.count("✗") == 2


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
async def test_a_preset_fills_the_fields_in(open_app, preset):
    async with open_app() as reader:
        asked = await ask(reader, PlanDialog(OWN))
        assert asked.dialog.query_one(OptionList).highlighted is None
        await reader.press(*["down"] * (PRESETS.index(preset) + 1))
        assert [float(text) for text in asked.typed] == [
            getattr(preset.plan, name) for name in SETTINGS
        ]
        await reader.press("enter")
        assert asked.answers == [preset.plan]


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_a_preset_can_be_trained(preset, digits):
    few = Dataset(digits.images[:3], digits.labels[:3])
    preset.plan.trainer(few, Network(784, 2, 10, 0.1, seed=1)).advance(1)


async def test_the_list_shows_which_preset_is_typed(open_app):
    async with open_app() as reader:
        asked = await ask(reader, PlanDialog(Plan()))
        chosen = asked.dialog.query_one(OptionList)
        assert chosen.highlighted == 0
        await asked.fill("hidden", "11")
        assert chosen.highlighted is None
        await asked.fill("hidden", "0010")
        assert PRESETS[chosen.highlighted].plan.hidden == 10
        assert asked.typed[0] == "0010", "what the reader types is not written over"


async def test_presets_by_mouse(open_app):
    async with open_app() as reader:
        asked = await ask(reader, PlanDialog(Plan()))
        chosen = asked.dialog.query_one(OptionList)
        await reader.click(chosen.region.x + 3, chosen.region.y + 1)
        assert asked.typed[0] == "200"
        assert not asked.answers
        await asked.fill("hidden", "3")
        await reader.click(chosen.region.x + 3, chosen.region.y + 1)
        assert asked.typed[0] == "200"


async def test_all_by_mouse(open_app):
    async with open_app() as reader:
        asked = await ask(reader, PlanDialog(Plan()))
        await asked.click(asked.field("epochs").query_one(Input))
        await asked.type("2")
        await asked.click(asked.dialog.query_one(RuleSwitch))
        await asked.click(asked.dialog.query_one("#accept"))
        assert asked.answers == [Plan(epochs=2, error_rule="gradient")]

        asked = await ask(reader, PlanDialog(Plan()))
        await asked.click(asked.dialog.query_one("#cancel"))
        assert asked.answers == [None]


async def test_the_rule_by_keys(open_app):
    async with open_app() as reader:
        asked = await ask(reader, PlanDialog(Plan()))
        switch = asked.dialog.query_one(RuleSwitch)
        switch.focus()
        await reader.settle()
        for key, rule in (("right", "gradient"), ("left", "recipe"), ("space", "gradient")):
            await reader.press(key)
            assert switch.rule == rule
            assert asked.said("#error_rule .about") == RULES[rule]
        await reader.press("enter")
        assert asked.answers == [Plan(error_rule="gradient")]


async def test_arrows_go_all_the_way_round(open_app):
    async with open_app() as reader:
        asked = await ask(reader, PlanDialog(PRESETS[-1].plan))
        stops = []
        for _ in range(10):
            stops.append(asked.dialog.focused)
            await reader.press("down")
        assert len(set(stops)) == 10
        assert asked.dialog.focused is stops[0]
        for stop in reversed(stops[1:]):
            await reader.press("up" if stop.id != "accept" else "left")
            if asked.dialog.focused is stops[0]:  # the list goes through its own lines first
                break
            assert asked.dialog.focused is stop


async def test_enter_on_a_button_is_that_button(open_app):
    async with open_app() as reader:
        for name, answer in (("accept", OWN), ("cancel", None)):
            asked = await ask(reader, PlanDialog(OWN))
            asked.dialog.query_one(f"#{name}").focus()
            await reader.settle()
            await reader.press("enter")
            assert asked.answers == [answer]


async def test_the_row_in_use_is_lit(open_app):
    async with open_app() as reader:
        asked = await ask(reader, PlanDialog(Plan()))
        for name in ("hidden", "error_rule"):
            target = asked.dialog.query_one(f"#{name}").query("Input, RuleSwitch").first()
            target.focus()
            await reader.settle()
            assert [row.id for row in asked.dialog.query(".here")] == [name]


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        (Plan(), "5 × 60,000 = 300,000 digits, one correction each."),
        (Plan(epochs=1), "60,000 digits, one correction each."),
        (
            Plan(epochs=10, rotate=10),
            "10 × 60,000 × 3 angles = 1,800,000 digits, one correction each.",
        ),
        (
            Plan(batch_size=32),
            "5 × 60,000 = 300,000 digits, a correction every 32: 9,375 in all.",
        ),
        (
            Plan(epochs=2, batch_size=7),
            "2 × 60,000 = 120,000 digits, a correction every 7: 17,144 in all.",
        ),
    ],
)
async def test_what_a_plan_comes_to(open_app, plan, words):
    assert what_it_is(plan, 60_000) == words
    async with open_app((80, 24)) as reader:
        await ask(reader, PlanDialog(plan))
        assert words in reader.text


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("plan", [Plan(), OWN], ids=["preset", "own"])
async def test_all_of_it_shows(open_app, size, plan):
    async with open_app(size) as reader:
        asked = await ask(reader, PlanDialog(plan))
        box = asked.dialog.query_one(".dialog")
        assert not box.show_vertical_scrollbar
        assert box.max_scroll_y == 0
        for preset in PRESETS:
            assert preset.name in reader.text
            assert preset.about in reader.text
        for field in asked.dialog.query(Field):
            assert str(field.query_one(".label", Static).visual) in reader.text
            assert str(field.query_one(".about", Static).visual) in reader.text
        for words in (plan.error_rule, RULES[plan.error_rule], "Start", "Cancel", "A new run"):
            assert words in reader.text


async def test_the_longest_line_shows(open_app):
    longest = Plan(epochs=1000, batch_size=2, rotate=90)
    async with open_app((80, 24)) as reader:
        asked = await ask(reader, PlanDialog(longest))
        assert asked.dialog.query_one(".dialog").max_scroll_y == 0
        words = " ".join(reader.text.replace("▎", " ").replace("▊", " ").split())
        assert "90,000,000 in all." in words


# A file.


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
    assert [str(file) for file, _ in networks_here()] == ["NEW.NPZ", "old.npz"]
    (folder / "a\nb.npz").write_bytes(b"")
    assert len(networks_here()) == 2


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


@pytest.mark.parametrize("dialog", [saving, loading])
@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", "expected a name that ends in .npz, such as jays.npz"),
        ("jays", "expected a name that ends in .npz, such as jays.npz"),
        ("jays.npy", "expected a name that ends in .npz, such as jays.npz"),
        (".npz", "expected a name that ends in .npz, such as jays.npz"),
        ("folder.npz", "folder.npz: expected a file, found a folder"),
        ("x" * 300 + ".npz", "expected a file's name, found: File name too long"),
        ("~nobody-here/x.npz", "expected a home that is known, found none for ~nobody-here"),
    ],
)
async def test_a_name_that_cannot_be_is_told(open_app, folder, dialog, typed, expected):
    async with open_app((80, 24)) as reader:
        asked = await ask(reader, dialog())
        asked.dialog.focused.value = typed
        await reader.press("enter")
        assert not asked.answers
        assert expected in asked.said("#said")
        assert asked.dialog.focused is asked.dialog.query_one(Input)
        await asked.type("n")
        assert "✗" not in reader.text


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


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_many_files_leave_room_for_the_rest(open_app, folder, size):
    for index in range(50):
        (folder / f"{index:02}-{'long' * 20}.npz").write_bytes(b"")
    async with open_app(size) as reader:
        asked = await ask(reader, saving())
        assert asked.dialog.query_one(".dialog").max_scroll_y == 0
        for words in ("Save the network", "mine.npz", "networks in ~/here", "Cancel"):
            assert words in reader.text
        for _ in range(50):
            await reader.press("down")
        name = asked.dialog.query_one(Input).value
        assert name == networks_here()[49][0].name
        assert name[:20] in reader.text


async def test_a_title_is_no_markup(open_app, folder):
    async with open_app() as reader:
        await ask(reader, FileDialog("Save [bold]me", "a.npz", must_exist=False))
        assert "Save [bold]me" in reader.text
