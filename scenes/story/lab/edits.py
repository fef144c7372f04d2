"""What can be changed in the lab, a kind of edit each."""

from __future__ import annotations

import math
from collections.abc import Hashable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from scenes.story.lab.edit import QUIET_PIXEL, DigitEdit, Image, NetworkEdit
from scenes.story.limits import MOST_WEIGHT
from scenes.story.numbers import number, plain, signed
from tinynet import Network, TinynetError, rotated
from tinynet.splits import MOST_SIDE

QUIET_INPUT = 0.01
"""What an empty pixel says."""
FRACTIONS = {0.25: "¼", 0.5: "½"}


@dataclass(frozen=True)
class Off(NetworkEdit):
    """A Jay whom no Lola hears: all he would pass on is weighted by 0."""

    jay: int

    @property
    def thing(self) -> Hashable:
        """How loud this Jay is."""
        return "volume", self.jay

    @property
    def words(self) -> str:
        """Who is off."""
        return f"Jay {self.jay} off"

    def change(self, network: Network) -> None:
        """Set his column of V to 0."""
        network.hidden_output[:, self.jay] = 0.0


@dataclass(frozen=True)
class Volume(NetworkEdit):
    """A Jay who is heard louder or quieter by every Lola."""

    jay: int
    factor: float

    def __post_init__(self) -> None:
        _in_range("how loud", self.factor, 0, 100)

    @property
    def thing(self) -> Hashable:
        """How loud this Jay is."""
        return "volume", self.jay

    @property
    def words(self) -> str:
        """Who is how loud."""
        return f"Jay {self.jay} {times(self.factor)}"

    @property
    def neutral(self) -> bool:
        """Once as loud is as loud as before."""
        return self.factor == 1

    def change(self, network: Network) -> None:
        """Multiply his column of V."""
        network.hidden_output[:, self.jay] *= self.factor


@dataclass(frozen=True)
class Threshold(NetworkEdit):
    """A Jay whose weighted sum must be larger by this much to pass on as much as before.

    Its bias is moved; where the network has none, the same is made of a weight on an input that
    never changes.
    """

    part: ClassVar[str] = "speak"
    hangs_on_quiet_pixel: ClassVar[bool] = True

    jay: int
    shift: float

    def __post_init__(self) -> None:
        _in_range("the threshold", self.shift, -100, 100)

    @property
    def thing(self) -> Hashable:
        return "threshold", self.jay

    @property
    def words(self) -> str:
        """Whose threshold, and where it is now."""
        return f"Jay {self.jay} threshold {signed_plain(self.shift)}"

    @property
    def neutral(self) -> bool:
        """A shift of nothing."""
        return self.shift == 0

    def change(self, network: Network) -> None:
        """Change his bias, or else the weight of the pixel that is always empty: −b / 0.01."""
        if network.has_biases:
            network.hidden_biases[self.jay] -= self.shift
            return
        network.input_hidden[self.jay, QUIET_PIXEL] -= self.shift / QUIET_INPUT


@dataclass(frozen=True)
class Speak(NetworkEdit):
    """One weight from a pixel to a Jay, set to a number."""

    part: ClassVar[str] = "speak"

    jay: int
    pixel: int
    weight: float

    def __post_init__(self) -> None:
        _in_range("a weight", self.weight, -MOST_WEIGHT, MOST_WEIGHT)

    @property
    def thing(self) -> Hashable:
        return "speak", self.jay, self.pixel

    @property
    def words(self) -> str:
        """Which weight, and what it is now."""
        return f"pixel {self.pixel}→Jay {self.jay} w = {plain(self.weight)}"

    def change(self, network: Network) -> None:
        network.input_hidden[self.jay, self.pixel] = self.weight


@dataclass(frozen=True)
class Tell(NetworkEdit):
    """One weight from a Jay to a Lola, set to a number."""

    lola: int
    jay: int
    weight: float

    def __post_init__(self) -> None:
        _in_range("a weight", self.weight, -MOST_WEIGHT, MOST_WEIGHT)

    @property
    def thing(self) -> Hashable:
        return "tell", self.lola, self.jay

    @property
    def words(self) -> str:
        """Which weight, and what it is now."""
        return f"Jay {self.jay}→Lola {self.lola} v = {plain(self.weight)}"

    def change(self, network: Network) -> None:
        network.hidden_output[self.lola, self.jay] = self.weight


