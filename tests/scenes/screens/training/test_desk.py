"""What the reader does in training, without a screen: runs, moments, what is compared."""

from __future__ import annotations

import queue
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from scenes.screens.training.desk import MOST_EARLIER, Desk
from scenes.screens.training.plan import Plan
from scenes.screens.training.record import Snapshot
from scenes.story.passes import TEST_SET, TRAINING_SET
from scenes.story.places import UNTRAINED, Place
from tinynet import Dataset, Network, TinynetError, load_mnist, save_network, score

PATIENCE = 30


@pytest.fixture(scope="module")
def few() -> Dataset:
    digits = load_mnist("train")
    return Dataset(digits.images[:600], digits.labels[:600])


@pytest.fixture
def desk(few: Dataset) -> Iterator[Desk]:
    """A desk with a run of 1,200 digits on it, ready to start."""
    desk = Desk(Place(hidden=10), Dataset(few.images[:100], few.labels[:100]))
    desk.digits = few
    desk.start(replace(desk.plan, epochs=2))
    yield desk
    desk.close()


def train(desk: Desk, samples: int) -> Snapshot:
    """Train so many digits more, one after another."""
    run = desk.run
    assert run is not None
    run.set_pace(None)
    told: queue.Queue[Snapshot] = queue.Queue()
    desk.tell = told.put
    wanted = run.snapshot.samples
    for _ in range(samples):
        wanted += 1
        run.let_go()  # stepping inside has held it
        run.step()
        while True:
            snapshot = told.get(timeout=PATIENCE)
            if snapshot.samples == wanted and snapshot.state != "running":
                break
    return snapshot


def test_the_plan_is_the_walks_network(few: Dataset) -> None:
    desk = Desk(Place(hidden=7, seed=5, learning_rate=0.3, error_rule="gradient"), few)
    assert desk.plan == Plan(hidden=7, seed=5, learning_rate=0.3, error_rule="gradient")
    assert desk.shown() is None
    assert desk.inside() is None
    assert desk.compare() is None
    assert desk.turn(1) is None


def test_the_digits_are_where_the_place_says(tmp_path: Path, few: Dataset) -> None:
    desk = Desk(Place(data=str(tmp_path)), few)
    with pytest.raises(TinynetError, match="train-images"):
        desk.load()


def test_before_the_start_the_network_is_the_untrained_one(desk: Desk) -> None:
    shown = desk.shown()
    assert shown is not None
    assert not shown.back
    assert shown.corrected is None
    digit = desk.test.images[0].ravel() / 255 * 0.99 + 0.01
    assert np.allclose(shown.outputs, shown.moment.network.query(digit), atol=1e-5)
    inside = desk.inside()
    assert inside is not None
    assert (inside.source, inside.of, inside.index) == (UNTRAINED, TEST_SET, 0)
    start = Network(784, 10, 10, 0.1, seed=desk.plan.seed)
    assert np.allclose(inside.network.input_hidden, start.input_hidden, atol=1e-7)


def test_stepping_inside_takes_this_network_and_this_digit(desk: Desk, few: Dataset) -> None:
    snapshot = train(desk, 3)
    inside = desk.inside()
    assert inside is not None
    assert snapshot.lesson is not None
    assert inside.of == TRAINING_SET
    assert inside.data is few
    assert inside.index == snapshot.lesson.index
    assert inside.changed is None
    assert (inside.network.input_hidden == snapshot.moment.input_hidden).all()
    assert inside.source == "in training, after 3 digits"


def test_a_turned_digit_is_walked_as_it_was_turned(desk: Desk) -> None:
    desk.start(replace(desk.plan, rotate=20.0))
    for _ in range(50):
        lesson = train(desk, 1).lesson
        assert lesson is not None
        if lesson.degrees:
            break
    inside = desk.inside()
    assert inside is not None
    assert inside.changed is not None
    assert (inside.image == lesson.image).all()
    assert (inside.image != inside.data.images[inside.index]).any()


