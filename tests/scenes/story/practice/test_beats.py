"""Each beat that computes something gives its own numbers to work out."""

import numpy as np
import pytest

from scenes.story.acts import ACTS
from scenes.story.acts.play import PLAY, TOLD, Play
from scenes.story.markup import no_hint, parsed
from scenes.story.passes import open_pass
from scenes.story.places import Place
from scenes.story.practice.answers import Answer, read_answer
from scenes.story.practice.beats import STEPS, steps_at
from scenes.story.practice.diagnosis import Verdict, diagnose
from scenes.story.practice.steps import hidden_mistakes
from scenes.story.practice.working import hints_of, working_of
from scenes.story.walk import open_walk
from tinynet import load_mnist


@pytest.fixture(scope="module")
def walks():
    places = (Place(), Place(network="trained", digit=3, error_rule="gradient", jay=5, lola=2))
    passes = [open_pass(place, load_mnist("test")) for place in (*places, places[1])]
    biased = passes[-1].network
    biased.hidden_biases = np.linspace(-1.0, 1.0, biased.hidden_nodes)
    biased.output_biases = np.linspace(0.5, -0.5, biased.output_nodes)
    biased.train_biases = True
    return [
        open_walk(place, each) for place, each in zip((*places, places[1]), passes, strict=True)
    ]


@pytest.mark.parametrize("where", STEPS, ids=".".join)
def test_the_step_is_of_the_beats_own_numbers(walks, where):
    # The acts before and after compute much that is not their numbers: once is enough.
    for walk in walks if where[0] in ("output", "error", "blame", "update") else walks[:1]:
        beat = ACTS.named(where[0]).beats[where[1]](walk)
        with np.printoptions(threshold=20):  # thousands of weights are no numbers that are read
            scene = str(beat.scene)
        shown = parsed("\n".join((*beat.formula, scene)), no_hint).plain
        for step in steps_at(walk, where):
            # The beat shows what is asked, with however many digits.
            digits = (0, *range(2, 8)) if step.value.is_integer() else range(2, 8)
            spelled = {f"{step.value:,.{n}f}".replace("-", "−") for n in digits}
            assert any(text in shown for text in spelled), (where, spelled)


def test_the_numbers_have_digits_enough_for_every_mistake_to_show(walks):
    for where in STEPS:
        assert not any(map(hidden_mistakes, steps_at(walks[0], where))), where


def test_a_beat_that_computes_nothing_asks_nothing(walks):
    assert not steps_at(walks[0], ("meet", "friends"))


EXTREMES = {
    "one Jay": Place(sample=1, hidden=1, seed=3, learning_rate=1e-6),
    "far too high a rate": Place(sample=3, network="trained", learning_rate=1000.0, pixel=0),
    "friends out of reach": Place(jay=99, lola=0, pixel=783).having(
        PLAY, Play(-30.0, 12.5, 0.99, 0.003), Play()
    ),
    "friends told again": Place()
    .having(PLAY, Play(4.0, -4.0, 0.01, 100.0), Play())
    .having(TOLD, 3, 0),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", EXTREMES)
def test_extreme_numbers_too_can_be_worked_out(name):
    place = EXTREMES[name]
    walk = open_walk(place, open_pass(place, load_mnist("test")))
    for where in STEPS:
        for step in steps_at(walk, where) if where[0] != "again" else ():
            assert diagnose(step, Answer(step.value, 0.0)).verdict is Verdict.RIGHT, where
            for typed in (f"{step.value:.12f}", "0", "-1", "e^9", "0.5"):
                assert diagnose(step, read_answer(typed)).words
            assert working_of(step)
            assert hints_of(step)
