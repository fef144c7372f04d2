"""The exercise in the walk and practice alone, through the keys."""

from contextlib import asynccontextmanager

import pytest
from textual import events

from scenes.screens.app import TinynetApp
from scenes.screens.keeping import Keeper
from scenes.screens.practice.app import PracticeApp
from scenes.screens.practice.field import AnswerField
from scenes.screens.practice.keeping import AnswerKeeper
from scenes.screens.practice.screen import PracticeScreen
from scenes.story.acts import ACTS
from scenes.story.passes import open_pass
from scenes.story.practice.beats import STEPS
from scenes.story.practice.tasks import rising_tasks
from scenes.story.spots import spot_named
from scenes.story.walk import open_walk
from tests.scenes.conftest import Reader
from tinynet import TinynetError

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("drawn_when_looked_at")]


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


async def test_what_was_typed_alone_is_kept_and_offered_to_the_same_tasks(colours, tmp_path):
    options = [("layers", "1,1,1"), ("seed", "3")]
    tasks = rising_tasks(3, "recipe", ((1, 1, 1),))
    right = f"{tasks[0].step.value:.6f}"

    @asynccontextmanager
    async def opened(*, start=0, options=options):
        app = PracticeApp(tasks, options, start=start, keeper=Keeper(tmp_path / "state"))
        async with app.run_test(size=(100, 30)) as pilot:
            reader = Reader(app, pilot, {})
            await reader.settle()
            yield reader

    async with opened() as reader:
        assert "goes on" not in reader.text
        await typed(reader, right)
        await reader.press("enter", "tab")
        for character, key in zip("0.1", spelled("0.1"), strict=True):
            reader.app.post_message(events.Key(key, character))
        await reader.settle()
        await reader.press("y")
        command = "tinynet practice --layers 1,1,1 --seed 3 --task 2"
        assert command in reader.text
        assert reader.app.clipboard == command
        await reader.press("escape")
        reader.app.action_quit_at_once()
    async with opened(options=[("seed", "4")]) as reader:
        assert "goes on" not in reader.text, "other tasks"
    async with opened(start=1) as reader:
        assert "2 of" not in reader.text
        assert "z goes on with your 2 answers · Z no" in reader.text
        assert reader.app.screen.model.index == 1
        await reader.press("z")
        model = reader.app.screen.model
        assert model.index == 1
        assert (model.attempts[0].typed, model.attempts[0].solved) == (right, True)
        assert (model.attempt.typed, model.attempt.hints) == ("0.1", 1)
        assert reader.app.screen.query_one(AnswerField).value == "0.1"
        assert "Hint 1" in reader.text
        assert "2 of 17, solved: 1" in reader.text
        reader.app.action_quit_at_once()
    async with opened() as reader:
        await reader.press("Z")
        assert "goes on" not in reader.text
        reader.app.action_quit_at_once()
    async with opened() as reader:
        assert "goes on" not in reader.text
    assert [name.rpartition(".")[2] for name in kept_files(tmp_path)] == ["declined"]


def kept_files(folder):
    return sorted(path.name for path in (folder / "state").iterdir())


async def test_answers_that_cannot_be_read_are_set_aside(colours, tmp_path):
    tasks = rising_tasks(1, "recipe", ((1, 1, 1),))
    keeper = Keeper(tmp_path / "state")
    path = AnswerKeeper(keeper, ()).path
    keeper.make_folder()
    path.write_bytes(b"no answers")
    app = PracticeApp(tasks, keeper=keeper)
    async with app.run_test(size=(100, 30)) as pilot:
        reader = Reader(app, pilot, {})
        await reader.settle()
        await reader.pilot.pause()
        assert "it is set aside as" in " ".join(each.message for each in app._notifications)
        assert "goes on" not in reader.text
    assert kept_files(tmp_path) == [path.with_suffix(".broken").name]


async def test_practice_of_a_beat_has_a_command_and_is_kept(open_app, tmp_path):
    keeper = Keeper(tmp_path / "state")
    async with open_app((100, 30), "error.loss", hidden=10, keeper=keeper) as reader:
        await reader.press("E")
        await typed(reader, "0.25")
        await reader.press("y")
        assert "--at error.loss" in reader.app.clipboard
        assert "--task 1" in reader.app.clipboard
        await reader.press("escape")
        assert reader.app.keep_state()
        assert reader.app.screen.saved().answers.worked == 1
    async with open_app((100, 30), "error.loss", hidden=10, keeper=keeper) as reader:
        await reader.app.workers.wait_for_complete()
        await reader.settle()
        assert "1 answer" in reader.heading
        await reader.press("z")
        await reader.app.workers.wait_for_complete()
        await reader.settle()
        screen = reader.app.screen
        assert isinstance(screen, PracticeScreen)
        assert screen.model.attempt.typed == "0.25"
        assert screen.model.attempt.tries == 1
        await reader.press("escape")
        assert reader.app.screen is reader.walk_screen


async def test_a_command_opens_the_practice_of_a_beat(digits, colours):
    spot = spot_named([("at", "error.loss"), ("hidden", "10"), ("task", "1")])
    assert spot.task == 1
    walk = open_walk(spot.place, open_pass(spot.place, digits))
    app = TinynetApp(spot.place, walk, spot=spot)
    async with app.run_test(size=(100, 30)) as pilot:
        reader = Reader(app, pilot, {})
        await reader.settle()
        assert isinstance(app.screen, PracticeScreen)
        assert app.screen.spot().task == 1
    with pytest.raises(TinynetError, match="--task: expected it in the walk"):
        spot_named([("at", "draw"), ("task", "1")])
