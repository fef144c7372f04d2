"""The training screen: one digit after another, the Jays taking shape, the error falling."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

import numpy as np
from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Footer, Static

from scenes.screens.base import TinynetScreen
from scenes.screens.training.curves import Curves
from scenes.screens.training.desk import Desk, Shown
from scenes.screens.training.jays import Focus, Wall, scale_of
from scenes.screens.training.keys import TRAINING_GUIDE
from scenes.screens.training.lesson import lesson_scene
from scenes.screens.training.moments import Moments
from scenes.screens.training.plan import Plan
from scenes.screens.training.progress import Progress
from scenes.screens.training.record import Point, Snapshot
from scenes.screens.walk.panels.stage import Stage
from scenes.screens.widgets.heading import Heading, slim_margin_of
from scenes.screens.widgets.toosmall import TooSmall
from scenes.story.networks import NamedNetwork
from scenes.story.numbers import number, plain
from tinynet import TinynetError, save_network

VIEWS = ("digit", "curves", "jays")
"""Where room is short, one of these shows at a time."""
RESTING_SECONDS = 0.2
SEEN_A_SECOND = 20
"""Digits a second up to which each is shown; of more, the eye would catch none."""


class TrainingScreen(TinynetScreen):
    """Shows what the desk has; turns keys and mouse into what it can do."""

    GUIDE = TRAINING_GUIDE
    BINDINGS: ClassVar[list[BindingType]] = [*TRAINING_GUIDE.keys]

    class Progressed(Message):
        """The run has come further. Of several that wait, the last tells all."""

        def __init__(self, snapshot: Snapshot) -> None:
            """Tell how it stands."""
            super().__init__()
            self.snapshot = snapshot

        def can_replace(self, message: Message) -> bool:
            """Stand in for one that was not read yet."""
            return isinstance(message, TrainingScreen.Progressed)

    class Loaded(Message):
        """The digits are unpacked, or could not be: then there is a sentence."""

        def __init__(self, failure: str = "") -> None:
            """Tell which."""
            super().__init__()
            self.failure = failure

    def __init__(self, desk: Desk) -> None:
        """Show a desk."""
        super().__init__()
        self.desk = desk
        self.frames = 0
        """Frames shown since the screen opened."""
        self._hovered = ""
        self._failure = self._wrong = ""
        self._view = 0
        self._eager = False
        """Whether the reader asked for the start while the digits were unpacked."""
        self._examiner: Timer | None = None
        self._scale = self._focus_scale = 0.0
        """What the strongest colours of the wall and of the Jay shown large stand for."""

    def compose(self) -> ComposeResult:
        """Stack the parts."""
        palette = self.app.palette
        yield Heading(palette, id="heading", margin=slim_margin_of)
        yield Progress(palette, id="progress")
        yield Static(id="wrong", markup=False)
        with Horizontal(id="upper"):
            yield Stage(palette, id="lesson")
            yield Curves(palette, id="curves")
        with Horizontal(id="lower"):
            yield Wall(palette, id="wall")
            yield Focus(palette, id="focus")
        yield Moments(palette, id="moments")
        yield Footer(show_command_palette=False, compact=True)
        yield TooSmall(id="too-small")

    def on_mount(self) -> None:
        """Fetch the digits if they are not there yet."""
        self.desk.tell = self._tell
        self._set_view(0)
        if self.desk.run is None:  # not even where the digits are: the screen may have been left
            self.show_heading()
            self._load()
        else:
            self.show_all()

    def on_unmount(self) -> None:
        """Nothing is shown here any more."""
        self.desk.tell = lambda snapshot: None

    def _tell(self, snapshot: Snapshot) -> None:
        """Post what is new; called in the run's thread."""
        self.post_message(self.Progressed(snapshot))

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _load(self) -> None:
        """Unpack the digits, half a second's work."""
        try:
            self.desk.load()
        except Exception as error:  # whatever it is, the reader is told
            self.post_message(self.Loaded(str(error) or type(error).__name__))
        else:
            self.post_message(self.Loaded())

    def on_training_screen_loaded(self, message: Loaded) -> None:
        """Prepare the first run, or tell why there is none."""
        self._failure = message.failure
        if not message.failure and self.desk.run is None:
            self._try(self.desk.start_over)
            if self._eager:
                self.action_go()
        self.show_all()

    # Showing.

    def on_training_screen_progressed(self, message: Progressed) -> None:
        """Show a frame: the digit each time, the panels in turns, all of them at rest."""
        if self.desk.run is None or message.snapshot.curve is not self.desk.run.curve:
            return  # of a run that was closed
        if message.snapshot.state != "running":
            self.show_all()
        else:
            self._show(self.frames)

    def show_all(self) -> None:
        """Show everything as it is now."""
        self._show(None)

    def _show(self, frame: int | None) -> None:
        """Show what is due in a frame; everything for None.

        A thread that trains wants the processor too, so the panels take turns.
        """
        self.show_heading()
        shown = self.desk.shown()
        if shown is None:
            return
        self.frames += 1
        if shown.snapshot.samples_per_second < SEEN_A_SECOND:
            frame = None
        for show, every, offset in (
            (self._show_lesson, 2, 1),
            (self._show_progress, 2, 0),
            (self._show_wall, 4, 2),
            (self._show_focus, 6, 3),
            (self._show_curves, 9, 6),
        ):
            if frame is None or frame % every == offset % every:
                show(shown)

    def _show_lesson(self, shown: Shown) -> None:
        self.query_one("#lesson", Stage).show(lesson_scene(shown), 1.0)

    def _show_progress(self, shown: Shown) -> None:
        snapshot = shown.snapshot
        back = shown.moment.samples if shown.back else None
        self.query_one(Progress).show(snapshot, self._pace(), back)
        self.query_one(Moments).show(
            tuple(kept.samples for kept in self.desk.moments),
            snapshot.samples,
            snapshot.total,
            back,
            shown.base.samples,
        )

    def _show_wall(self, shown: Shown) -> None:
        weights = shown.moment.input_hidden
        self._scale = scale_of(weights, self._scale)
        self.query_one(Wall).show(weights, shown.jay, self._scale)

    def _show_focus(self, shown: Shown) -> None:
        base, moment = shown.base, shown.moment
        then, now = base.input_hidden[shown.jay], moment.input_hidden[shown.jay]
        self._focus_scale = scale_of(np.stack([then, now]), self._focus_scale)
        names = _after(base.samples), _after(moment.samples)
        self.query_one(Focus).show(shown.jay, then, names[0], now, names[1], self._focus_scale)

    def _show_curves(self, shown: Shown) -> None:
        at = shown.moment.samples if shown.back else None
        run = shown.snapshot
        recent = Point(run.samples, run.recent.error, run.recent.accuracy)
        self.query_one(Curves).show(
            self.desk.curves, run.samples, at, recent if run.recent.samples else None
        )

    def _pace(self) -> str:
        run = self.desk.run
        if run is None:
            return ""
        if run.gathering:
            return "gathering speed"
        return "full speed" if run.free or run.pace is None else f"pace {plain(run.pace)}/s"

    def show_heading(self) -> None:
        """Write the heading: what this is; what is said, hovered, wrong, or to be done."""
        back = self._invitation() if self.desk.back is not None else ""
        urgent = self._said or self._hovered or back
        self._show_wrong()
        title = "[bold]Training[/]  tell him again, sixty thousand times"
        self.query_one(Heading).show(title, urgent or self._invitation(), urgent=bool(urgent))

    def _show_wrong(self) -> None:
        """Tell what goes wrong, in as many rows as the sentence takes."""
        snapshot = None if self.desk.run is None else self.desk.run.snapshot
        found = self._failure or (snapshot.failure or snapshot.trouble if snapshot else "") or ""
        if found != self._wrong:
            self._wrong = found
            told = self.query_one("#wrong", Static)
            told.update(f"✗ {found}")
            told.display = bool(found)

    def _invitation(self) -> str:
        run, back = self.desk.run, self.desk.back
        if run is None:
            starts = ": then it starts" if self._eager else ""
            return f"[dim]unpacking the digits …{starts}[/]"
        if back is not None:
            return "[rate]→[/] later, [rate]End[/] now, [rate]c[/] compare with this"
        return {
            "ready": "[rate]space[/] starts, [rate]s[/] takes one digit, [rate]n[/] settings",
            "running": f"[dim]{'on to the end of the epoch; ' if run.to_epoch_end else ''}"
            "space pauses, ⏎ steps inside[/]",
            "paused": "[rate]space[/] goes on, [rate]⏎[/] steps inside",
            "done": "done: [rate]space[/] once more, [rate]x[/] test, [rate]⏎[/] step inside",
            "failed": "[rate]r[/] starts over",
        }[run.snapshot.state]

    def _set_view(self, view: int) -> None:
        self._view = view
        for index, name in enumerate(VIEWS):
            self.set_class(index == view, f"-view-{name}")

    # The run.

    def action_go(self) -> None:
        """Go on, or pause."""
        run = self.desk.run
        if run is None:
            self._eager = not self._failure
            self.show_heading()
            return
        self.desk.look_at(len(self.desk.moments))
        if run.going:
            run.pause()
        else:
            run.go()

    def action_step(self) -> None:
        """Take one digit, or one batch."""
        self._with_run(lambda run: run.step())

    def action_epoch(self) -> None:
        """Go on to the end of the epoch."""
        self._with_run(lambda run: run.finish_epoch())

    def _with_run(self, do: Callable[..., None]) -> None:
        if self.desk.run is not None:
            self.desk.look_at(len(self.desk.moments))
            do(self.desk.run)

    def action_turn(self, by: int) -> None:
        """Turn the learning rate."""
        rate = self.desk.turn(by)
        if rate is not None:
            self._say(f"learning rate η = {plain(rate)}, from the next digit on")

    def action_pace(self, by: int) -> None:
        """Change the pace."""
        if self.desk.run is not None:
            self.desk.run.change_pace(by)
            self._say(self._pace())

    def action_gather(self) -> None:
        """Have the run gather speed, from the slowest."""
        if self.desk.run is not None:
            self.desk.run.gather()
            self._say(self._pace())

    def action_start_over(self) -> None:
        """Start the same run over."""
        if self.desk.run is not None and self._try(self.desk.start_over):
            self._say("from the start again; the curves of before stay")

    def action_plan(self) -> None:
        """Ask what the next run is to be."""
        if self.desk.digits is None:
            return
        from scenes.screens.training.dialogs import PlanDialog

        def chosen(plan: Plan | None) -> None:
            if plan is not None and self._try(lambda: self.desk.start(plan)):
                self.action_go()

        self.app.push_screen(PlanDialog(self.desk.plan, digits=len(self.desk.digits)), chosen)

    def action_save(self) -> None:
        """Write the network shown to a file."""
        shown = self.desk.shown()
        if shown is None:
            return
        from scenes.screens.training.dialogs import FileDialog

        moment = shown.moment

        def chosen(path: object) -> None:
            if path is not None and self._try(lambda: save_network(moment.network, str(path))):
                self._say(f"saved {_after(moment.samples)}: {path}".replace("[", r"\["))

        name = f"tinynet-{self.desk.hidden}-{moment.samples}.npz"
        self.app.push_screen(FileDialog("Save this network", name, must_exist=False), chosen)

    def action_open(self) -> None:
        """Go on with a network from a file."""
        if self.desk.digits is None:
            return
        from scenes.screens.training.dialogs import FileDialog

        def chosen(path: object) -> None:
            if path is not None and self._try(lambda: self.desk.open_file(str(path))):
                self._say(f"going on with {path}".replace("[", r"\["))

        self.app.push_screen(FileDialog("Go on with a network", "", must_exist=True), chosen)

    def _try(self, do: Callable[[], object]) -> bool:
        """Do something; return whether that worked, and tell if not."""
        try:
            do()
        except TinynetError as error:
            self.notify(str(error), severity="error", markup=False)
            return False
        self.show_all()
        return True

    # What to look at.

    def action_choose(self, by: int) -> None:
        """Look at the next Jay, or the one before."""
        self.desk.choose(self.desk.jay + by)
        self.show_all()

    def on_wall_chosen(self, message: Wall.Chosen) -> None:
        """Look at a Jay that was clicked."""
        self.desk.choose(message.jay)
        self.show_all()

    def on_stage_hovered(self, message: Stage.Hovered) -> None:
        """Read out what the mouse is over."""
        self._hovered = message.words
        self.show_heading()

    def action_look_back(self, by: int) -> None:
        """Look at a moment before or after; the run waits."""
        self._look(lambda: self.desk.look_back(by))

    def action_look_at(self, index: int) -> None:
        """Look at a moment."""
        self._look(lambda: self.desk.look_at(index))

    def on_moments_scrubbed(self, message: Moments.Scrubbed) -> None:
        """Look at the moment that was clicked."""
        self._look(lambda: self.desk.look_near(message.samples))

    def _look(self, look: Callable[[], None]) -> None:
        if self.desk.run is None:
            return
        self.desk.run.pause()
        look()
        self.show_all()
        # Ten thousand answers take longer than a key may: they wait until the reader rests.
        if self._examiner is not None:
            self._examiner.stop()
        self._examiner = self.set_timer(RESTING_SECONDS, self._examine)

    def _examine(self) -> None:
        if self.desk.examine():
            self.show_all()

    def action_compare(self) -> None:
        """Compare with the moment shown."""
        if self.desk.run is not None:
            base = self.desk.compare()
            self.show_all()
            self._say(f"compared with it as it was {_after(0 if base is None else base.samples)}")

    def action_overlay(self) -> None:
        """Show or hide the curves of the runs before."""
        self.desk.overlay = not self.desk.overlay
        self.show_all()
        if not self.desk.earlier:
            self._say("no earlier run yet: n makes another, and its curves come on top")
        else:
            self._say(f"earlier runs {'shown' if self.desk.overlay else 'hidden'}")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the next panel only where not all of them have room."""
        return self.has_class("-short") if action == "view" else True

    def action_view(self) -> None:
        """Show the next of the panels, where not all have room."""
        self._set_view((self._view + 1) % len(VIEWS))

    # Elsewhere.

    def action_inside(self) -> None:
        """Walk the digit shown through the network shown."""

        def step() -> None:
            run = self.desk.inside()
            if run is not None:
                self.app.step_inside(run)
                self._tell_correction()

        self._try(step)

    def _tell_correction(self) -> None:
        """Say that inside the last correction is made, so that the answer may be another."""
        shown = self.desk.shown()
        if shown is not None and shown.corrected is not None:
            label = shown.lesson.label
            then, now = (number(float(y[label]), 2) for y in (shown.outputs, shown.corrected))
            self.notify(
                f"He has been told this very digit: Lola {label} heard {then}, now {now}.",
                title="After the correction",
            )

    def action_test(self) -> None:
        """Test the network shown."""
        self._with_network(self.app.open_test)

    def action_backwards(self) -> None:
        """Run an answer back through the network shown."""
        self._with_network(self.app.open_backwards)

    def action_draw(self) -> None:
        """Draw a digit for the network shown."""
        self._with_network(self.app.open_drawing)

    def _with_network(self, do: Callable[[NamedNetwork], None]) -> None:
        """Take the network shown elsewhere, with its name."""
        shown = self.desk.shown()
        if shown is not None:
            self._try(lambda: do(self.desk.named(shown.moment)))

    def action_leave(self) -> None:
        """Go back to the walk."""
        self.app.pop_screen()

    def wait(self) -> None:
        """Hold the run while something else is on the screen."""
        if self.desk.run is not None:
            self.desk.run.hold()

    def go_on(self) -> None:
        """Let the run go on."""
        if self.desk.run is not None:
            self.desk.run.let_go()


def _after(samples: int) -> str:
    if samples < 2:
        return "after 1 digit" if samples else "at the start"
    return f"after {samples:,} digits"
