"""The walk on the screen: map, stage, words, timeline; keys and mouse."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from typing import ClassVar

from rich.markup import escape
from textual.app import ComposeResult, SystemCommand
from textual.binding import BindingType
from textual.reactive import reactive
from textual.timer import Timer
from textual.widgets import Footer

from scenes.acts import ACTS
from scenes.keys import LETTERS, WALK_KEYS
from scenes.numbers import a_digit, number, plain
from scenes.screen import TinynetScreen
from scenes.session import Session
from scenes.widgets.map import Map, Way
from scenes.widgets.stage import Stage
from scenes.widgets.timeline import Timeline
from scenes.widgets.toosmall import TooSmall
from scenes.widgets.words import Heading, Words
from tinynet import TinynetError

FRAMES_PER_SECOND = 20
MOTION_SECONDS = 0.8
SPEEDS = (0.5, 0.75, 1.0, 1.5, 2.0, 3.0)
SECONDS_A_WORD = 0.3
LEAST_SECONDS = 4.0
SAID_SECONDS = 2.0
ANSWERING_WORDS = 20
"""What a question adds to a beat's words, for the time it plays."""


class WalkScreen(TinynetScreen):
    """Shows a session, and turns keys and mouse into what it can do."""

    BINDINGS: ClassVar[list[BindingType]] = [*WALK_KEYS]

    progress: reactive[float] = reactive(1.0)
    """How far the beat's motion has come: 0 at its start, 1 at rest."""

    def __init__(self, session: Session, *, motion: bool = True, predict: bool = True) -> None:
        """Show a session, with or without motion and questions."""
        super().__init__()
        self.session = session
        self.motion = motion
        self.predict = predict
        self.speed = SPEEDS.index(1.0)
        self.hovered = ""
        self._said = ""
        self._told_again: bool | None = None
        self._silencer: Timer | None = None
        self._ticker: Timer | None = None
        self._player: Timer | None = None
        self._began = 0.0

    def compose(self) -> ComposeResult:
        """Stack the parts."""
        palette = self.app.palette
        yield Map(palette, id="map")
        yield Stage(palette, id="stage")
        yield Heading(palette, id="heading")
        yield Words(palette, id="words")
        yield Timeline(palette, ACTS, id="timeline")
        yield Footer(show_command_palette=False, compact=True)
        yield TooSmall(id="too-small")

    def on_mount(self) -> None:
        """Show the first beat, and set it in motion."""
        self.show_beat(move=True)

    # Showing.

    def show_beat(self, *, move: bool = False) -> None:
        """Show the session's beat; with ``move``, from the start of its motion."""
        session = self.session
        # What was under the mouse, or said, was of the beat as it was.
        self._said = self.hovered = ""
        self.query_one(Stage).forget()
        self.query_one(Words).show(session.beat)
        self.query_one(Timeline).show(session.act_index, session.beat_index)
        self.show_heading()
        told_again = session.beat.chooses == "knob"
        if told_again is not self._told_again:
            # Only then: it makes the footer anew, which takes longer than all the rest.
            self._told_again = told_again
            self.refresh_bindings()
        self._stop_motion()
        if move and self.motion and self.app.animation_level != "none":
            self._began = self.app.clock()
            self._ticker = self.set_interval(1 / FRAMES_PER_SECOND, self._tick)
            start = 0.0
        else:
            start = 1.0
        self.set_reactive(WalkScreen.progress, start)
        self.watch_progress(start)
        if self._player is not None:
            self._schedule_next()

    def show_heading(self) -> None:
        """Write the heading: where we are; what is hovered, asked, or answered."""
        session = self.session
        number = session.act_index + 1
        title = (
            f"[bold]{number} {session.act.name}[/] "
            f"[dim]{session.beat_index + 1}/{len(session.act.beats)}[/]  {session.beat.title}"
        )
        playing = f"[rate]▶ {plain(SPEEDS[self.speed])}×[/]" if self._player is not None else ""
        about = f"[dim]about: {session.act.about}[/]"
        urgent = self._said or self.hovered or self._asked()
        self.query_one(Heading).show(title, urgent or playing or about, urgent=bool(urgent))

    def _say(self, words: str) -> None:
        """Say something in the heading for a little while."""
        self._said = f"[rate]{words}[/]"
        self.show_heading()
        if self._silencer is not None:
            self._silencer.stop()
        self._silencer = self.set_timer(SAID_SECONDS, self._unsay)

    def _unsay(self) -> None:
        self._said = ""
        self.show_heading()

    def _asked(self) -> str:
        question, answer = self.session.beat.question, self.session.answer
        if question is None or not self.predict:
            return ""
        if answer is None:
            options = "  ".join(
                f"[@click=screen.predict({i})][rate]{LETTERS[i]}[/] {option}[/]"
                for i, option in enumerate(question.options)
            )
            return f"[rate]?[/] {question.text}  {options}"
        verdict = "[you]✓ Yes:[/]" if answer == question.answer else "[error]✗ No:[/]"
        return f"{verdict} {question.because}"

    def watch_progress(self, progress: float) -> None:
        """Show this moment of the motion."""
        session, walk = self.session, self.session.walk
        beat, trace = session.beat, walk.trace
        self.query_one(Stage).show(beat.scene, progress)
        if beat.chooses == "knob":
            trace = walk.rounds[-1]
            heard, meant = number(float(trace.outputs[0])), number(float(trace.targets[0]))
        else:
            heard, meant = str(trace.answer) if session.answered else "?", str(walk.run.label)
        way = Way(
            inputs=len(trace.inputs),
            hidden=len(trace.hidden_sums),
            outputs=len(trace.outputs),
            heard=heard,
            meant=meant,
            lit=beat.lit,
            travel=beat.travel,
        )
        self.query_one(Map).show(way, progress)

    def _tick(self) -> None:
        share = min(1.0, (self.app.clock() - self._began) / MOTION_SECONDS)
        if share >= 1:
            self._stop_motion()
        self.progress = share * share * (3 - 2 * share)  # starts and ends gently

    def _stop_motion(self) -> None:
        if self._ticker is not None:
            self._ticker.stop()
            self._ticker = None

    # Where to.

    def action_step(self, by: int) -> None:
        """Go a beat on or back; going on is told in motion, going back stands at once."""
        if self.session.step(by):
            self.show_beat(move=by > 0)
        elif by > 0:
            self._pause()

    def action_act(self, by: int) -> None:
        """Go to the next or previous act."""
        if self.session.step_act(by):
            self.show_beat(move=by > 0)

    def action_go(self, act: int, beat: int) -> None:
        """Go to a beat."""
        if self.session.go(act, beat):
            self.show_beat()

    def action_go_to(self) -> None:
        """Ask which act to go to."""

        # Dialogs are loaded when they open: the first frame does not wait for them.
        from scenes.dialogs import GoTo

        def chosen(act: int | None) -> None:
            if act is not None:
                self.session.go(act, 0)
                self.show_beat(move=True)

        self.app.push_screen(GoTo(self.session.act_index), chosen)

    def on_timeline_scrubbed(self, message: Timeline.Scrubbed) -> None:
        """Go where the timeline was clicked."""
        self.action_go(message.act, message.beat)

    def action_play(self) -> None:
        """Play by itself, or pause."""
        if self._player is None:
            self._schedule_next()
            self.show_heading()
        else:
            self._pause()

    def _schedule_next(self) -> None:
        if self._player is not None:
            self._player.stop()
        asked = self.session.beat.question
        words = len(self.session.beat.story.split())
        if self.predict and asked is not None and self.session.answer is None:
            words += ANSWERING_WORDS
        seconds = max(LEAST_SECONDS, words * SECONDS_A_WORD) / SPEEDS[self.speed]
        self._player = self.set_timer(seconds, lambda: self.action_step(1))

    def wait(self) -> None:
        """Wait while a dialog is open."""
        if self._player is not None:
            self._player.pause()

    def go_on(self) -> None:
        """Go on playing."""
        if self._player is not None:
            self._schedule_next()

    def _pause(self) -> None:
        if self._player is not None:
            self._player.stop()
            self._player = None
            self.show_heading()

    def action_speed(self, by: int) -> None:
        """Play faster or slower."""
        self.speed = min(max(self.speed + by, 0), len(SPEEDS) - 1)
        if self._player is not None:
            self._schedule_next()
        self._say(f"playing at {plain(SPEEDS[self.speed])} times the speed")

    # What to look at.

    def action_choose(self, by: int) -> None:
        """Choose the next or previous neuron, row of pixels, or knob."""
        self._change(lambda: self.session.choose_next(by))

    def action_lola(self, by: int) -> None:
        """Choose the next or previous Lola."""
        self._change(lambda: self.session.choose("lola", self.session.walk.lola + by))

    def action_pixel(self, rows: int, columns: int) -> None:
        """Move the pixel cursor."""
        self._change(lambda: self.session.move_pixel(rows, columns))

    def on_stage_picked(self, message: Stage.Picked) -> None:
        """Choose what was clicked; turn a knob that was dragged."""
        pick = message.pick
        if pick.kind == "knob" and 0 <= pick.along <= 1:
            self._change(lambda: self.session.set_knob(pick.index, pick.along))
        else:
            self._change(lambda: self.session.choose(pick.kind, pick.index))

    def on_stage_hovered(self, message: Stage.Hovered) -> None:
        """Read out what the mouse is over."""
        self.hovered = message.words
        self.show_heading()

    def on_timeline_hovered(self, message: Timeline.Hovered) -> None:
        """Name the act the mouse is over."""
        self.hovered = message.words
        self.show_heading()

    # What it is about.

    def action_digit(self, digit: int) -> None:
        """Take the next sample of a digit."""
        if self._change(lambda: self.session.tell_digit(digit), move=True):
            self._say_digit()

    def action_random(self) -> None:
        """Take any sample."""
        self._change(lambda: self.session.tell_random(random.Random()), move=True)
        self._say_digit()

    def _say_digit(self) -> None:
        run = self.session.walk.run
        self._say(f"{a_digit(run.label)}: sample {run.index} of the {run.of}")

    def action_network(self) -> None:
        """Take the next network."""
        if self._change(self.session.next_network, move=True):
            self._say_network()

    def use_network(self, source: str) -> None:
        """Take one of the networks."""
        if self._change(lambda: self.session.use_network(source), move=True):
            self._say_network()

    def _say_network(self) -> None:
        self._say(f"the network: {escape(self.session.walk.run.source)}")

    def action_rule(self) -> None:
        """Carry errors back by the other rule."""
        self._change(self.session.change_rule)
        self._say(f"errors go back by the {self.session.walk.trace.error_rule}")

    def action_turn(self, by: int) -> None:
        """Turn the learning rate or the chosen knob."""
        self._change(lambda: self.session.turn(by))
        if self.session.beat.chooses != "knob":
            rate = plain(self.session.walk.trace.learning_rate)
            self._say(f"learning rate η = {rate}")

    def action_tell_again(self) -> None:
        """Tell the three friends once more."""
        self._change(self.session.tell_again)

    def _change(self, change: Callable[[], None], *, move: bool = False) -> bool:
        """Change the session and show it; return whether that worked, and tell if not."""
        try:
            change()
        except TinynetError as error:
            self.notify(str(error), severity="error", markup=False)
            return False
        self.show_beat(move=move)
        return True

    # Predictions and settings.

    def action_predict(self, option: int) -> None:
        """Answer the question, if one is open."""
        if self.predict and self.session.predict(option):
            self.show_heading()

    def action_motion(self) -> None:
        """Turn motion on or off."""
        self.motion = not self.motion
        self._say(f"motion {'on' if self.motion else 'off'}")

    def action_predictions(self) -> None:
        """Turn questions on or off."""
        self.predict = not self.predict
        self._say(f"questions {'on' if self.predict else 'off'}")

    def action_command(self) -> None:
        """Show the command that reopens this place."""
        try:
            command = self.session.command()
        except TinynetError as error:
            self.notify(str(error), markup=False)
            return
        self.app.copy_to_clipboard(command)
        self.notify(command, title="This very place, again (copied)", timeout=12, markup=False)

    # Elsewhere.

    def action_training(self) -> None:
        """Train a network on all the digits."""
        self.app.open_training()

    def action_test(self) -> None:
        """Test this network on all the test digits."""
        run = self.session.walk.run
        self.app.open_test(run.network, run.source)

    def action_leave(self) -> None:
        """Go back to what this walk was opened from."""
        if self.app.screen_stack[0] is not self:
            self.app.pop_screen()

    def action_help(self) -> None:
        """Show keys and colours."""
        from scenes.dialogs import Help

        self.app.push_screen(Help())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer telling again only where the three friends are on the stage."""
        if action == "tell_again":
            return self.session.beat.chooses == "knob"
        return True

    def commands(self) -> Iterable[SystemCommand]:
        """Yield what the command palette offers here."""
        for index, act in enumerate(ACTS):
            yield SystemCommand(
                f"Act {index + 1:>2}: {act.name}",
                f"About: {act.about}",
                lambda index=index: self._go_act(index),
            )
        for digit in range(10):
            yield SystemCommand(
                f"Digit: a {digit}",
                f"The next {digit} of the {self.session.walk.run.of}",
                lambda digit=digit: self.action_digit(digit),
            )
        yield SystemCommand("Digit: random", "Any other", self.action_random)
        for source in self.session.sources:
            yield SystemCommand(
                escape(f"Network: {source}"),
                "Walk the digit through this network",
                lambda source=source: self.use_network(source),
            )
        yield SystemCommand("Learning rate: up", "Correct more", lambda: self.action_turn(1))
        yield SystemCommand("Learning rate: down", "Correct less", lambda: self.action_turn(-1))
        yield SystemCommand("Lola: the next", "Another output node", lambda: self.action_lola(1))
        yield SystemCommand("Play: faster", "By itself", lambda: self.action_speed(1))
        yield SystemCommand("Play: slower", "By itself", lambda: self.action_speed(-1))
        yield SystemCommand("Error rule: the other", "Recipe or gradient", self.action_rule)
        yield SystemCommand("Motion: on or off", "Animate what changes", self.action_motion)
        yield SystemCommand(
            "Questions: on or off", "Predict before reveal", self.action_predictions
        )
        yield SystemCommand("Train", "On all 60,000 digits", self.action_training)
        yield SystemCommand("Test", "This network, on 10,000 digits", self.action_test)
        yield SystemCommand("Command", "The command that reopens this place", self.action_command)

    def _go_act(self, index: int) -> None:
        self.session.go(index, 0)
        self.show_beat(move=True)
