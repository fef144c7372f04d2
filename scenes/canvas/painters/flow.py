"""Many links that meet in one node: a sum as it happens, forwards or back."""

from __future__ import annotations

import numpy as np

from scenes.canvas.hits import Hit
from scenes.canvas.painters.base import (
    PITCHES,
    Box,
    Brush,
    Painter,
    Size,
    plain_width,
    title_rows,
    title_width,
)
from scenes.canvas.painters.plot import Plot
from scenes.story.figures import FEW, Flow

LINKS = 10
"""The least columns of the links."""
FEW_PITCHES = (8, 6, 5, 4)
"""A few links, which would be lost in a large room, may lie further apart."""
FAINT_DASH = (1, 2)
"""Links that carry next to nothing are dotted, which shows without colours too."""
STRONG = 0.8
"""A link that carries more than this share of the strongest is thick where rows are close, too."""
LIFTS = (0.0, 0.25, -0.25)
"""Rows by which the lines of a strong link lie apart: the more it carries, the thicker."""


class FlowPainter(Painter[Flow]):
    def least(self, figure: Flow) -> Size:
        """A row for each line of text, and short links."""
        rows = max(len(figure.many), len(figure.one))
        return Size(
            max(self._labels(figure) + LINKS, title_width(figure)), rows + title_rows(figure)
        )

    def most(self, figure: Flow) -> Size:
        """Several rows for each, and long links."""
        width = max(self._labels(figure) + 6 * LINKS, title_width(figure))
        return Size(width, self._height(figure, self._pitches(figure)[0]))

    def fit(self, figure: Flow, room: Size) -> Size:
        """Take as many rows for each of the many as there is room for."""
        height = self._height(figure, self._pitch(figure, room.height))
        return Size(min(room.width, self.most(figure).width), height)

    @staticmethod
    def _height(figure: Flow, pitch: int) -> int:
        rows = max(pitch * (len(figure.many) - 1) + 1, len(figure.one))
        return rows + title_rows(figure)

    @staticmethod
    def _labels(figure: Flow) -> int:
        return max(map(plain_width, figure.many)) + max(map(plain_width, figure.one)) + 2

    @staticmethod
    def _pitches(figure: Flow) -> tuple[int, ...]:
        return (*FEW_PITCHES, *PITCHES) if len(figure.many) <= FEW else PITCHES

    def _pitch(self, figure: Flow, height: int) -> int:
        heights = ((pitch, self._height(figure, pitch)) for pitch in self._pitches(figure))
        return next((pitch for pitch, needed in heights if needed <= height), PITCHES[-1])

    def paint(self, figure: Flow, box: Box, brush: Brush) -> None:
        """Draw as much of every link as the motion has reached, from the many to the one."""
        top = box.y + brush.title(box, figure)
        pitch = self._pitch(figure, box.height)
        many = max(map(plain_width, figure.many))
        one = max(map(plain_width, figure.one))
        length = box.width - many - one - 2
        left = box.x + (one if figure.backwards else many) + 1
        rows = box.height - (top - box.y)
        if length < 1 or rows < 1:
            return
        middle = rows // 2
        plot = Plot(brush, Box(left, top, length, rows), (0.0, 1.0), (0.0, float(rows)))
        largest = float(np.abs(figure.values).max(initial=0)) or 1.0
        meet, faint = rows - middle - 0.5, figure.faint
        # The strongest last, so that it lies on top where links cross.
        for index in np.argsort(np.abs(figure.values), kind="stable").tolist():
            value = float(figure.values[index])
            if value == 0:
                continue
            term = "positive" if value > 0 else "negative"
            dash = FAINT_DASH if faint[index] else (1, 0)
            start = rows - index * pitch - 0.5
            end = start + (meet - start) * brush.progress
            across = (1 - brush.progress) if figure.backwards else brush.progress
            source = 1.0 if figure.backwards else 0.0
            # Where rows are close, more thick links would only fill the space between them.
            share = abs(value) / largest
            thickness = 1 + round(2 * share) if pitch > 1 else 1 + (share > STRONG)
            for line in range(thickness):
                lift = LIFTS[line]
                plot.line([(source, start + lift), (across, end + lift)], term, figure.dim, dash)
        for index, label in enumerate(figure.many):
            x = left + length + 1 if figure.backwards else box.x + many - plain_width(label)
            brush.markup(x, top + index * pitch, label, figure.dim)
        first = min(middle - (len(figure.one) - 1) // 2, rows - len(figure.one))
        # What comes together stands below the name, and only once it has come.
        for offset, label in enumerate(figure.one if brush.progress >= 1 else figure.one[:1]):
            x = box.x + one - plain_width(label) if figure.backwards else left + length + 1
            brush.markup(x, top + first + offset, label, figure.dim)

    def hit(self, figure: Flow, box: Box, x: int, y: int) -> Hit | None:
        """Return the node of a row."""
        index, between = divmod(y - box.y - title_rows(figure), self._pitch(figure, box.height))
        if figure.picks and not between and 0 <= index < len(figure.indices):
            return Hit(figure.picks, figure.indices[index])
        return None

    def reading(self, figure: Flow, hit: Hit) -> str:
        """Return the link's label."""
        return figure.many[figure.indices.index(hit.index)]
