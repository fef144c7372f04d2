"""The lab on the screen, by keyboard and by mouse."""

import asyncio
from dataclasses import replace

import pytest
from textual.app import Notify
from textual.binding import Binding

from scenes.screens.dialogs import Help
from scenes.screens.walk.lab.keys import LAB_GUIDE
from scenes.screens.walk.lab.panel import LabPanel
from scenes.screens.walk.motion import MOTION_SECONDS
from scenes.screens.walk.panels.map import MARK
from scenes.story.acts import ACTS
from scenes.story.lab.edits import Noise, Off, Paint, Tell, Threshold, Turn

pytestmark = pytest.mark.usefixtures("drawn_when_looked_at")

ALL_SIZES = [(80, 24), (120, 40), (200, 60)]
SIZES = [ALL_SIZES[0], *(pytest.param(size, marks=pytest.mark.slow) for size in ALL_SIZES[1:])]
TRAINED = {"network": "trained", "sample": 0}


def edits(reader):
    return reader.app.walk_model.lab.edits.edits


def jay(reader):
    return reader.app.walk_model.walk.jay


async def open_lab(reader, *keys):
    """Open the lab, and press some keys in it."""
    await reader.press("i")
    async with asyncio.timeout(30):
        while not isinstance(reader.app.focused, LabPanel) or "IF" not in reader.text:
            await reader.pilot.pause(0)
    await reader.press(*keys)


def find(reader, words):
    """Return the cell where some words start, searching from the bottom of the screen."""
    for y, line in reversed(list(enumerate(reader.text.split("\n")))):
        if words in line:
            return line.index(words), y
    raise AssertionError(f"no {words!r} in\n{reader.text}")


async def start_over(reader):
    """Take all edits back, and choose the first control again."""
    reader.app.walk_model.undo_all()
    panel = reader.walk_screen.query_one(LabPanel)
    panel._pane = "answers"
    panel._choose(0)
    reader.walk_screen.show_beat()
    await reader.settle()


@pytest.mark.parametrize("size", ALL_SIZES)
async def test_it_opens_and_closes_over_every_act(open_app, size):
    async with open_app(size, **TRAINED) as reader:
        for act in ACTS.ids:
            reader.walk_screen.action_visit(".".join(ACTS.where(act)))
            await reader.settle()
            closed = reader.strips
            await open_lab(reader)
            reader.walk_screen.lab.count()
            await reader.settle()
            assert "nothing is changed yet" in reader.text
            assert "1,000 digits: 96.9 %" in reader.text
            assert "heard 7 · meant 7" in reader.text
            await reader.press("escape" if act == "update" else "i")
            assert reader.strips == closed


@pytest.mark.parametrize("size", SIZES)
async def test_a_jay_is_switched_off_and_the_change_is_told(open_app, size):
    async with open_app(size, "output.answers", **TRAINED) as reader:
        before = reader.strips
        await open_lab(reader, "S")
        assert edits(reader) == (Off(jay(reader)),)
        assert "reaches 1 Jay" in reader.text
        assert "JAY 1/100" in reader.text
        reader.walk_screen.lab.count()
        await reader.settle()
        assert "96.9 % → " in reader.text
        await reader.press("S")
        assert not edits(reader)
        await reader.press("S", "i")
        assert "u" in reader.text
        assert MARK in reader.text.split("\n")[1 if size[1] > 30 else 0]
        assert "changed:" in reader.text
        await reader.press("u")
        assert not edits(reader)
        assert MARK not in reader.text
        await reader.press("left", "right")
        assert reader.strips == before


TURNED = {
    "T right right": lambda walk: Threshold(walk.jay, 1.0),
    "down down minus": lambda walk: Threshold(walk.jay, -0.5),
    "T enter 2 . 5 enter": lambda walk: Threshold(walk.jay, 2.5),
    "V enter minus 3 enter": lambda walk: Tell(walk.lola, walk.jay, -3.0),
    "V enter 1 2 backspace enter": lambda walk: Tell(walk.lola, walk.jay, 1.0),
    "F plus equals_sign": lambda walk: Noise(0.2),
    "I left": lambda walk: Turn(-5.0),
    "up right left up up right": lambda walk: Turn(5.0),
    "P": lambda walk: Paint(walk.pixel, 0),
    "S tab tab up enter 9 escape": lambda walk: Off(walk.jay),
}


