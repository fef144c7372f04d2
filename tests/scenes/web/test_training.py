"""A training's page, and an exercise's: whole, valid, small, safe."""

from __future__ import annotations

import base64
import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from scenes.story.homework.exercise import read_exercise
from scenes.story.homework.solution import sections_of
from scenes.story.markup import plain
from scenes.story.numbers import number
from scenes.story.runs import KeptRun, RunRecorder, load_run, save_run
from scenes.web.exercise import exercise_page
from scenes.web.training import training_page
from tests.scenes.web.conftest import Parse
from tinynet import Dataset, Network, TinynetError, Trainer, load_mnist
from tinynet.png import png

EXERCISE: dict[str, Any] = {
    "input_hidden": [[0.4, -0.2], [0.1, 0.3]],
    "hidden_output": [[0.5, -0.7]],
    "inputs": [1, 0.5],
    "targets": [0.9],
    "learning_rate": 0.5,
}


@pytest.fixture(scope="module")
def run(digits: Dataset) -> KeptRun:
    """A short training."""
    few = load_mnist("train", first=1500)
    trainer = Trainer(Network(784, 12, 10, 0.1, seed=1), few, epochs=2, seed=1)
    recorder = RunRecorder(trainer, Dataset(digits.images[:500], digits.labels[:500]))
    recorder.begin(1000, recorder.look)
    ends = []
    trainer.run(
        report_every=250,
        on_report=recorder.look,
        on_epoch=lambda n, tally: ends.append((n, tally.samples, tally.error, 0.5, 0.75)),
    )
    kept = recorder.kept(ends)
    assert kept is not None
    return kept


@pytest.fixture(scope="module")
def biased_run(digits: Dataset) -> KeptRun:
    """A very short training with biases."""
    trainer = Trainer(Network(784, 3, 10, 0.1, biases=True, seed=1), digits, epochs=1, seed=1)
    recorder = RunRecorder(trainer, digits)
    recorder.begin(200, recorder.look)
    kept = recorder.kept([])
    assert kept is not None
    return kept


def test_a_run_with_biases_keeps_them(biased_run: KeptRun, tmp_path: Path) -> None:
    path = str(tmp_path / "run.npz")
    save_run(biased_run, path)
    again = load_run(path)
    assert again.hidden_biases is not None
    assert again.output_biases is not None
    count = len(again.moment_samples)
    assert again.hidden_biases.shape == (count, 3)
    assert again.output_biases.shape == (count, 10)
    assert not again.hidden_biases[0].any()
    assert again.hidden_biases[-1].all()
    page = training_page(again, "run.npz")
    assert "a bias for each node" in page
    low, high = again.hidden_biases[-1].min(), again.hidden_biases[-1].max()
    for bias in (low, high):
        assert number(float(bias)) in page


def test_a_run_with_only_half_its_biases_or_of_another_size_is_refused(
    biased_run: KeptRun, tmp_path: Path
) -> None:
    path = str(tmp_path / "run.npz")
    assert biased_run.hidden_biases is not None
    for spoiled in (None, biased_run.hidden_biases[:, :2]):
        save_run(replace(biased_run, hidden_biases=spoiled), path)
        with pytest.raises(TinynetError, match="expected a training as"):
            load_run(path)


def test_a_run_is_kept_from_its_first_steps_to_its_end(run: KeptRun) -> None:
    assert run.moment_samples[0] == 0
    assert run.moment_samples[-1] == 3000
    assert 100 in run.moment_samples
    assert len(run.input_hidden) == len(run.moment_samples) <= 24
    assert run.input_hidden.dtype == np.float16
    assert run.confusion.sum() == 500
    assert len(run.mistake_labels) == min(48, 500 - run.confusion.trace())
    assert (run.mistake_labels != run.mistake_answers).all()
    assert run.epochs[:, :2].tolist() == [[1, 1500], [2, 1500]]


def test_recording_a_run_changes_nothing_in_it() -> None:
    few = load_mnist("train", first=300)

    def trained(recorded: bool) -> Network:
        trainer = Trainer(Network(784, 5, 10, 0.1, seed=1), few, epochs=1, seed=1)
        if recorded:
            recorder = RunRecorder(trainer, few)
            recorder.begin(1000, recorder.look)
        trainer.run()
        return trainer.network

    assert (trained(True).input_hidden == trained(False).input_hidden).all()


