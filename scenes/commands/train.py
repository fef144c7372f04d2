"""`tinynet train`: a network trained without a screen, and tested after every epoch."""

from __future__ import annotations

import argparse
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from pathlib import Path
from types import FrameType
from typing import Any

from scenes.commands.course import Course, TrainOptions
from scenes.commands.exit_codes import OK, USER_ERROR
from scenes.commands.output import note, tell_oddities, write
from scenes.commands.train_report import as_json, as_text, reporter_of
from scenes.screens.terminal import SIGNALLED
from scenes.story.networks import open_data, open_network
from scenes.story.places import DEFAULT_HIDDEN, UNTRAINED, Place
from scenes.story.runs import RunRecorder
from scenes.story.samples import load_data
from tinynet import (
    Dataset,
    Network,
    TinynetError,
    Trainer,
)

# Named, as not every system has both.
STOPPING_SIGNALS = ("SIGINT", "SIGTERM")


def run(chosen: argparse.Namespace) -> int:
    """Train as the options say, print what came of it, and return the exit status."""
    typed = vars(chosen)
    options = TrainOptions(
        **{f.name: typed[f.name] for f in fields(TrainOptions) if f.name in typed}
    )
    for name, what in ((options.out, "the network"), (options.keep, "the training")):
        if name is not None:
            _check_place(Path(name), what)
    place, test = open_data(
        Place(
            network=options.resume or UNTRAINED,
            data=options.data,
            labels=options.labels,
            transpose=options.transpose,
        )
    )
    options = replace(options, labels=place.labels)
    digits = load_data("train", place.source)
    tell_oddities(test, digits)
    network = _network(options, digits)
    trainer = Trainer(
        network,
        digits,
        epochs=options.epochs,
        batch_size=options.batch_size,
        shuffle=not options.in_order,
        rotate=options.rotate,
        seed=options.seed,
    )
    course = Course(options, trainer, test)
    if options.keep is not None:
        course.recorder = RunRecorder(trainer, test)
    with reporter_of(trainer) as reporter, _signals() as caught:
        course.run(reporter, caught)
    if course.failure:
        note(course.failure)
    course.keep()

    text = as_json(course, network) if options.json else as_text(course, network)
    status = write(text) if text else OK
    if not course.failure or course.kept is not None:
        note(course.ending)
    if course.failure:
        return USER_ERROR
    return status or (SIGNALLED + caught[0] if caught else OK)


def _network(options: TrainOptions, data: Dataset) -> Network:
    """Return the network to start from.

    Raises :class:`TinynetError` for a file that is not one, or options that exclude each other.
    """
    if options.resume is not None and options.hidden is not None:
        raise TinynetError("--hidden: expected it without --resume, found both")
    return open_network(
        Place(
            network=options.resume or UNTRAINED,
            seed=options.seed,
            hidden=options.hidden or DEFAULT_HIDDEN,
            biases=options.biases,
            learning_rate=options.learning_rate,
            error_rule=options.error_rule,
        ),
        data,
    ).network


def _check_place(path: Path, what: str) -> None:
    """Raise :class:`TinynetError` if a file could not be written there: nobody trains in vain."""
    try:
        if path.is_dir():
            raise IsADirectoryError(0, "a directory")
        # Named as save_network names the file it writes first.
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp"):
            pass
    except OSError as error:
        raise TinynetError(
            f"{path}: expected a place to write {what}, found: {error.strerror}"
        ) from error


@contextmanager
def _signals() -> Iterator[list[int]]:
    """Collect what asks the training to stop; the second that asks is not held up."""
    before: dict[int, Any] = {}
    caught: list[int] = []

    def restore() -> None:
        while before:
            signal.signal(*before.popitem())

    # The trainer is not stopped from here: what its stop() locks may be locked by what is
    # interrupted. The next report does it.
    def catch(number: int, frame: FrameType | None) -> None:
        caught.append(number)
        restore()

    for name in STOPPING_SIGNALS:
        number = getattr(signal, name, None)
        # In the background of a script, and under nohup, signals are ignored: so they stay.
        if number is not None and signal.getsignal(number) not in (signal.SIG_IGN, None):
            before[number] = signal.signal(number, catch)
    try:
        yield caught
    finally:
        restore()
