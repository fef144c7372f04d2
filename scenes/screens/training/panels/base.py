"""What all panels of the training screen have in common: a place, a turn, and one way of being fed.

To add a panel, write a file with a :class:`Panel` and add one :class:`PanelEntry` to ``PANELS``;
the screen, the pages and the frames follow from that.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from textual.widget import Widget

from scenes.screens.training.view import TrainingView

Band = Literal["top", "upper", "lower", "bottom"]


class Panel(Widget):
    """A part of the training screen. It is given the whole view, and shows its own part of it."""

    def show(self, view: TrainingView) -> None:
        """Show a view, which does not change any more."""
        raise NotImplementedError


@dataclass(frozen=True)
class PanelEntry:
    """A panel's line in the list: what it is, where it stands, and when it is shown and drawn."""

    id: str
    """Its widget's, by which the stylesheet may give it a size of its own."""
    make: Callable[..., Panel]
    """Makes the widget, given the colours and ``id=``."""
    band: Band
    """The band of the screen it shares with those listed before and after it."""
    pages: tuple[str, ...] | None = None
    """Where room is short, the pages it is on: none, or for None all. Else all panels show."""
    turn: tuple[int, int] = (4, 1)
    """At full speed it is drawn in every so manyth frame, beginning with which.

    A thread that trains wants the processor too, so the panels take turns.
    """

    def is_due(self, frame: int) -> bool:
        """Return whether it is this panel's turn."""
        every, first = self.turn
        return frame % every == first % every
