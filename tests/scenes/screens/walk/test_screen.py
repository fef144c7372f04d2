"""The walk as a reader goes through it: keys, mouse, motion, sizes."""

import asyncio
import itertools
import random
import shlex
from dataclasses import replace

import pytest
from textual import events
from textual.binding import Binding
from textual.notifications import Notify

from scenes.canvas.layout import arrangement, place
from scenes.canvas.painters import painter_of
from scenes.commands.cli import make_parser
from scenes.commands.options import place_of
from scenes.screens.app import DARK_THEME, LIGHT_THEME
from scenes.screens.dialogs import GoTo, Help
from scenes.screens.walk import screen as walk_screen
from scenes.screens.walk.panels.stage import Stage
from scenes.screens.walk.panels.timeline import Timeline
from scenes.screens.walk.screen import MOTION_SECONDS, SPEEDS, WalkScreen
from scenes.screens.widgets.heading import Heading
from scenes.screens.widgets.toosmall import LEAST
from scenes.story.acts import ACTS, recap
from scenes.story.places import Play

SIZES = [(80, 24), (120, 40), (200, 60)]
BEATS = [f"{act.id}.{n}" for act in ACTS for n in range(1, len(act.beats) + 1)]
ASKED = [f"{act.id}.{beat}" for act, beat, _ in recap.ASKED]
"""Where the reader may predict."""


def at(reader):
    """Return where the reader is, as `--at` has it."""
    return f"{reader.place.act}.{reader.place.beat}"


def heading(reader):
    """Return the row with the beat's title and the word to the reader."""
    return reader.walk_screen.query_one(Heading).render_line(0).text


def shown(reader):
    """Return what stands below the map: all that hangs on the walk's numbers."""
    return reader.text.split("\n", 3)[3]


async def wait_until_quiet(reader):
    """Let the time go by for which notices stand."""
    reader.app.clear_notifications()
    reader.walk_screen._unsay()
    await reader.settle()


def cell_of(reader, kind, index):
    """Return the column and row of the screen where something that can be picked stands."""
    stage = reader.walk_screen.query_one(Stage)
    node = arrangement(reader.app.walk_model.beat.scene, *stage.size)
    for figure, box in place(node, *stage.size):
        for y in range(box.y, box.y + box.height):
            for x in range(box.x, box.x + box.width):
                pick = painter_of(figure).hit(figure, box, x, y)
                if pick and (pick.kind, pick.index) == (kind, index):
                    return stage.region.x + x, stage.region.y + y
    raise AssertionError(f"no {kind} {index} on the stage of {at(reader)}")


class Clock:
    """A clock that only tests move."""

    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


async def move_on(reader, share):
    """Let so much of a beat's motion go by, and show it as the ticker would."""
    reader.app.clock.now += share * MOTION_SECONDS
    reader.walk_screen._tick()
    await reader.settle()


# There and back.


@pytest.mark.parametrize("size", SIZES)
async def test_each_place_shows_the_same_there_and_back(open_app, size):
    async with open_app(size) as reader:
        there = []
        for beat in BEATS:
            assert at(reader) == beat
            there.append(reader.strips)
            await reader.press("right")
        for beat, strips in reversed(list(zip(BEATS, there, strict=True))):
            assert at(reader) == beat
            assert reader.strips == strips
            await reader.press("left")


@pytest.mark.parametrize("size", SIZES)
async def test_motion_comes_to_rest_at_the_still_screen(open_app, size):
    async with open_app(size) as reader:
        still = []
        for _ in BEATS:
            still.append(reader.strips)
            await reader.press("right")
    moved = set()
    async with open_app(size, BEATS[-1], motion=True) as reader:
        reader.app.clock = Clock()
        await reader.press("home")
        for beat, strips in zip(BEATS, still, strict=True):
            assert at(reader) == beat
            await move_on(reader, 0.5)
            if reader.strips != strips:
                moved.add(reader.place.act)
            await move_on(reader, 0.6)
            assert reader.strips == strips
            await reader.press("right")
        for strips in reversed(still[:-1]):
            await reader.press("left")
            assert reader.strips == strips
    assert moved == {act.id for act in ACTS}, "every act has its own motion"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("motion", [True, False])
