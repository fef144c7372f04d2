"""The testing screen: the count, the confusion matrix, the gallery; to the walk and back.

Long, for all of it finds cells and digits on the one screen by the same helpers.
"""

import random
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from textual import events
from textual.binding import Binding
from textual.notifications import Notify

from scenes.screens.app import LIGHT_THEME
from scenes.screens.dialogs import Help
from scenes.screens.testing.board import TestingBoard
from scenes.screens.testing.messages import AskingFailed
from scenes.screens.testing.model import COUNT_SECONDS
from scenes.screens.testing.screen import TestingScreen
from scenes.screens.walk.screen import WalkScreen
from scenes.screens.widgets.heading import Heading
from scenes.story.networks import NamedNetwork, open_network
from scenes.story.places import Place
from tinynet import Network, score

pytestmark = pytest.mark.usefixtures("drawn_when_looked_at")

FULLEST = (9, 4)
"""The cell of the matrix with the most mistakes, where the screen begins."""
SIZES = [(80, 24), (120, 40), (200, 60)]
ODD_SIZES = [(97, 31), (300, 24), (80, 90), (150, 30), (110, 24), (100, 50), (160, 48)]
RESIZED = [*SIZES, (97, 31), (300, 24), (80, 90)]
"""The layout's own tests have all odd sizes."""


class Clock:
    """A clock that only tests move."""

    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


async def all_heard(reader):
    """Wait until the network has answered, and it is shown."""
    await reader.app.workers.wait_for_complete()
    await reader.settle()


async def open_test(reader, named, digits, *, moving=False):
    """Open the test screen; return it."""
    reader.app.animation_level = "full" if moving else "none"
    reader.app.clock = Clock()
    walk = reader.app.walk_model.walk
    reader.app.walk_model.walk = replace(walk, pass_=replace(walk.pass_, data=digits))
    reader.app.open_test(named)
    await reader.settle()
    await all_heard(reader)
    screen = reader.app.screen
    assert isinstance(screen, TestingScreen)
    return screen


async def count_on(reader, seconds):
    """Let so much of the count go by."""
    reader.app.clock.now += seconds
    reader.app.screen._tick()
    await reader.settle()


def heading(reader):
    """Return the row with the title and the word to the reader."""
    return reader.app.screen.query_one(Heading).render_line(0).text


def matrix(reader):
    """Return the numbers that stand in the matrix."""
    screen = reader.app.screen
    board = screen.query_one(TestingBoard)
    at = board.board_layout
    rows = []
    for meant in range(10):
        line = board.render_line(at.tile(meant, 0).y + at.middle).text
        starts = [at.tile(meant, heard).x for heard in range(11)]
        cells = [line[start:end].strip() for start, end in pairwise(starts)]
        rows.append([0 if cell == "·" else int(cell) for cell in cells])
    return np.array(rows)


def confusion_of(named, digits):
    """Return what the engine counts."""
    return score(named.network, digits.images, digits.labels).confusion


def cell_at(reader, cell):
    """Return the column and row of the screen where a cell of the matrix stands."""
    board = reader.app.screen.query_one(TestingBoard)
    tile = board.board_layout.tile(*cell)
    return board.region.x + tile.x + 1, board.region.y + tile.y


def thumb_at(reader, position):
    """Return the column and row of the screen where a picture of the gallery stands."""
    board, model = reader.app.screen.query_one(TestingBoard), reader.app.screen.model
    picture = board.board_layout.gallery(len(model.cases)).place(position)
    return board.region.x + picture.x, board.region.y + picture.y


@pytest.mark.parametrize("size", SIZES)
async def test_x_counts_and_shows_the_matrix(open_app, size, scores):
    async with open_app(size, network="trained") as reader:
        reader.app.animation_level = "none"
        await reader.press("x")
        await all_heard(reader)
        assert isinstance(reader.app.screen, TestingScreen)
        assert "9,689 of 10,000 right, 96.9 %" in heading(reader)
        assert np.array_equal(matrix(reader), scores.confusion)
        assert "meant 9, heard 4: 25 digits" in reader.text
        worst = scores.by_certainty(~scores.right, *FULLEST)[0]
        assert f"#{worst} ○meant 9 ✗heard 4" in reader.text
        assert f"mistake {[*scores.mistakes()].index(worst) + 1} of 311" in reader.text


