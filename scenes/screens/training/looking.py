"""What of a run the reader looks at: which moment, what it is compared with, how it was tested."""

from __future__ import annotations

from scenes.screens.training.run import TrainingRun
from tinynet import Dataset, Moment, Scores

MOST_TESTS = 12
"""Tests of moments that are kept: each is ten thousand answers, and made again in a moment."""


class LookedAt:
    """A moment of one run: where the run is, or one of those that its history keeps."""

    def __init__(self, run: TrainingRun, test: Dataset) -> None:
        """Look at where the run is, compared with its start."""
        self.run = run
        self.base: Moment | None = None
        """The moment chosen to compare with; None for the start."""
        self._test = test
        self._back: int | None = None
        self._tests: dict[int, Scores] = {}
        """Tests of moments looked back at, by their samples."""

    @property
    def moments(self) -> tuple[Moment, ...]:
        """The moments kept, oldest first."""
        return self.run.history.moments

    @property
    def back(self) -> int | None:
        """The moment looked back at, counted from 0; None where the run is."""
        return self._back

    @property
    def moment_back(self) -> Moment | None:
        """The moment looked back at; None where the run is."""
        moments = self.moments
        return None if self._back is None else moments[min(self._back, len(moments) - 1)]

    @property
    def moment(self) -> Moment:
        """The moment on the screen: one looked back at, else where the run is."""
        return self.moment_back or self.run.snapshot.moment

    def look_now(self) -> None:
        """Look at where the run is."""
        self._back = None

    def look_back(self, by: int) -> None:
        """Look at the moment before (−1) or after (1), the run paused.

        After the last moment kept comes where the run is.
        """
        count = len(self.moments)
        now = count if self._back is None else self._back
        if self._back is None and by < 0 and count:
            # The last one kept may be the very moment the run is at: no step would be seen.
            now -= self.moments[-1].samples == self.run.snapshot.samples
        self.look_at(now + by)

    def look_at(self, index: int) -> None:
        """Look at a moment, counted from 0, the run paused; beyond the last, where the run is."""
        self.run.pause()
        self._back = None if index >= len(self.moments) else max(0, index)

    def look_near(self, samples: int) -> None:
        """Look at the moment nearest to so many samples, the run paused.

        Beyond the last moment kept that is where the run is.
        """
        beyond = samples >= self.run.snapshot.samples
        self.look_at(len(self.moments) if beyond else self.run.history.nearest(samples))

    def compare(self) -> Moment | None:
        """Compare with the moment shown from now on; return it, or None for the start again."""
        moment = self.moment
        same = self.base is not None and self.base.samples == moment.samples
        self.base = None if same else moment
        return self.base

    def scores_of(self, moment: Moment) -> Scores | None:
        """Return the test of a moment looked back at, if it was made."""
        return self._tests.get(moment.samples)

    def examine(self) -> bool:
        """Test the moment looked back at, once; return whether that was to be done.

        Takes as long as ten thousand answers do: a few hundredths of a second.
        """
        moment = self.moment_back
        if moment is None or moment.samples in self._tests:
            return False
        while len(self._tests) >= MOST_TESTS:
            del self._tests[next(iter(self._tests))]  # the oldest
        self._tests[moment.samples] = Scores(moment.query(self._test.images), self._test.labels)
        return True
