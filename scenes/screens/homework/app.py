"""The exercise on the screen: the same text to scroll through, from section to section."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Footer, Static

from scenes.canvas.palette import DARK, LIGHT, Palette
from scenes.screens.app import DARK_THEME, LIGHT_THEME, theme_of
from scenes.screens.sturdy import SturdyApp
from scenes.story.homework.exercise import Exercise
from scenes.story.homework.sections import sections_of
from scenes.text import WIDEST_TEXT
from scenes.text.homework import Page, laid


class Sheet(ScrollView, can_focus=True):
    """All the sections one below the other. It draws the lines in sight, however many there are."""

    def __init__(self, exercise: Exercise, palette: Palette) -> None:
        """Work the exercise out."""
        super().__init__()
        self._sections = sections_of(exercise)
        self._palette = palette
        self.page: Page = laid(self._sections, WIDEST_TEXT)

    @property
    def section(self) -> int:
        """The section at the top, counted from 0."""
        top = self.scroll_offset.y
        return max((i for i, start in enumerate(self.page.starts) if start <= top), default=0)

    def go(self, steps: int) -> None:
        """Go so many sections on; back from within a section goes to its start first."""
        within = self.scroll_offset.y > self.page.starts[self.section]
        target = self.section + steps + (steps < 0 and within)
        target = min(max(target, 0), len(self.page.starts) - 1)
        top = self.page.starts[target] if target else 0
        self.scroll_to(y=top, animate=False, immediate=True)

    def on_resize(self, event: events.Resize) -> None:
        """Lay the lines out anew; the section at the top stays there."""
        section = self.section if self.scroll_offset.y else 0
        room = self.scrollable_content_region.size
        self.page = laid(self._sections, min(room.width, WIDEST_TEXT))
        # Blank lines below, so that the last section too can stand at the top.
        height = max(len(self.page.lines), self.page.starts[-1] + room.height)
        widest = max(line.cell_len for line in self.page.lines)
        self.virtual_size = Size(widest, height)
        top = self.page.starts[section] if section else 0
        self.scroll_to(y=top, animate=False, immediate=True)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        left, top = self.scroll_offset
        width, ground = self.scrollable_content_region.width, self._palette.style("text")
        if top + y >= len(self.page.lines):
            return Strip.blank(width, ground)
        segments = self._coloured(self.page.lines[top + y]).render(self.app.console)
        return Strip(segments).crop_extend(left, left + width, ground)

    def _coloured(self, line: Text) -> Text:
        """Return the line with its terms in the app's colours."""
        text = Text(line.plain, style=self._palette.style("text"), end="")
        whole = [(line.style, 0, len(text))]
        for style, start, end in whole + [(s.style, s.start, s.end) for s in line.spans]:
            if style:
                text.stylize(self._palette.style(str(style)), start, end)
        return text


class HomeworkApp(SturdyApp):
    """Shows one exercise."""

    TITLE = "tinynet"
    ENABLE_COMMAND_PALETTE = False
    CSS = """
    Screen { background: $background; }
    #heading { height: 1; padding: 0 1; background: $panel; color: $foreground; text-style: bold; }
    Sheet { height: 1fr; background: $background; padding: 0 1; overflow-y: scroll; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n,right,l", "section(1)", "next section", key_display="n"),
        Binding("p,left,h", "section(-1)", "previous", key_display="p"),
        Binding("q", "quit", "quit"),
    ]

    def __init__(self, exercise: Exercise, *, light: bool = False) -> None:
        """Show this exercise."""
        super().__init__()
        self._exercise = exercise
        self._colours = LIGHT if light else DARK
        self.register_theme(theme_of(DARK_THEME, DARK, dark=True))
        self.register_theme(theme_of(LIGHT_THEME, LIGHT, dark=False))
        self.theme = LIGHT_THEME if light else DARK_THEME

    def compose(self) -> ComposeResult:
        """Show where we are, the text, and the keys."""
        yield Static(id="heading", markup=False)
        yield Sheet(self._exercise, Palette(self._colours))
        yield Footer()

    def on_mount(self) -> None:
        """Follow the scrolling."""
        sheet = self.query_one(Sheet)
        sheet.focus()
        self.watch(sheet, "scroll_y", self._tell_section)

    def _tell_section(self) -> None:
        sheet = self.query_one(Sheet)
        titles, section = sheet.page.titles, sheet.section
        self.query_one("#heading", Static).update(
            f"{section + 1} of {len(titles)}  {titles[section]}"
        )

    def action_section(self, steps: int) -> None:
        """Go so many sections on."""
        self.query_one(Sheet).go(steps)


def run(exercise: Exercise, *, light: bool = False) -> int:
    """Show the exercise until the reader leaves; return the exit status."""
    app = HomeworkApp(exercise, light=light)
    app.run()
    return app.return_code or 0
