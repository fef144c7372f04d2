"""Lessons in files: read as they are written, wrong ones said, those that come along sound."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenes.screens.session import ready_at
from scenes.story.lab.edits import Off, Turn
from scenes.story.lessons import (
    LessonPlan,
    LessonStep,
    lesson_of,
    lesson_text,
    lessons_here,
    read_lesson,
)
from scenes.story.places import Place
from scenes.story.spots import Spot
from tinynet import TinynetError

SPOTS = (
    Spot(Place(digit=3, network="trained").at("blame", "share")),
    Spot(Place().at("output", "sum"), change=(Off(17), Turn(15.0))),
    Spot(Place(network="trained"), "test", cell=(4, 9, 1)),
    Spot(Place(learning_rate=0.3), "train", moment=1000, until=2000),
)
words = st.text(max_size=40).map(lambda text: " ".join(text.split()))
whole = words.filter(lambda text: text == text.encode("utf-8", "replace").decode())


@given(st.lists(st.tuples(st.sampled_from(SPOTS), whole), min_size=1, max_size=3), whole)
@settings(max_examples=30)
def test_a_lesson_is_read_as_it_is_written(steps, title):
    plan = LessonPlan(title, tuple(LessonStep(spot, say) for spot, say in steps), 15)
    assert lesson_of(tomllib.loads(lesson_text(plan)), Path()) == plan


@given(st.binary(max_size=60))
@settings(max_examples=50)
def test_whatever_a_file_has_is_a_lesson_or_said(tmp_path_factory, content):
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_bytes(content)
    with pytest.raises(TinynetError, match=r"any\.toml: "):
        read_lesson(str(path))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "step: expected 1 to 500 of [[step]]"),
        ("steps = 3", "steps: expected only title, minutes, step"),
        ("[[step]]\nat = 'nowhere'", "step 1: at: expected an act or one of its beats"),
        ("[[step]]\n[[step]]\ndigit = 64", "step 2: digit: expected a whole number from 0 to 63"),
        ("[[step]]\ndigit = true", "step 1: digit: expected words or a number, found True"),
        ("[[step]]\ncell = '4,9'", "step 1: --cell: expected it with --at test"),
        ("[[step]]\nsays = 'x'", "step 1: says: expected one of at, sample, digit"),
        ("minutes = 0\n[[step]]", "minutes: expected 1 to 600, found 0"),
        ("[[step", "expected TOML, found: "),
        (f"minutes = {'9' * 5000}", "expected TOML, found: Exceeds the limit"),
        (f"[[step]]\nsample = {'9' * 4000}", "step 1: sample: expected a whole number"),
    ],
)
def test_what_is_wrong_with_a_lesson(tmp_path, text, said):
    path = tmp_path / "a.toml"
    path.write_text(text)
    with pytest.raises(TinynetError) as error:
        read_lesson(str(path))
    assert str(error.value).startswith(f"{path}: {said}")
    assert len(str(error.value)) < len(str(path)) + 400


def test_files_that_a_lesson_names_lie_beside_it(tmp_path):
    path = tmp_path / "a.toml"
    path.write_text("[[step]]\nopen = 'x.tinynet'\n[[step]]\nimage = '7.png'\nnetwork = 'trained'")
    first, second = read_lesson(str(path)).steps
    assert first.spot.open == str(tmp_path / "x.tinynet")
    assert (second.spot.screen, second.image) == ("draw", str(tmp_path / "7.png"))


@pytest.mark.parametrize("name", lessons_here())
def test_lessons_that_come_along_can_be_held(name, digits):
    """Every spot is there, and every sentence fits the smallest screen's two rows."""
    plan = read_lesson(name)
    assert plan.minutes
    for step in plan.steps:
        ready = ready_at(step.spot, step.image, digits, None)
        assert ready.walk.place.act == step.spot.place.act
        assert 20 < len(step.say) <= 135, step.say
