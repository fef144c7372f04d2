"""What is practised one after another: the steps of a beat, or of small networks, rising."""

from __future__ import annotations

from dataclasses import dataclass

from scenes.story.beats import Beat
from scenes.story.homework.exercise import Exercise
from scenes.story.homework.forwards import given_blocks
from scenes.story.homework.lines import LineBlock
from scenes.story.numbers import plain
from scenes.story.practice.calculation import Calculation
from scenes.story.practice.draw import draw_exercise
from scenes.story.practice.pass_numbers import AGAIN, BLAME_STAGE, ERROR, FORWARD, UPDATE
from scenes.story.practice.steps import Steps, sharp
from tinynet import Trace

LEVELS = ((1, 1, 1), (2, 2, 2), (3, 3, 3))
STAGE_TITLES = {
    FORWARD: "forward: what is heard and passed on",
    ERROR: "error: intended less actual",
    BLAME_STAGE: "blame: whose error it is",
    UPDATE: "update: how the weights change",
    AGAIN: "once round again, with the new weights",
}


@dataclass(frozen=True, eq=False)
class Task:
    """A step to be worked out, and where on the way it stands."""

    title: str
    """Of the beat or of the stage."""
    step: Calculation
    layers: tuple[int, int, int]
    meant: str
    """What was meant, for the map."""
    given: tuple[LineBlock, ...] = ()
    """The whole small network, to find the numbers in; a digit's would be too much to list."""


def task_of_beat(beat: Beat, step: Calculation, trace: Trace) -> Task:
    """Make a beat's step a task."""
    return Task(beat.title, step, _layers(trace), _meant(trace))


def rising_tasks(
    seed: int,
    rule: str,
    levels: tuple[tuple[int, int, int], ...] = LEVELS,
    *,
    biases: bool = False,
) -> tuple[Task, ...]:
    """Return the tasks of one network after another, a node of each layer at a time."""
    return tuple(
        task
        for number, layers in enumerate(levels)
        for task in _tasks(draw_exercise(layers, rule, seed, number, biases=biases), seed + number)
    )


def _layers(trace: Trace) -> tuple[int, int, int]:
    return len(trace.inputs), len(trace.hidden_sums), len(trace.outputs)


def _meant(trace: Trace) -> str:
    if len(trace.outputs) == 1:
        return plain(float(trace.targets[0]))
    return f"Lola {int(trace.targets.argmax())}"


def _tasks(exercise: Exercise, turn: int) -> list[Task]:
    """Ask for each kind of number once."""
    trace = exercise.trace
    layers = _layers(trace)
    name = "–".join(map(str, layers))
    return [
        Task(
            f"{name}  {STAGE_TITLES[step.stage]}",
            step,
            layers,
            _meant(trace),
            # The second time round the weights are those that the reader has found.
            () if step.stage == AGAIN else given_blocks(trace),
        )
        for step in _steps(exercise, turn)
    ]


def _steps(exercise: Exercise, turn: int) -> list[Calculation]:
    """Return each kind of number, of one node, and of another node at each kind."""
    trace, after = exercise.trace, exercise.after
    inputs, hidden, outputs = _layers(trace)

    def j(by: int) -> int:
        return (turn + by) % hidden

    def k(by: int) -> int:
        return (turn + by) % outputs

    i = turn % inputs
    steps = [
        sharp(lambda digits: Steps(trace, digits).hidden_sum(j(0))),
        sharp(lambda digits: Steps(trace, digits).hidden_output(j(1))),
        sharp(lambda digits: Steps(trace, digits).output_sum(k(0))),
        sharp(lambda digits: Steps(trace, digits).output(k(1))),
        sharp(lambda digits: Steps(trace, digits).output_error(k(0))),
        sharp(lambda digits: Steps(trace, digits).loss()),
        sharp(lambda digits: Steps(trace, digits).hidden_error(j(1))),
        sharp(lambda digits: Steps(trace, digits).output_update(k(0), j(0))),
        sharp(lambda digits: Steps(trace, digits).output_after(k(0), j(0))),
        sharp(lambda digits: Steps(trace, digits).hidden_update(j(1), i)),
        sharp(lambda digits: Steps(trace, digits).hidden_after(j(1), i)),
        sharp(lambda digits: Steps(after, digits, again=True).hidden_sum(j(1))),
        sharp(lambda digits: Steps(after, digits, again=True).hidden_output(j(0))),
        sharp(lambda digits: Steps(after, digits, again=True).output_sum(k(1))),
        sharp(lambda digits: Steps(after, digits, again=True).output(k(0))),
        sharp(lambda digits: Steps(after, digits, again=True).output_error(k(1))),
        sharp(lambda digits: Steps(after, digits, again=True).loss()),
    ]
    if trace.train_biases:
        to_come = next(n for n, step in enumerate(steps) if step.stage == AGAIN)
        steps[to_come:to_come] = [
            sharp(lambda digits: Steps(trace, digits).output_bias_update(k(1))),
            sharp(lambda digits: Steps(trace, digits).output_bias_after(k(1))),
            sharp(lambda digits: Steps(trace, digits).hidden_bias_update(j(0))),
            sharp(lambda digits: Steps(trace, digits).hidden_bias_after(j(0))),
        ]
    return steps
