"""One key, one meaning, on every screen: the table of `scenes/README.md`."""

import re
from collections import defaultdict
from pathlib import Path

import pytest
from textual.binding import Binding

import scenes
from scenes.screens.backwards.keys import BACKWARDS_KEYS
from scenes.screens.drawing.keys import DRAW_KEYS
from scenes.screens.homework.keys import KEYS as HOMEWORK_KEYS
from scenes.screens.lesson.keys import LESSON_KEYS, RECORD_KEYS
from scenes.screens.practice.keys import KEYS as PRACTICE_KEYS
from scenes.screens.testing.keys import KEYS as TESTING_KEYS
from scenes.screens.training.keys import TRAINING_KEYS
from scenes.screens.walk.keys import WALK_KEYS
from scenes.screens.walk.lab.keys import LAB_KEYS

SCREENS: dict[str, tuple[Binding, ...]] = {
    "walk": WALK_KEYS,
    "lab": LAB_KEYS,
    "training": TRAINING_KEYS,
    "testing": TESTING_KEYS,
    "drawing": DRAW_KEYS,
    "backwards": BACKWARDS_KEYS,
    "practice": PRACTICE_KEYS,
    "homework": HOMEWORK_KEYS,
    "lesson": LESSON_KEYS,
    "recording": RECORD_KEYS,
}
SPELLED = {
    "=": "equals_sign",
    "?": "question_mark",
    "esc": "escape",
    "]": "right_square_bracket",
    "[": "left_square_bracket",
    "pgdn": "pagedown",
    "pgup": "pageup",
    "←": "left",
    "→": "right",
    "↑": "up",
    "↓": "down",
    ",": "comma",
    ".": "full_stop",
    "⏎": "enter",
    "+": "plus",
    "−": "minus",
    ">": "greater_than_sign",
    "<": "less_than_sign",
    "⌫": "backspace",
    "del": "delete",
}
BINDINGS = [
    (screen, key, binding.id)
    for screen, bindings in SCREENS.items()
    for binding in bindings
    for key in binding.key.split(",")
]


def table() -> dict[str, set[str]]:
    """Return by each key of the table the ids of what it may do."""
    text = (Path(scenes.__file__).parent / "README.md").read_text("utf-8")
    rows = re.findall(r"^\| `([^|]+)` \| [^|]+ \| ([^|]+) \|$", text, re.MULTILINE)
    found = {}
    for keys, ids in rows:
        for key in keys.split():
            name = re.sub(r"^\^", "ctrl+", SPELLED.get(key, key))
            assert name not in found, f"{key} stands in two rows"
            found[name] = {each.strip() for each in ids.split(",")}
    return found


@pytest.mark.parametrize("screen", SCREENS)
def test_a_key_does_what_the_table_says(screen: str) -> None:
    means = table()
    for where, key, name in BINDINGS:
        if where == screen:
            assert re.sub(r"\d$", "", name or "") in means.get(key, set()), (key, name)


def test_the_table_names_nothing_that_is_not_there() -> None:
    there = defaultdict(set)
    for _, key, name in BINDINGS:
        there[key].add(re.sub(r"\d$", "", name or ""))
    assert table() == there


@pytest.mark.parametrize("screen", SCREENS)
def test_no_key_is_bound_twice_on_a_screen(screen: str) -> None:
    keys = [key for where, key, _ in BINDINGS if where == screen]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("screen", SCREENS)
def test_help_and_the_way_out_are_the_same_everywhere(screen: str) -> None:
    bound = {key: name for where, key, name in BINDINGS if where == screen}
    if screen not in ("lab", "lesson", "recording"):  # which have those of what is below
        assert (bound["question_mark"], bound["q"]) == ("help", "quit")
