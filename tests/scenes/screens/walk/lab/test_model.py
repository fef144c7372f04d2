"""The lab of a walk: edits come and go with digits and networks, and all are taken back again."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.screens.walk.lab import model as lab_model
from scenes.screens.walk.model import WalkModel
from scenes.story.acts import ACTS
from scenes.story.lab.edits import Noise, Off, Paint, Shift, Speak, Tell, Threshold, Turn, Volume
from scenes.story.lab.lab import Lab
from scenes.story.networks import NamedNetwork
from scenes.story.passes import open_pass
from scenes.story.places import Place
from scenes.story.walk import open_walk
from tinynet import Network, TinynetError, accuracy, load_mnist

DATA = load_mnist("test")
PASS = open_pass(Place(network="trained", sample=0), DATA)
EDITS = st.sampled_from(
    [
        *(Off(3), Volume(3, 0.5), Volume(7, 4.0), Threshold(3, -2.5), Threshold(4, 1.0)),
        *(Speak(3, 345, -2.5), Tell(2, 3, 9.0), Tell(2, 4, 0.0), Paint(345, 0), Paint(1, 255)),
        *(Noise(0.4), Noise(0.2, 3), Turn(20), Turn(-180), Shift(2, -1), Shift(-14, 14)),
    ]
)


def open_model(at=("meet", ""), **choices):
    place = Place(**choices).at(*at)
    return WalkModel(place, open_walk(place, open_pass(place, DATA)))


@given(st.lists(EDITS, min_size=1, max_size=5), st.integers(0, 5))
def test_any_edits_are_taken_back_by_one_key(edits, undone):
    model = open_model(network="trained", at=("output", "trust"))
    before, story = model.walk, model.beat.story
    for edit in edits:
        model.edit(edit)
    for _ in range(undone):
        model.undo()
    model.undo_all()
    assert model.walk.pass_ is before.pass_
    assert (model.walk.jay, model.walk.lola, model.walk.pixel) == (
        before.jay,
        before.lola,
        before.pixel,
    )
    assert model.beat.story == story
    assert model.reopened() is not None


def test_the_score_is_that_of_the_changed_network_and_counted_once(monkeypatch):
    model = open_model(network="trained")
    assert not model.lab.is_scored
    for edit in (Off(12), Noise(0.5)):
        model.edit(edit)
    before, after = model.lab.scores
    network = Lab().make(Off(12)).network(PASS.network)
    assert before == accuracy(PASS.network, *PASS.others)
    assert after == accuracy(network, *PASS.others)
    model.edit(Turn(5))
    monkeypatch.setattr(lab_model, "accuracy", None)
    assert model.lab.is_scored
    assert model.lab.scores == (before, after)


def test_edits_survive_acts_and_the_learning_rate_and_the_rule():
    model = open_model(network="trained", at=("weighted-sum", "products"))
    model.edit(Off(12))
    model.edit(Noise(0.2))
    outputs = model.walk.trace.outputs
    for where in ACTS.route:
        model.visit(where)
        assert model.beat.story
        np.testing.assert_array_equal(model.walk.trace.outputs, outputs)
    model.visit(("update", "factors"))
    rate = model.walk.trace.learning_rate
    model.turn(1)
    model.change_rule()
    assert model.walk.trace.learning_rate > rate
    assert model.walk.trace.error_rule == "gradient"
    np.testing.assert_array_equal(model.walk.trace.outputs, outputs)
    model.undo_all()
    assert model.walk.trace.error_rule == "gradient", "that is not of the lab"


def test_another_digit_drops_the_digits_edits_and_another_network_the_networks():
    model = open_model(network="trained")
    both = (Off(12), Noise(0.2), Threshold(3, 1.0), Paint(300, 255))
    for edit in both:
        model.edit(edit)
    model.take_digit(4)
    assert model.lab.edits.edits == (Off(12), Threshold(3, 1.0))
    assert model.lab.before.changed is None
    np.testing.assert_array_equal(model.walk.pass_.image, DATA.images[model.walk.pass_.index])
    model.edit(Noise(0.2))
    model.next_network()
    assert model.lab.edits.edits == (Noise(0.2),)
    assert model.walk.pass_.network is model.lab.before.network


def test_a_network_that_cannot_be_opened_leaves_the_edits():
    model = open_model(network="trained")
    model.edit(Off(12))
    walk = model.walk
    with pytest.raises(TinynetError):
        model.use_network("nowhere.npz")
    assert model.lab.edits.edits == (Off(12),)
    assert model.walk is walk


def test_a_network_in_training_can_be_changed_too():
    guest = Network(784, 12, 10, 0.1, seed=3)
    place = Place(network="in training", sample=4)
    pass_ = replace(PASS, named=NamedNetwork(guest, "in training", "here"), index=4)
    model = WalkModel(place, open_walk(place, pass_))
    model.edit(Off(3))
    model.edit(Speak(3, 100, 2.0))
    assert not model.walk.pass_.network.hidden_output[:, 3].any()
    assert guest.hidden_output[:, 3].all()
    model.change_rule()
    model.undo_all()
    np.testing.assert_array_equal(model.walk.pass_.network.hidden_output, guest.hidden_output)
