"""The digit being learned from, as a small walk: what was meant, what arrived, how it is scored."""

from __future__ import annotations

import numpy as np

from scenes.screens.training.desk import Shown
from scenes.story.figures import Bars, Lines, Picture, Scale, Scene, column, row
from scenes.story.numbers import a_digit, number, percent, short_count
from tinynet import to_targets
from tinynet.delayed import Floats

LABELS = tuple(f"[lola]{digit}[/]" for digit in range(10))
PLAIN_LABELS = tuple(map(str, range(10)))


def lesson_scene(shown: Shown) -> Scene:
    """Return the digit, what Lola hears, and what is right of the test digits so far."""
    lesson = shown.lesson
    turned = f"[dim] turned {number(lesson.degrees, 0, sign=True)}°[/]" if lesson.degrees else ""
    picture = Picture(
        title=f"[you]you[/] say {a_digit(lesson.label)}{turned}",
        alt=f"The digit: {a_digit(lesson.label)}.",
        values=lesson.image.astype(np.float64),
        scale=Scale("ink", 255.0),
    )
    compared = ""
    if shown.base_outputs is not None:
        compared = f" [dim]┊ at {short_count(shown.base.samples)}[/]"
    bars = Bars(
        title=f"[lola]Lola[/] hears [meant]┃[/] meant{compared}",
        alt="What arrived, with what was meant as ticks.",
        labels=LABELS,
        values=shown.outputs.astype(np.float64),
        targets=to_targets(lesson.label),
        before=None if shown.base_outputs is None else shown.base_outputs.astype(np.float64),
        digits=2,
    )
    words, (right, total) = _words(shown), _tested(shown)
    texts = [picture.title, bars.title, right.title, *words.lines, *total.lines]
    normal = row(picture, column(bars, words), column(right, total), gap=2)
    wide = row(picture, column(bars, words, right, total), gap=4)
    return Scene(compact=normal, normal=normal, wide=wide, shape=f"lesson {[*map(len, texts)]}")


def _words(shown: Shown) -> Lines:
    """What was meant and heard, and what the correction made of it."""
    label, heard = shown.lesson.label, int(shown.outputs.argmax())
    verdict = "[you]✓[/]" if heard == label else "[error]✗[/]"
    error = f"[error]error[/] ½Σe² {number(_loss(shown.outputs, label))}"
    lines = [f"meant [meant]{label}[/], heard [lola]{heard}[/] {verdict}"]
    if shown.corrected is None:
        return Lines(lines=(*lines, error, ""))
    then, now = float(shown.outputs[label]), float(shown.corrected[label])
    lines.append(f"{error} [rate]→[/] {number(_loss(shown.corrected, label))}")
    lines.append(f"[lola]{label}[/] {number(then, 2)} [rate]→ {number(now, 2)}[/] corrected")
    return Lines(lines=tuple(lines))


def _tested(shown: Shown) -> tuple[Bars, Lines]:
    """The share of each digit's test samples read right, and of all."""
    scores, at = shown.scores, short_count(shown.tested_at)
    recall = np.zeros(10) if scores is None else scores.recall
    right = Bars(
        title=f"[dim]{'test' if scores is not None else 'testing'} at {at}[/]",
        alt="The share of each digit's test samples read right.",
        labels=PLAIN_LABELS,
        values=100 * recall,
        high=100.0,
        digits=0,
        term="you",
    )
    if scores is None:
        return right, Lines(lines=("…", "", ""))
    words = f"[you]{percent(scores.accuracy)}[/]", f"[dim]of {len(scores.labels):,}[/]", ""
    return right, Lines(lines=words)


def _loss(outputs: Floats, label: int) -> float:
    """Return ½ Σ e²."""
    return 0.5 * float(np.square(to_targets(label) - outputs).sum())
