"""For a screen that all have to read: fewer numbers, that still add up, and one of them large."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from scenes.canvas.layout import arrangement, place, projected_arrangement
from scenes.canvas.painters.large import DOTS
from scenes.story.acts import ACTS
from scenes.story.arithmetic import weighted_sum
from scenes.story.figures import Bars, Large, Nodes, Scale, Terms
from scenes.story.numbers import MINUS
from scenes.story.passes import open_pass
from scenes.story.places import Place
from scenes.story.projected import MOST_TERMS, fewer, projected
from scenes.story.scene import figures_of
from scenes.story.walk import open_walk

STAGES = {(80, 24): (80, 15), (120, 40): (120, 23), (200, 60): (200, 39)}
"""Columns and rows of the stage at each size of the terminal, in acts with the longest words."""
SMALL, *ROOMY = STAGES.values()


@pytest.fixture(scope="module", params=["untrained", "trained"])
def walk(request, digits):
    place_ = Place(network=request.param)
    return open_walk(place_, open_pass(place_, digits))


def beats(walk):
    return {(act.id, beat): make(walk) for act in ACTS for beat, make in act.beats.items()}


def printed(text):
    return Decimal(text.replace(MINUS, "-"))


def test_what_is_computed_has_its_number_and_it_stands_large(walk):
    """Every beat that computes something has one; on a roomy screen it is there, all of it."""
    computing = {(act.id, beat) for act in ACTS for beat in act.computes}
    told = beats(walk)
    assert {at for at in computing if told[at].subject is None} == set()
    for at, beat in told.items():
        if beat.subject is None:
            continue
        assert set(beat.subject.value) <= set(DOTS), at
        for width, height in ROOMY:
            node = projected_arrangement(beat.scene, beat.subject, width, height)[1]
            boxes = [box for figure, box in place(node, width, height) if isinstance(figure, Large)]
            assert len(boxes) == 1, (at, width)
            (box,) = boxes
            assert (box.x >= 0, box.x + box.width <= width) == (True, True), at
            assert box.y + box.height <= height, at


def test_on_the_smallest_screen_it_takes_no_figure_its_place(walk):
    width, height = SMALL
    for at, beat in beats(walk).items():
        shown = figures_of(projected_arrangement(beat.scene, beat.subject, width, height)[1])
        if not any(isinstance(figure, Large) for figure in shown):
            continue
        rest = [type(figure) for figure in shown if not isinstance(figure, Large)]
        kept = beat.scene.projected or arrangement(projected(beat.scene, None), width, height)
        assert rest == [type(figure) for figure in figures_of(kept)], at


def test_a_number_that_answers_the_question_is_not_told_before(walk):
    """Nobody reads it off large digits: what they show stands in the beat's own words too."""
    for at, beat in beats(walk).items():
        if beat.question is not None and beat.subject is not None:
            shown = " ".join((beat.story, *beat.formula))
            assert beat.subject.value.lstrip("+") in shown, at


@given(
    arrays(float, 12, elements=st.floats(-2, 2, width=32)),
    arrays(float, 12, elements=st.floats(0, 1, width=32)),
    st.sampled_from([None, 8]),
)
def test_a_sum_told_in_fewer_parts_adds_up(weights, values, largest):
    told = weighted_sum(weights, values, largest=largest)
    few = told.shortened(MOST_TERMS)
    assert few.total == told.total
    assert len(few.terms) == min(MOST_TERMS, len(told.terms))
    rest = sum(printed(left.printed) for left in few.left)
    assert sum(printed(term.product) for term in few.terms) + rest == printed(few.total)
    assert len(few.terms) + sum(left.count for left in few.left) == 12
    least = min((abs(term.value) for term in few.terms), default=0.0)
    left_out = [abs(term.value) for term in told.terms if term not in few.terms]
    assert all(value <= least for value in left_out)


def test_only_the_strongest_keep_their_numbers():
    values = np.array([0.1, -0.9, 0.3, 0.5, -0.7, 0.0])
    wall = fewer(Nodes(values=values, scale=Scale("signed"), chosen=5))
    assert wall.numbered == {1, 3, 4, 5}
    bars = Bars(labels=tuple("abcdef"), values=values, digits=3)
    assert fewer(bars).digits == 2
    assert fewer(Bars(labels=("a",), values=np.array([0.0042]), digits=4)).digits == 4


def test_terms_keep_their_names():
    told = weighted_sum([1.0, 2.0, 3.0, 0.1, 5.0, 6.0], [1.0] * 6)
    terms = Terms(sum=told, names=tuple("abcdef"), header=("from", "w", "x", "w·x"))
    assert fewer(terms).names == ("a", "b", "c", "e", "f")
