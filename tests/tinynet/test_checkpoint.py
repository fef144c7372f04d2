"""Networks in files: whole or refused, and never half written."""

import io
import os
import tracemalloc
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinynet import CheckpointError, Network, TaughtSubject, load_network, load_taught, save_network
from tinynet.checkpoint import pack_network, unpack_network
from tinynet.filling import Filling

SMALL = Network(2, 2, 1, 0.3, error_rule="gradient", seed=5)


def arrays_of(network: Network) -> dict[str, Any]:
    return {
        "format_version": np.int64(1),
        "learning_rate": np.float64(network.learning_rate),
        "error_rule": np.str_(network.error_rule),
        "input_hidden": network.input_hidden,
        "hidden_output": network.hidden_output,
    }


def assert_equal(found: Network, expected: Network) -> None:
    assert np.array_equal(found.input_hidden, expected.input_hidden)
    assert np.array_equal(found.hidden_output, expected.hidden_output)
    assert found.learning_rate == expected.learning_rate
    assert found.error_rule == expected.error_rule
    assert found.input_hidden.dtype == found.hidden_output.dtype == np.float64


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "network.npz"


@given(
    sizes=st.tuples(*[st.integers(1, 6)] * 3),
    rate=st.floats(1e-300, 1e300),
    rule=st.sampled_from(["recipe", "gradient"]),
)
def test_a_network_comes_back_as_it_was(
    scratch: Path, sizes: tuple[int, int, int], rate: float, rule: str
) -> None:
    network = Network(*sizes, rate, error_rule=rule)
    save_network(network, scratch)
    assert_equal(load_network(scratch), network)


def test_a_loaded_network_learns_on_alike(path: Path) -> None:
    network = SMALL.copy()
    save_network(network, str(path))
    loaded = load_network(str(path))
    for learner in (network, loaded):
        learner.train([0.5, 1.0], [0.99])
    assert_equal(loaded, network)


def test_the_file_is_what_numpy_reads_without_pickle(path: Path) -> None:
    save_network(SMALL, path)
    with np.load(path, allow_pickle=False) as file:
        assert sorted(file) == sorted(arrays_of(SMALL))
        assert np.array_equal(file["input_hidden"], SMALL.input_hidden)


