"""An app that sends only the cells that changed, and only as fast as the terminal takes them."""

from __future__ import annotations

from typing import Any

from rich.color import ColorSystem
from rich.console import Console, RenderableType
from textual import events
from textual._compositor import CompositorUpdate
from textual.app import App
from textual.screen import Screen

from scenes.screens.terminal.cells import TerminalCells
from scenes.screens.terminal.pace import Allowance, LinePace
from scenes.screens.terminal.timers import mend_timers


class CellUpdate(CompositorUpdate):
    """What the terminal does not show yet, written when it is asked for."""

    def __init__(self, cells: TerminalCells, most: int | None, allowance: Allowance) -> None:
        """Take it from these cells, about so many characters of it; count it as spent."""
        self._cells, self._most, self._allowance = cells, most, allowance

    def render_segments(self, console: Console) -> str:
        """Return the sequences that are sent."""
        text = self._cells.difference(self._most)
        self._allowance.spend(len(text.encode("utf-8", "replace")))
        return text


class ThinApp(App[None]):
    """Textual draws into cells, and what differs from the terminal's is sent.

    While the terminal has not taken what was sent before, nothing is: what is drawn meanwhile
    replaces what was drawn, so that a key is never answered after old frames.
    """

    def __init__(self) -> None:
        """Know nothing of the terminal yet."""
        mend_timers()
        super().__init__()
        self._cells = TerminalCells(self.console._color_system or ColorSystem.TRUECOLOR)
        self._allowance = Allowance()
        self._sends_later = False

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        if isinstance(renderable, CompositorUpdate) and not (self.is_headless or self.is_inline):
            self._cells.paint(renderable)
            renderable = self._next_piece()
        super()._display(screen, renderable)

    def _next_piece(self) -> Any:
        """Return what to send now; None if nothing differs, or it has to wait.

        Textual writes it by ``render_segments`` alone: it need not be all that Rich could print.
        """
        pace: LinePace | None = getattr(self._driver, "pace", None)
        if not self._cells.differs or (pace is not None and pace.waits):
            return None
        if seconds := self._allowance.wait():
            if not self._sends_later:
                self._sends_later = True
                self.set_timer(seconds, self._send_later)
            return None
        return CellUpdate(self._cells, None if pace is None else pace.most, self._allowance)

    def _send_later(self) -> None:
        self._sends_later = False
        self.send_on()

    def send_on(self) -> None:
        """Go on sending: the terminal has taken what was on its way."""
        if self._cells.differs and self.screen_stack:
            super()._display(self.screen, self._next_piece())

    def draw_anew(self) -> None:
        """Send every cell, as others have written on the terminal."""
        self._cells.forget()
        self.send_on()

    async def on_event(self, event: events.Event) -> None:
        """Answer at once; draw anew on a terminal that changed its size, be it back to the old."""
        if isinstance(event, (events.InputEvent, events.Resize)):
            self._allowance.answer()
            self._cells.make_way()
        await super().on_event(event)
        if isinstance(event, events.Resize):
            self._cells.forget()
            if self._cells.size == event.size:
                self.send_on()
