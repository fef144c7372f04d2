"""The three friends, as figures: what each hears and says, what passes between them, and knobs."""

from __future__ import annotations

from typing import Literal

from scenes.story.figures import Figure
from scenes.story.late import dataclass

Tone = Literal["whisper", "said", "serious", "insistent"]
"""How seriously something is said, the least first."""


@dataclass(frozen=True)
class Speech:
    """What stands in a speech bubble, and how it is said."""

    words: str
    tone: Tone = "said"
    contrary: bool = False
    """The opposite is to be heard: crossed out."""
    thought: bool = False


@dataclass(frozen=True)
class Friend:
    """One of those between whom a message passes: what they hear, and what they say of it."""

    term: str
    name: str
    value: str
    under: str
    """What the value comes from; marked up."""
    speech: Speech
    level: float | None = None
    """How far the message rises, 0 to 1, for one who has a level of trust; that is one half."""


@dataclass(frozen=True)
class Telling:
    """What passes from one friend to the next: by which weight, and in a word how."""

    term: str
    symbol: str
    weight: float
    text: str
    word: str


@dataclass(frozen=True, kw_only=True, eq=False)
class Friends(Figure):
    """You, Jay and Lola, what you meant, and what passes between them. Empty texts are not told."""

    friends: tuple[Friend, ...]
    tellings: tuple[Telling, ...]
    """Between a friend and the next; none from the last who speaks to what was meant."""
    error: str
    correction: str = ""
    """What you whisper to Jay when you call him aside; marked up."""
    lit: frozenset[str] = frozenset()
    travel: tuple[str, str] | None = None


@dataclass(frozen=True)
class Knob:
    """Something the reader can turn: where it stands on its way from 0 to 1, and its print."""

    symbol: str
    meaning: str
    place: float
    value: str
    term: str


@dataclass(frozen=True, kw_only=True, eq=False)
class Knobs(Figure):
    """What can be turned, each on a slider: its value, and where that is between the ends."""

    knobs: tuple[Knob, ...]
    chosen: int = 0
