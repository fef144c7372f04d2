"""The updates at matrix speed are those of the plain loop, whatever the block and the batch."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.other_data import drawn
from tinynet import (
    ERROR_RULES,
    Dataset,
    Network,
    Trainer,
    load_mnist,
    numerical_gradient,
    to_inputs,
    to_targets,
    trainer,
)
from tinynet.delayed import Block, LargeBatch, Parameters

TINY = 1e-12


@contextmanager
def blocks_of(samples: int, largest_part: int = trainer.LARGEST_PART) -> Iterator[None]:
    """Have trainers work in blocks of so many samples, and hold so many inputs at once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(trainer, "BLOCK_SAMPLES", samples)
        patch.setattr(trainer, "LARGEST_PART", largest_part)
        yield


def first(count: int) -> Dataset:
    digits = load_mnist("train")
    return Dataset(digits.images[:count], digits.labels[:count])


def pairs(digits: Dataset, outputs: int) -> tuple[np.ndarray, np.ndarray]:
    return to_inputs(digits.images), to_targets(digits.labels, outputs)


def looped(network: Network, digits: Dataset) -> Network:
    """The network after the plain loop over digits, as they come."""
    network = network.copy()
    for x, t in zip(*pairs(digits, network.output_nodes), strict=True):
        network.train(x, t)
    return network


def batched(network: Network, digits: Dataset, batch_size: int) -> Network:
    """The network after batches as they are defined: the mean of updates by the same weights."""
    w, v = network.input_hidden.copy(), network.hidden_output.copy()
    b, c = network.hidden_biases.copy(), network.output_biases.copy()
    inputs, targets = pairs(digits, network.output_nodes)
    for start in range(0, len(inputs), batch_size):
        w_updates, v_updates, b_updates, c_updates = [], [], [], []
        batch = slice(start, start + batch_size)
        for x, t in zip(inputs[batch], targets[batch], strict=True):
            h = 1 / (1 + np.exp(-(w @ x + b)))
            y = 1 / (1 + np.exp(-(v @ h + c)))
            e = t - y
            split = e if network.error_rule == "recipe" else e * y * (1 - y)
            hidden_errors = [sum(split[k] * v[k, j] for k in range(len(v))) for j in range(len(w))]
            v_updates.append(np.outer(e * y * (1 - y), h))
            w_updates.append(np.outer(hidden_errors * h * (1 - h), x))
            c_updates.append(e * y * (1 - y))
            b_updates.append(hidden_errors * h * (1 - h))
        v += network.learning_rate * np.mean(v_updates, axis=0)
        w += network.learning_rate * np.mean(w_updates, axis=0)
        if network.train_biases:
            c += network.learning_rate * np.mean(c_updates, axis=0)
            b += network.learning_rate * np.mean(b_updates, axis=0)
    return Network.from_weights(
        w,
        v,
        network.learning_rate,
        hidden_biases=b,
        output_biases=c,
        train_biases=network.train_biases,
        error_rule=network.error_rule,
    )


def trained(network: Network, digits: Dataset, **settings: Any) -> Trainer:
    """A trainer that used all digits once, as they come, in float64 unless told otherwise."""
    settings = {"epochs": 1, "shuffle": False, "dtype": np.float64} | settings
    made = Trainer(network, digits, **settings)
    made.advance(len(digits))
    assert made.done
    return made


def assert_equal_weights(found: Any, expected: Network, within: float = TINY) -> None:
    found = getattr(found, "parameters", found)
    for name in ("input_hidden", "hidden_output", "hidden_biases", "output_biases"):
        np.testing.assert_allclose(
            getattr(found, name), getattr(expected, name), rtol=0, atol=within, err_msg=name
        )


BIASES = ("none", "kept", "learned")


def with_biases(network: Network, biases: str) -> Network:
    """The network with biases of every sign, learned or kept as they are; or without."""
    if biases != "none":
        network.hidden_biases = np.linspace(-1, 1, network.hidden_nodes)
        network.output_biases = np.linspace(0.5, -0.7, network.output_nodes)
        network.train_biases = biases == "learned"
    return network


