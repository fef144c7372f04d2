"""The formulas that are practised, as functions of named operands.

Each is `tinynet.Trace`'s arithmetic for a single node, written so that a mistake can be made in it:
with another slope, another curve, or what was worked out in between rounded.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tinynet import sigmoid

Values = Mapping[str, tuple[float, ...]]
"""Operands by the part they play: ``weights``, ``inputs``, ``rate`` …"""

FARTHEST = -700.0
"""Sums below, where e^(−z) would leave a float's range."""
NUDGES_APART = 0.0002
"""How far a weight that is made a little smaller is from the one that is made a little larger."""


def curve(z: float) -> float:
    """Return σ(z), of a single number."""
    return float(sigmoid(z))


@dataclass(frozen=True)
class Method:
    """How it is worked out: rightly, unless told otherwise."""

    slope: Callable[[float], float] = lambda y: y * (1 - y)
    activation: Callable[[float], float] = curve
    kept: Callable[[float], float] = lambda value: value
    """What is kept of a result in between."""


RIGHTLY = Method()


@dataclass(frozen=True)
class Formula:
    """A formula: its name, and what it gives."""

    id: str
    compute: Callable[[Values, Method], float]


def _weighted_sum(of: Values, how: Method) -> float:
    return sum(how.kept(w * x) for w, x in zip(of["weights"], of["inputs"], strict=True))


def _arriving(of: Values) -> float:
    """Return what goes onto the curve: the weighted sum, and the bias where there is one."""
    return of["sum"][0] + sum(of.get("bias", ()))


def _activation(of: Values, how: Method) -> float:
    return how.activation(_arriving(of))


def _power(of: Values, how: Method) -> float:
    return math.exp(min(-_arriving(of), -FARTHEST))


def _difference(of: Values, how: Method) -> float:
    return of["target"][0] - of["output"][0]


def _slope(of: Values, how: Method) -> float:
    return how.slope(of["output"][0])


def _half_squares(of: Values, how: Method) -> float:
    return 0.5 * sum(how.kept(e * e) for e in of["errors"])


def _blame(of: Values, how: Method) -> float:
    return sum(how.kept(v * e) for v, e in zip(of["weights"], of["errors"], strict=True))


def _gradient_blame(of: Values, how: Method) -> float:
    parts = zip(of["weights"], of["errors"], of["outputs"], strict=True)
    return sum(how.kept(v * how.kept(e * how.kept(how.slope(y)))) for v, e, y in parts)


def _change(of: Values, how: Method) -> float:
    (rate,), (error,), (output,) = (of[part] for part in ("rate", "error", "output"))
    return rate * error * how.kept(how.slope(output)) * math.prod(of.get("input", ()))


def _after(of: Values, how: Method) -> float:
    return of["weight"][0] + of["change"][0]


def _product(of: Values, how: Method) -> float:
    return of["factors"][0] * of["factors"][1]


def _total(of: Values, how: Method) -> float:
    return sum(of["terms"])


def _scaled(of: Values, how: Method) -> float:
    return how.kept(of["pixel"][0] / 255) * 0.99 + 0.01


def _nudged(of: Values, how: Method) -> float:
    less, more = of["losses"]
    return (less - more) / NUDGES_APART


WEIGHTED_SUM = Formula("weighted-sum", _weighted_sum)
"""z = Σ w·x."""
ACTIVATION = Formula("activation", _activation)
"""σ(z) = 1 / (1 + e^(−z)); with a bias σ(z + b)."""
POWER = Formula("power", _power)
"""e^(−z), on the way to σ(z); with a bias e^(−(z + b))."""
DIFFERENCE = Formula("difference", _difference)
"""e = t − y."""
SLOPE = Formula("slope", _slope)
"""y(1−y)."""
HALF_SQUARES = Formula("half-squares", _half_squares)
"""½ Σ e²."""
BLAME = Formula("blame", _blame)
"""E = Σ v·e, the recipe's."""
GRADIENT_BLAME = Formula("gradient-blame", _gradient_blame)
"""E = Σ v·e·y(1−y), the gradient's."""
CHANGE = Formula("change", _change)
"""Δ = η · e · y(1−y) · what came in; of an input weight with E and h. Into a bias comes 1."""
AFTER = Formula("after", _after)
"""The weight, or the bias, plus its change."""
PRODUCT = Formula("product", _product)
TOTAL = Formula("total", _total)
SCALED = Formula("scaled", _scaled)
"""x = pixel / 255 × 0.99 + 0.01."""
NUDGED = Formula("nudged", _nudged)
"""How fast ½ Σ e² falls: what it is with less, minus with more, over how far these are apart."""
