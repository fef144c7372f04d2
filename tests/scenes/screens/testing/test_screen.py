"""The test screen: the count, the confusion matrix, the gallery; to the walk and back."""

import random
from dataclasses import replace

import numpy as np
import pytest
from textual import events
from textual.binding import Binding
from textual.notifications import Notify

from scenes.screens.app import LIGHT_THEME
from scenes.screens.dialogs import Help
from scenes.screens.testing.board import Board
from scenes.screens.testing.gallery import grid_of
from scenes.screens.testing.layout import ABOVE, LABEL, plan
from scenes.screens.testing.results import Results, listen, share
from scenes.screens.testing.screen import COUNT_SECONDS, TestScreen
from scenes.screens.walk.screen import WalkScreen
from scenes.screens.widgets.heading import Heading
from tinynet import Dataset, Network, score
from tinynet.trained import load_trained

SIZES = [(80, 24), (120, 40), (200, 60)]
ODD_SIZES = [(97, 31), (300, 24), (80, 90), (150, 30), (110, 24), (100, 50), (160, 48)]


@pytest.fixture(scope="module")
def network():
    """The network that comes trained."""
    return load_trained()


@pytest.fixture(scope="module")
def scores(network, digits):
    """What it answers, as the engine counts it."""
    return score(network, digits.images, digits.labels)


@pytest.fixture
def results(digits, scores):
    """All its answers, heard."""
    heard = Results(digits)
    heard.hear(scores.outputs)
    return heard


def first(digits, count):
    """Return the first digits alone."""
    return Dataset(digits.images[:count], digits.labels[:count])


def without(digits, kind):
    """Return a few hundred digits, none of one kind."""
    keep = np.flatnonzero(digits.labels != kind)[:300]
    return Dataset(digits.images[keep], digits.labels[keep])


# The results, without a screen.


def test_a_network_is_heard_block_by_block(network, digits, scores):
    few = first(digits, 1234)
    blocks = list(listen(network, few))
    assert [len(block) for block in blocks] == [500, 1000, 1234]
    np.testing.assert_allclose(blocks[-1], scores.outputs[:1234])


@pytest.mark.parametrize(
    ("part", "whole", "told"),
    [
        (0, 0, "–"),
        (0, 9, "0.0 %"),
        (9, 9, "100 %"),
        (1, 9999, "<0.1 %"),
        (9998, 9999, ">99.9 %"),
        (9701, 10000, "97.0 %"),
    ],
)
def test_a_share_is_nothing_or_all_only_if_it_is(part, whole, told):
    assert share(part, whole) == told


def test_a_tally_counts_the_first_digits(results, scores, network, digits):
    assert np.array_equal(results.tally.confusion, scores.confusion)
    tally = results.tally_at(321)
    few = score(network, digits.images[:321], digits.labels[:321])
    assert np.array_equal(tally.confusion, few.confusion)
    assert (tally.counted, tally.of) == (321, 10_000)
    assert tally.right == few.right.sum()
    assert tally.wrong == 321 - few.right.sum()
    nothing = results.tally_at(0)
    assert (nothing.counted, nothing.most_right, nothing.most_wrong) == (0, 0, 0)


def test_the_cursor_begins_at_the_most_frequent_mistake(results, scores):
    wrong = scores.confusion - np.diag(scores.confusion.diagonal())
    assert scores.confusion[results.cell] == wrong.max()
    assert results.cell[0] != results.cell[1]


def test_without_mistakes_it_begins_at_what_was_heard_most(digits, scores):
    right = np.flatnonzero(scores.right)[:200]
    heard = Results(Dataset(digits.images[right], digits.labels[right]))
    heard.hear(scores.outputs[right])
    assert heard.cell[0] == heard.cell[1]
    assert not heard.go_mistake(1)
    assert heard.rank is None


def test_a_cell_has_its_very_digits_in_order_of_certainty(results, scores, digits):
    seen = []
    for meant in range(10):
        for heard in range(10):
            members = results.members((meant, heard))
            seen.extend(members)
            assert set(digits.labels[members]) <= {meant}
            assert set(scores.answers[members]) <= {heard}
            certainty = scores.outputs[members, heard]
            assert (np.diff(certainty) <= 0).all()
    assert sorted(seen) == list(range(len(digits)))


