"""Marked-up words: what the story writes, and every renderer says in its own way.

``[jay]Jay 17[/]`` marks a term of the story or the network, ``[do:learning-rate]turn it[/]`` an
action that the reader can take, ``[to:weighted-sum.products]the products[/]`` a link to a beat.
Marks nest, and ``[/]`` ends the innermost. ``\\[`` and ``\\\\`` are a bracket and a backslash.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

TERMS = frozenset(
    (
        "you",
        "speak",
        "jay",
        "tell",
        "lola",
        "meant",
        "error",
        "rate",
        "sum",
        "positive",
        "negative",
        "dim",
        "bold",
    )
)
"""What may be marked by its name: terms, signs of numbers, and two kinds of stress."""

Kind = Literal["term", "action", "link"]

_MARK = re.compile(r"\\([\\\[])|\[(/|(?:do|to):[a-z0-9.-]+|[a-z]+(?: [a-z]+)*)\]")


@dataclass(frozen=True)
class Span:
    """A marked stretch of words: from ``start`` up to ``end``, counted in characters."""

    start: int
    end: int
    kind: Kind
    name: str
    """Terms separated by spaces, an action's id, or a beat's."""


@dataclass(frozen=True)
class Words:
    """Words without their marks, and where the marks were, the outer before the inner."""

    plain: str
    spans: tuple[Span, ...]


@lru_cache(maxsize=4096)
def parsed(markup: str) -> Words:
    """Read marked-up words. What is in brackets and marks nothing stays as it is.

    Raises :class:`ValueError` for a mark that is never ended, or an end without a mark.
    """
    plain: list[str] = []
    length, position = 0, 0
    opened: list[tuple[int, int, Kind, str]] = []
    spans: list[tuple[int, Span]] = []

    def add(text: str) -> None:
        nonlocal length
        plain.append(text)
        length += len(text)

    for number, found in enumerate(_MARK.finditer(markup)):
        add(markup[position : found.start()])
        position = found.end()
        character, name = found.groups()
        if character:
            add(character)
        elif name == "/":
            if not opened:
                raise ValueError(f"an end without a mark at {found.start()}: {markup!r}")
            order, start, kind, value = opened.pop()
            spans.append((order, Span(start, length, kind, value)))
        elif (marked := _kind_of(name)) is None:
            add(f"[{name}]")
        else:
            opened.append((number, length, marked, name.partition(":")[2] or name))
    if opened:
        raise ValueError(f"a mark that is never ended, {opened[-1][3]}: {markup!r}")
    add(markup[position:])
    return Words("".join(plain), tuple(span for _, span in sorted(spans, key=lambda s: s[0])))


def _kind_of(name: str) -> Kind | None:
    if name.startswith("do:"):
        return "action"
    if name.startswith("to:"):
        return "link"
    return "term" if set(name.split()) <= TERMS else None


def plain(markup: str) -> str:
    """Return the words without their marks."""
    return parsed(markup).plain


def escaped(text: str) -> str:
    """Return text from outside so that nothing in it marks anything."""
    return re.sub(r"([\\\[])", r"\\\1", text)
