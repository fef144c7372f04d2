"""`tinynet predict` and `tinynet --image`: what digits in files are taken for, and what is told."""

import json
import os
import re
import subprocess
import sys
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from PIL import Image, ImageDraw

from scenes.commands import cli, output, predict_report
from scenes.commands.opening import open_place
from scenes.story.class_options import NamedData
from scenes.story.images import read_image
from scenes.story.places import Place
from tests.photographs import close
from tests.scenes.commands.here import run
from tinynet import Network, load_mnist, prepared, save_network, to_inputs
from tinynet.handwriting import load_handwriting
from tinynet.prepare import resized

ROOT = Path(cli.__file__).parents[2]
NAMES = ("seven-7.png", "a_2.jpg", "one.png", "zero_0.PNG", "a.5-9.jpeg")
"""Of the first five digits: a 7, a 2, a 1, a 0 and a 4, the last named wrongly."""


@pytest.fixture
def tinynet(capsys, monkeypatch, tmp_path):
    """Run in an empty directory; return status, output and error output."""
    monkeypatch.chdir(tmp_path)

    return partial(run, capsys)


@pytest.fixture
def folder(digits, tmp_path):
    """Five digits on sheets, in files."""
    path = tmp_path / "drawn"
    path.mkdir()
    for name, digit in zip(NAMES, digits.images, strict=False):
        sheet = np.full((300, 400), 255.0)
        sheet[20:216, 180:376] -= resized(digit, 196, 196)
        Image.fromarray(np.rint(sheet).astype(np.uint8)).save(path / name)
    (path / "notes.txt").write_text("not an image")
    return "drawn"


def test_json_has_every_output(tinynet, folder):
    status, out, err = tinynet("predict", folder, "--json")
    told = json.loads(out)
    assert (status, err, out.count("\n")) == (0, "", 1)
    assert told.keys() == {"network", "prepared", "images", "totals"}
    assert told["network"]["source"] == "handwriting"
    assert told["prepared"] is True
    assert told["totals"] == {
        "images": 5,
        "digits": 5,
        "labelled": 4,
        "right": 3,
        "unread": 0,
        "left_out": [os.path.join(folder, "notes.txt")],
    }
    assert [image["file"] for image in told["images"]] == [
        os.path.join(folder, name) for name in sorted(NAMES)
    ]
    network = load_handwriting()
    for image in told["images"]:
        sheet = read_image(image["file"])
        ink = sheet.ink
        outputs = network.query(to_inputs(prepared(ink).image).ravel())
        assert image["outputs"] == pytest.approx(outputs.tolist())
        assert image["answer"] == outputs.argmax()
        plain = np.rint(resized(ink, 28, 28)).astype(np.uint8)
        assert image["raw_answer"] == network.query(to_inputs(plain).ravel()).argmax()
    labels = {Path(image["file"]).name: image["label"] for image in told["images"]}
    rights = {Path(image["file"]).name: image["right"] for image in told["images"]}
    assert labels == dict(zip(NAMES, (7, 2, None, 0, 9), strict=True))
    assert rights == dict(zip(NAMES, (True, True, None, True, False), strict=True))


def test_an_image_that_is_named_twice_is_read_once(tinynet, folder):
    once = tinynet("predict", folder, "--json")
    assert tinynet("predict", folder, f"{folder}/{NAMES[0]}", f"./{folder}", "--json") == once


def test_raw_images_are_only_scaled(tinynet, folder):
    told = json.loads(tinynet("predict", folder, "--json", "--raw")[1])
    assert told["prepared"] is False
    for image in told["images"]:
        assert image["answer"] == image["raw_answer"] == np.argmax(image["outputs"])


