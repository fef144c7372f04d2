"""The app in a real terminal: how it starts, follows a new size, and leaves the terminal."""

import os
import re
import select
import signal
import struct
import subprocess
import sys
import time
from pathlib import Path

import pytest

import scenes
from scenes.commands.exit_codes import CRASH, OK, USER_ERROR
from scenes.screens.signals import SIGNALLED

pty = pytest.importorskip("pty", reason="a system without pseudo-terminals")
termios = pytest.importorskip("termios", reason="a system without pseudo-terminals")
fcntl = pytest.importorskip("fcntl", reason="a system without pseudo-terminals")

SECONDS = 30
"""What a busy machine may take to show something."""
OPENED = [b"\x1b[?1049h", b"\x1b[?1000h", b"\x1b[?25l"]
RESTORED = [b"\x1b[?1049l", b"\x1b[?1000l", b"\x1b[?1003l", b"\x1b[?25h"]
CRASHING = """
import sys
from scenes.commands import cli
from scenes.story.acts import ACTS

def crash(walk):
    raise RuntimeError("a beat that crashes")

ACTS.named("meet").beats["weight"] = crash
sys.exit(cli.main(["--no-motion"]))
"""


class Terminal:
    """A pseudo-terminal with a command in it."""

    def __init__(self, *command, size=(100, 30)):
        self.master, self.slave = pty.openpty()
        self.resize(*size)
        self.modes = termios.tcgetattr(self.slave)
        environment = os.environ | {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
        # What a test runner sets for its own output would stand above what the terminal says.
        for name in ("NO_COLOR", "COLUMNS", "LINES"):
            environment.pop(name, None)
        self.process = subprocess.Popen(
            [sys.executable, *command],
            stdin=self.slave,
            stdout=self.slave,
            stderr=self.slave,
            cwd=Path(scenes.__file__).parents[1],
            env=environment,
            start_new_session=True,
        )
        self.output = b""

    def resize(self, columns, rows):
        """Change the size, as a window does: set it, then tell the process."""
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        if hasattr(self, "process"):
            self.process.send_signal(signal.SIGWINCH)

    def press(self, keys):
        os.write(self.master, keys.encode())

    def read(self, until):
        """Read until the condition holds; fail, with what was shown, if it never does."""
        deadline = time.monotonic() + SECONDS
        while not until():
            left = deadline - time.monotonic()
            if left < 0 or self.process.poll() is not None:
                pytest.fail(f"never came; before: {written(self.output)[-3000:]}")
            if select.select([self.master], [], [], min(left, 0.1))[0]:
                self.output += os.read(self.master, 1 << 16)

    def wait_for(self, words):
        """Wait until words appear that were not there before; styles between them do not count."""
        start = len(self.output)
        self.read(lambda: words in written(self.output[start:]))

    def end(self):
        """Wait for the end of the process; return its status."""
        self.read(lambda: self.process.poll() is not None)
        while select.select([self.master], [], [], 0)[0]:
            self.output += os.read(self.master, 1 << 16)
        return self.process.returncode

    @property
    def is_restored(self):
        """Whether all that was turned on has been turned off, and lines are edited again."""
        last = {code: self.output.rfind(code) for code in [*OPENED, *RESTORED]}
        return (
            all(code >= 0 for code in last.values())
            and min(last[code] for code in RESTORED) > max(last[code] for code in OPENED)
            and termios.tcgetattr(self.slave) == self.modes
        )

    def close(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self.master)
        os.close(self.slave)


def written(output):
    """Return what was written without the commands that style and move."""
    return re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", output.decode("utf-8", "ignore"))


@pytest.fixture
def terminal():
    opened = []

    def start(*command, **settings):
        opened.append(Terminal(*command, **settings))
        return opened[-1]

    yield start
    for one in opened:
        one.close()


@pytest.fixture
def app(terminal):
    one = terminal("-m", "scenes", "--no-motion")
    one.wait_for("Three friends")
    return one


def test_start_walk_resize_and_quit(app):
    app.press("\x1b[C")
    app.wait_for("How seriously you say it")
    app.press("n")
    app.wait_for("Does Jay believe it?")
    app.resize(60, 15)
    app.wait_for("60 × 15")
    app.resize(100, 30)
    app.wait_for("Does Jay believe it?")
    app.press("\x1b[D")
    app.wait_for("How seriously you say it")
    app.press("q")
    assert app.end() == OK
    assert app.is_restored


@pytest.mark.parametrize("name", ["SIGTERM", pytest.param("SIGHUP", marks=pytest.mark.slow)])
def test_a_signal_ends_it_with_the_terminal_restored(app, name):
    number = getattr(signal, name)
    app.process.send_signal(number)
    assert app.end() == SIGNALLED + number
    assert app.is_restored


def test_a_crash_restores_the_terminal_and_is_told(terminal):
    crashing = terminal("-c", CRASHING)
    crashing.wait_for("Three friends")
    crashing.press("n")
    assert crashing.end() == CRASH
    assert crashing.is_restored
    after = crashing.output[crashing.output.rfind(RESTORED[0]) :]
    assert "a beat that crashes" in written(after)


@pytest.mark.parametrize("piped", ["stdin", "stdout"])
def test_without_a_terminal_it_says_so_in_one_line(piped):
    master, slave = pty.openpty()
    streams = {"stdin": slave, "stdout": slave, piped: subprocess.DEVNULL}
    done = subprocess.run(
        [sys.executable, "-m", "scenes"],
        **streams,
        stderr=subprocess.PIPE,
        cwd=Path(scenes.__file__).parents[1],
        check=False,
        timeout=SECONDS,
    )
    os.close(master)
    os.close(slave)
    assert done.returncode == USER_ERROR
    assert done.stderr.count(b"\n") == 1
    assert b"expected a terminal" in done.stderr
