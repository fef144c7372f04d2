"""Texts that say what is taught, and how much of it: digits, or the pictures of another data set.

A text that is written once and shown with any data has gaps: {thing}, {samples}. As it stands it
speaks of MNIST's digits; whoever shows it fills the gaps anew.
"""

from __future__ import annotations

from dataclasses import fields

from scenes.story.late import dataclass
from scenes.story.networks import INPUT_NODES, MNIST_SAMPLES, OUTPUT_NODES, training_set
from scenes.story.numbers import spelled
from tinynet import Classes, Dataset, TinynetError
from tinynet.classes import DIGITS as NAMES_OF_DIGITS

MOST_KEYS = 10
"""Classes that have a key."""


@dataclass(frozen=True)
class Nouns:
    """What fills the gaps."""

    thing: str = "digit"
    """What is taught: a sample."""
    kind: str = "digit"
    """What it is one of."""
    things: str = "digits"
    kinds: str = "digits"
    inputs: str = str(INPUT_NODES)
    outputs: str = spelled(OUTPUT_NODES)
    samples: str = f"{MNIST_SAMPLES:,}"
    """How many there are to train on."""
    all: str = f"all {MNIST_SAMPLES:,} digits"
    times: str = "sixty thousand"
    """So often is told in an epoch."""
    tested: str = "10,000"
    """How many there are to test with."""
    names: tuple[str, ...] = NAMES_OF_DIGITS
    """What the classes are called."""

    @property
    def last(self) -> str:
        """The last key of a class: 0 to 9 are the first ten."""
        return str(min(len(self.names), MOST_KEYS) - 1)

    def fill(self, template: str) -> str:
        """Return a text with its gaps filled; a gap in capitals begins a sentence."""
        words = {field.name: getattr(self, field.name) for field in fields(self)}
        capitals = {
            name.capitalize(): word.capitalize()
            for name, word in words.items()
            if isinstance(word, str)
        }
        return template.format(**words, **capitals, last=self.last)


DIGITS = Nouns()


def nouns_of(data: Dataset) -> Nouns:
    """Return what a data set's texts say; ``data`` are the samples to test with."""
    if data.source is None:
        return DIGITS
    classes = data.classes
    try:
        samples = f"{len(training_set(data.source)):,}"
    except TinynetError:  # which is told where they are needed
        samples = ""
    return Nouns(
        thing=classes.thing,
        kind=classes.kind,
        things=classes.things,
        kinds=kinds_of(classes),
        inputs=f"{data.pixels:,}",
        outputs=spelled(len(classes)),
        samples=samples or "many",
        all=" ".join(filter(None, ("all", samples, classes.things))),
        times=samples or "many",
        tested=f"{len(data):,}",
        names=classes.names,
    )


def kinds_of(classes: Classes) -> str:
    """Return what several classes are called."""
    return "digits" if classes.are_digits else "classes"


class Worded(str):
    """A text with gaps; as a string it is what it says of digits."""

    template: str

    def __new__(cls, template: str) -> Worded:
        """Keep the template, and fill it with digits."""
        text = super().__new__(cls, DIGITS.fill(template))
        text.template = template
        return text


def worded(text: str, nouns: Nouns) -> str:
    """Return a text as it is said with these nouns; one without gaps stays as it is."""
    return nouns.fill(text.template) if isinstance(text, Worded) else text
