"""What the reader does in the lab, as the walk's screen takes it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import on

from scenes.screens.base import TinynetScreen
from scenes.screens.walk.lab.messages import (
    ControlChosen,
    ControlTurned,
    ControlTyped,
    EditUndone,
    LabClosed,
    NodeLookedAt,
)

if TYPE_CHECKING:
    from scenes.screens.walk.lab.side import LabSide
    from scenes.screens.walk.model import WalkModel


class LabActions(TinynetScreen):
    """The part of the walk's screen that turns the lab's messages into edits."""

    if TYPE_CHECKING:
        model: WalkModel
        lab: LabSide
        hovered: str

        @property
        def moves(self) -> bool: ...
        def show_beat(self, *, move: bool = False) -> None: ...
        def _change(self, change: Callable[[], None], *, move: bool = False) -> bool: ...
        def _pause(self) -> None: ...

    async def action_lab(self) -> None:
        """Open the lab; what plays by itself stops, and its beat is shown at rest."""
        self._pause()
        await self.lab.open()
        self.show_beat()

    @on(LabClosed)
    def _close_lab(self) -> None:
        """Close the lab; what is changed stays."""
        self.lab.close()
        self.show_beat()

    @on(ControlTurned)
    def _turn_control(self, message: ControlTurned) -> None:
        """Turn what was turned, from where it stands now."""
        control = self.lab.control(message.control_id)
        edit = {-1: control.less, 0: control.flip, 1: control.more}[message.by]
        if edit is not None:
            self._edit(lambda: self.model.edit(edit))

    @on(ControlTyped)
    def _set_control(self, message: ControlTyped) -> None:
        """Set what was typed."""
        set_to = self.lab.control(message.control_id).set_to
        if set_to is not None:
            self._edit(lambda: self.model.edit(set_to(message.value)))

    @on(NodeLookedAt)
    def _look_at(self, message: NodeLookedAt) -> None:
        """Look at this node, or at one so many on."""
        now: int = getattr(self.model.walk, message.kind)
        index = now + message.by if message.index is None else message.index
        self._change(lambda: self.model.choose(message.kind, index))

    @on(ControlChosen)
    def _say_control(self) -> None:
        """Say what the chosen control does."""
        self._said = self.hovered = ""
        self.show_heading()

    @on(EditUndone)
    def _undo_edit(self, message: EditUndone) -> None:
        """Take an edit back."""
        edits = self.model.lab.edits.edits
        if not edits:
            self._say("nothing = nothing changed")
        elif message.index is None:
            self._edit(self.model.undo)
        elif message.index < len(edits):
            self._edit(lambda: self.model.undo(edits[message.index or 0]))

    def action_undo_all(self) -> None:
        """Take back all that is changed."""
        if self.model.lab.edits:
            words = self.model.lab.edits.words()
            self._edit(self.model.undo_all)
            self._say(f"taken back = {words}")

    def _edit(self, edit: Callable[[], None]) -> None:
        """Change something in the lab, and let the map show it travel."""
        before = self.model.lab.edits
        if (
            self._change(edit)
            and self.model.lab.edits != before
            and self.lab.is_open
            and self.moves
        ):
            self.lab.roll(before)
