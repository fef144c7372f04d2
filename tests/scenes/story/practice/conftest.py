"""Small networks of all kinds, and a pass of each."""

import math
from collections.abc import Callable

import numpy as np
import pytest

from scenes.story.practice.calculation import Calculation
from scenes.story.practice.steps import steps_of
from tinynet import Network, Trace

Rows = list[list[float]]


def drawn_passes(count: int, seed: int = 0) -> list[tuple[Trace, Trace]]:
    """Return so many passes of networks of 1 to 3 nodes a layer, each with the one after it."""
    random = np.random.default_rng(seed)
    passes = []
    for _ in range(count):
        inputs, hidden, outputs = random.integers(1, 4, 3)
        network = Network.from_weights(
            random.uniform(-1, 1, (hidden, inputs)).round(2),
            random.uniform(-1, 1, (outputs, hidden)).round(2),
            float(random.choice([0.1, 0.3, 0.5])),
            error_rule=str(random.choice(["recipe", "gradient"])),
            **drawn_biases(random, hidden, outputs),
        )
        x = random.uniform(0.05, 1, inputs).round(2)
        t = random.choice([0.01, 0.99], outputs)
        before = network.trace(x, t)
        network.train(x, t)
        passes.append((before, network.trace(x, t)))
    return passes


def drawn_biases(random: np.random.Generator, hidden: int, outputs: int) -> dict[str, object]:
    """Draw biases for one network of three, kept ones for one of twelve, and none else."""
    kind = random.integers(12)
    if kind > 4:
        return {}
    return {
        "hidden_biases": random.uniform(-1, 1, hidden).round(2),
        "output_biases": random.uniform(-1, 1, outputs).round(2),
        "train_biases": bool(kind),
    }


def by_hand(
    before: Trace, written: Callable[[str, float], float] = lambda id_, value: value
) -> dict[str, float]:
    """Work a pass out with plain loops; return every number by the id of its step.

    ``written`` gives what is written down of each number, with which it then goes on.
    """
    found: dict[str, float] = {}

    def note(id_: str, value: float) -> float:
        found[id_] = written(id_, value)
        return found[id_]

    def forwards(
        w: Rows, v: Rows, b: list[float], c: list[float], prefix: str
    ) -> tuple[list[float], list[float], list[float]]:
        def noted(name: str, values: list[float]) -> list[float]:
            return [note(f"{prefix}{name}[{i}]", value) for i, value in enumerate(values)]

        z = noted("hidden_sums", [sum(a * b for a, b in zip(r, x, strict=True)) for r in w])
        h = noted("hidden_outputs", curved(z, b))
        s = noted("output_sums", [sum(a * b for a, b in zip(r, h, strict=True)) for r in v])
        y = noted("outputs", curved(s, c))
        e = noted("output_errors", [a - b for a, b in zip(t, y, strict=True)])
        note(f"{prefix}loss", sum(a * a for a in e) / 2)
        return h, y, e

    def curved(sums: list[float], biases: list[float]) -> list[float]:
        return [1 / (1 + math.exp(-(z + own))) for z, own in zip(sums, biases, strict=True)]

    w, v = before.input_hidden.tolist(), before.hidden_output.tolist()
    b, c = before.hidden_biases.tolist(), before.output_biases.tolist()
    x, t, rate = before.inputs.tolist(), before.targets.tolist(), before.learning_rate
    h, y, e = forwards(w, v, b, c, "")
    deltas = [a * b * (1 - b) for a, b in zip(e, y, strict=True)]
    carried = e if before.error_rule == "recipe" else deltas
    new_w, new_v = [row[:] for row in w], [row[:] for row in v]
    new_b, new_c = b[:], c[:]
    for j in range(len(h)):
        blame = sum(v[k][j] * carried[k] for k in range(len(y)))
        blame = note(f"hidden_errors[{j}]", blame)
        for i in range(len(x)):
            change = note(f"hidden_updates[{j}][{i}]", rate * blame * h[j] * (1 - h[j]) * x[i])
            new_w[j][i] = note(f"input_hidden_after[{j}][{i}]", w[j][i] + change)
        for k in range(len(y)):
            change = note(f"output_updates[{k}][{j}]", rate * deltas[k] * h[j])
            new_v[k][j] = note(f"hidden_output_after[{k}][{j}]", v[k][j] + change)
        if before.train_biases:
            change = note(f"hidden_bias_updates[{j}]", rate * blame * h[j] * (1 - h[j]))
            new_b[j] = note(f"hidden_biases_after[{j}]", b[j] + change)
    for k in range(len(y)) if before.train_biases else ():
        change = note(f"output_bias_updates[{k}]", rate * deltas[k])
        new_c[k] = note(f"output_biases_after[{k}]", c[k] + change)
    forwards(new_w, new_v, new_b, new_c, "again.")
    return found


@pytest.fixture(scope="session")
def passes() -> list[tuple[Trace, Trace]]:
    """Two hundred of them."""
    return drawn_passes(200)


@pytest.fixture(scope="session")
def drawn_steps(passes: list[tuple[Trace, Trace]]) -> list[Calculation]:
    """Two steps of each pass, in turn all kinds."""
    random = np.random.default_rng(1)
    drawn = []
    for before, after in passes:
        steps = steps_of(before, after)
        drawn += [steps[index] for index in random.permutation(len(steps))[:2].tolist()]
    return drawn
