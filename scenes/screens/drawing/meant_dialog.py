"""What is asked where there are more classes than keys: which of all of them was meant."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from scenes.screens.overlay import Overlay


class MeantDialog(Overlay[int | None]):
    """Lists all classes by name; a typed character goes to the next name that begins with it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "close")]

    def __init__(self, names: Sequence[str], meant: int | None) -> None:
        """Begin at the class that was meant so far, if it was said."""
        super().__init__()
        self._names, self._meant = names, meant

    def compose(self) -> ComposeResult:
        """List the classes, and say how to choose."""
        classes = OptionList(*(Option(Text(name)) for name in self._names), id="meant-of")
        classes.border_title = "What did you mean?"
        classes.border_subtitle = "type its first letter · enter"
        yield classes

    def on_mount(self) -> None:
        """Start at what was meant."""
        self.query_one(OptionList).highlighted = self._meant or 0

    def on_key(self, event: events.Key) -> None:
        """Go to the next class whose name begins with what was typed."""
        typed = event.character
        if typed is None or not event.is_printable or typed.isspace():
            return
        classes = self.query_one(OptionList)
        count, here = len(self._names), classes.highlighted or 0
        for kind in ((here + step) % count for step in range(1, count + 1)):
            if self._names[kind].casefold().startswith(typed.casefold()):
                classes.highlighted = kind
                break
        event.stop()

    def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        """Close with the class."""
        if self.is_current:  # and not closed by a key that came in between
            self.dismiss(message.option_index)
