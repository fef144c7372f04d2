"""A product worked out: each factor as a picture of what it is, flowing into a change."""

from __future__ import annotations

import math

import numpy as np

from scenes.canvas.painters.base import (
    Box,
    Brush,
    Painter,
    Size,
    plain_width,
    share,
    title_rows,
    title_width,
)
from scenes.canvas.painters.curve import tangent_ends
from scenes.canvas.painters.picture import STEPS, swatches
from scenes.canvas.painters.plot import Plot, unit_range
from scenes.story.figures import Factor, Factors, Gauge
from scenes.story.numbers import plain
from tinynet import sigmoid

LEAST_COLUMN, MOST_COLUMN, GAP = 9, 22, 3
"""Columns of one factor."""
LEAST_DRAWN, MOST_DRAWN = 3, 7
"""Rows of its picture."""
SCALE_ROWS = 4
"""Rows of the scale on which the weight moves."""
TINY = 1e-4
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
CURVE_REACH = 6.0
"""How far a tangent reaches to each side of its point."""


class FactorsPainter(Painter[Factors]):
    """Draws a :class:`Factors`: its factors side by side, then the weight that their product moves.

    In motion the factors come one after another, then the product, then the weight moves.
    """

    def _columns(self, figure: Factors) -> list[Factor]:
        return [*figure.factors, figure.result]

    @staticmethod
    def _widths(columns: list[Factor], *, stacked: bool) -> list[int]:
        """Return the columns that each factor needs, its value beside its symbol or below it."""
        return [
            max(
                LEAST_COLUMN,
                plain_width(f.meaning),
                *((plain_width(f.symbol), plain_width(f.value)) if stacked else ()),
                0 if stacked else plain_width(_value(f)),
            )
            for f in columns
        ]

    def _is_stacked(self, columns: list[Factor], width: int) -> bool:
        """Return whether there is no room for values beside their symbols."""
        return sum(self._widths(columns, stacked=False)) + GAP * (len(columns) - 1) > width

    def least(self, figure: Factors) -> Size:
        """Narrow columns, low pictures, values below their symbols."""
        columns = self._columns(figure)
        return Size(
            max(
                sum(self._widths(columns, stacked=True)) + GAP * (len(columns) - 1),
                title_width(figure),
            ),
            title_rows(figure) + LEAST_DRAWN + 4 + SCALE_ROWS * _moves(figure),
        )

    def most(self, figure: Factors) -> Size:
        """Wide columns, high pictures."""
        columns = self._columns(figure)
        height = title_rows(figure) + MOST_DRAWN + 2
        widths = self._widths(columns, stacked=False)
        return Size(
            sum(max(MOST_COLUMN, width) for width in widths) + 3 * (len(columns) - 1),
            height + 3 + (SCALE_ROWS + 1) * _moves(figure),
        )

    def paint(self, figure: Factors, box: Box, brush: Brush) -> None:
        """Draw as many factors as the motion has reached, then what they come to."""
        top = box.y + brush.title(box, figure)
        columns = self._columns(figure)
        stacked = self._is_stacked(columns, box.width)
        least = self._widths(columns, stacked=stacked)
        bounds = [(width, max(width, MOST_COLUMN)) for width in least]
        widths = share(box.width - GAP * (len(columns) - 1), bounds)
        below = SCALE_ROWS * _moves(figure)
        room = box.y + box.height - top - below
        drawn = max(LEAST_DRAWN, min(MOST_DRAWN, room - 3 - stacked))
        steps = len(columns) + 2 * _moves(figure)
        shown = brush.progress * steps if figure.count else steps
        x = box.x
        for index, (factor, width) in enumerate(zip(columns, widths, strict=True)):
            if brush.progress < 1 and figure.count and index >= shown:
                break
            sign = "=" if index == len(columns) - 1 else "×" if index else " "
            brush.put(x - 2 if index else x, top + drawn // 2, sign if index else "", "bold")
            self._factor(factor, Box(x, top, width, drawn), stacked, brush, figure.dim)
            x += width + GAP
        if _moves(figure):
            moved = 1.0
            if figure.count and brush.progress < 1:
                moved = min(1.0, max(0.0, (shown - len(columns)) / 2))
            if moved > 0:
                y = box.y + box.height - SCALE_ROWS
                self._scale(figure, Box(box.x, y, box.width, SCALE_ROWS), moved, brush)

    def _factor(self, factor: Factor, box: Box, stacked: bool, brush: Brush, dim: bool) -> None:
        """Draw one factor: its picture, its symbol with its value, and what it is."""
        if factor.gauge is not None:
            gauge = Box(box.x, box.y, min(box.width, MOST_COLUMN - 2), box.height)
            _GAUGES[factor.gauge.kind](factor.gauge, gauge, brush, dim)
        y = box.y + box.height
        if stacked:
            brush.markup(box.x, y, factor.symbol, dim, box.width)
            y += 1
        brush.markup(box.x, y, factor.value if stacked else _value(factor), dim, box.width)
        meaning = factor.meaning if "[" in factor.meaning else f"[dim]{factor.meaning}[/]"
        brush.markup(box.x, y + 1, meaning, dim, box.width)

    def _scale(self, figure: Factors, box: Box, share: float, brush: Brush) -> None:
        """Draw the weight moving along its line of numbers, from its old place to the new."""
        before, after = figure.moves or (0.0, 0.0)
        inner = Box(box.x, box.y, box.width - 1, box.height)

        def column(value: float) -> int:
            return inner.x + round(figure.ruler.share(value) * (inner.width - 1))

        y, dim = inner.y + 1, figure.dim
        brush.put(inner.x, y, "─" * inner.width, "faint", dim)
        for tick, label in figure.ruler.ticks:
            x = column(tick)
            brush.put(x, y, "┴" if tick else "┼", "muted", dim)
            start = min(max(inner.x, x - len(label) // 2), inner.x + inner.width - len(label))
            brush.put(start, y + 1, label, "muted", dim)
        start, end = column(before), column(before + (after - before) * share)
        term = "positive" if after > before else "negative"
        if end != start:
            step = 1 if end > start else -1
            brush.put(min(start, end), y, "━" * (abs(end - start) + 1), term, dim)
            brush.put(end, y, "▶" if step > 0 else "◀", f"{term} bold", dim)
        brush.put(start, y, "●", "text", dim)
        if figure.before is not None:
            words = f"before {figure.before.symbol} = {figure.before.value}"
            self._label(words, start, inner, inner.y, brush, dim)
        if figure.after is not None and figure.change is not None and share >= 1:
            words = (
                f"after {figure.after.symbol} = {figure.after.value}  "
                f"[dim]({figure.change.symbol} = {figure.change.value})[/]"
            )
            self._label(words, end, inner, y + 2, brush, dim)

    @staticmethod
    def _label(words: str, x: int, box: Box, y: int, brush: Brush, dim: bool) -> None:
        width = plain_width(words)
        start = min(max(box.x, x - width // 2), max(box.x, box.x + box.width - width))
        brush.markup(start, y, words, dim, box.width)


def _value(factor: Factor) -> str:
    return f"{factor.symbol} = {factor.value}"


def _end(value: float) -> str:
    """Print the end of a scale; a tiny one as so many times a power of ten."""
    if value >= TINY:
        return plain(float(f"{value:.1g}"))
    figure, _, power = f"{value:.0e}".partition("e-")
    return f"{figure}·10⁻{power.lstrip('0').translate(_RAISED)}"


def _moves(figure: Factors) -> bool:
    return figure.moves is not None


def _knob(gauge: Gauge, box: Box, brush: Brush, dim: bool) -> None:
    """Draw a slider on a logarithmic way, with its ends."""
    y, width = box.y + box.height // 2, box.width
    low, high = math.log10(gauge.low), math.log10(gauge.high)
    share = min(1.0, max(0.0, (math.log10(gauge.value) - low) / (high - low)))
    brush.put(box.x, y, "├" + "─" * (width - 2) + "┤", "faint", dim)
    brush.put(box.x + 1 + round(share * (width - 3)), y, "◆", gauge.term, dim)
    if box.height > 2:
        brush.put(box.x, y + 1, plain(gauge.low), "muted", dim)
        end = plain(gauge.high)
        brush.put(box.x + width - len(end), y + 1, end, "muted", dim)


def _bar(gauge: Gauge, box: Box, brush: Brush, dim: bool) -> None:
    """Draw a bar to the left or to the right of zero, with the ends of its scale."""
    y, middle = box.y + box.height // 2, box.x + box.width // 2
    reach = box.width // 2 - 1
    share = min(1.0, abs(gauge.value) / gauge.high) if gauge.high else 0.0
    length = max(1, round(share * reach)) if gauge.value else 0
    term = "positive" if gauge.value > 0 else "negative"
    glyph = "█" if not brush.palette.glyphs else ("+" if gauge.value > 0 else "-")
    for row in (y - 1, y) if box.height > 3 else (y,):
        brush.put(middle, row, "│", "muted", dim)
        x = middle + 1 if gauge.value > 0 else middle - length
        brush.put(x, row, glyph * length, term, dim)
    if box.height > 2:
        ends = _end(gauge.high)
        if 2 * len(ends) + 2 > 2 * reach + 2:  # they would touch
            brush.put(middle - len(ends) // 2, y + 1, f"±{ends}", "muted", dim)
            return
        brush.put(box.x, y + 1, f"−{ends}", "muted", dim)
        brush.put(box.x + 2 * (reach + 1) - len(ends), y + 1, f"+{ends}", "muted", dim)


def _slope(gauge: Gauge, box: Box, brush: Brush, dim: bool) -> None:
    """Draw the sigmoid with its tangent at a sum: as steep as the factor is large."""
    plot = Plot(brush, box, (-CURVE_REACH, CURVE_REACH), unit_range(box.height))
    steps = np.linspace(-CURVE_REACH, CURVE_REACH, box.width * 2)
    plot.line(list(zip(steps.tolist(), sigmoid(steps).tolist(), strict=True)), "muted", dim)
    z = min(CURVE_REACH, max(-CURVE_REACH, gauge.value))
    height = float(sigmoid(np.array(z)))
    plot.line(tangent_ends(z, height, gauge.high, CURVE_REACH), gauge.term, dim)
    brush.put(plot.column(z), plot.row(height), "●", gauge.term, dim)


def _cell(gauge: Gauge, box: Box, brush: Brush, dim: bool) -> None:
    """Draw a cell as light as what is passed on, as wide as the swatches of its scale."""
    palette = brush.palette
    level = palette.level(gauge.value, gauge.scale)
    style = palette.cell(level, gauge.scale.kind, dim)
    width, middle = min(box.width, len(STEPS[gauge.scale.kind])), box.y + box.height // 2
    # Its scale stands below it, in the row where the others have the ends of theirs.
    low, scaled = "0 " if gauge.scale.kind == "ink" else "", box.height > 2
    x = box.x + len(low) * scaled
    for row in (middle - 1, middle) if box.height > 3 else (middle,):
        brush.canvas.put(x, row, " " * width, style)
    if palette.glyphs and gauge.scale.kind == "signed":
        brush.canvas.put(x, middle, palette.glyph(level) * width, style)
    if scaled:
        brush.put(box.x, middle + 1, low, "muted", dim)
        x = swatches(brush, x, middle + 1, gauge.scale, dim, low=True)
        brush.put(x, middle + 1, f" {plain(gauge.scale.limit)}", "muted", dim)


_GAUGES = {"knob": _knob, "bar": _bar, "slope": _slope, "cell": _cell}
