"""A trainer: seeds, order, turned digits, tallies, and being stopped and watched at any point.

Long, for all of it trains the same small networks on the same few digits.
"""

import math
import threading
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.other_data import drawn
from tinynet import (
    Dataset,
    Moment,
    Network,
    Tally,
    Trainer,
    TrainingError,
    load_mnist,
    rotated,
    score,
    to_inputs,
    to_targets,
)

SECONDS = 60  # A thread that is not there by then never will be.


def small(seed: int = 0, rate: float = 0.5) -> Network:
    return Network(9, 5, 4, rate, seed=seed)


def first(count: int) -> Dataset:
    digits = load_mnist("train")
    return Dataset(digits.images[:count], digits.labels[:count])


def weights(trainer: Trainer) -> tuple[bytes, bytes]:
    moment = trainer.moment
    return moment.input_hidden.tobytes(), moment.hidden_output.tobytes()


def order(trainer: Trainer) -> list[tuple[int, float]]:
    """Which digit each sample to the end is, and how far it is turned."""
    seen = []
    while not trainer.done:
        trainer.advance(1)
        sample = trainer.last_sample
        assert sample is not None
        seen.append((sample.index, sample.degrees))
    return seen


def without_time(tally: Tally) -> Tally:
    return replace(tally, seconds=0.0)


# The same weights, however they are come by.


@pytest.mark.slow
@given(
    seed=st.integers(0, 2**32 - 1),
    count=st.integers(1, 90),
    batch_size=st.integers(1, 100),
    turn=st.sampled_from([0.0, 10.0]),
    steps=st.lists(st.integers(0, 150), max_size=12),
    looks=st.sets(st.sampled_from(["moment", "last_sample", "network", "trouble"])),
    dtype=st.sampled_from([np.float32, np.float64]),
)
def test_splitting_and_looking_do_not_change_a_bit(
    seed: int,
    count: int,
    batch_size: int,
    turn: float,
    steps: list[int],
    looks: set[str],
    dtype: Any,
) -> None:
    def made() -> Trainer:
        return Trainer(
            small(seed % 100),
            drawn(count, seed),
            epochs=2,
            batch_size=batch_size,
            rotate=turn,
            seed=seed,
            dtype=dtype,
        )

    whole, split = made(), made()
    together = whole.advance(whole.total)
    pieces = Tally()
    for step in steps:
        before = split.samples
        pieces += split.advance(step)
        # Whole batches, as few as will do.
        assert min(before + step, split.total) <= split.samples < before + step + batch_size
        for look in looks:
            getattr(split, look)
    pieces += split.advance(split.total)
    assert split.done
    assert weights(whole) == weights(split)
    assert (pieces.samples, pieces.right) == (together.samples, together.right)
    assert pieces.loss == pytest.approx(together.loss)


def test_a_seed_gives_the_same_training_and_another_gives_another() -> None:
    trainers = [Trainer(small(), drawn(100), epochs=1, seed=seed) for seed in (3, 3, 4)]
    for trainer in trainers:
        trainer.run()
    same, again, other = map(weights, trainers)
    assert same == again != other


def test_the_network_it_starts_from_stays_as_it_is() -> None:
    network = small()
    before = network.copy()
    trainer = Trainer(network, drawn(100), epochs=1, dtype=np.float64)
    assert np.array_equal(trainer.network.input_hidden, network.input_hidden)
    trainer.run()
    assert np.array_equal(network.input_hidden, before.input_hidden)
    assert np.array_equal(network.hidden_output, before.hidden_output)
    assert not np.array_equal(trainer.network.input_hidden, before.input_hidden)


def test_what_is_read_is_a_copy() -> None:
    trainer = Trainer(small(), drawn(100), dtype=np.float64)
    for samples in (0, 10, 54):  # Before, within and at the end of a block.
        trainer.advance(samples)
        before = weights(trainer)
        moment, network = trainer.moment, trainer.network
        for array in (moment.input_hidden, moment.hidden_output, network.input_hidden):
            array[:] = 0
        assert weights(trainer) == before


