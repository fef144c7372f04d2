"""What keeps a stray event from ending the app: one for a screen that is closing, or of old size.

Textual handles an event in the widget that it was sent to, be that still on the screen or not; what
is raised there ends the app. A screen, a dialog and the palette hear only what still concerns them.
"""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ScreenError, ScreenStackError
from textual.css.query import NoMatches
from textual.dom import NoScreen
from textual.errors import NoWidget
from textual.message import Message
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.widget import Widget

STRAY: tuple[type[Exception], ...] = (
    ScreenError,
    ScreenStackError,
    NoScreen,
    NoMatches,
    NoWidget,
)
"""What Textual raises for an event that comes when what it is about has gone."""


class Guarded(MessagePump):
    """Mixed into a screen or a part of one: a stray event, or an outdated size, is dropped."""

    STRAY: ClassVar[tuple[type[Exception], ...]] = STRAY
    ALWAYS: ClassVar[bool] = False
    """Whether they are stray also while it is open: so in what Textual has made."""

    async def _dispatch_message(self, message: Message) -> None:
        if isinstance(message, events.Resize) and self._is_outdated(message):
            return
        try:
            await super()._dispatch_message(message)
        except self.STRAY:
            if not (self.ALWAYS or self._is_leaving):
                raise

    def _is_outdated(self, message: events.Resize) -> bool:
        """Return whether the terminal is of another size by now: one of that will follow.

        While a window's edge is dragged new sizes come faster than screens are laid out.
        """
        return isinstance(self, Screen) and message.size != self.app.size

    @property
    def _is_leaving(self) -> bool:
        """Whether the screen that this is on has been closed, or is covered by another."""
        assert isinstance(self, Widget)
        try:
            return self._closing or not self.screen.is_current
        except STRAY:
            return True
