"""The axes of charts: round steps upwards, later samples closer across; where numbers stand."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from scenes.story.numbers import number, plain, short_count

STEPS = (1.0, 2.0, 2.5, 5.0)
MOST_STEPS = 6
"""Steps of an axis: more numbers than these are not read."""
LABEL_GAP = 2
"""Columns between two numbers on an axis, at least."""
MARGIN = 4
"""Columns for the numbers of the upright axis."""


@dataclass(frozen=True)
class Axis:
    """An axis from zero: a number at every step."""

    step: float
    count: int

    @property
    def end(self) -> float:
        """Where the axis ends."""
        return self.step * self.count

    @property
    def labels(self) -> list[tuple[float, str]]:
        """The places of the numbers and the numbers, in at most ``MARGIN`` columns."""
        figures = plain(round(self.step, 12)).partition(".")[2]
        texts = [number(tick, len(figures)) for tick in self.ticks]
        if max(map(len, texts)) > MARGIN:
            texts = [text.removeprefix("0") for text in texts]
        return [(t, text) for t, text in zip(self.ticks, texts, strict=True) if len(text) <= MARGIN]

    @property
    def ticks(self) -> list[float]:
        """Where the numbers stand."""
        return [self.step * i for i in range(self.count + 1)]


def axis_to(reach: float, most: int, *, even: int = 1) -> Axis:
    """Return the shortest axis of round steps, at most so many, that holds ``reach``.

    ``even``: of two as short, rather the one whose steps divide this.
    """
    power = math.floor(math.log10(reach)) if reach > 0 else 0
    choices = [
        Axis(step, max(1, math.ceil(reach / step - 1e-9)))
        for exponent in range(power - 1, power + 2)
        for step in (s * 10.0**exponent for s in STEPS)
    ]
    fitting = [choice for choice in choices if choice.count <= max(1, most)]
    return min(
        fitting, key=lambda a: (round(a.end, 12), a.count == 1, even % a.count != 0, -a.count)
    )


def starts_of(labels: Sequence[str], columns: Sequence[int], end: int) -> list[int]:
    """Return where labels start that stand centred at these columns, before ``end``."""
    return [
        max(0, min(column - (len(label) - 1) // 2, end - len(label)))
        for label, column in zip(labels, columns, strict=True)
    ]


EVEN_UP_TO = 50
"""Digits up to about which the axis is even: the first points of a line are twenty apart."""
ENDS = (1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)
"""Where the axis may end, in its decade: what is drawn stays in its place from one to the next."""


@dataclass(frozen=True)
class SamplesAxis:
    """An axis of samples, later ones closer: learning slows down, and an even one hugs a corner."""

    end: float
    ticks: tuple[float, ...] = ()
    """Where the numbers stand."""
    starts: tuple[int, ...] = ()
    """The columns where they start."""

    @staticmethod
    def place(samples: float) -> float:
        """Return how far along so many samples are; equal ways are drawn equally long."""
        return math.log1p(samples / EVEN_UP_TO)

    @property
    def labels(self) -> list[str]:
        """The numbers as they are printed."""
        return [short_count(tick) for tick in self.ticks]


def samples_axis(reach: float, width: int, room: int) -> SamplesAxis:
    """Return an axis that just holds ``reach`` in so many columns, its numbers in ``room``.

    There are numbers at both ends, and between them at as many powers of ten as fit, evenly chosen.
    """
    decade = 10.0 ** math.floor(math.log10(max(reach, 1)))
    end = min(e for e in (decade * step for step in ENDS) if e >= reach)
    if not end.is_integer():
        end = float(math.ceil(end))
    whole = SamplesAxis.place(end)

    def numbered(ticks: Sequence[float]) -> SamplesAxis:
        columns = [round(SamplesAxis.place(tick) / whole * (width - 1)) for tick in ticks]
        starts = starts_of([short_count(tick) for tick in ticks], columns, room)
        return SamplesAxis(end, tuple(ticks), tuple(starts))

    powers = [10.0**power for power in range(1, int(math.log10(end)) + 1) if 10.0**power < end]
    count = len(powers)
    chosen = [
        powers[first:last:stride]
        for stride in range(1, count + 1)
        for first in range(count)
        for last in range(count, first, -1)
    ]
    for between in sorted(chosen, key=len, reverse=True):
        axis = numbered([0.0, *between, end])
        if _apart(axis):
            return axis
    axis = numbered([0.0, end])
    return axis if _apart(axis) else numbered([0.0])


def _apart(axis: SamplesAxis) -> bool:
    """Return whether no number of an axis comes too close to the next."""
    ends = [start + len(label) for start, label in zip(axis.starts, axis.labels, strict=True)]
    return all(s - e >= LABEL_GAP for s, e in zip(axis.starts[1:], ends, strict=False))