def test_next_mistake_goes_through_all_of_them(results, scores):
    seen = []
    for rank in range(len(scores.mistakes())):
        assert results.go_mistake(1)
        assert results.rank == (rank + 1) % len(scores.mistakes())
        assert results.case(results.chosen).cell == results.cell
        seen.append(results.chosen)
    assert seen == [*scores.mistakes()[1:], scores.mistakes()[0]], "the first was shown already"
    results.go_mistake(-1)
    assert results.chosen == scores.mistakes()[-1]


def test_next_mistake_begins_with_the_first_and_goes_on_where_it_was(results, scores):
    results.go((3, 5), 2)
    results.go_mistake(1)
    assert results.rank == 0
    results.go_mistake(1)
    results.go((0, 0), 7)
    assert results.rank is None
    results.go_mistake(1)
    assert results.rank == 2


def test_moving_stops_at_the_edge_and_keeps_the_digit_there(results):
    results.go((9, 4), 5)
    results.move(1, 0)
    assert (results.cell, results.place) == ((9, 4), 5)
    results.move(0, -1)
    assert (results.cell, results.place) == ((9, 3), 0)
    results.step(3)
    results.step(-99)
    assert results.place == 0
    results.step(99)
    assert results.place == len(results.members((9, 3))) - 1
    assert not results.step(1)


def test_a_digit_leads_to_its_most_frequent_mistake(results):
    results.go_digit(4)
    assert results.cell == (4, 9)


# The plan.


def boxes_of(size):
    """Return the plan of a screen's board, its heading and footer taken off."""
    width, height = size
    return plan(width, height - (3 if height >= 36 else 2))


@pytest.mark.parametrize("size", SIZES + ODD_SIZES)
def test_no_part_stands_on_another(size):
    at = boxes_of(size)
    height = size[1] - (3 if size[1] >= 36 else 2)
    assert LABEL + 10 * at.cell + 7 <= at.matrix.width
    assert ABOVE + 10 * at.pitch + 1 <= at.matrix.height
    assert at.matrix.y + at.matrix.height <= at.lower.y
    assert at.lower.y + at.lower.height == height
    assert at.matrix.x + at.matrix.width < at.case.x
    assert at.case.x + at.case.width <= size[0]
    assert at.case.width >= 28
    assert grid_of(1000, at.lower).page >= 3


# On the screen.


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


async def open_test(reader, network, digits, *, moving=False, source="trained"):
    """Open the test screen; return it."""
    reader.app.animation_level = "full" if moving else "none"
    reader.app.clock = Clock()
    reader.app.walk_model.walk = replace(
        reader.app.walk_model.walk, run=replace(reader.app.walk_model.walk.pass_, data=digits)
    )
    reader.app.open_test(network, source)
    await reader.settle()
    await all_heard(reader)
    screen = reader.app.screen
    assert isinstance(screen, TestScreen)
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
    board = screen.query_one(Board)
    at = board.plan
    rows = []
    for meant in range(10):
        y = at.matrix.y + ABOVE + meant * at.pitch + (at.pitch - 1) // 2
        line = board.render_line(y).text
        start = at.matrix.x + LABEL
        cells = [line[start + at.cell * i : start + at.cell * (i + 1)].strip() for i in range(10)]
        rows.append([0 if cell == "·" else int(cell) for cell in cells])
    return np.array(rows)


def cell_at(reader, cell):
    """Return the column and row of the screen where a cell of the matrix stands."""
    board = reader.app.screen.query_one(Board)
    at = board.plan
    return (
        board.region.x + at.matrix.x + LABEL + cell[1] * at.cell + 1,
        board.region.y + at.matrix.y + ABOVE + cell[0] * at.pitch,
    )


def thumb_at(reader, position):
    """Return the column and row of the screen where a picture of the gallery stands."""
    board, results = reader.app.screen.query_one(Board), reader.app.screen.results
    grid = grid_of(len(results.members(results.cell)), board.plan.lower)
    x, y = grid.place(position)
    return board.region.x + x, board.region.y + y


