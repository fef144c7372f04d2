"""A widget that draws itself on a canvas, and repaints only the rows that changed."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.filter import LineFilter
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from scenes.canvas.canvas import Canvas
from scenes.canvas.palette import Palette
from scenes.screens.legible import Legible


def strips_of(canvas: Canvas) -> list[Strip]:
    """Return a canvas's rows as Textual takes them."""
    return [Strip(row, canvas.width) for row in canvas.rows()]


class Drawn(Widget):
    """Base of the drawn widgets: subclasses write :meth:`draw` and call :meth:`redraw`."""

    ALLOW_SELECT = False
    """A drag paints, turns or scrubs; text selected on the way would repaint the whole screen."""

    def __init__(self, palette: Palette, *, id: str | None = None) -> None:  # noqa: A002
        """Make an empty widget in these colours."""
        super().__init__(id=id)
        self.palette = palette
        self._strips: list[Strip] = []

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return what a line goes through: not what mends colours, which the palette has done.

        But for colours that are shown as greys, of which it knows nothing.
        """
        if self.app.no_color:
            return super().get_line_filters()
        return [each for each in super().get_line_filters() if not isinstance(each, Legible)]

    def draw(self, canvas: Canvas) -> None:
        """Write the widget's content on an empty canvas of its size."""
        raise NotImplementedError

    def term_at(self, x: int, y: int) -> str:
        """Return the term that the word under a cell is marked as; empty if it is none."""
        if not 0 <= y < len(self._strips):
            return ""
        for segment in self._strips[y]:
            x -= segment.cell_length
            if x < 0:
                return "" if segment.style is None else str(segment.style.meta.get("term", ""))
        return ""

    def recolour(self, palette: Palette) -> None:
        """Take other colours."""
        self.palette = palette
        self.redraw()

    def redraw(self) -> None:
        """Draw anew; ask for a repaint of the rows that are not as they were."""
        width, height = self.size
        if not (width and height):
            return
        canvas = Canvas(width, height, self.palette.style("text"))
        self.draw(canvas)
        old, self._strips = self._strips, strips_of(canvas)
        if len(old) != height or (old and old[0].cell_length != width):
            self.refresh()
            return
        changed = [
            Region(0, y, width, 1) for y, strip in enumerate(self._strips) if strip != old[y]
        ]
        if changed:
            self.refresh(*changed)

    def on_resize(self, event: events.Resize) -> None:
        """Draw for the new size."""
        self._strips = []
        self.redraw()

    def render_line(self, y: int) -> Strip:
        """Return a drawn row."""
        if y < len(self._strips):
            return self._strips[y]
        return Strip.blank(self.size.width, self.palette.style("text"))