async def test_a_place_shows_the_same_when_opened_there(open_app, size, motion):
    async with open_app(size) as reader:
        await reader.press("pagedown", "pagedown", "right", "right")
        walked = reader.strips
    async with open_app(size, "weighted-sum.3", motion=motion) as reader:
        if motion:
            assert reader.strips != walked
            reader.app.clock = Clock()
            await reader.press("left", "right")
            await move_on(reader, 1)
        assert reader.strips == walked


# Motion.


async def test_the_next_key_interrupts_motion(open_app):
    async with open_app(motion=True) as reader:
        reader.app.clock = Clock()
        await reader.press("right")
        await move_on(reader, 0.5)
        assert 0 < reader.walk_screen.progress < 1
        await reader.press("right")
        assert at(reader) == "meet.3"
        assert reader.walk_screen.progress == 0
        await move_on(reader, 0.5)
        await reader.press("left")
        assert at(reader) == "meet.2"
        assert reader.walk_screen.progress == 1


async def test_motion_runs_by_the_clock_and_stops(open_app, monkeypatch):
    monkeypatch.setattr(walk_screen, "MOTION_SECONDS", 0.3)
    async with open_app(motion=True) as reader:
        reader.walk_screen._stop_motion()  # the one in which the app opened
        clock = itertools.count(step=0.05)
        reader.app.clock = lambda: next(clock)
        screen, seen = reader.walk_screen, []
        screen.watch(screen, "progress", lambda progress: seen.append(progress), init=False)
        await reader.press("right")
        async with asyncio.timeout(10):
            while screen.progress < 1:
                await reader.pilot.pause()
        assert seen == sorted(seen)
        assert len(seen) == 6, "a tick of the ticker is a frame"


async def test_motion_can_be_turned_off(open_app):
    async with open_app(motion=True) as reader:
        reader.app.clock = Clock()
        await reader.press("v", "right")
        assert reader.walk_screen.progress == 1
        await reader.press("v", "right")
        assert reader.walk_screen.progress == 0


async def test_there_is_no_motion_where_textual_has_none(open_app):
    async with open_app(motion=True) as reader:
        reader.app.animation_level = "none"
        await reader.press("right")
        assert reader.walk_screen.progress == 1


# Where to.


@pytest.mark.parametrize(
    ("start", "keys", "end"),
    [
        ("meet.1", "right l n enter", "meet.5"),
        ("input.2", "left h p", BEATS[BEATS.index("input.1") - 2]),
        ("meet.1", "left", "meet.1"),
        (BEATS[-1], "right", BEATS[-1]),
        ("meet.4", "pagedown right_square_bracket", "weighted-sum.1"),
        ("recap.1", "pagedown", "recap.1"),
        ("weighted-sum.3", "pageup", "weighted-sum.1"),
        ("weighted-sum.1", "pageup left_square_bracket", "meet.1"),
        ("blame.2", "home", "meet.1"),
        ("blame.2", "end", BEATS[-1]),
        ("blame.2", "g down enter", "update.1"),
        ("blame.2", "g home enter", "meet.1"),
        ("blame.2", "g down escape", "blame.2"),
        ("blame.2", "question_mark escape right", "blame.3"),
    ],
)
async def test_keys_go(open_app, start, keys, end):
    async with open_app(at=start) as reader:
        await reader.press(*keys.split())
        assert at(reader) == end
        assert isinstance(reader.app.screen, WalkScreen)


@pytest.mark.parametrize(
    "keys", ["g enter enter", "g enter escape", "g escape enter", "g pagedown enter", "g g g g"]
)
async def test_keys_typed_faster_than_a_dialog_opens_are_no_error(open_app, keys):
    async with open_app(at="blame.2") as reader:
        await reader.type(*keys.split())
        assert isinstance(reader.app.screen, WalkScreen)
        assert at(reader) in BEATS


async def test_the_dialog_of_acts_lists_them_all(open_app):
    async with open_app((80, 24), "output.2") as reader:
        await reader.press("g")
        assert isinstance(reader.app.screen, GoTo)
        for act in ACTS:
            assert f"{act.name} " in reader.text
            assert act.about in reader.text


