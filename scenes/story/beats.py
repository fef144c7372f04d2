"""The walk as data: an act is an idea, a beat is one step in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from scenes.story.figures import Scene
from scenes.story.questions import Question
from scenes.story.walk import Walk

__all__ = ["Act", "Beat", "Links", "Question", "lit"]

Links = frozenset[str]
"""Parts of the map: ``you``, ``speak`` (your weights), ``jay``, ``tell`` (his), ``lola``,
``meant``."""


@dataclass(frozen=True)
class Beat:
    """One step: what is told, what is computed, what is shown. Texts are marked up."""

    title: str
    story: str
    formula: tuple[str, ...]
    scene: Scene
    lit: Links
    travel: tuple[str, str] | None = None
    """Where a message travels on the map, from and to; backwards too."""
    aside: str = ""
    """An honest word about what the story simplifies."""
    question: Question | None = None
    chooses: str = "jay"
    """What the up and down keys choose here: jay, lola, pixel or knob."""
    told: bool = True
    """Whether the whole walk told as text has it; not where it is about the reader's answers."""


@dataclass(frozen=True)
class Act:
    """An idea, told in beats. ``about`` names the words of the recap it explains."""

    id: str
    name: str
    about: str
    beats: tuple[Callable[[Walk], Beat], ...]


def lit(*parts: str) -> Links:
    """Name the parts of the map in play."""
    return frozenset(parts)
