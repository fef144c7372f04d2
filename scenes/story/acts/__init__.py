"""The acts of the walk, in order. A new act is a file beside this one and a line here.

What the command line needs to know of an act stands in its line; the act itself is loaded when it
is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from scenes.story.late import dataclass
from scenes.story.places import Where

if TYPE_CHECKING:
    from scenes.story.beats import Act


@dataclass(frozen=True)
class SettingEntry:
    """An option for something that an act keeps: its name, and what the help says of it."""

    name: str
    metavar: str
    help: str


@dataclass(frozen=True)
class Entry:
    """An act's line in the list. Its module is named like it, and holds it as ``ACT``."""

    id: str
    settings: tuple[SettingEntry, ...] = ()
    module: str = ""

    def load(self) -> Act:
        """Import the act's module, if nothing has yet, and return its act."""
        name = self.module or f"{__name__}.{self.id.replace('-', '_')}"
        act: Act = import_module(name).ACT
        return act


class Acts(Sequence["Act"]):
    """The acts in their order, each loaded when it is asked for."""

    def __init__(self, *entries: Entry) -> None:
        self.entries = entries

    def __len__(self) -> int:
        return len(self.entries)

    def __getitem__(self, index: int) -> Act:  # type: ignore[override]  # no slices
        """Return the act at a position, from 0."""
        return self.entries[index].load()

    def __iter__(self) -> Iterator[Act]:
        """Load one act after another."""
        return (entry.load() for entry in self.entries)

    @property
    def ids(self) -> tuple[str, ...]:
        """The acts' ids, without loading any."""
        return tuple(entry.id for entry in self.entries)

    def named(self, act: str) -> Act:
        """Return an act by its id. Raises :class:`KeyError` if there is none."""
        entry = next((entry for entry in self.entries if entry.id == act), None)
        if entry is None:
            raise KeyError(act)
        return entry.load()

    def number(self, act: str) -> int:
        """Return an act's number, from 1, by its id. Raises :class:`KeyError` if there is none."""
        if act not in self.ids:
            raise KeyError(act)
        return self.ids.index(act) + 1

    def where(self, act: str, beat: str = "") -> Where:
        """Return an act's beat by its id, by its number from 1, or the first where none is given.

        Raises :class:`KeyError` with the name of what is not there.
        """
        found = self.named(act)
        beats = tuple(beat_id for beat_id in found.beats if beat_id not in found.aside_of)
        if not beat:
            return act, beats[0]
        if beat in found.beats:
            return act, beat
        numbers = {str(number): each for number, each in enumerate(beats, start=1)}
        if beat in numbers:
            return act, numbers[beat]
        raise KeyError(beat)

    @property
    def route(self) -> tuple[Where, ...]:
        """Every beat of every act, in the order they are told, without side paths."""
        return tuple(
            (act.id, beat) for act in self for beat in act.beats if beat not in act.aside_of
        )

    @property
    def topics(self) -> dict[Where, tuple[str, str]]:
        """The questions in their order: where each is asked, its act's name, and what about."""
        return {(act.id, beat): (act.name, of) for act in self for beat, of in act.asks.items()}

    @property
    def answered_at(self) -> Where:
        """The first beat that shows the network's answer."""
        return next((act.id, act.answers) for act in self if act.answers)

    @property
    def passed_on_at(self) -> Where:
        """The first beat that shows what a hidden node passes on."""
        return next((act.id, act.passes_on) for act in self if act.passes_on)

    @property
    def blamed_at(self) -> Where:
        """The first beat that shows the whole error of a hidden node."""
        return next((act.id, act.blames) for act in self if act.blames)


ACTS = Acts(
    Entry(
        "meet",
        settings=(
            SettingEntry(
                "play",
                "W1,W2,TARGET,RATE",
                "how the three friends of meet are set; write --play=−0.5,… with a minus in front",
            ),
            SettingEntry("told", "N", "how often they were told again"),
            SettingEntry("knob", "N", "which of meet's four knobs"),
        ),
    ),
    Entry("input"),
    Entry("weighted-sum"),
    Entry("threshold"),
    Entry("output"),
    Entry("error"),
    Entry("blame"),
    Entry("update"),
    Entry("again"),
    Entry("recap"),
)
"""In the order they are told. Ids are stable: command lines and links name them."""

__all__ = ["ACTS", "Acts", "Entry", "SettingEntry"]
