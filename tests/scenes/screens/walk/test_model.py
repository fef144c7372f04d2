"""The reader's way through the walk, without a screen: whatever they do, the place is sound."""

import random
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from scenes.screens.walk.model import WalkModel
from scenes.story.acts import ACTS
from scenes.story.acts.play import KNOB, KNOBS, KNOWN_KNOBS, knob_of, rounds_of
from scenes.story.lab.edits import Noise, Off, Tell, Threshold, Turn
from scenes.story.limits import LEARNING_RATES
from scenes.story.passes import open_pass
from scenes.story.places import Place
from scenes.story.walk import open_walk
from tinynet import Dataset, Network, TinynetError, load_mnist, save_network

DATA = load_mnist("test")


def opened(data=DATA, at=("meet", ""), **choices):
    place = Place(**choices).at(*at)
    return WalkModel(place, open_walk(place, open_pass(place, data)))


def test_a_walk_has_every_beat_once_and_ends():
    model = opened()
    there = [model.where]
    while model.step(1):
        there.append(model.where)
    assert there == list(ACTS.route)
    assert not model.step(1)
    back = [model.where]
    while model.step(-1):
        back.append(model.where)
    assert back == there[::-1]
    assert not model.step(-1)


def test_whole_acts_forward_and_back():
    model = opened()
    while model.step_act(1):
        assert model.beat_index == 0
    assert model.act_index == len(ACTS) - 1
    model.step(1)
    assert model.step_act(-1)
    assert (model.act_index, model.beat_index) == (len(ACTS) - 1, 0)
    assert model.step_act(-1)
    assert (model.act_index, model.beat_index) == (len(ACTS) - 2, 0)


def test_a_visit_says_whether_it_leads_elsewhere():
    model = opened()
    assert model.where == ("meet", "friends"), "an act opens at its first beat"
    assert not model.visit(("meet", "friends"))
    assert not model.visit(None)
    assert model.visit(("blame", "rules"))
    assert model.beat.title == ACTS.named("blame").beats["rules"](model.walk).title
    assert (model.act_index, model.beat_index) == (6, 3)


def test_the_answer_is_known_from_where_it_is_shown():
    model, shown = opened(), []
    while True:
        shown.append(model.answered)
        if not model.step(1):
            break
    first = ACTS.route.index(ACTS.answered_at)
    assert shown == [False] * first + [True] * (len(shown) - first)
    assert ACTS.answered_at == ("output", "answers")


def test_a_beat_is_built_once_until_something_changes():
    model = opened()
    first = model.beat
    model.step(1)
    model.step(-1)
    assert model.beat is first
    model.choose("jay", 3)
    assert model.beat is not first


def test_choosing_keeps_the_other_choices():
    model = opened(network="trained")
    before = model.walk
    model.choose("pixel", 0)
    assert (model.walk.jay, model.walk.lola) == (before.jay, before.lola)
    model.choose("jay", before.jay + 1)
    assert (model.walk.lola, model.walk.pixel) == (before.lola, 0)


@pytest.mark.parametrize(
    ("at", "by", "choice", "end"),
    [
        ("weighted-sum.weights", 1, {"jay": 40}, {"jay": 41}),
        ("weighted-sum.weights", 1, {"jay": 99}, {"jay": 0}),
        ("weighted-sum.weights", -1, {"jay": 0}, {"jay": 99}),
        ("output.speaking", -2, {"lola": 5}, {"lola": 3}),
        ("output.speaking", 1, {"lola": 9}, {"lola": 0}),
        ("input.pixels", 1, {"pixel": 406}, {"pixel": 434}),
        ("input.pixels", -1, {"pixel": 406}, {"pixel": 378}),
    ],
)
def test_the_next_of_what_a_beat_chooses(at, by, choice, end):
    model = opened(at=at.split("."), **choice)
    model.choose_next(by)
    assert {name: getattr(model.walk, name) for name in end} == end


@pytest.mark.parametrize(
    ("pixel", "rows", "columns", "end"),
    [(28, 0, -1, 28), (27, 0, 1, 27), (5, -1, 0, 5), (783, 1, 0, 783), (406, -1, 1, 379)],
)
def test_the_pixel_stops_at_the_pictures_edge(pixel, rows, columns, end):
    model = opened(pixel=pixel)
    model.move_pixel(rows, columns)
    assert model.walk.pixel == end


def test_another_digit_is_followed_at_another_lola():
    model = opened(lola=0)
    model.take_digit(4)
    assert model.walk.pass_.label == model.walk.lola == 4


