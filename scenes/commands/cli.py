"""The command line: `tinynet` opens the app, its commands do without a screen.

A new command is a file beside this one, and one entry of `COMMANDS`; its options are in
`command_options.py`. What needs NumPy or Textual is imported by the command that uses it.
"""

from __future__ import annotations

import argparse
import os
import sys
import warnings
from collections.abc import Callable, Container
from functools import partial
from importlib import import_module
from typing import Any, NamedTuple, NoReturn

from scenes.commands.command_options import (
    add_explain_options,
    add_grade_options,
    add_lesson_options,
    add_page_options,
    add_practice_options,
    add_predict_options,
    add_serve_options,
    add_test_options,
    add_train_options,
)
from scenes.commands.epilogs import (
    DATA,
    EXPLAINED,
    GRADED,
    LESSONS,
    PRACTISED,
    PREDICTED,
    SERVED,
)
from scenes.commands.exit_codes import INTERRUPTED, USER_ERROR
from scenes.commands.options import add_options, add_spot_options, spot_of
from scenes.commands.output import note, write
from scenes.commands.parser import Parser, typed
from scenes.commands.terminal import what_is_missing
from scenes.screens.served import confine, page_address
from scenes.story.acts import ACTS

ABOUT = "See a small neural network think and learn, in a terminal, number by number."

EXAMPLES = f"""\
the acts, in order:
  {", ".join(ACTS.ids)}

examples:
  tinynet                                   walk the first test digit through the network
  tinynet --digit 3 --network trained       a 3, and a network that has learned
  tinynet --sample 42 --at blame            digit number 42, from where the blame goes back
  tinynet --at train                        train it on all 60,000 digits, and watch
  tinynet explain --at weighted-sum.2       one beat as text
  tinynet explain --step                    line by line: one beat, then what you type
  tinynet explain --json > walk.json        every number of the walk
  tinynet explain --words                   what each word means, and where it is explained
  tinynet page walk.html --digit 3          the walk as a page for a browser
  tinynet serve --host 0.0.0.0              the app, in the browsers of a class
  tinynet train --hidden 200 --out my.npz   train a network of your own, and keep it
  tinynet test my.npz                       which digits it takes for which
  tinynet --network my.npz                  look inside it
  tinynet --data shapes                     a data set of your own: its files in a folder
  tinynet predict my-seven.jpg              your own digit, read by a network for handwriting
  tinynet lesson quarter-hour               a lesson: n and p step through it
  tinynet practice                          work the numbers of small networks out yourself
  tinynet practice --out class --students 30    a sheet for each, and the answer key
  tinynet grade class                       what is right, and which mistake was made where
"""

APP_ONLY = ("image", "change", "cell", "asked", "moment", "until", "task", "open", "fresh")
"""Options that only the app takes; `page` takes an image too, and `practice` a task of its own."""

THREADS = [f"{library}_NUM_THREADS" for library in ("OPENBLAS", "MKL", "OMP")]
"""What libraries of matrix products look at, once, as NumPy is imported."""


def main(argv: list[str] | None = None) -> int:
    """Run the command; return its exit status, or exit with it as argparse does."""
    # Before NumPy is imported, which reading --at does. Measured (`python -m tests.benchmarks
    # engine`): on two idle cores a second thread saves a sixth of the time at batches of one sample
    # and a third at large ones. But products wait for the slower thread: with both cores busy,
    # training took up to seventeen times as long. And the screen wants a core of its own.
    for name in THREADS:
        os.environ.setdefault(name, "1")
    if argv is None and not sys.warnoptions:
        # NumPy's warnings are told in the story's words, or not at all. (With -W they are wanted.)
        warnings.simplefilter("ignore")
    try:
        words = sys.argv[1:] if argv is None else argv
        return _run(make_parser(words).parse_args(words))
    except KeyboardInterrupt:
        return INTERRUPTED


def _run(chosen: argparse.Namespace) -> int:
    """Run the chosen command, and tell what the user can mend."""
    from tinynet import TinynetError

    # What a command is given is what was typed, and nothing else.
    run, parser = vars(chosen).pop("run"), vars(chosen).pop("parser", None)
    try:
        if parser is not None:
            _refuse_others(parser, chosen)
        status: int = run(chosen)
    except TinynetError as error:
        note(str(error))
        return USER_ERROR
    return status


def _refuse_others(parser: Parser, chosen: argparse.Namespace) -> None:
    """Raise :class:`TinynetError` for an option before a command that does not take it.

    argparse takes those of the walk and the app before a command's name, whatever the command.
    """
    from tinynet import TinynetError

    for name in vars(chosen):
        if name not in parser.names:
            app_only = name in APP_ONLY
            where = "without a command" if app_only else "without a command or with explain"
            command = parser.prog.split()[-1]
            raise TinynetError(f"{typed(name)}: expected it {where}, found it with {command}")


def _app(chosen: argparse.Namespace) -> int:
    from scenes.screens.memory import uncollected

    if page_address() is not None:
        confine()
    with uncollected():
        opened = _to_open(chosen)
        if opened is None:
            return USER_ERROR

        from scenes.screens.app import run

    return run(
        **opened,
        motion="no_motion" not in chosen,
        predict="no_predict" not in chosen,
        light="light" in chosen,
        projector="projector" in chosen,
        fresh="fresh" in chosen,
    )


