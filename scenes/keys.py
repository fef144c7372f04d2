"""The keys of the walk: each with an id, what it does, and what the help says of it."""

from __future__ import annotations

from textual.binding import Binding

LETTERS = "abc"
"""The keys that answer a question."""


def _shown(id: str, keys: str, action: str, label: str, tooltip: str, display: str = "") -> Binding:  # noqa: A002
    """A key that stands in the footer, there called ``display`` if that is given."""
    return Binding(keys, action, label, key_display=display or None, id=id, tooltip=tooltip)


def _quiet(id: str, keys: str, action: str, tooltip: str) -> Binding:  # noqa: A002
    """A key that only the help lists."""
    return Binding(keys, action, tooltip, show=False, id=id, tooltip=tooltip)


WALK_KEYS = (
    _shown("next", "right,l,n,enter", "step(1)", "next", "The next beat", "→"),
    _shown("previous", "left,h,p", "step(-1)", "back", "The previous beat", "←"),
    _shown("play", "space", "play", "play", "Play by itself, or pause"),
    _shown("help", "question_mark", "help", "help", "Keys and colours", "?"),
    _shown("quit", "q", "app.quit", "quit", "Quit"),
    _shown("tell-again", "m", "tell_again", "again", "Tell the three friends once more"),
    _quiet("next-act", "pagedown,right_square_bracket", "act(1)", "The next act"),
    _quiet(
        "previous-act",
        "pageup,left_square_bracket",
        "act(-1)",
        "This act's start, or the act before",
    ),
    _quiet("start", "home", "go(0, 0)", "The first beat"),
    _quiet("end", "end", "go(99, 99)", "The last beat"),
    _shown("go-to", "g", "go_to", "go to", "Choose an act to go to"),
    _shown(
        "choose-next", "down,j", "choose(1)", "choose", "The next neuron, pixel row, or knob", "↑↓"
    ),
    _quiet("choose-previous", "up,k", "choose(-1)", "The previous neuron, pixel row, or knob"),
    _quiet("next-lola", "o", "lola(1)", "The next Lola"),
    _quiet("previous-lola", "O", "lola(-1)", "The previous Lola"),
    _quiet("pixel-left", "shift+left,H", "pixel(0, -1)", "The pixel to the left"),
    _quiet("pixel-right", "shift+right,L", "pixel(0, 1)", "The pixel to the right"),
    _quiet("pixel-up", "shift+up,K", "pixel(-1, 0)", "The pixel above"),
    _quiet("pixel-down", "shift+down,J", "pixel(1, 0)", "The pixel below"),
    _shown("random", "r", "random", "digit", "Any other digit", "0-9 r"),
    _shown("network", "w", "network", "weights", "Untrained or trained weights"),
    _quiet("rule", "e", "rule", "Carry errors back by the recipe or by the gradient"),
    _quiet("turn-up", "plus,equals_sign", "turn(1)", "Turn up the learning rate, or the knob"),
    _quiet("turn-down", "minus", "turn(-1)", "Turn down the learning rate, or the knob"),
    _quiet("faster", "greater_than_sign", "speed(1)", "Play faster"),
    _quiet("slower", "less_than_sign", "speed(-1)", "Play slower"),
    _quiet("motion", "v", "motion", "Motion on or off"),
    _quiet("command", "y", "command", "Show and copy the command that reopens this place"),
    *(
        _quiet(f"digit-{digit}", str(digit), f"digit({digit})", f"The next {digit} of the test set")
        for digit in range(10)
    ),
    *(
        _quiet(f"answer-{letter}", letter, f"predict({index})", f"Predict: answer {letter}")
        for index, letter in enumerate(LETTERS)
    ),
)
