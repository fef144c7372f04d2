"""The digits' files: the bundled ones are the originals, and no other file gets past the checks."""

import gzip
import hashlib
import re
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinynet import (
    BundledDigits,
    Classes,
    DataError,
    Dataset,
    load_data,
    load_mnist,
    to_inputs,
    to_pixels,
    to_targets,
)
from tinynet.mnist import BUNDLED

SHA_256 = {
    "train-images-idx3-ubyte": "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    "train-labels-idx1-ubyte": "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    "t10k-images-idx3-ubyte": "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    "t10k-labels-idx1-ubyte": "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
}
IMAGES_NAME, LABELS_NAME = "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"

IMAGES = np.random.default_rng(0).integers(0, 256, (3, 28, 28), np.uint8)
LABELS = np.array([7, 0, 9], np.uint8)


def header(*numbers: int) -> bytes:
    return np.array(numbers, ">u4").tobytes()


IMAGES_FILE = header(2051, 3, 28, 28) + IMAGES.tobytes()
LABELS_FILE = header(2049, 3) + LABELS.tobytes()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A directory with three digits to test with, in plain files."""
    (tmp_path / IMAGES_NAME).write_bytes(IMAGES_FILE)
    (tmp_path / LABELS_NAME).write_bytes(LABELS_FILE)
    return tmp_path


@pytest.mark.parametrize("name", SHA_256)
def test_the_bundled_files_are_the_originals(name: str) -> None:
    content = gzip.decompress((BUNDLED / f"{name}.gz").read_bytes())
    assert hashlib.sha256(content).hexdigest() == SHA_256[name]
    assert SHA_256[name] in (BUNDLED / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("split", "count"), [("train", 60_000), ("test", 10_000)])
def test_the_bundled_digits(split: Any, count: int) -> None:
    digits = load_mnist(split)
    assert len(digits) == count
    assert digits.images.shape == (count, 28, 28)
    assert digits.images.dtype == digits.labels.dtype == np.uint8
    assert set(digits.labels.tolist()) == set(range(10))
    for array in (digits.images, digits.labels):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0


@pytest.mark.parametrize("packed", ["neither", "images", "labels", "both"])
def test_a_directory_may_hold_plain_or_compressed_files(folder: Path, packed: str) -> None:
    for name, content in ((IMAGES_NAME, IMAGES_FILE), (LABELS_NAME, LABELS_FILE)):
        if packed == "both" or packed in name:
            (folder / name).unlink()
            (folder / f"{name}.gz").write_bytes(gzip.compress(content))
    for directory in (folder, str(folder)):
        digits = load_mnist("test", directory)
        assert np.array_equal(digits.images, IMAGES)
        assert np.array_equal(digits.labels, LABELS)


@pytest.mark.parametrize("first", [0, -1, 2.5])
@pytest.mark.parametrize("load", [load_mnist, load_data])
def test_fewer_than_one_are_refused(load: Any, first: Any) -> None:
    with pytest.raises(ValueError, match=f"first must be a whole number above 0, not {first}"):
        load("test", first=first)


def test_inputs_are_floats() -> None:
    assert to_inputs(np.zeros((2, 28, 28), np.uint8), np.float32).dtype == np.float32
    with pytest.raises(ValueError, match="dtype must be one of floats, not int64"):
        to_inputs(np.zeros((2, 28, 28), np.uint8), np.int64)


def test_another_split_is_refused() -> None:
    with pytest.raises(ValueError, match="split must be train or test, not 'valid'"):
        load_mnist("valid")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        (IMAGES_NAME, b"", "expected a header of 16 bytes, found 0"),
        (IMAGES_NAME, IMAGES_FILE[:15], "expected a header of 16 bytes, found 15"),
        (LABELS_NAME, LABELS_FILE[:5], "expected a header of 8 bytes, found 5"),
        (IMAGES_NAME, LABELS_FILE + bytes(16), "expected magic number 2051, found 2049"),
        (LABELS_NAME, IMAGES_FILE, "expected magic number 2049, found 2051"),
        (IMAGES_NAME, header(2051, 3, 28, 27), "expected images of 28 × 28 pixels, found 28 × 27"),
        (IMAGES_NAME, header(2051, 0, 28, 28), "expected at least one item, found 0"),
        (LABELS_NAME, header(2049, 0), "expected at least one item, found 0"),
        (IMAGES_NAME, IMAGES_FILE[:-1], "expected 2352 bytes after the header, found 2351"),
        (IMAGES_NAME, IMAGES_FILE + b"\0", "expected 2352 bytes after the header, found more"),
        (IMAGES_NAME, header(2051, 2**31, 28, 28), "expected at most 1073741824 bytes"),
        (LABELS_NAME, header(2049, 2**30), "expected 1073741824 bytes after the header, found 0"),
        (LABELS_NAME, header(2049, 2) + b"\1\2", "expected 3 labels, one for each image, found 2"),
        (LABELS_NAME, header(2049, 3) + b"\1\12\2", "expected labels from 0 to 9, found 10"),
    ],
)
@pytest.mark.parametrize("packed", [False, True])
def test_an_unsound_file_is_one_sentence_that_names_it(
    folder: Path, name: str, content: bytes, said: str, packed: bool
) -> None:
    path = folder / name
    path.unlink()
    if packed:
        path, content = folder / f"{name}.gz", gzip.compress(content)
    path.write_bytes(content)
    with pytest.raises(DataError) as caught:
        load_mnist("test", folder)
    assert str(caught.value).startswith(f"{path}: expected ")
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda packed: b"",
        lambda packed: IMAGES_FILE,
        lambda packed: packed[:-1],
        lambda packed: packed[:-8] + bytes(8),
        lambda packed: packed[:100] + b"\xff" * 50 + packed[150:],
        lambda packed: packed + b"something else",
    ],
    ids=["empty", "not gzip", "cut", "wrong checksum", "overwritten", "more after it"],
)
def test_an_unsound_gzip_file_is_refused(folder: Path, spoil: Callable[[bytes], bytes]) -> None:
    (folder / IMAGES_NAME).unlink()
    path = folder / f"{IMAGES_NAME}.gz"
    path.write_bytes(spoil(gzip.compress(IMAGES_FILE)))
    with pytest.raises(DataError, match=f"^{re.escape(str(path))}: expected "):
        load_mnist("test", folder)


def test_a_missing_file_and_a_missing_directory_are_named(folder: Path) -> None:
    (folder / LABELS_NAME).unlink()
    with pytest.raises(DataError, match=f"expected a file {LABELS_NAME} or .*, found neither"):
        load_mnist("test", folder)
    with pytest.raises(DataError, match="nowhere: expected a directory with the MNIST files"):
        load_mnist("test", folder / "nowhere")
    with pytest.raises(DataError, match="ubyte: expected a directory with the MNIST files"):
        load_mnist("test", folder / IMAGES_NAME)


def test_a_directory_in_the_place_of_a_file_is_refused(folder: Path) -> None:
    (folder / IMAGES_NAME).unlink()
    (folder / IMAGES_NAME).mkdir()
    with pytest.raises(
        DataError, match=f"{IMAGES_NAME}: expected a readable file, found: a directory"
    ):
        load_mnist("test", folder)


def test_a_file_that_unpacks_to_far_more_than_it_says_fills_no_memory(folder: Path) -> None:
    (folder / IMAGES_NAME).unlink()
    bomb = gzip.compress(header(2051, 1, 28, 28) + bytes(64 << 20), 1)
    (folder / f"{IMAGES_NAME}.gz").write_bytes(bomb)
    assert peak_of_refusing(folder) < 8 << 20


def test_a_file_that_says_far_more_than_it_holds_fills_no_memory(folder: Path) -> None:
    (folder / IMAGES_NAME).write_bytes(header(2051, 1_300_000, 28, 28))
    assert peak_of_refusing(folder) < 8 << 20


def peak_of_refusing(folder: Path) -> int:
    """The most memory, in bytes, held while a directory of digits is refused."""
    tracemalloc.start()
    try:
        with pytest.raises(DataError):
            load_mnist("test", folder)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory for the properties, whose examples overwrite one another's files."""
    return tmp_path_factory.mktemp("digits")


