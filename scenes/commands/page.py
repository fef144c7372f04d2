"""`tinynet page`: the walk, an exercise or a training as one HTML file."""

from __future__ import annotations

import argparse

from scenes.commands.exit_codes import OK
from scenes.commands.opening import open_place
from scenes.commands.options import place_of
from scenes.commands.output import note
from scenes.commands.parser import only_with
from scenes.story.files import write_whole
from scenes.story.places import LAB, SCREENS
from scenes.web.page import Look
from tinynet import TinynetError

LOOKS = frozenset({"light", "no_motion", "no_predict", "projector"})
OWN = frozenset({"out", "weights", "fixed_biases", "kept"})


def run(chosen: argparse.Namespace) -> int:
    """Write the page; return the exit status.

    Raises :class:`TinynetError` for options that exclude each other, or files that are not sound.
    """
    look = Look(light="light" in chosen, motion="no_motion" not in chosen)
    if "kept" in chosen:
        _alone(chosen, "--train")
        from scenes.story.runs import load_run
        from scenes.web.training import training_page

        page = training_page(load_run(chosen.kept), chosen.kept, look=look)
    elif "weights" in chosen:
        _alone(chosen, "--weights")
        from scenes.story.homework.exercise import read_exercise
        from scenes.web.exercise import exercise_page

        exercise = read_exercise(chosen.weights, fixed_biases="fixed_biases" in chosen)
        page = exercise_page(exercise, look=look)
    else:
        page = _walk_page(chosen, look)
    # A name of a file may hold half of a character, which no page can.
    content = page.encode("utf-8", "replace")
    write_whole(chosen.out, content, "the page")
    note(f"{chosen.out} has the page, {len(content) / 1000:,.0f} KB; any browser opens it")
    return OK


def _alone(chosen: argparse.Namespace, option: str) -> None:
    """Raise :class:`TinynetError` for an option that means nothing beside this one."""
    named = {"--train": {"kept"}, "--weights": {"weights", "fixed_biases"}}[option]
    sources = {"weights", "fixed_biases", "kept"}
    for name in sorted(vars(chosen).keys() - (OWN - sources) - LOOKS - named):
        spelled = {"kept": "train"}.get(name, name.replace("_", "-"))
        raise TinynetError(f"--{spelled}: expected it without {option}, found both")


def _walk_page(chosen: argparse.Namespace, look: Look) -> str:
    from scenes.story.class_options import NamedData
    from scenes.web.walk import walk_page

    only_with(chosen, "weights", "fixed_biases")
    named, beat = getattr(chosen, "at", (None, None))
    if named in (*SCREENS, LAB):
        raise TinynetError(f"--at: expected an act, found {named}, which only the app shows")
    data = NamedData(vars(chosen))
    place, walk = open_place(place_of(chosen, data), data, image=getattr(chosen, "image", None))
    start = "" if named is None else f"{named}.{beat or place.beat}".rstrip(".")
    return walk_page(place, walk, start=start, look=look, questions="no_predict" not in chosen)
