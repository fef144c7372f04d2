"""The options of the walk, each value checked as it is read; and the place that they name.

Whatever needs NumPy is imported when a value asks for it, so that ``--help`` answers at once.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from scenes.commands.parser import apart
from scenes.story import limits
from scenes.story.acts import ACTS
from scenes.story.places import LAB, LAB_AT, SCREENS

if TYPE_CHECKING:
    from scenes.story.class_options import NamedData
    from scenes.story.places import Place
    from scenes.story.spots import Spot

NETWORKS = "untrained (as it starts), trained, handwriting (for your own images), or a FILE.npz"

At = tuple[str, str | None]
"""An act and perhaps one of its beats; or a screen."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Give a parser the options of the walk; what is not typed is not set."""
    _add_digit(parser)
    _add_network(parser)
    _add_place(parser)
    add_look(parser.add_argument_group("the look of the app"))


def _add_digit(parser: argparse.ArgumentParser) -> None:
    whose = parser.add_argument_group("the digit")
    whose.add_argument(
        "--sample",
        metavar="N",
        type=within(limits.PLACE["sample"]),
        help="the Nth of the test set, from 0",
    )
    whose.add_argument(
        "--digit",
        metavar="D",
        type=within(limits.PLACE["digit"]),
        help="the first of this kind; of other data a class, by its number from 0 or its name",
    )
    add_data(whose)


def _add_network(parser: argparse.ArgumentParser) -> None:
    net = parser.add_argument_group("the network")
    net.add_argument(
        "--network",
        metavar="WHICH",
        type=within(limits.PLACE["network"]),
        help=NETWORKS,
    )
    net.add_argument(
        "--seed",
        metavar="S",
        type=within(limits.PLACE["seed"]),
        help="draws the untrained weights",
    )
    net.add_argument(
        "--hidden",
        metavar="N",
        type=within(limits.PLACE["hidden"]),
        help=f"Jays in the untrained network, 1 to {limits.MOST_HIDDEN}",
    )
    net.add_argument(
        "--biases", action="store_true", help="give each node a bias of its own, which it learns"
    )
    net.add_argument(
        "--learning-rate",
        metavar="η",
        type=within(limits.PLACE["learning-rate"]),
        help="how far one update goes",
    )
    net.add_argument(
        "--error-rule",
        metavar="RULE",
        type=within(limits.PLACE["error-rule"]),
        help="how blame is carried back: recipe or gradient",
    )


def _add_place(parser: argparse.ArgumentParser) -> None:
    where = parser.add_argument_group("the place in the walk")
    where.add_argument("--at", metavar="ACT[.BEAT]", type=at, help="an act, and a beat in it")
    where.add_argument("--jay", metavar="N", type=within(limits.PLACE["jay"]), help="which Jay")
    where.add_argument(
        "--lola",
        metavar="N",
        type=within(limits.PLACE["lola"]),
        help="which Lola, by her number or by the name of her class",
    )
    where.add_argument(
        "--pixel", metavar="N", type=within(limits.PLACE["pixel"]), help="which of you, row by row"
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


def add_look(parser: argparse._ActionsContainer) -> None:
    """Give a parser the options of how a walk is shown."""
    parser.add_argument("--no-motion", action="store_true", help="show every step at once")
    parser.add_argument("--no-predict", action="store_true", help="ask no questions")
    add_contrast(parser)


def add_contrast(parser: argparse._ActionsContainer) -> None:
    """Give a parser the options of how the screen is seen best."""
    parser.add_argument("--light", action="store_true", help="dark on light")
    parser.add_argument(
        "--projector", action="store_true", help="full contrast, fewer and larger numbers"
    )


def add_data(parser: argparse._ActionsContainer) -> None:
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
    for name, metavar, help_ in (
        ("change", "EDITS", "what is changed in the lab, such as 'jay 17 off, turn 15'"),
        ("cell", "MEANT,HEARD", "of --at test; 4,9,2 is the second 4 heard as a 9; or by names"),
        ("asked", "DIGIT", "of --at backwards; 8,3,60 is an 8 with 60 %% of a 3; or by names"),
        ("moment", "N", "of --at train: after so many digits"),
        ("until", "N", "of --at train: goes on by itself, up to so many digits"),
        ("task", "N", "works out the Nth number of the beat in practice"),
    ):
        own.add_argument(f"--{name}", metavar=metavar, type=partial(_of_spot, name), help=help_)
    own.add_argument(
        "--open",
        metavar="FILE.tinynet",
        type=within(limits.saved_file),
        help="a place that was saved with y",
    )
    own.add_argument(
        "--fresh",
        action="store_true",
        help="neither offer what was kept when tinynet ended last, nor keep anything",
    )


def place_of(chosen: argparse.Namespace, data: NamedData | None = None) -> Place:
    """Return the place that the options name, with defaults for what they leave out.

    Whoever opens it gives the data that they name, to be loaded once.

    Raises :class:`TinynetError` for options that exclude each other.
    """
    from dataclasses import fields, replace

    from scenes.story.class_options import NamedData, numbered
    from scenes.story.places import HANDWRITING, TRAINED, Place

    # Not argparse's group: one may stand before the command's name and one after it.
    apart(chosen, "digit", "sample")
    typed = vars(chosen)
    typed = numbered(typed, data or NamedData(typed))
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


def spot_of(chosen: argparse.Namespace, data: NamedData | None = None) -> Spot:
    """Return the spot that the options name; ``data`` as for :func:`place_of`.

    Raises :class:`TinynetError` for options that exclude each other.
    """
    from scenes.story.class_options import NamedData, numbered
    from scenes.story.spots import OPTIONS, Spot, checked_spot

    data = data or NamedData(vars(chosen))
    typed = numbered(vars(chosen), data)
    named, _ = typed.get("at", ("", None))
    own = {name: typed[name] for name in (*OPTIONS, "open") if name in typed}
    if named == LAB:
        own.setdefault("change", ())
    screen = named if named in SCREENS else ""
    return checked_spot(Spot(place_of(chosen, data), screen, **own))


Value = TypeVar("Value")


def within(read: Callable[[str], Value]) -> Callable[[str], Value]:
    """Return the reader of a limit as argparse wants it: its sentences reach the user."""

    def checked(text: str) -> Value:
        try:
            return read(text)
        except limits.LimitError as error:
            raise argparse.ArgumentTypeError(str(error)) from error

    return checked


def _setting(act: str, name: str, text: str) -> object:
    """Read something that an act keeps."""
    return within(ACTS.named(act).settings[name].read)(text)


def _of_spot(name: str, text: str) -> object:
    """Read what belongs to a spot alone."""
    from scenes.story.spots import OPTIONS

    return within(OPTIONS[name][0])(text)


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
