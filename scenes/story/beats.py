"""The walk as data: an act is an idea, a beat is one step in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Any

from scenes.story.choices import HIDDEN_NODE, Choice
from scenes.story.friends import Speech
from scenes.story.late import dataclass
from scenes.story.places import Place
from scenes.story.questions import Question
from scenes.story.scene import Scene
from scenes.story.walk import Walk
from tinynet import Trace

__all__ = [
    "Act",
    "ActAction",
    "Beat",
    "Choice",
    "MapParts",
    "Question",
    "Setting",
    "Subject",
    "lit",
    "main_beats",
    "onward_of",
]

MapParts = frozenset[str]
"""Parts of the map: ``you``, ``speak`` (your weights), ``jay``, ``tell`` (his), ``lola``,
``meant``."""


@dataclass(frozen=True)
class Subject:
    """The one number that a beat is about: what it is, marked up, and how it is printed."""

    name: str
    value: str
    """Digits, a sign, a point; a comma, a per cent sign: what can be drawn large."""
    term: str = "text"
    """Whose colour it has."""


@dataclass(frozen=True)
class Beat:
    """One step: what is told, what is computed, what is shown. Texts are marked up."""

    title: str
    story: str
    formula: tuple[str, ...]
    scene: Scene
    lit: MapParts
    travel: tuple[str, str] | None = None
    """Where a message travels on the map, from and to; backwards too."""
    aside: str = ""
    """An honest word about what the story simplifies."""
    subject: Subject | None = None
    """The number that matters most, if one does; where all have to read it, it stands large."""
    question: Question | None = None
    chooses: Choice = HIDDEN_NODE
    """What the reader can choose here, one of several."""
    trace: Trace | None = None
    """The pass that the map shows, where it is not the walk's: three friends on their own."""
    now_heard: int | None = None
    """What the network takes the digit for once it was told, where that is what the beat shows: the
    map has it after what the trace says, which is from before, and Lola says it."""
    network: str = ""
    """Which network its numbers are of, where it is not the walk's: it stands beside the title."""
    said: Mapping[str, Speech] = field(default_factory=dict)
    """What stands on the map above ``you``, ``jay``, ``lola`` and ``meant``, where the story says
    it in words; ``error`` is what is whispered to the Jay."""
    personal: bool = False
    """Whether it is about what the reader did, and says nothing to who only reads the whole."""


@dataclass(frozen=True)
class Setting:
    """Something an act keeps of its own: what it starts with, and how an option's text is read."""

    default: Any
    read: Callable[[str], Any]
    """Raises :class:`LimitError` for what it may not be."""


@dataclass(frozen=True)
class ActAction:
    """Something the reader can do in one act only: its name, and the place it leads to."""

    name: str
    do: Callable[[Place, Walk], Place]
    setting: str
    """What it changes of what the act keeps: an option can set that at once."""


@dataclass(frozen=True)
class Act:
    """An idea, told in beats: what is told, what is asked, what can be done, what is kept."""

    id: str
    name: str
    about: str
    """The words of the recap that it explains."""
    beats: Mapping[str, Callable[[Walk], Beat]]
    """Each by its id, in the order they are told. Ids are stable: links and options name them."""
    has_asides: bool = False
    """Whether a beat of it has an honest word beside its story: its words then need more room."""
    aside_of: Mapping[str, str] = field(default_factory=dict)
    """Beats of a side path, exact but hard, and the beat that each turns off from: who goes on
    from there passes them by."""
    onward: tuple[str, ...] = ()
    """What can be tried where its last beat has been told, by the ids of actions, best first."""
    asks: Mapping[str, str] = field(default_factory=dict)
    """The beats that ask something, and what about."""
    computes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Of each beat that computes something, what: names that `Network.update` gives a value to, or
    else a quantity of `Trace`."""
    answers: str = ""
    """The beat that first shows the network's answer, if it is in this act."""
    passes_on: str = ""
    """The beat that first shows what a hidden node passes on, if it is in this act."""
    tries: str = ""
    """The network that what is tried from this act goes through, where the walk's has learned
    nothing: a name as options have it."""
    blames: str = ""
    """The beat that first shows the whole error of a hidden node, if it is in this act."""
    settings: Mapping[str, Setting] = field(default_factory=dict)
    """What it keeps, by the names of the options."""
    actions: Mapping[str, ActAction] = field(default_factory=dict)
    """What can be done in it, by the ids that texts mark."""


def main_beats(act: Act) -> tuple[str, ...]:
    """Return the ids of an act's beats, without those of side paths."""
    return tuple(beat for beat in act.beats if beat not in act.aside_of)


def onward_of(act: Act, beat: str) -> tuple[str, ...]:
    """Return what can be tried at a beat: at an act's last, what the act has; else nothing."""
    return act.onward if beat == main_beats(act)[-1] else ()


def lit(*parts: str) -> MapParts:
    """Name the parts of the map in play."""
    return frozenset(parts)
