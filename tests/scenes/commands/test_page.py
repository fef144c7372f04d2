"""`tinynet page`: what it writes, what it refuses, and what becomes of the file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Literal

import numpy as np
import pytest
from PIL import Image

from scenes.commands.cli import main
from tests.scenes.web.test_training import EXERCISE
from tinynet import Dataset, load_mnist


def written(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    status = main(arguments)
    out, err = capsys.readouterr()
    assert not out
    return status, err


def test_it_writes_the_walk_and_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "walk.html"
    path.write_text("an old one")
    options = ["--sample", "3", "--hidden", "12", "--seed", "5", "--at", "blame.share"]
    status, err = written(["page", str(path), *options], capsys)
    assert status == 0
    assert err.startswith(f"tinynet: {path} has the page, ")
    page = path.read_text("utf-8")
    assert "sample 3 of the test set" in page
    assert "drawn with seed 5" in page
    assert '"start":"blame.share"' in page
    assert [entry.name for entry in tmp_path.iterdir()] == ["walk.html"]


def test_a_digit_of_ones_own_is_meant_as_its_file_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    image = np.full((60, 60), 255, np.uint8)
    image[10:50, 27:33] = 0
    Image.fromarray(image).save(tmp_path / "mine-1.png")
    path = tmp_path / "walk.html"
    options = ["--image", str(tmp_path / "mine-1.png"), "--hidden", "5"]
    assert written(["page", str(path), *options], capsys)[0] == 0
    assert "The digit: a 1, drawn by you" in path.read_text("utf-8")


def test_an_exercise(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "e.json").write_text(json.dumps(EXERCISE))
    path = tmp_path / "e.html"
    assert written(["page", str(path), "--weights", str(tmp_path / "e.json")], capsys)[0] == 0
    assert "An exercise, worked out" in path.read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--weights", "e.json", "--digit", "3"], "--digit: expected it without --weights"),
        (["--train", "r.npz", "--weights", "e.json"], "--weights: expected it without --train"),
        (["--train", "r.npz", "--image", "i.png"], "--image: expected it without --train"),
        (["--train", "r.npz"], "r.npz: expected a readable file"),
        (["--image", "i.png", "--digit", "3"], "--digit: expected it without --image"),
        (["--at", "train"], "--at: expected an act, found train"),
        (["--network", "none.npz"], "none.npz: expected a readable file"),
    ],
)
def test_what_does_not_go_together_is_refused(
    arguments: list[str],
    sentence: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    status, err = written(["page", "out.html", *arguments], capsys)
    assert status == 2
    assert sentence in err
    assert not (tmp_path / "out.html").exists()


def test_a_file_that_cannot_be_written_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, err = written(["page", str(tmp_path / "no" / "w.html"), "--hidden", "5"], capsys)
    assert status == 2
    assert "expected a place to write the page, found: No such file or directory" in err


def test_a_name_that_is_no_page_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["page", "walk.txt"])
    assert "expected an OUT.html, found 'walk.txt'" in capsys.readouterr().err


def test_a_training_that_was_kept_is_a_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("scenes.commands.train.load_data", lambda which, data: few(which))
    run, path = tmp_path / "run.npz", tmp_path / "run.html"
    options = ["--hidden", "6", "--epochs", "1"]
    assert main(["train", *options, "--keep", str(run)]) == 0
    err = capsys.readouterr().err
    assert f"{run} has the training; `tinynet page OUT.html --train {run}`" in err
    assert "the network was not kept; --out NET.npz keeps the network" in err
    assert written(["page", str(path), "--train", str(run)], capsys)[0] == 0
    assert "784–6–10" in path.read_text("utf-8")
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["run.html", "run.npz"]


def few(which: Literal["train", "test"]) -> Dataset:
    """A few digits, so that training takes no time."""
    return load_mnist(which, first=1200)


def test_a_training_that_could_not_be_kept_is_not_begun(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, err = written(["train", "--keep", str(tmp_path / "no" / "run.npz")], capsys)
    assert status == 2
    assert "expected a place to write the training, found" in err