rules = pytest.mark.parametrize("rule", ERROR_RULES)
seeds = st.integers(0, 2**32 - 1)


@pytest.mark.slow
@rules
def test_two_thousand_digits_at_full_size_end_at_the_plain_loops_weights(rule: str) -> None:
    network = Network(784, 200, 10, 0.1, error_rule=rule, seed=5)
    digits = first(2000)
    expected = looped(network, digits)
    assert_equal_weights(trained(network, digits).network, expected)
    single = trained(network, digits, dtype=np.float32).moment
    assert single.input_hidden.dtype == single.hidden_output.dtype == np.float32
    assert_equal_weights(single, expected, within=1e-4)
    # The updates compared are far larger than what they are allowed to differ by.
    assert np.abs(expected.input_hidden - network.input_hidden).max() > 0.01


@rules
def test_any_block_of_real_digits_gives_the_plain_loops_weights(rule: str) -> None:
    network = Network(784, 20, 10, 0.2, error_rule=rule, seed=6)
    digits = first(330)
    expected = looped(network, digits)
    for samples in (1, 7, 64, 100, 330, 1000):
        with blocks_of(samples):
            assert_equal_weights(trained(network, digits).network, expected)


@given(
    seed=seeds,
    hidden=st.integers(1, 6),
    outputs=st.integers(1, 5),
    count=st.integers(1, 40),
    block=st.integers(1, 50),
    rate=st.floats(0.01, 2),
    rule=st.sampled_from(ERROR_RULES),
    biases=st.sampled_from(BIASES),
)
def test_any_small_network_equals_the_plain_loop(
    *,
    seed: int,
    hidden: int,
    outputs: int,
    count: int,
    block: int,
    rate: float,
    rule: str,
    biases: str,
) -> None:
    network = with_biases(Network(9, hidden, outputs, rate, error_rule=rule, seed=seed), biases)
    digits = drawn(count, seed, outputs)
    with blocks_of(block):
        assert_equal_weights(trained(network, digits).network, looped(network, digits))


@given(
    seed=seeds,
    count=st.integers(1, 40),
    batch_size=st.integers(1, 45),
    block=st.integers(1, 50),
    more=st.integers(0, 30),
    rule=st.sampled_from(ERROR_RULES),
    biases=st.sampled_from(BIASES),
)
def test_a_batchs_update_is_the_mean_of_its_samples_updates(
    seed: int, count: int, batch_size: int, block: int, more: int, rule: str, biases: str
) -> None:
    network = with_biases(Network(9, 5, 4, 0.7, error_rule=rule, seed=seed), biases)
    digits = drawn(count, seed)
    # A block always fits into a part; a batch need not.
    with blocks_of(block, largest_part=block + more):
        found = trained(network, digits, batch_size=batch_size).network
    assert_equal_weights(found, batched(network, digits, batch_size))


@pytest.mark.slow
@rules
@pytest.mark.parametrize("batch_size", [10, 64, 100, 300])
def test_batches_of_real_digits(
    monkeypatch: pytest.MonkeyPatch, rule: str, batch_size: int
) -> None:
    network = Network(784, 10, 10, 0.9, error_rule=rule, seed=8)
    digits = first(330)
    used = set()
    for kind in (Block, LargeBatch):

        class Seen(kind):  # type: ignore[misc, valid-type]
            def apply(self, kind: type = kind) -> None:
                used.add(kind)
                super().apply()

        monkeypatch.setattr(trainer, kind.__name__, Seen)
    with blocks_of(64, largest_part=90):
        found = trained(network, digits, batch_size=batch_size).network
    assert_equal_weights(found, batched(network, digits, batch_size))
    # 100 and 300 are more than a part holds, their rests of 30 are not.
    assert used == ({Block, LargeBatch} if batch_size >= 100 else {Block})


def test_a_batch_is_not_its_samples_one_after_another() -> None:
    network, digits = Network(9, 5, 4, 0.7, seed=1), drawn(40, 1)
    found = trained(network, digits, batch_size=4).network
    assert np.abs(found.input_hidden - looped(network, digits).input_hidden).max() > 1e-3


