"""Every line of arithmetic is right as it is printed, which is checked in decimal arithmetic."""

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.story.arithmetic import (
    change_of,
    difference_of,
    product_of,
    sigmoid_digits,
    weighted_sum,
)
from scenes.story.numbers import MINUS, number

WEIGHTS = st.floats(-1e3, 1e3)
SAID = st.floats(0, 1)
TINY = st.builds(lambda m, e: m * 10.0**e, st.floats(-10, 10), st.integers(-18, 0))
CHANGES = WEIGHTS | TINY
TERMS = st.lists(st.tuples(CHANGES, SAID | TINY), min_size=1, max_size=12)


def read(text: str) -> Decimal:
    """Read a printed number as a person would."""
    return Decimal(text.replace(MINUS, "-"))


def decimals_of(text: str) -> int:
    return len(text.partition(".")[2])


def is_product(factors: tuple[str, ...], product: str) -> bool:
    """Tell whether the printed product is that of the printed factors, rounded."""
    exact = math.prod(map(read, factors), start=Decimal(1))
    return abs(exact - read(product)) <= Decimal(10) ** -decimals_of(product) / 2


@given(TERMS, st.none() | st.integers(1, 12))
def test_printed_products_and_remainder_add_up(terms, largest):
    told = weighted_sum(*zip(*terms, strict=True), largest=largest)
    for term in told.terms:
        assert is_product(term.factors, term.product), term
    printed = [term.product for term in told.terms] + [left.printed for left in told.left]
    assert sum(map(read, printed)) == read(told.total)
    assert sum(left.count for left in told.left) == len(terms) - len(told.terms)
    others = {i: w * x for i, (w, x) in enumerate(terms)}
    for term in told.terms:
        del others[term.index]
    for left in told.left:
        if left.count:
            assert abs(sum(others.values()) - float(read(left.printed))) < 0.51 * 10**-told.digits
        else:
            assert left.printed == told.rounding
    assert {decimals_of(text) for text in [*printed, told.total]} == {told.digits}


@given(TERMS, st.none() | st.integers(1, 12))
def test_the_sum_so_far_ends_at_the_total(terms, largest):
    told = weighted_sum(*zip(*terms, strict=True), largest=largest)
    steps = [term.product for term in told.terms] + [left.printed for left in told.left]
    so_far = [read(text) for text in told.running]
    assert so_far == [sum(map(read, steps[: i + 1])) for i in range(len(steps))]
    assert so_far[-1] == read(told.total)


@pytest.mark.slow
@given(TERMS, st.integers(1, 12))
def test_the_largest_terms_are_told(terms, largest):
    told = weighted_sum(*zip(*terms, strict=True), largest=largest)
    sizes = sorted((abs(w * x) for w, x in terms), reverse=True)
    assert [abs(term.value) for term in told.terms] == sizes[:largest]


@given(CHANGES, st.lists(st.floats(-10, 10) | TINY, max_size=4))
def test_a_printed_product_checks(rate, factors):
    told = product_of(rate, *factors)
    assert is_product(told.factors, told.result), told


@given(CHANGES, CHANGES)
def test_a_printed_change_adds_up(before, change):
    told = change_of(before, change)
    assert read(told.before) + read(told.change) == read(told.after)


@given(CHANGES, CHANGES)
def test_a_printed_difference_checks(minuend, subtrahend):
    told = difference_of(minuend, subtrahend)
    assert read(told.minuend) - read(told.subtrahend) == read(told.result)


@given(st.floats(-1e300, 1e300) | st.floats(-800, 800) | st.floats(-9, 9))
def test_a_printed_sum_gives_the_printed_activation(z):
    def activation(of: float) -> float:
        return 1 / (1 + math.exp(-of)) if of > -700 else 0.0

    from_printed = activation(float(read(number(z, sigmoid_digits(z)))))
    assert abs(from_printed - float(number(activation(z)))) <= 0.0005 + 1e-12
