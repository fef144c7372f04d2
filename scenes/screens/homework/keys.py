"""The keys of the homework screen: each with an id, what it does, and what the help says of it."""

from __future__ import annotations

from scenes.screens.keys import TERMS, Guide, quiet, shown

KEYS = (
    shown("next", "n,right,l", "section(1)", "next section", "The next section", "n"),
    shown(
        "previous",
        "p,left,h",
        "section(-1)",
        "previous",
        "This section's start, or the section before",
        "p",
    ),
    quiet("down", "down", "scroll('down')", "A line down"),
    quiet("up", "up", "scroll('up')", "A line up"),
    quiet("page-down", "pagedown", "scroll('page-down')", "A page down"),
    quiet("page-up", "pageup", "scroll('page-up')", "A page up"),
    quiet("start", "home", "scroll('start')", "The first line"),
    quiet("end", "end", "scroll('end')", "The end"),
    quiet("command", "y", "command", "Show and copy the command that reopens this place"),
    shown("help", "question_mark", "help", "help", "Keys and colours", "?"),
    shown("quit", "q", "app.quit", "quit", "Quit"),
)

GUIDE = Guide(
    KEYS,
    mouse="Wheel or scroll bar: go up and down",
    colours=TERMS,
    note=(
        "Every line of arithmetic is right as it is printed: its numbers, put into a calculator, "
        "give its result."
    ),
)
