"""The engine's figures: the time of a sample against the plain loop and other libraries, memory.

All contenders train on the same digits, in two processes that take turns: one with one thread for
BLAS, set before NumPy is imported, one with as many as the libraries choose themselves. A round
times every contender once; each time is the best of several rounds, unless medians are spoken of.
Trainers are timed end to end, drawing the order and scaling the pixels; the others get inputs that
are scaled already. PyTorch and scikit-learn are measured where they are installed.

On a busy machine the times say little, those with several threads nothing: see the load it prints.
"""

from __future__ import annotations

import importlib.util
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context

import numpy as np
from rich.console import Console
from rich.table import Table

from tests.benchmarks.figure import Figure, peak_megabytes
from tinynet import ERROR_RULES, Dataset, Network, Trainer, load_mnist, to_inputs, to_targets

LEARNING_RATE = 0.1
SHAPES = (200, 100)
BATCH_SIZES = (1, 32, 128)
GROWING_NODES = (10, 30, 100, 200, 300, 1000)
GROWING_BATCHES = tuple(2**n for n in range(11))
ROWS = 4096
"""Samples the contenders other than the trainer go round and round."""
ROUNDS = 9
ROUND_SECONDS = 0.06
"""About how long a contender trains in a round."""
EQUAL_SAMPLES = 2000
EPOCH = """
from tinynet import Network, Trainer, load_mnist
trainer = Trainer(Network(784, 200, 10, 0.1, seed=1), load_mnist("train"), epochs=1)
trainer.advance(trainer.total)
"""


@dataclass(frozen=True)
class Contender:
    """Who trains: its library, the hidden nodes, the samples in a batch."""

    who: str
    hidden_nodes: int
    batch_size: int = 1


PLAIN, FLOAT64, FLOAT32 = "plain loop", "trainer, float64", "trainer, float32"
ON_ROWS = "Network.train on rows"
TORCH, SKLEARN, SCORING = "PyTorch", "scikit-learn", "scoring"
Train = Callable[[int, int], object]
"""Trains on so many samples, from a start that goes round the rows."""


# In the processes that measure.


@cache
def digits() -> Dataset:
    """Return the training digits."""
    return load_mnist("train")


@cache
def rows() -> tuple[np.ndarray, np.ndarray]:
    """Return ready inputs and targets, float64."""
    return to_inputs(digits().images[:ROWS]), to_targets(digits().labels[:ROWS])


@cache
def ready(contender: Contender) -> Train:
    """Return what trains this contender, warm."""
    makers = {
        PLAIN: by_plain_loop,
        ON_ROWS: by_rows,
        TORCH: by_torch,
        SKLEARN: by_sklearn,
        SCORING: by_scoring,
    }
    train = makers.get(contender.who, by_trainer)(contender)
    train(0, contender.batch_size)
    return train


def network(contender: Contender) -> Network:
    """Return the network all start from."""
    return Network(784, contender.hidden_nodes, 10, LEARNING_RATE, seed=1)


def by_plain_loop(contender: Contender) -> Train:
    """Train by the loop that says the recipe plainly."""
    ours, (inputs, targets) = network(contender), rows()

    def train(start: int, end: int) -> None:
        for x, t in zip(inputs[start:end], targets[start:end], strict=True):
            ours.update(x, t, LEARNING_RATE, recipe=True)

    return train


def by_rows(contender: Contender) -> Train:
    """Train by handing over all rows at once, as from a notebook."""
    ours, (inputs, targets) = network(contender), rows()
    return lambda start, end: ours.train(inputs[start:end], targets[start:end])


def by_trainer(contender: Contender) -> Train:
    """Train end to end."""
    dtype = np.float64 if contender.who == FLOAT64 else np.float32
    ours = Trainer(
        network(contender), digits(), epochs=1000, batch_size=contender.batch_size, dtype=dtype
    )
    return lambda start, end: ours.advance(end - start)


