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
class Prediction:
    """What a network makes of an image: prepared, and merely scaled."""

    file: str
    size: tuple[int, int]
    digit: Prepared
    plain: NDArray[np.uint8]
    outputs: Outputs
    plain_outputs: Outputs
    raw: bool
    """Whether the outputs that count are those for the image merely scaled."""

    @property
    def told(self) -> Outputs:
        """The ten outputs that count."""
        return self.plain_outputs if self.raw else self.outputs

    @property
    def image(self) -> NDArray[np.uint8]:
        """The picture they are for."""
        return self.plain if self.raw else self.digit.image

    @property
    def answer(self) -> int:
        """The digit with the strongest output."""
        return int(self.told.argmax())

    @property
    def second(self) -> int:
        """The digit with the strongest output but one."""
        return int(self.told.argsort(kind="stable")[-2])

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
    predictions = list(_predictions(network, typed["images"], "raw" in typed, unread))
    status = USER_ERROR if unread else OK
    if "json" in typed:
        return write(_as_json(place, network, predictions, len(unread), "raw" in typed)) or status
    if not predictions:
        return status
    alone = len(predictions) == 1 and not unread
    parts = list(_one(place, predictions[0]) if alone else _several(place, predictions))
    return write(rendered(*parts)) or status


def _predictions(
    network: Network, named: list[str], raw: bool, unread: list[str]
) -> Iterator[Prediction]:
    """Predict each image, and note those that cannot be read."""
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
                yield _predict(network, str(file), ink, raw)


def _predict(network: Network, file: str, ink: NDArray[np.uint8], raw: bool) -> Prediction:
    digit = prepared(ink)
    plain = np.rint(resized(ink, SIDE, SIDE)).astype(np.uint8)
    outputs, plain_outputs = network.query(to_inputs(np.stack([digit.image, plain])))
    rows, columns = ink.shape
    return Prediction(file, (rows, columns), digit, plain, outputs, plain_outputs, raw)


def _as_json(
    place: Place, network: Network, predictions: list[Prediction], unread: int, raw: bool
) -> str:
    """Return every output as one line of JSON."""
    told = {
        "network": {
            "input_nodes": network.input_nodes,
            "hidden_nodes": network.hidden_nodes,
            "output_nodes": network.output_nodes,
            "source": place.network,
        },
        "prepared": not raw,
        "images": [
            {
                "file": prediction.file,
                "answer": prediction.answer,
                "outputs": prediction.told.tolist(),
                "label": prediction.label,
                "right": prediction.right,
                "raw_answer": int(prediction.plain_outputs.argmax()),
            }
            for prediction in predictions
        ],
        "totals": {
            "images": len(predictions),
            "labelled": sum(prediction.label is not None for prediction in predictions),
            "right": sum(bool(prediction.right) for prediction in predictions),
            "unread": unread,
        },
    }
    return json.dumps(told, allow_nan=False) + "\n"


# One image.


def _one(place: Place, prediction: Prediction) -> Iterator[RenderableType]:
    """Tell all about one image."""
    rows, columns = prediction.size
    # Not wrapped, as a name may be copied.
    yield Text(shown(prediction.file), "bold", no_wrap=True, overflow="ignore")
    yield f"{columns} × {rows} pixels, {_made(prediction)}."
    yield ""
    picture = drawn(Picture(values=prediction.image / 255.0, scale=Scale("ink")))
    if text_width() >= BESIDE:
        beside = Table.grid(padding=(0, 4, 0, 0))
        beside.add_row(Padding(picture, (0, 0, 0, 2)), _bars(prediction))
        yield beside
    else:
        yield picture
        yield ""
        yield _bars(prediction)
    yield ""
    told, answer, second = prediction.told, prediction.answer, prediction.second
    yield Text.assemble(
        "The answer: ", (a_digit(answer), "bold"), f", output {number(told[answer])}."
    )
    yield (
        f"The network ({shown(place.network)}) would next say {a_digit(second)}: "
        f"{number(told[second])}."
    )
    if prediction.label is not None:
        verdict = "✓ right" if prediction.right else "✗ wrong"
        yield f"The file's name says {a_digit(prediction.label)}: {verdict}."
    yield _otherwise(prediction)


def _made(prediction: Prediction) -> str:
    """Tell how the image was made a digit for the network."""
    if prediction.raw:
        return "merely scaled to 28 × 28"
    digit = prediction.digit
    rows, columns = digit.cropped.shape
    widened = ", its strokes made wider" if digit.widened else ""
    return f"the digit {columns} × {rows} of them, prepared as MNIST's were{widened}"


def _otherwise(prediction: Prediction) -> str:
    """Tell what it would be taken for if it were prepared, or were not."""
    outputs = prediction.outputs if prediction.raw else prediction.plain_outputs
    answer = int(outputs.argmax())
    how = "Prepared as MNIST's digits were" if prediction.raw else "Merely scaled to 28 × 28"
    too = " too" if answer == prediction.answer else ""
    return f"{how}, it would be taken for {a_digit(answer)}{too}: output {number(outputs[answer])}."


def _bars(prediction: Prediction) -> Table:
    """Return the ten outputs, and their lengths in marks."""
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    table.add_column("digit", justify="right", no_wrap=True)
    table.add_column("output", justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    for digit, output in enumerate(prediction.told.tolist()):
        style = "bold green" if digit == prediction.answer else ""
        cells = (str(digit), number(output), "#" * round(BAR * output))
        table.add_row(*(Text(cell, style) for cell in cells))
    return table


# Several.


def _several(place: Place, predictions: list[Prediction]) -> Iterator[RenderableType]:
    """Tell of several images in a table, and how many are right."""
    how = "merely scaled to 28 × 28" if predictions[0].raw else "prepared as MNIST's were"
    yield f"The network: {shown(place.network)}. The images: {how}."
    labelled = [each for each in predictions if each.label is not None]
    table = Table(box=box.SIMPLE_HEAD, header_style="bold")
    table.add_column("file", overflow="fold")
    for head in ("answer", "output", "next", "output"):
        table.add_column(head, justify="right", no_wrap=True)
    if labelled:
        table.add_column("label", justify="right", no_wrap=True)
        table.add_column("", no_wrap=True)
    for each in predictions:
        table.add_row(*_row(each, bool(labelled)))
    yield table
    if labelled:
        right = sum(bool(each.right) for each in labelled)
        of = f"{right:,} of {len(labelled):,}"
        rest = len(predictions) - len(labelled)
        named = f" whose names end in a digit, {rest:,} without" if rest else ""
        yield Text.assemble("Right: ", (percent(right / len(labelled)), "bold"), f", {of}{named}.")


def _row(prediction: Prediction, labelled: bool) -> list[Text]:
    told, answer, second = prediction.told, prediction.answer, prediction.second
    cells = [
        Text(shown(prediction.file)),
        Text(str(answer), "bold"),
        Text(number(told[answer])),
        Text(str(second), "dim"),
        Text(number(told[second]), "dim"),
    ]
    if labelled:
        cells.append(Text("" if prediction.label is None else str(prediction.label)))
        # In words too: an encoding may lack the marks.
        words = {None: "", True: "✓ right", False: "✗ wrong"}[prediction.right]
        cells.append(Text(words, "red" if prediction.right is False else "green"))
    return cells
