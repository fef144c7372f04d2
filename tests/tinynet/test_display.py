"""What a notebook shows: short in words, whole and escaped as HTML, and true to the numbers."""

import base64
import re
import zlib
from html.parser import HTMLParser

import html5lib
import numpy as np
import pytest

from tinynet import (
    BundledDigits,
    Dataset,
    Network,
    Trainer,
    gradient_check,
    load_mnist,
    score,
    to_inputs,
    to_targets,
)
from tinynet.display import LEVELS
from tinynet.trained import load_trained

TEST = load_mnist("test", first=300)


def texts(html: str) -> str:
    found: list[str] = []
    parser = HTMLParser()
    parser.handle_data = found.append  # type: ignore[method-assign]
    parser.feed(html)
    return " ".join(found)


def pixels(html: str) -> list[np.ndarray]:
    """The numbers of colours of each picture, read out of its PNG by hand."""
    pictures = []
    for data in re.findall(r"data:image/png;base64,([^']+)'", html):
        content = base64.b64decode(data)
        width, height = (int.from_bytes(content[at : at + 4]) for at in (16, 20))
        at = content.index(b"IDAT")
        raw = zlib.decompress(content[at + 4 : at + 4 + int.from_bytes(content[at - 4 : at])])
        pictures.append(np.frombuffer(raw, np.uint8).reshape(height, width + 1)[:, 1:])
    return pictures


def test_a_network_is_a_line_and_its_weights_as_pictures() -> None:
    network = load_trained()
    assert repr(network) == "<Network 784–100–10: learning rate 0.1, error rule recipe>"
    html = network._repr_html_()
    first, *_, last = pixels(html)
    assert first.shape == (28, 28)
    assert last.shape == (10, 100)
    weights = network.input_hidden[0].reshape(28, 28)
    assert ((first > LEVELS) == (weights > 0))[np.abs(weights) > 0.1].all()
    assert "Network 784–100–10" in texts(html)
    assert "biases" not in texts(html)
    assert len(html) < 100_000


def test_what_a_notebook_gets_is_a_line_of_words_and_no_arrays() -> None:
    bundled = BundledDigits("test")
    assert repr(bundled).startswith("<BundledDigits: 10,000 pictures of 28 × 28 pixels: the digits")
    assert "images" not in vars(bundled), "and nothing was unpacked for it"
    assert repr(TEST) == "<Dataset: 300 pictures of 28 × 28 pixels: the digits 0 to 9>"
    network = Network(784, 5, 10, 0.1, seed=1)
    trainer = Trainer(network, TEST, epochs=1, shuffle=False, rotate=10)
    assert repr(trainer.moment) == "<Moment after 0 samples: 784–5–10>"
    trainer.advance(2)
    sample = trainer.last_sample
    assert sample is not None
    answer = int(sample.outputs.argmax())
    assert repr(sample) == f"<LearnedSample 0: label 7, rotated by 10°, answered {answer}>"


def test_a_gradient_check_says_which_rule_follows_the_gradient() -> None:
    network = Network(784, 5, 10, 0.1, biases=True, seed=1)
    image, label = TEST.images[0], TEST.labels[0]
    title, *layers = repr(
        gradient_check(network, to_inputs(image), to_targets(label), weights_per_layer=7)
    ).splitlines()
    assert title == "<GradientCheck"
    names = ("input_hidden", "hidden_output", "hidden_biases", "output_biases")
    for name, said in zip(names, layers, strict=True):
        follows = "agrees" if name in ("hidden_output", "output_biases") else "differs"
        assert re.match(rf"  {name}: <LayerCheck of \d+: recipe {follows} .*gradient agrees", said)


def test_biases_are_said_and_shown() -> None:
    network = Network(3, 2, 1, 0.1, biases=True)
    assert repr(network).endswith("error rule recipe, biases>")
    network.train_biases = False
    network.output_biases[0] = -0.5
    assert repr(network).endswith("error rule recipe, kept biases>")
    html = network._repr_html_()
    assert "biases of the output nodes, −0.5 to −0.5" in texts(html)
    assert pixels(html)[-1].tolist() == [[0]]


