"""What comes from outside: names, files, pipes and encodings never raise, and command nothing."""

import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

import scenes
from scenes.commands.exit_codes import BROKEN_PIPE, OK, USER_ERROR
from scenes.commands.output import write
from scenes.story.markup import escaped, plain, shown
from scenes.story.places import Place, quoted
from tests.scenes.commands.here import run
from tinynet import Network, save_network

ROOT = Path(scenes.__file__).parents[1]
EVIL = "e\x1b]0;title\x07\x9b31m\u202e[bold]x"
"""What commands a terminal, turns the writing round, and means something to Rich."""


def spawn(*argv, before="", **settings):
    """Run the command in a shell of its own, its words in the environment's encoding."""
    settings = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "cwd": ROOT} | settings
    return subprocess.run(
        [sys.executable, "-m", "scenes", *argv],
        stdin=subprocess.DEVNULL,
        check=False,
        timeout=120,
        **settings,
    )


def is_harmless(text):
    return not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", text)


@pytest.fixture
def evil_network(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    name = f"{EVIL}.npz"
    save_network(Network(784, 3, 10, 0.1, seed=1), name)
    return name


@pytest.mark.parametrize(
    "argv",
    [
        ("explain", "--at", "meet", "--network"),
        ("explain", "--at", "input", "--network"),
        ("test",),
        ("test", "--json"),
    ],
    ids=" ".join,
)
def test_a_name_commands_nothing_in_an_answer(capsys, evil_network, argv):
    status, out, err = run(capsys, *argv, evil_network)
    assert (status, err) == (OK, "")
    assert is_harmless(out)
    assert "[bold]x" in out


def test_a_name_commands_nothing_in_what_is_said_of_an_image(capsys, evil_network):
    image = Image.new("L", (60, 60), 255)
    ImageDraw.Draw(image).line((30, 10, 30, 50), 0, 5)
    image.save(f"{EVIL}-1.png")
    for argv in ([f"{EVIL}-1.png"], [f"{EVIL}-1.png", f"{EVIL}-1.png", "--network", evil_network]):
        status, out, err = run(capsys, "predict", *argv)
        assert (status, err) == (OK, "")
        assert is_harmless(out)


def test_a_name_commands_nothing_in_a_sentence(capsys):
    status, out, err = run(capsys, "test", f"{EVIL}.npz")
    assert (status, out) == (USER_ERROR, "")
    assert is_harmless(err)


def test_text_from_outside_is_spelled_out():
    assert is_harmless(shown(EVIL))
    assert shown("été 手 ½") == "été 手 ½"
    assert plain(escaped(EVIL)) == shown(EVIL)


def test_what_commands_a_terminal_does_not_get_through(capsys):
    assert write("a\x1b[1mb\x1b[0m\x1b]0;t\x07\x9b\tc\r\n") == OK
    assert capsys.readouterr().out == "a\x1b[1mb\x1b[0m\\x1b]0;t\\x07\\x9b\\tc\\r\n"


@pytest.mark.parametrize("name", [f"{EVIL}.npz", "it's\n.npz", "a\\b\t.npz", "plain.npz", "sp ace"])
def test_a_command_with_any_name_is_one_a_shell_reads(name):
    assert is_harmless(Place(network=name).command())
    said = subprocess.run(["bash", "-c", f"printf %s {quoted(name)}"], capture_output=True)
    assert said.stdout.decode() == name


@pytest.mark.parametrize("option", ["--hidden", "--seed", "--network", "--at", "--data", "--play"])
def test_two_dashes_are_a_value_like_another(capsys, option):
    status, out, err = run(capsys, "explain", f"{option}=--")
    assert (status, out) == (USER_ERROR, "")
    assert err.startswith("tinynet: ")
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    "argv",
    [("train", "--epochs=--"), ("train", "--out=--"), ("test", "trained", "--mistakes=--")],
    ids=" ".join,
)
def test_two_dashes_are_a_value_of_every_command(capsys, argv):
    status, out, err = run(capsys, *argv)
    assert (status, out) == (USER_ERROR, "")
    assert err.count("\n") == 1


