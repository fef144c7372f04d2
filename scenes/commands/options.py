"""The options: each value checked as it is read; and the place that those of the walk name.

Whatever needs NumPy is imported when a value asks for it, so that ``--help`` answers at once.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from scenes.story import limits
from scenes.story.acts import ACTS
from scenes.story.places import LAB, LAB_AT, SCREENS

if TYPE_CHECKING:
    from scenes.story.places import Place
    from scenes.story.spots import Spot

MOST_PIXEL = 783
"""Of MNIST; of other data it is told later."""

At = tuple[str, str | None]
"""An act and perhaps one of its beats; or a screen."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Give a parser the options of the walk; what is not typed is not set."""
    whose = parser.add_argument_group("the digit")
    whose.add_argument(
        "--sample",
        metavar="N",
        type=_within(limits.PLACE["sample"]),
        help="the Nth of the test set, from 0",
    )
    whose.add_argument(
        "--digit",
        metavar="D",
        type=_within(limits.PLACE["digit"]),
        help="the first of this kind; of other data a class, by its number from 0 or its name",
    )
    _add_data(whose)

    net = parser.add_argument_group("the network")
    net.add_argument(
        "--network",
        metavar="WHICH",
        type=_within(limits.PLACE["network"]),
        help="untrained (as it starts), trained, handwriting (for your own images), or a FILE.npz",
    )
    net.add_argument(
        "--seed",
        metavar="S",
        type=_within(limits.PLACE["seed"]),
        help="draws the untrained weights",
    )
    net.add_argument(
        "--hidden",
        metavar="N",
        type=_within(limits.PLACE["hidden"]),
        help=f"Jays in the untrained network, 1 to {limits.MOST_HIDDEN}",
    )
    net.add_argument(
        "--biases", action="store_true", help="give each node a bias of its own, which it learns"
    )
    net.add_argument(
        "--learning-rate",
        metavar="η",
        type=_within(limits.PLACE["learning-rate"]),
        help="how far one update goes",
    )
    net.add_argument(
        "--error-rule",
        metavar="RULE",
        type=_within(limits.PLACE["error-rule"]),
        help="how blame is carried back: recipe or gradient",
    )

    where = parser.add_argument_group("the place in the walk")
    where.add_argument("--at", metavar="ACT[.BEAT]", type=at, help="an act, and a beat in it")
    where.add_argument("--jay", metavar="N", type=_within(limits.PLACE["jay"]), help="which Jay")
    where.add_argument("--lola", metavar="N", type=_within(limits.PLACE["lola"]), help="which Lola")
    where.add_argument(
        "--pixel", metavar="N", type=_within(limits.PLACE["pixel"]), help="which of you, row by row"
    )
    for entry in ACTS.entries:
        for setting in entry.settings:
            read = partial(_setting, entry.id, setting.name)
            where.add_argument(
                f"--{setting.name}",
                dest=setting.name,
                metavar=setting.metavar,
                type=read,
                help=setting.help,
            )

    look = parser.add_argument_group("the look of the app")
    look.add_argument("--no-motion", action="store_true", help="show every step at once")
    look.add_argument("--no-predict", action="store_true", help="ask no questions")
    look.add_argument("--light", action="store_true", help="dark on light")
    look.add_argument(
        "--projector", action="store_true", help="full contrast, fewer and larger numbers"
    )


def _add_data(parser: argparse._ActionsContainer) -> None:
    """Give a parser the options of a data set other than MNIST."""
    parser.add_argument(
        "--data",
        metavar="DIR",
        help="a folder with another data set: MNIST's files, CSV, images by class; or an .npz",
    )
    parser.add_argument(
        "--labels",
        metavar="A,B,C",
        help="what its classes are called, if no labels.txt beside its files says so",
    )
    parser.add_argument(
        "--transpose", action="store_true", help="turn its pictures over, as EMNIST's need it"
    )


def add_spot_options(parser: argparse.ArgumentParser) -> None:
    """Give a parser what only the app takes; what is not typed is not set."""
    own = parser.add_argument_group("in the app, beside the walk")
    own.add_argument(
        "--image", metavar="FILE", help="a picture of a digit of your own, to draw on, or walk"
    )
    for name, metavar, told in (
        ("change", "EDITS", "what is changed in the lab, such as 'jay 17 off, turn 15'"),
        ("cell", "MEANT,HEARD", "of --at test; 4,9,2 is the second 4 heard as a 9; or by names"),
        ("asked", "DIGIT", "of --at backwards; 8,3,60 is an 8 with 60 %% of a 3; or by names"),
        ("moment", "N", "of --at train: after so many digits"),
        ("until", "N", "of --at train: goes on by itself, up to so many digits"),
        ("task", "N", "works out the Nth number of the beat in practice"),
    ):
        own.add_argument(f"--{name}", metavar=metavar, type=partial(_of_spot, name), help=told)
    own.add_argument(
        "--open",
        metavar="FILE.tinynet",
        type=_within(limits.saved_file),
        help="a place that was saved with y",
    )
    own.add_argument(
        "--fresh",
        action="store_true",
        help="neither offer what was kept when tinynet ended last, nor keep anything",
    )


