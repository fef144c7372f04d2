"""What a network answered to the test digits, counted as the engine counts it."""

import numpy as np
import pytest

from scenes.screens.testing.answers import asked, share
from tinynet import score


def test_a_network_is_asked_some_digits_at_once(trained, first, scores):
    blocks = list(asked(trained.network, first(1234)))
    assert [len(block) for block in blocks] == [500, 1000, 1234]
    np.testing.assert_allclose(blocks[-1], scores.outputs[:1234])


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [
        (0, 0, "–"),
        (0, 9, "0.0 %"),
        (9, 9, "100 %"),
        (1, 9999, "<0.1 %"),
        (9998, 9999, ">99.9 %"),
        (9701, 10000, "97.0 %"),
    ],
)
def test_a_share_is_nothing_or_all_only_if_it_is(part, whole, words):
    assert share(part, whole) == words


def test_the_first_digits_are_counted(model, scores, trained, digits):
    answers = model.answers
    assert np.array_equal(answers.counts.confusion, scores.confusion)
    counts = answers.counts_at(321)
    few = score(trained.network, digits.images[:321], digits.labels[:321])
    assert np.array_equal(counts.confusion, few.confusion)
    assert (counts.counted, counts.of, counts.kinds) == (321, 10_000, 10)
    assert counts.right == few.right.sum()
    assert counts.wrong == 321 - few.right.sum()
    assert counts.shares[0] == share(int(few.confusion[0, 0]), int(few.confusion[0].sum()))
    nothing = answers.counts_at(0)
    assert (nothing.counted, nothing.most_right, nothing.most_wrong) == (0, 0, 0)
    assert nothing.share_right == "–"


def test_a_cell_has_its_very_digits_in_order_of_certainty(model, scores, digits):
    seen = []
    for meant in range(10):
        for heard in range(10):
            members = [case.index for case in model.answers.cases((meant, heard))]
            seen.extend(members)
            assert set(digits.labels[members]) <= {meant}
            assert set(scores.answers[members]) <= {heard}
            certainty = scores.outputs[members, heard]
            assert (np.diff(certainty) <= 0).all()
    assert sorted(seen) == list(range(len(digits)))


def test_a_small_picture_has_the_mean_of_each_square(model, digits):
    case = model.answers.case(5)
    assert np.array_equal(case.picture(), digits.images[5])
    small = case.picture(2)
    assert small.shape == (14, 14)
    assert small[6, 7] == digits.images[5][12:14, 14:16].mean()
    assert case.picture(3).shape == (9, 9), "what does not fill a square is left out"
