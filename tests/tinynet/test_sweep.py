"""One update at many rates, held against the update really made."""

import numpy as np
import pytest

from tinynet import Network
from tinynet.sweep import sweep_rates

RATES = (0.01, 0.1, 1.0, 10.0)


@pytest.mark.parametrize("rule", ["recipe", "gradient"])
def test_it_is_what_training_once_at_each_rate_does(rule):
    rng = np.random.default_rng(3)
    network = Network(12, 7, 4, 0.1, error_rule=rule, seed=2)
    x, t = rng.uniform(0.01, 1, 12), rng.uniform(0.01, 0.99, 4)
    others, labels = rng.uniform(0.01, 1, (50, 12)), rng.integers(0, 4, 50)
    found = sweep_rates(network.trace(x, t), RATES, others, labels)
    assert (found.answers_before == network.query(others).argmax(axis=1)).all()
    for index, rate in enumerate(RATES):
        learner = network.copy()
        learner.learning_rate = rate
        learner.train(x, t)
        after = learner.query(others).argmax(axis=1)
        assert (found.answers[index] == after).all()
        assert found.accuracy[index] == pytest.approx((after == labels).mean())
        errors = t - learner.query(x)
        assert found.losses[index] == pytest.approx(0.5 * (errors @ errors), rel=1e-12)


def test_what_does_not_fit_is_refused():
    trace = Network(3, 2, 2, 0.1, seed=1).trace(np.ones(3), [0.9, 0.1])
    with pytest.raises(ValueError, match="learning_rate"):
        sweep_rates(trace, [0.0], np.ones((2, 3)), [0, 1])
    with pytest.raises(ValueError, match="labels"):
        sweep_rates(trace, [0.1], np.ones((2, 3)), [0, 1, 1])
    with pytest.raises(ValueError, match="inputs"):
        sweep_rates(trace, [0.1], np.ones((2, 4)), [0, 1])
    with pytest.raises(ValueError, match="labels whole numbers"):
        sweep_rates(trace, [0.1], np.ones((2, 3)), [0.0, 1.0])
    with pytest.raises(ValueError, match="at least one learning rate"):
        sweep_rates(trace, [], np.ones((2, 3)), [0, 1])