def test_a_run_reads_back_as_it_was_written(run: KeptRun, tmp_path: Path) -> None:
    path = tmp_path / "run.npz"
    save_run(run, str(path))
    again = load_run(str(path))
    assert (again.input_hidden == run.input_hidden).all()
    assert str(again.error_rule) == "recipe"
    assert again.hidden_biases is None
    page = training_page(again, "run.npz")
    assert "a bias for each node" not in page
    assert "their biases, in the end" not in page
    assert [entry.name for entry in tmp_path.iterdir()] == ["run.npz"]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda run: replace(run, confusion=run.confusion[:5]),
        lambda run: replace(run, error_rule=np.array("else")),
        lambda run: replace(run, moment_scores=run.moment_scores * np.nan),
        lambda run: replace(run, input_hidden=run.input_hidden[:0]),
        lambda run: replace(run, moment_samples=run.moment_samples[::-1]),
        lambda run: replace(run, mistake_images=run.mistake_images.astype(float)),
        lambda run: replace(run, seed=np.array([1, 2])),
    ],
)
def test_a_file_that_is_no_run_is_refused(run: KeptRun, tmp_path: Path, spoil: Any) -> None:
    path = str(tmp_path / "run.npz")
    save_run(spoil(run), path)
    with pytest.raises(TinynetError, match="expected a training as"):
        load_run(path)


def test_files_that_are_no_archive_or_hold_objects_are_refused(
    run: KeptRun, tmp_path: Path
) -> None:
    path = tmp_path / "run.npz"
    with pytest.raises(TinynetError, match="expected a readable file"):
        load_run(str(path))
    path.write_bytes(b"nothing")
    with pytest.raises(TinynetError, match="expected a training as"):
        load_run(str(path))
    save_run(run, str(path))
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(TinynetError, match="expected a training as"):
        load_run(str(path))
    save_run(replace(run, seed=np.array({"an": "object"}, object)), str(path))
    with pytest.raises(TinynetError, match="expected a training as"):
        load_run(str(path))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a pipe has a name on POSIX systems only")
def test_nobody_waits_for_a_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "run.npz")
    with pytest.raises(TinynetError, match="expected a readable file, found: a pipe"):
        load_run(str(tmp_path / "run.npz"))


def test_its_page_is_valid_and_small_and_has_every_part(run: KeptRun, parsed: Parse) -> None:
    page = training_page(run, "<b>run.npz")
    tree = parsed(page)
    assert [each.get("id") for each in tree.iter("section")] == [
        *("curves", "hidden-nodes", "confusion", "mistakes")
    ]
    assert "<b>run" not in page
    assert len(page.encode()) < 1_500_000
    data = json.loads(next(each for each in tree.iter("script") if each.get("type")).text)
    assert 2 <= len(data["moments"]) <= 16
    assert data["moments"][0]["told"] == "0 digits"
    assert data["moments"][-1]["told"] == "3,000 digits, 2 epochs"
    assert all(base64.b64decode(one["picture"]).startswith(b"\x89PNG") for one in data["moments"])
    assert training_page(run, "run.npz") == training_page(run, "run.npz")


def test_thousands_are_apart_on_its_axes(run: KeptRun) -> None:
    many = replace(run, curve=np.array([[60_000, 0.5, 0.5], [120_000, 0.4, 0.9]]))
    page = training_page(many, "t.npz")
    assert ">60,000<" in page
    assert ">60000<" not in page


def test_a_page_of_a_large_network_stays_small(run: KeptRun) -> None:
    noise = np.random.default_rng(1).normal(0, 0.1, (20, 300, 784)).astype(np.float16)
    large = replace(
        run,
        input_hidden=noise,
        hidden_output=np.zeros((20, 10, 300)),
        moment_samples=np.arange(20) * 1000,
        moment_scores=np.zeros(20),
    )
    page = training_page(large, "run.npz")
    assert len(page.encode()) < 1_500_000
    assert "the first 100 of 300" in page


def test_a_png_reads_back(tmp_path: Path) -> None:
    pixels = np.arange(6, dtype=np.uint8).reshape(2, 3)
    colours = [(10 * n, n, 255 - n, 40 * n) for n in range(6)]
    path = tmp_path / "picture.png"
    path.write_bytes(png(pixels, colours))
    with Image.open(path) as image:
        assert [image.convert("RGBA").getpixel((n % 3, n // 3)) for n in range(6)] == colours


def test_an_exercise_is_a_page_with_every_section(tmp_path: Path, parsed: Parse) -> None:
    path = tmp_path / "<b>exercise.json"
    path.write_text(json.dumps(EXERCISE))
    exercise = read_exercise(str(path))
    page = exercise_page(exercise)
    tree = parsed(page)
    sections = sections_of(exercise)
    assert len([*tree.iter("section")]) == len(sections)
    told = " ".join("".join(tree.itertext()).split())
    for section in sections:
        assert " ".join(plain(section.story).split()) in told
        for block in section.blocks:
            for line in block.lines:
                assert all(entry.text in told for entry in line.entries)
    assert "<b>" not in page.split("<main")[1].split("<h1")[0]
    assert "<b>exercise" not in page
