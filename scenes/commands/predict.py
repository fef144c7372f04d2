"""`tinynet predict`: what a network takes the digits in image files for."""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rich import box
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from scenes.commands.exit_codes import OK, USER_ERROR
from scenes.commands.output import note, rendered, write
from scenes.commands.terminal import text_width
from scenes.story.figures import Picture, Scale
from scenes.story.images import check_pillow, image_files, read_image
from scenes.story.markup import shown
from scenes.story.networks import open_network
from scenes.story.numbers import a_digit, number, percent
from scenes.story.places import TRAINED, Place
from scenes.text.figures import drawn
from tinynet import Network, Prepared, TinynetError, prepared, to_inputs
from tinynet.prepare import SIDE, resized

BAR = 20
"""Marks that an output of 1 is long."""
BESIDE = 64
"""Columns from which on picture and bars stand beside each other."""
LABEL = re.compile(r"[0-9]\Z")

Outputs = NDArray[np.floating[Any]]


@dataclass(frozen=True, eq=False)
class ReadImage:
    """What a network makes of an image: prepared, and merely scaled."""

    file: str
    size: tuple[int, int]
    digit: Prepared
    scaled: NDArray[np.uint8]
    prepared_outputs: Outputs
    scaled_outputs: Outputs
    raw: bool
    """Whether the outputs that count are those for the image merely scaled."""

    @property
    def outputs(self) -> Outputs:
        """The ten outputs that count."""
        return self.scaled_outputs if self.raw else self.prepared_outputs

    @property
    def image(self) -> NDArray[np.uint8]:
        """The picture they are for."""
        return self.scaled if self.raw else self.digit.image

    @property
    def answer(self) -> int:
        """The digit with the strongest output."""
        return int(self.outputs.argmax())

    @property
    def second(self) -> int:
        """The digit with the strongest output but one."""
        return int(self.outputs.argsort(kind="stable")[-2])

    @property
    def label(self) -> int | None:
        """The digit that the file's name ends in, before its extension, if it does."""
        found = LABEL.search(Path(self.file).stem)
        return int(found[0]) if found else None

    @property
    def right(self) -> bool | None:
        """Whether the answer is the label, None without one."""
        return None if self.label is None else self.answer == self.label


def run(chosen: argparse.Namespace) -> int:
    """Read the images, print what the network takes them for; return the exit status.

    A file that cannot be read is told, and the others are read nevertheless.
    """
    typed = vars(chosen)
    check_pillow()
    place = Place(network=typed.get("network", TRAINED))
    network = open_network(place).network
    unread: list[str] = []
    images = list(_read_all(network, typed["images"], "raw" in typed, unread))
    status = USER_ERROR if unread else OK
    if "json" in typed:
        return write(_as_json(place, network, images, len(unread), "raw" in typed)) or status
    if not images:
        return status
    alone = len(images) == 1 and not unread
    parts = list(_one(place, images[0]) if alone else _several(place, images))
    return write(rendered(*parts)) or status


def _read_all(
    network: Network, named: list[str], raw: bool, unread: list[str]
) -> Iterator[ReadImage]:
    """Read each image, and note those that cannot be read."""
    for name in named:
        try:
            files = image_files(name)
        except TinynetError as error:
            note(str(error))
            unread.append(name)
            continue
        for file in files:
            try:
                ink = read_image(file)
            except TinynetError as error:
                note(str(error))
                unread.append(str(file))
            else:
                yield _read(network, str(file), ink, raw)


def _read(network: Network, file: str, ink: NDArray[np.uint8], raw: bool) -> ReadImage:
    digit = prepared(ink)
    scaled = np.rint(resized(ink, SIDE, SIDE)).astype(np.uint8)
    of_prepared, of_scaled = network.query(to_inputs(np.stack([digit.image, scaled])))
    rows, columns = ink.shape
    return ReadImage(file, (rows, columns), digit, scaled, of_prepared, of_scaled, raw)


def _as_json(
    place: Place, network: Network, images: list[ReadImage], unread: int, raw: bool
) -> str:
    """Return every output as one line of JSON."""
    summary = {
        "network": {
            "input_nodes": network.input_nodes,
            "hidden_nodes": network.hidden_nodes,
            "output_nodes": network.output_nodes,
            "source": place.network,
        },
        "prepared": not raw,
        "images": [
            {
                "file": read.file,
                "answer": read.answer,
                "outputs": read.outputs.tolist(),
                "label": read.label,
                "right": read.right,
                "raw_answer": int(read.scaled_outputs.argmax()),
            }
            for read in images
        ],
        "totals": {
            "images": len(images),
            "labelled": sum(read.label is not None for read in images),
            "right": sum(bool(read.right) for read in images),
            "unread": unread,
        },
    }
    return json.dumps(summary, allow_nan=False) + "\n"


