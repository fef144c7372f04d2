"""The drawing screen: painting by mouse and keys, why, telling; to the walk and back.

Long, for all of it draws on the one sheet and finds what stands about it by the same helpers.
"""

import json
import random
from argparse import Namespace
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image
from textual import events
from textual.binding import Binding
from textual.notifications import Notify
from textual.widgets import Input

from scenes.canvas.hits import Hit
from scenes.commands import cli
from scenes.commands.options import place_of
from scenes.screens.app import LIGHT_THEME, TinynetApp
from scenes.screens.dialogs import Help
from scenes.screens.drawing.board import DrawingBoard
from scenes.screens.drawing.keep_dialog import KeepDialog
from scenes.screens.drawing.screen import DrawingScreen
from scenes.screens.drawing.sheet import FULL
from scenes.screens.drawing.view import view_of
from scenes.screens.walk.screen import WalkScreen
from scenes.screens.widgets.heading import Heading
from scenes.story.images import read_image
from scenes.story.passes import DRAWN, open_pass
from scenes.story.walk import open_walk
from tests.photographs import KINDS, photograph
from tinynet import Classes, load_mnist, to_inputs
from tinynet.prepare import prepared

pytestmark = pytest.mark.usefixtures("drawn_when_looked_at")

SIZES = [(80, 24), (120, 40), (200, 60)]
SMALL_AND_LARGE = [(80, 24), pytest.param((200, 60), marks=pytest.mark.slow)]
"""The sizes at which a screen is used in a test of its own; what stands where, and what a click
hits, is tested at every size without an app."""
ODD_SIZES = [(97, 31), (300, 24), (80, 90), (150, 30), (119, 41), (122, 44), (195, 60), (240, 70)]
SEVEN = [(6, 5), (13, 5), (9, 15)]
"""Pixels, column and row: a small 7, high and left."""


async def open_drawing(reader):
    """Open the drawing screen from the walk."""
    await reader.press("d")
    assert isinstance(reader.app.screen, DrawingScreen)
    return reader.app.screen


def cell_of(reader, column, row):
    """Return the cell of the terminal that shows a pixel of the sheet."""
    board = reader.app.screen.query_one(DrawingBoard)
    x, y = board.placed.cell(column, row)
    return x, board.region.y + y


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


async def pick(reader, kind, index=0):
    """Click what hits something, at its first cell."""
    screen = reader.app.screen
    board = screen.query_one(DrawingBoard)
    view = view_of(screen.model, beside_meant=screen.beside_meant)
    box = next(box for hit, box in board.placed.hits(view) if hit == Hit(kind, index))
    await reader.click(box.x, board.region.y + box.y)


@pytest.mark.parametrize("size", SMALL_AND_LARGE)
async def test_an_empty_sheet_invites(open_app, size):
    async with open_app(size, network="trained") as reader:
        screen = await open_drawing(reader)
        for words in ("draw a digit:", "mouse, or", "arrows and space"):
            assert words in reader.text
        assert "heard raw" not in reader.text.replace("━ heard raw", "")
        await reader.press("enter")
        assert reader.app.screen is screen
        assert "draw a digit first" in reader.text
        # And it says why an empty sheet is heard as something; what is meant may be said already.
        answer = screen.model.recognised().answer
        assert f"An empty sheet, yet she hears {Classes().a(answer)}" in reader.text
        assert "784 pixels" in reader.text
        assert f" {answer}." in reader.text, "to the end"
        await reader.press("7")
        assert "you mean a 7: now draw it" in reader.text
        await reader.press("m", "u", "backspace", "ctrl+y")
        assert screen.model.sheet.blank
        await draw(reader, *SEVEN)
        await shown(reader)
        assert screen.model.meant == 7
        await reader.press("v")
        assert "press 0 to 9" not in reader.text, "it was"


