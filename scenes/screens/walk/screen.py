"""The walk on the screen: map, stage, words, timeline; keys and mouse."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult, SystemCommand
from textual.binding import BindingType
from textual.reactive import reactive
from textual.timer import Timer
from textual.widgets import Footer

from scenes.screens.base import TinynetScreen
from scenes.screens.keys import Guide
from scenes.screens.walk.keys import LETTERS, WALK_GUIDE
from scenes.screens.walk.map import Map, Reach, Way
from scenes.screens.walk.session import Session
from scenes.screens.walk.stage import Stage
from scenes.screens.walk.timeline import Timeline
from scenes.screens.walk.words import Words
from scenes.screens.widgets.heading import Heading, margin_of, slim_margin_of
from scenes.screens.widgets.toosmall import TooSmall
from scenes.story.acts import ACTS
from scenes.story.beats import Links
from scenes.story.markup import escaped
from scenes.story.networks import NamedNetwork
from scenes.story.numbers import a_digit, number, plain
from scenes.story.questions import Where
from tinynet import TinynetError

if TYPE_CHECKING:
    from scenes.screens.walk.lab.controls import Control
    from scenes.screens.walk.lab.panel import LabPanel

FRAMES_PER_SECOND = 20
MOTION_SECONDS = 0.8
SPEEDS = (0.5, 0.75, 1.0, 1.5, 2.0, 3.0)
SECONDS_A_WORD = 0.3
LEAST_SECONDS = 4.0
COUNTING_SECONDS = 0.03
"""How long the lab rests before it counts the score, so that no key waits for that."""
ALONE = "you + Jay + Lola = three friends on their own: a change shows from act 2 on"
ANSWERING_WORDS = 20
"""What a question adds to a beat's words, for the time it plays."""


