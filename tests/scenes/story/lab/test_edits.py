"""What can be changed: edits against plain recomputation, and how far each reaches."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

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
from scenes.story.lab.effects import HAIR, Effects, ranking
from scenes.story.lab.lab import Lab
from scenes.story.passes import open_pass
from scenes.story.places import Place
from tinynet import Network, TinynetError, load_mnist, rotated, to_inputs
from tinynet.splits import MOST_SIDE

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


WIDE = np.arange(1, 1 + 12 * MOST_SIDE, dtype=np.uint16).reshape(12, MOST_SIDE)
"""A picture as wide as one can be, and lower than it is wide; no two pixels of it are alike."""
SHIFTS = st.integers(-MOST_SIDE, MOST_SIDE)


@pytest.mark.parametrize("image", [DATA.images[3], WIDE], ids=["digit", "wide"])
@given(right=SHIFTS, down=SHIFTS)
@example(right=MOST_SIDE - 1, down=0)
@example(right=-MOST_SIDE, down=MOST_SIDE)
def test_a_shift_moves_every_pixel_and_loses_what_leaves(image, right, down):
    rows, columns = image.shape
    expected = np.zeros_like(image)
    for row in range(rows):
        for column in range(columns):
            if 0 <= row - down < rows and 0 <= column - right < columns:
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


@given(st.lists(EDITS, min_size=1, max_size=6))
def test_taking_back_the_last_leaves_those_before_it(edits):
    lab = made(*edits)
    assert lab.without_last().edits == lab.edits[:-1]


# What it does.


def test_which_jays_matter_is_what_switching_each_off_does():
    trace = PASS.trace
    without = trace.outputs_without
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
        assert (lola in effects.lolas) == (f"{new.outputs[lola]:.3f}" != f"{old.outputs[lola]:.3f}")
    assert effects.answers == (old.answer, new.answer)


def test_inputs_are_those_of_the_changed_digit():
    after = made(Paint(345, 255)).applied(PASS)
    np.testing.assert_array_equal(after.trace.inputs, to_inputs(after.image).ravel())


def test_a_threshold_of_a_network_with_biases_is_its_bias():
    network = Network(784, 5, 10, 0.1, biases=True, seed=1)
    changed = network.copy()
    Threshold(2, 1.5).change(changed)
    assert changed.hidden_biases.tolist() == [0, 0, -1.5, 0, 0]
    assert np.array_equal(changed.input_hidden, network.input_hidden)
