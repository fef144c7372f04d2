"""The command palette, which does not end the app.

In Textual 8.2.8's, Enter twice in quick succession, a click outside twice, Page Down on a list that
is not laid out yet and a click while it closes raise ScreenStackError, NoMatches or KeyError, which
end the app. No release up to 8.2.8 mends that.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.command import CommandInput, CommandList, CommandPalette, SearchIcon
from textual.containers import Horizontal, Vertical
from textual.css.query import NoMatches
from textual.events import InputEvent
from textual.message import Message
from textual.reactive import var
from textual.widgets import Input, LoadingIndicator, OptionList

from scenes.screens.guards import STRAY, Guarded

LATE: tuple[type[Exception], ...] = (*STRAY, KeyError, IndexError)
"""What is raised for an option that is not there any more, or not yet laid out."""
ASKING = (InputEvent, Input.Submitted, Input.Changed, OptionList.OptionMessage)
"""What asks something of the palette; not once it closes."""


class Prompt(SearchIcon):
    """What stands before it. (Textual has a picture there that not every font has.)"""

    icon = var("›")


class SteadyInput(Guarded, CommandInput):
    """Where the reader types."""

    STRAY: ClassVar[tuple[type[Exception], ...]] = LATE
    ALWAYS: ClassVar[bool] = True


class SteadyList(Guarded, CommandList):
    """The list of what is found; a stray event in it does not end the app."""

    STRAY: ClassVar[tuple[type[Exception], ...]] = LATE
    ALWAYS: ClassVar[bool] = True


class SteadyPalette(Guarded, CommandPalette):
    """Closes once, and only while it is what the reader sees; as wide as the other dialogs."""

    DEFAULT_CSS = """
    SteadyPalette > Vertical, SteadyPalette > Vertical:dark {
        width: 80; max-width: 100%;
        background: $surface;
    }
    SteadyPalette #--input { border: hkey $border; }
    SteadyPalette Prompt { color: $primary; text-style: bold; }
    """

    STRAY: ClassVar[tuple[type[Exception], ...]] = LATE
    ALWAYS: ClassVar[bool] = True
    _left = False

    def compose(self) -> ComposeResult:
        """Compose it as Textual does, of parts that bear a late event."""
        # Composed here as there: Textual has no way to name other classes for the parts.
        with Vertical(id="--container"):
            with Horizontal(id="--input"):
                yield Prompt()
                yield SteadyInput(placeholder=self._placeholder, select_on_focus=False)
            with Vertical(id="--results"):
                yield SteadyList()
                yield LoadingIndicator()

    async def _dispatch_message(self, message: Message) -> None:
        # Textual calls its own handlers of messages whatever a subclass defines: a second Enter
        # must not come so far, or the command would run twice.
        if self._left and isinstance(message, ASKING):
            return
        await super()._dispatch_message(message)

    def dismiss(self, result: None = None) -> AwaitComplete:
        """Close it, if it is open and not closing already."""
        if self._left or not self.is_current:
            return AwaitComplete()
        self._left = True
        return super().dismiss(result)

    @work(exclusive=True, group=CommandPalette._GATHER_COMMANDS_GROUP, exit_on_error=False)
    async def _gather_commands(self, search_value: str) -> None:
        # As in Textual, but a search that is overtaken by the palette's closing just ends.
        gather: Any = CommandPalette._gather_commands
        await gather.__wrapped__(self, search_value)

    # The keys' actions are run by the app, not by the palette.

    def _action_command_list(self, action: str) -> None:
        with suppress(*LATE):
            super()._action_command_list(action)

    def _action_cursor_down(self) -> None:
        with suppress(*LATE):
            super()._action_cursor_down()

    def _action_escape(self) -> None:
        if not self._left:
            with suppress(NoMatches):
                super()._action_escape()
