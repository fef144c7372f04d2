"""The weights of all hidden nodes: a wall of small pictures, one of them chosen."""

from __future__ import annotations

import numpy as np

from scenes.canvas.canvas import Canvas
from scenes.canvas.hits import Hit
from scenes.canvas.palette import Palette
from scenes.screens.training.movement import Weights
from scenes.screens.training.panels.mosaic import Mosaic, write_title
from scenes.screens.training.view import TrainingView
from scenes.screens.training.wall_layout import WallLayout, wall_layout
from scenes.screens.training.weight_pictures import BLANK, FRAME, Codes, pictures, scale_of


class WallPanel(Mosaic):
    """A small picture for each hidden node, which is chosen by a click."""

    def __init__(self, palette: Palette, *, id: str | None = None) -> None:  # noqa: A002
        """Make an empty wall."""
        super().__init__(palette, id=id)
        self._weights: Weights = np.zeros((0, 0), np.float32)
        """Hidden × input."""
        self._shape = (0, 0)
        self._chosen = 0
        self._scale = 0.0
        """What the strongest colours stand for."""
        self._layout: WallLayout | None = None
        self._layout_for: tuple[int, int, int, tuple[int, int]] | None = None

    def show(self, view: TrainingView) -> None:
        """Show the weights. Where nothing but they has changed, this costs little."""
        weights = view.moment.input_hidden
        scale = scale_of(weights, self._scale)
        old = len(self._weights), self._shape, self._chosen, self._scale
        new = len(weights), view.shape, view.hidden_node, scale
        self._weights = weights
        _, self._shape, self._chosen, self._scale = new
        if new == old:
            self.redraw_pictures()
        else:
            self.redraw()

    def _arranged(self, width: int, height: int) -> tuple[WallLayout, range]:
        """Return the layout and who is shown."""
        wanted = width, height, len(self._weights), self._shape
        if self._layout is None or wanted != self._layout_for:
            self._layout_for = wanted
            self._layout = wall_layout(width, height - 1, len(self._weights), self._shape)
        return self._layout, self._layout.shown_with(self._chosen)

    def draw(self, canvas: Canvas) -> None:
        """Write title, legend and numbers, and what of the chosen tile's frame is between them."""
        nodes, chosen = len(self._weights), self._chosen
        if not nodes:
            return
        layout, shown = self._arranged(canvas.width, canvas.height)
        style, (x, y) = self.palette.style, layout.corner(chosen)
        # The title stands in the row above the wall's own.
        y += 1
        canvas.put(x - 1, y - 1, f"┌{'─' * layout.width}┐", style("jay"))
        canvas.put(x - 1, y + layout.height, f"└{'─' * layout.width}┘", style("jay"))
        for node in shown:
            column, row = layout.corner(node)
            canvas.put(column, row, str(node), style("jay" if node == chosen else "muted"))
        names = f"[jay]{'Jay' if nodes == 1 else 'Jays'} {shown.start}"
        names += f"–{shown[-1]}[/]" if len(shown) > 1 else "[/]"
        write_title(f"{names} of {nodes}", self._scale, canvas, self.palette)

    def pictured(self, width: int, height: int) -> tuple[Codes, Codes]:
        """Return the tiles' rows."""
        if not len(self._weights):
            return np.zeros(0, np.intp), np.zeros((0, width), np.intp)
        layout, shown = self._arranged(width, height)
        pitch, columns, lines = layout.pitch, layout.columns, layout.lines
        tiles = np.full((lines * columns, layout.height, pitch[0]), BLANK)
        weights = self._weights[shown.start : shown.stop]
        drawn = pictures(weights, self._shape, layout.width, layout.height, self._scale)
        tiles[: len(shown), :, : layout.width] = drawn
        by_line = tiles.reshape(lines, columns, layout.height, pitch[0])
        across = by_line.swapaxes(1, 2).reshape(lines * layout.height, columns * pitch[0])
        codes = np.full((len(across), max(width, 1 + across.shape[1])), BLANK)
        codes[:, 1 : 1 + across.shape[1]] = across
        x, y = layout.corner(self._chosen)
        top = y // pitch[1] * layout.height
        codes[top : top + layout.height, [x - 1, x + layout.width]] = FRAME
        line, row = np.divmod(np.arange(len(codes)), layout.height)
        rows = 2 + line * pitch[1] + row
        seen = rows < height
        return rows[seen], codes[seen, :width]

    def hit(self, x: int, y: int) -> Hit | None:
        """Return the hidden node whose tile is under a cell."""
        if not len(self._weights) or y <= 0:
            return None
        layout, shown = self._arranged(*self.size)
        return layout.hit(x, y - 1, shown)

    def reading(self, hit: Hit, x: int, y: int) -> str:
        """Name the Jay under the mouse."""
        return f"[jay]Jay {hit.index}[/]"
