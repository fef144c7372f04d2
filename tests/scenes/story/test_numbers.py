"""A number by itself: its sign, its length, and how it is read back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.story.numbers import (
    MINUS,
    aligned,
    counted,
    grouped,
    number,
    percent,
    plain,
    read_printed,
    short,
    short_count,
    signed,
    spelled,
    sub,
    time_left,
)


@given(st.floats(allow_nan=False, allow_infinity=False), st.integers(0, 15))
def test_zero_has_no_sign(value, digits):
    for text in (number(value, digits), signed(value, digits)):
        assert text.startswith((MINUS, "+")) <= (read_printed(text) != 0)
        assert "-" not in text


@given(st.floats(-1e6, 1e6), st.integers(1, 8))
def test_a_short_number_fits(value, width):
    assert len(short(value, width)) <= width


@pytest.mark.parametrize(
    ("value", "text"), [(0.1, "0.1"), (2.0, "2"), (100.0, "100"), (0.0, "0"), (-0.5, "−0.5")]
)
def test_a_chosen_number_has_no_trailing_zeros(value, text):
    assert plain(value) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "0:00"), (0.2, "0:01"), (59.5, "1:00"), (3599.9, "1 h 00"), (7510, "2 h 05")],
)
def test_a_time_to_wait_is_short_and_over_only_at_its_end(seconds, text):
    assert time_left(seconds) == text


@given(st.lists(st.floats(-1e4, 1e4), min_size=1, max_size=9), st.integers(1, 8))
def test_numbers_below_each_other_have_as_many_decimals_where_all_of_them_fit(values, width):
    texts = aligned(values, width)
    assert all(len(text) <= width for text in texts)
    if all(len(number(value, 0)) <= width for value in values):
        assert len({len(text.partition(".")[2]) for text in texts}) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (counted(1, "Jay"), "1 Jay"),
        (counted(0, "Jay"), "0 Jays"),
        (counted(60_000, "digit"), "60,000 digits"),
        (grouped(60_000), "60,000"),
        (grouped(-1234.5), "−1,234.5"),
        (grouped(0.05), "0.05"),
        (spelled(10), "ten"),
        (spelled(13), "13"),
        (percent(0.9751), "97.5 %"),
        (short_count(100), "100"),
        (short_count(2500), "2.5k"),
        (short_count(60_000), "60k"),
        (short_count(1_200_000), "1.2M"),
        (short_count(12_345), "12345"),
        (sub(17), "₁₇"),
    ],
)
def test_what_is_counted_is_in_few_characters(text, expected):
    assert text == expected
