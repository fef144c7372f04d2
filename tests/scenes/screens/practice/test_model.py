"""What the reader does with tasks, without a screen."""

import re

import pytest

from scenes.screens.practice.model import PracticeModel
from scenes.screens.practice.view import view_of
from scenes.story.practice.calculation import Calculation
from scenes.story.practice.steps import Steps
from scenes.story.practice.tasks import LEVELS, STAGE_TITLES, Task, rising_tasks
from scenes.story.practice.working import hints_of, working_of
from scenes.text.homework import block_lines
from tinynet import Network


@pytest.fixture(scope="module", params=[False, True], ids=["no biases", "biases"])
def tasks(request):
    return rising_tasks(1, "recipe", biases=request.param)


def right(step: Calculation) -> str:
    return f"{step.value:.9f}"


def test_the_tasks_rise_from_one_node_to_three_through_every_stage(tasks):
    layers = [task.layers for task in tasks]
    assert layers == sorted(layers)
    assert tuple(dict.fromkeys(layers)) == LEVELS
    for level in LEVELS:
        stages = [task.step.stage for task in tasks if task.layers == level]
        assert list(dict.fromkeys(stages)) == list(STAGE_TITLES)


def test_a_right_answer_goes_on_and_every_task_can_be_solved(tasks):
    model = PracticeModel(tasks)
    for index in range(len(tasks)):
        assert model.index == index
        assert not view_of(model).working
        model.answer(right(model.task.step))
        assert model.attempt.solved, model.task.step.id
        assert view_of(model).working
        model.answer("")
    assert model.counts == (len(tasks), len(tasks))
    assert not model.go_on()


def test_the_result_is_not_shown_before_it_is_found(tasks):
    for task in tasks:
        view = view_of(PracticeModel([task]))
        shown = {cell for row in view.rows for cell in row}
        value = f"{task.step.value:.4f}".replace("-", "−")
        if value not in {one.text for one in task.step.all_operands}:
            assert value not in shown
        for hint in hints_of(task.step):
            assert value not in hint


def test_hints_come_one_by_one_and_the_working_ends_it(tasks):
    model = PracticeModel(tasks)
    count = len(hints_of(model.task.step))
    for given in range(1, count + 3):
        model.hint()
        assert len(view_of(model).hints) == min(given, count)
    model.give_up()
    assert model.attempt.over
    assert model.counts == (0, 0)
    model.answer("1")
    assert model.index == 1


def test_the_working_ends_with_the_result(tasks):
    for task in tasks:
        last = working_of(task.step)[-1].lines[-1].entries[-1]
        printed = float(last.text.replace("−", "-"))
        assert printed == pytest.approx(task.step.value, abs=6e-6), task.step.id
        for block in working_of(task.step):
            text = "\n".join(line.plain for line in block_lines(block, 80))
            assert "[/" not in text


def test_what_cannot_be_read_is_no_try(tasks):
    model = PracticeModel(tasks)
    model.answer("1+")
    assert "expected a number" in model.attempt.said
    assert model.attempt.tries == 0
    model.answer("  ")
    assert model.attempt.said == ""


def test_an_ambiguous_answer_asks_one_step_more_and_then_the_whole_again():
    # η is 0.25, and so is the slope y(1−y) at one half: which of them is left out cannot be told.
    network = Network.from_weights([[0.0]], [[0.0]], 0.25)
    step = Steps(network.trace([1.0], [0.99])).output_update(0, 0)
    model = PracticeModel([Task("update", step, (1, 1, 1), "0.99")])
    model.answer("0.49*0.25*0.5")
    assert model.attempt.step is not step
    said = view_of(model).said
    assert "[rate]learning rate[/] is left out" in said
    assert "slope [lola]y[/](1−[lola]y[/]) is left out" in said
    assert "One step more will tell" in said
    model.answer("0.25")
    assert model.attempt.solved
    assert "✓ Right." in view_of(model).said
    assert left_out("learning rate", view_of(model).said)
    assert not left_out("slope", view_of(model).said)
    model.answer("")
    assert not model.is_part
    assert model.attempt.step is step
    assert not model.attempt.solved
    assert left_out("learning rate", view_of(model).said)

    # Whoever gets the part wrong is told of that, and no other mistake then.
    model.answer("0.49*0.25*0.5")
    model.answer("0.75")
    assert "y[/](1+" in view_of(model).said
    model.answer("0.25")
    assert model.attempt.solved
    assert not left_out("learning rate", view_of(model).said)
    model.answer("")
    assert not left_out("learning rate", view_of(model).said)


def left_out(what: str, said: str) -> bool:
    return re.search(rf"{what}\b.*? is left out", said) is not None
