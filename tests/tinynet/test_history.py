"""Moments along a training: when they are due, which are kept, and how they are found again."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinynet import Dataset, History, Moment, Network, Trainer
from tinynet.delayed import Parameters
from tinynet.history import LANDMARKS, MOST_BYTES, PER_DECADE

SIZE = 8 * (4 * 9 + 2 * 4 + 4 + 2)


def moment(samples: int, dtype: type = np.float64) -> Moment:
    return Moment(samples, Parameters.of(Network(9, 4, 2, 0.1), dtype), 0.1, "recipe")


def counts(history: History) -> list[int]:
    return [kept.samples for kept in history.moments]


def filled(total: int, epoch_samples: int, most_bytes: int = MOST_BYTES) -> History:
    """A history of all that was due up to so many samples."""
    history = History(epoch_samples, most_bytes=most_bytes)
    while history.due <= total:
        history.keep(moment(history.due))
    return history


def holding(*samples: int) -> History:
    history = History(60_000)
    for each in samples:
        history.keep(moment(each))
    return history


def test_moments_are_due_close_together_at_first_and_far_apart_later() -> None:
    due = counts(filled(300_000, 60_000))
    assert due[:14] == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 16, 20]
    assert {*LANDMARKS, *range(60_000, 300_001, 60_000)} <= set(due)
    between = [samples for samples in due if samples % 60_000]
    for low in (10, 100, 1_000, 10_000):
        decade = [samples for samples in between if low <= samples < 10 * low]
        assert len(decade) == PER_DECADE
        for one, after in pairwise(decade):
            assert 1.15 < after / one < 1.36
    assert len(due) == 60


@given(samples=st.integers(0, 10**9), epoch_samples=st.integers(1, 10**6))
def test_the_next_moment_is_due_soon_and_by_the_epochs_end(
    samples: int, epoch_samples: int
) -> None:
    history = History(epoch_samples)
    assert history.due == 0
    history.keep(moment(samples))
    due = history.due
    assert samples < due <= (samples // epoch_samples + 1) * epoch_samples
    assert due <= samples * 1.36 + 1
    for landmark in LANDMARKS:
        assert not samples < landmark < due


@given(
    room=st.integers(0, 40),
    epoch_samples=st.integers(1, 70_000),
    epochs=st.integers(1, 30),
    dtype=st.sampled_from([np.float32, np.float64]),
)
def test_memory_is_bounded_for_any_run(
    room: int, epoch_samples: int, epochs: int, dtype: type
) -> None:
    size = moment(0, dtype).size
    most = room * size + size // 2
    history = History(epoch_samples, most_bytes=most)
    kept_landmarks = {*LANDMARKS, epoch_samples}
    due, total = [], epochs * epoch_samples
    for _ in range(200):
        if history.due > total:
            break
        due.append(history.due)
        history.keep(moment(history.due, dtype))
        found = counts(history)
        assert found == sorted(set(found))
        assert set(found) <= set(due)
        assert (found[0], found[-1]) == (0, due[-1])
        # The first and the newest are always there, and all that there is room for.
        assert len(found) == min(len(due), max(room, 2))
        if room > len(kept_landmarks):
            assert kept_landmarks & set(due) <= set(found)


def test_the_bytes_are_those_of_the_weights() -> None:
    assert moment(0).size == SIZE
    assert moment(0, np.float32).size == SIZE // 2
    usual = Parameters.of(Network(784, 100, 10, 0.1), np.float32)
    whole = Moment(0, usual, 0.1, "recipe")
    assert MOST_BYTES // whole.size > 100  # The usual network's five epochs are kept whole.


def test_what_is_dropped_is_missed_least() -> None:
    history = filled(60_000, 60_000, most_bytes=30 * SIZE)
    found = counts(history)
    assert len(found) == 30
    # No gap is much larger than it has to be: a decade has about as many as any other.
    ratios = [(after + 1) / (one + 1) for one, after in pairwise(found)]
    assert max(ratios) < 2.5


def test_going_back_and_on_replaces_what_came_later() -> None:
    history = holding(0, 10, 100, 1000)
    again = moment(100)
    history.keep(again)
    assert counts(history) == [0, 10, 100]
    assert history.moments[2] is again
    history.keep(moment(40))
    assert counts(history) == [0, 10, 40]
    assert history.due == 50
    history.keep(moment(0))
    assert counts(history) == [0]


def test_keeping_leaves_what_was_read_alone() -> None:
    history = holding(0, 10)
    read = history.moments
    history.keep(moment(20))
    assert [kept.samples for kept in read] == [0, 10]


kept = st.sets(st.integers(0, 10**5), min_size=1, max_size=12).map(sorted)


@given(samples=kept, wanted=st.integers(0, 2 * 10**5))
def test_nearest_is_by_the_logarithm(samples: list[int], wanted: int) -> None:
    history = holding(*samples)

    def distance(index: int) -> float:
        return abs(math.log(wanted + 1) - math.log(samples[index] + 1))

    found = history.nearest(wanted)
    assert 0 <= found < len(samples)
    assert distance(found) <= min(map(distance, range(len(samples)))) + 1e-12
    for index, each in enumerate(samples):
        assert history.nearest(each) == index


def test_nearest_looks_the_way_a_logarithmic_axis_does() -> None:
    history = holding(0, 100, 10_000)
    assert history.nearest(900) == 1
    assert history.nearest(1100) == 2  # 1,000 after 100 but 8,900 before 10,000.


def test_a_moment_answers_as_its_network_does() -> None:
    network = Network(9, 4, 2, 0.3, error_rule="gradient", seed=1)
    images = np.random.default_rng(0).integers(0, 256, (1500, 3, 3), np.uint8)
    digits = Dataset(images, np.zeros(1500, np.uint8))
    trainer = Trainer(network, digits, epochs=1, dtype=np.float64)
    trainer.advance(70)
    found = trainer.moment
    same = found.network
    assert (same.learning_rate, same.error_rule) == (0.3, "gradient")
    expected = same.query(images.reshape(1500, 9) / 255 * 0.99 + 0.01)
    np.testing.assert_allclose(found.query(images), expected, rtol=0, atol=1e-12)
    same.input_hidden[:] = 0
    assert found.input_hidden.all()


def test_a_trainer_lands_on_what_is_due() -> None:
    images = np.zeros((400, 3, 3), np.uint8)
    trainer = Trainer(
        Network(9, 4, 2, 0.3, seed=1), Dataset(images, np.zeros(400, np.uint8)), epochs=3
    )
    history = History(trainer.epoch_samples)
    while history.due <= trainer.total:
        trainer.advance(history.due - trainer.samples)
        history.keep(trainer.moment)
    assert {0, 100, 400, 800, 1000, 1200} <= set(counts(history))
    assert counts(history) == counts(filled(1200, 400))


def test_there_is_no_nearest_of_no_moments_and_no_epoch_of_no_samples() -> None:
    with pytest.raises(ValueError, match="no moments"):
        History(10).nearest(5)
    with pytest.raises(ValueError, match="epoch_samples must be a whole number above 0, not 0"):
        History(0)


def test_a_moment_is_asked_of_images_it_has_nodes_for() -> None:
    assert moment(0).query(np.zeros((0, 3, 3), np.uint8)).shape == (0, 2)
    with pytest.raises(ValueError, match=r"images must have 9 pixels each, not be of \(2, 4, 4\)"):
        moment(0).query(np.zeros((2, 4, 4), np.uint8))