async def test_it_plays_by_itself_to_the_end(open_app, monkeypatch):
    monkeypatch.setattr(walk_screen, "LEAST_SECONDS", 0.001)
    monkeypatch.setattr(walk_screen, "SECONDS_A_WORD", 0.0)
    async with open_app(at="again.2") as reader:
        seen = []
        show_beat = reader.walk_screen.show_beat

        def note_and_show(**how):
            seen.append(at(reader))
            show_beat(**how)

        monkeypatch.setattr(reader.walk_screen, "show_beat", note_and_show)
        await reader.press("space")
        async with asyncio.timeout(10):
            while reader.walk_screen._player is not None:
                await reader.pilot.pause()
        assert seen == BEATS[BEATS.index("again.3") :]


async def test_play_pause_and_speed(open_app):
    async with open_app() as reader:
        still = reader.strips
        await reader.press("space")
        assert "▶ 1×" in heading(reader)
        await reader.press("greater_than_sign")
        assert "1.5" in heading(reader)
        await reader.press(*["less_than_sign"] * 9)
        await wait_until_quiet(reader)
        assert f"▶ {SPEEDS[0]}×" in heading(reader)
        await reader.press("space")
        await wait_until_quiet(reader)
        assert reader.strips == still


async def test_what_is_longer_to_read_stays_longer(open_app, monkeypatch):
    async with open_app(at="weighted-sum.1") as reader:
        waits = []
        monkeypatch.setattr(
            reader.walk_screen, "set_timer", lambda seconds, _: waits.append(seconds)
        )
        reader.walk_screen._schedule_next()
        words = len(reader.app.walk_model.beat.story.split())
        assert waits == [words * walk_screen.SECONDS_A_WORD]


# What to look at.


@pytest.mark.parametrize(
    ("start", "keys", "chosen", "by"),
    [
        ("weighted-sum.1", "j", "jay", 1),
        ("weighted-sum.1", "down down up k", "jay", 0),
        ("output.1", "j", "lola", 1),
        ("output.1", "k k", "lola", -2),
        ("input.1", "j", "pixel", 28),
        ("input.1", "k", "pixel", -28),
        ("meet.1", "j j", "knob", 2),
        ("meet.1", "k", "knob", 3),
        ("update.1", "o", "lola", 1),
        ("update.1", "O", "lola", -1),
        ("update.3", "shift+left", "pixel", -1),
        ("update.3", "shift+right L", "pixel", 2),
        ("update.3", "H", "pixel", -1),
        ("update.3", "shift+up", "pixel", -28),
        ("update.3", "shift+down J", "pixel", 56),
        ("update.3", "K", "pixel", -28),
    ],
)
async def test_keys_choose(open_app, start, keys, chosen, by):
    choices = {} if start.startswith("meet") else {"jay": 40, "lola": 5, "pixel": 406}
    async with open_app(at=start, **choices) as reader:
        before = getattr(reader.app.walk_model.walk, chosen)
        screen = shown(reader)
        await reader.press(*keys.split())
        assert getattr(reader.app.walk_model.walk, chosen) == before + by
        assert (shown(reader) != screen) is bool(by)


@pytest.mark.parametrize(
    ("start", "key", "choice", "end"),
    [
        ("weighted-sum.1", "j", {"jay": 99}, {"jay": 0}),
        ("weighted-sum.1", "k", {"jay": 0}, {"jay": 99}),
        ("output.1", "o", {"lola": 9}, {"lola": 0}),
        ("input.1", "shift+left", {"pixel": 28}, {"pixel": 28}),
        ("input.1", "shift+right", {"pixel": 27}, {"pixel": 27}),
        ("input.1", "shift+up", {"pixel": 5}, {"pixel": 5}),
        ("input.1", "shift+down", {"pixel": 783}, {"pixel": 783}),
    ],
)
async def test_walls_wrap_round_and_pictures_have_edges(open_app, start, key, choice, end):
    async with open_app(at=start, **choice) as reader:
        await reader.press(key)
        walk = reader.app.walk_model.walk
        assert {name: getattr(walk, name) for name in end} == end


