"""Where the reader is and what they have chosen; written and read as command-line options."""

from __future__ import annotations

import shlex
from dataclasses import dataclass, field, fields, replace
from typing import Any

from scenes.numbers import MOST_DIGITS, plain

DEFAULT_SEED = 1
DEFAULT_HIDDEN = 100
DEFAULT_LEARNING_RATE = 0.1
UNTRAINED, TRAINED = "untrained", "trained"


@dataclass(frozen=True)
class Play:
    """How the reader has set the three friends of ``meet``."""

    speak: float = 0.8
    tell: float = -0.6
    meant: float = 0.9
    rate: float = 2.0

    def __str__(self) -> str:
        """Print the four as ``--play`` takes them."""
        values = (self.speak, self.tell, self.meant, self.rate)
        return ",".join(plain(v, MOST_DIGITS).replace("\N{MINUS SIGN}", "-") for v in values)


@dataclass(frozen=True)
class Place:
    """Everything that decides what the screen shows. None leaves a choice to the walk."""

    sample: int | None = None
    digit: int | None = None
    act: str = "meet"
    beat: int = 1
    network: str = UNTRAINED
    seed: int = DEFAULT_SEED
    hidden: int = DEFAULT_HIDDEN
    learning_rate: float | None = None
    error_rule: str | None = None
    data: str | None = None
    jay: int | None = None
    lola: int | None = None
    pixel: int | None = None
    play: Play = field(default_factory=Play)

    def command(self, *words: str) -> str:
        """Return the command that opens exactly this place."""
        parts = ["tinynet", *words]
        for option in fields(self):
            value = getattr(self, option.name)
            if option.name in ("act", "beat") or value == option.default or value is None:
                continue
            if option.name == "play":
                if value != Play():
                    parts.append(f"--play={value}")
                continue
            parts += [f"--{option.name.replace('_', '-')}", shlex.quote(_text(value))]
        return " ".join([*parts, "--at", f"{self.act}.{self.beat}"])

    def at(self, act: str, beat: int) -> Place:
        """Return the same choices at another beat; beats count from 1."""
        return replace(self, act=act, beat=beat)


def _text(value: Any) -> str:
    return plain(value, MOST_DIGITS) if isinstance(value, float) else str(value)