@pytest.mark.parametrize("size", SMALL_AND_LARGE)
async def test_the_mouse_paints_and_the_network_answers(open_app, size, network):
    async with open_app(size, network="trained") as reader:
        screen = await open_drawing(reader)
        await draw(reader, *SEVEN)
        model = screen.model
        assert model.sheet.ink[5, 6:13].min() > 0.45 * FULL
        heard = model.recognised()
        inputs = to_inputs(prepared(model.sheet.image).image).ravel()
        np.testing.assert_allclose(heard.outputs, network.query(inputs))
        raw = network.query(to_inputs(model.sheet.image).ravel())
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
        assert screen.model.sheet.painting
        await shown(reader)
        assert screen.model.sheet.ink[4, 4:20].min() > 0.45 * FULL
        await reader.mouse(events.MouseUp, *cell_of(reader, 20, 4), button=1)
        await reader.point(*cell_of(reader, 20, 20))
        assert screen.model.sheet.ink[20, 20] == 0
        assert not screen.model.sheet.painting


async def test_a_stroke_goes_on_beyond_the_sheet(open_app):
    async with open_app() as reader:
        screen = await open_drawing(reader)
        await reader.drag(cell_of(reader, 20, 4), (115, 6), cell_of(reader, 20, 20))
        assert screen.model.sheet.ink[:, 27].any()
        assert screen.model.sheet.ink[20, 20] > 0
        assert not screen.model.sheet.painting


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
            assert screen.model.sheet.ink[row, 4:9].min() > 0.45 * FULL


@pytest.mark.parametrize("size", SMALL_AND_LARGE)
async def test_the_right_button_rubs_out(open_app, size):
    async with open_app(size) as reader:
        screen = await open_drawing(reader)
        await draw(reader, (4, 10), (20, 10))
        await button(reader, 3, (4, 10), (20, 10))
        assert screen.model.sheet.blank
        await button(reader, 2, (4, 10), (20, 10))
        assert screen.model.sheet.blank


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
        assert np.diag(screen.model.sheet.ink)[4:24].min() > 0.45 * FULL


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_terminal_that_tells_pixels_is_believed(open_app, size):
    async with open_app(size) as reader:
        screen = await open_drawing(reader)
        x, y = cell_of(reader, 10, 10)
        for half, row in ((0.25, 10), (0.75, 11 if size[0] == 80 else 10)):
            screen.model.clear()
            screen.model.sheet.brush = 1
            await reader.mouse(events.MouseDown, x + 0.5, y + half, button=1)
            await reader.mouse(events.MouseUp, x + 0.5, y + half, button=1)
            assert screen.model.sheet.ink.max(axis=1).argmax() == row


async def test_without_pixels_the_brush_is_where_it_was_drawn_to(open_app):
    async with open_app((80, 24)) as reader:
        screen = await open_drawing(reader)
        screen.model.sheet.brush = 1
        await draw(reader, (10, 4), (10, 12))
        down = np.flatnonzero(screen.model.sheet.image.any(axis=1))
        screen.model.clear()
        await draw(reader, (10, 12), (10, 4))
        up = np.flatnonzero(screen.model.sheet.image.any(axis=1))
        assert down[-1] > up[-1]
        assert down[0] > up[0]


@pytest.mark.parametrize("size", SMALL_AND_LARGE)
async def test_the_keys_draw(open_app, size):
    async with open_app(size) as reader:
        screen = await open_drawing(reader)
        await reader.press("up", "k", "left", "h", "space")
        assert screen.model.cursor == (12, 12)
        assert "pen down" in reader.text
        await reader.press("right", "l", "down", "j", "L", "shift+down", "space")
        assert screen.model.cursor == (18, 18)
        assert "pen down" not in reader.text
        assert screen.model.sheet.ink[12, 12:15].min() == FULL
        assert screen.model.sheet.ink[14:19, 18].min() == FULL
        await reader.press("tab")
        assert screen.model.sheet.erasing
        await reader.press("tab")
        assert not screen.model.sheet.erasing
        await reader.press("plus")
        assert screen.model.sheet.brush == 3
        await reader.press("minus", "minus")
        assert screen.model.sheet.brush == 1
        ink = screen.model.sheet.ink
        await reader.press("backspace")
        assert screen.model.sheet.blank
        await reader.press("ctrl+y")
        assert np.array_equal(screen.model.sheet.ink, ink)
        await reader.press("delete")
        assert screen.model.sheet.blank
        await reader.press("ctrl+z")
        assert np.array_equal(screen.model.sheet.ink, ink)


