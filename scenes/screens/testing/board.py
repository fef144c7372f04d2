"""The board of the testing screen: matrix, gallery or score, and one digit, on one canvas."""

from __future__ import annotations

from scenes.canvas.canvas import Canvas
from scenes.canvas.hits import Hit
from scenes.canvas.painters.base import Brush
from scenes.canvas.palette import Palette
from scenes.canvas.tiles import Tiles
from scenes.screens.testing.layout import TestingLayout, layout_of
from scenes.screens.testing.panels.digit import paint_digit
from scenes.screens.testing.panels.gallery import paint_gallery
from scenes.screens.testing.panels.matrix import paint_matrix
from scenes.screens.testing.panels.score import paint_score
from scenes.screens.testing.view import TestingView
from scenes.screens.widgets.board import Board


class TestingBoard(Board):
    """Shows a view of the test. The kinds of its hits are those of its layout."""

    def __init__(self, palette: Palette, view: TestingView, *, id: str | None = None) -> None:  # noqa: A002
        """Make a board in these colours that shows this first."""
        super().__init__(palette, id=id)
        self._view = view
        self._tiles = Tiles(palette)

    def recolour(self, palette: Palette) -> None:
        self._tiles = Tiles(palette)
        super().recolour(palette)

    def show(self, view: TestingView) -> None:
        """Show this; what was under the mouse was of the view before."""
        self._view = view
        self.forget()
        self.redraw()

    @property
    def board_layout(self) -> TestingLayout:
        """Where the parts stand."""
        view = self._view
        return layout_of(
            *self.size,
            side=view.side,
            rows=view.rows,
            kinds=view.counts.kinds,
            name_width=view.counts.classes.width,
            cursor=view.cursor,
            trouble=view.trouble,
        )

    def draw(self, canvas: Canvas) -> None:
        view, layout = self._view, self.board_layout
        brush = Brush(canvas, self.palette, 1.0)
        if layout.shows_matrix(view):
            paint_matrix(view, layout, brush, self._tiles)
        if view.gallery is None:
            paint_score(view.counts, layout.score, brush)
        else:
            paint_gallery(view.gallery, layout, brush)
        if view.case is not None:
            paint_digit(view.case, view.remark, layout, brush)
        for row, line in enumerate(layout.trouble):
            # Whatever of a digit has no room above it does not show through.
            line = line.ljust(canvas.width - layout.left.x)
            brush.put(layout.left.x, layout.left.height + row, line, "error")

    def hit(self, x: int, y: int) -> Hit | None:
        """Return the cell, the picture or the large digit under a cell of the board."""
        return self.board_layout.hit(self._view, x, y)

    def reading(self, hit: Hit, x: int, y: int) -> str:
        """Return what the cell or the digit reads out, marked up."""
        return self._view.reading(hit)