class WalkScreen(TinynetScreen):
    """Shows a session, and turns keys and mouse into what it can do."""

    GUIDE = WALK_GUIDE
    BINDINGS: ClassVar[list[BindingType]] = [*WALK_GUIDE.keys]

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
        self._told_again: bool | None = None
        self._ticker: Timer | None = None
        self._player: Timer | None = None
        self._began = 0.0
        self._panel: LabPanel | None = None
        """The lab, once it was opened."""
        self._counter: Timer | None = None
        self._wave: Timer | None = None
        self._wave_start = "you"
        self._wave_began = 0.0
        self._wave_progress = 1.0

    def compose(self) -> ComposeResult:
        """Stack the parts."""
        palette = self.app.palette
        yield Map(palette, id="map")
        yield Stage(palette, id="stage")
        yield Heading(palette, id="heading", margin=self._margin)
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
        self._stop_wave()
        self.show_lab()
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
        if self.app.screen_stack[0] is not self:
            about = f"[rate]esc[/] back  [dim]network: {escaped(session.walk.pass_.named.name)}[/]"
        control = self._panel.control if self._panel is not None and self.lab_is_open else None
        noted = self._asked()
        if control is not None:
            alone = session.beat.chooses == "knob" and not session.lab
            noted = f"[dim]{ALONE if alone else control.note}[/]"
        urgent = self._said or self.hovered or noted
        heading = self.query_one(Heading)
        changed = ""
        if session.lab and not urgent:
            from scenes.screens.walk.lab.view import marker_words

            taken = self.app.palette.text(title).cell_len + 2 * margin_of(heading.size.width) + 2
            changed = marker_words(session.lab, heading.size.width - taken)
        heading.show(title, urgent or changed or playing or about, urgent=bool(urgent))

    def _asked(self) -> str:
        question, answer = self.session.beat.question, self.session.answer
        if question is None or not self.predict:
            return ""
        if answer is None:
            options = "  ".join(
                f"[do:answer.{i}][rate]{LETTERS[i]}[/] {option}[/]"
                for i, option in enumerate(question.options)
            )
            return f"[rate]?[/] {question.text}  {options}"
        verdict = "[you]✓ Yes:[/]" if answer == question.answer else "[error]✗ No:[/]"
        return f"{verdict} {question.because}"

    def watch_progress(self, progress: float) -> None:
        """Show this moment of the motion."""
        self.query_one(Stage).show(self.session.beat.scene, progress)
        self._show_map(progress)

    def _show_map(self, progress: float) -> None:
        session, walk = self.session, self.session.walk
        beat, trace = session.beat, walk.trace
        lit, travel, reach = beat.lit, beat.travel, None
        if self.lab_is_open:
            heard, meant = str(trace.answer), str(walk.pass_.label)
            (reach, lit), travel = self._reached(), None
            if self._wave is not None:
                travel, progress = (self._wave_start, "meant"), self._wave_progress
        elif beat.chooses == "knob":
            trace = walk.rounds[-1]
            heard, meant = number(float(trace.outputs[0])), number(float(trace.targets[0]))
        else:
            heard, meant = str(trace.answer) if session.answered else "?", str(walk.pass_.label)
        way = Way(
            inputs=len(trace.inputs),
            hidden=len(trace.hidden_sums),
            outputs=len(trace.outputs),
            heard=heard,
            meant=meant,
            lit=lit,
            travel=travel,
            changed=session.lab.parts if trace is walk.trace else frozenset(),
            reach=reach,
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

    # The lab.

    def _margin(self, width: int) -> int:
        """Return the heading's margin: that of what stands under it."""
        return (slim_margin_of if self.lab_is_open else margin_of)(width)

    @property
    def lab_is_open(self) -> bool:
        """Whether the lab stands in the place of the words."""
        return self.has_class("-lab")

    async def action_lab(self) -> None:
        """Open the lab."""
        if self._panel is None:
            # Loaded when it opens: the first frame does not wait for it.
            from scenes.screens.walk.lab.panel import LabPanel

            self._panel = LabPanel(self.app.palette, id="lab")
            await self.mount(self._panel, before=self.query_one(Words))
        self._pause()
        self.add_class("-lab")
        self._panel.focus()
        self.show_beat()

    def on_lab_panel_closed(self) -> None:
        """Close the lab; what is changed stays."""
        self.set_focus(None)
        self.remove_class("-lab")
        self.show_beat()

    def show_lab(self) -> None:
        """Show what the lab shows of the session, and the score when it is counted."""
        if self._panel is None or not self.lab_is_open:
            return
        from scenes.screens.walk.lab.view import view_of

        session = self.session
        scores = session.scores if session.is_scored else None
        self._panel.show(view_of(session.lab, session.walk, session.effects, scores))
        if self._counter is not None:
            self._counter.stop()
            self._counter = None
        if scores is None:
            self._counter = self.set_timer(COUNTING_SECONDS, self.count)

    def count(self) -> None:
        """Count the digits that the network reads right, with what is changed."""
        if self.session.scores:
            self.show_lab()

    def on_lab_panel_turned(self, message: LabPanel.Turned) -> None:
        """Turn what was turned, from where it stands now."""
        control = self._control(message.which)
        edit = {-1: control.less, 0: control.flip, 1: control.more}[message.by]
        if edit is not None:
            self._edit(lambda: self.session.edit(edit))

    def on_lab_panel_typed(self, message: LabPanel.Typed) -> None:
        """Set what was typed."""
        set_to = self._control(message.which).set_to
        if set_to is not None:
            self._edit(lambda: self.session.edit(set_to(message.value)))

    def _control(self, name: str) -> Control:
        from scenes.screens.walk.lab.controls import controls_of

        controls = controls_of(self.session.lab, self.session.walk)
        return next(control for control in controls if control.id == name)

    def on_lab_panel_looked(self, message: LabPanel.Looked) -> None:
        """Look at this node, or at one so many on."""
        now: int = getattr(self.session.walk, message.kind)
        index = now + message.by if message.index is None else message.index
        self._change(lambda: self.session.choose(message.kind, index))

    def on_lab_panel_pointed(self) -> None:
        """Say what the chosen control does."""
        self._said = self.hovered = ""
        self.show_heading()

    def on_lab_panel_undone(self, message: LabPanel.Undone) -> None:
        """Take an edit back."""
        edits = self.session.lab.edits
        if not edits:
            self._say("nothing = nothing changed")
        elif message.index is None:
            self._edit(self.session.undo)
        elif message.index < len(edits):
            self._edit(lambda: self.session.undo(edits[message.index or 0]))

    def action_undo_all(self) -> None:
        """Take back all that is changed."""
        if self.session.lab:
            words = self.session.lab.words()
            self._edit(self.session.undo_all)
            self._say(f"taken back = {words}")

    def _edit(self, edit: Callable[[], None]) -> None:
        """Change something in the lab, and let the map show it travel."""
        before = self.session.lab
        if not self._change(edit) or self.session.lab == before:
            return
        if self.lab_is_open and self.motion and self.app.animation_level != "none":
            last = {**dict.fromkeys(before.edits), **dict.fromkeys(self.session.lab.edits)}
            self._wave_start = "jay" if [*last][-1].part == "tell" else "you"
            self._wave_began, self._wave_progress = self.app.clock(), 0.0
            self._wave = self.set_interval(1 / FRAMES_PER_SECOND, self._roll)
            self._show_map(self.progress)

    def _roll(self) -> None:
        """Show how far the change has travelled."""
        self._wave_progress = (self.app.clock() - self._wave_began) / MOTION_SECONDS
        if self._wave_progress >= 1:
            self._stop_wave()
        self._show_map(self.progress)

    def _stop_wave(self) -> None:
        if self._wave is not None:
            self._wave.stop()
            self._wave = None

    def _reached(self) -> tuple[Reach, Links]:
        """Return how far the edits reach, and which parts of the map that lights."""
        effects = self.session.effects
        reach = Reach(
            len(effects.pixels), len(effects.jays), len(effects.lolas), str(effects.answers[0])
        )
        parts = set(self.session.lab.parts)
        if reach.inputs:
            parts |= {"you", "speak"}
        if reach.hidden:
            parts |= {"jay", "tell"}
        if reach.outputs:
            parts |= {"lola", "meant"}
        return reach, frozenset(parts)

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
        from scenes.screens.dialogs import GoTo

        def chosen(where: Where | None) -> None:
            if where is not None:
                self.session.visit(where)
                self.show_beat(move=True)

        session = self.session
        self.app.push_screen(GoTo(session.act_index, session.missed), chosen)

    def action_visit(self, act: str, beat: int) -> None:
        """Go to where a link leads: an act by its id, and which of its beats, from 1."""
        self.session.visit((act, beat))
        self.show_beat()

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

    @on(Stage.Picked, "#stage")
    def pick(self, message: Stage.Picked) -> None:
        """Choose what was clicked; turn a knob that was dragged."""
        hit = message.hit
        if hit.kind == "knob" and 0 <= hit.along <= 1:
            self._change(lambda: self.session.set_knob(hit.index, hit.along))
        else:
            self._change(lambda: self.session.choose(hit.kind, hit.index))

    @on(Stage.Hovered, "#stage")
    def read_out(self, message: Stage.Hovered) -> None:
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
        run = self.session.walk.pass_
        self._say(f"{a_digit(run.label)}: {run.whence}")

    def action_network(self) -> None:
        """Take the next network."""
        if self._change(self.session.next_network, move=True):
            self._say_network()

    def use_network(self, source: str) -> None:
        """Take one of the networks."""
        if self._change(lambda: self.session.use_network(source), move=True):
            self._say_network()

    def _say_network(self) -> None:
        self._say(f"the network: {escaped(self.session.walk.pass_.named.name)}")

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

    def action_take_back(self) -> None:
        """Take back the answer given here."""
        if self.predict and self.session.take_back():
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
        self.app.open_test(self._named)

    def action_draw(self) -> None:
        """Draw a digit, and let this network read it."""
        self.app.open_drawing(self._named)

    def action_backwards(self) -> None:
        """Run an answer back through this network."""
        self.app.open_backwards(self._named)

    @property
    def _named(self) -> NamedNetwork:
        """The network as it is, changed perhaps, and what to call it."""
        named = self.session.walk.pass_.named
        if not self.session.lab.of_network:
            return named
        return NamedNetwork(named.network, f"{named.name}, changed", "here")

    @property
    def guide(self) -> Guide:
        """The keys of the lab while it is open, else those of the walk."""
        if not self.lab_is_open:
            return WALK_GUIDE
        from scenes.screens.walk.lab.keys import LAB_GUIDE

        return LAB_GUIDE

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer telling again only where the three friends are on the stage."""
        if action == "tell_again":
            return self.session.beat.chooses == "knob" and not self.lab_is_open
        return True

    def commands(self) -> Iterable[SystemCommand]:
        """Yield what the command palette offers here."""
        for index, act in enumerate(ACTS):
            yield SystemCommand(
                f"Act {index + 1:>2}: {act.name}",
                f"About: {act.about}",
                lambda index=index: self._go_act(index),
            )
        for source in self.session.sources:
            yield SystemCommand(
                escaped(f"Network: {source}"),
                "Walk the digit through this network",
                lambda source=source: self.use_network(source),
            )
        yield SystemCommand(
            "Questions: on or off", "Predict before reveal", self.action_predictions
        )
        yield from super().commands()

    def _go_act(self, index: int) -> None:
        self.session.go(index, 0)
        self.show_beat(move=True)
