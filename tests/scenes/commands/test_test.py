"""`tinynet test`: counts that agree with each other, tables that can be read, mistakes to open."""

import json
import os
import re
import shlex
import struct
import subprocess
import sys
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from scenes.commands import cli, output
from scenes.commands.cli import make_parser
from scenes.commands.options import place_of
from scenes.story.places import Place
from tests.scenes.commands.here import run
from tinynet import Network, load_mnist, save_network, score, to_inputs
from tinynet.trained import load_trained

ROOT = Path(cli.__file__).parents[2]


def write_set(folder, images, labels):
    """Write digits as the test set of a data set."""
    folder.mkdir()
    header = struct.pack(">4I", 2051, len(images), 28, 28)
    (folder / "t10k-images-idx3-ubyte").write_bytes(header + images.tobytes())
    header = struct.pack(">2I", 2049, len(labels))
    (folder / "t10k-labels-idx1-ubyte").write_bytes(header + labels.tobytes())
    return folder.name


@pytest.fixture
def test(capsys, monkeypatch, tmp_path):
    """Test in an empty directory; return status, output and error output."""
    monkeypatch.chdir(tmp_path)

    return partial(run, capsys, "test")


@pytest.fixture
def few(digits, tmp_path):
    """The first 300 test digits as a data set of their own."""
    return write_set(tmp_path / "few", digits.images[:300], digits.labels[:300])


@pytest.fixture(scope="module")
def scores(digits):
    return score(load_trained(), digits.images, digits.labels)


def matrix_of(text):
    """Read the confusion matrix from the printed table."""
    lines = text.splitlines()
    start = next(i for i, line in enumerate(lines) if line.split()[:1] == ["meant"])
    rows = [line.split() for line in lines[start + 1 : start + 11]]
    assert [row[0] for row in rows] == [str(digit) for digit in range(10)]
    return rows


def mistakes_of(text):
    lines = text.splitlines()
    start = next(i for i, line in enumerate(lines) if line.split()[:1] == ["sample"])
    rows = []
    for line in lines[start + 2 :]:
        if not line:
            return rows
        rows.append(line.split())
    pytest.fail("the table has no end")


def test_json_counts_agree(test, scores):
    status, out, err = test("trained", "--json")
    told = json.loads(out)
    confusion = np.array(told["confusion"])
    assert (status, err, out.count("\n")) == (0, "", 1)
    assert told.keys() == {
        *("network", "digits", "right", "test_accuracy"),
        *("per_digit", "confusion", "mistakes"),
    }
    assert told["network"] == {
        "input_nodes": 784,
        "hidden_nodes": 100,
        "output_nodes": 10,
        "source": "trained",
        "error_rule": "recipe",
        "learning_rate": 0.1,
    }
    assert confusion.shape == (10, 10)
    assert confusion.sum() == told["digits"] == 10_000
    assert confusion.trace() == told["right"] == int(scores.right.sum())
    assert told["test_accuracy"] == told["right"] / told["digits"]
    for digit, row in enumerate(told["per_digit"]):
        assert row["digit"] == digit
        assert row["digits"] == confusion[digit].sum()
        assert row["right"] == confusion[digit, digit]
        assert row["accuracy"] == row["right"] / row["digits"]


def test_json_has_every_mistake(test, digits, scores):
    told = json.loads(test("trained", "--json")[1])
    mistakes = told["mistakes"]
    assert len(mistakes) == told["digits"] - told["right"]
    certain = [mistake["heard_output"] for mistake in mistakes]
    assert certain == sorted(certain, reverse=True)
    for mistake in mistakes[:20]:
        outputs = load_trained().query(to_inputs(digits.images[mistake["sample"]]).ravel())
        assert mistake["meant"] == digits.labels[mistake["sample"]] != mistake["heard"]
        assert mistake["heard"] == outputs.argmax()
        assert mistake["heard_output"] == pytest.approx(outputs.max())
        assert mistake["meant_output"] == pytest.approx(outputs[mistake["meant"]])
    assert json.loads(test("trained", "--json", "--mistakes", 3)[1])["mistakes"] == mistakes[:3]
    assert json.loads(test("trained", "--json", "--mistakes", 0)[1])["mistakes"] == []


@pytest.mark.parametrize("network", ["trained", "untrained"])
def test_the_text_tells_the_same(test, network):
    told = json.loads(test(network, "--json")[1])
    status, out, err = test(network)
    assert (status, err) == (0, "")
    assert f"{told['right']:,} of 10,000 digits" in out
    for digit, row in enumerate(matrix_of(out)):
        counts = [0 if cell == "·" else int(cell.strip("[]")) for cell in row[1:11]]
        assert counts == told["confusion"][digit]
        # Without colours too, the right answers are set apart, and zeros are not in the way.
        assert [i for i, cell in enumerate(row[1:11]) if cell.startswith("[")] == [digit]
        assert "0" not in row[1:11]
        assert row[11:] == [f"{100 * told['per_digit'][digit]['accuracy']:.1f}", "%"]
    for row, mistake in zip(mistakes_of(out), told["mistakes"][:10], strict=True):
        assert row == [
            *(str(mistake[name]) for name in ("sample", "meant", "heard")),
            *(f"{mistake[name]:.3f}" for name in ("heard_output", "meant_output")),
        ]
    assert max(map(len, out.splitlines())) <= 80
    assert "\x1b" not in out


