"""What the thread that asks the network tells the testing screen."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message

from scenes.story.figures import Floats


@dataclass
class DigitsAnswered(Message):
    """The network has answered some more digits."""

    outputs: Floats
    """All outputs so far, n × output."""

    def can_replace(self, message: Message) -> bool:
        """Stand for the one before it, for it tells more."""
        return isinstance(message, DigitsAnswered)


@dataclass
class AskingFailed(Message):
    """The network could not be asked further."""

    reason: str