@pytest.mark.parametrize("size", SIZES)
async def test_x_counts_and_shows_the_matrix(open_app, size, network, scores):
    async with open_app(size, network="trained") as reader:
        reader.app.animation_level = "none"
        await reader.press("x")
        await all_heard(reader)
        assert isinstance(reader.app.screen, TestScreen)
        assert "9,701 of 10,000 right, 97.0 %" in heading(reader)
        assert np.array_equal(matrix(reader), scores.confusion)
        assert "meant 7, heard 2: 19 digits" in reader.text
        assert "#9009 ○meant 7 ✗heard 2" in reader.text
        assert "mistake 1 of 299" in reader.text


@pytest.mark.parametrize("size", SIZES)
async def test_the_digits_are_counted_through(open_app, size, network, digits, scores):
    async with open_app(size, motion=True) as reader:
        screen = await open_test(reader, network, digits, moving=True)
        assert (screen.counting, screen.counted) == (True, 0)
        assert "0 of 10,000" in reader.text
        counts = []
        for _ in range(4):
            await count_on(reader, COUNT_SECONDS / 5)
            counts.append(screen.counted)
            assert f"{screen.counted:,} of 10,000" in reader.text
            assert f"#{screen.counted - 1} " in reader.text, "the digit under way is shown"
            right = int(scores.right[: screen.counted].sum())
            zeros = digits.labels[: screen.counted] == 0
            zeros_right = int((zeros & scores.right[: screen.counted]).sum())
            assert f"{zeros_right:,} of {zeros.sum():,}" in reader.text
            assert screen.results.tally_at(screen.counted).right == right
            if size[1] >= 40:
                seen = score(network, digits.images[: counts[-1]], digits.labels[: counts[-1]])
                assert np.array_equal(matrix(reader), seen.confusion)
        assert counts == sorted(set(counts))
        await count_on(reader, COUNT_SECONDS / 5)
        await count_on(reader, 99)
        assert screen.counting, "the whole score stands until the reader goes on"
        assert screen.counted == 10_000
        assert "space shows the mistakes" in reader.text
        await reader.press("space")
        assert not screen.counting
        assert np.array_equal(matrix(reader), scores.confusion)


@pytest.mark.parametrize("key", ["space", "enter", "right", "m", "n", "4", "s"])
async def test_a_key_ends_the_count_for_the_eye(open_app, key, network, digits):
    async with open_app(motion=True) as reader:
        screen = await open_test(reader, network, digits, moving=True)
        await count_on(reader, 0.5)
        await reader.press(key)
        assert not screen.counting
        assert reader.app.screen is screen
        assert "9,701 of 10,000 right" in heading(reader)


async def test_space_counts_again(open_app, network, digits):
    async with open_app(motion=True) as reader:
        screen = await open_test(reader, network, digits, moving=True)
        await reader.press("space")
        await reader.press("space")
        assert (screen.counting, screen.counted) == (True, 0)
        await count_on(reader, 99)
        assert (screen.counting, screen.counted) == (True, 10_000)


async def test_the_count_waits_while_it_cannot_be_seen(open_app, network, digits):
    async with open_app(motion=True) as reader:
        screen = await open_test(reader, network, digits, moving=True)
        await count_on(reader, 1)
        counted = screen.counted
        await reader.press("question_mark")
        assert isinstance(reader.app.screen, Help)
        reader.app.clock.now += 99
        await reader.press("escape")
        assert screen.counted == counted
        await reader.resize(60, 15)
        reader.app.clock.now += 99
        assert "tinynet needs" in reader.text
        await reader.resize(80, 24)
        assert screen.counted == counted
        assert f"{counted:,} of 10,000" in reader.text
        await count_on(reader, 1)
        assert screen.counted > counted


@pytest.mark.parametrize("key", ["q", "ctrl+q"])
async def test_quitting_in_mid_count(open_app, key, network, digits):
    async with open_app(motion=True) as reader:
        await open_test(reader, network, digits, moving=True)
        await count_on(reader, 1)
        reader.app.post_message(events.Key(key, None))
        await reader.pilot.pause()
        assert not reader.app.is_running
        assert reader.app.return_code == 0


