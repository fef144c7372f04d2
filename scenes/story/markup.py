"""Marked-up words: what the story writes, and every renderer says in its own way.

``[jay]Jay 17[/]`` marks a term of the story or the network, ``[do:learning-rate]turn it[/]`` an
action that the reader can take, ``[to:weighted-sum.products]the products[/]`` a link to a beat.
``[hue:positive]Orange|Above 0[/]`` is the name of the colour that stands for what is above zero,
and what is said where there are no colours. Marks nest, and ``[/]`` ends the innermost. ``\\[`` and
``\\\\`` are a bracket and a backslash.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Literal

from scenes.story.late import dataclass

TERMS = frozenset(
    {
        *("you", "speak", "jay", "tell", "lola", "meant", "error", "rate", "sum"),
        *("positive", "negative", "muted", "dim", "bold"),
    }
)
"""What may be marked by its name: terms, signs of numbers, and two kinds of stress."""

Kind = Literal["term", "action", "link", "hint", "hue"]
Hint = Callable[[str], str]
"""Says for an action's id how a reader takes it here; empty where nothing need be said."""

Hues = Callable[[str], str]
"""Says what the colour of a term is called here; empty where there are no colours."""

HUES = {"positive": "orange", "negative": "blue", "you": "green"}
"""What colours are called that are what they should be."""

_MARK = re.compile(r"\\([\\\[])|\[(/|(?:do|to|hue):[a-z0-9.-]+|[a-z]+(?: [a-z]+)*)\]")


@dataclass(frozen=True)
class Span:
    """A marked stretch of words: from ``start`` up to ``end``, counted in characters."""

    start: int
    end: int
    kind: Kind
    name: str
    """Terms separated by spaces, an action's id, a beat's; of a hint, the term it looks like."""


@dataclass(frozen=True)
class Marked:
    """Words without their marks, and where the marks were, the outer before the inner."""

    plain: str
    spans: tuple[Span, ...]


def no_hint(action: str) -> str:
    """Say nothing of how an action is taken."""
    return ""


def all_hues(term: str) -> str:
    """Name a colour where there are all; of one that is not told by its name, that there is one."""
    return HUES.get(term, term)


def no_hues(term: str) -> str:
    """Name no colour: there are none."""
    return ""


@lru_cache(maxsize=1024)
def parsed(markup: str, hint: Hint = no_hint, hues: Hues = all_hues) -> Marked:
    """Read marked-up words; a hint stands in brackets behind its action, or alone in an empty one.

    A colour is called what ``hues`` has for it, with a capital where the words have one.

    What is in brackets and marks nothing stays as it is. Raises :class:`ValueError` for a mark
    that is never ended, or an end without a mark.
    """
    text, position = "", 0
    opened: list[tuple[int, int, Kind, str]] = []
    spans: list[tuple[int, Span]] = []
    for number, found in enumerate(_MARK.finditer(markup)):
        text += markup[position : found.start()]
        position = found.end()
        character, name = found.groups()
        if character:
            text += character
        elif name == "/":
            if not opened:
                raise ValueError(f"an end without a mark at {found.start()}: {markup!r}")
            order, start, kind, value = opened.pop()
            if kind == "hue":
                text = text[:start] + _hue(text[start:], hues(value), value)
                continue
            if kind == "action" and (how := hint(value)):
                text += " (" if len(text) > start else ""
                spans.append((number, Span(len(text), len(text) + len(how), "hint", "rate")))
                text += how + (")" if text.endswith("(") else "")
            spans.append((order, Span(start, len(text), kind, value)))
        elif (marked := _kind_of(name)) is None:
            text += f"[{name}]"
        else:
            opened.append((number, len(text), marked, name.partition(":")[2] or name))
    if opened:
        raise ValueError(f"a mark that is never ended, {opened[-1][3]}: {markup!r}")
    text += markup[position:]
    return Marked(text, tuple(span for _, span in sorted(spans, key=lambda each: each[0])))


def _hue(words: str, name: str, term: str) -> str:
    """Return what is said of a colour: its name here; or else what is said without colours."""
    coloured, _, without = words.partition("|")
    if not name:
        return without
    if term not in HUES:
        return coloured
    return name.capitalize() if coloured[0].isupper() else name


def _kind_of(name: str) -> Kind | None:
    if name.startswith("do:"):
        return "action"
    if name.startswith("to:"):
        return "link"
    if name.startswith("hue:"):
        return "hue"
    return "term" if set(name.split()) <= TERMS else None


def plain(markup: str) -> str:
    """Return the words without their marks."""
    return parsed(markup).plain


def shown(text: str) -> str:
    """Return text from outside so that nothing in it commands a terminal: on one line, in print.

    Control characters, of one byte or two, and those that turn the direction of writing are spelled
    out. Whatever names a file, a label or a message from a file goes through this, or `escaped`.
    """
    if text.isprintable():
        return text
    return "".join(each if each.isprintable() else ascii(each)[1:-1] for each in text)


def escaped(text: str) -> str:
    """Return text from outside as `shown` does, and so that nothing in it marks anything."""
    return re.sub(r"([\\\[])", r"\\\1", shown(text))
