"""`tinynet explain`: the walk as text, as JSON or line by line; the glossary; an exercise."""

from __future__ import annotations

import argparse

from scenes.commands.opening import open_place
from scenes.commands.options import place_of
from scenes.commands.output import note, write
from scenes.commands.parser import apart, only_with
from scenes.commands.terminal import has_colours, text_width
from scenes.story.places import LAB, SCREENS


def run(chosen: argparse.Namespace) -> int:
    """Print the walk, or an exercise from a file, as text or as JSON."""
    if "weights" in chosen:
        from scenes.commands.homework import run as homework

        return homework(chosen)

    apart(chosen, "step", "json", "words", "code")
    apart(chosen, "words", "json", "code")
    from scenes.story.class_options import NamedData

    data = NamedData(vars(chosen))
    if "words" in chosen:
        from scenes.story.nouns import DIGITS, nouns_of
        from scenes.text.glossary import tell_words

        nouns = nouns_of(data.opened(place_of(chosen, data))[1]) if "data" in chosen else DIGITS
        return write(tell_words(nouns, width=text_width(), colour=has_colours()))
    only_with(chosen, "weights", "app", "fixed_biases", "section")
    place, walk = open_place(place_of(chosen, data), data)
    from scenes.story.passes import oddities

    for sentence in oddities(walk.pass_.data):
        note(sentence)
    if "json" in chosen:
        apart(chosen, "code", "json")
        from scenes.text.export import json_pieces

        return write(json_pieces(walk))

    from scenes.text.transcript import tell
    from tinynet import TinynetError

    act, beat = getattr(chosen, "at", (None, None))
    if act in (*SCREENS, LAB):
        raise TinynetError(f"--at: expected an act to tell, found {act}, which only the app shows")
    if "step" in chosen:
        from scenes.commands.step import run as step

        return step(place, walk, questions="no_predict" not in chosen)
    text = tell(
        place,
        walk,
        act,
        beat,
        width=text_width(),
        colour=has_colours(),
        code="code" in chosen,
    )
    return write(text)
