"""What the tests of the training screen share: views made by hand, and panels alone on a screen."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any, ClassVar

import numpy as np
from textual import on
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.widget import Widget

from scenes.canvas.palette import LIGHT, Palette
from scenes.screens.training.panels.base import Panel
from scenes.screens.training.record import LearningCurve, Snapshot
from scenes.screens.training.view import TrainingView
from scenes.screens.widgets.board import Board
from tinynet import LearnedSample, Moment, Network, Tally
from tinynet.delayed import Parameters

SIDE = 28
"""Rows and columns of a digit."""


def weights_of(nodes: int, seed: int = 0, size: float = 0.2) -> np.ndarray:
    """Return weights as they may be, hidden × 784."""
    drawn = np.random.default_rng(seed).normal(0, size, (nodes, SIDE * SIDE))
    return drawn.astype(np.float32)


def moment_of(weights: np.ndarray, samples: int = 0) -> Moment:
    network = Network.from_weights(weights, np.zeros((10, len(weights))), 0.1)
    return Moment(samples, Parameters.of(network, np.float32), 0.1, "recipe")


def view_with(
    weights: np.ndarray | None = None,
    *,
    before: np.ndarray | None = None,
    chosen: int = 0,
    moments: tuple[int, int] = (0, 0),
    curves: Sequence[LearningCurve] = (),
    samples: int = 0,
    at: int | None = None,
    **changes: Any,
) -> TrainingView:
    """Return a view of a run after so many samples, its panels empty but for what is given.

    ``before`` are the weights compared with; ``moments`` the samples of both.
    """
    weights = weights_of(3) if weights is None else weights
    moment = moment_of(weights, moments[1] if at is None else at)
    base = moment_of(weights if before is None else before, moments[0])
    snapshot = Snapshot(
        state="paused",
        samples=samples,
        total=300_000,
        epoch=1,
        epochs=5,
        epoch_samples=60_000,
        learning_rate=0.1,
        samples_per_second=0.0,
        seconds_left=None,
        recent=Tally(),
        last_sample=None,
        moment=moment,
        scores=None,
        tested_at=0,
        curve=curves[-1] if curves else LearningCurve("η 0.1"),
        trouble=None,
        failure=None,
    )
    shown: dict[str, Any] = {
        "snapshot": snapshot,
        "moment": moment,
        "back": at is not None,
        "kept": (0,),
        "pace": "full speed",
        "sample": LearnedSample(0, 7, np.zeros((SIDE, SIDE), np.uint8), 0.0, np.full(10, 0.5)),
        "outputs": np.full(10, 0.5),
        "corrected": None,
        "scores": None,
        "tested_at": 0,
        "base": base,
        "base_outputs": None,
        "hidden_node": chosen,
        "curves": tuple(curve.so_far for curve in curves),
    }
    return TrainingView(**shown | changes)


class Alone(App[None]):
    """An app of one widget, and what was picked and read out on it."""

    CSS: ClassVar[str] = "Panel { width: 100%; height: 100% }"

    def __init__(self, widget: Widget) -> None:
        super().__init__()
        self.widget = widget
        self.heard: list[Any] = []

    def compose(self) -> ComposeResult:
        yield self.widget

    @on(Board.Picked)
    def picked(self, message: Board.Picked) -> None:
        self.heard.append(message.hit)

    @on(Board.Hovered)
    def hovered(self, message: Board.Hovered) -> None:
        self.heard.append(message.words)


@asynccontextmanager
async def shown(widget: Widget, size: tuple[int, int]) -> AsyncIterator[Pilot[None]]:
    """Open an app with nothing but this widget."""
    widget.styles.width, widget.styles.height = size
    async with Alone(widget).run_test(size=size) as pilot:
        await pilot.pause()
        yield pilot


def cells_of(widget: Widget) -> list[list[tuple[str, Any]]]:
    """Return a widget's cells as rows of characters with their styles."""
    rows = [widget.render_line(y) for y in range(widget.size.height)]
    return [[(character, s.style) for s in strip for character in s.text] for strip in rows]


def text_of(widget: Widget) -> str:
    """Return what a widget shows, without its styles."""
    return "\n".join("".join(character for character, _ in row) for row in cells_of(widget))


async def assert_follows(panel: Panel, light: Panel, view: TrainingView) -> None:
    """Assert that a panel follows the size of the terminal, and comes to look like a light one."""
    async with shown(panel, (60, 18)) as pilot:
        panel.show(view)
        for size in ((110, 32), (120, 40), (58, 12), (40, 20), (9, 6), (3, 2), (1, 1), (60, 18)):
            await pilot.resize_terminal(*size)
            panel.styles.width, panel.styles.height = size
            await pilot.pause()
            panel.show(view)
            assert [len(row) for row in cells_of(panel)] == [size[0]] * size[1]
        panel.recolour(Palette(LIGHT))
        async with shown(light, (60, 18)):
            light.show(view)
            assert cells_of(panel) == cells_of(light)
