"""The network for handwriting that comes with the package."""

import json

import numpy as np
import pytest

from tinynet import accuracy, handwriting, load_mnist, rotated
from tinynet.handwriting import HANDWRITING_PATH, NOTE_PATH, load_handwriting
from tinynet.strokes import with_pen
from tinynet.trained import load_trained


def test_it_scores_what_its_note_says_and_is_small() -> None:
    note = json.loads(NOTE_PATH.read_text(encoding="utf-8"))
    network, test = load_handwriting(), load_mnist("test")
    assert accuracy(network, test.images, test.labels) == note["test_accuracy"] >= 0.975
    assert network.learning_rate == note["learning_rate"]
    assert (network.input_nodes, network.hidden_nodes, network.output_nodes) == (784, 200, 10)
    assert HANDWRITING_PATH.stat().st_size < 700_000


@pytest.mark.parametrize("kind", ["turned", "wider", "narrower"])
def test_it_reads_what_is_turned_or_of_another_pen_better_than_the_trained_one(kind: str) -> None:
    test = load_mnist("test")
    images, labels = test.images[:600], test.labels[:600]
    made = {
        "turned": lambda: rotated(images, 15),
        "wider": lambda: with_pen(images, 0.7),
        "narrower": lambda: with_pen(images, -0.6),
    }[kind]()
    better = accuracy(load_handwriting(), made, labels)
    assert better > max(0.94, accuracy(load_trained(), made, labels))


@pytest.mark.slow
def test_it_can_be_made_again(make_again, capsys: pytest.CaptureFixture[str]) -> None:
    """A run of two epochs of 300 digits writes a network and a note that agree."""
    note, first_digits = make_again(handwriting, 300, LEARNING_RATES=(0.1, 0.05))
    test = first_digits("test")
    network = handwriting.load_handwriting()
    assert note["test_accuracy"] == accuracy(network, test.images, test.labels) > 0.5
    assert note["learning_rates"] == [0.1, 0.05]
    assert network.learning_rate == 0.1
    assert np.load(handwriting.HANDWRITING_PATH)["input_hidden"].dtype == np.float32
    assert "epoch 2 of 2" in capsys.readouterr().out
