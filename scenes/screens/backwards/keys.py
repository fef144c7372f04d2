"""The keys of the backwards screen: each with an id, what it does, what the help says of it."""

from __future__ import annotations

from scenes.screens.keys import Guide, quiet, shown
from scenes.story.nouns import Worded

BACKWARDS_KEYS = (
    shown(
        "next-digit",
        "down,j",
        "choose(1)",
        Worded("{kind}"),
        Worded("The next {kind}"),
        Worded("0-{last}"),
    ),
    quiet("previous-digit", "up,k", "choose(-1)", Worded("The {kind} before")),
    shown(
        "mix",
        "B",
        "mix",
        "blend",
        Worded("Blend another {kind} in: B and then that {kind}; B B ends it"),
    ),
    quiet("take-back", "backspace", "take_back", "Take the mix back"),
    shown(
        "more", "plus,equals_sign", "slide(1)", "share", Worded("More of the other {kind}"), "+−"
    ),
    quiet("less", "minus", "slide(-1)", Worded("Less of the other {kind}")),
    shown("earlier", "left,comma", "time(-1)", "time", "A moment of training earlier", "←→"),
    quiet("later", "right,full_stop", "time(1)", "A moment of training later"),
    quiet("first", "home", "moment(0)", "The first moment of training: noise"),
    quiet("last", "end", "moment(99999)", "The last moment of training"),
    shown("play", "space", "play", "play", "Let the pictures form, from noise; or pause"),
    shown("network", "w", "network", "net", "Untrained or trained weights"),
    shown("walk", "enter", "walk", "walk", "Walk this picture through the network", "⏎"),
    shown("leave", "escape,f", "leave", "back", "Back to where this was opened from", "esc"),
    shown("help", "question_mark", "help", "help", "Keys and colours", "?"),
    shown("quit", "q", "app.quit", "quit", "Quit"),
    quiet("command", "y", "command", "Show and copy the command that reopens this place"),
    shown("ink", "v", "ink", "ink", "Show ink, or what speaks for it and against it"),
    quiet("train", "t", "training", Worded("Train a network on {all}")),
    *(
        quiet(f"digit-{digit}", str(digit), f"digit({digit})", Worded("That {kind}"))
        for digit in range(10)
    ),
)

BACKWARDS_GUIDE = Guide(
    BACKWARDS_KEYS,
    digits=Worded("What would have to be said for that {kind}"),
    mouse=Worded(
        "Hover: read a number. Click: one of the small ones, a {kind} to mix with, a moment; the "
        "large one: walk it. Drag: the slider"
    ),
    colours=(
        ("you", "you: inputs, x; heard as it was meant"),
        ("jay", "Jay: hidden nodes, h"),
        ("lola", "Lola: outputs; a tick ┃ is what was asked for"),
        ("error", "heard as something else"),
        ("positive", "ink here speaks for it (+)"),
        ("negative", "ink here speaks against it (−)"),
        ("rate", "what you can press; ◆ the moment shown"),
    ),
    note=Worded(
        "Each picture has a scale of its own; the large one's stands with it. Small ones may leave "
        "out the margin, where {things} have no ink. Those of other pixels than 28 × 28 are drawn "
        "as large. The way back is that of Rashid's Make Your "
        "Own Neural Network: it is no inverse, but a picture of what the weights favour."
    ),
)