@pytest.mark.parametrize("size", SIZES)
async def test_the_digits_are_counted_through(open_app, size, trained, digits, first, scores):
    async with open_app(size, motion=True) as reader:
        screen = await open_test(reader, trained, digits, moving=True)
        assert (screen.model.counting, screen.model.counted) == (True, 0)
        assert "0 of 10,000" in reader.text
        counts = []
        for _ in range(4):
            await count_on(reader, COUNT_SECONDS / 5)
            counts.append(screen.model.counted)
            assert f"{screen.model.counted:,} of 10,000" in reader.text
            assert f"#{screen.model.counted - 1} " in reader.text, "the digit under way is shown"
            right = int(scores.right[: screen.model.counted].sum())
            zeros = digits.labels[: screen.model.counted] == 0
            zeros_right = int((zeros & scores.right[: screen.model.counted]).sum())
            assert f"{zeros_right:,} of {zeros.sum():,}" in reader.text
            assert screen.view.counts.right == right
            if size[1] >= 40:
                seen = confusion_of(trained, first(counts[-1]))
                assert np.array_equal(matrix(reader), seen)
        assert counts == sorted(set(counts))
        await count_on(reader, COUNT_SECONDS / 5)
        await count_on(reader, 99)
        assert screen.model.counting, "the whole score stands until the reader goes on"
        assert screen.model.counted == 10_000
        assert "space shows the mistakes" in reader.text
        await reader.press("space")
        assert not screen.model.counting
        assert np.array_equal(matrix(reader), scores.confusion)


async def test_a_key_ends_the_count_for_the_eye_and_space_counts_again(open_app, trained, digits):
    async with open_app(motion=True) as reader:
        screen = await open_test(reader, trained, digits, moving=True)
        for key in ("enter", "right", "tab", "n", "4", "v", "space"):
            await count_on(reader, 0.5)
            assert screen.model.counting
            await reader.press(key)
            assert not screen.model.counting
            assert reader.app.screen is screen
            assert "9,689 of 10,000 right" in heading(reader)
            await reader.press("space")
            assert (screen.model.counting, screen.model.counted) == (True, 0)
        await count_on(reader, 99)
        assert (screen.model.counting, screen.model.counted) == (True, 10_000)


async def test_the_count_waits_while_it_cannot_be_seen(open_app, trained, digits):
    async with open_app(motion=True) as reader:
        screen = await open_test(reader, trained, digits, moving=True)
        await count_on(reader, 1)
        counted = screen.model.counted
        await reader.press("question_mark")
        assert isinstance(reader.app.screen, Help)
        reader.app.clock.now += 99
        await reader.press("escape")
        await count_on(reader, 0)
        assert screen.model.counted == counted
        await reader.resize(60, 15)
        reader.app.clock.now += 99
        assert "tinynet needs" in reader.text
        await reader.resize(80, 24)
        await count_on(reader, 0)
        assert screen.model.counted == counted
        assert f"{counted:,} of 10,000" in reader.text
        await count_on(reader, 1)
        assert screen.model.counted > counted


@pytest.mark.parametrize("key", ["q", "ctrl+q"])
async def test_quitting_in_mid_count(open_app, key, trained, digits):
    async with open_app(motion=True) as reader:
        await open_test(reader, trained, digits, moving=True)
        await count_on(reader, 1)
        reader.app.post_message(events.Key(key, None))
        await reader.pilot.pause()
        assert not reader.app.is_running
        assert reader.app.return_code == 0


@pytest.mark.parametrize("key", ["escape", "x"])
async def test_leaving_while_the_network_is_asked(open_app, key, trained, digits):
    async with open_app(motion=True) as reader:
        reader.app.open_test(trained)
        await reader.press(key)
        await reader.settle()
        assert isinstance(reader.app.screen, WalkScreen)
        assert not [w for w in reader.app.workers if w.is_running and not w.is_cancelled]


class Failing(Network):
    """A network that answers twice, and then cannot."""

    asked = 0

    def query(self, inputs):
        """Answer, or not."""
        self.asked += 1
        if self.asked > 2:
            raise ValueError("weights must be finite")
        return super().query(inputs)


def named(network, name="training, after 60,000 digits"):
    """Give a network a name."""
    return NamedNetwork(network, name, "here")


