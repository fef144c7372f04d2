"""The gradient by differences, and which rule follows it."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinynet import Network, gradient_check, load_mnist, numerical_gradient, to_inputs, to_targets
from tinynet.trained import load_trained


def test_the_numerical_gradient_of_one_weight_is_the_derivative_by_hand() -> None:
    # 1-1-1: d(½e²)/dv = −e · y(1−y) · h and d(½e²)/dw = −e · y(1−y) · v · h(1−h) · x.
    w, v, x, t = 0.4, -0.7, 0.8, 0.99
    h = 1 / (1 + np.exp(-w * x))
    y = 1 / (1 + np.exp(-v * h))
    delta = (t - y) * y * (1 - y)
    network = Network.from_weights([[w]], [[v]], 0.1)
    by_v = numerical_gradient(network, [x], [t], "hidden_output", [[0, 0]])
    by_w = numerical_gradient(network, [x], [t], "input_hidden", [[0, 0]])
    np.testing.assert_allclose(by_v, [-delta * h], rtol=1e-7)
    np.testing.assert_allclose(by_w, [-delta * v * h * (1 - h) * x], rtol=1e-7)


@given(seed=st.integers(0, 2**32 - 1), rate=st.floats(0.01, 1))
def test_the_gradient_rule_passes_and_the_recipe_fails_at_the_hidden_layer(
    seed: int, rate: float
) -> None:
    network = Network(6, 5, 4, rate, seed=seed)
    random = np.random.default_rng(seed)
    check = gradient_check(network, random.uniform(0.01, 1, 6), random.choice([0.01, 0.99], 4))
    assert check.input_hidden.relative_errors["gradient"] < 1e-6
    assert check.hidden_output.relative_errors["gradient"] < 1e-6
    assert check.hidden_output.relative_errors["recipe"] < 1e-6
    # The slope the recipe leaves out is never above ¼, so its vector is far too long.
    assert check.input_hidden.relative_errors["recipe"] > 0.3


@pytest.mark.parametrize("trained", [False, True])
def test_the_check_holds_at_full_size(trained: bool) -> None:
    network = load_trained() if trained else Network(784, 100, 10, 0.1, seed=3)
    digits = load_mnist("test")
    inputs, targets = to_inputs(digits.images[8]), to_targets(digits.labels[8])
    check = gradient_check(network, inputs, targets)
    assert check.hidden_output.agrees("recipe")
    assert check.hidden_output.agrees("gradient")
    assert check.input_hidden.agrees("gradient")
    assert not check.input_hidden.agrees("recipe")
    for layer in (check.input_hidden, check.hidden_output):
        assert layer.indices.shape == (100, 2)
        assert len(np.unique(layer.indices, axis=0)) == 100


def test_the_implied_gradient_is_that_of_the_chosen_weights(
    network: Network, inputs: np.ndarray, targets: np.ndarray
) -> None:
    layer = gradient_check(network, inputs, targets, weights_per_layer=5).input_hidden
    updates = network.trace(inputs, targets).hidden_updates
    expected = [-updates[row, column] / network.learning_rate for row, column in layer.indices]
    np.testing.assert_array_equal(layer.implied["recipe"], expected)


def test_a_small_layer_is_checked_whole(
    network: Network, inputs: np.ndarray, targets: np.ndarray
) -> None:
    check = gradient_check(network, inputs, targets)
    assert check.input_hidden.indices.tolist() == [[j, i] for j in range(4) for i in range(3)]


def test_the_seed_chooses_the_weights() -> None:
    network, inputs, targets = Network(50, 20, 2, 0.1, seed=0), np.full(50, 0.5), [0.99, 0.01]
    first, second, other = (
        gradient_check(network, inputs, targets, weights_per_layer=9, seed=seed).input_hidden
        for seed in (1, 1, 2)
    )
    assert np.array_equal(first.indices, second.indices)
    assert not np.array_equal(first.indices, other.indices)


def test_checking_leaves_the_network_alone(
    network: Network, inputs: np.ndarray, targets: np.ndarray
) -> None:
    before = network.copy()
    gradient_check(network, inputs, targets)
    assert np.array_equal(network.input_hidden, before.input_hidden)
    assert np.array_equal(network.hidden_output, before.hidden_output)
    assert network.error_rule == before.error_rule


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"layer": "output"}, "layer must be one of input_hidden, hidden_output"),
        ({"indices": [[4, 0]]}, "within the layer's 4 × 3"),
        ({"indices": [[-1, 0]]}, "within the layer's 4 × 3"),
        ({"indices": [[0.0, 0.0]]}, "indices must be whole numbers"),
        ({"indices": [0, 0]}, "indices must be whole numbers, k × 2"),
        ({"step": 0}, "step must be a finite number above 0"),
        ({"inputs": [1.0]}, "inputs must have shape"),
        ({"targets": [np.nan, 0.0]}, "targets must be finite"),
    ],
)
def test_the_numerical_gradient_refuses(
    network: Network, inputs: np.ndarray, targets: np.ndarray, changed: Any, said: str
) -> None:
    arguments: dict[str, Any] = {
        "inputs": inputs,
        "targets": targets,
        "layer": "input_hidden",
        "indices": [[0, 0]],
    }
    with pytest.raises(ValueError, match=said):
        numerical_gradient(network, **(arguments | changed))


def test_a_check_of_no_weights_is_refused(
    network: Network, inputs: np.ndarray, targets: np.ndarray
) -> None:
    with pytest.raises(ValueError, match="weights_per_layer"):
        gradient_check(network, inputs, targets, weights_per_layer=0)
