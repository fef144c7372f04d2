"""What is posted to the training screen by the thread of the run, the loader and a dialog."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message

from scenes.screens.training.record import Snapshot


@dataclass
class RunProgressed(Message):
    """The run has come further. Of several that wait, the last says all."""

    snapshot: Snapshot

    def can_replace(self, message: Message) -> bool:
        """Stand in for one that was not read yet."""
        return isinstance(message, RunProgressed)


@dataclass
class DigitsLoaded(Message):
    """The digits are unpacked, or could not be: then there is a sentence."""

    failure: str = ""


@dataclass
class EitherChanged(Message):
    """The other of two words was taken in the dialog of the settings."""
