"""What is said when a digit may be of a kind that is rare among those the network learned from."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

SURE = 0.9
"""An answer with at least this output, and no other near, is not doubted."""
RARE: dict[int, tuple[set[int], set[int], str]] = {
    1: ({2, 4, 7}, {2, 4, 7}, "a 1 with a flag or a foot"),
    9: ({3, 5, 8, 0, 2, 7}, set(), "a 9 with a curled tail"),
}
"""The digit; what it is then taken for; between which of these an answer wavers then; its looks."""


def doubt(outputs: NDArray[np.floating], meant: int | None = None) -> str | None:
    """Return a sentence if these outputs, (10,), are those of such a digit; None if not.

    `meant` is the digit it is, where that is known.
    """
    answer, second = (int(at) for at in np.argsort(outputs, kind="stable")[:-3:-1])
    for digit, (taken_for, alone, looks) in RARE.items():
        if meant is not None:
            rare = meant == digit and answer in taken_for
        else:
            unsure = outputs[answer] < SURE
            two = {answer, second}
            rare = unsure and bool(two & taken_for) and (digit in two or two <= alone)
        if rare:
            return (
                f"MNIST's digits have few such: {looks}. If this is one, the network has hardly "
                "learned it."
            )
    return None
