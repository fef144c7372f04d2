"""What a training run notes on its way: its curve, its past moments, and when it tests itself.

It knows no thread and no clock: the run calls it between two slices of work.
"""

from __future__ import annotations

from collections import deque

from scenes.screens.training.record import LearningCurve, Point
from scenes.screens.training.resumed import RunSoFar
from tinynet import Dataset, History, Scores, Tally, Trainer

RECENT_SAMPLES = 1000
FIRST_TESTS = (0, 100, 300, 1000, 3000)
FEWER_TESTS = (0, 10_000)
TESTS_AN_EPOCH = 6
POINTS_OF_THE_WAY = 500
"""A point of the curves need not stand for less than this part of the way to it: a chart's columns
show no more, and a run of hours would leave a hundred thousand points an hour."""


class RunNotes:
    """What became of one run so far."""

    def __init__(
        self, trainer: Trainer, test: Dataset, name: str, so_far: RunSoFar | None = None
    ) -> None:
        """Begin to note what a trainer does, under a name; or go on from where it was broken off.

        It is tested on ``test``.
        """
        self._trainer, self._test = trainer, test
        self.curve = LearningCurve(name) if so_far is None else so_far.curve
        self.history = History(trainer.epoch_samples)
        self.scores: Scores | None = None
        """What the last test gave."""
        self.tested_at = 0
        """The samples after which that was."""
        self._recent: deque[Tally] = deque()
        self._since_point = Tally()
        for moment in () if so_far is None else so_far.moments:
            self.history.keep(moment)
        self.history.keep(trainer.moment)

    @property
    def recent(self) -> Tally:
        """What came of about the last thousand samples."""
        return sum(self._recent, Tally())

    @property
    def is_tested(self) -> bool:
        """Whether the last test was of the weights as they are."""
        return self.tested_at >= self._trainer.samples

    def note(self, tally: Tally) -> None:
        """Note what came of some samples, on the curve."""
        samples = self._trainer.samples
        self._recent.append(tally)
        over = sum(seen.samples for seen in self._recent) - RECENT_SAMPLES
        while over >= self._recent[0].samples:
            over -= self._recent.popleft().samples
        self._since_point += tally
        if self._since_point.samples >= _point_samples(samples) or self._trainer.done:
            self.curve.training.append(
                Point(samples, self._since_point.error, self._since_point.accuracy)
            )
            self._since_point = Tally()

    def keep(self) -> None:
        """Keep the moment, where that is due."""
        if self._trainer.samples >= self.history.due:
            self.history.keep(self._trainer.moment)

    def test_is_due(self, *, free: bool) -> bool:
        """Return whether the weights are to be tested now; ``free`` is for as fast as it goes."""
        return self.scores is None or self._trainer.samples >= self.next_test(free=free)

    def examine(self) -> None:
        """Test the weights as they are."""
        samples = self._trainer.samples
        self.scores, self.tested_at = self._trainer.score(self._test), samples
        if self.curve.tests and self.curve.tests[-1].samples == samples:
            return  # where a run was broken off
        self.curve.tests.append(Point(samples, self.scores.error, self.scores.accuracy))

    def next_test(self, *, free: bool) -> int:
        """Return the samples after which the next test is due; fewer tests where it is ``free``."""
        # At full speed a test takes as long as two thousand digits, and nobody can look at each.
        first = [p for p in (FEWER_TESTS if free else FIRST_TESTS) if p > self.tested_at]
        every = epoch = self._trainer.epoch_samples
        if not free:
            every = max(1, every // TESTS_AN_EPOCH)
        if self.tested_at >= POINTS_OF_THE_WAY * every:
            # At an epoch's end still, only not at each.
            every = epoch * -(-self.tested_at // (POINTS_OF_THE_WAY * epoch))
        regular = (self.tested_at // every + 1) * every
        return min(first[0], regular) if first else regular


def _point_samples(samples: int) -> int:
    """Return how many samples a point of the curves stands for: fewer in the beginning."""
    least = 20 if samples <= 1000 else 100 if samples <= 10_000 else 500
    return max(least, samples // POINTS_OF_THE_WAY)
