"""The command line: `tinynet` opens the app, its commands do without a screen.

A new command is a file beside this one, and one `add_parser` in `make_parser`; its options are in
`command_options.py`. What needs NumPy or Textual is imported by the command that uses it.
"""

from __future__ import annotations

import argparse
import os
import sys
import warnings
from collections.abc import Callable
from importlib import import_module
from typing import Any, NoReturn

from scenes.commands.command_options import (
    add_grade_options,
    add_homework_options,
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
from scenes.commands.parser import Parser
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
        return _run(make_parser().parse_args(argv))
    except KeyboardInterrupt:
        return INTERRUPTED


def _run(chosen: argparse.Namespace) -> int:
    """Run the chosen command, and tell what the user can mend."""
    from tinynet import TinynetError

    try:
        _refuse_others(chosen)
        status: int = chosen.run(chosen)
    except TinynetError as error:
        note(str(error))
        return USER_ERROR
    return status


def _refuse_others(chosen: argparse.Namespace) -> None:
    """Refuse options of the walk before a command that has its own.

    Raises :class:`TinynetError` for the first that the command does not take.
    """
    parser: Parser | None = getattr(chosen, "parser", None)
    if parser is None:
        return
    # argparse takes them before the command's name, whatever the command.
    for name in vars(chosen).keys() - {"run", "parser"} - parser.names:
        _refuse(name, parser.prog.split()[-1])


def _refuse(name: str, command: str) -> NoReturn:
    """Raise :class:`TinynetError` for an option before a command that does not take it."""
    from tinynet import TinynetError

    where = "without a command" if name in APP_ONLY else "without a command or with explain"
    raise TinynetError(f"--{name.replace('_', '-')}: expected it {where}, found it with {command}")


def _refuse_app_only(chosen: argparse.Namespace, command: str, *names: str) -> None:
    """Raise :class:`TinynetError` for an option that only the app takes."""
    for name in names:
        if hasattr(chosen, name):
            _refuse(name, command)


def _app(chosen: argparse.Namespace) -> int:
    """Open the app."""
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
        motion=not hasattr(chosen, "no_motion"),
        predict=not hasattr(chosen, "no_predict"),
        light=hasattr(chosen, "light"),
        projector=hasattr(chosen, "projector"),
        fresh=hasattr(chosen, "fresh"),
    )


def _to_open(chosen: argparse.Namespace) -> dict[str, Any] | None:
    """Return what the app is to open, as it takes it; None, and say so, if there is no terminal.

    Whatever may be wrong with files and options is told before the screen is taken over.
    """
    from dataclasses import replace

    from scenes.commands.opening import open_place, opened_file
    from scenes.story.spots import check_classes

    spot = spot_of(chosen)
    missing = what_is_missing()
    opened: dict[str, Any] = {"spot": spot}
    if spot.open is not None:
        place, walk, opened["ready"] = opened_file(spot.open)
    else:
        place = spot.place
        image: str | None = getattr(chosen, "image", None)
        # A digit of one's own is walked where a beat is named, and else drawn on.
        named = hasattr(chosen, "at") or spot.change is not None
        walked = image if named and not spot.screen else None
        place, walk = open_place(
            place, import_too=None if missing else "scenes.screens.app", image=walked
        )
        check_classes(spot, walk.classes)
        opened["spot"] = replace(spot, place=place)
        if spot.change:
            from scenes.story.lab.lab import Lab

            Lab(spot.change).check(walk.pass_.network)
        if image is not None and walked is None:
            from scenes.story.images import read_image

            opened["image"] = read_image(image)
    if missing:
        note(
            f"expected a terminal to open the app in, found {missing}; "
            f"`{place.command_from_start('explain', '--step')}` tells the same walk line by line, "
            f"`{place.command_from_start('explain')}` all of it"
        )
        return None
    return {"place": place, "walk": walk, **opened}


def _explain(chosen: argparse.Namespace) -> int:
    """Print the walk, or an exercise from a file, as text or as JSON."""
    _refuse_app_only(chosen, "explain", *APP_ONLY)
    from scenes.commands.explain import run

    return run(chosen)


def _page(chosen: argparse.Namespace) -> int:
    """Write the walk, an exercise or a training as a page."""
    _refuse_app_only(chosen, "page", *(name for name in APP_ONLY if name != "image"))
    from scenes.commands.page import run

    return run(chosen)


