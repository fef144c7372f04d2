"""Dataclasses that cost nothing until there is an object of them.

`dataclasses.dataclass` writes and compiles up to six methods for each class, as soon as its module
is imported: most of a millisecond a class, and the first frame comes after sixty. Here `__init__`
is written with the first object, and what compares, prints and keeps a frozen one's fields is the
same for all classes. To a reader and to a type checker these are ordinary dataclasses, which is why
the name is the same. The fields of a frozen one are set once, by `__init__` or `__post_init__`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    import dataclasses
    from operator import attrgetter
    from threading import RLock

    _writing = RLock()
    """Held while `__init__` is written: objects are made in several threads."""

    class _Fields:
        """Stands for the fields of a class until somebody asks, as a class that inherits does."""

        def __init__(self, write):
            self._write = write

        def __get__(self, _, owner):
            self._write()
            return owner.__dataclass_fields__

    def dataclass(cls=None, /, *, eq=True, frozen=False, **options):
        """Make a dataclass, late. The options are those of `dataclasses.dataclass`, but `repr`."""

        def late(cls):
            written = False

            def write():
                nonlocal written
                with _writing:
                    if not written:
                        del cls.__dataclass_fields__
                        dataclasses.dataclass(eq=False, repr=False, **options)(cls)
                        if eq:
                            cls._compared = staticmethod(_what_is_compared(cls))
                        written = True

            def make(kind, /, *_, **__):
                if not written:
                    write()
                return object.__new__(kind)

            methods = {"__repr__": _repr}
            if eq:
                methods |= {"__eq__": _eq, "__hash__": _hash if frozen else None}
            for name, method in methods.items():
                if name not in cls.__dict__ or cls.__dict__[name] is None:
                    setattr(cls, name, method)
            if frozen:
                cls.__setattr__, cls.__delattr__ = _set_once, _keep
            cls.__new__ = staticmethod(make)
            cls.__dataclass_fields__ = _Fields(write)
            return cls

        return late if cls is None else late(cls)

    def _what_is_compared(cls):
        names = [each.name for each in dataclasses.fields(cls) if each.compare]
        return attrgetter(*names) if names else lambda _: ()

    def _repr(self):
        shown = [each.name for each in dataclasses.fields(self) if each.repr]
        values = ", ".join(f"{name}={getattr(self, name)!r}" for name in shown)
        return f"{type(self).__qualname__}({values})"

    def _eq(self, other):
        if other.__class__ is not self.__class__:
            return NotImplemented
        return self._compared(self) == self._compared(other)

    def _hash(self):
        return hash(self._compared(self))

    def _set_once(self, name, value):
        fields = self.__dict__
        if name in fields or name not in type(self).__dataclass_fields__:
            raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")
        fields[name] = value

    def _keep(self, name):
        raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


__all__ = ["dataclass"]
