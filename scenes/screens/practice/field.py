"""The field that an answer is typed into: it takes what an answer is made of, and no other key."""

from __future__ import annotations

from textual import events
from textual.widgets import Input

from scenes.story.practice.answers import LONGEST, TYPED


class AnswerField(Input):
    """Takes digits and signs; letters are left to the screen, where they are its keys."""

    def __init__(self) -> None:
        super().__init__(compact=True, max_length=LONGEST, id="answer")
        self.cursor_blink = False

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Return whether a key is typed into it, rather than a key of the screen."""
        return character is not None and character in TYPED

    def _on_key(self, event: events.Key) -> None:  # type: ignore[override]  # before Input's own
        if event.is_printable and event.character not in TYPED:
            event.prevent_default()