def by_scoring(contender: Contender) -> Train:
    """Answer digits instead of learning from them."""
    ours, test = Trainer(network(contender), digits()), load_mnist("test")
    return lambda start, end: (
        ours.score(Dataset(test.images[start:end], test.labels[start:end])).accuracy
    )


def by_torch(contender: Contender) -> Train:
    """Train by PyTorch: the exact gradient of ½ Σ e², the mean over a batch, float32."""
    import torch
    from torch.nn import Linear, Sequential, Sigmoid

    size = contender.batch_size
    inputs, targets = (torch.from_numpy(part.astype(np.float32)).split(size) for part in rows())
    first = Linear(784, contender.hidden_nodes, bias=False)
    second = Linear(contender.hidden_nodes, 10, bias=False)
    with torch.no_grad():
        first.weight.copy_(torch.from_numpy(network(contender).input_hidden))
        second.weight.copy_(torch.from_numpy(network(contender).hidden_output))
    model = Sequential(first, Sigmoid(), second, Sigmoid())
    optimizer = torch.optim.SGD(model.parameters(), lr=LEARNING_RATE)

    def train(start: int, end: int) -> None:
        for batch in range(start // size, end // size):
            optimizer.zero_grad()
            loss = 0.5 * (targets[batch] - model(inputs[batch])).square().sum() / size
            loss.backward()
            optimizer.step()

    return train


def by_sklearn(contender: Contender) -> Train:
    """Train by scikit-learn: with biases, a softmax and its cross-entropy, float32."""
    from sklearn.neural_network import MLPClassifier

    classifier = MLPClassifier(
        (contender.hidden_nodes,),
        activation="logistic",
        solver="sgd",
        alpha=0.0,
        momentum=0.0,
        batch_size=contender.batch_size,
        learning_rate_init=LEARNING_RATE,
        shuffle=False,
        random_state=1,
    )
    inputs, labels = rows()[0].astype(np.float32), digits().labels[:ROWS]
    classifier.partial_fit(inputs[:128], labels[:128], classes=np.arange(10))
    return lambda start, end: classifier.partial_fit(inputs[start:end], labels[start:end])


def seconds(contender: Contender, samples: int) -> float:
    """Return the seconds a contender takes for so many samples, at most `ROWS`."""
    train = ready(contender)
    began = time.perf_counter()
    train(0, samples)
    return time.perf_counter() - began


def threads() -> int:
    """Return how many threads the libraries choose themselves: one for each core in reach."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


# In the process that asks.


class Pair:
    """Two processes that measure: with one thread, and with as many as libraries choose."""

    def __init__(self) -> None:
        """Start both."""
        names = [f"{library}_NUM_THREADS" for library in ("OPENBLAS", "MKL", "OMP")]
        before = {name: os.environ.pop(name, None) for name in names}
        self.default = ProcessPoolExecutor(1, mp_context=get_context("spawn"))
        self.default.submit(threads).result()  # a process starts with its first task
        os.environ.update(dict.fromkeys(names, "1"))
        self.one = ProcessPoolExecutor(1, mp_context=get_context("spawn"))
        self.one.submit(threads).result()
        for name, value in before.items():
            del os.environ[name]
            if value is not None:
                os.environ[name] = value

    def race(
        self,
        contenders: list[Contender],
        *,
        rounds: int = ROUNDS,
        both: bool = True,
        take: Callable[[list[float]], float] = min,
    ) -> dict[Contender, tuple[float, float]]:
        """Return the microseconds a sample of each: with one thread, with default threads.

        `take` makes one number of those of all rounds.
        """
        processes = (self.one, self.default) if both else (self.one,)
        samples = {contender: self._samples(contender) for contender in contenders}
        times: dict[Contender, list[list[float]]] = {c: [[] for _ in processes] for c in contenders}
        for _ in range(rounds):
            for contender, count in samples.items():
                for process, found in zip(processes, times[contender], strict=True):
                    took = process.submit(seconds, contender, count).result()
                    found.append(1e6 * took / count)
        return {c: (take(found[0]), take(found[-1])) for c, found in times.items()}

    def _samples(self, contender: Contender) -> int:
        """Return how many samples take a contender about `ROUND_SECONDS`."""
        step = max(64, contender.batch_size)
        self.one.submit(seconds, contender, step).result()
        took = self.one.submit(seconds, contender, step).result()
        return step * min(ROWS // step, max(1, round(ROUND_SECONDS / took)))

    def close(self) -> None:
        """End both."""
        self.one.shutdown()
        self.default.shutdown()


def largest_difference(error_rule: str) -> float:
    """Return how far the trainer's weights are from the plain loop's, at most, in float64."""
    some = Dataset(digits().images[:EQUAL_SAMPLES], digits().labels[:EQUAL_SAMPLES])
    plainly = Network(784, 200, 10, LEARNING_RATE, error_rule=error_rule, seed=1)
    ours = Trainer(plainly, some, epochs=1, shuffle=False, dtype=np.float64)
    ours.advance(EQUAL_SAMPLES)
    for x, t in zip(to_inputs(some.images), to_targets(some.labels), strict=True):
        plainly.train(x, t)
    return max(
        float(np.abs(ours.network.input_hidden - plainly.input_hidden).max()),
        float(np.abs(ours.network.hidden_output - plainly.hidden_output).max()),
    )


def times(ratio: float) -> str:
    """Tell a ratio: 1/7.3 or 1.24."""
    return f"1/{1 / ratio:.1f}" if ratio < 0.5 else f"{ratio:.2f}"


def compared(ours: float, theirs: float) -> str:
    """Tell a time against another."""
    return f"{times(ours / theirs)} ×  ({ours:.1f} µs, {theirs:.1f} µs)"


def figures() -> Iterator[Figure]:
    """Measure all, print the tables, and yield one figure after another."""
    if hasattr(os, "getloadavg"):
        Console().print(f"load before: {os.getloadavg()[0]:.2f} on {threads()} cores")
    pair = Pair()
    try:
        yield from timed(pair)
    finally:
        pair.close()
    for rule in ERROR_RULES:
        difference = largest_difference(rule)
        yield Figure(
            f"trainer against plain loop, {EQUAL_SAMPLES} samples, float64, {rule}",
            f"weights differ by {difference:.1e} at most",
            "≤ 1e-12",
            difference <= 1e-12,
        )
    if os.path.exists("/proc/self/status"):
        resident = peak_megabytes(EPOCH)
        yield Figure("memory, one epoch", f"{resident:.0f} MB", "≤ 250 MB", resident <= 250)


def timed(pair: Pair) -> Iterator[Figure]:
    """Measure what is a time."""
    others = [name for name in (TORCH, SKLEARN) if importlib.util.find_spec(name_of(name))]
    found: dict[Contender, tuple[float, float]] = {}
    for hidden in SHAPES:
        contenders = [
            Contender(PLAIN, hidden),
            Contender(ON_ROWS, hidden),
            *(Contender(who, hidden, b) for b in BATCH_SIZES for who in (FLOAT64, FLOAT32)),
            *(Contender(who, hidden, b) for who in others for b in BATCH_SIZES),
        ]
        raced = pair.race(contenders)
        show_race(hidden, raced)
        found |= raced
    show_growth(pair)

    for hidden in SHAPES:
        for who in (FLOAT32, FLOAT64, ON_ROWS):
            ours = found[Contender(who, hidden)][0]
            plainly = found[Contender(PLAIN, hidden)][0]
            yield Figure(
                f"784-{hidden}-10, {who}, against the plain loop",
                compared(ours, plainly),
                "≤ 1/4 ×" if who == ON_ROWS else "≤ 1/5 ×, better 1/7 ×",
                ours <= plainly / (4 if who == ON_ROWS else 5),
            )
    for hidden, size in ((hidden, size) for hidden in SHAPES for size in BATCH_SIZES):
        if TORCH not in others:
            break
        limit, words = (1 / 8, "≤ 1/8 ×") if size == 1 else (1.0, "≤ 1 ×")
        ours, theirs = (found[Contender(who, hidden, size)] for who in (FLOAT32, TORCH))
        for place, how in enumerate(("1 thread each", "default threads each")):
            yield Figure(
                f"784-{hidden}-10, batch size {size}, PyTorch, {how}",
                compared(ours[place], theirs[place]),
                words,
                ours[place] <= limit * theirs[place],
            )
        what = f"784-{hidden}-10, batch size {size}, PyTorch, 1 thread against default"
        yield Figure(what, compared(ours[0], theirs[1]))
    yield from threads_compared(pair)


def threads_compared(pair: Pair) -> Iterator[Figure]:
    """Measure what more threads bring on an idle machine, and what they cost on a busy one.

    Threads wait for each other after every product, actively. Where one of them has to share its
    core, all wait for it: medians, since the best of many rounds does not show that.
    """
    subjects = {
        f"batch size {size}": Contender(FLOAT32, SHAPES[0], size) for size in BATCH_SIZES
    } | {"scoring": Contender(SCORING, SHAPES[0], 1000)}
    alone = pair.race(list(subjects.values()), take=statistics.median)
    with busy_process():
        beside = pair.race(list(subjects.values()), rounds=5, take=statistics.median)
    for what, contender in subjects.items():
        one, default = (sum(both) for both in zip(alone[contender], beside[contender], strict=True))
        better = "1 thread" if one <= default else "default threads"
        yield Figure(
            f"784-{SHAPES[0]}-10, {what}, 1 thread against default",
            f"alone {compared(*alone[contender])}\n"
            f"beside a busy process {compared(*beside[contender])}\n"
            f"in sum, better: {better}",
        )


@contextmanager
def busy_process() -> Iterator[None]:
    """Keep one core busy."""
    process = subprocess.Popen([sys.executable, "-c", "while True: pass"])
    try:
        yield
    finally:
        process.kill()
        process.wait()


def name_of(library: str) -> str:
    """Return the name by which a library is imported."""
    return {TORCH: "torch", SKLEARN: "sklearn"}[library]


def show_race(hidden: int, raced: dict[Contender, tuple[float, float]]) -> None:
    """Print the times of one shape, and what part of the plain loop's they are."""
    cores = f"default threads ({threads()})"
    table = Table(
        title=f"784-{hidden}-10, η {LEARNING_RATE}: µs a sample",
        caption="The others follow the exact gradient, scikit-learn of another loss, with biases.",
    )
    table.add_column("who")
    for heading in ("batch", "1 thread", "× plain", cores, "× plain"):
        table.add_column(heading, justify="right")
    plainly = raced[Contender(PLAIN, hidden)]
    for contender, (one, default) in raced.items():
        table.add_row(
            contender.who,
            str(contender.batch_size),
            f"{one:.1f}",
            times(one / plainly[0]),
            f"{default:.1f}",
            times(default / plainly[1]),
        )
    Console().print(table)


def show_growth(pair: Pair) -> None:
    """Print how the time of a sample grows with the hidden nodes and falls with the batch."""
    by_nodes = [Contender(FLOAT32, hidden) for hidden in GROWING_NODES]
    by_batch = [Contender(FLOAT32, hidden, b) for hidden in SHAPES for b in GROWING_BATCHES]
    raced = pair.race([*by_nodes, *by_batch], rounds=5, both=False)

    table = Table(title="float32, 1 thread, batch size 1: µs a sample")
    for heading in ("hidden nodes", "µs", "µs a node"):
        table.add_column(heading, justify="right")
    for contender in by_nodes:
        took, _ = raced[contender]
        nodes = contender.hidden_nodes
        table.add_row(str(nodes), f"{took:.1f}", f"{took / nodes:.3f}")
    Console().print(table)

    table = Table(title="float32, 1 thread: µs a sample")
    for heading in ("batch size", *(f"784-{hidden}-10" for hidden in SHAPES)):
        table.add_column(heading, justify="right")
    for size in GROWING_BATCHES:
        cells = (f"{raced[Contender(FLOAT32, hidden, size)][0]:.1f}" for hidden in SHAPES)
        table.add_row(str(size), *cells)
    Console().print(table)
