"""The sheet: strokes without gaps, undoing, rubbing out, loading a picture. No network looks on."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.screens.drawing.sheet import FULL, MOST_STROKES, RADII, DrawingSheet
from tests.scenes.screens.drawing.conftest import stroke
from tinynet.prepare import SIDE

PLACES = st.tuples(st.floats(-9, SIDE + 9), st.floats(-9, SIDE + 9))
INSIDE = st.tuples(st.floats(1, SIDE - 1), st.floats(1, SIDE - 1))
STROKES = st.tuples(
    st.lists(PLACES, min_size=1, max_size=4), st.sampled_from(sorted(RADII)), st.booleans()
)


def paint(sheet, strokes):
    """Draw some; return the ink before each that changed something, and after the last."""
    inks = [sheet.ink.copy()]
    for places, sheet.brush, erase in strokes:
        stroke(sheet, places, erase=erase)
        if not np.array_equal(sheet.ink, inks[-1]):
            inks.append(sheet.ink.copy())
    return inks


# Strokes.


@given(st.lists(STROKES, max_size=8))
def test_ink_stays_in_bounds_and_undo_and_redo_are_inverse(strokes):
    sheet = DrawingSheet()
    inks = paint(sheet, strokes)
    assert {ink.shape for ink in inks} == {(SIDE, SIDE)}
    assert 0 <= np.min(inks) <= np.max(inks) <= FULL
    for ink in inks[-2::-1]:
        assert sheet.undo()
        assert np.array_equal(sheet.ink, ink)
    assert not sheet.undo()
    for ink in inks[1:]:
        assert sheet.redo()
        assert np.array_equal(sheet.ink, ink)
    assert not sheet.redo()


@given(INSIDE, INSIDE, st.sampled_from(sorted(RADII)))
def test_a_stroke_has_no_gaps(start, end, size):
    sheet = DrawingSheet()
    sheet.brush = size
    stroke(sheet, [start, end])
    for part in np.linspace(0, 1, 60):
        x = start[0] + (end[0] - start[0]) * part
        y = start[1] + (end[1] - start[1]) * part
        # A pixel's middle is at most √½ away, and there the rim of the finest brush is half dark.
        assert sheet.ink[int(y), int(x)] > 0.45 * FULL


@given(INSIDE, INSIDE, INSIDE)
def test_a_stroke_is_the_same_however_often_the_mouse_tells(start, middle, end):
    once, often = DrawingSheet(), DrawingSheet()
    stroke(once, [start, end])
    parts = np.linspace(0, 1, 9)
    stroke(
        often,
        [tuple(a + (b - a) * part for a, b in zip(start, end, strict=True)) for part in parts],
    )
    np.testing.assert_allclose(once.ink, often.ink, atol=1e-6)


@given(st.lists(STROKES, max_size=5), PLACES, PLACES)
def test_the_eraser_only_takes_ink_and_the_pen_only_brings_it(strokes, start, end):
    sheet = DrawingSheet()
    paint(sheet, strokes)
    before = sheet.ink.copy()
    stroke(sheet, [start, end], erase=True)
    assert (sheet.ink <= before).all()
    before = sheet.ink.copy()
    stroke(sheet, [start, end])
    assert (sheet.ink >= before).all()


def test_a_dab_is_round_and_larger_brushes_make_larger_ones():
    inks = []
    for size in RADII:
        sheet = DrawingSheet()
        sheet.brush = size
        stroke(sheet, [(14, 14)])
        assert np.allclose(sheet.ink, sheet.ink.T)
        assert np.allclose(sheet.ink, sheet.ink[::-1, ::-1])
        assert ((sheet.ink > 0) & (sheet.ink < FULL)).any(), "its rim is soft"
        inks.append(sheet.ink.sum())
    assert inks == sorted(set(inks))


def test_places_beyond_all_bounds_do_no_harm():
    sheet = DrawingSheet()
    stroke(sheet, [(-1e300, 14), (1e300, 14)])
    assert (sheet.ink[13] == FULL).all()


def test_a_new_stroke_forgets_what_was_undone():
    sheet = DrawingSheet()
    stroke(sheet, [(5, 5)])
    sheet.undo()
    assert sheet.can_redo
    stroke(sheet, [(9, 9)])
    assert not sheet.can_redo
    stroke(sheet, [(9, 9)], erase=False)
    assert sheet.undo()
    assert sheet.blank, "a stroke that changed nothing need not be undone"


def test_so_many_strokes_can_be_undone():
    sheet = DrawingSheet()
    for at in range(MOST_STROKES + 50):
        stroke(sheet, [(at % SIDE, at // SIDE)])
        stroke(sheet, [(at % SIDE, at // SIDE)], erase=True)
    undone = 0
    while sheet.undo():
        undone += 1
    assert undone == MOST_STROKES


def test_moving_without_beginning_paints_nothing():
    sheet = DrawingSheet()
    sheet.move(4, 4)
    sheet.end()
    assert sheet.blank
    assert not sheet.can_undo


def test_undoing_in_mid_stroke_takes_this_stroke_back():
    sheet = DrawingSheet()
    sheet.begin(4, 4)
    sheet.move(9, 9)
    assert sheet.can_undo
    assert sheet.undo()
    assert sheet.blank
    assert not sheet.painting


def test_the_brush_has_three_sizes():
    sheet = DrawingSheet()
    sheet.resize_brush(9)
    assert sheet.brush == max(RADII)
    sheet.resize_brush(-9)
    assert sheet.brush == min(RADII)


def test_clearing_is_undone():
    sheet = DrawingSheet()
    stroke(sheet, [(8, 8), (18, 8)])
    before = sheet.ink.copy()
    sheet.erasing = True
    sheet.clear()
    assert sheet.blank
    assert not sheet.erasing
    sheet.undo()
    assert np.array_equal(sheet.ink, before)
    sheet.undo()
    sheet.clear()
    assert not sheet.can_undo


# Loading.


@pytest.mark.parametrize("shape", [(1, 1), (28, 28), (56, 28), (10, 90), (300, 200), (3, 1)])
def test_an_image_of_any_size_is_put_in_the_middle(shape):
    sheet = DrawingSheet()
    sheet.load(np.full(shape, 255, np.uint8))
    rows = np.flatnonzero(sheet.image.any(axis=1))
    columns = np.flatnonzero(sheet.image.any(axis=0))
    size = rows[-1] - rows[0] + 1, columns[-1] - columns[0] + 1
    assert max(size) == SIDE
    assert size == tuple(max(1, round(SIDE * side / max(shape))) for side in shape)
    for first, last in ((rows[0], rows[-1]), (columns[0], columns[-1])):
        assert abs(first - (SIDE - 1 - last)) <= 1
    sheet.undo()
    assert sheet.blank


def test_an_mnist_digit_is_loaded_as_it_is(digits):
    sheet = DrawingSheet()
    sheet.load(digits.images[3])
    assert np.array_equal(sheet.image, digits.images[3])


@pytest.mark.parametrize("shape", [(3,), (0, 4), (2, 2, 2)])
def test_what_is_no_image_is_refused(shape):
    with pytest.raises(ValueError, match="rows and columns"):
        DrawingSheet().load(np.zeros(shape, np.uint8))