def write_pair(folder: Path, name: str, content: bytes) -> None:
    """Write sound plain files, but for one, given by its name, plain or compressed."""
    for path in folder.iterdir():
        path.unlink()
    for sound, sound_content in ((IMAGES_NAME, IMAGES_FILE), (LABELS_NAME, LABELS_FILE)):
        if name.removesuffix(".gz") != sound:
            (folder / sound).write_bytes(sound_content)
    (folder / name).write_bytes(content)


FILES = {
    IMAGES_NAME: IMAGES_FILE,
    LABELS_NAME: LABELS_FILE,
    f"{IMAGES_NAME}.gz": gzip.compress(IMAGES_FILE, mtime=0),
    f"{LABELS_NAME}.gz": gzip.compress(LABELS_FILE, mtime=0),
}


@given(data=st.data(), name=st.sampled_from(sorted(FILES)))
def test_any_cut_file_is_refused(scratch: Path, data: st.DataObject, name: str) -> None:
    length = data.draw(st.integers(0, len(FILES[name]) - 1))
    write_pair(scratch, name, FILES[name][:length])
    with pytest.raises(DataError):
        load_mnist("test", scratch)


@given(data=st.data(), name=st.sampled_from(sorted(FILES)), value=st.integers(1, 255))
def test_any_changed_byte_is_refused_or_harmless(
    scratch: Path, data: st.DataObject, name: str, value: int
) -> None:
    content = bytearray(FILES[name])
    position = data.draw(st.integers(0, len(content) - 1))
    content[position] ^= value
    write_pair(scratch, name, bytes(content))
    try:
        digits = load_mnist("test", scratch)
    except DataError:
        return
    if name.endswith(".gz"):
        # Only bytes that gzip itself passes over, such as the time, may differ.
        assert np.array_equal(digits.images, IMAGES)
        assert np.array_equal(digits.labels, LABELS)
    else:
        # A plain file has no checksum: one pixel or label is another, and nothing else.
        changed = (digits.images != IMAGES).sum() + (digits.labels != LABELS).sum()
        assert changed == 1
        assert digits.labels.max() <= 9


