"""The board: the sheet to draw on, and all that is told beside it, on one canvas."""

from __future__ import annotations

import math
from typing import Literal

from textual import events
from textual.message import Message

from scenes.canvas.canvas import Canvas
from scenes.canvas.painters import Brush
from scenes.canvas.palette import Palette
from scenes.screens.drawing.easel import SIDE
from scenes.screens.drawing.layout import Plan, plan
from scenes.screens.drawing.paint import Zone, paint_view, zoom_of
from scenes.screens.drawing.view import View
from scenes.screens.widgets.drawn import Drawn

LEFT, RIGHT = 1, 3
"""Buttons of the mouse."""


class Board(Drawn):
    """Shows a view. Where the mouse draws is told; what is clicked is picked."""

    ALLOW_SELECT = False
    """Or Textual would select text while the mouse draws, and paint the whole screen each time."""

    class Drew(Message):
        """The brush was put on the sheet, moved or lifted with the mouse; in pixels."""

        def __init__(
            self, how: Literal["begin", "move", "end"], x: float, y: float, *, erase: bool = False
        ) -> None:
            """Tell where."""
            super().__init__()
            self.how = how
            self.x, self.y = x, y
            self.erase = erase

    class Picked(Message):
        """The reader clicked on something that the screen has an action for."""

        def __init__(self, action: str) -> None:
            """Tell the action."""
            super().__init__()
            self.action = action

    def __init__(self, palette: Palette, *, id: str | None = None) -> None:  # noqa: A002
        """Make an empty board."""
        super().__init__(palette, id=id)
        self._view: View | None = None
        self._why = False
        self._zones: list[Zone] = []
        self._held = False
        """Whether the mouse is drawing."""
        self._fine = False
        """Whether the terminal tells where in a cell the mouse is."""
        self._row = 0
        self._half = 0.0
        """Towards which half of the row's cell the mouse came, −½ up or ½ down."""

    def show(self, view: View, *, why: bool) -> None:
        """Show this; ``why`` chooses the view where there are two."""
        self._view, self._why = view, why
        self.redraw()

    @property
    def plan(self) -> Plan:
        """Where the parts stand."""
        return plan(*self.size, why=self._why)

    def draw(self, canvas: Canvas) -> None:
        """Draw the parts."""
        if self._view is not None:
            self._zones = paint_view(self._view, self.plan, Brush(canvas, self.palette, 1.0))

    # The mouse.

    def _place(self, event: events.MouseEvent) -> tuple[float, float]:
        """Return the pixel's place under the mouse, as fine as the terminal readings.

        A cell may hold two pixels. Where no more is known than the cell, the brush is taken to
        be in the half that it was drawn towards.
        """
        sheet = self.plan.sheet
        zoom = zoom_of(sheet, SIDE)
        x, y = event.pointer_x, event.pointer_y
        self._fine = self._fine or x != math.floor(x) or y != math.floor(y)
        if self._fine:
            return (x - sheet.x) / zoom, (y - sheet.y - 1) * 2 / zoom
        row, self._row = self._row, event.y
        if event.y != row:
            self._half = math.copysign(0.5, event.y - row)
        half = self._half if zoom == 1 else 0.0
        return (x - sheet.x + 0.5) / zoom, (y - sheet.y - 1 + 0.5) * 2 / zoom + half

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin to draw on the sheet, or pick something beside it."""
        sheet = self.plan.sheet
        if sheet.contains(event.x, event.y) and event.y > sheet.y:
            if event.button not in (LEFT, RIGHT):
                return
            self._row, self._half = event.y, 0.0
            self._held = True
            self.capture_mouse()
            x, y = self._place(event)
            self.post_message(self.Drew("begin", x, y, erase=event.button == RIGHT))
        elif event.button == LEFT:
            for zone in self._zones:
                if zone.box.contains(event.x, event.y):
                    self.post_message(self.Picked(zone.action))
                    return

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Draw."""
        if self._held:
            self.post_message(self.Drew("move", *self._place(event)))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Lift the brush."""
        self.let_go()

    def on_mouse_release(self, event: events.MouseRelease) -> None:
        """Lift the brush if something else has taken the mouse.

        The word that it was let go may come when the next stroke has already begun.
        """
        if self._held and self.app.mouse_captured is not self:
            self._held = False
            self.post_message(self.Drew("end", 0, 0))

    def on_resize(self, event: events.Resize) -> None:
        """Draw for the new size; what the mouse drew at is no longer where it was."""
        self.let_go()
        super().on_resize(event)

    def let_go(self) -> None:
        """Lift the brush if the mouse holds it."""
        if self._held:
            self._held = False
            self.release_mouse()
            self.post_message(self.Drew("end", 0, 0))
