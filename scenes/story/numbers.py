"""Numbers as they are printed: by themselves, with as many digits as are asked for.

Lines of arithmetic, whose digits have to be enough for a reader's calculator, are in `arithmetic`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal

MINUS = "\N{MINUS SIGN}"
MOST_DIGITS = 15
_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def rounded(value: float | Decimal, digits: int) -> Decimal:
    """The value as it is printed with so many decimals, exactly."""
    return Decimal(f"{value:.{digits}f}")


def number(value: float | Decimal, digits: int = 3, *, sign: bool = False) -> str:
    """The value with so many decimals, a true minus sign, and never a negative zero."""
    text = f"{value:.{digits}f}"
    if text.startswith("-"):
        text = text[1:]
        if float(text) != 0:
            return MINUS + text
    elif sign and float(text) != 0:
        return "+" + text
    return text


def signed(value: float | Decimal, digits: int = 3) -> str:
    """Like :func:`number`, with a plus before what is above zero."""
    return number(value, digits, sign=True)


def plain(value: float) -> str:
    """A number a person chose, as short as it reads back the same: 0.1, 2, 0.05."""
    text = format(Decimal(repr(float(value))), "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return MINUS + text[1:] if text.startswith("-") else text


def grouped(value: float) -> str:
    """A number as :func:`plain` prints it, its thousands apart: 60,000."""
    whole, point, fraction = plain(value).lstrip(MINUS).partition(".")
    return f"{MINUS if value < 0 else ''}{int(whole):,}{point}{fraction}"


def short(value: float, width: int = 4) -> str:
    """As many digits as fit in ``width`` columns, without the leading zero: ``.61``, ``−1.2``."""
    for digits in range(width, -1, -1):
        text = number(value, digits)
        text = text.replace("0.", ".", 1) if text.lstrip(MINUS).startswith("0.") else text
        if len(text) <= width:
            return text
    return MINUS * width if value < 0 else "+" * width


def counted(count: int, name: str) -> str:
    """Name so many of something: 1 Jay, 100 Jays."""
    return f"{count:,} {name}{'' if count == 1 else 's'}"


def be(count: int) -> str:
    """Return the verb for so many: 1 is, 2 are."""
    return "is" if count == 1 else "are"


def spelled(count: int) -> str:
    """Print a small count as a word: ten; others in figures."""
    words = (
        *("no", "one", "two", "three", "four", "five", "six"),
        *("seven", "eight", "nine", "ten", "eleven", "twelve"),
    )
    return words[count] if count < len(words) else f"{count:,}"


def time_left(seconds: float) -> str:
    """Print a time to wait as minutes and seconds, or hours and minutes: 0:46, 2 h 05.

    What has begun counts as whole: 0:00 is left of nothing.
    """
    whole = math.ceil(seconds)
    hours, rest = divmod(whole, 3600)
    return f"{hours:,} h {rest // 60:02}" if hours else f"{whole // 60}:{whole % 60:02}"


def percent(share: float, digits: int = 1) -> str:
    """A share of one as per cent, with so many decimals."""
    return f"{100 * share:.{digits}f} %"


def short_count(count: float) -> str:
    """Return a count in few characters where it is round: 100, 2.5k, 60k, 1.2M; else in full."""
    for size, unit in ((1_000_000, "M"), (1_000, "k")):
        if count >= size and count * 100 % size == 0:
            return f"{plain(count / size)}{unit}"
    return plain(count)


def aligned(values: Sequence[float], width: int = 4) -> list[str]:
    """Print values as :func:`short` does, but all with the same decimals, where that fits."""

    def printed(digits: int) -> list[str]:
        texts = (number(value, digits) for value in values)
        return [
            text.replace("0.", ".", 1) if text.lstrip(MINUS)[:2] == "0." else text for text in texts
        ]

    for digits in range(width, -1, -1):
        texts = printed(digits)
        if all(len(text) <= width for text in texts):
            return texts
    return [short(value, width) for value in values]


def sub(index: int) -> str:
    """An index as subscript digits."""
    return str(index).translate(_SUBSCRIPTS)


def decimals(value: float, figures: int = 3, *, least: int = 3) -> int:
    """How many decimals show so many significant figures of the value."""
    if value == 0 or not math.isfinite(value):
        return least
    return min(MOST_DIGITS, max(least, figures - 1 - math.floor(math.log10(abs(value)))))


def read_printed(text: str) -> Decimal:
    """Return what a number stands for as it is printed, its minus sign included."""
    return Decimal(text.replace(MINUS, "-"))
