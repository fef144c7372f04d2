"""The timeline of training: the moments kept, early ones close together, on a growing scale."""

from __future__ import annotations

import math

from textual import events
from textual.message import Message

from scenes.canvas.canvas import Canvas
from scenes.canvas.palette import Palette
from scenes.screens.widgets.drawn import Drawn
from scenes.screens.widgets.heading import slim_margin_of
from scenes.story.numbers import short_count

NAME = "in time "


class Moments(Drawn):
    """One mark for each moment kept; the one shown stands out."""

    class Scrubbed(Message):
        """The reader wants the moment nearest to so many samples."""

        def __init__(self, samples: int) -> None:
            """Tell how many."""
            super().__init__()
            self.samples = samples

    def __init__(self, palette: Palette, *, id: str | None = None) -> None:  # noqa: A002
        """Make it empty."""
        super().__init__(palette, id=id)
        self._kept: tuple[int, ...] = ()
        self._now = 0
        self._end = 1
        self._at: int | None = None
        self._base = 0
        self._held = False

    def show(self, kept: tuple[int, ...], now: int, end: int, at: int | None, base: int) -> None:
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

    def _samples(self, x: int) -> int:
        start, end = self._ends(self.size.width)
        share = min(1.0, max(0.0, (x - start) / max(1, end - start)))
        return round(math.expm1(share * math.log1p(self._end)))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Go there, and hold on."""
        if event.button == 1:
            self._held = True
            self.capture_mouse()
            self.post_message(self.Scrubbed(self._samples(event.x)))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Scrub while held."""
        if self._held:
            self.post_message(self.Scrubbed(self._samples(event.x)))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Let go."""
        if self._held:
            self._held = False
            self.release_mouse()

    def on_mouse_release(self, event: events.MouseRelease) -> None:
        """Let go: something else has taken the mouse."""
        self._held = False
