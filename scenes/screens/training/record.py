"""What a training run leaves behind as it goes: the curves, and the state of the moment."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from scenes.story.numbers import plain
from tinynet import Lesson, Moment, Scores, Tally

State = Literal["ready", "running", "paused", "done", "failed"]
"""Before the first sample; going on; waiting; all epochs over; stopped by a failure."""


@dataclass(frozen=True)
class Point:
    """A place on a curve: after so many samples, the mean error and the share right, 0 to 1."""

    samples: int
    error: float
    accuracy: float


@dataclass(eq=False)
class Curve:
    """The curves of one run. Their points are only ever added to, by the thread that trains."""

    name: str
    """What tells it from other runs, in a few words."""
    total: int
    """Samples of the whole run, for the axis."""
    epoch_samples: int
    training: list[Point] = field(default_factory=list)
    """On the training digits as they went by: means since the point before."""
    tests: list[Point] = field(default_factory=list)
    """On all test digits, at set points."""

    def turned(self, samples: int, rate: float) -> None:
        """Tell in the name that the learning rate was turned, after so many samples."""
        before, comma, rest = self.name.partition(",")
        first = before.partition(" → ")[0] if samples else ""
        to = f"η {plain(rate)}"
        self.name = (
            (f"{first} → {to.removeprefix('η ')}" if first and first != to else to) + comma + rest
        )


@dataclass(frozen=True, eq=False)
class Snapshot:
    """Everything about a run at one moment. Nothing in it changes any more, but ``curve`` grows."""

    state: State
    samples: int
    total: int
    epoch: int
    epochs: int
    epoch_samples: int
    batch_size: int
    learning_rate: float
    error_rule: str
    samples_per_second: float
    seconds_left: float | None
    recent: Tally
    """The last thousand samples."""
    lesson: Lesson | None
    """The last sample learned from."""
    moment: Moment
    """The weights."""
    scores: Scores | None
    """The last test, if there was one."""
    tested_at: int
    """The samples after which that was."""
    curve: Curve
    trouble: str | None
    """What goes wrong with the learning, in words."""
    failure: str | None
    """Why it cannot go on, in one sentence."""
