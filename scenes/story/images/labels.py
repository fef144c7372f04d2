"""Which class each image is said to show: by a table, by its folder's name, or by its own name.

A name says so only by a lone digit at its end, set apart: photo-7.png, 3_7.jpg, 7.png. The last
digit of a number is none: scan012.png; nor is scan-3.png beside scan-12.png, as they are counted.
Of other classes the whole name says so, a number aside: shirt.png, shirt-3.png, 12 shirt.jpg; not
my-t-shirt.png, which may be another class's.
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
from tinynet import Classes, TinynetError
from tinynet.files import opened, quoted

MOST_BYTES = 10_000_000
ALONE = re.compile(r"(?:(?<![^\W_])|^)(?<![0-9][.,])[0-9]\Z")
"""A digit at the end that no letter or digit stands before, and that is no decimal."""
COUNTED = re.compile(r"(.*?)([0-9]+)\Z", re.ASCII | re.DOTALL)
NUMBERED = re.compile(r"\A[0-9]+(?=[\W_])|(?<=[\W_])[0-9]+\Z|(?<=[\W_])\([0-9]+\)\Z")
"""A number set apart at either end of a name, by which files are counted."""
IN_WORDS = {"table": "by the table", "folder": "by the folder's name", "name": "by the file's name"}
"""How a label is known, as it is told."""


@dataclass(frozen=True)
class Label:
    """What an image is said to show."""

    digits: str
    """One digit, or several left to right; nothing where the class is another."""
    source: str
    """A key of `IN_WORDS`."""
    kind: int | None = None
    """A class by its number, of those that are no digits."""

    @property
    def kinds(self) -> tuple[int, ...]:
        """What is shown, left to right, as numbers of classes."""
        return (self.kind,) if self.kind is not None else tuple(map(int, self.digits))


def labels_of(
    files: Iterable[Path], table: dict[str, str] | None = None, classes: Classes | None = None
) -> dict[Path, Label]:
    """Return the labels of those files that have one.

    `table` has digits, or names of classes, by the name of a file, as `read_labels` returns them;
    it comes first, then the folder, then the name.
    """
    files = list(files)
    if classes is not None and not classes.are_digits:
        return _labels_of_classes(files, table or {}, classes)
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


def _labels_of_classes(
    files: list[Path], table: dict[str, str], classes: Classes
) -> dict[Path, Label]:
    kinds = {_plain(name): kind for kind, name in enumerate(classes.names)}
    labels = {}
    for file in files:
        listed = table.get(file.as_posix()) or table.get(_short(file)) or table.get(file.name)
        named = {
            "table": _plain(listed or ""),
            "folder": _plain(file.parent.name),
            "name": _plain(NUMBERED.sub("", file.stem)),
        }
        # A class called by a number is not told from a count.
        found = (
            source
            for source, name in named.items()
            if name in kinds and not (source == "name" and name.isdigit())
        )
        if (source := next(found, None)) is not None:
            labels[file] = Label("", source, kinds[named[source]])
    return labels


def names_class(classes: Classes, folder: str) -> bool:
    """Tell whether a folder is called as a class is."""
    if classes.are_digits:
        return folder in DIGIT_FOLDERS
    return _plain(folder) in map(_plain, classes.names)


def _plain(name: str) -> str:
    """Return a name as it is compared: T-shirt/top is t shirt top, as in a file's name."""
    return " ".join(re.findall(r"[^\W_]+", name.casefold()))


def read_labels(named: str, classes: Classes | None = None) -> dict[str, str]:
    """Read a table, a file's name and its digit (or several) in each line; a heading may be first.

    Where ``classes`` are no digits, the name of one stands there instead.

    Raises :class:`TinynetError` for a file that cannot be read, or a line that is neither.
    """
    path = Path(named)
    try:
        with opened(path, MOST_BYTES) as file:
            text = file.read().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or quoted(error)
        raise TinynetError(f"{path}: expected a table of labels, found: {reason}") from error
    kinds = set() if classes is None or classes.are_digits else set(map(_plain, classes.names))
    what = "class" if kinds else "digit"
    table = {}
    separator = ";" if ";" in text.partition("\n")[0] else ","
    try:
        for line, cells in enumerate(csv.reader(io.StringIO(text), delimiter=separator), 1):
            if not any(cells):
                continue
            name, *rest = (cell.strip() for cell in cells)
            if len(rest) == 1 and (
                _plain(rest[0]) in kinds if kinds else re.fullmatch("[0-9]+", rest[0])
            ):
                table[Path(name).as_posix()] = rest[0]
            elif line > 1:
                example = classes.names[0] if classes is not None and kinds else "7"
                raise TinynetError(
                    f"{path}: expected a file's name and its {what} in line {line}, as in "
                    f"scan012.png,{example}, found: {quoted(','.join(cells))}"
                )
    except csv.Error as error:
        raise TinynetError(f"{path}: expected a table of labels, found: {error}") from error
    if not table:
        raise TinynetError(f"{path}: expected lines with a file's name and its {what}, found none")
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
