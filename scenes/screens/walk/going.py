"""Where the reader goes in the walk, by step, act, link or timeline, and playing by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from scenes.screens.base import TinynetScreen
from scenes.screens.walk.panels.timeline import Timeline
from scenes.story.acts import ACTS
from scenes.story.numbers import plain
from scenes.story.places import Where
from scenes.story.route import reached

if TYPE_CHECKING:
    from scenes.screens.walk.model import WalkModel
    from scenes.screens.walk.player import Player


class GoingActions(TinynetScreen):
    """The part of the walk's screen that goes from beat to beat."""

    if TYPE_CHECKING:
        model: WalkModel
        player: Player
        predict: bool

        def show_beat(self, *, move: bool = False) -> None: ...
        def show_heading(self) -> None: ...

    def action_step(self, by: int) -> None:
        """Go a beat on or back; going on is told in motion, going back stands at once."""
        if self.model.step(by):
            self.show_beat(move=by > 0)
        elif by > 0:
            self._pause()

    def action_act(self, by: int) -> None:
        """Go to the next or previous act."""
        if self.model.step_act(by):
            self.show_beat(move=by > 0)

    def action_side_path(self) -> None:
        """Take the side path that turns off here, or leave it."""
        if self.model.turn_off():
            self.show_beat(move=True)
        else:
            self._say("no side path turns off here")

    def action_end(self, which: int) -> None:
        """Go to the walk's first beat (0) or its last (−1)."""
        self.action_visit(".".join(ACTS.route[which]))

    def action_visit(self, where: str) -> None:
        """Go to where a link leads: an act and a beat, by their ids."""
        act, _, beat = where.partition(".")
        if self.model.visit((act, beat)):
            self.show_beat()

    def action_go_to(self) -> None:
        """Ask which act to go to."""

        # Dialogs are loaded when they open: the first frame does not wait for them.
        from scenes.screens.dialogs import GoTo

        def chosen(where: Where | None) -> None:
            if where is not None:
                self.model.visit(where)
                self.show_beat(move=True)

        answers, here = self.model.answers, self.model.where
        unanswered = answers.unanswered if self.predict else []
        opened = GoTo(
            self.model.act_index,
            missed=[one.where for one in answers.missed],
            unanswered=unanswered,
            passed=[where for where in unanswered if reached(here, where) and where != here],
        )
        self.app.push_screen(opened, chosen)

    def action_glossary(self) -> None:
        """Show what each word means; go to where one is explained."""
        from scenes.screens.walk.glossary import Glossary

        def chosen(where: Where | None) -> None:
            if where is not None and self.model.visit(where):
                self.show_beat(move=True)

        self.app.push_screen(Glossary(self.model.where), chosen)

    @on(Timeline.Picked, "#timeline")
    def _scrub(self, message: Timeline.Picked) -> None:
        """Go where the timeline was clicked."""
        if self.model.visit(ACTS.route[message.hit.index]):
            self.show_beat()

    def action_play(self) -> None:
        """Play by itself, or pause."""
        if self.player.plays:
            self._pause()
        else:
            self._play()
            self.show_heading()

    def _play(self) -> None:
        asks = self.predict and self.model.beat.question is not None and self.model.answer is None
        self.player.play(self.model.beat, asks=asks)

    def _pause(self) -> None:
        if self.player.plays:
            self.player.stop()
            self.show_heading()

    def wait(self) -> None:
        """Wait while a dialog is open."""
        self.player.hold()

    def go_on(self) -> None:
        """Go on playing."""
        if self.player.plays:
            self._play()

    def action_speed(self, by: int) -> None:
        """Play faster or slower."""
        self.player.turn(by)
        self.go_on()
        self._say(f"playing at {plain(self.player.speed)} times the speed")

    def _go_act(self, act: str) -> None:
        self.model.visit(ACTS.where(act))
        self.show_beat(move=True)
