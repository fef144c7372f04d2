"""Terms under the mouse: a word or a part of a picture, and the term that it stands for."""

from __future__ import annotations

from scenes.canvas.hits import Hit
from scenes.canvas.palette import LIT_TERMS
from scenes.screens.keys import TERMS

TERM = "term"
"""The kind of hit that a marked word is: it can be pointed at, and not chosen."""
OF_FIGURES = {"pixel": "you", "jay": "jay", "lola": "lola"}
MEANINGS = {
    **dict(TERMS),
    "speak": "weights, w: how seriously you speak to Jay",
    "tell": "weights, v: how seriously Jay speaks to Lola",
    "sum": "weighted sum, z: all that reaches a node, added up",
}


def term_hit(term: str) -> Hit | None:
    """Return a hit on a word of this term; None where it is none."""
    return Hit(TERM, LIT_TERMS.index(term)) if term in LIT_TERMS else None


def term_of(hit: Hit | None) -> str:
    """Return the term that a hit stands for; empty if it stands for none."""
    if hit is None:
        return ""
    return LIT_TERMS[hit.index] if hit.kind == TERM else OF_FIGURES.get(hit.kind, "")


def meaning_of(hit: Hit) -> str:
    """Return what a term means, in its colour."""
    term = LIT_TERMS[hit.index]
    return f"[{term}]{MEANINGS[term]}[/]"