def test_looking_back_shows_the_weights_and_the_answer_of_then(desk: Desk) -> None:
    train(desk, 12)
    assert desk.run is not None
    now = desk.run.snapshot
    desk.look_back(-1)
    shown = desk.shown()
    assert shown is not None
    assert shown.back
    assert shown.moment.samples == 10, "12 itself is no moment kept"
    assert now.lesson is not None
    answer = shown.moment.network.query(now.lesson.image.ravel() / 255 * 0.99 + 0.01)
    assert shown.outputs is not None
    assert np.allclose(shown.outputs, answer, atol=1e-5)
    inside = desk.inside()
    assert inside is not None
    assert inside.source == "in training, after 10 digits"


def test_the_answer_after_the_correction_is_that_of_the_network_stepped_into(desk: Desk) -> None:
    train(desk, 4)
    shown, inside = desk.shown(), desk.inside()
    assert shown is not None
    assert inside is not None
    assert shown.corrected is not None
    assert np.allclose(shown.corrected, inside.trace.outputs, atol=1e-5)
    assert np.abs(shown.outputs - shown.corrected).max() > 1e-3, "the correction moved it"


def test_a_moment_looked_back_at_is_tested_once(desk: Desk) -> None:
    train(desk, 4)
    assert not desk.examine(), "where the run is, it has its own tests"
    desk.look_at(2)
    shown = desk.shown()
    assert shown is not None
    assert shown.scores is None
    assert desk.examine()
    assert not desk.examine()
    shown = desk.shown()
    assert shown is not None
    assert shown.scores is not None
    alone = score(shown.moment.network, desk.test.images, desk.test.labels)
    assert (shown.scores.answers == alone.answers).all()
    assert shown.tested_at == 2


def test_a_turned_learning_rate_is_in_the_curves_name(desk: Desk) -> None:
    desk.turn(1)
    train(desk, 1)
    assert desk.curves[-1].name == "η 0.2, 10 Jays"
    desk.turn(1)
    desk.turn(1)
    train(desk, 1)
    assert desk.curves[-1].name == "η 0.2 → 0.5, 10 Jays"


def test_one_step_back_from_a_moment_kept_is_the_one_before(desk: Desk) -> None:
    train(desk, 10)
    desk.look_back(-1)
    shown = desk.shown()
    assert shown is not None
    assert shown.moment.samples == 9
    desk.look_back(1)
    desk.look_back(1)
    assert desk.back is None


def test_the_timeline_stops_at_both_ends(desk: Desk) -> None:
    train(desk, 3)
    for _ in range(10):
        desk.look_back(-1)
    assert desk.back == 0
    for _ in range(10):
        desk.look_back(1)
    assert desk.back is None
    desk.look_near(1)
    shown = desk.shown()
    assert shown is not None
    assert shown.moment.samples == 1
    desk.look_near(10**9)
    assert desk.back is None


def test_any_two_moments_can_be_compared(desk: Desk) -> None:
    train(desk, 5)
    desk.look_at(2)
    base = desk.compare()
    assert base is not None
    assert base.samples == 2
    desk.look_at(99)
    shown = desk.shown()
    assert shown is not None
    assert (shown.base.samples, shown.moment.samples) == (2, 5)
    desk.look_at(2)
    assert desk.compare() is None, "the same again: back to the start"
    shown = desk.shown()
    assert shown is not None
    assert shown.base.samples == 0


def test_earlier_runs_leave_their_curves(desk: Desk) -> None:
    for rate in (0.2, 0.3, 0.4, 0.5, 0.6):
        train(desk, 20)
        desk.start(replace(desk.plan, learning_rate=rate))
    assert len(desk.earlier) == MOST_EARLIER
    assert [curve.name for curve in desk.curves] == [
        f"η {rate}, 10 Jays" for rate in (0.3, 0.4, 0.5, 0.6)
    ]
    desk.overlay = False
    assert [curve.name for curve in desk.curves] == ["η 0.6, 10 Jays"]


