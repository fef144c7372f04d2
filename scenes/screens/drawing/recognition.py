"""What a network makes of a drawing, in numbers: raw and prepared, before it learned and now.

How that is put into words is :mod:`scenes.screens.drawing.view`'s.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from scenes.story.figures import Floats
from tinynet import loss
from tinynet.filling import centre_of_mass
from tinynet.prepare import Prepared


@dataclass(frozen=True, eq=False)
class Recognition:
    """A drawing, as it is and prepared, and how the network answers."""

    drawing: NDArray[np.uint8]
    prepared: Prepared
    box: tuple[int, int, int, int] | None
    """Where the ink is on the drawing: top, left, bottom, right, the last two just outside."""
    raw: Floats
    """The outputs for the drawing as it is, (output,)."""
    hidden: Floats
    """What the hidden nodes pass on of the prepared digit, (hidden,)."""
    outputs: Floats
    """The outputs for the prepared digit."""
    untold: Floats
    """The outputs for it of the network before it was told anything."""
    meant: int | None
    targets: Floats | None
    """What the outputs should have been, if that was said."""
    several: bool = False
    """Whether what is drawn may be several digits, though it is heard as one."""

    @property
    def blank(self) -> bool:
        """Whether nothing is drawn."""
        return self.prepared.box is None

    @property
    def answer(self) -> int:
        """The digit heard."""
        return int(self.outputs.argmax())

    @property
    def raw_answer(self) -> int:
        """The digit heard if the drawing is not prepared."""
        return int(self.raw.argmax())

    @property
    def untold_answer(self) -> int:
        """The digit heard before anything was told."""
        return int(self.untold.argmax())

    @cached_property
    def errors(self) -> Floats | None:
        """Meant minus heard, at each output; none while it is not said what was meant."""
        return None if self.targets is None else self.targets - self.outputs

    @property
    def loss(self) -> float | None:
        """Half the sum of the squared errors."""
        return None if self.targets is None else float(loss(self.targets, self.outputs))

    @property
    def untold_loss(self) -> float | None:
        """The same before anything was told."""
        return None if self.targets is None else float(loss(self.targets, self.untold))

    @cached_property
    def moved(self) -> tuple[int, int]:
        """By how many pixels preparing moved the centre of mass down, and to the right."""
        if not self.drawing.any():
            return 0, 0
        sides, filling = np.array(self.drawing.shape), self.prepared.filling
        to = filling.place * sides
        if not filling.by_mass:
            image = self.prepared.image
            to = (centre_of_mass(image) + 0.5) / image.shape * sides - 0.5
        down, right = np.rint(to - centre_of_mass(self.drawing)).astype(int).tolist()
        return down, right
