"""The sheet: the lines of a text one below the other, to scroll through."""

from __future__ import annotations

from rich.text import Text
from textual import events
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from scenes.canvas.palette import Palette
from scenes.screens.homework.messages import SheetResized, SheetScrolled
from scenes.screens.homework.view import HomeworkView


class Sheet(ScrollView, can_focus=False):
    """Shows the lines of a view. It draws those in sight only, however many there are."""

    def __init__(self, palette: Palette) -> None:
        """Make an empty sheet in these colours."""
        super().__init__()
        self._lines: tuple[Text, ...] = ()
        self.palette = palette

    @property
    def top(self) -> int:
        """The line at the top, counted from 0."""
        return self.scroll_offset.y

    @property
    def line_width(self) -> int:
        """Columns there are for a line."""
        return self.scrollable_content_region.width

    def show(self, view: HomeworkView) -> None:
        """Show this, its top line at the top."""
        self._lines = view.lines
        # Blank lines below, so that the last section too can stand at the top.
        height = max(len(view.lines), view.last_top + self.scrollable_content_region.height)
        self.virtual_size = Size(max(line.cell_len for line in view.lines), height)
        self.scroll_to(y=view.top, animate=False, immediate=True)
        self.refresh()

    def recolour(self, palette: Palette) -> None:
        self.palette = palette
        self.refresh()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Scroll, and tell how far."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self.post_message(SheetScrolled())

    def on_resize(self, event: events.Resize) -> None:
        """Ask for lines of another width."""
        self.post_message(SheetResized())

    def render_line(self, y: int) -> Strip:
        left, top = self.scroll_offset
        width, ground = self.line_width, self.palette.style("text")
        if top + y >= len(self._lines):
            return Strip.blank(width, ground)
        segments = self._coloured(self._lines[top + y]).render(self.app.console)
        return Strip(segments).crop_extend(left, left + width, ground)

    def _coloured(self, line: Text) -> Text:
        """Return the line with its terms in the app's colours."""
        text = Text(line.plain, end="")
        # As a span: Rich leaves the style of a text without any span to whoever prints it.
        whole = [("text", 0, len(text)), (line.style, 0, len(text))]
        for style, start, end in whole + [(s.style, s.start, s.end) for s in line.spans]:
            if style:
                text.stylize(self.palette.style(str(style)), start, end)
        return text
