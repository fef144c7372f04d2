"""The steps of a pass are its own numbers, by a reference that shares no line with them."""

import pytest

from scenes.story.practice.steps import Steps, steps_of
from tests.scenes.story.practice.conftest import by_hand


def test_every_step_gives_what_plain_loops_give(passes):
    for before, after in passes[:30]:
        expected = by_hand(before)
        steps = steps_of(before, after)
        assert {step.id for step in steps} == set(expected)
        for step in steps:
            assert step.value == pytest.approx(expected[step.id], abs=1e-12), step.id


def test_every_step_starts_from_what_is_given_or_from_earlier_steps(passes):
    for before, after in passes[:10]:
        known = {""}
        for step in steps_of(before, after):
            assert {one.source for one in step.all_operands} <= known
            known.add(step.id)


def test_operands_are_as_near_as_their_digits_say(passes):
    for before, after in passes[:10]:
        for step in steps_of(before, after):
            for one in step.all_operands:
                assert one.low <= one.value <= one.high
                assert one.low <= one.shown <= one.high


def test_the_slope_is_asked_by_itself(passes):
    for before, _ in passes[:10]:
        assert Steps(before).slope(0).value == pytest.approx(before.hidden_slopes[0], abs=1e-15)
