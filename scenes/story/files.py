"""Files that are written whole or not at all, or else it is told why."""

from __future__ import annotations

import os

from tinynet import TinynetError, writing


def write_whole(path: str | os.PathLike[str], content: bytes, what: str) -> None:
    """Write a file; an old one there stays until the new one is whole.

    Raises :class:`TinynetError` if it cannot be written; ``what`` says what was to be written.
    """
    try:
        writing.write_whole(path, content)
    except OSError as error:
        raise TinynetError(
            f"{path}: expected a place to write {what}, found: {error.strerror}"
        ) from error
