"""Where the reader is and what they have chosen; written and read as command-line options."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from scenes.story.late import dataclass

if TYPE_CHECKING:
    from tinynet import DataSource

DEFAULT_SEED = 1
DEFAULT_HIDDEN = 100
DEFAULT_LEARNING_RATE = 0.1
UNTRAINED, TRAINED, HANDWRITING = "untrained", "trained", "handwriting"
NAMED = (UNTRAINED, TRAINED, HANDWRITING)
"""The networks that have a name; the last reads images of the reader's own, if none is named."""
FIRST_ACT = "meet"
SCREENS = ("train", "test", "draw", "backwards")
"""What the app has beside the walk."""
LAB = "lab"
LAB_AT = "output"
"""The act that the lab is opened in where none is named: what is changed shows there."""

Where = tuple[str, str]
"""An act's id and a beat's in it."""


@dataclass(frozen=True)
class Place:
    """Everything that decides what the screen shows. None leaves a choice to the walk."""

    sample: int | None = None
    digit: int | None = None
    act: str = FIRST_ACT
    beat: str = ""
    """The beat's id; empty for the act's first."""
    network: str = UNTRAINED
    seed: int = DEFAULT_SEED
    hidden: int = DEFAULT_HIDDEN
    biases: bool = False
    """Whether the network learns biases."""
    learning_rate: float | None = None
    error_rule: str | None = None
    data: str | None = None
    labels: str | None = None
    """What the classes of the data are called, with commas between."""
    transpose: bool = False
    """Whether rows and columns of the data's pictures change places."""
    jay: int | None = None
    lola: int | None = None
    pixel: int | None = None
    settings: tuple[tuple[str, Any], ...] = ()
    """What acts keep of their own, by the names of the options; only what is not as at first."""

    @property
    def source(self) -> DataSource | None:
        """What the samples are loaded from; None for MNIST."""
        return source_of(self.data, self.labels, self.transpose)

    def options(self) -> list[tuple[str, str | None]]:
        """Return the options that name this place, and their values as they are typed.

        None is the value of one that is only named.
        """
        apart = ("act", "beat", "settings")
        own = [
            (field.name, getattr(self, field.name))
            for field in fields(self)
            if field.name not in apart and getattr(self, field.name) not in (None, field.default)
        ]
        where = f"{self.act}.{self.beat}" if self.beat else self.act
        named = [
            (name.replace("_", "-"), None if value is True else _text(value))
            for name, value in (*own, *self.settings)
        ]
        return [*named, ("at", where)]

    def data_options(self) -> list[tuple[str, str | None]]:
        """Return the options that name its data, and their values; none for MNIST."""
        alone = Place(data=self.data, labels=self.labels, transpose=self.transpose)
        *named, _ = alone.options()  # the last says where in the walk it is
        return named

    def command(self, *words: str) -> str:
        """Return the command that opens exactly this place."""
        return command_of(self.options(), *words)

    def command_from_start(self, *words: str) -> str:
        """Return the command for this place's choices that begins where walks begin."""
        *choices, _ = self.options()  # the last says where in the walk it is
        return command_of(choices, *words)

    def address(self, page: str) -> str:
        """Return the address that opens exactly this place, at the page of `tinynet serve`."""
        # Named even if it is the untrained one: the page may open with another.
        named = {"network": self.network} | {name: text or "" for name, text in self.options()}
        for name in ("data", "labels", "transpose"):
            named.pop(name, None)  # which the page has, and nobody else may name
        return f"{page}?{urlencode(named)}"

    def at(self, act: str, beat: str = "") -> Place:
        """Return the same choices at another beat, the act's first if none is named."""
        return replace(self, act=act, beat=beat)

    def setting(self, name: str, default: Any) -> Any:
        """Return what an act keeps by this name, or what it starts with."""
        return dict(self.settings).get(name, default)

    def having(self, name: str, value: Any, default: Any) -> Place:
        """Return the same place with one setting of an act changed."""
        kept = {**dict(self.settings), name: value}
        if value == default:
            del kept[name]
        return replace(self, settings=tuple(sorted(kept.items())))


def source_of(
    data: str | None, labels: str | None = None, transpose: bool = False
) -> DataSource | None:
    """Return what these options load samples from; None for MNIST.

    Raises :class:`TinynetError` for names that are unfit, or names without data.
    """
    # Loaded when it is asked for: who asks for help does not wait for NumPy.
    from tinynet import DataSource, TinynetError
    from tinynet.classes import names_typed

    if data is None:
        if labels is not None or transpose:
            name = "labels" if labels is not None else "transpose"
            raise TinynetError(f"--{name}: expected it with --data, found it without")
        return None
    try:
        return DataSource(data, None if labels is None else names_typed(labels), transpose)
    except ValueError as error:
        raise TinynetError(f"--labels: {error}") from error


def command_of(options: Iterable[tuple[str, str | None]], *words: str) -> str:
    """Return the command with these options and their values, as a shell takes it."""
    parts = ["tinynet", *words]
    for name, text in options:
        if text is None:
            parts.append(f"--{name}")
            continue
        # A value that starts with a minus would be taken for an option.
        between = "=" if text.startswith("-") else " "
        parts.append(f"--{name}{between}{quoted(text)}")
    return " ".join(parts)


def commands_at(place: Place) -> dict[str, str]:
    """Return the commands for what no text does itself, by the actions' ids: with a place's data.

    A reader can paste each as it is.
    """
    data = place.data_options()
    app = f"in the app: {command_of(data)}"
    return {
        "train": command_of(data, "train"),
        "test": command_of(data, "test", quoted(place.network)),
        "draw": app,
        "lab": app,
        "backwards": app,
        "code": command_of(data, "explain", "--code"),
        "words": command_of(data, "explain", "--words"),
    }


def _text(value: Any) -> str:
    # repr() is the shortest text that reads back as the same float.
    return repr(value).removesuffix(".0") if isinstance(value, float) else str(value)


def quoted(word: str) -> str:
    """Return a word as a shell takes it, and a terminal shows it: no character in it commands one.

    What cannot be printed is spelled out between $' and ', as POSIX of 2024 has it, and bash and
    zsh had it before.
    """
    if word.isprintable():
        return shlex.quote(word)
    spelled = []
    for each in word:
        if each in "\\'":
            spelled.append(f"\\{each}")
        elif each.isprintable():
            spelled.append(each)
        else:
            bytes_ = each.encode("utf-8", "surrogateescape")
            spelled.append("".join(f"\\{byte:03o}" for byte in bytes_))
    return f"$'{''.join(spelled)}'"
