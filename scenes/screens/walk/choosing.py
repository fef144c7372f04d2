"""What the reader looks at and what the walk is about: pixel, Jay, Lola, digit, network, rule."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import on

from scenes.screens.base import TinynetScreen
from scenes.screens.walk.keys import TAKINGS
from scenes.screens.walk.panels.timeline import Timeline
from scenes.screens.walk.panels.words import Words
from scenes.screens.widgets.stage import Stage
from scenes.screens.widgets.terms import TERM, term_of
from scenes.story.markup import escaped
from scenes.story.numbers import plain
from scenes.story.passes import RULES
from tinynet import TinynetError

if TYPE_CHECKING:
    from scenes.screens.walk.model import WalkModel


class ChoosingActions(TinynetScreen):
    """The part of the walk's screen that changes the walk: what is followed, and what goes in."""

    if TYPE_CHECKING:
        model: WalkModel
        hovered: str

        def show_beat(self, *, move: bool = False) -> None: ...
        def show_heading(self) -> None: ...

    def action_choose(self, by: int) -> None:
        """Choose the next or previous neuron, row of pixels, or what the beat has."""
        self._change(lambda: self.model.choose_next(by))

    def action_lola(self, by: int) -> None:
        """Choose the next or previous Lola."""
        self._change(lambda: self.model.choose("lola", self.model.walk.lola + by))

    def action_pixel(self, rows: int, columns: int) -> None:
        """Move the pixel cursor."""
        self._change(lambda: self.model.move_pixel(rows, columns))

    @on(Stage.Picked, "#stage")
    def _pick(self, message: Stage.Picked) -> None:
        """Choose what was clicked; turn what was dragged."""
        if message.hit.kind == TERM:
            return
        hit, drag = message.hit, self.model.beat.chooses.drag
        if drag is not None and hit.kind == self.model.beat.chooses.kind and 0 <= hit.along <= 1:
            self._change(lambda: self.model.drag(hit.kind, hit.index, hit.along))
        else:
            self._change(lambda: self.model.choose(hit.kind, hit.index))

    @on(Stage.Hovered, "#stage")
    @on(Words.Hovered, "#words")
    @on(Timeline.Hovered, "#timeline")
    def _read_out(self, message: Stage.Hovered) -> None:
        """Read out what the mouse is over, and light its term wherever it stands."""
        self.hovered = message.words
        self.show_heading()
        term, words = term_of(message.hit), message.hit is not None and message.hit.kind == TERM
        self.query_one(Words).light(term)
        # Who reads numbers off a picture is not to have it dimmed under the mouse.
        self.query_one(Stage).light(term if words else "")

    def action_digit(self, digit: int) -> None:
        """Take the next sample of a digit."""
        followed = self.model.walk.jay
        if self._change(lambda: self.model.take_digit(digit), move=True):
            self._say_digit(followed)

    def action_random(self) -> None:
        """Take any sample."""
        followed = self.model.walk.jay
        self._change(lambda: self.model.take_random(random.Random()), move=True)
        self._say_digit(followed)

    def _say_digit(self, followed: int) -> None:
        """Say which digit this is, and whom we follow now, if that is another Jay than before."""
        pass_, jay = self.model.walk.pass_, self.model.walk.jay
        now = "" if jay == followed else f"; now we follow [jay]Jay {jay}[/]"
        self._say(f"{pass_.classes.a(pass_.label)}: {pass_.whence}{now}")

    def action_network(self) -> None:
        """Take the next network."""
        if self._change(self.model.next_network, move=True):
            self._say_network()

    def use_network(self, name: str) -> None:
        """Walk the same digit through another network at hand, by its name."""
        if self._change(lambda: self.model.use_network(name), move=True):
            self._say_network()

    def _say_network(self) -> None:
        self._say(f"the network: {escaped(self.model.walk.pass_.named.name)}")

    def action_rule(self) -> None:
        """Carry errors back by the other rule."""
        self._change(self.model.change_rule)
        rule = self.model.walk.trace.error_rule
        self._say(f"{rule}: {RULES[rule]}")

    def action_turn(self, by: int) -> None:
        """Turn the learning rate or the chosen knob."""
        self._change(lambda: self.model.turn(by))
        if self.model.beat.chooses.turn is None:
            rate = plain(self.model.walk.trace.learning_rate)
            self._say(f"learning rate η = {rate}")

    def action_take(self, action: str) -> None:
        """Do what a text offers: by the act's own way, or by the key that does it."""
        if action in self.model.act.actions:
            self._change(lambda: self.model.act_on(action))
        elif action in TAKINGS:
            self.call_later(self.run_action, TAKINGS[action].action)

    def _change(self, change: Callable[[], None], *, move: bool = False) -> bool:
        """Change the walk and show it; return whether that worked, and tell if not."""
        try:
            change()
        except TinynetError as error:
            self.app.notify_of(error)
            return False
        self.show_beat(move=move)
        return True

    def action_practice(self) -> None:
        """Let the reader work out what this beat computes."""
        self.work_out(0)

    def work_out(self, index: int) -> None:
        """Let the reader work out what this beat computes, from one of its numbers on."""
        tasks = self.model.tasks()
        if tasks:
            self.app.open_practice(self.model, tasks, index)
        else:
            self._say("this beat computes nothing to work out")