@pytest.mark.slow
@given(seed=seeds, count=st.integers(1, 9), large=st.booleans())
def test_a_batchs_update_by_the_gradient_rule_is_the_mean_gradient(
    seed: int, count: int, large: bool
) -> None:
    rate = 0.6
    network = Network(9, 3, 2, rate, error_rule="gradient", seed=seed)
    digits = drawn(count, seed, labels=2)
    with blocks_of(1, largest_part=1 if large else 1024):
        found = trained(network, digits, batch_size=count).network
    for name in ("input_hidden", "hidden_output"):
        before, after = getattr(network, name), getattr(found, name)
        every = np.argwhere(np.ones_like(before))
        gradients = [
            numerical_gradient(network, x, t, name, every)
            for x, t in zip(*pairs(digits, 2), strict=True)
        ]
        expected = -rate * np.mean(gradients, axis=0)
        np.testing.assert_allclose((after - before).ravel(), expected, rtol=1e-5, atol=1e-9)


@given(seed=seeds, batch_size=st.integers(1, 3), batches=st.integers(1, 8), after=st.integers(0, 8))
def test_the_weights_now_are_those_of_the_batches_so_far(
    seed: int, batch_size: int, batches: int, after: int
) -> None:
    network = with_biases(Network(9, 5, 4, 0.7, seed=seed), BIASES[seed % 3])
    digits = drawn(batch_size * batches, seed)
    inputs, targets = pairs(digits, 4)
    own = Parameters.of(network, np.float64)
    block = Block(own, inputs, targets, batch_size=batch_size, error_rule="recipe")
    if after:
        block.advance(after * batch_size, 0.7)
    used = min(after, batches) * batch_size
    assert block.done == used
    so_far = batched(network, Dataset(digits.images[:used], digits.labels[:used]), batch_size)
    for found, expected in zip(
        block.now().arrays, Parameters.of(so_far, np.float64).arrays, strict=True
    ):
        np.testing.assert_allclose(found, expected, rtol=0, atol=TINY)
    assert np.array_equal(
        own.input_hidden, network.input_hidden
    )  # Changed at the block's end only.


@pytest.mark.parametrize("count", [50, 120])
def test_outputs_are_those_before_each_samples_own_update(count: int) -> None:
    network, digits = Network(9, 5, 4, 0.7, seed=2), drawn(count, 2)
    plain, made = network.copy(), Trainer(network, digits, shuffle=False, dtype=np.float64)
    for x, t in zip(*pairs(digits, 4), strict=True):
        made.advance(1)
        sample = made.last_sample
        assert sample is not None
        np.testing.assert_allclose(sample.outputs, plain.query(x), rtol=0, atol=TINY)
        plain.train(x, t)


def test_a_large_batchs_outputs_are_all_by_the_same_weights() -> None:
    network, digits = Network(9, 5, 4, 0.7, seed=3), drawn(10, 3)
    inputs, targets = pairs(digits, 4)
    parts = iter(
        [(inputs[:4], targets[:4]), (inputs[4:8], targets[4:8]), (inputs[8:], targets[8:])]
    )
    own = Parameters.of(network, np.float64)
    batch = LargeBatch(own, parts, batch_size=10, error_rule="recipe")
    outputs = batch.advance(1, 0.7)
    assert batch.done == len(outputs) == 4, "a part at a time"
    outputs = np.concatenate([outputs, batch.advance(100, 0.7)])
    assert batch.done == 10
    np.testing.assert_allclose(outputs, network.query(inputs), rtol=0, atol=TINY)
    for found, before in zip(
        batch.now().arrays, Parameters.of(network, np.float64).arrays, strict=True
    ):
        assert np.array_equal(found, before)
    batch.apply()
    expected = Parameters.of(batched(network, digits, 10), np.float64)
    for found, after in zip(own.arrays, expected.arrays, strict=True):
        np.testing.assert_allclose(found, after, rtol=0, atol=TINY)