def _by_file(command: str) -> Callable[[argparse.Namespace], int]:
    """Return what runs a command: its file beside this one, which is imported only then."""

    def run(chosen: argparse.Namespace) -> int:
        status: int = import_module(f"scenes.commands.{command}").run(chosen)
        return status

    return run


class _Version(argparse.Action):
    """Prints the version, which is imported only then."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        from tinynet import __version__

        sys.exit(write(f"tinynet {__version__}\n"))


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of all commands; what it parses has the command to ``run``."""
    usage = "tinynet [options]\n       tinynet COMMAND [options]"
    parser = Parser(prog="tinynet", usage=usage, description=ABOUT, epilog=EXAMPLES)
    parser.set_defaults(run=_app)
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version and exit")
    add_options(parser)
    add_spot_options(parser)

    commands = parser.add_subparsers(title="commands", metavar="COMMAND", prog="tinynet")
    about = "print the walk as text: all acts, or what --at names"
    explain = commands.add_parser(
        "explain",
        usage="tinynet explain [options] [--step | --json | --words]\n"
        "       tinynet explain --weights FILE.json [--json | --app]",
        help=about,
        description=about,
        epilog=EXPLAINED,
    )
    explain.set_defaults(run=_explain)
    explain.add_argument(
        "--step", action="store_true", help="tell one beat, then ask what next: line by line"
    )
    explain.add_argument("--json", action="store_true", help="print every number as JSON instead")
    explain.add_argument(
        "--code", action="store_true", help="also print the lines of code that compute each beat"
    )
    explain.add_argument("--words", action="store_true", help="print what each word means instead")
    add_options(explain)
    add_homework_options(explain)

    about = "write the walk as one HTML page, for any browser"
    page = commands.add_parser(
        "page",
        usage="tinynet page OUT.html [options]\n"
        "       tinynet page OUT.html --weights FILE.json\n"
        "       tinynet page OUT.html --train RUN.npz",
        help=about,
        description=about,
    )
    page.set_defaults(run=_page)
    add_page_options(page)
    add_options(page)

    about = "step through a lesson in the app, or write one down while you walk"
    lesson = commands.add_parser(
        "lesson",
        usage="tinynet lesson [LESSON] [--list]\n       tinynet lesson --record OUT.toml",
        help=about,
        description=about,
        epilog=LESSONS,
    )
    add_lesson_options(lesson)
    lesson.set_defaults(run=_by_file("lesson"), parser=lesson)

    about = "serve the app to browsers, one process a visitor"
    serve = commands.add_parser(
        "serve",
        usage="tinynet serve [--host HOST] [--port PORT] [options]",
        help=about,
        description=about,
        epilog=SERVED,
    )
    serve.set_defaults(run=_by_file("serve"))
    add_serve_options(serve)
    add_options(serve)

    about = "train a network on the training digits, tested after every epoch"
    train = commands.add_parser(
        "train", usage="tinynet train [options]", help=about, description=about, epilog=DATA
    )
    add_train_options(train)
    train.set_defaults(run=_by_file("train"), parser=train)

    about = "count which test digits a network takes for which, and list its worst mistakes"
    test = commands.add_parser(
        "test",
        usage="tinynet test NETWORK [options]",
        help=about,
        description=about,
        epilog=DATA,
    )
    add_test_options(test)
    test.set_defaults(run=_by_file("test"), parser=test)

    about = "read digits from images: drawn, scanned or photographed"
    predict = commands.add_parser(
        "predict",
        usage="tinynet predict IMAGE... [options]",
        help=about,
        description=about,
        epilog=PREDICTED,
    )
    add_predict_options(predict)
    predict.set_defaults(run=_by_file("predict"), parser=predict)

    about = "work the numbers of small networks out yourself, on the screen or on paper"
    practice = commands.add_parser(
        "practice",
        usage="tinynet practice [options]\n"
        "       tinynet practice --out DIR [--students N] [--html] [options]",
        help=about,
        description=about,
        epilog=PRACTISED,
    )
    add_practice_options(practice)
    practice.set_defaults(run=_by_file("practice"), parser=practice)

    about = "grade practice sheets: each mistake named, later steps right given an earlier one"
    grade = commands.add_parser(
        "grade",
        usage="tinynet grade ANSWERS.json... [--json]",
        help=about,
        description=about,
        epilog=GRADED,
    )
    add_grade_options(grade)
    grade.set_defaults(run=_by_file("grade"), parser=grade)
    return parser
