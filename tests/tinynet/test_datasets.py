"""Data sets other than MNIST: every way their files come, and what is said of what is none."""

import gzip
import io
import os
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tests.other_data import LETTERS, SHAPES, idx, letters, shapes, write_idx, write_shapes
from tinynet import Classes, DataError, DataSource, load_data, load_mnist
from tinynet.classes import FASHION, KUZUSHIJI, names_typed

IMAGES, LABELS = shapes(12, 1)
LABELS[:3] = [0, 1, 2]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A few drawn shapes, as IDX files without names."""
    return write_idx(tmp_path, (IMAGES, LABELS), (IMAGES[:6], LABELS[:6]))


def test_without_a_source_it_is_mnist() -> None:
    assert np.array_equal(load_data("test", first=3).images, load_mnist("test", first=3).images)


def test_sizes_and_classes_come_from_the_files(folder: Path) -> None:
    data = load_data("test", folder)
    assert np.array_equal(data.images, IMAGES[:6])
    assert np.array_equal(data.labels, LABELS[:6])
    assert (data.pixels, data.classes.names, data.size) == (320, ("0", "1", "2"), "16 × 20")
    assert data.source == DataSource(str(folder))
    with pytest.raises(ValueError, match="read-only"):
        data.images[0] = 0


@pytest.mark.parametrize(
    "name",
    [
        "{}-{}-idx{}-ubyte",
        "{}-{}.idx{}-ubyte",
        "emnist-mine-{}-{}-idx{}-ubyte.gz",
        "{}-{}-idx{}-ubyte.gz",
    ],
)
@pytest.mark.parametrize("packed", [0, 1, 2])
def test_names_and_packing_as_they_come(tmp_path: Path, name: str, packed: int) -> None:
    for prefix in ("train", "test"):
        for what, number, array in (("images", 3, IMAGES), ("labels", 1, LABELS)):
            content = idx(array)
            for _ in range(packed):
                content = gzip.compress(content)
            (tmp_path / name.format(prefix, what, number)).write_bytes(content)
    assert np.array_equal(load_data("train", tmp_path).images, IMAGES)


def test_the_csv_files_of_the_book(tmp_path: Path) -> None:
    images = np.random.default_rng(0).integers(0, 256, (4, 28, 28), np.uint8)
    for name, heading in (("mnist_train_100.csv", ""), ("mnist_test_10.csv", "label,pixels\n")):
        lines = (f"{i},{','.join(map(str, image.ravel()))}" for i, image in enumerate(images))
        (tmp_path / name).write_text(heading + "\n".join(lines) + "\n", encoding="utf-8")
    for split in ("train", "test"):
        data = load_data(split, tmp_path)
        assert np.array_equal(data.images, images)
        assert data.labels.tolist() == [0, 1, 2, 3]
        assert data.are_digits  # four of ten, at MNIST's size


@pytest.mark.parametrize(
    "written", [lambda pixel: f"{pixel / 255:.6f}", lambda pixel: f"{max(0, pixel - 0.4):.1f}"]
)
def test_a_csv_may_have_pixels_up_to_1_or_decimals(
    tmp_path: Path, written: Callable[[int], str]
) -> None:
    images = np.random.default_rng(0).integers(0, 256, (4, 5, 5), np.uint8)
    for split in ("train", "test"):
        lines = (f"{i},{','.join(map(written, each.ravel()))}" for i, each in enumerate(images))
        (tmp_path / f"{split}.csv").write_text("\n".join(lines), encoding="utf-8")
    assert np.array_equal(load_data("train", tmp_path).images, images)


@pytest.mark.parametrize("dtype", [np.uint8, np.int64, np.float32, bool])
def test_pictures_of_ink_and_paper_alone_are_not_black(tmp_path: Path, dtype: type) -> None:
    images = (IMAGES > 127).astype(dtype)
    named = {"x_train": images, "y_train": LABELS, "x_test": images, "y_test": LABELS}
    np.savez(tmp_path / "mine.npz", **named)
    assert np.array_equal(load_data("test", tmp_path).images, images.astype(np.uint8) * 255)


@pytest.mark.parametrize("scale", [1, 255])
def test_an_npz_by_its_name_and_in_a_folder(tmp_path: Path, scale: int) -> None:
    path = tmp_path / "mine.npz"
    images = (IMAGES / scale).astype(np.float32) if scale > 1 else IMAGES
    columns = LABELS.astype(np.int64)[:, np.newaxis]
    np.savez_compressed(path, x_train=images, y_train=columns, x_test=images, y_test=columns)
    for source in (path, tmp_path):
        assert np.array_equal(load_data("test", source).images, IMAGES)


ARRAYS = {"x_train": IMAGES, "y_train": LABELS, "x_test": IMAGES, "y_test": LABELS}


def encrypted(content: bytes) -> bytes:
    """An archive that says of each file that it is encrypted, before it and in its directory."""
    spoilt = bytearray(content)
    for signature, flags in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        for entry in re.finditer(re.escape(signature), content):
            spoilt[entry.start() + flags] |= 1
    return bytes(spoilt)


def with_cut_headers(content: bytes) -> bytes:
    """An archive of arrays whose headers end in the middle of a literal."""
    return content.replace(b"{'descr'", b"{'descr\n")


def packed(name: str, content: bytes) -> bytes:
    """An archive of one file."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr(name, content)
    return archive.getvalue()


