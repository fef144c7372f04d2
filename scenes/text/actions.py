"""How a reader of text takes the actions of the story: by an option, or a command.

Or, line by line, by what they type.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

from scenes.story.acts import ACTS
from scenes.story.markup import Hint
from scenes.story.places import Place, commands_at

WAYS = {
    "learning-rate": "--learning-rate",
    "other-weights": "--network",
    "other-rule": "--error-rule",
    "another-jay": "--jay",
    "another-lola": "--lola",
    "another-pixel": "--pixel",
    "random-digit": "--sample",
    "another-digit": "--digit",
    "go-to": "--at",
    "train": "tinynet train",
    "test": "tinynet test trained",
    "draw": "in the app: tinynet",
    "lab": "in the app: tinynet",
    "backwards": "in the app: tinynet",
    "practice": "tinynet practice",
    "code": "tinynet explain --code",
    "questions": "",
    "side-path": "",
    "words": "tinynet explain --words",
    "answer": "",
}
"""By the actions' ids. What one act alone offers changes a setting of that act, by its option."""

TYPED = {
    **WAYS,
    "learning-rate": "+ or −",
    "knob": "k 1, then + or −",
    "other-weights": "w",
    "other-rule": "e",
    "another-jay": "j 17",
    "another-lola": "o 3",
    "another-pixel": "p 400",
    "random-digit": "r",
    "another-digit": "d 3",
    "go-to": "g and its name",
    "side-path": "s",
    "words": "? and the word",
    "answer": "its number",
}
"""The same line by line: what is typed. What one act alone offers is typed by its id."""


def how(action: str) -> str:
    """Say how an action is taken; empty where a reader of text need not be told."""
    if action in WAYS:
        return WAYS[action]
    own = next(act.actions[action] for act in ACTS if action in act.actions)
    return f"--{own.setting}"


def what_is_typed(action: str) -> str:
    """Say what is typed for an action, line by line."""
    return TYPED.get(action, action)


@lru_cache(maxsize=8)
def _with(otherwise: Hint, place: Place) -> Hint:
    """Return how actions are said at a place: its commands are those for its data."""
    commands = commands_at(place)
    return lambda action: commands.get(action) or otherwise(action)


_hint: ContextVar[Hint] = ContextVar("_hint", default=how)


def hint() -> Hint:
    """Return how actions are said now. A function of its own for each: what is said is cached."""
    return _hint.get()


@contextmanager
def at_place(place: Place, *, by_line: bool = False) -> Iterator[None]:
    """Say, within this, the commands with a place's data; or also what is typed line by line."""
    data = Place(
        network=place.network, data=place.data, labels=place.labels, transpose=place.transpose
    )
    token = _hint.set(_with(what_is_typed if by_line else how, data))
    try:
        yield
    finally:
        _hint.reset(token)
