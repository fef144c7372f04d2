"""The loss: of one sample and of many, against a plain sum."""

import numpy as np
import pytest

from tinynet import loss


@pytest.mark.parametrize("nodes", [1, 2, 10])
def test_it_is_half_the_sum_of_the_squared_errors(nodes: int) -> None:
    random = np.random.default_rng(nodes)
    targets, outputs = random.uniform(size=(2, 50, nodes))
    losses = loss(targets, outputs)
    assert losses.shape == (50,)
    for t, y, found in zip(targets, outputs, losses, strict=True):
        expected = sum((a - b) ** 2 for a, b in zip(t.tolist(), y.tolist(), strict=True)) / 2
        assert found == pytest.approx(expected, rel=1e-13)
        assert loss(t, y) == found, "to the last bit that of the sample alone"
        assert loss(t, y).shape == ()


def test_many_outputs_may_have_one_target() -> None:
    target, outputs = np.array([0.99, 0.01]), np.array([[0.99, 0.01], [0.49, 0.01]])
    np.testing.assert_allclose(loss(target, outputs), [0, 0.125])


def test_a_column_of_targets_is_refused_and_never_made_a_hundred_errors() -> None:
    with pytest.raises(ValueError, match=r"not of shapes \(10, 1\) and \(10,\)"):
        loss(np.ones((10, 1)), np.ones(10))


def test_numbers_may_come_as_lists() -> None:
    assert loss([0.99, 0.01], [0.49, 0.01]) == pytest.approx(0.125)


@pytest.mark.parametrize(("targets", "outputs"), [((), ()), ((), (2,)), ((3, 2), (2, 2))])
def test_shapes_that_do_not_belong_together_are_refused(
    targets: tuple[int, ...], outputs: tuple[int, ...]
) -> None:
    with pytest.raises(ValueError, match="shapes"):
        loss(np.ones(targets), np.ones(outputs))
