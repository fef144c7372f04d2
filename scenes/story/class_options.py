"""Options that name a class: by its number or by its name, which only the data knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from scenes.story.limits import LimitError
from scenes.story.networks import open_data
from scenes.story.places import Place
from tinynet import Classes, Dataset, TinynetError
from tinynet.subject import listed

DATA = ("network", "data", "labels", "transpose")
"""What names data, and what its classes are called."""
PARTS = {"digit": 1, "lola": 1, "cell": 2, "asked": 2}
"""How many of an option's parts, the first ones, are classes."""


class NamedData:
    """The samples to test with that options name: loaded when somebody asks, and only once."""

    def __init__(self, chosen: Mapping[str, Any]) -> None:
        """Take of the options those that name data, and a network whose file may name classes."""
        self._place = Place(**{name: chosen[name] for name in DATA if name in chosen})

    @property
    def is_mnist(self) -> bool:
        """Whether no other data is named."""
        return self._place.data is None

    @property
    def classes(self) -> Classes:
        """What its classes are. Raises :class:`TinynetError` as ``opened`` does."""
        return Classes() if self.is_mnist else self._opened[1].classes

    def opened(self, place: Place) -> tuple[Place, Dataset]:
        """Return a place that the same options name, its classes with their names, and the samples.

        Raises :class:`TinynetError` for files that are not there or not sound.
        """
        named, data = self._opened
        return replace(place, labels=named.labels), data

    @cached_property
    def _opened(self) -> tuple[Place, Dataset]:
        return open_data(self._place)


def numbered(chosen: Mapping[str, Any], data: NamedData) -> dict[str, Any]:
    """Return the chosen options, each class by its number.

    The data is loaded only where a class of it is named. Raises :class:`TinynetError` for a class
    that is not there; for a number of other data only :func:`check_numbers` does.
    """
    named = {name: _parts(chosen[name], most) for name, most in PARTS.items() if name in chosen}
    by_name = any(isinstance(part, str) for parts in named.values() for part in parts)
    if not (data.is_mnist or by_name):
        return dict(chosen)
    classes = data.classes
    numbers = {
        name: _whole(chosen[name], tuple(_number(name, part, classes) for part in parts))
        for name, parts in named.items()
    }
    return {**chosen, **numbers}


def check_numbers(chosen: Mapping[str, Any], classes: Classes) -> None:
    """Raise :class:`TinynetError` for the number of a class that is not there."""
    for name, most in PARTS.items():
        for part in _parts(chosen.get(name), most):
            _number(name, part, classes)


def _parts(value: Any, most: int) -> tuple[Any, ...]:
    parts = value[:most] if isinstance(value, tuple) else (value,)
    return tuple(part for part in parts if part is not None)


def _whole(value: Any, numbers: tuple[int, ...]) -> Any:
    """Return an option's value with these numbers for its classes."""
    return (*numbers, *value[len(numbers) :]) if isinstance(value, tuple) else numbers[0]


def _number(option: str, found: int | str, classes: Classes) -> int:
    if isinstance(found, int):
        if found < len(classes):
            return found
    elif found in classes.names:
        return classes.names.index(found)
    else:
        alike = [name for name in classes.names if name.casefold() == found.casefold()]
        if len(alike) == 1:
            return classes.names.index(alike[0])
    expected = f"a whole number from 0 to {len(classes) - 1}"
    if not classes.are_digits:
        expected += f", or one of {listed(classes.names)}"
    raise TinynetError(f"--{option}: {LimitError(expected, str(found))}")