@pytest.mark.parametrize("size", SMALL_AND_LARGE)
async def test_what_stands_below_the_sheet_can_be_clicked(open_app, size):
    async with open_app(size, network="trained") as reader:
        screen = await open_drawing(reader)
        await draw(reader, *SEVEN)
        ink = screen.model.sheet.ink
        await pick(reader, "undo")
        assert screen.model.sheet.blank
        await pick(reader, "redo")
        assert np.array_equal(screen.model.sheet.ink, ink)
        await pick(reader, "take", 3)
        assert screen.model.sheet.brush == 3
        await pick(reader, "eraser")
        assert screen.model.sheet.erasing
        await pick(reader, "meant", 3)
        assert screen.model.meant == 3
        await pick(reader, "tell")
        assert screen.model.learner.told == 1
        await pick(reader, "take_back")
        assert screen.model.learner.told == 0
        await pick(reader, "clear")
        assert screen.model.sheet.blank


# What was meant.


@pytest.mark.parametrize("size", SMALL_AND_LARGE)
async def test_meant_shows_the_error(open_app, size):
    async with open_app(size, network="trained") as reader:
        screen = await open_drawing(reader)
        await draw(reader, *SEVEN)
        assert "Press 0 to 9" in reader.text
        heard = screen.model.recognised()
        wrong = (heard.answer + 1) % 10
        await reader.press(str(wrong))
        heard = screen.model.recognised()
        assert f"✗ You meant {wrong}, she hears {heard.answer}" in reader.text
        assert f"½Σe² = {heard.loss:.3f}" in reader.text
        assert f"{heard.errors[wrong]:+.2f}".replace("0.", ".")[:3] in reader.text.replace(
            "0.", "."
        )
        await reader.press(str(heard.answer))
        assert f"✓ You meant {heard.answer}, she hears {heard.answer}" in reader.text
        await reader.press(str(heard.answer))
        assert "Press 0 to 9" in reader.text


@pytest.mark.parametrize("size", SMALL_AND_LARGE)
async def test_telling_changes_the_answer_until_taken_back(open_app, size):
    async with open_app(size, network="trained") as reader:
        screen = await open_drawing(reader)
        network = reader.app.walk_model.walk.pass_.network
        weights = network.input_hidden.copy(), network.hidden_output.copy()
        await draw(reader, *SEVEN)
        before = screen.model.recognised()
        await reader.press("m")
        assert "say first what you meant" in reader.text
        screen._unsay()
        await reader.press("2")
        said = reader.strips
        for told in range(1, 4):
            await reader.press("m")
            assert screen.model.learner.told == told
        heard, learner = screen.model.recognised(), screen.model.learner
        assert heard.outputs[2] > before.outputs[2]
        change = f"{before.answer} ({before.outputs.max():.2f}) → "
        assert change in reader.text
        assert f"{100 * learner.score:.1f} %" in reader.text
        assert "network: trained, told 3 times" in reader.text
        assert np.array_equal(network.input_hidden, weights[0])
        assert np.array_equal(network.hidden_output, weights[1])
        await reader.press("u")
        assert reader.strips == said
        np.testing.assert_allclose(screen.model.recognised().outputs, before.outputs)


# Why.