@dataclass(frozen=True)
class Paint(DigitEdit):
    """One pixel painted, or erased with 0."""

    pixel: int
    ink: int

    def __post_init__(self) -> None:
        """Check pixel and ink."""
        _in_range("ink", self.ink, 0, 255)
        if self.pixel == QUIET_PIXEL:
            raise TinynetError(
                f"pixel {QUIET_PIXEL}: expected another one, for this one stays empty "
                "so that thresholds can hang on it"
            )

    @property
    def thing(self) -> Hashable:
        return "pixel", self.pixel

    @property
    def words(self) -> str:
        """Which pixel, and its ink."""
        return f"pixel {self.pixel} → {self.ink}"

    def changed(self, image: Image) -> Image:
        image = image.copy()
        image.reshape(-1)[self.pixel] = self.ink
        return image


@dataclass(frozen=True)
class Noise(DigitEdit):
    """A random amount of ink added to, or taken from, each pixel: the same for a seed."""

    strength: float
    seed: int = 1

    def __post_init__(self) -> None:
        _in_range("noise", self.strength, 0, 1)

    @property
    def thing(self) -> Hashable:
        return "noise"

    @property
    def words(self) -> str:
        """How much."""
        return f"noise {plain(self.strength)}"

    @property
    def neutral(self) -> bool:
        """No noise."""
        return self.strength == 0

    def changed(self, image: Image) -> Image:
        """Add it, and stay between 0 and 255."""
        noise = np.random.default_rng(self.seed).normal(0.0, 255 * self.strength, image.shape)
        return np.clip(np.rint(image + noise), 0, 255).astype(np.uint8)


@dataclass(frozen=True)
class Turn(DigitEdit):
    """The digit turned about its middle, clockwise."""

    degrees: float

    def __post_init__(self) -> None:
        _in_range("degrees", self.degrees, -180, 180)

    @property
    def thing(self) -> Hashable:
        return "turn"

    @property
    def words(self) -> str:
        """How far, and which way."""
        return f"turned {turned(self.degrees)}"

    @property
    def neutral(self) -> bool:
        """Not turned."""
        return self.degrees == 0

    def changed(self, image: Image) -> Image:
        result: Image = rotated(image[np.newaxis], -self.degrees)[0]
        return result


@dataclass(frozen=True)
class Shift(DigitEdit):
    """The digit moved by whole pixels, to the right and down; what leaves the paper is lost."""

    right: int
    down: int

    def __post_init__(self) -> None:
        # By a whole side nothing is left of a picture, and none is larger than this.
        for pixels in (self.right, self.down):
            _in_range("pixels to move by", pixels, -MOST_SIDE, MOST_SIDE)

    @property
    def thing(self) -> Hashable:
        """Where the digit stands."""
        return "shift"

    @property
    def words(self) -> str:
        """How far, and which way."""
        ways = (moved(self.right, "→←"), moved(self.down, "↓↑"))
        return "moved " + " ".join(way for way in ways if way != "0")

    @property
    def neutral(self) -> bool:
        """Not moved."""
        return self.right == self.down == 0

    def changed(self, image: Image) -> Image:
        """Move it over empty paper."""
        rows, columns = image.shape
        result = np.zeros_like(image)
        down = max(-rows, min(self.down, rows))
        right = max(-columns, min(self.right, columns))
        result[max(0, down) : rows + min(0, down), max(0, right) : columns + min(0, right)] = image[
            max(0, -down) : rows - max(0, down), max(0, -right) : columns - max(0, right)
        ]
        return result


def times(factor: float) -> str:
    """Print a factor: ×½, ×2."""
    return f"×{FRACTIONS.get(factor) or plain(factor)}"


def signed_plain(value: float) -> str:
    """Print a number with its sign, as short as can be."""
    return f"+{plain(value)}" if value > 0 else plain(value)


def turned(degrees: float) -> str:
    """Print an angle and the way it goes."""
    way = " ↻" if degrees > 0 else " ↺" if degrees < 0 else ""
    return f"{plain(abs(degrees))}°{way}"


def moved(pixels: int, ways: str) -> str:
    """Print a distance with the arrow of its way, the positive one first."""
    return f"{abs(pixels)}{ways[0] if pixels > 0 else ways[1]}" if pixels else "0"


def printed_weight(weight: float) -> str:
    """Print a weight that nobody chose."""
    return signed(weight) if abs(weight) < 100 else number(weight, 1, sign=True)


def _in_range(name: str, value: float, low: float, high: float) -> None:
    if not (math.isfinite(value) and low <= value <= high):
        raise TinynetError(f"{name}: expected {plain(low)} to {plain(high)}, found {value}")
