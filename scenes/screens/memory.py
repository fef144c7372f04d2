"""Memory given back when a screen has closed: the numbers of its pass are many megabytes.

A screen and its parts refer to each other, so that only the collector of cycles frees them. It runs
when many objects were made, and knows nothing of how large the arrays are that a few hold. What is
free then lies between what is not, until the C library is asked to give it back.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache


@contextmanager
def uncollected() -> Iterator[None]:
    """Look for no garbage meanwhile, nor ever again in what was made.

    Modules, classes and data that are made for the start stay as long as the app. To look through
    them while there were ever more of them took a tenth of the time to the first frame.
    """
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        gc.enable()


def keep_what_is_there() -> None:
    """Look no more through what stays as long as the app: modules, styles, classes."""
    gc.freeze()


def give_back() -> None:
    """Free what nothing refers to any more, and give the system what is free."""
    _forget_closed_widgets()
    gc.collect()
    if (trim := _trim()) is not None:
        trim(0)


def _forget_closed_widgets() -> None:
    """Empty the cache of two colours by which Textual 8 keeps all that a closed widget showed.

    It is of a method, so each of its 1,024 entries holds on to the widget's own cache of lines: 0.4
    MB for each screen that was opened and left.
    """
    from textual._styles_cache import StylesCache

    cached = getattr(StylesCache.get_inner_outer, "cache_clear", None)
    if cached is not None:
        cached()


@cache
def _trim() -> Callable[[int], int] | None:
    """Return the C library's own way; only glibc has one, and only glibc needs it."""
    if sys.platform != "linux":
        return None
    import ctypes  # not before there is something to give back

    try:
        trim: Callable[[int], int] = ctypes.CDLL(None).malloc_trim
    except (OSError, AttributeError):
        return None
    return trim
