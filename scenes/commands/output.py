"""What commands say: their result on standard output, and about themselves on standard error.

Neither raises for a stream that is closed, full, no longer read, or of another encoding.
"""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING

from scenes.commands.exit_codes import BROKEN_PIPE, OK, USER_ERROR
from scenes.commands.terminal import has_colours, text_width

if TYPE_CHECKING:
    from rich.console import RenderableType

PLAINER = {
    # A σ may become a question mark, but a minus must not be lost.
    "\N{MINUS SIGN}": "-",
    "×": "x",
    "·": ".",
    "─": "-",
}
"""What stands for characters that an encoding lacks."""
WIDEST_TABLE = 200


def write(text: str) -> int:
    """Write to standard output, and return the exit status."""
    if sys.stdout is None:
        note("standard output: expected it open, found it closed")
        return USER_ERROR
    text = _spelled(text, sys.stdout.encoding or "utf-8")
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError as error:
        # What could not be written is still buffered: the interpreter flushes it as it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):
            return BROKEN_PIPE
        note(f"standard output: expected it to take the text, found: {error.strerror}")
        return USER_ERROR
    return OK


def note(sentence: str) -> None:
    """Tell one sentence on standard error, whatever characters it quotes."""
    shown = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in sentence)
    # print() would take standard output for one that is closed.
    if sys.stderr is not None:
        with contextlib.suppress(OSError):
            print(f"tinynet: {shown}", file=sys.stderr, flush=True)


def rendered(*parts: RenderableType) -> str:
    """Return text and tables, one below the other, as standard output can show them.

    Text is wrapped. A table is not cut in a narrow terminal, as numbers would be lost.
    """
    from io import StringIO

    from rich.console import Console

    out, width, colour = StringIO(), text_width(), has_colours()
    console = Console(
        file=out,
        width=max(width, WIDEST_TABLE),
        color_system="standard" if colour else None,
        force_terminal=colour,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
    )
    for part in parts:
        console.print(part, width=width if isinstance(part, str) else None, crop=False)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def _spelled(text: str, encoding: str) -> str:
    """Return the text in characters that the encoding has."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        for lacking in {c for c in text if not _has(encoding, c)}:
            text = text.replace(lacking, PLAINER.get(lacking, "?"))
    return text


def _has(encoding: str, character: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