def test_a_trace_shows_its_answer_and_each_output() -> None:
    trace = load_trained().trace(to_inputs(TEST.images[8]), to_targets(TEST.labels[8]))
    assert repr(trace) == f"<Trace 784–100–10: answers {trace.answer}, error {trace.loss:.4f}>"
    said = texts(trace._repr_html_())
    assert all(f"{output:.3f}" in said for output in trace.outputs)
    assert f"answers {trace.answer}, right" in said
    wrong = load_trained().trace(trace.inputs, to_targets((trace.answer + 1) % 10))
    assert f"where {(trace.answer + 1) % 10} was meant" in texts(wrong._repr_html_())


def test_scores_show_the_confusion_matrix() -> None:
    scores = score(load_trained(), TEST.images, TEST.labels)
    right = int(scores.right.sum())
    assert repr(scores).startswith(f"<Scores: {right} of 300 right, {right / 300:.2%}, error ")
    cells = re.findall(r"<td style='background[^>]*>(\d+|·)</td>", scores._repr_html_())
    assert [0 if cell == "·" else int(cell) for cell in cells] == scores.confusion.ravel().tolist()


def test_a_training_returns_its_history_and_shows_it() -> None:
    digits = load_mnist("train", first=250)
    trainer = Trainer(Network(784, 12, 10, 0.1, seed=1), digits, epochs=2)
    told: list[tuple[int, float]] = []
    history = trainer.run(
        report_every=100, on_report=lambda t: told.append((trainer.samples, t.error))
    )
    assert history is trainer.history
    assert history.samples.tolist() == [100, 200, 250, 350, 450, 500]
    assert list(zip(history.samples.tolist(), history.errors.tolist(), strict=True)) == told
    assert [tally.samples for tally in history.epochs] == [250, 250]
    assert [moment.samples for moment in history.moments] == [0, 250, 500]
    assert np.array_equal(history.moments[-1].input_hidden, trainer.moment.input_hidden)
    assert (history.accuracies <= 1).all()
    last = history.epochs[-1]
    assert repr(history) == (
        f"<History: 2 epochs, 500 samples, lately error {last.error:.3f}, "
        f"{last.accuracy:.1%} right>"
    )
    html = history._repr_html_()
    assert f"{last.accuracy:.2%}" in texts(html)
    lines = re.findall(r"polyline points='([^']*)'", html)
    assert [len(line.split()) for line in lines] == [6, 6]
    assert len(pixels(html)) == 3 * 10


def test_a_training_that_was_stopped_goes_on_with_its_history() -> None:
    digits = load_mnist("train", first=250)
    trainer = Trainer(Network(784, 5, 10, 0.1, seed=1), digits, epochs=1)
    assert repr(trainer.history) == "<History: no reports, 0 moments>"
    trainer.history._repr_html_()
    trainer.run(report_every=100, on_report=lambda _: trainer.stop())
    assert trainer.history.samples.tolist() == [100]
    assert trainer.run(report_every=100).samples.tolist() == [100, 200, 250]


def test_a_bar_shows_how_far_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    digits = load_mnist("train", first=250)
    plain, shown = (Trainer(Network(784, 5, 10, 0.1, seed=1), digits, epochs=2) for _ in range(2))
    plain.run(report_every=100)
    assert not capsys.readouterr().err
    shown.run(report_every=100, progress=True)
    said = capsys.readouterr().err
    assert "epoch 2 of 2" in said
    assert "100 %" in said
    assert np.array_equal(plain.moment.input_hidden, shown.moment.input_hidden)


def test_whatever_text_there_is_is_escaped_and_the_html_is_sound() -> None:
    network = Network(4, 3, 2, 0.1, seed=1)
    network.error_rule = "<script>alert(1)</script>"
    trainer = Trainer(
        Network(9, 3, 2, 0.1, seed=1),
        Dataset(np.zeros((20, 3, 3), np.uint8), np.zeros(20, np.uint8)),
        epochs=1,
    )
    shown = (
        network,
        Network(4, 3, 2, 0.1).trace(np.ones(4), [0.9, 0.1]),
        score(Network(4, 3, 2, 0.1), np.ones((3, 4)), [0, 1, 1]),
        trainer.run(report_every=5),
    )
    for each in shown:
        html = each._repr_html_()
        assert "<script" not in html
        html5lib.HTMLParser(strict=True).parseFragment(html)
