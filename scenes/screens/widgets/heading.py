"""The heading: one row that says where we are, and has a word for the reader."""

from __future__ import annotations

from collections.abc import Callable

from scenes.canvas.canvas import Canvas
from scenes.canvas.palette import Palette
from scenes.screens.widgets.drawn import Drawn
from scenes.screens.widgets.margins import margin_of


class Heading(Drawn):
    """One row: which act and beat this is, and a word to the reader."""

    def __init__(
        self,
        palette: Palette,
        *,
        id: str | None = None,  # noqa: A002
        margin: Callable[[int], int] = margin_of,
    ) -> None:
        """Make it empty; ``margin`` gives the columns to keep free for a width."""
        super().__init__(palette, id=id)
        self._margin = margin
        self._title = ""
        self._notices: tuple[str, ...] = ("",)
        self._urgent = False

    def show(self, title: str, *notices: str, urgent: bool) -> None:
        """Show a title on the left and a notice on the right, both marked up.

        Of several ways to say it, the longest first, the first that has room is shown. Where they
        do not both fit, an urgent notice stands instead of the title.
        """
        if (title, notices, urgent) != (self._title, self._notices, self._urgent):
            self._title, self._notices, self._urgent = title, notices, urgent
            self.redraw()

    def fits(self, title: str, notice: str, width: int) -> bool:
        """Return whether a title and a notice have room beside each other, in so many columns."""
        taken = self.palette.text(title).cell_len + self.palette.text(notice).cell_len
        return not notice or width - 2 * self._margin(width) > taken + 1

    def draw(self, canvas: Canvas) -> None:
        """Write both, or the one that has precedence."""
        margin, width = self._margin(canvas.width), canvas.width
        fitting = (way for way in self._notices if self.fits(self._title, way, width))
        said = next(fitting, None)
        title = self.palette.text(self._title)
        notice = self.palette.text(self._notices[-1] if said is None else said)
        if said is not None or not self._urgent:
            canvas.write(margin, 0, title, width - margin)
        if said is not None:
            canvas.write(width - margin - notice.cell_len, 0, notice)
        elif self._urgent:
            canvas.write(margin, 0, notice, width - margin)