def test_a_changed_learning_rate_holds_from_the_next_sample_on() -> None:
    digits = drawn(300)
    inputs, targets = to_inputs(digits.images), to_targets(digits.labels, 4)
    plain, trainer = small(), Trainer(small(), digits, epochs=1, shuffle=False, dtype=np.float64)
    at = 0
    for samples, rate in ((50, 0.5), (100, 2.0), (7, 0.01), (143, 0.3)):
        plain.learning_rate = trainer.learning_rate = rate
        plain.train(inputs[at : at + samples], targets[at : at + samples])
        trainer.advance(samples)
        at += samples
        np.testing.assert_allclose(
            trainer.network.input_hidden, plain.input_hidden, rtol=0, atol=1e-12
        )
        assert trainer.network.learning_rate == trainer.moment.learning_rate == rate
    assert trainer.done


def test_a_moment_within_a_block_is_the_plain_loops() -> None:
    digits = first(200)
    inputs, targets = to_inputs(digits.images), to_targets(digits.labels)
    plain = Network(784, 12, 10, 0.1, seed=1)
    trainer = Trainer(plain, digits, epochs=1, shuffle=False, dtype=np.float64)
    at = 0
    for samples in (1, 63, 64, 65, 100, 150, 199, 200):
        trainer.advance(samples - at)
        plain.train(inputs[at:samples], targets[at:samples])
        at = samples
        moment = trainer.moment
        assert moment.samples == trainer.samples == samples
        for found in (moment, moment.network, trainer.network):
            for name in ("input_hidden", "hidden_output"):
                np.testing.assert_allclose(
                    getattr(found, name), getattr(plain, name), rtol=0, atol=1e-12
                )


@pytest.mark.parametrize(("dtype", "within"), [(np.float32, 1e-5), (np.float64, 1e-12)])
def test_its_score_is_that_of_its_network(dtype: Any, within: float) -> None:
    trainer = Trainer(Network(784, 12, 10, 0.1, seed=1), first(2000), epochs=1, dtype=dtype)
    trainer.advance(1500)
    test = load_mnist("test")
    shown = Dataset(test.images[:1100], test.labels[:1100])
    found = trainer.score(shown)
    expected = score(trainer.network, shown.images, shown.labels)
    np.testing.assert_allclose(found.outputs, expected.outputs, rtol=0, atol=within)
    assert found.outputs.dtype == dtype
    assert found.accuracy == pytest.approx(expected.accuracy, abs=1 / 1100)
    assert found.accuracy > 0.5
    assert np.array_equal(found.labels, shown.labels)


# The order of the samples.


def test_without_shuffling_digits_come_as_they_are() -> None:
    trainer = Trainer(small(), drawn(70), epochs=2, shuffle=False)
    assert order(trainer) == [(index, 0.0) for index in range(70)] * 2


def test_each_epoch_has_each_digit_once_in_an_order_of_its_own() -> None:
    seen = order(Trainer(small(), drawn(70), epochs=3, seed=5))
    epochs = [seen[:70], seen[70:140], seen[140:]]
    for epoch in epochs:
        assert sorted(epoch) == [(index, 0.0) for index in range(70)]
    for one, next_one in pairwise([sorted(seen[:70]), *epochs]):
        assert one != next_one
    assert order(Trainer(small(), drawn(70), epochs=3, seed=6)) != seen


@pytest.mark.parametrize("shuffle", [False, True])
def test_turning_shows_each_digit_three_ways(shuffle: bool) -> None:
    trainer = Trainer(small(), drawn(30), epochs=2, rotate=12, shuffle=shuffle)
    assert (trainer.epoch_samples, trainer.total) == (90, 180)
    seen = order(trainer)
    every = sorted((index, degrees) for index in range(30) for degrees in (-12.0, 0.0, 12.0))
    for epoch in (seen[:90], seen[90:]):
        assert sorted(epoch) == every


def test_turned_digits_are_what_is_learned_from() -> None:
    digits = drawn(20)
    plain = small()
    trainer = Trainer(plain, digits, epochs=1, rotate=30, seed=2, dtype=np.float64)
    assert trainer.last_sample is None
    turned = 0
    while not trainer.done:
        trainer.advance(1)
        sample = trainer.last_sample
        assert sample is not None
        expected = rotated(digits.images[[sample.index]], sample.degrees)[0]
        assert np.array_equal(sample.image, expected)
        turned += not np.array_equal(sample.image, digits.images[sample.index])
        assert sample.label == digits.labels[sample.index]
        inputs = to_inputs(sample.image)
        np.testing.assert_allclose(sample.outputs, plain.query(inputs), rtol=0, atol=1e-12)
        plain.train(inputs, to_targets(sample.label, 4))
    assert turned == 40
    np.testing.assert_allclose(trainer.network.input_hidden, plain.input_hidden, rtol=0, atol=1e-12)


