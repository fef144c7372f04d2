"""Where the parts of the drawing screen stand, and what a click on them hits."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.canvas.hits import Hit
from scenes.canvas.painters import Box
from scenes.screens.drawing.layout import DrawingLayout, layout_of
from scenes.screens.drawing.view import view_of
from tests.scenes.screens.drawing.conftest import SEVEN, stroke
from tinynet.prepare import SIDE

BOARDS = [(80, 21), (80, 41), (100, 27), (120, 38), (200, 57)]


@given(st.integers(80, 320), st.integers(22, 100), st.booleans())
def test_the_parts_stand_apart_and_on_the_board(width, height, why):
    at = layout_of(width, height, SIDE, why=why)
    boxes = [(name, box) for name, box in vars(at).items() if isinstance(box, Box)]
    assert len(boxes) >= 7
    cells = np.zeros((height, width), int)
    for name, box in boxes:
        assert box.x >= 0, name
        assert box.y >= 0, name
        assert box.x + box.width <= width, name
        assert box.y + box.height <= height, name
        cells[box.y : box.y + box.height, box.x : box.x + box.width] += 1
    assert cells.max() == 1


@given(st.integers(80, 320), st.integers(22, 100), st.integers(0, 27), st.integers(0, 27))
def test_a_pixel_is_found_in_the_cell_that_shows_it(width, height, column, row):
    at = layout_of(width, height, SIDE, why=False)
    x, y = at.cell(column, row)
    assert at.on_sheet(x, y)
    there = at.pixel(x, y)
    # A cell shows two pixels, one below the other, where they are small.
    assert int(there[0]) == column
    assert int(there[1]) in (row, row - row % 2)
    assert not at.on_sheet(x, at.sheet.y), "that is the title"


@pytest.mark.parametrize("size", BOARDS)
@pytest.mark.parametrize("why", [False, True])
def test_all_that_can_be_clicked_is_hit(model, size, why):
    stroke(model.sheet, SEVEN)
    model.say_meant(2)
    model.tell()
    view = view_of(model, beside_meant=False)
    at = layout_of(*size, SIDE, why=why)
    kinds = ["eraser", "undo", "redo", "clear", "take_back"]
    kinds += ["tell"] if at.telling.height > 1 else []
    kinds += ["why"] if at.average is not None else []
    expected = {Hit(kind) for kind in kinds}
    expected |= {Hit("take", brush) for brush in (1, 2, 3)}
    expected |= {Hit("meant", digit) for digit in range(10)}
    found = list(at.hits(view))
    assert {hit for hit, _ in found} == expected
    for hit, box in found:
        for x in (box.x, box.x + box.width - 1):
            for y in (box.y, box.y + box.height - 1):
                assert at.hit(view, x, y) == hit, "nothing stands on it"
                assert not at.on_sheet(x, y)
    assert at.hit(view, at.sheet.x, at.sheet.y + 3) is None, "there it draws"


@pytest.mark.parametrize("size", [(100, 27), (115, 30), (160, 37)])
def test_a_low_wide_board_is_used_to_its_foot(size):
    at = layout_of(*size, SIDE, why=False)
    below = at.hidden_nodes
    assert below.y > at.tools.y, "the hidden nodes stand below the sheet"
    feet = [below.y + below.height, at.telling.y + at.telling.height]
    assert all(size[1] - foot <= size[1] // 5 for foot in feet)
    assert at.telling.height == 6, "with all that telling did"
    assert at.errors.width >= 10 * 6 + 6, "and every error with its sign"


def test_of_an_empty_sheet_there_is_no_table_to_click(model):
    view = view_of(model, beside_meant=False)
    at = layout_of(120, 38, SIDE, why=False)
    table = at.errors_table
    assert at.hit(view, table.x + table.width - 14, table.y) is None
    bars = list(at.bars_of(at.outputs, 10))
    assert at.hit(view, bars[7].x, bars[7].y) == Hit("meant", 7), "to be told to draw first"


def test_another_side_of_the_picture_moves_the_parts():
    small = layout_of(120, 38, 20, why=False)
    assert (small.sheet.width, small.sheet.height, small.zoom) == (40, 21, 2)
    assert replace(small, side=28).zoom == 1


def test_of_many_classes_those_that_matter_are_told():
    outputs = np.linspace(0, 0.9, 26)
    heard = SimpleNamespace(outputs=outputs, meant=3, answer=25, raw_answer=2)
    assert DrawingLayout.listed(heard) == [2, 3, 18, 19, 20, 21, 22, 23, 24, 25]
    assert len(DrawingLayout.listed(heard, 14)) == 14
    assert DrawingLayout.listed(heard, 26) == list(range(26))
