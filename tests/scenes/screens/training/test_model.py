"""What the reader does in training, with no screen: runs, moments, comparing; and what is shown."""

from __future__ import annotations

import queue
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from scenes.screens.training import looking
from scenes.screens.training.model import MOST_EARLIER, TrainingModel
from scenes.screens.training.record import Snapshot
from scenes.screens.training.saving import resume, saved_training
from scenes.screens.training.settings import TrainingSettings
from scenes.screens.training.view import view_of
from scenes.story import limits
from scenes.story.passes import TEST_SET, TRAINING_SET
from scenes.story.places import UNTRAINED, Place
from tinynet import Dataset, Network, TinynetError, load_mnist, save_network, score

PATIENCE = 30


@pytest.fixture(scope="module")
def few() -> Dataset:
    digits = load_mnist("train")
    return Dataset(digits.images[:600], digits.labels[:600])


@pytest.fixture
def model(few: Dataset) -> Iterator[TrainingModel]:
    """A model with a run of 1,200 digits, ready to start."""
    model = TrainingModel(Place(hidden=10), Dataset(few.images[:100], few.labels[:100]))
    model.digits = few
    model.start(replace(model.settings, epochs=2))
    yield model
    model.close()


def train(model: TrainingModel, samples: int) -> Snapshot:
    """Train so many digits more, one after another."""
    run = model.run
    assert run is not None
    run.set_pace(None)
    reports: queue.Queue[Snapshot] = queue.Queue()
    model.report = reports.put
    wanted = run.snapshot.samples
    for _ in range(samples):
        wanted += 1
        run.let_go()  # stepping inside has held it
        run.step()
        while True:
            snapshot = reports.get(timeout=PATIENCE)
            if snapshot.samples == wanted and snapshot.state != "running":
                break
    return snapshot


def test_the_settings_are_the_walks_network(few: Dataset) -> None:
    model = TrainingModel(Place(hidden=7, seed=5, learning_rate=0.3, error_rule="gradient"), few)
    assert model.settings == TrainingSettings(
        hidden=7, seed=5, learning_rate=0.3, error_rule="gradient"
    )
    assert view_of(model) is None
    assert model.inside() is None
    assert model.looked_at is None
    assert model.turn(1) is None


def test_the_digits_are_where_the_place_says(tmp_path: Path, few: Dataset) -> None:
    model = TrainingModel(Place(data=str(tmp_path)), few)
    with pytest.raises(TinynetError, match="train-images"):
        model.load()


def test_before_the_start_the_network_is_the_untrained_one(model: TrainingModel) -> None:
    shown = view_of(model)
    assert shown is not None
    assert not shown.back
    assert shown.corrected is None
    digit = model.test.images[0].ravel() / 255 * 0.99 + 0.01
    assert np.allclose(shown.outputs, shown.moment.network.query(digit), atol=1e-5)
    inside = model.inside()
    assert inside is not None
    assert (inside.named.name, inside.of, inside.index) == (UNTRAINED, TEST_SET, 0)
    start = Network(784, 10, 10, 0.1, seed=model.settings.seed)
    assert np.allclose(inside.network.input_hidden, start.input_hidden, atol=1e-7)


def test_stepping_inside_takes_this_network_and_this_digit(
    model: TrainingModel, few: Dataset
) -> None:
    snapshot = train(model, 3)
    inside = model.inside()
    assert inside is not None
    assert snapshot.last_sample is not None
    assert inside.of == TRAINING_SET
    assert inside.data is few
    assert inside.index == snapshot.last_sample.index
    assert inside.changed is None
    assert (inside.network.input_hidden == snapshot.moment.input_hidden).all()
    assert inside.named.name == "in training, after 3 digits"


def test_a_turned_digit_is_walked_as_it_was_turned(model: TrainingModel) -> None:
    model.start(replace(model.settings, rotate=20.0))
    for _ in range(50):
        sample = train(model, 1).last_sample
        assert sample is not None
        if sample.degrees:
            break
    inside = model.inside()
    assert inside is not None
    assert inside.changed is not None
    assert (inside.image == sample.image).all()
    assert (inside.image != inside.data.images[inside.index]).any()


