"""Which digit each image is said to show: by a table, by its folder's name, or by its own name.

A name says so only by a lone digit at its end, set apart: photo-7.png, 3_7.jpg, 7.png. The last
digit of a number is none: scan012.png; nor is scan-3.png beside scan-12.png, as they are counted.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from scenes.story.images.files import DIGIT_FOLDERS
from tinynet import TinynetError
from tinynet.files import opened, quoted

MOST_BYTES = 10_000_000
ALONE = re.compile(r"(?:(?<![^\W_])|^)(?<![0-9][.,])[0-9]\Z")
"""A digit at the end that no letter or digit stands before, and that is no decimal."""
COUNTED = re.compile(r"(.*?)([0-9]+)\Z", re.ASCII | re.DOTALL)
IN_WORDS = {"table": "by the table", "folder": "by the folder's name", "name": "by the file's name"}
"""How a label is known, as it is told."""


@dataclass(frozen=True)
class Label:
    """What an image is said to show."""

    digits: str
    """One digit, or several left to right."""
    source: str
    """A key of `IN_WORDS`."""


def labels_of(files: Iterable[Path], table: dict[str, str] | None = None) -> dict[Path, Label]:
    """Return the labels of those files that have one.

    `table` has digits by the name of a file, as `read_labels` returns them; it comes first, then
    the folder, then the name.
    """
    files = list(files)
    counted = Counter(_series(file) for file in files if len(_number(file)) > 1)
    labels = {}
    for file in files:
        listed = (table or {}).get(file.as_posix()) or (table or {}).get(_short(file))
        listed = listed or (table or {}).get(file.name)
        if listed:
            labels[file] = Label(listed, "table")
        elif file.parent.name in DIGIT_FOLDERS:
            labels[file] = Label(file.parent.name, "folder")
        elif (found := ALONE.search(file.stem)) and not counted[_series(file)]:
            labels[file] = Label(found[0], "name")
    return labels


def read_labels(named: str) -> dict[str, str]:
    """Read a table, a file's name and its digit (or several) in each line; a heading may be first.

    Raises :class:`TinynetError` for a file that cannot be read, or a line that is neither.
    """
    path = Path(named)
    try:
        with opened(path, MOST_BYTES) as file:
            text = file.read().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or quoted(error)
        raise TinynetError(f"{path}: expected a table of labels, found: {reason}") from error
    table = {}
    separator = ";" if ";" in text.partition("\n")[0] else ","
    try:
        for line, cells in enumerate(csv.reader(io.StringIO(text), delimiter=separator), 1):
            if not any(cells):
                continue
            name, *rest = (cell.strip() for cell in cells)
            if len(rest) == 1 and re.fullmatch("[0-9]+", rest[0]):
                table[Path(name).as_posix()] = rest[0]
            elif line > 1:
                raise TinynetError(
                    f"{path}: expected a file's name and its digit in line {line}, as in "
                    f"scan012.png,7, found: {quoted(','.join(cells))}"
                )
    except csv.Error as error:
        raise TinynetError(f"{path}: expected a table of labels, found: {error}") from error
    if not table:
        raise TinynetError(f"{path}: expected lines with a file's name and its digit, found none")
    return table


def _short(file: Path) -> str:
    """Return a file's name with that of its folder."""
    return file.relative_to(file.parent.parent).as_posix()


def _number(file: Path) -> str:
    found = COUNTED.match(file.stem)
    return found[2] if found else ""


def _series(file: Path) -> tuple[Path, str]:
    """Return the folder and what stands before the number in a name."""
    found = COUNTED.match(file.stem)
    return file.parent, found[1] if found else file.stem
