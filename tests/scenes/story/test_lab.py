"""The lab, without a screen: edits against plain recomputation, and all taken back again."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scenes.screens.walk.session import Session

from scenes.canvas.painters.base import plain_width
from scenes.screens.walk.lab.controls import controls_of
from scenes.screens.walk.lab.view import changed_words, marker_words, view_of
from scenes.story.acts import ACTS
from scenes.story.lab.edits import (
    QUIET_PIXEL,
    Noise,
    Off,
    Paint,
    Shift,
    Speak,
    Tell,
    Threshold,
    Turn,
    Volume,
)
from scenes.story.lab.effects import HAIR, Effects, outputs_without, ranking
from scenes.story.lab.lab import Lab
from scenes.story.passes import open_pass
from scenes.story.places import Place
from scenes.story.walk import open_walk
from tinynet import Network, TinynetError, accuracy, load_mnist, rotated, to_inputs

DATA = load_mnist("test")
PASS = open_pass(Place(network="trained", sample=0), DATA)
EDITS = st.one_of(
    st.builds(Off, st.integers(0, 9)),
    st.builds(Volume, st.integers(0, 9), st.sampled_from([0.25, 0.5, 1.0, 2.0, 4.0])),
    st.builds(Threshold, st.integers(0, 9), st.floats(-10, 10)),
    st.builds(Speak, st.integers(0, 9), st.integers(0, 783), st.floats(-10, 10)),
    st.builds(Tell, st.integers(0, 9), st.integers(0, 9), st.floats(-10, 10)),
    st.builds(Paint, st.integers(1, 783), st.integers(0, 255)),
    st.builds(Noise, st.floats(0, 1), st.integers(0, 9)),
    st.builds(Turn, st.floats(-180, 180)),
    st.builds(Shift, st.integers(-14, 14), st.integers(-14, 14)),
)


def made(*edits):
    lab = Lab()
    for edit in edits:
        lab = lab.make(edit)
    return lab


def open_session(**choices):
    place = Place(**choices)
    return Session(place, open_walk(place, open_pass(place, DATA)))


def answer_of(network, image):
    """The outputs, computed by nothing of ours: loops over the layers."""
    x = image.ravel() / 255 * 0.99 + 0.01
    h = 1 / (1 + np.exp(-(network.input_hidden @ x)))
    return 1 / (1 + np.exp(-(network.hidden_output @ h)))


# Edits of the network.


@pytest.mark.parametrize(
    ("edit", "weights"),
    [
        (Off(17), lambda w, v: v.__setitem__((slice(None), 17), 0)),
        (Volume(17, 0.25), lambda w, v: v.__setitem__((slice(None), 17), v[:, 17] / 4)),
        (Volume(17, 4.0), lambda w, v: v.__setitem__((slice(None), 17), v[:, 17] * 4)),
        (Threshold(17, 1.5), lambda w, v: w.__setitem__((17, 0), w[17, 0] - 150)),
        (Speak(17, 345, -2.5), lambda w, v: w.__setitem__((17, 345), -2.5)),
        (Tell(3, 17, 4.0), lambda w, v: v.__setitem__((3, 17), 4)),
    ],
)
def test_an_edit_of_the_network_is_what_plain_arithmetic_makes_it(edit, weights):
    w, v = PASS.network.input_hidden.copy(), PASS.network.hidden_output.copy()
    weights(w, v)
    after = made(edit).applied(PASS)
    np.testing.assert_allclose(after.network.input_hidden, w, rtol=1e-12)
    np.testing.assert_array_equal(after.network.hidden_output, v)
    expected = answer_of(Network.from_weights(w, v, 0.1), PASS.image)
    np.testing.assert_allclose(after.trace.outputs, expected, rtol=1e-9)


@pytest.mark.parametrize("shift", [-3.0, 0.5, 2.5])
@pytest.mark.parametrize("index", [0, 5, 77])
def test_a_threshold_moves_the_sum_of_that_jay_alone_whatever_the_digit(shift, index):
    run = replace(PASS, index=index)
    lab = made(Threshold(17, shift), Noise(0.8), Shift(-9, -9))
    drawn = made(Noise(0.8), Shift(-9, -9)).applied(run)
    moved = lab.applied(run).trace.hidden_sums - drawn.trace.hidden_sums
    expected = np.zeros(len(moved))
    expected[17] = -shift
    np.testing.assert_allclose(moved, expected, atol=1e-9)


def test_the_pixel_that_thresholds_hang_on_is_empty_in_every_digit():
    for split in ("test", "train"):
        assert not load_mnist(split).images.reshape(-1, 784)[:, QUIET_PIXEL].any()


def test_a_drawing_that_fills_that_pixel_leaves_it_to_the_threshold():
    ink = PASS.image.copy()
    ink[0, 0] = 200
    run = replace(PASS, changed=ink)
    assert made(Noise(0.3)).applied(run).image[0, 0] == 200
    after = made(Threshold(17, 1.0)).applied(run)
    assert after.image[0, 0] == 0
    empty = PASS.trace.hidden_sums[17]
    assert after.trace.hidden_sums[17] == pytest.approx(empty - 1)


# Edits of the digit.


def test_edits_of_the_digit():
    image = PASS.image
    painted = made(Paint(345, 200)).image(image)
    assert painted.ravel()[345] == 200
    assert (painted != image).sum() == 1
    np.testing.assert_array_equal(made(Turn(15)).image(image), rotated(image[None], -15)[0])
    assert (made(Noise(0.3)).image(image) == made(Noise(0.3)).image(image)).all()
    assert (made(Noise(0.3, 2)).image(image) != made(Noise(0.3)).image(image)).any()


@given(st.integers(-28, 28), st.integers(-28, 28))
def test_a_shift_moves_every_pixel_and_loses_what_leaves(right, down):
    image = DATA.images[3]
    expected = np.zeros_like(image)
    for row in range(28):
        for column in range(28):
            if 0 <= row - down < 28 and 0 <= column - right < 28:
                expected[row, column] = image[row - down, column - right]
    np.testing.assert_array_equal(Shift(right, down).changed(image), expected)


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (lambda: Paint(0, 9), "pixel 0"),
        (lambda: Paint(5, 256), "ink"),
        (lambda: Noise(1.5), "noise"),
        (lambda: Tell(0, 0, float("nan")), "weight"),
        (lambda: Speak(0, 0, 1e9), "weight"),
        (lambda: Volume(0, -1), "loud"),
        (lambda: Threshold(0, 1e5), "threshold"),
        (lambda: Turn(400), "degrees"),
        (lambda: Shift(99, 0), "pixels"),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence(make, name):
    with pytest.raises(TinynetError, match=name) as told:
        make()
    assert "expected" in str(told.value)


# Together.


def test_the_later_edit_of_the_same_thing_stands_and_order_counts():
    assert made(Off(3), Noise(0.1), Volume(3, 2.0)).edits == (Noise(0.1), Volume(3, 2.0))
    assert made(Off(3), Volume(3, 1.0)).edits == ()
    set_then_off = made(Tell(2, 3, 5.0), Off(3)).applied(PASS).network.hidden_output[2, 3]
    off_then_set = made(Off(3), Tell(2, 3, 5.0)).applied(PASS).network.hidden_output[2, 3]
    assert (set_then_off, off_then_set) == (0, 5)
    turned = made(Paint(300, 255), Turn(20)).image(PASS.image)
    expected = rotated(Paint(300, 255).changed(PASS.image)[None], -20)[0]
    np.testing.assert_array_equal(turned, expected)


@given(st.lists(EDITS, max_size=6))
def test_edits_leave_what_they_are_made_on_as_it_was(edits):
    w, v = PASS.network.input_hidden.copy(), PASS.network.hidden_output.copy()
    image = PASS.image.copy()
    lab = made(*edits)
    after = lab.applied(PASS)
    np.testing.assert_array_equal(PASS.network.input_hidden, w)
    np.testing.assert_array_equal(PASS.network.hidden_output, v)
    np.testing.assert_array_equal(PASS.image, image)
    for edit in lab.edits:
        assert edit.words
    expected = answer_of(after.network, after.image)
    np.testing.assert_allclose(after.trace.outputs, expected, rtol=1e-7, atol=1e-12)


@given(st.lists(EDITS, min_size=1, max_size=5), st.integers(0, 5))
def test_any_edits_are_taken_back_by_one_key(edits, undone):
    session = open_session(network="trained", act="output", beat=3)
    before, story = session.walk, session.beat.story
    for edit in edits:
        session.edit(edit)
    for _ in range(undone):
        session.undo()
    session.undo_all()
    assert session.walk.pass_ is before.run
    assert (session.walk.jay, session.walk.lola, session.walk.pixel) == (
        before.jay,
        before.lola,
        before.pixel,
    )
    assert session.beat.story == story
    assert session.command()


@given(st.lists(EDITS, min_size=1, max_size=6))
def test_taking_back_the_last_leaves_those_before_it(edits):
    lab = made(*edits)
    assert lab.without_last().edits == lab.edits[:-1]


# What it does.


def test_which_jays_matter_is_what_switching_each_off_does():
    trace = PASS.trace
    without = outputs_without(trace)
    for jay in range(len(trace.hidden_sums)):
        plain = made(Off(jay)).applied(PASS).trace.outputs
        np.testing.assert_allclose(without[:, jay], plain, rtol=1e-9)
    ranked = ranking(trace)
    assert sorted(m.jay for m in ranked) == list(range(100))
    sizes = [abs(m.change) for m in ranked]
    assert sizes == sorted(sizes, reverse=True)
    for matter in ranked[:5]:
        outputs = made(Off(matter.jay)).applied(PASS).trace.outputs
        assert matter.without == pytest.approx(outputs[trace.answer], rel=1e-9)
        assert matter.change == pytest.approx(matter.without - trace.outputs[trace.answer])
        assert matter.answer == outputs.argmax()


@given(st.lists(EDITS, max_size=4))
def test_the_reach_is_what_differs(edits):
    after = made(*edits).applied(PASS)
    effects = Effects(PASS, after)
    old, new = PASS.trace, after.trace
    for jay in range(100):
        passes = abs(new.hidden_outputs[jay] - old.hidden_outputs[jay]) > HAIR
        heard = any(new.hidden_output[k, jay] != old.hidden_output[k, jay] for k in range(10))
        assert (jay in effects.jays) == (passes or heard)
    for lola in range(10):
        assert (lola in effects.lolas) == (abs(new.outputs[lola] - old.outputs[lola]) > HAIR)
    assert effects.answers == (old.answer, new.answer)


def test_the_score_is_that_of_the_changed_network_and_counted_once(monkeypatch):
    session = open_session(network="trained")
    assert not session.is_scored
    for edit in (Off(12), Noise(0.5)):
        session.edit(edit)
    before, after = session.scores
    network = made(Off(12)).network(PASS.network)
    assert before == accuracy(PASS.network, *PASS.others)
    assert after == accuracy(network, *PASS.others)
    session.edit(Turn(5))
    monkeypatch.setattr("scenes.screens.walk.session.accuracy", None)
    assert session.is_scored
    assert session.scores == (before, after)


# In a session.


def test_edits_survive_acts_and_the_learning_rate_and_the_rule():
    session = open_session(network="trained", act="weighted-sum", beat=2)
    session.edit(Off(12))
    session.edit(Noise(0.2))
    outputs = session.walk.trace.outputs
    for act in range(len(ACTS)):
        session.go(act, 1)
        assert session.beat.story
        np.testing.assert_array_equal(session.walk.trace.outputs, outputs)
    session.go(7, 1)
    rate = session.walk.trace.learning_rate
    session.turn(1)
    session.change_rule()
    assert session.walk.trace.learning_rate > rate
    assert session.walk.trace.error_rule == "gradient"
    np.testing.assert_array_equal(session.walk.trace.outputs, outputs)
    session.undo_all()
    assert session.walk.trace.error_rule == "gradient", "that is not of the lab"


def test_another_digit_drops_the_digits_edits_and_another_network_the_networks():
    session = open_session(network="trained")
    both = (Off(12), Noise(0.2), Threshold(3, 1.0), Paint(300, 255))
    for edit in both:
        session.edit(edit)
    session.tell_digit(4)
    assert session.lab.edits == (Off(12), Threshold(3, 1.0))
    assert session.before.changed is None
    np.testing.assert_array_equal(session.walk.pass_.image, DATA.images[session.walk.pass_.index])
    session.edit(Noise(0.2))
    session.next_network()
    assert session.lab.edits == (Noise(0.2),)
    assert session.walk.pass_.network is session.before.network


def test_a_network_that_cannot_be_opened_leaves_the_edits():
    session = open_session(network="trained")
    session.edit(Off(12))
    walk = session.walk
    with pytest.raises(TinynetError):
        session.use_network("nowhere.npz")
    assert session.lab.edits == (Off(12),)
    assert session.walk is walk


def test_edits_are_not_in_the_command_and_it_says_so():
    session = open_session(network="trained")
    session.edit(Off(12))
    with pytest.raises(TinynetError, match="Jay 12 off"):
        session.command()
    session.undo()
    assert "--network trained" in session.command()


def test_a_network_in_training_can_be_changed_too():
    guest = Network(784, 12, 10, 0.1, seed=3)
    place = Place(network="in training", sample=4)
    run = replace(PASS, network=guest, source="in training", index=4)
    session = Session(place, open_walk(place, run), guest=guest)
    session.edit(Off(3))
    session.edit(Speak(3, 100, 2.0))
    assert not session.walk.pass_.network.hidden_output[:, 3].any()
    assert guest.hidden_output[:, 3].all()
    session.change_rule()
    session.undo_all()
    np.testing.assert_array_equal(session.walk.pass_.network.hidden_output, guest.hidden_output)


# What is shown.


@given(st.lists(EDITS, max_size=4))
def test_every_control_turns_there_and_back(edits):
    session = open_session(network="trained")
    for edit in edits:
        session.edit(edit)
    for control in controls_of(session.lab, session.walk):
        for edit in (control.less, control.more, control.flip):
            if edit is not None:
                assert (session.lab.make(edit) != session.lab) or edit.neutral
        assert "=" in control.note
    ids = [control.id for control in controls_of(session.lab, session.walk)]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("name", ["volume", "threshold", "noise", "turn", "across", "down"])
def test_turning_up_and_down_again_leaves_nothing_changed(name):
    session = open_session(network="trained")

    def turn(way):
        for control in controls_of(session.lab, session.walk):
            if control.id == name and getattr(control, way) is not None:
                session.edit(getattr(control, way))

    for way in ("more", "more", "less", "less"):
        turn(way)
    assert not session.lab
    for way in ("more", "less"):
        for _ in range(200):
            turn(way)
        assert len(session.lab.edits) <= 1


def test_the_threshold_says_what_it_is():
    lab = made(Threshold(PASS.trace.hidden_sums.argmax(), 1.5))
    walk = open_walk(Place(jay=int(PASS.trace.hidden_sums.argmax())), lab.applied(PASS))
    note = next(c.note for c in controls_of(lab, walk) if c.id == "threshold")
    assert "a bias = a weight on an input that never changes" in note
    assert "−150 × 0.01 = −1.5" in note


def test_words():
    lab = made(Off(17), Noise(0.3), Turn(-10), Shift(2, -1), Volume(4, 0.5), Paint(345, 255))
    assert lab.words() == (
        "Jay 17 off, noise 0.3, turned 10° ↺, moved 2→ 1↑, Jay 4 ×½, pixel 345 → 255"
    )
    assert changed_words(lab)[1] == "pixel 345 → 255, 5 more"
    for room in range(100):
        words = marker_words(lab, room)
        assert len(words.removeprefix("[rate]").removesuffix("[/]")) <= room
    walk = open_walk(Place(), lab.applied(PASS))
    view = view_of(lab, walk, Effects(PASS, walk.pass_), None)
    assert all("…" in score for _, score in view.status)
    widths = [plain_width(words + score) for words, score in view.status]
    assert widths == sorted(widths, reverse=True)
    assert widths[-1] <= 72, "80 columns hold it"
    assert len(view.ranking) == 10


def test_inputs_are_those_of_the_changed_digit():
    after = made(Paint(345, 255)).applied(PASS)
    np.testing.assert_array_equal(after.trace.inputs, to_inputs(after.image).ravel())
