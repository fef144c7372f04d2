"""Any spot in the app: a place in the walk, or on one of the other screens; named by options.

What the command line, the key that names a spot, and a lesson's file have in common.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import field
from typing import Any

from scenes.story import limits
from scenes.story.class_options import NamedData, check_numbers, numbered
from scenes.story.lab.edit import Edit
from scenes.story.late import dataclass
from scenes.story.limits import LimitError
from scenes.story.networks import NamedNetwork
from scenes.story.places import (
    DEFAULT_HIDDEN,
    DEFAULT_SEED,
    LAB,
    LAB_AT,
    SCREENS,
    Place,
    command_of,
)
from scenes.story.placing import place_named
from tinynet import Classes, TinynetError

TestedCell = tuple[int, int, int]
"""What was meant, what was heard, and which of those digits, from 0."""
Asked = tuple[int, int | None, int]
"""A digit, one mixed in, and how much of it, in per cent."""


@dataclass(frozen=True)
class Spot:
    """A place, and what is looked at there beside the walk."""

    place: Place = field(default_factory=Place)
    screen: str = ""
    """One of the screens; empty for the walk."""
    change: tuple[Edit, ...] | None = None
    """What is changed in the lab, which is open, be it nothing; None where it is closed."""
    cell: TestedCell | None = None
    asked: Asked | None = None
    """What is asked backwards."""
    moment: int | None = None
    """The digits after which a training is looked at."""
    until: int | None = None
    """The digits after which it waits, where it goes on by itself."""
    task: int | None = None
    """Which number of the beat is worked out in practice, from 1; None where it is not open."""
    open: str | None = None
    """A file that holds all this, and more."""

    def options(self) -> list[tuple[str, str | None]]:
        """Return the options that name this spot, and their values as they are typed."""
        if self.open is not None:
            return [("open", self.open)]
        own: list[tuple[str, str | None]]
        own = [
            (name, write(getattr(self, name)))
            for name, (_, write) in OPTIONS.items()
            if getattr(self, name) is not None
        ]
        *place, at = self.place.options()
        return [*place, *own, ("at", self.screen) if self.screen else at]

    def command(self) -> str:
        """Return the command that opens this spot."""
        return command_of(self.options())

    def address(self, page: str) -> str:
        """Return the address that opens this spot, at the page of `tinynet serve`.

        What is looked at on a screen, or changed in the lab, no address names.
        """
        place = self.place.at(self.screen) if self.screen else self.place
        return place.address(page)


def place_of_network(named: NamedNetwork, place: Place) -> Place | None:
    """Return a place that names this network; None where options cannot.

    ``place`` tells from which directory digits are taken.
    """
    if not named.reopens:
        return None
    network = named.network
    drawn = named.origin == "untrained"
    return Place(
        network=named.name,
        seed=DEFAULT_SEED if named.seed is None or not drawn else named.seed,
        hidden=network.hidden_nodes if drawn else DEFAULT_HIDDEN,
        biases=network.train_biases and named.origin != "file",
        data=place.data,
        labels=place.labels,
        transpose=place.transpose,
    )


def read_cell(text: str) -> tuple[Any, ...]:
    """Read a cell of the test, and perhaps which of its samples, from 1; classes may be named."""
    parts = text.split(",")
    expected = "MEANT,HEARD such as 4,9, or 4,9,2 for the second there"
    if not 2 <= len(parts) <= 3:
        raise LimitError(expected, text)
    nth = _number(parts[2]) if parts[2:] else 1
    if not nth:
        raise LimitError(expected, text)
    return (*map(limits.class_named, parts[:2]), nth - 1)


def read_asked(text: str) -> tuple[Any, ...]:
    """Read a class, or two and how much of the second."""
    parts = text.split(",")
    if len(parts) not in (1, 3):
        raise LimitError("a digit such as 8, or 8,3,60 with 60 % of a 3", text)
    digit, *other = map(limits.class_named, parts[:2])
    if not other:
        return digit, None, 50
    share = _number(parts[2])
    if share is None or share > 100 or share % 10:
        raise LimitError("0 to 100 per cent in steps of 10", text)
    return digit, other[0], share


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 6 else None


def _read_change(text: str) -> tuple[Edit, ...]:
    # What edits do is loaded when there are some: the first frame does not wait for it.
    from scenes.story.lab.written import read_edits

    return read_edits(text)


def _write_change(edits: tuple[Edit, ...]) -> str:
    from scenes.story.lab.written import written

    return written(edits)


def _write_cell(cell: TestedCell) -> str:
    meant, heard, place = cell
    return f"{meant},{heard},{place + 1}" if place else f"{meant},{heard}"


def _write_asked(asked: Asked) -> str:
    digit, other, share = asked
    return str(digit) if other is None else f"{digit},{other},{share}"


MOST_MOMENT = 10_000_000
OPTIONS: dict[str, tuple[Callable[[str], Any], Callable[[Any], str]]] = {
    "change": (_read_change, _write_change),
    "cell": (read_cell, _write_cell),
    "asked": (read_asked, _write_asked),
    "moment": (limits.whole(0, MOST_MOMENT), str),
    "until": (limits.whole(1, MOST_MOMENT), str),
    "task": (limits.whole(1, limits.MOST_TASKS), str),
}
"""How what belongs to a spot alone is read and written."""
ONLY_AT = {"cell": "test", "asked": "backwards", "moment": "train", "until": "train"}


def spot_named(options: Iterable[tuple[str, str | None]]) -> Spot:
    """Return the spot that options name, in any order.

    Raises :class:`TinynetError` for one that is not known, or not what it may be.
    """
    chosen: dict[str, Any] = {}
    rest: list[tuple[str, str | None]] = []
    for name, text in options:
        try:
            if text is None:
                rest.append((name, text))
            elif name == "open":
                chosen["open"] = limits.saved_file(text)
            elif name in OPTIONS:
                chosen[name] = OPTIONS[name][0](text)
            elif name == "at":
                if text == LAB:
                    chosen.setdefault("change", ())
                if text in SCREENS:
                    chosen["screen"] = text
                else:
                    rest.append((name, LAB_AT if text == LAB else text))
            else:
                rest.append((name, text))
        except LimitError as error:
            raise TinynetError(f"{name}: {error}") from error
    place = place_named(rest)
    return checked_spot(Spot(place, **numbered(chosen, NamedData(vars(place)))))


def check_classes(spot: Spot, classes: Classes) -> None:
    """Raise :class:`TinynetError` for a spot of a class that is not among these."""
    check_numbers({"cell": spot.cell, "asked": spot.asked}, classes)


def checked_spot(spot: Spot) -> Spot:
    """Return a spot whose options belong together. Raises :class:`TinynetError` for others."""
    for name, screen in ONLY_AT.items():
        if getattr(spot, name) is not None and spot.screen != screen:
            found = f"--at {spot.screen or spot.place.act}"
            raise TinynetError(f"--{name}: expected it with --at {screen}, found {found}")
    if spot.open is not None and spot != Spot(open=spot.open):
        raise TinynetError("--open: expected it alone, found other options of a place")
    if spot.task is not None and (spot.screen or spot.change is not None):
        found = "--change" if not spot.screen else f"--at {spot.screen}"
        raise TinynetError(f"--task: expected it in the walk, found {found}")
    if spot.change is not None and spot.screen:
        raise TinynetError(f"--change: expected it in the walk, found --at {spot.screen}")
    return spot