async def test_w_shows_the_lesson_where_room_is_short(open_app):
    async with open_app((80, 24), network="trained") as reader:
        screen = await open_drawing(reader)
        await draw(reader, *SEVEN)
        answer = screen.model.recognised().answer
        drawing = reader.strips
        assert "average" not in reader.text
        await reader.press("v")
        assert f"the average {answer} (heard)" in reader.text
        assert "prepared, 28 × 28" in reader.text
        await reader.press("v")
        assert reader.strips == drawing
        meant = (answer + 1) % 10
        await reader.press(str(meant), "v", "v")
        assert f"the average {meant} (meant)" in reader.text
        await draw(reader, (20, 20), (24, 20))
        assert screen.model.sheet.ink[20, 20] > 0, "there too can be drawn"
        await reader.press("v")
        assert "average" not in reader.text


@pytest.mark.parametrize("size", [(120, 40), *SMALL_AND_LARGE[1:]])
async def test_w_turns_to_the_average_of_what_was_meant(open_app, size):
    async with open_app(size, network="trained") as reader:
        screen = await open_drawing(reader)
        await draw(reader, *SEVEN)
        answer = screen.model.recognised().answer
        assert f"the average {answer} (heard)" in reader.text
        assert "20 × 20" in reader.text
        await reader.press("v")
        assert "press 0 to 9 for what you meant" in reader.text
        meant = (answer + 1) % 10
        await reader.press(str(meant), "v")
        assert f"the average {meant} (meant)" in reader.text
        await pick(reader, "why")
        assert f"the average {answer} (heard)" in reader.text


# To the walk and back, and elsewhere.


@pytest.mark.parametrize("size", SMALL_AND_LARGE)
async def test_enter_walks_the_prepared_digit_and_escape_comes_back(open_app, size):
    async with open_app(size, network="trained") as reader:
        screen = await open_drawing(reader)
        await draw(reader, *SEVEN)
        await reader.press("7", "m")
        before, heard = reader.strips, screen.model.recognised()
        await reader.press("enter")
        walk = reader.app.screen
        assert isinstance(walk, WalkScreen)
        pass_ = walk.model.walk.pass_
        assert (pass_.of, pass_.named.name, pass_.label) == (DRAWN, "trained, told once", 7)
        assert walk.model.act.id == "input"
        assert np.array_equal(pass_.image, heard.prepared.image)
        np.testing.assert_allclose(pass_.trace.outputs, heard.outputs)
        assert "drawn by" in reader.text
        await reader.press("right", "right", "escape")
        assert reader.app.screen is screen
        assert reader.strips == before
        await reader.press("enter", "d")
        assert reader.app.screen is screen
        assert reader.app.screen_stack == [reader.walk_screen, screen]
        assert screen.model.learner.told == 1
        await reader.press("escape")
        assert reader.app.screen_stack == [reader.walk_screen]


@pytest.mark.parametrize("leave", ["escape", "d"])
async def test_the_drawing_survives_leaving(open_app, leave):
    async with open_app(network="trained") as reader:
        screen = await open_drawing(reader)
        await draw(reader, *SEVEN)
        await reader.press("3", "m", "m")
        before, model = reader.strips, screen.model
        await reader.press(leave, "right")
        again = await open_drawing(reader)
        assert again.model is model
        assert reader.strips == before
        await reader.press("backspace")
        assert model.sheet.blank, "its strokes can still be undone"


async def test_another_network_looks_on(open_app):
    async with open_app(network="trained") as reader:
        screen = await open_drawing(reader)
        await draw(reader, *SEVEN)
        await reader.press("3", "m", "escape", "w")
        ink = screen.model.sheet.ink
        screen = await open_drawing(reader)
        assert "network: untrained" in reader.text
        assert screen.model.learner.told == 0
        assert np.array_equal(screen.model.sheet.ink, ink)


async def test_leaving_in_mid_stroke_lifts_the_brush(open_app):
    async with open_app() as reader:
        screen = await open_drawing(reader)
        await reader.mouse(events.MouseDown, *cell_of(reader, 4, 4), button=1)
        await reader.press("escape")
        assert not screen.model.sheet.painting
        assert reader.app.mouse_captured is None
        await reader.press("d", "space", "escape", "d")
        assert not reader.app.drawing.pen_down


