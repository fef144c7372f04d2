"""Edits as they are typed, ``jay 17 off, turn 15``, and read."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from scenes.story.lab.edit import Edit
from scenes.story.lab.edits import Noise, Off, Paint, Shift, Speak, Tell, Threshold, Turn, Volume
from scenes.story.limits import LimitError
from tinynet import TinynetError

INDEX, INK, STEP = r"(\d{1,6})", r"(\d{1,3})", r"([+-]?\d{1,2})"
NUMBER = r"([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)"

Form = tuple[type[Any], str, tuple[Callable[[str], Any], ...], str]
FORMS: tuple[Form, ...] = (
    (Off, f"jay {INDEX} off", (int,), "jay {0.jay} off"),
    (Volume, f"jay {INDEX} times {NUMBER}", (int, float), "jay {0.jay} times {0.factor!r}"),
    (
        Threshold,
        f"jay {INDEX} threshold {NUMBER}",
        (int, float),
        "jay {0.jay} threshold {0.shift!r}",
    ),
    (
        Speak,
        f"jay {INDEX} pixel {INDEX} weight {NUMBER}",
        (int, int, float),
        "jay {0.jay} pixel {0.pixel} weight {0.weight!r}",
    ),
    (
        Tell,
        f"lola {INDEX} jay {INDEX} weight {NUMBER}",
        (int, int, float),
        "lola {0.lola} jay {0.jay} weight {0.weight!r}",
    ),
    (Paint, f"pixel {INDEX} ink {INK}", (int, int), "pixel {0.pixel} ink {0.ink}"),
    (Noise, f"noise {NUMBER} seed {INDEX}", (float, int), "noise {0.strength!r} seed {0.seed}"),
    (Noise, f"noise {NUMBER}", (float,), ""),
    (Turn, f"turn {NUMBER}", (float,), "turn {0.degrees!r}"),
    (Shift, f"shift {STEP} {STEP}", (int, int), "shift {0.right} {0.down}"),
)
"""Each kind: how it is read, what its numbers are, and how it is written; the last form is
only read."""
EXAMPLES = "jay 17 off, jay 17 times 2, pixel 350 ink 255, turn 15"
NOTHING = "none"


def written(edits: tuple[Edit, ...]) -> str:
    """Return edits as they are typed."""
    if not edits:
        return NOTHING
    return ", ".join(
        next(form.format(edit) for kind, _, _, form in FORMS if isinstance(edit, kind))
        for edit in edits
    )


def read_edits(text: str) -> tuple[Edit, ...]:
    """Read edits that were typed. Raises :class:`LimitError` for what is none."""
    if text.strip().lower() == NOTHING:
        return ()
    return tuple(_read(one) for one in text.split(","))


def _read(text: str) -> Edit:
    typed = " ".join(text.lower().replace("−", "-").split())
    for kind, pattern, numbers, _ in FORMS:
        found = re.fullmatch(pattern, typed, re.ASCII)
        if found is not None:
            try:
                values = [read(part) for read, part in zip(numbers, found.groups(), strict=True)]
                edit: Edit = kind(*values)
            except TinynetError as error:
                raise LimitError(f"changes such as {EXAMPLES}", f"{typed} ({error})") from error
            return edit
    raise LimitError(f"changes such as {EXAMPLES}", text.strip())
