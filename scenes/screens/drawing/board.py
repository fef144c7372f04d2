"""The board: the sheet to draw on, and all that stands beside it, on one canvas."""

from __future__ import annotations

import math

from textual import events

from scenes.canvas.hits import Hit
from scenes.canvas.palette import Palette
from scenes.screens.drawing.layout import DrawingLayout, layout_of
from scenes.screens.drawing.messages import StrokeBegun, StrokeEnded, StrokeMoved
from scenes.screens.drawing.panels import PANELS
from scenes.screens.drawing.view import DrawingView
from scenes.screens.widgets.board import LEFT, RIGHT
from scenes.screens.widgets.panelled import PanelledBoard


class DrawingBoard(PanelledBoard[DrawingView, DrawingLayout]):
    """Shows a view. What the mouse draws is posted as strokes; what is clicked beside is picked."""

    panels = PANELS

    def __init__(self, palette: Palette, *, id: str | None = None) -> None:  # noqa: A002
        """Make an empty board."""
        super().__init__(palette, id=id)
        self._why = False
        self._drawing = False
        """Whether the mouse is drawing."""
        self._fine = False
        """Whether the terminal tells where in a cell the mouse is."""
        self._row = 0
        self._half = 0.0
        """Towards which half of the row's cell the mouse came, −½ up or ½ down."""

    def show(self, view: DrawingView, *, why: bool) -> None:
        """Show this; ``why`` chooses the view where there are two."""
        self._view, self._why = view, why
        self.redraw()

    def laid_out(self, view: DrawingView) -> DrawingLayout:
        """Return where the parts stand."""
        return layout_of(*self.size, view.side, why=self._why)

    def hit(self, x: int, y: int) -> Hit | None:
        """Return what beside the sheet can be clicked there, by its action's name."""
        view, placed = self._view, self.placed
        return None if view is None or placed is None else placed.hit(view, x, y)

    # The mouse on the sheet. Beside it the shared board has its way: Textual calls its handlers
    # too, unless the default is prevented.

    def _place(self, placed: DrawingLayout, event: events.MouseEvent) -> tuple[float, float]:
        """Return the pixel's place under the mouse, as fine as the terminal tells.

        A cell may hold two pixels. Where no more is known than the cell, the brush is taken to
        be in the half that it was drawn towards.
        """
        x, y = event.pointer_x, event.pointer_y
        self._fine = self._fine or x != math.floor(x) or y != math.floor(y)
        if self._fine:
            return placed.pixel(x, y)
        row, self._row = self._row, event.y
        if event.y != row:
            self._half = math.copysign(0.5, event.y - row)
        column, line = placed.pixel(x + 0.5, y + 0.5)
        return column, line + (self._half if placed.zoom == 1 else 0.0)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin a stroke on the sheet."""
        placed = self.placed
        if (
            placed is None
            or event.button not in (LEFT, RIGHT)
            or not placed.on_sheet(event.x, event.y)
        ):
            return
        event.prevent_default()
        self._row, self._half = event.y, 0.0
        self._drawing = True
        self.capture_mouse()
        x, y = self._place(placed, event)
        self.post_message(StrokeBegun(x, y, erase=event.button == RIGHT))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Go on with the stroke."""
        placed = self.placed
        if self._drawing and placed is not None:
            event.prevent_default()
            self.post_message(StrokeMoved(*self._place(placed, event)))

    def on_mouse_release(self, event: events.MouseRelease) -> None:
        """End the stroke if something else has taken the mouse.

        The word that it was let go may come when the next stroke has already begun.
        """
        if self._drawing and self.app.mouse_captured is not self:
            self._drawing = False
            self.post_message(StrokeEnded())

    def let_go(self) -> None:
        """End the stroke, if the mouse draws one."""
        super().let_go()
        if self._drawing:
            self._drawing = False
            self.release_mouse()
            self.post_message(StrokeEnded())
