"""The app with drawn shapes and with letters: every screen takes sizes and names from them."""

import re

import numpy as np
import pytest
from textual.widgets import OptionList

from scenes.screens.backwards.board import BackwardsBoard
from scenes.screens.drawing.board import DrawingBoard
from scenes.screens.drawing.saving import resumed_drawing, saved_drawing
from scenes.screens.testing.layout import layout_of
from scenes.screens.testing.screen import TestingScreen
from scenes.screens.walk.screen import WalkScreen
from scenes.story.numbers import number
from tests.other_data import LETTERS, SHAPES, write_letters, write_shapes
from tinynet import load_data
from tinynet.filling import AS_MNIST
from tinynet.prepare import prepared


async def draw_square(reader, placed):
    """Draw a square on the sheet with the mouse."""
    top = reader.app.screen.query_one(DrawingBoard).region.y
    corners = [(8, 8), (20, 8), (20, 20), (8, 20), (8, 8)]
    cells = [placed.cell(*corner) for corner in corners]
    await reader.drag(*((x, top + y) for x, y in cells))
    while reader.app.screen.pending:
        await reader.settle()


@pytest.mark.slow
async def test_shapes_on_every_screen(open_app, tmp_path):
    folder = str(write_shapes(tmp_path / "shapes"))
    async with open_app((120, 40), "output.answers", data=folder) as reader:
        assert "circle" in reader.text
        assert "triangle" in reader.text
        assert "Three answers" in reader.text
        assert f"--data {folder}" in reader.walk_screen.spot().command()

        await reader.press("x")
        screen = reader.app.screen
        assert isinstance(screen, TestingScreen)
        await reader.app.workers.wait_for_complete()
        await reader.press("space")
        assert "of 60 right" in reader.text
        assert "square" in reader.text
        await reader.press("enter")
        inside = reader.app.screen
        assert isinstance(inside, WalkScreen)
        assert inside.model is not reader.app.walk_model
        assert f"--data {folder}" in inside.spot().command()
        await reader.press("escape", "escape")

        await reader.press("d")
        drawing = reader.app.screen
        placed = drawing.query_one(DrawingBoard).placed
        await draw_square(reader, placed)
        words = " ".join(reader.text.split())
        assert "and moved 2 up and 2 left, your drawing" in words
        assert "is heard as a " in words
        assert "prepared, 16 × 20" in words or "centred, 16 × 20" in words
        heard = drawing.model.recognised()
        before, after = (SHAPES[kind] for kind in (heard.raw_answer, heard.answer))
        assert f"raw: {before} ({heard.raw.max():.2f}) · prepared: {after} (" in words
        filling = drawing.model.learner.filling
        assert filling != AS_MNIST
        square = prepared(drawing.model.sheet.image, (16, 20), filling).image
        assert np.array_equal(heard.prepared.image, square)
        await reader.press("1", "m")
        told = drawing.model.recognised()
        assert told.loss < told.untold_loss
        assert f"½Σe² = {number(told.loss, 3)}" in reader.text
        own = tmp_path / "own"
        drawing.model.keep_in(str(own))
        kept = load_data("train", str(own))
        assert (kept.classes.names, kept.labels.tolist()) == (SHAPES, [1])
        assert np.array_equal(kept.images[0], square)
        await reader.press("enter")
        inside = reader.app.screen.model.walk
        assert (inside.rows, inside.columns, inside.pass_.label) == (16, 20, 1)
        assert np.array_equal(inside.pass_.image, square)
        await reader.press("escape", "escape")

        await reader.press("f", "2")
        assert "for Lola to hear a triangle?" in " ".join(reader.text.split())
        board = reader.app.screen.query_one(BackwardsBoard)
        large = board.placed.large
        read = {
            board.reading(hit, x, y)
            for x in range(large.x, large.x + large.width)
            for y in range(large.y, large.y + large.height)
            if (hit := board.hit(x, y)) is not None
        }
        values = reader.app.screen.model.imagined.steps.input_values
        assert len(read) > 200  # of 320: of two in a cell the upper one is read
        for words in read:
            pixel, row, column = map(int, re.findall(r"\d+", words)[:3])
            assert pixel == 20 * row + column
            assert f"Wᵀz = {number(values[pixel], 2)} " in words
        await reader.press("enter")
        inside = reader.app.screen.model.walk
        assert (inside.rows, inside.columns, inside.pass_.label) == (16, 20, 2)
        await reader.press("escape", "escape")

        await reader.press("t")
        await reader.app.workers.wait_for_complete()
        await reader.settle()
        assert "tell him again, 1,200 times" in reader.text  # five epochs of 240
        assert "you say a " in reader.text
        assert "60 test pictures" in reader.text


