"""The digit being learned from, as a small walk: what was meant, what arrived, how it is scored."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from textual.app import ComposeResult

from scenes.canvas.painters.bars import MOST_BARS
from scenes.canvas.painters.base import plain_width
from scenes.canvas.palette import Palette
from scenes.screens.training.panels.base import Panel
from scenes.screens.training.view import TrainingView
from scenes.screens.widgets.stage import Stage
from scenes.story.figures import Bars, Figure, Floats, Lines, Picture, Scale
from scenes.story.numbers import number, percent, short_count
from scenes.story.scene import Scene, column, row
from tinynet import to_targets

LONGEST_LABEL = 8
"""Characters of a class's name before its bar."""
WORDS, TOTAL = 24, 9
"""Columns of the words below Lola's bars, and of those below the test's."""


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
    """Return the digit, what Lola hears, and what is right of the test digits so far.

    No column hangs on the numbers in it: what stands beside it does not move while they change.
    """
    sample = view.sample
    turned = f"[dim] turned {number(sample.degrees, 0, sign=True)}°[/]" if sample.degrees else ""
    picture = Picture(
        title=f"[you]you[/] say {view.classes.a(sample.label)}{turned}",
        alt=f"The {view.classes.thing}: {view.classes.a(sample.label)}.",
        values=sample.image.astype(np.float64),
        scale=Scale("ink", 255.0),
    )
    heard = Bars(
        title=_heading(view, WORDS),
        alt="What arrived, with what was meant as ticks.",
        labels=tuple(f"[lola]{name}[/]" for name in _labels(view)),
        values=view.outputs.astype(np.float64),
        targets=to_targets(sample.label, len(view.classes)),
        before=None if view.base_outputs is None else view.base_outputs.astype(np.float64),
        digits=2,
        shortest=9,
    )
    said = column(heard, Lines(lines=_words(view, WORDS)))
    words, right, total = _words(view), _tested(view), Lines(lines=_total(view))
    compact = row(picture, said, column(*_listed(view, total)))
    normal = row(picture, said, column(right, total))
    roomy = replace(heard, title=_heading(view))
    wide = row(picture, column(roomy, Lines(lines=words), right, total), gap=4)
    texts = [picture.title, heard.title, *words, *total.lines]
    shape = f"sample {[*map(len, texts)]}"
    return Scene(compact=compact, normal=normal, wide=wide, shape=shape)


def _labels(view: TrainingView) -> tuple[str, ...]:
    classes = view.classes
    return tuple(classes.short(label, LONGEST_LABEL) for label in range(len(classes)))


def _fitting(room: int | None, *ways: str) -> str:
    """Return the first way to say it that is not too long, padded; or the last."""
    if room is None:
        return ways[0]
    said = next((way for way in ways if plain_width(way) <= room), ways[-1])
    return said + " " * (room - plain_width(said))


def _heading(view: TrainingView, room: int | None = None) -> str:
    """Say whose outputs they are, and which moment's they are compared with."""
    legend = "[meant]┃[/] meant"
    if view.base_outputs is None:
        return _fitting(room, f"[lola]Lola[/] hears {legend}")
    base = f"[dim]┊ at {short_count(view.base.samples)}[/]"
    ways = f"[lola]Lola[/] hears {legend} {base}", f"[lola]Lola[/] {legend} {base}"
    return _fitting(room, *ways, f"[lola]Lola[/] {legend} [dim]┊ before[/]")


def _words(view: TrainingView, room: int | None = None) -> tuple[str, ...]:
    """What was meant and heard, and what the correction made of it."""
    label, heard = view.sample.label, int(view.outputs.argmax())
    names = view.classes.names
    short = view.classes.short(heard, LONGEST_LABEL)
    verdict = "[you]✓[/]" if heard == label else "[error]✗[/]"
    lines = [
        _fitting(
            room,
            f"meant [meant]{names[label]}[/], heard [lola]{names[heard]}[/] {verdict}",
            f"heard [lola]{names[heard]}[/] {verdict}",
            f"heard [lola]{short}[/] {verdict}",
        )
    ]
    error = f"[error]error[/] ½Σe² {number(view.error)}"
    if view.corrected is None or view.corrected_error is None:
        return *lines, _fitting(room, error), _fitting(room, "")
    lines.append(_fitting(room, f"{error} [rate]→[/] {number(view.corrected_error)}"))
    then, now = float(view.outputs[label]), float(view.corrected[label])
    before, after = number(then, 2), number(now, 2)
    name = f"[lola]{view.classes.short(label, LONGEST_LABEL)}[/]"
    if before == after:
        ways = f"[lola]{names[label]}[/] {before} [dim]hardly moved[/]", f"{name} {before}"
    else:
        moved = f"{before} [rate]→ {after}[/]"
        ways = f"[lola]{names[label]}[/] {moved} corrected", f"{name} {moved}"
    return *lines, _fitting(room, *ways)


def _recall(view: TrainingView) -> Floats:
    """The share of each digit's test samples read right, in percent."""
    return np.zeros(len(view.classes)) if view.scores is None else 100 * view.scores.recall


def _tested(view: TrainingView) -> Bars:
    """The share of each digit's test samples read right, as bars."""
    return Bars(
        title=f"[dim]{'right in test, %' if view.scores is not None else 'testing …'}[/]",
        alt=f"The share of each {view.classes.kind}'s test samples read right.",
        labels=_labels(view),
        values=_recall(view),
        high=100.0,
        digits=0,
        shortest=5,
        term="you",
    )


def _listed(view: TrainingView, total: Lines) -> tuple[Figure, ...]:
    """The same without bars and names, each beside its Lola, above the share of all.

    Where not every Lola has a row, the share of all alone.
    """
    if len(view.classes) > MOST_BARS:
        return (replace(total, title=_fitting(TOTAL, "[dim]in test[/]")),)
    title = "test, %"
    lines = [number(share, 0).rjust(len(title)) for share in _recall(view)]
    shares = Lines(
        title=_fitting(TOTAL, f"[dim]{title}[/]"),
        lines=tuple(_fitting(TOTAL, "" if view.scores is None else line) for line in lines),
    )
    return shares, total


def _total(view: TrainingView) -> tuple[str, ...]:
    """The share of all test samples read right, of how many, and after how many it was."""
    # Not in the title: there is little room, and a number that is cut is another number.
    scores, at = view.scores, f"[dim]at {short_count(view.tested_at)}[/]"
    first = "…" if scores is None else f"[you]{percent(scores.accuracy)}[/]"
    of = "" if scores is None else f"[dim]of {len(scores.labels):,}[/]"
    return tuple(_fitting(TOTAL, line) for line in (first, of, at))
