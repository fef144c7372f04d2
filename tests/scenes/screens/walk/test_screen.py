"""The walk as a reader goes through it: keys, settings, colours, sizes."""

import random
import shlex

import pytest
from textual import events

from scenes.commands.cli import make_parser
from scenes.commands.options import place_of
from scenes.screens.app import DARK_THEME, LIGHT_THEME
from scenes.screens.dialogs import CommandShown, GoTo
from scenes.screens.walk import choosing
from scenes.screens.walk.screen import WalkScreen
from scenes.screens.widgets.toosmall import LEAST
from scenes.story.acts import ACTS
from scenes.story.acts.play import PLAY, Play, knob_of, rounds_of

pytestmark = pytest.mark.usefixtures("drawn_when_looked_at")

ROUTE = [".".join(where) for where in ACTS.route]
slow = pytest.mark.slow


def shown(reader):
    """Return what stands below the map: all that hangs on the walk's numbers."""
    return reader.text.split("\n", 3)[3]


def walk_of(reader):
    return reader.app.walk_model.walk


async def visit(reader, beat):
    """Go to a beat at once."""
    reader.walk_screen.action_visit(beat)
    await reader.settle()


@pytest.mark.parametrize(("size", "said"), [((80, 24), True), ((120, 40), False)])
async def test_what_is_left_out_of_a_picture_is_said(open_app, size, said):
    async with open_app(size, "update.weights", predict=False) as reader:
        assert ("shown: 24 of 28 columns" in reader.heading) is said
        await visit(reader, "update.direction")
        assert "columns" not in reader.heading


async def wait_until_quiet(reader):
    """Let the time go by for which notices stand."""
    reader.app.clear_notifications()
    reader.walk_screen._unsay()
    await reader.settle()


# Where to.


@pytest.mark.parametrize(
    ("size", "motion"),
    [
        ((80, 24), True),
        pytest.param((120, 40), False, marks=slow),
        pytest.param((120, 40), True, marks=slow),
        pytest.param((200, 60), False, marks=slow),
        pytest.param((200, 60), True, marks=slow),
    ],
)
async def test_a_place_shows_the_same_when_opened_there(open_app, size, motion):
    async with open_app(size) as reader:
        await reader.press("pagedown", "pagedown", "right", "right")
        walked = reader.strips
    async with open_app(size, "weighted-sum.sum", motion=motion) as reader:
        if motion:
            assert reader.strips != walked
            await reader.move_on(1)
        assert reader.strips == walked


WAYS_TO_GO = [
    ("meet.friends", "right l n enter", "meet.error"),
    ("input.pixels", "left h p", "meet.error"),
    ("meet.friends", "left", "meet.friends"),
    (ROUTE[-1], "right", ROUTE[-1]),
    ("meet.pass-on", "pagedown right_square_bracket", "weighted-sum.weights"),
    ("recap.layers", "pagedown", "recap.layers"),
    ("weighted-sum.sum", "pageup", "weighted-sum.weights"),
    ("weighted-sum.weights", "pageup left_square_bracket", "meet.friends"),
    ("blame.share", "home", "meet.friends"),
    ("blame.share", "end", ROUTE[-1]),
]
WAYS_BY_DIALOGS = [
    ("blame.share", "g down enter", "update.direction"),
    ("blame.share", "question_mark escape right", "blame.shares"),
    ("blame.share", "g home enter", "meet.friends"),
    ("blame.share", "g down escape", "blame.share"),
]


@pytest.mark.parametrize(
    "ways", [WAYS_TO_GO + WAYS_BY_DIALOGS[:2], pytest.param(WAYS_BY_DIALOGS[2:], marks=slow)]
)
async def test_keys_go(open_app, ways):
    async with open_app() as reader:
        for start, keys, end in ways:
            await visit(reader, start)
            await reader.press(*keys.split())
            assert reader.at == end, (start, keys)
            assert isinstance(reader.app.screen, WalkScreen)


@slow
async def test_keys_typed_faster_than_a_dialog_opens_are_no_error(open_app):
    async with open_app() as reader:
        for keys in ("g enter enter", "g enter escape", "g escape enter", "g pagedown enter"):
            await visit(reader, "blame.share")
            await reader.type(*keys.split())
            assert isinstance(reader.app.screen, WalkScreen), keys
            assert reader.at in ROUTE
        await reader.type("g", "g", "g", "g")
        assert isinstance(reader.app.screen, WalkScreen)


async def test_the_dialog_of_acts_lists_them_all(open_app):
    async with open_app((80, 24), "output.sum") as reader:
        await reader.press("g")
        assert isinstance(reader.app.screen, GoTo)
        for act in ACTS:
            assert f"{act.name} " in reader.text
            assert act.about in reader.text


async def test_q_quits(open_app):
    async with open_app() as reader:
        reader.app.post_message(events.Key("q", None))
        await reader.pilot.pause()
        assert not reader.app.is_running
        assert reader.app.return_code == 0


# What to look at.