def add_homework_options(parser: argparse.ArgumentParser) -> None:
    """Give a parser the options of an exercise; what is not typed is not set."""
    homework = parser.add_argument_group("homework, instead of a digit and a network")
    homework.add_argument(
        "--weights",
        metavar="FILE.json",
        help="a small network, its inputs and targets: every number of its arithmetic",
    )
    homework.add_argument(
        "--fixed-biases", action="store_true", help="update the weights only, not its biases"
    )
    homework.add_argument("--app", action="store_true", help="show it on the screen")
    homework.add_argument(
        "--section",
        metavar="N",
        type=_within(limits.whole(1, limits.MOST_SECTIONS)),
        help="from the Nth of its sections on",
    )


def add_page_options(parser: argparse.ArgumentParser) -> None:
    """Give a parser what `tinynet page` takes beside the walk's options."""
    parser.add_argument(
        "out", metavar="OUT.html", type=_within(limits.html_file), help="the file to write"
    )
    instead = parser.add_argument_group("another digit, or something else to show")
    instead.add_argument("--image", metavar="FILE", help="a picture of a digit of your own")
    instead.add_argument(
        "--weights", metavar="FILE.json", help="an exercise: every number of its arithmetic"
    )
    instead.add_argument(
        "--fixed-biases", action="store_true", help="update the exercise's weights only"
    )
    instead.add_argument(
        "--train",
        dest="kept",
        metavar="RUN.npz",
        type=_within(limits.npz_file),
        help="a training, as `tinynet train --keep RUN.npz` kept it",
    )


def add_lesson_options(parser: argparse.ArgumentParser) -> None:
    """Give a parser what `tinynet lesson` takes; what is not typed is not set."""
    parser.add_argument(
        "lesson", metavar="LESSON", nargs="?", help="a FILE.toml, or the name of one that is here"
    )
    parser.add_argument("--record", metavar="OUT.toml", help="write a lesson while you walk")
    parser.add_argument("--list", action="store_true", help="print the steps instead")
    parser.add_argument("--no-motion", action="store_true", help="show every step at once")
    parser.add_argument("--no-predict", action="store_true", help="ask no questions")
    parser.add_argument("--light", action="store_true", help="dark on light")
    parser.add_argument(
        "--projector", action="store_true", help="full contrast, fewer and larger numbers"
    )


def add_serve_options(parser: argparse.ArgumentParser) -> None:
    """Give a parser what `tinynet serve` takes beside the walk's options."""
    server = parser.add_argument_group("the server")
    server.add_argument(
        "--host", metavar="HOST", help="who can reach it: 127.0.0.1 (this computer), 0.0.0.0 (all)"
    )
    server.add_argument(
        "--port",
        metavar="PORT",
        type=_within(limits.whole(0, limits.MOST_PORT)),
        help="where it listens (8000); 0 for any that is free",
    )
    server.add_argument(
        "--public-url",
        metavar="URL",
        type=_within(limits.web_address),
        help="what visitors type, where another server stands in front",
    )
    server.add_argument(
        "--sessions",
        metavar="N",
        type=_within(limits.whole(1, limits.MOST_SESSIONS)),
        help="visitors at a time (30); each takes about 100 MB of memory",
    )


