"""The network that looks on while you draw, and what telling it does."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from scenes.screens.drawing.recognition import Recognition
from scenes.story.figures import Floats
from scenes.story.images.touching import may_be_several
from scenes.story.networks import NamedNetwork
from scenes.story.passes import Pass
from tinynet import Dataset, Network, accuracy, to_inputs, to_targets
from tinynet.filling import Filling
from tinynet.prepare import average_digits, prepared, resized


class Learner:
    """A network as it came, and a copy of it that is told. The one handed in never changes."""

    def __init__(self, named: NamedNetwork, digits: Dataset, before: Learner | None = None) -> None:
        """Look on with a copy of a network.

        What a learner before worked out about the same digits need not be worked out again.
        """
        self.untold = named.network.copy()
        """The network before it was told anything."""
        self.network = named.network.copy()
        """The network as it is now."""
        self._named = replace(named, network=self.untold)
        self.digits = digits
        self.told = 0
        """How often it was told."""
        self._score: float | None = None
        if before is not None and before.digits is digits and "averages" in before.__dict__:
            self.averages = before.averages

    @property
    def named(self) -> NamedNetwork:
        """The network as it is now, by its name. It is not to be changed."""
        if not self.told:
            return self._named
        times = {1: "once", 2: "twice"}.get(self.told, f"{self.told} times")
        return NamedNetwork(self.network, f"{self._named.name}, told {times}", "here")

    @property
    def as_it_came(self) -> NamedNetwork:
        """The network before it was told anything, by its name. It is not to be changed."""
        return self._named

    def knows(self, named: NamedNetwork) -> bool:
        """Tell whether a network is this one: as it came, or as it is now."""
        return any(
            named.name == own.name and _alike(named.network, own.network)
            for own in (self._named, self.named)
        )

    @cached_property
    def filling(self) -> Filling:
        """How the pictures of the data set are filled."""
        return self.digits.filling

    @cached_property
    def averages(self) -> Floats:
        """The average digit of each kind in the data set, kinds × rows × columns."""
        return average_digits(self.digits)

    def recognise(
        self, image: NDArray[np.uint8], original: NDArray[np.uint8], meant: int | None
    ) -> Recognition:
        """Return what it makes of a drawing: raw, and prepared from an original of any size."""
        digit = prepared(original, self.digits.shape, self.filling)
        inputs = to_inputs(digit.image).ravel()
        hidden, outputs = self.network.forward(inputs)
        plain = np.rint(resized(image, *self.digits.shape)).astype(np.uint8)
        raw = self.network.query(to_inputs(plain).ravel())
        return Recognition(
            drawing=image,
            prepared=digit,
            box=digit.box and _on_sheet(digit.box, original.shape, len(image)),
            raw=raw,
            hidden=hidden,
            outputs=outputs,
            untold=self.untold.query(inputs) if self.told else outputs,
            meant=meant,
            targets=None if meant is None else to_targets(meant, self.network.output_nodes),
            several=self.digits.are_digits and digit.box is not None and may_be_several(digit),
        )

    # Telling.

    def tell(self, image: NDArray[np.uint8], meant: int) -> None:
        """Train the copy once on a drawing, prepared."""
        inputs = to_inputs(prepared(image, self.digits.shape, self.filling).image).ravel()
        self.network.train(inputs, to_targets(meant, self.network.output_nodes))
        self.told += 1
        self._score = None

    def go_on_with(self, network: Network, told: int) -> None:
        """Take what telling has made of the network, so many times."""
        self.network, self.told = network, told
        self._score = None

    def forget(self) -> None:
        """Take everything back that it was told."""
        self.network = self.untold.copy()
        self.told = 0
        self._score = None

    @property
    def others(self) -> int:
        """How many digits it is tested on."""
        return len(self._others[1])

    @cached_property
    def score_before(self) -> float:
        """The share of other digits read right before it was told anything."""
        return accuracy(self.untold, *self._others)

    @property
    def score(self) -> float:
        """The share of other digits read right as it is now."""
        if not self.told:
            return self.score_before
        if self._score is None:
            self._score = accuracy(self.network, *self._others)
        return self._score

    @cached_property
    def _others(self) -> tuple[Floats, NDArray[np.uint8]]:
        """The digits that the walk tests on too."""
        return Pass(self._named, self.digits, 0).others


def _on_sheet(
    box: tuple[int, int, int, int], shape: tuple[int, ...], side: int
) -> tuple[int, int, int, int]:
    """Return where a box of an image of this shape is on the sheet, which shows all of it."""
    scale = side / max(shape)
    down, across = ((side - size * scale) / 2 for size in shape)
    top, left, bottom, right = (
        scale * each + before for each, before in zip(box, (down, across) * 2, strict=True)
    )
    return math.floor(top), math.floor(left), math.ceil(bottom), math.ceil(right)


def _alike(one: Network, other: Network) -> bool:
    return (
        np.array_equal(one.input_hidden, other.input_hidden)
        and np.array_equal(one.hidden_output, other.hidden_output)
        and (one.learning_rate, one.error_rule) == (other.learning_rate, other.error_rule)
    )
