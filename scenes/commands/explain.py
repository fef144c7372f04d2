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
    if hasattr(chosen, "weights"):
        from scenes.commands.homework import run as homework

        return homework(chosen)

    apart(chosen, "step", "json", "words", "code")
    apart(chosen, "words", "json", "code")
    if hasattr(chosen, "words"):
        from scenes.story.networks import open_data
        from scenes.story.nouns import DIGITS, nouns_of
        from scenes.text.glossary import tell_words

        nouns = nouns_of(open_data(place_of(chosen))[1]) if hasattr(chosen, "data") else DIGITS
        return write(tell_words(nouns, width=text_width(), colour=has_colours()))
    only_with(chosen, "weights", "app", "fixed_biases", "section")
    place, walk = open_place(place_of(chosen))
    from scenes.story.passes import oddities

    for sentence in oddities(walk.pass_.data):
        note(sentence)
    if hasattr(chosen, "json"):
        apart(chosen, "code", "json")
        from scenes.text.export import json_pieces

        return write(json_pieces(walk))

    from scenes.text.transcript import tell
    from tinynet import TinynetError

    act, beat = getattr(chosen, "at", (None, None))
    if act in (*SCREENS, LAB):
        raise TinynetError(f"--at: expected an act to tell, found {act}, which only the app shows")
    if hasattr(chosen, "step"):
        from scenes.commands.step import run as step

        return step(place, walk, questions=not hasattr(chosen, "no_predict"))
    told = tell(
        place,
        walk,
        act,
        beat,
        width=text_width(),
        colour=has_colours(),
        code=hasattr(chosen, "code"),
    )
    return write(told)
