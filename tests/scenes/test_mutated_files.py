"""Files of every kind, mutated: each is read or refused in one sentence, never a traceback.

`pytest -m soak` mutates two thousand of each kind; otherwise some dozens.
"""

import gzip
import io
import json
import random
import time
import warnings
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from scenes.story.homework.exercise import read_exercise
from scenes.story.images import read_image
from scenes.story.lessons import lessons_here, read_lesson
from scenes.story.runs import RunRecorder, load_run, save_run
from scenes.story.saved.archive import load, save
from tinynet import (
    Dataset,
    Network,
    TaughtSubject,
    TinynetError,
    Trainer,
    load_data,
    load_mnist,
    load_network,
    load_taught,
    save_network,
)

LONGEST_SENTENCE = 600
LONGEST_SECONDS = 30
EXERCISE = {
    "layers": [2, 2, 1],
    "input_hidden": [[0.1, 0.2], [0.3, 0.4]],
    "hidden_output": [[0.5, 0.6]],
    "inputs": [0.5, 1.0],
    "targets": [0.9],
    "learning_rate": 0.1,
    "error_rule": "recipe",
}


def network_file(folder: Path) -> Path:
    save_network(Network(4, 3, 2, 0.1, seed=1), folder / "net.npz")
    return folder / "net.npz"


def taught_file(folder: Path) -> Path:
    subject = TaughtSubject((2, 2), ("circle", "square"))
    save_network(Network(4, 3, 2, 0.1, seed=1), folder / "net.npz", subject)
    return folder / "net.npz"


def exercise_file(folder: Path) -> Path:
    path = folder / "exercise.json"
    path.write_text(json.dumps(EXERCISE))
    return path


def image_file(folder: Path, suffix: str) -> Path:
    image = Image.new("L", (60, 60), 255)
    ImageDraw.Draw(image).line((30, 10, 30, 50), 0, 5)
    image.save(folder / f"image.{suffix}")
    return folder / f"image.{suffix}"


def digits_file(folder: Path, packed: bool) -> Path:
    images = np.random.default_rng(1).integers(0, 256, (3, 28, 28), np.uint8)
    head = np.array([2051, 3, 28, 28], ">u4").tobytes()
    content = head + images.tobytes()
    name = "t10k-images-idx3-ubyte"
    labels = np.array([2049, 3], ">u4").tobytes() + b"\x01\x02\x03"
    (folder / "t10k-labels-idx1-ubyte").write_bytes(labels)
    path = folder / f"{name}.gz" if packed else folder / name
    path.write_bytes(gzip.compress(content) if packed else content)
    return path


def arrays_file(folder: Path) -> Path:
    images = np.random.default_rng(1).integers(0, 256, (4, 3, 3), np.uint8)
    named = {
        f"{what}_{split}": part
        for split in ("train", "test")
        for what, part in (("x", images), ("y", np.array([0, 1, 0, 1])))
    }
    np.savez(folder / "mine.npz", **named)
    return folder / "mine.npz"


def table_file(folder: Path) -> Path:
    for split in ("train", "test"):
        (folder / f"{split}.csv").write_text("0,1,2,3,4\n1,250,9.5,0,3\n" * 2)
    return folder / "test.csv"


def run_file(folder: Path) -> Path:
    digits = Dataset(np.zeros((4, 2, 2), np.uint8), np.array([0, 1, 0, 1], np.uint8))
    trainer = Trainer(Network(4, 3, 2, 0.1, seed=1), digits, epochs=1)
    recorder = RunRecorder(trainer, digits)
    recorder.begin(1, recorder.look)
    trainer.run(report_every=1, on_report=recorder.look)
    run = recorder.kept([(1, 4, 0.5, 0.5, 0.5)])
    assert run is not None
    save_run(run, str(folder / "run.npz"))
    return folder / "run.npz"


def folders_file(folder: Path, suffix: str = "png") -> Path:
    """One of the images to test with, in a folder for each class."""
    images = np.random.default_rng(1).integers(0, 256, (2, 5, 9, 9), np.uint8)
    for name, of_class in zip(("circle", "square"), images, strict=True):
        (folder / name).mkdir()
        for number, image in enumerate(of_class):
            Image.fromarray(image).save(folder / name / f"{number}.{suffix}")
    return folder / "square" / f"4.{suffix}"


def lesson_file(folder: Path) -> Path:
    path = folder / "mine.toml"
    path.write_bytes(lessons_here()["quarter-hour"].read_bytes())
    return path


def bitmaps_file(folder: Path) -> Path:
    return folders_file(folder, "bmp")


