"""The whole network in one picture: the digit, the hidden nodes on the way, the outputs, and links.

Of the hidden layer only the nodes that a link leads to are drawn, one below the other, so that each
link ends at its own node and not at the edge of a wall.
"""

from __future__ import annotations

from collections.abc import Sequence
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
from scenes.canvas.painters.picture import PicturePainter
from scenes.canvas.painters.plot import Plot
from scenes.story.figures import Road, RoadLink
from scenes.story.numbers import counted

LEAST_GAP, MOST_GAP = 8, 30
"""Columns of the links on each side of the hidden layer."""
LEAST_BARS, MOST_BARS = 15, 34
MOST_ROWS = 60
"""Rows over which the hidden nodes may be spread."""
MINUS_DASH = (2, 2)
"""Links that carry less than zero are dashed, for where there are no colours."""
LEAD = "⠤"
"""A cell of the way from a pixel to where its link begins: dots at the height of the link's."""
BACK_DASH = (5, 1)
"""Links back are dashed, where there are no colours."""
LEAST_LINE = 4
"""Columns of the line on the way back before each of its words, with a blank on each side."""

_DIGIT, _HIDDEN, _OUTPUTS = PicturePainter(), NodesPainter(), BarsPainter()


_Ends = tuple[int, int, RoadLink]
"""The rows of cells that a link joins, and the link."""


_Row = tuple[int, int | None, bool]
"""A row, the hidden node in it, if it is no heading's, and whether it is of the way back."""


class _Parts(NamedTuple):
    digit: Box
    hidden: Box
    outputs: Box
    way_back: Box


class _Strip:
    """The hidden nodes on the way, one below the other in their groups, and how many more."""

    def __init__(self, figure: Road) -> None:
        """Set their names and numbers to one width."""
        self.nodes, self.groups = figure.hidden, figure.groups
        self.note = f"[dim]and {counted(figure.others, 'other')}[/]" if figure.others else ""
        numbered = [
            (f"{self.nodes.name} {j}", said)
            for group in self.groups
            for j, said in zip(group.nodes, group.said or ("",) * len(group.nodes), strict=True)
        ]
        name = max((len(name) for name, _ in numbered), default=0)
        number = max((len(said) for _, said in numbered), default=0)
        self.labels = [
            f" {each.ljust(name)}{' ' * bool(number)}{said.rjust(number)} "
            for each, said in numbered
        ]

    def _height(self, pitch: int) -> int:
        rows = [offset for offset, *_ in self._rows(pitch)]
        return (rows[-1] + 1 if rows else title_rows(self.nodes)) + bool(self.note)

    def _rows(self, pitch: int) -> list[_Row]:
        """Return the row of each node, and of each heading as that of no node."""
        rows: list[_Row] = []
        at = title_rows(self.nodes)
        for index, group in enumerate(self.groups):
            if group.heading:
                at += bool(index)
                rows.append((at, None, group.back))
                at += 1
            for j in group.nodes:
                rows.append((at, j, group.back))
                at += pitch
        return rows

    def _placed(self, box: Box) -> list[_Row]:
        pitch = roomiest_pitch(self._height, box.height)
        return [(box.y + row, j, back) for row, j, back in self._rows(pitch)]

    def size(self, height: int | None = None) -> Size:
        """Return its columns, and its rows where there are so many; else the fewest."""
        pitch = 1 if height is None else roomiest_pitch(self._height, height)
        headings = (plain_width(group.heading) + 1 for group in self.groups)
        widths = title_width(self.nodes), plain_width(self.note) + 1, *map(len, self.labels)
        return Size(max(*widths, *headings), self._height(pitch))

    def row(self, box: Box, index: int, *, back: bool = False) -> int:
        """Return the canvas row of a hidden node, which may have one on the way back too."""
        return next(
            row for row, j, backwards in self._placed(box) if j == index and backwards == back
        )

    def paint(self, box: Box, brush: Brush) -> None:
        """Draw title, headings, nodes and note."""
        brush.title(box, self.nodes)
        style = brush.palette.cell(0, self.nodes.scale.kind, self.nodes.dim, "bold")
        headings = iter([group.heading for group in self.groups if group.heading])
        labels = iter(self.labels)
        for row, j, _ in self._placed(box):
            if j is None:
                brush.markup(box.x, row, next(headings), self.nodes.dim, box.width)
            else:
                brush.canvas.put(box.x, row, next(labels).ljust(box.width), style)
        brush.markup(box.x + 1, box.y + box.height - 1, self.note, self.nodes.dim)

    def hit(self, box: Box, y: int) -> Hit | None:
        """Return the hidden node in a row."""
        index = next((j for row, j, _ in self._placed(box) if row == y), None)
        return None if index is None else Hit(self.nodes.picks, index)


