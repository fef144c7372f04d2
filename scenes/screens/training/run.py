"""A training run in a thread of its own, with the reader's hand on it. It knows no screen.

The thread owns the trainer. What others see of it are snapshots, each made whole before it is
handed over; what they want of it they write down under a lock, and the thread reads it between
two slices of work.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace

from scenes.screens.faults import words_of
from scenes.screens.training.notes import RunNotes
from scenes.screens.training.pace import Pace, Speedometer, is_free
from scenes.screens.training.record import Snapshot, State
from scenes.screens.training.resumed import RunSoFar
from scenes.screens.training.settings import TrainingSettings
from tinynet import Dataset, Network

SLICE_SECONDS = 0.04
SLICE_SAMPLES = 512
"""Most samples between two looks at what the reader wants: about ten milliseconds' work."""
SNAPSHOT_SECONDS = 0.094
LONGEST_REST = 1.0
"""Seconds between two corrections at most, however large the batch and slow the pace."""
CLOSING_SECONDS = 1.0
TROUBLE_SECONDS = 1.0


class TrainingRun:
    """One run: what it is to be, what has become of it, and the curves it leaves."""

    def __init__(
        self,
        settings: TrainingSettings,
        digits: Dataset,
        test: Dataset,
        *,
        network: Network | None = None,
        so_far: RunSoFar | None = None,
        report: Callable[[Snapshot], None] = lambda snapshot: None,
    ) -> None:
        """Prepare a run on these digits, of a new network or of one to go on with.

        Or go on with a run that was broken off. ``report`` is called in the run's thread, about ten
        times a second and whenever it stops.
        """
        self.settings = settings
        if so_far is None:
            self._trainer = settings.trainer(digits, network)
        else:
            self._trainer = so_far.trainer(settings, digits)
        self._report = report
        self._notes = RunNotes(self._trainer, test, settings.name, so_far)
        self.history, self.curve = self._notes.history, self._notes.curve
        self.seconds = 0.0 if so_far is None else so_far.seconds
        """How long it was going."""

        # What the reader wants; read and written under the lock.
        self._wish = threading.Condition()
        self._until = 0
        self._pace = Pace(settings.batch_size)
        self._repaced = False
        """Whether the speed of before says nothing any more."""
        self._held = False
        self._turned_at = 0
        """The samples after which the learning rate was turned last."""
        self._stepping = False
        """Whether what is wanted are single steps."""
        self._closing = False
        self._stale = False
        self._idle = False
        """Whether the thread waits, all it was asked for done."""
        self._ended = False

        # What has become of it; the thread's own.
        self._trouble: str | None = None
        self._failure: str | None = None
        self._named_rate = self._trainer.learning_rate
        """The learning rate that the curve is named by."""
        self._speed = Speedometer()
        self._reported_at = self._looked_at = 0.0

        self.snapshot = self._snap(self._resting)
        self._thread = threading.Thread(target=self._work, name="training", daemon=True)
        self._thread.start()

    # What the reader can do, from any thread.

    @property
    def going(self) -> bool:
        """Whether it goes on by itself."""
        with self._wish:
            return self._until > self._trainer.samples and self._failure is None

    def go(self) -> None:
        """Go on to the end; when it is there, as many epochs more."""
        with self._wish:
            if self._trainer.done:
                self._trainer.epochs += self.settings.epochs
            self._want(self._trainer.total)

    def pause(self) -> None:
        """Stop after the slice of work under way."""
        with self._wish:
            self._want(0)

    def step(self) -> None:
        """Use one batch more, of one sample unless the settings say otherwise, and stop."""
        with self._wish:
            if self._trainer.done:
                self._trainer.epochs += 1
            samples, epoch = self._trainer.samples, self._trainer.epoch_samples
            # Steps asked for faster than they are made add up.
            base = max(samples, self._until) if self._stepping else samples
            self._want(min(base + self.settings.batch_size, (base // epoch + 1) * epoch))
            self._stepping = True

    def finish_epoch(self) -> None:
        """Go on to the end of this epoch; when it is there, to that of the next."""
        with self._wish:
            if self._trainer.done:
                self._trainer.epochs += 1
            epoch = self._trainer.epoch_samples
            self._want((self._trainer.samples // epoch + 1) * epoch)

    def reach(self, samples: int) -> None:
        """Go on until so many samples are used, and stop."""
        with self._wish:
            while self._trainer.total < samples:
                self._trainer.epochs += self.settings.epochs
            self._want(samples)

    @property
    def turned(self) -> bool:
        """Whether the learning rate was turned on the way."""
        return self._turned_at > 0 or self.learning_rate != self.settings.learning_rate

    @property
    def to_epoch_end(self) -> bool:
        """Whether it goes on, but only to the end of the epoch."""
        with self._wish:
            return self._trainer.samples < self._until < self._trainer.total

    def hold(self) -> Snapshot:
        """Keep it from going on until it is let go; return how it stands."""
        with self._wish:
            self._held = True
            self._want(self._until)
            self._wish.wait_for(lambda: self._idle or self._ended)
        return self.snapshot

    def let_go(self) -> None:
        """Have it go on with what was wanted of it, if it was held."""
        with self._wish:
            self._held = False
            self._want(self._until)

    def close(self) -> None:
        """Stop for good. Returns when the thread has ended, or after a second."""
        with self._wish:
            self._closing = True
            self._want(0)
        self._thread.join(CLOSING_SECONDS)

    @property
    def learning_rate(self) -> float:
        """The learning rate, which may be turned at any time."""
        return self._trainer.learning_rate

    @learning_rate.setter
    def learning_rate(self, rate: float) -> None:
        with self._wish:
            self._trainer.learning_rate = rate
            self._turned_at = self._trainer.samples
            self._want(self._until)

    @property
    def pace(self) -> float | None:
        """The samples a second it is held to; None for as fast as it goes."""
        return self._pace.per_second

    @property
    def free(self) -> bool:
        """Whether it goes as fast as it can."""
        return self._pace.free

    @property
    def gathering(self) -> bool:
        """Whether the pace still rises by itself."""
        return self._pace.gathering

    def set_pace(self, pace: float | None) -> None:
        """Hold it to so many samples a second, or let it go."""
        with self._wish:
            self._pace.choose(pace)
            self._repaced = True
            self._want(self._until)

    def gather(self) -> None:
        """Have it gather speed again, from one correction a second."""
        with self._wish:
            self._pace.gather()
            self._repaced = True
            self._want(self._until)

    def change_pace(self, by: int) -> None:
        """Take the next faster (1) or slower (−1) of the paces; or hurry while it gathers speed."""
        with self._wish:
            self._repaced |= self._pace.change(by)
            self._want(self._until)

    def _want(self, until: int) -> None:
        """Write down how far to go, and wake the thread; the lock is held."""
        self._stepping = self._stepping and until == self._until
        self._until = until
        self._stale = True
        self._idle = False
        self._wish.notify_all()

    # The thread.

    def _work(self) -> None:
        """Do what is wanted until the run is closed; a failure is reported, not raised."""
        try:
            self._remember()
            while self._wait():
                self._slice()
        except Exception as error:  # whatever it is, the reader is told
            # Not reported by a snapshot made anew: what failed may be what it is made of.
            self._failure = words_of(error)
            self.snapshot = replace(self.snapshot, state="failed", failure=self._failure)
            self._report(self.snapshot)
        finally:
            with self._wish:
                self._ended = True
                self._wish.notify_all()

    def _wait(self) -> bool:
        """Wait until there is something to do; return whether there is, or else the end."""
        while True:
            with self._wish:
                if self._closing:
                    return False
                if not self._held and self._until > self._trainer.samples:
                    return True
                publish = not self._idle or self._stale
                self._stale = False
            if publish:
                self._speed.forget()
                self._publish(self._resting)
            with self._wish:
                resting = not self._stale and not self._closing
                self._idle = resting
                self._wish.notify_all()
            if resting and not self._notes.is_tested:
                # There is time: what is shown at rest is all of the same moment.
                self._examine()
                self._publish(self._resting)
            with self._wish:
                self._wish.wait_for(lambda: self._stale or self._closing)

    @property
    def _resting(self) -> State:
        if self._trainer.done:
            return "done"
        return "paused" if self._trainer.samples else "ready"

    def _slice(self) -> None:
        """Use some samples, note what is to be noted, and keep the pace."""
        trainer, began = self._trainer, time.monotonic()
        with self._wish:
            # Read together: whatever is wanted from here on ends the rest at the slice's end.
            self._stale = False
            until = self._until
            if self._held or until <= trainer.samples:
                return
        pace = self.pace
        free, next_test = is_free(pace), self._notes.next_test(free=self.free)
        wanted = SLICE_SAMPLES
        if pace is not None and not free:
            wanted = min(SLICE_SAMPLES, max(1, round(pace * SLICE_SECONDS)))
        left = min(
            (p for p in (self.history.due, next_test, until) if p > trainer.samples),
            default=trainer.total,
        )
        tally = trainer.advance(min(wanted, left - trainer.samples, trainer.left_in_epoch))
        self._notes.note(tally)
        self._remember()
        now = time.monotonic()
        rest = 0.0
        if pace is not None and not free and trainer.samples < until:
            rest = min(LONGEST_REST, began + tally.samples / pace - now)
        if rest > SNAPSHOT_SECONDS or now - self._reported_at >= SNAPSHOT_SECONDS:
            self._publish("running")
        if rest > 0:
            with self._wish:
                self._wish.wait_for(lambda: self._stale or self._closing, rest)
        with self._wish:
            went = time.monotonic() - began
            self._pace.went_on(went)
            self.seconds += went
            if self._repaced:
                self._speed.forget()
                self._repaced = False
        self._speed.mark(time.monotonic(), trainer.samples)

    def _remember(self) -> None:
        """Keep the moment and test it, where that is due."""
        self._notes.keep()
        if self._notes.test_is_due(free=self.free):
            self._examine()

    def _examine(self) -> None:
        """Test the weights as they are, unless nobody will see it."""
        if not self._closing:
            self._notes.examine()

    def _publish(self, state: State) -> None:
        now = time.monotonic()
        if self._trainer.learning_rate != self._named_rate:
            self._named_rate = self._trainer.learning_rate
            self.curve.rename(self._turned_at, self._named_rate)
        if now - self._looked_at >= TROUBLE_SECONDS or state != "running":
            self._trouble, self._looked_at = self._trainer.trouble, now
        self._reported_at = now
        self.snapshot = self._snap(state)
        self._report(self.snapshot)

    def _snap(self, state: State) -> Snapshot:
        trainer = self._trainer
        notes, speed = self._notes, self._speed.per_second
        return Snapshot(
            state=state,
            samples=trainer.samples,
            total=trainer.total,
            epoch=trainer.epoch,
            epochs=trainer.epochs,
            epoch_samples=trainer.epoch_samples,
            learning_rate=trainer.learning_rate,
            samples_per_second=speed,
            # Not while the speed still doubles: it would be wrong by hours.
            seconds_left=None
            if self.gathering or not speed
            else (trainer.total - trainer.samples) / speed,
            recent=notes.recent,
            last_sample=trainer.last_sample,
            moment=trainer.moment,
            scores=notes.scores,
            tested_at=notes.tested_at,
            curve=self.curve,
            trouble=self._trouble,
            failure=self._failure,
        )
