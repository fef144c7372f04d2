"""The command line: what is accepted, what is refused and how, and what each ending says."""

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from scenes.commands import cli, explain
from scenes.story.acts import ACTS
from scenes.story.acts.play import PLAY, Play, play_of
from scenes.story.places import SCREENS, Place
from scenes.story.spots import Spot
from tests.scenes.commands.here import run
from tinynet import CheckpointError, Network, __version__, save_network

# What a user typed, and words that the one sentence about it must have.
REFUSED = {
    "--sample x": ["--sample", "whole number from 0", "'x'"],
    "--sample -1": ["--sample", "whole number from 0", "'-1'"],
    "--sample 1.5": ["--sample", "'1.5'"],
    "--sample 1_0": ["--sample", "'1_0'"],
    "--sample": ["--sample", "a value", "none"],
    "--sample 10000": ["--sample", "9999", "10000"],
    "--sample 999999999999999999999": ["--sample", "999999999999999999999"],
    "--digit 10": ["--digit", "0 to 9", "'10'"],
    "--digit 3 --sample 3": ["--digit", "--sample"],
    "--sample 3 explain --digit 3": ["--digit", "--sample"],
    "--at nowhere": ["--at", "weighted-sum", "'nowhere'"],
    "--at meet.0": ["--at", "meet.1 to meet.", "'meet.0'"],
    "--at meet.999": ["--at", "meet.1 to meet.", "'meet.999'"],
    "--at meet.": ["--at", "meet.1 to meet.", "'meet.'"],
    "--at meet.nobody": ["--at", "meet.1 to meet.", "or one of friends, weight", "'meet.nobody'"],
    "--at meet.01": ["--at", "'meet.01'"],
    "--network learned": ["--network", "FILE.npz", "'learned'"],
    "--network missing.npz": ["missing.npz", "readable file", "No such file"],
    "--seed -3": ["--seed", "'-3'"],
    "--hidden 0": ["--hidden", "1 to 500", "'0'"],
    "--hidden 501": ["--hidden", "1 to 500", "'501'"],
    "--learning-rate 0": ["--learning-rate", "0.0001 to 1000", "'0'"],
    "--learning-rate nan": ["--learning-rate", "'nan'"],
    "--learning-rate 1e999": ["--learning-rate", "'1e999'"],
    "--learning-rate fast": ["--learning-rate", "'fast'"],
    "--error-rule magic": ["--error-rule", "recipe or gradient", "'magic'"],
    "--data missing": ["missing", "directory", "none"],
    "--jay 100": ["--jay", "0 to 99", "100"],
    "--jay 5 --hidden 5": ["--jay", "0 to 4", "5"],
    "--lola 10": ["--lola", "0 to 9", "'10'"],
    "--pixel 784": ["--pixel", "0 to 783", "784"],
    "--play 1,2,0.5": ["--play", "four numbers", "'1,2,0.5'"],
    "--play 1,2,0.5,0": ["--play", "0.0001 to 1000", "'1,2,0.5,0'"],
    "--play 1,2,0.995,1": ["--play", "0.99", "'1,2,0.995,1'"],
    "--play 1,inf,0.5,1": ["--play", "'1,inf,0.5,1'"],
    "--light=yes": ["--light", "no value", "'yes'"],
    "--lig": ["--lig", "--help"],
    "--json": ["--json", "--help"],
    "explain more": ["more", "--help"],
    "explode": ["'explain', 'page', 'lesson', 'serve', 'train', 'test'", "'explode'"],
    "--digit 3 train": ["--digit", "explain", "train"],
    "--no-motion train": ["--no-motion", "explain", "train"],
    "--network trained test untrained": ["--network", "explain", "test"],
    "--hidden 10 test trained": ["--hidden", "explain", "test"],
    "--image mine.png serve": ["--image", "without a command", "serve"],
    "train --at meet": ["--at", "--help"],
    "train more": ["more", "--help"],
    "train --hidden 1001": ["--hidden", "1 to 1000", "'1001'"],
    "train --epochs 0": ["--epochs", "1 to 1000", "'0'"],
    "train --epochs 1001": ["--epochs", "1 to 1000", "'1001'"],
    "train --batch-size 0": ["--batch-size", "1 to 60000", "'0'"],
    "train --batch-size 60001": ["--batch-size", "1 to 60000", "'60001'"],
    "train --rotate 90.5": ["--rotate", "a number from 0 to 90", "'90.5'"],
    "train --rotate=-1": ["--rotate", "a number from 0 to 90", "'-1'"],
    "train --rotate nan": ["--rotate", "a number from 0 to 90", "'nan'"],
    "train --learning-rate 0": ["--learning-rate", "0.0001 to 1000", "'0'"],
    "train --error-rule magic": ["--error-rule", "recipe or gradient", "'magic'"],
    "train --out net": ["--out", "FILE.npz", "'net'"],
    "train --resume trained": ["--resume", "FILE.npz", "'trained'"],
}


