"""What the board tells of the mouse on the sheet. Places are in pixels of the sheet.

None of these can be replaced by the next: a stroke goes through every place posted.
"""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message


@dataclass
class StrokeBegun(Message):
    """The brush was put on the sheet, to paint or to rub out."""

    x: float
    y: float
    erase: bool


@dataclass
class StrokeMoved(Message):
    """The brush was moved, on the sheet or beyond its edge."""

    x: float
    y: float


@dataclass
class StrokeEnded(Message):
    """The brush was lifted, or something else has taken the mouse."""