def test_inputs_are_scaled_pixels() -> None:
    image = np.zeros((28, 28), np.uint8)
    image[0, :3] = [255, 51, 1]
    inputs = to_inputs(image)
    assert inputs.shape == (784,)
    assert inputs.dtype == np.float64
    np.testing.assert_allclose(inputs[:4], [1.0, 0.208, 1 / 255 * 0.99 + 0.01, 0.01], rtol=1e-15)


def test_many_images_become_rows() -> None:
    inputs = to_inputs(IMAGES)
    assert inputs.shape == (3, 784)
    for image, row in zip(IMAGES, inputs, strict=True):
        assert np.array_equal(to_inputs(image), row)
        assert row[28 * 5 + 3] == image[5, 3] / 255 * 0.99 + 0.01
    assert to_inputs(IMAGES[:0]).shape == (0, 784)


@pytest.mark.parametrize(
    "images",
    [np.zeros((28, 28)), np.zeros(784, np.uint8), np.zeros((1, 1, 28, 28), np.uint8), "digit"],
)
def test_other_images_are_refused(images: Any) -> None:
    with pytest.raises(ValueError, match="images must be uint8 of shape"):
        to_inputs(images)


def test_pixels_are_inputs_scaled_back() -> None:
    pixels = np.arange(256, dtype=np.uint8).reshape(16, 16)
    inputs = to_inputs(pixels)
    assert np.array_equal(to_pixels(inputs), pixels.ravel())
    assert to_pixels(inputs.reshape(16, 16)).dtype == np.uint8
    assert to_pixels([0.0119, 0.012, 0.99]).tolist() == [0, 1, 252]


