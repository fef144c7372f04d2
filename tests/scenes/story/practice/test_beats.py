"""Each beat that computes something gives its own numbers to work out."""

import pytest

from scenes.story.acts import ACTS
from scenes.story.markup import no_hint, parsed
from scenes.story.passes import open_pass
from scenes.story.places import Place
from scenes.story.practice.beats import STEPS, step_of
from scenes.story.practice.steps import hidden_mistakes
from scenes.story.practice.working import hints_of, working_of
from scenes.story.walk import open_walk
from tinynet import load_mnist


@pytest.fixture(scope="module")
def walks():
    places = (Place(), Place(network="trained", digit=3, error_rule="gradient", jay=5, lola=2))
    return [open_walk(place, open_pass(place, load_mnist("test"))) for place in places]


@pytest.mark.parametrize("where", STEPS, ids=".".join)
def test_the_step_is_of_the_beats_own_numbers(walks, where):
    for walk in walks:
        step = step_of(walk, where)
        assert step is not None
        assert hints_of(step)
        assert working_of(step)
        beat = ACTS.named(where[0]).beats[where[1]](walk)
        shown = parsed("\n".join((*beat.formula, str(beat.scene))), no_hint).plain
        # The beat shows what is asked, with however many digits.
        spelled = {f"{step.value:.{digits}f}".replace("-", "−") for digits in range(2, 8)}
        assert any(text in shown for text in spelled), (where, spelled)


def test_the_numbers_have_digits_enough_for_every_mistake_to_show(walks):
    assert not any(hidden_mistakes(step_of(walks[0], where)) for where in STEPS)


def test_a_beat_that_computes_nothing_asks_nothing(walks):
    assert step_of(walks[0], ("meet", "friends")) is None