def test_looking_back_shows_the_weights_and_the_answer_of_then(model: TrainingModel) -> None:
    train(model, 12)
    assert model.run is not None
    now = model.run.snapshot
    model.looked_at.look_back(-1)
    shown = view_of(model)
    assert shown is not None
    assert shown.back
    assert shown.moment.samples == 10, "12 itself is no moment kept"
    assert now.last_sample is not None
    answer = shown.moment.network.query(now.last_sample.image.ravel() / 255 * 0.99 + 0.01)
    assert shown.outputs is not None
    assert np.allclose(shown.outputs, answer, atol=1e-5)
    inside = model.inside()
    assert inside is not None
    assert inside.named.name == "in training, after 10 digits"


def test_the_answer_after_the_correction_is_that_of_the_network_stepped_into(
    model: TrainingModel,
) -> None:
    train(model, 4)
    shown, inside = view_of(model), model.inside()
    assert shown is not None
    assert inside is not None
    assert shown.corrected is not None
    assert np.allclose(shown.corrected, inside.trace.outputs, atol=1e-5)
    assert np.abs(shown.outputs - shown.corrected).max() > 1e-3, "the correction moved it"


def test_a_moment_looked_back_at_is_tested_once(model: TrainingModel) -> None:
    train(model, 4)
    assert not model.looked_at.examine(), "where the run is, it has its own tests"
    model.looked_at.look_at(2)
    shown = view_of(model)
    assert shown is not None
    assert shown.scores is None
    assert model.looked_at.examine()
    assert not model.looked_at.examine()
    shown = view_of(model)
    assert shown is not None
    assert shown.scores is not None
    alone = score(shown.moment.network, model.test.images, model.test.labels)
    assert (shown.scores.answers == alone.answers).all()
    assert shown.tested_at == 2


def test_only_the_last_tests_of_moments_are_kept(
    model: TrainingModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking, "MOST_TESTS", 2)
    train(model, 4)
    for index in range(4):
        model.looked_at.look_at(index)
        assert model.looked_at.examine()
    kept = [model.looked_at.scores_of(moment) for moment in model.looked_at.moments[:4]]
    assert [scores is not None for scores in kept] == [0, 0, 1, 1]


def test_a_turned_learning_rate_is_in_the_curves_name(model: TrainingModel) -> None:
    model.turn(1)
    train(model, 1)
    assert model.curves[-1].name == "η 0.2, 10 Jays"
    model.turn(1)
    model.turn(1)
    train(model, 1)
    assert model.curves[-1].name == "η 0.2 → 0.5, 10 Jays"


def test_one_step_back_from_a_moment_kept_is_the_one_before(model: TrainingModel) -> None:
    train(model, 10)
    model.looked_at.look_back(-1)
    shown = view_of(model)
    assert shown is not None
    assert shown.moment.samples == 9
    model.looked_at.look_back(1)
    model.looked_at.look_back(1)
    assert model.looked_at.back is None


def test_the_timeline_stops_at_both_ends(model: TrainingModel) -> None:
    train(model, 3)
    for _ in range(10):
        model.looked_at.look_back(-1)
    assert model.looked_at.back == 0
    for _ in range(10):
        model.looked_at.look_back(1)
    assert model.looked_at.back is None
    model.looked_at.look_near(1)
    shown = view_of(model)
    assert shown is not None
    assert shown.moment.samples == 1
    model.looked_at.look_near(10**9)
    assert model.looked_at.back is None


def test_any_two_moments_can_be_compared(model: TrainingModel) -> None:
    train(model, 5)
    model.looked_at.look_at(2)
    base = model.looked_at.compare()
    assert base is not None
    assert base.samples == 2
    model.looked_at.look_at(99)
    shown = view_of(model)
    assert shown is not None
    assert (shown.base.samples, shown.moment.samples) == (2, 5)
    model.looked_at.look_at(2)
    assert model.looked_at.compare() is None, "the same again: back to the start"
    shown = view_of(model)
    assert shown is not None
    assert shown.base.samples == 0


def test_earlier_runs_leave_their_curves(model: TrainingModel) -> None:
    for rate in (0.2, 0.3, 0.4, 0.5, 0.6):
        train(model, 20)
        model.start(replace(model.settings, learning_rate=rate))
    assert len(model.earlier) == MOST_EARLIER
    assert [curve.name for curve in model.curves] == [
        f"η {rate}, 10 Jays" for rate in (0.3, 0.4, 0.5, 0.6)
    ]
    model.overlay = False
    assert [curve.name for curve in model.curves] == ["η 0.6, 10 Jays"]