@pytest.mark.parametrize("kind", ["untrained", "trained"])
def test_a_setting_outlives_a_change_of_digit_and_network(kind):
    model = opened(learning_rate=0.3, error_rule="gradient")
    model.use_network(kind)
    model.take_sample(17)
    assert model.walk.trace.learning_rate == 0.3
    assert model.walk.trace.error_rule == "gradient"


def test_another_network_is_looked_at_in_the_same_place():
    model = opened(jay=71, lola=3, pixel=402)
    model.next_network()
    walk = model.walk
    assert (walk.pass_.named.name, walk.jay, walk.lola, walk.pixel) == ("trained", 71, 3, 402)


def test_a_jay_that_the_other_network_has_not_is_left_open(tmp_path):
    model = opened(hidden=200, jay=150, lola=3)
    model.use_network("trained")
    assert model.walk.jay < 100
    assert model.walk.lola == 3


def test_a_file_is_one_of_the_networks(tmp_path):
    path = tmp_path / "mine.npz"
    save_network(Network(784, 12, 10, 0.7, seed=1), path)
    model = opened(network=str(path))
    seen = []
    for _ in range(4):
        seen.append(model.walk.pass_.named.name)
        model.next_network()
    assert seen == [str(path), "untrained", "trained", str(path)]
    assert len(model.walk.trace.hidden_sums) != 12


def test_a_file_that_has_gone_leaves_everything_as_it_was(tmp_path):
    path = tmp_path / "mine.npz"
    save_network(Network(784, 12, 10, 0.7, seed=1), path)
    model = opened(network=str(path))
    model.next_network()
    path.unlink()
    place, walk = model.place, model.walk
    with pytest.raises(TinynetError, match=r"mine\.npz"):
        model.use_network(str(path))
    assert (model.place, model.walk) == (place, walk)


def test_a_digit_that_is_not_there_leaves_everything_as_it_was():
    keep = DATA.labels[:100] != 3
    model = opened(Dataset(DATA.images[:100][keep], DATA.labels[:100][keep]))
    place, walk = model.place, model.walk
    with pytest.raises(TinynetError, match="3"):
        model.take_digit(3)
    assert (model.place, model.walk) == (place, walk)


@pytest.mark.parametrize(
    ("rate", "up", "down"), [(0.1, 0.2, 0.05), (0.07, 0.1, 0.05), (500.0, 500.0, 10.0)]
)
def test_the_learning_rate_goes_by_steps(rate, up, down):
    for by, expected in ((1, up), (-1, down)):
        model = opened(learning_rate=rate, at=("update", ""))
        model.turn(by)
        assert model.walk.trace.learning_rate == expected


def test_turning_ends_at_the_last_step():
    model = opened(at=("update", ""))
    for by, end in ((1, LEARNING_RATES[-1]), (-1, LEARNING_RATES[0])):
        for _ in range(20):
            model.turn(by)
        assert model.walk.trace.learning_rate == end


def test_the_learning_rate_changes_only_what_is_learned():
    model = opened(at=("update", ""))
    before = model.walk.trace
    model.turn(1)
    after = model.walk.trace
    np.testing.assert_array_equal(before.outputs, after.outputs)
    np.testing.assert_allclose(after.output_updates, 2 * before.output_updates)


def test_what_one_act_offers_is_done_in_that_act_only():
    model = opened()
    model.act_on("tell-again")
    assert len(rounds_of(model.walk)) == 2
    model.step_act(1)
    with pytest.raises(KeyError):
        model.act_on("tell-again")


def test_a_random_digit_can_be_any():
    model = opened(Dataset(DATA.images[:30], DATA.labels[:30]))
    source = random.Random(1)
    seen = Counter()
    for _ in range(300):
        model.take_random(source)
        seen[model.walk.pass_.index] += 1
    assert set(seen) == set(range(30))


