"""`tinynet train`: what it prints where, what it keeps, and how it is stopped.

Long, for all of it starts the one command, in this process or in one of its own, in the same ways.
"""

import json
import os
import queue
import select
import signal
import struct
import subprocess
import sys
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from scenes.commands import cli, course
from scenes.screens.training.run import TrainingRun
from scenes.screens.training.settings import TrainingSettings
from tests.scenes.commands.here import run
from tinynet import (
    CheckpointError,
    Network,
    Trainer,
    TrainingError,
    load_data,
    load_mnist,
    load_network,
    save_network,
)

ROOT = Path(cli.__file__).parents[2]
SECONDS = 60
"""What a busy machine may take."""
FOREVER = ["--epochs", "1000", "--hidden", "5"]
EPOCH_KEYS = {
    *("epoch", "samples", "whole", "seconds", "samples_per_second", "error"),
    *("train_accuracy", "test_accuracy", "test_digits"),
}


def write_set(folder, train, test):
    """Write the first so many bundled digits as a data set of their own."""
    for split, prefix, count in (("train", "train", train), ("test", "t10k", test)):
        digits = load_mnist(split)
        images, labels = digits.images[:count], digits.labels[:count]
        header = struct.pack(">4I", 2051, count, 28, 28)
        (folder / f"{prefix}-images-idx3-ubyte").write_bytes(header + images.tobytes())
        header = struct.pack(">2I", 2049, count)
        (folder / f"{prefix}-labels-idx1-ubyte").write_bytes(header + labels.tobytes())
    return str(folder)


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """A data set of 300 digits and 200 to test with."""
    return write_set(tmp_path_factory.mktemp("few"), 300, 200)


@pytest.fixture(scope="module")
def larger(tmp_path_factory):
    """A data set whose epochs take several reports."""
    return write_set(tmp_path_factory.mktemp("more"), 2500, 200)


@pytest.fixture
def train(capsys, monkeypatch, tmp_path):
    """Train in an empty directory; return status, output and error output."""
    monkeypatch.chdir(tmp_path)

    return partial(run, capsys, "train")


def command(*argv):
    return [sys.executable, "-m", "scenes", "train", *map(str, argv)]


