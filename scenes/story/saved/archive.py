"""The file: a ZIP archive with a JSON text, arrays (NumPy's .npy) and networks beside it.

Arrays are read without pickle, and nothing in it is compressed: it cannot take more memory than the
file has bytes.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from scenes.story.files import write_whole
from scenes.story.saved.coding import coded, decoded
from tinynet import Network, TinynetError
from tinynet.archives import UNSOUND_ARCHIVE, UNSOUND_HEADER
from tinynet.checkpoint import pack_network, unpack_network
from tinynet.files import opened, quoted

FORMAT_VERSION = 1
MOST_BYTES = 128 << 20
TEXT, ARRAY, NETWORK = "saved.json", ".npy", ".npz"
WHAT = "what tinynet saves"

Value = TypeVar("Value")


def packed(value: Any) -> bytes:
    """Return the file that keeps a dataclass. The same array or network is in it once."""
    parts: dict[str, bytes] = {}
    names: dict[int, str] = {}

    def keep(part: Any) -> str:
        if id(part) not in names:
            name = names[id(part)] = f"{len(parts)}{_ending(part)}"
            parts[name] = (
                pack_network(part, compact=True) if isinstance(part, Network) else _npy(part)
            )
        return names[id(part)]

    text = json.dumps({"format_version": FORMAT_VERSION, "saved": coded(value, keep)})
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, part in {TEXT: text.encode(), **parts}.items():
            # Without the time, so that the same is packed the same.
            archive.writestr(zipfile.ZipInfo(name), part)
    return content.getvalue()


def _ending(part: Any) -> str:
    return NETWORK if isinstance(part, Network) else ARRAY


def _npy(array: Any) -> bytes:
    content = BytesIO()
    np.save(content, array, allow_pickle=False)
    return content.getvalue()


def save(value: Any, path: Path) -> None:
    """Write a dataclass to a file, whole. Raises :class:`TinynetError` if that cannot be done."""
    write_whole(path, packed(value), WHAT)


def load(kind: type[Value], path: Path) -> Value:
    """Return what a file keeps.

    Raises :class:`TinynetError` for one that is missing, unreadable, or does not keep such a thing.
    """
    try:
        with opened(path, MOST_BYTES) as file:
            content = file.read()
    except OSError as error:
        raise TinynetError(f"{path}: expected {WHAT}, found: {error.strerror}") from error
    try:
        return unpacked(kind, content)
    except ValueError as error:
        raise TinynetError(f"{path}: expected {WHAT}, found: {quoted(error)}") from error


def unpacked(kind: type[Value], content: bytes) -> Value:
    """Return what a file of these bytes keeps. Raises `ValueError`, which says what was found."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            for entry in archive.infolist():
                if entry.compress_type != zipfile.ZIP_STORED or entry.file_size > len(content):
                    raise ValueError(f"{entry.filename} compressed")
            read = _Members(archive)
            text = json.loads(read(TEXT), parse_constant=_no_number)
            if not isinstance(text, dict) or text.get("format_version") != FORMAT_VERSION:
                raise ValueError("another version of the format")
            return decoded(kind, text.get("saved"), read.part)
    except KeyError as error:
        raise ValueError(f"no part {error}") from error
    except TinynetError as error:
        raise ValueError(str(error)) from error
    # JSON's own errors are among them: ValueError, and RecursionError, which is a RuntimeError.
    except (*UNSOUND_ARCHIVE, *UNSOUND_HEADER, OverflowError) as error:
        raise ValueError(str(error) or "a cut file") from error


class _Members:
    """The parts of an archive, each read once."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.read: Callable[[str], bytes] = archive.read
        self._parts: dict[str, Any] = {}

    def __call__(self, name: str) -> bytes:
        return self.read(name)

    def part(self, name: str) -> Any:
        """Return the array or network of a name."""
        if name not in self._parts:
            content = self.read(name)
            if name.endswith(NETWORK):
                self._parts[name] = unpack_network(content)
            else:
                array = np.load(BytesIO(content), allow_pickle=False)
                array.flags.writeable = False
                self._parts[name] = array
        return self._parts[name]


def _no_number(text: str) -> float:
    raise ValueError(f"{text} for a number")
