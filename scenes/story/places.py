"""Where the reader is and what they have chosen; written and read as command-line options."""

from __future__ import annotations

import shlex
from dataclasses import dataclass, fields, replace
from typing import Any

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
        return ",".join(map(_text, (self.speak, self.tell, self.meant, self.rate)))


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
    play: Play = Play()
    told: int = 0
    knob: int = 0

    def command(self, *words: str) -> str:
        """Return the command that opens exactly this place."""
        parts = ["tinynet", *words]
        for option in fields(self):
            value = getattr(self, option.name)
            if option.name in ("act", "beat") or value == option.default or value is None:
                continue
            name, text = f"--{option.name.replace('_', '-')}", shlex.quote(_text(value))
            # A value that starts with a minus would be taken for an option.
            parts.append(f"{name}={text}" if _text(value).startswith("-") else f"{name} {text}")
        return " ".join([*parts, "--at", f"{self.act}.{self.beat}"])

    def at(self, act: str, beat: int) -> Place:
        """Return the same choices at another beat; beats count from 1."""
        return replace(self, act=act, beat=beat)


def _text(value: Any) -> str:
    # repr() is the shortest text that reads back as the same float.
    return repr(value).removesuffix(".0") if isinstance(value, float) else str(value)
