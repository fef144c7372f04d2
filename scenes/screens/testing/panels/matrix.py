"""The confusion matrix: what was meant down, what was heard across, how many in each cell."""

from __future__ import annotations

from scenes.canvas.painters.base import Brush
from scenes.canvas.palette import LEVELS
from scenes.canvas.tiles import CHOSEN, Tiles, level_of
from scenes.screens.testing.answers import Cell, Counts
from scenes.screens.testing.layout import COUNT_WIDTH, LABEL, SHARE, SHARE_OF, TestingLayout
from scenes.screens.testing.view import TestingView

UNITS = ((1000, "k"), (1_000_000, "M"))


def in_columns(count: int, width: int) -> str:
    """Return a count in so many columns, three or four: where it has more, thousands or millions.

    With a plus, where there is more than those and room to say so.
    """
    text = str(count)
    for size, unit in UNITS:
        if len(text) > width:
            whole, rest = divmod(count, size)
            text = f"{whole}{unit}" if whole else f".{10 * count // size}{unit}"
            if rest and len(text) < width:
                text += "+"
    return text


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
    name = view.counts.classes.short(digit, layout.tile_width - 1)
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
    start, width, text = _filled(counts, at, layout)
    x += start
    if brush.palette.full and not (right or at == cursor or count >= counts.frequent):
        text = " " * width
    style = tiles.tile(term, level)
    glyphs = brush.palette.glyphs
    if (level or at == cursor) and not (glyphs and at != cursor):
        for row in range(pitch - 1):
            brush.canvas.put(x, y + row, " " * width, style)
        if pitch > 1 and not glyphs:
            brush.canvas.put(x, y + pitch - 1, "▀" * width, tiles.edge(term, level))
    brush.canvas.put(x, y + layout.middle, text, style)


def _filled(counts: Counts, at: Cell, layout: TestingLayout) -> tuple[int, int, str]:
    """Return which columns of its tile a cell fills: from where, how many, and what stands there.

    Where tiles are narrow, a count of four takes the column that else stays free; what comes right
    of it then leaves its own first.
    """
    meant, heard = at
    count, width = int(counts.confusion[at]), layout.filled_width
    start = 0
    if heard > layout.heard.start and _is_long(counts, (meant, heard - 1), layout):
        start = 1
    count_words = in_columns(count, layout.count_width) if count else "·"
    if _is_long(counts, at, layout):
        return start, layout.tile_width, str(count)
    return start, width - start, count_words.rjust(layout.ones + 1 - start).ljust(width - start)


def _is_long(counts: Counts, at: Cell, layout: TestingLayout) -> bool:
    """Return whether a count takes all of a narrow tile: the next has room for it then."""
    meant, heard = at
    if layout.tile_width > COUNT_WIDTH or not 1000 <= counts.confusion[at] < 10_000:
        return False
    return heard + 1 not in layout.heard or bool(counts.confusion[meant, heard + 1] < 100)


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
