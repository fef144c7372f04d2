"""What dialogs are made of: a box over a screen, rows to type in, lists to choose from.

What a dialog asks is its own affair; here is how it is answered by keys and mouse.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Button, Input, OptionList, Static
from textual.widgets.option_list import Option

from scenes.screens.overlay import Overlay, Result
from scenes.screens.styled import HEIGHTS
from scenes.story.limits import LimitError
from scenes.story.numbers import plain

LONGEST_TYPED = 24
WIDE = 100
"""Columns from which a dialog has room around what it asks."""
WRONG = "✗ "


class Dialog(Overlay[Result]):
    """Something asked over a screen: Enter accepts, Escape leaves, arrows and Tab go about."""

    CSS_PATH = [Path(__file__).parent / "style.tcss"]  # noqa: RUF012
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = HEIGHTS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "leave"),
        Binding("enter", "accept", "accept"),
        Binding("down,right", "down", "on", show=False),
        Binding("up,left", "up", "back", show=False),
    ]

    def action_accept(self) -> None:
        """Close with what was asked for, or say what is wrong with it."""
        raise NotImplementedError

    def action_down(self) -> None:
        """Go to what comes next."""
        self.focus_next()

    def action_up(self) -> None:
        """Go to what came before."""
        self.focus_previous()

    def on_descendant_focus(self, message: events.DescendantFocus) -> None:
        """Light the row that is typed in. (Textual leaves a label lit by :focus-within lit.)"""
        for row in self.query(".row"):
            row.set_class(row in message.widget.ancestors, "here")

    def on_input_submitted(self) -> None:
        self.action_accept()

    def on_button_pressed(self, message: Button.Pressed) -> None:
        """Do what the button says."""
        if message.button.id == "accept":
            self.action_accept()
        elif self.is_current:
            self.dismiss(None)

    def buttons(self, accept: str, leave: str) -> ComposeResult:
        """Put the button that accepts beside the one that leaves, and say which keys do so."""
        with Horizontal(classes="buttons"):
            yield Button(accept, id="accept", compact=True)
            yield Button("Cancel", id="cancel", compact=True)
            yield Static(leave, classes="about")


class Choices(OptionList):
    """A list in a dialog: choosing takes no Enter, which accepts, and an arrow leads out of it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "screen.accept", show=False)]

    def __init__(self, *options: Option) -> None:
        """List the options, none of them highlighted."""
        with self.prevent(OptionList.OptionHighlighted):
            super().__init__(*options, compact=True)
        self.set_reactive(OptionList.highlighted, None)

    def action_cursor_down(self) -> None:
        """Go to the next, and from the last one out."""
        if self.highlighted == self.option_count - 1:
            self.screen.focus_next()
        else:
            super().action_cursor_down()

    def action_cursor_up(self) -> None:
        """Go to the one before, and from the first one out."""
        if not self.highlighted:
            self.screen.focus_previous()
        else:
            super().action_cursor_up()

    def show_chosen(self, index: int | None) -> None:
        """Highlight one, or none, without that being a choice of the reader's."""
        with self.prevent(OptionList.OptionHighlighted):
            self.highlighted = index


class Field(Horizontal):
    """A setting to type: its name, its value, and what it means or what is wrong with it."""

    def __init__(self, setting: str, label: str, about: str, read: Callable[[str], Any]) -> None:
        """Make the field of a setting, ``read`` from what is typed.

        ``read`` raises :class:`LimitError`, as the readers in ``scenes.story.limits`` do.
        """
        super().__init__(id=setting, classes="row")
        self._label, self._about, self._read = label, about, read

    def compose(self) -> ComposeResult:
        """Put the three side by side."""
        yield Static(self._label, classes="label")
        value = Input(compact=True, max_length=LONGEST_TYPED)
        value.cursor_blink = False
        yield value
        yield Static(Text(self._about), classes="about")

    @property
    def value(self) -> Any:
        """What was typed, as read. Raises :class:`LimitError` if it cannot be."""
        return self._read(self.query_one(Input).value.strip())

    def fill(self, value: float) -> None:
        """Write a value that is right."""
        field = self.query_one(Input)
        with field.prevent(Input.Changed):
            field.value = plain(value)
        self.check()

    def check(self) -> bool:
        """Return whether the value is right; what it should be is said where it is not."""
        try:
            self.value  # noqa: B018
        except LimitError as error:
            # What was found instead stands beside it.
            words = Text(WRONG + str(error).partition(", found ")[0])
            self.add_class("wrong")
        else:
            words = Text(self._about)
            self.remove_class("wrong")
        self.query_one(".about", Static).update(words)
        return not self.has_class("wrong")

    def on_input_changed(self) -> None:
        """See whether what was wrong is right now; what is being typed is left in peace."""
        if self.has_class("wrong"):
            self.check()

    def on_input_blurred(self) -> None:
        """See whether it is right."""
        self.check()