# What it is about.


async def test_a_digit_key_takes_the_next_of_its_kind(open_app, digits):
    async with open_app(at="error.1") as reader:
        found = []
        for _ in range(3):
            await reader.press("3")
            found.append(reader.app.walk_model.walk.pass_.index)
        assert found == [i for i, label in enumerate(digits.labels) if label == 3][:3]
        assert "meant 3" in reader.text


async def test_r_takes_a_random_digit(open_app, monkeypatch, digits):
    expected = random.Random(5).randrange(1, len(digits))  # on from sample 0
    seeded = random.Random(5)
    monkeypatch.setattr(walk_screen.random, "Random", lambda: seeded)
    async with open_app() as reader:
        await reader.press("r")
        assert reader.app.walk_model.walk.pass_.index == expected
        assert str(expected) in heading(reader)


@pytest.mark.parametrize("start", ["weighted-sum.1", "output.4", "again.3", BEATS[-1]])
@pytest.mark.parametrize("keys", ["e e", "plus minus", "minus equals_sign"])
async def test_a_setting_can_be_taken_back(open_app, start, keys):
    async with open_app(at=start, jay=7, lola=3, pixel=350) as reader:
        before = reader.strips
        await reader.press(*keys.split())
        await wait_until_quiet(reader)
        assert reader.strips == before


async def test_w_walks_the_digit_through_the_other_network(open_app):
    async with open_app(at="output.4") as reader:
        untrained = shown(reader)
        await reader.press("w")
        assert reader.app.walk_model.walk.pass_.source == "trained"
        await wait_until_quiet(reader)
        assert "takes your 7 for a 7" in " ".join(reader.text.split())
        assert shown(reader) != untrained
        await reader.press("w")
        assert reader.app.walk_model.walk.pass_.source == "untrained"
        await wait_until_quiet(reader)
        assert shown(reader) == untrained


@pytest.mark.parametrize("beat", ["blame.2", "blame.3", "update.3"])
async def test_e_changes_the_error_rule(open_app, beat):
    async with open_app(at=beat) as reader:
        recipe = shown(reader)
        await reader.press("e")
        await wait_until_quiet(reader)
        assert reader.app.walk_model.walk.trace.error_rule == "gradient"
        assert shown(reader) != recipe


@pytest.mark.parametrize("beat", ["update.2", "update.3", "update.4", "update.5", "again.1"])
@pytest.mark.parametrize(("key", "rate"), [("plus", 0.2), ("minus", 0.05)])
async def test_the_learning_rate_answers_at_once(open_app, beat, key, rate):
    async with open_app(at=beat) as reader:
        before = shown(reader)
        await reader.press(key)
        await wait_until_quiet(reader)
        assert reader.app.walk_model.walk.trace.learning_rate == rate
        assert shown(reader) != before


@pytest.mark.parametrize(
    ("knob", "setting", "up"),
    [(0, "speak", 0.9), (1, "tell", -0.5), (2, "meant", 0.95), (3, "rate", 5)],
)
async def test_keys_turn_the_chosen_knob_of_meet(open_app, knob, setting, up):
    async with open_app(at="meet.6") as reader:
        before = reader.text
        await reader.press(*["j"] * knob, "plus")
        assert getattr(reader.place.play, setting) == pytest.approx(up, abs=0.01)
        assert reader.text != before
        await reader.press("minus")
        assert getattr(reader.place.play, setting) == pytest.approx(getattr(Play(), setting))


def errors(reader):
    """Return the friends' errors after each telling."""
    return [float(now.output_errors[0]) for now in reader.app.walk_model.walk.rounds]


async def test_telling_again_makes_the_error_fall(open_app):
    async with open_app(at="meet.6") as reader:
        await reader.press(*["m"] * 24)
        told = errors(reader)
        assert len(told) == 25
        assert told == sorted(told, reverse=True)
        assert 0 < told[-1] < told[0] / 4
        assert "24 times" in reader.text


async def test_telling_again_too_eagerly_overshoots(open_app):
    async with open_app(at="meet.6", play=Play(rate=100.0)) as reader:
        await reader.press(*["m"] * 6)
        assert min(errors(reader)) < 0 < max(errors(reader))


