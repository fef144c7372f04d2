"""Going through the text of an exercise, without a screen."""

import pytest

from scenes.screens.homework.model import HomeworkModel
from scenes.screens.homework.view import view_of
from scenes.story.homework.exercise import read_exercise


@pytest.fixture
def model(written, plain_exercise):
    """The README's exercise, its lines as for a screen of 80 columns."""
    opened = HomeworkModel(read_exercise(written(plain_exercise)))
    opened.lay(76)
    return opened


def test_it_goes_from_section_to_section_and_stops_at_the_ends(model):
    starts = model.text.starts
    assert (model.top, model.section) == (0, 0)
    for section in range(1, len(starts)):
        model.go(1)
        assert (model.top, model.section) == (starts[section] + 1, section)
    model.go(1)
    assert model.top == starts[-1] + 1, "below its title, which is the heading"
    model.go(-99)
    assert model.top == 0, "above the first section stands what all of it is about"


def test_back_from_within_a_section_goes_to_its_start_first(model):
    model.top = model.text.starts[4] + 2
    model.go(-1)
    assert model.top == model.text.starts[4] + 1
    model.go(-1)
    assert model.top == model.text.starts[3] + 1
    model.top = model.text.starts[3]
    model.go(-1)
    assert model.section == 2
    model.top = model.text.starts[0] + 1
    model.go(-1)
    assert model.top == 0


def test_another_width_keeps_the_section(model):
    model.go(4)
    before = model.text.starts
    model.lay(56)
    assert model.text.starts != before
    assert (model.section, model.top) == (4, model.text.starts[4] + 1)
    assert max(line.cell_len for line in model.text.lines) <= 56
    model.lay(500)
    assert max(line.cell_len for line in model.text.lines) <= 100


def test_the_view_says_which_section_is_at_the_top(model):
    assert view_of(model).heading == "1 of 18  The exercise"
    model.top = model.text.starts[4] + 1
    view = view_of(model)
    assert view.heading == "5 of 18  What each Lola says"
    assert (view.top, view.last_top) == (model.top, model.text.starts[-1] + 1)
    assert view.lines[model.text.starts[4]].plain == view.heading
