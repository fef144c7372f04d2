"""Send random events through all screens in a real terminal: `python -m tests.benchmarks.soak`.

Prints events, the longest wait for an answer, memory at the start, at most and at the end, threads.
A seed makes the events those of another run; where the app ends, what came last is printed.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from scenes.commands.cli import THREADS
from tests.benchmarks.figure import Figure
from tests.terminals import Terminal, written

EVENTS = 20_000
MOST_MEGABYTES, MOST_THREADS = 250, 10
LONGEST_GAP = 10.0
"""Seconds after which the app has hung."""
SIZES = ((20, 5), (60, 15), (80, 24), (97, 31), (120, 40), (200, 60), (300, 100), (300, 24))
LETTERS = "abcdefghijklmnoprstuvwxyzABDEGHJKLMNOPRSTUVWXYZ0123456789 ?[]<>+-/.,;:'"
"""All but q and Q, which end it."""
STAYING = """
import sys
from scenes.commands.cli import main
from scenes.screens.keeping_app import KeepingApp

async def stay(app):
    app.notify("Nobody leaves.")

KeepingApp.action_quit = stay
sys.exit(main())
"""
"""The app, which cannot be left: a click on "quit" or that command would end the run too."""
SPECIAL = (
    *("\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\x1b[5~", "\x1b[6~", "\x1b[H", "\x1b[F"),
    *("\r", "\t", "\x1b[Z", "\x7f", "\x1a", "\x10", "\x1b", "\x1b", "\x1b"),
)
MALFORMED = (
    b"\x1b[99999999999u",
    b"\x1b[55296u",
    b"\x1b[48;0;0;0;0t",
    b"\xff\xfe",
    b"\x1b[<0;9999;9999M",
    b"\x1b[<64;1;1M",
    b"\x1b[I\x1b[O",
)
KINDS = {"letter": 60, "special": 16, "click": 12, "drag": 3, "move": 5, "size": 2, "odd": 2}


@dataclass
class Course:
    """What came of it."""

    events: int = 0
    longest_gap: float = 0.0
    megabytes: list[float] = field(default_factory=list)
    """At the start, then after every so many events."""
    threads: int = 0
    last: list[object] = field(default_factory=list)
    """The last events, the latest at the end."""

    @property
    def most_megabytes(self) -> float:
        """The most memory that was seen."""
        return max(self.megabytes)


def event(terminal: Terminal, chance: random.Random) -> object:
    """Send one event; return what it was."""
    columns, rows = terminal.size

    def cell() -> str:
        return f"{chance.randint(1, columns)};{chance.randint(1, rows)}"

    kind = chance.choices(list(KINDS), list(KINDS.values()))[0]
    if kind == "letter":
        sent: object = chance.choice(LETTERS)
    elif kind == "special":
        sent = chance.choice(SPECIAL)
    elif kind == "click":
        at = cell()
        sent = f"\x1b[<0;{at}M\x1b[<0;{at}m"
    elif kind == "drag":
        start, *way = [cell() for _ in range(4)]
        moves = "".join(f"\x1b[<32;{at}M" for at in way)
        sent = f"\x1b[<0;{start}M{moves}\x1b[<0;{way[-1]}m"
    elif kind == "move":
        sent = f"\x1b[<35;{cell()}M"
    elif kind == "odd":
        sent = chance.choice(MALFORMED)
    else:
        sent = chance.choice(SIZES)
    if isinstance(sent, tuple):
        terminal.resize(*sent)
    else:
        terminal.press(sent)
    return sent


def soak(events: int, seed: int = 1, hidden: int = 100, pause: float = 0.004) -> Course:
    """Send so many events; fail, with the last of them, if the app ends or hangs."""
    chance, course = random.Random(seed), Course()
    options = ("--no-motion", "--hidden", str(hidden))
    one_thread = dict.fromkeys(THREADS, "1")  # as the command has it, before it imports NumPy
    folder = tempfile.TemporaryDirectory()  # for what the events save
    terminal = Terminal("-c", STAYING, *options, size=(120, 40), cwd=folder.name, **one_thread)
    try:
        terminal.wait_for("Three friends")
        terminal.quiet(0.5)
        measure(terminal, course)
        every = max(50, events // 100)
        for number in range(1, events + 1):
            course.last = [*course.last[-30:], event(terminal, chance)]
            course.events += 1
            terminal.pump(pause)
            if terminal.process.poll() is not None:
                raise AssertionError(
                    f"ended after {number} events of seed {seed}: {terminal.last_words[-500:]}; "
                    f"the last: {course.last}"
                )
            if not number % every:
                answered(terminal, course)
                measure(terminal, course)
    finally:
        terminal.close()
        folder.cleanup()
    return course


def answered(terminal: Terminal, course: Course) -> None:
    """Wait until the app answers: a new size has it draw all anew, or say that it is too small."""
    columns, rows = terminal.size
    other = (101, 30) if (columns, rows) != (101, 30) else (102, 31)
    before, start = time.monotonic(), len(terminal.output)
    terminal.resize(*other)
    try:
        terminal.read(lambda: len(written(terminal.output[start:])) > other[0], LONGEST_GAP)
    except AssertionError as error:
        raise AssertionError(f"no answer after {course.events}: {course.last}") from error
    course.longest_gap = max(course.longest_gap, time.monotonic() - before)
    terminal.forget()


def measure(terminal: Terminal, course: Course) -> None:
    """Note memory and threads."""
    course.megabytes.append(int(terminal.status("VmRSS")) / 1024)
    course.threads = max(course.threads, int(terminal.status("Threads")))


def figures() -> Iterator[Figure]:
    """Measure one figure after another."""
    course = soak(EVENTS)
    yield Figure(
        f"{course.events:,} events in a terminal: longest wait for an answer",
        f"{course.longest_gap:.1f} s",
        f"≤ {LONGEST_GAP:.0f} s",
        course.longest_gap <= LONGEST_GAP,
    )
    yield Figure(
        "memory: at the start, at most, at the end",
        f"{course.megabytes[0]:.0f}, {course.most_megabytes:.0f}, {course.megabytes[-1]:.0f} MB",
        f"≤ {MOST_MEGABYTES} MB",
        course.most_megabytes <= MOST_MEGABYTES,
    )
    yield Figure(
        "threads at most",
        f"{course.threads}",
        f"≤ {MOST_THREADS}",
        course.threads <= MOST_THREADS,
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=EVENTS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--hidden", type=int, default=100)
    chosen = parser.parse_args()
    done = soak(chosen.events, chosen.seed, chosen.hidden)
    print(
        f"{done.events:,} events, longest wait {done.longest_gap:.1f} s, memory "
        f"{done.megabytes[0]:.0f} MB at the start, {done.most_megabytes:.0f} at most, "
        f"{done.megabytes[-1]:.0f} at the end; {done.threads} threads at most"
    )
    print("memory:", *(f"{each:.0f}" for each in done.megabytes))
