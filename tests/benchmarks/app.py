"""The app's figures: how soon it opens, how soon it answers a key, what motion and memory cost."""

from __future__ import annotations

import asyncio
import fcntl
import os
import pty
import statistics
import struct
import subprocess
import sys
import termios
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

import numpy as np
from textual import events
from textual.drivers.headless_driver import HeadlessDriver

from scenes.screens.app import TinynetApp
from scenes.screens.walk.motion import FRAMES_PER_SECOND, MOTION_SECONDS
from scenes.story.acts import ACTS
from scenes.story.beats import main_beats
from scenes.story.passes import open_pass
from scenes.story.places import Place
from scenes.story.walk import open_walk
from tests.benchmarks.figure import Figure, peak_megabytes
from tests.terminals import Terminal
from tinynet import load_mnist

COLUMNS, ROWS = 120, 40
QUIET = 0.1
"""Seconds without a write after which a key's frame is complete."""
OPENINGS, FEW = 11, 3
FIRST_WORDS = "Three friends"
OPENED = {
    "t": "Training",
    "x": "What does Lola hear?",
    "d": "Draw a digit",
    "i": "nothing is changed yet",
    "f": "What Lola has in mind",
    "?": "escape closes this",
    "G": "What the words mean",
}
"""Keys, each with words of the screen that it opens."""
LABEL = """
from textual.app import App
from textual.widgets import Label

class OneLabel(App):
    def compose(self):
        yield Label("READY")

OneLabel().run()
"""


class Timed(HeadlessDriver):
    """A terminal that keeps nothing but when something was written."""

    writes: list[float]

    @property
    def is_headless(self) -> bool:
        """Say no, or frames would not be written."""
        return False

    def write(self, data: str) -> None:
        """Note the time."""
        self.writes.append(time.perf_counter())


@asynccontextmanager
async def opened(*, motion: bool, **choices: Any) -> AsyncIterator[tuple[TinynetApp, list[float]]]:
    """Run the app on a timed terminal; yield it and the times of its writes."""
    place = Place(**choices)
    app = TinynetApp(place, open_walk(place, open_pass(place, load_mnist("test"))), motion=motion)
    Timed.writes = []
    app.driver_class = Timed
    running = asyncio.create_task(app.run_async(size=(COLUMNS, ROWS)))
    await quiet(Timed.writes)
    yield app, Timed.writes
    app.exit()
    await running


async def quiet(writes: list[float]) -> None:
    """Wait until something was written, and then nothing for a while."""
    while not writes or time.perf_counter() - writes[-1] < QUIET:
        await asyncio.sleep(0.01)


async def answers() -> tuple[list[float], list[float]]:
    """Return the seconds from each key to the first and to the last frame that it caused.

    Over all beats, there and back, motion off: from the key's event in the app's queue to the
    frame handed to the terminal. The first holds the beat; later ones only the footer.
    """
    beats = sum(len(main_beats(act)) for act in ACTS)  # nothing is written at the last one
    first, last = [], []
    async with opened(motion=False) as (app, writes):
        for key in ["right"] * (beats - 1) + ["left"] * (beats - 1):
            writes.clear()
            pressed = time.perf_counter()
            app.post_message(events.Key(key, None))
            await quiet(writes)
            first.append(writes[0] - pressed)
            last.append(writes[-1] - pressed)
    return first, last


async def motions() -> dict[str, tuple[float, float]]:
    """Return each act's frames a second and share of a core, of its beat that costs most."""
    found: dict[str, tuple[float, float]] = {}
    async with opened(motion=True, network="trained") as (app, writes):
        await asyncio.sleep(MOTION_SECONDS)
        for act in ACTS:
            for beat in range(len(main_beats(act))):
                writes.clear()
                began, busy = time.perf_counter(), time.process_time()
                if beat or act is not ACTS[0]:
                    app.post_message(events.Key("right", None))
                else:
                    app.screen.show_beat(move=True)
                await asyncio.sleep(MOTION_SECONDS)
                took = time.perf_counter() - began
                frames = len(writes) / took
                share = (time.process_time() - busy) / took
                await quiet(writes)
                if share > found.get(act.id, (0.0, 0.0))[1]:
                    found[act.id] = (frames, share)
    return found


