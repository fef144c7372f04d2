"""Biases: learned, kept or none at all; and without them everything as it was, to the last bit."""

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tinynet import (
    ERROR_RULES,
    CheckpointError,
    Network,
    Trainer,
    gradient_check,
    load_mnist,
    load_network,
    numerical_gradient,
    save_network,
    to_inputs,
    to_targets,
)
from tinynet.sweep import sweep_rates

# The most copied worked example on the web: Matt Mazur, "A Step by Step Backpropagation Example"
# (2015), https://mattmazur.com/2015/03/17/a-step-by-step-backpropagation-example/.
EXAMPLE: dict[str, Any] = {
    "input_hidden": [[0.15, 0.20], [0.25, 0.30]],
    "hidden_output": [[0.40, 0.45], [0.50, 0.55]],
    "learning_rate": 0.5,
    "error_rule": "gradient",
    "hidden_biases": [0.35, 0.35],
    "output_biases": [0.60, 0.60],
}
INPUTS, TARGETS = [0.05, 0.10], [0.01, 0.99]


def biased(*, learned: bool = True, rule: str = "recipe") -> Network:
    network = Network(9, 5, 4, 0.4, error_rule=rule, biases=learned, seed=1)
    network.hidden_biases = np.linspace(-1.0, 1.0, 5)
    network.output_biases = np.linspace(0.8, -0.3, 4)
    return network


