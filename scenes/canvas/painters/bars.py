"""Bars from zero, eighths of a cell fine, with the target as a tick on the same axis."""

from __future__ import annotations

import math

import numpy as np
from rich.style import Style

from scenes.canvas.hits import Hit
from scenes.canvas.painters.base import (
    PITCHES,
    Box,
    Brush,
    Painter,
    Size,
    plain_width,
    roomiest_pitch,
    title_rows,
    title_width,
)
from scenes.story.figures import Bars
from scenes.story.numbers import number

EIGHTHS = " ▏▎▍▌▋▊▉█"
GAP = "╍"
"""Drawn between what was said and what was meant."""
TARGETS = {
    (False, False): "┃", (True, False): "┫", (False, True): "┣", (True, True): "╋",
}  # fmt: skip
"""The mark of a target, by whether a thin bar comes to it, and whether it goes on."""
MEANT, LEGEND_GAP = "[meant]┃[/] [dim]meant[/]", 2
"""What the mark of a target is, and the columns that keep it apart from the title."""
MOST_WIDTH = 92
MOST_BARS = 10
"""Bars that always have room; of more, those that matter most."""


class BarsPainter(Painter[Bars]):
    def least(self, figure: Bars) -> Size:
        """One row a bar, of as many as always have room."""
        return Size(
            max(self._margins(figure) + figure.shortest, title_width(figure)),
            min(len(figure.values), MOST_BARS) + title_rows(figure),
        )

    def most(self, figure: Bars) -> Size:
        """Long and thick bars, and a row between them."""
        return Size(self._widest(figure), self._height(figure, PITCHES[0]))

    def fit(self, figure: Bars, room: Size) -> Size:
        """Take as many rows a bar as there is room for."""
        height = self._height(figure, self._pitch(figure, room.height))
        if len(figure.values) > MOST_BARS:
            height = min(height, room.height)
        return Size(min(room.width, self._widest(figure)), height)

    def _widest(self, figure: Bars) -> int:
        return self.least(figure).width if figure.tight else MOST_WIDTH

    @staticmethod
    def _height(figure: Bars, pitch: int) -> int:
        between = 1 if pitch > 1 else 0
        return pitch * len(figure.values) - between + title_rows(figure)

    def _margins(self, figure: Bars) -> int:
        """Return the columns that label and value take."""
        values = max(map(len, _numbers(figure)), default=0)
        return max(plain_width(label) for label in figure.labels) + 2 + values + 1

    def _pitch(self, figure: Bars, height: int) -> int:
        return roomiest_pitch(lambda pitch: self._height(figure, pitch), height)

    def _shown(self, figure: Bars, height: int) -> tuple[int, ...]:
        """Return the bars that there is room for, in order: all, or those that matter most.

        Then a row is left for how many more there are.
        """
        count, room = len(figure.values), height - title_rows(figure)
        if count <= max(MOST_BARS, room):
            return tuple(range(count))
        ranked = [*([] if figure.chosen is None else [figure.chosen]), *figure.first]
        if figure.targets is not None:
            ranked.append(int(figure.targets.argmax()))
        known = np.nan_to_num(np.abs(figure.values))
        ranked += np.argsort(-known, kind="stable").tolist()
        return tuple(sorted(list(dict.fromkeys(ranked))[: room - 1]))

    def paint(self, figure: Bars, box: Box, brush: Brush) -> None:
        """Draw the bars where the motion has brought them."""
        top = box.y + brush.title(box, figure)
        _legend(figure, box, brush)
        labels = max(plain_width(label) for label in figure.labels)
        length = box.width - self._margins(figure)
        numbers = _numbers(figure)
        # Bars to both sides of zero have their numbers behind them, others between name and bar.
        widest = 0 if figure.low < 0 else max(map(len, numbers), default=0) + 1
        left = box.x + labels + 2 + widest
        pitch = self._pitch(figure, box.height)
        thick = max(1, pitch - 1)  # a row stays free between bars
        span = figure.high - figure.low
        zero = round(-figure.low / span * length)
        shown = self._shown(figure, box.height)
        for place, index in enumerate(shown):
            known = float(figure.values[index])
            final = 0.0 if math.isnan(known) else known
            y = top + place * pitch
            start = float(figure.before[index]) if figure.before is not None else 0.0
            moving = figure.grow and brush.progress < 1
            value = start + (final - start) * brush.progress if moving else final
            dim = figure.dim or (figure.chosen is not None and index != figure.chosen)
            chosen = index == figure.chosen
            brush.put(box.x, y, "▸" if chosen else " ", "text")
            brush.markup(box.x + 1, y, figure.labels[index], dim)
            for row in range(y, y + thick):
                # A thin bar could not be seen below its gap.
                thin = pitch == 1 and not figure.gap
                self._draw(figure, index, value, Box(left, row, length, 1), zero, dim, thin, brush)
            # On its way a bar has no number: none of those was ever computed.
            text = "" if moving else numbers[index]
            end = left - 1 if widest else box.x + box.width
            brush.put(end - len(text), y, text, "bold" if chosen else "text", dim)
        if more := len(figure.values) - len(shown):
            brush.put(box.x + 1, top + len(shown) * pitch, f"and {more} more", "muted", figure.dim)

    def _draw(
        self,
        figure: Bars,
        index: int,
        value: float,
        box: Box,
        zero: int,
        dim: bool,
        thin: bool,
        brush: Brush,
    ) -> None:
        """Draw one row of a bar, with the marks that stand on its axis."""
        scale = box.width / (figure.high - figure.low)

        def column(of: float) -> int:
            return box.x + min(box.width - 1, max(0, zero + int(np.floor(of * scale))))

        target = None if figure.targets is None else float(figure.targets[index])
        length = min(box.width - zero, max(-zero, value * scale))
        term = figure.term if figure.low >= 0 else "positive" if value >= 0 else "negative"
        _bar(brush, box.x + zero, box.y, length, term, dim, thin=thin)
        if figure.before is not None:
            was = column(float(figure.before[index]))
            _mark_before(brush, was, box.x + zero, box.y, length, term, dim, thin=thin)
        if figure.low < 0 and abs(length) < 0.5:
            brush.put(column(0.0), box.y, "│", "faint")
        if target is not None:
            meant = column(target)
            if figure.gap:
                _gap(brush, box.y, (meant, column(value)), term, dim)
            reach = length - (meant - box.x - zero)
            first = meant == box.x + zero
            if thin and not figure.gap:
                mark = TARGETS[reach > 0 and not first, reach >= 0.5]
                brush.put(meant, box.y, mark, "meant", figure.dim)
            elif reach > 0 and not first and not figure.gap:
                # The bar is seen to reach it, and not to end before it.
                bar, own = brush.palette.style(term, dim), brush.palette.style("meant", figure.dim)
                brush.canvas.put(meant, box.y, "┃", own + Style(bgcolor=bar.color))
            else:
                brush.put(meant, box.y, "┃", "meant", figure.dim)

    def hit(self, figure: Bars, box: Box, x: int, y: int) -> Hit | None:
        """Return the bar's node."""
        row, between = divmod(y - box.y - title_rows(figure), self._pitch(figure, box.height))
        shown = self._shown(figure, box.height)
        if figure.picks and between <= 1 and 0 <= row < len(shown):
            return Hit(figure.picks, shown[row])
        return None

    def row_of(self, figure: Bars, box: Box, index: int) -> int:
        """Return the row where a bar starts."""
        shown = self._shown(figure, box.height)
        # Of one that has no row: where it would stand.
        row = min(sum(each < index for each in shown), len(shown) - 1)
        return box.y + title_rows(figure) + row * self._pitch(figure, box.height)

    def reading(self, figure: Bars, hit: Hit) -> str:
        """Return the bar's label and number."""
        value = number(float(figure.values[hit.index]), max(5, figure.digits))
        target = ""
        if figure.targets is not None:
            target = f"  meant {number(float(figure.targets[hit.index]), 2)}"
        return f"{figure.labels[hit.index]}  {value}{target}"