async def test_keys_turn_and_numbers_are_typed(open_app):
    async with open_app(at="weighted-sum.products", **TRAINED) as reader:
        await open_lab(reader)
        for keys, expected in TURNED.items():
            await start_over(reader)
            await reader.press(*keys.split())
            assert edits(reader) == (expected(reader.app.walk_model.walk),), keys
        await start_over(reader)
        # Keys faster than the screen all count.
        await reader.type("T", "right", "right", "right", "right")
        assert edits(reader) == (Threshold(jay(reader), 2.0),)


async def test_what_is_no_number_changes_nothing(open_app):
    async with open_app(at="weighted-sum.products", **TRAINED) as reader:
        await open_lab(reader)
        for typed in (
            "- - enter escape",
            "enter",
            ". enter escape",
            "2 5 x enter escape",
            "9 9 9 9 enter",
        ):
            await start_over(reader)
            await reader.press("T", "enter", *typed.split())
            assert not edits(reader)
            told = [m.notification.message for m in reader.heard(Notify)]
            assert any("threshold" in words for words in told) == ("9" in typed)


async def test_it_opens_on_what_was_changed_last(open_app):
    async with open_app((80, 24), "output.answers", **TRAINED) as reader:
        reader.app.walk_model.edit(Noise(0.2))
        reader.app.walk_model.edit(Turn(45))
        await open_lab(reader)
        assert "turn the digit" in reader.text, "that is below the first five"
        await reader.press("left")
        assert edits(reader)[-1] == Turn(40)
        await reader.press("up", "escape")
        await open_lab(reader, "left")
        assert edits(reader)[-1] == Noise(0.1), "it is changed too, and was chosen"


async def test_backspace_takes_the_last_back_and_u_all(open_app):
    async with open_app(at="output.answers", **TRAINED) as reader:
        await open_lab(reader, "S", "F", "right", "I", "right")
        assert len(edits(reader)) == 3
        await reader.press("backspace")
        assert [type(edit) for edit in edits(reader)] == [Off, Noise]
        await reader.press("u")
        assert edits(reader) == ()
        await reader.press("backspace", "u")
        assert edits(reader) == ()


@pytest.mark.slow
async def test_edits_go_along_from_act_to_act_and_digit_to_digit(open_app):
    async with open_app(at="weighted-sum.products", **TRAINED) as reader:
        await open_lab(reader, "S", "F", "right", "pagedown", "n", "l", "p", "h")
        assert reader.place.act == "threshold"
        assert len(edits(reader)) == 2
        await reader.press("escape", "pagedown")
        assert len(edits(reader)) == 2
        await open_lab(reader, "4")
        assert [type(edit) for edit in edits(reader)] == [Off]
        await reader.press("escape", "w")
        assert edits(reader) == ()


@pytest.mark.parametrize("size", SIZES)
async def test_the_ranking_chooses_a_jay(open_app, size):
    async with open_app(size, "threshold.decision", **TRAINED) as reader:
        await open_lab(reader, "tab", "tab" if size[0] > 150 else "shift+tab")
        await reader.press(*(["shift+tab"] if size[0] > 150 else ["tab"]))
        ranked = reader.walk_screen.lab._panel._view.ranking
        await reader.press("down")
        first = jay(reader)
        assert first in [matter.jay for matter in ranked]
        await reader.press("down")
        position = [matter.jay for matter in ranked].index(first)
        assert jay(reader) == ranked[(position + 1) % 10].jay
        await reader.click(*find(reader, f"Jay {ranked[5].jay} "))
        assert jay(reader) == ranked[5].jay
        await reader.press("j")
        assert jay(reader) == (ranked[5].jay + 1) % 100


