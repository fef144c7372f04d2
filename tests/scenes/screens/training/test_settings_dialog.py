"""What is asked before a run, as a reader answers it."""

from dataclasses import replace

import pytest
from textual.widgets import Button, Input, OptionList, Static

from scenes.screens.training.settings import PRESETS, TrainingSettings
from scenes.screens.training.settings_dialog import (
    BIASES,
    LATER,
    Either,
    SettingsDialog,
    what_it_is,
)
from scenes.screens.widgets.forms import Field
from scenes.story.passes import RULES
from tests.scenes.screens.training.asking import SETTINGS, ask
from tinynet import Dataset, Network

pytestmark = pytest.mark.usefixtures("drawn_when_looked_at")

SIZES = [(80, 24), (100, 24), (120, 40), (200, 60)]
OWN = TrainingSettings(7, 0.25, 3, 20, "gradient", 12.5, 99, biases=True)
"""Settings that are no preset."""


async def test_enter_starts_what_was_asked_with(open_app):
    async with open_app() as reader:
        for settings in (
            TrainingSettings(),
            OWN,
            replace(OWN, learning_rate=0.1 * 1.25**7, seed=2**32 - 1),
        ):
            asked = await ask(reader, SettingsDialog(settings, digits=60_000))
            await reader.press("enter")
            assert asked.answers == [settings]


async def test_enter_starts_exactly_what_was_typed(open_app):
    async with open_app() as reader:
        asked = await ask(reader, SettingsDialog(TrainingSettings(), digits=60_000))
        await asked.fill("hidden", "500")
        for text in ("0.02", "1000", "60000"):
            await reader.press("tab")
            await asked.type(text)
        await reader.press("down", "space", "down", "right", "down")
        await asked.type("7.5")
        await reader.press("down")
        await asked.type("0")
        await reader.press("enter")
        assert asked.answers == [
            TrainingSettings(500, 0.02, 1000, 60000, "gradient", 7.5, 0, biases=True)
        ]


async def test_escape_starts_nothing(open_app):
    async with open_app() as reader:
        for focus in (OptionList, Input, Either, Button):
            asked = await ask(reader, SettingsDialog(OWN, digits=60_000))
            asked.dialog.query(focus).first().focus()
            await reader.settle()
            await reader.press("escape")
            assert asked.answers == [None]
            assert reader.app.screen is reader.walk_screen


WRONG = [
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
]
"""Fields, what is typed into them, and what is said of it."""


async def test_a_wrong_field_is_told_and_gone_to(open_app):
    async with open_app((80, 24)) as reader:
        asked = await ask(reader, SettingsDialog(TrainingSettings(), digits=60_000))
        answer = TrainingSettings()
        for name, text, expected in WRONG:
            await asked.fill(name, text)
            asked.dialog.query_one(OptionList).focus()
            await reader.settle()
            await reader.press("enter")
            assert not asked.answers, (name, text)
            assert asked.dialog.focused is asked.field(name).query_one(Input)
            assert asked.said(f"#{name} .about") == f"✗ {expected}"
            assert f"✗ {expected}" in reader.text  # whole, not cut
            assert asked.said("#work") == LATER

            await asked.type("5")
            answer = replace(answer, **{name: 5})
            assert "✗" not in reader.text
            assert asked.said("#work") != LATER
        await reader.press("enter")
        assert asked.answers == [answer]


async def test_what_is_being_typed_is_left_in_peace(open_app):
    async with open_app() as reader:
        asked = await ask(reader, SettingsDialog(TrainingSettings(), digits=60_000))
        await asked.fill("learning_rate", "0.0")
        assert "✗" not in reader.text
        await reader.press("tab")
        assert "✗" in reader.text
        await asked.fill("learning_rate", "0.01")
        assert "✗" not in reader.text


async def test_the_first_of_several_wrong_fields_is_gone_to(open_app):
    async with open_app() as reader:
        asked = await ask(reader, SettingsDialog(TrainingSettings(), digits=60_000))
        await asked.fill("seed", "x")
        await asked.fill("epochs", "x")
        await reader.press("enter")
        assert asked.dialog.focused is asked.field("epochs").query_one(Input)
        assert reader.text.count("✗") == 2


async def test_a_preset_fills_the_fields_in(open_app):
    async with open_app() as reader:
        for preset in (None, PRESETS[1], PRESETS[-1]):
            asked = await ask(reader, SettingsDialog(OWN, digits=60_000))
            assert asked.dialog.query_one(OptionList).highlighted is None
            for shown in PRESETS[: 0 if preset is None else PRESETS.index(preset) + 1]:
                await reader.press("down")
                assert [float(text) for text in asked.typed] == [
                    getattr(shown.settings, name) for name in SETTINGS
                ]
            await reader.press("enter")
            assert asked.answers == [OWN if preset is None else preset.settings]


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_a_preset_can_be_trained(preset, digits):
    few = Dataset(digits.images[:3], digits.labels[:3])
    preset.settings.trainer(few, Network(784, 2, 10, 0.1, seed=1)).advance(1)


async def test_the_list_shows_which_preset_is_typed(open_app):
    async with open_app() as reader:
        asked = await ask(reader, SettingsDialog(TrainingSettings(), digits=60_000))
        chosen = asked.dialog.query_one(OptionList)
        assert chosen.highlighted == 0
        await asked.fill("hidden", "11")
        assert chosen.highlighted is None
        await asked.fill("hidden", "0010")
        assert PRESETS[chosen.highlighted].settings.hidden == 10
        assert asked.typed[0] == "0010", "what the reader types is not written over"