def test_several_are_told_in_a_table(tinynet, folder):
    told = json.loads(tinynet("predict", folder, "--json")[1])
    status, out, err = tinynet("predict", folder)
    assert (status, err) == (0, "")
    lines = [line for line in out.splitlines() if line.startswith("  drawn")]
    for line, image in zip(lines, told["images"], strict=True):
        second, strongest = np.argsort(image["outputs"])[-2:]
        label = "" if image["label"] is None else str(image["label"])
        verdict = {None: [], True: ["✓", "right"], False: ["✗", "wrong"]}[image["right"]]
        assert line.split() == [
            image["file"],
            *(str(strongest), f"{image['outputs'][strongest]:.3f}"),
            *(str(second), f"{image['outputs'][second]:.3f}"),
            *filter(None, [label]),
            *verdict,
        ]
    said = " ".join(out.split())
    assert "Right: 75.0 %, 3 of 4 that are known: 4 by the file's name." in said
    assert said.endswith(
        "Not known, and not counted: 1. Left out, as no images: 1 file (notes.txt)."
    )
    assert "\x1b" not in out


def test_without_labels_there_is_no_score(tinynet, folder):
    _, out, _ = tinynet("predict", f"{folder}/one.png", f"{folder}/one.png")
    assert "label" not in out
    assert "Right" not in out


def test_one_is_told_at_length(tinynet, folder):
    status, out, err = tinynet("predict", f"{folder}/seven-7.png")
    assert (status, err) == (0, "")
    outputs = json.loads(tinynet("predict", f"{folder}/seven-7.png", "--json")[1])["images"][0]
    assert "seven-7.png\n400 × 300 pixels, the digit " in out
    shown = re.findall(r"(\d)   ([\d.]{5})", out)
    assert shown == [(str(i), f"{value:.3f}") for i, value in enumerate(outputs["outputs"])]
    assert "The answer: a 7, output 0.9" in out
    assert "It is a 7 by the file's name: ✓ right." in out
    assert re.search(r"Merely scaled to 28 × 28, it would be taken for an? \d", out)
    assert "@@" in out
    assert max(map(len, out.splitlines())) <= 80


def test_one_raw(tinynet, folder):
    _, out, _ = tinynet("predict", f"{folder}/one.png", "--raw")
    assert "merely scaled to 28 × 28." in out
    assert "Prepared as MNIST's were, it would be taken for a 1" in out
    assert "name" not in out


def test_a_narrow_terminal(tinynet, folder, monkeypatch):
    for module in (output, predict_report):
        monkeypatch.setattr(module, "text_width", lambda: 40)
    _, out, _ = tinynet("predict", f"{folder}/seven-7.png")
    assert max(map(len, out.splitlines())) <= 40


@pytest.mark.parametrize("network", ["untrained", "my net.npz"])
def test_another_network(tinynet, folder, network):
    save_network(Network(784, 5, 10, 0.1, seed=9), "my net.npz")
    path = f"{folder}/seven-7.png"
    assert f"The network ({network})" in tinynet("predict", path, "--network", network)[1]
    told = json.loads(tinynet("predict", path, "--network", network, "--json")[1])
    assert told["network"]["source"] == network


def test_an_unreadable_file_is_told_and_the_others_are_read(tinynet, folder):
    files = ["missing.png", f"{folder}/seven-7.png", f"{folder}/notes.txt", f"{folder}/one.png"]
    status, out, err = tinynet("predict", *files)
    assert status == 2
    assert [line.partition(": expected")[0] for line in err.splitlines()] == [
        "tinynet: missing.png",
        f"tinynet: {folder}/notes.txt",
    ]
    assert out.count("drawn") == 2
    status, out, _ = tinynet("predict", *files, "--json")
    assert status == 2
    assert json.loads(out)["totals"] == {
        "images": 2,
        "digits": 2,
        "labelled": 1,
        "right": 1,
        "unread": 2,
        "left_out": [],
    }


