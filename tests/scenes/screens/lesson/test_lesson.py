"""A lesson in the app: n and p go through it, and R writes one."""

from __future__ import annotations

import asyncio
import re
import tomllib
from pathlib import Path

import pytest

from scenes.screens.app import TinynetApp
from scenes.screens.lesson.app import LessonApp
from scenes.screens.lesson.line import LessonLine
from scenes.screens.lesson.record import RecordApp
from scenes.screens.session import ready_at
from scenes.screens.training import model as training_model
from scenes.story.lab.edits import Off
from scenes.story.lessons import lesson_of, read_lesson
from scenes.story.spots import Spot
from tests.scenes.conftest import Clock, Reader
from tinynet import Dataset

FEW = 50
LESSON = """
title = "Three steps"
[[step]]
say = "Look at the curve."
at = "threshold.curve"
network = "trained"
[[step]]
say = "And without Jay 17?"
at = "output.sum"
change = "jay 17 off"
[[step]]
at = "train"
moment = 2
until = 5
[[step]]
say = "What does she have in mind?"
at = "backwards"
asked = "8,3,60"
"""


@pytest.fixture(autouse=True)
def few(digits, monkeypatch):
    """Train on a few of the test digits."""
    few = Dataset(digits.images[:FEW], digits.labels[:FEW])
    monkeypatch.setattr(training_model, "load_data", lambda split, data: few)


async def gone(reader: Reader, key: str) -> str:
    """Press a key, wait until the step is shown, and return what the line says."""
    await reader.press(key)
    await reader.app.workers.wait_for_complete()
    await reader.settle()
    return str(reader.app.screen.query_one(LessonLine).visual)


@pytest.mark.slow
async def test_n_and_p_go_through_a_lesson(digits, colours, tmp_path):
    path = tmp_path / "three.toml"
    path.write_text(LESSON)
    plan = read_lesson(str(path))
    ready = ready_at(plan.steps[0].spot, None, digits, None)
    app = LessonApp(plan, ready.walk.walk, motion=False)
    app.clock = Clock()
    async with app.run_test(size=(80, 24)) as pilot:
        reader = Reader(app, pilot, {})
        await app.workers.wait_for_complete()
        await reader.settle()
        assert "1/4  Look at the curve." in reader.text
        assert reader.at == "threshold.curve"
        assert await gone(reader, "n") == "2/4  And without Jay 17?"
        assert app.walk_model.lab.edits.edits == (Off(17),)
        assert reader.walk_screen.lab.is_open
        assert await gone(reader, "n") == "3/4  Three steps"
        async with asyncio.timeout(60):
            while (run := app.training.run) is None or run.snapshot.samples < 5:
                await pilot.pause(0.005)
        assert not run.going, "it goes on to where it was to go, and waits"
        assert await gone(reader, "n") == "4/4  What does she have in mind?"
        assert (app.screen.model.digit, app.screen.model.other) == (8, 3)
        await reader.press("n")
        assert app.step == 3
        assert await gone(reader, "p") == "3/4  Three steps"
        assert await gone(reader, "p") == "2/4  And without Jay 17?"
        titles = [command.title for command in app.get_system_commands(app.screen)]
        assert "Lesson 4: backwards" in titles
        await reader.press("question_mark")
        assert re.search(r"\bn +The lesson's next step", reader.text)
        guide = app.screen._guide
        assert [key.id for key in guide.keys if "n" in key.key.split(",")] == ["next-step"]


@pytest.mark.slow
async def test_a_lesson_is_written_while_walking(digits, colours, tmp_path):
    """Each spot, with a sentence; a training between two steps goes on by itself."""
    path: Path = tmp_path / "mine.toml"
    ready = ready_at(Spot(), None, digits, None)
    app: TinynetApp = RecordApp(path, Spot().place, ready.walk.walk, motion=False)
    app.clock = Clock()
    async with app.run_test(size=(120, 40)) as pilot:
        reader = Reader(app, pilot, {})
        await reader.settle()
        await reader.press("R", *"Hin", "R", "enter", "t")
        await app.workers.wait_for_complete()
        await reader.press("R", "enter", "n", "n")
        async with asyncio.timeout(60):
            while (run := app.training.run) is None or run.snapshot.samples < 2:
                await pilot.pause(0.005)
        await reader.press("R", "enter", "escape", "d")
        app.drawing.begin(5, 14)
        app.drawing.sheet.move(22, 14)
        await reader.press("R", "enter", "R", "escape", "delete", "R", "enter", "ctrl+r")
        assert "R add to lesson" in reader.text
    plan = lesson_of(tomllib.loads(path.read_text()), tmp_path)
    assert [step.say for step in plan.steps] == ["HinR", "", "", ""]
    assert [step.spot.screen for step in plan.steps] == ["", "train", "train", ""]
    assert (plan.steps[2].spot.moment, plan.steps[2].spot.until) == (0, 2)
    assert plan.steps[3].spot.open == str(tmp_path / "mine-4.tinynet")
    assert ready_at(plan.steps[3].spot, None, digits, None).drawing is not None
