"""The keys of the walk: each with an id, what it does, and what the help says of it."""

from __future__ import annotations

from typing import NamedTuple

from scenes.screens.keys import TERMS, TEST, Guide, quiet, shown
from scenes.story.nouns import Worded

LETTERS = "abc"
"""The keys that answer a question."""


NEXT = "The next {{names[{}]}} of the data set"
WALK_KEYS = (
    shown("next", "right,l,n,enter", "step(1)", "next", "The next beat", "→"),
    shown("previous", "left,h,p", "step(-1)", "back", "The previous beat", "←"),
    shown("tell-again", "m", "take('tell-again')", "again", "Tell the three friends once more"),
    shown("draw", "d", "draw", "draw", Worded("Draw a {thing} of your own")),
    shown("lab", "i", "lab", "what if", "What if …: change something, and see how far it reaches"),
    shown(
        "backwards", "f", "backwards", "reverse", "Run an answer backwards: what Lola has in mind"
    ),
    shown(
        "train",
        "t",
        "training",
        "train",
        Worded("Train a network on {all}"),
    ),
    TEST,
    shown("go-to", "g", "go_to", "go to", "Choose an act to go to, or what you did not foresee"),
    shown("practice", "E", "practice", "solve", "Work out yourself what this beat computes"),
    shown("code", "C", "code", "code", "The code that computes this beat, or away"),
    shown("play", "space", "play", "play", "Play by itself, or pause"),
    shown("help", "question_mark", "help", "help", "Keys and colours", "?"),
    shown("quit", "q", "app.quit", "quit", "Quit"),
    quiet(
        "start-over", "M", "take('start-over')", "Let the three friends forget what they were told"
    ),
    quiet("next-act", "pagedown,right_square_bracket", "act(1)", "The next act"),
    quiet(
        "previous-act",
        "pageup,left_square_bracket",
        "act(-1)",
        "This act's start, or the act before",
    ),
    quiet("start", "home", "end(0)", "The first beat"),
    quiet("end", "end", "end(-1)", "The last beat"),
    quiet("side-path", "s", "side_path", "Take the side path from here; or leave it"),
    quiet("glossary", "G", "glossary", "What each word means, and where it is explained"),
    shown(
        "choose-next", "down,j", "choose(1)", "choose", "The next neuron, pixel row, or knob", "↑↓"
    ),
    quiet("choose-previous", "up,k", "choose(-1)", "The previous neuron, pixel row, or knob"),
    quiet("next-lola", "o", "lola(1)", "The next Lola"),
    quiet("previous-lola", "O", "lola(-1)", "The previous Lola"),
    quiet("pixel-left", "shift+left,H", "pixel(0, -1)", "The pixel to the left"),
    quiet("pixel-right", "shift+right,L", "pixel(0, 1)", "The pixel to the right"),
    quiet("pixel-up", "shift+up,K", "pixel(-1, 0)", "The pixel above"),
    quiet("pixel-down", "shift+down,J", "pixel(1, 0)", "The pixel below"),
    shown(
        "random",
        "r",
        "random",
        Worded("{thing}"),
        Worded("Any other {thing}"),
        Worded("0-{last} r"),
    ),
    shown("network", "w", "network", "weights", "Untrained or trained weights"),
    quiet("rule", "e", "rule", "Blame by the exact rule, or by the shortcut"),
    quiet("turn-up", "plus,equals_sign", "turn(1)", "Turn up the learning rate, or the knob"),
    quiet("turn-down", "minus", "turn(-1)", "Turn down the learning rate, or the knob"),
    quiet("faster", "greater_than_sign", "speed(1)", "Play faster"),
    quiet("slower", "less_than_sign", "speed(-1)", "Play slower"),
    quiet("motion", "v", "motion", "Motion on or off"),
    quiet("undo-all", "u", "undo_all", "Take back all that is changed in the lab"),
    quiet("leave", "escape", "leave", "Put the code away; else back to where this was opened from"),
    quiet("take-up", "z", "take_up", "Go on with what was kept when tinynet ended last"),
    quiet("decline", "Z", "decline", "Do not offer that again"),
    quiet("command", "y", "command", "Show and copy the command that reopens this place"),
    *(
        quiet(f"digit-{digit}", str(digit), f"digit({digit})", Worded(NEXT.format(digit)))
        for digit in range(10)
    ),
    *(
        quiet(f"answer-{letter}", letter, f"predict({index})", f"Predict: answer {letter}")
        for index, letter in enumerate(LETTERS)
    ),
    quiet("take-back", "backspace", "take_back", "Take back your answer to a question"),
)


class Taking(NamedTuple):
    """How an action that a text offers is taken here: the keys to say, and what they do."""

    keys: str
    action: str


PALETTE_KEY = "Ctrl+P"
TAKINGS = {
    "learning-rate": Taking("+ −", "turn(1)"),
    "another-jay": Taking("j k", "choose(1)"),
    "another-lola": Taking("j k", "choose(1)"),
    "another-pixel": Taking("H J K L", "pixel(0, 1)"),
    "other-weights": Taking("w", "network"),
    "other-rule": Taking("e", "rule"),
    "another-digit": Taking(Worded("0–{last}"), "random"),
    "random-digit": Taking("r", "random"),
    "go-to": Taking("g", "go_to"),
    "side-path": Taking("s", "side_path"),
    "words": Taking("G", "glossary"),
    "answer": Taking("a, b or c", "help"),
    "questions": Taking(PALETTE_KEY, "predictions"),
    "train": Taking("t", "training"),
    "test": Taking("x", "test"),
    "draw": Taking("d", "draw"),
    "lab": Taking("i", "lab"),
    "backwards": Taking("f", "backwards"),
    "practice": Taking("E", "practice"),
    "code": Taking("C", "code"),
    **{f"answer.{index}": Taking("", f"predict({index})") for index in range(len(LETTERS))},
}
"""By the actions' ids."""
IN_SHORT = {
    "practice": "work it out",
    "code": "the code",
    "draw": "draw one",
    "lab": "what if",
    "train": "train",
    "test": "test",
    "backwards": "backwards",
}
"""What is offered where an act ends, in as few words as a row has room for."""
OWN_KEYS = {"tell-again": "m", "start-over": "M", "knob": "+ −, or drag"}
"""Keys for what one act alone offers. Without one it is in the palette, as all of it is."""


def hint(action: str) -> str:
    """Say the keys that take an action of a text; empty where it needs none."""
    return TAKINGS[action].keys if action in TAKINGS else OWN_KEYS.get(action, PALETTE_KEY)


WALK_GUIDE = Guide(
    WALK_KEYS,
    digits=Worded("The next sample of that {kind}"),
    mouse="Hover: read a number. Click: choose it. Drag: knobs and the timeline",
    colours=TERMS,
    note=(
        "A picture's own scale stands below it or behind its title. Without colours the sign "
        "shows as + ╋ # (above zero) or - = ≡ (below)."
    ),
)
