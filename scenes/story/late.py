"""Dataclasses whose methods are written when the first of their objects is made.

`dataclasses.dataclass` writes and compiles up to six methods for each class, as soon as its module
is imported: half a millisecond a class, a twentieth of the time to the first frame. That frame has
a few kinds of figures; the story has thirty. To a reader and to a type checker these are ordinary
dataclasses, which is why the name is the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    import dataclasses
    from threading import RLock

    _writing = RLock()
    """Held while methods are written: objects are made in several threads."""

    class _Fields:
        """Stands for the fields of a class until somebody asks, as a class that inherits does."""

        def __init__(self, write):
            self._write = write

        def __get__(self, _, owner):
            self._write()
            return owner.__dataclass_fields__

    def dataclass(**options):
        """Make a dataclass, later. The options are those of `dataclasses.dataclass`."""

        def late(cls):
            written = False

            def write():
                nonlocal written
                with _writing:
                    if not written:
                        del cls.__dataclass_fields__
                        dataclasses.dataclass(**options)(cls)
                        written = True

            def make(kind, *_, **__):
                if not written:
                    write()
                return object.__new__(kind)

            cls.__new__ = staticmethod(make)
            cls.__dataclass_fields__ = _Fields(write)
            return cls

        return late


__all__ = ["dataclass"]
