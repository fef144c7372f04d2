"""The digit being learned from, as a small walk: what was meant, what arrived, how it is scored."""

from __future__ import annotations

import numpy as np

from scenes.figures import Bars, Lines, Picture, Scale, Scene, column, row
from scenes.numbers import a_digit, number, percent
from scenes.training.desk import Shown
from scenes.training.moments import short_count
from tinynet import to_targets

LABELS = tuple(f"[lola]{digit}[/]" for digit in range(10))
PLAIN_LABELS = tuple(map(str, range(10)))


def lesson_scene(shown: Shown) -> Scene:
    """Return the digit, what Lola hears, and what is right of the test digits so far."""
    scores = shown.snapshot.scores
    recall = np.zeros(10) if scores is None else np.nan_to_num(scores.recall)
    tested = shown.snapshot.tested_at
    right = Bars(
        title=f"[dim]test at {short_count(tested)}[/]",
        alt="The share of each digit's test samples read right.",
        labels=PLAIN_LABELS,
        values=100 * recall,
        high=100.0,
        digits=0,
        term="you",
    )
    total = Lines(
        lines=(
            f"right {percent(scores.accuracy)}" if scores is not None else "",
            f"[dim]of {len(scores.labels):,}[/]" if scores is not None else "",
        )
    )
    lesson, outputs = shown.snapshot.lesson, shown.outputs
    if lesson is None or outputs is None:
        picture = Picture(
            title="[dim]no digit yet[/]", values=np.zeros((28, 28)), scale=Scale("ink", 255.0)
        )
        words = Lines(lines=("[rate]space[/] starts,", "[rate]s[/] takes one."))
        bars = Bars(title="[lola]Lola[/] hears", labels=LABELS, values=np.zeros(10), digits=2)
    else:
        heard = int(outputs.argmax())
        turned = (
            f"[dim] turned {number(lesson.degrees, 0, sign=True)}°[/]" if lesson.degrees else ""
        )
        picture = Picture(
            title=f"[you]you[/] say {a_digit(lesson.label)}{turned}",
            alt=f"The digit: {a_digit(lesson.label)}.",
            values=lesson.image.astype(np.float64),
            scale=Scale("ink", 255.0),
        )
        targets = to_targets(lesson.label)
        loss = 0.5 * float(np.square(targets - outputs).sum())
        verdict = "[you]✓[/]" if heard == lesson.label else "[error]✗[/]"
        words = Lines(
            lines=(
                f"meant [meant]{lesson.label}[/], heard [lola]{heard}[/] {verdict}",
                f"[error]error[/] ½Σe² {number(loss)}",
            )
        )
        bars = Bars(
            title="[lola]Lola[/] hears",
            alt="What arrived, with what was meant as ticks.",
            labels=LABELS,
            values=outputs.astype(np.float64),
            targets=targets,
            digits=2,
        )
    normal = row(picture, column(bars, words), column(right, total), gap=2)
    wide = row(picture, column(bars, words, right, total), gap=4)
    return Scene(compact=normal, normal=normal, wide=wide, shape=f"lesson {lesson is None}")
