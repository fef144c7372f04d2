"""What the app needs of a terminal, and how wide and colourful text on it may be."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TextIO

from scenes.text import WIDEST_TEXT

DUMB = ("dumb", "unknown")
WIDTH_IN_A_PIPE = 80


def is_terminal(stream: TextIO | None) -> bool:
    """Return whether the stream is open and a terminal."""
    return stream is not None and not stream.closed and stream.isatty()


def what_is_missing() -> str | None:
    """Return what was found instead of a terminal the app can draw on, or None for a good one."""
    if not is_terminal(sys.stdin):
        return "standard input that is not one"
    if not is_terminal(sys.stdout):
        return "standard output that is not one"
    if (term := os.environ.get("TERM", "")).lower() in DUMB:
        return f"TERM={term}"
    return None


def text_width() -> int:
    """Return how many columns text on standard output should take."""
    if not is_terminal(sys.stdout):
        return WIDTH_IN_A_PIPE
    return min(shutil.get_terminal_size().columns, WIDEST_TEXT)


def has_colours() -> bool:
    """Return whether text on standard output may be coloured."""
    term = os.environ.get("TERM", "").lower()
    return is_terminal(sys.stdout) and not os.environ.get("NO_COLOR") and term not in DUMB
