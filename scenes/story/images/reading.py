"""What a network makes of the digits on an image: prepared, and merely scaled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scenes.story.images.labels import Label
from scenes.story.images.sheet import FoundDigit, ImageSheet
from tinynet import Classes, Network, to_inputs
from tinynet.filling import AS_MNIST, Filling
from tinynet.prepare import SIDE, Prepared, resized

Outputs = NDArray[np.floating[Any]]


@dataclass(frozen=True, eq=False)
class Reader:
    """A network to read images with, what it may read there, and of which size its pictures are."""

    network: Network
    classes: Classes = field(default_factory=Classes)
    shape: tuple[int, int] = (SIDE, SIDE)
    """Rows and columns."""
    filling: Filling = AS_MNIST
    """How its pictures are filled."""


@dataclass(frozen=True, eq=False)
class ReadDigit:
    """What a network makes of a digit in an image: prepared, and merely scaled."""

    file: str
    sheet: ImageSheet
    index: int
    """Which of the digits on the sheet, from 0, in the order they are read."""
    prepared: Prepared
    """The digit as the network's pictures are."""
    scaled: NDArray[np.uint8]
    """The whole image merely scaled to their size."""
    prepared_outputs: Outputs
    scaled_outputs: Outputs
    raw: bool
    """Whether the outputs that count are those for the image merely scaled."""
    label: int | None
    label_source: str | None
    classes: Classes = field(default_factory=Classes)
    """What may be read, by name."""

    @property
    def found(self) -> FoundDigit:
        """The digit on its sheet."""
        return self.sheet.digits[self.index]

    @property
    def outputs(self) -> Outputs:
        """The outputs that count."""
        return self.scaled_outputs if self.raw else self.prepared_outputs

    @property
    def image(self) -> NDArray[np.uint8]:
        """The picture they are for."""
        return self.scaled if self.raw else self.prepared.image

    @property
    def answer(self) -> int:
        """The class with the strongest output."""
        return int(self.outputs.argmax())

    @property
    def second(self) -> int:
        """The class with the strongest output but one."""
        return int(self.outputs.argsort(kind="stable")[-2])

    @property
    def right(self) -> bool | None:
        """Whether the answer is the label, None without one."""
        return None if self.label is None else self.answer == self.label


def read_digits(
    reader: Reader,
    file: str,
    sheet: ImageSheet,
    label: Label | None,
    *,
    raw: bool,
) -> Iterator[ReadDigit]:
    """Yield the digits of a sheet, or what else may be read; or, merely scaled, one for all of it.

    A label is of the same classes.
    """
    digits = sheet.digits[:1] if raw else sheet.digits
    # Who names a sheet of four for one digit does not say which of them it is.
    labels = label.kinds if label is not None and len(label.kinds) == len(digits) else None
    for index, digit in enumerate(digits):
        alone = raw or len(digits) == 1
        scaled = sheet.ink if alone else digit.framed
        scaled = np.rint(resized(scaled, *reader.shape)).astype(np.uint8)
        ready = digit.prepared_for(reader.shape, reader.filling)
        both = to_inputs(np.stack([ready.image, scaled]))
        of_prepared, of_scaled = reader.network.query(both)
        yield ReadDigit(
            file=file,
            sheet=sheet,
            index=index,
            prepared=ready,
            scaled=scaled,
            prepared_outputs=of_prepared,
            scaled_outputs=of_scaled,
            raw=raw,
            label=labels[index] if labels else None,
            label_source=label.source if label is not None and labels else None,
            classes=reader.classes,
        )