@pytest.fixture
def no_files(tmp_path):
    """Things that have a name, but are no file to be read."""
    os.mkfifo(tmp_path / "pipe.npz")
    (tmp_path / "folder.npz").mkdir()
    (tmp_path / "loop.npz").symlink_to("loop.npz")
    (tmp_path / "device.npz").symlink_to("/dev/zero")
    (tmp_path / "full.npz").symlink_to("/dev/full")
    one = socket.socket(socket.AF_UNIX)
    here = Path.cwd()
    os.chdir(tmp_path)  # for a socket's name is short
    one.bind("socket.npz")
    os.chdir(here)
    yield tmp_path
    one.close()


KINDS = ["pipe", "folder", "loop", "device", "full", "socket"]


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_file_is_told_at_once(capsys, no_files, kind):
    path = str(no_files / f"{kind}.npz")
    for argv in (["test", path], ["explain", "--weights", path], ["train", "--resume", path]):
        status, out, err = run(capsys, *argv)
        assert (status, out) == (USER_ERROR, "")
        assert path in err
        assert err.count("\n") == 1


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_image_is_told_at_once(capsys, no_files, kind):
    path = str(no_files / f"{kind}.npz")
    status, out, err = run(capsys, "predict", path)
    assert (status, out) == (USER_ERROR, "")
    assert path in err
    assert err.count("\n") == 1


def test_digits_in_a_pipe_are_told_at_once(capsys, tmp_path):
    os.mkfifo(tmp_path / "t10k-images-idx3-ubyte")
    (tmp_path / "t10k-labels-idx1-ubyte").write_bytes(b"")
    status, _, err = run(capsys, "explain", "--data", str(tmp_path))
    assert status == USER_ERROR
    assert "a pipe" in err


@pytest.mark.slow
@pytest.mark.parametrize(
    "argv", [("--help",), ("explain", "--at", "meet"), ("test", "trained"), ("train", "--help")]
)
def test_text_in_an_encoding_without_its_letters(argv):
    done = spawn(*argv, env=os.environ | {"PYTHONIOENCODING": "ascii", "LC_ALL": "C"})
    assert done.returncode == OK
    assert done.stderr == b""
    assert len(done.stdout) > 500


def test_an_output_that_is_closed():
    command = f"{sys.executable} -m scenes --version >&-"
    done = subprocess.run(command, shell=True, cwd=ROOT, stderr=subprocess.PIPE, check=False)
    assert done.returncode == USER_ERROR
    assert done.stderr.count(b"\n") == 1
    assert b"standard output" in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("words", ["--help", "explain --json"])
def test_an_output_that_is_full(words):
    with open("/dev/full", "wb") as full:
        done = spawn(*words.split(), stdout=full)
    assert done.returncode == USER_ERROR
    assert done.stderr.count(b"\n") == 1


def test_an_output_that_nobody_reads_to_the_end():
    command = f"{sys.executable} -m scenes explain --json | head -c 10; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, check=False)
    assert done.stdout.endswith(f"{BROKEN_PIPE}\n".encode())
    assert done.stderr == b""


@pytest.mark.slow
def test_no_warning_of_numpy_reaches_the_reader(tmp_path):
    # Weights that saturate every node, and some that are all zero.
    for name, scale in (("large", 1e6), ("zero", 0.0)):
        network = Network(784, 3, 10, 0.1, seed=1)
        network.input_hidden[:] = scale
        network.hidden_output[:] = scale
        save_network(network, tmp_path / f"{name}.npz")
        for argv in (["explain", "--network"], ["test"]):
            done = spawn(*argv, str(tmp_path / f"{name}.npz"))
            assert (done.returncode, done.stderr) == (OK, b"")
