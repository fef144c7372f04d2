"""Training over a data set: epochs of samples, at matrix speed, stopped and watched at any point.

A trainer makes the updates of `Network.train`, by `tinynet.delayed`. It works in float32 unless
told otherwise: half the memory, two thirds of the time, and accuracies that differ by chance only.
Networks, traces and checks work in float64.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

import numpy as np
from numpy.typing import DTypeLike, NDArray

from tinynet import _checks
from tinynet._checks import Floats
from tinynet.delayed import BLOCK_SAMPLES, Block, LargeBatch, Parameters, Updates
from tinynet.history import History, Moment, Tally
from tinynet.mnist import Dataset, to_inputs, to_targets
from tinynet.network import Network
from tinynet.sampler import Sampler
from tinynet.scores import Scores
from tinynet.threads import one_thread
from tinynet.trouble import Watch, run_away

LARGEST_PART = 1024
"""Samples whose inputs are held at once, at most."""


@dataclass(frozen=True, eq=False, repr=False)
class LearnedSample:
    """One sample that the network has learned from, and what it answered just before."""

    index: int
    """Its position in the data set, from 0."""
    label: int
    image: NDArray[np.uint8]
    """The pixels as they were learned, rotation included: rows × columns."""
    degrees: float
    """By how much it was rotated, anticlockwise; 0 for a sample as it is in the data set."""
    outputs: Floats
    """The network's outputs for it before the update, (output,)."""

    def __repr__(self) -> str:
        turned = f", rotated by {self.degrees:g}°" if self.degrees else ""
        answer = int(self.outputs.argmax())
        return f"<LearnedSample {self.index}: label {self.label}{turned}, answered {answer}>"