async def test_help_lists_every_key(open_app):
    async with open_app((120, 120)) as reader:
        screen = await open_drawing(reader)
        await reader.press("question_mark")
        assert isinstance(reader.app.screen, Help)
        text = reader.text
        for binding in screen.BINDINGS:
            assert isinstance(binding, Binding)
            if binding.id.startswith("digit-"):
                continue
            line = next(line for line in text.split("\n") if binding.tooltip in line)
            for key in binding.make_bindings([replace(binding, key_display=None)]):
                assert reader.app.get_key_display(key) in line
        assert "0 … 9" in text
        await reader.press("escape")
        assert reader.app.screen is screen


async def test_the_palette_offers_what_can_be_done(open_app):
    async with open_app(network="trained") as reader:
        screen = await open_drawing(reader)
        await draw(reader, *SEVEN)
        offered = {
            c.title.split(":")[0]: c.callback for c in reader.app.get_system_commands(screen)
        }
        await offered["Digit 4"]()
        assert screen.model.meant == 4
        await offered["Tell"]()
        assert screen.model.learner.told == 1
        await offered["Take back"]()
        assert screen.model.learner.told == 0
        await offered["Clear"]()
        assert screen.model.sheet.blank
        await offered["Undo"]()
        assert not screen.model.sheet.blank
        await offered["Walk"]()
        await reader.settle()
        assert isinstance(reader.app.screen, WalkScreen)


async def test_the_footer_has_room_for_its_keys(open_app):
    async with open_app((80, 24)) as reader:
        await open_drawing(reader)
        last = reader.text.split("\n")[-1]
        for binding in DrawingScreen.BINDINGS:
            if binding.show:
                assert binding.description in last, last


# Sizes, colours, other networks.


@pytest.mark.slow
async def test_a_size_shows_the_same_when_resized_to_it(open_app):
    async with open_app((100, 30), network="trained") as reader:
        screen = await open_drawing(reader)
        await draw(reader, *SEVEN)
        await reader.press("3", "m")
        for size in SIZES + ODD_SIZES:
            await reader.resize(*size)
            resized = reader.strips
            await reader.press("escape")
            opened = await open_drawing(reader)
            assert opened is not screen
            assert reader.strips == resized, size
            screen = opened


@pytest.mark.parametrize("size", [(120, 40), (60, 15)])
async def test_resizing_in_mid_stroke_ends_it(open_app, size):
    async with open_app((80, 24)) as reader:
        screen = await open_drawing(reader)
        await reader.mouse(events.MouseDown, *cell_of(reader, 4, 4), button=1)
        await reader.point(*cell_of(reader, 12, 4))
        ink = screen.model.sheet.ink.copy()
        await reader.resize(*size)
        assert not screen.model.sheet.painting
        await reader.point(20, 8)
        await reader.mouse(events.MouseUp, 20, 8, button=1)
        assert np.array_equal(screen.model.sheet.ink, ink)
        await reader.resize(80, 24)
        await draw(reader, (4, 20), (12, 20))
        assert screen.model.sheet.ink[20, 8] > 0


@pytest.mark.parametrize("variables", [{"NO_COLOR": "1"}, {"TERM": "xterm", "COLORTERM": ""}])
async def test_few_colours_give_the_sheet_an_edge(open_app, variables, monkeypatch):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    async with open_app((80, 24), network="trained") as reader:
        screen = await open_drawing(reader)
        await draw(reader, *SEVEN)
        assert reader.app.palette.glyphs
        sheet = screen.query_one(DrawingBoard).placed.sheet
        assert reader.text.split("\n")[sheet.y + 4][sheet.x - 1] == "│"


async def test_light_colours_take_hold_at_once(open_app):
    async with open_app(network="trained") as reader:
        await open_drawing(reader)
        await draw(reader, *SEVEN)
        dark, words = reader.strips, reader.text
        reader.app.theme = LIGHT_THEME
        await reader.settle()
        assert reader.text == words
        assert reader.strips != dark


