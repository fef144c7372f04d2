"""Words broken into lines, none of them between a number and its per cent sign."""

from __future__ import annotations

import re

from rich.console import Console
from rich.text import Text

_MEASURE = Console(width=400, color_system=None)
_UNIT = re.compile("(?<=[0-9]) (?=%)")
_HELD = "\ue000"
"""What stands for a space that no line is broken at: Rich breaks at no-break spaces, too."""


def wrapped(text: Text, width: int) -> list[Text]:
    """Return a text as lines of so many columns."""
    text = text.copy()
    text.plain = _UNIT.sub(_HELD, text.plain)
    lines = list(text.wrap(_MEASURE, width))
    for line in lines:
        line.plain = line.plain.replace(_HELD, " ")
    return lines