def add_train_options(parser: argparse.ArgumentParser) -> None:
    """Give a parser the options of `tinynet train`; what is not typed is not set."""
    net = parser.add_argument_group("the network")
    net.add_argument(
        "--hidden",
        metavar="N",
        type=_within(limits.whole(1, limits.MOST_TRAINED_HIDDEN)),
        help=f"hidden nodes, 1 to {limits.MOST_TRAINED_HIDDEN} (100)",
    )
    net.add_argument(
        "--biases", action="store_true", help="learn a bias for each node beside the weights"
    )
    net.add_argument(
        "--resume",
        metavar="NET.npz",
        type=_within(limits.npz_file),
        help="go on with the network in a file",
    )
    net.add_argument(
        "--out", metavar="NET.npz", type=_within(limits.npz_file), help="keep the network in a file"
    )

    net.add_argument(
        "--keep",
        metavar="RUN.npz",
        type=_within(limits.npz_file),
        help="keep the training in a file: its curves and its weights on the way",
    )

    how = parser.add_argument_group("the training")
    how.add_argument(
        "--epochs",
        metavar="N",
        type=_within(limits.whole(1, limits.MOST_EPOCHS)),
        help="times through all digits (5)",
    )
    how.add_argument(
        "--learning-rate",
        metavar="η",
        type=_within(limits.rate),
        help="how far one update goes (0.1)",
    )
    how.add_argument(
        "--batch-size",
        metavar="N",
        type=_within(limits.whole(1, limits.MOST_BATCH)),
        help="samples to an update, which is their mean (1)",
    )
    how.add_argument(
        "--error-rule",
        metavar="RULE",
        type=_within(limits.error_rule),
        help="how blame is carried back: recipe or gradient (recipe)",
    )
    how.add_argument(
        "--rotate",
        metavar="DEG",
        type=_within(limits.turn),
        help="show every digit also turned so many degrees, each way",
    )
    how.add_argument(
        "--seed",
        metavar="S",
        type=_within(limits.whole(0, limits.MOST_SEED)),
        help="draws weights and orders (1)",
    )
    how.add_argument(
        "--in-order", action="store_true", help="take the digits as they come, not in drawn orders"
    )
    _add_data(how)
    parser.add_argument("--json", action="store_true", help="print the epochs as JSON instead")


def add_test_options(parser: argparse.ArgumentParser) -> None:
    """Give a parser what `tinynet test` takes; what is not typed is not set."""
    parser.add_argument(
        "tested",
        metavar="NETWORK",
        type=_within(limits.network),
        help="untrained (as it starts), trained, handwriting (for your own images), or a FILE.npz",
    )
    _add_data(parser)
    parser.add_argument(
        "--mistakes",
        metavar="N",
        type=_within(limits.whole(0)),
        help="how many mistakes to list (10; with --json all)",
    )
    parser.add_argument("--json", action="store_true", help="print every count as JSON instead")


def add_predict_options(parser: argparse.ArgumentParser) -> None:
    """Give a parser what `tinynet predict` takes; what is not typed is not set."""
    parser.add_argument(
        "images",
        metavar="IMAGE",
        nargs="+",
        help="PNG, JPEG, WebP, BMP, GIF, TIFF or HEIC, or a folder of them",
    )
    parser.add_argument(
        "--network",
        metavar="WHICH",
        type=_within(limits.network),
        help="handwriting (if left out), trained, untrained, or a FILE.npz",
    )
    parser.add_argument(
        "--labels",
        metavar="FILE.csv",
        help="which is which: a file's name and its digit a line",
    )
    parser.add_argument(
        "--save-data",
        metavar="DIR",
        help="add the digits that are known to a data set, for train and test --data DIR",
    )
    parser.add_argument(
        "--raw", action="store_true", help="only scale images to 28 × 28, do not prepare them"
    )
    parser.add_argument("--json", action="store_true", help="print every output as JSON instead")


def add_practice_options(parser: argparse.ArgumentParser) -> None:
    """Give a parser what `tinynet practice` takes; what is not typed is not set."""
    net = parser.add_argument_group("the networks")
    net.add_argument(
        "--layers",
        metavar="I,H,O",
        type=_within(limits.layers),
        help=f"inputs, hidden nodes, outputs, 1 to {limits.MOST_PRACTISED} each "
        "(rising from 1,1,1 to 3,3,3 on the screen; 2,2,2 on paper)",
    )
    net.add_argument(
        "--seed",
        metavar="S",
        type=_within(limits.whole(0, limits.MOST_SEED)),
        help="draws the numbers (1)",
    )
    net.add_argument(
        "--error-rule",
        "--rule",
        metavar="RULE",
        type=_within(limits.error_rule),
        help="how blame is carried back: recipe or gradient (recipe)",
    )
    net.add_argument("--biases", action="store_true", help="give each node a bias, which it learns")
    paper = parser.add_argument_group("on paper")
    paper.add_argument(
        "--out", metavar="DIR", help="write sheets, files for the answers, and an answer key"
    )
    paper.add_argument(
        "--students",
        metavar="N",
        type=_within(limits.whole(1, limits.MOST_STUDENTS)),
        help="so many sheets, each with other numbers and the same work (1)",
    )
    paper.add_argument("--html", action="store_true", help="as pages to print, instead of text")
    parser.add_argument(
        "--task",
        metavar="N",
        type=_within(limits.whole(1, limits.MOST_TASKS)),
        help="the Nth task first (1)",
    )
    parser.add_argument(
        "--fresh",
        action="store_true",
        help="neither offer the answers of last time, nor keep those of this one",
    )
    parser.add_argument("--light", action="store_true", help="the screen dark on light")
    parser.add_argument(
        "--projector", action="store_true", help="full contrast, fewer and larger numbers"
    )


