"""The drawing screen: painting by mouse and keys, why, telling; to the walk and back."""

import random
from dataclasses import replace

import numpy as np
import pytest
from textual import events
from textual.binding import Binding
from textual.notifications import Notify

from scenes.screens.app import LIGHT_THEME, TinynetApp
from scenes.screens.dialogs import Help
from scenes.screens.drawing.board import Board
from scenes.screens.drawing.easel import FULL, SIDE
from scenes.screens.drawing.paint import zoom_of
from scenes.screens.drawing.screen import DrawScreen
from scenes.screens.walk.screen import WalkScreen
from scenes.story.passes import DRAWN, open_pass
from scenes.story.places import Place
from scenes.story.walk import open_walk
from tinynet import to_inputs
from tinynet.prepare import prepared
from tinynet.trained import load_trained

SIZES = [(80, 24), (120, 40), (200, 60)]
ODD_SIZES = [(97, 31), (300, 24), (80, 90), (150, 30), (119, 41), (122, 44), (195, 60), (240, 70)]
SEVEN = [(6, 5), (13, 5), (9, 15)]
"""Pixels, column and row: a small 7, high and left."""


@pytest.fixture(scope="module")
def network():
    """The network that comes trained."""
    return load_trained()


async def open_drawing(reader):
    """Open the drawing screen from the walk."""
    await reader.press("d")
    assert isinstance(reader.app.screen, DrawScreen)
    return reader.app.screen


def cell_of(reader, column, row):
    """Return the cell of the terminal that shows a pixel of the sheet."""
    board = reader.app.screen.query_one(Board)
    sheet = board.plan.sheet
    zoom = zoom_of(sheet, SIDE)
    return sheet.x + column * zoom, board.region.y + sheet.y + 1 + row * zoom // 2


async def shown(reader):
    """Wait until what was drawn is shown."""
    screen = reader.app.screen
    while screen.pending:
        await reader.settle()


async def draw(reader, *pixels):
    """Draw one stroke with the left button."""
    await reader.drag(*(cell_of(reader, *pixel) for pixel in pixels))


async def button(reader, number, *pixels):
    """Draw one stroke with another button."""
    cells = [cell_of(reader, *pixel) for pixel in pixels]
    await reader.mouse(events.MouseDown, *cells[0], button=number)
    for cell in cells[1:]:
        await reader.mouse(events.MouseMove, *cell)
    await reader.mouse(events.MouseUp, *cells[-1], button=number)


async def zone(reader, action):
    """Click what stands for an action."""
    board = reader.app.screen.query_one(Board)
    box = next(zone.box for zone in board._zones if zone.action == action)
    await reader.click(box.x + 1, board.region.y + box.y)


@pytest.mark.parametrize("size", SIZES)
async def test_an_empty_sheet_invites(open_app, size):
    async with open_app(size, network="trained") as reader:
        screen = await open_drawing(reader)
        for words in ("draw a digit:", "mouse, or", "arrows and space"):
            assert words in reader.text
        assert "heard raw" not in reader.text.replace("━ heard raw", "")
        await reader.press("enter")
        assert reader.app.screen is screen
        assert "draw a digit first" in reader.text
        await reader.press("7", "m", "u", "backspace", "ctrl+y")
        assert screen.easel.blank


@pytest.mark.parametrize("size", SIZES)
async def test_the_mouse_paints_and_the_network_answers(open_app, size, network):
    async with open_app(size, network="trained") as reader:
        screen = await open_drawing(reader)
        await draw(reader, *SEVEN)
        easel = screen.easel
        assert easel.ink[5, 6:13].min() > 0.45 * FULL
        heard = easel.heard()
        inputs = to_inputs(prepared(easel.image).image).ravel()
        np.testing.assert_allclose(heard.outputs, network.query(inputs))
        raw = network.query(to_inputs(easel.image).ravel())
        assert f"heard raw: {raw.argmax()} ({raw.max():.2f})" in reader.text
        assert f"heard prepared: {heard.answer} ({heard.outputs.max():.2f})" in reader.text
        for value in heard.outputs:
            assert f"{value:.3f}" in reader.text
        assert "Enlarged to" in reader.text


async def test_moves_without_a_button_are_part_of_the_stroke(open_app):
    async with open_app() as reader:
        screen = await open_drawing(reader)
        await reader.mouse(events.MouseDown, *cell_of(reader, 4, 4), button=1)
        await reader.point(*cell_of(reader, 20, 4))
        assert screen.easel.painting
        await shown(reader)
        assert screen.easel.ink[4, 4:20].min() > 0.45 * FULL
        await reader.mouse(events.MouseUp, *cell_of(reader, 20, 4), button=1)
        await reader.point(*cell_of(reader, 20, 20))
        assert screen.easel.ink[20, 20] == 0
        assert not screen.easel.painting


