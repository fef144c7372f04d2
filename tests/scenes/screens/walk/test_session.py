"""The reader's way through the walk, without a screen: whatever they do, the place is sound."""

import random
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from scenes.screens.walk.session import LEARNING_RATES, Session

from scenes.story.acts import ACTS
from scenes.story.lab.edits import Noise, Off, Tell, Threshold, Turn
from scenes.story.passes import open_pass
from scenes.story.places import Place, Play
from scenes.story.walk import open_walk
from tinynet import Dataset, Network, TinynetError, load_mnist, save_network

ALL = [(act, beat) for act in range(len(ACTS)) for beat in range(len(ACTS[act].beats))]
DATA = load_mnist("test")


def open_session(data=DATA, **choices):
    place = Place(**choices)
    return Session(place, open_walk(place, open_pass(place, data)))


def here(session):
    return session.act_index, session.beat_index


def test_a_walk_has_every_beat_once_and_ends():
    session = open_session()
    there = [here(session)]
    while session.step(1):
        there.append(here(session))
    assert there == ALL
    assert not session.step(1)
    back = [here(session)]
    while session.step(-1):
        back.append(here(session))
    assert back == ALL[::-1]
    assert not session.step(-1)


def test_whole_acts_forward_and_back():
    session = open_session()
    while session.step_act(1):
        assert session.beat_index == 0
    assert session.act_index == len(ACTS) - 1
    session.step(1)
    assert session.step_act(-1)
    assert here(session) == (len(ACTS) - 1, 0)
    assert session.step_act(-1)
    assert here(session) == (len(ACTS) - 2, 0)


@pytest.mark.parametrize(("act", "beat"), [(-5, -5), (99, 99), (3, 99), (3, -1)])
def test_going_too_far_stops_at_the_end(act, beat):
    session = open_session()
    session.go(act, beat)
    assert here(session) in ALL


def test_a_beat_is_built_once_until_something_changes():
    session = open_session()
    first = session.beat
    session.step(1)
    session.step(-1)
    assert session.beat is first
    session.choose("jay", 3)
    assert session.beat is not first


def test_choosing_keeps_the_other_choices():
    session = open_session(network="trained")
    before = session.walk
    session.choose("pixel", 0)
    assert (session.walk.jay, session.walk.lola) == (before.jay, before.lola)
    session.choose("jay", before.jay + 1)
    assert (session.walk.lola, session.walk.pixel) == (before.lola, 0)


def test_another_digit_is_followed_at_another_lola():
    session = open_session(lola=0)
    session.tell_digit(4)
    assert session.walk.pass_.label == session.walk.lola == 4


@pytest.mark.parametrize("kind", ["untrained", "trained"])
def test_a_setting_outlives_a_change_of_digit_and_network(kind):
    session = open_session(learning_rate=0.3, error_rule="gradient")
    session.use_network(kind)
    session.tell_sample(17)
    assert session.walk.trace.learning_rate == 0.3
    assert session.walk.trace.error_rule == "gradient"


def test_a_file_is_one_of_the_networks(tmp_path):
    path = tmp_path / "mine.npz"
    save_network(Network(784, 12, 10, 0.7, seed=1), path)
    session = open_session(network=str(path))
    seen = []
    for _ in range(4):
        seen.append(session.walk.pass_.source)
        session.next_network()
    assert seen == [str(path), "untrained", "trained", str(path)]
    assert len(session.walk.trace.hidden_sums) != 12


def test_a_file_that_has_gone_leaves_everything_as_it_was(tmp_path):
    path = tmp_path / "mine.npz"
    save_network(Network(784, 12, 10, 0.7, seed=1), path)
    session = open_session(network=str(path))
    session.next_network()
    path.unlink()
    place, walk = session.place, session.walk
    with pytest.raises(TinynetError, match=r"mine\.npz"):
        session.use_network(str(path))
    assert (session.place, session.walk) == (place, walk)


