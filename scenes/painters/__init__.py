"""One painter for each kind of figure. Painters draw numbers; they compute none."""

from __future__ import annotations

from typing import Any

from scenes import figures
from scenes.painters.bars import BarsPainter
from scenes.painters.base import Box, Brush, Painter, Pick, Size
from scenes.painters.flow import FlowPainter
from scenes.painters.friends import FriendsPainter, KnobsPainter
from scenes.painters.nodes import NodesPainter
from scenes.painters.picture import PicturePainter
from scenes.painters.plot import ChartPainter, CurvePainter
from scenes.painters.words import (
    FactorsPainter,
    LinesPainter,
    SignPainter,
    TablePainter,
    TermsPainter,
)

PAINTERS: dict[type[figures.Figure], Painter[Any]] = {
    figures.Picture: PicturePainter(),
    figures.Nodes: NodesPainter(),
    figures.Bars: BarsPainter(),
    figures.Terms: TermsPainter(),
    figures.Factors: FactorsPainter(),
    figures.Table: TablePainter(),
    figures.Lines: LinesPainter(),
    figures.Sign: SignPainter(),
    figures.Flow: FlowPainter(),
    figures.Curve: CurvePainter(),
    figures.Chart: ChartPainter(),
    figures.Friends: FriendsPainter(),
    figures.Knobs: KnobsPainter(),
}


def painter_of(figure: figures.Figure) -> Painter[Any]:
    """Return the painter for a figure."""
    return PAINTERS[type(figure)]


__all__ = ["PAINTERS", "Box", "Brush", "Painter", "Pick", "Size", "painter_of"]