def _to_open(chosen: argparse.Namespace) -> dict[str, Any] | None:
    """Return what the app is to open, as it takes it; None, and say so, if there is no terminal.

    Whatever may be wrong with files and options is told before the screen is taken over.
    """
    from dataclasses import replace

    from scenes.commands.opening import open_place, opened_file
    from scenes.story.class_options import NamedData
    from scenes.story.spots import check_classes

    data = NamedData(vars(chosen))
    spot = spot_of(chosen, data)
    missing = what_is_missing()
    opened: dict[str, Any] = {"spot": spot}
    if spot.open is not None:
        place, walk, opened["ready"] = opened_file(spot.open)
    else:
        place = spot.place
        image: str | None = getattr(chosen, "image", None)
        # A digit of one's own is walked where a beat is named, and else drawn on.
        named = "at" in chosen or spot.change is not None
        walked = image if named and not spot.screen else None
        place, walk = open_place(place, data, image=walked)
        check_classes(spot, walk.classes)
        opened["spot"] = replace(spot, place=place)
        if spot.change:
            from scenes.story.lab.lab import Lab

            Lab(spot.change).check(walk.pass_.network)
        if image is not None and walked is None:
            from scenes.story.images import read_image

            opened["image"] = read_image(image, digits=walk.classes.are_digits)
    if missing:
        note(
            f"expected a terminal to open the app in, found {missing}; "
            f"`{place.command_from_start('explain', '--step')}` tells the same walk line by line, "
            f"`{place.command_from_start('explain')}` all of it"
        )
        return None
    return {"place": place, "walk": walk, **opened}


class _Version(argparse.Action):
    """Prints the version, which is imported only then."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        from tinynet import __version__

        sys.exit(write(f"tinynet {__version__}\n"))


def _run_file(command: str, chosen: argparse.Namespace) -> int:
    """Run a command: by its file beside this one, which is imported only then."""
    status: int = import_module(f"scenes.commands.{command}").run(chosen)
    return status


class Command(NamedTuple):
    """A command: what its file beside this one is called, what its help says, what it takes."""

    name: str
    about: str
    usage: str
    add_options: Callable[[argparse.ArgumentParser], None]
    epilog: str | None = None


COMMANDS = (
    Command(
        "explain",
        "print the walk as text: all acts, or what --at names",
        "tinynet explain [options] [--step | --json | --words]\n"
        "       tinynet explain --weights FILE.json [--json | --app]",
        add_explain_options,
        EXPLAINED,
    ),
    Command(
        "page",
        "write the walk as one HTML page, for any browser",
        "tinynet page OUT.html [options]\n"
        "       tinynet page OUT.html --weights FILE.json\n"
        "       tinynet page OUT.html --train RUN.npz",
        add_page_options,
    ),
    Command(
        "lesson",
        "step through a lesson in the app, or write one down while you walk",
        "tinynet lesson [LESSON] [--list]\n       tinynet lesson --record OUT.toml",
        add_lesson_options,
        LESSONS,
    ),
    Command(
        "serve",
        "serve the app to browsers, one process a visitor",
        "tinynet serve [--host HOST] [--port PORT] [options]",
        add_serve_options,
        SERVED,
    ),
    Command(
        "train",
        "train a network on the training digits, tested after every epoch",
        "tinynet train [options]",
        add_train_options,
        DATA,
    ),
    Command(
        "test",
        "count which test digits a network takes for which, and list its worst mistakes",
        "tinynet test NETWORK [options]",
        add_test_options,
        DATA,
    ),
    Command(
        "predict",
        "read digits from images: drawn, scanned or photographed",
        "tinynet predict IMAGE... [options]",
        add_predict_options,
        PREDICTED,
    ),
    Command(
        "practice",
        "work the numbers of small networks out yourself, on the screen or on paper",
        "tinynet practice [options]\n"
        "       tinynet practice --out DIR [--students N] [--html] [options]",
        add_practice_options,
        PRACTISED,
    ),
    Command(
        "grade",
        "grade practice sheets: each mistake named, later steps right given an earlier one",
        "tinynet grade ANSWERS.json... [--json]",
        add_grade_options,
        GRADED,
    ),
)


def make_parser(words: Container[str] | None = None) -> argparse.ArgumentParser:
    """Return the parser of all commands; what it parses has the command to ``run``.

    With the ``words`` that are to be parsed, only a command among them gets its options: to give
    them to all takes as long as all the rest.
    """
    usage = "tinynet [options]\n       tinynet COMMAND [options]"
    parser = Parser(prog="tinynet", usage=usage, description=ABOUT, epilog=EXAMPLES)
    parser.set_defaults(run=_app)
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version and exit")
    add_options(parser)
    add_spot_options(parser)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", prog="tinynet")
    for name, about, usage, add_own, epilog in COMMANDS:
        own = commands.add_parser(name, usage=usage, help=about, description=about, epilog=epilog)
        own.set_defaults(run=partial(_run_file, name), parser=own)
        if words is None or name in words:
            add_own(own)
    return parser