def test_a_digit_that_is_not_there_leaves_everything_as_it_was():
    keep = DATA.labels[:100] != 3
    session = open_session(Dataset(DATA.images[:100][keep], DATA.labels[:100][keep]))
    place, walk = session.place, session.walk
    with pytest.raises(TinynetError, match="3"):
        session.tell_digit(3)
    assert (session.place, session.walk) == (place, walk)


@pytest.mark.parametrize(
    ("rate", "up", "down"), [(0.1, 0.2, 0.05), (0.07, 0.1, 0.05), (500.0, 500.0, 10.0)]
)
def test_the_learning_rate_goes_by_steps(rate, up, down):
    for by, expected in ((1, up), (-1, down)):
        session = open_session(learning_rate=rate, act="update")
        session.turn(by)
        assert session.walk.trace.learning_rate == expected


def test_turning_ends_at_the_last_step():
    session = open_session()
    session.go(7, 0)
    for by, end in ((1, LEARNING_RATES[-1]), (-1, LEARNING_RATES[0])):
        for _ in range(20):
            session.turn(by)
        assert session.walk.trace.learning_rate == end


def test_the_learning_rate_changes_only_what_is_learned():
    session = open_session()
    session.go(7, 0)
    before = session.walk.trace
    session.turn(1)
    after = session.walk.trace
    np.testing.assert_array_equal(before.outputs, after.outputs)
    np.testing.assert_allclose(after.output_updates, 2 * before.output_updates)


def test_telling_again_is_one_update_and_turning_starts_over():
    session = open_session()
    first = session.walk.rounds[0]
    session.tell_again()
    np.testing.assert_array_equal(session.walk.rounds[0].input_hidden, first.input_hidden)
    second = session.walk.rounds[1]
    np.testing.assert_array_equal(second.input_hidden, first.input_hidden_after)
    np.testing.assert_array_equal(second.hidden_output, first.hidden_output_after)
    assert session.walk.play.speak == second.input_hidden[0, 0]
    session.set_knob(0, 0.5)
    assert len(session.walk.rounds) == 1
    assert session.walk.play == replace(session.walk.play, speak=0.0)
    assert session.walk.play.tell == second.hidden_output[0, 0], "what was told stays"


def test_another_rate_starts_from_the_same_weights():
    session = open_session()
    start = session.walk.play
    for _ in range(3):
        session.tell_again()
    assert session.walk.play != start
    session.set_knob(3, 1.0)
    assert session.walk.play == replace(start, rate=100.0)
    assert len(session.walk.rounds) == 1


def test_a_weight_that_was_told_far_is_turned_from_where_it_is():
    session = open_session(play=Play(7.3, 0.5, 0.9, 2.0))
    session.turn(-1)
    assert session.walk.play.speak == 7.2
    session.turn(1)
    assert session.walk.play.speak == 7.2, "further out than it was told it does not go"


def test_a_question_is_answered_once_and_asked_anew_for_another_digit():
    session = open_session(act="threshold")
    assert not session.predict(2), "there are two answers"
    assert session.predict(1)
    assert not session.predict(0)
    assert session.answer == 1
    session.tell_digit(5)
    assert session.answer is None


def test_a_random_digit_can_be_any():
    session = open_session(Dataset(DATA.images[:30], DATA.labels[:30]))
    source = random.Random(1)
    seen = Counter()
    for _ in range(300):
        session.tell_random(source)
        seen[session.walk.pass_.index] += 1
    assert set(seen) == set(range(30))


