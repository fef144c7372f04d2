"""The keys of the drawing screen: each with an id, what it does, and what the help says of it."""

from __future__ import annotations

from scenes.screens.keys import Guide, quiet, shown
from scenes.story.nouns import Worded

LEAP = 4
"""Pixels that the cursor moves by with shift."""
DIGITS = Worded("It should have said this {kind}; pressed again, leave it open")

DRAW_KEYS = (
    shown("pen", "space", "pen", "pen", "Put the pen down at the cursor, or lift it"),
    quiet("left", "left,h", "move(0, -1)", "Move the cursor to the left"),
    quiet("down", "down,j", "move(1, 0)", "Move it down"),
    quiet("up", "up,k", "move(-1, 0)", "Move it up"),
    quiet("right", "right,l", "move(0, 1)", "Move it to the right"),
    quiet("far-left", "shift+left,H", f"move(0, -{LEAP})", f"{LEAP} pixels to the left"),
    quiet("far-down", "shift+down,J", f"move({LEAP}, 0)", f"{LEAP} pixels down"),
    quiet("far-up", "shift+up,K", f"move(-{LEAP}, 0)", f"{LEAP} pixels up"),
    quiet("far-right", "shift+right,L", f"move(0, {LEAP})", f"{LEAP} pixels to the right"),
    shown("eraser", "tab", "eraser", "rub", "Pen or eraser", "tab"),
    quiet("smaller", "minus", "brush(-1)", "A smaller brush"),
    quiet("larger", "plus,equals_sign", "brush(1)", "A larger brush"),
    quiet("undo", "backspace,ctrl+z", "undo", "Undo the last stroke"),
    quiet("redo", "ctrl+y", "redo", "Do it again"),
    shown("clear", "delete", "clear", "new", "Take a new sheet", "del"),
    shown("digit-0", "0", "meant(0)", "meant", DIGITS, Worded("0-{last}")),
    *(quiet(f"digit-{digit}", str(digit), f"meant({digit})", DIGITS) for digit in range(1, 10)),
    quiet("choose", "g", "choose", Worded("Choose it from a list of all {kinds}")),
    shown("tell", "m", "tell", "tell", "Tell Jay once what was meant: train on this drawing"),
    quiet("take-back", "u", "take_back", "Take back all that he was told"),
    quiet("keep", "ctrl+s", "keep", "Keep the drawing, as meant, in a data set of yours"),
    quiet("next", "n", "next", Worded("The next {thing} of the image that was opened")),
    shown(
        "why", "v", "why", "why", Worded("Why: the drawing prepared, beside the average {thing}")
    ),
    shown("walk", "enter", "walk", "walk", "Walk the prepared drawing through the network", "⏎"),
    quiet("command", "y", "command", "Show and copy the command that reopens this place"),
    shown("leave", "escape,d", "leave", "back", "Back to where the drawing was opened from", "esc"),
    shown("help", "question_mark", "help", "help", "Keys and colours", "?"),
    shown("quit", "q", "app.quit", "quit", "Quit"),
)

DRAW_GUIDE = Guide(
    DRAW_KEYS,
    digits=DIGITS,
    mouse="Left: paint. Right: rub out. Click: a bar to say it was meant, what stands below the "
    "sheet, or the question to choose from all",
    colours=(
        ("you", "your drawing; heard right"),
        ("jay", "Jay: hidden nodes"),
        ("lola", "Lola: output nodes"),
        ("meant", "┃ meant: targets"),
        ("error", "errors; heard wrong"),
        ("rate", "what you can press"),
    ),
    note=(
        "Prepared is a drawing cut out, scaled into 20 × 20 pixels, and moved so that its centre "
        "of mass is in the middle of 28 × 28, as MNIST's digits are. ┊ on a bar is what she hears "
        "of the drawing as it is. For other pictures it is done as those are filled. "
        "Telling trains a copy: the network itself stays as it was."
    ),
)