def add_grade_options(parser: argparse.ArgumentParser) -> None:
    """Give a parser what `tinynet grade` takes; what is not typed is not set."""
    parser.add_argument(
        "files",
        metavar="ANSWERS.json",
        nargs="+",
        help="files that `tinynet practice --out` wrote, filled in; or a folder of them",
    )
    parser.add_argument("--json", action="store_true", help="print every grade as JSON instead")


def place_of(chosen: argparse.Namespace) -> Place:
    """Return the place that the options name, with defaults for what they leave out.

    Raises :class:`TinynetError` for options that exclude each other.
    """
    from dataclasses import fields, replace

    from scenes.story.class_options import numbered
    from scenes.story.places import HANDWRITING, TRAINED, Place
    from scenes.story.placing import place_of_data
    from tinynet import TinynetError

    # Not argparse's group: one may stand before the command's name and one after it.
    if hasattr(chosen, "sample") and hasattr(chosen, "digit"):
        raise TinynetError("--digit: expected it without --sample, found both")
    typed = vars(chosen)
    if "data" not in typed:
        try:
            limits.whole(0, MOST_PIXEL)(str(typed.get("pixel", 0)))
        except limits.LimitError as error:
            raise TinynetError(f"--pixel: {error}") from error
    typed = numbered(typed, place_of_data(typed))
    place = Place(**{f.name: typed[f.name] for f in fields(Place) if f.name in typed})
    if "image" in typed and not typed.keys() & {"network", "hidden", "seed", "biases"}:
        # As `tinynet predict` does: who shows a digit of theirs wants it read.
        place = replace(place, network=HANDWRITING if place.data is None else TRAINED)
    for act in ACTS.entries:
        for setting in act.settings:
            if setting.name in typed:
                default = ACTS.named(act.id).settings[setting.name].default
                place = place.having(setting.name, typed[setting.name], default)
    act_id, beat = typed.get("at", (place.act, None))
    if act_id == LAB:
        act_id = LAB_AT
    return place if act_id in SCREENS else place.at(act_id, beat or "")


def spot_of(chosen: argparse.Namespace) -> Spot:
    """Return the spot that the options name.

    Raises :class:`TinynetError` for options that exclude each other.
    """
    from scenes.story.class_options import numbered
    from scenes.story.placing import place_of_data
    from scenes.story.spots import OPTIONS, Spot, checked_spot

    typed = numbered(vars(chosen), place_of_data(vars(chosen)))
    named, _ = typed.get("at", ("", None))
    own = {name: typed[name] for name in (*OPTIONS, "open") if name in typed}
    if named == LAB:
        own.setdefault("change", ())
    screen = named if named in SCREENS else ""
    return checked_spot(Spot(place_of(chosen), screen, **own))


Value = TypeVar("Value")


def _within(read: Callable[[str], Value]) -> Callable[[str], Value]:
    """Return the reader of a limit as argparse wants it: its sentences reach the user."""

    def checked(text: str) -> Value:
        try:
            return read(text)
        except limits.LimitError as error:
            raise argparse.ArgumentTypeError(str(error)) from error

    return checked


def _setting(act: str, name: str, text: str) -> object:
    """Read something that an act keeps."""
    return _within(ACTS.named(act).settings[name].read)(text)


def _of_spot(name: str, text: str) -> object:
    """Read what belongs to a spot alone."""
    from scenes.story.spots import OPTIONS

    return _within(OPTIONS[name][0])(text)


def at(text: str) -> At:
    """Read an act, perhaps with a beat by its id or number, or a screen."""
    if text in (*SCREENS, LAB):
        return text, None
    name, dot, beat = text.partition(".")
    if name not in ACTS.ids:
        expected = f"one of {', '.join((*ACTS.ids, *SCREENS, LAB))}, and perhaps .BEAT"
        raise argparse.ArgumentTypeError(f"expected {expected}, found {text!r}")
    if not dot:
        return name, None
    try:
        return name, ACTS.where(name, beat or " ")[1]
    except KeyError:
        beats = tuple(ACTS.named(name).beats)
        expected = f"{name}.1 to {name}.{len(beats)}, or one of {', '.join(beats)} for the number"
        raise argparse.ArgumentTypeError(f"expected {expected}, found {text!r}") from None