def test_digits_stay_as_they_are() -> None:
    digits = drawn(20)
    before = digits.images.copy()
    Trainer(small(), digits, epochs=1, rotate=30).run()
    assert np.array_equal(digits.images, before)


# How far it is.


def test_it_tells_how_far_it_is() -> None:
    trainer = Trainer(small(), drawn(25), epochs=3, batch_size=10)
    told = []
    while True:
        told.append((trainer.samples, trainer.epoch, trainer.left_in_epoch, trainer.done))
        if not trainer.advance(1).samples:
            break
    assert told == [
        *((0, 1, 25, False), (10, 1, 15, False), (20, 1, 5, False)),
        *((25, 2, 25, False), (35, 2, 15, False), (45, 2, 5, False)),
        *((50, 3, 25, False), (60, 3, 15, False), (70, 3, 5, False)),
        (75, 3, 0, True),
    ]


# Tallies.


def test_a_tally_is_what_a_plain_count_gives() -> None:
    digits = drawn(130, seed=3)
    plain = small()
    trainer = Trainer(plain, digits, epochs=1, shuffle=False, dtype=np.float64)
    tally = trainer.advance(101)
    loss, right = 0.0, 0
    for image, label in zip(digits.images[:101], digits.labels[:101].tolist(), strict=True):
        inputs, targets = to_inputs(image), to_targets(label, 4)
        outputs = plain.query(inputs)
        loss += sum((t - y) ** 2 for t, y in zip(targets, outputs, strict=True)) / 2
        right += int(np.argmax(outputs)) == label
        plain.train(inputs, targets)
    assert (tally.samples, tally.right) == (101, right)
    assert tally.loss == pytest.approx(loss, rel=1e-12)
    assert tally.error == pytest.approx(loss / 101, rel=1e-12)
    assert tally.accuracy == right / 101
    assert tally.seconds > 0


def test_tallies_add_up() -> None:
    both = Tally(10, 4.0, 7, 0.5) + Tally(30, 2.0, 23, 1.5)
    assert both == Tally(40, 6.0, 30, 2.0)
    assert (both.error, both.accuracy, both.samples_per_second) == (0.15, 0.75, 20.0)
    assert both + Tally() == both


def test_no_samples_have_no_error_and_no_accuracy() -> None:
    assert math.isnan(Tally().error)
    assert math.isnan(Tally().accuracy)
    assert Tally().samples_per_second == 0
    assert Trainer(small(), drawn(9)).advance(0) == Tally()


# Running.


def test_a_run_reports_all_that_comes_of_it() -> None:
    reports: list[Tally] = []
    epochs: list[tuple[int, Tally, list[Tally]]] = []

    def on_epoch(epoch: int, tally: Tally) -> None:
        epochs.append((epoch, tally, reports.copy()))
        reports.clear()

    trainer = Trainer(small(), drawn(250), epochs=3, batch_size=4)
    trainer.run(report_every=98, on_report=reports.append, on_epoch=on_epoch)
    assert trainer.done
    assert [epoch for epoch, _, _ in epochs] == [1, 2, 3]
    whole = Tally()
    for _, tally, its_reports in epochs:
        assert [report.samples for report in its_reports] == [100, 100, 50]
        assert (tally.samples, tally.right) == (250, sum(r.right for r in its_reports))
        assert tally.loss == pytest.approx(sum(r.loss for r in its_reports))
        assert tally.seconds == pytest.approx(sum(r.seconds for r in its_reports))
        whole += tally
    other = Trainer(small(), drawn(250), epochs=3, batch_size=4)
    together = other.advance(750)
    assert (whole.samples, whole.right) == (together.samples, together.right)
    assert whole.loss == pytest.approx(together.loss)
    assert weights(trainer) == weights(other)
    trainer.run(on_report=reports.append)
    assert not reports