@dataclass(frozen=True, eq=False)
class Spot:
    """Something to be saved, of every kind of part."""

    name: str
    numbers: tuple[int, ...]
    image: NDArray[np.uint8]
    network: Network


def saved_file(folder: Path) -> Path:
    network = Network(2, 2, 1, 0.1, seed=1)
    save(Spot("here", (1, 2), np.zeros((3, 3), np.uint8), network), folder / "spot")
    return folder / "spot"


KINDS = {
    "arrays": (arrays_file, lambda path: load_data("test", path)),
    "table": (table_file, lambda path: load_data("test", path.parent)),
    "run": (run_file, lambda path: load_run(str(path))),
    "saved": (saved_file, lambda path: load(Spot, path)),
    "network": (network_file, load_network),
    "taught": (taught_file, load_taught),
    "exercise": (exercise_file, lambda path: read_exercise(str(path))),
    "folders": (folders_file, lambda path: load_data("test", path.parents[1])),
    "bitmaps": (bitmaps_file, lambda path: load_data("test", path.parents[1])),
    "lesson": (lesson_file, lambda path: read_lesson(str(path))),
    "png": (lambda folder: image_file(folder, "png"), read_image),
    "jpg": (lambda folder: image_file(folder, "jpg"), read_image),
    "digits": (lambda folder: digits_file(folder, False), lambda p: load_mnist("test", p.parent)),
    "packed": (lambda folder: digits_file(folder, True), lambda p: load_mnist("test", p.parent)),
}


def mutated(content: bytes, chance: random.Random) -> bytes:
    """Change bytes, cut, repeat, or put in something large."""
    changed = bytearray(content)
    for _ in range(chance.randint(1, 4)):
        kind, place = chance.randrange(5), chance.randrange(len(changed) + 1)
        if kind == 0 and changed:
            changed[place % len(changed)] = chance.randrange(256)
        elif kind == 1:
            del changed[place : place + chance.choice((1, 4, 100, len(content)))]
        elif kind == 2:
            changed[place:place] = changed[place : place + chance.choice((1, 8, 1000))]
        elif kind == 3:
            changed[place:place] = chance.choice((b"\xff\xff\xff\xff", b"9" * 300, b"\x00", b"["))
        elif changed:
            changed[place % len(changed)] ^= 1 << chance.randrange(8)
    return bytes(changed)


def read_all(folder: Path, kind: str, times: int) -> tuple[int, int]:
    """Read so many mutated files of a kind; return how many were read and how many refused."""
    make, read = KINDS[kind]
    path = make(folder)
    content, chance, done = path.read_bytes(), random.Random(kind), [0, 0]
    for number in range(times):
        path.write_bytes(mutated(content, chance))
        began = time.monotonic()
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            try:
                read(path)
            except TinynetError as error:
                done[1] += 1
                sentence = str(error)
                assert "\n" not in sentence, (kind, number)
                assert len(sentence) < LONGEST_SENTENCE, (kind, number)
            else:
                done[0] += 1
        assert time.monotonic() - began < LONGEST_SECONDS, (kind, number)
    return done[0], done[1]


@pytest.mark.parametrize("kind", KINDS)
def test_a_mutated_file_is_read_or_refused(tmp_path, kind):
    read, refused = read_all(tmp_path, kind, 60)
    assert read + refused == 60
    assert refused


@pytest.mark.slow
@pytest.mark.soak
@pytest.mark.parametrize("kind", KINDS)
def test_two_thousand_mutated_files_are_read_or_refused(tmp_path, kind):
    assert sum(read_all(tmp_path, kind, 2000)) == 2000


def test_what_a_file_says_is_cut_to_a_line(tmp_path):
    stream = io.BytesIO()
    np.savez(stream, **{f"{'name' * 20}{number}": np.zeros(1) for number in range(500)})
    (tmp_path / "net.npz").write_bytes(stream.getvalue())
    with pytest.raises(TinynetError) as raised:
        load_network(tmp_path / "net.npz")
    assert len(str(raised.value)) < LONGEST_SENTENCE


def test_a_header_of_python_2_is_refused_without_a_warning(tmp_path):
    path = network_file(tmp_path)
    content = path.read_bytes()
    old = content.replace(b"'shape': (3, 4), ", b"'shape': (3L,4), ")
    assert old != content
    import zipfile

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, entry in entries.items():
            archive.writestr(name, entry.replace(b"'shape': (3, 4), ", b"'shape': (3L,4), "))
    with pytest.raises(TinynetError, match="unreadable header"):
        load_network(path)
