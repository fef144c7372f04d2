"""`tinynet explain --weights`: an exercise from a file, as text, as JSON, or on the screen."""

from __future__ import annotations

import argparse

from scenes.commands.exit_codes import USER_ERROR
from scenes.commands.output import note, write
from scenes.commands.parser import apart, only_with, typed
from scenes.commands.terminal import has_colours, text_width, what_is_missing
from scenes.story.homework.exercise import read_exercise
from tinynet import TinynetError

OWN = frozenset({"weights", "fixed_biases", "json", "app", "section"})
LOOKS = frozenset({"light", "no_motion", "no_predict", "projector"})
"""Options of the look of the app, which do no harm without it."""


def run(chosen: argparse.Namespace) -> int:
    """Tell the exercise as asked for; return the exit status.

    Raises :class:`TinynetError` for options that do not go together, or a file that is not sound.
    """
    for name in sorted(vars(chosen).keys() - OWN - LOOKS):
        raise TinynetError(
            f"{typed(name)}: expected it without --weights, whose file has the whole "
            "exercise, found both"
        )
    apart(chosen, "app", "json")
    only_with(chosen, "app", "section")
    exercise = read_exercise(chosen.weights, fixed_biases="fixed_biases" in chosen)
    if "json" in chosen:
        from scenes.text.export import exercise_json_pieces

        return write(exercise_json_pieces(exercise))
    if "app" not in chosen:
        from scenes.text.homework import tell

        return write(tell(exercise, width=text_width(), colour=has_colours()))
    if found := what_is_missing():
        note(
            f"--app: expected a terminal to open the app in, found {found}; "
            "without --app the same is told as text"
        )
        return USER_ERROR

    from scenes.screens.homework.app import run as show

    options: list[tuple[str, str | None]] = [("weights", chosen.weights)]
    if "fixed_biases" in chosen:
        options.append(("fixed-biases", None))
    return show(
        exercise,
        options,
        start=getattr(chosen, "section", 1) - 1,
        light="light" in chosen,
        projector="projector" in chosen,
    )
