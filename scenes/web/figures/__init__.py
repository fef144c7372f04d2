"""The figures of the story as HTML and SVG: a kind, a function. Importing this finds them all."""

from __future__ import annotations

from scenes.web.figures import bars, chart, curve, friends, links, pictures, road, sums
from scenes.web.figures.registry import DRAWERS, drawn

__all__ = [
    "DRAWERS",
    "bars",
    "chart",
    "curve",
    "drawn",
    "friends",
    "links",
    "pictures",
    "road",
    "sums",
]