def test_columns_stand_below_each_other(test):
    rows = test("untrained", "--mistakes", 0)[1].splitlines()[4:15]
    ends = [[match.end() for match in re.finditer(r"[\d·]+", row)][-12:-2] for row in rows[1:]]
    assert all(end == ends[0] for end in ends)


def test_the_most_frequent_mistake_is_told(test, scores):
    wrong = scores.confusion - np.diag(scores.confusion.diagonal())
    meant, heard = divmod(int(wrong.argmax()), 10)
    _, out, _ = test("trained")
    assert f"takes a {meant} for a {heard}: {wrong.max()} times." in out


@pytest.mark.parametrize("name", ["untrained", "trained", "my net.npz"])
def test_the_command_opens_the_worst_mistake(test, few, name):
    save_network(Network(784, 5, 10, 0.1, seed=9), "my net.npz")
    _, out, _ = test(name, "--data", few)
    program, *words = shlex.split(out.splitlines()[-1])
    sample = int(mistakes_of(out)[0][0])
    assert program == "tinynet"
    assert place_of(make_parser().parse_args(words)) == Place(sample=sample, network=name, data=few)


def test_how_many_are_listed_is_chosen(test, few):
    assert len(mistakes_of(test("untrained", "--data", few, "--mistakes", 25)[1])) == 25
    status, out, _ = test("untrained", "--data", few, "--mistakes", 0)
    assert status == 0
    assert "sample" not in out
    every = mistakes_of(test("trained", "--data", few, "--mistakes", 9999)[1])
    assert len(every) == len(json.loads(test("trained", "--data", few, "--json")[1])["mistakes"])


def test_a_network_without_mistakes(test, digits, scores, tmp_path):
    right = np.flatnonzero(scores.right)[:50]
    write_set(tmp_path / "easy", digits.images[right], digits.labels[right])
    status, out, _ = test("trained", "--data", "easy")
    assert status == 0
    assert "100.00 %, 50 of 50 digits" in out
    assert out.endswith("\nThere is no mistake.\n")


def test_a_digit_that_does_not_occur(test, digits, tmp_path):
    sevens = np.flatnonzero(digits.labels == 7)[:20]
    write_set(tmp_path / "sevens", digits.images[sevens], digits.labels[sevens])
    told = json.loads(test("trained", "--data", "sevens", "--json")[1])
    assert [row["accuracy"] is None for row in told["per_digit"]] == [n != 7 for n in range(10)]
    rows = matrix_of(test("trained", "--data", "sevens")[1])
    assert [row[11] == "none" for row in rows] == [n != 7 for n in range(10)]


@pytest.mark.parametrize(
    ("typed", "words"),
    {
        "": ["NETWORK", "a value", "none"],
        "learned": ["NETWORK", "FILE.npz", "'learned'"],
        "missing.npz": ["missing.npz", "No such file"],
        "small.npz": ["small.npz", "784 inputs and 10 outputs", "4 and 2"],
        "trained --mistakes -1": ["--mistakes", "whole number from 0", "'-1'"],
        "trained --data nowhere": ["nowhere", "directory", "none"],
        "trained untrained": ["untrained", "--help"],
    }.items(),
)
def test_what_is_wrong_is_told_in_one_sentence(test, tmp_path, typed, words):
    save_network(Network(4, 3, 2, 0.1, seed=1), tmp_path / "small.npz")
    status, out, err = test(*typed.split())
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("tinynet: ")
    assert [word for word in words if word not in err] == []


def test_colours_on_a_terminal_only(test, few, monkeypatch):
    plain = test("trained", "--data", few)[1]
    monkeypatch.setattr(output, "has_colours", lambda: True)
    coloured = test("trained", "--data", few)[1]
    assert "\x1b[" in coloured
    stripped = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
    assert [line.rstrip() for line in stripped.splitlines()] == plain.splitlines()


def test_no_number_is_lost_in_a_narrow_terminal(test, few, monkeypatch):
    wide = test("trained", "--data", few)[1]
    monkeypatch.setattr(output, "text_width", lambda: 30)
    narrow = test("trained", "--data", few)[1]
    assert matrix_of(narrow) == matrix_of(wide)
    assert mistakes_of(narrow) == mistakes_of(wide)
    assert narrow.splitlines()[-1] == wide.splitlines()[-1]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="other pipes")
@pytest.mark.parametrize("options", [["--json"], []])
def test_a_reader_who_left_is_no_error(options):
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "scenes", "test", "trained", *options]
    try:
        ended = subprocess.run(
            command, stdout=writing, stderr=subprocess.PIPE, cwd=ROOT, check=False
        )
    finally:
        os.close(writing)
    assert (ended.returncode, ended.stderr) == (128 + 13, b"")


@pytest.mark.slow
def test_an_encoding_without_dots_and_lines(few, tmp_path):
    ended = subprocess.run(
        [sys.executable, "-m", "scenes", "test", "trained", "--data", str(tmp_path / few)],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        cwd=ROOT,
        check=True,
    )
    assert b"-----" in ended.stdout
    assert b"?" not in ended.stdout


def test_the_bundled_test_set_is_the_usual_one(test):
    assert json.loads(test("trained", "--json")[1])["digits"] == len(load_mnist("test"))
