"""The glossary on the screen: every word, what it means, and the way to its beat."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from rich.console import Group
from rich.padding import Padding
from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from scenes.screens.overlay import Overlay
from scenes.story.acts import ACTS
from scenes.story.glossary import GLOSSARY
from scenes.story.nouns import worded
from scenes.story.places import Where
from scenes.story.route import reached, turn_off


class Glossary(Overlay[Where | None]):
    """Lists the words; the one that is chosen leads to where it is explained."""

    CSS_PATH = Path(__file__).parents[1] / "style.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,G,q", "dismiss(None)", "close")]

    def __init__(self, where: Where) -> None:
        """Start at the last word that a reader here has come to."""
        super().__init__()
        known = [i for i, entry in enumerate(GLOSSARY) if reached(where, turn_off(entry.where))]
        here = [index for index, entry in enumerate(GLOSSARY) if entry.where == where]
        self._start = (here or known[-1:] or [0])[0]

    def compose(self) -> ComposeResult:
        """List each word with its meaning, and the act it is explained in."""
        palette = self.app.palette
        options = []
        for entry in GLOSSARY:
            word = _unpainted(palette.text(f"[bold]{entry.term}[/]"))
            number = ACTS.number(entry.where[0])
            word.append(f"   act {number}, {ACTS.named(entry.where[0]).name}", style="dim")
            meaning = Padding(
                _unpainted(palette.text(worded(entry.meaning, self.app.nouns))), (0, 1, 1, 2)
            )
            options.append(Option(Group(word, meaning)))
        words = OptionList(*options)
        words.border_title = "What the words mean"
        words.border_subtitle = "enter: where it is explained · esc: close"
        yield words

    def on_mount(self) -> None:
        """Highlight the word to start at."""
        words = self.query_one(OptionList)
        words.focus()
        words.highlighted = self._start

    def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        if self.is_current:  # and not closed by a key that came in between
            self.dismiss(GLOSSARY[message.option_index].where)


def _unpainted(text: Text) -> Text:
    """Return text in the list's own ground: its terms keep their colours."""
    bare = Text(text.plain)
    for start, end, style in text.spans:
        if isinstance(style, Style):
            bare.stylize(Style(color=style.color, bold=style.bold), start, end)
    return bare