def _legend(figure: Bars, box: Box, brush: Brush) -> None:
    """Say at the end of the title's row what the mark of a target is, if the title does not."""
    if figure.targets is None or not figure.title or "meant" in figure.title:
        return
    if title_width(figure) + LEGEND_GAP + plain_width(MEANT) <= box.width:
        brush.markup(box.x + box.width - plain_width(MEANT), box.y, MEANT, figure.dim)


def _numbers(figure: Bars) -> list[str]:
    """Return what stands beside each bar: its number, or the one before and its own."""
    now = [_printed(value, figure) for value in figure.values.tolist()]
    if figure.gap and figure.targets is not None:
        return [
            f"{said} ┃{number(meant, 2)}"
            for said, meant in zip(now, figure.targets.tolist(), strict=True)
        ]
    if not figure.both or figure.before is None:
        return now
    before = (_printed(value, figure) for value in figure.before.tolist())
    return [f"{old} → {new}" for old, new in zip(before, now, strict=True)]


def _printed(value: float, figure: Bars) -> str:
    """Return a bar's number; nothing where there is none."""
    return "" if math.isnan(value) else number(value, figure.digits, sign=figure.low < 0)


def _mark_before(
    brush: Brush, was: int, x: int, y: int, length: float, term: str, dim: bool, *, thin: bool
) -> None:
    """Mark where a bar from zero at x ended before: over the bar too, so that it is seen there.

    Not in the bar's last cell: there it would hide the bar, which has hardly moved.
    """
    whole, part = int(abs(length)), abs(length) % 1
    last = x + whole - 1 + (part >= 0.5 if thin else round(8 * part) > 0)
    if length >= 0 and x <= was < last:
        style = brush.palette.style(term, dim)
        if thin:
            style = brush.palette.style("bold", dim)
        else:  # cut out of the bar
            style = Style(color=style.bgcolor, bgcolor=style.color)
        brush.canvas.put(was, y, "┊", style)
    elif was != last:
        brush.put(was, y, "┊", "muted", dim)


