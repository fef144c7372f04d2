"""How the keys of a screen are written down: each has an id, what it does, what the help says."""

from __future__ import annotations

from dataclasses import replace

from textual.binding import Binding

from scenes.story.late import dataclass
from scenes.story.nouns import Nouns, Worded, worded


def shown(id: str, keys: str, action: str, label: str, tooltip: str, display: str = "") -> Binding:  # noqa: A002
    """A key that stands in the footer, there called ``display`` if that is given."""
    return Binding(keys, action, label, key_display=display or None, id=id, tooltip=tooltip)


def quiet(id: str, keys: str, action: str, tooltip: str) -> Binding:  # noqa: A002
    """A key that only the help lists."""
    return Binding(keys, action, tooltip, show=False, id=id, tooltip=tooltip)


def class_of(key: Binding) -> int | None:
    """Return the class that a key stands for, by its number; None if it is for all."""
    prefix, _, number = (key.id or "").partition("-")
    return int(number) if prefix == "digit" and number.isdigit() else None


TEST = shown("test", "x", "test", "test", Worded("Test this network on the {tested} test {things}"))
"""The same from the walk and from the training."""
TERMS = (
    ("you", "you: input nodes, x"),
    ("jay", "Jay: hidden nodes, h"),
    ("lola", "Lola: output nodes, y"),
    ("meant", "meant: targets, t"),
    ("error", "errors, e and E; a message going back"),
    ("rate", "learning rate, η; what you can press"),
    ("positive", "above zero (+)"),
    ("negative", "below zero (−)"),
)


@dataclass(frozen=True)
class Guide:
    """What the help says of a screen."""

    keys: tuple[Binding, ...]
    """Each with its tooltip. Those with an id of ``digit-`` are told in one line."""
    mouse: str
    colours: tuple[tuple[str, str], ...]
    """Terms and what they stand for."""
    note: str
    digits: str = ""
    """What the keys 0 to 9 do, if they do something."""

    def behind(self, first: tuple[Binding, ...]) -> Guide:
        """Return the guide with keys that go before its own, which are its own no more."""
        taken = {key for binding in first for key in binding.key.split(",")}
        own = (
            replace(
                binding, key=",".join(key for key in binding.key.split(",") if key not in taken)
            )
            for binding in self.keys
        )
        return replace(self, keys=(*first, *(binding for binding in own if binding.key)))

    def worded(self, nouns: Nouns) -> Guide:
        """Return the guide as it is said of this data."""
        return Guide(
            tuple(
                replace(key, tooltip=worded(key.tooltip, nouns))
                for key in self.keys
                if class_of(key) in (None, *range(len(nouns.names)))
            ),
            worded(self.mouse, nouns),
            tuple((term, worded(meaning, nouns)) for term, meaning in self.colours),
            worded(self.note, nouns),
            worded(self.digits, nouns),
        )
