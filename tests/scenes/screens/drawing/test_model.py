"""The drawing without a screen: the keys, who looks on, what is recognised and told."""

import json
from dataclasses import replace

import numpy as np
import pytest

from scenes.screens.drawing import saving
from scenes.screens.drawing.model import DrawingModel
from scenes.screens.drawing.saving import SavedDrawing, resumed_drawing, saved_drawing
from scenes.screens.drawing.sheet import FULL
from scenes.story.images import sheet_of
from scenes.story.networks import NamedNetwork
from scenes.story.passes import DRAWN
from scenes.story.places import TRAINED, UNTRAINED
from scenes.story.saved.archive import packed, unpacked
from scenes.story.saved.coding import coded, decoded
from tests.scenes.screens.drawing.conftest import SEVEN, stroke
from tinynet import Network, TinynetError, accuracy, load_mnist, to_inputs, to_targets
from tinynet.prepare import SIDE, average_digits, prepared
from tinynet.trained import load_trained

SHEET = np.zeros((60, 90))
SHEET[10:50, 12:18] = SHEET[10:50, 60:66] = 255
FOUND = sheet_of(255 - SHEET).digits
"""Two strokes, side by side."""

# Keys.


def test_the_cursor_stays_on_the_sheet():
    model = DrawingModel()
    model.step(-99, -99)
    assert model.cursor == (0, 0)
    model.step(99, 99)
    assert model.cursor == (SIDE - 1, SIDE - 1)
    assert model.sheet.blank


def test_the_keys_paint_one_stroke_from_pen_down_to_pen_up():
    model = DrawingModel()
    model.toggle_pen()
    for _ in range(5):
        model.step(1, 0)
    model.step(0, 3)
    model.toggle_pen()
    model.step(0, 5)
    assert (model.sheet.ink[14:20, 14] == FULL).all()
    assert (model.sheet.ink[19, 14:18] == FULL).all()
    assert model.sheet.ink[19, 20] == 0
    model.sheet.undo()
    assert model.sheet.blank


def test_the_pen_turns_into_an_eraser_in_mid_stroke():
    model = DrawingModel()
    model.toggle_pen()
    model.step(0, 4)
    model.toggle_eraser()
    assert model.pen_down
    model.step(0, -4)
    model.toggle_pen()
    assert model.sheet.blank


def test_the_mouse_takes_the_brush_from_the_keys():
    model = DrawingModel()
    model.toggle_pen()
    model.begin(3, 3)
    assert not model.pen_down
    model.step(5, 5)
    assert model.sheet.ink[19, 19] == 0


def test_a_new_sheet_leaves_open_what_was_meant(model):
    for renew in (model.clear, lambda: model.open(FOUND)):
        stroke(model.sheet, SEVEN)
        model.say_meant(7)
        renew()
        assert model.meant is None


# Recognised.


def test_what_is_heard_is_what_the_network_answers(model, network):
    stroke(model.sheet, SEVEN)
    recognised = model.recognised()
    inputs = to_inputs(prepared(model.sheet.image).image).ravel()
    trace = network.trace(inputs, to_targets(7))
    np.testing.assert_allclose(recognised.outputs, trace.outputs)
    np.testing.assert_allclose(recognised.hidden, trace.hidden_outputs)
    np.testing.assert_allclose(recognised.raw, network.query(to_inputs(model.sheet.image).ravel()))
    assert recognised.errors is None
    assert recognised.loss is None
    model.say_meant(7)
    recognised = model.recognised()
    np.testing.assert_allclose(recognised.errors, trace.output_errors)
    assert recognised.loss == pytest.approx(trace.loss)
    model.say_meant(7)
    assert model.recognised().meant is None, "said twice, it is left open"


def test_an_empty_sheet_is_heard_too(model, network):
    recognised = model.recognised()
    assert recognised.blank
    nothing = to_inputs(np.zeros((SIDE, SIDE), np.uint8)).ravel()
    np.testing.assert_allclose(recognised.outputs, network.query(nothing))
    assert model.inside() is None
    assert not model.tell()
    assert DrawingModel().recognised() is None


# Told.


def test_telling_trains_a_copy_once(model, network, digits):
    stroke(model.sheet, SEVEN)
    before = network.input_hidden.copy(), network.hidden_output.copy()
    assert not model.tell(), "nothing was meant yet"
    model.say_meant(3)
    assert model.tell()
    assert model.tell()
    assert np.array_equal(network.input_hidden, before[0])
    assert np.array_equal(network.hidden_output, before[1])
    told = network.copy()
    inputs = to_inputs(prepared(model.sheet.image).image).ravel()
    for _ in range(2):
        told.train(inputs, to_targets(3))
    learner, recognised = model.learner, model.recognised()
    assert (learner.told, learner.named.name) == (2, "trained, told twice")
    np.testing.assert_allclose(recognised.outputs, told.query(inputs))
    np.testing.assert_allclose(recognised.untold, network.query(inputs))
    assert recognised.loss < recognised.untold_loss
    others = to_inputs(digits.images[1:1001]), digits.labels[1:1001]
    assert learner.score_before == accuracy(network, *others)
    assert learner.score == accuracy(told, *others)
    assert model.take_back()
    assert not model.take_back()
    np.testing.assert_allclose(model.recognised().outputs, network.query(inputs))
    assert learner.score == learner.score_before
    assert learner.named.name == "trained"


def test_told_often_enough_it_hears_what_was_meant(model):
    stroke(model.sheet, SEVEN)
    model.say_meant(2)
    assert model.recognised().answer != 2
    for _ in range(40):
        model.tell()
    assert model.recognised().answer == 2


