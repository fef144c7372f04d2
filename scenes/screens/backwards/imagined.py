"""An answer run back to an image, and what the same network hears of that image."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from scenes.story.figures import Floats
from tinynet import Backtrace, Classes, Network, to_pixels
from tinynet.mnist import MNIST_SHAPE


@dataclass(frozen=True, eq=False)
class Imagined:
    """The image that a network's weights favour for an answer."""

    steps: Backtrace
    """From the answer, (output,), to the image, (input,)."""
    outputs: Floats
    """What is heard if the image is said, (output,)."""
    has_biases: bool = False
    """Whether the nodes' biases are taken off on the way."""
    classes: Classes = field(default_factory=Classes)
    """What may be heard, by name."""
    shape: tuple[int, int] = MNIST_SHAPE
    """The image's rows and columns."""

    @property
    def inputs(self) -> Floats:
        """What would have to be said for the answer, (input,)."""
        return self.steps.inputs

    @property
    def heard(self) -> int:
        """The digit that is heard."""
        return int(self.outputs.argmax())

    @property
    def meant(self) -> int:
        """The digit that was asked for; of two equally, the first."""
        return int(self.steps.targets.argmax())

    @property
    def asked(self) -> tuple[int, ...]:
        """The digits that were asked for: one, or the two of a mix."""
        targets = self.steps.targets
        return tuple(np.flatnonzero(targets > targets.min()).tolist())

    @property
    def even(self) -> bool:
        """Whether two digits were asked for in equal parts."""
        targets = self.steps.targets
        return int((targets == targets.max()).sum()) > 1

    @property
    def right(self) -> bool:
        """Whether what is heard is what was asked for: of a mix, the larger part."""
        targets = self.steps.targets
        return bool(targets[self.heard] == targets.max())

    @property
    def lead(self) -> float:
        """By how much the loudest answer leads the next."""
        following, loudest = np.sort(self.outputs)[-2:].tolist()
        return float(loudest - following)

    @property
    def pixels(self) -> NDArray[np.uint8]:
        """The image as the network's inputs are made from, rows × columns, 0 to 255."""
        return to_pixels(self.inputs.reshape(self.shape))


def imagine(
    network: Network,
    targets: Floats,
    classes: Classes | None = None,
    shape: tuple[int, int] = MNIST_SHAPE,
) -> tuple[Imagined, ...]:
    """Run m answers back, m × output, to images of this shape, and hear each image again."""
    steps = network.backtrace(targets)
    heard = network.query(steps.inputs)
    return tuple(
        Imagined(row, outputs, network.has_biases, classes or Classes(), shape)
        for row, outputs in zip(steps.rows(), heard, strict=True)
    )