async def test_only_the_friends_are_told_again(open_app):
    async with open_app(at="input.1") as reader:
        before = reader.strips
        await reader.press("m")
        assert reader.strips == before
        assert len(reader.app.walk_model.walk.rounds) == 1


# Predictions.


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("beat", ASKED)
async def test_answers_are_judged_at_once(open_app, beat, size):
    async with open_app(size, beat) as reader:
        session = reader.app.walk_model
        question = session.beat.question
        assert "?" in heading(reader)
        for index, (key, option) in enumerate(zip("abc", question.options, strict=False)):
            assert f"{key} {option}" in heading(reader)
            await reader.press(key)
            right = index == question.answer
            assert ("✓" in heading(reader), "✗" in heading(reader)) == (right, not right)
            await reader.press(*"abc")
            assert session.answer == index, "the first answer stands"
            session.answers.clear()
            reader.walk_screen.show_heading()


async def test_questions_are_asked_where_they_are_expected_and_never_in_the_way(open_app):
    async with open_app() as reader:
        found = []
        for beat in BEATS:
            assert at(reader) == beat
            if reader.app.walk_model.beat.question:
                found.append(beat)
            await reader.press("right")
        assert found == ASKED
        assert reader.app.walk_model.answers == {}


async def test_questions_can_be_turned_off(open_app):
    async with open_app(at="threshold.1", predict=False) as reader:
        assert "?" not in heading(reader)
        await reader.press("a")
        assert reader.app.walk_model.answers == {}


# Commands.


@pytest.mark.parametrize(
    ("start", "keys"),
    [
        ("meet.2", "plus plus m m"),
        ("input.1", "4 shift+down shift+right"),
        ("weighted-sum.2", "w j j shift+left"),
        ("output.2", "r o"),
        ("blame.2", "e O j"),
        ("update.2", "plus plus e w"),
        ("again.1", "minus 9 w e"),
        ("recap.2", "0 0 plus"),
    ],
)
async def test_y_shows_the_command_that_reopens_the_place(open_app, start, keys):
    async with open_app(at=start) as reader:
        await reader.press(*keys.split())
        await wait_until_quiet(reader)
        strips = reader.strips
        await reader.press("y")
        command = reader.app.clipboard
        assert command in [message.notification.message for message in reader.heard(Notify)]
    words = shlex.split(command)[1:]
    choices = vars(place_of(make_parser().parse_args(words)))
    act, beat = choices.pop("act"), choices.pop("beat")
    async with open_app(at=f"{act}.{beat}", **choices) as reader:
        assert reader.strips == strips


async def test_the_palette_offers_all_of_it(open_app):
    async with open_app() as reader:
        commands = {" ".join(c.title.split()): c.callback for c in reader.walk_screen.commands()}
        session = reader.app.walk_model
        for index, act in enumerate(ACTS):
            commands[f"Act {index + 1}: {act.name}"]()
            assert at(reader) == f"{act.id}.1"
        for digit in range(10):
            commands[f"Digit: a {digit}"]()
            assert session.walk.pass_.label == digit
        commands["Digit: random"]()
        for source in ("trained", "untrained"):
            commands[f"Network: {source}"]()
            assert session.walk.pass_.source == source
        rule = session.walk.trace.error_rule
        commands["Error rule: the other"]()
        assert session.walk.trace.error_rule != rule
        commands["Motion: on or off"]()
        assert reader.walk_screen.motion
        commands["Questions: on or off"]()
        assert not reader.walk_screen.predict
        commands["Command"]()
        assert reader.app.clipboard == session.command()
        await reader.settle()


async def test_the_palette_opens_and_goes(open_app):
    async with open_app() as reader:
        await reader.pilot.press("ctrl+p", *"blame", "down", "enter")
        await reader.settle()
        assert at(reader) == "blame.1"


