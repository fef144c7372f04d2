"""The course of one training without a screen: what came of each epoch, and what was kept."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Protocol

from scenes.commands.output import note
from scenes.story.markup import shown
from scenes.story.places import DEFAULT_SEED, Place, quoted
from scenes.story.runs import RunRecorder, save_run
from tinynet import (
    Dataset,
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


@dataclass(frozen=True)
class Epoch:
    """What came of an epoch, or of the part of one that there was time for."""

    epoch: int
    samples: int
    whole: bool
    seconds: float
    samples_per_second: float
    error: float
    train_accuracy: float
    test_accuracy: float
    test_digits: int
    """The digits that the test was of."""


class Reporter(Protocol):
    """Says to somebody who waits how it goes."""

    def report(self, trainer: Trainer, lately: Tally) -> None:
        """Say how the last few reports went."""

    def epoch(self, trainer: Trainer, epoch: Epoch) -> None:
        """Say what came of an epoch."""


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
            save_network(network, self.options.out, self._test.subject)
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
