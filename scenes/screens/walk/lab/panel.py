"""The panel of the lab: what can be changed, what it did to the answer, which Jays matter."""

from __future__ import annotations

import math
from typing import ClassVar

from textual import events
from textual.binding import BindingType

from scenes.canvas.canvas import Canvas
from scenes.canvas.hits import Hit
from scenes.canvas.painters import Brush
from scenes.canvas.palette import Palette
from scenes.screens.walk.lab.controls import Control, last_turned
from scenes.screens.walk.lab.keys import LAB_KEYS
from scenes.screens.walk.lab.messages import (
    ControlChosen,
    ControlTurned,
    ControlTyped,
    EditUndone,
    LabClosed,
    NodeLookedAt,
)
from scenes.screens.walk.lab.paint import PANES, LabPainter, Pane, Zone
from scenes.screens.walk.lab.view import LabView
from scenes.screens.widgets.board import Board

MOST_TYPED = 8


class LabPanel(Board, can_focus=True):
    """Draws a view of the lab; what the reader does in it goes up."""

    BINDINGS: ClassVar[list[BindingType]] = [*LAB_KEYS]

    def __init__(self, palette: Palette, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(palette, id=id)
        self._view: LabView | None = None
        self._chosen = 0
        self._rank = 0
        self._pane: Pane = "answers"
        self._typed: str | None = None
        self._zones: list[Zone] = []
        self._opens = True

    def begin(self) -> None:
        """Begin at what was changed last, if anything is where the reader looks."""
        self._opens = True

    def show(self, view: LabView) -> None:
        """Show what has come of the edits."""
        self._view = view
        if self._opens and not view.controls[self._chosen].edited:
            last = last_turned(view.controls, view.made)
            self._chosen = self._chosen if last is None else last
        self._opens = False
        self.redraw()

    @property
    def control(self) -> Control | None:
        """The control that is chosen."""
        return None if self._view is None else self._view.controls[self._chosen]

    # Keys.

    def action_move(self, by: int) -> None:
        """Choose the next or previous control, or Jay of the ranking."""
        if self._view is None:
            return
        if self._pane == "jays":
            # One who is not in the ranking stands before it, or after it.
            at = self._rank if self._rank >= 0 or by > 0 else 0
            self._rank = (at + by) % len(self._view.ranking)
            self.post_message(NodeLookedAt("jay", self._view.ranking[self._rank].jay))
        else:
            self._choose((self._chosen + by) % len(self._view.controls))

    def action_turn(self, by: int) -> None:
        """Turn the chosen control."""
        if self.control is not None:
            self.post_message(ControlTurned(self.control.id, by))

    def action_pick(self, control: str) -> None:
        """Choose a control by its key; a switch is switched at once."""
        if self._view is None:
            return
        self._pane = "answers"
        self._choose(next(i for i, c in enumerate(self._view.controls) if c.id == control))
        self.post_message(ControlTurned(control, 0))

    def action_number(self) -> None:
        """Start to type a number; where there is none to type, do what the key does."""
        if self.control is None:
            return
        if self.control.set_to is None:
            self.post_message(ControlTurned(self.control.id, 0))
        else:
            self._typed = ""
            self.redraw()

    def action_look(self, kind: str, by: int) -> None:
        """Look at the next or previous node of a kind."""
        self.post_message(NodeLookedAt(kind, by=by))

    def action_pane(self, by: int) -> None:
        """Go to the next list."""
        self._pane = PANES[(PANES.index(self._pane) + by) % len(PANES)]
        self.redraw()

    def action_undo(self) -> None:
        """Take the last edit back."""
        self.post_message(EditUndone())

    def action_close(self) -> None:
        self.post_message(LabClosed())

    def _choose(self, index: int) -> None:
        self._chosen, self._typed = index, None
        self.redraw()
        self.post_message(ControlChosen())

    def on_key(self, event: events.Key) -> None:
        """Take what is typed, while a number is."""
        if self._typed is None:
            return
        event.stop()
        event.prevent_default()
        character = "-" if event.key == "minus" else (event.character or "").replace(",", ".")
        if event.key == "escape":
            self._typed = None
        elif event.key == "backspace":
            self._typed = self._typed[:-1]
        elif event.key == "enter":
            self._finish()
        elif character.isprintable() and len(self._typed) < MOST_TYPED:
            self._typed += character
        self.redraw()

    def _finish(self) -> None:
        """Set the chosen thing to what was typed; what is no number can still be mended."""
        typed = self._typed or ""
        try:
            value = float(typed)
        except ValueError:
            value = math.nan
        if typed and not math.isfinite(value):
            self.notify(f"expected a number, found {typed!r}", severity="error", markup=False)
            return
        self._typed = None
        if typed and self.control is not None:
            self.post_message(ControlTyped(self.control.id, value))

    # Mouse.

    def hit(self, x: int, y: int) -> Hit | None:
        """Return the control, node or edit under a cell."""
        return next((zone.hit for zone in self._zones if zone.box.contains(x, y)), None)

    def on_board_picked(self, message: Board.Picked) -> None:
        """Choose or turn what was clicked."""
        message.stop()
        hit = message.hit
        if self._view is None:
            return
        self._typed = None
        if hit.kind == "jay":
            self._rank = hit.index
            self.post_message(NodeLookedAt("jay", self._view.ranking[hit.index].jay))
        elif hit.kind == "made":
            self.post_message(EditUndone(hit.index))
        else:
            self._choose(hit.index)
            if hit.kind != "control":
                by = 1 if hit.kind == "more" else -1
                self.post_message(ControlTurned(self._view.controls[hit.index].id, by))

    # Drawing.

    def draw(self, canvas: Canvas) -> None:
        """Draw what there is room for."""
        view = self._view
        if view is None:
            return
        self._rank = next((i for i, rank in enumerate(view.ranking) if rank.jay == view.jay), -1)
        brush = Brush(canvas, self.palette, 1.0)
        self._zones = LabPainter(view, brush, self._chosen, self._pane, self._typed).paint()
