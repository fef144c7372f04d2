"""The way through the walk, and where a beat is found."""

from itertools import pairwise

import pytest

from scenes.story.acts import ACTS
from scenes.story.route import act_stepped, reached, stepped

ROUTE = ACTS.route


def test_a_step_leads_to_the_next_beat_and_back():
    for here, there in pairwise(ROUTE):
        assert stepped(here, 1) == there
        assert stepped(there, -1) == here
    assert stepped(ROUTE[0], -1) is stepped(ROUTE[-1], 1) is None
    assert stepped(ROUTE[0], len(ROUTE) - 1) == ROUTE[-1]


def test_a_step_by_acts_leads_to_a_start():
    for where in ROUTE:
        index = ACTS.ids.index(where[0])
        start = ACTS.where(where[0])
        there = act_stepped(where, 1)
        assert there == (None if index == len(ACTS) - 1 else ACTS.where(ACTS.ids[index + 1]))
        back = act_stepped(where, -1)
        if where != start:
            assert back == start, "first to this act's start"
        else:
            assert back == (None if index == 0 else ACTS.where(ACTS.ids[index - 1]))


def test_reached_is_at_or_past_it():
    for index, where in enumerate(ROUTE):
        assert [reached(where, there) for there in ROUTE] == [
            position <= index for position in range(len(ROUTE))
        ]


def test_a_beat_is_named_by_id_by_number_or_not_at_all():
    assert ACTS.where("weighted-sum", "2") == ACTS.where("weighted-sum", "products")
    assert ACTS.where("weighted-sum") == ACTS.where("weighted-sum", "1")
    assert len(set(ROUTE)) == len(ROUTE)
    assert set(ACTS.topics) <= set(ROUTE)
    assert ACTS.answered_at in ROUTE


@pytest.mark.parametrize(
    ("act", "beat", "missing"),
    [
        ("nowhere", "", "nowhere"),
        *(
            ("meet", beat, beat)
            for beat in ("0", "8", "-1", "²", "9" * 5000, "000000000001", "Friends", "x.y")
        ),
    ],
)
def test_what_is_not_there_is_named(act, beat, missing):
    with pytest.raises(KeyError) as found:
        ACTS.where(act, beat)
    assert found.value.args == (missing,)
