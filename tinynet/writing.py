"""Files that are written whole or not at all; what a killed writer left behind is swept up."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import time
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

LEFT_SECONDS = 1.0
"""The age from which a file that was never finished, and that nobody holds, is swept up."""


def write_whole(path: str | os.PathLike[str], content: bytes) -> None:
    """Write a file; an old one there stays until the new one is whole.

    Raises `OSError`, whose `strerror` says why, if it cannot be written.
    """
    path = Path(path)
    try:
        _sweep(path)
        # In the same directory, since only within one file system is a file replaced in one step.
        temporary = path.parent / f".{path.name}.{secrets.token_hex(4)}.tmp"
        try:
            with temporary.open("xb") as file:
                _hold(file.fileno())
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    except ValueError as error:  # a name with a character that no name of a file can have
        raise OSError(errno.EINVAL, str(error)) from error


def _hold(descriptor: int) -> bool:
    """Lock an open file until it is closed; return whether that was possible.

    It is not while another process has the lock, nor where a system or a disk has no such locks:
    then nothing is swept up.
    """
    if fcntl is None:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _sweep(path: Path) -> None:
    """Remove what a killed write to this path left behind; not what another is writing now."""
    left = re.compile(rf"\.{re.escape(path.name)}\.[0-9a-f]{{8}}\.tmp")
    # Whether the place can be written to is found when it is.
    with contextlib.suppress(OSError):
        for each in path.parent.iterdir():
            if left.fullmatch(each.name) and time.time() - each.stat().st_mtime > LEFT_SECONDS:
                descriptor = os.open(each, os.O_RDWR | getattr(os, "O_NONBLOCK", 0))
                try:
                    if _hold(descriptor):
                        each.unlink()
                finally:
                    os.close(descriptor)
