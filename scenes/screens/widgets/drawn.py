"""A widget that draws itself on a canvas, and repaints only the rows that changed."""

from __future__ import annotations

from collections.abc import Sequence

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

    DEFAULT_CSS = "Drawn { width: 1fr; }"
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
        self.palette = palette
        self.redraw()

    def drawn(self, width: int, height: int) -> list[Strip]:
        """Return the rows of a widget of this size."""
        canvas = Canvas(width, height, self.palette.style("text"))
        self.draw(canvas)
        return strips_of(canvas)

    @property
    def is_drawn(self) -> bool:
        """Whether it has a size, and is drawn for it."""
        width, height = self.size
        drawn = len(self._strips) == height > 0
        return drawn and self._strips[0].cell_length == width > 0

    def redraw(self) -> None:
        """Draw anew; ask for a repaint of the rows that are not as they were."""
        if not self.is_drawn:
            self._strips = []
            self.refresh()  # and then it is drawn
            return
        old, self._strips = self._strips, self.drawn(*self.size)
        self.repaint([y for y, strip in enumerate(self._strips) if strip != old[y]])

    def repaint(self, rows: list[int]) -> None:
        """Ask for a repaint of rows, given from above."""
        regions: list[Region] = []
        for y in rows:
            if regions and regions[-1].bottom == y:
                regions[-1] = regions[-1].grow((0, 0, 1, 0))
            else:
                regions.append(Region(0, y, self.size.width, 1))
        if regions:
            self.refresh(*regions)

    def render_line(self, y: int) -> Strip:
        """Return a drawn row."""
        # A new size is drawn as it is painted. Drawn when the widget hears of it, as Textual has it
        # done, what was painted first was blank.
        if not self.is_drawn:
            self._strips = self.drawn(*self.size)
        if y < len(self._strips):
            return self._strips[y]
        return Strip.blank(self.size.width, self.palette.style("text"))
