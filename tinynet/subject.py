"""What a network was taught: pictures of a shape, in classes that may have names."""

import math
from dataclasses import dataclass, field

from tinynet.classes import DIGITS, checked_names
from tinynet.filling import Filling

_MOST_CHARACTERS = 8192
"""Of names written down: 64 of the longest, each character escaped, take less."""
_FEW = 4
"""So many names are told; the others are counted."""


@dataclass(frozen=True)
class TaughtSubject:
    """The pictures that a network is taught to tell apart; kept in its file.

    `shape` is their rows and columns, `names` what their classes are called: none where they have
    only numbers. Raises `ValueError` for a shape below 1 × 1 and names that are unfit.
    """

    shape: tuple[int, int]
    names: tuple[str, ...] = ()
    filling: Filling | None = field(default=None, compare=False)
    """How the pictures are filled; None as MNIST's are, or where nobody knows."""

    def __post_init__(self) -> None:
        if min(self.shape) < 1:
            raise ValueError(f"pictures of {self.size} pixels")
        if self.names:
            checked_names(self.names)

    @property
    def size(self) -> str:
        """The size of a picture, rows × columns, in words."""
        return " × ".join(map(str, self.shape))

    @property
    def in_words(self) -> str:
        """The pictures and their classes in short: 16 × 20 pixels: circle, square, triangle."""
        return f"pictures of {self.size} pixels" + (f": {listed(self.names)}" if self.names else "")

    def check(self, input_nodes: int, output_nodes: int) -> None:
        """Raise `ValueError` if a network of so many inputs and outputs cannot have learned it."""
        if math.prod(self.shape) != input_nodes:
            raise ValueError(f"{self.size} pixels for {input_nodes} inputs")
        if self.names and len(self.names) != output_nodes:
            raise ValueError(f"{len(self.names)} names for {output_nodes} outputs")


def names_written(names: tuple[str, ...]) -> str:
    """Return names as a file holds them: a JSON array."""
    import json  # not before: few files have names

    return json.dumps(names, ensure_ascii=False)


def names_read(text: str) -> tuple[str, ...]:
    """Read names that were written so. Raises `ValueError` for what is no array of sound names."""
    if len(text) > _MOST_CHARACTERS:
        raise ValueError(f"names of {len(text)} characters")
    import json

    names = json.loads(text)
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise ValueError("names that are no array of texts")
    return checked_names(names) if names else ()


def listed(names: tuple[str, ...]) -> str:
    """Return names with commas between, the first few of many."""
    if names == DIGITS:
        return "the digits 0 to 9"
    if len(names) <= _FEW + 1:
        return ", ".join(names)
    return f"{', '.join(names[:_FEW])} and {len(names) - _FEW} more"