class RoadPainter(Painter[Road]):
    def least(self, figure: Road) -> Size:
        """The three layers as small as they are legible, and short links."""
        digit, hidden = _DIGIT.least(figure.digit), _Strip(figure).size()
        outputs, back = _OUTPUTS.least(figure.outputs), min(2, len(figure.way_back))
        return Size(
            digit.width + hidden.width + _least_bars(figure) + 2 * LEAST_GAP,
            max(digit.height, hidden.height + back, outputs.height + back) + title_rows(figure),
        )

    def most(self, figure: Road) -> Size:
        """The layers as large as can be, and long links."""
        digit, hidden = _DIGIT.most(figure.digit), _Strip(figure).size(MOST_ROWS)
        outputs, back = _OUTPUTS.most(figure.outputs), min(2, len(figure.way_back))
        return Size(
            digit.width + hidden.width + MOST_BARS + 2 * MOST_GAP,
            max(digit.height, hidden.height, outputs.height) + back + title_rows(figure),
        )

    def _parts(self, figure: Road, box: Box) -> _Parts:
        """Share the room out: the layers grow while links of the least length stay."""
        top = box.y + title_rows(figure)
        height = box.height - title_rows(figure)
        strip = _Strip(figure)
        hidden = strip.size().width
        narrow = _DIGIT.least(figure.digit)
        bars = _least_bars(figure)
        # Half of what is to spare goes to the layers, the other half to the links.
        spare = max(0, box.width - narrow.width - hidden - bars - 2 * LEAST_GAP)
        bars = min(MOST_BARS, bars + spare // 6)
        room = box.width - bars - hidden - 2 * LEAST_GAP - spare // 2
        below = height - bool(figure.way_back)
        high = below if narrow.height <= below else height
        digit = _DIGIT.fit(figure.digit, Size(max(narrow.width, room), high))
        bars = _OUTPUTS.fit(figure.outputs, Size(bars, height)).width
        gap = max(0, min(MOST_GAP, (box.width - digit.width - hidden - bars) // 2))
        x = box.x + max(0, box.width - digit.width - hidden - bars - 2 * gap) // 2
        middle = x + digit.width + gap
        right = middle + hidden + gap
        start = x + digit.width + 1
        rows = _rows_back(figure, right + bars - start)
        height -= rows

        def within(x: int, size: Size, room: int) -> Box:
            # Where a row is to spare, it stays free above: for what stands above the links.
            return Box(x, top + max(0, room - size.height + 1) // 2, *size)

        # The upper of two rows on the way back is below the outputs only.
        tall = height + max(0, rows - 1)
        nodes = strip.size(tall)
        return _Parts(
            within(x, digit, max(height, high)),
            within(middle, Size(hidden, min(tall, nodes.height)), tall),
            within(right, _OUTPUTS.fit(figure.outputs, Size(bars, height)), height),
            Box(start, top + height, right + bars - start, rows),
        )

    def paint(self, figure: Road, box: Box, brush: Brush) -> None:
        """Draw the layers, and as much of the links as the motion has reached, left to right."""
        brush.title(box, figure)
        parts = self._parts(figure, box)
        strip = _Strip(figure)
        digit, hidden, outputs, way_back = parts
        _DIGIT.paint(figure.digit, digit, brush)
        strip.paint(hidden, brush)
        _OUTPUTS.paint(figure.outputs, outputs, brush)
        speaks = [
            (_DIGIT.row_of(figure.digit, digit, link.start), strip.row(hidden, link.end), link)
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
        self._leads(figure, digit, speaks, brush)
        # There and back share what is drawn between two layers: where they cross, both are seen.
        before, after = (
            _between(figure, *layers, box, brush) for layers in ((digit, hidden), (hidden, outputs))
        )
        self._links(figure, before, speaks, min(1.0, along))
        self._links(figure, after, tells, min(1.0, max(0.0, along - 1)))
        backs = [
            (
                _OUTPUTS.row_of(figure.outputs, outputs, link.start),
                strip.row(hidden, link.end, back=True),
                link,
            )
            for link in figure.backs
        ]
        self._backs(figure, after, backs, max(0.0, along - 2))
        first = min((y for ends in (*speaks, *tells, *backs) for y in ends[:2]), default=box.y)
        for index, (left, right) in enumerate(((digit, hidden), (hidden, outputs))):
            _above(figure, index, left, right, first, box, brush)
        if way_back.height > 0:
            _paint_back(figure, way_back, brush)

    @staticmethod
    def _leads(figure: Road, box: Box, links: list[_Ends], brush: Brush) -> None:
        """Lead from each pixel to the edge of the digit, where its link begins: behind the ink."""
        paper = brush.palette.cell(0, figure.digit.scale.kind, figure.dim).background_style
        for y, _, link in _upwards(links):
            term, drawn = _drawn_as(link)
            first = _DIGIT.column_of(figure.digit, box, link.start) + 1
            style, edge = brush.palette.style(term, figure.dim), box.x + box.width
            for x in (*_DIGIT.empty_cells(figure.digit, box, y), edge):
                if x >= first and 2 * (x - first) % sum(drawn) < drawn[0]:
                    brush.canvas.put(x, y, LEAD, style + paper if x < edge else style)

    @staticmethod
    def _backs(figure: Road, plot: Plot | None, links: list[_Ends], along: float) -> None:
        """Draw the links back, right to left, between the two that they join."""
        if plot is None or along <= 0:
            return
        brush = plot.brush
        # Each line ends before its own tip, and under no other's.
        way = along * (1 - 1 / plot.box.width)
        for y, end, _ in reversed(links):
            first, last = _height(plot, y), _height(plot, end)
            plot.line(
                [(1.0, first), (1.0 - way, first + (last - first) * along)],
                "error",
                figure.dim,
                BACK_DASH if brush.palette.glyphs else (1, 0),
            )
            if along >= 1:
                brush.put(plot.box.x, end, "◂", "error bold", figure.dim)

    @staticmethod
    def _links(figure: Road, plot: Plot | None, links: list[_Ends], along: float) -> None:
        """Draw links between two layers, the strongest last, so that it lies on top."""
        if plot is None:
            return
        for y, end, link in _upwards(links):
            first, last = _height(plot, y), _height(plot, end)
            term, drawn = _drawn_as(link)
            ends = [(0.0, first), (along, first + (last - first) * along)]
            plot.line(ends, term, figure.dim, drawn)

    def left_out(self, figure: Road, box: Box) -> str:
        """Say which columns of the digit are not shown."""
        return _DIGIT.left_out(figure.digit, self._parts(figure, box).digit)

    def hit(self, figure: Road, box: Box, x: int, y: int) -> Hit | None:
        """Return the pixel, hidden node or output under a cell."""
        digit, hidden, outputs, _ = self._parts(figure, box)
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


def _upwards(links: list[_Ends]) -> list[_Ends]:
    """Order links from the lowest to the one on top: the strongest, but dashes on what is whole.

    So both are seen of two that begin in one row, as the same line as far as they go together.
    """
    weakest_first = links[::-1]
    return sorted(weakest_first, key=lambda each: each[2].carries <= 0)


def _drawn_as(link: RoadLink) -> tuple[str, tuple[int, int]]:
    """Return a link's colour, and how many of its dots are drawn and left out in turn."""
    return ("positive", (1, 0)) if link.carries > 0 else ("negative", MINUS_DASH)


def _between(figure: Road, left: Box, right: Box, box: Box, brush: Brush) -> Plot | None:
    """Return what links between two layers are drawn on, a row a unit; None without room."""
    start, top = left.x + left.width + 1, box.y + title_rows(figure)
    gap, rows = right.x - start - 1, box.height - title_rows(figure)
    if gap < 1 or rows < 1:
        return None
    return Plot(brush, Box(start, top, gap, rows), (0.0, 1.0), (0.0, float(rows)))


def _height(plot: Plot, row: int) -> float:
    """Return how far above the foot of a plot the middle of a row of the canvas is."""
    return plot.box.height - (row - plot.box.y) - 0.5


def _least_bars(figure: Road) -> int:
    return max(LEAST_BARS, title_width(figure.outputs))


def _above(
    figure: Road, index: int, left: Box, right: Box, first: int, box: Box, brush: Brush
) -> None:
    """Write what the links are above them: how many, and where they are told of."""
    words, tag = figure.between[index], figure.tags[index]
    start, top = left.x + left.width + 1, box.y + title_rows(figure)
    room, rows = right.x - start - 1, first - top
    both = f"{words}  {tag}" if words and tag else words or tag
    lines = [both]
    if plain_width(both) > room:
        lines = [words, tag] if plain_width(words) <= room and rows > 1 else [tag or words]
    y = max(top, first - len(lines) - 1)
    for line in lines[:rows]:
        width = plain_width(line)
        if width <= room:
            brush.markup(start + (room - width) // 2, y, line, figure.dim)
            y += 1


def _least_back(words: Sequence[str]) -> int:
    return sum(plain_width(each) + LEAST_LINE for each in words)


def _rows_back(figure: Road, room: int) -> int:
    """Return how many rows the way back takes: the first of its words may need its own."""
    if not figure.way_back:
        return 0
    return 1 if _least_back(figure.way_back) <= room or len(figure.way_back) < 2 else 2


def _paint_back(figure: Road, box: Box, brush: Brush) -> None:
    """Draw the way back from right to left, a line before each of its words."""
    words, x, y = list(figure.way_back), box.x, box.y + box.height - 1
    end = ""
    if box.height > 1:
        first = words.pop(0)
        width = plain_width(first)
        brush.markup(box.x + box.width - width, box.y, first, figure.dim, box.width)
        end = " " + "─" * (width // 2 - 1) + "┘"
    spare = box.width - len(end) - sum(map(plain_width, words))
    for index, each in enumerate(reversed(words)):
        line = spare // (len(words) - index)
        spare -= line
        tip = "◂" if index == 0 else " "
        x = brush.put(x, y, tip + "─" * (line - 2) + " ", "text", figure.dim)
        x = brush.markup(x, y, each, figure.dim, max(0, box.x + box.width - x))
    brush.put(x, y, end, "text", figure.dim)
