"""What the reader does in the lab's panel, told to the screen."""

from __future__ import annotations

from textual.message import Message

from scenes.story.late import dataclass


@dataclass
class ControlTurned(Message):
    """A control was turned by −1 or 1, or with 0 did what its key does."""

    control_id: str
    by: int


@dataclass
class ControlTyped(Message):
    """A control is to be set to a number."""

    control_id: str
    value: float


@dataclass
class NodeLookedAt(Message):
    """A node of a kind was chosen: the one of this index, or so many on."""

    kind: str
    index: int | None = None
    by: int = 0


@dataclass
class EditUndone(Message):
    """The edit at an index is to be taken back; without one, the last."""

    index: int | None = None


@dataclass
class ControlChosen(Message):
    """Another control is chosen."""


@dataclass
class LabClosed(Message):
    """The lab is to be closed."""