# One image.


def _one(place: Place, read: ReadImage) -> Iterator[RenderableType]:
    """Tell all about one image."""
    rows, columns = read.size
    # Not wrapped, as a name may be copied.
    yield Text(shown(read.file), "bold", no_wrap=True, overflow="ignore")
    yield f"{columns} × {rows} pixels, {_made(read)}."
    yield ""
    picture = drawn(Picture(values=read.image / 255.0, scale=Scale("ink")))
    if text_width() >= BESIDE:
        beside = Table.grid(padding=(0, 4, 0, 0))
        beside.add_row(Padding(picture, (0, 0, 0, 2)), _bars(read))
        yield beside
    else:
        yield picture
        yield ""
        yield _bars(read)
    yield ""
    outputs, answer, second = read.outputs, read.answer, read.second
    yield Text.assemble(
        "The answer: ", (a_digit(answer), "bold"), f", output {number(outputs[answer])}."
    )
    yield (
        f"The network ({shown(place.network)}) would next say {a_digit(second)}: "
        f"{number(outputs[second])}."
    )
    if read.label is not None:
        verdict = "✓ right" if read.right else "✗ wrong"
        yield f"The file's name says {a_digit(read.label)}: {verdict}."
    yield _otherwise(read)


def _made(read: ReadImage) -> str:
    """Tell how the image was made a digit for the network."""
    if read.raw:
        return f"merely scaled to {SIDE} × {SIDE}"
    digit = read.digit
    rows, columns = digit.cropped.shape
    widened = ", its strokes made wider" if digit.widened else ""
    return f"the digit {columns} × {rows} of them, prepared as MNIST's were{widened}"


def _otherwise(read: ReadImage) -> str:
    """Tell what it would be taken for if it were prepared, or were not."""
    outputs = read.prepared_outputs if read.raw else read.scaled_outputs
    answer = int(outputs.argmax())
    how = "Prepared as MNIST's digits were" if read.raw else f"Merely scaled to {SIDE} × {SIDE}"
    too = " too" if answer == read.answer else ""
    return f"{how}, it would be taken for {a_digit(answer)}{too}: output {number(outputs[answer])}."


def _bars(read: ReadImage) -> Table:
    """Return the ten outputs, and their lengths in marks."""
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    table.add_column("digit", justify="right", no_wrap=True)
    table.add_column("output", justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    for digit, output in enumerate(read.outputs.tolist()):
        style = "bold green" if digit == read.answer else ""
        cells = (str(digit), number(output), "#" * round(BAR * output))
        table.add_row(*(Text(cell, style) for cell in cells))
    return table


# Several.


def _several(place: Place, images: list[ReadImage]) -> Iterator[RenderableType]:
    """Tell of several images in a table, and how many are right."""
    how = f"merely scaled to {SIDE} × {SIDE}" if images[0].raw else "prepared as MNIST's were"
    yield f"The network: {shown(place.network)}. The images: {how}."
    labelled = [each for each in images if each.label is not None]
    table = Table(box=box.SIMPLE_HEAD, header_style="bold")
    table.add_column("file", overflow="fold")
    for head in ("answer", "output", "next", "output"):
        table.add_column(head, justify="right", no_wrap=True)
    if labelled:
        table.add_column("label", justify="right", no_wrap=True)
        table.add_column("", no_wrap=True)
    for each in images:
        table.add_row(*_row(each, bool(labelled)))
    yield table
    if labelled:
        right = sum(bool(each.right) for each in labelled)
        of = f"{right:,} of {len(labelled):,}"
        rest = len(images) - len(labelled)
        named = f" whose names end in a digit, {rest:,} without" if rest else ""
        yield Text.assemble("Right: ", (percent(right / len(labelled)), "bold"), f", {of}{named}.")


def _row(read: ReadImage, labelled: bool) -> list[Text]:
    outputs, answer, second = read.outputs, read.answer, read.second
    cells = [
        Text(shown(read.file)),
        Text(str(answer), "bold"),
        Text(number(outputs[answer])),
        Text(str(second), "dim"),
        Text(number(outputs[second]), "dim"),
    ]
    if labelled:
        cells.append(Text("" if read.label is None else str(read.label)))
        # In words too: an encoding may lack the marks.
        words = {None: "", True: "✓ right", False: "✗ wrong"}[read.right]
        cells.append(Text(words, "red" if read.right is False else "green"))
    return cells