async def test_a_stroke_goes_on_beyond_the_sheet(open_app):
    async with open_app() as reader:
        screen = await open_drawing(reader)
        await reader.drag(cell_of(reader, 20, 4), (115, 6), cell_of(reader, 20, 20))
        assert screen.easel.ink[:, 27].any()
        assert screen.easel.ink[20, 20] > 0
        assert not screen.easel.painting


async def test_the_next_stroke_may_begin_at_once(open_app):
    async with open_app() as reader:
        screen = await open_drawing(reader)
        kinds = (events.MouseDown, events.MouseMove, events.MouseUp)
        for start, end in (((4, 4), (9, 4)), ((4, 9), (9, 9)), ((4, 14), (9, 14))):
            for kind, pixel in zip(kinds, (start, end, end), strict=True):
                x, y = cell_of(reader, *pixel)
                reader.app.post_message(
                    kind(None, x, y, 0, 0, 1, False, False, False, screen_x=x, screen_y=y)
                )
        await reader.settle()
        for row in (4, 9, 14):
            assert screen.easel.ink[row, 4:9].min() > 0.45 * FULL


@pytest.mark.parametrize("size", SIZES)
async def test_the_right_button_rubs_out(open_app, size):
    async with open_app(size) as reader:
        screen = await open_drawing(reader)
        await draw(reader, (4, 10), (20, 10))
        await button(reader, 3, (4, 10), (20, 10))
        assert screen.easel.blank
        await button(reader, 2, (4, 10), (20, 10))
        assert screen.easel.blank


async def test_fast_moves_ask_for_one_frame(open_app):
    async with open_app() as reader:
        screen = await open_drawing(reader)
        await reader.mouse(events.MouseDown, *cell_of(reader, 4, 4), button=1)
        await shown(reader)
        frames = screen.frames
        screen._ready = 0.0
        for column in range(4, 24):
            x, y = cell_of(reader, column, column)
            reader.app.post_message(
                events.MouseMove(None, x, y, 0, 0, 1, False, False, False, screen_x=x, screen_y=y)
            )
        await reader.settle()
        await shown(reader)
        assert 1 <= screen.frames - frames < 20
        assert np.diag(screen.easel.ink)[4:24].min() > 0.45 * FULL


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_terminal_that_tells_pixels_is_believed(open_app, size):
    async with open_app(size) as reader:
        screen = await open_drawing(reader)
        x, y = cell_of(reader, 10, 10)
        for half, row in ((0.25, 10), (0.75, 11 if size[0] == 80 else 10)):
            screen.easel.clear()
            screen.easel.brush = 1
            await reader.mouse(events.MouseDown, x + 0.5, y + half, button=1)
            await reader.mouse(events.MouseUp, x + 0.5, y + half, button=1)
            assert screen.easel.ink.max(axis=1).argmax() == row


async def test_without_pixels_the_brush_is_where_it_was_drawn_to(open_app):
    async with open_app((80, 24)) as reader:
        screen = await open_drawing(reader)
        screen.easel.brush = 1
        await draw(reader, (10, 4), (10, 12))
        down = np.flatnonzero(screen.easel.image.any(axis=1))
        screen.easel.clear()
        await draw(reader, (10, 12), (10, 4))
        up = np.flatnonzero(screen.easel.image.any(axis=1))
        assert down[-1] > up[-1]
        assert down[0] > up[0]


@pytest.mark.parametrize("size", SIZES)
async def test_the_keys_draw(open_app, size):
    async with open_app(size) as reader:
        screen = await open_drawing(reader)
        await reader.press("up", "k", "left", "h", "space")
        assert screen.easel.cursor == (12, 12)
        assert "pen down" in reader.text
        await reader.press("right", "l", "down", "j", "L", "shift+down", "space")
        assert screen.easel.cursor == (18, 18)
        assert "pen down" not in reader.text
        assert screen.easel.ink[12, 12:15].min() == FULL
        assert screen.easel.ink[14:19, 18].min() == FULL
        await reader.press("x")
        assert screen.easel.erasing
        await reader.press("e")
        assert not screen.easel.erasing
        await reader.press("right_square_bracket")
        assert screen.easel.brush == 3
        await reader.press("left_square_bracket", "left_square_bracket")
        assert screen.easel.brush == 1
        ink = screen.easel.ink
        await reader.press("backspace")
        assert screen.easel.blank
        await reader.press("ctrl+y")
        assert np.array_equal(screen.easel.ink, ink)
        await reader.press("c")
        assert screen.easel.blank
        await reader.press("ctrl+z")
        assert np.array_equal(screen.easel.ink, ink)