@pytest.mark.parametrize(
    ("typed", "words"),
    {
        "predict": ["IMAGE", "a value", "none"],
        "predict missing.png": ["missing.png", "readable image", "No such file"],
        "predict empty": ["empty", "images in it", "none"],
        "predict drawn/notes.txt": ["notes.txt", "expected an image", "none"],
        "predict drawn --network learned": ["--network", "FILE.npz", "'learned'"],
        "predict drawn --network missing.npz": ["missing.npz", "No such file"],
        "predict drawn --network small.npz": ["784 inputs and 10 outputs", "4 and 2"],
        "--digit 3 predict drawn": ["--digit", "explain", "predict"],
        "predict drawn --mistakes 3": ["--mistakes", "--help"],
        "--image missing.png": ["missing.png", "No such file"],
        "--image": ["--image", "a value", "none"],
        "--image drawn/one.png explain": ["--image", "without a command, found", "explain"],
        "--image drawn/one.png test trained": ["--image", "without a command, found", "test"],
        "explain --image drawn/one.png": ["--image", "--help"],
    }.items(),
)
def test_what_is_wrong_is_told_in_one_sentence(tinynet, folder, tmp_path, typed, words):
    save_network(Network(4, 3, 2, 0.1, seed=1), tmp_path / "small.npz")
    (tmp_path / "empty").mkdir()
    status, out, err = tinynet(*typed.split())
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("tinynet: ")
    assert [word for word in words if word not in err] == []


@pytest.mark.parametrize("typed", ["predict drawn", "--image drawn/one.png"])
def test_without_pillow_it_is_told_once(tinynet, folder, monkeypatch, typed):
    monkeypatch.setitem(sys.modules, "PIL", None)
    monkeypatch.setitem(sys.modules, "PIL.Image", None)
    status, out, err = tinynet(*typed.split())
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert "pip install 'tinynet-explainer[images]'" in err


def test_what_a_name_says_cannot_command_the_terminal(tinynet, folder):
    os.rename(f"{folder}/one.png", f"{folder}/\x1b[31m\n1.png")
    for named in ([f"{folder}/\x1b[31m\n1.png"], [folder]):
        _, out, _ = tinynet("predict", *named)
        assert r"\x1b[31m\n1.png" in out
        assert "\x1b" not in out


@pytest.mark.slow
@pytest.mark.parametrize("files", [["drawn/seven-7.png"], ["drawn"]])
def test_an_encoding_without_marks(folder, tmp_path, files):
    ended = subprocess.run(
        [sys.executable, "-m", "scenes", "predict", *(str(tmp_path / file) for file in files)],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        cwd=ROOT,
        check=True,
    )
    assert b"? right" in ended.stdout


def test_the_app_is_opened_with_the_image(tinynet, folder, monkeypatch):
    opened = []
    monkeypatch.setattr(cli, "what_is_missing", lambda: None)
    app = SimpleNamespace(
        run=lambda place, walk, **look: opened.append({"place": place, **look}) or 7
    )
    monkeypatch.setitem(sys.modules, "scenes.screens.app", app)
    assert tinynet("--image", f"{folder}/seven-7.png")[0] == 7
    assert np.array_equal(opened[0]["image"].ink, read_image(f"{folder}/seven-7.png").ink)
    assert tinynet()[0] == 7
    assert "image" not in opened[1]
    assert [each["place"].network for each in opened] == ["handwriting", "untrained"]
    tinynet("--image", f"{folder}/seven-7.png", "--network", "untrained")
    assert opened[2]["place"].network == "untrained"


def sheet_file(digits, path, *, rows, columns):
    """Write a sheet with so many rows and columns of the first digits."""
    sheet = np.full((130 * rows, 130 * columns), 255.0)
    for index in range(rows * columns):
        row, column = divmod(index, columns)
        y, x = 130 * row + 8, 130 * column + 8
        sheet[y : y + 112, x : x + 112] -= resized(digits.images[index], 112, 112)
    Image.fromarray(np.rint(sheet).astype(np.uint8)).save(path)


def test_a_sheet_of_many_is_read_row_by_row_with_a_picture_of_each(tinynet, digits, tmp_path):
    sheet_file(digits, tmp_path / "all-7.png", rows=3, columns=5)
    told = json.loads(tinynet("predict", "all-7.png", "--json")[1])
    answers = [image["answer"] for image in told["images"]]
    assert sum(answers == digits.labels[:15]) >= 14
    # A name for one digit does not say what each of many is.
    assert (told["totals"]["labelled"], told["totals"]["digits"]) == (0, 15)
    _, out, _ = tinynet("predict", "all-7.png")
    assert "15 digits in 3 rows, each read by itself:" in out
    for row in range(3):
        assert " ".join(map(str, answers[5 * row : 5 * row + 5])) in out
    assert "Right" not in out
    assert max(map(len, out.splitlines())) <= 80


