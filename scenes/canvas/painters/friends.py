"""You, Jay and Lola as three nodes, and the knobs the reader turns on them."""

from __future__ import annotations

from scenes.canvas.hits import Hit
from scenes.canvas.painters.base import Box, Brush, Painter, Size, plain_width, title_rows
from scenes.story.figures import Friends, Knobs

NODE = 12
"""Columns of a node's frame."""
PLACES = ("you", "jay", "lola", "meant")


class FriendsPainter(Painter[Friends]):
    """Draws a :class:`Friends`."""

    def least(self, figure: Friends) -> Size:
        """Four frames and three links between them."""
        return Size(4 * NODE + 3 * 9, 5)

    def most(self, figure: Friends) -> Size:
        """The same, the links longer."""
        return Size(4 * NODE + 3 * 16, 5)

    def paint(self, figure: Friends, box: Box, brush: Brush) -> None:
        """Draw what is in play bright, the rest dim, and the message on its way."""
        link = (box.width - 4 * NODE) // 3
        starts = [box.x + index * (NODE + link) for index in range(4)]
        heads = ("you", "jay", "lola", "meant")
        names = ("YOU", "JAY", "LOLA", "YOU MEANT")
        values = (figure.said, figure.jay, figure.lola, figure.meant)
        sums = ("[dim]input x[/]", figure.jay_sum, figure.lola_sum, "[dim]target t[/]")
        y = box.y
        for term, name, value, under, x in zip(heads, names, values, sums, starts, strict=True):
            dim = figure.dim or (bool(figure.lit) and term not in figure.lit)
            brush.put(x + (NODE - len(name)) // 2, y, name, term, dim)
            brush.put(x, y + 1, "╭" + "─" * (NODE - 2) + "╮", term, dim)
            brush.put(x, y + 2, "│" + value.center(NODE - 2) + "│", term, dim)
            brush.put(x, y + 3, "╰" + "─" * (NODE - 2) + "╯", term, dim)
            width = plain_width(under)
            brush.markup(x + (NODE - width) // 2, y + 4, under, dim)
        self._link(brush, figure, starts[0] + NODE, y, link, 0)
        self._link(brush, figure, starts[1] + NODE, y, link, 1)
        x = starts[2] + NODE
        dim = figure.dim or (bool(figure.lit) and "error" not in figure.lit)
        brush.put(x, y + 2, "◁" + "┄" * (link - 2) + "▷", "error", dim)
        width = plain_width(figure.error)
        brush.markup(x + (link - width) // 2, y + 1, figure.error, dim)
        brush.put(x + (link - 5) // 2, y + 3, "error", "error", dim)
        self._message(brush, figure, starts, y)

    @staticmethod
    def _link(brush: Brush, figure: Friends, x: int, y: int, length: int, which: int) -> None:
        weight = (figure.speak, figure.tell)[which]
        text = (figure.speak_text, figure.tell_text)[which]
        term = ("speak", "tell")[which]
        dim = figure.dim or (bool(figure.lit) and term not in figure.lit)
        sign = "positive" if weight > 0 else "negative" if weight < 0 else "faint"
        size = abs(weight)
        stroke = "━" if size >= 1 else "─" if size >= 0.25 else "┄"
        brush.put(x, y + 2, stroke * (length - 1) + "▶", sign, dim)
        label = f"{'w₁' if which == 0 else 'w₂'} {text}"
        brush.put(x + max(0, (length - len(label)) // 2), y + 1, label, sign, dim)
        word = (figure.speak_word, figure.tell_word)[which]
        brush.put(x + max(0, (length - len(word)) // 2), y + 3, word[:length], "muted", dim)

    @staticmethod
    def _message(brush: Brush, figure: Friends, starts: list[int], y: int) -> None:
        if figure.travel is None or brush.progress >= 1:
            return
        start, end = (starts[PLACES.index(place)] + NODE // 2 for place in figure.travel)
        x = round(start + (end - start) * brush.progress)
        brush.put(x, y + 2, "◆", "bold", figure.dim)


class KnobsPainter(Painter[Knobs]):
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

    def fit(self, figure: Knobs, room: Size) -> Size:
        """Take a row a slider, or two."""
        least, most = self.least(figure), self.most(figure)
        height = most.height if room.height >= most.height else least.height
        return Size(min(room.width, most.width), height)

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