@pytest.mark.parametrize("size", SIZES)
async def test_what_stands_below_the_sheet_can_be_clicked(open_app, size):
    async with open_app(size, network="trained") as reader:
        screen = await open_drawing(reader)
        await draw(reader, *SEVEN)
        ink = screen.easel.ink
        await zone(reader, "undo")
        assert screen.easel.blank
        await zone(reader, "redo")
        assert np.array_equal(screen.easel.ink, ink)
        board = screen.query_one(Board)
        box = next(zone.box for zone in board._zones if zone.action == "take(3)")
        await reader.click(box.x, board.region.y + box.y)
        assert screen.easel.brush == 3
        await zone(reader, "eraser")
        assert screen.easel.erasing
        await zone(reader, "meant(3)")
        assert screen.easel.meant == 3
        await zone(reader, "tell")
        assert screen.easel.pupil.told == 1
        await zone(reader, "take_back")
        assert screen.easel.pupil.told == 0
        await zone(reader, "clear")
        assert screen.easel.blank


# What was meant.


@pytest.mark.parametrize("size", SIZES)
async def test_meant_shows_the_error(open_app, size):
    async with open_app(size, network="trained") as reader:
        screen = await open_drawing(reader)
        await draw(reader, *SEVEN)
        assert "Press 0 to 9" in reader.text
        heard = screen.easel.heard()
        wrong = (heard.answer + 1) % 10
        await reader.press(str(wrong))
        heard = screen.easel.heard()
        assert f"✗ You meant {wrong}, she hears {heard.answer}" in reader.text
        assert f"½Σe² = {heard.loss:.3f}" in reader.text
        assert f"{heard.errors[wrong]:+.2f}".replace("0.", ".")[:3] in reader.text.replace(
            "0.", "."
        )
        await reader.press(str(heard.answer))
        assert f"✓ You meant {heard.answer}, she hears {heard.answer}" in reader.text
        await reader.press(str(heard.answer))
        assert "Press 0 to 9" in reader.text


@pytest.mark.parametrize("size", SIZES)
async def test_telling_changes_the_answer_until_taken_back(open_app, size):
    async with open_app(size, network="trained") as reader:
        screen = await open_drawing(reader)
        network = reader.app.walk_model.walk.pass_.network
        weights = network.input_hidden.copy(), network.hidden_output.copy()
        await draw(reader, *SEVEN)
        before = screen.easel.heard()
        await reader.press("m")
        assert "say first what you meant" in reader.text
        screen._unsay()
        await reader.press("2")
        said = reader.strips
        for told in range(1, 4):
            await reader.press("m")
            assert screen.easel.pupil.told == told
        heard, pupil = screen.easel.heard(), screen.easel.pupil
        assert heard.outputs[2] > before.outputs[2]
        change = f"{before.answer} ({before.outputs.max():.2f}) → "
        assert change in reader.text
        assert f"{100 * pupil.score:.1f} %" in reader.text
        assert "network: trained, told 3 times" in reader.text
        assert np.array_equal(network.input_hidden, weights[0])
        assert np.array_equal(network.hidden_output, weights[1])
        await reader.press("u")
        assert reader.strips == said
        np.testing.assert_allclose(screen.easel.heard().outputs, before.outputs)


# Why.


async def test_w_shows_the_lesson_where_room_is_short(open_app):
    async with open_app((80, 24), network="trained") as reader:
        screen = await open_drawing(reader)
        await draw(reader, *SEVEN)
        answer = screen.easel.heard().answer
        drawing = reader.strips
        assert "average" not in reader.text
        await reader.press("w")
        assert f"the average {answer} (heard)" in reader.text
        assert "prepared, 28 × 28" in reader.text
        await reader.press("w")
        assert reader.strips == drawing
        meant = (answer + 1) % 10
        await reader.press(str(meant), "w", "w")
        assert f"the average {meant} (meant)" in reader.text
        await draw(reader, (20, 20), (24, 20))
        assert screen.easel.ink[20, 20] > 0, "there too can be drawn"
        await reader.press("w")
        assert "average" not in reader.text


