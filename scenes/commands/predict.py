"""`tinynet predict`: what a network takes the digits in image files for."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np

from scenes.commands.exit_codes import OK, USER_ERROR
from scenes.commands.output import note, rendered, write
from scenes.commands.predict_report import Left, report
from scenes.story.images import (
    check_pillow,
    image_files,
    labels_of,
    names_class,
    read_image,
    read_labels,
)
from scenes.story.images.reading import ReadDigit, Reader, read_digits
from scenes.story.numbers import counted
from scenes.story.own_data import add_pictures
from scenes.story.places import HANDWRITING, Place
from scenes.story.readers import open_reader
from tinynet import Classes, TinynetError


def run(chosen: argparse.Namespace) -> int:
    """Read the images, print what the network takes them for; return the exit status.

    A file that cannot be read is told, and the others are read nevertheless.
    """
    typed = vars(chosen)
    check_pillow()
    place = Place(network=typed.get("network", HANDWRITING))
    reader = open_reader(place)
    table = read_labels(typed["labels"], reader.classes) if "labels" in typed else None
    left = Left()
    # An image that is named twice, or also by its folder, is one image.
    files = list(dict.fromkeys(_files(typed["images"], left, reader.classes)))
    digits = list(_read_all(reader, files, table, left, raw="raw" in typed))
    status = USER_ERROR if left.unread else OK
    if "json" in typed:
        text = _as_json(place, reader, digits, left, raw="raw" in typed)
        status = write(text) or status
    elif digits:
        status = write(rendered(*report(place, digits, left))) or status
    if "save_data" in typed and digits:
        note(_saved(typed["save_data"], reader.classes, digits))
    return status


def _files(named: list[str], left: Left, classes: Classes) -> Iterator[Path]:
    """Yield the files that these names stand for."""
    for name in named:
        try:
            files = image_files(name, partial(names_class, classes))
        except TinynetError as error:
            note(str(error))
            left.unread.append(name)
        else:
            left.out[:] = dict.fromkeys([*left.out, *map(str, files.left_out)])
            yield from files.found


def _read_all(
    reader: Reader,
    files: list[Path],
    table: dict[str, str] | None,
    left: Left,
    *,
    raw: bool,
) -> Iterator[ReadDigit]:
    """Read each image, and note those that cannot be read."""
    labels = labels_of(files, table, reader.classes)
    for file in files:
        try:
            sheet = read_image(file, digits=reader.classes.are_digits)
        except TinynetError as error:
            note(str(error))
            left.unread.append(str(file))
        else:
            label = labels.get(file)
            yield from read_digits(reader, str(file), sheet, label, raw=raw)


def _saved(directory: str, classes: Classes, digits: list[ReadDigit]) -> str:
    """Write the labelled digits as a data set, and tell of it.

    Raises :class:`TinynetError` if there are none, or the folder cannot be written to.
    """
    labelled = [each for each in digits if each.label is not None]
    if not labelled:
        names = ("photo-7.png", "7/a.png")
        if not classes.are_digits:
            first = classes.names[0].replace("/", "-")
            names = (f"{first}-3.png", f"{first}/a.png")
        raise TinynetError(
            f"--save-data: expected images that say which {classes.kind} they are "
            f"({', '.join(names)} or --labels FILE.csv), found none"
        )
    images = np.stack([each.prepared.image for each in labelled])
    labels = np.array([each.label for each in labelled], np.uint8)
    held = add_pictures(directory, images, labels, classes.names)
    return (
        f"{counted(len(labelled), classes.thing)} added to {directory}, "
        f"{len(digits) - len(labelled)} without a label left out: "
        f"it has {held['train']} to train on, {held['test']} to test with"
    )


def _as_json(
    place: Place, reader: Reader, digits: list[ReadDigit], left: Left, *, raw: bool
) -> str:
    """Return every output as one line of JSON."""
    network, classes = reader.network, reader.classes
    summary = {
        "network": {
            "input_nodes": network.input_nodes,
            "hidden_nodes": network.hidden_nodes,
            "output_nodes": network.output_nodes,
            "source": place.network,
        },
        **({} if classes.are_digits else {"classes": list(classes.names)}),
        "prepared": not raw,
        "images": [
            {
                "file": read.file,
                "digit": read.index + 1,
                "answer": read.answer,
                "outputs": read.outputs.tolist(),
                "label": read.label,
                "label_source": read.label_source,
                "right": read.right,
                "cut": read.found.cut,
                "may_be_several": read.found.together and not raw,
                "raw_answer": int(read.scaled_outputs.argmax()),
                "size": list(read.sheet.size),
                "remarks": list(read.sheet.remarks),
            }
            for read in digits
        ],
        "totals": {
            "images": len({read.file for read in digits}),
            "digits": len(digits),
            "labelled": sum(read.label is not None for read in digits),
            "right": sum(bool(read.right) for read in digits),
            "unread": len(left.unread),
            "left_out": left.out,
        },
    }
    return json.dumps(summary, allow_nan=False) + "\n"
