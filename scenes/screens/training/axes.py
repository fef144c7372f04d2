"""The axes of charts: as few round steps as hold what is shown, and where their numbers stand."""

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


def axis_to(reach: float, most: int, *, whole: bool = False, even: int = 1) -> Axis:
    """Return the shortest axis of round steps, at most so many, that holds ``reach``.

    ``whole``: no fractions. ``even``: of two as short, rather the one whose steps divide this.
    """
    power = math.floor(math.log10(reach)) if reach > 0 else 0
    choices = [
        Axis(step, max(1, math.ceil(reach / step - 1e-9)))
        for exponent in range(power - 1, power + 2)
        for step in (s * 10.0**exponent for s in STEPS)
        if not whole or step == int(step)
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


SamplesAxis = tuple[Axis, list[str], list[int]]
"""An axis, its labels, and the columns where they start."""


def samples_axis(reach: float, width: int, room: int) -> SamplesAxis:
    """Return an axis of so many columns, its labels, and where they start, in ``room`` columns."""
    for most in range(MOST_STEPS, 0, -1):
        result = axis_to(reach, most, whole=True)
        labels = [short_count(tick) for tick in result.ticks]
        columns = [round(i * (width - 1) / result.count) for i in range(result.count + 1)]
        starts = starts_of(labels, columns, room)
        ends = [start + len(label) for start, label in zip(starts, labels, strict=True)]
        gaps = [start - last for start, last in zip(starts[1:], ends, strict=False)]
        if min(gaps) > 0 and min(gaps[:-1], default=LABEL_GAP) >= LABEL_GAP:
            return result, labels, starts
    return result, labels[:1], starts[:1]