@pytest.mark.parametrize("size", SIZES[1:])
async def test_w_turns_to_the_average_of_what_was_meant(open_app, size):
    async with open_app(size, network="trained") as reader:
        screen = await open_drawing(reader)
        await draw(reader, *SEVEN)
        answer = screen.easel.heard().answer
        assert f"the average {answer} (heard)" in reader.text
        assert "20 × 20" in reader.text
        await reader.press("w")
        assert "press 0 to 9 for what you meant" in reader.text
        meant = (answer + 1) % 10
        await reader.press(str(meant), "w")
        assert f"the average {meant} (meant)" in reader.text
        await zone(reader, "why")
        assert f"the average {answer} (heard)" in reader.text


# To the walk and back, and elsewhere.


@pytest.mark.parametrize("size", SIZES)
async def test_enter_walks_the_prepared_digit_and_escape_comes_back(open_app, size):
    async with open_app(size, network="trained") as reader:
        screen = await open_drawing(reader)
        await draw(reader, *SEVEN)
        await reader.press("7", "m")
        before, heard = reader.strips, screen.easel.heard()
        await reader.press("enter")
        walk = reader.app.screen
        assert isinstance(walk, WalkScreen)
        run = walk.session.walk.pass_
        assert (run.of, run.source, run.label) == (DRAWN, "trained, told once", 7)
        assert walk.session.act.id == "input"
        assert np.array_equal(run.image, heard.prepared.image)
        np.testing.assert_allclose(run.trace.outputs, heard.outputs)
        assert "drawn by" in reader.text
        await reader.press("right", "right", "escape")
        assert reader.app.screen is screen
        assert reader.strips == before
        await reader.press("enter", "d")
        assert reader.app.screen is screen
        assert reader.app.screen_stack == [reader.walk_screen, screen]
        assert screen.easel.pupil.told == 1
        await reader.press("escape")
        assert reader.app.screen_stack == [reader.walk_screen]


@pytest.mark.parametrize("leave", ["escape", "d"])
async def test_the_drawing_survives_leaving(open_app, leave):
    async with open_app(network="trained") as reader:
        screen = await open_drawing(reader)
        await draw(reader, *SEVEN)
        await reader.press("3", "m", "m")
        before, easel = reader.strips, screen.easel
        await reader.press(leave, "right")
        again = await open_drawing(reader)
        assert again.easel is easel
        assert reader.strips == before
        await reader.press("backspace")
        assert easel.blank, "its strokes can still be undone"


async def test_another_network_looks_on(open_app):
    async with open_app(network="trained") as reader:
        screen = await open_drawing(reader)
        await draw(reader, *SEVEN)
        await reader.press("3", "m", "escape", "w")
        ink = screen.easel.ink
        screen = await open_drawing(reader)
        assert "network: untrained" in reader.text
        assert screen.easel.pupil.told == 0
        assert np.array_equal(screen.easel.ink, ink)


async def test_leaving_in_mid_stroke_lifts_the_brush(open_app):
    async with open_app() as reader:
        screen = await open_drawing(reader)
        await reader.mouse(events.MouseDown, *cell_of(reader, 4, 4), button=1)
        await reader.press("escape")
        assert not screen.easel.painting
        assert reader.app.mouse_captured is None
        await reader.press("d", "space", "escape", "d")
        assert not reader.app.easel.pen_down


async def test_help_lists_every_key(open_app):
    async with open_app((120, 120)) as reader:
        screen = await open_drawing(reader)
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
        await reader.press("escape")
        assert reader.app.screen is screen


async def test_the_palette_offers_what_can_be_done(open_app):
    async with open_app(network="trained") as reader:
        screen = await open_drawing(reader)
        await draw(reader, *SEVEN)
        commands = {c.title: c.callback for c in reader.app.get_system_commands(screen)}
        commands["Meant: 4"]()
        assert screen.easel.meant == 4
        commands["Tell"]()
        assert screen.easel.pupil.told == 1
        commands["Take back"]()
        assert screen.easel.pupil.told == 0
        commands["Clear"]()
        assert screen.easel.blank
        commands["Undo"]()
        assert not screen.easel.blank
        commands["Walk"]()
        await reader.settle()
        assert isinstance(reader.app.screen, WalkScreen)


async def test_the_footer_has_room_for_its_keys(open_app):
    async with open_app((80, 24)) as reader:
        await open_drawing(reader)
        last = reader.text.split("\n")[-1]
        for binding in DrawScreen.BINDINGS:
            if binding.show:
                assert binding.description in last, last


# Sizes, colours, other networks.


@pytest.mark.parametrize("size", SIZES + ODD_SIZES)
async def test_a_size_shows_the_same_when_resized_to_it(open_app, size):
    async def arrive(reader):
        screen = await open_drawing(reader)
        screen.easel.begin(5.5, 5.5)
        screen.easel.move(13.5, 5.5)
        screen.easel.move(9.5, 15.5)
        screen.easel.end()
        await reader.press("3", "m")

    async with open_app(size, network="trained") as reader:
        await arrive(reader)
        wanted = reader.strips
    async with open_app((100, 30) if size != (100, 30) else (80, 24), network="trained") as reader:
        await arrive(reader)
        await reader.resize(*size)
        assert reader.strips == wanted


