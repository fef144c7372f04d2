"""Marked-up words as HTML: terms in their colours, links, and what a page can do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from types import MappingProxyType

from scenes.story.markup import Span, parsed
from scenes.story.places import Place, Where, commands_at
from scenes.story.route import side_path, turn_off
from scenes.web.tags import Html, joined, tag

DOES = {
    "knob": "meet.weight",
    "tell-again": "meet.again",
    "start-over": "meet.again",
    "learning-rate": "update.rate",
}
"""What the reader can do on a page itself, and the beat that has what it is done with."""
ELSEWHERE = {
    "other-weights": "tinynet page --network",
    "random-digit": "tinynet page --sample",
    "another-digit": "tinynet page --digit",
    "other-rule": "tinynet page --error-rule",
    "learning-rate": "on update.rate",
    "train": "tinynet train",
    "test": "tinynet test trained",
    "draw": "in the app: tinynet",
    "lab": "in the app: tinynet",
    "backwards": "in the app: tinynet",
    "practice": "tinynet practice",
}
"""What stands for an action that has no words of its own; some otherwise where there is data."""
UNIT = re.compile("(?<=[0-9]) (?=%)")
"""What no line is broken at: between a number and its per cent sign."""
_COMMANDS: ContextVar[Mapping[str, str]] = ContextVar("_COMMANDS", default=MappingProxyType({}))


def elsewhere(action: str) -> str:
    """Say where else than on the page an action is done; empty where it is nowhere."""
    return _COMMANDS.get().get(action) or ELSEWHERE.get(action, "")


@contextmanager
def at_place(place: Place) -> Iterator[None]:
    """Say, within this, the commands with a place's data."""
    own = {name: said for name, said in commands_at(place).items() if name in ELSEWHERE}
    token = _COMMANDS.set(own)
    try:
        yield
    finally:
        _COMMANDS.reset(token)


def said(markup: str, where: Where | None = None, *, element: str = "span") -> Html:
    """Return marked-up words as HTML. ``where`` is the beat that says them.

    ``element`` is what terms are made of: `tspan` inside of a picture, where nothing is a link.
    """
    words = parsed(markup)
    plain = UNIT.sub("\N{NO-BREAK SPACE}", words.plain)
    return _within(plain, words.spans, 0, len(plain), where, element)


def _within(
    plain: str, spans: tuple[Span, ...], start: int, end: int, where: Where | None, element: str
) -> Html:
    """Return a stretch of words with these spans, the outer before the inner, all inside of it."""
    parts, position, index = [], start, 0
    while index < len(spans):
        span, after = spans[index], index + 1
        while after < len(spans) and spans[after].end <= span.end and span.end > spans[after].start:
            after += 1
        if span.start == span.end:
            while after < len(spans) and spans[after].end == span.end:
                after += 1
        parts.append(plain[position : span.start])
        inner = _within(plain, spans[index + 1 : after], span.start, span.end, where, element)
        parts.append(_marked(span, inner, where, element))
        position, index = span.end, after
    return joined(*parts, plain[position:end])


def _marked(span: Span, inner: Html, where: Where | None, element: str) -> Html:
    if span.kind == "term":
        return tag(element, inner, class_=span.name)
    if span.kind == "action" and not inner:
        return tag("code", elsewhere(span.name))
    if element != "span":
        return inner
    if span.kind == "link":
        return tag("a", inner, href=f"#{span.name}")
    if span.name == "side-path" and where is not None and (path := side_path(turn_off(where))):
        return tag("a", inner, href="#" + ".".join(path[0]))
    if span.name == "go-to":
        return tag("a", inner, href="#acts", data_do=span.name)
    if span.name in DOES:
        return tag("a", inner, href=f"#{DOES[span.name]}", data_do=span.name)
    return inner
