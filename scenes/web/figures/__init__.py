"""The figures of the story as HTML and SVG: a kind, a function. Importing this finds them all."""

from __future__ import annotations

from scenes.web.figures import bars, friends, links, pictures, plots, road, sums
from scenes.web.figures.registry import DRAWERS, drawn

__all__ = ["DRAWERS", "bars", "drawn", "friends", "links", "pictures", "plots", "road", "sums"]