def test_a_run_that_was_never_started_leaves_none(model: TrainingModel) -> None:
    model.start_over()
    assert model.earlier == ()


def test_starting_over_gives_the_same_start(model: TrainingModel) -> None:
    first = view_of(model)
    train(model, 3)
    model.start_over()
    again = view_of(model)
    assert first is not None
    assert again is not None
    assert (first.moment.input_hidden == again.moment.input_hidden).all()
    assert again.snapshot.samples == 0


def test_a_network_from_a_file_goes_on(model: TrainingModel, tmp_path: Path) -> None:
    network = Network(784, 4, 10, 0.7, error_rule="gradient", seed=3)
    save_network(network, tmp_path / "net.npz")
    model.hidden_node = 9
    model.open_file(str(tmp_path / "net.npz"))
    shown = view_of(model)
    assert shown is not None
    assert model.hidden_nodes == 4
    assert shown.hidden_node == 3
    assert (model.settings.learning_rate, model.settings.error_rule) == (0.7, "gradient")
    assert np.allclose(shown.moment.input_hidden, network.input_hidden, atol=1e-7)
    assert model.name_of(shown.moment) == "as it was loaded"


@pytest.mark.parametrize("nodes", [(4, 3, 10), (784, 3, 2)])
def test_a_network_that_does_not_fit_is_refused_in_a_sentence(
    model: TrainingModel, tmp_path: Path, nodes: tuple[int, int, int]
) -> None:
    save_network(Network(*nodes, 0.1, seed=1), tmp_path / "net.npz")
    run = model.run
    with pytest.raises(TinynetError, match="784 inputs and 10 outputs"):
        model.open_file(str(tmp_path / "net.npz"))
    assert model.run is run, "the run there was is still there"


@pytest.mark.parametrize(
    ("largest", "rate", "found"),
    [(1e7, 0.1, "expected weights up to"), (1.0, 1e30, "expected a learning rate from 0.0001")],
)
def test_a_network_nothing_can_be_learned_with_is_refused(
    model: TrainingModel, tmp_path: Path, largest: float, rate: float, found: str
) -> None:
    network = Network(784, 3, 10, rate, seed=1)
    network.input_hidden[0, 0] = largest
    save_network(network, tmp_path / "net.npz")
    with pytest.raises(TinynetError, match=found):
        model.open_file(str(tmp_path / "net.npz"))


def test_a_walk_on_a_file_is_trained_on_from_it(few: Dataset, tmp_path: Path) -> None:
    save_network(Network(784, 6, 10, 0.2, error_rule="gradient", seed=8), tmp_path / "net.npz")
    model = TrainingModel(Place(network=str(tmp_path / "net.npz")), few)
    assert (model.settings.hidden, model.settings.learning_rate) == (6, 0.2)
    model.digits = few
    model.start_over()
    shown = view_of(model)
    assert shown is not None
    assert np.allclose(shown.moment.input_hidden, Network(784, 6, 10, 0.2, seed=8).input_hidden)
    model.close()


def test_the_score_inside_is_of_test_digits(model: TrainingModel) -> None:
    train(model, 1)
    inside = model.inside()
    assert inside is not None
    assert inside.others[1].tolist() == model.test.labels.tolist()


def test_a_run_that_was_given_more_epochs_than_one_may_ask_for_is_kept(
    model: TrainingModel,
) -> None:
    train(model, 3)
    saved = saved_training(model)
    assert saved is not None
    resume(replace(saved, epochs=limits.MOST_EPOCHS + 5), model)
    assert model.run is not None
    assert (model.run.snapshot.samples, model.run.snapshot.epochs) == (3, limits.MOST_EPOCHS + 5)
    with pytest.raises(TinynetError, match="epochs, found more"):
        resume(replace(saved, epochs=10**9), model)


def test_the_learning_rate_turns_from_one_good_value_to_the_next(model: TrainingModel) -> None:
    assert model.turn(1) == 0.2
    assert model.turn(-1) == 0.1
    for _ in range(20):
        model.turn(-1)
    assert model.turn(-1) == 0.001


def test_hidden_nodes_are_chosen_round_and_round(model: TrainingModel) -> None:
    model.choose(-1)
    assert model.hidden_node == 9
    model.choose(10)
    assert model.hidden_node == 0
