"""`tinynet explain --step`: the walk line by line, where nothing can be drawn or seen."""

from __future__ import annotations

import io
import sys

from scenes.commands.exit_codes import OK, USER_ERROR
from scenes.commands.output import note, write
from scenes.commands.terminal import has_colours, is_terminal, text_width
from scenes.screens.walk.model import WalkModel
from scenes.story.places import Place
from scenes.story.walk import Walk
from scenes.text.steps import LineByLine


def run(place: Place, walk: Walk, *, questions: bool) -> int:
    """Tell beats, and do what is typed between them, until q or the end of standard input.

    Returns the exit status.
    """
    if sys.stdin is None or sys.stdin.closed:
        note("--step: expected standard input to read what you type from, found it closed")
        return USER_ERROR
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    steps = LineByLine(
        WalkModel(place, walk), width=text_width(), colour=has_colours(), questions=questions
    )
    echoed = is_terminal(sys.stdin)
    status = write(steps.begin())
    while status == OK and not steps.over:
        status = write(f"\n{steps.prompt}")
        line = sys.stdin.readline()
        if not line or not echoed:
            write("\n")  # as nobody typed it
        if not line:
            break
        status = status or write(steps.take(line))
    return status
