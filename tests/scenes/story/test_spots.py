"""Spots as options: each is read as it was written, and what cannot be is said."""

from __future__ import annotations

import shlex

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scenes.commands.cli import make_parser
from scenes.commands.options import spot_of
from scenes.story.lab.edits import Noise, Off, Paint, Shift, Speak, Tell, Threshold, Turn, Volume
from scenes.story.lab.written import read_edits, written
from scenes.story.limits import LimitError
from scenes.story.places import Place
from scenes.story.spots import Spot, check_classes, read_asked, read_cell, spot_named
from tests.other_data import SHAPES, write_shapes
from tinynet import Classes, TinynetError

jays, lolas, pixels = st.integers(0, 499), st.integers(0, 9), st.integers(1, 783)
weights = st.floats(-1e6, 1e6)
edits = st.one_of(
    st.builds(Off, jays),
    st.builds(Volume, jays, st.floats(0, 100)),
    st.builds(Threshold, jays, st.floats(-100, 100)),
    st.builds(Speak, jays, pixels, weights),
    st.builds(Tell, lolas, jays, weights),
    st.builds(Paint, pixels, st.integers(0, 255)),
    st.builds(Noise, st.floats(0, 1), st.integers(0, 999)),
    st.builds(Turn, st.floats(-180, 180)),
    st.builds(Shift, st.integers(-28, 28), st.integers(-28, 28)),
)


@given(st.lists(edits, max_size=5).map(tuple))
def test_edits_are_read_as_they_are_written(made):
    assert read_edits(written(made)) == made


WORDS = (
    *("jay", "lola", "pixel", "off", "turn", "noise", "threshold", "17", "0.5", "−2", "%"),
    ",",
)


@given(st.text(max_size=40) | st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join))
@example("jay 17 off, turn −2")
def test_other_words_are_no_edits(text):
    try:
        made = read_edits(text)
    except LimitError:
        return
    assert read_edits(written(made)) == made


def test_what_is_no_edit_is_said_with_examples():
    with pytest.raises(LimitError, match=r"expected changes such as jay 17 off, .* found 'jay'"):
        read_edits("turn 15, jay")


@pytest.mark.parametrize(
    "spot",
    [
        Spot(Place(digit=3, network="trained").at("blame", "share")),
        Spot(Place().at("output", "sum"), change=(Off(17), Turn(15.0))),
        Spot(Place().at("output", "sum"), change=()),
        Spot(Place(network="trained"), "test", cell=(4, 9, 1)),
        Spot(Place(network="trained"), "backwards", asked=(8, 3, 60)),
        Spot(Place(hidden=200, seed=3), "train", moment=1000, until=2000),
        Spot(Place(), "draw"),
        Spot(
            Place(data="my data", labels="a,b b,c", transpose=True, digit=2), "test", cell=(2, 0, 0)
        ),
        Spot(open="my place.tinynet"),
    ],
)
def test_a_command_names_the_spot_that_it_opens(spot):
    words = shlex.split(spot.command())[1:]
    assert spot_of(make_parser().parse_args(words)) == spot
    assert spot_named(spot.options()) == spot


def test_a_class_may_be_named(tmp_path):
    """By its number, or its name as it is or in other letters; what opens it again has numbers."""
    data = ["--data", str(write_shapes(tmp_path / "shapes"))]
    named = {
        "--digit Triangle --lola square --at error.targets": ("digit", 2, "lola", 1),
        "--at test --cell square,circle,2": ("cell", (1, 0, 1)),
        "--at backwards --asked circle,triangle,60": ("asked", (0, 2, 60)),
    }
    for words, (*fields,) in named.items():
        spot = spot_of(make_parser().parse_args([*data, *words.split()]))
        for name, value in zip(fields[::2], fields[1::2], strict=True):
            assert getattr(spot.place if name in ("digit", "lola") else spot, name) == value
        assert spot_of(make_parser().parse_args(shlex.split(spot.command())[1:])) == spot
        assert spot_named(_named([*data, *words.split()])) == spot
    for words in ("--lola dog", "--at test --cell circle,dog"):
        with pytest.raises(TinynetError, match="or one of circle, square, triangle, found 'dog'"):
            spot_of(make_parser().parse_args([*data, *words.split()]))
    spot = spot_of(make_parser().parse_args([*data, "--at", "test", "--cell", "1,3"]))
    with pytest.raises(TinynetError, match="--cell: expected a whole number from 0 to 2, or one"):
        check_classes(spot, Classes(SHAPES))


def _named(words):
    return [(name[2:], text) for name, text in zip(words[::2], words[1::2], strict=True)]


def test_the_lab_may_be_named_alone():
    spot = spot_of(make_parser().parse_args(["--at", "lab"]))
    assert (spot.place.act, spot.change) == ("output", ())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--cell", "4,9"], "--cell: expected it with --at test, found --at meet"),
        (["--open", "a.tinynet", "--digit", "3"], "--open: expected it alone"),
        (["--at", "test", "--change", "turn 3"], "--change: expected it in the walk"),
        (["--at", "test", "--cell", "4,10"], "--cell: expected a whole number from 0 to 9, found"),
        (["--at", "backwards", "--asked", "8,shoe,60"], "from 0 to 9, found 'shoe'"),
    ],
)
def test_options_that_do_not_belong_together(words, said):
    with pytest.raises(TinynetError, match=said):
        spot_of(make_parser().parse_args(words))


@pytest.mark.parametrize(
    "text", ["", "4", "4,64", "4,9,0", "4,9,x", "4,9,1,1", "a,", "4,-1", "a,\n"]
)
def test_what_is_no_cell(text):
    with pytest.raises(LimitError):
        read_cell(text)


@pytest.mark.parametrize("text", ["", "64", "8,3", "8,3,65", "8,3,110", "8,,60", "8,3,x"])
def test_what_cannot_be_asked(text):
    with pytest.raises(LimitError):
        read_asked(text)
