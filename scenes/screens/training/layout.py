"""Where the panels of the training screen stand, and which of them where room is short.

The bands lie one above another; the panels of a band stand side by side, or, in the bands that are
one panel high, one above another. All of it follows from the list of panels. How large a panel is
within its band is the stylesheet's affair; how the wall shares its room is in ``wall_layout.py``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scenes.screens.training.panels.base import Band, PanelEntry

ROOMY_BANDS: tuple[Band, ...] = ("upper", "lower")
"""The bands that share what room there is; the others are as high as what is in them."""


class TrainingLayout:
    """The panels of a list by their bands, and by the pages that show where room is short."""

    def __init__(self, entries: Sequence[PanelEntry]) -> None:
        """Lay out these panels."""
        self.entries = tuple(entries)
        self.pages = tuple(dict.fromkeys(page for e in entries for page in e.pages or ()))
        """In the order in which the list names them."""

    def of_band(self, band: Band) -> tuple[PanelEntry, ...]:
        """Return the panels of a band, in order."""
        return tuple(entry for entry in self.entries if entry.band == band)

    def on_page(self, page: str) -> frozenset[str]:
        """Return the ids of the panels that are on a page."""
        return frozenset(e.id for e in self.entries if e.pages is None or page in e.pages)

    def bands_on_page(self, page: str) -> tuple[Band, ...]:
        """Return the bands with room to share that have a panel on a page."""
        shown = self.on_page(page)
        return tuple(b for b in ROOMY_BANDS if any(e.id in shown for e in self.of_band(b)))
