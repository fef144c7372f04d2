"""The app: the walk, and how its screens lead to one another."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import SystemCommand
from textual.await_complete import AwaitComplete
from textual.screen import Screen
from textual.timer import Timer

from scenes.canvas.painters.base import measure_with
from scenes.screens.base import TinynetScreen
from scenes.screens.keeping_app import MOST_SCREENS, KeepingApp
from scenes.screens.memory import give_back, keep_what_is_there
from scenes.screens.served import is_served
from scenes.screens.themed import DARK_THEME, LIGHT_THEME
from scenes.screens.walk.keys import hint
from scenes.screens.walk.model import WalkModel
from scenes.screens.walk.screen import WalkScreen
from scenes.story.networks import NamedNetwork
from scenes.story.nouns import Nouns, worded
from scenes.story.passes import Pass, oddities
from scenes.story.places import Place
from scenes.story.spots import Spot
from scenes.story.walk import Walk, open_walk
from tinynet import TinynetError

if TYPE_CHECKING:
    from scenes.screens.drawing.screen import DrawingScreen
    from scenes.screens.file_dialog import Kind
    from scenes.screens.keeping import Keeper
    from scenes.screens.session import Resumed
    from scenes.screens.training.screen import TrainingScreen
    from scenes.story.images import ImageSheet
    from scenes.story.practice.tasks import Task
    from scenes.story.spots import Asked, TestedCell

__all__ = ["DARK_THEME", "LIGHT_THEME", "MOST_SCREENS", "TinynetApp", "run"]

ODDITY_SECONDS = 20
"""What is odd about the data is told once, and takes a while to read."""
GIVE_BACK_SECONDS = 0.5
"""After a screen has closed, when nobody waits for what is shown instead."""


class TinynetApp(KeepingApp):
    """The app: the walk, and whatever screens are opened over it."""

    def hint(self, action: str) -> str:
        """Say how an action that a text offers is taken here."""
        return worded(hint(action), self.nouns)

    def __init__(
        self,
        place: Place,
        walk: Walk,
        *,
        motion: bool = True,
        predict: bool = True,
        light: bool = False,
        projector: bool = False,
        spot: Spot | None = None,
        image: ImageSheet | None = None,
        ready: Resumed | None = None,
        keeper: Keeper | None = None,
    ) -> None:
        """Open a walk at a place, and over it what a ``spot`` there names.

        The digits of an image are put on the sheet of the drawing screen, one after the other; and
        a session that was made ``ready`` is gone on with. With a ``keeper``, what is done is kept
        when the app ends, and offered when it opens.
        """
        super().__init__(
            WalkModel(place, walk),
            spot or Spot(place),
            keeper=keeper,
            light=light,
            projector=projector,
        )
        measure_with(hint)
        self.motion, self._predict = motion, predict
        self._giving_back: Timer | None = None
        self._image, self._ready_to_show = image, ready

    def on_mount(self) -> None:
        """Open the screen that was asked for over the walk."""
        keep_what_is_there()
        self._tell_oddities()
        if self._image is not None:
            self._put_on_sheet(self._image)
        if self._ready_to_show is not None:
            self.call_later(self._show_opened, self._ready_to_show)
        elif self._image is not None and not self.spot.screen:
            self.open_drawing(self.walk_model.walk.pass_.named)
        else:
            self._open_spot(self.spot)

    def _open_spot(self, spot: Spot) -> None:
        """Open the screen of a spot, at what is looked at there."""
        named = self.walk_model.walk.pass_.named
        bottom = self.screen_stack[0]
        assert isinstance(bottom, WalkScreen)
        if spot.change is not None:
            bottom.open_lab(spot.change)
        elif spot.task is not None:
            bottom.work_out(spot.task - 1)
        elif spot.screen == "train":
            self.open_training(spot.moment, spot.until)
        elif spot.screen == "test":
            self.open_test(named, spot.cell)
        elif spot.screen == "draw":
            self.open_drawing(named)
        elif spot.screen == "backwards":
            self.open_backwards(named, spot.asked)

    async def show_step(self, spot: Spot, image: str | None) -> None:
        """Go to a spot from wherever the reader is; an image is drawn on, or walked.

        What cannot be opened is said.
        """
        from scenes.screens.session import ready_at
        from scenes.story.images import read_image

        digits, data = self.walk_model.walk.pass_.data, self.walk_model.place.source
        try:
            ready = await asyncio.to_thread(ready_at, spot, image, digits, data)
            sought = digits.classes.are_digits
            ink = read_image(image, digits=sought) if image is not None and spot.screen else None
        except TinynetError as error:
            self.notify_of(error)
            return
        training = self.training
        await self._resume(ready, anew=False)
        self._tell_of_image()
        if spot.open is not None:
            return
        if spot.screen == "train":
            self.training = None
            model = self.training_screen().model
            if training is not None:
                training.close()
                if spot.place.source == data:
                    model.digits = training.digits
        if ink is not None:
            self._put_on_sheet(ink)
        self._open_spot(spot)

    def _tell_of_image(self) -> None:
        """Say what was seen of the image that is walked, if one is."""
        for remark in self.walk_model.walk.pass_.remarks:
            self.notify(remark)

    def _tell_oddities(self) -> None:
        """Say what is odd about somebody's own data or image, or about how it was read."""
        self._tell_of_image()
        data = self.walk_model.walk.pass_.data
        if data.source is None:
            return
        if odd := oddities(data):
            words = "\n".join(odd)
            self.notify(words, severity="warning", markup=False, timeout=ODDITY_SECONDS)

    @property
    def nouns(self) -> Nouns:
        """What texts say of the data at hand."""
        return self.walk_model.walk.pass_.nouns

    def get_default_screen(self) -> WalkScreen:
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

    def open_training(self, moment: int | None = None, until: int | None = None) -> None:
        """Go to the training screen, as it was left if it was open before.

        A training that begins there goes to a moment at once, and on by itself to another.
        """
        from scenes.screens.training.screen import TrainingScreen

        if not self._go_back_to(TrainingScreen):
            screen = self.training_screen()
            screen.model.aim(moment, until)
            self._open(screen)

    def training_screen(self) -> TrainingScreen:
        """Return a screen of the app's training, which begins with it."""
        from scenes.screens.training.model import TrainingModel
        from scenes.screens.training.screen import TrainingScreen

        if self.training is None:
            digits = self.walk_model.walk.pass_.data
            self.training = TrainingModel(self.walk_model.place, digits)
        return TrainingScreen(self.training)

    def open_test(self, named: NamedNetwork, cell: TestedCell | None = None) -> None:
        """Test a network on the test digits; look at a cell, and at one of its digits."""
        from scenes.screens.testing.screen import TestingScreen

        digits = self.walk_model.walk.pass_.data
        screen = TestingScreen(named, digits, motion=self.motion)
        if cell is not None:
            screen.model.aim(cell[:2], cell[2])
        self._open(screen)

    def open_drawing(self, named: NamedNetwork) -> None:
        """Draw a digit for a network; the drawing is as it was left."""
        from scenes.screens.drawing.model import DrawingModel
        from scenes.screens.drawing.screen import DrawingScreen

        data = self.walk_model.walk.pass_.data
        if self.drawing is None:
            self.drawing = DrawingModel()
        self.drawing.show_to(named, data)
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

    def _put_on_sheet(self, image: ImageSheet) -> None:
        """Put an image's first digit on the sheet, which nobody looks at yet."""
        from scenes.screens.drawing.model import DrawingModel

        self.drawing = DrawingModel()
        self.drawing.open(image.digits)
        self._given = self.drawing.sheet.ink.tobytes()
        for remark in image.remarks:
            self.notify(remark)

    def open_backwards(self, named: NamedNetwork, asked: Asked | None = None) -> None:
        """Run answers backwards through a network: a digit's, or those of a mix."""
        from scenes.screens.backwards.screen import BackwardsScreen

        data = self.walk_model.walk.pass_.data
        screen = BackwardsScreen(named, data=data)
        if asked is not None:
            digit, other, share = asked
            screen.model.choose(digit)
            screen.model.mix(other)
            screen.model.set_share(share)
        self._open(screen)

    def open_practice(self, walk: WalkModel, tasks: Sequence[Task], index: int = 0) -> None:
        """Let the reader work out what a beat of a walk computes, from one of its tasks on."""
        from scenes.screens.practice.screen import PracticeScreen

        screen = PracticeScreen(tasks, over=walk)
        screen.model.go(min(index, len(tasks) - 1))
        self._open(screen)

    def step_inside(self, pass_: Pass, act: str = "input") -> None:
        """Open a walk of this pass; escape leads back from it."""
        own = self.walk_model.place
        place = Place(
            network=pass_.named.name,
            sample=pass_.index,
            data=own.data,
            labels=own.labels,
            transpose=own.transpose,
        ).at(act)
        self._open(self.walk_screen(WalkModel(place, open_walk(place, pass_))))

    def offer_to_save(self) -> None:
        """Ask where to save what is shown, and show the command that opens it again."""
        from scenes.screens.dialogs import show_command
        from scenes.screens.file_dialog import PLACES
        from scenes.screens.session import spot_saved
        from scenes.story.saved.archive import save

        session = spot_saved(self)

        def write(path: Path) -> None:
            save(session, path)
            show_command(self, Spot(open=str(path)).command())

        title = "This takes more than a command: save it"
        self.ask_where(title, "my-place.tinynet", PLACES, write)

    def ask_where(self, title: str, name: str, kind: Kind, write: Callable[[Path], object]) -> None:
        """Ask where something is to be written, write it there, and say so; or why not."""
        from scenes.screens.file_dialog import FileDialog

        def chosen(path: Path | None) -> None:
            if path is None:
                return
            try:
                write(path)
            except TinynetError as error:
                self.notify_of(error)
            else:
                self.notify(f"Saved as {path.absolute()}", markup=False)

        try:
            dialog = FileDialog(title, name, must_exist=False, kind=kind)
        except TinynetError as error:  # in a browser
            self.notify_of(error)
        else:
            self.push_screen(dialog, chosen)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer what the screen has and, from every screen of the app, what else there is."""
        from scenes.screens.elsewhere import commands_elsewhere

        yield from super().get_system_commands(screen)
        if isinstance(screen, TinynetScreen):
            # The walk has keys for the others, and so commands.
            yield from commands_elsewhere(self, screens=not isinstance(screen, WalkScreen))


def run(
    place: Place,
    walk: Walk,
    *,
    motion: bool = True,
    predict: bool = True,
    light: bool = False,
    projector: bool = False,
    spot: Spot | None = None,
    image: ImageSheet | None = None,
    ready: Resumed | None = None,
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
        projector=projector,
        spot=spot,
        image=image,
        ready=ready,
        keeper=None if fresh or is_served() else Keeper(),
    )
    app.run()
    return app.return_code or 0
