"""The score of a network on digits."""

import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinynet import Network, Scores, accuracy, score, to_inputs


def pointing_network() -> Network:
    """A network of 4-4-4 whose strongest output is the node of its strongest input."""
    return Network.from_weights(np.eye(4), np.eye(4), 0.1)


def images_of(labels: np.ndarray) -> np.ndarray:
    """Images of 2 × 2 pixels, black at their label's pixel."""
    images: np.ndarray = np.eye(4)[labels] * 255
    return images.astype(np.uint8).reshape(-1, 2, 2)


def test_accuracy_is_the_share_answered_right() -> None:
    labels = np.arange(2500) % 4
    images = images_of(labels)
    told = labels.copy()
    told[[0, 999, 1000, 1999, 2499]] += 1  # Wrong at the edges of the blocks it works in.
    told %= 4
    assert accuracy(pointing_network(), images, labels) == 1
    assert accuracy(pointing_network(), images, told) == 1 - 5 / 2500
    assert accuracy(pointing_network(), to_inputs(images), told) == 1 - 5 / 2500


def test_only_a_block_of_inputs_is_held() -> None:
    images = np.zeros((50_000, 16, 16), np.uint8)
    labels = np.zeros(50_000, np.uint8)
    network = Network(256, 2, 2, 0.1, seed=0)
    tracemalloc.start()
    try:
        accuracy(network, images, labels)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    whole = 50_000 * 256 * 8
    assert peak < whole / 5


@pytest.mark.parametrize("count", [0, 3])
def test_unlike_numbers_or_none_are_refused(count: int) -> None:
    with pytest.raises(ValueError, match="as many, at least one"):
        accuracy(pointing_network(), np.zeros((count, 2, 2), np.uint8), np.zeros(0, np.uint8))


def drawn_scores(count: int, seed: int) -> Scores:
    """What a network of five outputs might have answered; of strengths that come twice, too."""
    random = np.random.default_rng(seed)
    return Scores(random.integers(0, 12, (count, 5)) / 12, random.integers(0, 5, count))


scores = st.builds(drawn_scores, st.integers(1, 60), st.integers(0, 2**32 - 1))
nodes = st.none() | st.integers(0, 4)


def test_a_score_has_every_answer() -> None:
    labels = np.arange(2500) % 4
    found = score(pointing_network(), images_of(labels), (labels + 1) % 4)
    assert found.outputs.shape == (2500, 4)
    assert np.array_equal(found.answers, labels)
    assert np.array_equal(found.labels, (labels + 1) % 4)
    expected = pointing_network().query(to_inputs(images_of(labels[:4])))
    np.testing.assert_allclose(found.outputs[:4], expected, rtol=1e-14)


@given(found=scores)
def test_the_confusion_counts_labels_by_rows_and_answers_by_columns(found: Scores) -> None:
    expected = [[0] * 5 for _ in range(5)]
    right = 0
    for outputs, label in zip(found.outputs.tolist(), found.labels.tolist(), strict=True):
        answer = outputs.index(max(outputs))
        expected[label][answer] += 1
        right += answer == label
    assert found.confusion.tolist() == expected
    assert found.accuracy == right / len(found.labels)


def test_labels_of_bytes_are_counted_beyond_255() -> None:
    outputs = np.eye(20)[[19, 18]]
    found = Scores(outputs, np.array([19, 19], np.uint8))
    assert found.confusion.shape == (20, 20)
    assert np.argwhere(found.confusion).tolist() == [[19, 18], [19, 19]]


@given(found=scores, label=nodes, answer=nodes)
def test_mistakes_are_the_wrong_ones_asked_for_most_certain_first(
    found: Scores, label: int | None, answer: int | None
) -> None:
    wrong = []
    for index, (outputs, truth) in enumerate(
        zip(found.outputs.tolist(), found.labels.tolist(), strict=True)
    ):
        told = outputs.index(max(outputs))
        if told != truth and label in (None, truth) and answer in (None, told):
            wrong.append((-max(outputs), index))
    assert found.mistakes(label, answer).tolist() == [index for _, index in sorted(wrong)]


@given(found=scores, label=nodes, answer=nodes, seed=st.integers(0, 99))
def test_any_choice_of_digits_is_sorted_by_certainty(
    found: Scores, label: int | None, answer: int | None, seed: int
) -> None:
    among = np.random.default_rng(seed).random(len(found.labels)) < 0.5
    before = among.copy()
    chosen = found.by_certainty(among, label, answer)
    assert np.array_equal(among, before)
    expected = {
        index
        for index in np.flatnonzero(among).tolist()
        if label in (None, found.labels[index]) and answer in (None, found.answers[index])
    }
    assert set(chosen.tolist()) == expected
    assert len(chosen) == len(expected)
    assert (np.diff(found.outputs.max(axis=1)[chosen]) <= 0).all()


def test_a_cell_of_the_confusion_is_as_many_mistakes() -> None:
    found = drawn_scores(200, 1)
    for label in range(5):
        for answer in range(5):
            expected = found.confusion[label, answer] if label != answer else 0
            assert len(found.mistakes(label, answer)) == expected
    assert len(found.mistakes()) == 200 - np.trace(found.confusion)


@given(found=scores)
def test_the_error_and_the_share_of_each_label_are_plain_means(found: Scores) -> None:
    errors: list[float] = []
    rights: dict[int, list[bool]] = {label: [] for label in range(5)}
    for outputs, label in zip(found.outputs.tolist(), found.labels.tolist(), strict=True):
        wanted = [0.99 if node == label else 0.01 for node in range(5)]
        errors.append(0.5 * sum((t - y) ** 2 for t, y in zip(wanted, outputs, strict=True)))
        rights[label].append(outputs.index(max(outputs)) == label)
    assert found.error == pytest.approx(np.mean(errors), rel=1e-12)
    expected = [np.mean(each) if each else np.nan for each in rights.values()]
    np.testing.assert_allclose(found.recall, expected, rtol=1e-12)


@pytest.mark.parametrize(
    ("labels", "said"),
    [
        ([0, 4], "labels must be from 0 to 3, not 0 to 4"),
        ([-1, 0], "labels must be from 0 to 3, not -1 to 0"),
        ([0.0, 1.0], "whole numbers, not float64"),
        (["0", "1"], "whole numbers, not <U1"),
    ],
)
def test_labels_that_are_no_output_nodes_are_refused(labels: list[object], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        score(pointing_network(), images_of(np.array([0, 1])), labels)


@pytest.mark.parametrize(("outputs", "labels"), [((2, 4), 1), ((4,), 4), ((2, 0), 2)])
def test_scores_of_unlike_shapes_are_refused(outputs: tuple[int, ...], labels: int) -> None:
    with pytest.raises(ValueError, match="not of shapes"):
        Scores(np.ones(outputs), np.zeros(labels, np.uint8))


def test_of_no_digits_there_is_no_share_and_no_error() -> None:
    none = Scores(np.ones((0, 4)), np.zeros(0, np.uint8))
    assert np.isnan([none.accuracy, none.error, *none.recall]).all()
    assert not none.confusion.any()
