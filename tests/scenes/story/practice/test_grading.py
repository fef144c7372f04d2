"""Grades: a mistake counts once, where it is made, and is named; what follows from it is right."""

import numpy as np
import pytest

from scenes.story.homework.exercise import Exercise
from scenes.story.practice.diagnosis import slips_of
from scenes.story.practice.draw import draw_exercise
from scenes.story.practice.grading import ClassSummary, Grade, grade
from scenes.story.practice.sheets import steps_in
from scenes.story.practice.turned_in import TurnedIn
from tests.scenes.story.practice.conftest import by_hand, drawn_passes
from tinynet import Network

ON_THE_WAY = {Grade.RIGHT, Grade.FOLLOWS}


def turned_in(exercise, answers, name="Ann"):
    return TurnedIn(f"{name}.json", name, exercise, answers)


def graded(exercise, answers):
    return {one.step.id: one for one in grade(turned_in(exercise, answers)).graded}


@pytest.fixture(scope="module")
def exercise():
    return draw_exercise((2, 2, 2), "recipe", 3, 1)


def exercise_of(trace):
    network = Network.from_weights(
        trace.input_hidden,
        trace.hidden_output,
        trace.learning_rate,
        hidden_biases=trace.hidden_biases,
        output_biases=trace.output_biases,
        train_biases=trace.train_biases,
        error_rule=trace.error_rule,
    )
    return Exercise("drawn", network, network.trace(trace.inputs, trace.targets))


@pytest.mark.slow
@pytest.mark.parametrize("digits", [4, 6])
def test_all_right_is_all_right_also_where_each_step_goes_on_with_rounded_numbers(digits):
    for before, _ in drawn_passes(15, seed=5):
        answers = by_hand(before, lambda _, value: round(value, digits))
        written = {id_: f"{value:.{digits}f}" for id_, value in answers.items()}
        grades = graded(exercise_of(before), written)
        wrong = {id_: one.grade for id_, one in grades.items() if one.grade not in ON_THE_WAY}
        # A change of a few ten-thousandths has too few figures left with four decimals.
        assert {id_ for id_ in wrong if "updates" not in id_ or wrong[id_] is Grade.WRONG} == set()


@pytest.mark.slow
def test_one_mistake_is_named_once_and_what_follows_from_it_is_right():
    random = np.random.default_rng(0)
    for student in range(20):
        rule, biases = ["recipe", "gradient"][student % 2], student % 4 > 1
        drawn = draw_exercise((2, 2, 2), rule, 9, student, biases=biases)
        steps = steps_in(drawn)
        step = steps[int(random.integers(len(steps)))]
        slips = [(m, slip) for m, slip in slips_of(step) if m.id not in ("early", "percent")]
        mistake, slip = slips[int(random.integers(len(slips)))]
        values = {part: tuple(o.value for o in group) for part, group in slip.operands.items()}
        wrong = slip.compute(values)
        answers = by_hand(
            drawn.trace, lambda id_, value, at=step.id, wrong=wrong: wrong if id_ == at else value
        )
        grades = graded(drawn, {id_: f"{value:.9f}" for id_, value in answers.items()})
        assert grades[step.id].grade is Grade.WRONG
        assert mistake in grades[step.id].mistakes, (step.id, mistake.id)
        for id_, one in grades.items():
            if id_ != step.id:
                assert one.grade in ON_THE_WAY, (step.id, mistake.id, id_, one.typed)


def test_what_follows_says_so(exercise):
    answers = by_hand(exercise.trace, lambda id_, v: v + 0.1 if id_ == "hidden_sums[0]" else v)
    report = grade(turned_in(exercise, {id_: repr(value) for id_, value in answers.items()}))
    grades = {one.step.id: one for one in report.graded}
    assert grades["hidden_sums[0]"].grade is Grade.WRONG
    assert grades["hidden_sums[1]"].grade is Grade.RIGHT
    assert grades["hidden_outputs[0]"].grade is Grade.FOLLOWS
    assert grades["output_sums[0]"].grade is Grade.FOLLOWS
    assert report.right == len(report.graded) - 1


def test_a_mistake_made_with_ones_own_wrong_number_is_named(exercise):
    answers = by_hand(exercise.trace, lambda id_, v: v + 0.1 if id_ == "hidden_sums[0]" else v)
    z = answers["hidden_sums[0]"]
    one = graded(exercise, {"hidden_sums[0]": f"{z:.6f}", "hidden_outputs[0]": f"{z:.6f}"})
    assert [m.id for m in one["hidden_outputs[0]"].mistakes] == ["no-sigmoid"]


def test_missing_unreadable_and_coarse_are_no_mistakes_of_a_kind(exercise):
    y = float(exercise.trace.outputs[0])
    grades = graded(exercise, {"outputs[0]": f"{y:.1f}", "outputs[1]": "about 0.6"})
    assert grades["outputs[0]"].grade is Grade.COARSE
    assert grades["outputs[1]"].grade is Grade.UNREADABLE
    assert grades["loss"].grade is Grade.MISSING
    report = grade(turned_in(exercise, {}))
    assert report.count(Grade.MISSING) == len(report.graded)


def test_the_class_is_summed_up_by_mistake(exercise):
    right = by_hand(exercise.trace)
    e = right["output_errors[0]"]
    reports = [
        grade(turned_in(exercise, {"output_errors[0]": f"{sign * e:.6f}"}, name))
        for name, sign in (("Ann", -1), ("Bob", -1), ("Cy", 1))
    ]
    (one,) = ClassSummary(tuple(reports)).mistakes
    assert (one.title, one.students, one.times) == ("a sign lost (actual − intended)", 2, 2)
