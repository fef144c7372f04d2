"""What an edit is: it says what it is of, and does it to a copy. `edits.py` has the kinds."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Hashable
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from tinynet import Network

Image = NDArray[np.uint8]

QUIET_PIXEL = 0
"""A corner of the digit: empty in all of MNIST, so what it says never changes."""


class Edit(ABC):
    """A change that can be made and taken back."""

    part: ClassVar[str] = "tell"
    """The part of the map where it is made: you, speak or tell."""
    hangs_on_quiet_pixel: ClassVar[bool] = False
    """Whether it is a weight on the pixel that is always empty, which has to stay so."""

    @property
    @abstractmethod
    def thing(self) -> Hashable:
        """What it changes: of two edits of the same thing the later one stands."""

    @property
    @abstractmethod
    def words(self) -> str:
        """What it does, in a few words."""

    @property
    def neutral(self) -> bool:
        """Whether it changes nothing."""
        return False


class NetworkEdit(Edit):
    """A change of some weights."""

    @abstractmethod
    def change(self, network: Network) -> None:
        """Change these weights."""


class DigitEdit(Edit):
    """A change of some pixels."""

    part: ClassVar[str] = "you"

    @abstractmethod
    def changed(self, image: Image) -> Image:
        """Return the picture changed; the one given stays as it is."""
