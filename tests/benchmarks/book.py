"""The book's class against the same updates in columns, as the book writes them.

Both are timed in turns of a few samples, by the processor's time and by medians: so a busy machine
changes the times and not the ratio. `python -m tests.benchmarks book` has one thread for BLAS.
"""

from __future__ import annotations

import importlib.util
import statistics
import time
from collections.abc import Callable, Iterator

import numpy as np

from tests.benchmarks.figure import Figure
from tinynet import load_mnist, to_inputs, to_targets
from tinynet.book import neuralNetwork

LEARNING_RATE = 0.1
SHAPES = (100, 200)
ROWS = 400
TURN = 4
"""Samples of one before it is the other's turn."""
SECONDS = 6.0


def expit() -> Callable[[np.ndarray], np.ndarray]:
    """Return the book's sigmoid: SciPy's where it is installed, else the same in NumPy."""
    if importlib.util.find_spec("scipy") is None:
        return lambda z: 1.0 / (1.0 + np.exp(-z))
    import scipy.special

    return scipy.special.expit


class InColumns:
    """The recipe in columns: each array two-dimensional, the rate times a whole matrix."""

    def __init__(self, ours: neuralNetwork) -> None:
        """Start from the weights of another."""
        self.wih, self.who, self.lr = ours.wih.copy(), ours.who.copy(), ours.lr
        self.sigmoid = expit()

    def train(self, inputs: np.ndarray, targets: np.ndarray) -> None:
        """Update the weights once."""
        x, t = np.array(inputs, ndmin=2).T, np.array(targets, ndmin=2).T
        h = self.sigmoid(np.dot(self.wih, x))
        y = self.sigmoid(np.dot(self.who, h))
        output_errors = t - y
        hidden_errors = np.dot(self.who.T, output_errors)
        self.who += self.lr * np.dot(output_errors * y * (1.0 - y), h.T)
        self.wih += self.lr * np.dot(hidden_errors * h * (1.0 - h), x.T)


def raced(hidden: int) -> tuple[float, float]:
    """Return the microseconds a sample of both, medians of many turns; they end up equal."""
    digits = load_mnist("train")
    inputs, targets = to_inputs(digits.images[:ROWS]), to_targets(digits.labels[:ROWS])
    ours = neuralNetwork(784, hidden, 10, LEARNING_RATE)
    theirs = InColumns(ours)
    times: tuple[list[float], list[float]] = ([], [])
    end, start = time.monotonic() + SECONDS, 0
    while time.monotonic() < end:
        rows = range(start, start + TURN)
        start = (start + TURN) % ROWS
        pairs = list(zip((ours, theirs), times, strict=True))
        for network, found in pairs if len(times[0]) % 2 else pairs[::-1]:
            began = time.thread_time()
            for row in rows:
                network.train(inputs[row], targets[row])
            found.append(1e6 * (time.thread_time() - began) / TURN)
    assert np.abs(ours.wih - theirs.wih).max() < 1e-12
    return statistics.median(times[0]), statistics.median(times[1])


def figures() -> Iterator[Figure]:
    """Measure one shape after the other."""
    sigmoid = "SciPy's sigmoid" if importlib.util.find_spec("scipy") else "NumPy's sigmoid"
    for hidden in SHAPES:
        ours, theirs = raced(hidden)
        yield Figure(
            f"784-{hidden}-10, tinynet.book, one sample, against the book's way ({sigmoid})",
            f"{ours / theirs:.2f} ×  ({ours:.0f} µs, {theirs:.0f} µs)",
            "≤ 1 ×",
            ours <= theirs,
        )
