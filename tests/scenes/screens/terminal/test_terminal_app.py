"""The app in a real terminal: how it starts, follows a new size, and leaves the terminal."""

import os
import signal
import subprocess
import sys

import pytest

from scenes.commands.exit_codes import OK, USER_ERROR
from scenes.screens.terminal import SIGNALLED

pty = pytest.importorskip("pty", reason="a system without pseudo-terminals")

from tests.terminals import ROOT, SECONDS  # noqa: E402

CRASH = 1
"""The exit status of Python itself."""
CRASHING = """
import sys
from scenes.commands import cli
from scenes.story.acts import ACTS

def crash(walk):
    raise RuntimeError("a beat that crashes")

ACTS.named("meet").beats["weight"] = crash
sys.exit(cli.main(["--no-motion"]))
"""


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
    app.press("\x0c")  # Ctrl+L
    app.wait_for("How seriously you say it")
    app.press("q")
    assert app.end() == OK
    assert app.is_restored


@pytest.mark.parametrize("name", ["SIGTERM", pytest.param("SIGHUP", marks=pytest.mark.slow)])
def test_a_signal_ends_it_with_the_terminal_restored(app, name, state_home):
    number = getattr(signal, name)
    app.press("n")
    app.wait_for("How seriously you say it")
    app.process.send_signal(number)
    assert app.end() == SIGNALLED + number
    assert app.is_restored
    assert [path.suffix for path in (state_home / "tinynet").iterdir()] == [".tinynet"]


def test_a_crash_restores_the_terminal_and_is_told(terminal, state_home):
    crashing = terminal("-c", CRASHING)
    crashing.wait_for("Three friends")
    crashing.press("n")
    assert crashing.end() == CRASH
    assert crashing.is_restored
    (kept,) = (state_home / "tinynet").iterdir()
    assert crashing.last_words == (
        "tinynet: ended by a fault of its own (RuntimeError: a beat that crashes); "
        f"what you did is kept in {kept}"
    )


def test_fresh_keeps_nothing(terminal, state_home):
    app = terminal("-m", "scenes", "--no-motion", "--fresh")
    app.wait_for("Three friends")
    app.press("nq")
    assert app.end() == OK
    assert not state_home.exists()


@pytest.mark.slow
@pytest.mark.parametrize("piped", ["stdin", "stdout"])
def test_without_a_terminal_it_says_so_in_one_line(piped):
    master, slave = pty.openpty()
    streams = {"stdin": slave, "stdout": slave, piped: subprocess.DEVNULL}
    done = subprocess.run(
        [sys.executable, "-m", "scenes"],
        **streams,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        check=False,
        timeout=SECONDS,
    )
    os.close(master)
    os.close(slave)
    assert done.returncode == USER_ERROR
    assert done.stderr.count(b"\n") == 1
    assert b"expected a terminal" in done.stderr


def test_a_task_is_worked_out_and_letters_are_keys(terminal):
    one = terminal("-m", "scenes", "practice", "--layers", "1,1,1")
    for key, told in (
        ("", "1 of 17"),
        ("\t", "Hint 1"),
        ("9\r", "✗"),
        ("v", "the sum"),
        ("\r", "2 of 17, solved: 0"),
    ):
        one.press(key)
        one.wait_for(told)
    one.press("q")
    assert one.end() == OK
    assert one.is_restored
