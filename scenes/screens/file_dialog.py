"""What is asked for a file: where something is to be saved, or which one to go on with."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from rich.cells import cell_len
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Input, OptionList, Static
from textual.widgets.option_list import Option

from scenes.screens.served import refuse_files
from scenes.screens.widgets.forms import WRONG, Choices, Dialog

LONGEST_NAME = 44
"""Columns for a file in the list; what is longer is cut there."""
HOW_TO_SAVE = "A name that ends in {}, in this folder or any other."
HOW_TO_LOAD = "Type a file's name, or go down to choose one from this folder."


@dataclass(frozen=True)
class Kind:
    """A kind of files: what they are called, and how their names end."""

    called: str
    endings: tuple[str, ...]

    @property
    def named(self) -> str:
        """How a name may end, in words."""
        *first, last = self.endings
        return f"{', '.join(first)} or {last}" if first else last


NETWORKS = Kind("networks", (".npz",))
PLACES = Kind("places", (".tinynet",))
PICTURES = Kind("pictures", (".png", ".svg"))
ANSWERS = Kind("answers", (".jsonl",))


class FileDialog(Dialog[Path | None]):
    """Asks for a file to save something in, or to load it from."""

    def __init__(
        self, title: str, suggestion: str, *, must_exist: bool, kind: Kind = NETWORKS
    ) -> None:
        """Ask under a title, with a name to begin with; ``must_exist`` for a file to load.

        Raises :class:`TinynetError` where the files are not the reader's own.
        """
        super().__init__()
        self._title, self._suggestion, self._must_exist = title, suggestion, must_exist
        self._kind = kind
        self._files = files_here(kind)
        self._replaces: Path | None = None
        """The file that Enter replaces, once this was said."""

    def compose(self) -> ComposeResult:
        """Stack the name, what is to be said of it, and the files that are there."""
        with Vertical(classes="dialog") as box:
            box.border_title = Text(self._title).markup
            with Horizontal(id="file", classes="row"):
                yield Static("file", classes="label")
                name = Input(self._suggestion, compact=True)
                name.cursor_blink = False
                yield name
            yield Static(id="said")
            yield Static(Text(f"{self._kind.called} in {_folder()}", style="dim"), id="folder")
            if self._files:
                lines = []
                width = min(LONGEST_NAME, max(cell_len(file.name) for file, _ in self._files))
                for file, written in self._files:
                    line = Text(file.name)
                    line.truncate(width, overflow="ellipsis", pad=True)
                    when = time.strftime("%Y-%m-%d %H:%M", time.localtime(written))
                    lines.append(line.append(f"  {when}", style="dim"))
                yield Choices(*map(Option, lines))
            else:
                yield Static("none yet", id="none")
            accept = "Load" if self._must_exist else "Save"
            yield from self.buttons(accept, f"enter {accept.lower()}s · escape leaves")

    def on_mount(self) -> None:
        """Start at the name."""
        self.query_one(Input).focus()
        self._say("")
        self._show_file()

    def action_down(self) -> None:
        """Go to what comes next; from the name to the first file."""
        if self.focused is self.query_one(Input) and self._files:
            self.query_one(Choices).focus()
            if self.query_one(Choices).highlighted is None:
                self.query_one(Choices).action_first()
        else:
            super().action_down()

    def on_input_changed(self) -> None:
        """Forget what was said of another name."""
        self._say("")
        self._show_file()

    def _show_file(self) -> None:
        """Highlight the file whose name is typed."""
        if self._files:
            names = [file.name for file, _ in self._files]
            typed = self.query_one(Input).value.strip()
            self.query_one(Choices).show_chosen(names.index(typed) if typed in names else None)

    def on_option_list_option_highlighted(self, message: OptionList.OptionHighlighted) -> None:
        """Take the file's name."""
        self.query_one(Input).value = self._files[message.option_index][0].name

    def action_accept(self) -> None:
        """Close with the file, or say why not."""
        typed = self.query_one(Input).value.strip()
        wrong = self._wrong(typed)
        if wrong:
            self._say(WRONG + wrong, "wrong")
            self.query_one(Input).focus()
            return
        path = Path(typed).expanduser()
        if not self._must_exist and path.exists() and path != self._replaces:
            self._say("there is one already: Enter again replaces it", "careful")
            self._replaces = path
            self.query_one("#accept", Button).label = "Replace"
        elif self.is_current:
            self.dismiss(path)

    def _say(self, words: str, how: str = "") -> None:
        """Say something below the name; nothing for what may be typed there."""
        self._replaces = None
        if not words:
            words = HOW_TO_LOAD if self._must_exist else HOW_TO_SAVE.format(self._kind.named)
        self.query_one("#accept", Button).label = "Load" if self._must_exist else "Save"
        said = self.query_one("#said", Static)
        said.update(Text(words))
        said.set_classes(how)

    def _wrong(self, typed: str) -> str:
        """Return what is wrong with a name in a sentence, or nothing."""
        try:
            path = Path(typed).expanduser()
            if path.suffix.lower() not in self._kind.endings:
                such = f"such as mine{self._kind.endings[0]}"
                return f"expected a name that ends in {self._kind.named}, {such}"
            if path.is_dir():
                return f"{typed}: expected a file, found a folder"
            if self._must_exist and not path.is_file():
                return f"{typed}: expected a file that is there, found none"
            if not path.parent.is_dir():
                return f"{path.parent}: expected a folder that is there, found none"
        except OSError as error:
            return f"{typed}: expected a file's name, found: {error.strerror}"
        except RuntimeError:
            return f"{typed}: expected a home that is known, found none for {Path(typed).parts[0]}"
        return ""


def files_here(kind: Kind) -> list[tuple[Path, float]]:
    """Return the files of a kind in the current folder and when they were written, newest first.

    Raises :class:`TinynetError` where the folder is not the reader's own.
    """
    refuse_files()
    found = []
    try:
        for path in Path().iterdir():
            # A name that cannot be shown can still be typed.
            wanted = path.suffix.lower() in kind.endings
            if wanted and path.name.isprintable() and path.is_file():
                found.append((path, path.stat().st_mtime))
    except OSError:
        pass  # A folder that cannot be listed has none to offer.
    return sorted(found, key=lambda file: (-file[1], file[0].name))


def _folder() -> str:
    """Name the current folder, as the reader would."""
    try:
        here = Path.cwd()
        home = Path.home()
    except (OSError, RuntimeError):
        return "this folder"
    return f"~/{here.relative_to(home)}" if here.is_relative_to(home) else str(here)
