"""A polite word where the terminal is too small."""

from __future__ import annotations

from textual.widget import Widget

LEAST = (80, 24)
"""Columns and rows the app needs."""


class TooSmall(Widget):
    """Covers the screen until the terminal has grown."""

    def render(self) -> str:
        """Say what there is and what is needed."""
        width, height = self.app.size
        return (
            f"tinynet needs {LEAST[0]} × {LEAST[1]}.\n"
            f"This terminal is {width} × {height}.\n"
            "Make it larger, or its letters smaller:\n"
            "it goes on where it was."
        )