async def test_presets_by_mouse(open_app):
    async with open_app() as reader:
        asked = await ask(reader, SettingsDialog(TrainingSettings(), digits=60_000))
        chosen = asked.dialog.query_one(OptionList)
        await reader.click(chosen.region.x + 3, chosen.region.y + 1)
        assert asked.typed[0] == "200"
        assert not asked.answers
        await asked.fill("hidden", "3")
        await reader.click(chosen.region.x + 3, chosen.region.y + 1)
        assert asked.typed[0] == "200"


async def test_all_by_mouse(open_app):
    async with open_app() as reader:
        asked = await ask(reader, SettingsDialog(TrainingSettings(), digits=60_000))
        await asked.click(asked.field("epochs").query_one(Input))
        await asked.type("2")
        await asked.click(asked.dialog.query_one(Either))
        await asked.click(asked.dialog.query_one("#accept"))
        assert asked.answers == [TrainingSettings(epochs=2, error_rule="gradient")]

        asked = await ask(reader, SettingsDialog(TrainingSettings(), digits=60_000))
        await asked.click(asked.dialog.query_one("#cancel"))
        assert asked.answers == [None]


async def test_the_rule_by_keys(open_app):
    async with open_app() as reader:
        asked = await ask(reader, SettingsDialog(TrainingSettings(), digits=60_000))
        switch = asked.dialog.query_one(Either)
        switch.focus()
        await reader.settle()
        for key, rule in (("right", "gradient"), ("left", "recipe"), ("space", "gradient")):
            await reader.press(key)
            assert switch.chosen == rule
            assert asked.said("#error_rule .about") == RULES[rule]
        await reader.press("enter")
        assert asked.answers == [TrainingSettings(error_rule="gradient")]


async def test_arrows_go_all_the_way_round(open_app):
    async with open_app() as reader:
        asked = await ask(reader, SettingsDialog(PRESETS[-1].settings, digits=60_000))
        stops = []
        for _ in range(11):
            stops.append(asked.dialog.focused)
            await reader.press("down")
        assert len(set(stops)) == 11
        assert asked.dialog.focused is stops[0]
        for stop in reversed(stops[1:]):
            await reader.press("up" if stop.id != "accept" else "left")
            if asked.dialog.focused is stops[0]:  # the list goes through its own lines first
                break
            assert asked.dialog.focused is stop


async def test_enter_on_a_button_is_that_button(open_app):
    async with open_app() as reader:
        for name, answer in (("accept", OWN), ("cancel", None)):
            asked = await ask(reader, SettingsDialog(OWN, digits=60_000))
            asked.dialog.query_one(f"#{name}").focus()
            await reader.settle()
            await reader.press("enter")
            assert asked.answers == [answer]


async def test_the_row_in_use_is_lit(open_app):
    async with open_app() as reader:
        asked = await ask(reader, SettingsDialog(TrainingSettings(), digits=60_000))
        for name in ("hidden", "error_rule"):
            target = asked.dialog.query_one(f"#{name}").query("Input, Either").first()
            target.focus()
            await reader.settle()
            assert [row.id for row in asked.dialog.query(".here")] == [name]


WORK = [
    (TrainingSettings(), "5 × 60,000 = 300,000 digits, one correction each."),
    (TrainingSettings(epochs=1), "60,000 digits, one correction each."),
    (
        TrainingSettings(epochs=10, rotate=10),
        "10 × 60,000 × 3 angles = 1,800,000 digits, one correction each.",
    ),
    (
        TrainingSettings(batch_size=32),
        "5 × 60,000 = 300,000 digits, a correction every 32: 9,375 in all.",
    ),
    (
        TrainingSettings(epochs=2, batch_size=7),
        "2 × 60,000 = 120,000 digits, a correction every 7: 17,144 in all.",
    ),
]
"""Settings, and what a run of them comes to."""


@pytest.mark.parametrize(("settings", "words"), WORK)
def test_what_a_run_comes_to(settings, words):
    assert what_it_is(settings, 60_000) == words


async def test_what_a_run_comes_to_is_said(open_app):
    async with open_app((80, 24)) as reader:
        asked = await ask(reader, SettingsDialog(WORK[2][0], digits=60_000))
        assert WORK[2][1] in reader.text
        await asked.fill("epochs", "5")
        await asked.fill("rotate", "0")
        assert WORK[0][1] in reader.text


@pytest.mark.parametrize("settings", [TrainingSettings(), OWN], ids=["preset", "own"])
async def test_all_of_it_shows(open_app, settings):
    async with open_app() as reader:
        asked = await ask(reader, SettingsDialog(settings, digits=60_000))
        box, rule = asked.dialog.query_one(".dialog"), settings.error_rule
        words = [
            rule,
            RULES[rule],
            BIASES["yes" if settings.biases else "no"],
            "Start",
            "Cancel",
            "A new run",
        ]
        words += [text for preset in PRESETS for text in (preset.name, preset.about)]
        for field in asked.dialog.query(Field):
            words += [str(field.query_one(part, Static).visual) for part in (".label", ".about")]
        for size in SIZES:
            await reader.resize(*size)
            assert not box.show_vertical_scrollbar
            assert box.max_scroll_y == 0
            assert [text for text in words if text not in reader.text] == []


async def test_the_longest_line_shows(open_app):
    longest = TrainingSettings(epochs=1000, batch_size=2, rotate=90)
    async with open_app((80, 24)) as reader:
        asked = await ask(reader, SettingsDialog(longest, digits=60_000))
        assert asked.dialog.query_one(".dialog").max_scroll_y == 0
        words = " ".join(reader.text.replace("▎", " ").replace("▊", " ").split())
        assert "90,000,000 in all." in words
