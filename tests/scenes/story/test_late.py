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


def test_its_init_is_written_with_the_first_object_and_that_of_its_base_too() -> None:
    base, kind = classes()
    assert "__init__" not in vars(kind)
    one = kind(value=3)
    assert "__init__" in vars(kind).keys() & vars(base).keys()
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


def both(**options):
    """Make the same class by either way."""

    def made(how):
        @how(**options)
        class Pair:
            kind: str
            numbers: tuple[int, ...] = ()
            remark: str = dataclasses.field(default="", compare=False)

        return Pair

    return made(dataclass), made(dataclasses.dataclass)


@pytest.mark.parametrize("eq", [True, False])
@pytest.mark.parametrize("frozen", [True, False])
def test_it_compares_hashes_and_prints_as_the_standard_library_s_does(frozen, eq) -> None:
    found = []
    for kind in both(frozen=frozen, eq=eq):
        one, alike, other = kind("a", (1,)), kind("a", (1,), remark="b"), kind(kind="a")
        hashed = kind.__hash__ is not None and len({one, alike, other})
        found.append((one == alike, one == other, one == "a", hashed, repr(alike)))
        copied = copy.copy(alike)
        found[-1] += ((copied.kind, copied.numbers, copied.remark),)
        try:
            del one.kind
            one.remark = "c"
        except dataclasses.FrozenInstanceError as error:
            found[-1] += (str(error),)
    assert found[0] == found[1]


def test_a_class_may_have_methods_of_its_own_and_needs_no_options_nor_fields() -> None:
    @dataclass
    class Alike:
        value: int = 0

        def __eq__(self, other):
            return True

        def __repr__(self):
            return "always"

    @dataclass
    class Nothing:
        pass

    assert Alike(1) == Alike(2)
    assert repr(Alike(1)) == "always"
    assert Nothing() == Nothing()
