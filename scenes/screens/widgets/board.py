"""A drawn widget that knows what lies under the mouse: the base of all that can be clicked."""

from __future__ import annotations

from textual import events
from textual.message import Message

from scenes.canvas.hits import Hit
from scenes.canvas.palette import Palette
from scenes.screens.widgets.drawn import Drawn
from scenes.story.late import dataclass

LEFT, RIGHT = 1, 3
"""Buttons of the mouse."""


class Board(Drawn):
    """Tells what lies under the mouse, and what is clicked or dragged.

    A subclass writes :meth:`draw` and :meth:`hit`; where things read something :meth:`reading`;
    where they can be dragged :meth:`drags` and :meth:`dragged`.
    """

    @dataclass
    class Picked(Message):
        """The reader clicked on this, or has dragged what is held to there."""

        board: Board
        hit: Hit

        @property
        def control(self) -> Board:
            """The board that was clicked on."""
            return self.board

    @dataclass
    class Hovered(Message):
        """The mouse has come over this, or over nothing; what it reads, marked up."""

        board: Board
        hit: Hit | None
        words: str

        @property
        def control(self) -> Board:
            """The board that the mouse is over."""
            return self.board

    def __init__(self, palette: Palette, *, id: str | None = None) -> None:  # noqa: A002
        """Make an empty board in these colours."""
        super().__init__(palette, id=id)
        self._held: Hit | None = None
        self.held_at = (0, 0)
        """The cell where what is held was taken."""
        self._hovered: tuple[Hit | None, str] = (None, "")

    def hit(self, x: int, y: int) -> Hit | None:
        """Return what lies under a cell, if it can be read or chosen."""
        raise NotImplementedError

    def reading(self, hit: Hit, x: int, y: int) -> str:
        """Return what the mouse over this, at a cell, reads out, marked up; empty if nothing."""
        return ""

    def drags(self, hit: Hit) -> bool:
        """Return whether this, once it is clicked, follows the mouse."""
        return False

    def dragged(self, x: int, y: int) -> Hit | None:
        """Return where what is held has come to with the mouse at a cell, if it is still there."""
        return self.hit(x, y)

    @property
    def has_mouse(self) -> bool:
        """Whether the mouse is over it, or holds something in it."""
        return self._held is not None or self._hovered[0] is not None

    def forget(self) -> None:
        """Forget what is under the mouse, until it moves."""
        self._hovered = (None, "")

    def let_go(self) -> None:
        """Let go of what the mouse holds, if it holds something."""
        if self._held is not None:
            self._held = None
            self.release_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Tell what is under the mouse; or where what is held has come to."""
        if self._held is None:
            found = self.hit(event.x, event.y)
            self._tell(found, "" if found is None else self.reading(found, event.x, event.y))
        elif (moved := self.dragged(event.x, event.y)) is None:
            self.let_go()
        elif moved != self._held:
            self._held = moved
            self.post_message(self.Picked(self, moved))

    def on_leave(self, event: events.Leave) -> None:
        """Nothing is under the mouse any more."""
        self._tell(None, "")

    def _tell(self, found: Hit | None, words: str) -> None:
        if (found, words) != self._hovered:
            self._hovered = (found, words)
            self.post_message(self.Hovered(self, found, words))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Pick what is under the mouse, and hold it if it can be dragged."""
        found = self.hit(event.x, event.y) if event.button == LEFT else None
        if found is None:
            return
        if self.drags(found):
            self._held, self.held_at = found, (event.x, event.y)
            self.capture_mouse()
        self.post_message(self.Picked(self, found))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        self.let_go()

    def on_mouse_release(self, event: events.MouseRelease) -> None:
        """Let go: something else has taken the mouse."""
        if self.app.mouse_captured is not self:
            self._held = None

    def on_resize(self, event: events.Resize) -> None:
        """Let go: what was held is no longer where it was."""
        self.let_go()