async def test_a_failure_is_told_and_the_rest_can_be_seen(open_app, digits):
    async with open_app((80, 24)) as reader:
        network = Failing(784, 10, 10, 0.1, seed=1)
        screen = await open_test(reader, named(network), digits, moving=True)
        assert len(reader.heard(AskingFailed)) == 1
        said = "The count stopped after 1,000 of 10,000 digits: ValueError: weights must be finite"
        assert said in " ".join(reader.text.split())
        assert matrix(reader).sum() == 1000
        await reader.press("tab", "n", "v", "space", "down")
        assert said in " ".join(reader.text.split())
        network.asked = 0
        await reader.press("enter")
        assert isinstance(reader.app.screen, WalkScreen)
        await reader.press("escape")
        assert reader.app.screen is screen
        await reader.press("escape")
        assert isinstance(reader.app.screen, WalkScreen)


async def test_a_network_that_cannot_answer_at_all(open_app, digits):
    async with open_app() as reader:
        network = Failing(784, 10, 10, 0.1, seed=1)
        network.asked = 2
        await open_test(reader, named(network), digits)
        assert "stopped after 0 of 10,000 digits: ValueError: weights must be finite" in reader.text
        await reader.press(
            "tab", "shift+tab", "n", "p", "enter", "v", "4", "pagedown", "end", "space"
        )
        assert isinstance(reader.app.screen, TestingScreen)


# The matrix and the gallery.


@pytest.mark.parametrize("size", SIZES)
async def test_keys_go_to_cells_and_through_their_digits(open_app, size, trained, digits, scores):
    async with open_app(size) as reader:
        screen = await open_test(reader, trained, digits)
        model = screen.model
        # Through the cell it begins with.
        members = scores.by_certainty(~scores.right, *FULLEST)
        for index in members:
            assert model.chosen.index == index
            assert f"#{index} ○meant 9 ✗heard 4" in reader.text
            assert f"▸{index} " in reader.text, "it is marked in the gallery"
            await reader.press("n")
        assert model.chosen.index == members[-1]
        await reader.press("p", "p", "p")
        assert model.chosen.index == members[-4]
        await reader.press("home")
        assert model.chosen.index == members[0]
        page = screen.query_one(TestingBoard).board_layout.gallery(len(members)).page
        await reader.press("pagedown")
        assert model.chosen.index == members[min(page, len(members) - 1)]
        await reader.press("pageup")
        assert model.chosen.index == members[0]
        await reader.press("end")
        assert model.chosen.index == members[-1]
        # To other cells.
        await reader.press("left", "h", "up", "k")
        assert model.cell == (7, 2)
        assert "meant 7, heard 2: 14 digits, 1.4 % of the 7s" in reader.text
        await reader.press("right", "l", "down", "j")
        assert model.cell == FULLEST
        await reader.press("4")
        assert "meant 4, heard 9: 8 digits, 0.8 % of the 4s" in reader.text
        # To one that is empty.
        model.go((1, 0))
        await reader.press("n", "p", "pagedown", "home")
        assert "No digit was meant 1 and heard 0." in reader.text
        await reader.press("enter")
        assert reader.app.screen is screen
        assert "there is no digit in this cell" in heading(reader)


async def test_m_goes_through_all_mistakes(open_app, trained, digits, scores):
    async with open_app((80, 24)) as reader:
        screen = await open_test(reader, trained, digits)
        mistakes = scores.mistakes()
        for rank in range(40):
            await reader.press("tab")
            assert screen.model.chosen.index == mistakes[rank]
            assert f"mistake {rank + 1} of 311" in reader.text
            meant, heard = digits.labels[mistakes[rank]], scores.answers[mistakes[rank]]
            assert screen.model.cell == (meant, heard)
            assert f"meant {meant}, heard {heard}" in reader.text
        await reader.press("shift+tab")
        assert screen.model.chosen.index == mistakes[38]


async def test_s_shows_the_score_and_choosing_goes_back(open_app, trained, digits):
    async with open_app((80, 24)) as reader:
        await open_test(reader, trained, digits)
        before = reader.strips
        await reader.press("v")
        assert "967 of 980" in reader.text
        await reader.press("v")
        assert reader.strips == before
        await reader.press("v", "right", "left")
        assert reader.strips == before