def first_frame(command: list[str], words: bytes) -> float:
    """Return the seconds from the start of a process to these words on its terminal."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    began = time.perf_counter()
    environment = os.environ | {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
    # Compiled code is kept, as an installed program's is.
    for name in ("COLUMNS", "LINES", "PYTHONDONTWRITEBYTECODE"):
        environment.pop(name, None)
    process = subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, env=environment)
    shown = b""
    while words not in shown:
        shown += os.read(master, 1 << 16)
    took = time.perf_counter() - began
    process.kill()
    process.wait()
    os.close(master)
    os.close(slave)
    return took


def openings() -> tuple[float, float]:
    """Return the median seconds to the first frame of the app, and of an app of one label."""
    ours, theirs = [], []
    first_frame([sys.executable, "-m", "scenes"], FIRST_WORDS.encode())  # compiles what is not yet
    for _ in range(OPENINGS):
        ours.append(first_frame([sys.executable, "-m", "scenes"], FIRST_WORDS.encode()))
        theirs.append(first_frame([sys.executable, "-c", LABEL], b"READY"))
    return statistics.median(ours), statistics.median(theirs)


def opening_seconds(key: str, words: str) -> float:
    """Return the median seconds from a key to the screen that it opens first, in a new app."""
    took = []
    for _ in range(FEW):
        terminal = Terminal("-m", "scenes", "--fresh", size=(COLUMNS, ROWS))
        terminal.wait_for(FIRST_WORDS)
        terminal.quiet(MOTION_SECONDS)
        pressed = time.perf_counter()
        terminal.press(key)
        terminal.wait_for(words)
        took.append(time.perf_counter() - pressed)
        terminal.close()
    return statistics.median(took)


def figures() -> Iterator[Figure]:
    """Measure one figure after another."""
    ours, theirs = openings()
    yield Figure(
        "first frame, against an app of one label",
        f"{ours / theirs:.2f} ×  ({1000 * ours:.0f} ms, {1000 * theirs:.0f} ms)",
        "≤ 1.8 ×",
        ours <= 1.8 * theirs,
    )
    opened_in = {key: opening_seconds(key, words) for key, words in OPENED.items()}
    slowest = max(opened_in, key=opened_in.__getitem__)
    yield Figure(
        f"a screen's first opening, the slowest of {' '.join(OPENED)}",
        f"{1000 * opened_in[slowest]:.0f} ms: {slowest}",
        "≤ 300 ms",
        opened_in[slowest] <= 0.3,
    )
    first, last = asyncio.run(answers())
    p50, p95 = 1000 * np.percentile(first, [50, 95])
    rest = 1000 * np.percentile(last, 95)
    yield Figure(
        f"a key answered, {COLUMNS} × {ROWS}",
        f"p50 {p50:.0f} ms, p95 {p95:.0f} ms (with the footer {rest:.0f} ms)",
        "p95 ≤ 50 ms",
        p95 <= 50,
    )
    moved = asyncio.run(motions())
    act, (frames, share) = max(moved.items(), key=lambda item: item[1][1])
    yield Figure(
        f"motion, {COLUMNS} × {ROWS}, heaviest act: {act}",
        f"{frames:.0f} frames a second on {100 * share:.0f} % of a core",
        f"{FRAMES_PER_SECOND} on < 50 %",
        frames >= 0.9 * FRAMES_PER_SECOND and share < 0.5,
    )
    if os.path.exists("/proc/self/status"):
        resident = peak_megabytes(
            "import asyncio\nfrom tests.benchmarks import app\nasyncio.run(app.answers())"
        )
        yield Figure("memory, the walk", f"{resident:.0f} MB", "≤ 250 MB", resident <= 250)