def spawn(*argv, **settings):
    """Run the command in a process of its own."""
    command = [sys.executable, "-m", "scenes", *argv]
    root = Path(cli.__file__).parents[2]
    settings = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "cwd": root} | settings
    return subprocess.run(command, stdin=subprocess.DEVNULL, check=False, **settings)


@pytest.fixture
def terminal(monkeypatch):
    """Pretend that there is a terminal, and an app that notes how it is opened."""
    opened = []

    def open_app(place, walk, **look):
        opened.append((place, walk, look))
        return 7

    monkeypatch.setattr(cli, "what_is_missing", lambda: None)
    monkeypatch.setitem(sys.modules, "scenes.screens.app", SimpleNamespace(run=open_app))
    return opened


@pytest.mark.parametrize("typed", REFUSED)
def test_a_wrong_option_is_answered_in_one_sentence(capsys, monkeypatch, tmp_path, typed):
    monkeypatch.chdir(tmp_path)
    status, out, err = run(capsys, *typed.split())
    assert (status, out) == (2, "")
    assert err.startswith("tinynet: ")
    assert err.count("\n") == 1
    assert [words for words in REFUSED[typed] if words not in err] == []


OPTIONS = {
    "explain": "sample digit at seed hidden learning-rate error-rule play pixel",
    "train": "epochs hidden learning-rate batch-size error-rule rotate seed out resume",
    "test": "mistakes",
}


@pytest.mark.slow
@given(
    st.sampled_from([(name, option) for name, all_ in OPTIONS.items() for option in all_.split()]),
    st.text(),
)
def test_any_value_is_read_or_refused(typed, text):
    command, option = typed
    words = ["test", "trained"] if command == "test" else [command]
    try:
        status = cli.make_parser().parse_args([*words, f"--{option}={text}"]) and 0
    except SystemExit as ended:
        status = ended.code
    assert status in (0, 2)


def test_what_is_quoted_cannot_command_the_terminal(capsys):
    status, _, err = run(capsys, "--network", "\x1b[31m\n.npz")
    assert status == 2
    assert err.count("\n") == 1
    assert r"\x1b[31m\n.npz: expected" in err


def test_a_broken_network_is_named(capsys, tmp_path):
    path = tmp_path / "broken.npz"
    path.write_bytes(b"PK no archive")
    status, out, err = run(capsys, "explain", "--network", str(path))
    assert (status, out) == (2, "")
    assert err.startswith(f"tinynet: {path}: expected a tinynet network, found")


def test_a_network_for_something_else_is_refused(capsys, tmp_path):
    path = tmp_path / "small.npz"
    save_network(Network(4, 3, 2, 0.1, seed=1), path)
    status, _, err = run(capsys, "explain", "--network", str(path))
    assert status == 2
    assert f"{path}: expected a network of 784 inputs and 10 outputs, found 4 and 2" in err


def test_broken_data_is_named(capsys, tmp_path):
    images = tmp_path / "t10k-images-idx3-ubyte"
    images.write_bytes(b"\0\0\x08\x03")
    (tmp_path / "t10k-labels-idx1-ubyte").write_bytes(b"")
    status, out, err = run(capsys, "explain", "--data", str(tmp_path))
    assert (status, out) == (2, "")
    assert err == f"tinynet: {images}: expected a header of 16 bytes, found 4\n"


def test_without_a_terminal_the_text_is_offered(capsys):
    status, out, err = run(capsys)
    assert (status, out) == (2, "")
    assert err.startswith("tinynet: expected a terminal")
    assert "tinynet explain" in err
    assert err.count("\n") == 1


