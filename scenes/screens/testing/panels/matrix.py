"""The confusion matrix: what was meant down, what was heard across, how many in each cell."""

from __future__ import annotations

from scenes.canvas.painters.base import Brush
from scenes.canvas.palette import LEVELS
from scenes.canvas.tiles import CHOSEN, Tiles, level_of
from scenes.screens.testing.answers import Cell, Counts
from scenes.screens.testing.layout import LABEL, SHARE, SHARE_OF, TestingLayout
from scenes.screens.testing.view import TestingView


def in_four(count: int) -> str:
    """Return a count in four columns: thousands where it has more."""
    return str(count) if count < 10_000 else f"{count // 1000}k"


def paint_matrix(view: TestingView, layout: TestingLayout, brush: Brush, tiles: Tiles) -> None:
    """Draw the matrix with its cursor, the share heard right of each row, and the legend."""
    counts, box = view.counts, layout.matrix
    right = layout.tile(0, layout.heard.stop).x
    brush.markup(box.x, box.y, "[you]meant[/] ↓   [lola]heard[/] →")
    if box.x + box.width - right > SHARE:  # else it would touch the digit's title
        brush.put(right + 2, box.y, "heard", "muted")
    brush.put(right + 2, box.y + 1, "right", "muted")
    for meant in layout.meant:
        _row_edges(view, meant, layout, brush)
    for heard in layout.heard:
        _column_head(view, heard, layout, brush)
    for meant in layout.meant:
        for heard in layout.heard:
            _tile(counts, (meant, heard), view.cursor, layout, brush, tiles)
    _legend(counts, box.x + LABEL, layout.tile(layout.meant.stop, 0).y, brush, tiles)


def _column_head(view: TestingView, digit: int, layout: TestingLayout, brush: Brush) -> None:
    """Write a digit's name above its column."""
    on = view.cursor is not None and view.cursor[1] == digit
    name = view.counts.classes.names[digit][: layout.tile_width - 1]
    x = layout.tile(0, digit).x + max(0, layout.ones + 1 - len(name))
    brush.put(x, layout.matrix.y + 1, name, "lola" if on else "muted")


def _row_edges(view: TestingView, digit: int, layout: TestingLayout, brush: Brush) -> None:
    """Draw what stands around a digit's row: its name, and the share heard right."""
    counts, box = view.counts, layout.matrix
    row_on = view.cursor is not None and view.cursor[0] == digit
    y = layout.tile(digit, 0).y + layout.middle
    right = layout.tile(0, layout.heard.stop).x
    name = counts.classes.short(digit, layout.label - 1)
    brush.put(box.x, y, name, "you" if row_on else "muted")
    end = brush.put(right + 1, y, counts.shares[digit].rjust(6), "bold" if row_on else "text")
    if box.x + box.width - right >= SHARE_OF:
        brush.put(end + 1, y, f"of {counts.meant[digit]:,}".rjust(8), "muted")


def _tile(
    counts: Counts,
    at: Cell,
    cursor: Cell | None,
    layout: TestingLayout,
    brush: Brush,
    tiles: Tiles,
) -> None:
    meant, heard = at
    count = int(counts.confusion[at])
    right = meant == heard
    level = level_of(count, counts.most_right if right else counts.most_wrong)
    term = CHOSEN if at == cursor else "you" if right else "error"
    x, y, _, pitch = layout.tile(meant, heard)
    width = layout.filled_width
    style = tiles.tile(term, level)
    glyphs = brush.palette.glyphs
    if (level or at == cursor) and not (glyphs and at != cursor):
        for row in range(pitch - 1):
            brush.canvas.put(x, y + row, " " * width, style)
        if pitch > 1 and not glyphs:
            brush.canvas.put(x, y + pitch - 1, "▀" * width, tiles.edge(term, level))
    text = (in_four(count) if count else "·").rjust(layout.ones + 1).ljust(width)
    brush.canvas.put(x, y + layout.middle, text, style)


def _legend(counts: Counts, x: int, y: int, brush: Brush, tiles: Tiles) -> None:
    for term, words, most in (
        ("you", "right", counts.most_right),
        ("error", "wrong", counts.most_wrong),
    ):
        x = brush.put(x, y, f"{words} ", "muted")
        if not most:
            x = brush.put(x, y, "none", "text")
        elif brush.palette.glyphs:
            x = brush.put(x, y, f"up to {most:,}", f"{term} underline" if term == "you" else term)
        else:
            x = brush.put(x, y, "1 ", "muted")
            for level in (1, LEVELS // 3, 2 * LEVELS // 3, LEVELS):
                x = brush.canvas.put(x, y, "█", tiles.edge(term, level))
            x = brush.put(x, y, f" {most:,}", "muted")
        x += 3
    brush.put(x, y, "· none", "muted")
