"""What a network has in mind, without a screen: answers run back, mixes, moments of training."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scenes.screens.backwards.mind import Mind, Time, sound, think
from scenes.screens.backwards.plan import plan

from scenes.canvas.painters import painter_of
from scenes.canvas.painters.base import plain_width
from scenes.screens.backwards.view import caption, reading_of, small, trimmed, verdict, view_of
from scenes.story.passes import IMAGINED
from scenes.story.places import TRAINED, UNTRAINED
from tinynet import Dataset, Moment, Network, to_inputs, to_targets
from tinynet.trained import load_trained


@pytest.fixture(scope="module")
def network() -> Network:
    return load_trained()


@pytest.fixture
def mind(network: Network) -> Mind:
    return Mind(network, TRAINED, time=training(network))


def training(network: Network, count: int = 4) -> Time:
    """A training that leads from noise to a network, of 10, 100, 1000 … digits."""
    noise = Network(784, network.hidden_nodes, 10, 0.1, seed=7)
    moments = []
    for step in range(count):
        part = step / (count - 1)
        moments.append(
            Moment(
                0 if step == 0 else 10**step,
                (1 - part) * noise.input_hidden + part * network.input_hidden,
                (1 - part) * noise.hidden_output + part * network.hidden_output,
                0.1,
                "recipe",
            )
        )
    return Time(tuple(moments), 60_000, lambda moment: f"after {moment.samples}")


def test_the_ten_are_the_engines(mind: Mind, network: Network) -> None:
    images = network.backquery(to_targets(np.arange(10)))
    assert np.array_equal([thought.inputs for thought in mind.ten], images)
    assert np.array_equal([thought.outputs for thought in mind.ten], network.query(images))
    assert [thought.meant for thought in mind.ten] == list(range(10))
    assert mind.heard_as_meant == (network.query(images).argmax(1) == np.arange(10)).sum()
    assert mind.thought is mind.ten[3]


def test_the_layers_told_lead_to_the_image(mind: Mind) -> None:
    mind.mix(8)
    thought = mind.thought
    values = thought.input_values
    rescaled = (values - values.min()) / (values.max() - values.min()) * 0.98 + 0.01
    np.testing.assert_allclose(rescaled, thought.inputs, rtol=1e-9)
    assert thought.final_inputs.shape == (10,)
    assert thought.hidden_outputs.min() == pytest.approx(0.01)
    assert thought.hidden_inputs.max() == pytest.approx(np.log(99))


def test_a_mix_slides_from_one_digit_to_the_other(mind: Mind) -> None:
    mind.mix(8)
    assert (mind.digit, mind.other, mind.share) == (3, 8, 50)
    assert mind.thought.asked == (3, 8)
    np.testing.assert_allclose(mind.targets[[3, 8, 0]], [0.5, 0.5, 0.01])
    mind.slide(-2)
    np.testing.assert_allclose(mind.targets[[3, 8]], [0.696, 0.304])
    assert mind.thought.meant == 3
    mind.slide(-99)
    assert mind.share == 0
    np.testing.assert_allclose(mind.thought.inputs, mind.ten[3].inputs, atol=1e-9)
    mind.slide(99)
    assert mind.share == 100
    np.testing.assert_allclose(mind.thought.inputs, mind.ten[8].inputs, atol=1e-9)
    assert mind.thought.meant == 8
    mind.set_share(33)
    assert mind.share == 30


def test_a_mix_ends(mind: Mind) -> None:
    for end in (lambda: mind.mix(None), lambda: mind.mix(3), lambda: mind.choose(3)):
        mind.mix(5)
        mind.slide(2)
        end()
        assert mind.other is None
        assert mind.thought is mind.ten[3]
    mind.slide(1)
    assert mind.thought is mind.ten[3], "there is nothing to slide to"
    mind.mix(5)
    assert mind.share == 50, "a mix begins with half of each"
    mind.choose(-1)
    assert mind.digit == 9


def test_a_mix_is_right_if_either_is_heard(network: Network) -> None:
    targets = 0.5 * to_targets(3) + 0.5 * to_targets(8)
    (thought,) = think(network, targets[np.newaxis])
    for heard, right in ((3, True), (8, True), (5, False)):
        other = replace(thought, outputs=to_targets(heard))
        assert other.right is right
        assert ("neither" in verdict(other)) is not right


def test_it_goes_through_the_training(mind: Mind) -> None:
    assert mind.at == 3, "this network is the last moment"
    assert not mind.look_on(1)
    assert mind.look_on(-1)
    assert (mind.at, mind.source) == (2, "after 100")
    assert mind.look_at(0)
    assert not mind.look_on(-1)
    noise = [thought.inputs for thought in mind.ten]
    assert mind.look_at(99999)
    assert not np.array_equal(noise, [thought.inputs for thought in mind.ten])
    assert mind.look_near(40)
    assert mind.source == "after 100", "by the logarithm"
    assert mind.look_near(0)
    assert mind.at == 0


def test_from_another_network_it_comes_in_at_an_end(network: Network) -> None:
    for by, index in ((-1, 3), (1, 0)):
        mind = Mind(Network(784, 20, 10, 0.1, seed=3), "mine", time=training(network))
        assert mind.at is None
        assert mind.look_on(by)
        assert mind.at == index


def test_without_a_training_there_is_no_time(network: Network) -> None:
    mind = Mind(network, TRAINED)
    assert (mind.at, mind.count) == (None, 0)
    assert not mind.look_on(1)
    assert not mind.look_at(0)
    assert not mind.look_near(7)
    assert mind.source == TRAINED


def test_a_training_that_went_on_is_taken(mind: Mind, network: Network) -> None:
    longer = training(network, 6)
    mind.take(longer)
    assert (mind.at, mind.count) == (5, 6)
    mind.take(None)
    assert (mind.at, mind.count) == (None, 0)
    assert mind.thought.network is network


def test_the_networks_at_hand_come_in_turn(network: Network) -> None:
    own = Network(784, 30, 10, 0.1, seed=3)
    mind = Mind(own, "mine", seed=4)
    seen = []
    for _ in range(4):
        mind.next_network()
        seen.append(mind.source)
        if mind.untrained:
            expected = Network(784, 30, 10, 0.1, seed=4)
            assert np.array_equal(mind.network.input_hidden, expected.input_hidden)
    assert seen == [UNTRAINED, TRAINED, "mine", UNTRAINED]
    mind = Mind(network, TRAINED, time=training(network))
    mind.look_at(1)
    mind.next_network()
    assert (mind.source, mind.at) == (TRAINED, 3), "its own network, and so its moment"


def test_the_walk_gets_the_picture(mind: Mind, digits: Dataset) -> None:
    mind.choose(4)
    run = mind.walk(digits)
    assert (run.label, run.of, run.source) == (4, IMAGINED, TRAINED)
    assert run.image.dtype == np.uint8
    assert run.image.shape == (28, 28)
    assert run.network is not mind.network
    np.testing.assert_allclose(to_inputs(run.image), mind.thought.inputs, atol=0.002)
    np.testing.assert_allclose(run.trace.outputs, mind.thought.outputs, atol=0.05)


def test_weights_that_are_no_numbers_are_unsound(network: Network) -> None:
    moment = training(network).moments[0]
    assert sound(moment)
    for name in ("input_hidden", "hidden_output"):
        broken = getattr(moment, name).copy()
        broken[0, 0] = np.nan
        assert not sound(replace(moment, **{name: broken}))


# What is shown.


def test_the_formula_is_told_with_its_numbers(mind: Mind) -> None:
    lines = view_of(mind).formula.lines
    assert "0.99 → +4.595, 0.01 → −4.595" in lines[0]
    assert "10:" in lines[0]
    assert "100:" in lines[1]
    assert "784:" in lines[3]
    values = mind.thought.input_values
    assert f"+{values.max():.1f} → 0.01 … 0.99" in lines[3]


def test_a_silent_network_is_told_without_a_span() -> None:
    silent = Network.from_weights(np.zeros((5, 784)), np.zeros((10, 5)), 0.1)
    view = view_of(Mind(silent, "silent"))
    assert "all 0.000 → 0.50" in view.formula.lines[1]
    assert (view.large.values == 0).all()


def test_the_story_is_honest(mind: Mind) -> None:
    story = " ".join(view_of(mind).story)
    assert "no inverse" in story
    assert f"Of the ten, {mind.heard_as_meant} are heard as meant" in story
    assert "no inverse" in view_of(mind).brief.lower()
    untrained = Mind(Network(784, 100, 10, 0.1, seed=1), UNTRAINED)
    assert "learned nothing yet" in " ".join(view_of(untrained).story)


def test_pictures_are_of_ink_or_of_what_speaks_for_it(mind: Mind) -> None:
    view = view_of(mind)
    assert view.large.scale.kind == "signed"
    assert np.array_equal(view.large.values.ravel(), mind.thought.input_values)
    mind.ink = True
    view = view_of(mind)
    assert (view.large.scale.kind, view.large.scale.limit) == ("ink", 1.0)
    assert np.array_equal(view.large.values.ravel(), mind.thought.inputs)
    assert trimmed(view.large, 2).values.shape == (24, 24)


def test_small_pictures_are_means(mind: Mind) -> None:
    thought = mind.ten[0]
    picture = small(thought, True, 4, 2)
    assert picture.values.shape == (10, 10)
    assert picture.values[0, 0] == pytest.approx(thought.inputs.reshape(28, 28)[4:6, 4:6].mean())


@pytest.mark.parametrize("width", [10, 14, 24, 28])
def test_captions_fit(mind: Mind, width: int) -> None:
    for thought in mind.ten:
        words = caption(thought, width)
        assert plain_width(words) <= width - (5 if width >= 12 else 3)
        assert str(thought.heard) in words
        assert str(thought.meant) in reading_of(thought)


@given(width=st.integers(80, 320), height=st.integers(21, 100))
def test_no_part_stands_on_another(width: int, height: int) -> None:
    at = plan(width, height)
    boxes = [*(at.small(d) for d in range(10)), at.mix, at.large, at.bars, at.story, at.formula]
    for index, a in enumerate(boxes):
        assert a.width > 0
        assert a.height > 0
        assert a.x >= 0
        assert a.y >= 0
        assert a.x + a.width <= width
        assert a.y + a.height <= height
        for b in boxes[index + 1 :]:
            apart = (
                a.x + a.width <= b.x
                or b.x + b.width <= a.x
                or a.y + a.height <= b.y
                or b.y + b.height <= a.y
            )
            assert apart, (a, b)


@pytest.mark.parametrize("size", [(80, 21), (120, 35), (200, 55)])
def test_what_is_told_has_room(mind: Mind, size: tuple[int, int]) -> None:
    at = plan(*size)
    for other in (None, 8):
        mind.mix(other)
        view = view_of(mind)
        formula = view.brief_formula if at.compact else view.formula
        large = view.brief_large if at.compact else view.large
        assert painter_of(formula).least(formula).width <= at.formula.width
        assert plain_width(large.title) <= at.large.width
