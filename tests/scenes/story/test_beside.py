"""Trained beside untrained: the same place, Lola and digit, and a word that says which is which."""

import numpy as np
import pytest

from scenes.canvas.painters.base import PLAIN
from scenes.story import figures as fig
from scenes.story.acts import ACTS
from scenes.story.passes import open_pass
from scenes.story.places import DEFAULT_SEED, Place
from scenes.story.scene import figures_of
from scenes.story.walk import open_walk
from tinynet.trained import SEED, load_trained

BESIDE = (
    ("weighted-sum", "weights", fig.Picture),
    ("weighted-sum", "layer", fig.Nodes),
    ("threshold", "layer", fig.Nodes),
    ("output", "speaking", fig.Nodes),
)


@pytest.fixture(params=["untrained", "trained"])
def walk(request, digits):
    place = Place(network=request.param)
    return open_walk(place, open_pass(place, digits))


def titled(beat, kind, word):
    figures = figures_of(beat.scene.normal)
    return [f for f in figures if isinstance(f, kind) and PLAIN.text(f.title).plain.endswith(word)]


@pytest.mark.parametrize(("act", "beat", "kind"), BESIDE)
def test_both_networks_are_shown_and_named(walk, act, beat, kind):
    made = ACTS.named(act).beats[beat](walk)
    own, other = titled(made, kind, ", untrained"), titled(made, kind, ", trained")
    assert len(own) == len(other) == 1
    assert not np.array_equal(own[0].values, other[0].values)


def test_the_counterpart_is_the_other_side_of_training(walk):
    counterpart = walk.pass_.counterpart
    assert counterpart.trained is walk.pass_.named.untrained
    assert counterpart.same_start is (SEED == DEFAULT_SEED)
    assert np.array_equal(counterpart.trace.inputs, walk.trace.inputs)
    own = walk.trace if counterpart.trained is False else counterpart.trace
    assert np.array_equal(own.input_hidden, load_trained().input_hidden)


def test_full_and_empty_jays_are_seen(walk):
    beat = ACTS.named("threshold").beats["layer"](walk)
    (trained,) = titled(beat, fig.Nodes, ", trained")
    assert trained.values.max() > 0.95
    assert trained.values.min() < 0.05
    assert trained.chosen == walk.jay


def test_a_jay_beyond_the_other_network_is_its_last(digits):
    place = Place(hidden=200, jay=150)
    walk = open_walk(place, open_pass(place, digits))
    (trained,) = titled(ACTS.named("threshold").beats["layer"](walk), fig.Nodes, ", trained")
    assert trained.chosen == 99
    assert not walk.pass_.counterpart.same_start
