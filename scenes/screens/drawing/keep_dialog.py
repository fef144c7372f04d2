"""What is asked for a folder: the data set that drawings are added to."""

from __future__ import annotations

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static

from scenes.screens.served import refuse_files
from scenes.screens.widgets.forms import WRONG, Dialog

ABOUT = (
    "A folder of your own drawings, made if it is not there. Four in five are kept to train on, "
    "one to test with: tinynet train --data FOLDER."
)


class KeepDialog(Dialog[str | None]):
    """Asks for the folder of a data set."""

    def __init__(self, suggestion: str) -> None:
        """Begin with this name.

        Raises :class:`TinynetError` where the files are not the reader's own.
        """
        super().__init__()
        refuse_files()
        self._suggestion = suggestion

    def compose(self) -> ComposeResult:
        """Stack the name and what the folder is."""
        with Vertical(classes="dialog") as box:
            box.border_title = "Keep this drawing in a data set"
            with Horizontal(classes="row"):
                yield Static("folder", classes="label")
                name = Input(self._suggestion, compact=True)
                name.cursor_blink = False
                yield name
            yield Static(Text(ABOUT), id="said")
            yield from self.buttons("Keep", "enter keeps · escape leaves")

    def on_mount(self) -> None:
        """Start at the name."""
        self.query_one(Input).focus()

    def action_accept(self) -> None:
        """Close with the folder's name."""
        typed = self.query_one(Input).value.strip()
        if not typed:
            self.query_one("#said", Static).update(Text(f"{WRONG}expected the name of a folder"))
        elif self.is_current:
            self.dismiss(typed)