@pytest.mark.parametrize("hidden", [1, 500])
async def test_few_and_many_hidden_nodes_walk_too(open_app, hidden):
    async with open_app((80, 24), hidden=hidden) as reader:
        screen = await open_drawing(reader)
        await draw(reader, *SEVEN)
        assert len(screen.model.recognised().hidden) == hidden
        assert "Jays" in reader.text
        await reader.press("5", "m", "enter")
        assert isinstance(reader.app.screen, WalkScreen)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
async def test_a_reader_may_do_anything(open_app, seed):
    chance = random.Random(seed)
    keys = [
        key
        for binding in DrawingScreen.BINDINGS
        if binding.action not in ("app.quit", "leave", "walk", "help", "command", "keep", "choose")
        for key in binding.key.split(",")
    ]
    sizes = SIZES + ODD_SIZES + [(60, 15), (1, 1)]
    kinds = [events.MouseDown, events.MouseMove, events.MouseMove, events.MouseUp]
    async with open_app(SIZES[seed], network="trained") as reader:
        await open_drawing(reader)
        for _ in range(50):
            kind = chance.random()
            width, height = reader.app.size
            where = chance.randrange(width), chance.randrange(max(1, height - 1))
            if kind < 0.5:
                await reader.type(*chance.choices(keys, k=chance.randint(1, 5)))
            elif kind < 0.9:
                await reader.mouse(chance.choice(kinds), *where, button=chance.choice([0, 1, 3]))
            else:
                await reader.resize(*chance.choice(sizes))
            assert reader.strips
        await reader.resize(120, 40)
        await reader.mouse(events.MouseUp, 0, 0, button=1)
        await reader.press("delete")
        await draw(reader, *SEVEN)
        assert "heard prepared" in reader.text
        assert not reader.heard(Notify)


@pytest.mark.slow
async def test_the_app_and_the_command_read_every_image_alike(digits, tmp_path, capsys):
    """Photographs, a sheet of three, a picture of 28 × 28: prepared alike, answered alike."""
    rng = np.random.default_rng(2)
    files = []
    for index, kind in enumerate((*KINDS, *KINDS)):
        files.append(tmp_path / f"{index:02}.png")
        Image.fromarray(photograph(kind, digits.images[index], rng)).save(files[-1])
    three = np.hstack([np.pad(image, 6) for image in digits.images[:3]])
    for name, pixels in (("three", three), ("small", digits.images[3])):
        files.append(tmp_path / f"{name}.png")
        Image.fromarray(255 - pixels).save(files[-1])
    cli.main(["predict", "--json", *map(str, files)])
    told = iter(json.loads(capsys.readouterr().out)["images"])
    place = place_of(Namespace(image=str(files[-2])))
    walk = open_walk(place, open_pass(place, digits))
    app = TinynetApp(place, walk, image=read_image(files[-2]))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, DrawingScreen)
        assert "digit 1 of 3" in screen.query_one(Heading).render_line(0).text
        for file in files:
            screen.model.open(read_image(file).digits)
            for _ in screen.model.found:
                heard, wanted = screen.model.recognised(), next(told)
                assert wanted["file"] == str(file)
                assert heard.outputs == pytest.approx(wanted["outputs"])
                screen.action_next()
    assert next(told, None) is None


async def test_a_drawing_is_kept_in_a_data_set(open_app, tmp_path):
    async with open_app() as reader:
        screen = await open_drawing(reader)
        for digit in "77":
            await draw(reader, *SEVEN)
            await reader.press("ctrl+s")
            assert "say first what you meant" in reader.text or screen.model.meant == 7
            await reader.press(*digit * (screen.model.meant != 7), "ctrl+s")
            assert isinstance(reader.app.screen, KeepDialog)
            reader.app.screen.query_one(Input).value = str(tmp_path / "own")
            await reader.press("enter")
        assert "1 to train on, 1 to test with" in reader.text
    image = prepared(screen.model.sheet.image).image
    for split in ("train", "test"):
        kept = load_mnist(split, tmp_path / "own")
        assert kept.labels.tolist() == [7]
        assert np.array_equal(kept.images[0], image)
