"""Where text is written to: Rich on a file, in the colours that the story's words have."""

from __future__ import annotations

from io import StringIO

from rich.console import Console
from rich.theme import Theme

# The sixteen named colours: a reader's terminal knows which of their shades are legible on it.
THEME = Theme(
    {
        "you": "green",
        "speak": "bold",
        "jay": "magenta",
        "tell": "bold",
        "lola": "bright_magenta",
        "meant": "bold",
        "error": "red",
        "rate": "cyan",
        "positive": "yellow",
        "negative": "blue",
        "sum": "bold",
        "dim": "dim",
        "bold": "bold",
    }
)

TOGETHER = "\ue000"
"""A space at which no line is broken, so that a command can be pasted as it is printed."""


def console_on(out: StringIO, width: int, colour: bool) -> Console:
    """Return a console that writes to ``out`` in so many columns, in colour if told so.

    It marks nothing of its own accord: a number is no link, and ``:x:`` no picture.
    """
    return Console(
        file=out,
        width=width,
        theme=THEME,
        color_system="standard" if colour else None,
        force_terminal=colour,
        legacy_windows=False,
        highlight=False,
        emoji=False,
    )


def without_fill(out: StringIO) -> str:
    """Return what was written, without the blanks that fill its lines up, and with all others."""
    written = out.getvalue().replace(TOGETHER, " ")
    return "\n".join(line.rstrip() for line in written.splitlines()) + "\n"
