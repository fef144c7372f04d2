"""The exercise in the walk and practice alone, through the keys."""

import pytest
from textual import events

from scenes.screens.practice.app import PracticeApp
from scenes.screens.practice.field import AnswerField
from scenes.screens.practice.screen import PracticeScreen
from scenes.story.acts import ACTS
from scenes.story.practice.beats import STEPS
from scenes.story.practice.tasks import rising_tasks
from tests.scenes.conftest import Reader

pytestmark = pytest.mark.slow


def spelled(text):
    """Return the keys that type a text."""
    names = {".": "full_stop", "*": "asterisk", "(": "left_parenthesis", ")": "right_parenthesis"}
    names |= {"-": "minus"}
    return [names.get(character, character) for character in text]


async def typed(reader, text):
    """Type an answer and press Enter."""
    for character, key in zip(text, spelled(text), strict=True):
        reader.app.post_message(events.Key(key, character))
    await reader.settle()
    await reader.press("enter")


async def emptied(reader):
    reader.app.screen.query_one(AnswerField).value = ""
    await reader.settle()


async def test_a_beat_becomes_an_exercise_and_escape_is_back_in_the_walk(open_app):
    async with open_app((80, 24), "update.factors") as reader:
        place = reader.place
        await reader.press("E")
        screen = reader.app.screen
        assert isinstance(screen, PracticeScreen)
        step = screen.model.task.step
        update = reader.app.walk_model.walk.trace.output_updates
        assert step.value == pytest.approx(update[7, reader.app.walk_model.walk.jay], abs=1e-15)
        assert f"{step.value:.5f}" not in reader.text
        rate, e, y, h = (one.text for one in step.all_operands)

        await typed(reader, f"{rate}*{e}*{h}")
        assert "The slope y(1−y) is left out" in reader.text
        await reader.press("tab")
        assert "Hint 1" in reader.text
        assert screen.query_one(AnswerField).value == f"{rate}*{e}*{h}"  # h is no letter of it

        await emptied(reader)
        await typed(reader, f"{rate}*{e}*{y}*(1-{y})*{h}")
        assert "✓ Right." in reader.text
        await reader.press("enter")
        assert reader.app.screen is reader.walk_screen
        assert reader.place == place

        await reader.press("E", "v")
        assert "249581" in reader.text  # the slope, worked out
        await reader.press("escape")
        assert reader.app.screen is reader.walk_screen

        await reader.press("home", "E")
        assert reader.app.screen is reader.walk_screen
        assert "computes nothing" in reader.heading


def test_every_exercise_is_of_a_beat():
    beats = {(act.id, beat) for act in ACTS for beat in act.beats}
    assert set(STEPS) <= beats


async def test_practice_alone_goes_from_task_to_task(colours):
    tasks = rising_tasks(3, "gradient", ((1, 1, 1),))
    app = PracticeApp(tasks)
    async with app.run_test(size=(80, 24)) as pilot:
        reader = Reader(app, pilot, {})
        await reader.settle()
        assert f"1 of {len(tasks)}" in reader.text
        await reader.press("p", "escape")  # there is nothing before, and nothing to go back to
        await typed(reader, f"{tasks[0].step.value:.6f}")
        assert "✓ Right." in reader.text
        await reader.press("enter")
        assert f"2 of {len(tasks)}, solved: 1" in reader.text
        await typed(reader, "1/0")
        assert "not a division by 0" in reader.text
        await reader.press("p")
        assert f"1 of {len(tasks)}" in reader.text
        await reader.press(*["n"] * (len(tasks) - 1), "v", "enter")
        assert f"1 of {len(tasks)} solved, 1 at the first try" in reader.text
        await reader.resize(40, 10)
        await reader.resize(80, 24)
        assert app.screen.focused is app.screen.query_one(AnswerField)
