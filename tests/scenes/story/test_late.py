"""A dataclass that is made late is the dataclass that it would have been at once."""

import copy
import dataclasses
from concurrent.futures import ThreadPoolExecutor

import pytest

from scenes.story.late import dataclass


def classes():
    @dataclass(frozen=True, kw_only=True, eq=False)
    class Base:
        title: str = ""

    @dataclass(frozen=True, kw_only=True, eq=False)
    class Kind(Base):
        value: int
        parts: tuple[int, ...] = dataclasses.field(init=False)

        def __post_init__(self) -> None:
            object.__setattr__(self, "parts", (self.value,) * 2)

    return Base, Kind


def test_its_methods_are_written_with_the_first_object_and_those_of_its_base_too() -> None:
    base, kind = classes()
    assert "__init__" not in vars(kind)
    one = kind(value=3)
    assert {"__init__", "__repr__", "__setattr__"} <= vars(kind).keys() & vars(base).keys()
    assert (one.title, one.value, one.parts) == ("", 3, (3, 3))
    assert repr(one).endswith("Kind(title='', value=3, parts=(3, 3))")
    assert dataclasses.replace(one, title="a").title == "a"
    assert copy.deepcopy(one).parts == (3, 3)
    with pytest.raises(dataclasses.FrozenInstanceError):
        one.value = 4
    with pytest.raises(TypeError, match="missing 1 required keyword-only argument: 'value'"):
        kind()


def test_its_fields_are_known_before_there_is_an_object() -> None:
    base, kind = classes()
    assert dataclasses.is_dataclass(kind)
    assert [field.name for field in dataclasses.fields(kind)] == ["title", "value", "parts"]
    assert base(title="b").title == "b"


def test_the_first_objects_may_be_made_in_several_threads() -> None:
    with ThreadPoolExecutor(8) as pool:
        for _ in range(50):
            _, kind = classes()
            made = pool.map(lambda value, kind=kind: kind(value=value).parts, range(8))
            assert [*made] == [(value, value) for value in range(8)]
