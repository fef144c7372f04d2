"""What went wrong, in words: of a fault that nobody foresaw too, for whoever has to find it."""

from __future__ import annotations

from scenes.story.markup import shown
from tinynet import TinynetError

LONGEST_FAULT = 200
"""Characters of a fault's own words."""


def words_of(error: BaseException) -> str:
    """Return an error in one line.

    A `TinynetError` is a sentence for the reader. Of any other the type is named: without it,
    a `KeyError` would say no more than the key.
    """
    if isinstance(error, TinynetError) and str(error):
        return str(error)
    words = shown(" ".join(str(error).split())[:LONGEST_FAULT])
    return type(error).__name__ + (f": {words}" if words else "")
