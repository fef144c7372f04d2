"""You, Jay and Lola with what they say, and the knobs the reader turns on them."""

from __future__ import annotations

from scenes.canvas.hits import Hit
from scenes.canvas.painters.base import (
    Box,
    Brush,
    Painter,
    Size,
    SpacedPainter,
    plain_width,
    title_rows,
)
from scenes.canvas.speech import bubble_of, style_of, word_style_of, words_of
from scenes.story.friends import Friend, Friends, Knobs, Telling

BLOCK = 13
"""Columns of a friend: three of the person, one between, nine of name, value and gauge."""
PERSON = (" o ", "/|\\", "/ \\")
THINKING = ("  °", "   ", "   ")
"""What stands in a person's place below a thought."""
ASIDE = 4
"""Columns from the person to what stands beside."""
LINKS, MOST_LINK = (9, 9, 10), 16
"""The least columns of the links, the last of which has the error on it; and the most of each."""
HEIGHT = 7
GAUGE = 7
"""Cells of a gauge; the middle one is the tick at one half."""
ROAD = 4
"""The row, from the top, along which the message goes."""
PLACES = ("you", "jay", "lola", "meant")


class FriendsPainter(Painter[Friends]):
    """Draws a :class:`Friends`: a bubble over each, and below it who says that, by what number."""

    def least(self, figure: Friends) -> Size:
        """Four friends and three links between them."""
        return Size(4 * BLOCK + sum(LINKS), HEIGHT)

    def most(self, figure: Friends) -> Size:
        """The same, the links longer."""
        return Size(4 * BLOCK + 3 * MOST_LINK, HEIGHT)

    def paint(self, figure: Friends, box: Box, brush: Brush) -> None:
        """Draw what is in play bright, the rest dim, and the message on its way."""
        spare = box.width - self.least(figure).width
        links = [max(0, min(MOST_LINK, least + spare // 3)) for least in LINKS]
        starts = [box.x + sum(links[:i]) + i * BLOCK for i in range(len(PLACES))]
        gaps = [range(x + BLOCK, x + BLOCK + n) for x, n in zip(starts, links, strict=False)]
        road, heard = self._road(figure, gaps, brush.progress)
        for index, friend in enumerate(figure.friends):
            self._friend(brush, figure, friend, starts[index], box.y, silent=index not in heard)
        for telling, gap in zip(figure.tellings, gaps, strict=False):
            self._link(brush, figure, telling, gap, box.y)
        if figure.error:
            self._error(brush, figure, gaps[-1], box.y)
        if figure.correction:
            x = gaps[0].start + (len(gaps[0]) - plain_width(figure.correction)) // 2
            brush.markup(x, box.y + 1, figure.correction, figure.dim)
        if road is not None:
            brush.put(road, box.y + ROAD, "◆", "bold", figure.dim)

    @staticmethod
    def _road(
        figure: Friends, gaps: list[range], progress: float
    ) -> tuple[int | None, frozenset[int]]:
        """Return the message's column, if it is on its way, and whom it has reached.

        Going on, it is news to each who hears it; going back, all have spoken already.
        """
        everyone = frozenset(range(len(PLACES)))
        if figure.travel is None or progress >= 1:
            return None, everyone
        start, end = map(PLACES.index, figure.travel)
        ways = gaps[start:end] if start < end else [gap[::-1] for gap in gaps[end:start][::-1]]
        cells = [x for way in ways for x in way]
        if not cells:
            return None, everyone
        column = cells[min(len(cells) - 1, int(progress * len(cells)))]
        unheard = {i + 1 for i in range(start, end) if column <= gaps[i].stop - 1}
        return column, everyone - unheard

    @staticmethod
    def _friend(
        brush: Brush, figure: Friends, friend: Friend, x: int, y: int, *, silent: bool
    ) -> None:
        dim = figure.dim or (bool(figure.lit) and friend.term not in figure.lit)
        speech, term = friend.speech, friend.term
        if not silent:
            bubble, words = bubble_of(speech), words_of(speech)
            style, corners = style_of(speech, term), bubble.corners
            edge = bubble.across * (len(words) + 2)
            brush.put(x, y, corners[0] + edge + corners[1], style, dim)
            brush.put(x, y + 1, bubble.down, style, dim)
            brush.put(x + 2, y + 1, words, word_style_of(speech, term), dim)
            brush.put(x + 3 + len(words), y + 1, bubble.down, style, dim)
            brush.put(x, y + 2, corners[2] + bubble.tail + edge[1:] + corners[3], style, dim)
        for row, part in enumerate(THINKING if speech.thought else PERSON, start=3):
            brush.put(x, y + row, part, term, dim)
        brush.put(x + ASIDE, y + 3, friend.name, term, dim)
        brush.put(x + ASIDE, y + 4, friend.value, f"{term} bold", dim)
        if friend.level is not None:
            for index in range(GAUGE):
                reached = friend.level >= (index + 0.5) / GAUGE
                cell = ("┄┼", "━╋")[reached][index == GAUGE // 2]
                brush.put(x + ASIDE + index, y + 5, cell, term if reached else "muted", dim)
        brush.markup(x, y + 6, friend.under, dim)

    @staticmethod
    def _link(brush: Brush, figure: Friends, telling: Telling, gap: range, y: int) -> None:
        dim = figure.dim or (bool(figure.lit) and telling.term not in figure.lit)
        sign = "positive" if telling.weight > 0 else "negative" if telling.weight < 0 else "muted"
        size = abs(telling.weight)
        stroke = "━" if size >= 1 else "─" if size >= 0.25 else "┄"
        x, length = gap.start, len(gap)
        brush.put(x, y + ROAD, stroke * (length - 1) + "▶", sign, dim)
        label = f"{telling.symbol} {telling.text}"
        brush.put(x + max(0, (length - len(label)) // 2), y + ROAD - 1, label, sign, dim)
        # A column to the left, so that it does not touch the next one's legs.
        start = x - 1 + max(0, (length + 1 - len(telling.word)) // 2)
        brush.put(start, y + ROAD + 1, telling.word[:length], "muted", dim)

    @staticmethod
    def _error(brush: Brush, figure: Friends, gap: range, y: int) -> None:
        dim = figure.dim or (bool(figure.lit) and "error" not in figure.lit)
        x, length = gap.start, len(gap)
        brush.put(x, y + ROAD, "◁" + "┄" * (length - 2) + "▷", "error", dim)
        start = x + max(0, (length - plain_width(figure.error)) // 2)
        brush.markup(start, y + ROAD - 1, figure.error, dim)
        brush.put(x + (length - 5) // 2, y + ROAD + 1, "error", "error", dim)


class KnobsPainter(SpacedPainter[Knobs]):
    """Draws a :class:`Knobs`: sliders that are dragged, or turned with + and −.

    A pick outside the track is below 0 or above 1: the knob is meant, not a place on it.
    """

    def _margins(self, figure: Knobs) -> tuple[int, int]:
        left = max(plain_width(k.meaning) + plain_width(k.symbol) for k in figure.knobs) + 4
        return left, max(plain_width(k.value) for k in figure.knobs) + 2

    def least(self, figure: Knobs) -> Size:
        """A short slider in each row."""
        left, right = self._margins(figure)
        return Size(left + right + 16, len(figure.knobs) + title_rows(figure))

    def most(self, figure: Knobs) -> Size:
        """A long slider, and a row between."""
        left, right = self._margins(figure)
        return Size(left + right + 48, 2 * len(figure.knobs) - 1 + title_rows(figure))

    def _track(self, figure: Knobs, box: Box) -> tuple[int, int, int]:
        left, right = self._margins(figure)
        pitch = 2 if box.height >= self.most(figure).height else 1
        return box.x + left, box.width - left - right, pitch

    def paint(self, figure: Knobs, box: Box, brush: Brush) -> None:
        """Draw the sliders; an arrow points at the one the keys turn."""
        y = box.y + brush.title(box, figure)
        x, length, pitch = self._track(figure, box)
        for index, knob in enumerate(figure.knobs):
            row = y + index * pitch
            chosen = index == figure.chosen
            brush.put(box.x, row, "▸" if chosen else " ", "bold")
            brush.markup(
                box.x + 2, row, f"{knob.meaning} [{knob.term}]{knob.symbol}[/]", figure.dim
            )
            brush.put(x, row, "─" * length, "muted" if chosen else "faint", figure.dim)
            at = round(knob.place * (length - 1))
            brush.put(x + at, row, "●" if chosen else "○", knob.term, figure.dim)
            brush.put(x + length + 1, row, knob.value, "bold" if chosen else "text", figure.dim)

    def hit(self, figure: Knobs, box: Box, x: int, y: int) -> Hit | None:
        """Return the slider and how far along it the cell lies."""
        start, length, pitch = self._track(figure, box)
        index, between = divmod(y - box.y - title_rows(figure), pitch)
        if between or not 0 <= index < len(figure.knobs):
            return None
        along = (x - start) / max(1, length - 1)
        return Hit("knob", index, along)
