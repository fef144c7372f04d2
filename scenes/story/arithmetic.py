"""Arithmetic as it is printed: sums, products and changes that check with a calculator.

A rounded factor times a rounded factor is not always the rounded product. So every line of
arithmetic on the screen picks its own digits: the fewest with which the printed numbers give the
printed result.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import accumulate

import numpy as np
from numpy.typing import ArrayLike

from scenes.story.late import dataclass
from scenes.story.numbers import (
    MINUS,
    counted,
    decimals,
    number,
    plain,
    read_printed,
    rounded,
    signed,
)

MOST_MORE_DIGITS = 2
MOST_MORE_FACTOR_DIGITS = 4
MOST_ADDING_DIGITS = 12
"""With more, a product in the thousands would show where a float ends."""
MOST_FACTOR_DIGITS = 24
"""Beyond the digits of a float, as a factor may be far smaller than what it is multiplied by."""

Line = tuple[Sequence[float | Decimal], float | Decimal]
"""A line of arithmetic: its factors and its result."""


def checking_digits(
    compute: Callable[..., Decimal], lines: Sequence[Line], digits: int, start: int
) -> int:
    """The fewest decimals, from ``start``, with which all lines' factors give their results.

    ``compute`` takes one line's factors as printed; results are printed with ``digits`` decimals.
    Lines are searched together, as what checks with five decimals may fail with six.
    """
    half = Decimal(5).scaleb(-digits - 1)

    def furthest(candidate: int) -> Decimal:
        return max(
            (
                abs(compute(*(rounded(f, candidate) for f in factors)) - rounded(result, digits))
                for factors, result in lines
            ),
            default=Decimal(0),
        )

    # Just half a digit off, a reader may round the other way. But some factors, few digits as they
    # are, give just that with however many.
    for candidate in range(start, start + MOST_MORE_FACTOR_DIGITS):
        if furthest(candidate) < half:
            return candidate
    for candidate in range(start, MOST_FACTOR_DIGITS):
        if furthest(candidate) <= half:
            return candidate
    return MOST_FACTOR_DIGITS


def adding_digits(terms: Sequence[float | Decimal], total: float, start: int) -> int:
    """The fewest decimals, from ``start``, with which the printed terms add up to the total.

    If not even ``MOST_ADDING_DIGITS`` do, that many; the caller then prints a remainder.
    """
    for digits in range(start, MOST_ADDING_DIGITS):
        if sum(rounded(term, digits) for term in terms) == rounded(total, digits):
            return digits
    return max(start, MOST_ADDING_DIGITS)


@dataclass(frozen=True)
class Term:
    """One product of a printed sum. ``index`` says which node it comes from."""

    index: int
    factors: tuple[str, ...]
    product: str
    value: float


@dataclass(frozen=True)
class Remainder:
    """A line of a printed sum for what has no line of its own: ``count`` terms, or rounding (0)."""

    count: int
    printed: str
    value: float

    def words(self, name: str) -> str:
        """Name what it is of: so many others, or what rounding left."""
        return counted(self.count, name) if self.count else "rounding"


@dataclass(frozen=True)
class Sum:
    """A weighted sum told as its largest terms and what is left, adding up as printed."""

    terms: tuple[Term, ...]
    left: tuple[Remainder, ...]
    """What the other terms add, if there are any, and what rounding leaves, if it does."""
    running: tuple[str, ...]
    """The sum so far after each term, and after each of what is left."""
    total: str
    total_value: float
    digits: int

    @property
    def rounding(self) -> str:
        """What rounding leaves; empty if nothing."""
        return next((left.printed for left in self.left if not left.count), "")

    def shortened(self, most: int) -> Sum:
        """Return the same sum, told as its ``most`` largest terms in their order, and what is left.

        It adds up as printed, with the same decimals.
        """
        if len(self.terms) <= most:
            return self
        largest = sorted(self.terms, key=lambda term: -abs(term.value))[:most]
        terms = tuple(term for term in self.terms if term in largest)
        others = sum(left.count for left in self.left) + len(self.terms) - len(terms)
        return _sum(terms, others, self.total_value, self.digits)


def _sum(terms: tuple[Term, ...], others: int, total: float, digits: int) -> Sum:
    """Return a sum told as these terms, so many others in one line, and what rounding leaves."""
    printed = [read_printed(term.product) for term in terms]
    left = []
    if others:
        rest = total - sum(term.value for term in terms)
        left.append(Remainder(others, signed(rest, digits), rest))
        printed.append(rounded(rest, digits))
    if rounding := rounded(total, digits) - sum(printed):
        left.append(Remainder(0, signed(rounding, digits), float(rounding)))
        printed.append(rounding)
    return Sum(
        terms=terms,
        left=tuple(left),
        running=tuple(number(value, digits) for value in accumulate(printed)),
        total=number(total, digits),
        total_value=total,
        digits=digits,
    )


def weighted_sum(
    weights: ArrayLike, values: ArrayLike, *, largest: int | None = None, digits: int = 3
) -> Sum:
    """Tell ``Σ wᵢ·xᵢ`` as its ``largest`` contributions (all, if None), the others in one line.

    ``weights`` and ``values`` have shape (n,). Each printed product is what the printed
    factors give; the printed products, the others and what rounding leaves give the printed total.
    """
    w, x = np.asarray(weights, dtype=float), np.asarray(values, dtype=float)
    products = w * x
    total = float(products.sum())
    count = len(products) if largest is None else min(largest, len(products))
    chosen = np.argsort(-np.abs(products), kind="stable")[:count]
    if largest is None:
        chosen = np.arange(len(products))
    digits = decimals(float(np.abs(products).max(initial=0)), 2, least=digits)
    # In decimals, as a product in floats may round the other way than the reader's.
    exact = [Decimal(float(w[i])) * Decimal(float(x[i])) for i in chosen]
    if count == len(products):
        # A digit or two more may make the rounding come out; if not, it gets a line of its own.
        enough = adding_digits(exact, total, digits)
        digits = enough if enough <= digits + MOST_MORE_DIGITS else digits
    lines = [((w[i], x[i]), product) for i, product in zip(chosen, exact, strict=True)]
    factor_digits = checking_digits(lambda a, b: a * b, lines, digits, digits + 1)
    terms = tuple(
        Term(
            int(i),
            (number(w[i], factor_digits), number(x[i], factor_digits)),
            signed(product, digits),
            float(products[i]),
        )
        for i, product in zip(chosen, exact, strict=True)
    )
    return _sum(terms, len(products) - count, total, digits)


def sigmoid_digits(weighted_sum: float, digits: int = 3) -> int:
    """Decimals of z with which σ(z as printed) rounds to the printed activation."""
    line = ((weighted_sum,), float(sigmoid_by_hand(Decimal(weighted_sum))))
    return checking_digits(sigmoid_by_hand, [line], digits, 3)


def sigmoid_by_hand(z: Decimal) -> Decimal:
    """Return σ(z) of what is printed, as who works it out gets it: `tinynet.sigmoid` takes floats.

    0 or 1 far out, where e^(−z) would leave even a decimal's range.
    """
    return 1 / (1 + (-z).exp()) if abs(z) < 1000 else Decimal(z > 0)


@dataclass(frozen=True)
class Product:
    """A printed product of several factors: enough digits that it checks."""

    factors: tuple[str, ...]
    result: str


def product_of(*factors: float, figures: int = 3, least: int = 3) -> Product:
    """Print a product with so many significant figures, and its factors so that it checks."""
    return products_of(factors, figures=figures, least=least)[0]


def products_of(*lines: Sequence[float], figures: int = 3, least: int = 3) -> tuple[Product, ...]:
    """Print products that stand one below the other, with the same decimals, so that each checks.

    The smallest has so many significant figures.
    """
    results = [math.prod(factors) for factors in lines]
    digits = max(decimals(result, figures, least=least) for result in results)
    enough = checking_digits(
        lambda *f: math.prod(f), list(zip(lines, results, strict=True)), digits, 4
    )
    # A factor that is short as it stands (a learning rate of 0.1) stays as it stands.
    return tuple(
        Product(
            tuple(plain(f) if f == round(f, 3) else number(f, enough) for f in factors),
            number(result, digits),
        )
        for factors, result in zip(lines, results, strict=True)
    )


@dataclass(frozen=True)
class Change:
    """A weight before, its change and after, or a sum and its bias, printed so that they add up."""

    before: str
    change: str
    after: str

    @property
    def sum(self) -> str:
        """The addition, ``before + change``, with the change's sign between them."""
        if self.change[0] in ("+", MINUS):
            return f"{self.before} {self.change[0]} {self.change[1:]}"
        return f"{self.before} + {self.change}"


