"""The easel: strokes, undoing, loading; who looks on, what is heard and told. No screen."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.screens.drawing.easel import FULL, MOST_STROKES, RADII, SIDE, Easel
from scenes.screens.drawing.layout import plan
from scenes.screens.drawing.view import view_of
from scenes.story.passes import DRAWN
from tinynet import Network, accuracy, to_inputs, to_targets
from tinynet.prepare import average_digits, prepared
from tinynet.trained import load_trained

PLACES = st.tuples(st.floats(-9, SIDE + 9), st.floats(-9, SIDE + 9))
INSIDE = st.tuples(st.floats(1, SIDE - 1), st.floats(1, SIDE - 1))
STROKES = st.tuples(
    st.lists(PLACES, min_size=1, max_size=4), st.sampled_from(sorted(RADII)), st.booleans()
)
SEVEN = ((8, 8), (18, 8), (12, 20))


@pytest.fixture(scope="module")
def network():
    """The network that comes trained."""
    return load_trained()


@pytest.fixture
def easel(network, digits):
    """An easel at which it looks on."""
    easel = Easel()
    easel.show_to(network, "trained", digits)
    return easel


def stroke(easel, places, *, erase=False):
    """Draw one stroke."""
    easel.begin(*places[0], erase=erase)
    for place in places[1:]:
        easel.move(*place)
    easel.end()


def paint(easel, strokes):
    """Draw some; return the sheet before each that changed something, and after the last."""
    sheets = [easel.ink.copy()]
    for places, easel.brush, erase in strokes:
        stroke(easel, places, erase=erase)
        if not np.array_equal(easel.ink, sheets[-1]):
            sheets.append(easel.ink.copy())
    return sheets


# Strokes.


@given(st.lists(STROKES, max_size=8))
def test_ink_stays_in_bounds(strokes):
    easel = Easel()
    paint(easel, strokes)
    assert easel.ink.shape == (SIDE, SIDE)
    assert easel.ink.min() >= 0
    assert easel.ink.max() <= FULL


@given(st.lists(STROKES, max_size=8))
def test_undo_and_redo_are_inverse(strokes):
    easel = Easel()
    sheets = paint(easel, strokes)
    for sheet in sheets[-2::-1]:
        assert easel.undo()
        assert np.array_equal(easel.ink, sheet)
    assert not easel.undo()
    for sheet in sheets[1:]:
        assert easel.redo()
        assert np.array_equal(easel.ink, sheet)
    assert not easel.redo()


@given(INSIDE, INSIDE, st.sampled_from(sorted(RADII)))
def test_a_stroke_has_no_gaps(start, end, size):
    easel = Easel()
    easel.brush = size
    stroke(easel, [start, end])
    for part in np.linspace(0, 1, 60):
        x = start[0] + (end[0] - start[0]) * part
        y = start[1] + (end[1] - start[1]) * part
        # A pixel's middle is at most √½ away, and there the rim of the finest brush is half dark.
        assert easel.ink[int(y), int(x)] > 0.45 * FULL


@given(INSIDE, INSIDE, INSIDE)
def test_a_stroke_is_the_same_however_often_the_mouse_tells(start, middle, end):
    once, often = Easel(), Easel()
    stroke(once, [start, end])
    parts = np.linspace(0, 1, 9)
    stroke(
        often,
        [tuple(a + (b - a) * part for a, b in zip(start, end, strict=True)) for part in parts],
    )
    np.testing.assert_allclose(once.ink, often.ink, atol=1e-6)


@given(st.lists(STROKES, max_size=5), PLACES, PLACES)
def test_the_eraser_only_takes_ink_and_the_pen_only_brings_it(strokes, start, end):
    easel = Easel()
    paint(easel, strokes)
    before = easel.ink.copy()
    stroke(easel, [start, end], erase=True)
    assert (easel.ink <= before).all()
    before = easel.ink.copy()
    stroke(easel, [start, end])
    assert (easel.ink >= before).all()


def test_a_dab_is_round_and_larger_brushes_make_larger_ones():
    inks = []
    for size in RADII:
        easel = Easel()
        easel.brush = size
        stroke(easel, [(14, 14)])
        assert np.allclose(easel.ink, easel.ink.T)
        assert np.allclose(easel.ink, easel.ink[::-1, ::-1])
        assert ((easel.ink > 0) & (easel.ink < FULL)).any(), "its rim is soft"
        inks.append(easel.ink.sum())
    assert inks == sorted(set(inks))


def test_places_beyond_all_bounds_do_no_harm():
    easel = Easel()
    stroke(easel, [(-1e300, 14), (1e300, 14)])
    assert (easel.ink[13] == FULL).all()


def test_a_new_stroke_forgets_what_was_undone():
    easel = Easel()
    stroke(easel, [(5, 5)])
    easel.undo()
    assert easel.can_redo
    stroke(easel, [(9, 9)])
    assert not easel.can_redo
    stroke(easel, [(9, 9)], erase=False)
    assert easel.undo()
    assert easel.blank, "a stroke that changed nothing need not be undone"


def test_so_many_strokes_can_be_undone():
    easel = Easel()
    for at in range(MOST_STROKES + 50):
        stroke(easel, [(at % SIDE, at // SIDE)])
        stroke(easel, [(at % SIDE, at // SIDE)], erase=True)
    undone = 0
    while easel.undo():
        undone += 1
    assert undone == MOST_STROKES


def test_moving_without_beginning_paints_nothing():
    easel = Easel()
    easel.move(4, 4)
    easel.end()
    assert easel.blank
    assert not easel.can_undo


def test_undoing_in_mid_stroke_takes_this_stroke_back():
    easel = Easel()
    easel.begin(4, 4)
    easel.move(9, 9)
    assert easel.can_undo
    assert easel.undo()
    assert easel.blank
    assert not easel.painting


def test_clearing_is_undone(easel):
    stroke(easel, SEVEN)
    easel.say_meant(7)
    before = easel.ink.copy()
    easel.clear()
    assert easel.blank
    assert easel.meant is None
    easel.undo()
    assert np.array_equal(easel.ink, before)
    easel.undo()
    easel.clear()
    assert not easel.can_undo


# Keys.


def test_the_cursor_stays_on_the_sheet():
    easel = Easel()
    easel.step(-99, -99)
    assert easel.cursor == (0, 0)
    easel.step(99, 99)
    assert easel.cursor == (SIDE - 1, SIDE - 1)
    assert easel.blank


def test_the_keys_paint_one_stroke_from_pen_down_to_pen_up():
    easel = Easel()
    easel.toggle_pen()
    for _ in range(5):
        easel.step(1, 0)
    easel.step(0, 3)
    easel.toggle_pen()
    easel.step(0, 5)
    assert (easel.ink[14:20, 14] == FULL).all()
    assert (easel.ink[19, 14:18] == FULL).all()
    assert easel.ink[19, 20] == 0
    easel.undo()
    assert easel.blank


def test_the_pen_turns_into_an_eraser_in_mid_stroke():
    easel = Easel()
    easel.toggle_pen()
    easel.step(0, 4)
    easel.toggle_eraser()
    assert easel.pen_down
    easel.step(0, -4)
    easel.toggle_pen()
    assert easel.blank


def test_the_mouse_takes_the_brush_from_the_keys():
    easel = Easel()
    easel.toggle_pen()
    easel.begin(3, 3)
    assert not easel.pen_down
    easel.step(5, 5)
    assert easel.ink[19, 19] == 0


def test_the_brush_has_three_sizes():
    easel = Easel()
    easel.resize_brush(9)
    assert easel.brush == max(RADII)
    easel.resize_brush(-9)
    assert easel.brush == min(RADII)


# Loading.


@pytest.mark.parametrize("shape", [(1, 1), (28, 28), (56, 28), (10, 90), (300, 200), (3, 1)])
def test_an_image_of_any_size_is_put_in_the_middle(shape):
    easel = Easel()
    easel.load(np.full(shape, 255, np.uint8))
    rows = np.flatnonzero(easel.image.any(axis=1))
    columns = np.flatnonzero(easel.image.any(axis=0))
    size = rows[-1] - rows[0] + 1, columns[-1] - columns[0] + 1
    assert max(size) == SIDE
    assert size == tuple(max(1, round(SIDE * side / max(shape))) for side in shape)
    for first, last in ((rows[0], rows[-1]), (columns[0], columns[-1])):
        assert abs(first - (SIDE - 1 - last)) <= 1
    easel.undo()
    assert easel.blank


def test_an_mnist_digit_is_loaded_as_it_is(digits):
    easel = Easel()
    easel.load(digits.images[3])
    assert np.array_equal(easel.image, digits.images[3])


@pytest.mark.parametrize("shape", [(3,), (0, 4), (2, 2, 2)])
def test_what_is_no_image_is_refused(shape):
    with pytest.raises(ValueError, match="rows and columns"):
        Easel().load(np.zeros(shape, np.uint8))


# Heard.


def test_what_is_heard_is_what_the_network_answers(easel, network):
    stroke(easel, SEVEN)
    heard = easel.heard()
    inputs = to_inputs(prepared(easel.image).image).ravel()
    trace = network.trace(inputs, to_targets(7))
    np.testing.assert_allclose(heard.outputs, trace.outputs)
    np.testing.assert_allclose(heard.hidden, trace.hidden_outputs)
    np.testing.assert_allclose(heard.raw, network.query(to_inputs(easel.image).ravel()))
    assert heard.errors is None
    assert heard.loss is None
    easel.say_meant(7)
    heard = easel.heard()
    np.testing.assert_allclose(heard.errors, trace.output_errors)
    assert heard.loss == pytest.approx(trace.loss)
    easel.say_meant(7)
    assert easel.heard().meant is None, "said twice, it is left open"


def test_the_sentence_tells_what_preparing_did(easel):
    assert easel.heard().sentence == ""
    stroke(easel, ((3, 3), (11, 3), (7, 13)))
    heard = easel.heard()
    down, right = heard.moved
    assert down > 0
    assert right > 0
    assert heard.sentence.startswith(
        f"Enlarged to {100 * heard.prepared.scale:.0f} % and moved {down} down and {right} right, "
    )
    easel.clear()
    easel.load(np.pad(heard.prepared.image, 0))
    same = easel.heard()
    assert same.moved == (0, 0)
    assert "moved" not in same.sentence


def test_thin_strokes_are_said_to_be_widened(easel):
    image = np.zeros((28, 28), np.uint8)
    image[3:25, 14] = 255
    easel.load(image)
    heard = easel.heard()
    assert heard.prepared.widened
    assert "strokes widened" in heard.sentence


def test_an_empty_sheet_is_heard_too(easel, network):
    heard = easel.heard()
    assert heard.blank
    nothing = to_inputs(np.zeros((28, 28), np.uint8)).ravel()
    np.testing.assert_allclose(heard.outputs, network.query(nothing))
    assert easel.inside() is None
    assert not easel.tell()
    assert Easel().heard() is None
    assert view_of(Easel(), beside_meant=False) is None


# Told.


def test_telling_trains_a_copy_once(easel, network, digits):
    stroke(easel, SEVEN)
    before = network.input_hidden.copy(), network.hidden_output.copy()
    assert not easel.tell(), "nothing was meant yet"
    easel.say_meant(3)
    assert easel.tell()
    assert easel.tell()
    assert np.array_equal(network.input_hidden, before[0])
    assert np.array_equal(network.hidden_output, before[1])
    told = network.copy()
    inputs = to_inputs(prepared(easel.image).image).ravel()
    for _ in range(2):
        told.train(inputs, to_targets(3))
    pupil, heard = easel.pupil, easel.heard()
    assert (pupil.told, pupil.name) == (2, "trained, told twice")
    np.testing.assert_allclose(heard.outputs, told.query(inputs))
    np.testing.assert_allclose(heard.untold, network.query(inputs))
    assert heard.loss < heard.untold_loss
    others = to_inputs(digits.images[1:1001]), digits.labels[1:1001]
    assert pupil.score_before == accuracy(network, *others)
    assert pupil.score == accuracy(told, *others)
    assert easel.take_back()
    assert not easel.take_back()
    np.testing.assert_allclose(easel.heard().outputs, network.query(inputs))
    assert pupil.score == pupil.score_before
    assert pupil.name == "trained"


def test_told_often_enough_it_hears_what_was_meant(easel):
    stroke(easel, SEVEN)
    easel.say_meant(2)
    assert easel.heard().answer != 2
    for _ in range(40):
        easel.tell()
    assert easel.heard().answer == 2


def test_inside_is_the_network_as_it_is_now(easel, network):
    stroke(easel, SEVEN)
    run = easel.inside()
    assert (run.of, run.source, run.label) == (DRAWN, "trained", easel.heard().answer)
    easel.say_meant(4)
    easel.tell()
    run = easel.inside()
    assert (run.source, run.label) == ("trained, told once", 4)
    assert np.array_equal(run.image, prepared(easel.image).image)
    np.testing.assert_allclose(run.trace.outputs, easel.heard().outputs)
    easel.tell()
    assert not np.allclose(run.network.hidden_output, easel.pupil.learner.hidden_output)


def test_who_comes_back_is_still_told(easel, network, digits):
    stroke(easel, SEVEN)
    easel.say_meant(2)
    easel.tell()
    pupil = easel.pupil
    easel.show_to(load_trained(), "trained", digits)
    assert easel.pupil is pupil, "it is the same network"
    easel.show_to(easel.inside().network, "trained, told once", digits)
    assert easel.pupil is pupil, "it is this network as it is now"
    easel.show_to(Network(784, 20, 10, 0.1, seed=1), "untrained", digits)
    assert easel.pupil is not pupil
    assert easel.pupil.told == 0
    assert easel.meant == 2
    assert len(easel.heard().hidden) == 20
    np.testing.assert_allclose(easel.pupil.averages, average_digits(digits))


# Layout.


@given(st.integers(80, 320), st.integers(22, 100), st.booleans())
def test_the_parts_stand_apart_and_on_the_board(width, height, why):
    at = plan(width, height, why=why)
    boxes = [(name, box) for name, box in vars(at).items() if box is not None]
    for name, box in boxes:
        assert box.x >= 0, name
        assert box.y >= 0, name
        assert box.x + box.width <= width, name
        assert box.y + box.height <= height, name
    cells = np.zeros((height, width), int)
    for _, box in boxes:
        cells[box.y : box.y + box.height, box.x : box.x + box.width] += 1
    assert cells.max() == 1