def saved(save: Callable[..., None], *arrays: np.ndarray, **named: np.ndarray) -> bytes:
    """What NumPy writes of these arrays."""
    content = io.BytesIO()
    save(content, *arrays, **named)
    return content.getvalue()


GOOD = saved(np.savez, **ARRAYS)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "a sound .npz file"),
        (GOOD[:-30], "a sound .npz file"),
        (encrypted(GOOD), "encrypted"),
        (with_cut_headers(GOOD), "a sound .npz file"),
        (packed("x_test", b"no array"), "x_test, which is no array"),
        (saved(np.save, IMAGES), "one array, not an archive"),
        (saved(np.savez, **{name: array[:0] for name, array in ARRAYS.items()}), "at least one"),
    ],
    ids=["empty", "cut", "encrypted", "header", "no-array", "npy", "no-samples"],
)
def test_an_npz_that_is_not_sound_is_told_in_one_sentence(
    tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "mine.npz"
    path.write_bytes(content)
    for source in (path, tmp_path):
        with pytest.raises(DataError, match=re.escape(said)) as caught:
            load_data("test", source)
        assert str(path) in str(caught.value)
        assert "\n" not in str(caught.value)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a pipe has a name on POSIX systems only")
def test_nobody_waits_for_a_pipe_that_is_called_npz(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "mine.npz")
    with pytest.raises(DataError, match="a pipe"):
        load_data("test", tmp_path)


def test_images_in_a_folder_for_each_class(tmp_path: Path) -> None:
    for number, (image, label) in enumerate(zip(IMAGES, LABELS, strict=True)):
        place = tmp_path / SHAPES[label]
        place.mkdir(exist_ok=True)
        Image.fromarray(255 - image).save(place / f"{number:02}.png")  # ink on white paper
    data, training = load_data("test", tmp_path), load_data("train", tmp_path)
    assert data.classes.names == SHAPES
    assert len(data) + len(training) == len(IMAGES)
    assert "every 5th" in data.remarks[0]
    assert training.images[training.labels == 0][0].tolist() == IMAGES[LABELS == 0][0].tolist()
    for path in tmp_path.glob("*/*"):
        if path.name > "04":
            path.unlink()
    with pytest.raises(DataError, match="expected images to test with in a folder for each class"):
        load_data("test", tmp_path)


def test_labels_from_1_are_counted_from_0_and_that_is_said(tmp_path: Path) -> None:
    write_idx(tmp_path, letters(52, 1), letters(26, 2), LETTERS)
    data = load_data("test", tmp_path)
    assert sorted(data.labels.tolist()) == list(range(26))
    assert "labels from 1 to 26: the first class is A" in data.remarks[0]


def test_names_given_go_before_those_of_the_folder(folder: Path) -> None:
    (folder / "labels.txt").write_text("a\nb\nc\n", encoding="utf-8")
    assert load_data("test", folder).classes.names == ("a", "b", "c")
    given_names = DataSource(str(folder), names_typed("x, y ,z"))
    assert load_data("test", given_names).classes.names == ("x", "y", "z")


@pytest.mark.parametrize(
    ("called", "names"), [("my-fashion-mnist", FASHION), ("KMNIST", KUZUSHIJI), ("digits", None)]
)
def test_sets_known_by_name(tmp_path: Path, called: str, names: tuple[str, ...] | None) -> None:
    images, labels = np.tile(IMAGES, (2, 1, 1))[:10], np.arange(10, dtype=np.uint8)
    data = load_data("test", write_idx(tmp_path / called, (images, labels), (images, labels)))
    assert data.classes.names == (names or tuple("0123456789"))


def test_pictures_can_be_turned_over(folder: Path) -> None:
    data = load_data("test", DataSource(str(folder), transpose=True))
    assert np.array_equal(data.images, IMAGES[:6].transpose(0, 2, 1))


HTML = b"<!DOCTYPE html>\n<html><body>404</body></html>"
POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n"


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda folder: (folder / "t10k-images-idx3-ubyte").write_bytes(HTML), "a web page"),
        (lambda folder: (folder / "t10k-images-idx3-ubyte").write_bytes(POINTER), "git lfs pull"),
        (lambda folder: (folder / "t10k-images-idx3-ubyte").write_bytes(b"PK\3\4"), "ZIP archive"),
        (lambda folder: (folder / "t10k-images-idx3-ubyte").write_bytes(b"\0"), "header of 16"),
        (lambda folder: (folder / "t10k-labels-idx1-ubyte").unlink(), "t10k-labels-idx1-ubyte.gz"),
        (
            lambda folder: (folder / "t10k-labels-idx1-ubyte").write_bytes(idx(LABELS[:5])),
            "expected 6 labels, one for each image, found 5",
        ),
        (
            lambda folder: (folder / "t10k-labels-idx1-ubyte").write_bytes(idx(LABELS[:6] + 90)),
            "expected 2 to 64 classes, found labels from 0 to 9",
        ),
        (
            lambda folder: (folder / "t10k-images-idx3-ubyte").write_bytes(
                idx(np.zeros((6, 65, 9), np.uint8))
            ),
            "to 64 × 64 pixels, found 65 × 9",
        ),
        (lambda folder: (folder / "labels.txt").write_text("a\nb\n"), "of 2 names, found 2"),
        (lambda folder: (folder / "labels.txt").write_text("a\nb\nb\n"), "'b' twice"),
        (lambda folder: (folder / "labels.txt").write_text("a\n[b]\nc"), "without brackets"),
        (lambda folder: (folder / "labels.txt").write_bytes(b"\xff\xfe\0"), "labels.txt: "),
    ],
)
def test_a_fault_is_one_sentence_that_names_the_file(
    folder: Path, spoil: Callable[[Path], object], said: str
) -> None:
    spoil(folder)
    with pytest.raises(DataError, match=re.escape(said)) as caught:
        load_data("test", folder)
    assert str(folder) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_empty_folder_is_told_what_was_looked_for(tmp_path: Path) -> None:
    (tmp_path / "notes.doc").write_bytes(b"")
    with pytest.raises(DataError, match=r"train-images-idx3-ubyte .* found notes\.doc"):
        load_data("test", tmp_path)
    with pytest.raises(
        DataError, match="nowhere: expected a directory with a data set, found none"
    ):
        load_data("test", tmp_path / "nowhere")


