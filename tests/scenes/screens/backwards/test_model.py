"""What a network has in mind, without a screen: answers run back, mixes, moments of training."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from scenes.screens.backwards.imagined import imagine
from scenes.screens.backwards.model import BackwardsModel
from scenes.screens.backwards.past import sound
from scenes.story.passes import IMAGINED
from scenes.story.places import TRAINED, UNTRAINED
from tests.scenes.screens.backwards.conftest import mine, trained, training_to
from tinynet import Dataset, Network, to_inputs, to_targets


def test_the_ten_are_the_networks_own(model: BackwardsModel, network: Network) -> None:
    images = network.backquery(to_targets(np.arange(10)))
    assert np.array_equal([imagined.inputs for imagined in model.ten], images)
    assert np.array_equal([imagined.outputs for imagined in model.ten], network.query(images))
    assert [imagined.meant for imagined in model.ten] == list(range(10))
    assert model.heard_as_meant == (network.query(images).argmax(1) == np.arange(10)).sum()
    assert model.imagined is model.ten[3]


def test_the_steps_of_a_mix_lead_to_its_image(model: BackwardsModel) -> None:
    model.mix(8)
    imagined, alone = model.imagined, model.network.backtrace(model.targets)
    assert np.array_equal(imagined.steps.targets, model.targets)
    np.testing.assert_allclose(imagined.inputs, alone.inputs, rtol=1e-9)
    np.testing.assert_allclose(imagined.steps.input_values, alone.input_values, rtol=1e-9)
    np.testing.assert_allclose(imagined.outputs, model.network.query(alone.inputs), rtol=1e-9)


def test_the_next_digit_is_mixed_in_if_that_was_asked(model: BackwardsModel) -> None:
    model.ask_other()
    assert model.asks_other
    model.choose_or_mix(8)
    assert (model.digit, model.other, model.asks_other) == (3, 8, False)
    model.choose_or_mix(5)
    assert (model.digit, model.other) == (5, None)
    model.mix(8)
    model.ask_other()
    model.ask_other()
    assert (model.other, model.asks_other) == (None, False), "asked twice, none is mixed in"
    for act in (lambda: model.choose(4), lambda: model.slide(1), model.next_network):
        model.ask_other()
        act()
        assert not model.asks_other
    assert model.other is None


def test_a_mix_slides_from_one_digit_to_the_other(model: BackwardsModel) -> None:
    model.mix(8)
    assert (model.digit, model.other, model.share) == (3, 8, 50)
    assert model.imagined.asked == (3, 8)
    np.testing.assert_allclose(model.targets[[3, 8, 0]], [0.5, 0.5, 0.01])
    model.slide(-2)
    np.testing.assert_allclose(model.targets[[3, 8]], [0.696, 0.304])
    assert model.imagined.meant == 3
    model.slide(-99)
    assert model.share == 0
    np.testing.assert_allclose(model.imagined.inputs, model.ten[3].inputs, atol=1e-9)
    model.slide(99)
    assert model.share == 100
    np.testing.assert_allclose(model.imagined.inputs, model.ten[8].inputs, atol=1e-9)
    assert model.imagined.meant == 8
    model.set_share(33)
    assert model.share == 30


def test_a_mix_ends(model: BackwardsModel) -> None:
    for end in (lambda: model.mix(None), lambda: model.mix(3), lambda: model.choose(3)):
        model.mix(5)
        model.slide(2)
        end()
        assert model.other is None
        assert model.imagined is model.ten[3]
    model.slide(1)
    assert model.imagined is model.ten[3], "there is nothing to slide to"
    model.mix(5)
    assert model.share == 50, "a mix begins with half of each"
    model.choose(-1)
    assert model.digit == 9


def test_a_mix_is_right_if_either_is_heard(network: Network) -> None:
    targets = 0.5 * to_targets(3) + 0.5 * to_targets(8)
    (imagined,) = imagine(network, targets[np.newaxis])
    for heard, right in ((3, True), (8, True), (5, False)):
        other = replace(imagined, outputs=to_targets(heard))
        assert other.right is right


def test_it_goes_through_the_training(model: BackwardsModel) -> None:
    assert model.at == 3, "this network is the last moment"
    assert not model.look_on(1)
    assert model.look_on(-1)
    assert (model.at, model.named.name) == (2, "after 100")
    assert model.look_at(0)
    assert not model.look_on(-1)
    noise = [imagined.inputs for imagined in model.ten]
    assert model.look_at(99999)
    assert not np.array_equal(noise, [imagined.inputs for imagined in model.ten])
    assert model.look_near(40)
    assert model.named.name == "after 100", "by the logarithm"
    assert model.look_near(0)
    assert model.at == 0


def test_from_another_network_it_comes_in_at_an_end(network: Network) -> None:
    for by, index in ((-1, 3), (1, 0)):
        model = BackwardsModel(mine(Network(784, 20, 10, 0.1, seed=3)), past=training_to(network))
        assert model.at is None
        assert model.look_on(by)
        assert model.at == index


def test_without_a_training_there_is_no_time(network: Network) -> None:
    model = BackwardsModel(trained(network))
    assert (model.at, model.count) == (None, 0)
    assert not model.look_on(1)
    assert not model.look_at(0)
    assert not model.look_near(7)
    assert model.named.name == TRAINED


def test_a_training_that_went_on_is_taken(model: BackwardsModel, network: Network) -> None:
    longer = training_to(network, 6)
    model.take(longer)
    assert (model.at, model.count) == (5, 6)
    model.take(None)
    assert (model.at, model.count) == (None, 0)
    assert model.network is network


def test_the_networks_at_hand_come_in_turn(network: Network) -> None:
    own = Network(784, 30, 10, 0.1, seed=3)
    model = BackwardsModel(mine(own), seed=4)
    seen = []
    for _ in range(4):
        model.next_network()
        seen.append(model.named.name)
        if model.untrained:
            expected = Network(784, 30, 10, 0.1, seed=4)
            assert np.array_equal(model.network.input_hidden, expected.input_hidden)
    assert seen == [UNTRAINED, TRAINED, "mine", UNTRAINED]
    model = BackwardsModel(trained(network), past=training_to(network))
    model.look_at(1)
    model.next_network()
    assert (model.named.name, model.at) == (TRAINED, 3), "its own network, and so its moment"


def test_the_walk_gets_the_picture(model: BackwardsModel, digits: Dataset) -> None:
    model.choose(4)
    pass_ = model.walk(digits)
    assert (pass_.label, pass_.of, pass_.named.name) == (4, IMAGINED, TRAINED)
    assert pass_.image.dtype == np.uint8
    assert pass_.image.shape == (28, 28)
    assert pass_.network is not model.network
    np.testing.assert_allclose(to_inputs(pass_.image), model.imagined.inputs, atol=0.002)
    np.testing.assert_allclose(pass_.trace.outputs, model.imagined.outputs, atol=0.05)


def test_weights_that_are_no_numbers_are_unsound(network: Network) -> None:
    moment = training_to(network).moments[0]
    assert sound(moment)
    for name in ("input_hidden", "hidden_output"):
        broken = getattr(moment, name).copy()
        broken[0, 0] = np.nan
        assert not sound(replace(moment, parameters=replace(moment.parameters, **{name: broken})))
