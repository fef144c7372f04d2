"""The trained network that comes with the package."""

import json
import subprocess
import sys

import numpy as np
import pytest

from tinynet import accuracy, load_mnist, trained
from tinynet.trained import NOTE_PATH, load_trained


def test_it_scores_what_its_note_says() -> None:
    note = json.loads(NOTE_PATH.read_text(encoding="utf-8"))
    network = load_trained()
    test = load_mnist("test")
    score = accuracy(network, test.images, test.labels)
    assert score >= 0.96
    assert score == note["test_accuracy"]
    assert network.learning_rate == note["learning_rate"]
    assert network.error_rule == note["error_rule"]
    assert (network.input_nodes, network.hidden_nodes, network.output_nodes) == (784, 100, 10)


def test_each_load_is_fresh() -> None:
    first = load_trained()
    first.input_hidden[:] = 0
    assert load_trained().input_hidden.any()


def test_it_can_be_made_again(make_again, capsys: pytest.CaptureFixture[str]) -> None:
    """A run of one epoch of 2,000 digits writes a network and a note that agree."""
    note, first_digits = make_again(trained, 2000, EPOCHS=1)
    test = first_digits("test")
    score = accuracy(trained.load_trained(), test.images, test.labels)
    assert note["test_accuracy"] == score > 0.6
    assert note["epochs"] == 1
    assert f"{score:.2%}" in capsys.readouterr().out
    first = np.load(trained.TRAINED_PATH)["input_hidden"]
    trained.main()
    assert np.array_equal(np.load(trained.TRAINED_PATH)["input_hidden"], first)


def test_the_module_runs_without_a_warning() -> None:
    """`python -m` warns of a module that importing its package has loaded already."""
    code = "import sys, tinynet; sys.exit('tinynet.trained' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
