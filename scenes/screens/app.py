"""The app: the walk, and how its screens lead to one another."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar

from textual.await_complete import AwaitComplete
from textual.timer import Timer

from scenes.canvas.painters.base import measure_with
from scenes.screens.base import TinynetScreen
from scenes.screens.memory import give_back, keep_what_is_there
from scenes.screens.themed import DARK_THEME, LIGHT_THEME, ThemedApp
from scenes.screens.walk.keys import hint
from scenes.screens.walk.model import WalkModel
from scenes.screens.walk.screen import WalkScreen
from scenes.story.networks import NamedNetwork
from scenes.story.passes import Pass
from scenes.story.places import Place
from scenes.story.walk import Walk, open_walk

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from scenes.screens.drawing.model import DrawingModel
    from scenes.screens.training.model import TrainingModel
    from scenes.story.practice.tasks import Task

__all__ = ["DARK_THEME", "LIGHT_THEME", "TinynetApp", "run"]

GIVE_BACK_SECONDS = 0.5
"""After a screen has closed, when nobody waits for what is shown instead."""
MOST_SCREENS = 9
"""Screens over each other: each keeps its network and its pass."""


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
        "practice/style.tcss",
    ]

    def __init__(
        self,
        place: Place,
        walk: Walk,
        *,
        motion: bool = True,
        predict: bool = True,
        light: bool = False,
        projector: bool = False,
        screen: str | None = None,
        image: NDArray[np.uint8] | None = None,
    ) -> None:
        """Open a walk at a place, and over it perhaps one of the other screens, train or test.

        Or the drawing screen, with an image of any size on the sheet, 255 for ink.
        """
        super().__init__(light=light, projector=projector)
        measure_with(hint)
        self.walk_model = WalkModel(place, walk)
        self._motion, self._predict = motion, predict
        self._giving_back: Timer | None = None
        self._opens_with, self._image = screen, image
        self.training: TrainingModel | None = None
        """Where networks are trained, once that was asked for."""
        self.drawing: DrawingModel | None = None
        """What was drawn, once something was."""

    def on_mount(self) -> None:
        """Open the screen that was asked for over the walk."""
        keep_what_is_there()
        if self._opens_with == "train":
            self.open_training()
        elif self._opens_with == "test":
            self.open_test(self.walk_model.walk.pass_.named)
        elif self._image is not None:
            self._open_image(self._image)

    def get_default_screen(self) -> WalkScreen:
        """Open the walk."""
        return WalkScreen(self.walk_model, motion=self._motion, predict=self._predict)

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
        from scenes.screens.training.model import TrainingModel
        from scenes.screens.training.screen import TrainingScreen

        if self._go_back_to(TrainingScreen):
            return
        if self.training is None:
            digits = self.walk_model.walk.pass_.data
            self.training = TrainingModel(self.walk_model.place, digits)
        self._open(TrainingScreen(self.training))

    def open_test(self, named: NamedNetwork) -> None:
        """Test a network on the test digits."""
        from scenes.screens.testing.screen import TestingScreen

        digits = self.walk_model.walk.pass_.data
        self._open(TestingScreen(named, digits, motion=self._motion))

    def open_drawing(self, named: NamedNetwork) -> None:
        """Draw a digit for a network; the drawing is as it was left."""
        from scenes.screens.drawing.model import DrawingModel
        from scenes.screens.drawing.screen import DrawingScreen

        if self.drawing is None:
            self.drawing = DrawingModel()
        self.drawing.show_to(named, self.walk_model.walk.pass_.data)
        if not self._go_back_to(DrawingScreen):
            self._open(DrawingScreen(self.drawing))

    def _open_image(self, image: NDArray[np.uint8]) -> None:
        """Put an image on the sheet, and open it."""
        from scenes.screens.drawing.model import DrawingModel
        from scenes.screens.drawing.sheet import framed

        self.drawing = DrawingModel()
        self.drawing.load(framed(image))
        self.open_drawing(self.walk_model.walk.pass_.named)

    def open_backwards(self, named: NamedNetwork) -> None:
        """Run answers backwards through a network."""
        from scenes.screens.backwards.screen import BackwardsScreen

        self._open(BackwardsScreen(named))

    def open_practice(self, tasks: Sequence[Task]) -> None:
        """Let the reader work these out."""
        from scenes.screens.practice.screen import PracticeScreen

        self._open(PracticeScreen(tasks))

    def step_inside(self, pass_: Pass, act: str = "input") -> None:
        """Open a walk of this pass; escape leads back from it."""
        place = Place(network=pass_.named.name, sample=pass_.index).at(act)
        model = WalkModel(place, open_walk(place, pass_))
        self._open(WalkScreen(model, motion=self._motion, predict=self._predict))

    def show_command(self, command: str) -> None:
        """Send a command that reopens a place to the terminal's clipboard, and show it."""
        from scenes.screens.dialogs import CommandShown

        # Whether anything took it, no terminal says.
        self.copy_to_clipboard(command)
        self.push_screen(CommandShown(command))


def run(
    place: Place,
    walk: Walk,
    *,
    motion: bool = True,
    predict: bool = True,
    light: bool = False,
    projector: bool = False,
    screen: str | None = None,
    image: NDArray[np.uint8] | None = None,
) -> int:
    """Run the app until the reader leaves; return the exit status."""
    app = TinynetApp(
        place,
        walk,
        motion=motion,
        predict=predict,
        light=light,
        projector=projector,
        screen=screen,
        image=image,
    )
    app.run()
    return app.return_code or 0