def test_a_run_that_was_never_started_leaves_none(desk: Desk) -> None:
    desk.start_over()
    assert desk.earlier == ()


def test_starting_over_gives_the_same_start(desk: Desk) -> None:
    first = desk.shown()
    train(desk, 3)
    desk.start_over()
    again = desk.shown()
    assert first is not None
    assert again is not None
    assert (first.moment.input_hidden == again.moment.input_hidden).all()
    assert again.snapshot.samples == 0


def test_a_network_from_a_file_goes_on(desk: Desk, tmp_path: Path) -> None:
    network = Network(784, 4, 10, 0.7, error_rule="gradient", seed=3)
    save_network(network, tmp_path / "net.npz")
    desk.jay = 9
    desk.open_file(str(tmp_path / "net.npz"))
    shown = desk.shown()
    assert shown is not None
    assert desk.hidden == 4
    assert shown.jay == 3
    assert (desk.plan.learning_rate, desk.plan.error_rule) == (0.7, "gradient")
    assert np.allclose(shown.moment.input_hidden, network.input_hidden, atol=1e-7)
    assert desk.name_of(shown.moment) == "as it was loaded"


@pytest.mark.parametrize("nodes", [(4, 3, 10), (784, 3, 2)])
def test_a_network_that_does_not_fit_is_refused_in_a_sentence(
    desk: Desk, tmp_path: Path, nodes: tuple[int, int, int]
) -> None:
    save_network(Network(*nodes, 0.1, seed=1), tmp_path / "net.npz")
    run = desk.run
    with pytest.raises(TinynetError, match="784 inputs and 10 outputs"):
        desk.open_file(str(tmp_path / "net.npz"))
    assert desk.run is run, "the run there was is still there"


@pytest.mark.parametrize(
    ("largest", "rate", "found"),
    [(1e7, 0.1, "expected weights up to"), (1.0, 1e30, "expected a learning rate from 0.0001")],
)
def test_a_network_nothing_can_be_learned_with_is_refused(
    desk: Desk, tmp_path: Path, largest: float, rate: float, found: str
) -> None:
    network = Network(784, 3, 10, rate, seed=1)
    network.input_hidden[0, 0] = largest
    save_network(network, tmp_path / "net.npz")
    with pytest.raises(TinynetError, match=found):
        desk.open_file(str(tmp_path / "net.npz"))


def test_a_walk_on_a_file_is_trained_on_from_it(few: Dataset, tmp_path: Path) -> None:
    save_network(Network(784, 6, 10, 0.2, error_rule="gradient", seed=8), tmp_path / "net.npz")
    desk = Desk(Place(network=str(tmp_path / "net.npz")), few)
    assert (desk.plan.hidden, desk.plan.learning_rate) == (6, 0.2)
    desk.digits = few
    desk.start_over()
    shown = desk.shown()
    assert shown is not None
    assert np.allclose(shown.moment.input_hidden, Network(784, 6, 10, 0.2, seed=8).input_hidden)
    desk.close()


def test_the_score_inside_is_of_test_digits(desk: Desk) -> None:
    train(desk, 1)
    inside = desk.inside()
    assert inside is not None
    assert inside.others[1].tolist() == desk.test.labels.tolist()


def test_the_learning_rate_turns_from_one_good_value_to_the_next(desk: Desk) -> None:
    assert desk.turn(1) == 0.2
    assert desk.turn(-1) == 0.1
    for _ in range(20):
        desk.turn(-1)
    assert desk.turn(-1) == 0.001


def test_jays_are_chosen_round_and_round(desk: Desk) -> None:
    desk.choose(-1)
    assert desk.jay == 9
    desk.choose(10)
    assert desk.jay == 0