async def test_help_lists_every_key(open_app):
    async with open_app((120, 120)) as reader:
        await reader.press("question_mark")
        assert isinstance(reader.app.screen, Help)
        for binding in WalkScreen.BINDINGS:
            assert isinstance(binding, Binding)
            if binding.id.startswith("digit-"):
                continue
            line = next(line for line in reader.text.split("\n") if binding.tooltip in line)
            for key in binding.make_bindings([replace(binding, key_display=None)]):
                assert reader.app.get_key_display(key) in line
        await reader.press("escape")
        assert isinstance(reader.app.screen, WalkScreen)


async def test_q_quits(open_app):
    async with open_app() as reader:
        reader.app.post_message(events.Key("q", None))
        await reader.pilot.pause()
        assert not reader.app.is_running
        assert reader.app.return_code == 0


# Colours.


async def test_a_theme_recolours_everything(open_app):
    async with open_app(at="weighted-sum.2") as reader:
        dark, text, palette = reader.strips, reader.text, reader.app.palette
        reader.app.theme = LIGHT_THEME
        await reader.settle()
        assert reader.text == text
        backgrounds = {s.style.bgcolor.name for strip in reader.strips for s in strip if s.style}
        assert reader.app.palette.colours.background in backgrounds
        assert palette.colours.background not in backgrounds
        reader.app.theme = DARK_THEME
        await reader.settle()
        assert reader.strips == dark


async def test_it_opens_light(open_app):
    async with open_app(light=True) as reader:
        assert reader.app.theme == LIGHT_THEME


@pytest.mark.parametrize("theme", ["nord", "textual-light", "ansi-dark"])
async def test_textuals_themes_leave_the_words_alone(open_app, theme):
    async with open_app(at="weighted-sum.2") as reader:
        text = reader.text
        reader.app.theme = theme
        await reader.settle()
        assert reader.text == text


@pytest.mark.parametrize("variables", [{"NO_COLOR": "1"}, {"TERM": "xterm", "COLORTERM": ""}])
async def test_the_sign_shows_without_colours(open_app, monkeypatch, variables):
    async with open_app(at="weighted-sum.2") as reader:
        coloured = reader.text
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    async with open_app(at="weighted-sum.2") as reader:
        for sign in "╋≡":
            assert sign in reader.text
            assert sign not in coloured


# The mouse.


@pytest.mark.parametrize(
    ("beat", "kind", "index"),
    [
        ("threshold.4", "jay", 17),
        ("weighted-sum.4", "jay", 99),
        ("output.5", "lola", 2),
        ("blame.1", "lola", 0),
        ("input.1", "pixel", 28 * 10 + 5),
        ("update.4", "pixel", 28 * 26 + 12),
        ("meet.1", "knob", 2),
    ],
)
@pytest.mark.parametrize("size", SIZES)
async def test_a_click_chooses(open_app, size, beat, kind, index):
    async with open_app(size, beat) as reader:
        await reader.click(*cell_of(reader, kind, index))
        assert getattr(reader.app.walk_model.walk, kind) == index
        assert [message.hit.index for message in reader.heard(Stage.Picked)] == [index]


@pytest.mark.parametrize(
    ("beat", "kind", "index"),
    [("threshold.4", "jay", 17), ("output.5", "lola", 2), ("weighted-sum.2", "pixel", 402)],
)
@pytest.mark.parametrize("size", SIZES)
async def test_hovering_tells_the_number(open_app, size, beat, kind, index):
    async with open_app(size, beat) as reader:
        still = reader.strips
        x, y = cell_of(reader, kind, index)
        await reader.point(x, y)
        (hovered,) = reader.heard(Stage.Hovered)
        words = reader.app.palette.text(hovered.words).plain
        assert words in heading(reader)
        assert str(index) in words
        assert "0." in words
        await reader.point(x, 0)
        assert reader.strips == still


async def test_a_reading_does_not_outlive_its_beat(open_app):
    async with open_app(at="weighted-sum.4") as reader:
        await reader.point(*cell_of(reader, "jay", 5))
        assert "Jay 5" in heading(reader)
        await reader.press("right")
        assert at(reader) == "threshold.1"
        assert "? will" in heading(reader)


async def test_a_question_is_answered_by_mouse(open_app):
    async with open_app(at="threshold.1") as reader:
        row = reader.walk_screen.query_one(Heading).region.y
        column = heading(reader).index("b no")
        await reader.click(column, row)
        assert reader.app.walk_model.answer == 1
        assert "will" not in heading(reader)