@pytest.mark.parametrize("size", [(120, 40), (60, 15)])
async def test_resizing_in_mid_stroke_ends_it(open_app, size):
    async with open_app((80, 24)) as reader:
        screen = await open_drawing(reader)
        await reader.mouse(events.MouseDown, *cell_of(reader, 4, 4), button=1)
        await reader.point(*cell_of(reader, 12, 4))
        ink = screen.easel.ink.copy()
        await reader.resize(*size)
        assert not screen.easel.painting
        await reader.point(20, 8)
        await reader.mouse(events.MouseUp, 20, 8, button=1)
        assert np.array_equal(screen.easel.ink, ink)
        await reader.resize(80, 24)
        await draw(reader, (4, 20), (12, 20))
        assert screen.easel.ink[20, 8] > 0


@pytest.mark.parametrize("variables", [{"NO_COLOR": "1"}, {"TERM": "xterm", "COLORTERM": ""}])
@pytest.mark.parametrize("size", SIZES)
async def test_few_colours_tell_the_same(open_app, size, variables, monkeypatch):
    async with open_app(size, network="trained") as reader:
        await open_drawing(reader)
        await draw(reader, *SEVEN)
        await reader.press("3", "m")
        words = reader.text
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    async with open_app(size, network="trained") as reader:
        screen = await open_drawing(reader)
        await draw(reader, *SEVEN)
        await reader.press("3", "m")
        assert reader.app.palette.glyphs
        sheet = screen.query_one(Board).plan.sheet
        assert reader.text.split("\n")[sheet.y + 4][sheet.x - 1] == "│", "the sheet has an edge"
        assert reader.text.replace("│", " ") == words.replace("│", " ")


async def test_light_colours_take_hold_at_once(open_app):
    async with open_app(network="trained") as reader:
        await open_drawing(reader)
        await draw(reader, *SEVEN)
        dark, words = reader.strips, reader.text
        reader.app.theme = LIGHT_THEME
        await reader.settle()
        assert reader.text == words
        assert reader.strips != dark


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("hidden", [1, 10, 100, 150, 1000])
async def test_any_number_of_jays(open_app, size, hidden):
    async with open_app(size, hidden=hidden) as reader:
        screen = await open_drawing(reader)
        await draw(reader, *SEVEN)
        assert len(screen.easel.heard().hidden) == hidden
        assert "Jays" in reader.text
        await reader.press("5", "m", "enter")
        assert isinstance(reader.app.screen, WalkScreen)


@pytest.mark.parametrize("seed", range(3))
async def test_a_reader_may_do_anything(open_app, seed):
    chance = random.Random(seed)
    keys = [
        key
        for binding in DrawScreen.BINDINGS
        if binding.action not in ("app.quit", "leave", "walk", "help")
        for key in binding.key.split(",")
    ]
    sizes = SIZES + ODD_SIZES + [(60, 15), (1, 1)]
    kinds = [events.MouseDown, events.MouseMove, events.MouseMove, events.MouseUp]
    async with open_app(SIZES[seed], network="trained") as reader:
        await open_drawing(reader)
        for _ in range(100):
            kind = chance.random()
            width, height = reader.app.size
            where = chance.randrange(width), chance.randrange(max(1, height - 1))
            if kind < 0.5:
                await reader.type(*chance.choices(keys, k=chance.randint(1, 5)))
            elif kind < 0.9:
                await reader.mouse(chance.choice(kinds), *where, button=chance.choice([0, 1, 3]))
            else:
                await reader.resize(*chance.choice(sizes))
        await reader.resize(120, 40)
        await reader.mouse(events.MouseUp, 0, 0, button=1)
        await reader.press("c")
        await draw(reader, *SEVEN)
        assert "heard prepared" in reader.text
        assert not reader.heard(Notify)


async def test_an_image_opens_on_the_sheet(digits, colours):
    place = Place(network="trained")
    image = np.zeros((300, 400), np.uint8)
    image[40:236, 150:346] = np.kron(digits.images[0], np.ones((7, 7), np.uint8))
    app = TinynetApp(place, open_walk(place, open_pass(place, digits)), image=image)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, DrawScreen)
        assert app.easel is not None
        inside = app.easel.inside()
        assert inside is not None
        assert inside.trace.answer == digits.labels[0], "read right as it lies on the sheet"
