"""Files from outside: opened only where they are files, and never read for ever.

A pipe would be waited for, a device has no end, and a file on a slow or broken disk may take longer
than anybody waits. What a file has to say of itself is cut to a line before a sentence quotes it.
"""

import contextlib
import errno
import io
import os
import stat
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

MOST_SECONDS = 60.0
"""What a file may take to be read."""
LONGEST_QUOTE = 120
_CHUNK = 1 << 20

_KINDS = (
    (stat.S_ISDIR, "a directory"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


class TooLargeError(OSError):
    """A file has more bytes than a reader takes."""

    def __init__(self, most_bytes: int) -> None:
        super().__init__(errno.EFBIG, f"more than {most_bytes} bytes")


class _Within(io.RawIOBase):
    """A file that may be read up to so many bytes from its start, and until a time."""

    def __init__(self, file: BinaryIO, most_bytes: int, seconds: float) -> None:
        self._file = file
        self._most_bytes = most_bytes
        self._ends = time.monotonic() + seconds
        self._seconds = seconds

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        return self._file.seek(offset, whence)

    def readinto(self, buffer: "bytearray | memoryview", /) -> int:  # type: ignore[override]
        if time.monotonic() > self._ends:
            raise OSError(errno.ETIMEDOUT, f"no end within {self._seconds:.0f} seconds")
        content = self._file.read(len(buffer))
        if self._file.tell() > self._most_bytes:
            raise TooLargeError(self._most_bytes)
        buffer[: len(content)] = content
        return len(content)


@contextlib.contextmanager
def opened(
    path: str | os.PathLike[str], most_bytes: int, seconds: float = MOST_SECONDS
) -> Iterator[BinaryIO]:
    """Open a file to be read, as bytes; not a pipe, a device or a directory.

    Raises `OSError`, whose `strerror` says what was found, now or when it is read: for what is no
    file, for one of more bytes than `most_bytes`, or one that takes longer than `seconds`.
    """
    # Without waiting for whoever might write into a pipe. Windows has neither.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        descriptor = os.open(Path(path), flags | getattr(os, "O_NOCTTY", 0))
    except ValueError as error:  # a name with a character that no name of a file can have
        raise OSError(errno.EINVAL, str(error)) from error
    status = os.fstat(descriptor)
    for is_kind, found in _KINDS:
        if is_kind(status.st_mode):
            os.close(descriptor)
            raise OSError(errno.EINVAL, found)
    with open(descriptor, "rb", buffering=0) as file:
        if status.st_size > most_bytes:
            raise TooLargeError(most_bytes)
        yield io.BufferedReader(_Within(file, most_bytes, seconds))


def at_most(file: BinaryIO, size: int) -> bytes:
    """Read `size` bytes or to the end, holding no more than the file really has."""
    chunks = []
    while size and (chunk := file.read(min(size, _CHUNK))):
        chunks.append(chunk)
        size -= len(chunk)
    return b"".join(chunks)


def quoted(text: object, most: int = LONGEST_QUOTE) -> str:
    """Return what a file says on one line that is not too long."""
    line = " ".join(str(text).split())
    return line if len(line) <= most else f"{line[: most - 1]}…"
