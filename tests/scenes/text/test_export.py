"""The JSON agrees with the same arithmetic done in the plainest way."""

import json
import math

import numpy as np
import pytest

from scenes.commands.cli import main
from scenes.story.passes import open_pass
from scenes.story.places import Place
from scenes.story.walk import open_walk
from scenes.text.export import json_pieces
from tinynet import Network, TinynetError, save_network

VECTORS = {
    "inputs": 784,
    "hidden_sums": 100,
    "hidden_outputs": 100,
    "output_sums": 10,
    "outputs": 10,
    "targets": 10,
    "output_errors": 10,
    "hidden_errors": 100,
    "outputs_after": 10,
}


def sigmoid(z):
    return 1 / (1 + math.exp(-z))


def weighted_sums(weights, values):
    return [sum(w * x for w, x in zip(row, values, strict=True)) for row in weights]


def added(weights, updates):
    pairs = zip(weights, updates, strict=True)
    return [[a + b for a, b in zip(*rows, strict=True)] for rows in pairs]


def recomputed(told):
    """Compute everything again from the weights, the inputs and the targets."""
    w, v = told["weights"]["input_hidden"], told["weights"]["hidden_output"]
    x, rate = told["inputs"], told["network"]["learning_rate"]
    hidden_sums = weighted_sums(w, x)
    h = [sigmoid(z) for z in hidden_sums]
    output_sums = weighted_sums(v, h)
    y = [sigmoid(z) for z in output_sums]
    t = [0.99 if digit == told["sample"]["label"] else 0.01 for digit in range(10)]
    e = [a - b for a, b in zip(t, y, strict=True)]
    deltas = [error * out * (1 - out) for error, out in zip(e, y, strict=True)]
    back = e if told["network"]["error_rule"] == "recipe" else deltas
    hidden_errors = weighted_sums(zip(*v, strict=True), back)
    hidden_deltas = [error * a * (1 - a) for error, a in zip(hidden_errors, h, strict=True)]
    output_updates = [[rate * delta * a for a in h] for delta in deltas]
    hidden_updates = [[rate * delta * a for a in x] for delta in hidden_deltas]
    new_w, new_v = added(w, hidden_updates), added(v, output_updates)
    new_h = [sigmoid(z) for z in weighted_sums(new_w, x)]
    return {
        "hidden_sums": hidden_sums,
        "hidden_outputs": h,
        "output_sums": output_sums,
        "outputs": y,
        "targets": t,
        "output_errors": e,
        "hidden_errors": hidden_errors,
        "output_updates": output_updates,
        "hidden_updates": hidden_updates,
        "outputs_after": [sigmoid(z) for z in weighted_sums(new_v, new_h)],
    }


def explained(capsys, *options):
    """Run the command and read what it prints, as strictly as JSON is defined."""

    def refuse(constant):
        raise AssertionError(f"{constant} is not JSON")

    assert main(["explain", "--json", *options]) == 0
    return json.loads(capsys.readouterr().out, parse_constant=refuse)


@pytest.mark.parametrize(
    ("network", "rule"),
    [
        ("untrained", "gradient"),
        ("trained", "recipe"),
        pytest.param("untrained", "recipe", marks=pytest.mark.slow),
        pytest.param("trained", "gradient", marks=pytest.mark.slow),
    ],
)
def test_anyone_can_compute_it_again(capsys, network, rule):
    told = explained(capsys, "--network", network, "--error-rule", rule, "--sample", "18")
    for name, values in recomputed(told).items():
        np.testing.assert_allclose(told[name], values, rtol=0, atol=1e-9, err_msg=name)


def test_it_says_what_was_computed(capsys, digits):
    told = explained(
        capsys, "--sample", "4", "--seed", "9", "--hidden", "7", "--learning-rate", "0.25"
    )
    assert told["sample"] == {"set": "test", "index": 4, "label": int(digits.labels[4])}
    assert told["network"] == {
        "input_nodes": 784,
        "hidden_nodes": 7,
        "output_nodes": 10,
        "source": "untrained",
        "seed": 9,
        "error_rule": "recipe",
        "learning_rate": 0.25,
    }
    pixels = digits.images[4].ravel()
    assert told["inputs"] == [p / 255 * 0.99 + 0.01 for p in pixels.tolist()]


def test_it_has_these_quantities_in_these_shapes(digits):
    place = Place()
    told = json.loads("".join(json_pieces(open_walk(place, open_pass(place, digits)))))
    assert list(told) == [
        "sample",
        "network",
        "weights",
        "inputs",
        "hidden_sums",
        "hidden_outputs",
        "output_sums",
        "outputs",
        "targets",
        "output_errors",
        "hidden_errors",
        "output_updates",
        "hidden_updates",
        "outputs_after",
    ]
    assert {name: len(told[name]) for name in VECTORS} == VECTORS
    assert np.shape(told["weights"]["input_hidden"]) == (100, 784)
    assert np.shape(told["weights"]["hidden_output"]) == (10, 100)
    assert np.shape(told["output_updates"]) == (10, 100)
    assert np.shape(told["hidden_updates"]) == (100, 784)


def test_a_network_from_a_file_has_no_seed(capsys, tmp_path):
    path = tmp_path / "mine.npz"
    save_network(Network(784, 3, 10, 0.5, error_rule="gradient", seed=4), path)
    network = explained(capsys, "--network", str(path))["network"]
    assert network["source"] == str(path)
    assert network["seed"] is None
    assert (network["hidden_nodes"], network["learning_rate"]) == (3, 0.5)
    assert network["error_rule"] == "gradient"


@pytest.mark.filterwarnings("ignore:overflow:RuntimeWarning")
def test_weights_that_would_overflow_are_refused(digits, tmp_path):
    path = tmp_path / "huge.npz"
    huge = np.full((2, 784), 1e308), np.ones((10, 2))
    save_network(Network.from_weights(*huge, 0.1), path)
    place = Place(network=str(path))
    with pytest.raises(TinynetError, match="weights up to"):
        open_pass(place, digits)
