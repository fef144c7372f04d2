"""The confusion matrix: what was meant down, what was heard across, how many in each cell."""

from __future__ import annotations

from scenes.canvas.painters.base import Box, Brush
from scenes.canvas.palette import LEVELS
from scenes.screens.testing.layout import ABOVE, KINDS, LABEL, SHARE, SHARE_OF, Plan
from scenes.screens.testing.results import Cell, Tally, share
from scenes.screens.testing.tints import Tints

FIGURES = 4
"""Columns a count takes at most."""


def in_four(count: int) -> str:
    """Return a count in four columns: thousands where it has more."""
    return str(count) if count < 10_000 else f"{count // 1000}k"


def paint_matrix(tally: Tally, cursor: Cell | None, plan: Plan, brush: Brush, tints: Tints) -> None:
    """Draw the matrix with its cursor, the score of each row, and the legend."""
    box, cell, pitch = plan.matrix, plan.cell, plan.pitch
    left, top = box.x + LABEL, box.y + ABOVE
    right = left + KINDS * cell
    ones = _ones(cell)
    roomy = box.x + box.width - right >= SHARE_OF
    middle = (pitch - 1) // 2
    brush.markup(box.x, box.y, "[you]meant[/] ↓   [lola]heard[/] →")
    if box.x + box.width - right > SHARE:  # else it would touch the digit's title
        brush.put(right + 2, box.y, "heard", "muted")
    brush.put(right + 2, box.y + 1, "right", "muted")
    for digit in range(KINDS):
        column_on = cursor is not None and cursor[1] == digit
        row_on = cursor is not None and cursor[0] == digit
        name = str(digit)
        x, y = left + digit * cell + ones, top + digit * pitch + middle
        brush.put(x, box.y + 1, name, "lola" if column_on else "muted")
        brush.put(box.x, y, name, "you" if row_on else "muted")
        told = share(tally.heard_right[digit], tally.meant[digit])
        end = brush.put(right + 1, y, told.rjust(6), "bold" if row_on else "text")
        if roomy:
            brush.put(end + 1, y, f"of {tally.meant[digit]:,}".rjust(8), "muted")
    for meant in range(KINDS):
        for heard in range(KINDS):
            _tile(tally, (meant, heard), cursor, plan, brush, tints)
    _legend(tally, box, top + KINDS * pitch, brush, tints)


def _ones(cell: int) -> int:
    """Return the column of a cell in which the ones of its count stand."""
    shown = _shown(cell)
    return FIGURES - 1 + (shown - FIGURES) // 2


def _shown(cell: int) -> int:
    """Return the columns of a cell's tile: one stays free where there is room."""
    return cell if cell <= FIGURES else cell - 1


def _tile(
    tally: Tally, at: Cell, cursor: Cell | None, plan: Plan, brush: Brush, tints: Tints
) -> None:
    meant, heard = at
    count = int(tally.confusion[at])
    term = "you" if meant == heard else "error"
    level = tints.level(count, tally.most_right if meant == heard else tally.most_wrong)
    if at == cursor:
        term = "chosen"
    x = plan.matrix.x + LABEL + heard * plan.cell
    y = plan.matrix.y + ABOVE + meant * plan.pitch
    width = _shown(plan.cell)
    text = (in_four(count) if count else "·").rjust(_ones(plan.cell) + 1).ljust(width)
    style = tints.tile(term, level)
    filled = (level or at == cursor) and not (brush.palette.glyphs and at != cursor)
    middle = (plan.pitch - 1) // 2
    if filled:
        for row in range(plan.pitch - 1):
            brush.canvas.put(x, y + row, " " * width, style)
        if plan.pitch > 1 and not brush.palette.glyphs:
            brush.canvas.put(x, y + plan.pitch - 1, "▀" * width, tints.edge(term, level))
    brush.canvas.put(x, y + middle, text, style)


def _legend(tally: Tally, box: Box, y: int, brush: Brush, tints: Tints) -> None:
    x = box.x + LABEL
    for term, words, most in (
        ("you", "right", tally.most_right),
        ("error", "wrong", tally.most_wrong),
    ):
        x = brush.put(x, y, f"{words} ", "muted")
        if not most:
            x = brush.put(x, y, "none", "text")
        elif brush.palette.glyphs:
            x = brush.put(x, y, f"up to {most:,}", f"{term} underline" if term == "you" else term)
        else:
            x = brush.put(x, y, "1 ", "muted")
            for level in (1, LEVELS // 3, 2 * LEVELS // 3, LEVELS):
                x = brush.canvas.put(x, y, "█", tints.edge(term, level))
            x = brush.put(x, y, f" {most:,}", "muted")
        x += 3
    brush.put(x, y, "· none", "muted")


def cell_under(plan: Plan, x: int, y: int) -> Cell | None:
    """Return the cell of the matrix under a cell of the board."""
    column = (x - plan.matrix.x - LABEL) // plan.cell
    row = (y - plan.matrix.y - ABOVE) // plan.pitch
    if 0 <= row < KINDS and 0 <= column < KINDS:
        return row, column
    return None
