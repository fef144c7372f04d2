"""How a reader of text takes the actions of the story: by an option, or a command."""

from __future__ import annotations

from scenes.story.acts import ACTS

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
    "test": "tinynet test",
    "draw": "in the app: tinynet",
    "lab": "in the app: tinynet",
    "backwards": "in the app: tinynet",
    "questions": "",
    "side-path": "",
    "words": "tinynet explain --words",
    "answer": "",
}
"""By the actions' ids. What one act alone offers changes a setting of that act, by its option."""


def how(action: str) -> str:
    """Say how an action is taken; empty where a reader of text need not be told."""
    if action in WAYS:
        return WAYS[action]
    own = next(act.actions[action] for act in ACTS if action in act.actions)
    return f"--{own.setting}"
