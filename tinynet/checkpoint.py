"""A network in a file: a NumPy .npz archive, without pickle, written whole or not at all."""

import math
import os
import warnings
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

from tinynet import _checks, files
from tinynet.archives import UNSOUND_ARCHIVE, UNSOUND_HEADER
from tinynet.errors import CheckpointError
from tinynet.filling import filling_from
from tinynet.network import Network
from tinynet.subject import TaughtSubject, names_read, names_written
from tinynet.writing import write_whole

# What a file holds: each array's types, as NumPy spells them, and its number of dimensions.
_KEYS = {
    "format_version": (("i8",), 0),
    "learning_rate": (("f8",), 0),
    "error_rule": (("U",), 0),
    "input_hidden": (("f4", "f8"), 2),
    "hidden_output": (("f4", "f8"), 2),
}
_BIAS_KEYS = {
    "hidden_biases": (("f4", "f8"), 1),
    "output_biases": (("f4", "f8"), 1),
    "train_biases": (("b1",), 0),
}
_SUBJECT_KEYS = {"picture_shape": (("i8",), 1), "class_names": (("U",), 0)}
_FILLING_KEYS = {"filling": (("f8",), 1)}
_VERSIONS = {
    1: _KEYS,
    2: _KEYS | _BIAS_KEYS,
    3: _KEYS | _SUBJECT_KEYS,
    4: _KEYS | _BIAS_KEYS | _SUBJECT_KEYS,
    5: _KEYS | _SUBJECT_KEYS | _FILLING_KEYS,
    6: _KEYS | _BIAS_KEYS | _SUBJECT_KEYS | _FILLING_KEYS,
}
"""What each version of the format holds. Without biases, or where nobody says what was learned, a
file is as it was before there were."""
_MAX_BYTES = 256 << 20


def save_network(
    network: Network, path: str | os.PathLike[str], subject: TaughtSubject | None = None
) -> None:
    """Write the network to `path`; an old file there stays until the new one is whole.

    What it was taught, its `subject`, is written too where it is given. Raises `CheckpointError` if
    the file cannot be written, and `ValueError` for a network that could not be read back, such as
    one with a weight that is not finite, or that cannot have learned the subject.
    """
    content = pack_network(network, subject)
    try:
        write_whole(path, content)
    except OSError as error:
        raise CheckpointError(
            f"{path}: expected a place to write the network, found: {error.strerror}"
        ) from error


def pack_network(
    network: Network, subject: TaughtSubject | None = None, *, compact: bool = False
) -> bytes:
    """Return what a network's file holds; `compact` takes half the bytes where nothing is lost.

    So it is with weights that were trained in float32. Raises `ValueError` for a network that could
    not be read back.
    """
    content = BytesIO()
    arrays: dict[str, Any] = {
        "format_version": np.int64(1 + network.has_biases + 2 * _said_of(subject)),
        "learning_rate": np.float64(_checks.positive("learning_rate", network.learning_rate)),
        "error_rule": np.str_(_checks.error_rule(network.error_rule)),
        "input_hidden": _checks.matrix("input_hidden", network.input_hidden),
        "hidden_output": _checks.matrix("hidden_output", network.hidden_output),
    }
    if network.has_biases:
        for name, nodes in (
            ("hidden_biases", network.hidden_nodes),
            ("output_biases", network.output_nodes),
        ):
            arrays[name] = _checks.vector(name, getattr(network, name), nodes)
        arrays["train_biases"] = np.bool_(network.train_biases)
    if subject is not None:
        subject.check(network.input_nodes, network.output_nodes)
        arrays["picture_shape"] = np.array(subject.shape, np.int64)
        arrays["class_names"] = np.str_(names_written(subject.names))
        if subject.filling is not None:
            arrays["filling"] = np.array(subject.filling.numbers)
    if compact:
        arrays = {key: _compact(array) for key, array in arrays.items()}
    np.savez(content, **arrays)
    return content.getvalue()


def _compact(array: NDArray[Any]) -> NDArray[Any]:
    """Return weights or biases as float32 if that holds each of them exactly."""
    if array.ndim == 0 or array.dtype != np.float64:
        return array
    with np.errstate(over="ignore"):
        half = array.astype(np.float32)
    return half if np.array_equal(half, array) else array


def load_network(path: str | os.PathLike[str]) -> Network:
    """Return the network written at `path`; its weights may be float32 or float64 there.

    Raises `CheckpointError` for a file that is missing, unreadable, or not a sound network.
    """
    return load_taught(path)[0]