async def test_keys_choose(open_app):
    async with open_app(jay=40, lola=5, pixel=406) as reader:
        for start, keys, chosen, end in (
            ("meet.friends", "j j", "knob", 3),
            ("meet.rate", "j j", "knob", 1),
            ("meet.rate", "k k", "knob", 3),
            ("weighted-sum.weights", "j", "jay", 41),
            ("weighted-sum.weights", "down down up k", "jay", 41),
            ("output.speaking", "j", "lola", 6),
            ("output.speaking", "k k", "lola", 4),
            ("input.pixels", "j", "pixel", 406 + 28),
            ("input.pixels", "k k", "pixel", 406 - 28),
            ("update.direction", "o", "lola", 5),
            ("update.direction", "O O", "lola", 3),
            ("update.inputs", "shift+left", "pixel", 377),
            ("update.inputs", "shift+right L", "pixel", 379),
            ("update.inputs", "H", "pixel", 378),
            ("update.inputs", "shift+up", "pixel", 350),
            ("update.inputs", "shift+down J", "pixel", 406),
            ("update.inputs", "K", "pixel", 378),
        ):
            await visit(reader, start)
            look = {name: getattr(walk_of(reader), name) for name in ("jay", "lola", "pixel")}
            look["knob"] = knob_of(walk_of(reader))
            before = shown(reader)
            await reader.press(*keys.split())
            now = {name: getattr(walk_of(reader), name) for name in ("jay", "lola", "pixel")}
            now["knob"] = knob_of(walk_of(reader))
            assert now == look | {chosen: end}, (start, keys)
            assert (shown(reader) != before) is (now != look)


# What it is about.


async def test_a_digit_key_takes_the_next_of_its_kind(open_app, digits):
    async with open_app(at="error.targets") as reader:
        found = []
        for _ in range(3):
            await reader.press("3")
            found.append(walk_of(reader).pass_.index)
        assert found == [i for i, label in enumerate(digits.labels) if label == 3][:3]
        assert "meant 3" in reader.text


async def test_r_takes_a_random_digit(open_app, monkeypatch, digits):
    expected = random.Random(5).randrange(1, len(digits))  # on from sample 0
    seeded = random.Random(5)
    monkeypatch.setattr(choosing.random, "Random", lambda: seeded)
    async with open_app() as reader:
        await reader.press("r")
        assert walk_of(reader).pass_.index == expected
        assert str(expected) in reader.heading


@pytest.mark.parametrize(
    "start",
    [
        "weighted-sum.weights",
        *(pytest.param(at, marks=slow) for at in ("output.answers", "again.others", ROUTE[-1])),
    ],
)
async def test_a_setting_can_be_taken_back(open_app, start):
    async with open_app(at=start, jay=7, lola=3, pixel=350) as reader:
        before = reader.strips
        for keys in ("e e", "plus minus", "minus equals_sign"):
            await reader.press(*keys.split())
            await wait_until_quiet(reader)
            assert reader.strips == before, keys


async def test_w_walks_the_digit_through_the_other_network(open_app):
    async with open_app(at="output.answers") as reader:
        untrained = shown(reader)
        await reader.press("w")
        assert walk_of(reader).pass_.named.name == "trained"
        await wait_until_quiet(reader)
        assert "takes your 7 for a 7" in " ".join(reader.text.split())
        assert shown(reader) != untrained
        await reader.press("w")
        assert walk_of(reader).pass_.named.name == "untrained"
        await wait_until_quiet(reader)
        assert shown(reader) == untrained


@pytest.mark.parametrize(
    ("rule_at", "rate_at"),
    [
        (("blame.shares",), ("update.factors",)),
        pytest.param(
            ("blame.share", "update.inputs"),
            ("update.inputs", "update.weights", "update.rate", "again.told-again"),
            marks=slow,
        ),
    ],
)
async def test_rule_and_learning_rate_answer_at_once(open_app, rule_at, rate_at):
    async with open_app() as reader:
        for beat in rule_at:
            await visit(reader, beat)
            recipe = shown(reader)
            await reader.press("e")
            await wait_until_quiet(reader)
            assert walk_of(reader).trace.error_rule == "gradient"
            assert shown(reader) != recipe, beat
            await reader.press("e")
        for beat in rate_at:
            await visit(reader, beat)
            for key, rate in (("plus", 0.2), ("minus", 0.1), ("minus", 0.05), ("plus", 0.1)):
                await wait_until_quiet(reader)
                before = shown(reader)
                await reader.press(key)
                await wait_until_quiet(reader)
                assert walk_of(reader).trace.learning_rate == rate
                assert shown(reader) != before, (beat, key)


def errors(reader):
    """Return the friends' errors after each telling."""
    return [float(now.output_errors[0]) for now in rounds_of(walk_of(reader))]


async def test_keys_turn_the_chosen_knob_of_meet(open_app):
    async with open_app(at="meet.rate") as reader:
        for setting, up in (("rate", 5), ("speak", 1.0), ("tell", 0.3), ("meant", 0.8)):
            before = reader.text
            await reader.press("plus")
            play = reader.place.setting(PLAY, Play())
            assert getattr(play, setting) == pytest.approx(up, abs=0.01)
            assert reader.text != before
            await reader.press("minus")
            play = reader.place.setting(PLAY, Play())
            assert getattr(play, setting) == pytest.approx(getattr(Play(), setting))
            await reader.press("j")


