"""The network that tells one digit from several, and the pairs it learned from."""

import json

import numpy as np
import pytest

from tinynet import load_mnist, together
from tinynet.together import (
    ALONE,
    DOUBTED,
    NOTE_PATH,
    SEVERAL,
    TOGETHER_PATH,
    alone_and_together,
    how_several,
    load_together,
    some_hand,
    written_by,
    written_together,
)

TEST = load_mnist("test")


def test_it_scores_what_its_note_says_and_is_small() -> None:
    note = json.loads(NOTE_PATH.read_text(encoding="utf-8"))
    network = load_together()
    said = float(np.mean(how_several(network, TEST.images) > DOUBTED))
    assert said == note["test_digits_said_to_be_several"] <= 0.02
    assert note["made_together_said_to_be_several"] > 0.9
    assert note["made_alone_said_to_be_several"] < 0.03
    assert note["doubted"] == DOUBTED
    assert (network.input_nodes, network.hidden_nodes, network.output_nodes) == (784, 100, 2)
    assert TOGETHER_PATH.stat().st_size < 350_000


def test_pairs_touch_and_have_the_ink_of_both() -> None:
    rng = np.random.default_rng(4)
    gaps = 0
    for _ in range(40):
        hand = some_hand(rng)
        left, right = (written_by(hand, TEST.images[at]) for at in rng.integers(0, 1000, 2))
        both = written_together(left, right, rng)
        assert 0 <= both.min() <= both.max() <= 1
        assert len(both) >= max(len(left), len(right))
        assert max(left.shape[1], right.shape[1]) <= both.shape[1]
        # A stroke that joins two bridges a gap of 5 pixels, three times enlarged, at most.
        assert both.shape[1] <= left.shape[1] + right.shape[1] + 16
        assert both.sum() > 0.6 * max(left.sum(), right.sum())
        inked = np.flatnonzero((both > 0.3).any(axis=0))
        gaps += bool((np.diff(inked) > 1).any())
    assert gaps <= 5  # of those that a stroke should join, a digit may end in a faint one


def test_samples_are_drawn_by_their_seed() -> None:
    made, again, other = (alone_and_together(TEST, 6, seed) for seed in (3, 3, 4))
    assert np.array_equal(made.images, again.images)
    assert not np.array_equal(made.images, other.images)
    assert made.labels.tolist() == [ALONE] * 6 + [SEVERAL] * 6
    assert made.images.shape == (12, 28, 28)


@pytest.mark.slow
def test_it_can_be_made_again(make_again, capsys: pytest.CaptureFixture[str]) -> None:
    """A run of two epochs of a few digits writes a network and a note that agree."""
    note, _ = make_again(together, 300, LEARNING_RATES=(0.1, 0.05), SAMPLES=150, TESTED=50)
    said = how_several(together.load_together(), TEST.images[:300]) > DOUBTED
    assert note["test_digits_said_to_be_several"] == np.mean(said)
    assert note["made_together_said_to_be_several"] > note["made_alone_said_to_be_several"]
    assert "epoch 2 of 2" in capsys.readouterr().out
