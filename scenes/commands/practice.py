"""`tinynet practice`: exercises to be worked out, on the screen or on paper for a class."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from pathlib import Path

from scenes.commands.exit_codes import OK, USER_ERROR
from scenes.commands.output import note
from scenes.commands.parser import apart, only_with
from scenes.commands.terminal import what_is_missing
from scenes.story.files import write_whole
from scenes.story.homework.exercise import Exercise
from scenes.story.numbers import counted
from scenes.story.practice.draw import draw_exercise
from scenes.story.practice.sheets import answer_file, json_text
from tinynet import TinynetError

SEED, RULE, STUDENTS, LAYERS = 1, "recipe", 1, (2, 2, 2)
ON_PAPER = ("students", "html")
"""Options that mean something on paper only."""
ON_SCREEN = ("light", "projector", "task", "fresh")
"""And on the screen only."""


def run(chosen: argparse.Namespace) -> int:
    """Open the practice screen, or write the sheets; return the exit status.

    Raises :class:`TinynetError` for options that do not go together, or a folder that cannot be
    written to.
    """
    if "out" in chosen:
        return _write(chosen)
    only_with(chosen, "out", *ON_PAPER, metavar=" DIR")
    if found := what_is_missing():
        note(
            f"expected a terminal to practise in, found {found}; "
            "`tinynet practice --out DIR` writes sheets to print"
        )
        return USER_ERROR
    from scenes.screens.practice.app import run as practise
    from scenes.story.practice.tasks import LEVELS, rising_tasks

    levels = (chosen.layers,) if "layers" in chosen else LEVELS
    tasks = rising_tasks(_seed(chosen), _rule(chosen), levels, biases="biases" in chosen)
    return practise(
        tasks,
        _options(chosen),
        start=getattr(chosen, "task", 1) - 1,
        fresh="fresh" in chosen,
        light="light" in chosen,
        projector="projector" in chosen,
    )


def _options(chosen: argparse.Namespace) -> list[tuple[str, str | None]]:
    """Return the options that make these tasks, as they were typed."""
    options: list[tuple[str, str | None]] = []
    if "layers" in chosen:
        options.append(("layers", ",".join(map(str, chosen.layers))))
    if "seed" in chosen:
        options.append(("seed", str(chosen.seed)))
    if "error_rule" in chosen:
        options.append(("error-rule", chosen.error_rule))
    return [*options, ("biases", None)] if "biases" in chosen else options


def _seed(chosen: argparse.Namespace) -> int:
    return getattr(chosen, "seed", SEED)


def _rule(chosen: argparse.Namespace) -> str:
    return getattr(chosen, "error_rule", RULE)


def _write(chosen: argparse.Namespace) -> int:
    """Write a sheet and a file for the answers for each student, and one answer key."""
    for option in ON_SCREEN:
        apart(chosen, option, "out")
    folder, count = Path(chosen.out), getattr(chosen, "students", STUDENTS)
    drawn = [(f"Student {number}", _drawn(chosen, number)) for number in range(1, count + 1)]
    files = dict(_files(drawn, as_html="html" in chosen))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise TinynetError(
            f"{folder}: expected a folder to write to, found: {error.strerror}"
        ) from error
    for name in files:
        # Somebody may have written answers into it.
        if os.path.lexists(folder / name):
            raise TinynetError(f"{folder / name}: expected no file of this name, found one")
    for name, content in files.items():
        write_whole(folder / name, content.encode("utf-8"), "a sheet")
    note(
        f"{folder} has {counted(count, 'sheet')}, a file for the answers"
        f"{' to each' if count > 1 else ''}, and the answer key; `tinynet grade {folder}` grades "
        "what is filled in"
    )
    return OK


def _drawn(chosen: argparse.Namespace, number: int) -> Exercise:
    layers = getattr(chosen, "layers", LAYERS)
    biases = "biases" in chosen
    return draw_exercise(layers, _rule(chosen), _seed(chosen), number, biases=biases)


def _files(drawn: list[tuple[str, Exercise]], *, as_html: bool) -> Iterator[tuple[str, str]]:
    """Yield the name and the content of each file."""
    width = max(2, len(str(len(drawn))))
    for number, (student, exercise) in enumerate(drawn, start=1):
        name = f"student-{number:0{width}}"
        answers = f"{name}.json"
        if as_html:
            from scenes.web.practice import sheet_page

            yield f"{name}.html", sheet_page(exercise, student, answers)
        else:
            from scenes.text.practice import sheet_text

            yield f"{name}.txt", sheet_text(exercise, student, answers)
        yield answers, f"{json_text(answer_file(exercise, student))}\n"
    if as_html:
        from scenes.web.practice import key_page

        yield "answer-key.html", key_page(drawn)
    else:
        from scenes.text.practice import key_text

        yield "answer-key.txt", key_text(drawn)