class Trainer:
    """Trains a copy of a network on a data set, batch after batch, epoch after epoch.

    `learning_rate` may be changed at any time, also from another thread; it holds from the next
    block of samples on. The same seed and settings give the same weights on the same machine,
    however the samples are split into calls of `advance`.
    """

    def __init__(
        self,
        network: Network,
        digits: Dataset,
        *,
        epochs: int = 5,
        batch_size: int = 1,
        shuffle: bool = True,
        rotate: float = 0.0,
        seed: int = 0,
        dtype: DTypeLike = np.float32,
        samples: int = 0,
    ) -> None:
        """Prepare to train a copy of `network`, with its learning rate and error rule.

        An epoch uses every digit once, in an order drawn from `seed`; without `shuffle`, in the
        order of the data set. With `rotate` (degrees, up to 90) it uses each digit three times: as
        it is, and rotated by so much either way. The weights change once for each batch of
        `batch_size` samples, by the mean of their updates; batches of one are the recipe.
        `dtype`, float32 or float64, is the type of the arithmetic.

        `samples` continues a training that was interrupted: `network` is then the one after so
        many samples, a number of whole batches.

        Raises `ValueError` for settings out of range, and for digits of another number of pixels
        than the network has input nodes, or with a label that it has no output node for.
        """
        self.learning_rate = _checks.positive("learning_rate", network.learning_rate)
        self.error_rule = _checks.error_rule(network.error_rule)
        self.epochs = _checks.count("epochs", epochs)
        self.batch_size = _checks.count("batch_size", batch_size)
        if np.dtype(dtype) not in (np.float32, np.float64):
            raise ValueError(f"dtype must be float32 or float64, not {dtype}")
        self.sampler = Sampler(digits, shuffle=shuffle, rotate=rotate, seed=seed)
        """Which samples there are, and their order."""
        _check_nodes_for(digits, network)
        if not 0 <= samples <= self.total:
            raise ValueError(f"samples must be from 0 to {self.total}, not {samples}")
        self.samples = samples
        """Samples used so far, over all epochs."""
        self.history = History(self.epoch_samples)
        """What came of it so far, as `run` notes it."""
        # A weight too large for float32 becomes infinite, and shows as such in training.
        with np.errstate(over="ignore"):
            self._parameters = Parameters.of(network, dtype)
        outputs = network.output_nodes
        self._targets = to_targets(np.arange(outputs), outputs).astype(dtype)
        self._under_way: tuple[Updates, NDArray[np.int64]] | None = None
        """Updates that are not applied yet, and the samples they are by."""
        self._last: tuple[int, Floats] | None = None
        """The last sample used, as the sampler names it, and its outputs."""
        self._epoch_tally = Tally()
        """What came of the epoch that the last sample used is of."""
        self._watch = Watch(self._targets)
        self._stopped = threading.Event()

    # How far it is.

    @property
    def epoch_samples(self) -> int:
        """The samples of an epoch: the digits, three times as many if they are turned."""
        return len(self.sampler)

    @property
    def total(self) -> int:
        """The samples of all epochs."""
        return self.epochs * self.epoch_samples

    @property
    def epoch(self) -> int:
        """The epoch under way, from 1; the last one when all is done."""
        return min(self.samples // self.epoch_samples + 1, self.epochs)

    @property
    def left_in_epoch(self) -> int:
        """The samples to the end of this epoch, 0 when all is done."""
        return self.epoch * self.epoch_samples - self.samples

    @property
    def done(self) -> bool:
        """Whether all epochs are over."""
        return self.samples >= self.total

    # The network as it is.

    @property
    def moment(self) -> Moment:
        """A copy of the weights after the samples used so far, in the type they are trained in."""
        under_way = self._under_way
        now = self._parameters.copy() if under_way is None else under_way[0].now()
        return Moment(self.samples, now, self.learning_rate, self.error_rule)

    @property
    def network(self) -> Network:
        """The network after the samples used so far; a copy, in float64.

        Raises `TrainingError` if training has run away.
        """
        return self.moment.network

    @property
    def trouble(self) -> str | None:
        """What goes wrong, and what to try, in two short sentences; None while nothing does."""
        return self._watch.trouble(self.learning_rate, self.batch_size)

    def score(self, digits: Dataset) -> Scores:
        """Test the network as it is now, with the arithmetic in the type it is trained in.

        Raises `ValueError` for digits the network has no nodes for.
        """
        moment = self.moment
        return Scores(moment.query(digits.images), digits.labels)

    @property
    def last_sample(self) -> LearnedSample | None:
        """The last sample used; None before the first."""
        if self._last is None:
            return None
        sample, outputs = self._last
        index, degrees = self.sampler.digit(sample)
        image = self.sampler.images(np.array([sample]))[0]
        return LearnedSample(index, int(self.sampler.digits.labels[index]), image, degrees, outputs)

    # Training.

    def advance(self, samples: int) -> Tally:
        """Train on the next `samples` samples, and return what came of them.

        The number is rounded up to whole batches; near the end of the last epoch it may be less. A
        batch of more than `LARGEST_PART` samples may be left half done: the number is then rounded
        up to parts of that size, and the weights change after the batch's last part.

        Raises `TrainingError` when weights or outputs are not finite any more, and `ValueError`,
        before any update, for a learning rate or error rule the network would not take.
        """
        wanted = min(self.samples + samples, self.total)
        tally = Tally()
        while self.samples < wanted:
            tally += self._use(wanted - self.samples)
        return tally

    def run(
        self,
        *,
        report_every: int = 1000,
        on_report: Callable[[Tally], None] | None = None,
        on_epoch: Callable[[int, Tally], None] | None = None,
        progress: bool = False,
    ) -> History:
        """Train to the end of the last epoch, or until `stop` is called; return the history.

        Called again after `stop`, it continues where it stopped. `on_report` is called with the
        tally of every `report_every` samples, `on_epoch` with the number of an epoch, from 1, and
        its tally; both in the thread that calls `run`. `progress` shows a bar, in a terminal or a
        notebook. Raises as `advance` does, and `ValueError` for a `report_every` below 1.
        """
        report_every = _checks.count("report_every", report_every)
        if not self.history.moments:
            self.history.keep(self.moment)
        with one_thread(), _bar(self) if progress else nullcontext() as show:
            while not (self.done or self._stopped.is_set()):
                epoch = self.epoch
                tally = self.advance(min(report_every, self.left_in_epoch))
                self.history.report(self.samples, tally)
                if show is not None:
                    show(tally)
                if on_report is not None:
                    on_report(tally)
                if self.done or self.epoch != epoch:
                    self.history.end_epoch(self.moment, self._epoch_tally)
                    if on_epoch is not None:
                        on_epoch(epoch, self._epoch_tally)
        self._stopped.clear()
        return self.history

    def stop(self) -> None:
        """Have `run` return after its next report.

        If it is not running, the next call of it does nothing. May be called from any thread.
        """
        self._stopped.set()

    def _use(self, samples: int) -> Tally:
        """Use at least so many samples of the updates under way, or all they have."""
        began = time.perf_counter()
        learning_rate = _checks.positive("learning_rate", self.learning_rate)
        if self.samples % self.epoch_samples == 0:
            self._epoch_tally = Tally()
        updates, part = self._under_way or self._start()
        used = updates.done
        # Sums too large for exp() give activations of 0 or 1, which is right. Whatever else is
        # not finite shows in the outputs.
        with np.errstate(all="ignore"):
            outputs = updates.advance(samples, learning_rate)
            labels = self.sampler.labels(part[used : updates.done])
            losses = 0.5 * np.square(self._targets[labels] - outputs).sum(axis=1)
            finite = np.isfinite(losses).all()
            if updates.done < len(part):
                self._under_way = updates, part
            else:
                updates.apply()
                self._under_way = None
                if self.samples + len(labels) >= self.total:
                    # The last update of all has no outputs after it to show in.
                    for array in self._parameters.arrays:
                        finite &= np.isfinite(array).all()
        self.samples += len(labels)
        self._last = int(part[updates.done - 1]), outputs[-1].copy()
        if not finite:
            raise run_away(self.samples, learning_rate)
        self._watch.look(outputs, losses)
        right = int((outputs.argmax(axis=1) == labels).sum())
        tally = Tally(len(labels), float(losses.sum()), right, time.perf_counter() - began)
        self._epoch_tally += tally
        return tally

    def _start(self) -> tuple[Updates, NDArray[np.int64]]:
        """Start the updates by the next block of samples; return them and their samples."""
        rule = _checks.error_rule(self.error_rule)
        # Nothing is under way: the samples used so far are all that were started.
        batch_size = min(self.batch_size, self.left_in_epoch)
        batches = max(1, min(BLOCK_SAMPLES, self.left_in_epoch) // batch_size)
        start = self.samples % self.epoch_samples
        part = self.sampler.order(self.epoch)[start : start + batches * batch_size]
        now, samples = self._parameters, self._samples_of(part)
        with np.errstate(all="ignore"):
            if len(part) > LARGEST_PART:
                return LargeBatch(now, samples, batch_size=batch_size, error_rule=rule), part
            return Block(now, *next(samples), batch_size=batch_size, error_rule=rule), part

    def _samples_of(self, part: NDArray[np.int64]) -> Iterator[tuple[Floats, Floats]]:
        """Yield the inputs and targets of samples, a bounded number at a time."""
        for start in range(0, len(part), LARGEST_PART):
            samples = part[start : start + LARGEST_PART]
            inputs = to_inputs(self.sampler.images(samples), self._targets.dtype)
            yield inputs, self._targets[self.sampler.labels(samples)]


def _check_nodes_for(digits: Dataset, network: Network) -> None:
    """Raise `ValueError` unless the network has a node for all that is in the digits."""
    pixels, largest = digits.images[0].size, int(digits.labels.max())
    if pixels != network.input_nodes:
        raise ValueError(f"digits must have {network.input_nodes} pixels, not {pixels}")
    if largest >= network.output_nodes:
        raise ValueError(f"labels must be below {network.output_nodes}, not {largest}")


def _bar(trainer: Trainer) -> AbstractContextManager[Callable[[Tally], None]]:
    # Rich is loaded when a bar is asked for: whoever only trains does without.
    from tinynet.progress import bar

    return bar(trainer)
