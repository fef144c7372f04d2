"""The board: ten pictures, the chosen one large, what is heard of it, and the words."""

from __future__ import annotations

from dataclasses import replace

from rich.console import Console
from textual import events
from textual.message import Message

from scenes.canvas.canvas import Canvas
from scenes.canvas.hits import Hit
from scenes.canvas.painters import Box, Size, painter_of
from scenes.canvas.painters.base import Brush
from scenes.canvas.palette import Palette
from scenes.screens.backwards.mixer import on_slider, other_under, paint_mix, share_at
from scenes.screens.backwards.plan import Plan, plan
from scenes.screens.backwards.view import View, caption, reading_of, small, trimmed
from scenes.screens.widgets.drawn import Drawn
from scenes.story.figures import Bars, Figure

_MEASURE = Console(width=400, color_system=None)


class Board(Drawn):
    """Shows a view. What lies under the mouse is told; what is clicked or dragged is wanted."""

    class Wanted(Message):
        """The reader clicked on something: one of the ten, a digit to mix with, the large one."""

        def __init__(
            self, *, digit: int | None = None, other: int | None = None, share: float | None = None
        ) -> None:
            """Tell what: a digit, one to mix with, how much of it; none of them: the large one."""
            super().__init__()
            self.digit = digit
            self.other = other
            self.share = share

    class Hovered(Message):
        """What the mouse is over reads like this, marked up; empty when over nothing."""

        def __init__(self, words: str) -> None:
            """Tell what it reads."""
            super().__init__()
            self.words = words

    def __init__(self, palette: Palette, *, id: str | None = None) -> None:  # noqa: A002
        """Make an empty board."""
        super().__init__(palette, id=id)
        self._view: View | None = None
        self._asked = False
        self._words = ""
        self._held = False
        """Whether the slider is held."""

    def show(self, view: View, *, asked: bool = False) -> None:
        """Show this; ``asked``: the next digit pressed is one to mix with."""
        self._view, self._asked = view, asked
        self.redraw()

    @property
    def plan(self) -> Plan:
        """Where the parts stand."""
        return plan(*self.size)

    def forget(self) -> None:
        """Forget what is under the mouse, until it moves."""
        self._words = ""

    # Drawing.

    def draw(self, canvas: Canvas) -> None:
        """Draw the parts."""
        view, at = self._view, self.plan
        if view is None:
            return
        brush = Brush(canvas, self.palette, 1.0)
        self._ten(view, at, brush)
        paint_mix(view.mix, self._asked, at.mix, brush)
        if at.compact:
            _paint(view.brief_large, at.large, brush)
            brush.title(at.bars, view.bars)
            width = (at.bars.width - 2) // 2
            for index, half in enumerate(view.halves):
                x = at.bars.x + index * (width + 2)
                _paint(half, Box(x, at.bars.y + 1, width, at.bars.height - 1), brush)
            _paint(view.brief_formula, at.formula, brush)
        else:
            margin = at.sizes.large_margin
            _paint(trimmed(view.large, margin) if margin else view.large, at.large, brush)
            roomy = at.bars.width >= 40
            bars = view.bars if roomy else view.brief_bars
            _paint(bars, at.bars, brush)
            _paint(view.formula, at.formula, brush)
        self._story(view, at, brush)

    def _ten(self, view: View, at: Plan, brush: Brush) -> None:
        """Draw the small pictures, each with its digit and what is heard of it below."""
        sizes = at.sizes
        for digit, thought in enumerate(view.ten):
            box = at.small(digit)
            _paint(
                small(thought, view.ink, sizes.margin, sizes.shrink),
                box._replace(height=sizes.height),
                brush,
            )
            chosen, mixed = digit == view.mix.digit, digit == view.mix.other
            y = box.y + sizes.height
            brush.put(box.x, y, "▸" if chosen else "+" if mixed else " ", "rate")
            style = "meant reverse" if chosen or mixed else "meant"
            x = brush.put(box.x + 1, y, f" {digit} " if box.width >= 12 else str(digit), style)
            brush.markup(x + 1, y, caption(thought, box.width))

    def _story(self, view: View, at: Plan, brush: Brush) -> None:
        """Write as many paragraphs as there is room for, or the few words for two lines."""
        text, box = self.palette.text, at.story
        lines = [text(p).wrap(_MEASURE, max(1, box.width)) for p in view.story]
        spaced = sum(map(len, lines)) + len(lines) - 1 <= box.height
        if sum(map(len, lines)) > box.height:
            lines = [text(view.brief).wrap(_MEASURE, max(1, box.width))]
        y = box.y
        for paragraph in lines:
            for line in paragraph:
                if y >= box.y + box.height:
                    return
                line.style = self.palette.style("text")
                brush.canvas.write(box.x, y, line)
                y += 1
            y += spaced

    # The mouse.

    def _pixel(self, x: int, y: int) -> Hit | None:
        """Return the input under a cell of the large picture."""
        view, at = self._view, self.plan
        if view is None or not at.large.contains(x, y):
            return None
        margin = 0 if at.compact else at.sizes.large_margin
        figure = trimmed(view.large, margin)
        hit = painter_of(figure).hit(figure, at.large, x, y)
        if hit is None:
            return None
        row, column = divmod(hit.index, figure.values.shape[1])
        side = view.large.values.shape[1]
        return replace(hit, index=(row + margin) * side + column + margin)

    def _reading(self, x: int, y: int) -> str:
        view, at = self._view, self.plan
        if view is None:
            return ""
        if (digit := at.small_under(x, y)) is not None:
            return reading_of(view.ten[digit])
        if (hit := self._pixel(x, y)) is not None:
            return painter_of(view.large).reading(view.large, hit)
        return ""

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Read out what is under the mouse, or drag the slider."""
        if self._held:
            self.post_message(self.Wanted(share=share_at(self.plan.mix, event.x)))
            return
        self._tell(self._reading(event.x, event.y))

    def on_leave(self, event: events.Leave) -> None:
        """Nothing is under the mouse any more."""
        self._tell("")

    def _tell(self, words: str) -> None:
        if words != self._words:
            self._words = words
            self.post_message(self.Hovered(words))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Want what is under the mouse; hold the slider."""
        view, at = self._view, self.plan
        if event.button != 1 or view is None:
            return
        x, y = event.x, event.y
        if (digit := at.small_under(x, y)) is not None:
            self.post_message(self.Wanted(digit=digit))
        elif (other := other_under(at.mix, x, y)) is not None:
            self.post_message(self.Wanted(other=other))
        elif view.mix.other is not None and on_slider(at.mix, x, y):
            self._held = True
            self.capture_mouse()
            self.post_message(self.Wanted(share=share_at(at.mix, x)))
        elif self._pixel(x, y) is not None:
            self.post_message(self.Wanted())

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Let go."""
        self._let_go()

    def on_mouse_release(self, event: events.MouseRelease) -> None:
        """Let go: something else has taken the mouse."""
        self._held = False

    def on_resize(self, event: events.Resize) -> None:
        """Draw for the new size; what was held is no longer where it was."""
        self._let_go()
        super().on_resize(event)

    def _let_go(self) -> None:
        if self._held:
            self._held = False
            self.release_mouse()


def _paint(figure: Figure, box: Box, brush: Brush) -> None:
    """Paint a figure in the room it takes of a box."""
    painter = painter_of(figure)
    room = Size(box.width, box.height)
    size = painter.fit(figure, room) if isinstance(figure, Bars) else room
    painter.paint(figure, Box(box.x, box.y, *size), brush)
