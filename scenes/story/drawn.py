"""The walk's pass of a digit in an image file."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np

from scenes.story.images import read_image
from scenes.story.networks import open_network
from scenes.story.passes import DRAWN, Pass
from scenes.story.places import Place
from tinynet import Dataset, TinynetError, prepared, to_inputs

LABEL = re.compile(r"[0-9]\Z")
"""A file's name may end in the digit that was meant, before its extension: seven-7.png."""


def pass_of_image(place: Place, image: str, digits: Dataset) -> Pass:
    """Return the pass of an image, prepared as MNIST's digits were, through a place's network.

    What the name of the file does not say was meant is what the network answers. Raises
    :class:`TinynetError` for an image that cannot be read, or a place with a digit of its own.
    """
    for option in ("sample", "digit"):
        if getattr(place, option) is not None:
            raise TinynetError(f"--{option}: expected it without --image, found both")
    named = open_network(place)
    drawing = prepared(read_image(image)).image
    found = LABEL.search(Path(image).stem)
    answer = int(np.argmax(named.network.query(to_inputs(drawing).ravel())))
    meant = int(found[0]) if found else answer
    return Pass(named, digits, 0, of=DRAWN, changed=drawing, meant=meant)