@pytest.mark.parametrize("key", ["escape", "x"])
async def test_leaving_while_the_network_is_asked(open_app, key, network, digits):
    async with open_app(motion=True) as reader:
        reader.app.open_test(network, "trained")
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


@pytest.mark.parametrize("size", SIZES)
async def test_a_failure_is_told_and_the_rest_can_be_seen(open_app, size, digits):
    async with open_app(size) as reader:
        network = Failing(784, 10, 10, 0.1, seed=1)
        screen = await open_test(reader, network, digits, moving=True)
        assert len(reader.heard(TestScreen.Failed)) == 1
        said = "The count stopped after 1,000 of 10,000 digits: weights must be finite"
        assert said in " ".join(line.strip() for line in reader.text.split("\n"))
        assert matrix(reader).sum() == 1000
        await reader.press("m", "n", "s", "space", "down")
        assert said in reader.text
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
        await open_test(reader, network, digits)
        assert "stopped after 0 of 10,000 digits: weights must be finite" in reader.text
        await reader.press("m", "M", "n", "p", "enter", "s", "4", "pagedown", "end", "space")
        assert isinstance(reader.app.screen, TestScreen)


# The matrix and the gallery.


@pytest.mark.parametrize("size", SIZES)
async def test_the_cursor_moves_and_reads_out(open_app, size, network, digits):
    async with open_app(size) as reader:
        screen = await open_test(reader, network, digits)
        await reader.press("left", "h", "up", "k")
        assert screen.results.cell == (5, 0)
        assert "meant 5, heard 0: 4 digits, 0.4 % of the 5s" in reader.text
        await reader.press("right", "l", "down", "j")
        assert screen.results.cell == (7, 2)
        await reader.press("4")
        assert "meant 4, heard 9: 10 digits, 1.0 % of the 4s" in reader.text


@pytest.mark.parametrize("size", SIZES)
async def test_an_empty_cell_says_so(open_app, size, network, digits):
    async with open_app(size) as reader:
        screen = await open_test(reader, network, digits)
        screen.results.go((1, 0))
        await reader.press("n", "p", "pagedown", "home")
        assert "No digit was meant 1 and heard 0." in reader.text
        await reader.press("enter")
        assert reader.app.screen is screen
        assert "there is no digit in this cell" in heading(reader)


@pytest.mark.parametrize("size", SIZES)
async def test_n_goes_through_the_cell(open_app, size, network, digits, scores):
    async with open_app(size) as reader:
        screen = await open_test(reader, network, digits)
        members = scores.by_certainty(~scores.right, 7, 2)
        for place, index in enumerate(members):
            assert screen.results.chosen == index
            assert f"#{index} ○meant 7 ✗heard 2" in reader.text
            assert f"▸{index} " in reader.text, "it is marked in the gallery"
            await reader.press("n" if place % 2 else "right_square_bracket")
        assert screen.results.chosen == members[-1]
        await reader.press("p", "N", "left_square_bracket")
        assert screen.results.chosen == members[-4]
        await reader.press("home")
        assert screen.results.chosen == members[0]
        page = screen.query_one(Board).page
        await reader.press("pagedown")
        assert screen.results.chosen == members[min(page, len(members) - 1)]
        await reader.press("pageup")
        assert screen.results.chosen == members[0]
        await reader.press("end")
        assert screen.results.chosen == members[-1]


async def test_m_goes_through_all_mistakes(open_app, network, digits, scores):
    async with open_app((80, 24)) as reader:
        screen = await open_test(reader, network, digits)
        mistakes = scores.mistakes()
        for rank in range(1, 40):
            await reader.press("m")
            assert screen.results.chosen == mistakes[rank]
            assert f"mistake {rank + 1} of 299" in reader.text
            meant, heard = digits.labels[mistakes[rank]], scores.answers[mistakes[rank]]
            assert screen.results.cell == (meant, heard)
            assert f"meant {meant}, heard {heard}" in reader.text
        await reader.press("M")
        assert screen.results.chosen == mistakes[38]


