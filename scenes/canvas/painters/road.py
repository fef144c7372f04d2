"""The whole network in one picture: the digit, the hidden nodes on the way, the outputs, and links.

Of the hidden layer only the nodes that a link leads to are drawn, one below the other, so that each
link ends at its own node and not at the edge of a wall.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from scenes.canvas.hits import Hit
from scenes.canvas.painters.bars import BarsPainter
from scenes.canvas.painters.base import (
    Box,
    Brush,
    Painter,
    Size,
    plain_width,
    roomiest_pitch,
    title_rows,
    title_width,
)
from scenes.canvas.painters.nodes import NodesPainter
from scenes.canvas.painters.picture import PicturePainter, quantise
from scenes.canvas.painters.plot import Plot
from scenes.story.figures import Road, RoadLink
from scenes.story.numbers import aligned, counted

LEAST_GAP, MOST_GAP = 8, 30
"""Columns of the links on each side of the hidden layer."""
LEAST_BARS, MOST_BARS = 15, 34
MOST_ROWS = 60
"""Rows over which the hidden nodes may be spread."""
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


class _Strip:
    """The hidden nodes on the way, one below the other, and how many more there are."""

    def __init__(self, figure: Road) -> None:
        """List them by where their links come from, so that few links cross."""
        self.nodes = figure.hidden
        columns = figure.digit.values.shape[1]
        rows: dict[int, list[int]] = {link.start: [] for link in figure.tells}
        for link in figure.speaks:
            rows.setdefault(link.end, []).append(link.start // columns)
        rows.update({link.end: [] for link in figure.backs if link.end not in rows})
        self.on_the_way = sorted(rows, key=lambda j: (sum(rows[j]) / (len(rows[j]) or 1), j))
        others = len(self.nodes.values) - len(rows)
        self.note = f"[dim]and {counted(others, 'other')}[/]" if others else ""
        names = [f"{self.nodes.name} {j}" for j in self.on_the_way]
        longest = max(map(len, names), default=0)
        said = [""] * len(names)
        if not self.nodes.silent:
            values = self.nodes.values[self.on_the_way].tolist()
            said = [f" {text.rjust(3)}" for text in aligned(values, 3)]
        self.labels = [
            f" {name.ljust(longest)}{value} " for name, value in zip(names, said, strict=True)
        ]

    def _height(self, pitch: int) -> int:
        return title_rows(self.nodes) + pitch * len(self.labels) + bool(self.note)

    def size(self, height: int | None = None) -> Size:
        """Return its columns, and its rows where there are so many; else the fewest."""
        pitch = 1 if height is None else roomiest_pitch(self._height, height)
        widths = (title_width(self.nodes), plain_width(self.note) + 1, *map(len, self.labels))
        return Size(max(widths), self._height(pitch))

    def row(self, box: Box, index: int) -> int:
        """Return the canvas row of a hidden node."""
        pitch = roomiest_pitch(self._height, box.height)
        return box.y + title_rows(self.nodes) + pitch * self.on_the_way.index(index)

    def paint(self, box: Box, brush: Brush) -> None:
        """Draw each on the shade of what it passes on."""
        brush.title(box, self.nodes)
        levels = quantise(self.nodes.values, self.nodes.scale).tolist()
        for index, label in zip(self.on_the_way, self.labels, strict=True):
            style = brush.palette.cell(levels[index], self.nodes.scale.kind, self.nodes.dim, "bold")
            brush.canvas.put(box.x, self.row(box, index), label.ljust(box.width), style)
        brush.markup(box.x + 1, box.y + box.height - 1, self.note, self.nodes.dim)

    def hit(self, box: Box, y: int) -> Hit | None:
        """Return the hidden node in a row."""
        found = (index for index in self.on_the_way if self.row(box, index) == y)
        index = next(found, None)
        return None if index is None else Hit(self.nodes.picks, index)


class RoadPainter(Painter[Road]):
    """Draws a :class:`Road`."""

    def least(self, figure: Road) -> Size:
        """The three layers as small as they are legible, and short links."""
        digit, hidden = _DIGIT.least(figure.digit), _Strip(figure).size()
        outputs = _OUTPUTS.least(figure.outputs)
        return Size(
            digit.width + hidden.width + LEAST_BARS + 2 * LEAST_GAP,
            max(digit.height, hidden.height, outputs.height) + title_rows(figure),
        )

    def most(self, figure: Road) -> Size:
        """The layers as large as can be, and long links."""
        digit, hidden = _DIGIT.most(figure.digit), _Strip(figure).size(MOST_ROWS)
        outputs = _OUTPUTS.most(figure.outputs)
        return Size(
            digit.width + hidden.width + MOST_BARS + 2 * MOST_GAP,
            max(digit.height, hidden.height, outputs.height) + title_rows(figure),
        )

    def _parts(self, figure: Road, box: Box) -> _Parts:
        """Share the room out: the layers grow while links of the least length stay."""
        top = box.y + title_rows(figure)
        height = box.height - title_rows(figure)
        hidden = _Strip(figure).size(height)
        hidden = Size(hidden.width, min(height, hidden.height))
        least = _DIGIT.least(figure.digit).width, hidden.width, LEAST_BARS
        # Half of what is to spare goes to the layers, the other half to the links.
        spare = max(0, box.width - sum(least) - 2 * LEAST_GAP)
        bars = min(MOST_BARS, LEAST_BARS + spare // 6)
        room = box.width - bars - hidden.width - 2 * LEAST_GAP - spare // 2
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
        strip = _Strip(figure)
        _DIGIT.paint(figure.digit, parts.digit, brush)
        strip.paint(parts.hidden, brush)
        _OUTPUTS.paint(figure.outputs, parts.outputs, brush)
        digit, hidden, outputs = parts
        speaks = [
            (
                _DIGIT.row_of(figure.digit, digit, link.start),
                strip.row(hidden, link.end),
                link,
            )
            for link in figure.speaks
        ]
        tells = [
            (
                strip.row(hidden, link.start),
                _OUTPUTS.row_of(figure.outputs, outputs, link.end),
                link,
            )
            for link in figure.tells
        ]
        along = brush.progress * (3 if figure.backs else 2)
        self._links(figure, digit, hidden, speaks, min(1.0, along), box, brush, figure.between[0])
        told = min(1.0, max(0.0, along - 1))
        # Beside the error, which is near in colour, what went there steps back.
        there = replace(figure, dim=True) if along > 2 else figure
        self._links(there, hidden, outputs, tells, told, box, brush, figure.between[1])
        if figure.backs:
            self._backs(figure, strip, parts, max(0.0, along - 2), box, brush)

    @staticmethod
    def _backs(
        figure: Road, strip: _Strip, parts: _Parts, along: float, box: Box, brush: Brush
    ) -> None:
        """Draw the links back, right to left, between the two that they join."""
        _, hidden, outputs = parts
        start, rows = hidden.x + hidden.width + 1, box.height - title_rows(figure)
        gap, top = outputs.x - start - 1, box.y + title_rows(figure)
        if gap < 1 or rows < 1 or along <= 0:
            return
        plot = Plot(brush, Box(start, top, gap, rows), (0.0, 1.0), (0.0, float(rows)))
        for link in reversed(figure.backs):
            y = _OUTPUTS.row_of(figure.outputs, outputs, link.start)
            end = strip.row(hidden, link.end)
            first, last = rows - (y - top) - 0.5, rows - (end - top) - 0.5
            plot.line(
                [(1.0, first), (1.0 - along, first + (last - first) * along)],
                "error",
                figure.dim,
                BACK_DASH,
            )
            if along >= 1:
                brush.put(start, end, "◂", "error bold", figure.dim)
        # Below the nodes, where there is a row; else below the links.
        below, last = hidden.y + hidden.height, box.y + box.height - 1
        x, room = (hidden.x + 1, outputs.x - hidden.x - 1) if below <= last else (start, gap)
        brush.markup(x, min(below, last), figure.returned, figure.dim, room)

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
            return _Strip(figure).hit(hidden, y)
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
