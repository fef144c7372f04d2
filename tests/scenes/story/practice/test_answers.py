"""What is typed is read as a number, by any spelling, and never run."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.story.limits import LimitError
from scenes.story.practice.answers import LONGEST, TYPED, read_answer


@pytest.mark.parametrize(
    ("text", "value", "half"),
    [
        ("0.53", 0.53, 0.005),
        ("0,530", 0.53, 0.0005),
        (".5", 0.5, 0.05),
        ("−0.53", -0.53, 0.005),
        ("– 0,5", -0.5, 0.05),
        ("53%", 0.53, 0.005),
        ("53,1 %", 0.531, 0.0005),
        ("7", 7, 0.5),
        ("1.2e-3", 0.0012, 0.00005),
        ("= 0.5", 0.5, 0.05),
        ("0.1*0.47*0.25*0.53", 0.1 * 0.47 * 0.25 * 0.53, 0),
        ("0,1 × 0,47", 0.047, 0),
        ("0.5·(1−0.5)", 0.25, 0),
        ("0.62(1−0.62)", 0.62 * 0.38, 0),
        ("1/4", 0.25, 0),
        ("1:4", 0.25, 0),
        ("1 / (1 + e^(−0.3))", 1 / (1 + math.exp(-0.3)), 0),
        ("1/(1+e^-0.3)", 1 / (1 + math.exp(-0.3)), 0),
        ("-2^2", -4, 0),
        ("2^-1", 0.5, 0),
        ("0.5²/2", 0.125, 0),
        ("2^3^2", 512, 0),
        ("1-2-3", -4, 0),
        ("8/4/2", 1, 0),
        ("-0.3*-0.5", 0.15, 0),
    ],
)
def test_reads(text, value, half):
    answer = read_answer(text)
    assert answer.value == pytest.approx(value, rel=1e-12)
    assert answer.half == pytest.approx(half, rel=1e-9)


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "abc", "0.5.3", "1..2", "(", "()", "1+", "*2", "1 2", "2)", "--", "e^", "1/0"),
        *("0^-1", "__import__('os')", "9**9**9", "9^999^9", "2^0.5", "1e99999", "0.5; 1", "nan"),
        *("e^(e^(e^(e^9)))", "1,234.5", "%", "5%%%x", "(" * 50 + "1" + ")" * 50, "1" * 201),
    ],
)
def test_refuses_in_one_sentence(text):
    with pytest.raises(LimitError, match=r"^expected .*, found ") as told:
        read_answer(text)
    assert "\n" not in str(told.value)


def test_who_writes_e_in_digits_is_told_how_it_is_written():
    with pytest.raises(LimitError, match=r"or e\^0\.39, found"):
        read_answer("1/(1+2.71828^0.39)")
    assert read_answer("1/(1+e^0.39)").value == pytest.approx(0.4037173)


@given(st.text(max_size=LONGEST + 5) | st.text(alphabet=sorted(TYPED), max_size=40))
def test_gives_a_finite_number_or_refuses(text):
    try:
        answer = read_answer(text)
    except LimitError:
        return
    assert math.isfinite(answer.value)
    assert answer.half >= 0


@st.composite
def written(draw, depth=3):
    """Arithmetic as text, and what it gives, by fractions."""
    if depth == 0 or draw(st.booleans()):
        digits = draw(st.integers(0, 9999))
        places = draw(st.integers(0, 4))
        text = f"{digits / 10**places:.{places}f}"
        value = Fraction(text)
        return draw(st.sampled_from([text, text.replace(".", ",")])), value
    left, a = draw(written(depth - 1))
    right, b = draw(written(depth - 1))
    signs = {"+": a + b, "-": a - b, "−": a - b, "*": a * b, "×": a * b}
    if b:
        signs |= {"/": a / b, ":": a / b}
    sign = draw(st.sampled_from(sorted(signs)))
    return f"({left} {sign}{right})", signs[sign]


@given(written())
def test_calculates_as_fractions_do(pair):
    text, value = pair
    assert Fraction(read_answer(text).value) == pytest.approx(value, rel=1e-12, abs=1e-12)
