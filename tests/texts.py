"""Every text that a beat is made of, as the story marks it up."""

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass, replace

NO_WORDS = {"picks", "kind", "term", "lit", "travel", "values", "x", "y"}
"""Fields of beats and figures that are names for painters, or numbers."""


def texts_of(thing, name=""):
    """Yield every text in a beat, a figure, a question: whatever is made of words."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, Mapping):
        yield from texts_of([*thing.values()])
    elif is_dataclass(thing):
        for field in fields(thing):
            if field.name not in NO_WORDS:
                yield from texts_of(getattr(thing, field.name), field.name)
    elif isinstance(thing, Iterable) and isinstance(thing, (tuple, list)):
        for each in thing:
            yield from texts_of(each)


def beat_texts(beat):
    """Yield every text of a beat, its trace left out."""
    yield from texts_of(replace(beat, trace=None, chooses=None, lit=None, travel=None))
