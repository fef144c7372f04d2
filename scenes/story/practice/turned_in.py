"""What a student turned in: a file with the exercise and the answers, read and checked.

Each mistake in it is one sentence that names the file, the place, what was expected, what found.
An answer is a number, or text with a number or arithmetic in it; null is one that is missing.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scenes.story.homework.exercise import (
    Exercise,
    MistakeError,
    exercise_of,
    found_of,
    object_of,
    quoted,
    text_of,
)
from scenes.story.limits import MOST_PRACTISED
from scenes.story.practice.sheets import PRACTICE, blanks, steps_in
from tinynet import TinynetError

KEYS = ("tinynet_practice", "student", "exercise", "answers")
LONGEST_NAME = 60


class NumberText(str):
    """A number as it is written in the file: 0.50 has two decimals."""

    __slots__ = ()


@dataclass(frozen=True, eq=False)
class TurnedIn:
    """A student's answers by the ids of the steps; those that are missing are not there."""

    source: str
    student: str
    exercise: Exercise
    answers: dict[str, str]


def read_turned_in(path: str) -> TurnedIn:
    """Read a file of answers.

    Raises :class:`TinynetError` for a file that cannot be read, or is not sound.
    """
    try:
        return _turned_in(path, object_of(text_of(path), NumberText))
    except MistakeError as mistake:
        raise TinynetError(f"{path}: {mistake}") from mistake


def files_in(paths: Sequence[str]) -> Iterator[str]:
    """Yield the files that are named, and those that end in .json of folders that are.

    Raises :class:`TinynetError` for a folder that cannot be read, or has none.
    """
    for path in paths:
        if not Path(path).is_dir():
            yield path
            continue
        try:
            names = sorted(name for name in os.listdir(path) if name.lower().endswith(".json"))
        except OSError as error:
            raise TinynetError(
                f"{path}: expected a readable folder, found: {error.strerror}"
            ) from error
        if not names:
            raise TinynetError(f"{path}: expected answers in files FILE.json, found none")
        yield from (str(Path(path) / name) for name in names)


def _turned_in(path: str, found: dict[str, Any]) -> TurnedIn:
    for key in KEYS:
        if key not in found:
            raise MistakeError(
                f"{key}: expected this key, as `tinynet practice --out` writes it, found none"
            )
    for key in found:
        if key not in KEYS:
            raise MistakeError(f"{quoted(key)}: expected only {', '.join(KEYS)}, found another key")
    if found["tinynet_practice"] != str(PRACTICE):
        raise MistakeError(
            f"tinynet_practice: expected {PRACTICE}, found {_said(found['tinynet_practice'])}"
        )
    student = found["student"]
    if not isinstance(student, str) or not student.strip() or len(student) > LONGEST_NAME:
        raise MistakeError(
            f"student: expected a name of 1 to {LONGEST_NAME} characters, found {_said(student)}"
        )
    if not isinstance(found["exercise"], dict):
        raise MistakeError(f"exercise: expected an object, found {_said(found['exercise'])}")
    try:
        exercise = exercise_of(path, _numbers(found["exercise"]))
    except MistakeError as mistake:
        raise MistakeError(f"exercise.{mistake}") from mistake
    network = exercise.network
    most = max(network.input_nodes, network.hidden_nodes, network.output_nodes)
    if most > MOST_PRACTISED:
        raise MistakeError(
            f"exercise: expected at most {MOST_PRACTISED} nodes a layer, found {most}"
        )
    answers: dict[str, str] = {}
    expected = blanks(steps_in(exercise))
    _gather(expected, found["answers"], "answers", "", answers)
    return TurnedIn(path, student.strip(), exercise, answers)


def _numbers(found: Any) -> Any:
    """Make floats of the numbers: an exercise is read as one."""
    if isinstance(found, NumberText):
        return float(found)
    if isinstance(found, list):
        return [_numbers(item) for item in found]
    if isinstance(found, dict):
        return {key: _numbers(value) for key, value in found.items()}
    return found


def _gather(expected: Any, found: Any, place: str, id_: str, answers: dict[str, str]) -> None:
    """Take the answers out of the places that are expected."""
    if isinstance(expected, dict):
        if not isinstance(found, dict):
            raise MistakeError(f"{place}: expected an object, found {_said(found)}")
        for key in found:
            if key not in expected:
                raise MistakeError(
                    f"{place}.{quoted(key)}: expected one of {', '.join(expected)}, found another"
                )
        for key in found:
            inner = f"{id_}.{key}" if id_ else key
            _gather(expected[key], found[key], f"{place}.{key}", inner, answers)
    elif isinstance(expected, list):
        if not isinstance(found, list) or len(found) != len(expected):
            raise MistakeError(f"{place}: expected a list of {len(expected)}, found {_said(found)}")
        for index, (one, other) in enumerate(zip(expected, found, strict=True)):
            _gather(one, other, f"{place}[{index}]", f"{id_}[{index}]", answers)
    elif isinstance(found, str):
        answers[id_] = str(found)
    elif found is not None:
        raise MistakeError(
            f"{place}: expected a number, text with one, or null, found {_said(found)}"
        )


def _said(found: Any) -> str:
    return str(found) if isinstance(found, NumberText) else found_of(found)
