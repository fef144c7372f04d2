"""How something is said, as it is drawn: the words in a bubble's tone, and the bubble around them.

The tone shows without colours too: a whisper has a dotted bubble, what is insisted on capitals,
and what is contrary a cross before it.
"""

from __future__ import annotations

from typing import NamedTuple

from scenes.story.friends import Speech

CROSS = "✗ "


class Bubble(NamedTuple):
    """The characters of a bubble: its corners in reading order, its edges, and its tail."""

    corners: str
    across: str
    down: str
    tail: str


BUBBLES = {
    "whisper": Bubble("╭╮╰╯", "┈", "┊", "┬"),
    "said": Bubble("╭╮╰╯", "─", "│", "┬"),
    "serious": Bubble("╭╮╰╯", "─", "│", "┬"),
    "insistent": Bubble("┏┓┗┛", "━", "┃", "┳"),
}
THOUGHT = Bubble("╭╮╰╯", "─", "│", "°")


def bubble_of(speech: Speech) -> Bubble:
    """Return the bubble around something said, or thought."""
    return THOUGHT if speech.thought else BUBBLES[speech.tone]


def words_of(speech: Speech) -> str:
    """Return the words as their tone has them."""
    words = speech.words.upper() if speech.tone == "insistent" else speech.words
    return f"{CROSS}{words}" if speech.contrary else words


def style_of(speech: Speech, term: str) -> str:
    """Return the style of the bubble of one who is drawn in a term's colour."""
    return {"whisper": "muted", "said": "text"}.get(speech.tone, f"{term} bold")


def word_style_of(speech: Speech, term: str) -> str:
    """Return the style of the words in it."""
    return style_of(speech, term) + (" strike" if speech.contrary else "")