class AnyReader(RuleBasedStateMachine):
    """Somebody who does anything, in any order."""

    def __init__(self):
        super().__init__()
        self.model = opened(hidden=10)

    @rule(by=st.sampled_from([-1, 1]))
    def step(self, by):
        before = self.model.where
        assert self.model.step(by) is (self.model.where != before)

    @rule(by=st.sampled_from([-1, 1]))
    def step_act(self, by):
        self.model.step_act(by)

    @rule(where=st.sampled_from(ACTS.route))
    def visit(self, where):
        self.model.visit(where)
        assert self.model.where == where

    @rule(kind=st.sampled_from(["jay", "lola", "pixel"]), index=st.integers(-2000, 2000))
    def choose(self, kind, index):
        self.model.choose(kind, index)

    @rule(index=st.integers(-2000, 2000))
    def choose_here(self, index):
        self.model.choose(self.model.beat.chooses.kind, index)

    @rule(by=st.sampled_from([-1, 1]))
    def choose_next_and_back(self, by):
        before = self.choices()
        self.model.choose_next(by)
        self.model.choose_next(-by)
        assert self.choices() == before

    def choices(self):
        place, walk = self.model.place, self.model.walk
        # Of the friends' knobs the one that is turned here, chosen or not.
        knob = knob_of(walk, KNOWN_KNOBS.get(place.beat, KNOBS))
        place = place.having(KNOB, knob, None)
        return replace(place, jay=walk.jay, lola=walk.lola, pixel=walk.pixel)

    @rule(rows=st.integers(-40, 40), columns=st.integers(-40, 40))
    def move_pixel(self, rows, columns):
        self.model.move_pixel(rows, columns)

    @rule(digit=st.integers(0, 9))
    def take_digit(self, digit):
        self.model.take_digit(digit)
        assert self.model.walk.pass_.label == digit

    @rule(index=st.integers(0, len(DATA) - 1))
    def take_sample(self, index):
        self.model.take_sample(index)

    @rule()
    def next_network(self):
        self.model.next_network()

    @rule()
    def change_rule(self):
        self.model.change_rule()

    @rule(by=st.sampled_from([-1, 1]))
    def turn(self, by):
        self.model.turn(by)

    @rule(knob=st.integers(0, 3), along=st.floats(-1, 2))
    def drag(self, knob, along):
        self.model.drag("knob", knob, along)

    @rule()
    def take_an_action_of_the_act(self):
        for action in self.model.act.actions:
            self.model.act_on(action)

    @rule(edit=st.sampled_from([Off(3), Threshold(4, 1.5), Tell(2, 3, 9.0), Noise(0.4), Turn(20)]))
    def edit(self, edit):
        self.model.edit(edit)
        assert self.model.reopened() is not None, "what is changed stands beside it"

    @rule()
    def undo(self):
        self.model.undo()

    @rule()
    def undo_all(self):
        self.model.undo_all()
        assert self.model.walk.pass_ is self.model.lab.before

    @rule(where=st.sampled_from([*ACTS.topics]), option=st.integers(0, 2))
    def predict(self, where, option):
        self.model.visit(where)
        before = self.model.answers.predictions
        if self.model.predict(option):
            assert self.model.answer == option
            assert len(self.model.answers.predictions) == len(before) + 1

    @rule()
    def take_back(self):
        asked_again = self.model.take_back()
        assert self.model.answer is None
        assert not asked_again or self.model.predict(0)

    @invariant()
    def the_place_can_be_shown(self):
        model = self.model
        assert model.where in ACTS.route
        assert model.beat.story
        question = model.beat.question
        assert model.answer is None or model.answer < len(question.options)

    @invariant()
    def what_is_looked_at_is_there(self):
        walk = self.model.walk
        assert 0 <= walk.jay < len(walk.trace.hidden_sums)
        assert 0 <= walk.lola < 10
        assert 0 <= walk.pixel < 784
        assert 0 <= knob_of(walk) < 4

    @invariant()
    def the_place_opens_the_same_walk(self):
        model = self.model
        again = open_walk(model.place, model.lab.edits.applied(open_pass(model.place, DATA)))
        assert (again.jay, again.lola, again.pixel) == (
            model.walk.jay,
            model.walk.lola,
            model.walk.pixel,
        )
        for name in ("outputs", "hidden_errors", "output_updates"):
            np.testing.assert_array_equal(
                getattr(again.trace, name), getattr(model.walk.trace, name)
            )
        for name in ("outputs", "output_errors"):
            np.testing.assert_array_equal(
                getattr(rounds_of(again)[-1], name), getattr(rounds_of(model.walk)[-1], name)
            )


TestAnyReader = AnyReader.TestCase
TestAnyReader.settings = settings(max_examples=10, stateful_step_count=25, deadline=None)


@pytest.mark.slow
class TestAnyReaderForLonger(AnyReader.TestCase):
    settings = settings(max_examples=20, stateful_step_count=40, deadline=None)


def test_at_the_end_one_tries_with_the_trained_network(digits):
    place = Place().at("recap", "next")
    model = WalkModel(place, open_walk(place, open_pass(place, digits)))
    assert model.tried.name == "trained"
    model.visit(("again", "epoch"))
    assert model.tried is model.walk.pass_.named, "elsewhere with the walk's own"
    model.visit(("recap", "next"))
    model.use_network("trained")
    assert model.tried is model.walk.pass_.named
