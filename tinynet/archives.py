"""NumPy's archives, .npz, from outside: an unsound one is a `ValueError`, whatever is wrong."""

from __future__ import annotations

import contextlib
import os
import struct
import tokenize
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.lib.npyio import NpzFile
from numpy.typing import NDArray

from tinynet import files

UNSOUND_ARCHIVE = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError)
"""What zipfile raises for an archive that is none, was cut, changed or encrypted."""
UNSOUND_HEADER = (ValueError, TypeError, SyntaxError, MemoryError, tokenize.TokenError, Warning)
"""What NumPy raises for the header of an array, which it reads as a Python literal; or warns of,
where warnings are errors."""


class Archive:
    """The arrays of an open .npz file; each is read when it is asked for."""

    def __init__(self, arrays: NpzFile[Any]) -> None:
        """Read from what NumPy has opened."""
        self._arrays = arrays

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the arrays."""
        return tuple(self._arrays)

    def array(self, name: str) -> NDArray[Any]:
        """Return an array. Raises `KeyError` for no such name, `ValueError` for no array."""
        found = self._arrays[name]
        if not isinstance(found, np.ndarray):
            raise ValueError(f"{name}, which is no array")
        return found


@contextlib.contextmanager
def opened_archive(path: str | os.PathLike[str], most_bytes: int) -> Iterator[Archive]:
    """Open an .npz file of at most so many bytes, never unpickling anything.

    Raises `OSError`, as `files.opened` does, for a file that cannot be opened or read, and
    `ValueError`, which says what was found, for one that is not a sound archive: now or when an
    array is read.
    """
    with files.opened(path, most_bytes) as file:
        try:
            loaded = np.load(file, allow_pickle=False)
            if not isinstance(loaded, NpzFile):
                raise ValueError("one array, not an archive of several")
            with loaded:
                yield Archive(loaded)
        except OSError:
            raise
        except (*UNSOUND_ARCHIVE, *UNSOUND_HEADER) as error:
            raise ValueError(files.quoted(error) or "a cut file") from error