@pytest.mark.slow
async def test_letters_fit_the_smallest_screen(open_app, tmp_path):
    folder = str(write_letters(tmp_path / "letters"))
    async with open_app((80, 24), "error.differences", data=folder, lola=25) as reader:
        assert "LOLA 26" in reader.text
        assert "▸Z" in reader.text
        said = " ".join(note.message for note in reader.app._notifications)
        assert said.count("the first class is A") == 1  # of train and test together
        await reader.press("down")
        assert "▸A" in reader.text

        # Of 26 letters ten have a key; each can be chosen from the list, by keys and by mouse.
        await reader.press("d")
        screen = reader.app.screen
        board = screen.query_one(DrawingBoard)
        await draw_square(reader, board.placed)
        assert "What should she have heard? g lists all." in reader.text
        await reader.press("g", "t", "enter")
        assert screen.model.meant == LETTERS.index("T")
        assert "You meant T" in reader.text
        await reader.press("g", "enter")
        assert screen.model.meant == LETTERS.index("T"), "chosen again it is still meant"
        await reader.press("g", "escape")
        assert screen.model.meant == LETTERS.index("T")
        title = board.placed.outputs
        await reader.click(title.x, board.region.y + title.y)
        listed = reader.app.screen.query_one(OptionList)
        await reader.press("home")
        await reader.click(listed.region.x + 4, listed.region.y + 2)
        assert screen.model.meant == LETTERS.index("B")
        assert reader.app.screen is screen
        await reader.press("g", "z", "enter", "m")
        told = screen.model.recognised()
        assert told.loss < told.untold_loss
        kept = resumed_drawing(saved_drawing(screen.model), screen.model.learner.digits)
        assert kept.meant == LETTERS.index("Z")
        assert np.array_equal(kept.recognised().outputs, told.outputs)

        # An image is scaled from its own size, not from the sheet's.
        screen.model.sheet.load(np.pad(np.full((60, 10), 255, np.uint8), 20))
        screen.show()
        await reader.settle()
        room = round(32 * screen.model.learner.filling.share)
        assert f"Shrunk to {100 * room / 60:.0f} %" in reader.text


@pytest.mark.parametrize("kinds", [2, 10, 26, 64])
@pytest.mark.parametrize("size", [(80, 21), (120, 37), (200, 57)])
@pytest.mark.parametrize("cursor", [(0, 0), (1, 1), (-1, -1)])
@pytest.mark.parametrize(("rows", "side"), [(8, 8), (16, 20), (64, 64)])
def test_the_matrix_shows_its_cursor_and_stays_in_its_box(kinds, size, cursor, rows, side):
    cell = tuple(each % kinds for each in cursor)
    at = layout_of(*size, side=side, rows=rows, kinds=kinds, name_width=9, cursor=cell)
    assert cell[0] in at.meant
    assert cell[1] in at.heard
    last = at.tile(at.meant.stop - 1, at.heard.stop - 1)
    assert last.x + last.width <= at.matrix.x + at.matrix.width
    assert last.y + last.height < at.matrix.y + at.matrix.height
    assert at.picture.width <= at.case.width
    hit = at._cell(*at.tile(*cell)[:2])
    assert hit == cell[0] * kinds + cell[1]