def test_wrong_options_are_told_before_the_terminal_is_looked_at(capsys):
    assert "missing.npz" in run(capsys, "--network", "missing.npz")[2]


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
def test_a_dumb_terminal_is_refused():
    import pty

    main, side = pty.openpty()
    try:
        ended = subprocess.run(
            [sys.executable, "-m", "scenes"],
            stdin=side,
            stdout=side,
            stderr=subprocess.PIPE,
            cwd=Path(cli.__file__).parents[2],
            env={**os.environ, "TERM": "dumb"},
            check=False,
        )
    finally:
        os.close(main)
        os.close(side)
    assert ended.returncode == 2
    assert ended.stderr.startswith(b"tinynet: expected a terminal to open the app in, found TERM=")
    assert ended.stderr.count(b"\n") == 1


USUAL = {"motion": True, "predict": True, "light": False, "projector": False, "fresh": False}
"""How the app looks if nothing else is asked for."""


def test_the_app_opens_at_the_place(capsys, terminal):
    words = "--digit 3 --at blame.3 --network trained --jay 7 --play=-1,2,0.5,3"
    assert run(capsys, *words.split()) == (7, "", "")
    [(place, walk, look)] = terminal
    play = Play(-1.0, 2.0, 0.5, 3.0)
    named = Place(digit=3, act="blame", beat="share", network="trained", jay=7)
    assert place == named.having(PLAY, play, Play())
    assert (walk.pass_.label, walk.jay, play_of(walk)) == (3, 7, play)
    spot = Spot(place)
    assert look == USUAL | {"spot": spot}


@pytest.mark.parametrize("screen", SCREENS)
def test_the_app_opens_at_a_screen(capsys, terminal, screen):
    run(capsys, "--at", screen, "--hidden", "7")
    [(place, _, look)] = terminal
    assert place == Place(hidden=7)
    assert look["spot"].screen == screen
    assert run(capsys, "explain", "--at", screen) == (
        2,
        "",
        f"tinynet: --at: expected an act to tell, found {screen}, which only the app shows\n",
    )


def test_the_look_of_the_app_is_chosen(capsys, terminal):
    run(capsys, "--no-motion", "--no-predict", "--light")
    spot = Spot()
    look = {"motion": False, "predict": False, "light": True, "spot": spot}
    assert terminal[0][2] == USUAL | look


def test_an_image_is_drawn_on_or_walked(capsys, terminal, tmp_path):
    """At a beat, or in the lab, the digit in it is walked; elsewhere it lies on the sheet."""
    path = tmp_path / "seven-7.png"
    ink = np.full((60, 40), 255, np.uint8)
    ink[10:14, 5:35] = ink[10:50, 30:34] = 0
    Image.fromarray(ink).save(path)
    for words, walked in (
        ("", False),
        ("--at draw", False),
        ("--at test --cell 4,9", False),
        ("--at blame", True),
        ("--at lab", True),
    ):
        terminal.clear()
        run(capsys, "--image", str(path), *words.split())
        [(_, walk, look)] = terminal
        assert ("image" in look) is not walked
        assert walk.pass_.of == ("drawing" if walked else "test set")
        assert walk.pass_.label == 7, "as its name says; and so is the first of the test set"


def test_explain_takes_the_same_options(capsys):
    look = ["--no-motion", "--no-predict", "--light"]
    status, out, _ = run(capsys, *look, "explain", *look, "--at", "input.1")
    assert status == 0
    assert "input.1" in out


def test_explain_tells_what_at_names(capsys):
    _, act, _ = run(capsys, "explain", "--at", "error")
    _, beat, _ = run(capsys, "explain", "--at", "error.2")
    assert run(capsys, "explain", "--at", "error.differences")[1] == beat
    products = run(capsys, "explain", "--at", "weighted-sum.products")
    assert run(capsys, "explain", "--at", "weighted-sum.2") == products
    assert products[0] == 0
    assert "\nerror.1  " in act
    assert "\nerror.2  " in act
    assert "\nblame.1  " not in act
    assert "\nerror.2  " in beat
    assert "\nerror.1  " not in beat