async def test_s_shows_the_score_and_choosing_goes_back(open_app, network, digits):
    async with open_app((80, 24)) as reader:
        await open_test(reader, network, digits)
        before = reader.strips
        await reader.press("s")
        assert "967 of 980" in reader.text
        await reader.press("s")
        assert reader.strips == before
        await reader.press("s", "right", "left")
        assert reader.strips == before


@pytest.mark.parametrize("size", SIZES)
async def test_the_mouse_chooses_and_reads(open_app, size, network, digits, scores):
    async with open_app(size) as reader:
        screen = await open_test(reader, network, digits)
        await reader.point(*cell_at(reader, (4, 9)))
        assert "meant 4, heard 9: 10 digits, 1.0 % of the 4s" in heading(reader)
        assert screen.results.cell == (7, 2)
        await reader.click(*cell_at(reader, (4, 9)))
        assert screen.results.cell == (4, 9)
        members = scores.by_certainty(~scores.right, 4, 9)
        await reader.point(*thumb_at(reader, 2))
        assert f"test digit {members[2]}" in heading(reader)
        await reader.click(*thumb_at(reader, 2))
        assert screen.results.chosen == members[2]
        await reader.point(0, size[1] - 2)
        assert "network: trained" in heading(reader)
        await reader.click(*thumb_at(reader, 2))
        assert isinstance(reader.app.screen, WalkScreen)
        await reader.press("escape")
        case = screen.query_one(Board).plan.case
        await reader.click(case.x + 5, case.y + 6)
        assert isinstance(reader.app.screen, WalkScreen)


# To the walk and back, and elsewhere.


@pytest.mark.parametrize("size", SIZES)
async def test_enter_walks_the_digit_and_escape_comes_back(open_app, size, network, digits):
    async with open_app(size) as reader:
        screen = await open_test(reader, network, digits, source="training, after 60,000 digits")
        await reader.press("m", "m", "n")
        before, index = reader.strips, screen.results.chosen
        await reader.press("enter")
        walk = reader.app.screen
        assert isinstance(walk, WalkScreen)
        run = walk.model.walk.pass_
        assert (run.index, run.source) == (index, "training, after 60,000 digits")
        assert run.network is network
        assert walk.model.act.id == "output"
        assert run.trace.answer == screen.results.cell[1]
        assert run.label == screen.results.cell[0]
        np.testing.assert_allclose(run.trace.outputs, screen.results.case(index).outputs)
        await reader.press("right", "right")
        await reader.press("escape")
        assert reader.app.screen is screen
        assert reader.strips == before
        await reader.press("escape")
        assert reader.app.screen_stack == [reader.walk_screen]


async def test_help_lists_every_key(open_app, network, digits):
    async with open_app((120, 120)) as reader:
        screen = await open_test(reader, network, digits)
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


async def test_the_palette_offers_what_can_be_done(open_app, network, digits):
    async with open_app() as reader:
        screen = await open_test(reader, network, digits)
        commands = {c.title: c.callback for c in reader.app.get_system_commands(screen)}
        commands["Digit: the 4s"]()
        assert screen.results.cell == (4, 9)
        commands["Mistake: the next"]()
        assert screen.results.rank == 0
        commands["Mistake: the one before"]()
        assert screen.results.rank == 298
        commands["Score"]()
        assert screen.score
        commands["Walk"]()
        await reader.settle()
        assert isinstance(reader.app.screen, WalkScreen)


async def test_the_footer_has_room_for_its_keys(open_app, network, digits):
    async with open_app((80, 24)) as reader:
        await open_test(reader, network, digits)
        last = reader.text.split("\n")[-1]
        for binding in TestScreen.BINDINGS:
            if binding.show:
                assert binding.description in last, last


# Sizes, colours, other data.


@pytest.mark.parametrize("size", SIZES + ODD_SIZES)
@pytest.mark.parametrize("moving", [True, False])
async def test_a_size_shows_the_same_when_resized_to_it(open_app, size, moving, network, digits):
    async def arrive(reader):
        await open_test(reader, network, digits, moving=moving)
        if moving:
            await count_on(reader, 1.2)

    async with open_app(size) as reader:
        await arrive(reader)
        wanted = reader.strips
    async with open_app((100, 30) if size != (100, 30) else (80, 24)) as reader:
        await arrive(reader)
        await reader.resize(*size)
        assert reader.strips == wanted


