"""The training screen's figures: what it costs the training, and how soon it answers meanwhile."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
from textual import events

from scenes.screens.app import TinynetApp
from scenes.screens.training.model import TrainingModel
from scenes.screens.training.screen import TrainingScreen
from scenes.screens.training.settings import TrainingSettings
from scenes.story.passes import open_pass
from scenes.story.places import Place
from scenes.story.walk import open_walk
from tests.benchmarks.app import COLUMNS, ROWS, Timed, quiet
from tests.benchmarks.figure import Figure, peak_megabytes
from tinynet import Tally, load_mnist

SETTINGS = TrainingSettings(hidden=200, epochs=5)
ROUNDS = 3
KEYS = 60


def alone() -> float:
    """Return the samples a second of the whole run, tested after each epoch, without a screen.

    That is what `tinynet train` does.
    """
    test = load_mnist("test")
    trainer = SETTINGS.trainer(load_mnist("train"))

    def on_epoch(epoch: int, tally: Tally) -> None:
        trainer.score(test)

    began = time.perf_counter()
    trainer.run(on_epoch=on_epoch)
    return trainer.samples / (time.perf_counter() - began)


class Seen(Timed):
    """A terminal that also notes which hidden node was chosen when something was written."""

    app: TinynetApp
    nodes: list[tuple[float, int]]

    def write(self, data: str) -> None:
        """Note the time and the hidden node."""
        super().write(data)
        if self.app.training is not None:
            self.nodes.append((time.perf_counter(), self.app.training.hidden_node))


async def opened() -> tuple[TinynetApp, asyncio.Task[None], TrainingModel]:
    """Open the app at the training screen, the digits unpacked."""
    place = Place(hidden=SETTINGS.hidden)
    app = TinynetApp(place, open_walk(place, open_pass(place, load_mnist("test"))))
    Seen.writes, Seen.nodes, Seen.app = [], [], app
    app.driver_class = Seen
    running = asyncio.create_task(app.run_async(size=(COLUMNS, ROWS)))
    await quiet(Seen.writes)
    app.post_message(events.Key("t", "t"))
    while app.training is None or app.training.run is None:
        await asyncio.sleep(0.01)
    app.training.start(SETTINGS)
    await quiet(Seen.writes)
    return app, running, app.training


async def in_app() -> tuple[float, float]:
    """Return samples and frames a second of the whole run, with all panels on."""
    app, running, model = await opened()
    run, screen = model.run, app.screen
    assert run is not None
    assert isinstance(screen, TrainingScreen)
    run.set_pace(None)
    frames, began = screen.frames, time.perf_counter()
    run.go()
    while run.snapshot.state != "done":
        await asyncio.sleep(0.01)
    took = time.perf_counter() - began
    frames = screen.frames - frames
    app.exit()
    await running
    return run.snapshot.samples / took, frames / took


async def keys() -> tuple[list[float], float]:
    """Return the seconds from each key to the frame it caused, training; and those to quit."""
    app, running, model = await opened()
    assert model.run is not None
    model.start(replace(SETTINGS, epochs=1000))
    model.run.set_pace(None)
    model.run.go()
    await asyncio.sleep(1.0)
    answered = []
    for turn in range(KEYS):
        wanted = (model.hidden_node + 1) % model.hidden_nodes
        Seen.nodes.clear()
        pressed = time.perf_counter()
        app.post_message(events.Key("down", None))
        while not any(node == wanted for _, node in Seen.nodes):
            await asyncio.sleep(0.001)
        answered.append(next(when for when, node in Seen.nodes if node == wanted) - pressed)
        # Not in step with the frames.
        await asyncio.sleep(0.05 + 0.013 * (turn % 7))
    began = time.perf_counter()
    app.post_message(events.Key("q", "q"))
    await running
    return answered, time.perf_counter() - began


def memory() -> float:
    """Return the most resident megabytes of the app while it trains."""
    code = "import asyncio\nfrom tests.benchmarks import training\n"
    return peak_megabytes(code + "asyncio.run(training.in_app())")


def figures() -> Iterator[Figure]:
    """Measure one figure after another."""
    shares, rates, frames = [], [], []
    for _ in range(ROUNDS):
        without = alone()
        rate, shown = asyncio.run(in_app())
        shares.append(rate / without)
        rates.append((without, rate))
        frames.append(shown)
    share = statistics.median(shares)
    without, rate = rates[shares.index(share)]
    yield Figure(
        "training in the app, against without a screen (784-200-10)",
        f"{100 * share:.0f} %  ({rate:,.0f}, {without:,.0f} digits a second; "
        f"{', '.join(f'{100 * each:.0f}' for each in shares)} %)",
        "≥ 90 %",
        share >= 0.9,
    )
    yield Figure(
        f"frames a second meanwhile, {COLUMNS} × {ROWS}, all panels",
        f"{statistics.median(frames):.1f}",
        "≥ 10",
        statistics.median(frames) >= 10,
    )
    answered, leaving = asyncio.run(keys())
    p50, p95 = 1000 * np.percentile(answered, [50, 95])
    yield Figure(
        "a key answered meanwhile",
        f"p50 {p50:.0f} ms, p95 {p95:.0f} ms",
        "p95 ≤ 50 ms",
        bool(p95 <= 50),
    )
    yield Figure("quitting in mid-training", f"{1000 * leaving:.0f} ms", "< 1 s", leaving < 1)
    if Path("/proc/self/status").exists():
        resident = memory()
        reached = resident <= 250
        yield Figure("memory, training in the app", f"{resident:.0f} MB", "≤ 250 MB", reached)
