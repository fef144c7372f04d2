"""The network as its users meet it: shapes, seeds, copies, and what it refuses."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from tinynet import Network


def test_weights_have_the_shapes_of_the_layers(network: Network) -> None:
    assert network.input_hidden.shape == (4, 3)
    assert network.hidden_output.shape == (2, 4)
    assert (network.input_nodes, network.hidden_nodes, network.output_nodes) == (3, 4, 2)
    assert network.input_hidden.dtype == network.hidden_output.dtype == np.float64


def test_weights_start_normal_with_the_deviation_of_the_nodes_feeding_in() -> None:
    network = Network(400, 225, 100, 0.1, seed=0)
    for weights, feeding in ((network.input_hidden, 400), (network.hidden_output, 225)):
        scaled = weights * math.sqrt(feeding)
        assert abs(scaled.mean()) < 0.02
        assert scaled.std() == pytest.approx(1, abs=0.02)
        # A normal distribution has 68.3 % within one deviation; a uniform one 57.7 %.
        assert (abs(scaled) < 1).mean() == pytest.approx(0.683, abs=0.01)


def test_a_seed_gives_the_same_weights_again() -> None:
    first, second, other = (Network(3, 4, 2, 0.3, seed=seed) for seed in (7, 7, 8))
    assert np.array_equal(first.input_hidden, second.input_hidden)
    assert np.array_equal(first.hidden_output, second.hidden_output)
    assert not np.array_equal(first.input_hidden, other.input_hidden)


def test_query_takes_one_sample_or_rows(network: Network) -> None:
    rows = np.random.default_rng(0).uniform(size=(5, 3))
    together = network.query(rows)
    assert together.shape == (5, 2)
    for row, outputs in zip(rows, together, strict=True):
        assert network.query(row).shape == (2,)
        np.testing.assert_allclose(network.query(row), outputs, rtol=1e-14)


def test_query_takes_lists(network: Network, inputs: np.ndarray) -> None:
    assert np.array_equal(network.query(inputs.tolist()), network.query(inputs))


def test_rows_are_trained_one_after_another_in_order(network: Network) -> None:
    random = np.random.default_rng(0)
    inputs, targets = random.uniform(size=(6, 3)), random.uniform(size=(6, 2))
    together, singly, backwards = network.copy(), network.copy(), network.copy()
    together.train(inputs, targets)
    for row, target in zip(inputs, targets, strict=True):
        singly.train(row, target)
    backwards.train(inputs[::-1], targets[::-1])
    np.testing.assert_allclose(together.input_hidden, singly.input_hidden, rtol=1e-13)
    np.testing.assert_allclose(together.hidden_output, singly.hidden_output, rtol=1e-13)
    assert not np.allclose(together.input_hidden, backwards.input_hidden, rtol=1e-9)


def test_rows_change_the_very_arrays(network: Network) -> None:
    own, before = network.input_hidden, network.input_hidden.copy()
    network.train(np.full((5, 3), 0.5), np.full((5, 2), 0.5))
    assert network.input_hidden is own
    assert not np.array_equal(own, before)


def test_no_rows_change_nothing(network: Network) -> None:
    before = network.copy()
    network.train(np.empty((0, 3)), np.empty((0, 2)))
    assert np.array_equal(network.input_hidden, before.input_hidden)
    assert network.query(np.empty((0, 3))).shape == (0, 2)


def test_training_brings_the_outputs_to_the_targets(
    network: Network, inputs: np.ndarray, targets: np.ndarray
) -> None:
    for _ in range(2000):
        network.train(inputs, targets)
    np.testing.assert_allclose(network.query(inputs), targets, atol=0.02)


def test_learning_rate_and_rule_may_change_between_updates(
    network: Network, inputs: np.ndarray, targets: np.ndarray
) -> None:
    network.learning_rate, network.error_rule = 0.7, "gradient"
    expected = Network.from_weights(
        network.input_hidden, network.hidden_output, 0.7, error_rule="gradient"
    )
    network.train(inputs, targets)
    expected.train(inputs, targets)
    assert np.array_equal(network.input_hidden, expected.input_hidden)


def test_a_copy_shares_nothing(network: Network, inputs: np.ndarray, targets: np.ndarray) -> None:
    network.error_rule = "gradient"
    before = network.input_hidden.copy()
    copy = network.copy()
    assert (copy.learning_rate, copy.error_rule) == (0.3, "gradient")
    copy.train(inputs, targets)
    assert np.array_equal(network.input_hidden, before)
    assert not np.array_equal(copy.input_hidden, before)


def test_from_weights_copies_what_it_is_given() -> None:
    w, v = np.ones((4, 3)), np.ones((2, 4))
    network = Network.from_weights(w, v, 0.1)
    w[0, 0] = v[0, 0] = 5
    assert network.input_hidden[0, 0] == network.hidden_output[0, 0] == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((0, 4, 2, 0.3), "input_nodes must be a whole number above 0, not 0"),
        ((3, -1, 2, 0.3), "hidden_nodes must be a whole number above 0, not -1"),
        ((3, 4, 2.0, 0.3), "output_nodes must be a whole number above 0, not 2.0"),
        ((3, True, 2, 0.3), "hidden_nodes must be a whole number above 0, not True"),
        ((3, 4, 2, 0), "learning_rate must be a finite number above 0, not 0"),
        ((3, 4, 2, math.nan), "learning_rate must be a finite number above 0, not nan"),
        ((3, 4, 2, math.inf), "learning_rate must be a finite number above 0, not inf"),
        ((3, 4, 2, "fast"), "learning_rate must be a finite number above 0, not 'fast'"),
    ],
)
def test_the_constructor_refuses(arguments: Any, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Network(*arguments)


def test_the_constructor_refuses_an_unknown_rule() -> None:
    with pytest.raises(ValueError, match="one of recipe, gradient, not 'magic'"):
        Network(3, 4, 2, 0.3, error_rule="magic")


@pytest.mark.parametrize(
    ("w", "v", "said"),
    [
        (np.ones((4, 3)), np.ones((2, 5)), "hidden_output must have 4 columns.* not 5"),
        (np.ones(3), np.ones((2, 1)), r"input_hidden must have two dimensions.*\(3,\)"),
        (np.ones((0, 3)), np.ones((2, 0)), r"input_hidden must have two dimensions.*\(0, 3\)"),
        (np.full((4, 3), np.nan), np.ones((2, 4)), "input_hidden must be finite"),
        (np.ones((4, 3)), np.full((2, 4), np.inf), "hidden_output must be finite"),
        (np.ones((4, 3)), np.ones((4, 2)), r"not 2 \(its rows and columns swapped\?\)"),
        (np.ones((3, 4)), np.ones((2, 4)), r"\(rows and columns of input_hidden swapped\?\)"),
        (np.ones((3, 4)), np.ones((4, 2)), r"\(rows and columns of both swapped\?\)"),
        (np.ones((4, 3)), np.ones((2, 5)), "not 5$"),
    ],
)
def test_from_weights_refuses(w: np.ndarray, v: np.ndarray, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Network.from_weights(w, v, 0.1)


BAD_INPUTS = [
    ([1.0, 2.0], r"inputs must have shape \(3,\).*not \(2,\)$"),
    (np.ones((3, 1)), r"not \(3, 1\) \(rows and columns swapped\?\)"),
    ([1.0, np.nan, 2.0], "inputs must be finite"),
    ([1.0, np.inf, 2.0], "inputs must be finite"),
    (["a", "b", "c"], "inputs must be real numbers"),
    ([1j, 2j, 3j], "inputs must be real numbers"),
    ([[1.0, 2.0, 3.0], [1.0]], "inputs must be an array of numbers"),
    (None, "inputs must be real numbers"),
]
CALLS: list[Callable[[Network, Any], object]] = [
    lambda network, inputs: network.query(inputs),
    lambda network, inputs: network.train(inputs, [0.5, 0.5]),
    lambda network, inputs: network.trace(inputs, [0.5, 0.5]),
]


@pytest.mark.parametrize("call", CALLS, ids=["query", "train", "trace"])
@pytest.mark.parametrize(("values", "said"), BAD_INPUTS)
def test_bad_inputs_are_refused(
    network: Network, call: Callable[[Network, Any], object], values: Any, said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        call(network, values)


@pytest.mark.parametrize(
    ("inputs", "targets", "said"),
    [
        (np.ones(3), np.ones(3), r"targets must have shape \(2,\)"),
        (np.ones(3), [0.5, np.nan], "targets must be finite"),
        (np.ones((5, 3)), np.ones((4, 2)), "must come in pairs"),
        (np.ones((1, 3)), np.ones(2), "must come in pairs"),
        (np.ones((1, 1, 3)), np.ones((1, 1, 2)), "inputs must have shape"),
        (np.ones((3, 5)), np.ones((5, 2)), r"inputs .* \(rows and columns swapped\?\)"),
        (np.ones(3), np.ones((2, 1)), r"targets .* \(rows and columns swapped\?\)"),
    ],
)
def test_unlike_inputs_and_targets_are_refused(
    network: Network, inputs: Any, targets: Any, said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        network.train(inputs, targets)


def test_nothing_is_trained_when_any_row_is_bad(network: Network) -> None:
    before = network.copy()
    rows = np.ones((5, 3))
    rows[4, 1] = np.nan
    with pytest.raises(ValueError, match="finite"):
        network.train(rows, np.ones((5, 2)))
    assert np.array_equal(network.input_hidden, before.input_hidden)


def test_a_setting_spoilt_later_is_refused_when_used(
    network: Network, inputs: np.ndarray, targets: np.ndarray
) -> None:
    network.error_rule = "Gradient"
    with pytest.raises(ValueError, match="not 'Gradient'"):
        network.train(inputs, targets)
    network.error_rule, network.learning_rate = "gradient", -1.0
    with pytest.raises(ValueError, match="learning_rate"):
        network.trace(inputs, targets)


def test_forward_gives_the_layers_of_a_trace(network: Network, targets: np.ndarray) -> None:
    rows = np.random.default_rng(0).uniform(0.01, 1, size=(5, 3))
    hidden, outputs = network.forward(rows)
    assert np.array_equal(outputs, network.query(rows))
    for row, h, y in zip(rows, hidden, outputs, strict=True):
        trace = network.trace(row, targets)
        alone = network.forward(row)
        assert np.array_equal(alone[0], trace.hidden_outputs)
        assert np.array_equal(alone[1], trace.outputs)
        np.testing.assert_allclose(h, trace.hidden_outputs, rtol=1e-12)
        np.testing.assert_allclose(y, trace.outputs, rtol=1e-12)
    with pytest.raises(ValueError, match=r"inputs must have shape \(3,\)"):
        network.forward(targets)


def test_backquery_takes_one_answer_or_rows(network: Network) -> None:
    rows = np.random.default_rng(0).uniform(0.01, 0.99, size=(5, 2))
    together = network.backquery(rows)
    assert together.shape == (5, 3)
    for row, inputs in zip(rows, together, strict=True):
        assert network.backquery(row).shape == (3,)
        np.testing.assert_allclose(network.backquery(row), inputs, rtol=1e-12)
    assert network.backquery(np.empty((0, 2))).shape == (0, 3)


def test_backquery_takes_lists_and_changes_nothing(network: Network, targets: np.ndarray) -> None:
    before, given = network.copy(), targets.copy()
    assert np.array_equal(network.backquery(targets.tolist()), network.backquery(targets))
    assert np.array_equal(network.input_hidden, before.input_hidden)
    assert np.array_equal(network.hidden_output, before.hidden_output)
    assert np.array_equal(targets, given)


@pytest.mark.parametrize(
    ("targets", "said"),
    [
        ([0.5, 0.0], r"targets must be above 0 and below 1, not 0\.0"),
        ([1.0, 0.5], r"targets must be above 0 and below 1, not 1\.0"),
        ([0.5, -3], r"targets must be above 0 and below 1, not -3\.0"),
        ([[0.5, 0.5], [0.5, 7]], r"targets must be above 0 and below 1, not 7\.0"),
        ([0.5, np.nan], "targets must be finite"),
        ([0.5, np.inf], "targets must be finite"),
        (["a", "b"], "targets must be real numbers"),
        (np.full(3, 0.5), r"targets must have shape \(2,\).*not \(3,\)"),
        (np.full((1, 1, 2), 0.5), r"targets must have shape \(2,\)"),
        (0.5, r"targets must have shape \(2,\).*not \(\)"),
    ],
)
def test_backquery_refuses(network: Network, targets: Any, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        network.backquery(targets)
