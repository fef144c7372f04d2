"""What the sheet tells the homework screen of where it is and how much room it has."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message


@dataclass
class SheetScrolled(Message):
    """Another line has come to the top."""

    def can_replace(self, message: Message) -> bool:
        """Stand for the one before it: where the sheet is now is what counts."""
        return isinstance(message, SheetScrolled)


@dataclass
class SheetResized(Message):
    """There is another width for the lines."""
