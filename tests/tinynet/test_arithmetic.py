"""The network's arithmetic against the formulas written out as plain loops over single numbers."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinynet import ERROR_RULES, Network, sigmoid

SIZES = [(1, 1, 1), (3, 3, 3), (5, 2, 4), (2, 7, 1), (40, 10, 10)]


def logistic(z: float) -> float:
    return 1 / (1 + math.exp(-z))


def reference_pass(
    w: list[list[float]],
    v: list[list[float]],
    x: list[float],
    t: list[float],
    rate: float,
    rule: str,
    b: list[float] | None = None,
    c: list[float] | None = None,
    learned: bool = False,
) -> dict[str, Any]:
    """Every number of one update of hidden × input `w` and output × hidden `v`.

    `b` and `c` are the biases of the hidden and the output nodes, and whether they are learned.
    """
    hidden, output = range(len(w)), range(len(v))
    b, c = b or [0.0 for _ in hidden], c or [0.0 for _ in output]
    hidden_sums = [sum(w[j][i] * x[i] for i in range(len(x))) for j in hidden]
    h = [logistic(z + bias) for z, bias in zip(hidden_sums, b, strict=True)]
    output_sums = [sum(v[k][j] * h[j] for j in hidden) for k in output]
    y = [logistic(z + bias) for z, bias in zip(output_sums, c, strict=True)]
    e = [t[k] - y[k] for k in output]
    output_deltas = [e[k] * y[k] * (1 - y[k]) for k in output]
    carried = {"recipe": e, "gradient": output_deltas}[rule]
    hidden_errors = [sum(v[k][j] * carried[k] for k in output) for j in hidden]
    hidden_deltas = [hidden_errors[j] * h[j] * (1 - h[j]) for j in hidden]
    output_updates = [[rate * output_deltas[k] * h[j] for j in hidden] for k in output]
    hidden_updates = [[rate * hidden_deltas[j] * x_i for x_i in x] for j in hidden]
    b_updates = [rate * delta if learned else 0.0 for delta in hidden_deltas]
    c_updates = [rate * delta if learned else 0.0 for delta in output_deltas]
    return {
        "hidden_bias_updates": b_updates,
        "output_bias_updates": c_updates,
        "hidden_biases_after": [b[j] + b_updates[j] for j in hidden],
        "output_biases_after": [c[k] + c_updates[k] for k in output],
        "hidden_sums": hidden_sums,
        "hidden_outputs": h,
        "output_sums": output_sums,
        "outputs": y,
        "output_errors": e,
        "output_slopes": [y[k] * (1 - y[k]) for k in output],
        "output_deltas": output_deltas,
        "hidden_errors": hidden_errors,
        "hidden_slopes": [h[j] * (1 - h[j]) for j in hidden],
        "hidden_deltas": hidden_deltas,
        "output_updates": output_updates,
        "hidden_updates": hidden_updates,
        "loss": sum(error * error for error in e) / 2,
        "answer": y.index(max(y)),
        "input_hidden_after": [
            [w[j][i] + hidden_updates[j][i] for i in range(len(x))] for j in hidden
        ],
        "hidden_output_after": [[v[k][j] + output_updates[k][j] for j in hidden] for k in output],
    }


def sample(network: Network, seed: int, count: int | None = None) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    rows = () if count is None else (count,)
    return (
        random.uniform(0.01, 1, (*rows, network.input_nodes)),
        random.uniform(0.01, 0.99, (*rows, network.output_nodes)),
    )


def reference_of(network: Network, x: np.ndarray, t: np.ndarray) -> dict[str, Any]:
    return reference_pass(
        network.input_hidden.tolist(),
        network.hidden_output.tolist(),
        x.tolist(),
        t.tolist(),
        network.learning_rate,
        network.error_rule,
        network.hidden_biases.tolist(),
        network.output_biases.tolist(),
        network.train_biases,
    )


def biased(network: Network, seed: int, *, learned: bool) -> Network:
    """The network with drawn biases, learned or kept as they are."""
    random = np.random.default_rng(seed)
    return Network.from_weights(
        network.input_hidden,
        network.hidden_output,
        network.learning_rate,
        hidden_biases=random.normal(size=network.hidden_nodes),
        output_biases=random.normal(size=network.output_nodes),
        train_biases=learned,
        error_rule=network.error_rule,
    )


BIASES = {"none": None, "kept": False, "learned": True}
biases = pytest.mark.parametrize("biases", BIASES)


@biases
@pytest.mark.parametrize("rule", ERROR_RULES)
@pytest.mark.parametrize("sizes", SIZES, ids=str)
def test_every_number_of_a_trace_is_the_formula(
    sizes: tuple[int, int, int], rule: str, biases: str
) -> None:
    network = Network(*sizes, 0.3, error_rule=rule, seed=2)
    learned = BIASES[biases]
    if learned is not None:
        network = biased(network, 7, learned=learned)
    x, t = sample(network, seed=3)
    trace = network.trace(x, t)
    for name, expected in reference_of(network, x, t).items():
        found = getattr(trace, name)
        assert np.shape(found) == np.shape(expected), name
        np.testing.assert_allclose(found, expected, rtol=1e-12, atol=1e-15, err_msg=name)
    network.train(x, t)
    np.testing.assert_allclose(trace.outputs_after, network.query(x), rtol=1e-13)
    assert network.has_biases == trace.has_biases == (biases != "none")


@biases
@pytest.mark.parametrize("rule", ERROR_RULES)
@pytest.mark.parametrize("sizes", SIZES, ids=str)
def test_training_is_the_formula_sample_after_sample(
    sizes: tuple[int, int, int], rule: str, biases: str
) -> None:
    network = Network(*sizes, 0.5, error_rule=rule, seed=4)
    learned = BIASES[biases]
    if learned is not None:
        network = biased(network, 8, learned=learned)
    expected, singly = network.copy(), network.copy()
    # More than one block of the updates that rows are taken by.
    xs, ts = sample(network, seed=5, count=80)
    network.train(xs, ts)
    names = ("input_hidden", "hidden_output", "hidden_biases", "output_biases")
    for x, t in zip(xs, ts, strict=True):
        singly.train(x, t)
        numbers = reference_of(expected, x, t)
        for name in names:
            setattr(expected, name, np.array(numbers[f"{name}_after"]))
    for name in names:
        wanted = getattr(expected, name)
        np.testing.assert_allclose(getattr(network, name), wanted, rtol=1e-10, atol=1e-14)
        np.testing.assert_allclose(getattr(singly, name), wanted, rtol=1e-11, atol=1e-14)


weights = st.floats(-20, 20)


@given(
    w=st.lists(st.tuples(weights, weights, weights), min_size=2, max_size=2),
    v=st.lists(st.tuples(weights, weights), min_size=2, max_size=2),
    x=st.lists(st.floats(0, 1), min_size=3, max_size=3),
    t=st.lists(st.floats(0, 1), min_size=2, max_size=2),
    rate=st.floats(1e-3, 10),
    rule=st.sampled_from(ERROR_RULES),
)
def test_one_update_is_the_formula_for_any_numbers(
    w: list[tuple[float, ...]],
    v: list[tuple[float, ...]],
    x: list[float],
    t: list[float],
    rate: float,
    rule: str,
) -> None:
    network = Network.from_weights(w, v, rate, error_rule=rule)
    numbers = reference_pass([*map(list, w)], [*map(list, v)], x, t, rate, rule)
    np.testing.assert_allclose(network.query(x), numbers["outputs"], rtol=1e-11)
    network.train(x, t)
    for name in ("input_hidden", "hidden_output"):
        np.testing.assert_allclose(
            getattr(network, name), numbers[f"{name}_after"], rtol=1e-10, atol=1e-12
        )


def test_the_hidden_errors_come_from_the_weights_before_the_update() -> None:
    # With a large learning rate the new V differs from the old one enough to change E's sign.
    network = Network.from_weights([[1.0]], [[-0.1]], 10.0)
    h = logistic(1.0)
    y = logistic(-0.1 * h)
    e = 0.99 - y
    new_v = -0.1 + 10 * e * y * (1 - y) * h
    assert new_v > 0
    network.train([1.0], [0.99])
    assert network.hidden_output[0, 0] == pytest.approx(new_v)
    assert network.input_hidden[0, 0] == pytest.approx(1.0 + 10 * (-0.1 * e) * h * (1 - h))


@given(st.floats(-700, 700))
def test_the_sigmoid_is_the_logistic_function(z: float) -> None:
    assert float(sigmoid(z)) == pytest.approx(logistic(z), rel=1e-14)


def test_a_weighted_sum_that_is_far_off_changes_none_beside_it() -> None:
    sums = np.linspace(-30.0, 30.0, 101)
    assert (sigmoid(np.append(sums, -1e6))[:-1] == sigmoid(sums)).all()


def test_the_sigmoid_reaches_its_limits_without_a_warning() -> None:
    extremes = np.array([-np.inf, -1e308, -1000.0, 0.0, 1000.0, np.inf])
    assert sigmoid(extremes).tolist() == [0, 0, 0, 0.5, 1, 1]