def _gap(brush: Brush, y: int, ends: tuple[int, int], term: str, dim: bool) -> None:
    """Draw what lies between what was meant and what was said: cut out of the bar, or beyond it."""
    meant, said = ends
    if said >= meant:
        style = brush.palette.style(term, dim)
        cut = Style(color=style.bgcolor, bgcolor=style.color)
        brush.canvas.put(meant, y, GAP * (said - meant), cut)
    else:
        brush.put(said, y, GAP * (meant - said), "error", dim)


def _bar(brush: Brush, x: int, y: int, length: float, term: str, dim: bool, *, thin: bool) -> None:
    """Draw from zero at x so many columns to the right, or to the left below zero."""
    style = brush.palette.style(term, dim)
    whole, part = int(abs(length)), abs(length) % 1
    step = 1 if length >= 0 else -1
    first = x if step > 0 else x - 1
    for column in range(whole):
        brush.canvas.put(first + step * column, y, "━" if thin else "█", style)
    end = first + step * whole
    if thin:
        if part >= 0.5:
            brush.canvas.put(end, y, "╸" if step > 0 else "╺", style)
        return
    eighths = round(8 * part)
    if not eighths:
        return
    if step > 0:
        brush.canvas.put(end, y, EIGHTHS[eighths], style)
    elif brush.palette.glyphs:
        brush.canvas.put(end, y, "▐", style)
    else:  # there are no right-hand eighths: the rest of the cell is a left-hand one, reversed
        reverse = Style(color=style.bgcolor, bgcolor=style.color)
        brush.canvas.put(end, y, EIGHTHS[8 - eighths], reverse)
