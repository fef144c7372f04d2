"""What the reader does while a network is tested, without a screen."""

import numpy as np
import pytest

from scenes.screens.testing.model import COUNT_SECONDS, TestingModel
from tinynet import Dataset


def test_the_cursor_begins_at_the_most_frequent_mistake(model, scores):
    wrong = scores.confusion - np.diag(scores.confusion.diagonal())
    assert scores.confusion[model.cell] == wrong.max()
    assert model.cell[0] != model.cell[1]


def test_without_mistakes_it_begins_at_what_was_heard_most(trained, digits, scores):
    right = np.flatnonzero(scores.right)[:200]
    heard = TestingModel(trained, Dataset(digits.images[right], digits.labels[right]))
    heard.hear(scores.outputs[right])
    assert heard.cell[0] == heard.cell[1]
    assert not heard.go_mistake(1)
    assert heard.rank is None


def test_next_mistake_goes_through_all_of_them(model, scores):
    seen = []
    assert model.rank != 0, "it begins in the fullest cell, not with the worst mistake of all"
    for rank in range(len(scores.mistakes())):
        assert model.go_mistake(1)
        assert model.rank == rank
        assert model.chosen.cell == model.cell
        seen.append(model.chosen.index)
    assert seen == [*scores.mistakes()]
    model.go_mistake(-1)
    assert model.chosen.index == scores.mistakes()[-2]


def test_next_mistake_begins_with_the_first_and_goes_on_where_it_was(model):
    model.go((3, 5), 2)
    model.go_mistake(1)
    assert model.rank == 0
    model.go_mistake(1)
    model.go((0, 0), 7)
    assert model.rank is None
    model.go_mistake(1)
    assert model.rank == 2


def test_moving_stops_at_the_edge_and_keeps_the_digit_there(model):
    model.go((9, 4), 5)
    model.move(1, 0)
    assert (model.cell, model.place) == ((9, 4), 5)
    model.move(0, -1)
    assert (model.cell, model.place) == ((9, 3), 0)
    model.step(3)
    model.step(-99)
    assert model.place == 0
    model.step(99)
    assert model.place == len(model.cases) - 1
    model.step(1)
    assert model.place == len(model.cases) - 1


def test_a_digit_leads_to_its_most_frequent_mistake(model):
    model.go_digit(4)
    assert model.cell == (4, 9)


def test_the_count_takes_its_time_and_stands_at_its_end(trained, digits, scores):
    model = TestingModel(trained, digits)
    model.go_on(100.0)
    model.tick(101.0, moves=True)
    assert model.counted == 0, "none was heard yet"
    model.hear(scores.outputs[:50])
    model.tick(103.0, moves=True)
    assert model.counted == 50, "no more than was heard"
    model.hear(scores.outputs)
    model.tick(102.0, moves=True)
    assert model.counted == round(10_000 * (2 / COUNT_SECONDS) ** 3)
    model.tick(100.0 + COUNT_SECONDS, moves=True)
    assert (model.counting, model.all_counted) == (True, True)
    assert model.skip()
    model.tick(100.0 + COUNT_SECONDS, moves=True)
    assert (model.counting, model.all_counted, model.counted) == (False, False, 10_000)


def test_the_count_waits(trained, digits, scores):
    model = TestingModel(trained, digits)
    model.hear(scores.outputs)
    model.go_on(10.0)
    model.wait(11.0)
    model.tick(99.0, moves=True)
    waited = model.counted
    model.go_on(200.0)
    model.go_on(200.5)  # as on a second resize: it goes on already
    model.tick(200.0, moves=True)
    assert model.counted == waited > 0
    model.tick(201.0, moves=True)
    assert model.counted == round(10_000 * (2 / COUNT_SECONDS) ** 3)
    model.start_count()
    model.go_on(300.0)
    model.tick(300.0, moves=True)
    assert (model.counting, model.counted) == (True, 0)


def test_without_motion_the_count_is_over_when_all_is_heard(trained, digits, scores):
    model = TestingModel(trained, digits)
    model.go_on(0.0)
    model.hear(scores.outputs[:500])
    model.tick(0.0, moves=False)
    assert (model.counting, model.counted) == (True, 500)
    assert not model.look(), "a key ends only what is for the eye"
    model.hear(scores.outputs)
    model.tick(0.0, moves=False)
    assert not model.counting


@pytest.mark.parametrize("heard", [0, 1000])
def test_a_failure_ends_the_count_with_what_was_heard(trained, digits, scores, heard):
    model = TestingModel(trained, digits)
    model.hear(scores.outputs[:heard])
    model.fail("out of memory")
    assert model.trouble == (f"The count stopped after {heard:,} of 10,000 digits: out of memory")
    assert model.look()
    assert (model.chosen is None) == (heard == 0)
    assert (model.pass_() is None) == (heard == 0)


def test_looking_at_a_digit_takes_the_score_away(model):
    model.turn_score()
    assert model.shows_score
    assert model.look()
    assert not model.shows_score


def test_the_chosen_digit_goes_through_the_very_network(model, trained, digits):
    model.go_mistake(1)
    model.go_mistake(1)
    pass_ = model.pass_()
    assert (pass_.named, pass_.index) == (trained, model.chosen.index)
    assert pass_.trace.answer == model.cell[1]
    assert pass_.label == model.cell[0]
    np.testing.assert_allclose(pass_.trace.outputs, model.chosen.outputs)