def test_float32_weights_are_loaded_as_float64(path: Path) -> None:
    narrow = SMALL.input_hidden.astype(np.float32)
    np.savez(path, **arrays_of(SMALL) | {"input_hidden": narrow})
    loaded = load_network(path)
    assert loaded.input_hidden.dtype == np.float64
    assert np.array_equal(loaded.input_hidden, narrow)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"format_version": np.int64(9)}, "format version 9, not one of 1, 2, 3, 4"),
        ({"format_version": np.int64(3)}, "format version 3 with format_version, "),
        ({"format_version": np.float64(1)}, "format_version of type float64"),
        ({"learning_rate": np.float64(-1)}, "learning_rate must be a finite number above 0"),
        ({"learning_rate": np.float64(np.nan)}, "learning_rate must be a finite number above 0"),
        ({"learning_rate": np.zeros(3)}, r"learning_rate of type float64 and shape \(3,\)"),
        ({"error_rule": np.str_("magic")}, "error_rule must be one of recipe, gradient"),
        ({"error_rule": np.bytes_(b"recipe")}, "error_rule of type |S6"),
        ({"input_hidden": np.ones((2, 2), np.int64)}, "input_hidden of type int64"),
        ({"input_hidden": np.ones((2, 2), np.float16)}, "input_hidden of type float16"),
        ({"input_hidden": np.ones(4)}, "input_hidden of type float64 and shape"),
        ({"input_hidden": np.ones((0, 2))}, "input_hidden must have two dimensions"),
        ({"input_hidden": np.full((2, 2), np.nan)}, "input_hidden must be finite"),
        ({"input_hidden": np.asfortranarray(np.ones((2, 3)))}, "input_hidden with 48 bytes"),
        ({"hidden_output": np.full((1, 2), np.inf)}, "hidden_output must be finite"),
        ({"hidden_output": np.ones((1, 3))}, "hidden_output must have 2 columns.*not 3"),
        ({"hidden_output": np.array([[{}, {}]])}, "hidden_output with .* of object"),
        ({"biases": np.ones(3)}, "an archive of .*biases.npy"),
    ],
)
def test_an_unsound_network_is_one_sentence_that_names_the_file(
    path: Path, changed: dict[str, Any], said: str
) -> None:
    np.savez(path, **arrays_of(SMALL) | changed)
    with pytest.raises(CheckpointError, match=said) as caught:
        load_network(path)
    assert str(caught.value).startswith(f"{path}: expected a tinynet network, found: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("missing", arrays_of(SMALL))
def test_a_missing_array_is_refused(path: Path, missing: str) -> None:
    arrays = arrays_of(SMALL)
    del arrays[missing]
    np.savez(path, **arrays)
    with pytest.raises(CheckpointError, match="an archive of "):
        load_network(path)


@pytest.mark.parametrize("content", [b"", b"hello", bytes(1000), b"PK\x05\x06" + bytes(18)])
def test_another_file_is_refused(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(CheckpointError, match="expected a tinynet network"):
        load_network(path)


def test_a_compressed_archive_is_refused(path: Path) -> None:
    np.savez_compressed(path, **arrays_of(SMALL))
    with pytest.raises(CheckpointError, match="compressed"):
        load_network(path)


def test_a_missing_file_and_a_directory_are_refused(tmp_path: Path) -> None:
    with pytest.raises(
        CheckpointError, match=r"none\.npz: expected a readable file, found: No such"
    ):
        load_network(tmp_path / "none.npz")
    with pytest.raises(CheckpointError, match="expected a readable file, found: a directory"):
        load_network(tmp_path)


def test_a_file_above_the_cap_is_not_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save_network(SMALL, path)
    monkeypatch.setattr("tinynet.checkpoint._MAX_BYTES", 100)
    with pytest.raises(CheckpointError, match="expected at most 100 bytes, found more"):
        load_network(path)


def with_entry(content: bytes, key: str, entry: bytes) -> bytes:
    """Return an archive with one entry's bytes replaced, its checksum right."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            new.writestr(name, entry if name == f"{key}.npy" else old.read(name))
    return stream.getvalue()


def npy_header(text: str) -> bytes:
    return b"\x93NUMPY\x01\x00" + len(text).to_bytes(2, "little") + text.encode()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (
            npy_header("{'descr': '<f8', 'fortran_order': False, 'shape': (1000000, 1000000)}\n"),
            "input_hidden with 0 bytes for shape",
        ),
        (
            npy_header("{'descr': '<f8', 'fortran_order': False, 'shape': (-2, -4)}\n") + bytes(64),
            "expected a tinynet network",
        ),
        (npy_header("[" * 9000), "unreadable header"),
        (npy_header("(" * 300 + ")" * 300), "unreadable header"),
        (npy_header("{'descr': ''' "), "unreadable header"),
        (npy_header("{'descr': '<f8', 'fortran_order': False, 'shape': 3}"), "unreadable header"),
        (b"", "unreadable header"),
        (b"\x93NUMPY\x02\x00", "unreadable header"),
    ],
)
def test_a_made_up_header_is_refused_at_no_cost(path: Path, entry: bytes, said: str) -> None:
    save_network(SMALL, path)
    path.write_bytes(with_entry(path.read_bytes(), "input_hidden", entry))
    tracemalloc.start()
    try:
        with pytest.raises(CheckpointError, match=said):
            load_network(path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 4 << 20


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A path for the properties, whose examples overwrite one another's file."""
    return tmp_path_factory.mktemp("networks") / "network.npz"


@pytest.fixture(scope="module")
def sound(scratch: Path) -> bytes:
    """The bytes of a sound file."""
    save_network(SMALL, scratch)
    return scratch.read_bytes()


def load_or_refuse(path: Path, content: bytes) -> bool:
    """Return whether a damaged file loads; if it does, it must be the very network."""
    path.write_bytes(content)
    try:
        loaded = load_network(path)
    except CheckpointError:
        return False
    assert_equal(loaded, SMALL)
    return True


@pytest.mark.slow
def test_a_file_cut_anywhere_is_refused(scratch: Path, sound: bytes) -> None:
    assert load_or_refuse(scratch, sound)
    for length in range(len(sound)):
        assert not load_or_refuse(scratch, sound[:length]), length


@pytest.mark.slow
@pytest.mark.parametrize(
    "first", [0, 4, *(pytest.param(b, marks=pytest.mark.soak) for b in (1, 2, 3, 5, 6, 7))]
)
def test_any_flipped_bit_is_refused_or_harmless(scratch: Path, sound: bytes, first: int) -> None:
    """In each byte one bit, in the next byte the next one: two of each byte, or all in a soak."""
    content = bytearray(sound)
    refused = 0
    for position in range(len(content)):
        bit = (first + position) % 8
        content[position] ^= 1 << bit
        refused += not load_or_refuse(scratch, bytes(content))
        content[position] ^= 1 << bit
    assert refused > len(sound) / 2


@given(data=st.data())
def test_any_bytes_written_over_are_refused_or_harmless(
    scratch: Path, sound: bytes, data: st.DataObject
) -> None:
    patch = data.draw(st.binary(min_size=1, max_size=8))
    position = data.draw(st.integers(0, len(sound) - len(patch)))
    load_or_refuse(scratch, sound[:position] + patch + sound[position + len(patch) :])


def fail(*_: object, **__: object) -> None:
    raise OSError(28, "No space left on device")


def interrupt(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("step", ["os.fsync", "pathlib.Path.replace"])
@pytest.mark.parametrize(
    ("failure", "expected"), [(fail, CheckpointError), (interrupt, KeyboardInterrupt)]
)
def test_a_failed_write_leaves_the_old_file_and_nothing_else(
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    failure: Callable[..., None],
    expected: type[BaseException],
) -> None:
    save_network(SMALL, path)
    before = path.read_bytes()
    monkeypatch.setattr(step, failure)
    with pytest.raises(expected):
        save_network(Network(3, 3, 3, 0.1, seed=0), path)
    assert path.read_bytes() == before
    assert os.listdir(path.parent) == [path.name]


def test_an_old_file_is_replaced(path: Path) -> None:
    save_network(Network(3, 3, 3, 0.1, seed=0), path)
    save_network(SMALL, path)
    assert_equal(load_network(path), SMALL)
    assert os.listdir(path.parent) == [path.name]


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(CheckpointError, match=r"network\.npz: expected a place to write"):
        save_network(SMALL, tmp_path / "none" / "network.npz")
    with pytest.raises(CheckpointError, match="expected a place to write the network"):
        save_network(SMALL, ".")
    assert os.listdir(tmp_path) == []


def test_a_network_that_could_not_be_read_back_is_not_written(path: Path) -> None:
    network = SMALL.copy()
    network.input_hidden[0, 0] = np.nan
    with pytest.raises(ValueError, match="input_hidden must be finite"):
        save_network(network, path)
    assert not path.exists()


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_packed_network_is_as_it_was_and_compact_where_nothing_is_lost(dtype):
    network = Network(9, 5, 4, 0.3, biases=True, seed=1)
    network.input_hidden = network.input_hidden.astype(dtype).astype(np.float64)
    whole, compact = pack_network(network), pack_network(network, compact=True)
    for content in (whole, compact):
        again = unpack_network(content)
        assert np.array_equal(again.input_hidden, network.input_hidden)
        assert np.array_equal(again.hidden_output, network.hidden_output)
        assert again.train_biases
    halved = len(whole) - len(compact) >= network.input_hidden.nbytes / 2
    assert halved is (dtype is np.float32)
    with pytest.raises(ValueError, match="File is not a zip file"):
        unpack_network(b"PK")


OBLONG = Network(6, 2, 3, 0.1, seed=1)
SHAPES = TaughtSubject((2, 3), ("circle", 'a "square"', "△"))

FILLED = replace(SHAPES, filling=Filling(0.75, by_mass=False, place=(0.5, 0.25)))


@pytest.mark.parametrize("biases", [False, True])
@pytest.mark.parametrize("subject", [SHAPES, FILLED, TaughtSubject((3, 2)), None])
def test_what_was_taught_stands_in_the_file(
    path: Path, subject: TaughtSubject | None, biases: bool
):
    network = OBLONG.copy()
    network.train_biases = biases
    save_network(network, path, subject)
    again, taught = load_taught(path)
    assert taught == subject
    assert getattr(taught, "filling", None) == getattr(subject, "filling", None)
    assert_equal(again, network)
    assert_equal(load_network(path), network)
    assert again.has_biases is biases
    with np.load(path, allow_pickle=False) as file:
        said = 0 if subject is None else 1 if subject.filling is None else 2
        assert file["format_version"] == 1 + biases + 2 * said


@pytest.mark.parametrize(
    ("filling", "said"),
    [
        ([0.5, 1.0, 0.5], "a filling of 0.5, 1.0, 0.5"),
        ([0.5, 0.5, 0.5, 0.5], "a filling of 0.5, 0.5, 0.5, 0.5"),
        ([0.0, 1.0, 0.5, 0.5], "ink that takes 0.0 of a picture"),
        ([1.5, 1.0, 0.5, 0.5], "ink that takes 1.5 of a picture"),
        ([np.nan, 1.0, 0.5, 0.5], "ink that takes nan of a picture"),
        ([0.5, 0.0, -0.1, 0.5], "ink placed at -0.1, 0.5"),
        ([0.5, 0.0, 0.5, np.inf], "ink placed at 0.5, inf"),
        ([], "a filling of"),
    ],
)
def test_what_pictures_cannot_be_filled_as_is_refused(path: Path, filling: list[float], said):
    arrays = arrays_of(OBLONG) | {
        "format_version": np.int64(5),
        "picture_shape": np.array([2, 3]),
        "class_names": np.str_("[]"),
        "filling": np.array(filling),
    }
    np.savez(path, **arrays)
    with pytest.raises(CheckpointError, match=said):
        load_taught(path)


@pytest.mark.parametrize(
    ("shape", "names", "said"),
    [
        ([2, 2], "[]", "2 × 2 pixels for 6 inputs"),
        ([-2, -3], "[]", "pictures of -2 × -3 pixels"),
        ([6], "[]", "picture_shape of 1 sides"),
        ([2, 3], '["a", "b"]', "2 names for 3 outputs"),
        ([2, 3], '["a", "b", "\\u001b[2J"]', "without brackets"),
        ([2, 3], '["a", "b", "a"]', "found 'a' twice"),
        ([2, 3], '["a", "b", 7]', "no array of texts"),
        ([2, 3], '{"a": 1}', "no array of texts"),
        ([2, 3], "circle", "Expecting value"),
        ([2, 3], "[" * 8000, "recursion"),
        ([2, 3], f'["{"a" * 9000}"]', "names of 9004 characters"),
    ],
)
def test_what_cannot_have_been_taught_is_refused(path: Path, shape: list[int], names: str, said):
    arrays = arrays_of(OBLONG) | {
        "format_version": np.int64(3),
        "picture_shape": np.array(shape),
        "class_names": np.str_(names),
    }
    np.savez(path, **arrays)
    with pytest.raises(CheckpointError, match=said) as caught:
        load_taught(path)
    assert str(caught.value).isprintable()
    with pytest.raises(ValueError, match="pixels for 6 inputs"):
        save_network(OBLONG, path, TaughtSubject((5, 5)))
