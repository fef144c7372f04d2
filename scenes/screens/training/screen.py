"""The training screen: one digit after another, the hidden nodes taking shape, the error falling.

It turns keys and messages into what the model can do, and hands each new view to the panels. What
the panels are and where they stand follows from ``panels.PANELS``; what is done to the run itself
stands in ``running.py``.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.timer import Timer
from textual.widgets import Static

from scenes.screens.base import TinynetScreen
from scenes.screens.faults import words_of
from scenes.screens.keys import Guide
from scenes.screens.served import is_served
from scenes.screens.training.keys import FILE_ACTIONS, SERVED_GUIDE, TRAINING_GUIDE
from scenes.screens.training.layout import ROOMY_BANDS, TrainingLayout
from scenes.screens.training.looking import LookedAt
from scenes.screens.training.messages import DigitsLoaded, RunProgressed
from scenes.screens.training.model import TrainingModel
from scenes.screens.training.panels import PANELS
from scenes.screens.training.panels.base import Band, Panel, PanelEntry
from scenes.screens.training.record import Snapshot
from scenes.screens.training.running import RunActions
from scenes.screens.training.view import (
    TrainingView,
    after,
    invitations_of,
    title_of,
    trouble_of,
    view_of,
)
from scenes.screens.widgets.board import Board
from scenes.screens.widgets.heading import Heading
from scenes.screens.widgets.keyline import KeyLine
from scenes.screens.widgets.margins import slim_margin_of
from scenes.screens.widgets.toosmall import TooSmall
from scenes.story.networks import NamedNetwork
from scenes.story.numbers import number

if TYPE_CHECKING:
    from scenes.story.spots import Spot

RESTING_SECONDS = 0.2
SEEN_A_SECOND = 20
"""Digits a second up to which each is shown; of more, the eye would catch none."""


class TrainingScreen(RunActions, TinynetScreen):
    """Shows what the model has; turns keys and mouse into what it can do."""

    CSS_PATH = Path(__file__).parent / "style.tcss"
    GUIDE = TRAINING_GUIDE
    BINDINGS: ClassVar[list[BindingType]] = [*TRAINING_GUIDE.keys]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (112, "-wide"), (180, "-broad")]  # noqa: RUF012
    PICTURED = ".band"

    def __init__(self, model: TrainingModel) -> None:
        super().__init__()
        self.model = model
        self.layout_of_panels = TrainingLayout(PANELS)
        self.frames = 0
        """Frames shown since the screen opened."""
        self._panels: list[tuple[PanelEntry, Panel]] = []
        self._page = 0
        """Which of the pages shows, where room is short."""
        self._hovered = ""
        self._failure = self._wrong = ""
        self._eager = False
        """Whether the reader asked for the start while the digits were unpacked."""
        self._examiner: Timer | None = None

    def compose(self) -> ComposeResult:
        """Stack the bands of panels between heading and footer."""
        yield Heading(self.app.palette, id="heading", margin=slim_margin_of)
        yield Vertical(*self._make_panels("top"), id="top", classes="band")
        yield Static(id="wrong", markup=False)
        for band in ROOMY_BANDS:
            yield Horizontal(*self._make_panels(band), id=band, classes="band roomy")
        yield Vertical(*self._make_panels("bottom"), id="bottom", classes="band")
        yield KeyLine()
        yield TooSmall(id="too-small")

    def _make_panels(self, band: Band) -> list[Panel]:
        made = []
        for entry in self.layout_of_panels.of_band(band):
            panel = entry.make(self.app.palette, id=entry.id)
            panel.add_class("panel")
            self._panels.append((entry, panel))
            made.append(panel)
        return made

    def on_mount(self) -> None:
        """Fetch the digits if they are not there yet."""
        self.model.report = self._report
        self._show_page(0)
        if self.model.run is None:  # not even where the digits are: the screen may have been left
            self.show_heading()
            self._load()
        else:
            self.show_all()

    def on_unmount(self) -> None:
        """Nothing is shown here any more."""
        self.model.report = lambda snapshot: None

    def _report(self, snapshot: Snapshot) -> None:
        """Post what is new; called in the run's thread."""
        self.post_message(RunProgressed(snapshot))

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _load(self) -> None:
        """Unpack the digits, half a second's work."""
        try:
            self.model.load()
        except Exception as error:  # whatever it is, the reader is told
            self.post_message(DigitsLoaded(words_of(error)))
        else:
            self.post_message(DigitsLoaded())

    @on(DigitsLoaded)
    def _begin(self, message: DigitsLoaded) -> None:
        """Prepare the first run, or say why there is none."""
        self._failure = message.failure
        if not message.failure and self.model.run is None:
            self._try(self.model.start_over)
            self.model.rested()
            if self._eager:
                self.action_go()
        self.show_all()

    def spot(self) -> Spot | None:
        """Return the moment looked at, where training up to it again takes no time to speak of."""
        return self.model.spot()

    def saved(self) -> object:
        """Return that this screen is open."""
        from scenes.screens.training.saving import OnTraining

        return OnTraining()

    # Showing.

    @on(RunProgressed)
    def _show_progress(self, message: RunProgressed) -> None:
        """Show a frame: the panels in turns, all of them at rest."""
        if self.model.run is None or message.snapshot.curve is not self.model.run.curve:
            return  # of a run that was closed
        if message.snapshot.state != "running":
            self.model.rested()
            self.show_all()
        else:
            self._show(self.frames)

    def show_all(self) -> None:
        """Show everything as it is now."""
        self._show(None)

    def _show(self, frame: int | None) -> None:
        """Give what is so now to the panels whose turn it is in a frame; to all for None."""
        self.show_heading()
        view = view_of(self.model)
        if view is None:
            return
        self.frames += 1
        if view.snapshot.samples_per_second < SEEN_A_SECOND:
            frame = None
        for entry, panel in self._panels:
            if frame is None or entry.is_due(frame):
                panel.show(view)

    def show_heading(self) -> None:
        """Write the heading: what this is; what is said, hovered, or to be done; what is wrong."""
        invitations = invitations_of(self.model, eager=self._eager)
        back = invitations[0] if self.model.is_back else ""
        urgent = self._said or self._hovered or back
        self._show_wrong()
        ways = (urgent,) if urgent else invitations
        self.query_one(Heading).show(title_of(self.model), *ways, urgent=bool(urgent))

    def _show_wrong(self) -> None:
        """Say what goes wrong, in as many rows as the sentence takes."""
        found = self._failure or trouble_of(self.model)
        if found != self._wrong:
            self._wrong = found
            row = self.query_one("#wrong", Static)
            row.update(f"✗ {found}")
            row.display = bool(found)

    def _show_page(self, page: int) -> None:
        """Mark what shows where room is short; the stylesheet hides the rest there."""
        self._page = page
        layout = self.layout_of_panels
        name = layout.pages[page] if layout.pages else ""
        here, bands = layout.on_page(name), layout.bands_on_page(name)
        for each in layout.pages:
            self.set_class(each == name, f"-{each}-page")
        for entry, panel in self._panels:
            panel.set_class(entry.id not in here, "-elsewhere")
        for band in ROOMY_BANDS:
            row = self.query_one(f"#{band}")
            row.set_class(band not in bands, "-elsewhere")
            row.set_class(bands == (band,), "-alone")

    @property
    def guide(self) -> Guide:
        """The keys, in a browser without those that open files."""
        return SERVED_GUIDE if is_served() else TRAINING_GUIDE

    # What to look at.

    @on(Board.Hovered)
    def _read_out(self, message: Board.Hovered) -> None:
        """Read out what the mouse is over."""
        self._hovered = message.words
        self.show_heading()

    @on(Board.Picked)
    def _look_at_picked(self, message: Board.Picked) -> None:
        """Look at the hidden node or the moment that was clicked, on whichever panel."""
        if message.hit.kind == "jay":
            self.model.choose(message.hit.index)
            self.show_all()
        elif message.hit.kind == "moment":
            self._look(lambda looked_at: looked_at.look_near(message.hit.index))

    def action_choose(self, by: int) -> None:
        """Look at the next hidden node, or the one before."""
        self.model.choose(self.model.hidden_node + by)
        self.show_all()

    def action_look_back(self, by: int) -> None:
        """Look at a moment before or after; the run waits."""
        self._look(lambda looked_at: looked_at.look_back(by))

    def action_look_at(self, index: int) -> None:
        """Look back at a moment of the run, by its index."""
        self._look(lambda looked_at: looked_at.look_at(index))

    def _look(self, look: Callable[[LookedAt], None]) -> None:
        if self.model.looked_at is None:
            return
        look(self.model.looked_at)
        self.show_all()
        # Ten thousand answers take longer than a key may: they wait until the reader rests.
        if self._examiner is not None:
            self._examiner.stop()
        self._examiner = self.set_timer(RESTING_SECONDS, self._examine)

    def _examine(self) -> None:
        if self.model.looked_at is not None and self.model.looked_at.examine():
            self.show_all()

    def action_compare(self) -> None:
        """Compare with the moment shown."""
        if self.model.looked_at is not None:
            base = self.model.looked_at.compare()
            self.show_all()
            samples = 0 if base is None else base.samples
            self._say(f"compared with it as it was {after(samples, self.app.nouns.thing)}")

    def action_overlay(self) -> None:
        """Show or hide the curves of the runs before."""
        self.model.overlay = not self.model.overlay
        self.show_all()
        if not self.model.earlier:
            self._say("no earlier run yet: n makes another, and its curves come on top")
        else:
            self._say(f"earlier runs {'shown' if self.model.overlay else 'hidden'}")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the next page only where not all panels have room; files to whom they belong."""
        if action in FILE_ACTIONS:
            return not is_served()
        return self.is_paged if action == "page" else True

    @property
    def is_paged(self) -> bool:
        """Whether room is so short that the panels stand on pages."""
        return self.has_class("-short") or self.has_class("-narrow")

    def action_page(self) -> None:
        """Show the next of the pages, where not all panels have room."""
        self._show_page((self._page + 1) % max(1, len(self.layout_of_panels.pages)))

    # Elsewhere.

    def action_inside(self) -> None:
        """Walk the digit shown through the network shown."""

        def step() -> None:
            pass_ = self.model.inside()
            if pass_ is not None:
                self.app.step_inside(pass_)
                self._notify_of_correction(view_of(self.model))

        self._try(step)

    def _notify_of_correction(self, view: TrainingView | None) -> None:
        """Say that inside the last correction is made, so that the answer may be another."""
        if view is not None and view.corrected is not None:
            label, classes = view.sample.label, view.classes
            then, now = (number(float(y[label]), 2) for y in (view.outputs, view.corrected))
            moved = f"heard {then}, now {now}"
            if then == now:
                moved = f"heard {then}, and still does: it hardly moved"
            self.notify(
                f"He has been told this very {classes.thing}: Lola {classes.names[label]} {moved}.",
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
        looked_at = self.model.looked_at
        if looked_at is not None:
            self._try(lambda: do(self.model.named(looked_at.moment)))

    def wait(self) -> None:
        """Hold the run while something else is on the screen."""
        if self.model.run is not None:
            self.model.run.hold()

    def go_on(self) -> None:
        """Let the run go on."""
        if self.model.run is not None:
            self.model.run.let_go()
