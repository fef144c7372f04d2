"""The board: ten pictures, the chosen one large, what is heard of it, and the words."""

from __future__ import annotations

from scenes.canvas.hits import Hit
from scenes.screens.backwards.layout import BackwardsLayout, layout_of
from scenes.screens.backwards.panels import PANELS
from scenes.screens.backwards.view import BackwardsView, reading_of
from scenes.screens.widgets.panelled import PanelledBoard


class BackwardsBoard(PanelledBoard[BackwardsView, BackwardsLayout]):
    """Shows a view. Pictures and pixels can be read and picked; the slider can be dragged."""

    panels = PANELS

    def show(self, view: BackwardsView) -> None:
        """Show this. What was under the mouse was of the moment before."""
        self._view = view
        self.forget()
        self.redraw()

    def laid_out(self, view: BackwardsView) -> BackwardsLayout:
        """Return where the parts stand."""
        return layout_of(*self.size, view.side)

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
        """Let the mouse hold the slider, and nothing else."""
        return hit.kind == "share"

    def dragged(self, x: int, y: int) -> Hit | None:
        """Return the place on the slider that the mouse is nearest to, however far from it."""
        return None if self.placed is None else self.placed.share_at(x)
