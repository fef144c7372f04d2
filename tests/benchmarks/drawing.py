"""The drawing screen's figures: how often it answers while you draw, and how soon."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import numpy as np
from textual import events

from scenes.screens.app import TinynetApp
from scenes.screens.drawing.board import DrawingBoard
from scenes.screens.drawing.screen import DrawingScreen
from scenes.story.passes import open_pass
from scenes.story.places import TRAINED, Place
from scenes.story.walk import open_walk
from tests.benchmarks.app import COLUMNS, ROWS, Timed, quiet
from tests.benchmarks.figure import Figure
from tinynet import load_mnist

SECONDS = 4.0
MOVES_A_SECOND = 125
"""What a mouse tells."""
TURNS = 60


class Seen(Timed):
    """A terminal that also notes how many frames the board had drawn when one was written."""

    screen: DrawingScreen
    shown: list[tuple[float, int]]

    def write(self, data: str) -> None:
        """Note the time and the frame."""
        super().write(data)
        if hasattr(Seen, "screen"):
            self.shown.append((time.perf_counter(), Seen.screen.frames))


@asynccontextmanager
async def opened() -> AsyncIterator[tuple[TinynetApp, DrawingScreen]]:
    """Run the app on a timed terminal and open the drawing screen, for the trained network."""
    place = Place(network=TRAINED)
    app = TinynetApp(place, open_walk(place, open_pass(place, load_mnist("test"))))
    Seen.writes, Seen.shown = [], []
    app.driver_class = Seen
    running = asyncio.create_task(app.run_async(size=(COLUMNS, ROWS)))
    await quiet(Seen.writes)
    app.post_message(events.Key("d", "d"))
    while not isinstance(app.screen, DrawingScreen):
        await asyncio.sleep(0.01)
    await quiet(Seen.writes)
    Seen.screen = app.screen
    yield app, app.screen
    app.exit()
    await running


def mouse(kind: type[events.MouseEvent], screen: DrawingScreen, turn: float) -> events.MouseEvent:
    """Return an event of the mouse on its way round an eight on the sheet."""
    board = screen.query_one(DrawingBoard)
    assert board.placed is not None
    sheet = board.placed.sheet
    x = sheet.x + sheet.width * (0.5 + 0.25 * math.sin(2 * turn))
    y = board.region.y + sheet.y + 1 + (sheet.height - 1) * (0.5 + 0.36 * math.cos(turn))
    return kind(
        None, int(x), int(y), 0, 0, 1, False, False, False, screen_x=int(x), screen_y=int(y)
    )


async def strokes() -> tuple[float, float]:
    """Return frames written a second while the mouse draws, and the share of a core it takes."""
    async with opened() as (app, screen):
        app.post_message(mouse(events.MouseDown, screen, 0))
        await quiet(Seen.writes)
        Seen.shown.clear()
        began, busy = time.perf_counter(), time.process_time()
        for move in range(round(SECONDS * MOVES_A_SECOND)):
            # A new sheet now and then, for each move to change something.
            if move % 50 == 0:
                screen.model.sheet.ink[:] = 0
            app.post_message(mouse(events.MouseMove, screen, 0.11 * move))
            await asyncio.sleep(max(0.0, began + (move + 1) / MOVES_A_SECOND - time.perf_counter()))
        took = time.perf_counter() - began
        share = (time.process_time() - busy) / took
        frames = len({frame for _, frame in Seen.shown})
        app.post_message(mouse(events.MouseUp, screen, 0))
        await quiet(Seen.writes)
    return frames / took, share


async def answers() -> tuple[list[float], list[float]]:
    """Return the seconds from a move of the mouse to its frame; and from a key that draws."""
    moved, pressed = [], []
    async with opened() as (app, screen):
        app.post_message(mouse(events.MouseDown, screen, 0))
        await quiet(Seen.writes)
        for turn in range(TURNS):
            moved.append(await answer(app, screen, mouse(events.MouseMove, screen, 0.11 * turn)))
            await asyncio.sleep(0.03 + 0.005 * (turn % 5))
        app.post_message(mouse(events.MouseUp, screen, 0))
        app.post_message(events.Key("space", " "))
        await quiet(Seen.writes)
        for turn in range(TURNS):
            key = ("up", "right", "down", "left")[turn // 5 % 4]
            pressed.append(await answer(app, screen, events.Key(key, None)))
            await asyncio.sleep(0.03 + 0.005 * (turn % 5))
    return moved, pressed


async def answer(app: TinynetApp, screen: DrawingScreen, event: events.Event) -> float:
    """Return the seconds from an event to the write of the frame that it caused."""
    before = screen.frames
    Seen.shown.clear()
    began = time.perf_counter()
    app.post_message(event)
    while not any(frame > before for _, frame in Seen.shown):
        if time.perf_counter() > began + 1:  # nothing on the screen has changed
            return math.nan
        await asyncio.sleep(0.001)
    return next(when for when, frame in Seen.shown if frame > before) - began


def figures() -> Iterator[Figure]:
    """Measure one figure after another."""
    frames, share = asyncio.run(strokes())
    yield Figure(
        f"updates a second while drawing, {COLUMNS} × {ROWS}, {MOVES_A_SECOND} moves a second",
        f"{frames:.0f} on {100 * share:.0f} % of a core",
        "≥ 30",
        frames >= 30,
    )
    for what, seconds in zip(
        ("a move of the mouse drawn", "a key drawn"), asyncio.run(answers()), strict=True
    ):
        p50, p95 = 1000 * np.nanpercentile(seconds, [50, 95])
        yield Figure(what, f"p50 {p50:.0f} ms, p95 {p95:.0f} ms", "p95 ≤ 50 ms", bool(p95 <= 50))
