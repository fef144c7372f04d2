"""The network that reads images of one's own: had by its name, and walked through as any other."""

from argparse import Namespace

import pytest

from scenes.commands.options import place_of
from scenes.story.acts import ACTS
from scenes.story.markup import plain
from scenes.story.networks import open_network
from scenes.story.passes import open_pass
from scenes.story.places import HANDWRITING, TRAINED, UNTRAINED, Place
from scenes.story.samples import load_data
from scenes.story.saved.networks import SavedNetwork
from scenes.story.spots import place_of_network
from scenes.story.walk import open_walk
from tests.other_data import write_shapes
from tinynet import TinynetError


def test_images_are_read_by_it_unless_another_is_named():
    assert place_of(Namespace(image="a.png")).network == HANDWRITING
    assert place_of(Namespace(image="a.png", network=TRAINED)).network == TRAINED
    assert place_of(Namespace(image="a.png", hidden=20)).network == UNTRAINED
    assert place_of(Namespace(image="a.png", data="somewhere")).network == TRAINED
    assert place_of(Namespace()).network == UNTRAINED


def test_its_name_is_enough_to_have_it_again():
    named = open_network(Place(network=HANDWRITING, learning_rate=0.3))
    saved = SavedNetwork.of(named)
    assert saved.network is None
    again = saved.opened()
    assert (again.name, again.network.hidden_nodes, again.network.learning_rate) == (
        HANDWRITING,
        200,
        0.3,
    )
    assert place_of_network(named, Place()) == Place(network=HANDWRITING)


def test_it_is_for_digits_alone(tmp_path):
    write_shapes(tmp_path)
    place = Place(network=HANDWRITING, data=str(tmp_path))
    with pytest.raises(TinynetError, match=r"--network: expected handwriting with digits of 28 ×"):
        open_network(place, load_data("test", place.source))


def test_every_beat_can_be_told_of_it(digits):
    place = Place(network=HANDWRITING, jay=150)
    walk = open_walk(place, open_pass(place, digits))
    said = {
        (act, beat): plain(make(walk).story)
        for act in ACTS.ids
        for beat, make in ACTS.named(act).beats.items()
    }
    assert any("200 Jays" in each for each in said.values())
