"""A training that is kept: its curves, its weights at moments on the way, and how it did in test.

In a file it is a NumPy archive without pickle, its weights in half precision: enough for pictures.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scenes.story.files import write_whole
from tinynet import ERROR_RULES, Classes, Dataset, Scores, Tally, TinynetError, Trainer
from tinynet.archives import UNSOUND_ARCHIVE, UNSOUND_HEADER
from tinynet.classes import DIGITS
from tinynet.files import opened, quoted
from tinynet.history import History, Moment
from tinynet.subject import names_read, names_written

FORMAT_VERSION = 1
MOST_MOMENTS = 24
MOST_MOMENT_BYTES = 40 << 20
MOST_MISTAKES = 48
SCORED = 1000
"""Test digits that every kept moment is scored on."""
MOST_FILE_BYTES = 256 << 20
MOST_HALF = 6e4
"""Weights beyond are kept in single precision: half would be infinite."""


@dataclass(frozen=True, eq=False)
class KeptRun:
    """What is kept of a training."""

    learning_rate: NDArray[np.float64]
    error_rule: NDArray[np.str_]
    seed: NDArray[np.int64]
    batch_size: NDArray[np.int64]
    rotate: NDArray[np.float64]
    epoch_samples: NDArray[np.int64]
    epochs: NDArray[np.float64]
    """A row for each epoch: its number, samples, error, share right as it went, and in test."""
    curve: NDArray[np.float64]
    """A row for each stretch: the samples at its end, its error, and the share right."""
    moment_samples: NDArray[np.int64]
    moment_scores: NDArray[np.float64]
    """The share of the first test digits that each moment reads right."""
    input_hidden: NDArray[Any]
    """Moment × hidden × input."""
    hidden_output: NDArray[Any]
    """Moment × output × hidden."""
    confusion: NDArray[np.int64]
    """How many test digits of each label (rows) got each answer (columns)."""
    mistake_images: NDArray[np.uint8]
    mistake_labels: NDArray[np.int64]
    mistake_answers: NDArray[np.int64]
    mistake_outputs: NDArray[np.float64]
    """How strongly the wrong answer was given."""
    hidden_biases: NDArray[Any] | None = None
    """Moment × hidden; None for a network without biases."""
    output_biases: NDArray[Any] | None = None
    """Moment × output, likewise."""
    class_names: NDArray[np.str_] | None = None
    """What the classes are called, a JSON array of texts; None for MNIST's digits."""

    @property
    def classes(self) -> Classes:
        """What the classes are called."""
        if self.class_names is None:
            return Classes()
        return Classes(names_read(str(self.class_names)))


BIASES = ("hidden_biases", "output_biases")
NAMES = "class_names"


class RunRecorder:
    """Keeps what is to be kept of a training while it runs."""

    def __init__(self, trainer: Trainer, test: Dataset) -> None:
        """Watch this trainer; nothing is kept yet."""
        self._trainer, self._test = trainer, test
        size = trainer.moment.size
        most = min(MOST_MOMENTS * size, MOST_MOMENT_BYTES)
        self._history = History(trainer.epoch_samples, most_bytes=most)
        self._curve: list[tuple[int, float, float]] = []

    def begin(self, first_report: int, report: Callable[[Tally], None]) -> None:
        """Train up to the first report in the small steps in which most happens."""
        self._history.keep(self._trainer.moment)
        last = min(first_report, self._trainer.left_in_epoch - 1)
        while self._history.due <= last and self._trainer.samples < last:
            report(self._trainer.advance(self._history.due - self._trainer.samples))

    def look(self, tally: Tally) -> None:
        """Keep what came of some samples, and the weights where they are due."""
        self._curve.append((self._trainer.samples, tally.error, tally.accuracy))
        if self._trainer.samples >= self._history.due:
            self._history.keep(self._trainer.moment)

    def kept(self, epochs: Iterable[tuple[int, int, float, float, float]]) -> KeptRun | None:
        """Return the run as far as it came; None if its numbers ran away at once."""
        if self._trainer.samples > self._history.moments[-1].samples:
            self._history.keep(self._trainer.moment)
        moments = [moment for moment in self._history.moments if _finite(moment)]
        if not moments:
            return None
        trainer, last = self._trainer, moments[-1]
        few = self._test.images[:SCORED]
        scores = [
            Scores(moment.query(few), self._test.labels[:SCORED]).accuracy for moment in moments
        ]
        tested = Scores(last.query(self._test.images), self._test.labels)
        worst = tested.mistakes()[:MOST_MISTAKES]
        outputs = tested.outputs[worst, tested.answers[worst]]
        classes = self._test.classes
        has_biases = any(moment.parameters.has_biases for moment in moments)
        return KeptRun(
            learning_rate=np.array(trainer.learning_rate),
            error_rule=np.array(trainer.error_rule),
            seed=np.array(trainer.sampler.seed),
            batch_size=np.array(trainer.batch_size),
            rotate=np.array(trainer.sampler.rotate),
            epoch_samples=np.array(trainer.epoch_samples),
            epochs=np.array([*epochs], float).reshape(-1, 5),
            curve=np.array(self._curve, float).reshape(-1, 3),
            moment_samples=np.array([moment.samples for moment in moments]),
            moment_scores=np.array(scores),
            input_hidden=_half([moment.input_hidden for moment in moments]),
            hidden_output=_half([moment.hidden_output for moment in moments]),
            confusion=tested.confusion.astype(np.int64),
            mistake_images=self._test.images[worst],
            mistake_labels=self._test.labels[worst].astype(np.int64),
            mistake_answers=tested.answers[worst].astype(np.int64),
            mistake_outputs=outputs.astype(np.float64),
            **{
                name: _half([getattr(moment.parameters, name) for moment in moments])
                for name in BIASES
                if has_biases
            },
            class_names=None if classes.are_digits else np.array(names_written(classes.names)),
        )