class AnyReader(RuleBasedStateMachine):
    """Somebody who does anything, in any order."""

    def __init__(self):
        super().__init__()
        self.session = open_session()

    @rule(by=st.sampled_from([-1, 1]))
    def step(self, by):
        before = here(self.session)
        assert self.session.step(by) is (here(self.session) != before)

    @rule(by=st.sampled_from([-1, 1]))
    def step_act(self, by):
        self.session.step_act(by)

    @rule(act=st.integers(-2, 12), beat=st.integers(-2, 12))
    def go(self, act, beat):
        self.session.go(act, beat)

    @rule(kind=st.sampled_from(["jay", "lola", "pixel", "knob"]), index=st.integers(-2000, 2000))
    def choose(self, kind, index):
        self.session.choose(kind, index)

    @rule(by=st.sampled_from([-1, 1]))
    def choose_next_and_back(self, by):
        before = self.choices()
        self.session.choose_next(by)
        self.session.choose_next(-by)
        assert self.choices() == before

    def choices(self):
        place, walk = self.session.place, self.session.walk
        return replace(place, jay=walk.jay, lola=walk.lola, pixel=walk.pixel)

    @rule(rows=st.integers(-40, 40), columns=st.integers(-40, 40))
    def move_pixel(self, rows, columns):
        self.session.move_pixel(rows, columns)

    @rule(digit=st.integers(0, 9))
    def tell_digit(self, digit):
        self.session.tell_digit(digit)
        assert self.session.walk.pass_.label == digit

    @rule(index=st.integers(0, len(DATA) - 1))
    def tell_sample(self, index):
        self.session.tell_sample(index)

    @rule()
    def next_network(self):
        self.session.next_network()

    @rule()
    def change_rule(self):
        self.session.change_rule()

    @rule(by=st.sampled_from([-1, 1]))
    def turn(self, by):
        self.session.turn(by)

    @rule(knob=st.integers(0, 3), along=st.floats(-1, 2))
    def set_knob(self, knob, along):
        self.session.set_knob(knob, along)

    @rule()
    def tell_again(self):
        self.session.tell_again()

    @rule(edit=st.sampled_from([Off(3), Threshold(4, 1.5), Tell(2, 3, 9.0), Noise(0.4), Turn(20)]))
    def edit(self, edit):
        self.session.edit(edit)
        with pytest.raises(TinynetError, match="u takes"):
            self.session.command()

    @rule()
    def undo(self):
        self.session.undo()

    @rule()
    def undo_all(self):
        self.session.undo_all()
        assert self.session.walk.pass_ is self.session.before

    @rule(option=st.integers(0, 2))
    def predict(self, option):
        before = self.session.answers.copy()
        if self.session.predict(option):
            assert self.session.answer == option
            assert len(self.session.answers) == len(before) + 1

    @rule()
    def take_back(self):
        asked_again = self.session.take_back()
        assert self.session.answer is None
        assert not asked_again or self.session.predict(0)

    @invariant()
    def the_place_can_be_shown(self):
        session = self.session
        assert here(session) in ALL
        assert session.beat.story
        question = session.beat.question
        assert session.answer is None or session.answer < len(question.options)

    @invariant()
    def what_is_looked_at_is_there(self):
        walk = self.session.walk
        assert 0 <= walk.jay < len(walk.trace.hidden_sums)
        assert 0 <= walk.lola < 10
        assert 0 <= walk.pixel < 784
        assert 0 <= walk.knob < 4

    @invariant()
    def the_place_opens_the_same_walk(self):
        session = self.session
        run = open_pass(session.place, DATA)
        again = open_walk(session.place, session.lab.applied(run))
        assert (again.jay, again.lola, again.pixel) == (
            session.walk.jay,
            session.walk.lola,
            session.walk.pixel,
        )
        for name in ("outputs", "hidden_errors", "output_updates"):
            np.testing.assert_array_equal(
                getattr(again.trace, name), getattr(session.walk.trace, name)
            )
        for name in ("outputs", "output_errors"):
            np.testing.assert_array_equal(
                getattr(again.rounds[-1], name), getattr(session.walk.rounds[-1], name)
            )


TestAnyReader = AnyReader.TestCase
TestAnyReader.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
