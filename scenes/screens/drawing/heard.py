"""What a network makes of a drawing: every number that the board shows, and the words on them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from scenes.story.figures import Floats
from scenes.story.numbers import a_digit, decimals, number
from tinynet.prepare import MIDDLE, Prepared

NEAR_ENOUGH = 0.05
"""A scale that differs less from 1 is no change to speak of; nor are outputs that differ less."""


@dataclass(frozen=True, eq=False)
class Heard:
    """A drawing, as it is and prepared, and how the network answers."""

    drawing: NDArray[np.uint8]
    prepared: Prepared
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
        return None if self.errors is None else float(0.5 * np.square(self.errors).sum())

    @property
    def untold_loss(self) -> float | None:
        """The same before anything was told."""
        if self.targets is None:
            return None
        return float(0.5 * np.square(self.targets - self.untold).sum())

    @property
    def losses(self) -> tuple[str, str]:
        """The error before anything was told, and now; printed with as many decimals."""
        before, now = self.untold_loss or 0.0, self.loss or 0.0
        digits = max(decimals(before, 2), decimals(now, 2))
        return number(before, digits), number(now, digits)

    @cached_property
    def moved(self) -> tuple[int, int]:
        """By how many pixels the centre of mass came down, and to the right."""
        ink = self.drawing.astype(float)
        total = ink.sum()
        if not total:
            return 0, 0
        at = [float(np.arange(ink.shape[axis]) @ ink.sum(axis=1 - axis) / total) for axis in (0, 1)]
        return round(MIDDLE - at[0]), round(MIDDLE - at[1])

    # In words, marked up.

    @property
    def both(self) -> tuple[str, str]:
        """What is heard raw, and prepared."""
        raw, heard = number(float(self.raw.max()), 2), number(float(self.outputs.max()), 2)
        return (
            f"heard raw: [bold]{self.raw_answer}[/] ({raw})",
            f"heard prepared: [{self.term}]{self.answer}[/] ({heard})",
        )

    @property
    def term(self) -> str:
        """The colour of the answer: right, wrong, or not known to be either."""
        if self.meant is None:
            return "lola"
        return "you" if self.meant == self.answer else "error"

    @property
    def mark(self) -> str:
        """The same as a character."""
        return {"lola": "", "you": "✓", "error": "✗"}[self.term]

    @property
    def sentence(self) -> str:
        """What preparing changed, and what that did to the answer."""
        if self.blank:
            return ""
        changes = [
            _scaled(self.prepared.scale),
            "strokes widened" if self.prepared.widened else "",
            _moved(*self.moved),
        ]
        changes = [change for change in changes if change]
        if not changes:
            return (
                "Your drawing stood as MNIST's digits do already: preparing it changed next to "
                "nothing."
            )
        what = " and ".join(filter(None, (", ".join(changes[:-1]), changes[-1])))
        words = f"{what[0].upper()}{what[1:]}, your drawing is heard as {a_digit(self.answer)}"
        if self.raw_answer != self.answer:
            return f"{words}, not {a_digit(self.raw_answer)}."
        change = float(self.outputs[self.answer] - self.raw[self.answer])
        if abs(change) < NEAR_ENOUGH:
            return f"{words} all the same."
        return f"{words} all the same, but {'more' if change > 0 else 'less'} surely."


def _scaled(scale: float) -> str:
    if abs(scale - 1) < NEAR_ENOUGH:
        return ""
    return f"{'enlarged' if scale > 1 else 'shrunk'} to {100 * scale:.0f} %"


def _moved(down: int, right: int) -> str:
    ways = []
    if down:
        ways.append(f"{abs(down)} {'down' if down > 0 else 'up'}")
    if right:
        ways.append(f"{abs(right)} {'right' if right > 0 else 'left'}")
    return f"moved {' and '.join(ways)}" if ways else ""
