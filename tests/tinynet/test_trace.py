"""A trace is the very update training makes, frozen."""

from dataclasses import FrozenInstanceError

import numpy as np
import pytest

from tinynet import ERROR_RULES, Network, Trace

ARRAYS = [
    *("input_hidden", "hidden_output", "inputs", "targets"),
    *("hidden_sums", "hidden_outputs", "output_sums", "outputs", "outputs_without"),
    *("output_errors", "output_slopes", "output_deltas", "loss_parts"),
    *("hidden_errors", "hidden_slopes", "hidden_deltas"),
    *("output_updates", "hidden_updates"),
    *("input_hidden_after", "hidden_output_after", "outputs_after"),
]


@pytest.mark.parametrize("rule", ERROR_RULES)
@pytest.mark.parametrize("sizes", [(1, 1, 1), (3, 3, 3), (784, 100, 10)], ids=str)
def test_a_trace_is_what_training_does_to_the_last_bit(
    sizes: tuple[int, int, int], rule: str
) -> None:
    network = Network(*sizes, 0.2, error_rule=rule, seed=1)
    random = np.random.default_rng(0)
    inputs, targets = random.uniform(size=sizes[0]), random.uniform(size=sizes[2])
    trace = network.trace(inputs, targets)
    assert (trace.error_rule, trace.learning_rate) == (rule, 0.2)
    assert np.array_equal(trace.input_hidden, network.input_hidden)
    assert np.array_equal(trace.outputs, network.query(inputs))

    network.train(inputs, targets)
    assert np.array_equal(trace.input_hidden_after, network.input_hidden)
    assert np.array_equal(trace.hidden_output_after, network.hidden_output)
    assert np.array_equal(trace.outputs_after, network.query(inputs))


@pytest.fixture
def trace(network: Network, inputs: np.ndarray, targets: np.ndarray) -> Trace:
    return network.trace(inputs, targets)


def test_a_trace_stays_when_the_network_goes_on(
    network: Network, inputs: np.ndarray, targets: np.ndarray
) -> None:
    expected = network.query(inputs)
    trace = network.trace(inputs, targets)
    network.train(inputs, targets)
    inputs[:] = 0
    assert np.array_equal(trace.outputs, expected)


def test_making_a_trace_changes_nothing(
    network: Network, inputs: np.ndarray, targets: np.ndarray
) -> None:
    before = network.copy()
    assert network.trace(inputs, targets).hidden_updates.any()
    assert np.array_equal(network.input_hidden, before.input_hidden)
    assert inputs.flags.writeable
    assert network.input_hidden.flags.writeable


@pytest.mark.parametrize("name", ARRAYS)
def test_arrays_are_read_only_float64(trace: Trace, name: str) -> None:
    array = getattr(trace, name)
    assert array.dtype == np.float64
    with pytest.raises(ValueError, match="read-only"):
        array[...] = 0
    assert getattr(trace, name) is array


def test_fields_cannot_be_replaced(trace: Trace) -> None:
    with pytest.raises(FrozenInstanceError):
        trace.inputs = trace.targets  # type: ignore[misc]


def test_both_rules_can_be_asked_of_one_pass(trace: Trace) -> None:
    recipe = trace.hidden_output.T @ trace.output_errors
    gradient = trace.hidden_output.T @ (trace.output_errors * trace.outputs * (1 - trace.outputs))
    np.testing.assert_allclose(trace.hidden_errors_by("recipe"), recipe, rtol=1e-14)
    np.testing.assert_allclose(trace.hidden_errors_by("gradient"), gradient, rtol=1e-14)
    assert np.array_equal(trace.hidden_errors, trace.hidden_errors_by("recipe"))
    assert trace.carried_errors_by("recipe") is trace.output_errors
    assert trace.carried_errors_by("gradient") is trace.output_deltas
    with pytest.raises(ValueError, match="not 'both'"):
        trace.hidden_errors_by("both")


def test_the_loss_after_is_that_of_the_new_outputs(
    network: Network, inputs: np.ndarray, targets: np.ndarray
) -> None:
    trace = network.trace(inputs, targets)
    network.train(inputs, targets)
    assert trace.loss_after == network.trace(inputs, targets).loss
    assert trace.loss_after < trace.loss


def test_the_loss_is_half_the_sum_of_the_squared_errors(trace: Trace) -> None:
    parts = [(t - y) ** 2 / 2 for t, y in zip(trace.targets, trace.outputs, strict=True)]
    np.testing.assert_allclose(trace.loss_parts, parts, rtol=1e-14)
    assert trace.loss == pytest.approx(sum(parts), rel=1e-14)


def test_a_hidden_node_switched_off_is_one_that_is_not_heard(trace: Trace) -> None:
    assert trace.outputs_without.shape == trace.hidden_output.shape
    for node in range(len(trace.hidden_outputs)):
        unheard = trace.hidden_output.copy()
        unheard[:, node] = 0
        without = Network.from_weights(trace.input_hidden, unheard, 0.1).query(trace.inputs)
        np.testing.assert_allclose(trace.outputs_without[:, node], without, rtol=1e-12)


def test_a_trace_takes_one_sample_only(network: Network) -> None:
    with pytest.raises(ValueError, match=r"inputs must have shape \(3,\), not \(1, 3\)"):
        network.trace(np.ones((1, 3)), np.ones((1, 2)))
