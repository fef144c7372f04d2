"""How a reader of text takes the actions of the story: by an option, or a command."""

from __future__ import annotations

WAYS = {
    "knob": "--play",
    "tell-again": "--told",
    "learning-rate": "--learning-rate",
    "other-weights": "--network",
    "other-rule": "--error-rule",
    "another-jay": "--jay",
    "another-lola": "--lola",
    "another-pixel": "--pixel",
    "random-digit": "--sample",
    "another-digit": "--digit",
    "train": "tinynet train",
    "test": "tinynet test",
    "draw": "in the app: tinynet",
    "lab": "in the app: tinynet",
    "backwards": "in the app: tinynet",
    "questions": "",
    "go-to": "--at",
    "side-path": "",
    "words": "",
    "answer": "",
}


def how(action: str) -> str:
    """Say how an action is taken; empty where a reader of text need not be told."""
    return WAYS[action]
