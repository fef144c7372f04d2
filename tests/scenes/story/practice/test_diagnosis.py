"""Every usual mistake is named, or said to be one of several; no right answer is refused."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.story.practice.answers import Answer, read_answer
from scenes.story.practice.diagnosis import Verdict, diagnose, slips_of
from scenes.story.practice.formulas import RIGHTLY
from scenes.story.practice.mistakes import MISTAKES
from scenes.story.practice.parts import part_of
from scenes.story.practice.steps import Steps, sharp, steps_of
from tinynet import Network

TOLD = {Verdict.WRONG, Verdict.AMBIGUOUS}


def exactly(value):
    """Return an answer of all digits."""
    return Answer(value, 0.0)


def figures(value, count):
    """Return a value rounded to so many significant figures, as it would be typed."""
    if value == 0:
        return "0"
    places = max(0, count - 1 - math.floor(math.log10(abs(value))))
    return f"{value:.{places}f}"


def shown(operands):
    return {part: tuple(one.shown for one in group) for part, group in operands.items()}


@pytest.mark.slow
def test_each_mistake_made_on_hundreds_of_networks_is_named(drawn_steps):
    made = dict.fromkeys((mistake.id for mistake in MISTAKES), 0)
    for step in drawn_steps:
        for mistake, slip in slips_of(step):
            # As whoever makes it would get it: from the numbers as they are shown.
            diagnosis = diagnose(step, exactly(slip.compute(shown(slip.operands))))
            assert diagnosis.verdict in TOLD, (step.id, mistake.id)
            assert mistake in diagnosis.mistakes, (step.id, mistake.id)
            if diagnosis.verdict is Verdict.AMBIGUOUS:
                assert "two ways" in diagnosis.words
            made[mistake.id] += 1
    assert min(made.values()) > 5, made


@pytest.mark.slow
def test_a_rounded_wrong_answer_is_never_called_right(drawn_steps):
    for step in drawn_steps[::2]:
        for mistake, slip in slips_of(step):
            if mistake.id == "early":
                continue  # who rounds at the end gets the same
            value = slip.compute(shown(slip.operands))
            for count in (2, 4):
                answer = read_answer(figures(value, count))
                diagnosis = diagnose(step, answer)
                if diagnosis.verdict is Verdict.RIGHT:
                    # Only where the rounding itself has made it right.
                    assert step.spread.meets(answer.value, answer.value)
                elif diagnosis.verdict is not Verdict.COARSE:
                    assert mistake in diagnosis.mistakes


def test_no_right_answer_is_refused(drawn_steps):
    for step in drawn_steps:
        for value in (step.value, step.formula.compute(shown(step.operands), RIGHTLY)):
            assert diagnose(step, exactly(value)).verdict is Verdict.RIGHT, step.id
            for count in (1, 2, 4, 8):
                answer = read_answer(figures(value, count))
                verdict = diagnose(step, answer).verdict
                assert verdict in (Verdict.RIGHT, Verdict.COARSE), (step.id, count)
                if count >= 7:
                    assert verdict is Verdict.RIGHT, step.id


def test_arithmetic_from_the_numbers_shown_is_right(passes):
    for before, _ in passes[:30]:
        step = Steps(before).output_update(0, 0)
        rate, e, y, h = (one.text for one in step.all_operands)
        assert diagnose(step, read_answer(f"{rate}*{e}*{y}*(1-{y})*{h}")).verdict is Verdict.RIGHT
        step = Steps(before).hidden_output(0)
        arriving = "+".join(f"({one.text})" for one in step.all_operands)
        assert diagnose(step, read_answer(f"1/(1+e^(-({arriving})))")).verdict is Verdict.RIGHT


@pytest.fixture(scope="module")
def steps(passes):
    return steps_of(*passes[0])


@given(st.floats(-2, 2), st.integers(0, 39))
def test_nothing_else_is_called_right(steps, value, index):
    step = steps[index % len(steps)]
    verdict = diagnose(step, exactly(value)).verdict
    within = step.spread.meets(value, value)
    assert (verdict is Verdict.RIGHT) == within


def test_the_part_of_a_step_is_a_step(passes):
    for before, after in passes[:10]:
        for step in steps_of(before, after):
            part = part_of(step)
            if part is not None:
                assert diagnose(part, exactly(part.value)).verdict is Verdict.RIGHT
                assert part_of(part) is None


def test_a_right_part_leaves_the_mistakes_that_are_not_made_in_it(drawn_steps):
    told = 0
    for step in drawn_steps:
        for mistake, slip in slips_of(step):
            # Of three digits, as with more hardly two mistakes give the same.
            answer = read_answer(figures(slip.compute(shown(slip.operands)), 3))
            diagnosis = diagnose(step, answer)
            if diagnosis.part is None or mistake not in diagnosis.mistakes:
                continue
            assert diagnosis.otherwise
            if mistake.id in ("early", "percent") or slip.term is not None:
                continue
            within = mistake.id == "slope" or any(mistake.slips(diagnosis.part))
            if within:
                assert slip.words not in diagnosis.otherwise, step.id
            elif " more.)" not in diagnosis.otherwise:
                assert slip.words in diagnosis.otherwise, step.id
            told += 1
    assert told > 10, told


def test_the_learning_rate_left_out_shows_in_the_new_weight_alone(passes):
    for before, _ in passes[:40]:
        steps = {
            before.output_updates[0, 0]: Steps(before, 6).output_after(0, 0),
            before.hidden_updates[0, 0]: Steps(before, 6).hidden_after(0, 0),
        }
        for change, step in steps.items():
            weight = step.operands["weight"][0].value
            answer = exactly(float(weight + change / before.learning_rate))
            assert "rate" in [mistake.id for mistake in diagnose(step, answer).mistakes], step.id


def test_a_sharp_step_hides_no_mistake_that_more_digits_show(passes):
    for before, _ in passes[:10]:
        step = sharp(lambda digits, of=before: Steps(of, digits).output_sum(0))
        for mistake in MISTAKES:
            for slip in mistake.slips(step):
                value = slip.compute(shown(slip.operands))
                if mistake.id != "early" and abs(value - step.value) > 1e-6:
                    assert diagnose(step, exactly(value)).verdict in TOLD


@pytest.mark.parametrize(
    ("typed", "verdict", "says"),
    [
        ("0.33", Verdict.RIGHT, "Right"),
        ("0.9*0.5-0.4*0.3", Verdict.RIGHT, "Right"),
        ("0.3", Verdict.COARSE, "one digit more"),
        ("33", Verdict.WRONG, "per cent"),
        ("0.57", Verdict.WRONG, "sign of one term"),
        ("0.450", Verdict.WRONG, "term is missing, that of [you]you 1[/]"),
        ("0.530", Verdict.WRONG, "swapped"),
        ("0.500", Verdict.WRONG, "weights to [jay]Jay 1[/]"),
        ("0.41", Verdict.UNKNOWN, "too large"),
    ],
)
def test_says_what_was_done(typed, verdict, says):
    network = Network.from_weights([[0.5, -0.3], [0.2, 0.8]], [[0.4, -0.6], [0.7, 0.1]], 0.5)
    step = Steps(network.trace([0.9, 0.4], [0.99, 0.01])).hidden_sum(0)
    diagnosis = diagnose(step, read_answer(typed))
    assert diagnosis.verdict is verdict
    assert says in diagnosis.words
