"""`tinynet train`: a network trained without a screen, and tested after every epoch."""

from __future__ import annotations

import argparse
import signal
import tempfile
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from pathlib import Path
from types import FrameType
from typing import Any

from scenes.commands.exit_codes import OK, USER_ERROR
from scenes.commands.output import note, tell_oddities, write
from scenes.commands.train_told import Epoch, Reporter, as_json, as_text, reporter_of
from scenes.screens.exit_status import SIGNALLED
from scenes.story.markup import shown
from scenes.story.networks import open_data, open_network
from scenes.story.places import DEFAULT_HIDDEN, DEFAULT_SEED, UNTRAINED, Place, quoted
from scenes.story.runs import RunRecorder, save_run
from scenes.story.samples import load_data
from tinynet import (
    Dataset,
    Network,
    Tally,
    TinynetError,
    Trainer,
    save_network,
    score,
)

REPORT_EVERY = 1000
"""Samples between two looks at how it goes, and at whether it is to stop."""
LATELY = 5
"""Reports that the running error, accuracy and speed are of."""
# Named, as not every system has both.
STOPPING_SIGNALS = ("SIGINT", "SIGTERM")


@dataclass(frozen=True)
class TrainOptions:
    """What was asked for; None where the network has a say."""

    epochs: int = 5
    hidden: int | None = None
    biases: bool = False
    learning_rate: float | None = None
    error_rule: str | None = None
    batch_size: int = 1
    rotate: float = 0.0
    seed: int = DEFAULT_SEED
    in_order: bool = False
    data: str | None = None
    labels: str | None = None
    transpose: bool = False
    out: str | None = None
    resume: str | None = None
    keep: str | None = None
    json: bool = False


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


class Course:
    """The course of one training: what came of each epoch, what went wrong, what was kept."""

    def __init__(self, options: TrainOptions, trainer: Trainer, test: Dataset) -> None:
        """Prepare to run a trainer; nothing is done yet."""
        self.options = options
        self.trainer = trainer
        self.epochs: list[Epoch] = []
        self.failure: str | None = None
        """Why it could not go on."""
        self.stopped = False
        self.recorder: RunRecorder | None = None
        """What keeps the training on its way, if it is to be kept."""
        self.kept: int | None = None
        """The samples after which the network was written the last time."""
        self._test = test
        self._warned = False

    def run(self, reporter: Reporter, caught: list[int]) -> None:
        """Train to the end, or until a signal is caught or numbers run away."""
        lately: deque[Tally] = deque(maxlen=LATELY)
        part = Tally()

        def report(tally: Tally) -> None:
            nonlocal part
            part += tally
            lately.append(tally)
            if caught:
                self.trainer.stop()
            if not self._warned and (trouble := self.trainer.trouble):
                self._warned = True
                note(trouble)
            if self.recorder is not None:
                self.recorder.look(tally)
            reporter.report(self.trainer, sum(lately, Tally()))

        def epoch(number: int, tally: Tally) -> None:
            nonlocal part
            part = Tally()
            self._end(number, tally, reporter)

        try:
            if self.recorder is not None:
                self.recorder.begin(REPORT_EVERY, report)
            self.trainer.run(report_every=REPORT_EVERY, on_report=report, on_epoch=epoch)
            if part.samples:
                self._end(self.trainer.epoch, part, reporter)
        except TinynetError as error:
            self.failure = str(error)
        self.stopped = bool(caught)

    def keep(self) -> None:
        """Keep the training in its file, as far as it came."""
        if self.recorder is None or self.options.keep is None:
            return
        run = self.recorder.kept(
            (done.epoch, done.samples, done.error, done.train_accuracy, done.test_accuracy)
            for done in self.epochs
        )
        if run is not None:
            save_run(run, self.options.keep)
            kept, named = shown(self.options.keep), quoted(self.options.keep)
            note(f"{kept} has the training; `tinynet page OUT.html --train {named}`")

    def _end(self, number: int, tally: Tally, reporter: Reporter) -> None:
        """Keep and test the network at the end of an epoch, or where it was stopped."""
        network = self.trainer.network
        # Each time, as much can happen in a long training.
        if self.options.out is not None:
            save_network(network, self.options.out, self.trainer.digits.subject)
            self.kept = self.trainer.samples
        done = Epoch(
            epoch=number,
            samples=tally.samples,
            whole=tally.samples == self.trainer.epoch_samples,
            seconds=tally.seconds,
            samples_per_second=tally.samples_per_second,
            error=tally.error,
            train_accuracy=tally.accuracy,
            test_accuracy=score(network, self._test.images, self._test.labels).accuracy,
            test_digits=len(self._test),
        )
        self.epochs.append(done)
        reporter.epoch(self.trainer, done)

    @property
    def ending(self) -> str:
        """What became of the training and its network, in one sentence."""
        samples, out = self.trainer.samples, self.options.out
        if out is None:
            lost = "nothing was kept" if self.recorder is None else "the network was not kept"
            kept = f"{lost}; --out NET.npz keeps the network"
        elif self.kept == samples:
            opening = Place(
                network=out,
                data=self.options.data,
                labels=self.options.labels,
                transpose=self.options.transpose,
            ).command_from_start()
            kept = f"{out} has the network; `{opening}` opens it"
        else:
            kept = f"{out} has the network as it was after {self.kept or 0:,} samples"
        if samples == self.trainer.total:
            return kept
        return f"stopped after {samples:,} of {self.trainer.total:,} samples; {kept}"