@pytest.mark.parametrize("size", SIZES[::2])
async def test_the_mouse_chooses_and_reads(open_app, size, trained, digits, scores):
    async with open_app(size) as reader:
        screen = await open_test(reader, trained, digits)
        await reader.point(*cell_at(reader, (4, 9)))
        assert "meant 4, heard 9: 8 digits, 0.8 % of the 4s" in heading(reader)
        assert screen.model.cell == FULLEST
        await reader.click(*cell_at(reader, (4, 9)))
        assert screen.model.cell == (4, 9)
        members = scores.by_certainty(~scores.right, 4, 9)
        await reader.point(*thumb_at(reader, 2))
        assert f"test digit {members[2]}" in heading(reader)
        await reader.click(*thumb_at(reader, 2))
        assert screen.model.chosen.index == members[2]
        await reader.point(0, size[1] - 2)
        assert "network: trained" in heading(reader)
        await reader.click(*thumb_at(reader, 2))
        assert isinstance(reader.app.screen, WalkScreen)
        await reader.press("escape")
        case = screen.query_one(TestingBoard).board_layout.picture
        await reader.click(case.x + 5, case.y + 5)
        assert isinstance(reader.app.screen, WalkScreen)


# To the walk and back, and elsewhere.


async def test_enter_walks_the_digit_and_escape_comes_back(open_app, trained, digits):
    async with open_app((120, 40)) as reader:
        learned = named(trained.network)
        screen = await open_test(reader, learned, digits)
        await reader.press("tab", "tab", "n")
        before, index = reader.strips, screen.model.chosen.index
        await reader.press("enter")
        walk = reader.app.screen
        assert isinstance(walk, WalkScreen)
        pass_ = walk.model.walk.pass_
        assert (pass_.index, pass_.named) == (index, learned)
        assert walk.model.act.id == "output"
        assert pass_.trace.answer == screen.model.cell[1]
        assert pass_.label == screen.model.cell[0]
        np.testing.assert_allclose(pass_.trace.outputs, screen.model.answers.case(index).outputs)
        await reader.press("right", "right")
        await reader.press("escape")
        assert reader.app.screen is screen
        assert reader.strips == before
        await reader.press("escape")
        assert reader.app.screen_stack == [reader.walk_screen]


async def test_help_lists_every_key(open_app, trained, digits):
    async with open_app((120, 120)) as reader:
        screen = await open_test(reader, trained, digits)
        await reader.press("question_mark")
        assert isinstance(reader.app.screen, Help)
        for binding in screen.BINDINGS:
            assert isinstance(binding, Binding)
            if binding.id.startswith("digit-"):
                continue
            line = next(line for line in reader.text.split("\n") if binding.tooltip in line)
            for key in binding.make_bindings([replace(binding, key_display=None)]):
                assert reader.app.get_key_display(key) in line
        assert "0 … 9" in reader.text
        assert "heard wrong" in reader.text
        await reader.press("escape")
        assert reader.app.screen is screen


async def test_the_palette_offers_what_can_be_done(open_app, trained, digits):
    async with open_app() as reader:
        screen = await open_test(reader, trained, digits)
        commands = {c.title: c.callback for c in reader.app.get_system_commands(screen)}
        await commands["Digit 4: That digit's most frequent mistake"]()
        assert screen.model.cell == (4, 9)
        await commands["Next mistake: The next mistake of all"]()
        assert screen.model.rank == 0
        await commands["Previous mistake: The mistake before"]()
        assert screen.model.rank == 310
        await commands["Score: The score of each digit, or the digits of the cell"]()
        assert screen.model.shows_score
        await commands["Walk: Walk this digit through the network"]()
        await reader.settle()
        assert isinstance(reader.app.screen, WalkScreen)


async def test_the_footer_has_room_for_its_keys(open_app, trained, digits):
    async with open_app((80, 24)) as reader:
        await open_test(reader, trained, digits)
        last = reader.text.split("\n")[-1]
        for binding in TestingScreen.BINDINGS:
            if binding.show:
                assert binding.description in last, last


# Sizes, colours, other data.


