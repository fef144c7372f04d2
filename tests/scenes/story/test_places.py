"""The command that the screen shows reopens exactly this place."""

import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.commands.cli import make_parser
from scenes.commands.options import place_of
from scenes.story.acts import ACTS
from scenes.story.limits import LEAST_RATE, MOST_HIDDEN, MOST_RATE, MOST_WEIGHT
from scenes.story.places import Place, Play

RATES = st.floats(LEAST_RATE, MOST_RATE)
WEIGHTS = st.floats(-MOST_WEIGHT, MOST_WEIGHT)
NAMES = st.text(st.characters(exclude_characters="\0", codec="utf-8"), min_size=1)
PLAYS = st.builds(Play, WEIGHTS, WEIGHTS, st.floats(0.01, 0.99), RATES)
BEATS = st.sampled_from([(act.id, n) for act in ACTS for n in range(1, len(act.beats) + 1)])
DIGITS = (
    st.fixed_dictionaries({})
    | st.fixed_dictionaries({"sample": st.integers(0, 9999)})
    | st.fixed_dictionaries({"digit": st.integers(0, 9)})
)


@st.composite
def places(draw):
    act, beat = draw(BEATS)
    return Place(
        **draw(DIGITS),
        act=act,
        beat=beat,
        network=draw(st.sampled_from(["untrained", "trained"]) | NAMES.map("{}.npz".format)),
        seed=draw(st.integers(0, 2**32 - 1)),
        hidden=draw(st.integers(1, MOST_HIDDEN)),
        learning_rate=draw(st.none() | RATES),
        error_rule=draw(st.sampled_from([None, "recipe", "gradient"])),
        data=draw(st.none() | NAMES),
        jay=draw(st.none() | st.integers(0, 999)),
        lola=draw(st.none() | st.integers(0, 9)),
        pixel=draw(st.none() | st.integers(0, 783)),
        play=draw(PLAYS),
        told=draw(st.integers(0, 1000)),
        knob=draw(st.integers(0, 3)),
    )


def reopened(command: str) -> Place:
    """Return the place that a shell's user would get from the command."""
    name, *words = shlex.split(command)
    assert name == "tinynet"
    return place_of(make_parser().parse_args(words))


@given(places())
def test_the_command_reopens_the_place(place):
    assert reopened(place.command()) == place
    assert reopened(place.command("explain")) == place


def test_the_command_leaves_out_what_is_usual():
    assert Place().command() == "tinynet --at meet.1"
    assert Place(sample=3, learning_rate=0.2).at("blame", 2).command("explain") == (
        "tinynet explain --sample 3 --learning-rate 0.2 --at blame.2"
    )


@pytest.mark.parametrize("words", ["--digit 4 explain --jay 3", "explain --jay 3 --digit 4"])
def test_options_stand_before_or_after_the_command(words):
    assert reopened(f"tinynet {words}") == Place(digit=4, jay=3)
