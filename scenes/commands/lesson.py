"""`tinynet lesson`: step through a lesson in the app, or write one down while walking."""

from __future__ import annotations

import argparse
from pathlib import Path

from scenes.commands.exit_codes import USER_ERROR
from scenes.commands.output import note, write
from scenes.commands.terminal import what_is_missing
from scenes.story.lessons import ENDING, LessonPlan, lessons_here, name_of, read_lesson
from scenes.story.places import command_of
from scenes.story.samples import load_data
from scenes.story.spots import Spot
from tinynet import TinynetError


def run(chosen: argparse.Namespace) -> int:
    """Open the lesson; without one, name those that come along. Return the exit status.

    Raises :class:`TinynetError` for a lesson that is not sound.
    """
    name: str | None = getattr(chosen, "lesson", None)
    if "record" in chosen:
        if name is not None or "list" in chosen:
            raise TinynetError("--record: expected it alone, found another lesson too")
        return _record(chosen)
    if name is None:
        return write(_named())
    plan = read_lesson(name)
    if "list" in chosen:
        return write(_listed(plan))
    if not _has_terminal():
        return USER_ERROR

    from scenes.screens.lesson.app import LessonApp
    from scenes.screens.session import ready_at

    first = plan.steps[0]
    source = first.spot.place.source
    ready = ready_at(first.spot, first.image, load_data("test", source), source)
    app = LessonApp(plan, ready.walk.walk, **_look(chosen))
    app.run()
    return app.return_code or 0


def _record(chosen: argparse.Namespace) -> int:
    path = Path(chosen.record)
    if path.suffix.lower() != ENDING:
        raise TinynetError(f"--record: expected an OUT{ENDING}, found {chosen.record!r}")
    if path.exists():
        raise TinynetError(f"--record: expected a new file, found {path}")
    if not _has_terminal():
        return USER_ERROR

    from scenes.screens.lesson.record import RecordApp
    from scenes.screens.session import ready_at

    spot = Spot()
    ready = ready_at(spot, None, load_data("test"), None)
    app = RecordApp(path, spot.place, ready.walk.walk, **_look(chosen))
    app.run()
    return app.return_code or 0


def _has_terminal() -> bool:
    missing = what_is_missing()
    if missing:
        note(
            f"expected a terminal to open the lesson in, found {missing}; "
            "`tinynet lesson LESSON --list` prints its steps"
        )
    return not missing


def _look(chosen: argparse.Namespace) -> dict[str, bool]:
    return {
        "motion": "no_motion" not in chosen,
        "predict": "no_predict" not in chosen,
        "light": "light" in chosen,
        "projector": "projector" in chosen,
    }


def _named() -> str:
    """Name the lessons that come along."""
    lines = []
    for name in lessons_here():
        plan = read_lesson(name)
        lines.append(f"{name:<16}{plan.title}: {len(plan.steps)} steps, {plan.minutes} minutes\n")
    return "".join([*lines, "\ntinynet lesson NAME, or a FILE.toml of your own, opens one.\n"])


def _listed(plan: LessonPlan) -> str:
    """List the steps: what is said, and the command that opens each."""
    lines = [f"{plan.title}\n"]
    for number, step in enumerate(plan.steps, start=1):
        lines.append(f"\n{number}. {name_of(step.spot)}\n")
        if step.say:
            lines.append(f"   {step.say}\n")
        image = [] if step.image is None else [("image", step.image)]
        lines.append(f"   {command_of([*image, *step.spot.options()])}\n")
    return "".join(lines)