@pytest.mark.parametrize("variables", [{"NO_COLOR": "1"}, {"TERM": "xterm", "COLORTERM": ""}])
@pytest.mark.parametrize("size", SIZES)
async def test_few_colours_tell_the_same(
    open_app, size, variables, monkeypatch, network, digits, scores
):
    async with open_app(size) as reader:
        await open_test(reader, network, digits)
        coloured = matrix(reader)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    async with open_app(size) as reader:
        await open_test(reader, network, digits)
        assert reader.app.palette.glyphs
        assert np.array_equal(matrix(reader), coloured)
        board = reader.app.screen.query_one(Board)
        at = board.plan
        line = board.render_line(at.matrix.y + ABOVE + (at.pitch - 1) // 2)
        right = next(segment for segment in line if segment.text.strip() == "967")
        assert right.style.underline, "what was heard right is marked without colour"


async def test_light_colours_take_hold_at_once(open_app, network, digits):
    async with open_app() as reader:
        await open_test(reader, network, digits)
        dark, words = reader.strips, reader.text
        reader.app.theme = LIGHT_THEME
        await reader.settle()
        assert reader.text == words
        assert reader.strips != dark
    async with open_app(light=True) as other:
        await open_test(other, network, digits)
        light = other.strips
    async with open_app() as reader:
        await open_test(reader, network, digits)
        reader.app.theme = LIGHT_THEME
        await reader.settle()
        assert reader.strips == light


@pytest.mark.parametrize("size", SIZES)
async def test_an_untrained_network(open_app, size, digits):
    network = Network(784, 100, 10, 0.1, seed=1)
    async with open_app(size) as reader:
        screen = await open_test(reader, network, digits, source="untrained")
        confusion = score(network, digits.images, digits.labels).confusion
        assert np.array_equal(matrix(reader), confusion)
        assert screen.results.cell == (7, 1)
        await reader.press("pagedown", "end", "m")
        assert "mistake 1 of 8,801" in reader.text


@pytest.mark.parametrize("size", SIZES)
async def test_a_data_set_without_some_digits(open_app, size, network, digits):
    few = without(digits, 4)
    async with open_app(size) as reader:
        await open_test(reader, network, few)
        assert (matrix(reader)[4] == 0).all()
        await reader.press("4")
        assert "No digit was meant 4 and heard 4." in reader.text
        await reader.press("s", "s", "m", "enter")
        assert isinstance(reader.app.screen, WalkScreen)


async def test_a_single_digit(open_app, network, digits):
    async with open_app((80, 24)) as reader:
        screen = await open_test(reader, network, first(digits, 1), moving=True)
        await count_on(reader, 99)
        assert "1 of 1 right, 100 %" in heading(reader)
        assert "meant 7, heard 7: 1 digit, 100 % of the 7s" in reader.text
        await reader.press("m")
        assert "there is no mistake to go to" in heading(reader)
        screen._unsay()
        assert "network" in heading(reader)


@pytest.mark.parametrize("seed", range(3))
async def test_a_reader_may_do_anything(open_app, seed, network, digits):
    chance = random.Random(seed)
    keys = [
        key
        for binding in TestScreen.BINDINGS
        if binding.action not in ("app.quit", "leave", "walk", "help", "training")
        for key in binding.key.split(",")
    ]
    sizes = SIZES + ODD_SIZES + [(60, 15), (1, 1)]
    async with open_app(SIZES[seed]) as reader:
        screen = await open_test(reader, network, without(digits, seed), moving=True)
        for _ in range(100):
            kind = chance.random()
            width, height = reader.app.size
            where = chance.randrange(width), chance.randrange(height)
            if kind < 0.7:
                await reader.type(*chance.choices(keys, k=chance.randint(1, 5)))
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
        await reader.resize(120, 40)
        await count_on(reader, 99)
        await reader.press("m")
        assert "mistake" in reader.text
        assert not reader.heard(Notify)
