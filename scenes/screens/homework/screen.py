"""The homework screen: an exercise worked out, to go through section by section."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from scenes.screens.base import TinynetScreen
from scenes.screens.homework.keys import GUIDE
from scenes.screens.homework.messages import SheetResized, SheetScrolled
from scenes.screens.homework.model import HomeworkModel
from scenes.screens.homework.sheet import Sheet
from scenes.screens.homework.view import view_of
from scenes.screens.widgets.keyline import KeyLine
from scenes.screens.widgets.toosmall import TooSmall
from scenes.story.homework.exercise import Exercise
from scenes.text.homework import NARROWEST

LEAST = (NARROWEST + 4, 8)
"""Columns and rows it needs: its lines are broken for any width, but for margins and scroll bar."""


class HomeworkScreen(TinynetScreen):
    """Shows one exercise. Of the app it needs the colours only, so any of them can open it."""

    CSS_PATH = Path(__file__).parent / "style.tcss"
    GUIDE = GUIDE
    BINDINGS: ClassVar[list[BindingType]] = [*GUIDE.keys]

    def __init__(
        self,
        exercise: Exercise,
        *,
        start: int = 0,
        command: Callable[[int], str] | None = None,
    ) -> None:
        """Show this exercise, from a section on; ``command`` names what opens one of them."""
        super().__init__()
        self.model = HomeworkModel(exercise)
        self.model.go(start)
        self._command = command

    def compose(self) -> ComposeResult:
        """Show where we are, the text, and the keys."""
        yield Static(id="homework-heading", markup=False)
        yield Sheet(self.app.palette)
        yield KeyLine()
        yield TooSmall(LEAST, id="too-small")

    def show(self) -> None:
        """Show the section at the top, and say which it is."""
        self.query_one(Sheet).show(view_of(self.model))
        self.show_heading()

    def show_heading(self) -> None:
        """Say which section is at the top."""
        self.query_one("#homework-heading", Static).update(view_of(self.model).heading)

    @on(SheetResized)
    def _lay(self) -> None:
        """Lay the lines out for the room there is."""
        self.model.lay(self.query_one(Sheet).line_width)
        self.show()

    @on(SheetScrolled)
    def _follow(self) -> None:
        """Say which section is at the top now."""
        self.model.top = self.query_one(Sheet).top
        self.show_heading()

    def action_command(self) -> None:
        """Show the command that reopens this section."""
        if self._command is None:
            super().action_command()
        else:
            self.show_command(self._command(self.model.section))

    def action_section(self, steps: int) -> None:
        """Go so many sections on."""
        self.model.go(steps)
        self.show()

    def action_scroll(self, where: str) -> None:
        """Scroll down or up, by a line or a page, or to the first or last line."""
        sheet = self.query_one(Sheet)
        ways: dict[str, Callable[[], None]] = {
            "down": sheet.scroll_down,
            "up": sheet.scroll_up,
            "page-down": sheet.scroll_page_down,
            "page-up": sheet.scroll_page_up,
            "start": sheet.scroll_home,
            "end": sheet.scroll_end,
        }
        ways[where]()
