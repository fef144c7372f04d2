"""The digit being learned from, as a small walk: what was meant, what arrived, how it is scored."""

from __future__ import annotations

import numpy as np
from textual.app import ComposeResult

from scenes.canvas.palette import Palette
from scenes.screens.training.panels.base import Panel
from scenes.screens.training.view import TrainingView
from scenes.screens.walk.panels.stage import Stage
from scenes.story.figures import Bars, Lines, Picture, Scale, Scene, column, row
from scenes.story.numbers import a_digit, number, percent, short_count
from tinynet import to_targets

LABELS = tuple(f"[lola]{digit}[/]" for digit in range(10))
PLAIN_LABELS = tuple(map(str, range(10)))


class LessonPanel(Panel):
    """The lesson as figures on a stage of its own."""

    def __init__(self, palette: Palette, *, id: str | None = None) -> None:  # noqa: A002
        """Make an empty stage."""
        super().__init__(id=id)
        self._stage = Stage(palette)

    def compose(self) -> ComposeResult:
        """Put the stage into all of the panel."""
        yield self._stage

    def show(self, view: TrainingView) -> None:
        """Show the digit that was learned from last, and what came of it."""
        self._stage.show(lesson_scene(view), 1.0)


def lesson_scene(view: TrainingView) -> Scene:
    """Return the digit, what Lola hears, and what is right of the test digits so far."""
    lesson = view.lesson
    turned = f"[dim] turned {number(lesson.degrees, 0, sign=True)}°[/]" if lesson.degrees else ""
    picture = Picture(
        title=f"[you]you[/] say {a_digit(lesson.label)}{turned}",
        alt=f"The digit: {a_digit(lesson.label)}.",
        values=lesson.image.astype(np.float64),
        scale=Scale("ink", 255.0),
    )
    compared = ""
    if view.base_outputs is not None:
        compared = f" [dim]┊ at {short_count(view.base.samples)}[/]"
    bars = Bars(
        title=f"[lola]Lola[/] hears [meant]┃[/] meant{compared}",
        alt="What arrived, with what was meant as ticks.",
        labels=LABELS,
        values=view.outputs.astype(np.float64),
        targets=to_targets(lesson.label),
        before=None if view.base_outputs is None else view.base_outputs.astype(np.float64),
        digits=2,
    )
    words, (right, total) = _words(view), _tested(view)
    texts = [picture.title, bars.title, right.title, *words.lines, *total.lines]
    normal = row(picture, column(bars, words), column(right, total), gap=2)
    wide = row(picture, column(bars, words, right, total), gap=4)
    return Scene(compact=normal, normal=normal, wide=wide, shape=f"lesson {[*map(len, texts)]}")


def _words(view: TrainingView) -> Lines:
    """What was meant and heard, and what the correction made of it."""
    label, heard = view.lesson.label, int(view.outputs.argmax())
    verdict = "[you]✓[/]" if heard == label else "[error]✗[/]"
    error = f"[error]error[/] ½Σe² {number(view.error)}"
    lines = [f"meant [meant]{label}[/], heard [lola]{heard}[/] {verdict}"]
    if view.corrected is None or view.corrected_error is None:
        return Lines(lines=(*lines, error, ""))
    then, now = float(view.outputs[label]), float(view.corrected[label])
    lines.append(f"{error} [rate]→[/] {number(view.corrected_error)}")
    before, after = number(then, 2), number(now, 2)
    if before == after:
        lines.append(f"[lola]{label}[/] {before} [dim]hardly moved[/]")
    else:
        lines.append(f"[lola]{label}[/] {before} [rate]→ {after}[/] corrected")
    return Lines(lines=tuple(lines))


def _tested(view: TrainingView) -> tuple[Bars, Lines]:
    """The share of each digit's test samples read right, and of all."""
    scores, at = view.scores, short_count(view.tested_at)
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
