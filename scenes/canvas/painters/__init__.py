"""One painter for each kind of figure. Painters draw numbers; they compute none.

A painter is loaded when the first of its figures is placed: the first frame has two or three kinds.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from scenes.canvas.hits import Hit
from scenes.canvas.painters.base import Box, Brush, Painter, Size
from scenes.story import figures, friends

PAINTERS: dict[type[figures.Figure], str] = {
    figures.Picture: "picture.PicturePainter",
    figures.Nodes: "nodes.NodesPainter",
    figures.Bars: "bars.BarsPainter",
    figures.Terms: "words.TermsPainter",
    figures.Factors: "factors.FactorsPainter",
    figures.Table: "words.TablePainter",
    figures.Lines: "words.LinesPainter",
    figures.Large: "large.LargePainter",
    figures.Sign: "words.SignPainter",
    figures.Flow: "flow.FlowPainter",
    figures.Curve: "curve.CurvePainter",
    figures.Chart: "chart.ChartPainter",
    figures.Gallery: "gallery.GalleryPainter",
    figures.Road: "road.RoadPainter",
    friends.Friends: "friends.FriendsPainter",
    friends.Knobs: "friends.KnobsPainter",
}
"""The file beside this one that paints each kind, and the class in it."""


def painter_of(figure: figures.Figure) -> Painter[Any]:
    """Return the painter for a figure."""
    kind = type(figure)
    if kind not in _MADE:
        file, name = PAINTERS[kind].split(".")
        _MADE[kind] = getattr(import_module(f"{__name__}.{file}"), name)()
    return _MADE[kind]


_MADE: dict[type[figures.Figure], Painter[Any]] = {}


__all__ = ["PAINTERS", "Box", "Brush", "Hit", "Painter", "Size", "painter_of"]
