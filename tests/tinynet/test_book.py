"""The book's class: used as its notebooks use it, it gives what the book's formulas give."""

# ruff: noqa: NPY002 (numpy.random.seed is the book's way)

import numpy
import pytest

from tinynet import Network
from tinynet.book import neuralNetwork


def expit(x: numpy.ndarray) -> numpy.ndarray:
    return 1 / (1 + numpy.exp(-x))


def test_it_is_used_as_the_books_notebooks_use_it() -> None:
    numpy.random.seed(3)
    input_nodes, hidden_nodes, output_nodes = 12, 7, 10
    n = neuralNetwork(
        inputnodes=input_nodes, hiddennodes=hidden_nodes, outputnodes=output_nodes, learningrate=0.2
    )
    numpy.random.seed(3)
    wih = numpy.random.normal(0.0, pow(12, -0.5), (7, 12))
    who = numpy.random.normal(0.0, pow(7, -0.5), (10, 7))
    assert numpy.array_equal(n.wih, wih)
    assert numpy.array_equal(n.who, who)
    assert (n.inodes, n.hnodes, n.onodes, n.lr) == (12, 7, 10, 0.2)

    lr = 0.2
    for record in numpy.random.randint(0, 256, (30, 12)).tolist():
        inputs = (numpy.asarray(record, float) / 255.0 * 0.99) + 0.01
        targets = numpy.zeros(output_nodes) + 0.01
        targets[record[0] % 10] = 0.99
        n.train(inputs, targets)
        # The book's update, in columns.
        column, wanted = numpy.array(inputs, ndmin=2).T, numpy.array(targets, ndmin=2).T
        hidden = expit(numpy.dot(wih, column))
        final = expit(numpy.dot(who, hidden))
        errors = wanted - final
        hidden_errors = numpy.dot(who.T, errors)
        who += lr * numpy.dot(errors * final * (1.0 - final), hidden.T)
        wih += lr * numpy.dot(hidden_errors * hidden * (1.0 - hidden), column.T)
        if record[0] % 7 == 0:
            n.lr = lr = 0.05
    assert n.lr == 0.05
    numpy.testing.assert_allclose(n.wih, wih, rtol=1e-12)
    numpy.testing.assert_allclose(n.who, who, rtol=1e-12)

    outputs = n.query(inputs)
    expected = expit(numpy.dot(who, expit(numpy.dot(wih, column))))
    assert outputs.shape == (10, 1)
    numpy.testing.assert_allclose(outputs, expected, rtol=1e-12)
    assert outputs[0, 0] == outputs[0][0] == n.query(inputs.tolist()).T[0][0]
    assert (wanted - outputs).shape == (10, 1)
    assert numpy.argmax(outputs) == numpy.argmax(expected)
    for given in (column, column.T):
        assert numpy.array_equal(n.query(given), outputs)


def test_what_is_changed_between_samples_counts_with_the_next() -> None:
    numpy.random.seed(5)
    n = neuralNetwork(6, 4, 3, 0.3)
    same = Network.from_weights(n.wih, n.who, 0.3)
    held = n.wih
    for step, x in enumerate(numpy.random.random((20, 6))):
        t = numpy.full(3, 0.01)
        t[step % 3] = 0.99
        n.train(x, t)
        same.train(x, t)
        if step == 3:
            n.lr = same.learning_rate = 0.05
        if step == 6:
            n.wih *= 0.5
            same.input_hidden *= 0.5
        if step == 9:
            n.who = n.who + 0.1
            same.hidden_output += 0.1
        if step == 12:
            n.network.train_biases = same.train_biases = True
        numpy.testing.assert_allclose(n.wih, same.input_hidden, rtol=1e-12)
        numpy.testing.assert_allclose(n.who, same.hidden_output, rtol=1e-12)
        if step < 6:
            assert held is n.wih
    assert same.hidden_biases.any()
    numpy.testing.assert_allclose(n.network.hidden_biases, same.hidden_biases, rtol=1e-12)


def test_sums_beyond_floats_are_taken_to_the_sigmoids_ends() -> None:
    n = neuralNetwork(2, 2, 1, 0.1)
    n.wih, n.who = [[-1e4, 0], [1e4, 0]], [[-1e4, 1]]
    n.train([1, 0], [0.99])  # a warning would fail
    assert numpy.array_equal(n.wih, [[-1e4, 0], [1e4, 0]])
    assert n.query([1, 0])[0, 0] == pytest.approx(expit(numpy.array(n.who[0, 1])))


def test_backquery_is_the_books() -> None:
    numpy.random.seed(1)
    n = neuralNetwork(9, 5, 4, 0.1)
    targets = numpy.zeros(4) + 0.01
    targets[2] = 0.99
    signal = numpy.array(targets, ndmin=2).T
    for weights in (n.who, n.wih):
        signal = numpy.dot(weights.T, numpy.log(signal / (1 - signal)))
        signal -= numpy.min(signal)
        signal /= numpy.max(signal)
        signal *= 0.98
        signal += 0.01
    assert n.backquery(targets).shape == (9, 1)
    numpy.testing.assert_allclose(n.backquery(targets), signal, rtol=1e-12)


def test_weights_may_be_set_and_the_functions_called_and_not_replaced() -> None:
    n = neuralNetwork(3, 2, 1, 0.1)
    n.wih, n.who = numpy.zeros((2, 3)), [[1.0, 1.0]]
    assert n.query([1, 2, 3])[0, 0] == pytest.approx(expit(numpy.array(1.0)))
    assert n.inverse_activation_function(n.activation_function(0.3)) == pytest.approx(0.3)
    with pytest.raises(ValueError, match=r"wih must be of shape \(2, 3\).* columns swapped\?"):
        n.wih = numpy.zeros((3, 2))
    with pytest.raises(ValueError, match="who must be finite"):
        n.who = [[1.0, numpy.nan]]
    for name in ("activation_function", "inverse_activation_function"):
        with pytest.raises(AttributeError, match=f"^{name} is the sigmoid's here"):
            setattr(n, name, numpy.tanh)


@pytest.mark.parametrize(
    ("inputs", "said"),
    [
        ([1, 2], r"inputs_list must be one sample of 3 numbers, not of shape \(2,\)"),
        (numpy.ones((2, 3)), r"not of shape \(2, 3\)"),
        ([1, numpy.nan, 2], "inputs_list must be finite"),
        ([numpy.inf, 0, -numpy.inf], "inputs_list must be finite"),
    ],
)
def test_what_is_no_sample_is_refused_before_anything_changes(inputs: object, said: str) -> None:
    n = neuralNetwork(3, 2, 1, 0.1)
    before = n.wih.copy()
    with pytest.raises(ValueError, match=said):
        n.train(inputs, [0.5])  # type: ignore[arg-type]
    assert numpy.array_equal(n.wih, before)
    with pytest.raises(ValueError, match="lr must be a finite number above 0"):
        n.lr = -1
