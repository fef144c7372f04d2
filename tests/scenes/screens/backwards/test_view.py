"""What the backwards screen shows of a network: pictures, captions, story and formula."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from scenes.canvas.painters import painter_of
from scenes.canvas.painters.base import plain_width
from scenes.screens.backwards.imagined import imagine
from scenes.screens.backwards.layout import layout_of
from scenes.screens.backwards.model import BackwardsModel
from scenes.screens.backwards.view import Trim, caption, reading_of, trimmed, verdict, view_of
from scenes.story.networks import NamedNetwork
from scenes.story.numbers import number
from scenes.story.places import UNTRAINED
from tests.scenes.screens.backwards.conftest import mine
from tinynet import Network, to_targets
from tinynet.trained import load_trained


def test_the_formula_is_told_with_its_numbers(model: BackwardsModel) -> None:
    lines = view_of(model).formula.lines
    assert "0.99 → +4.595, 0.01 → −4.595" in lines[0]
    assert "10:" in lines[0]
    assert "100:" in lines[1]
    assert "784:" in lines[3]
    values = model.imagined.steps.input_values
    assert f"+{values.max():.1f} → 0.01 … 0.99" in lines[3]


def test_a_silent_network_is_told_without_a_span() -> None:
    silent = Network.from_weights(np.zeros((5, 784)), np.zeros((10, 5)), 0.1)
    view = view_of(BackwardsModel(mine(silent)))
    assert "all 0.000 → 0.50" in view.formula.lines[1]
    assert (view.large.values == 0).all()


def test_the_story_is_honest(model: BackwardsModel) -> None:
    story = " ".join(view_of(model).story)
    assert "no inverse" in story
    verb = "is" if model.heard_as_meant == 1 else "are"
    assert f"Of the ten, {model.heard_as_meant} {verb} heard as meant" in story
    assert "no inverse" in view_of(model).brief.lower()
    drawn = Network(784, 100, 10, 0.1, seed=1)
    untrained = BackwardsModel(NamedNetwork(drawn, UNTRAINED, "untrained", 1))
    told = view_of(untrained)
    assert "learned nothing yet" in " ".join(told.story)
    # It may be heard as well as a trained one: why that says nothing, and what does differ.
    assert untrained.heard_as_meant >= model.heard_as_meant
    assert "by chance" in told.story[-1]
    assert "chance" in told.brief
    assert number(untrained.lead, 2) in told.story[-1]
    assert number(model.lead, 2) in story
    assert untrained.lead < model.lead / 2


def test_pictures_are_of_ink_or_of_what_speaks_for_it(model: BackwardsModel) -> None:
    view = view_of(model)
    assert view.large.scale.kind == "signed"
    assert np.array_equal(view.large.values.ravel(), model.imagined.steps.input_values)
    model.ink = True
    view = view_of(model)
    assert (view.large.scale.kind, view.large.scale.limit) == ("ink", 1.0)
    assert np.array_equal(view.large.values.ravel(), model.imagined.inputs)
    assert trimmed(view.large, Trim(2, 2, 2)).values.shape == (24, 24)


def test_small_pictures_are_means(model: BackwardsModel) -> None:
    model.ink = True
    picture = view_of(model).small(0, 4, 2)
    assert picture.values.shape == (10, 10)
    image = model.ten[0].inputs.reshape(28, 28)
    assert picture.values[0, 0] == pytest.approx(image[4:6, 4:6].mean())


def test_neither_of_a_mix_may_be_heard(network: Network) -> None:
    (imagined,) = imagine(network, 0.5 * to_targets([3]) + 0.5 * to_targets([8]))
    for heard, right in ((3, True), (8, True), (5, False)):
        other = replace(imagined, outputs=to_targets(heard))
        assert ("neither" in verdict(other)) is not right


@pytest.mark.parametrize("width", [10, 14, 24, 28])
def test_captions_fit(model: BackwardsModel, width: int) -> None:
    for imagined in model.ten:
        words = caption(imagined, width)
        assert plain_width(words) <= width - (5 if width >= 12 else 3)
        assert str(imagined.heard) in words
        assert str(imagined.meant) in reading_of(imagined)


@pytest.mark.parametrize("size", [(80, 21), (120, 35), (200, 55)])
def test_what_is_told_has_room(model: BackwardsModel, size: tuple[int, int]) -> None:
    at = layout_of(*size, 28)
    for other in (None, 8):
        model.mix(other)
        view = view_of(model)
        formula = view.brief_formula if at.compact else view.formula
        large = view.brief_large if at.compact else view.large
        assert painter_of(formula).least(formula).width <= at.formula.width
        assert plain_width(large.title) <= at.large.width


def test_of_a_mix_the_larger_part_is_what_was_meant():
    targets = np.full((2, 10), 0.01)
    targets[:, 3], targets[:, 8] = (0.7, 0.3), (0.3, 0.7)
    for imagined in imagine(load_trained(), targets):
        assert imagined.right is (imagined.heard == imagined.meant)
        if imagined.heard in imagined.asked:
            words = "the larger part" if imagined.right else "the lesser part"
            assert words in verdict(imagined)
            assert "as meant" not in verdict(imagined)
    heard = {imagined.right for imagined in imagine(load_trained(), targets)}
    assert heard == {True, False}, "else nothing is shown by this"
