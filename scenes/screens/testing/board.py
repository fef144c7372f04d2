"""The board: matrix, gallery or score, and one digit, on one canvas."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap

from textual import events
from textual.message import Message

from scenes.canvas.canvas import Canvas
from scenes.canvas.painters.base import Brush
from scenes.canvas.palette import Palette
from scenes.screens.testing.digit import paint_digit, picture_box
from scenes.screens.testing.gallery import grid_of, member_under, paint_gallery
from scenes.screens.testing.layout import Plan, plan
from scenes.screens.testing.matrix import cell_under, paint_matrix
from scenes.screens.testing.results import Case, Cell, Results, Tally
from scenes.screens.testing.score import paint_score
from scenes.screens.testing.tints import Tints
from scenes.screens.widgets.drawn import Drawn
from scenes.screens.widgets.heading import margin_of

MOST_TROUBLE = 3
"""Rows that what went wrong may take."""


@dataclass(frozen=True, eq=False)
class View:
    """What the board shows."""

    results: Results
    tally: Tally
    case: Case | None
    """The digit shown large: under way, or chosen."""
    remark: str
    """A word on it, marked up."""
    cursor: Cell | None
    """The matrix's cursor; none while the digits are counted."""
    score: bool
    """Whether the score stands in the gallery's place."""
    trouble: str = ""
    """What went wrong, in a sentence."""


class Board(Drawn):
    """Shows what was heard. What lies under the mouse is told; what is clicked is picked."""

    class Picked(Message):
        """The reader clicked on a cell of the matrix, one of its digits, or the large digit."""

        def __init__(self, what: Cell | int | None) -> None:
            """Tell which: a cell, a digit's place in its cell, or none for the large one."""
            super().__init__()
            self.what = what

    class Hovered(Message):
        """What the mouse is over; nothing when over nothing."""

        def __init__(self, what: Cell | int | None) -> None:
            """Tell which: a cell of the matrix, or a digit's place in the chosen cell."""
            super().__init__()
            self.what = what

    def __init__(self, palette: Palette, *, id: str | None = None) -> None:  # noqa: A002
        """Make an empty board."""
        super().__init__(palette, id=id)
        self._view: View | None = None
        self._tints = Tints(palette)
        self._hovered: Cell | int | None = None

    def recolour(self, palette: Palette) -> None:
        """Take other colours."""
        self._tints = Tints(palette)
        super().recolour(palette)

    def show(self, view: View) -> None:
        """Show this."""
        self._view = view
        self.redraw()

    def forget(self) -> None:
        """Forget what is under the mouse, until it moves."""
        self._hovered = None

    @property
    def plan(self) -> Plan:
        """Where the parts stand."""
        width, height = self.size
        return plan(width, height - len(self._trouble))

    @property
    def _trouble(self) -> list[str]:
        """What went wrong, line by line, to stand below all else."""
        if self._view is None or not self._view.trouble:
            return []
        lines = wrap(self._view.trouble, max(20, self.size.width - 2 * margin_of(self.size.width)))
        return lines[:MOST_TROUBLE]

    @property
    def page(self) -> int:
        """How many digits the gallery shows at a time."""
        view = self._view
        if view is None:
            return 1
        return max(1, grid_of(len(view.results.members(view.results.cell)), self.plan.lower).page)

    def _shows_matrix(self, view: View) -> bool:
        return self.plan.roomy or not view.score

    def draw(self, canvas: Canvas) -> None:
        """Draw the parts."""
        view, at = self._view, self.plan
        if view is None:
            return
        brush = Brush(canvas, self.palette, 1.0)
        results = view.results
        if self._shows_matrix(view):
            paint_matrix(view.tally, view.cursor, at, brush, self._tints)
        if view.score:
            paint_score(view.tally, at.lower if at.roomy else at.left, brush)
        else:
            tally, cell = view.tally, results.cell
            paint_gallery(
                results.members(cell),
                results.place,
                (tally.reading(cell), tally.naming(cell)),
                f"No digit was meant {cell[0]} and heard {cell[1]}.",
                results.case,
                at.lower,
                brush,
            )
        if view.case is not None:
            paint_digit(view.case, view.remark, at.case, brush)
        for row, line in enumerate(self._trouble):
            brush.put(at.left.x, at.left.height + row, line, "error")

    def _under(self, x: int, y: int) -> Cell | int | None:
        view = self._view
        if view is None or view.cursor is None:
            return None
        if self._shows_matrix(view) and (cell := cell_under(self.plan, x, y)) is not None:
            return cell
        if view.score:
            return None
        results = view.results
        members = len(results.members(results.cell))
        grid = grid_of(members, self.plan.lower)
        return member_under(grid, members, results.place, x, y)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Read out what is under the mouse."""
        self._tell(self._under(event.x, event.y))

    def on_leave(self, event: events.Leave) -> None:
        """Nothing is under the mouse any more."""
        self._tell(None)

    def _tell(self, what: Cell | int | None) -> None:
        if what != self._hovered:
            self._hovered = what
            self.post_message(self.Hovered(what))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Hit what is under the mouse."""
        if event.button != 1:
            return
        what = self._under(event.x, event.y)
        if what is not None or picture_box(self.plan.case).contains(event.x, event.y):
            self.post_message(self.Picked(what))
