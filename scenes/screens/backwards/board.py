"""The board: ten pictures, the chosen one large, what is heard of it, and the words."""

from __future__ import annotations

from scenes.canvas.canvas import Canvas
from scenes.canvas.hits import Hit
from scenes.canvas.painters.base import Brush
from scenes.canvas.palette import Palette
from scenes.screens.backwards.layout import BackwardsLayout, layout_of
from scenes.screens.backwards.panels import PANELS
from scenes.screens.backwards.view import BackwardsView, reading_of
from scenes.screens.widgets.board import Board


class BackwardsBoard(Board):
    """Shows a view. Pictures and pixels can be read and picked; the slider can be dragged."""

    def __init__(self, palette: Palette, *, id: str | None = None) -> None:  # noqa: A002
        """Make an empty board."""
        super().__init__(palette, id=id)
        self._view: BackwardsView | None = None

    def show(self, view: BackwardsView) -> None:
        """Show this. What was under the mouse was of the moment before."""
        self._view = view
        self.forget()
        self.redraw()

    @property
    def placed(self) -> BackwardsLayout | None:
        """Where the parts stand, once something is shown."""
        return None if self._view is None else layout_of(*self.size, self._view.side)

    def draw(self, canvas: Canvas) -> None:
        """Draw the panels."""
        view, placed = self._view, self.placed
        if view is not None and placed is not None:
            brush = Brush(canvas, self.palette, 1.0)
            for paint in PANELS:
                paint(view, placed, brush)

    def hit(self, x: int, y: int) -> Hit | None:
        """Return what can be read, picked or dragged there."""
        view, placed = self._view, self.placed
        return None if view is None or placed is None else placed.hit(view, x, y)

    def reading(self, hit: Hit, x: int, y: int) -> str:
        """Return what is heard of a small picture, or the numbers of a pixel."""
        view = self._view
        if view is not None and hit.kind == "small":
            return reading_of(view.ten[hit.index])
        if view is not None and hit.kind == "pixel":
            return view.reading(hit.index)
        return ""

    def drags(self, hit: Hit) -> bool:
        """Hold the slider."""
        return hit.kind == "share"

    def dragged(self, x: int, y: int) -> Hit | None:
        """Return the place on the slider that the mouse is nearest to, however far from it."""
        return None if self.placed is None else self.placed.share_at(x)
