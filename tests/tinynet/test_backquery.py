"""An answer run back to an image: against the book's formulas as plain loops over numbers."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinynet import Network, sigmoid, to_targets
from tinynet.activation import logit
from tinynet.trained import load_trained


def log_odds(a: float) -> float:
    return math.log(a / (1 - a))


def rescaled(values: list[float]) -> list[float]:
    """Subtract the smallest, divide by the largest, times 0.98, plus 0.01: as in the book."""
    values = [value - min(values) for value in values]
    return [value / max(values) * 0.98 + 0.01 for value in values]


def reference(w: list[list[float]], v: list[list[float]], t: list[float]) -> list[float]:
    """The inputs for targets `t` of hidden × input `w` and output × hidden `v`."""
    final_inputs = [log_odds(target) for target in t]
    hidden_outputs = rescaled(
        [sum(v[k][j] * final_inputs[k] for k in range(len(v))) for j in range(len(w))]
    )
    hidden_inputs = [log_odds(h) for h in hidden_outputs]
    return rescaled(
        [sum(w[j][i] * hidden_inputs[j] for j in range(len(w))) for i in range(len(w[0]))]
    )


@pytest.mark.parametrize("sizes", [(3, 4, 2), (2, 7, 1), (40, 10, 10)], ids=str)
def test_it_is_the_books_formula(sizes: tuple[int, int, int]) -> None:
    network = Network(*sizes, 0.3, seed=2)
    targets = np.random.default_rng(3).uniform(0.01, 0.99, (6, sizes[2]))
    for row, found in zip(targets, network.backquery(targets), strict=True):
        expected = reference(
            network.input_hidden.tolist(), network.hidden_output.tolist(), row.tolist()
        )
        np.testing.assert_allclose(found, expected, rtol=1e-10)
        np.testing.assert_allclose(network.backquery(row), expected, rtol=1e-10)


def test_a_small_network_by_hand() -> None:
    # logit(0.5) = 0 silences the first output; the second carries ln 3 to the hidden nodes:
    # 1, 2, 3 × ln 3, rescaled 0.01, 0.5, 0.99. Their logits −a, 0, a, with a = ln 99.
    network = Network.from_weights(
        [[1.0, 0.0, 1.0], [5.0, 5.0, 9.0], [0.0, 1.0, 1.0]],
        [[7.0, -7.0, 7.0], [1.0, 2.0, 3.0]],
        0.1,
    )
    # The inputs are then −a, a and 0: the smallest, the largest, the middle.
    np.testing.assert_allclose(network.backquery([0.5, 0.75]), [0.01, 0.99, 0.5], rtol=1e-12)


@pytest.mark.parametrize("rows", [1, 10])
def test_backquery_is_the_last_step_of_the_backtrace(rows: int) -> None:
    network, targets = load_trained(), to_targets(np.arange(rows))
    steps = network.backtrace(targets)
    assert np.array_equal(steps.inputs, network.backquery(targets))
    # Step by step, from the targets given to the image got.
    assert np.array_equal(steps.targets, targets)
    np.testing.assert_allclose(sigmoid(steps.output_sums), targets, rtol=1e-12)
    np.testing.assert_allclose(
        steps.hidden_values, steps.output_sums @ network.hidden_output, rtol=1e-12
    )
    for row, hidden in zip(steps.hidden_values.tolist(), steps.hidden_outputs, strict=True):
        np.testing.assert_allclose(hidden, rescaled(row), rtol=1e-9)
    np.testing.assert_allclose(sigmoid(steps.hidden_sums), steps.hidden_outputs, rtol=1e-12)
    np.testing.assert_allclose(
        steps.input_values, steps.hidden_sums @ network.input_hidden, rtol=1e-12
    )
    for row, inputs in zip(steps.input_values.tolist(), steps.inputs, strict=True):
        np.testing.assert_allclose(inputs, rescaled(row), rtol=1e-9)


def test_a_backtrace_of_many_answers_is_one_of_each() -> None:
    network, targets = load_trained(), to_targets(np.arange(10))
    for digit, steps in enumerate(network.backtrace(targets).rows()):
        alone = network.backtrace(targets[digit])
        for name, step in vars(alone).items():
            np.testing.assert_allclose(getattr(steps, name), step, rtol=1e-9, atol=1e-12)


def test_a_backtrace_shares_nothing_with_what_it_was_asked() -> None:
    targets = to_targets(3)
    steps = load_trained().backtrace(targets)
    targets[:] = 0.5
    assert steps.targets[3] == 0.99


def test_the_image_is_one_that_the_network_takes() -> None:
    images = load_trained().backquery(to_targets(np.arange(10)))
    assert images.shape == (10, 784)
    np.testing.assert_allclose(images.min(axis=1), 0.01)
    np.testing.assert_allclose(images.max(axis=1), 0.99)


def test_the_weights_favour_the_image_more_than_a_blank_one() -> None:
    network = load_trained()
    heard = network.query(network.backquery(to_targets(np.arange(10))))
    blank = network.query(np.full(784, 0.01))
    assert (heard.diagonal() > blank).sum() >= 8
    assert not np.array_equal(heard.argmax(axis=1), np.arange(10)), "it is no inverse"


@pytest.mark.parametrize("hidden", [1, 5])
def test_layers_in_which_nothing_stands_out_stay_in_the_middle(hidden: int) -> None:
    alike = Network.from_weights(np.ones((hidden, 4)), np.ones((3, hidden)), 0.1)
    assert alike.backquery([0.2, 0.9, 0.4]).tolist() == [0.5] * 4
    silent = Network.from_weights(np.zeros((hidden, 4)), np.zeros((3, hidden)), 0.1)
    assert silent.backquery([[0.2, 0.9, 0.4]] * 2).tolist() == [[0.5] * 4] * 2


def test_a_target_of_one_half_for_all_says_nothing() -> None:
    assert Network(6, 5, 4, 0.1, seed=1).backquery(np.full(4, 0.5)).tolist() == [0.5] * 6


weights = st.floats(-1e6, 1e6)


@given(
    w=st.lists(st.tuples(weights, weights, weights), min_size=2, max_size=2),
    v=st.lists(st.tuples(weights, weights), min_size=2, max_size=2),
    t=st.lists(st.floats(1e-300, 1 - 1e-15), min_size=2, max_size=2),
)
def test_any_network_gives_inputs_in_range(
    w: list[tuple[float, ...]], v: list[tuple[float, ...]], t: list[float]
) -> None:
    inputs = Network.from_weights(w, v, 0.1).backquery(t)
    assert inputs.shape == (3,)
    assert (inputs >= 0.01).all()
    assert (inputs <= 0.99).all()


@given(st.floats(-30, 30))
def test_the_logit_undoes_the_sigmoid(z: float) -> None:
    assert float(logit(sigmoid(z))) == pytest.approx(z, rel=1e-2, abs=1e-12)


@given(st.floats(1e-300, 1 - 1e-12))
def test_the_sigmoid_undoes_the_logit(a: float) -> None:
    assert float(sigmoid(logit(a))) == pytest.approx(a, rel=1e-9)


def test_the_logit_keeps_shapes_and_takes_lists() -> None:
    assert logit(0.5).shape == ()
    assert logit([[0.5, 0.25]]).shape == (1, 2)
    assert float(logit([0.75])[0]) == pytest.approx(math.log(3))


@pytest.mark.parametrize("bad", [0.0, 1.0, -0.1, 1.5, [0.5, 1.0]])
def test_the_logit_refuses_what_no_sigmoid_reaches(bad: float | list[float]) -> None:
    with pytest.raises(ValueError, match="activations must be above 0 and below 1, not"):
        logit(bad)


def test_the_logit_refuses_what_is_no_number() -> None:
    with pytest.raises(ValueError, match="activations must be finite"):
        logit(math.nan)
    with pytest.raises(ValueError, match="activations must be real numbers"):
        logit("a")
