"""What a change does: how far it reaches, and which Jays matter for the answer."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from scenes.story.late import dataclass
from scenes.story.passes import Pass
from tinynet import Trace

PRINTED = 3
"""Decimals of an output, as they are printed beside its bar."""
HAIR = 0.001
"""What changes less than this is as it was: three decimals do not show it."""

Indices = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Effects:
    """A pass before some edits and after them, side by side."""

    before: Pass
    after: Pass

    @cached_property
    def pixels(self) -> Indices:
        """The pixels that are not as they were."""
        return np.flatnonzero(self.before.image != self.after.image)

    @cached_property
    def jays(self) -> Indices:
        """The Jays who pass on something else, or are heard otherwise, by more than a hair."""
        old, new = self.before.trace, self.after.trace
        passed = np.abs(new.hidden_outputs - old.hidden_outputs) > HAIR
        heard = (np.abs(new.hidden_output - old.hidden_output) > 0).any(axis=0)
        return np.flatnonzero(passed | heard)

    @cached_property
    def lolas(self) -> Indices:
        """The Lolas whose outputs moved, as they are printed."""
        old, new = self.before.trace.outputs, self.after.trace.outputs
        return np.flatnonzero(np.round(new, PRINTED) != np.round(old, PRINTED))

    @property
    def answers(self) -> tuple[int, int]:
        """The answer before and after."""
        return self.before.trace.answer, self.after.trace.answer


@dataclass(frozen=True)
class Matter:
    """How much a Jay matters: what the output of the answer would be without him."""

    jay: int
    without: float
    change: float
    """How far that is from the output as it is."""
    answer: int
    """What the network would answer."""


def ranking(trace: Trace, most: int | None = None) -> tuple[Matter, ...]:
    """Rank the Jays by how far the answer's output moves without each, the farthest first."""
    without = trace.outputs_without
    changes = without[trace.answer] - trace.outputs[trace.answer]
    answers = without.argmax(axis=0)
    order = np.argsort(-np.abs(changes), kind="stable")[:most]
    return tuple(
        Matter(int(j), float(without[trace.answer, j]), float(changes[j]), int(answers[j]))
        for j in order
    )