def test_a_stopped_run_returns_after_its_report_and_goes_on_when_run_again() -> None:
    trainer = Trainer(small(), drawn(300), epochs=2)
    reports: list[Tally] = []
    epochs: list[tuple[int, Tally]] = []

    def on_report(tally: Tally) -> None:
        reports.append(tally)
        trainer.stop()

    def run() -> None:
        trainer.run(
            report_every=140, on_report=on_report, on_epoch=lambda *told: epochs.append(told)
        )

    for expected in (140, 280, 300, 440, 580, 600):
        assert not trainer.done
        run()
        assert trainer.samples == expected
    assert trainer.done
    # An epoch's tally is of all of it, however often it was stopped.
    assert [(epoch, tally.samples) for epoch, tally in epochs] == [(1, 300), (2, 300)]
    for part, (_, tally) in zip((reports[:3], reports[3:]), epochs, strict=True):
        assert tally.right == sum(report.right for report in part)
        assert tally.loss == pytest.approx(sum(report.loss for report in part))
    other = Trainer(small(), drawn(300), epochs=2)
    other.run()
    assert weights(trainer) == weights(other)


def test_a_run_is_stopped_by_another_thread_and_goes_on_when_run_again() -> None:
    trainer = Trainer(small(), drawn(1000), epochs=1)
    reports: list[Tally] = []
    reported, let_go = threading.Event(), threading.Event()

    def on_report(tally: Tally) -> None:
        reports.append(tally)
        if len(reports) == 2:
            reported.set()
            assert let_go.wait(SECONDS)

    def run() -> None:
        trainer.run(report_every=100, on_report=on_report)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert reported.wait(SECONDS)
    trainer.stop()
    let_go.set()
    thread.join(SECONDS)
    assert not thread.is_alive()
    assert (len(reports), trainer.samples) == (2, 200)
    run()
    assert (len(reports), trainer.samples) == (10, 1000)


@pytest.mark.parametrize("report_every", [0, -1, 1.5])
def test_a_report_of_no_samples_is_refused(report_every: Any) -> None:
    with pytest.raises(ValueError, match="report_every must be a whole number above 0"):
        Trainer(small(), drawn(9)).run(report_every=report_every)


