"""What a number or a name may be: the limits, and readers of what was typed that keep to them.

Fields of dialogs, options of the command line and files of exercises all keep to these. Nothing
here needs NumPy, so that ``--help`` answers at once.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from urllib.parse import urlsplit

from scenes.story.places import NAMED

MOST_SEED = 2**32 - 1
MOST_DIGITS_TYPED = 18
MOST_HIDDEN = 500
MOST_TRAINED_HIDDEN = 1000
MOST_EPOCHS = 1000
MOST_CLASSES, MOST_PIXELS, MOST_NAME = 64, 64 * 64, 24
"""Of a data set of somebody's own."""
MOST_PRACTISED = 4
"""Nodes of a layer: with more, nobody works it all out by hand."""
MOST_STUDENTS = 99
MOST_BATCH = 60_000
MOST_TURN = 90
MOST_TOLD = 1000
MOST_PORT = 65_535
MOST_SESSIONS = 1000
MOST_SECTIONS = 99
"""Parts of an exercise worked out."""
MOST_TASKS = 99
"""Tasks of practice one after another."""
LEAST_TARGET, MOST_TARGET = 0.01, 0.99
LEAST_RATE, MOST_RATE, MOST_WEIGHT = 1e-4, 1e3, 1e6
"""Far beyond what can learn: below nothing would move, above floats overflow."""
LEARNING_RATES = (0.001, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.0, 5.0, 10.0)
"""Those that a reader turns through, from far too careful to far too bold."""


def stepped_rate(rate: float, by: int) -> float | None:
    """Return the next larger learning rate (by > 0) or the next smaller, or None at the end."""
    larger = [r for r in LEARNING_RATES if r > rate * 1.001]
    smaller = [r for r in LEARNING_RATES if r < rate * 0.999]
    choice = larger[:1] if by > 0 else smaller[-1:]
    return choice[0] if choice else None


LONGEST_FOUND = 120
"""Characters of what was typed that are told back."""


class LimitError(ValueError):
    """Something typed is not what it may be: says what was expected and what was found."""

    def __init__(self, expected: str, found: str) -> None:
        """Say it in one sentence."""
        cut = found if len(found) <= LONGEST_FOUND else f"{found[: LONGEST_FOUND - 1]}…"
        super().__init__(f"expected {expected}, found {cut!r}")


def whole(least: int, most: int | None = None) -> Callable[[str], int]:
    """Return a reader of whole numbers within bounds. It raises :class:`LimitError`."""
    bounds = f"from {least} to {most}" if most is not None else f"from {least}"

    def read(text: str) -> int:
        # int() would also take " 1_0 ", and refuses what is thousands of digits long.
        digits = text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS_TYPED
        number = int(text) if digits else -1
        if number < least or (most is not None and number > most):
            raise LimitError(f"a whole number {bounds}", text)
        return number

    return read


def rate(text: str) -> float:
    """Read a learning rate with which something happens that can be explained."""
    number = finite(text)
    if not LEAST_RATE <= number <= MOST_RATE:
        raise LimitError(f"a number from {LEAST_RATE:.4f} to {MOST_RATE:.0f}", text)
    return number


def layers(text: str) -> tuple[int, int, int]:
    """Read the sizes of three layers that can be worked out by hand: 2,2,2."""
    sizes = text.replace("-", ",").split(",")
    if len(sizes) != 3:
        raise LimitError(
            "three sizes, such as 2,2,2: an input, a hidden and an output layer, no more and no "
            "less",
            text,
        )
    read = whole(1, MOST_PRACTISED)
    inputs, hidden, outputs = (read(size.strip()) for size in sizes)
    return inputs, hidden, outputs


def network(text: str) -> str:
    """Read which network: a name, or a file that will be opened later."""
    if text not in NAMED and not text.lower().endswith(".npz"):
        raise LimitError("untrained, trained, handwriting or a FILE.npz", text)
    return text


def npz_file(text: str) -> str:
    """Read the name of a network's file, which will be opened later."""
    if not text.lower().endswith(".npz"):
        raise LimitError("a FILE.npz", text)
    return text


def saved_file(text: str) -> str:
    """Read the name of a file of a place, which will be opened later."""
    if not text.lower().endswith(".tinynet"):
        raise LimitError("a FILE.tinynet", text)
    return text


def html_file(text: str) -> str:
    """Read the name of a page's file, which will be written later."""
    if not text.lower().endswith((".html", ".htm")):
        raise LimitError("an OUT.html", text)
    return text


def web_address(text: str) -> str:
    """Read the address of a page."""
    try:
        parts = urlsplit(text)
        port_is_sound = parts.port is None or parts.port > 0
    except ValueError:
        port_is_sound = False
    sound = port_is_sound and text.isprintable() and " " not in text
    if not sound or parts.scheme not in ("http", "https") or not parts.hostname:
        raise LimitError("an address such as https://example.org/tinynet/", text)
    if parts.username is not None or parts.query or parts.fragment:
        raise LimitError("an address without a name, ? or # in it", text)
    return text


def turn(text: str) -> float:
    """Read by how many degrees digits are turned each way."""
    number = finite(text)
    if not 0 <= number <= MOST_TURN:
        raise LimitError(f"a number from 0 to {MOST_TURN}", text)
    return number


def error_rule(text: str) -> str:
    """Read the name of an error rule."""
    if text not in ("recipe", "gradient"):
        raise LimitError("recipe or gradient", text)
    return text


def finite(text: str) -> float:
    """Return the number, or NaN for what is none or not finite."""
    try:
        number = float(text)
    except ValueError:
        return math.nan
    return number if math.isfinite(number) else math.nan


def class_named(text: str) -> int | str:
    """Read which class: its number, from 0, or its name, which only the data knows."""
    if text.isascii() and text.isdigit():
        return whole(0, MOST_CLASSES - 1)(text)
    if not text.isprintable() or not 0 < len(text) <= MOST_NAME or text.startswith("-"):
        raise LimitError(f"a class: a whole number from 0 to {MOST_CLASSES - 1}, or a name", text)
    return text


PLACE: dict[str, Callable[[str], object]] = {
    "sample": whole(0),
    "digit": class_named,
    "data": str,
    "labels": str,
    "network": network,
    "seed": whole(0, MOST_SEED),
    "hidden": whole(1, MOST_HIDDEN),
    "learning-rate": rate,
    "error-rule": error_rule,
    "jay": whole(0),
    "lola": class_named,
    "pixel": whole(0, MOST_PIXELS - 1),
}
"""How each option of a place is read, but for the act and what acts keep."""
