"""A board that is made of panels: each draws its part of a view where a layout has it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from scenes.canvas.canvas import Canvas
from scenes.canvas.painters.base import Brush
from scenes.canvas.palette import Palette
from scenes.screens.widgets.board import Board

ViewT = TypeVar("ViewT")
LayoutT = TypeVar("LayoutT")


class PanelledBoard(Board, Generic[ViewT, LayoutT]):
    """Shows a view. A subclass names its ``panels``, and writes :meth:`laid_out`."""

    panels: Iterable[Callable[[ViewT, LayoutT, Brush], None]]

    def __init__(self, palette: Palette, *, id: str | None = None) -> None:  # noqa: A002
        """Make an empty board."""
        super().__init__(palette, id=id)
        self._view: ViewT | None = None

    def laid_out(self, view: ViewT) -> LayoutT:
        """Return where the parts of a view stand, at the board's size."""
        raise NotImplementedError

    @property
    def placed(self) -> LayoutT | None:
        """Where the parts stand, once something is shown."""
        return None if self._view is None else self.laid_out(self._view)

    def draw(self, canvas: Canvas) -> None:
        view, placed = self._view, self.placed
        if view is not None and placed is not None:
            brush = Brush(canvas, self.palette, 1.0)
            for paint in self.panels:
                paint(view, placed, brush)
