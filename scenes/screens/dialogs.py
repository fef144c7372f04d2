"""What opens over a screen: help, the list of acts, a command to copy, whether to quit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from scenes.screens.keys import Guide, class_of
from scenes.screens.overlay import Overlay
from scenes.screens.served import is_served, refuse_files
from scenes.story.acts import ACTS
from scenes.story.markup import shown
from scenes.story.nouns import Worded, worded
from scenes.story.places import Where
from tinynet import TinynetError

if TYPE_CHECKING:
    from scenes.screens.themed import ThemedApp

STYLE = Path(__file__).parent / "style.tcss"


class ActList(OptionList):
    """The acts on one page. (A list that is not laid out yet has no pages to turn.)"""

    def action_page_up(self) -> None:
        """Go to the first."""
        self.action_first()

    def action_page_down(self) -> None:
        """Go to the last."""
        self.action_last()


class GoTo(Overlay[Where | None]):
    """Choose an act to go to, or a question: one that came otherwise, or was passed by."""

    CSS_PATH = STYLE
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,g,q", "dismiss(None)", "close")]

    def __init__(
        self,
        act: int,
        missed: Sequence[Where] = (),
        unanswered: Sequence[Where] = (),
        passed: Sequence[Where] = (),
    ) -> None:
        """Start at the act being told, counted from 0; from the last one, at the questions.

        Questions that were ``missed`` or ``passed`` by are listed; acts that still ask something
        ``unanswered`` are marked.
        """
        super().__init__()
        self._asking = {where[0] for where in unanswered}
        self._marks = {**dict.fromkeys(missed, "✗"), **dict.fromkeys(passed, "?")}
        self._asked = [where for where in ACTS.topics if where in self._marks]
        self._places: list[Where] = [ACTS.where(act) for act in ACTS.ids] + self._asked
        self._start = act
        if self._asked and act == len(ACTS) - 1:
            first = missed[0] if missed else self._asked[0]
            self._start += 1 + self._asked.index(first)

    def compose(self) -> ComposeResult:
        """List the acts with what they are about, then the questions."""
        options = []
        for index, act in enumerate(ACTS):
            line = Text(f"{index + 1:>2}  {act.name:<18}").append(act.about, style="dim")
            if act.id in self._asking:
                line.append("  ?", style="bold")
            options.append(Option(line))
        for where in self._asked:
            name, topic = ACTS.topics[where]
            line = Text(f" {self._marks[where]}  ").append(f"{name:<18}")
            options.append(Option(line.append(topic, style="dim")))
        acts = ActList(*options)
        acts.border_title = "Go to an act" + (", or a question" if self._asked else "")
        acts.border_subtitle = " · ".join(self._legend())
        yield acts

    def _legend(self) -> list[str]:
        """Return what the marks mean that are to be seen, and how to choose."""
        marks = set(self._marks.values())
        return [
            *(["? asks you something"] if self._asking or "?" in marks else []),
            *(["✗ came otherwise"] if "✗" in marks else []),
            "enter goes there",
        ]

    def on_mount(self) -> None:
        """Highlight where we are."""
        self.query_one(OptionList).highlighted = self._start

    def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        if self.is_current:  # and not closed by a key that came in between
            self.dismiss(self._places[message.option_index])


class Help(Overlay[None]):
    """Every key of a screen, and what its colours stand for."""

    CSS_PATH = STYLE
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,q,enter,space", "dismiss", "close")
    ]

    def __init__(self, guide: Guide, idle: frozenset[str] = frozenset()) -> None:
        """Show the keys and the colours of this guide; ``idle`` is what no key does just now."""
        super().__init__()
        self._guide, self._idle = guide, idle

    def compose(self) -> ComposeResult:
        """Show keys, then colours."""
        with VerticalScroll():
            yield Static(self._keys())
            yield Static(self._colours())

    def _keys(self) -> Table:
        table = Table.grid(padding=(0, 2))
        closes = "escape closes this" + (" · in grey: not here, or not now" if self._idle else "")
        table.add_row(Text("Keys", style="bold"), Text(closes, style="dim"))
        rows: dict[str, list[str]] = {}
        digits, keys_of_digits = False, Worded("0 … {last}")
        for binding in self._guide.keys:
            if class_of(binding) is not None:
                digits = True
                continue
            single = binding.make_bindings([replace(binding, key_display=None)])
            keys = [self.app.get_key_display(key) for key in single]
            rows.setdefault(binding.tooltip, []).extend(dict.fromkeys(keys))
        for tooltip, keys in rows.items():
            style = "dim" if tooltip in self._idle else ""
            table.add_row(Text(" ".join(keys), style=style or "bold"), Text(tooltip, style=style))
        if digits:
            table.add_row(
                Text(worded(keys_of_digits, self.app.nouns), style="bold"), self._guide.digits
            )
        table.add_row(Text("^p", style="bold"), "All commands")
        table.add_row(Text("mouse", style="bold"), self._guide.mouse)
        return table

    def _colours(self) -> Text:
        palette = self.app.palette
        text = Text("\nColours\n", style="bold")
        for term, meaning in self._guide.colours:
            colour = palette.style(term).color
            text.append(" ██ ", style="" if colour is None else colour.name)
            text.append(f"{meaning}\n", style="not bold")
        text.append(self._guide.note, style="not bold")
        return text


SENT = (
    "It was sent to the terminal's clipboard. Not every terminal takes it, and tmux only with "
    "`set -s set-clipboard on`: it can also be selected here with the mouse (with Shift, in some)."
)
SENT_TO_BROWSER = (
    "It was sent to the browser's clipboard. Not every browser takes it: it can also be selected "
    "here with the mouse, Shift held down, and copied."
)
CLOSES = "escape closes this"
COMMAND_FILE = "tinynet-command{}.txt"
MOST_FILES = 100
"""Names that are tried for a file, until one is free."""


class CommandShown(Overlay[None]):
    """A command, such as one that reopens a place: to be selected, or written to a file."""

    CSS_PATH = STYLE
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,y,enter,space", "dismiss", "close"),
        Binding("ctrl+s", "write", "write to a file"),
    ]

    def __init__(self, command: str, title: str) -> None:
        """Show this command, and say what it is for."""
        super().__init__()
        self._command, self._title = command, title

    def compose(self) -> ComposeResult:
        """Show the command, where it was sent, and what can be done with it."""
        with VerticalScroll():
            yield Static(Text(self._title, style="bold"))
            yield Static(Text(f"\n{self._command}\n"), id="command")
            yield Static(Text(SENT_TO_BROWSER if is_served() else SENT, style="dim"))
            way = CLOSES if is_served() else f"^s writes it to a file · {CLOSES}"
            yield Static(Text(f"\n{way}", style="dim"), id="way")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer a file only where it is the reader's own."""
        return action != "write" or not is_served()

    def action_write(self) -> None:
        """Write the command to a new file in the folder that the app was started in."""
        try:
            words = self._write()
        except TinynetError as error:
            words = str(error)
        self.query_one("#way", Static).update(Text(f"\n{shown(words)}", style="bold"))

    def _write(self) -> str:
        """Write the command, and return what came of it in words.

        Raises :class:`TinynetError` where the files are not the reader's own.
        """
        refuse_files()
        for number in range(MOST_FILES):
            name = COMMAND_FILE.format(f"-{number + 1}" if number else "")
            try:
                with Path(name).open("x", encoding="utf-8") as file:
                    file.write(f"{self._command}\n")
            except FileExistsError:
                continue
            except OSError as error:
                return f"{name}: expected a place to write the command, found: {error.strerror}"
            return f"Written to {Path(name).resolve()}"
        return "expected a place to write the command, found none"


def show_command(app: ThemedApp, command: str, title: str = "This very place, again:") -> None:
    """Send a command to the terminal's clipboard, and show it with what it is for."""
    # Whether anything took it, no terminal says.
    app.copy_to_clipboard(command)
    app.push_screen(CommandShown(command, title))


class QuitAsked(Overlay[None]):
    """Asks whether to end a run that has been going for long."""

    CSS_PATH = STYLE
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,n", "dismiss", "stay"),
        Binding("q,enter,y", "app.quit_at_once", "quit"),
    ]

    def __init__(self, samples: int, *, keeps: bool) -> None:
        """Ask about a run after so many samples, which is kept or not."""
        super().__init__()
        self._samples, self._keeps = samples, keeps

    def compose(self) -> ComposeResult:
        """Say what becomes of the run, and which keys there are."""
        becomes = (
            "It is kept as it is now, and offered when tinynet opens again."
            if self._keeps
            else "It is not kept; on the training screen ^s writes its network to a file."
        )
        with VerticalScroll():
            yield Static(
                Text(
                    f"End a training after {self._samples:,} {self.app.nouns.things}?", style="bold"
                )
            )
            yield Static(Text(f"\n{becomes}\n"))
            yield Static(Text("q quits · escape goes on", style="dim"))
