"""What a training run leaves behind as it goes: its learning curve, and the state of the moment.

Nothing here trains, and nothing draws.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from scenes.story.numbers import plain
from tinynet import LearnedSample, Moment, Scores, Tally

State = Literal["ready", "running", "paused", "done", "failed"]
"""Before the first sample; going on; waiting; all epochs over; stopped by a failure."""


@dataclass(frozen=True)
class Point:
    """A place on a curve: after so many samples, the mean error and the share right, 0 to 1."""

    samples: int
    error: float
    accuracy: float


@dataclass(eq=False)
class LearningCurve:
    """The course of one run. Its points are only ever added to, by the thread that trains."""

    name: str
    """What tells the run from others, in a few words."""
    training: list[Point] = field(default_factory=list)
    """On the training digits as they went by: means since the point before."""
    tests: list[Point] = field(default_factory=list)
    """On all test digits, at set points."""

    def rename(self, samples: int, rate: float) -> None:
        """Say in the name that the learning rate was turned, after so many samples."""
        before, comma, rest = self.name.partition(",")
        first = before.partition(" → ")[0] if samples else ""
        to = f"η {plain(rate)}"
        self.name = (
            (f"{first} → {to.removeprefix('η ')}" if first and first != to else to) + comma + rest
        )

    @property
    def so_far(self) -> CurveSoFar:
        """The curve as it stands now, which stays so."""
        return CurveSoFar(self, self.name, len(self.training), len(self.tests))


@dataclass(frozen=True)
class CurveSoFar:
    """A learning curve as it stood at one moment: training goes on adding to it."""

    curve: LearningCurve
    name: str
    training: int
    """How many points there were on the training digits."""
    tests: int
    """How many on the test digits."""

    @property
    def training_points(self) -> list[Point]:
        """The points on the training digits."""
        return self.curve.training[: self.training]

    @property
    def test_points(self) -> list[Point]:
        """The points on the test digits."""
        return self.curve.tests[: self.tests]


@dataclass(frozen=True, eq=False)
class Snapshot:
    """Everything about a run at one moment. Nothing in it changes any more, but ``curve`` grows."""

    state: State
    samples: int
    total: int
    epoch: int
    epochs: int
    epoch_samples: int
    learning_rate: float
    samples_per_second: float
    seconds_left: float | None
    recent: Tally
    """The last thousand samples."""
    last_sample: LearnedSample | None
    """The last sample learned from."""
    moment: Moment
    """The weights."""
    scores: Scores | None
    """The last test, if there was one."""
    tested_at: int
    """The samples after which that was."""
    curve: LearningCurve
    trouble: str | None
    """What goes wrong with the learning, in words."""
    failure: str | None
    """Why it cannot go on, in one sentence."""


def thinned(
    points: Sequence[Point],
    most: int,
    end: float | None = None,
    place: Callable[[float], float] = float,
) -> list[Point]:
    """Cut to at most so many points (two or more), each the mean of those in one share.

    The way from the first point to ``end`` (the last point, if not given) is cut into equal
    shares, as long as ``place`` has them, so a point of the past stays as it is while new ones
    come. The first and the last point keep their place.
    """
    if len(points) <= most:
        return list(points)
    values = np.array([(p.samples, p.error, p.accuracy) for p in points])
    places = np.array([place(p.samples) for p in points])
    way = place(points[-1].samples if end is None else end) - places[0]
    shares = ((places - places[0]) * most / (way or 1.0)).astype(int).clip(max=most - 1)
    starts = np.flatnonzero(np.diff(shares, prepend=-1))
    means = np.add.reduceat(values, starts) / np.diff(starts, append=len(points))[:, None]
    means[0, 0], means[-1, 0] = points[0].samples, points[-1].samples
    return [Point(round(s), e, a) for s, e, a in means.tolist()]


def cut(points: Sequence[Point], end: float) -> list[Point]:
    """Leave what lies up to ``end``, and where the line to the next point crosses it."""
    kept = [point for point in points if point.samples <= end]
    if kept and len(kept) < len(points) and kept[-1].samples < end:
        last, after = kept[-1], points[len(kept)]
        share = (end - last.samples) / (after.samples - last.samples)
        kept.append(
            Point(
                round(end),
                last.error + (after.error - last.error) * share,
                last.accuracy + (after.accuracy - last.accuracy) * share,
            )
        )
    return kept
