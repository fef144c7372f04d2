"""What the app needs of a terminal, and how wide and colourful text on it may be."""

from __future__ import annotations

import codecs
import locale
import os
import shutil
import sys
from typing import TextIO

from scenes.screens.served import is_served
from scenes.text import WIDEST_TEXT

DUMB = ("dumb", "unknown")
WIDTH_IN_A_PIPE = 80


def is_terminal(stream: TextIO | None) -> bool:
    """Return whether the stream is open and a terminal."""
    return stream is not None and not stream.closed and stream.isatty()


def what_is_missing() -> str | None:
    """Return what was found instead of a terminal the app can draw on, or None for a good one."""
    if is_served():  # through pipes, to the terminal that a browser is then
        return None
    if not is_terminal(sys.stdin):
        return "standard input that is not one"
    if not is_terminal(sys.stdout):
        return "standard output that is not one"
    if (term := os.environ.get("TERM", "")).lower() in DUMB:
        return f"TERM={term}"
    if (found := _other_letters()) is not None:
        return f"one for {found}; `LC_ALL=C.UTF-8 tinynet` opens it in a terminal for UTF-8"
    return None


def _other_letters() -> str | None:
    """Return the encoding that the locale says the terminal has, if that is not UTF-8.

    The locale C says nothing of the terminal, and PYTHONIOENCODING only something of pipes: there
    the app writes UTF-8, as all terminals of today read it.
    """
    encoding = locale.getlocale(locale.LC_CTYPE)[1]
    if encoding is None:
        for name in ("LC_ALL", "LC_CTYPE", "LANG"):
            if value := os.environ.get(name):
                encoding = value.partition(".")[2].partition("@")[0]
                break
    if not encoding:
        return None
    try:
        name = codecs.lookup(encoding).name
    except LookupError:
        return None
    return None if name in ("utf-8", "ascii") else encoding


def text_width() -> int:
    """Return how many columns text on standard output should take."""
    if not is_terminal(sys.stdout):
        return WIDTH_IN_A_PIPE
    return min(_columns(sys.stdout), WIDEST_TEXT)


def _columns(stream: TextIO) -> int:
    """Return a terminal's own width; what COLUMNS says only where it does not know."""
    try:
        columns = os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):
        columns = 0
    return columns or shutil.get_terminal_size().columns


def has_colours() -> bool:
    """Return whether text on standard output may be coloured."""
    term = os.environ.get("TERM", "").lower()
    return is_terminal(sys.stdout) and not os.environ.get("NO_COLOR") and term not in DUMB