@given(content=st.binary(max_size=60) | st.binary(max_size=20).map(gzip.compress))
def test_no_file_is_more_than_one_sentence(
    content: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.getbasetemp() / "any"
    write_idx(folder, (IMAGES, LABELS), (IMAGES, LABELS))
    (folder / "t10k-images-idx3-ubyte").write_bytes(content)
    with pytest.raises(DataError) as caught:
        load_data("test", folder)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("names", "label", "said"),
    [
        (tuple("0123456789"), 8, "an 8"),
        (("Ankle boot", "Bag"), 0, "an Ankle boot"),
        (("Ankle boot", "Bag"), 1, "a Bag"),
        (("F", "K", "U"), 0, "an F"),
        (("F", "K", "U"), 2, "a U"),
    ],
)
def test_a_class_has_its_article(names: tuple[str, ...], label: int, said: str) -> None:
    assert Classes(names).a(label) == said


def test_written_shapes_are_read_back(tmp_path: Path) -> None:
    data = load_data("train", write_shapes(tmp_path))
    assert data.classes.names == SHAPES
    assert not data.are_digits
    assert len(data) == 240


def test_a_network_is_asked_for_names_where_nobody_has_given_any(
    folder: Path, tmp_path: Path
) -> None:
    named = load_data("test", folder, taught=lambda: SHAPES)
    assert named.classes.names == SHAPES
    assert named.source == DataSource(str(folder), SHAPES)
    for too_few in ((), ("one", "two")):
        data = load_data("test", folder, taught=lambda names=too_few: names)
        assert (data.classes.names, data.source) == (("0", "1", "2"), DataSource(str(folder)))
    write_shapes(tmp_path / "named")
    with_names = load_data("test", tmp_path / "named", taught=lambda: pytest.fail("asked"))
    assert with_names.source == DataSource(str(tmp_path / "named"))


@pytest.mark.parametrize("width", [3, 4, 6, 9])
def test_a_name_that_is_cut_keeps_what_tells_it_apart(width: int) -> None:
    for names in (FASHION, ("digit zero", "digit one", "digit two"), ("a long way", "a loud cry")):
        classes = Classes(names)
        cut = [classes.short(label, width) for label in range(len(classes))]
        assert len(set(cut)) == len(names), cut
        assert all(len(name) <= width for name in cut)
    assert Classes(("shirt", "shirts")).short(0, 9) == "shirt"
    assert Classes(FASHION).short(1, 5) == "Trou…"
