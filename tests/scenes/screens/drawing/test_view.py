"""What the drawing screen says: of what preparing did, of what was meant, and of telling."""

import numpy as np

from scenes.screens.drawing.model import DrawingModel
from scenes.screens.drawing.view import SAY_MEANT, view_of
from scenes.story.markup import plain
from tests.photographs import close
from tests.scenes.screens.drawing.conftest import SEVEN, stroke
from tinynet.prepare import SIDE


def shown(model, *, beside_meant=False):
    """Return what is shown, which there is."""
    view = view_of(model, beside_meant=beside_meant)
    assert view is not None
    return view


def test_without_a_network_there_is_nothing_to_show():
    assert view_of(DrawingModel(), beside_meant=False) is None


def test_the_sentence_tells_what_preparing_did(model):
    assert shown(model).sentence.startswith("An empty sheet, yet she hears ")
    stroke(model.sheet, ((3, 3), (11, 3), (7, 13)))
    view = shown(model)
    recognised = view.recognised
    down, right = recognised.moved
    assert down > 0
    assert right > 0
    assert view.sentence.startswith(
        f"Enlarged to {100 * recognised.prepared.scale:.0f} % "
        f"and moved {down} down and {right} right, "
    )
    model.clear()
    model.sheet.load(recognised.prepared.image)
    same = shown(model)
    assert same.recognised.moved == (0, 0)
    assert "moved" not in same.sentence


def test_what_may_be_several_is_said_until_it_is_known_what_is_meant(model, digits):
    light = close(*digits.images[[3, 1]])
    ink = np.rint((255 - light) / 200 * 255).astype(np.uint8)
    model.sheet.load(ink)
    heard = model.recognised()
    assert shown(model).sentence == (
        f"This may be several digits, written together; it is heard as one: a {heard.answer}."
    )
    # The corners of what is cut out are where it is on the sheet, not on the image.
    top, left, bottom, right = heard.box
    outside = heard.drawing.copy()
    outside[top:bottom, left:right] = 0
    assert outside.max() < 40
    assert max(bottom, right) <= SIDE
    model.say_meant(3)
    assert "several" not in shown(model).sentence


def test_thin_strokes_are_said_to_be_widened(model):
    image = np.zeros((28, 28), np.uint8)
    image[3:25, 14] = 255
    model.sheet.load(image)
    view = shown(model)
    assert view.recognised.prepared.widened
    assert "strokes widened" in view.sentence


def test_the_verdict_is_of_what_was_meant(model):
    assert shown(model).verdict == ""
    stroke(model.sheet, SEVEN)
    assert shown(model).verdict == SAY_MEANT
    answer = shown(model).recognised.answer
    for meant, mark in ((answer, "✓"), ((answer + 1) % 10, "✗")):
        model.meant = meant
        view = shown(model)
        assert f"{mark} You meant {meant}, she hears {answer}" in plain(view.verdict)
        assert f"½Σe² = {view.recognised.loss:.3f}"[:11] in plain(view.verdict)


def test_telling_is_offered_and_taken_back(model):
    assert shown(model).telling == ("",)
    stroke(model.sheet, SEVEN)
    model.say_meant(2)
    assert plain(shown(model).telling[-1]) == "m tells him what you meant"
    model.tell()
    view = shown(model)
    assert plain(view.telling[0]) == "Jay was told once"
    assert plain(view.telling[-1]) == "m again  u takes it back"
    (brief,) = view.brief_telling
    assert plain(brief).startswith("told 1 ×: ")
    assert f"right of {model.learner.others:,}: " in plain(brief)
    model.learner.told = 100
    (brief,) = shown(model).brief_telling
    assert len(plain(brief)) <= 78, "the way back is not cut off at 80 columns"
    model.clear()
    assert plain(shown(model).telling[-1]) == "u takes it back"


def test_the_average_is_of_what_is_heard_or_meant(model):
    stroke(model.sheet, SEVEN)
    answer = shown(model).recognised.answer
    assert (shown(model, beside_meant=True).kind, shown(model).kind_is) == (answer, "heard")
    meant = (answer + 1) % 10
    model.say_meant(meant)
    view = shown(model, beside_meant=True)
    assert (view.kind, view.kind_is) == (meant, "meant")
    assert np.array_equal(view.average, model.learner.averages[meant])
    assert shown(model).kind == answer


def test_the_cursor_shows_while_the_keys_are_used(model):
    assert shown(model).cursor is None
    model.step(1, 2)
    assert shown(model).cursor == 15 * 28 + 16
    model.begin(3, 3)
    assert shown(model).cursor is None
    assert shown(model).painting
