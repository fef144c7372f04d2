"""The walk's pass of a digit in an image file."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from scenes.story.images import labels_of, read_image
from scenes.story.networks import open_network
from scenes.story.passes import DRAWN, Pass
from scenes.story.places import Place
from tinynet import Dataset, TinynetError, to_inputs


def pass_of_image(place: Place, image: str, digits: Dataset) -> Pass:
    """Return the pass of an image, prepared for the data's pictures, through a place's network.

    What neither its folder nor its name says was meant is what the network answers. Raises
    :class:`TinynetError` for an image that cannot be read or has several digits, or a place with a
    digit of its own.
    """
    for option in ("sample", "digit"):
        if getattr(place, option) is not None:
            raise TinynetError(f"--{option}: expected it without --image, found both")
    named = open_network(place, digits)
    sheet = read_image(image, digits=digits.classes.are_digits)
    if len(sheet.digits) > 1:
        raise TinynetError(
            f"{image}: expected one digit to walk through the network, found {len(sheet.digits)}; "
            "`tinynet predict` reads each, and the app puts one after the other on its sheet"
        )
    drawing = sheet.digits[0].prepared_for(digits.shape, digits.filling).image
    file = Path(image)
    label = labels_of([file]).get(file) if digits.classes.are_digits else None
    answer = int(np.argmax(named.network.query(to_inputs(drawing).ravel())))
    meant = int(label.digits) if label is not None else answer
    return Pass(named, digits, 0, of=DRAWN, changed=drawing, meant=meant, remarks=sheet.remarks)
