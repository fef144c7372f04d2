"""The digit being learned from, as a small walk: what was meant, what arrived, how it is scored."""

from __future__ import annotations

import numpy as np
from textual.app import ComposeResult

from scenes.canvas.palette import Palette
from scenes.screens.training.panels.base import Panel
from scenes.screens.training.view import TrainingView
from scenes.screens.widgets.stage import Stage
from scenes.story.figures import Bars, Lines, Picture, Scale
from scenes.story.numbers import number, percent, short_count
from scenes.story.scene import Scene, column, row
from tinynet import to_targets

LONGEST_LABEL = 8
"""Characters of a class's name before its bar."""


class SamplePanel(Panel):
    """The sample as figures on a stage of its own."""

    def __init__(self, palette: Palette, *, id: str | None = None) -> None:  # noqa: A002
        """Make an empty stage."""
        super().__init__(id=id)
        self._stage = Stage(palette)

    def compose(self) -> ComposeResult:
        """Put the stage into all of the panel."""
        yield self._stage

    def show(self, view: TrainingView) -> None:
        """Show the digit that was learned from last, and what came of it."""
        self._stage.show(sample_scene(view), 1.0)


def sample_scene(view: TrainingView) -> Scene:
    """Return the digit, what Lola hears, and what is right of the test digits so far."""
    sample = view.sample
    turned = f"[dim] turned {number(sample.degrees, 0, sign=True)}°[/]" if sample.degrees else ""
    picture = Picture(
        title=f"[you]you[/] say {view.classes.a(sample.label)}{turned}",
        alt=f"The {view.classes.thing}: {view.classes.a(sample.label)}.",
        values=sample.image.astype(np.float64),
        scale=Scale("ink", 255.0),
    )
    compared = ""
    if view.base_outputs is not None:
        compared = f" [dim]┊ at {short_count(view.base.samples)}[/]"
    bars = Bars(
        title=f"[lola]Lola[/] hears [meant]┃[/] meant{compared}",
        alt="What arrived, with what was meant as ticks.",
        labels=tuple(f"[lola]{name}[/]" for name in _labels(view)),
        values=view.outputs.astype(np.float64),
        targets=to_targets(sample.label, len(view.classes)),
        before=None if view.base_outputs is None else view.base_outputs.astype(np.float64),
        digits=2,
    )
    words, (right, total) = _words(view), _tested(view)
    texts = [picture.title, bars.title, right.title, *words.lines, *total.lines]
    normal = row(picture, column(bars, words), column(right, total), gap=2)
    wide = row(picture, column(bars, words, right, total), gap=4)
    return Scene(compact=normal, normal=normal, wide=wide, shape=f"sample {[*map(len, texts)]}")


def _labels(view: TrainingView) -> tuple[str, ...]:
    classes = view.classes
    return tuple(classes.short(label, LONGEST_LABEL) for label in range(len(classes)))


def _words(view: TrainingView) -> Lines:
    """What was meant and heard, and what the correction made of it."""
    label, heard = view.sample.label, int(view.outputs.argmax())
    names = view.classes.names
    verdict = "[you]✓[/]" if heard == label else "[error]✗[/]"
    error = f"[error]error[/] ½Σe² {number(view.error)}"
    lines = [f"meant [meant]{names[label]}[/], heard [lola]{names[heard]}[/] {verdict}"]
    if view.corrected is None or view.corrected_error is None:
        return Lines(lines=(*lines, error, ""))
    then, now = float(view.outputs[label]), float(view.corrected[label])
    lines.append(f"{error} [rate]→[/] {number(view.corrected_error)}")
    before, after = number(then, 2), number(now, 2)
    if before == after:
        lines.append(f"[lola]{names[label]}[/] {before} [dim]hardly moved[/]")
    else:
        lines.append(f"[lola]{names[label]}[/] {before} [rate]→ {after}[/] corrected")
    return Lines(lines=tuple(lines))


def _tested(view: TrainingView) -> tuple[Bars, Lines]:
    """The share of each digit's test samples read right, and of all; after how many it was."""
    # Not in the title: there is little room, and a number that is cut is another number.
    scores, at = view.scores, f"[dim]at {short_count(view.tested_at)}[/]"
    recall = np.zeros(len(view.classes)) if scores is None else scores.recall
    right = Bars(
        title=f"[dim]{'test' if scores is not None else 'testing'}[/]",
        alt=f"The share of each {view.classes.kind}'s test samples read right.",
        labels=_labels(view),
        values=100 * recall,
        high=100.0,
        digits=0,
        term="you",
    )
    if scores is None:
        return right, Lines(lines=("…", "", at))
    words = f"[you]{percent(scores.accuracy)}[/]", f"[dim]of {len(scores.labels):,}[/]", at
    return right, Lines(lines=words)
