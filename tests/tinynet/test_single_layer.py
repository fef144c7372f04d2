"""The network without hidden nodes that comes with the package."""

import json

import numpy as np
import pytest

from tinynet import CheckpointError, Dataset, load_mnist, single_layer, to_inputs
from tinynet.single_layer import NOTE_PATH, SingleLayerNetwork, load_single_layer
from tinynet.trained import EPOCHS, LEARNING_RATE, SEED


def score(network: SingleLayerNetwork, digits: Dataset) -> float:
    answers = network.query(to_inputs(digits.images)).argmax(axis=1)
    return float((answers == digits.labels).mean())


def test_it_scores_what_its_note_says_and_was_told_as_the_trained_one() -> None:
    note = json.loads(NOTE_PATH.read_text(encoding="utf-8"))
    assert score(load_single_layer(), load_mnist("test")) == note["test_accuracy"] > 0.9
    told = note["epochs"], note["learning_rate"], note["seed"]
    assert told == (EPOCHS, LEARNING_RATE, SEED)
    assert load_single_layer().weights.shape == (10, 784)


def test_an_update_is_the_gradient_of_the_loss() -> None:
    random = np.random.default_rng(1)
    weights, x, t = random.normal(size=(3, 5)), random.random(5), np.array([0.99, 0.01, 0.01])

    def loss(of: np.ndarray) -> float:
        return 0.5 * float(np.square(t - SingleLayerNetwork(of).query(x)).sum())

    network = SingleLayerNetwork(weights)
    network.update(x, t, 1.0)
    for place in np.ndindex(3, 5):
        step = np.zeros((3, 5))
        step[place] = 1e-6
        slope = (loss(weights + step) - loss(weights - step)) / 2e-6
        assert network.weights[place] - weights[place] == pytest.approx(-slope, abs=1e-8)


def test_it_can_be_made_again(make_again, capsys: pytest.CaptureFixture[str]) -> None:
    note, first_digits = make_again(single_layer, 2000, EPOCHS=1)
    assert score(load_single_layer(), first_digits("test")) == note["test_accuracy"] > 0.6
    assert f"{note['test_accuracy']:.2%}" in capsys.readouterr().out
    for content in (b"no weights", b"", single_layer.SINGLE_LAYER_PATH.read_bytes()[:-30]):
        single_layer.SINGLE_LAYER_PATH.write_bytes(content)
        with pytest.raises(CheckpointError, match="expected weights"):
            load_single_layer()
