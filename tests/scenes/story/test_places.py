"""The command that the screen shows reopens exactly this place."""

import re
import shlex

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenes.commands.cli import make_parser
from scenes.commands.options import place_of
from scenes.story.acts import ACTS
from scenes.story.acts.play import KNOB, PLAY, TOLD, Play
from scenes.story.limits import LEAST_RATE, MOST_HIDDEN, MOST_RATE, MOST_WEIGHT
from scenes.story.places import Place

RATES = st.floats(LEAST_RATE, MOST_RATE)
WEIGHTS = st.floats(-MOST_WEIGHT, MOST_WEIGHT)
NAMES = st.text(st.characters(exclude_characters="\0", codec="utf-8"), min_size=1)
PLAYS = st.builds(Play, WEIGHTS, WEIGHTS, st.floats(0.01, 0.99), RATES)
BEATS = st.sampled_from(ACTS.route)
DIGITS = (
    st.fixed_dictionaries({})
    | st.fixed_dictionaries({"sample": st.integers(0, 9999)})
    | st.fixed_dictionaries({"digit": st.integers(0, 9)})
)


@st.composite
def places(draw):
    act, beat = draw(BEATS)
    place = Place(
        **draw(DIGITS),
        act=act,
        beat=beat,
        network=draw(st.sampled_from(["untrained", "trained"]) | NAMES.map("{}.npz".format)),
        seed=draw(st.integers(0, 2**32 - 1)),
        hidden=draw(st.integers(1, MOST_HIDDEN)),
        biases=draw(st.booleans()),
        learning_rate=draw(st.none() | RATES),
        error_rule=draw(st.sampled_from([None, "recipe", "gradient"])),
        data=draw(st.none() | NAMES),
        jay=draw(st.none() | st.integers(0, 999)),
        lola=draw(st.none() | st.integers(0, 9)),
        pixel=draw(st.none() | st.integers(0, 783)),
    )
    place = place.having(PLAY, draw(PLAYS), Play())
    return place.having(TOLD, draw(st.integers(0, 1000)), 0).having(
        KNOB, draw(st.none() | st.integers(0, 3)), None
    )


def spelled_out(quoted: re.Match[str]) -> str:
    """Return what stands between $' and ', quoted as `shlex` reads it."""
    read = re.sub(rb"\\([0-7]{3})", lambda octal: bytes([int(octal[1], 8)]), quoted[1].encode())
    return shlex.quote(re.sub(rb"\\(.)", rb"\1", read).decode())


def reopened(command: str) -> Place:
    """Return the place that a shell's user would get from the command."""
    # Python's shlex knows no $'…': that of POSIX 2024, as bash and zsh read it.
    known = re.sub(r"\$'((?:[^'\\]|\\.)*)'", spelled_out, command)
    name, *words = shlex.split(known)
    assert name == "tinynet"
    return place_of(make_parser().parse_args(words))


@pytest.mark.slow
@settings(max_examples=50)
@given(places())
def test_the_command_reopens_the_place(place):
    assert reopened(place.command()) == place
    assert reopened(place.command("explain")) == place


def test_the_command_leaves_out_what_is_usual():
    assert Place().command() == "tinynet --at meet"
    assert Place(sample=3, learning_rate=0.2).at("blame", "share").command("explain") == (
        "tinynet explain --sample 3 --learning-rate 0.2 --at blame.share"
    )
    assert Place().having(TOLD, 3, 0).having(TOLD, 0, 0) == Place()


@pytest.mark.slow
def test_a_beat_is_found_by_its_id_and_by_its_number():
    for act in ACTS:
        main = [beat for beat in act.beats if beat not in act.aside_of]
        for beat in act.beats:
            by_id = reopened(f"tinynet --at {act.id}.{beat}")
            assert (by_id.act, by_id.beat) == (act.id, beat)
            if beat in main:  # side paths are not numbered
                assert by_id == reopened(f"tinynet --at {act.id}.{main.index(beat) + 1}")
        opened = reopened(f"tinynet --at {act.id}")
        assert ACTS.where(opened.act, opened.beat) == (act.id, next(iter(act.beats)))


def test_what_an_act_keeps_is_read_by_its_name():
    place = Place().having(TOLD, 3, 0).having(PLAY, Play(rate=5.0), Play())
    assert place.setting(TOLD, 0) == 3
    assert place.setting(KNOB, None) is None
    assert [name for name, _ in place.settings] == [PLAY, TOLD]
    assert "--play 0.9,0.2,0.75,5 --told 3" in place.command()


@pytest.mark.parametrize("words", ["--digit 4 explain --jay 3", "explain --jay 3 --digit 4"])
def test_options_stand_before_or_after_the_command(words):
    assert reopened(f"tinynet {words}") == Place(digit=4, jay=3)
