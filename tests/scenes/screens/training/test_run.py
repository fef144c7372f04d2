"""The run in its thread: it does what is wanted, neither more nor less, and reports it."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from itertools import pairwise

import numpy as np
import pytest

from scenes.screens.training import notes
from scenes.screens.training import run as run_module
from scenes.screens.training.pace import PACES
from scenes.screens.training.record import Snapshot
from scenes.screens.training.run import TrainingRun
from scenes.screens.training.settings import PRESETS, TrainingSettings
from tinynet import Dataset, Tally, Trainer, TrainingError, load_mnist
from tinynet import trainer as trainer_module

SMALL = TrainingSettings(hidden=10, epochs=2)
PATIENCE = 30
"""Seconds a busy machine may take for what takes a moment."""


@pytest.fixture(scope="module")
def few() -> Dataset:
    """Six hundred digits to train on."""
    digits = load_mnist("train")
    return Dataset(digits.images[:600], digits.labels[:600])


@pytest.fixture(scope="module")
def test_digits(few: Dataset) -> Dataset:
    """A hundred to test with."""
    return Dataset(few.images[:100], few.labels[:100])


class Follower:
    """Follows a run by what it reports."""

    def __init__(self) -> None:
        self.heard: queue.Queue[Snapshot] = queue.Queue()

    def until(self, wanted: Callable[[Snapshot], bool]) -> Snapshot:
        """Wait for a snapshot."""
        while True:
            snapshot = self.heard.get(timeout=PATIENCE)
            if wanted(snapshot):
                return snapshot


Start = Callable[..., tuple[TrainingRun, Follower]]


@pytest.fixture
def start(few: Dataset, test_digits: Dataset) -> Iterator[Start]:
    """Open runs, as fast as they go, and close them in the end."""
    opened: list[TrainingRun] = []

    def opening(settings: TrainingSettings = SMALL) -> tuple[TrainingRun, Follower]:
        follower = Follower()
        run = TrainingRun(settings, few, test_digits, report=follower.heard.put)
        run.set_pace(None)
        opened.append(run)
        return run, follower

    yield opening
    for run in opened:
        run.close()


def weights(snapshot: Snapshot) -> np.ndarray:
    return snapshot.moment.input_hidden


def plain_run(few: Dataset, settings: TrainingSettings, samples: int) -> Trainer:
    trainer = settings.trainer(few)
    trainer.advance(samples)
    return trainer


def test_it_is_ready_tested_and_remembered_before_it_starts(start: Start) -> None:
    run, follower = start()
    assert run.snapshot.state == "ready"
    ready = follower.until(lambda s: s.scores is not None)
    assert (ready.state, ready.tested_at) == ("ready", 0)
    assert [moment.samples for moment in run.history.moments] == [0]
    assert [point.samples for point in run.curve.tests] == [0]


def test_it_runs_to_the_end_as_a_trainer_alone_does(start: Start, few: Dataset) -> None:
    settings = TrainingSettings(hidden=10, epochs=2)
    run, follower = start(settings)
    run.go()
    done = follower.until(lambda s: s.state == "done")
    assert done.samples == done.total == 1200
    alone = plain_run(few, settings, 1200)
    assert (weights(done) == alone.moment.input_hidden).all()
    assert not run.going


def test_pauses_and_steps_change_no_weight(start: Start, few: Dataset) -> None:
    settings = TrainingSettings(hidden=10, epochs=2)
    run, follower = start(settings)
    for samples in (1, 2, 3):
        run.step()
        assert follower.until(lambda s, n=samples: s.samples == n and s.state == "paused")
    run.set_pace(1000)
    run.go()
    follower.until(lambda s: s.samples > 100)
    run.pause()
    follower.until(lambda s: s.state == "paused")
    run.set_pace(None)
    run.go()
    done = follower.until(lambda s: s.state == "done")
    assert (weights(done) == plain_run(few, settings, 1200).moment.input_hidden).all()


def test_an_epoch_ends_where_it_ends(start: Start) -> None:
    run, follower = start()
    run.step()
    run.finish_epoch()
    assert follower.until(lambda s: s.state == "paused" and s.samples > 1).samples == 600
    run.finish_epoch()
    assert follower.until(lambda s: s.state == "done").samples == 1200


def test_what_is_done_can_go_on(start: Start) -> None:
    run, follower = start(TrainingSettings(hidden=5, epochs=1))
    run.go()
    follower.until(lambda s: s.state == "done")
    run.step()
    assert follower.until(lambda s: s.samples == 601).epochs == 2
    run.finish_epoch()
    follower.until(lambda s: s.state == "done" and s.samples == 1200)
    run.go()
    assert follower.until(lambda s: s.state == "done" and s.samples > 1200).samples == 1800


def test_held_it_stands_still_and_then_goes_on_as_it_was(start: Start) -> None:
    run, follower = start(TrainingSettings(hidden=10, epochs=1000))
    run.go()
    follower.until(lambda s: s.samples > 600)
    held = run.hold()
    assert held.state == "paused"
    assert held.moment.samples == held.samples == run.snapshot.samples
    assert run.going, "it wants to go on"
    run.let_go()
    follower.until(lambda s: s.samples > held.samples + 600)


def test_a_hold_before_the_start_starts_nothing(start: Start) -> None:
    run, _ = start()
    run.hold()
    run.let_go()
    assert run.hold().samples == 0


def test_the_learning_rate_turns_while_it_runs(start: Start) -> None:
    run, follower = start()
    run.step()
    follower.until(lambda s: s.samples == 1)
    run.learning_rate = 0.5
    assert follower.until(lambda s: s.learning_rate == 0.5).state == "paused"


@pytest.mark.parametrize(
    ("pace", "tests"), [(None, [0, 600, 1200]), (100_000.0, [*range(0, 1201, 100)])]
)
def test_moments_tests_and_points_are_where_they_are_due(
    start: Start, pace: float | None, tests: list[int]
) -> None:
    run, follower = start()
    run.set_pace(pace)
    run.go()
    follower.until(lambda s: s.state == "done")
    kept = [moment.samples for moment in run.history.moments]
    assert {0, 1, 10, 100, 600, 1000, 1200} <= set(kept)
    assert [point.samples for point in run.curve.tests] == tests
    samples = [point.samples for point in run.curve.training]
    assert samples == sorted(samples)
    assert samples[-1] == 1200
    assert all(0 <= point.accuracy <= 1 for point in run.curve.training)


@pytest.mark.slow
def test_a_long_run_leaves_no_more_points_than_can_be_seen(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notes, "POINTS_OF_THE_WAY", 10)
    run, follower = start(TrainingSettings(hidden=4, epochs=60))
    run.go()
    follower.until(lambda s: s.state == "done")
    training = [point.samples for point in run.curve.training]
    tests = [point.samples for point in run.curve.tests]
    assert (tests[0], training[-1], tests[-1]) == (0, 36_000, 36_000)
    # Ten times as far makes ln 10 × 10 points more, where it would make ten times as many; none of
    # the gaps is wider than the part of the way, and the slice that it ends with.
    assert len([one for one in training if one > 3_600]) < 25
    assert len(tests) < 35
    for points in (training, tests):
        gaps = [(after - one, after) for one, after in pairwise(points)]
        assert all(gap <= max(600, after / 9) + run_module.SLICE_SAMPLES for gap, after in gaps)


def test_the_last_thousand_are_what_is_reported(start: Start) -> None:
    run, follower = start()
    run.go()
    done = follower.until(lambda s: s.state == "done")
    assert 1000 <= done.recent.samples < 1000 + run_module.SLICE_SAMPLES


def test_it_gathers_speed_until_told_otherwise(start: Start, few: Dataset) -> None:
    run = TrainingRun(TrainingSettings(hidden=5), few, few)
    try:
        assert run.gathering
        assert run.pace == 1.0
        run.change_pace(1)
        assert (run.gathering, run.pace) == (True, 8), "it hurries, and goes on gathering"
        run.change_pace(-1)
        assert (run.gathering, run.pace) == (False, 3)
        run.change_pace(1)
        assert run.pace == 10
        run.gather()
        assert (run.gathering, run.pace) == (True, 1)
        run.change_pace(-1)
        assert run.pace == PACES[0] == 1
        for _ in PACES:
            run.change_pace(1)
        assert run.pace is None
        run.change_pace(1)
        assert run.pace is None
        run.change_pace(-1)
        assert run.pace == PACES[-2]
    finally:
        run.close()


def test_a_run_that_gathered_speed_for_hours_goes_on(start: Start) -> None:
    run, follower = start(TrainingSettings(hidden=5, epochs=1))
    run.gather()
    run._pace.went_on(1e6)
    run.go()
    assert follower.until(lambda s: s.state == "done").samples == 600
    assert run.free


def test_steps_faster_than_they_are_made_add_up(start: Start) -> None:
    run, follower = start()
    for _ in range(10):
        run.step()
    assert follower.until(lambda s: s.samples == 10 and s.state == "paused")


def test_a_batch_of_all_can_be_held_in_the_middle(start: Start, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(trainer_module, "LARGEST_PART", 100)
    run, follower = start(TrainingSettings(hidden=5, epochs=1000, batch_size=600))
    run.go()
    follower.until(lambda s: s.samples > 600)
    held = run.hold()
    before = follower.until(lambda s: s.samples == held.samples)
    assert before.moment.input_hidden.shape == (5, 784)
    run.let_go()
    follower.until(lambda s: s.samples > held.samples)


def test_a_failure_to_report_still_ends_as_failed(
    few: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports = queue.Queue[Snapshot]()
    run = TrainingRun(SMALL, few, few, report=reports.put)
    monkeypatch.setattr(TrainingRun, "_snap", _fail_to_snap)
    run.go()
    while (snapshot := reports.get(timeout=PATIENCE)).state != "failed":
        pass
    assert snapshot.failure == "MemoryError: expected memory"
    assert not run.going
    run.close()


def _fail_to_snap(self: TrainingRun, state: str) -> Snapshot:
    raise MemoryError("expected memory")


def test_batches_gather_speed_by_corrections(few: Dataset) -> None:
    run = TrainingRun(TrainingSettings(hidden=5, batch_size=32), few, few)
    try:
        assert run.pace == 32
    finally:
        run.close()


@pytest.mark.slow
def test_a_pace_is_kept(start: Start) -> None:
    run, follower = start(TrainingSettings(hidden=5, epochs=1000))
    run.set_pace(100)
    run.go()
    later = follower.until(lambda s: s.samples > 150)
    assert later.samples_per_second < 120


def test_a_pause_in_the_middle_of_a_slice_is_heard_before_the_rest(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_module, "LONGEST_REST", 100 * PATIENCE)
    run, follower = start()
    run.set_pace(0.001)
    advance = Trainer.advance

    def paused_meanwhile(trainer: Trainer, samples: int) -> Tally:
        tally = advance(trainer, samples)
        run.pause()
        return tally

    monkeypatch.setattr(Trainer, "advance", paused_meanwhile)
    run.go()
    assert follower.until(lambda s: s.state == "paused").samples == 1


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (TrainingError("expected finite weights"), "expected finite weights"),
        (MemoryError("Unable to\nallocate"), "MemoryError: Unable to allocate"),
        (KeyError("7"), "KeyError: '7'"),
        (MemoryError(), "MemoryError"),
        (ValueError("\x1b[2J"), "ValueError: \\x1b[2J"),
    ],
)
def test_a_failure_is_told_in_a_line(
    start: Start, monkeypatch: pytest.MonkeyPatch, error: Exception, told: str
) -> None:
    run, follower = start()

    def fail(self: Trainer, samples: int) -> None:
        raise error

    monkeypatch.setattr(Trainer, "advance", fail)
    run.go()
    failed = follower.until(lambda s: s.state == "failed")
    assert failed.failure == told
    assert not run.going
    assert run.hold().state == "failed", "and nobody waits for it"


def test_trouble_is_told(start: Start) -> None:
    run, follower = start(TrainingSettings(hidden=10, epochs=9, learning_rate=50.0))
    run.go()
    assert "too high" in (follower.until(lambda s: s.state == "done").trouble or "")


@pytest.mark.parametrize("pace", [1, None])
def test_closing_ends_the_thread_in_mid_run(start: Start, pace: float | None) -> None:
    run, follower = start(TrainingSettings(hidden=10, epochs=1000))
    run.set_pace(pace)
    run.go()
    follower.until(lambda s: s.samples > 0)
    run.close()
    assert not any(thread is run._thread for thread in threading.enumerate())


def test_every_preset_can_be_trained(start: Start) -> None:
    for preset in PRESETS:
        run, follower = start(preset.settings)
        run.step()
        assert follower.until(lambda s: s.samples > 0).samples == preset.settings.batch_size