def heed_signals():
    """Undo what a shell does to programs in its background."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.fixture
def spawn():
    """Start the command in a process of its own, ended with the test."""
    started = []

    def start(*argv, **settings):
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        started.append(
            subprocess.Popen(
                command(*argv),
                stdin=subprocess.DEVNULL,
                cwd=ROOT,
                preexec_fn=heed_signals if os.name == "posix" else None,
                **(pipes | settings),
            )
        )
        return started[-1]

    yield start
    for process in started:
        with process:
            process.kill()


@pytest.fixture
def interrupt(monkeypatch):
    """Have signals arrive in the midst of a report: so many, once so many samples are used."""
    # A shell has what it runs in the background ignore Ctrl+C: these tests, too.
    ignored = signal.signal(signal.SIGINT, signal.default_int_handler)

    def arrange(after, *numbers):
        advance, left = Trainer.advance, list(numbers)

        def interrupted(trainer, samples):
            tally = advance(trainer, samples)
            if trainer.samples >= after:
                while left:
                    os.kill(os.getpid(), left.pop(0))
            return tally

        monkeypatch.setattr(Trainer, "advance", interrupted)

    yield arrange
    signal.signal(signal.SIGINT, ignored)


# What it prints.


def test_json_has_every_epoch(train, data):
    status, out, err = train("--epochs", 3, "--seed", 7, "--data", data, "--json")
    told = json.loads(out)
    assert (status, out.count("\n")) == (0, 1)
    assert [epoch["epoch"] for epoch in told["epochs"]] == [1, 2, 3]
    for epoch in told["epochs"]:
        assert epoch.keys() == EPOCH_KEYS
        assert (epoch["samples"], epoch["whole"]) == (300, True)
        assert epoch["samples_per_second"] == pytest.approx(300 / epoch["seconds"])
        assert (epoch["train_accuracy"] * 300) % 1 == pytest.approx(0, abs=1e-9)
        assert (epoch["test_accuracy"] * 200) % 1 == pytest.approx(0, abs=1e-9)
    assert told["epochs"][-1]["error"] < told["epochs"][0]["error"]
    assert told["test_accuracy"] == told["epochs"][-1]["test_accuracy"]
    assert told["network"] == {
        "hidden_nodes": 100,
        "learning_rate": 0.1,
        "error_rule": "recipe",
        "seed": 7,
        "batch_size": 1,
        "rotate": 0.0,
        "in_order": False,
        "epochs": 3,
        "file": None,
        "resumed": None,
    }
    assert (told["trouble"], told["stopped"]) == (None, False)
    # One line for each epoch, and one for what was kept.
    assert err.count("\n") == 4


def test_the_table_agrees_with_the_lines(train, data):
    status, out, err = train("--epochs", 2, "--data", data)
    assert status == 0
    rows = [line.split() for line in out.splitlines() if line.strip()[:1].isdigit()]
    lines = err.splitlines()
    assert [row[0] for row in rows] == ["1", "2"]
    for number, row in enumerate(rows, start=1):
        said = lines[number - 1]
        assert said.startswith(f"tinynet: epoch {number} of 2: error {row[3]}, right {row[4]} %")
        assert f"and {row[6]} % of 200 test digits" in said
    assert lines[2:] == ["tinynet: nothing was kept; --out NET.npz keeps the network"]
    assert "784-100-10, learning rate 0.1, error rule recipe, seed 1." in out
    assert "batches" not in out
    assert max(map(len, out.splitlines())) <= 80


def test_what_is_unusual_is_told(train, data):
    options = ["--batch-size", 8, "--rotate", 7.5, "--epochs", 1]
    options += ["--in-order", "--error-rule", "gradient"]
    _, out, err = train(*options, "--data", data)
    words = " ".join(out.split())
    for said in ("error rule gradient", "batches of 8", "turned by 7.5° each way", "in order"):
        assert said in words
    # Three times as many samples: each digit as it is, and turned each way.
    assert json.loads(train(*options, "--data", data, "--json")[1])["epochs"][0]["samples"] == 900
    assert "\x1b" not in out + err


def test_a_seed_draws_the_same_again(train, data):
    def trained(*options):
        train("--epochs", 1, "--out", "net.npz", "--data", data, *options)
        return load_network("net.npz").input_hidden

    first = trained("--seed", 3)
    assert np.array_equal(first, trained("--seed", 3))
    assert not np.array_equal(first, trained("--seed", 4))
    assert not np.array_equal(first, trained("--seed", 3, "--in-order"))


# What it keeps.


def test_the_network_is_kept(train, data):
    options = ["--hidden", 20, "--learning-rate", 0.2, "--data", data]
    status, out, err = train(*options, "--out", "my net.npz", "--json")
    assert status == 0
    assert json.loads(out)["network"]["file"] == "my net.npz"
    opens = f"tinynet --network 'my net.npz' --data {data}"
    assert f"my net.npz has the network; `{opens}` opens it\n" in err
    assert os.listdir() == ["my net.npz"]

    digits = load_mnist("train", data)
    trainer = Trainer(Network(784, 20, 10, 0.2, seed=1), digits, epochs=5, seed=1)
    trainer.run()
    kept = load_network("my net.npz")
    assert np.array_equal(kept.input_hidden, trainer.network.input_hidden)
    assert np.array_equal(kept.hidden_output, trainer.network.hidden_output)
    assert kept.learning_rate == 0.2


def test_testing_it_gives_the_same_score(train, data, capsys):
    _, out, _ = train("--out", "net.npz", "--data", data, "--json")
    assert cli.main(["test", "net.npz", "--data", data, "--json"]) == 0
    tested = json.loads(capsys.readouterr().out)
    assert tested["test_accuracy"] == json.loads(out)["test_accuracy"]


def test_it_goes_on_where_it_was(train, data):
    options = ["--data", data, "--json"]
    network = ["--learning-rate", 0.05, "--error-rule", "gradient", "--hidden", 30]
    first = json.loads(train(*options, *network, "--out", "a.npz")[1])
    then = json.loads(train(*options, "--resume", "a.npz", "--out", "a.npz")[1])
    assert then["epochs"][0]["error"] < first["epochs"][-1]["error"]
    for name in ("learning_rate", "error_rule", "hidden_nodes"):
        assert then["network"][name] == first["network"][name]
    assert then["network"]["resumed"] == "a.npz"

    changed = ["--resume", "a.npz", "--learning-rate", 0.3, "--error-rule", "recipe"]
    network = json.loads(train(*options, *changed)[1])["network"]
    assert (network["learning_rate"], network["error_rule"]) == (0.3, "recipe")


@pytest.mark.parametrize(
    ("typed", "words"),
    {
        "--resume a.npz --hidden 20": ["--hidden", "without --resume"],
        "--resume small.npz": ["small.npz", "784 inputs and 10 outputs", "4 and 2"],
        "--resume broken.npz": ["broken.npz", "a tinynet network"],
        "--resume missing.npz": ["missing.npz", "No such file"],
        "--out nowhere/a.npz": ["nowhere/a.npz", "a place to write", "No such file"],
        "--out folder.npz": ["folder.npz", "a place to write", "a directory"],
        "--out broken.npz/a.npz": ["a place to write", "Not a directory"],
        f"--out {'a' * 240}.npz": ["a place to write", "name too long"],
        "--data nowhere": ["nowhere", "directory", "none"],
    }.items(),
)
def test_what_cannot_end_well_is_not_begun(train, monkeypatch, tmp_path, typed, words):
    (tmp_path / "folder.npz").mkdir()
    (tmp_path / "broken.npz").write_bytes(b"PK no archive")
    save_network(Network(784, 5, 10, 0.1, seed=1), tmp_path / "a.npz")
    save_network(Network(4, 3, 2, 0.1, seed=1), tmp_path / "small.npz")
    before = sorted(os.listdir(tmp_path))
    monkeypatch.delattr(Trainer, "run")
    status, out, err = train(*typed.split())
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("tinynet: ")
    assert [word for word in words if word not in err] == []
    assert sorted(os.listdir(tmp_path)) == before


# How it is stopped.


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise")
@pytest.mark.parametrize(("name", "status"), [("SIGINT", 130), ("SIGTERM", 143)])
def test_a_signal_stops_it_and_keeps_what_there_is(spawn, data, tmp_path, name, status):
    out = tmp_path / "net.npz"
    process = spawn(*FOREVER, "--data", data, "--out", out, "--json")
    assert process.stderr.readline().startswith("tinynet: epoch 1 of 1000")
    process.send_signal(getattr(signal, name))
    text, err = process.communicate(timeout=SECONDS)
    told = json.loads(text)
    assert process.returncode == status
    assert told["stopped"] is True
    assert 1 <= len(told["epochs"]) < 1000
    samples = 300 * len(told["epochs"])
    assert err.splitlines()[-1].startswith(
        f"tinynet: stopped after {samples:,} of 300,000 samples; {out} has the network"
    )
    assert load_network(out).hidden_nodes == 5
    assert os.listdir(tmp_path) == ["net.npz"]


@pytest.mark.slow
def test_part_of_an_epoch_is_told_as_such(train, interrupt, larger):
    interrupt(1000, signal.SIGINT)
    status, out, err = train("--data", larger, "--out", "net.npz")
    assert status == 130
    assert "Epoch 1 is 1,000 of 2,500 samples." in out
    assert "epoch 1 of 5, 1,000 of 2,500 samples: error" in err
    assert err.endswith(
        "tinynet: stopped after 1,000 of 12,500 samples; "
        f"net.npz has the network; `tinynet --network net.npz --data {larger}` opens it\n"
    )
    trainer = Trainer(Network(784, 100, 10, 0.1, seed=1), load_mnist("train", larger), seed=1)
    trainer.advance(1000)
    assert np.array_equal(load_network("net.npz").input_hidden, trainer.network.input_hidden)


def test_a_part_in_json(train, interrupt, larger):
    interrupt(3500, signal.SIGINT)
    status, out, err = train("--data", larger, "--json")
    told = json.loads(out)
    parts = [(epoch["epoch"], epoch["samples"], epoch["whole"]) for epoch in told["epochs"]]
    assert parts == [(1, 2500, True), (2, 1000, False)]
    assert (status, told["stopped"]) == (130, True)
    assert told["test_accuracy"] == told["epochs"][1]["test_accuracy"]
    assert "--out NET.npz" in err.splitlines()[-1]


def test_the_second_ctrl_c_ends_it_at_once(train, interrupt, larger):
    before = signal.getsignal(signal.SIGINT)
    interrupt(1000, signal.SIGINT, signal.SIGINT)
    assert train("--data", larger, "--out", "net.npz") == (130, "", "")
    assert os.listdir() == []
    assert signal.getsignal(signal.SIGINT) is before


def test_signals_are_handled_as_before_afterwards(train, data):
    before = {name: signal.getsignal(name) for name in (signal.SIGINT, signal.SIGTERM)}
    train("--data", data, "--epochs", 1)
    assert {name: signal.getsignal(name) for name in before} == before


def test_a_signal_that_is_ignored_stays_so(train, interrupt, data):
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        interrupt(300, signal.SIGINT)
        status, out, _ = train("--data", data, "--epochs", 2, "--json")
    finally:
        signal.signal(signal.SIGINT, before)
    assert (status, len(json.loads(out)["epochs"])) == (0, 2)


# What goes wrong.


@pytest.mark.slow
def test_trouble_is_told_once(train, larger):
    settings = ["--learning-rate", 1000, "--hidden", 10, "--epochs", 3]
    status, out, err = train("--data", larger, *settings, "--json")
    assert status == 0
    assert err.count("too high") == 1
    assert [line for line in err.splitlines() if not line.startswith("tinynet: ")] == []
    trouble = json.loads(out)["trouble"]

    # The screen says the same of the same training, and the table ends with it.
    digits, test = (load_data(split, larger) for split in ("train", "test"))
    heard = queue.Queue()
    same = TrainingSettings(hidden=10, learning_rate=1000.0, epochs=3)
    run = TrainingRun(same, digits, test, report=heard.put)
    run.set_pace(None)
    run.go()
    while (snapshot := heard.get(timeout=SECONDS)).state != "done":
        pass
    run.close()
    assert snapshot.trouble == trouble
    assert "too high" in trouble
    status, out, err = train("--data", larger, *settings)
    assert " ".join(out.split()).endswith(f"At the end: {trouble}")


@pytest.fixture
def run_away(monkeypatch):
    """Have numbers run away in the second epoch of the larger set."""
    advance = Trainer.advance

    def advanced(trainer, samples):
        if trainer.samples >= 3500:
            raise TrainingError("training: expected finite weights, found none")
        return advance(trainer, samples)

    monkeypatch.setattr(Trainer, "advance", advanced)


def test_numbers_that_run_away_end_it(train, larger, run_away):
    status, out, err = train("--data", larger, "--out", "net.npz")
    assert status == 2
    assert err.splitlines()[-2:] == [
        "tinynet: training: expected finite weights, found none",
        "tinynet: stopped after 3,500 of 12,500 samples; "
        "net.npz has the network as it was after 2,500 samples",
    ]
    rows = [line for line in out.splitlines() if line.strip()[:1].isdigit()]
    assert len(rows) == 1
    load_network("net.npz")


def test_numbers_that_run_away_in_json(train, larger, run_away):
    status, out, err = train("--data", larger, "--json")
    told = json.loads(out)
    assert (status, told["stopped"], len(told["epochs"])) == (2, False, 1)
    assert told["trouble"] == "training: expected finite weights, found none"
    assert err.splitlines()[-1] == f"tinynet: {told['trouble']}"


def test_a_disk_that_is_full_ends_it(train, data, monkeypatch):
    def full(network, path, subject):
        raise CheckpointError(f"{path}: expected a place to write the network, found: full")

    monkeypatch.setattr(course, "save_network", full)
    status, out, err = train("--data", data, "--out", "net.npz")
    assert (status, out) == (2, "")
    assert err == "tinynet: net.npz: expected a place to write the network, found: full\n"


# Where it prints.


class Screen:
    """A pseudo-terminal for standard error alone."""

    def __init__(self, columns=100):
        pty, fcntl = pytest.importorskip("pty"), pytest.importorskip("fcntl")
        termios = pytest.importorskip("termios")
        self.master, self.slave = pty.openpty()
        size = struct.pack("HHHH", 30, columns, 0, 0)
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, size)

    def read_all(self, process):
        """Return what is shown until the process has ended, and what it printed."""
        os.close(self.slave)
        shown, printed = b"", b""
        pipe = process.stdout.fileno()
        reading = [self.master, pipe]
        while reading:
            ready = select.select(reading, [], [], SECONDS)[0]
            assert ready, shown
            for source in ready:
                try:
                    part = os.read(source, 1 << 16)
                except OSError:  # a terminal whose other side is closed
                    part = b""
                if not part:
                    reading.remove(source)
                elif source == pipe:
                    printed += part
                else:
                    shown += part
        os.close(self.master)
        process.wait(SECONDS)
        return shown.decode(), printed.decode()


def on_screen(spawn, term, *argv, **environment):
    screen = Screen()
    unset = ("NO_COLOR", "COLUMNS", "LINES")
    env = {name: value for name, value in os.environ.items() if name not in unset}
    env |= {"TERM": term, **environment}
    process = spawn(*argv, stderr=screen.slave, text=False, env=env)
    return *screen.read_all(process), process.returncode


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
def test_a_terminal_shows_a_bar(spawn, larger):
    argv = ["--data", larger, "--epochs", "3", "--json"]
    shown, printed, status = on_screen(spawn, "xterm-256color", *argv)
    assert status == 0
    assert len(json.loads(printed)["epochs"]) == 3
    assert "epoch 1 of 3" in shown
    assert "━" in shown
    assert "\x1b[3" in shown
    # The cursor is there again, the bar is not, and no line told the same.
    assert shown.rfind("\x1b[?25h") > shown.rfind("\x1b[?25l") >= 0
    last = shown[shown.rfind("\x1b[2K") :]
    assert "nothing was kept" in last
    assert "━" not in last
    assert "as it went and" not in shown


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
def test_a_bar_without_colours(spawn, larger):
    argv = ["--data", larger, "--epochs", "3", "--json"]
    shown, _, _ = on_screen(spawn, "xterm-256color", *argv, NO_COLOR="1")
    assert "epoch 1 of 3" in shown
    assert "\x1b[3" not in shown


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
def test_a_dumb_terminal_gets_lines(spawn, data):
    shown, _, _ = on_screen(spawn, "dumb", "--data", data, "--epochs", "2", "--json")
    assert "\x1b" not in shown
    assert shown.count("\n") == 3
    assert "epoch 2 of 2: error" in shown


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="other pipes")
def test_readers_who_left_do_not_stop_it(data, tmp_path):
    reading, writing = os.pipe()
    os.close(reading)
    out = tmp_path / "net.npz"
    argv = command("--data", data, "--epochs", "2", "--out", out)
    try:
        ended = subprocess.run(argv, stdout=writing, stderr=writing, cwd=ROOT, check=False)
    finally:
        os.close(writing)
    assert ended.returncode == 128 + 13
    load_network(out)


@pytest.mark.slow
def test_an_encoding_without_lines_gets_dashes(data):
    ended = subprocess.run(
        command("--data", data, "--epochs", "1"),
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        cwd=ROOT,
        check=True,
    )
    assert b"-----" in ended.stdout
    assert b"?" not in ended.stdout


@pytest.mark.parametrize(("already", "chosen"), [(None, "1"), ("2", "2")])
def test_one_thread_multiplies_unless_the_user_says_otherwise(already, chosen):
    program = (
        "import os, sys\n"
        "from scenes.commands import cli\n"
        "cli._run = lambda chosen: print('numpy' in sys.modules, "
        "os.environ.get('OPENBLAS_NUM_THREADS')) or 0\n"
        "cli.main(['train', '--batch-size', '128'])"
    )
    env = {name: value for name, value in os.environ.items() if "_NUM_THREADS" not in name}
    ended = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        env=env | ({"OPENBLAS_NUM_THREADS": already} if already else {}),
        cwd=ROOT,
        check=True,
    )
    assert ended.stdout.split() == ["False", chosen]
