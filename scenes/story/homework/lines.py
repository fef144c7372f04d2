"""Lines of arithmetic: every one right as it is printed.

Not what the lines are about, which the sections tell; nor how wide they are, which is for whoever
lays them out.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from scenes.story.arithmetic import (
    MOST_FACTOR_DIGITS,
    MOST_MORE_DIGITS,
    adding_digits,
    checking_digits,
    difference_of,
    sigmoid_by_hand,
    weighted_sum,
)
from scenes.story.figures import Floats
from scenes.story.numbers import MINUS, decimals, number, plain, read_printed, rounded, signed

DIGITS = 6
"""Decimals that a result has at least."""
FIGURES = 4
"""Significant figures that a result has at least, unless it is nearly zero."""
GIVEN_DIGITS = 10
"""Decimals after which a number of the file is cut where it is only listed."""
POWER_FIGURES = 8
MOST_WORKED = 30.0
"""Sums beyond are put on the curve in one step, as e^(−z) would be a number of many digits."""


@dataclass(frozen=True)
class LineEntry:
    """A number or a few words, and the sign of arithmetic before it."""

    text: str
    sign: str = ""
    style: str = ""


@dataclass(frozen=True)
class Line:
    """One line: whose it is, marked up, and its arithmetic."""

    name: str
    entries: tuple[LineEntry, ...]


@dataclass(frozen=True)
class LineBlock:
    """Lines whose columns are aligned, under a title and perhaps the columns' names."""

    lines: tuple[Line, ...]
    title: str = ""
    header: tuple[str, ...] = ()


def _tidy(value: float, text: str) -> str:
    """Return a number without trailing zeros if it is exact as printed: a weight of 0.4."""
    exact = read_printed(text) == Decimal(repr(float(value)))
    return plain(value) if exact else text


def listed(value: float) -> str:
    """Return a number of the file as short as it is there, unless it is very long."""
    return _tidy(value, number(value, GIVEN_DIGITS))


def _checking(
    compute: Callable[..., Decimal], factors: Sequence[float], result: Decimal
) -> tuple[int, int]:
    """Return the decimals of a result, and those of its factors, with which the line checks.

    Whoever rounds a last 5 up and whoever rounds it down find the same, if that can be had.
    """
    least = decimals(float(result), FIGURES, least=DIGITS)
    for digits in range(least, least + MOST_MORE_DIGITS + 1):
        half, shown = Decimal(5).scaleb(-digits - 1), rounded(result, digits)

        def off(*printed: Decimal, half: Decimal = half, shown: Decimal = shown) -> Decimal:
            value = compute(*printed)
            # Just between two, it is to count as neither of them.
            between = value % (2 * half) in (half, -half)
            return value + (4 * half).copy_sign(value - shown) if between else value

        enough = checking_digits(off, [(factors, result)], digits, DIGITS)
        if enough < MOST_FACTOR_DIGITS:
            return digits, enough
    return least, checking_digits(compute, [(factors, result)], least, DIGITS)


def product_line(name: str, *factors: float) -> Line:
    """Print a product with enough digits that it checks."""
    result = math.prod(map(Decimal, factors), start=Decimal(1))
    digits, enough = _checking(lambda *f: math.prod(f), factors, result)
    first, *others = (_tidy(f, number(f, enough)) for f in factors)
    entries = [LineEntry(first), *(LineEntry(text, "×") for text in others)]
    return Line(name, (*entries, LineEntry(signed(result, digits), "=")))


def sum_lines(
    weights: Floats, values: Floats, names: Sequence[str], total: str
) -> tuple[Line, ...]:
    """Print a weighted sum, a product a line."""
    worked = weighted_sum(weights, values, digits=DIGITS)
    lines = [
        Line(
            name,
            (
                LineEntry(_tidy(weights[term.index], term.factors[0])),
                LineEntry(_tidy(values[term.index], term.factors[1]), "×"),
                LineEntry(term.product, "="),
            ),
        )
        for name, term in zip(names, worked.terms, strict=True)
    ]
    blank = (LineEntry(""), LineEntry(""))
    if worked.rounding:
        lines.append(Line("[dim]rounding[/]", (*blank, LineEntry(worked.rounding, "="))))
    lines.append(Line(total, (*blank, LineEntry(worked.total, "="))))
    return tuple(lines)


def sigmoid_lines(name: str, weighted_sum: float) -> tuple[Line, ...]:
    """Print σ(z) in two steps: first e^(−z), then one divided by one more."""
    z = Decimal(weighted_sum)
    if abs(weighted_sum) > MOST_WORKED:
        # Nobody computes e^(10 000 000) by hand, and some calculators do not either.
        h = sigmoid_by_hand(z)
        digits, enough = _checking(sigmoid_by_hand, (weighted_sum,), h)
        power = f"1 / (1 + e^({_tidy(-weighted_sum, number(-z, enough))}))"
        return (Line(name, (LineEntry(power), LineEntry(number(h, digits), "="))),)
    # Not a float: just between two of what is printed, the line below may need more digits.
    power_of = (-z).exp()
    h = 1 / (1 + power_of)
    digits = decimals(float(h), FIGURES, least=DIGITS)
    figures = decimals(float(power_of), POWER_FIGURES, least=0)
    power_digits = checking_digits(lambda p: 1 / (1 + p), [((power_of,), h)], digits, figures)
    enough = checking_digits(
        lambda z: (-z).exp(), [((weighted_sum,), power_of)], power_digits, DIGITS
    )
    power = number(power_of, power_digits)
    exponent = _tidy(-weighted_sum, number(-z, enough))
    return (
        Line(name, (LineEntry(f"e^({exponent})"), LineEntry(power, "="))),
        Line("", (LineEntry(f"1 / (1 + {power})"), LineEntry(number(h, digits), "="))),
    )


def slope_line(name: str, activation: float) -> Line:
    """Print a (1 − a), with the same digits for both."""
    a = Decimal(activation)
    slope = a * (1 - a)
    digits, enough = _checking(lambda a: a * (1 - a), (activation,), slope)
    printed = number(a, enough)
    return Line(
        name, (LineEntry(f"{printed} × (1 − {printed})"), LineEntry(number(slope, digits), "="))
    )


def difference_line(name: str, minuend: float, subtrahend: float) -> Line:
    """Print a difference with its sign."""
    worked = difference_of(minuend, subtrahend, DIGITS)
    return Line(
        name,
        (
            LineEntry(_tidy(minuend, worked.minuend)),
            LineEntry(_tidy(subtrahend, worked.subtrahend), MINUS),
            LineEntry(worked.result, "="),
        ),
    )


def addition_line(name: str, before: float, change: float) -> Line:
    """Print a weight before, its change and after. Its last digit is what the others add to."""
    start = decimals(change, FIGURES, least=DIGITS)
    digits = adding_digits((before, change), before + change, start)
    after = rounded(before, digits) + rounded(change, digits)
    sign, size = (MINUS, -change) if change < 0 else ("+", change)
    return Line(
        name,
        (
            LineEntry(_tidy(before, number(before, digits))),
            LineEntry(number(size, digits), sign),
            LineEntry(number(after, digits), "="),
        ),
    )
