"""Exercises with well-behaved numbers, drawn for whoever practises: each other numbers, same work.

Well-behaved: weights of one decimal, or two where there are many; none of them zero, no two alike;
and so chosen that the usual mistakes give other numbers than the right one.
"""

from __future__ import annotations

import numpy as np

from scenes.story.figures import Floats
from scenes.story.homework.exercise import Exercise
from scenes.story.practice.steps import hidden_mistakes, steps_of
from tinynet import Network

RATES = (0.2, 0.3, 0.4, 0.5)
LOW, HIGH = 0.01, 0.99
STEPS_TRIED = 200
"""Drawings have so many steps in all, before the one that hides fewest mistakes is taken."""


def draw_exercise(
    layers: tuple[int, int, int],
    rule: str,
    seed: int,
    student: int = 0,
    *,
    biases: bool = False,
) -> Exercise:
    """Draw an exercise; the same numbers for the same seed and student."""
    random = np.random.default_rng([seed, student])
    name = f"practice, seed {seed}, student {student}" if student else f"practice, seed {seed}"
    best, fewest, tried = None, 0, 0
    while best is None or (fewest and tried < STEPS_TRIED):
        exercise = _draw(layers, rule, random, name, biases=biases)
        steps = steps_of(exercise.trace, exercise.after)
        hidden, tried = sum(map(hidden_mistakes, steps)), tried + len(steps)
        if best is None or hidden < fewest:
            best, fewest = exercise, hidden
    return best


def _draw(
    layers: tuple[int, int, int],
    rule: str,
    random: np.random.Generator,
    name: str,
    *,
    biases: bool,
) -> Exercise:
    inputs, hidden, outputs = layers
    network = Network.from_weights(
        _weights(random, hidden, inputs),
        _weights(random, outputs, hidden),
        float(random.choice(RATES)),
        error_rule=rule,
    )
    x = random.choice(np.arange(2, 11), inputs, replace=False) / 10
    if biases:
        network.hidden_biases = _weights(random, 1, hidden)[0]
        network.output_biases = _weights(random, 1, outputs)[0]
        network.train_biases = True
    # One Lola was meant; a single one may also have been meant to keep quiet.
    t = np.full(outputs, LOW)
    t[random.integers(outputs)] = HIGH if outputs > 1 else random.choice([LOW, HIGH])
    return Exercise(name, network, network.trace(x, t))


def _weights(random: np.random.Generator, rows: int, columns: int) -> Floats:
    """Draw weights from −0.9 to 0.9, no two of the same size while there are enough sizes."""
    count = rows * columns
    sizes = np.arange(1, 10) / 10 if count <= 9 else np.arange(10, 95, 5) / 100
    drawn: Floats = random.choice(sizes, count, replace=False)
    drawn *= random.choice([-1.0, 1.0], count)
    return drawn.round(2).reshape(rows, columns)