def test_what_may_be_several_is_said_wherever_it_is_read(tinynet, digits, tmp_path, capsys):
    light = close(*digits.images[[3, 1]])
    for name, pixels in (
        ("both", light),
        ("one", close(digits.images[0])),
        ("row", np.hstack([close(digits.images[0]), light])),
    ):
        Image.fromarray(np.rint(pixels).astype(np.uint8)).save(tmp_path / f"{name}.png")
    told = json.loads(tinynet("predict", "both.png", "one.png", "row.png", "--json")[1])["images"]
    assert [image["may_be_several"] for image in told] == [True, False, False, True]
    assert not any(image["cut"] for image in told)
    said = "may be several digits, written together: it is read as one."
    _, out, _ = tinynet("predict", "both.png")
    assert f"This {said}" in out
    assert f"The answer: a {told[0]['answer']}" in out
    _, out, _ = tinynet("predict", "both.png", "one.png")
    lines = [line.rstrip() for line in out.splitlines()]
    assert [line.endswith("may be several") for line in lines if ".png  " in line] == [True, False]
    assert f"This {said} (both.png)" in " ".join(out.split())
    _, out, _ = tinynet("predict", "row.png")
    assert "One of these may be several, written together: it is read as one." in out
    assert "may be several" in out.splitlines()[-1]
    # Where it is walked, too.
    _, walk = open_place(Place(network="handwriting"), NamedData({}), image="both.png")
    assert walk.pass_.remarks == (f"This {said}",)
    assert capsys.readouterr().err == f"tinynet: This {said}\n"


@pytest.mark.slow
def test_labels_from_a_table_also_for_several_in_one(tinynet, digits, folder, tmp_path):
    sheet_file(digits, tmp_path / "four.png", rows=1, columns=4)
    (tmp_path / "labels.csv").write_text("file,label\nfour.png,7219\none.png,1\nother.png,3\n")
    typed = ["predict", "four.png", folder, "--labels", "labels.csv"]
    told = json.loads(tinynet(*typed, "--json")[1])
    four = [(image["label"], image["right"]) for image in told["images"][:4]]
    assert four == [(7, True), (2, True), (1, True), (9, False)]
    assert told["totals"]["labelled"] == 9
    said = " ".join(tinynet(*typed)[1].split())
    assert "7 of 9 that are known: 5 by the table, 4 by the file's name." in said


@pytest.mark.slow
def test_labelled_digits_become_a_data_set(tinynet, folder, tmp_path):
    status, _, err = tinynet("predict", folder, "--save-data", "own")
    assert status == 0
    assert "4 digits added to own, 1 without a label left out: it has 3 to train on, 1" in err
    tinynet("predict", folder, "--save-data", "own")
    splits = [load_mnist(split, tmp_path / "own") for split in ("train", "test")]
    assert [len(split) for split in splits] == [6, 2]
    both = sorted(label for split in splits for label in split.labels.tolist())
    assert both == sorted([7, 2, 0, 9] * 2)
    assert tinynet("test", "trained", "--data", "own")[0] == 0
    status, _, err = tinynet("predict", f"{folder}/one.png", "--save-data", "own")
    assert (status, "expected images that say which digit they are" in err) == (2, True)


def test_a_rare_digit_is_told_of_and_can_be_told(tinynet, tmp_path):
    image = Image.new("L", (200, 240), 255)
    ImageDraw.Draw(image).line([(40, 100), (110, 20), (110, 220)], 0, 10, joint="curve")
    image.save(tmp_path / "flag 1.png")
    _, out, _ = tinynet("predict", "flag 1.png")
    said = " ".join(out.split())
    assert ("a 1 with a flag" in said) == ("✗ wrong" in said)
    assert ("tinynet --image 'flag 1.png'" in said) == ("✗ wrong" in said)
