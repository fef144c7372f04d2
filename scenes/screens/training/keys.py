"""The keys of the training screen: each with an id, what it does, and what the help says of it."""

from __future__ import annotations

from dataclasses import replace

from scenes.screens.keys import TEST, Guide, quiet, shown
from scenes.story.nouns import Worded

GATHERS = "A run gathers speed by itself, from one {thing} a second, unless you choose a pace."
PRECISION = "Training is in float32, the walk in float64."

TRAINING_KEYS = (
    shown("go", "space", "go", "go", "Go on, or pause"),
    shown("one", "n", "step", "one", Worded("One {thing} more (or one batch)")),
    shown(
        "inside",
        "enter",
        "inside",
        "inside",
        Worded("Walk this {thing} through this network"),
        "⏎",
    ),
    shown("earlier", "left,comma", "look_back(-1)", "time", "Look back: a moment earlier", "←→"),
    shown("panels", "tab", "page", "panels", "Where room is short: the next of the panels"),
    TEST,
    shown("draw", "d", "draw", "draw", Worded("Draw a {thing} for this network")),
    shown(
        "backwards",
        "f",
        "backwards",
        "reverse",
        "What Lola has in mind: this network run backwards",
    ),
    quiet("later", "right,full_stop", "look_back(1)", "A moment later"),
    quiet("first", "home", "look_at(0)", Worded("The first moment: before any {thing}")),
    quiet("last", "end", "look_at(99999)", "Where the run is"),
    quiet("compare", "D", "compare", "Compare with this moment; again: with the start"),
    shown("jay", "down,j", "choose(1)", "Jay", "The next Jay", "↑↓"),
    quiet("jay-before", "up,k", "choose(-1)", "The Jay before"),
    shown("settings", "N", "settings", "new", "Another run: settings and presets"),
    shown("walk", "t,escape", "leave", "walk", "Back to the walk; the run waits", "t"),
    shown("help", "question_mark", "help", "help", "Keys and colours", "?"),
    shown("quit", "q", "app.quit", "quit", "Quit"),
    shown("rate", "plus,equals_sign", "turn(1)", "η", "Turn up the learning rate", "+−"),
    quiet("rate-down", "minus", "turn(-1)", "Turn down the learning rate"),
    shown("pace", "greater_than_sign", "pace(1)", "pace", "Faster", "<>"),
    quiet("slower", "less_than_sign", "pace(-1)", "Slower, or hold what gathers speed"),
    quiet("gather", "A", "gather", Worded("Gather speed again, from one {thing} a second")),
    shown(
        "epoch",
        "pagedown,right_square_bracket",
        "epoch",
        "epoch",
        "On to the end of this epoch",
        "]",
    ),
    quiet("over", "M", "start_over", "Start the same run over"),
    quiet("overlay", "v", "overlay", "Show or hide the curves of the runs before"),
    quiet("command", "y", "command", "Show and copy the command that reopens this place"),
    quiet("save", "ctrl+s", "save", "Write this network to a file"),
    quiet("open", "ctrl+o", "open", "Go on with a network from a file"),
)

FILE_ACTIONS = ("save", "open")

TRAINING_GUIDE = Guide(
    TRAINING_KEYS,
    mouse="Hover: read a number. Click: a Jay on the wall, a moment in time",
    colours=(
        ("you", "you; heard right"),
        ("lola", Worded("Lola: the {outputs} outputs; a tick is what was meant")),
        ("jay", "Jay; ◇ the moment he is compared with"),
        ("error", Worded("the error, ½ Σ e² of a {thing}")),
        ("positive", "a weight above zero (+)"),
        ("negative", "a weight below zero (−)"),
    ),
    note=Worded(
        f"{GATHERS} Nothing is written to a file unless you ask for it with ^s. {PRECISION}"
    ),
)

SERVED_GUIDE = replace(
    TRAINING_GUIDE,
    keys=tuple(key for key in TRAINING_KEYS if key.action not in FILE_ACTIONS),
    note=Worded(f"{GATHERS} {PRECISION}"),
)
"""In a browser, where no file is the visitor's own."""