def test_inside_is_the_network_as_it_is_now(model, network):
    stroke(model.sheet, SEVEN)
    pass_ = model.inside()
    assert (pass_.of, pass_.named.name, pass_.label) == (
        DRAWN,
        "trained",
        model.recognised().answer,
    )
    model.say_meant(4)
    model.tell()
    pass_ = model.inside()
    assert (pass_.named.name, pass_.label) == ("trained, told once", 4)
    assert np.array_equal(pass_.image, prepared(model.sheet.image).image)
    np.testing.assert_allclose(pass_.trace.outputs, model.recognised().outputs)
    model.tell()
    assert not np.allclose(pass_.network.hidden_output, model.learner.network.hidden_output)


def test_who_comes_back_is_still_told(model, network, digits):
    stroke(model.sheet, SEVEN)
    model.say_meant(2)
    model.tell()
    learner = model.learner
    model.show_to(NamedNetwork(load_trained(), TRAINED, "trained"), digits)
    assert model.learner is learner, "it is the same network"
    model.show_to(model.inside().named, digits)
    assert model.learner is learner, "it is this network as it is now"
    small = Network(784, 20, 10, 0.1, seed=1)
    model.show_to(NamedNetwork(small, UNTRAINED, "untrained", 1), digits)
    assert model.learner is not learner
    assert model.learner.told == 0
    assert model.meant == 2
    assert len(model.recognised().hidden) == 20
    np.testing.assert_allclose(model.learner.averages, average_digits(digits))


def test_the_digits_of_an_image_come_one_after_the_other(model):
    model.open(FOUND)
    for shown in (0, 1, 0):
        assert model.shown == shown
        expected = prepared(FOUND[shown].ink).image
        assert np.array_equal(model.recognised().prepared.image, expected)
        model.show_next()


def test_an_image_is_prepared_as_it_was_until_it_is_drawn_on(model):
    model.open(FOUND[:1])
    whole = model.sheet.original
    assert whole is FOUND[0].framed
    model.begin(20, 20)
    model.sheet.end()
    assert np.array_equal(model.sheet.original, model.sheet.image)
    model.sheet.undo()
    assert model.sheet.original is whole
    # A stroke that changes nothing is none.
    model.begin(1, 1, erase=True)
    model.sheet.end()
    assert model.sheet.original is whole


def kept_and_resumed(model, digits):
    """The drawing out of the file that it was written to."""
    return resumed_drawing(unpacked(SavedDrawing, packed(saved_drawing(model))), digits)


def test_an_image_is_prepared_from_its_full_size_after_it_was_kept_too(model, digits):
    model.open(FOUND)
    model.show_next()
    again = kept_and_resumed(model, digits)
    assert again.sheet.original.shape == FOUND[1].framed.shape
    assert np.array_equal(again.sheet.image, model.sheet.image)
    assert np.array_equal(again.recognised().outputs, model.recognised().outputs)
    again.show_next()
    assert np.array_equal(again.sheet.original, FOUND[0].framed)
    # Once it is drawn on, what is on the sheet is all there is.
    again.begin(20, 20)
    once_more = kept_and_resumed(again, digits)
    assert np.array_equal(once_more.sheet.original, again.sheet.image)
    assert len(once_more.found) == len(FOUND)


def test_of_an_image_no_more_is_kept_than_a_file_may_hold(model, digits, monkeypatch):
    model.open(FOUND)
    model.show_next()
    monkeypatch.setattr(saving, "MOST_PIXELS", FOUND[1].ink.size)
    again = kept_and_resumed(model, digits)
    assert (len(again.found), again.shown) == (1, 0)
    assert np.array_equal(again.sheet.original, FOUND[1].framed)
    sound = saved_drawing(model)
    for wrong, said in (
        ({"found": FOUND, "as_found": None}, "found digits of an image of"),
        ({"found": (), "as_found": 0}, "that is not there"),
        ({"as_found": 1}, "found digit 1 of 1 in an image"),
        ({"found": (replace(FOUND[1], ink=FOUND[1].ink * 1.0),)}, "and type float64"),
        ({"found": (replace(FOUND[1], ink=FOUND[1].ink * 0),)}, "or blank"),
    ):
        with pytest.raises(TinynetError, match=said):
            resumed_drawing(replace(sound, **wrong), digits)


def test_a_drawing_that_an_older_version_kept_is_taken_up(model, digits):
    stroke(model.sheet, SEVEN)
    parts = []

    def keep(part):
        parts.append(part)
        return str(len(parts) - 1)

    text = json.loads(json.dumps(coded(saved_drawing(model), keep)))
    for later in ("found", "shown", "as_found"):
        del text[later]
    older = decoded(SavedDrawing, text, lambda name: parts[int(name)])
    assert np.array_equal(resumed_drawing(older, digits).sheet.image, model.sheet.image)
    del text["brush"]
    with pytest.raises(ValueError, match="for SavedDrawing"):
        decoded(SavedDrawing, text, lambda name: parts[int(name)])


def test_a_drawing_is_kept_as_what_was_meant(model, tmp_path):
    assert model.keep_in(str(tmp_path)) is None
    model.open(FOUND)
    assert model.keep_in(str(tmp_path)) is None
    model.say_meant(1)
    assert model.keep_in(str(tmp_path)) == {"train": 1, "test": 0}
    kept = load_mnist("train", tmp_path)
    assert np.array_equal(kept.images[0], model.recognised().prepared.image)
    assert kept.labels.tolist() == [1]
