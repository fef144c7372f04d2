"""What commands say: their result on standard output, and about themselves on standard error.

Neither raises for a stream that is closed, full, no longer read, or of another encoding.
"""

from __future__ import annotations

import contextlib
import os
import re
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

from scenes.commands.exit_codes import BROKEN_PIPE, OK, USER_ERROR
from scenes.commands.terminal import has_colours, text_width
from scenes.story.markup import shown

if TYPE_CHECKING:
    from rich.console import RenderableType

    from tinynet import Dataset

PLAINER = {
    # A σ may become a question mark, but a minus must not be lost.
    "\N{MINUS SIGN}": "-",
    "×": "x",
    "·": ".",
    "─": "-",
}
"""What stands for characters that an encoding lacks."""
WIDEST_TABLE = 200
LONGEST_SENTENCE = 2000
"""Characters on standard error: some names of files are as long, a sentence never."""
COMMANDS = re.compile(
    r"\x1b(?!\[[0-9;]*m)|[\x00-\x09\x0b-\x1a\x1c-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]"
)
"""What commands a terminal, but for a colour and the end of a line."""


def write(text: str | Iterable[str]) -> int:
    """Write text, or one piece of it after another, to standard output; return the exit status.

    Colours are the only commands to a terminal that get through.
    """
    if sys.stdout is None:
        note("standard output: expected it open, found it closed")
        return USER_ERROR
    try:
        for piece in [text] if isinstance(text, str) else text:
            sys.stdout.write(_spelled(_harmless(piece), sys.stdout.encoding or "utf-8"))
        sys.stdout.flush()
    except OSError as error:
        _give_up(sys.stdout)
        if isinstance(error, BrokenPipeError):
            return BROKEN_PIPE
        note(f"standard output: expected it to take the text, found: {error.strerror}")
        return USER_ERROR
    return OK


def note(sentence: str) -> None:
    """Tell one sentence on standard error, whatever characters it quotes."""
    words = shown(sentence)
    if len(words) > LONGEST_SENTENCE:
        words = f"{words[: LONGEST_SENTENCE - 1]}…"
    # print() would take standard output for one that is closed.
    if sys.stderr is not None:
        try:
            print(f"tinynet: {words}", file=sys.stderr, flush=True)
        except OSError:
            _give_up(sys.stderr)


def _give_up(stream: TextIO) -> None:
    """Write no more to a stream that takes nothing.

    What could not be written is still buffered: the interpreter flushes it as it ends, and would
    end with a status of its own.
    """
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def tell_oddities(test: Dataset, training: Dataset | None = None) -> None:
    """Say on standard error what is odd about a data set, or about how it was read."""
    from tinynet import suspicions

    remarks = test.remarks + (() if training is None else training.remarks)
    for sentence in dict.fromkeys((*remarks, *suspicions(test, training))):
        note(sentence)


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


def _harmless(text: str) -> str:
    """Return the text without what commands a terminal; names should have been shown() before."""
    return COMMANDS.sub(lambda found: ascii(found[0])[1:-1], text)


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