async def test_a_drag_ends_with_a_dialog_and_with_a_resize(open_app):
    for ending in ("g", None):
        async with open_app(at="meet.2") as reader:
            x, y = cell_of(reader, "knob", 1)
            await reader.mouse(events.MouseDown, x + 40, y, button=1)
            held = reader.place.play
            if ending:
                await reader.press(ending, "escape")
            else:
                await reader.resize(100, 30)
            await reader.point(x + 60, y)
            assert reader.place.play == held


async def test_a_click_on_a_knobs_name_only_chooses_it(open_app):
    async with open_app(at="meet.2") as reader:
        before = reader.place.play
        await reader.click(*cell_of(reader, "knob", 2))
        assert reader.app.walk_model.walk.knob == 2
        assert reader.place.play == before


async def test_playing_waits_behind_a_dialog(open_app, monkeypatch):
    monkeypatch.setattr(walk_screen, "LEAST_SECONDS", 0.01)
    monkeypatch.setattr(walk_screen, "SECONDS_A_WORD", 0.0)
    async with open_app() as reader:
        screen = reader.walk_screen
        await reader.press("space", "question_mark")
        opened = at(reader)
        for _ in range(20):
            await reader.pilot.pause(0.01)
        assert at(reader) == opened
        await reader.press("escape")
        async with asyncio.timeout(10):
            while at(reader) == opened:
                await reader.pilot.pause()
        screen._pause()


async def test_a_knob_is_dragged_and_let_go(open_app):
    async with open_app(at="meet.2") as reader:
        x, y = cell_of(reader, "knob", 1)
        await reader.drag((x + 40, y), (x + 60, y), (x + 300, y))
        assert reader.place.play.tell == 4.0
        await reader.drag((x + 50, y), (0, y + 5))
        assert reader.place.play.tell == -4.0
        await reader.point(x + 45, y)
        assert reader.place.play.tell == -4.0


@pytest.mark.parametrize("size", SIZES)
async def test_the_timeline_is_clicked_and_scrubbed(open_app, size):
    async with open_app(size) as reader:
        row = reader.walk_screen.query_one(Timeline).region.bottom - 1
        line = reader.text.split("\n")[row]
        marks = [(x, row) for x, character in enumerate(line) if character in "◆○●"]
        assert len(marks) == len(BEATS)
        for index in (len(BEATS) - 1, 0, 20):
            await reader.click(*marks[index])
            assert at(reader) == BEATS[index]
        before = len(reader.heard(Timeline.Scrubbed))
        await reader.drag(*marks[3:9])
        scrubbed = reader.heard(Timeline.Scrubbed)[before:]
        assert [f"{ACTS[m.act].id}.{m.beat + 1}" for m in scrubbed] == BEATS[3:9]
        assert at(reader) == BEATS[8]
        await reader.point(*marks[-1])
        assert at(reader) == BEATS[8]
        assert ACTS[-1].about in heading(reader)


# Sizes.


@pytest.mark.parametrize("beat", ["meet.1", "weighted-sum.3", "recap.2"])
async def test_a_terminal_too_small_is_told_so_and_recovers(open_app, beat):
    async with open_app(at=beat) as reader:
        before = reader.strips
        await reader.resize(60, 15)
        assert f"needs {LEAST[0]} × {LEAST[1]}" in reader.text
        assert "60 × 15" in reader.text
        await reader.resize(120, 40)
        assert reader.strips == before


@pytest.mark.parametrize(
    ("size", "small"), [((80, 24), False), ((79, 24), True), ((80, 23), True), ((7, 3), True)]
)
async def test_what_is_too_small(open_app, size, small):
    async with open_app(size) as reader:
        assert ("tiny" in reader.text) is small


async def test_a_walk_goes_on_while_the_terminal_is_too_small(open_app):
    async with open_app((60, 15)) as reader:
        await reader.press("right", "right")
        await reader.resize(80, 24)
        grown = reader.strips
        assert at(reader) == "meet.3"
    async with open_app((80, 24), "meet.3") as reader:
        assert reader.strips == grown
