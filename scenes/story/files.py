"""Files that are written whole or not at all."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from tinynet import TinynetError


def write_whole(path: str | os.PathLike[str], content: bytes, what: str) -> None:
    """Write a file; an old one there stays until the new one is whole.

    Raises :class:`TinynetError` if it cannot be written; ``what`` says what was to be written.
    """
    path = Path(path)
    # In the same directory, since only within one file system is a file replaced in one step.
    temporary = path.parent / f".{path.name}.{secrets.token_hex(4)}.tmp"
    try:
        try:
            with temporary.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            os.replace(temporary, path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise TinynetError(
            f"{path}: expected a place to write {what}, found: {error.strerror}"
        ) from error
    except ValueError as error:  # a name with a character that no name of a file can have
        raise TinynetError(f"{path}: expected the name of a file, found: {error}") from error
