"""What the classes of a data set are called: digits, unless its files or its owner say more."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tinynet import files
from tinynet.errors import DataError

LEAST_CLASSES, MOST_CLASSES = 2, 64
DIGITS = tuple(map(str, range(10)))
NAMES_FILE = "labels.txt"
LONGEST_NAME = 24
LEAST_DOTTED = 4
"""Columns from which a name that is cut says so by a dot."""
UNFIT = frozenset("[]\\,")
"""Names stand in marked up sentences, and on the command line with commas between."""

FASHION = (
    *("T-shirt/top", "Trouser", "Pullover", "Dress", "Coat"),
    *("Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"),
)
KUZUSHIJI = ("o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo")
LETTERS = tuple("abcdefghijklmnopqrstuvwxyz")

# MD5 of the packed label files as they are given out: of Fashion-MNIST, as its README lists them
# (github.com/zalandoresearch/fashion-mnist, "Get the Data"); of Kuzushiji-MNIST, as torchvision
# does (torchvision/datasets/mnist.py, KMNIST.resources), where the first two stand too.
_KNOWN_FILES = {
    "25c81989df183df01b3e8a0aad5dffbe": FASHION,
    "bb300cfdad3c16e7a12a480ee83cd310": FASHION,
    "e144d726b3acfaa3e44228e80efcd344": KUZUSHIJI,
    "7320c461ea6c1c855c0b718fb2a4b134": KUZUSHIJI,
}
# Unpacked, they are known by what they and their folder are called.
_KNOWN_NAMES = (
    (re.compile(r"fashion[-_ ]?mnist", re.IGNORECASE), FASHION),
    (re.compile(r"kmnist|kuzushiji", re.IGNORECASE), KUZUSHIJI),
    (re.compile(r"emnist[-_]letters", re.IGNORECASE), LETTERS),
)
_MOST_BYTES = 1 << 16
_NAMED_BY_SOUND = frozenset("AEFHILMNORSX")
"""Letters that are spoken with a vowel first: an F."""


@dataclass(frozen=True)
class Classes:
    """The names of a data set's classes, in the order of their labels, and how they are said."""

    names: tuple[str, ...] = DIGITS
    named: bool = field(default=True, compare=False)
    """Whether somebody called them so; else they are only counted."""

    def __len__(self) -> int:
        return len(self.names)

    @property
    def are_digits(self) -> bool:
        """Whether they are the ten digits, as in MNIST."""
        return self.names == DIGITS

    @property
    def thing(self) -> str:
        """What a sample is called: a digit, or a picture."""
        return "digit" if self.are_digits else "picture"

    @property
    def kind(self) -> str:
        """What a class is called: a digit is its own."""
        return "digit" if self.are_digits else "class"

    @property
    def things(self) -> str:
        """What several are called."""
        return f"{self.thing}s"

    def a(self, label: int) -> str:
        """Name a class with its article: a 7, an 8, an Ankle boot."""
        name = self.names[label]
        return f"{_article(name)} {name}"

    def short(self, label: int, width: int) -> str:
        """Return a class's name cut to a width: so that no other's is cut to the same, if it can.

        Its beginning is kept, or else its end, or else both.
        """
        name = self.names[label]
        for cut in (_head, _tail, _ends):
            if all(cut(other, width) != cut(name, width) for other in self.names if other != name):
                return cut(name, width)
        return _head(name, width)

    @property
    def width(self) -> int:
        """The characters of the longest name."""
        return max(map(len, self.names))


def _head(name: str, width: int) -> str:
    if len(name) <= width:
        return name
    return name[:width] if width < LEAST_DOTTED else f"{name[: width - 1]}…"


def _tail(name: str, width: int) -> str:
    if len(name) <= width:
        return name
    return name[len(name) - width :] if width < LEAST_DOTTED else f"…{name[1 - width :]}"


def _ends(name: str, width: int) -> str:
    if len(name) <= width:
        return name
    if width < LEAST_DOTTED:
        return f"{name[: width - 1]}{name[-1]}"
    last = (width - 1) // 2
    return f"{name[: width - 1 - last]}…{name[-last:]}"


def _article(name: str) -> str:
    if len(name) == 1 and name.isalpha():
        return "an" if name.upper() in _NAMED_BY_SOUND else "a"
    vowel = name[0].lower() in "aeiou" or name in ("11", "18") or name.startswith("8")
    return "an" if vowel else "a"


def names_typed(text: str) -> tuple[str, ...]:
    """Read names as they are typed, between commas. Raises `ValueError` for ones that are unfit."""
    return checked_names([each.strip() for each in text.split(",")])


def names_beside(folder: Path) -> tuple[str, ...] | None:
    """Read a folder's labels.txt, a name on each line; None if there is none.

    Raises `DataError` for one that cannot be read, or whose names are unfit.
    """
    path = folder / NAMES_FILE
    try:
        if not path.exists():
            return None
        with files.opened(path, _MOST_BYTES) as file:
            lines = file.read().decode("utf-8-sig").splitlines()
        return checked_names([line.strip() for line in lines if line.strip()])
    except OSError as error:
        raise DataError(f"{path}: expected a readable file, found: {error.strerror}") from error
    except ValueError as error:  # of bytes that are no UTF-8, too
        raise DataError(f"{path}: {error}") from error


def names_known(labels: Path | None, folder: Path) -> tuple[str, ...] | None:
    """Return the names of a set that is known: by its label file's checksum, or its name."""
    if labels is not None and labels.suffix == ".gz":
        try:
            with files.opened(labels, _MOST_BYTES) as file:
                checksum = hashlib.md5(file.read(), usedforsecurity=False).hexdigest()
        except OSError:  # too large to be one of them; or unreadable, which its reader tells
            checksum = ""
        if checksum in _KNOWN_FILES:
            return _KNOWN_FILES[checksum]
    called = (folder.resolve().name, "" if labels is None else labels.name)
    return next(
        (names for pattern, names in _KNOWN_NAMES if any(map(pattern.search, called))), None
    )


def checked_names(names: Sequence[str]) -> tuple[str, ...]:
    """Return names as they may be. Raises `ValueError` if there are too few, or two of one name."""
    if not LEAST_CLASSES <= len(names) <= MOST_CLASSES:
        raise ValueError(
            f"expected {LEAST_CLASSES} to {MOST_CLASSES} names of classes, found {len(names)}"
        )
    for name in names:
        if not name or not name.isprintable() or len(name) > LONGEST_NAME or set(name) & UNFIT:
            raise ValueError(
                f"expected names of 1 to {LONGEST_NAME} characters, without brackets and "
                f"backslashes, found {name[:40]!r}"
            )
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise ValueError(f"expected each name once, found {twice!r} twice")
    return tuple(names)