def change_of(before: float, change: float, figures: int = 3) -> Change:
    """Print ``before + change = after`` with the same decimals throughout, adding up."""
    after = before + change
    digits = adding_digits((before, change), after, decimals(change, figures))
    # Where a float ends, no number of digits may do: the last one then follows the other two.
    printed = rounded(before, digits) + rounded(change, digits)
    return Change(number(before, digits), signed(change, digits), number(printed, digits))


def with_bias(weighted_sum: float, bias: float) -> Change:
    """Print ``z + b`` so that it adds up, and so that σ of it rounds to the printed activation."""
    total = weighted_sum + bias
    digits = adding_digits((weighted_sum, bias), total, sigmoid_digits(total))
    printed = rounded(weighted_sum, digits) + rounded(bias, digits)
    return Change(number(weighted_sum, digits), signed(bias, digits), number(printed, digits))


@dataclass(frozen=True)
class Difference:
    """A subtraction, printed so that it checks."""

    minuend: str
    subtrahend: str
    result: str


def difference_of(minuend: float, subtrahend: float, start: int = 3) -> Difference:
    """Print ``minuend − subtrahend`` with the same decimals throughout, right as printed."""
    result = minuend - subtrahend
    digits = adding_digits((minuend, -subtrahend), result, decimals(result, 2, least=start))
    printed = rounded(minuend, digits) - rounded(subtrahend, digits)
    return Difference(number(minuend, digits), number(subtrahend, digits), signed(printed, digits))
