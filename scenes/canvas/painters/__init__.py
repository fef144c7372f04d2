"""One painter for each kind of figure. Painters draw numbers; they compute none."""

from __future__ import annotations

from typing import Any

from scenes.canvas.hits import Hit
from scenes.canvas.painters.bars import BarsPainter
from scenes.canvas.painters.base import Box, Brush, Painter, Size
from scenes.canvas.painters.factors import FactorsPainter
from scenes.canvas.painters.flow import FlowPainter
from scenes.canvas.painters.friends import FriendsPainter, KnobsPainter
from scenes.canvas.painters.gallery import GalleryPainter
from scenes.canvas.painters.large import LargePainter
from scenes.canvas.painters.nodes import NodesPainter
from scenes.canvas.painters.picture import PicturePainter
from scenes.canvas.painters.plot import ChartPainter, CurvePainter
from scenes.canvas.painters.road import RoadPainter
from scenes.canvas.painters.words import (
    LinesPainter,
    SignPainter,
    TablePainter,
    TermsPainter,
)
from scenes.story import figures

PAINTERS: dict[type[figures.Figure], Painter[Any]] = {
    figures.Picture: PicturePainter(),
    figures.Nodes: NodesPainter(),
    figures.Bars: BarsPainter(),
    figures.Terms: TermsPainter(),
    figures.Factors: FactorsPainter(),
    figures.Table: TablePainter(),
    figures.Lines: LinesPainter(),
    figures.Large: LargePainter(),
    figures.Sign: SignPainter(),
    figures.Flow: FlowPainter(),
    figures.Curve: CurvePainter(),
    figures.Chart: ChartPainter(),
    figures.Gallery: GalleryPainter(),
    figures.Road: RoadPainter(),
    figures.Friends: FriendsPainter(),
    figures.Knobs: KnobsPainter(),
}


def painter_of(figure: figures.Figure) -> Painter[Any]:
    """Return the painter for a figure."""
    return PAINTERS[type(figure)]


__all__ = ["PAINTERS", "Box", "Brush", "Hit", "Painter", "Size", "painter_of"]
