"""The keys of the practice screen. Those that an answer is made of are not among them."""

from __future__ import annotations

from scenes.screens.keys import TERMS, Guide, quiet, shown

KEYS = (
    shown("check", "enter", "check", "right?", "See whether it is right; then go on", "⏎"),
    shown("hint", "tab", "hint", "hint", "The next hint: what to do, not what comes out", "tab"),
    shown("working", "v", "working", "working", "Give up, and see it worked out"),
    shown("next", "n,pagedown", "task(1)", "next", "The next task, solved or not"),
    shown("previous", "p,pageup", "task(-1)", "previous", "The task before"),
    quiet("down", "down", "scroll(1)", "A line down"),
    quiet("up", "up", "scroll(-1)", "A line up"),
    shown("leave", "escape", "leave", "back", "Back to where this was opened from", "esc"),
    quiet("command", "y", "command", "Show and copy the command that reopens this place"),
    quiet("take-up", "z", "take_up", "Go on with what you typed when tinynet ended last"),
    quiet("decline", "Z", "decline", "Do not offer that again"),
    shown("help", "question_mark", "help", "help", "Keys and colours", "?"),
    shown("quit", "q", "app.quit", "quit", "Quit"),
)

GUIDE = Guide(
    KEYS,
    mouse="Wheel or scroll bar: go up and down",
    colours=TERMS,
    note=(
        "Type a number, rounded as you like, or arithmetic: 0.1*0.47*0.25*0.53, 1/(1+e^(-0.3)). "
        "× and · stand for *, a comma for a point, 53% for 0.53."
    ),
)
