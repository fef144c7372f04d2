"""A polite word where the terminal is too small."""

from __future__ import annotations

from textual.geometry import Size
from textual.widget import Widget

LEAST = (80, 24)
"""Columns and rows that most screens need."""


class TooSmall(Widget):
    """Covers the screen until the terminal has grown."""

    DEFAULT_CSS = """
    TooSmall {
        layer: over;
        display: none;
        width: 100%;
        height: 100%;
        background: $background;
        color: $foreground;
        content-align: center middle;
        text-align: center;
    }
    """

    def __init__(self, least: tuple[int, int] = LEAST, *, id: str | None = None) -> None:  # noqa: A002
        """Cover a screen that needs so many columns and rows."""
        super().__init__(id=id)
        self._least = least

    def fits(self, size: Size) -> bool:
        """Return whether the screen has room in this size."""
        return size.width >= self._least[0] and size.height >= self._least[1]

    def render(self) -> str:
        """Say what there is and what is needed."""
        width, height = self.app.size
        return (
            f"tinynet needs {self._least[0]} × {self._least[1]}.\n"
            f"This terminal is {width} × {height}.\n"
            "Make it larger, or its letters smaller:\n"
            "it goes on where it was."
        )
