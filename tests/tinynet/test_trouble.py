"""Training that goes wrong is told, with what to try; training that goes well is left alone."""

from typing import Any

import numpy as np
import pytest

from tinynet import Dataset, Network, Trainer, load_mnist, to_targets
from tinynet.trouble import ALIKE, WINDOW, Watch, run_away

TARGETS = to_targets(np.arange(10))


def trained(samples: int, rate: float, hidden: int = 30, **settings: Any) -> Trainer:
    """A trainer after so many real digits."""
    digits = load_mnist("train")
    shown = Dataset(digits.images[:samples], digits.labels[:samples])
    trainer = Trainer(Network(784, hidden, 10, rate, seed=2), shown, epochs=1, **settings)
    trainer.advance(samples)
    return trainer


def look(watch: Watch, outputs: Any, error: float, count: int = WINDOW) -> None:
    """Have it see as many outputs: one row for all, or two in turn."""
    rows = np.atleast_2d(outputs)
    watch.look(np.resize(rows, (count, rows.shape[1])), np.full(count, error))


def varied() -> np.ndarray:
    return np.array([[0.1] * 10, [0.9] * 10])


def test_the_error_of_not_knowing_is_that_of_the_best_single_answer() -> None:
    errors = [
        0.5 * np.square(TARGETS - np.full(10, answer)).sum(axis=1).mean()
        for answer in np.linspace(0, 1, 1001)
    ]
    assert Watch(TARGETS).not_knowing == pytest.approx(min(errors), abs=1e-6)


def test_a_healthy_run_is_left_alone() -> None:
    trainer = trained(6000, 0.1)
    assert trainer.trouble is None
    assert trainer.advance(1).samples == 0
    test = load_mnist("test")
    assert trainer.score(Dataset(test.images[:1000], test.labels[:1000])).accuracy > 0.75


def test_a_network_of_full_size_is_left_alone_from_the_first_window_on() -> None:
    digits = load_mnist("train")
    trainer = Trainer(Network(784, 100, 10, 0.1, seed=3), digits)
    trainer.advance(WINDOW - 1000)
    for _ in range(4):
        trainer.advance(500)
        assert trainer.trouble is None


def test_a_learning_rate_far_too_high_is_told() -> None:
    told = trained(6000, 20).trouble
    assert told is not None
    assert told.startswith(("Every digit", "The error"))
    assert "answer" in told
    assert told.endswith("The learning rate 20 is too high: start over with 0.1, or lower.")


def test_every_digit_with_the_same_answer_is_told_so() -> None:
    told = trained(6000, 500).trouble
    assert told == (
        "Every digit gets the same answer. "
        "The learning rate 500 is too high: start over with 0.1, or lower."
    )


def test_a_learning_rate_too_low_for_its_batches_is_told() -> None:
    told = trained(6000, 1e-4, batch_size=1000).trouble
    assert told is not None
    assert told.startswith("The error stays at 1.")
    assert "one answer to all has 0.43" in told
    assert told.endswith(
        "The learning rate 0.0001 is low for batches of 1,000: turn it up, or wait longer."
    )


def test_nothing_is_told_before_enough_is_seen() -> None:
    watch = Watch(TARGETS)
    look(watch, varied(), error=5.0, count=WINDOW - 1)
    assert watch.trouble(0.1, 1) is None
    look(watch, varied(), error=5.0, count=1)
    assert watch.trouble(0.1, 1) is not None


def test_trouble_that_passes_is_forgotten() -> None:
    watch = Watch(TARGETS)
    look(watch, varied(), error=0.6)
    assert watch.trouble(0.1, 1) is not None
    for _ in range(WINDOW // 10):
        look(watch, varied(), error=0.2, count=10)
    assert watch.trouble(0.1, 1) is None
    for _ in range(WINDOW // 10):
        look(watch, varied(), error=0.6, count=10)
    assert watch.trouble(0.1, 1) is not None


@pytest.mark.slow
def test_trouble_of_a_real_run_passes_when_the_learning_rate_is_put_right() -> None:
    digits = load_mnist("train")
    trainer = Trainer(Network(784, 20, 10, 0.0001, seed=2), digits)
    trainer.advance(5000)
    assert trainer.trouble is not None
    trainer.learning_rate = 0.1
    trainer.advance(7000)
    assert trainer.trouble is None


@pytest.mark.parametrize(("spread", "same"), [(0.9 * ALIKE, True), (1.1 * ALIKE, False)])
def test_outputs_are_alike_when_none_of_them_moves(spread: float, same: bool) -> None:
    watch = Watch(TARGETS)
    rows = np.full((2, 10), 0.1)
    rows[1, 7] += spread
    for _ in range(WINDOW):  # One at a time: that each look has one answer only means nothing.
        watch.look(rows[:1], np.array([0.2]))
        rows = rows[::-1]
    told = watch.trouble(0.1, 1)
    assert (told is not None) == same
    if told is not None:
        assert "Every digit gets the same answer" in told


def test_an_error_on_either_side_of_not_knowing() -> None:
    for factor, wrong in ((0.99, False), (1.01, True)):
        watch = Watch(TARGETS)
        look(watch, varied(), error=factor * watch.not_knowing)
        assert (watch.trouble(0.1, 1) is not None) == wrong


@pytest.mark.parametrize(
    ("rate", "batch_size", "advice"),
    [
        (0.5, 1, "The learning rate 0.5 is too high: start over with 0.1, or lower."),
        (0.1, 1, "Start over with more hidden nodes, or another seed."),
        (0.01, 1, "The learning rate 0.01 is low: turn it up, or wait longer."),
        (0.1, 1000, "The learning rate 0.1 is low for batches of 1,000: turn it up,"),
    ],
)
def test_what_to_try_goes_by_the_learning_rate(rate: float, batch_size: int, advice: str) -> None:
    watch = Watch(TARGETS)
    look(watch, varied(), error=1.0)
    told = watch.trouble(rate, batch_size)
    assert told is not None
    assert advice in told


def test_only_a_window_is_remembered() -> None:
    watch = Watch(TARGETS)
    for _ in range(3 * WINDOW // 50):
        look(watch, varied(), error=0.1, count=50)
    assert sum(seen.samples for seen in watch._seen) == watch._samples == WINDOW
    look(watch, varied(), error=0.1, count=60_000)
    assert len(watch._seen) == 1


def test_running_away_is_told_in_a_sentence_with_what_to_try() -> None:
    assert str(run_away(1234, 50)) == (
        "training: expected finite weights, found them run away after 1,234 digits; "
        "start over with a learning rate far below 50, such as 0.1"
    )
