"""What the reader typed, read as a number: 0.53, 53 %, 0,53, or 0.1×0.47×0.25×0.53.

A small calculator of its own, as nothing typed may ever be run: digits, + − × / ^, brackets, per
cent, and e, the base of the exponential. A point and a comma are both decimal marks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Context, Decimal, DecimalException, DivisionByZero, InvalidOperation, Overflow
from math import isfinite

from scenes.story.limits import LimitError

LONGEST = 200
"""Characters of an answer."""
DEEPEST = 30
"""Brackets, and signs, within each other."""
MOST_POWER = 1000
PRECISION = 40
EXPECTED = "a number such as 0.53, or arithmetic such as 0.1*0.47"
TYPED = frozenset("0123456789.,+-−–*×·/÷:()^%eE² ")
"""Every character that an answer may have."""

_SPELLINGS = str.maketrans("−–×·÷:,\N{NO-BREAK SPACE}", "--**//. ")
_TOKEN = re.compile(r"\s*((?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|\*\*|[-+*/^()%e²])")
_NUMBER = re.compile(
    r"(?P<sign>[+-]?)\s*(?P<whole>\d*)\.?(?P<fraction>\d*)(?:[eE](?P<power>[+-]?\d+))?\s*(?P<cent>%?)"
)


@dataclass(frozen=True)
class Answer:
    """A number that was typed, and how far it may be rounded."""

    value: float
    half: float
    """Half a unit of its last digit; 0 for arithmetic, which is as exact as its numbers."""

    @property
    def low(self) -> float:
        """The least that rounds to it."""
        return self.value - self.half

    @property
    def high(self) -> float:
        """The most that rounds to it."""
        return self.value + self.half


def read_answer(text: str) -> Answer:
    """Read a number or arithmetic. Raises :class:`LimitError` for anything else."""
    if len(text) > LONGEST:
        raise LimitError(f"at most {LONGEST} characters", f"{text[:20]}…")
    spelled = text.translate(_SPELLINGS).strip().removeprefix("=").strip()
    try:
        value = float(_Calculator(spelled).result())
    except _NoNumberError as error:
        raise LimitError(f"{EXPECTED}{error}", text) from error
    except (DivisionByZero, InvalidOperation) as error:
        raise LimitError("arithmetic that has a result: not a division by 0", text) from error
    except (Overflow, DecimalException, OverflowError) as error:
        raise LimitError("a number that is not so large", text) from error
    if not isfinite(value):
        raise LimitError("a number that is not so large", text)
    return Answer(value, _half(spelled))


def _half(spelled: str) -> float:
    """Return half a unit of the last digit of what is one number; 0 for what is more."""
    found = _NUMBER.fullmatch(spelled)
    if found is None:
        return 0.0
    last = int(found["power"] or 0) - len(found["fraction"]) - 2 * bool(found["cent"])
    return 0.5 * 10.0**last


class _NoNumberError(Exception):
    """Says what was missing where."""


class _Calculator:
    """Reads from the left to the right, one token ahead: sums of products of powers."""

    def __init__(self, text: str) -> None:
        traps = [DivisionByZero, InvalidOperation, Overflow]
        self._context = Context(prec=PRECISION, Emax=10_000, Emin=-10_000, traps=traps)
        self._tokens: list[str] = []
        position = 0
        while position < len(text):
            found = _TOKEN.match(text, position)
            if found is None:
                raise _NoNumberError(f", without {text[position:].strip()[:1]!r}")
            self._tokens.append(found[1])
            position = found.end()
        self._at = self._depth = 0

    def result(self) -> Decimal:
        value = self._sum()
        if self._next is not None:
            raise _NoNumberError(f", without what begins with {self._next!r} after it")
        return value

    @property
    def _next(self) -> str | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _take(self, *wanted: str) -> str | None:
        token = self._next
        if token is None or token not in wanted:
            return None
        self._at += 1
        return token

    def _sum(self) -> Decimal:
        value = self._product()
        while sign := self._take("+", "-"):
            other = self._product()
            value = (self._context.add if sign == "+" else self._context.subtract)(value, other)
        return value

    def _product(self) -> Decimal:
        value = self._signed()
        while True:
            if self._take("/"):
                value = self._context.divide(value, self._signed())
            elif self._take("*") or self._next in ("(", "e"):
                # As it is written on paper: 0.62(1 − 0.62).
                value = self._context.multiply(value, self._signed())
            else:
                return value

    def _signed(self) -> Decimal:
        self._depth += 1
        if self._depth > DEEPEST:
            raise _NoNumberError(", not so deep in brackets")
        if sign := self._take("+", "-"):
            value = self._signed()
            value = self._context.minus(value) if sign == "-" else value
        else:
            value = self._power()
        self._depth -= 1
        return value

    def _power(self) -> Decimal:
        is_e = self._next == "e"
        base = self._plain()
        if not self._take("^", "**"):
            return base
        exponent = self._signed()
        if is_e:
            return self._context.exp(exponent)
        if exponent != exponent.to_integral_value() or abs(exponent) > MOST_POWER:
            raise _NoNumberError(f", with whole powers up to {MOST_POWER}, or e^0.39")
        return self._context.power(base, exponent)

    def _plain(self) -> Decimal:
        token = self._next
        self._at += 1
        if token is None:
            raise _NoNumberError(", with a number at its end")
        if token == "(":
            value = self._sum()
            if not self._take(")"):
                raise _NoNumberError(", with every bracket closed")
        elif token == "e":
            value = self._context.exp(Decimal(1))
        elif token[0].isdigit() or token[0] == ".":
            value = self._context.create_decimal(token)
        else:
            raise _NoNumberError(f", with a number before {token!r}")
        while mark := self._take("%", "²"):
            value = (
                self._context.multiply(value, value)
                if mark == "²"
                else self._context.divide(value, Decimal(100))
            )
        return value