async def test_telling_again_makes_the_error_fall_of_the_friends_only(open_app):
    async with open_app(at="meet.again") as reader:
        await reader.press(*["m"] * 24)
        told = errors(reader)
        assert len(told) == 25
        assert told == sorted(told, reverse=True)
        assert 0 < told[-1] < told[0] / 4
        assert "24 times" in reader.text
        await visit(reader, "input.pixels")
        before = reader.strips[:-1]  # without the footer, which comes a little later
        await reader.press("m")
        assert reader.strips[:-1] == before
        assert len(errors(reader)) == 25


# Commands.


@pytest.mark.parametrize(
    ("start", "keys"),
    [
        pytest.param("meet.weight", "plus plus m m", marks=slow),
        pytest.param("input.pixels", "4 shift+down shift+right", marks=slow),
        ("weighted-sum.products", "w j j shift+left"),
        pytest.param("output.sum", "r o", marks=slow),
        pytest.param("blame.share", "e O j", marks=slow),
        pytest.param("update.factors", "plus plus e w", marks=slow),
        pytest.param("again.told-again", "minus 9 w e", marks=slow),
        pytest.param("recap.words", "0 0 plus", marks=slow),
    ],
)
async def test_y_shows_the_command_that_reopens_the_place(open_app, start, keys):
    async with open_app(at=start) as reader:
        await reader.press(*keys.split())
        await wait_until_quiet(reader)
        strips = reader.strips
        await reader.press("y")
        command = reader.app.clipboard
        assert isinstance(reader.app.screen, CommandShown)
        assert command.endswith(f" --at {start}")
    words = shlex.split(command)[1:]
    choices = vars(place_of(make_parser().parse_args(words))).copy()
    act, beat = choices.pop("act"), choices.pop("beat")
    async with open_app(at=f"{act}.{beat}", **choices) as reader:
        assert reader.strips == strips


# Colours.


async def test_themes_recolour_everything_and_leave_the_words_alone(open_app):
    async with open_app(at="weighted-sum.products") as reader:
        dark, text, palette = reader.strips, reader.text, reader.app.palette
        for theme in (LIGHT_THEME, "nord", "textual-light", "ansi-dark"):
            reader.app.theme = theme
            await reader.settle()
            assert reader.text == text
            if theme == LIGHT_THEME:
                light = reader.strips
                backgrounds = {s.style.bgcolor.name for strip in light for s in strip if s.style}
                assert reader.app.palette.colours.background in backgrounds
                assert palette.colours.background not in backgrounds
        reader.app.theme = DARK_THEME
        await reader.settle()
        assert reader.strips == dark
    async with open_app(at="weighted-sum.products", light=True) as reader:
        assert reader.app.theme == LIGHT_THEME
        assert reader.strips == light


@pytest.mark.parametrize(
    "variables",
    [{"NO_COLOR": "1"}, pytest.param({"TERM": "xterm", "COLORTERM": ""}, marks=slow)],
)
async def test_the_sign_shows_without_colours(open_app, monkeypatch, variables):
    async with open_app(at="weighted-sum.products") as reader:
        coloured = reader.text
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    async with open_app(at="weighted-sum.products") as reader:
        for sign in "╋≡":
            assert sign in reader.text
            assert sign not in coloured
        # And words name the colours that are there.
        for beat in ("input.road", "weighted-sum.weights", "blame.shares", "update.weights"):
            reader.walk_screen.action_visit(beat)
            await reader.settle()
            told = reader.text.lower()
            found = {word for word in ("orange", "yellow", "blue", "green") if word in told}
            assert "orange" not in found
            assert bool(found) is ("NO_COLOR" not in variables), (beat, found)


# Sizes.


@pytest.mark.parametrize(
    "beat",
    [
        "weighted-sum.sum",
        pytest.param("meet.friends", marks=slow),
        pytest.param("recap.words", marks=slow),
    ],
)
async def test_a_terminal_too_small_is_told_so_and_the_walk_goes_on(open_app, beat):
    async with open_app(at=beat) as reader:
        before = reader.strips
        for size, small in (
            ((60, 15), True),
            ((80, 24), False),
            ((79, 24), True),
            ((80, 23), True),
            ((7, 3), True),
        ):
            await reader.resize(*size)
            assert ("tiny" in reader.text) is small, size
            if size == (60, 15):
                assert f"needs {LEAST[0]} × {LEAST[1]}" in reader.text
                assert "60 × 15" in reader.text
        await reader.press("right", "left")
        await reader.resize(120, 40)
        assert reader.strips == before


@slow
async def test_a_walk_goes_on_while_the_terminal_is_too_small(open_app):
    async with open_app((60, 15)) as reader:
        await reader.press("right", "right")
        await reader.resize(80, 24)
        grown = reader.strips
        assert reader.at == "meet.trust"
    async with open_app((80, 24), "meet.trust") as reader:
        assert reader.strips == grown
