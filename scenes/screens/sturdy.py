"""An app that nothing from outside ends: strange input, sizes, signals, a fault of its own."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, ClassVar

from rich.terminal_theme import TerminalTheme
from textual import events
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.filter import LineFilter, Monochrome, NoColor
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input

from scenes.screens.faults import words_of
from scenes.screens.guards import STRAY
from scenes.screens.legible import Legible
from scenes.screens.served import is_served, refuse_files
from scenes.screens.terminal.signals import Stopping, restore_on_signals
from scenes.screens.terminal.thin import ThinApp
from tinynet import TinynetError

LEGIBLE = Legible()
OTHER_SCRIPT = (
    "Keys here are Latin letters, such as n and q: switch the keyboard to them, "
    "or use arrows, Enter and the mouse."
)
PASTED = "Pasted? So many letters at once are not taken for keys."


class SturdyApp(ThinApp):
    """What the apps have in common: how they stand whatever the terminal sends."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+z", "suspend_process", "to the shell", show=False, id="to-the-shell"),
        Binding("ctrl+l", "draw_anew", "draw anew", show=False, id="draw-anew"),
    ]

    def __init__(self) -> None:
        """Prepare; nothing is shown yet."""
        super().__init__()
        self._stopping: Stopping | None = None
        self._hinted = False
        self._last_words = ""

    def get_driver_class(self) -> type[Driver]:
        """Return our own where Textual would take that of Linux and macOS."""
        chosen = super().get_driver_class()
        if chosen.__name__ != "LinuxDriver":
            return chosen
        from scenes.screens.terminal.driver import TerminalDriver

        return TerminalDriver

    # Signals.

    def on_mount(self) -> None:
        restore_on_signals(self)
        driver: Any = self._driver
        if getattr(driver, "holds", False):
            self._stopping = Stopping(driver, self.wait, self.go_on)
            self._stopping.listen()

    def action_suspend_process(self) -> None:
        """Give the terminal to the shell until it brings the app back."""
        if self._stopping is not None:
            self._stopping.stop()

    def action_draw_anew(self) -> None:
        """Draw every cell anew, where another program has written on the terminal."""
        self.draw_anew()

    def wait(self) -> None:
        """Hold what goes on by itself: the process is about to stop."""

    def go_on(self) -> None:
        """Go on, on a terminal that has to be drawn anew."""
        self.draw_anew()

    # Strange input.

    async def on_event(self, event: events.Event) -> None:
        """Drop what comes too late, or cannot be."""
        if isinstance(event, events.Resize) and self._is_outdated(event):
            return
        if not isinstance(event, events.MouseEvent):
            await super().on_event(event)
            return
        # While screens come and go there may be none under the mouse, and Textual 8.2.8 looks for
        # the region of None. Widgets handle what is forwarded to them elsewhere.
        with suppress(*STRAY, AttributeError):
            await super().on_event(event)

    def _is_outdated(self, event: events.Resize) -> bool:
        """Return whether the terminal is of another size by now; that will be told too."""
        size = getattr(self._driver, "terminal_size", None)
        return size is not None and tuple(event.size) != size

    def on_key_burst(self, burst: Message) -> None:
        """Take letters that came at once for a paste: into a field, not as keys."""
        text: str = getattr(burst, "text", "")
        if isinstance(self.focused, Input):
            self.focused.post_message(events.Paste(text))
        else:
            self.notify(PASTED, timeout=4)

    def on_key(self, event: events.Key) -> None:
        """Say once why the keys of another script do nothing."""
        letter = event.character
        if self._hinted or letter is None or len(letter) != 1 or not letter.isalpha():
            return
        latin = letter.isascii() or unicodedata.name(letter, "LATIN").startswith("LATIN")
        if not latin and event.key not in self.screen.active_bindings:
            self._hinted = True
            self.notify(OTHER_SCRIPT, timeout=8)

    def action_command_palette(self) -> None:
        """Open the palette that bears being closed twice."""
        from scenes.screens.command_palette import SteadyPalette

        if self.use_command_palette and not isinstance(self.screen, SteadyPalette):
            # Without an id: the one before may still be closing.
            self.push_screen(SteadyPalette())

    # Files.

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer Textual's commands, in a browser without that which writes a file."""
        for command in super().get_system_commands(screen):
            if command.title != "Screenshot" or not is_served():
                yield command

    def deliver_screenshot(
        self, filename: str | None = None, path: str | None = None, time_format: str | None = None
    ) -> str | None:
        """Write a picture of the screen to a file, and say where it is; or why not."""
        from scenes.screens.pictures import SVG, Shown, dated

        where = Path(path or "") / (filename or dated("tinynet", SVG))
        try:
            refuse_files()
            Shown(self.screen, self.screen.region).save(where)
        except TinynetError as error:
            self.notify_of(error)
        else:
            self.notify(f"Saved as {where.absolute()}", markup=False)
        return None

    def notify_of(self, error: TinynetError) -> None:
        """Tell what went wrong, in its own words: what is in them of a file's is no markup."""
        self.notify(str(error), severity="error", markup=False)

    # Colours.

    def _refresh_truecolor_filter(self, theme: TerminalTheme) -> None:
        # Textual chooses between these once, by the theme it starts with: the terminal's own
        # colours, made grey as if they were known, are black on black.
        super()._refresh_truecolor_filter(theme)
        wanted = NoColor if self.native_ansi_color else Monochrome
        for index, each in enumerate(self._filters):
            if isinstance(each, (NoColor, Monochrome)) and not isinstance(each, wanted):
                self._filters[index] = wanted()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return what every line goes through; last, what sees to it that it can be read."""
        return (*super().get_line_filters(), LEGIBLE)

    # The last resort.

    def keep_state(self) -> str | None:
        """Keep what the reader has done, and return where; None if nothing is kept."""
        return None

    def end_with(self, words: str) -> None:
        """Say a sentence once the terminal is given back."""
        self._last_words = self._last_words or words

    def _fatal_error(self) -> None:
        """End with one sentence: what went wrong, and where the reader's work is."""
        if "debug" in self.features:  # as `textual run --dev` and TEXTUAL=debug set it
            super()._fatal_error()
            return
        error = sys.exception()
        if not self._last_words:  # of what went wrong first
            try:
                kept = self.keep_state()
            except Exception:  # the fault may lie in what was to be kept
                kept = None
            self._last_words = last_words(error, kept)
        self._close_messages_no_wait()

    def _print_error_renderables(self) -> None:
        super()._print_error_renderables()
        if self._last_words and sys.__stderr__ is not None:
            # Not by Rich, which would cut or break the line.
            with suppress(OSError, UnicodeError):
                print(self._last_words, file=sys.__stderr__, flush=True)


def last_words(error: BaseException | None, kept: str | None) -> str:
    """Return the sentence that the app ends with after a fault of its own."""
    fault = "nothing said which" if error is None else words_of(error)
    state = f"what you did is kept in {kept}" if kept else "nothing of this session was kept"
    return f"tinynet: ended by a fault of its own ({fault}); {state}"
