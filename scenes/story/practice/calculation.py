"""A step to be worked out: what is asked, from which numbers, and what comes out.

What is wrong with an answer to it is told elsewhere (`mistakes.py`, `diagnosis.py`), as is how it
is worked out (`working.py`). A step of a network with something more to it, a bias say, is the same
data with one operand more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from scenes.story.beats import MapParts
from scenes.story.numbers import decimals, number, plain, read_printed
from scenes.story.practice.formulas import RIGHTLY, Formula, Values

SLACK = 1e-9
"""Where two floats are one number, relative to it."""
LEAST_DIGITS = 4


@dataclass(frozen=True)
class Operand:
    """A number that a step starts from, as it is shown; in truth it may be a little off that."""

    name: str
    """Whose it is, marked up: `[you]you 0[/]`; empty for what belongs to nobody."""
    symbol: str
    """What the formula calls it, marked up."""
    value: float
    """What the network computed."""
    text: str
    shown: float
    """The number that the text says."""
    low: float
    high: float
    """Between these it is, for all that the text says."""
    source: str = ""
    """The step that it is the result of; empty where it is given."""


def operand(
    name: str, symbol: str, value: float, digits: int = LEAST_DIGITS, source: str = ""
) -> Operand:
    """Show a number with so many significant figures, and as many decimals at least.

    One that is short as it stands, a weight of 0.4 say, is shown as it stands, and is exact.
    """
    places = decimals(value, digits, least=digits)
    text = number(value, places)
    shown = read_printed(text)
    if shown == Decimal(repr(float(value))):
        return Operand(name, symbol, value, plain(value), value, value, value, source)
    half = Decimal(5).scaleb(-places - 1)
    low, high = float(shown - half), float(shown + half)
    return Operand(name, symbol, value, text, float(shown), low, high, source)


Operands = Mapping[str, tuple[Operand, ...]]


@dataclass(frozen=True)
class Spread:
    """Every result that operands as they are shown can give, from the least to the most."""

    low: float
    high: float

    @property
    def slack(self) -> float:
        """How far beyond is still the same number."""
        return SLACK * max(abs(self.low), abs(self.high)) + 1e-15

    def meets(self, low: float, high: float) -> bool:
        """Return whether some of it lies from ``low`` to ``high``."""
        return low <= self.high + self.slack and high >= self.low - self.slack


def spread_of(compute: Callable[[Values], float], operands: Operands) -> Spread:
    """Return what can come out: each operand moved to either end of what it may be.

    One at a time and then added up, which is exact for sums and nearly so for products; what the
    shown numbers give, and what the true ones give, always lie within.
    """
    shown = {part: tuple(o.shown for o in group) for part, group in operands.items()}
    true = {part: tuple(o.value for o in group) for part, group in operands.items()}
    centre, exact = compute(shown), compute(true)
    below = above = 0.0
    for part, group in operands.items():
        for index, one in enumerate(group):
            if one.low == one.high:
                continue
            row = list(shown[part])
            ends = []
            for end in (one.low, one.high):
                row[index] = end
                ends.append(compute({**shown, part: tuple(row)}) - centre)
            below, above = below + min(0.0, *ends), above + max(0.0, *ends)
    return Spread(min(centre + below, exact), max(centre + above, exact))


@dataclass(frozen=True)
class Instead:
    """Other operands that are taken by mistake: which mistake that is, and its sentence."""

    mistake: str
    words: str
    operands: Operands
    formula: Formula | None = None
    """Another formula, where that is the mistake."""


@dataclass(frozen=True, eq=False)
class Calculation:
    """One number to be worked out."""

    id: str
    """What `tinynet.Trace` calls it: `hidden_sums[0]`."""
    formula: Formula
    operands: Operands
    asked: str
    """What is asked, marked up, in a few words: `What reaches Jay 0`."""
    symbol: str
    """What it is called, marked up: `z`."""
    written: str
    """The formula, marked up, without its left side."""
    lit: MapParts
    """Parts of the map in play."""
    travel: tuple[str, str] | None = None
    instead: tuple[Instead, ...] = ()
    stage: str = ""
    """Which part of the way it belongs to: forward, error, blame, update, again."""
    whose: str = ""
    """The node or the weight that it is of, marked up: `[jay]Jay 0[/]`."""

    @cached_property
    def values(self) -> Values:
        """What the operands are in truth, by their part."""
        return {part: tuple(o.value for o in group) for part, group in self.operands.items()}

    @cached_property
    def value(self) -> float:
        """What comes out."""
        return self.formula.compute(self.values, RIGHTLY)

    @cached_property
    def spread(self) -> Spread:
        """What may come out with the operands as they are shown."""
        return spread_of(lambda of: self.formula.compute(of, RIGHTLY), self.operands)

    @property
    def all_operands(self) -> tuple[Operand, ...]:
        """All of them, one after another."""
        return tuple(one for group in self.operands.values() for one in group)
