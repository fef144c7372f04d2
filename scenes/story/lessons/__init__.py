"""Lessons: an ordered list of spots in the app, with a teacher's sentence beside each.

A lesson is a TOML file. Each ``[[step]]`` names its spot by the options of the command line, and
may have a sentence to ``say`` and an ``image`` to draw on or walk. Two lessons come along.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from scenes.story.places import FIRST_ACT, SCREENS
from scenes.story.placing import FLAGS
from scenes.story.spots import Spot, spot_named
from tinynet import TinynetError
from tinynet.files import opened, quoted

ENDING = ".toml"
MOST_BYTES = 1 << 20
MOST_STEPS = 500
LONGEST_SENTENCE = 300
"""Characters that still stand beside a picture on the smallest screen."""
HEAD = ("title", "minutes", "step")


@dataclass(frozen=True)
class LessonStep:
    """A spot, and what the teacher says there."""

    spot: Spot
    say: str = ""
    image: str | None = None
    """A PNG or JPEG of a digit, to draw on or to walk."""


@dataclass(frozen=True)
class LessonPlan:
    """A lesson: its steps in order, and what the lists of lessons say of it."""

    title: str
    steps: tuple[LessonStep, ...]
    minutes: int | None = None
    """How long it takes, about."""


def lessons_here() -> dict[str, Path]:
    """Return the lessons that come along, by their names."""
    return {path.stem: path for path in sorted(Path(__file__).parent.glob(f"*{ENDING}"))}


def read_lesson(name: str) -> LessonPlan:
    """Return the lesson in a file, or one that comes along.

    Raises :class:`TinynetError`, which says which step is wrong and how.
    """
    path = lessons_here().get(name, Path(name))
    if path.suffix.lower() != ENDING:
        known = ", ".join(lessons_here())
        raise TinynetError(f"lesson: expected a FILE{ENDING}, or one of {known}, found {name!r}")
    try:
        with opened(path, MOST_BYTES) as file:
            table = tomllib.loads(file.read().decode("utf-8"))
    except OSError as error:
        raise TinynetError(f"{path}: expected a readable file, found: {error.strerror}") from error
    # Of bytes that are no UTF-8, too, and of a number longer than Python reads.
    except (ValueError, RecursionError) as error:
        raise TinynetError(f"{path}: expected TOML, found: {quoted(error)}") from error
    try:
        return lesson_of(table, path.parent)
    except TinynetError as error:
        raise TinynetError(f"{path}: {error}") from error


def lesson_of(table: Mapping[str, Any], folder: Path) -> LessonPlan:
    """Return the lesson of what a file has; files that it names are in its folder.

    Raises :class:`TinynetError` for what is none.
    """
    for name in table:
        if name not in HEAD:
            raise TinynetError(f"{name}: expected only {', '.join(HEAD)}")
    title, minutes, steps = table.get("title", ""), table.get("minutes"), table.get("step", [])
    if not isinstance(title, str):
        raise TinynetError(f"title: expected words, found {title!r}")
    if minutes is not None and (type(minutes) is not int or not 1 <= minutes <= 600):
        raise TinynetError(f"minutes: expected 1 to 600, found {quoted(repr(minutes))}")
    if not isinstance(steps, list) or not 1 <= len(steps) <= MOST_STEPS:
        raise TinynetError(f"step: expected 1 to {MOST_STEPS} of [[step]], found none, or more")
    read = []
    for number, step in enumerate(steps, start=1):
        try:
            read.append(_step(step, folder))
        except TinynetError as error:
            raise TinynetError(f"step {number}: {error}") from error
    return LessonPlan(title, tuple(read), minutes)


def _step(step: Any, folder: Path) -> LessonStep:
    if not isinstance(step, dict):
        raise TinynetError("expected a table of options, found something else")
    say, image = step.get("say", ""), step.get("image")
    if not isinstance(say, str) or len(say) > LONGEST_SENTENCE:
        raise TinynetError(f"say: expected up to {LONGEST_SENTENCE} characters")
    if image is not None and not isinstance(image, str):
        raise TinynetError(f"image: expected a file's name, found {quoted(repr(image))}")
    options = [
        (name, _text(name, value)) for name, value in step.items() if name not in ("say", "image")
    ]
    spot = spot_named(options)
    if spot.open is not None:
        spot = replace(spot, open=str(folder / spot.open))
    if image is not None and "at" not in step:
        spot = replace(spot, screen="draw")
    return LessonStep(spot, " ".join(say.split()), None if image is None else str(folder / image))


def _text(name: str, value: Any) -> str | None:
    """Return an option's value as it would be typed; None for one that is only named."""
    if value is True and name in FLAGS:
        return None
    if isinstance(value, str):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return repr(value)
    raise TinynetError(f"{name}: expected words or a number, found {quoted(repr(value))}")


def lesson_text(plan: LessonPlan) -> str:
    """Return a lesson as the TOML that a file has."""
    lines = [f"title = {_quoted(plan.title)}"]
    if plan.minutes is not None:
        lines.append(f"minutes = {plan.minutes}")
    for step in plan.steps:
        lines += ["", "[[step]]"]
        if step.say:
            lines.append(f"say = {_quoted(step.say)}")
        if step.image is not None:
            lines.append(f"image = {_quoted(step.image)}")
        for name, text in _first_where(step.spot.options()):
            lines.append(f"{name} = {'true' if text is None else _quoted(text)}")
    return "\n".join(lines) + "\n"


def _first_where(options: Iterable[tuple[str, str | None]]) -> list[tuple[str, str | None]]:
    return sorted(options, key=lambda option: option[0] != "at")


def _quoted(text: str) -> str:
    """Return a TOML string, in which JSON's escapes mean the same."""
    whole = text.encode("utf-8", "replace").decode()
    return json.dumps(whole, ensure_ascii=False).replace("\x7f", "\\u007f")


def name_of(spot: Spot) -> str:
    """Say in a few words where a spot is."""
    named = {"train": "training", "test": "test", "draw": "drawing", "backwards": "backwards"}
    if spot.open is not None:
        return Path(spot.open).stem
    if spot.screen in SCREENS:
        return named[spot.screen]
    where = f"{spot.place.act or FIRST_ACT}.{spot.place.beat}".rstrip(".")
    return f"{where}, lab" if spot.change is not None else where