def _finite(moment: Moment) -> bool:
    return bool(np.isfinite(moment.input_hidden).all() and np.isfinite(moment.hidden_output).all())


def _half(weights: list[Any]) -> NDArray[Any]:
    """Return weights of every moment in as few bytes as hold them."""
    together = np.stack(weights)
    return together.astype(np.float16 if np.abs(together).max() < MOST_HALF else np.float32)


def save_run(run: KeptRun, path: str) -> None:
    """Write a run to a file. Raises :class:`TinynetError` if that cannot be done."""
    content = BytesIO()
    kept = {field.name: getattr(run, field.name) for field in fields(KeptRun)}
    arrays = {name: array for name, array in kept.items() if array is not None}
    np.savez(content, format_version=np.array(FORMAT_VERSION), **arrays)
    write_whole(path, content.getvalue(), "the training")


def load_run(path: str) -> KeptRun:
    """Return the run in a file.

    Raises :class:`TinynetError` for a file that is missing, unreadable, or not a sound run.
    """
    try:
        with opened(path, MOST_FILE_BYTES) as file:
            content = file.read()
    except OSError as error:
        raise TinynetError(f"{path}: expected a readable file, found: {error.strerror}") from error
    try:
        return _run_of(content)
    except (*UNSOUND_ARCHIVE, *UNSOUND_HEADER, KeyError, OverflowError) as error:
        found = quoted(error) or "a cut file"
        raise TinynetError(
            f"{path}: expected a training as `tinynet train --keep` writes it, found: {found}"
        ) from error


def _run_of(content: bytes) -> KeptRun:
    optional = {*BIASES, NAMES}
    names = {"format_version", *(field.name for field in fields(KeptRun))} - optional
    with zipfile.ZipFile(BytesIO(content)) as archive:
        found = {entry.filename.removesuffix(".npy") for entry in archive.infolist()}
        names |= {NAMES} & found
        if found == {*names, *BIASES}:
            names = found
        elif found != names:
            raise ValueError(f"an archive of {', '.join(sorted(found)) or 'nothing'}"[:200])
        # Entries stored as they are cannot take more memory than the file itself.
        if any(entry.compress_type != zipfile.ZIP_STORED for entry in archive.infolist()):
            raise ValueError("compressed arrays")
    with np.load(BytesIO(content), allow_pickle=False) as loaded:
        arrays = {name: loaded[name] for name in names}
    if arrays.pop("format_version") != FORMAT_VERSION:
        raise ValueError("another version of the format")
    _check(arrays)
    return KeptRun(**arrays)


def _check(arrays: dict[str, NDArray[Any]]) -> None:
    """Raise :class:`ValueError` for arrays that are not what they should be."""
    moments, hidden, inputs = _shape(arrays, "input_hidden", None, None, None)
    _, outputs, _ = _shape(arrays, "hidden_output", moments, None, hidden)
    count, rows, columns = _shape(arrays, "mistake_images", None, None, None)
    biases = [pair for pair in zip(BIASES, (hidden, outputs), strict=True) if pair[0] in arrays]
    if not moments or rows * columns != inputs:
        raise ValueError(f"{moments} moments of {inputs} inputs, pictures {rows} × {columns}")
    for name, shape in (
        ("moment_samples", (moments,)),
        ("moment_scores", (moments,)),
        ("confusion", (outputs, outputs)),
        ("mistake_labels", (count,)),
        ("mistake_answers", (count,)),
        ("mistake_outputs", (count,)),
        ("epochs", (None, 5)),
        ("curve", (None, 3)),
        *((name, (moments, nodes)) for name, nodes in biases),
        *((name, ()) for name in ("learning_rate", "seed", "batch_size", "rotate")),
        ("epoch_samples", ()),
    ):
        _shape(arrays, name, *shape)
    if arrays["error_rule"].shape or str(arrays["error_rule"]) not in ERROR_RULES:
        raise ValueError(f"the error rule {str(arrays['error_rule'])[:30]!r}")
    if NAMES in arrays:
        if arrays[NAMES].shape or arrays[NAMES].dtype.kind != "U":
            raise ValueError(f"{NAMES} of type {arrays[NAMES].dtype}")
        if len(names_read(str(arrays[NAMES]))) != outputs:
            raise ValueError(f"other names than {outputs}")
    elif outputs != len(DIGITS):
        # Written before classes had names in a file: they are counted.
        arrays[NAMES] = np.array(names_written(tuple(map(str, range(outputs)))))
    if arrays["mistake_images"].dtype != np.uint8:
        raise ValueError(f"pictures of type {arrays['mistake_images'].dtype}")
    if arrays["epoch_samples"] < 1 or (np.diff(arrays["moment_samples"]) <= 0).any():
        raise ValueError("moments that do not follow one another")


def _shape(arrays: dict[str, NDArray[Any]], name: str, *shape: int | None) -> tuple[int, ...]:
    """Return the shape of an array of finite numbers, if it is this one; None is any size."""
    array = arrays[name]
    fits = array.ndim == len(shape) and all(
        wanted in (None, size) for wanted, size in zip(shape, array.shape, strict=True)
    )
    if not fits or array.dtype.kind not in "fiu" or not np.isfinite(array).all():
        raise ValueError(f"{name} of type {array.dtype} and shape {array.shape}")
    return array.shape
