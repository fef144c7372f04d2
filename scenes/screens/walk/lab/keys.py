"""The keys of the lab: they hold while it is open, before those of the walk."""

from __future__ import annotations

from scenes.screens.keys import TERMS, Guide, quiet, shown
from scenes.screens.walk.keys import WALK_KEYS
from scenes.story.nouns import Worded

LAB_KEYS = (
    shown("lab-less", "left,minus", "turn(-1)", "turn", "Turn the chosen thing down", "← →"),
    quiet("lab-more", "right,plus,equals_sign", "turn(1)", "Turn the chosen thing up"),
    shown("lab-next", "down", "move(1)", "choose", "The next thing to change", "↑↓"),
    quiet("lab-previous", "up", "move(-1)", "The thing before"),
    shown("lab-number", "enter", "number", "number", "Set the chosen thing to a number", "⏎"),
    shown("lab-jay", "j", "look('jay', 1)", "Jay", "The next Jay", "j k"),
    quiet("lab-jay-before", "k", "look('jay', -1)", "The Jay before"),
    shown("lab-pane", "tab", "pane(1)", "lists", "The answers; who matters; the edits", "tab"),
    quiet("lab-pane-before", "shift+tab", "pane(-1)", "The list before"),
    shown("lab-undo", "backspace", "undo", "undo", "Take the last edit back", "⌫"),
    shown("lab-undo-all", "u", "screen.undo_all", "undo all", "Take every edit back"),
    quiet("lab-off", "S", "pick('off')", "Switch the Jay off or on"),
    quiet("lab-volume", "U", "pick('volume')", "How loud the Jay is"),
    quiet("lab-threshold", "T", "pick('threshold')", "The Jay's threshold"),
    quiet("lab-speak", "W", "pick('speak')", "The weight w from the pixel to the Jay"),
    quiet("lab-tell", "V", "pick('tell')", "The weight v from the Jay to the Lola"),
    quiet("lab-pixel", "P", "pick('pixel')", "Paint or erase the pixel"),
    quiet("lab-noise", "F", "pick('noise')", Worded("Noise on the {thing}")),
    quiet("lab-turn", "I", "pick('turn')", Worded("Turn the {thing}")),
    quiet("lab-across", "X", "pick('across')", Worded("Move the {thing} left or right")),
    quiet("lab-down", "Y", "pick('down')", Worded("Move the {thing} up or down")),
    shown("lab-close", "escape,i", "close", "close", "Close the lab; what is changed stays", "i"),
    # The arrows of these two turn things here; Enter takes a number.
    shown("lab-step", "n,l", "screen.step(1)", "beat", "The next beat", "n p"),
    quiet("lab-step-back", "p,h", "screen.step(-1)", "The previous beat"),
)

_STILL_HERE = (
    *("next-act", "previous-act", "next-lola", "previous-lola", "rule", "random", "help"),
    *("pixel-left", "pixel-right", "pixel-up", "pixel-down"),
)
"""Keys of the walk that do the same in the lab, by their ids."""
_TAKEN = {key for binding in LAB_KEYS for key in binding.key.split(",")}


def _left(keys: str) -> str:
    return ",".join(key for key in keys.split(",") if key not in _TAKEN)


LAB_GUIDE = Guide(
    (
        *LAB_KEYS,
        *(
            quiet(binding.id or "", _left(binding.key), binding.action, binding.tooltip)
            for binding in WALK_KEYS
            if binding.id in _STILL_HERE or (binding.id or "").startswith("digit-")
        ),
    ),
    digits=Worded("The next sample of that {kind}: what is changed in the network stays"),
    mouse="Click: choose a row, turn it by ◀ ▶, look at a Jay, take an edit back",
    colours=TERMS,
    note=(
        "Reached is a Jay who changed by more than 0.001, a Lola whose number did. Nothing on "
        "disk changes: u takes all edits back, backspace the last. In the bars ┊ is where the "
        "answer was before."
    ),
)