@pytest.mark.parametrize("outside", [0.0, 1.1, -3.0])
def test_what_no_pixel_gives_is_refused(outside: float) -> None:
    with pytest.raises(ValueError, match=r"inputs must be from 0\.01 to 1, not"):
        to_pixels([0.5, outside])


def test_targets_are_high_at_the_label_only() -> None:
    assert to_targets(2).tolist() == [0.01, 0.01, 0.99, *[0.01] * 7]
    assert to_targets(np.uint8(1), 3).tolist() == [0.01, 0.99, 0.01]
    assert to_targets([1, 0], 2).tolist() == [[0.01, 0.99], [0.99, 0.01]]
    assert to_targets(LABELS).shape == (3, 10)
    assert to_targets(LABELS).dtype == np.float64


@pytest.mark.parametrize(
    ("labels", "said"),
    [
        (10, "labels must be from 0 to 9, not 10"),
        (-1, "labels must be from 0 to 9, not -1"),
        ([3, 11, 4], "labels must be from 0 to 9, not 11"),
        (2.0, "labels must be a whole number or a row of them, not float64"),
        ([[1]], r"labels must be a whole number or a row of them, not int64 of shape \(1, 1\)"),
    ],
)
def test_other_labels_are_refused(labels: Any, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        to_targets(labels)


def test_targets_need_a_node() -> None:
    with pytest.raises(ValueError, match="output_nodes must be a whole number above 0"):
        to_targets([0], 0)


@pytest.mark.parametrize(
    ("images", "labels", "said"),
    [
        (np.zeros((2, 784), np.uint8), np.zeros(2, np.uint8), r"not uint8 of shape \(2, 784\)"),
        (np.zeros((2, 28, 28)), np.zeros(2, np.uint8), r"not float64 of shape \(2, 28, 28\)"),
        ([[[0]]], np.zeros(1, np.uint8), "images must be uint8, n × rows × columns, not a list"),
        (np.zeros((2, 28, 28), np.uint8), np.array([0, -1]), "labels must be from 0, not -1"),
        (np.zeros((2, 28, 28), np.uint8), np.zeros(2), r"whole numbers, \(n,\), not float64"),
        (np.zeros((2, 28, 28), np.uint8), [1, 2], "not a list"),
        (np.zeros((2, 28, 28), np.uint8), np.zeros(3, int), r"of 2 images, not of shape \(3,\)"),
        (np.zeros((2, 28, 28), np.uint8), np.zeros((2, 1), int), r"not of shape \(2, 1\)"),
    ],
)
def test_a_data_set_refuses_what_it_cannot_be_made_of(images: Any, labels: Any, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Dataset(images, labels)


def test_the_bundled_digits_are_unpacked_when_more_than_the_first_is_asked_for() -> None:
    whole, bundled = load_mnist("test"), BundledDigits("test")
    assert len(bundled) == len(whole)
    assert (bundled.shape, bundled.pixels, bundled.size) == ((28, 28), 784, "28 × 28")
    assert bundled.are_digits
    assert (bundled.classes, bundled.source, bundled.remarks) == (Classes(), None, ())
    assert np.array_equal(bundled.picture(0), whole.images[0])
    assert "images" not in vars(bundled)
    assert np.array_equal(bundled.picture(3), whole.images[3])
    assert np.array_equal(bundled.images, whole.images)
    assert np.array_equal(bundled.labels, whole.labels)
    assert not bundled.images.flags.writeable
    assert not bundled.labels.flags.writeable