def test_ctrl_c_ends_as_in_a_shell(capsys, monkeypatch):
    def interrupted(place, data):
        raise KeyboardInterrupt

    monkeypatch.setattr(explain, "open_place", interrupted)
    assert run(capsys, "explain") == (130, "", "")


def test_an_error_of_the_engine_is_told(capsys, monkeypatch):
    def broken(place, data):
        raise CheckpointError("a.npz: expected this, found that")

    monkeypatch.setattr(explain, "open_place", broken)
    assert run(capsys, "explain") == (2, "", "tinynet: a.npz: expected this, found that\n")


def test_a_mistake_of_ours_is_not_taken_for_the_users(capsys, monkeypatch):
    def mistaken(place, data):
        raise ValueError("ours")

    monkeypatch.setattr(explain, "open_place", mistaken)
    with pytest.raises(ValueError, match="ours"):
        cli.main(["explain"])


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="other pipes")
@pytest.mark.parametrize("options", [pytest.param(["--json"], marks=pytest.mark.slow), []])
def test_a_reader_who_left_is_no_error(options):
    reading, writing = os.pipe()
    os.close(reading)
    try:
        ended = spawn("explain", *options, stdout=writing)
    finally:
        os.close(writing)
    assert (ended.returncode, ended.stderr) == (128 + 13, b"")


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device")
def test_a_full_disk_is_told():
    with Path("/dev/full").open("wb") as full:
        ended = spawn("explain", stdout=full)
    assert ended.returncode == 2
    assert ended.stderr.startswith(b"tinynet: standard output: ")
    assert ended.stderr.count(b"\n") == 1


@pytest.mark.slow
def test_an_encoding_without_a_sign_loses_none():
    words = ["explain", "--at", "meet.weight", "--play=-0.6,0.2,0.75,2"]
    told = {
        encoding: spawn(*words, env={**os.environ, "PYTHONIOENCODING": encoding})
        for encoding in ("utf-8", "ascii")
    }
    text = told["utf-8"].stdout.decode()
    assert "\N{MINUS SIGN}0.60" in text
    for sign, plain in ("\N{MINUS SIGN}-", "×x", "·.", "─-"):
        text = text.replace(sign, plain)
    expected = text.encode("ascii", "replace")
    assert (told["ascii"].returncode, told["ascii"].stdout) == (0, expected)


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_and_version_load_neither_screen_nor_numpy(option):
    program = (
        "import sys\n"
        "from scenes.commands.cli import main\n"
        "try:\n    main(sys.argv[1:])\n"
        "except SystemExit as ended:\n"
        "    print(ended.code, *sorted({'textual', 'rich', 'numpy'} & set(sys.modules)))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program, option],
        capture_output=True,
        text=True,
        cwd=Path(cli.__file__).parents[2],
        check=True,
    )
    loaded = ended.stdout.splitlines()[-1]
    assert loaded == "0"


def test_the_version_is_told():
    ended = spawn("--version", text=True)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, f"tinynet {__version__}\n", "")


@pytest.mark.parametrize("command", ["train", "test"])
def test_options_before_a_command_that_takes_them_are_its_own(capsys, command):
    status, _, err = run(
        capsys, "--data", "nowhere", *{"test": ["test", "trained"]}.get(command, [command])
    )
    assert status == 2
    assert "nowhere: expected a directory" in err


def test_help_lists_the_commands(capsys):
    _, out, _ = run(capsys, "--help")
    for command in ("explain", "train", "test"):
        assert f"\n    {command} " in out
        assert run(capsys, command, "--help")[0] == 0


def test_help_lists_the_acts_in_order(capsys):
    status, out, err = run(capsys, "--help")
    assert (status, err) == (0, "")
    assert ", ".join(act.id for act in ACTS) in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["explain", "--code", "--json"], "--code: expected it without --json, found both"),
        (["explain", "--code", "--words"], "--words: expected it without --code, found both"),
    ],
)
def test_code_goes_with_the_text_only(capsys, words, said):
    assert cli.main(words) == 2
    assert said in capsys.readouterr().err


def test_biases_make_a_network_that_learns_them(capsys):
    assert cli.main(["explain", "--biases", "--at", "threshold.slope"]) == 0
    out = capsys.readouterr().out
    assert "--biases" in out  # in the command that reopens the place
    assert "They start at 0." in out