def sample(seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    return random.uniform(0.01, 1, 9), random.uniform(0.01, 0.99, 4)


def test_the_published_example_has_its_published_numbers() -> None:
    network = Network.from_weights(**EXAMPLE, train_biases=False)
    trace = network.trace(INPUTS, TARGETS)
    assert trace.hidden_outputs == pytest.approx([0.593269992, 0.596884378], abs=5e-10)
    assert trace.outputs == pytest.approx([0.75136507, 0.772928465], abs=5e-9)
    assert trace.loss == pytest.approx(0.298371109, abs=5e-10)
    network.train(INPUTS, TARGETS)
    assert network.hidden_output.ravel() == pytest.approx(
        [0.35891648, 0.408666186, 0.511301270, 0.561370121], abs=5e-9
    )
    assert network.input_hidden.ravel() == pytest.approx(
        [0.149780716, 0.19956143, 0.24975114, 0.29950229], abs=5e-9
    )
    assert network.hidden_biases.tolist() == [0.35, 0.35]
    assert network.output_biases.tolist() == [0.60, 0.60]


def test_biases_start_at_zero_with_the_weights_of_the_same_seed() -> None:
    network, without = (Network(3, 4, 2, 0.3, biases=biases, seed=7) for biases in (True, False))
    assert network.hidden_biases.tolist() == [0] * 4
    assert network.output_biases.tolist() == [0] * 2
    assert np.array_equal(network.input_hidden, without.input_hidden)
    assert network.has_biases
    assert not without.has_biases
    network.train([0.1, 0.5, 0.9], [0.99, 0.01])
    assert network.hidden_biases.all()
    assert network.output_biases.all()


def test_kept_biases_count_and_stay_and_may_be_let_go_later() -> None:
    network, (x, t) = biased(learned=False), sample()
    network.train(x, t)
    network.train(np.tile(x, (70, 1)), np.tile(t, (70, 1)))
    assert np.array_equal(network.hidden_biases, np.linspace(-1.0, 1.0, 5))
    assert np.array_equal(network.output_biases, np.linspace(0.8, -0.3, 4))
    network.train_biases = True
    network.train(x, t)
    assert not np.isclose(network.output_biases, np.linspace(0.8, -0.3, 4)).any()


def test_biases_given_are_copied_and_learned_and_have_to_fit() -> None:
    given = np.array([0.1, 0.2])
    network = Network.from_weights(np.ones((2, 3)), np.ones((1, 2)), 0.1, hidden_biases=given)
    given[0] = 5
    assert network.hidden_biases.tolist() == [0.1, 0.2]
    assert network.output_biases.tolist() == [0]
    assert network.train_biases
    with pytest.raises(ValueError, match=r"output_biases must have shape \(1,\), not \(2,\)"):
        Network.from_weights(np.ones((2, 3)), np.ones((1, 2)), 0.1, output_biases=[1, 2])
    with pytest.raises(ValueError, match="hidden_biases must be finite"):
        Network.from_weights(np.ones((2, 3)), np.ones((1, 2)), 0.1, hidden_biases=[1, math.nan])


def test_a_copy_shares_no_biases() -> None:
    network, (x, t) = biased(), sample()
    network.copy().train(x, t)
    assert np.array_equal(network.hidden_biases, np.linspace(-1.0, 1.0, 5))


def test_the_gradient_of_a_bias_is_what_nudging_it_says() -> None:
    network, (x, t) = biased(rule="gradient"), sample()
    check = gradient_check(network, x, t)
    for layer, count in ((check.hidden_biases, 5), (check.output_biases, 4)):
        assert layer is not None
        assert layer.indices.tolist() == [[index] for index in range(count)]
        assert layer.agrees("gradient")
    assert check.output_biases is not None
    assert check.output_biases.agrees("recipe")
    assert check.hidden_biases is not None
    assert not check.hidden_biases.agrees("recipe")
    kept = gradient_check(biased(learned=False), x, t)
    assert kept.hidden_biases is kept.output_biases is None
    assert kept.input_hidden.agrees("gradient")
    with pytest.raises(ValueError, match="indices must lie within the layer's 5 biases"):
        numerical_gradient(network, x, t, "hidden_biases", [[5]])
    with pytest.raises(ValueError, match="indices must be whole numbers, k × 1"):
        numerical_gradient(network, x, t, "hidden_biases", [[0, 0]])


@pytest.mark.parametrize("learned", [True, False])
def test_an_update_at_many_rates_is_the_update_really_made(learned: bool) -> None:
    network, (x, t) = biased(learned=learned), sample()
    others = np.random.default_rng(2).uniform(0.01, 1, (50, 9))
    found = sweep_rates(network.trace(x, t), (0.1, 10.0), others, np.zeros(50, int))
    for index, rate in enumerate((0.1, 10.0)):
        learner = network.copy()
        learner.learning_rate = rate
        learner.train(x, t)
        assert found.losses[index] == pytest.approx(learner.trace(x, t).loss, rel=1e-12)
        assert (found.answers[index] == learner.query(others).argmax(axis=1)).all()


def test_backquery_takes_the_biases_off_on_the_way() -> None:
    network = biased()
    targets = [0.9, 0.2, 0.4, 0.6]
    logit = [math.log(t / (1 - t)) - c for t, c in zip(targets, network.output_biases, strict=True)]
    values = [
        sum(z * row[j] for z, row in zip(logit, network.hidden_output, strict=True))
        for j in range(5)
    ]
    low, high = min(values), max(values)
    hidden = [(value - low) / (high - low) * 0.98 + 0.01 for value in values]
    sums = [math.log(h / (1 - h)) - b for h, b in zip(hidden, network.hidden_biases, strict=True)]
    values = [
        sum(z * row[i] for z, row in zip(sums, network.input_hidden, strict=True)) for i in range(9)
    ]
    low, high = min(values), max(values)
    expected = [(value - low) / (high - low) * 0.98 + 0.01 for value in values]
    np.testing.assert_allclose(network.backquery(targets), expected, rtol=1e-12)


@pytest.mark.parametrize("learned", [True, False])
def test_biases_come_back_from_a_file(tmp_path: Path, learned: bool) -> None:
    network = biased(learned=learned)
    save_network(network, tmp_path / "net.npz")
    loaded = load_network(tmp_path / "net.npz")
    assert np.array_equal(loaded.hidden_biases, network.hidden_biases)
    assert np.array_equal(loaded.output_biases, network.output_biases)
    assert loaded.train_biases is learned


def test_a_file_without_biases_is_of_the_first_version_and_one_half_with_them_is_refused(
    tmp_path: Path,
) -> None:
    path = tmp_path / "net.npz"
    save_network(Network(3, 2, 2, 0.1, seed=1), path)
    with np.load(path) as file:
        first = dict(file)
    assert first["format_version"] == 1
    assert not {"hidden_biases", "output_biases", "train_biases"} & first.keys()
    assert not load_network(path).has_biases
    for changed, said in (
        ({"hidden_biases": np.zeros(2)}, "an archive of"),
        ({"format_version": np.int64(2)}, "format version 2 with"),
    ):
        np.savez(path, **first | changed)
        with pytest.raises(CheckpointError, match=said):
            load_network(path)
    second = first | {
        "format_version": np.int64(2),
        "hidden_biases": np.zeros(3),
        "output_biases": np.zeros(2),
        "train_biases": np.bool_(True),
    }
    np.savez(path, **second)
    with pytest.raises(CheckpointError, match=r"hidden_biases must have shape \(2,\), not \(3,\)"):
        load_network(path)


def test_training_learns_biases_and_says_how_it_stands_on_the_way() -> None:
    digits = load_mnist("train", first=300)
    network = Network(784, 20, 10, 0.1, biases=True, seed=3)
    trainer = Trainer(network, digits, epochs=1, shuffle=False, dtype=np.float64)
    trainer.advance(130)
    for x, t in zip(to_inputs(digits.images[:130]), to_targets(digits.labels[:130]), strict=True):
        network.train(x, t)
    assert np.abs(network.hidden_biases).max() > 0.01
    found = trainer.network
    np.testing.assert_allclose(found.hidden_biases, network.hidden_biases, atol=1e-12)
    np.testing.assert_allclose(found.output_biases, network.output_biases, atol=1e-12)
    images = digits.images[:50]
    np.testing.assert_allclose(
        trainer.moment.query(images), network.query(to_inputs(images)), rtol=1e-11
    )


# Without biases: the arithmetic as it was written before there were any, and not a bit else.


def sigmoid(z: Any) -> Any:
    return 1.0 / (1.0 + np.exp(np.negative(z)))


@pytest.mark.parametrize("rule", ERROR_RULES)
def test_without_biases_each_update_and_answer_is_bit_for_bit_the_recipe(rule: str) -> None:
    network = Network(784, 30, 10, 0.1, error_rule=rule, seed=5)
    w, v = network.input_hidden.copy(), network.hidden_output.copy()
    digits = load_mnist("train", first=40)
    xs, ts = to_inputs(digits.images), to_targets(digits.labels)
    for x, t in zip(xs, ts, strict=True):
        h = sigmoid(w @ x)
        y = sigmoid(v @ h)
        e = t - y
        d = e * (y * (1.0 - y))
        blame = v.T @ (e if rule == "recipe" else d)
        v += 0.1 * np.outer(d, h)
        w += 0.1 * np.outer(blame * (h * (1.0 - h)), x)
        network.train(x, t)
    assert np.array_equal(network.input_hidden, w)
    assert np.array_equal(network.hidden_output, v)
    for rows in (xs[0], xs[:1], xs[:7], xs):
        assert np.array_equal(network.query(rows), sigmoid(v @ sigmoid(w @ rows.T)).T)
    trace = network.trace(xs[0], ts[0])
    assert np.array_equal(trace.hidden_sums, w @ xs[0])
    assert np.array_equal(trace.output_sums, v @ trace.hidden_outputs)
    assert not trace.hidden_bias_updates.any()


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_without_biases_the_trainer_is_bit_for_bit_the_recipe_at_matrix_speed(dtype: Any) -> None:
    network = Network(784, 30, 10, 0.1, seed=6)
    digits = load_mnist("train", first=150)
    trainer = Trainer(network, digits, epochs=1, shuffle=False, dtype=dtype)
    trainer.advance(150)

    w, v = network.input_hidden.astype(dtype), network.hidden_output.astype(dtype)
    one, eta = dtype(1), dtype(0.1)
    xs, ts = to_inputs(digits.images, dtype), to_targets(digits.labels).astype(dtype)
    for start in range(0, 150, 64):
        x, t = xs[start : start + 64], ts[start : start + 64]
        rows = -(x @ w.T)
        products = x @ x.T
        np.fill_diagonal(products, 1)
        for i in range(len(x)):
            z = np.dot(products[i, : i + 1], rows[: i + 1]) if i else rows[0]
            h = np.reciprocal(np.exp(z) + one)
            y = np.reciprocal(np.exp(-np.dot(h, v.T)) + one)
            e = (t[i] - y) * eta
            rows[i] = np.dot(e, v) * ((h - one) * h)
            v += ((one - y) * y * e)[:, np.newaxis] * h
        w -= rows.T @ x
    assert np.array_equal(trainer.moment.input_hidden, w)
    assert np.array_equal(trainer.moment.hidden_output, v)