@pytest.mark.slow
@pytest.mark.parametrize("moving", [True, False])
async def test_a_size_shows_the_same_when_resized_to_it(open_app, moving, trained, first):
    few = first(1000)

    async def arrive(reader):
        await open_test(reader, trained, few, moving=moving)
        if moving:
            await count_on(reader, 1.2)

    wanted = {}
    for size in RESIZED:
        async with open_app(size) as reader:
            await arrive(reader)
            wanted[size] = reader.strips
    async with open_app((100, 30)) as reader:
        await arrive(reader)
        for size in RESIZED:
            await reader.resize(*size)
            assert reader.strips == wanted[size], size


@pytest.mark.parametrize("variables", [{"NO_COLOR": "1"}, {"TERM": "xterm", "COLORTERM": ""}])
@pytest.mark.parametrize("size", SIZES[:2])
async def test_few_colours_tell_the_same(
    open_app, size, variables, monkeypatch, trained, digits, scores
):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    async with open_app(size) as reader:
        await open_test(reader, trained, digits)
        assert reader.app.palette.glyphs
        assert np.array_equal(matrix(reader), scores.confusion), "as in many colours"
        board = reader.app.screen.query_one(TestingBoard)
        at = board.board_layout
        line = board.render_line(at.tile(0, 0).y + at.middle)
        right = next(segment for segment in line if segment.text.strip() == "967")
        assert right.style.underline, "what was heard right is marked without colour"


async def test_light_colours_take_hold_at_once(open_app, trained, digits):
    async with open_app(light=True) as other:
        await open_test(other, trained, digits)
        light = other.strips
    async with open_app() as reader:
        await open_test(reader, trained, digits)
        dark, words = reader.strips, reader.text
        reader.app.theme = LIGHT_THEME
        await reader.settle()
        assert reader.text == words
        assert reader.strips != dark
        assert reader.strips == light


async def test_an_untrained_network(open_app, digits):
    untrained = open_network(Place(seed=1))
    async with open_app((120, 40)) as reader:
        screen = await open_test(reader, untrained, digits)
        assert np.array_equal(matrix(reader), confusion_of(untrained, digits))
        assert screen.model.cell == (7, 1)
        await reader.press("pagedown", "end", "tab")
        assert "mistake 1 of 8,801" in reader.text


async def test_a_data_set_without_some_digits(open_app, trained, without):
    few = without(4)
    async with open_app((80, 24)) as reader:
        await open_test(reader, trained, few)
        assert (matrix(reader)[4] == 0).all()
        await reader.press("4")
        assert "No digit was meant 4 and heard 4." in reader.text
        await reader.press("v", "v", "tab", "enter")
        assert isinstance(reader.app.screen, WalkScreen)


async def test_a_single_digit(open_app, trained, first):
    async with open_app((80, 24)) as reader:
        screen = await open_test(reader, trained, first(1), moving=True)
        await count_on(reader, 99)
        assert "1 of 1 right, 100 %" in heading(reader)
        assert "meant 7, heard 7: 1 digit, 100 % of the 7s" in reader.text
        await reader.press("tab")
        assert "there is no mistake to go to" in heading(reader)
        screen._unsay()
        assert "network" in heading(reader)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
async def test_a_reader_may_do_anything(open_app, seed, trained, without):
    chance = random.Random(seed)
    keys = [
        key
        for binding in TestingScreen.BINDINGS
        if binding.action not in ("app.quit", "leave", "walk", "help", "training")
        for key in binding.key.split(",")
    ]
    sizes = SIZES + ODD_SIZES + [(60, 15), (1, 1)]
    async with open_app(SIZES[seed]) as reader:
        screen = await open_test(reader, trained, without(seed), moving=True)
        for _ in range(50):
            kind = chance.random()
            width, height = reader.app.size
            where = chance.randrange(width), chance.randrange(height)
            if kind < 0.7:
                await reader.type(*chance.choices(keys, k=chance.randint(1, 5)))
                while reader.app.screen is not screen:
                    await reader.press("escape")  # out of what opened over it
            elif kind < 0.8:
                await reader.point(*where)
            elif kind < 0.85:
                await reader.click(*where)
                while reader.app.screen is not screen:
                    await reader.press("escape")
            elif kind < 0.9:
                await reader.resize(*chance.choice(sizes))
            else:
                await count_on(reader, chance.random())
            assert reader.strips
        await reader.resize(120, 40)
        await count_on(reader, 99)
        await reader.press("tab")
        assert "mistake" in reader.text
        assert not reader.heard(Notify)
