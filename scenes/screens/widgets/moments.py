"""The timeline of a training: the moments kept, early ones close together, on a growing scale."""

from __future__ import annotations

import math

from scenes.canvas.canvas import Canvas
from scenes.canvas.hits import Hit
from scenes.canvas.palette import Palette
from scenes.screens.widgets.board import Board
from scenes.screens.widgets.margins import slim_margin_of
from scenes.story.numbers import short_count

NAME = "in time "


class MomentLine(Board):
    """One mark for each moment kept; the one shown stands out.

    Any cell is a hit of the kind ``moment``: its index is how many samples stand there.
    """

    def __init__(self, palette: Palette, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(palette, id=id)
        self._kept: tuple[int, ...] = ()
        self._now = 0
        self._end = 1
        self._at: int | None = None
        self._base = 0

    def show_moments(
        self, kept: tuple[int, ...], now: int, end: int, at: int | None, base: int
    ) -> None:
        """Show the samples of the moments kept, of the run now and at its end.

        ``at`` is the moment looked back at, ``base`` the one compared with.
        """
        self._kept, self._now, self._end, self._at, self._base = kept, now, max(end, 1), at, base
        self.redraw()

    def _ends(self, width: int) -> tuple[int, int]:
        margin = slim_margin_of(width)
        return margin + len(NAME), width - margin - 1

    def _column(self, samples: int, width: int) -> int:
        """Return where so many samples stand: by the logarithm, as learning slows down so."""
        start, end = self._ends(width)
        return start + round((end - start) * math.log1p(samples) / math.log1p(self._end))

    def draw(self, canvas: Canvas) -> None:
        """Draw the way so far, the marks, and where there is room numbers below."""
        style, width = self.palette.style, canvas.width
        start, end = self._ends(width)
        canvas.put(start - len(NAME), 0, NAME, style("muted"))
        now = self._column(self._now, width)
        canvas.put(start, 0, "─" * (end - start + 1), style("faint"))
        canvas.put(start, 0, "─" * (now - start), style("muted"))
        for samples in self._kept:
            canvas.put(self._column(samples, width), 0, "•", style("text"))
        canvas.put(self._column(self._base, width), 0, "◇", style("jay"))
        canvas.put(now, 0, "●", style("text" if self._at is not None else "rate bold"))
        if self._at is not None:
            canvas.put(self._column(self._at, width), 0, "◆", style("rate bold"))
        if canvas.height > 1:
            taken = start - 2
            decades = [10**power for power in range(len(str(self._end)))]
            for samples in sorted({0, *(d for d in decades if d <= self._end), self._end}):
                label = short_count(samples)
                x = min(self._column(samples, width) - len(label) // 2, width - len(label))
                if x > taken + 1:
                    taken = canvas.put(x, 1, label, style("muted"))

    def hit(self, x: int, y: int) -> Hit | None:
        """Return the moment that stands in a column."""
        start, end = self._ends(self.size.width)
        share = min(1.0, max(0.0, (x - start) / max(1, end - start)))
        return Hit("moment", round(math.expm1(share * math.log1p(self._end))), share)

    def drags(self, hit: Hit) -> bool:
        """Follow the mouse, wherever it goes."""
        return True
