"""The whole network in one picture: three layers, each drawn by its own painter, and links."""

from __future__ import annotations

from typing import NamedTuple

from scenes.canvas.hits import Hit
from scenes.canvas.painters.bars import BarsPainter
from scenes.canvas.painters.base import Box, Brush, Painter, Size, plain_width, title_rows
from scenes.canvas.painters.nodes import NodesPainter
from scenes.canvas.painters.picture import PicturePainter
from scenes.canvas.painters.plot import Plot
from scenes.story.figures import Road, RoadLink

LEAST_GAP, MOST_GAP = 8, 30
"""Columns of the links on each side of the hidden layer."""
LEAST_BARS, MOST_BARS = 15, 34
WEAK = 0.35
"""A link that carries less than this share of the strongest is drawn faint."""
MINUS_DASH = (2, 2)
"""Links that carry less than zero are dashed, for where there are no colours."""
BACK_DASH = (4, 2)
"""Links back are dashed."""

_DIGIT, _HIDDEN, _OUTPUTS = PicturePainter(), NodesPainter(), BarsPainter()


class _Parts(NamedTuple):
    digit: Box
    hidden: Box
    outputs: Box


class RoadPainter(Painter[Road]):
    """Draws a :class:`Road`."""

    def least(self, figure: Road) -> Size:
        """The three layers as small as they are legible, and short links."""
        digit, hidden = _DIGIT.least(figure.digit), _HIDDEN.least(figure.hidden)
        outputs = _OUTPUTS.least(figure.outputs)
        return Size(
            digit.width + hidden.width + LEAST_BARS + 2 * LEAST_GAP,
            max(digit.height, hidden.height, outputs.height) + title_rows(figure),
        )

    def most(self, figure: Road) -> Size:
        """The layers as large as can be, and long links."""
        digit, hidden = _DIGIT.most(figure.digit), _HIDDEN.most(figure.hidden)
        outputs = _OUTPUTS.most(figure.outputs)
        return Size(
            digit.width + hidden.width + MOST_BARS + 2 * MOST_GAP,
            max(digit.height, hidden.height, outputs.height) + title_rows(figure),
        )

    def _parts(self, figure: Road, box: Box) -> _Parts:
        """Share the room out: the layers grow while links of the least length stay."""
        top = box.y + title_rows(figure)
        height = box.height - title_rows(figure)
        least = _DIGIT.least(figure.digit).width, _HIDDEN.least(figure.hidden).width, LEAST_BARS
        # Half of what is to spare goes to the layers, the other half to the links.
        spare = max(0, box.width - sum(least) - 2 * LEAST_GAP)
        bars = min(MOST_BARS, LEAST_BARS + spare // 6)
        room = (box.width - bars - 2 * LEAST_GAP - spare // 4) // 2
        hidden = _HIDDEN.fit(figure.hidden, Size(max(least[1], room), height))
        room = box.width - bars - hidden.width - 2 * LEAST_GAP - spare // 4
        digit = _DIGIT.fit(figure.digit, Size(max(least[0], room), height))
        outputs = _OUTPUTS.fit(figure.outputs, Size(bars, height))
        gap = (box.width - digit.width - hidden.width - outputs.width) // 2
        gap = max(0, min(MOST_GAP, gap))
        x, boxes = box.x, []
        x += max(0, box.width - digit.width - hidden.width - outputs.width - 2 * gap) // 2
        for size in (digit, hidden, outputs):
            boxes.append(Box(x, top + (height - size.height) // 2, *size))
            x += size.width + gap
        return _Parts(*boxes)

    def paint(self, figure: Road, box: Box, brush: Brush) -> None:
        """Draw the layers, and as much of the links as the motion has reached, left to right."""
        brush.title(box, figure)
        parts = self._parts(figure, box)
        _DIGIT.paint(figure.digit, parts.digit, brush)
        _HIDDEN.paint(figure.hidden, parts.hidden, brush)
        _OUTPUTS.paint(figure.outputs, parts.outputs, brush)
        digit, hidden, outputs = parts
        speaks = [
            (
                _DIGIT.row_of(figure.digit, digit, link.start),
                _HIDDEN.cell_of(figure.hidden, hidden, link.end)[1],
                link,
            )
            for link in figure.speaks
        ]
        tells = [
            (
                _HIDDEN.cell_of(figure.hidden, hidden, link.start)[1],
                _OUTPUTS.row_of(figure.outputs, outputs, link.end),
                link,
            )
            for link in figure.tells
        ]
        along = brush.progress * (3 if figure.backs else 2)
        self._links(figure, digit, hidden, speaks, min(1.0, along), box, brush, figure.between[0])
        told = min(1.0, max(0.0, along - 1))
        self._links(figure, hidden, outputs, tells, told, box, brush, figure.between[1])
        if figure.backs:
            self._backs(figure, parts, max(0.0, along - 2), box, brush)

    @staticmethod
    def _backs(figure: Road, parts: _Parts, along: float, box: Box, brush: Brush) -> None:
        """Draw the links back, right to left, between the two that they join."""
        _, hidden, outputs = parts
        start, rows = hidden.x + hidden.width + 1, box.height - title_rows(figure)
        gap, top = outputs.x - start - 1, box.y + title_rows(figure)
        if gap < 1 or rows < 1 or along <= 0:
            return
        plot = Plot(brush, Box(start, top, gap, rows), (0.0, 1.0), (0.0, float(rows)))
        for link in reversed(figure.backs):
            y = _OUTPUTS.row_of(figure.outputs, outputs, link.start)
            end = _HIDDEN.cell_of(figure.hidden, hidden, link.end)[1]
            first, last = rows - (y - top) - 0.5, rows - (end - top) - 0.5
            plot.line(
                [(1.0, first), (1.0 - along, first + (last - first) * along)],
                "error",
                figure.dim,
                BACK_DASH,
            )
            if along >= 1:
                brush.put(start, end, "◂", "error bold", figure.dim)
        brush.markup(start, box.y + box.height - 1, figure.returned, figure.dim, gap)

    @staticmethod
    def _links(
        figure: Road,
        left: Box,
        right: Box,
        links: list[tuple[int, int, RoadLink]],
        along: float,
        box: Box,
        brush: Brush,
        words: str,
    ) -> None:
        """Draw links between two layers, the strongest last, so that it lies on top."""
        start = left.x + left.width + 1
        gap = right.x - start - 1
        rows = box.height - title_rows(figure)
        if gap < 1 or rows < 1:
            return
        top = box.y + title_rows(figure)
        plot = Plot(brush, Box(start, top, gap, rows), (0.0, 1.0), (0.0, float(rows)))
        largest = max((abs(link.carries) for *_, link in links), default=0.0)
        for y, end, link in reversed(links):
            first, last = rows - (y - top) - 0.5, rows - (end - top) - 0.5
            plot.line(
                [(0.0, first), (along, first + (last - first) * along)],
                "positive" if link.carries > 0 else "negative",
                figure.dim or abs(link.carries) < WEAK * largest,
                (1, 0) if link.carries > 0 else MINUS_DASH,
            )
        free = min(y for ys in ((y, end) for y, end, _ in links) for y in ys) if links else top
        width = plain_width(words)
        if width <= gap and free > top:
            brush.markup(start + (gap - width) // 2, top, words, figure.dim)

    def hit(self, figure: Road, box: Box, x: int, y: int) -> Hit | None:
        """Return the pixel, hidden node or output under a cell."""
        digit, hidden, outputs = self._parts(figure, box)
        if digit.contains(x, y):
            return _DIGIT.hit(figure.digit, digit, x, y)
        if hidden.contains(x, y):
            return _HIDDEN.hit(figure.hidden, hidden, x, y)
        if outputs.contains(x, y):
            return _OUTPUTS.hit(figure.outputs, outputs, x, y)
        return None

    def reading(self, figure: Road, hit: Hit) -> str:
        """Return what the layer reads there."""
        if hit.kind == "pixel":
            return _DIGIT.reading(figure.digit, hit)
        if hit.kind == "jay":
            return _HIDDEN.reading(figure.hidden, hit)
        return _OUTPUTS.reading(figure.outputs, hit)
