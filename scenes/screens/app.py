"""The app: the walk, and how its screens lead to one another."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on, work
from textual.app import SystemCommand
from textual.await_complete import AwaitComplete
from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer

from scenes.canvas.painters.base import measure_with
from scenes.screens.base import TinynetScreen
from scenes.screens.memory import give_back, keep_what_is_there
from scenes.screens.themed import DARK_THEME, LIGHT_THEME, ThemedApp
from scenes.screens.walk.keys import hint
from scenes.screens.walk.model import WalkModel
from scenes.screens.walk.screen import WalkScreen
from scenes.story.markup import escaped
from scenes.story.networks import NamedNetwork
from scenes.story.passes import Pass
from scenes.story.places import Place, Where
from scenes.story.walk import Walk, open_walk
from tinynet import TinynetError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from scenes.screens.drawing.model import DrawingModel
    from scenes.screens.drawing.screen import DrawingScreen
    from scenes.screens.keeping import Keeper, Offer
    from scenes.screens.session import Resumed, Session
    from scenes.screens.training.model import TrainingModel
    from scenes.screens.training.run import TrainingRun
    from scenes.screens.training.screen import TrainingScreen
    from tinynet import Dataset

__all__ = ["DARK_THEME", "LIGHT_THEME", "TinynetApp", "run"]

GIVE_BACK_SECONDS = 0.5
"""After a screen has closed, when nobody waits for what is shown instead."""
MOST_SCREENS = 9
"""Screens over each other: each keeps its network and its pass."""
ASKED_SECONDS = 60.0
"""A run that was going so long is not ended by one key."""


class KeptFound(Message):
    """What was kept when the app ended last was looked for."""

    def __init__(self, offer: Offer | None, sentences: list[str]) -> None:
        """Tell of the newest, and of each that cannot be read."""
        super().__init__()
        self.offer, self.sentences = offer, sentences


class TinynetApp(ThemedApp):
    """Opens the walk."""

    hint = staticmethod(hint)

    # A screen's own CSS_PATH would have Textual read all stylesheets anew when it opens.
    CSS_PATH: ClassVar[list[str | PurePath]] = [
        "style.tcss",
        "widgets/style.tcss",
        "walk/style.tcss",
        "training/style.tcss",
        "testing/style.tcss",
        "drawing/style.tcss",
        "backwards/style.tcss",
    ]

    def __init__(
        self,
        place: Place,
        walk: Walk,
        *,
        motion: bool = True,
        predict: bool = True,
        light: bool = False,
        screen: str | None = None,
        image: NDArray[np.uint8] | None = None,
        keeper: Keeper | None = None,
    ) -> None:
        """Open a walk at a place, and over it perhaps one of the other screens, train or test.

        Or the drawing screen, with an image of any size on the sheet, 255 for ink. With a
        ``keeper``, what is done is kept when the app ends, and offered when it opens.
        """
        super().__init__(light=light)
        measure_with(hint)
        self.walk_model = WalkModel(place, walk)
        self.motion, self._predict = motion, predict
        self._begun_at = self.walk_model.place
        self._given: bytes | None = None
        """The ink of an image that the app was opened with."""
        self._keeper = keeper
        self._kept = ""
        """Where this session is kept, once it is."""
        self.offer: Offer | None = None
        """What was kept before, until it is taken or declined."""
        self._asked_about: TrainingRun | None = None
        self._giving_back: Timer | None = None
        self._opens_with, self._image = screen, image
        self.training: TrainingModel | None = None
        """Where networks are trained, once that was asked for."""
        self.drawing: DrawingModel | None = None
        """What was drawn, once something was."""

    def on_mount(self) -> None:
        """Open the screen that was asked for over the walk."""
        keep_what_is_there()
        if self._keeper is not None:
            self.call_after_refresh(self._look_for_kept, self._keeper)
        if self._opens_with == "train":
            self.open_training()
        elif self._opens_with == "test":
            self.open_test(self.walk_model.walk.pass_.named)
        elif self._image is not None:
            self._open_image(self._image)

    def get_default_screen(self) -> WalkScreen:
        """Open the walk."""
        return self.walk_screen(self.walk_model)

    def walk_screen(self, model: WalkModel, *, in_lab: bool = False) -> WalkScreen:
        """Return a screen of a walk, perhaps with the lab open."""
        return WalkScreen(model, motion=self.motion, predict=self._predict, in_lab=in_lab)

    def on_unmount(self) -> None:
        """End what runs in a thread of its own."""
        if self.training is not None:
            self.training.close()

    def pop_screen(self) -> AwaitComplete:
        """Close a screen, and a little later give back the memory that it had."""
        if isinstance(self.screen, TinynetScreen):
            if self._giving_back is not None:
                self._giving_back.stop()
            self._giving_back = self.set_timer(GIVE_BACK_SECONDS, give_back)
        return super().pop_screen()

    # From one screen to another. The other screens are loaded when they open.

    def _go_back_to(self, kind: type[TinynetScreen]) -> bool:
        """Close what is open over a screen of this kind; return whether there is one."""
        opened = next((screen for screen in self.screen_stack if isinstance(screen, kind)), None)
        while opened is not None and self.screen is not opened:
            self.pop_screen()
        return opened is not None

    def _open(self, screen: TinynetScreen) -> None:
        """Open a screen over the others, unless there are too many."""
        if len(self.screen_stack) < MOST_SCREENS:
            self.push_screen(screen)
        else:
            self.notify(f"{MOST_SCREENS} screens are open, one over the other: escape goes back.")

    def open_training(self) -> None:
        """Go to the training screen, as it was left if it was open before."""
        from scenes.screens.training.screen import TrainingScreen

        if not self._go_back_to(TrainingScreen):
            self._open(self.training_screen())

    def training_screen(self) -> TrainingScreen:
        """Return a screen of the app's training, which begins with it."""
        from scenes.screens.training.model import TrainingModel
        from scenes.screens.training.screen import TrainingScreen

        if self.training is None:
            digits = self.walk_model.walk.pass_.data
            self.training = TrainingModel(self.walk_model.place, digits)
        return TrainingScreen(self.training)

    def open_test(self, named: NamedNetwork) -> None:
        """Test a network on the test digits."""
        from scenes.screens.testing.screen import TestingScreen

        digits = self.walk_model.walk.pass_.data
        self._open(TestingScreen(named, digits, motion=self.motion))

    def open_drawing(self, named: NamedNetwork) -> None:
        """Draw a digit for a network; the drawing is as it was left."""
        from scenes.screens.drawing.model import DrawingModel
        from scenes.screens.drawing.screen import DrawingScreen

        if self.drawing is None:
            self.drawing = DrawingModel()
        self.drawing.show_to(named, self.walk_model.walk.pass_.data)
        if not self._go_back_to(DrawingScreen):
            self._open(self.drawing_screen())

    def drawing_screen(self) -> DrawingScreen:
        """Return a screen of the app's drawing, which begins with it."""
        from scenes.screens.drawing.model import DrawingModel
        from scenes.screens.drawing.screen import DrawingScreen

        if self.drawing is None:
            self.drawing = DrawingModel()
            pass_ = self.walk_model.walk.pass_
            self.drawing.show_to(pass_.named, pass_.data)
        return DrawingScreen(self.drawing)

    def _open_image(self, image: NDArray[np.uint8]) -> None:
        """Put an image on the sheet, and open it."""
        from scenes.screens.drawing.model import DrawingModel
        from scenes.screens.drawing.sheet import framed

        self.drawing = DrawingModel()
        self.drawing.load(framed(image))
        self._given = self.drawing.sheet.ink.tobytes()
        self.open_drawing(self.walk_model.walk.pass_.named)

    def open_backwards(self, named: NamedNetwork) -> None:
        """Run answers backwards through a network."""
        from scenes.screens.backwards.screen import BackwardsScreen

        self._open(BackwardsScreen(named))

    def step_inside(self, pass_: Pass, act: str = "input") -> None:
        """Open a walk of this pass; escape leads back from it."""
        place = Place(network=pass_.named.name, sample=pass_.index).at(act)
        self._open(self.walk_screen(WalkModel(place, open_walk(place, pass_))))

    def show_command(self, command: str) -> None:
        """Send a command that reopens a place to the terminal's clipboard, and show it."""
        from scenes.screens.dialogs import CommandShown

        # Whether anything took it, no terminal says.
        self.copy_to_clipboard(command)
        self.push_screen(CommandShown(command))

    # What was kept, and what is.

    @work(thread=True, exit_on_error=False)
    def _look_for_kept(self, keeper: Keeper) -> None:
        if keeper.is_on:
            self.post_message(KeptFound(*keeper.newest()))

    @on(KeptFound)
    def _show_kept(self, found: KeptFound) -> None:
        """Offer what was kept; say what cannot be read."""
        for sentence in found.sentences:
            self.notify(sentence, severity="warning", markup=False)
        self.offer = found.offer
        self._show_offer()

    def _show_offer(self) -> None:
        bottom = self.screen_stack[0]
        if isinstance(bottom, WalkScreen):
            bottom.show_heading()
            bottom.refresh_bindings()

    def offered(self, where: Where, room: int) -> str:
        """Say what is offered, marked up, as fully as there is room for; not once they went on."""
        if self.offer is None or where != (self._begun_at.act, self._begun_at.beat):
            return ""
        key, no = "[rate]z[/] [dim]goes on", "[dim]·[/] [rate]Z[/] [dim]no[/]"
        words = escaped(self.offer.words)
        for said in (
            f"{key} with[/] {words}[dim], {self.offer.ago}[/] {no}",
            f"{key} with[/] {words} {no}",
            f"{key} where you were[/] {no}",
        ):
            if self.palette.text(said).cell_len <= room:
                return said
        return f"{key}[/]"

    @work(exclusive=True, group="take-up")
    async def take_up(self) -> None:
        """Go on with what was kept; what is done now is kept first."""
        offer, keeper = self.offer, self._keeper
        if offer is None or keeper is None:
            return
        self.offer = None
        try:
            session = keeper.read(offer.path)
            digits, data = self.walk_model.walk.pass_.data, self.walk_model.place.data
            ready = await asyncio.to_thread(self._made_ready, session, digits, data)
        except TinynetError as error:
            self.notify(keeper.set_aside(offer.path, error), severity="warning", markup=False)
            self._show_offer()
            return
        try:
            self.keep_state()
        except TinynetError as error:  # and what is done now would be lost
            self.offer = offer
            self.notify(str(error), severity="error", markup=False)
            return
        keeper.answer(offer, "taken")
        self._kept = ""
        await self._resume(ready)
        self._show_offer()

    @staticmethod
    def _made_ready(session: Session, digits: Dataset, data: str | None) -> Resumed:
        from scenes.screens.session import resumed

        return resumed(session, digits, data)

    async def _resume(self, ready: Resumed) -> None:
        """Show a session that was made ready, in place of what is shown."""
        while len(self.screen_stack) > 1:
            await self.pop_screen()
        if self.training is not None:
            self.training.close()
        self.walk_model, self.drawing, self.training = ready.walk, ready.drawing, ready.training
        bottom = self.screen
        if isinstance(bottom, WalkScreen):
            bottom.take(ready.walk, in_lab=ready.in_lab)
        for make in ready.over[: MOST_SCREENS - 1]:
            await self.push_screen(make(self))

    def decline(self) -> None:
        """Have what was kept not offered again."""
        if self.offer is not None and self._keeper is not None:
            self._keeper.answer(self.offer, "declined")
            self.offer = None
            self._show_offer()

    def turn_keeping(self) -> None:
        """Keep nothing from now on, or again."""
        if self._keeper is None:
            return
        try:
            on_ = self._keeper.turn()
        except TinynetError as error:
            self.notify(str(error), severity="error", markup=False)
            return
        self.notify(
            "What you do is kept when tinynet ends, and offered when it opens."
            if on_
            else "Nothing is kept when tinynet ends, and nothing offered.",
        )

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer, beside what the screens do, what was kept."""
        if self.offer is not None:
            yield SystemCommand(
                f"Go on with {self.offer.words}", f"Kept {self.offer.ago}", self.take_up
            )
            yield SystemCommand(
                f"Do not offer {self.offer.words} again", "Kept files stay", self.decline
            )
        yield from super().get_system_commands(screen)
        if self._keeper is not None:
            yield SystemCommand(
                "Keep what I do: on or off",
                f"For the next time, in {self._keeper.folder}",
                self.turn_keeping,
            )

    def keep_state(self) -> str | None:
        """Keep what is done and where it is, if there is anything; return in which file.

        Raises :class:`TinynetError` where it cannot be written.
        """
        if self._kept or self._keeper is None or not self._keeper.is_on:
            return self._kept or None
        from scenes.screens.session import session_of

        session = session_of(self)
        if session is not None and self._is_new(session):
            self._kept = str(self._keeper.keep(session))
        return self._kept or None

    def _is_new(self, session: Session) -> bool:
        """Return whether there is anything that the command which opened the app would not show."""
        drawing = session.drawing
        drawn = drawing is not None and (drawing.told or drawing.ink.tobytes() != self._given)
        moved = self.walk_model.place != self._begun_at
        return bool(drawn or session.training or session.edits or moved)

    def exit(self, result: Any = None, return_code: int = 0, message: Any = None) -> None:
        """End, and keep what is done."""
        try:
            self.keep_state()
        except TinynetError as error:
            self.end_with(f"tinynet: nothing of this session was kept; {error}")
        super().exit(result, return_code, message)

    async def action_quit(self) -> None:
        """End; ask once before a run ends that has been going for long."""
        run = None if self.training is None else self.training.run
        if run is None or run.seconds < ASKED_SECONDS or run is self._asked_about:
            self.exit()
            return
        from scenes.screens.dialogs import QuitAsked

        self._asked_about = run
        keeps = self._keeper is not None and self._keeper.is_on
        self.push_screen(QuitAsked(run.snapshot.samples, keeps=keeps))


def run(
    place: Place,
    walk: Walk,
    *,
    motion: bool = True,
    predict: bool = True,
    light: bool = False,
    screen: str | None = None,
    image: NDArray[np.uint8] | None = None,
    fresh: bool = False,
) -> int:
    """Run the app until the reader leaves; return the exit status.

    A ``fresh`` one neither offers what was kept nor keeps anything.
    """
    from scenes.screens.keeping import Keeper

    app = TinynetApp(
        place,
        walk,
        motion=motion,
        predict=predict,
        light=light,
        screen=screen,
        image=image,
        keeper=None if fresh else Keeper(),
    )
    app.run()
    return app.return_code or 0
