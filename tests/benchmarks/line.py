"""What the app sends its terminal, and how soon it answers at the end of a thin line."""

from __future__ import annotations

import statistics
from collections.abc import Iterator

from scenes.story.acts import ACTS
from scenes.story.beats import main_beats
from scenes.story.passes import open_pass
from scenes.story.places import Place
from scenes.story.walk import open_walk
from tests.benchmarks.app import COLUMNS, ROWS
from tests.benchmarks.figure import Figure
from tests.terminals import Terminal, ThinTerminal
from tinynet import load_mnist

SETTLED = 0.5
"""Seconds without a byte after which all is sent."""
BEATS = sum(len(main_beats(act)) for act in ACTS)
TRAINED_SECONDS = 10
HEADING = 17
"""Characters of a beat's title that tell it from others, and fit wherever it stands."""


def sent(*options: str) -> tuple[int, list[int]]:
    """Return the bytes of the start, and those of each key from beat to beat."""
    terminal = Terminal("-m", "scenes", *options, size=(COLUMNS, ROWS))
    terminal.wait_for("Three friends")
    terminal.quiet(SETTLED)
    start, keys = len(terminal.output), []
    for _ in range(BEATS - 1):
        before = len(terminal.output)
        terminal.press("\x1b[C")
        terminal.quiet(SETTLED)
        keys.append(len(terminal.output) - before)
    terminal.close()
    return start, keys


def trained() -> list[int]:
    """Return the bytes of each second of training at full speed, with all panels."""
    terminal = Terminal("-m", "scenes", "--at", "train", size=(COLUMNS, ROWS))
    terminal.wait_for("Jays 0")
    terminal.press(" ")
    for _ in range(8):
        terminal.press(">")
        terminal.pump(0.1)
    terminal.pump(2.0)
    seconds = []
    for _ in range(TRAINED_SECONDS):
        before = len(terminal.output)
        terminal.pump(1.0)
        seconds.append(len(terminal.output) - before)
    terminal.close()
    return seconds


def answered(rate: int) -> list[float]:
    """Return the seconds from each key to its beat's title, pressed in the motion of the last."""
    place = Place()
    walk = open_walk(place, open_pass(place, load_mnist("test")))
    titles = [act.beats[beat](walk).title for act in ACTS for beat in main_beats(act)]
    terminal = ThinTerminal("-m", "scenes", size=(COLUMNS, ROWS), rate=rate)
    terminal.wait_for("Three friends")
    terminal.pump(1.0)
    answers = terminal.answers([("n", title[:HEADING], 0.6) for title in titles[1:]])
    terminal.close()
    return [answer[0] for answer in answers if answer]


def figures() -> Iterator[Figure]:
    """Measure one figure after another."""
    start, keys = sent()
    still = sent("--no-motion")[1]
    yield Figure(
        f"sent at the start, {COLUMNS} × {ROWS}", kilobytes(start), "≤ 60 KB", start <= 60_000
    )
    yield Figure(
        "sent for a key, with motion: median, most",
        f"{kilobytes(statistics.median(keys))}, {kilobytes(max(keys))}",
        "≤ 60, 150 KB",
        statistics.median(keys) <= 60_000 and max(keys) <= 150_000,
    )
    yield Figure(
        "sent for a key, without motion: median, most",
        f"{kilobytes(statistics.median(still))}, {kilobytes(max(still))}",
        "≤ 15 KB",
        statistics.median(still) <= 15_000,
    )
    seconds = trained()
    yield Figure(
        "sent in a second of training at full speed: median, most",
        f"{kilobytes(statistics.median(seconds))}, {kilobytes(max(seconds))}",
        "≤ 60 KB",
        max(seconds) <= 60_000,
    )
    took = answered(64_000)
    yield Figure(
        "a key in motion answered on a line of 64 KB a second: median, most",
        f"{1000 * statistics.median(took):.0f}, {1000 * max(took):.0f} ms of {len(took)} keys",
        "≤ 300 ms",
        max(took) <= 0.3,
    )


def kilobytes(count: float) -> str:
    """Write bytes as kilobytes."""
    return f"{count / 1000:.1f} KB"