# What is refused.


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"epochs": 0}, "epochs must be a whole number above 0, not 0"),
        ({"epochs": 1.5}, "epochs must be a whole number above 0, not 1.5"),
        ({"batch_size": 0}, "batch_size must be a whole number above 0, not 0"),
        ({"batch_size": -3}, "batch_size must be a whole number above 0, not -3"),
        ({"rotate": -1}, "rotate must be from 0 to 90 degrees, not -1"),
        ({"rotate": 90.5}, "rotate must be from 0 to 90 degrees, not 90.5"),
        ({"rotate": math.nan}, "rotate must be from 0 to 90 degrees, not nan"),
        ({"seed": -1}, "seed must be a whole number, 0 or above, not -1"),
        ({"seed": None}, "seed must be a whole number, 0 or above, not None"),
        ({"dtype": np.float16}, "dtype must be float32 or float64, not .*float16"),
        ({"dtype": int}, "dtype must be float32 or float64, not .*int"),
    ],
)
def test_settings_out_of_range_are_refused(settings: Any, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Trainer(small(), drawn(9), **settings)


@pytest.mark.parametrize(
    ("digits", "said"),
    [
        (Dataset(np.zeros((2, 4, 4), np.uint8), np.zeros(2, np.uint8)), "9 pixels, not 16"),
        (drawn(50, labels=5), "labels must be below 4, not 4"),
        (drawn(0), "digits must be at least one"),
    ],
)
def test_digits_without_nodes_for_them_are_refused(digits: Dataset, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Trainer(small(), digits)


def test_a_network_with_spoilt_settings_is_refused() -> None:
    network = small()
    network.learning_rate = -1
    with pytest.raises(ValueError, match="learning_rate must be"):
        Trainer(network, drawn(9))
    network.learning_rate, network.error_rule = 1, "magic"
    with pytest.raises(ValueError, match="error_rule must be one of"):
        Trainer(network, drawn(9))


@pytest.mark.parametrize(("name", "value"), [("learning_rate", math.nan), ("error_rule", "magic")])
def test_a_setting_spoilt_later_is_refused_when_used(name: str, value: Any) -> None:
    trainer, other = (Trainer(small(), drawn(100), epochs=1) for _ in range(2))
    trainer.advance(64)
    sound = getattr(trainer, name)
    setattr(trainer, name, value)
    with pytest.raises(ValueError, match=f"{name} must be"):
        trainer.advance(10)
    assert trainer.samples == 64
    setattr(trainer, name, sound)
    trainer.advance(36)
    other.advance(100)
    assert weights(trainer) == weights(other)


# Running away.


def assert_told_in_a_sentence(error: TrainingError) -> None:
    text = str(error)
    assert text.startswith("training: expected finite weights, found ")
    assert "learning rate" in text
    assert "\n" not in text
    assert "." not in text.replace("0.", "")


@pytest.mark.parametrize("batch_size", [1, 100, 2000])
@pytest.mark.parametrize("step", [7, 3000])
def test_training_that_runs_away_ends_in_a_sentence(batch_size: int, step: int) -> None:
    """And in no warning, which would fail the test."""
    trainer = Trainer(Network(784, 5, 10, 1e300, seed=1), first(3000), batch_size=batch_size)
    with pytest.raises(TrainingError) as caught:
        trainer.run(report_every=step)
    assert_told_in_a_sentence(caught.value)
    assert trainer.samples <= max(64, 2 * batch_size)
    with pytest.raises(TrainingError) as caught:
        trainer.network  # noqa: B018
    assert_told_in_a_sentence(caught.value)


@pytest.mark.parametrize("batch_size", [1, 25, 100, 2000])
def test_the_last_update_of_all_may_run_away_too(batch_size: int) -> None:
    digits = first(min(batch_size, 1500))
    trainer = Trainer(Network(784, 5, 10, 1e300, seed=1), digits, epochs=1, batch_size=batch_size)
    with pytest.raises(TrainingError):
        trainer.run()


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("layer", ["input_hidden", "hidden_output"])
@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_a_weight_not_finite_is_told(dtype: Any, layer: str, value: float) -> None:
    network = Network(784, 5, 10, 0.1, seed=1)
    getattr(network, layer)[1, 2] = value
    with pytest.raises(TrainingError):
        Trainer(network, first(200), epochs=1, dtype=dtype).run()


def test_weights_too_large_for_the_type_are_told() -> None:
    network = Network(784, 5, 10, 0.1, seed=1)
    network.input_hidden *= 1e300
    with pytest.raises(TrainingError):
        Trainer(network, first(200), epochs=1).run()


@pytest.mark.parametrize("rotate", [0.0, 20.0])
@pytest.mark.parametrize("batch_size", [1, 4])
def test_a_training_that_was_broken_off_goes_on_as_if_it_was_not(rotate, batch_size):
    """The same digits in the same order; weights as near as other blocks leave them."""
    settings: dict[str, Any] = {"batch_size": batch_size, "rotate": rotate, "epochs": 3, "seed": 4}
    digits, broken_off = drawn(20), 28
    whole = Trainer(small(), digits, **settings)
    whole.advance(broken_off)
    kept = Moment.of(whole.network, broken_off)
    assert kept.input_hidden.tobytes() == whole.moment.input_hidden.tobytes()
    resumed = Trainer(kept.network, digits, samples=broken_off, **settings)
    assert (resumed.epoch, resumed.left_in_epoch) == (whole.epoch, whole.left_in_epoch)
    assert order(resumed) == order(whole)
    np.testing.assert_allclose(
        resumed.moment.input_hidden, whole.moment.input_hidden, rtol=1e-4, atol=1e-5
    )


def test_it_goes_on_only_within_its_epochs():
    with pytest.raises(ValueError, match="samples must be from 0 to 40, not 41"):
        Trainer(small(), drawn(20), epochs=2, samples=41)


def test_an_interrupt_before_samples_are_used_leaves_none_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole, broken = (Trainer(small(), drawn(200), epochs=1) for _ in range(2))
    whole.run()
    broken.advance(64)

    def interrupted(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("tinynet.trainer.to_inputs", interrupted)
        with pytest.raises(KeyboardInterrupt):
            broken.advance(1)
    broken.run()
    assert weights(broken) == weights(whole)
