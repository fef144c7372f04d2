"""The line at the head of a screen in a lesson: which step this is, and what the teacher says."""

from __future__ import annotations

from rich.text import Text
from textual.widgets import Static


class LessonLine(Static):
    """Takes as many rows as the sentence does."""

    def say(self, step: str, words: str) -> None:
        """Say which step this is, and a sentence."""
        self.update(Text.assemble((step, "bold"), "  ", words))
