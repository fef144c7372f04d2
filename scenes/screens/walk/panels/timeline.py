"""The timeline: all acts and beats, to be clicked and scrubbed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from scenes.canvas.canvas import Canvas
from scenes.canvas.hits import Hit
from scenes.canvas.palette import Palette
from scenes.screens.widgets.board import Board
from scenes.story.beats import Act, main_beats

EDGE = 1
"""Columns kept free to the left and right, where there is room."""


def _name(index: int, act: Act) -> str:
    """Return an act's name with its number, by which the story speaks of it."""
    return f"{index + 1} {act.name}"


class Timeline(Board):
    """One mark a beat; names of acts where there is room for them."""

    def __init__(self, palette: Palette, acts: Sequence[Act], *, id: str | None = None) -> None:  # noqa: A002
        """Make a timeline of these acts."""
        super().__init__(palette, id=id)
        self._acts = tuple(acts)
        self._at = (0, 0)

    def show(self, act: int, beat: int) -> None:
        """Mark where the reader is."""
        self._at = (act, beat)
        self.redraw()

    def _starts(self, width: int) -> tuple[list[int], bool]:
        """Return the column at which each act's marks start, and whether names fit."""
        named = [
            max(len(_name(index, act)), len(main_beats(act))) + 1
            for index, act in enumerate(self._acts)
        ]
        numbered = [len(main_beats(act)) + len(str(i + 1)) + 1 for i, act in enumerate(self._acts)]
        fits = sum(named) <= width and self.size.height > 1
        widths = named if fits else numbered
        spare = max(0, width - 2 * EDGE - sum(widths)) // len(widths)
        starts, x = [], max(0, width - sum(widths) - spare * len(widths)) // 2
        for index, columns in enumerate(widths):
            starts.append(x + (0 if fits else len(str(index + 1))))
            x += columns + spare
        return starts, fits

    def draw(self, canvas: Canvas) -> None:
        """Draw names or numbers, and the marks."""
        starts, named = self._starts(canvas.width)
        style = self.palette.style
        row = canvas.height - 1
        for index, (act, start) in enumerate(zip(self._acts, starts, strict=True)):
            here = index == self._at[0]
            if named:
                canvas.put(start, row - 1, _name(index, act), style("bold" if here else "muted"))
            else:
                label = str(index + 1)
                canvas.put(start - len(label), row, label, style("bold" if here else "muted"))
            for beat in range(len(main_beats(act))):
                place = (index, beat)
                mark = "◆" if place == self._at else "●" if place < self._at else "○"
                term = "rate bold" if place == self._at else "text" if here else "muted"
                canvas.put(start + beat, row, mark, style(term))

    # The mouse.

    def hit(self, x: int, y: int) -> Hit:
        """Return the beat under a cell, or the nearest, counted through the whole walk."""
        starts, _ = self._starts(self.size.width)
        act = max((i for i, start in enumerate(starts) if start - 1 <= x), default=0)
        beat = min(max(x - starts[act], 0), len(main_beats(self._acts[act])) - 1)
        return Hit("beat", sum(len(main_beats(each)) for each in self._acts[:act]) + beat)

    def reading(self, hit: Hit, x: int, y: int) -> str:
        """Name the act, and what it is about."""
        act = next(a for a, i in zip(self._acts, self._firsts(), strict=True) if hit.index < i)
        return f"{act.name}: [dim]about {act.about}[/]"

    def _firsts(self) -> list[int]:
        """Count for each act the beats up to its last."""
        return list(accumulate(len(main_beats(act)) for act in self._acts))

    def drags(self, hit: Hit) -> bool:
        """Scrub while the mouse is held."""
        return True