@pytest.mark.parametrize("size", SIZES)
async def test_the_mouse_turns_and_takes_back(open_app, size):
    async with open_app(size, "threshold.decision", **TRAINED) as reader:
        await open_lab(reader)
        _, y = find(reader, "threshold of")
        line = reader.text.split("\n")[y]
        await reader.click(line.index("▶"), y)
        await reader.click(reader.text.split("\n")[y].index("▶"), y)
        assert edits(reader) == (Threshold(jay(reader), 1.0),)
        await reader.click(reader.text.split("\n")[y].index("◀"), y)
        assert edits(reader) == (Threshold(jay(reader), 0.5),)
        if size[0] < 150:
            await reader.press("tab", "tab")
        await reader.click(*find(reader, "× Jay"))
        assert edits(reader) == ()
        await reader.click(*find(reader, "switch Jay"))
        await reader.press("right")
        assert edits(reader) == ()
        await reader.press("left")
        assert edits(reader) == (Off(jay(reader)),)


async def test_a_click_on_the_stage_still_chooses(open_app):
    async with open_app((120, 40), "threshold.layer", **TRAINED) as reader:
        await open_lab(reader)
        stage = reader.walk_screen.query_one("#stage")
        before = jay(reader)
        for x in range(stage.region.x, stage.region.right, 3):
            await reader.click(x, stage.region.y + 8)
            if jay(reader) != before:
                break
        assert jay(reader) != before
        await reader.press("S")
        assert edits(reader) == (Off(jay(reader)),)


async def test_the_change_travels_on_the_map(open_app):
    async with open_app(at="output.answers", motion=True, **TRAINED) as reader:
        wave = reader.walk_screen.lab._wave
        await open_lab(reader, "S")
        seen = set()
        for _ in range(4):
            reader.clock.now += MOTION_SECONDS / 5
            wave.tick()
            await reader.settle()
            seen.add(reader.text.split("\n")[1].index("◆"))
        assert len(seen) == 4
        reader.clock.now += MOTION_SECONDS
        wave.tick()
        await reader.settle()
        assert not wave.runs
        assert "◆" not in reader.text.split("\n")[1]


async def test_edits_are_in_the_command_and_go_along_to_other_screens(open_app, monkeypatch):
    async with open_app(at="output.answers", **TRAINED) as reader:
        opened = []
        for way in ("test", "drawing", "backwards"):
            monkeypatch.setattr(reader.app, f"open_{way}", opened.append)
        await open_lab(reader, "S", "escape", "y")
        assert f"--change 'jay {jay(reader)} off'" in reader.app.clipboard
        await reader.press("escape", "x", "d", "f")
        assert len(opened) == 3
        for named in opened:
            assert (named.name, named.origin) == ("trained, changed", "here")
            assert not named.network.hidden_output[:, jay(reader)].any()


@pytest.mark.slow
async def test_the_help_of_the_lab_lists_its_keys(open_app):
    async with open_app((120, 120), "output.answers", **TRAINED) as reader:
        await open_lab(reader, "question_mark")
        assert isinstance(reader.app.screen, Help)
        for binding in LAB_GUIDE.keys:
            if binding.id.startswith("digit-"):
                continue
            line = next(line for line in reader.text.split("\n") if binding.tooltip in line)
            assert isinstance(binding, Binding)
            for key in binding.make_bindings([replace(binding, key_display=None)]):
                assert reader.app.get_key_display(key) in line
        await reader.press("escape", "S")
        assert edits(reader) == (Off(jay(reader)),), "the lab has the keys again"


@pytest.mark.slow
async def test_it_follows_the_size_of_the_terminal(open_app):
    async with open_app((200, 60), "output.answers", **TRAINED) as reader:
        await open_lab(reader, "S")
        for size in [(80, 24), (60, 20), (80, 50), (300, 24), (120, 40)]:
            await reader.resize(*size)
        assert "reaches 1 Jay" in reader.text
        assert "who matters?" in reader.text
