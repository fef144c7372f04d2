"""The whole road in one picture: its links are the strongest, and it gives no answer away."""

import numpy as np
import pytest

from scenes.story.acts import ACTS
from scenes.story.acts.road import MOST_LINKED
from scenes.story.figures import Road
from scenes.story.markup import plain
from scenes.story.passes import open_pass
from scenes.story.places import Place
from scenes.story.scene import figures_of
from scenes.story.walk import open_walk
from scenes.text.transcript import tell


@pytest.fixture(params=["untrained", "trained"])
def walk(request, digits):
    place = Place(network=request.param)
    return open_walk(place, open_pass(place, digits))


def road_of(walk, act):
    (road,) = figures_of(ACTS.named(act).beats["road"](walk).scene.normal)
    assert isinstance(road, Road)
    return road


def test_the_road_stands_early_and_again_at_the_end():
    assert list(ACTS.named("input").beats)[1] == "road"
    assert next(iter(ACTS.named("recap").beats)) == "road"


@pytest.mark.parametrize("act", ["input", "recap"])
def test_the_links_are_the_strongest(walk, act):
    road, trace = road_of(walk, act), walk.trace
    lola = walk.pass_.label if act == "input" else trace.answer
    heard = trace.hidden_output[lola] * trace.hidden_outputs
    told = {link.start: link.carries for link in road.tells}
    assert {link.end for link in road.tells} == {lola}
    assert len(told) == MOST_LINKED
    strongest = np.argsort(-np.abs(heard))[:MOST_LINKED].tolist()
    if act == "recap":  # who is blamed most is there in any case
        most = int(np.abs(trace.hidden_errors).argmax())
        assert most in {link.end for link in road.backs}
        assert f"Jay {most}" in plain(ACTS.named(act).beats["road"](walk).story)
        if most not in strongest:
            strongest[-1] = most
    assert set(told) == set(strongest)
    for j, carries in told.items():
        assert carries == heard[j]
        said = np.abs(trace.input_hidden[j] * trace.inputs)
        pixels = [link.start for link in road.speaks if link.end == j]
        assert set(pixels) == set(np.argsort(-said)[:3].tolist())


def test_the_first_road_does_not_say_what_the_lolas_answer(walk):
    assert np.isnan(road_of(walk, "input").outputs.values).all()
    assert np.array_equal(road_of(walk, "recap").outputs.values, walk.trace.outputs)


def test_the_road_is_told_in_words(walk):
    text = tell(Place(), walk, "recap", "road")
    for link in road_of(walk, "recap").tells[:3]:
        assert f"Jay {link.start}" in text