def load_taught(path: str | os.PathLike[str]) -> tuple[Network, TaughtSubject | None]:
    """Return the network written at `path`, and what it was taught, if its file says so.

    Raises `CheckpointError` as `load_network` does.
    """
    path = Path(path)
    try:
        with files.opened(path, _MAX_BYTES) as file:
            content = file.read()
    except files.TooLargeError as error:
        raise CheckpointError(f"{path}: expected at most {_MAX_BYTES} bytes, found more") from error
    except OSError as error:
        raise CheckpointError(
            f"{path}: expected a readable file, found: {error.strerror}"
        ) from error
    try:
        return _unpacked(content)
    except ValueError as error:
        raise CheckpointError(f"{path}: expected a tinynet network, found: {error}") from error


def unpack_network(content: bytes) -> Network:
    """Return the network that a file of these bytes holds.

    Raises `ValueError`, which says what was found, for what is not a sound network.
    """
    return _unpacked(content)[0]


def _unpacked(content: bytes) -> tuple[Network, TaughtSubject | None]:
    try:
        arrays = _arrays_of(content)
        network = _network_of(arrays)
        return network, _subject_of(arrays, network)
    except (ValueError, *UNSOUND_ARCHIVE) as error:
        raise ValueError(files.quoted(error) or "a cut file") from error


def _arrays_of(content: bytes) -> dict[str, NDArray[Any]]:
    """Return the arrays of an archive such as `save_network` writes."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        entries = archive.infolist()
        names = [entry.filename for entry in entries]
        keys = next(
            (
                keys
                for keys in _VERSIONS.values()
                if sorted(names) == sorted(f"{key}.npy" for key in keys)
            ),
            None,
        )
        if keys is None:
            raise ValueError(f"an archive of {', '.join(names) or 'nothing'}")
        for entry in entries:
            # Entries stored as they are cannot take more memory than the file itself.
            if entry.compress_type != zipfile.ZIP_STORED:
                raise ValueError(f"{entry.filename} compressed")
            if not entry.file_size == entry.compress_size <= len(content):
                raise ValueError(f"{entry.filename} of {entry.file_size} bytes")
        return {key: _array_of(key, archive.read(f"{key}.npy")) for key in keys}


def _array_of(key: str, content: bytes) -> NDArray[Any]:
    """Return the array of an .npy entry, whose header is checked before its bytes are used."""
    stream = BytesIO(content)
    try:
        if npy.read_magic(stream) != (1, 0):
            raise ValueError("an unknown version")
        # NumPy warns of headers that Python 2 wrote; no tinynet did.
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            shape, fortran_order, dtype = npy.read_array_header_1_0(stream)
    except UNSOUND_HEADER as error:
        raise ValueError(f"{key} with an unreadable header") from error
    values = content[stream.tell() :]
    if dtype.hasobject or fortran_order or len(values) != math.prod(shape) * dtype.itemsize:
        raise ValueError(f"{key} with {len(values)} bytes for shape {shape} of {dtype}")
    return np.frombuffer(values, dtype).reshape(shape)


def _network_of(arrays: dict[str, NDArray[Any]]) -> Network:
    """Return the network of these arrays; `ValueError` if one is not what it should be."""
    for key, array in arrays.items():
        types, dimensions = _VERSIONS[max(_VERSIONS)][key]
        if not array.dtype.str[1:].startswith(types) or array.ndim != dimensions:
            raise ValueError(f"{key} of type {array.dtype} and shape {array.shape}")
    version = arrays["format_version"].item()
    if version not in _VERSIONS:
        raise ValueError(f"format version {version}, not one of {', '.join(map(str, _VERSIONS))}")
    if arrays.keys() != _VERSIONS[version].keys():
        raise ValueError(f"format version {version} with {', '.join(arrays)}")
    return Network.from_weights(
        arrays["input_hidden"],
        arrays["hidden_output"],
        arrays["learning_rate"].item(),
        hidden_biases=arrays.get("hidden_biases"),
        output_biases=arrays.get("output_biases"),
        train_biases="train_biases" in arrays and bool(arrays["train_biases"]),
        error_rule=arrays["error_rule"].item(),
    )


def _said_of(subject: TaughtSubject | None) -> int:
    """Return how much is said of what was learned: nothing, its shape and names, its filling."""
    return 0 if subject is None else 1 if subject.filling is None else 2


def _subject_of(arrays: dict[str, NDArray[Any]], network: Network) -> TaughtSubject | None:
    """Return what these arrays say was taught; `ValueError` if the network cannot have learned it.

    None of an older file, which does not say.
    """
    if "picture_shape" not in arrays:
        return None
    shape = arrays["picture_shape"].tolist()
    if len(shape) != 2:
        raise ValueError(f"picture_shape of {len(shape)} sides")
    filling = filling_from(arrays["filling"].tolist()) if "filling" in arrays else None
    names = names_read(arrays["class_names"].item())
    subject = TaughtSubject((shape[0], shape[1]), names, filling)
    subject.check(network.input_nodes, network.output_nodes)
    return subject
