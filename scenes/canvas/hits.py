"""What lies under a cell of a drawing: one scheme for every screen."""

from __future__ import annotations

from scenes.story.late import dataclass


@dataclass(frozen=True)
class Hit:
    """A thing that can be read or chosen: its kind, which of that kind, and where on it.

    Each drawing names its own kinds, such as ``pixel``, ``jay``, ``lola`` or ``knob``.
    """

    kind: str
    index: int = 0
    along: float = 0.0
    """How far along it, from 0 to 1, where it is something that can be dragged."""
