"""The app: colours, signals, and the screens."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar

from textual.app import SystemCommand
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.theme import Theme
from textual.timer import Timer

from scenes.canvas.palette import DARK, LIGHT, Colours, Palette
from scenes.screens.base import TinynetScreen
from scenes.screens.memory import give_back, keep_what_is_there
from scenes.screens.sturdy import SturdyApp
from scenes.screens.walk.keys import hint
from scenes.screens.walk.model import WalkModel
from scenes.screens.walk.screen import WalkScreen
from scenes.screens.widgets.drawn import Drawn
from scenes.story.networks import NamedNetwork
from scenes.story.passes import Pass
from scenes.story.places import Place
from scenes.story.walk import Walk, open_walk

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from scenes.screens.drawing.easel import Easel
    from scenes.screens.training.desk import Desk

GIVE_BACK_SECONDS = 0.5
"""After a screen has closed, when nobody waits for what is shown instead."""
MOST_SCREENS = 9
"""Screens over each other: each keeps its network and its pass."""
DARK_THEME, LIGHT_THEME = "tinynet-dark", "tinynet-light"


def theme_of(name: str, colours: Colours, *, dark: bool) -> Theme:
    terms = dict(colours.terms)
    return Theme(
        name=name,
        primary=terms["jay"],
        secondary=terms["you"],
        accent=terms["rate"],
        error=terms["error"],
        foreground=colours.text,
        background=colours.background,
        surface=colours.panel,
        panel=colours.panel,
        dark=dark,
        variables={
            "footer-background": colours.panel,
            "footer-key-foreground": terms["rate"],
            "footer-description-foreground": colours.muted,
        },
    )


class TinynetApp(SturdyApp):
    """Opens the walk."""

    TITLE = "tinynet"
    # A screen's own CSS_PATH would have Textual read all stylesheets anew when it opens.
    CSS_PATH: ClassVar[list[str | PurePath]] = [
        "walk/style.tcss",
        "training/style.tcss",
        "testing/style.tcss",
        "drawing/style.tcss",
        "backwards/style.tcss",
    ]
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "quit", show=False, priority=True, id="quit-at-once"),
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
    ) -> None:
        """Open a walk at a place, and over it perhaps one of the other screens, train or test.

        Or the drawing screen, with an image of any size on the sheet, 255 for ink.
        """
        super().__init__()
        self.walk_model = WalkModel(place, walk)
        self._motion, self._predict = motion, predict
        self._giving_back: Timer | None = None
        self._opens_with, self._image = screen, image
        self.desk: Desk | None = None
        """Where networks are trained, once that was asked for."""
        self.easel: Easel | None = None
        """What was drawn, once something was."""
        self.register_theme(theme_of(DARK_THEME, DARK, dark=True))
        self.register_theme(theme_of(LIGHT_THEME, LIGHT, dark=False))
        self.theme = LIGHT_THEME if light else DARK_THEME
        self.palette = self._make_palette()

    clock = staticmethod(time.monotonic)
    """Seconds, for motion; a test may put its own in its place."""

    def _make_palette(self) -> Palette:
        few = self.no_color or self.console.color_system not in ("256", "truecolor", "windows")
        theme = self.current_theme
        colours = DARK if theme.dark else LIGHT
        ground = theme.background or ""
        if re.fullmatch("#[0-9a-fA-F]{6}", ground):  # not so for themes of terminal colours
            colours = replace(colours, background=ground)
        return Palette(colours, glyphs=few, hint=hint)

    def on_mount(self) -> None:
        """Open what was asked for."""
        keep_what_is_there()
        self.theme_changed_signal.subscribe(self, self._recolour)
        if self._opens_with == "train":
            self.open_training()
        elif self._opens_with == "test":
            self.open_test(self.walk_model.walk.pass_.named)
        elif self._image is not None:
            self._open_image(self._image)

    def wait(self) -> None:
        """Hold what plays and what trains: the process is about to stop."""
        for screen in self.screen_stack:
            if isinstance(screen, TinynetScreen):
                screen.wait()

    def go_on(self) -> None:
        """Go on where it was held, and draw everything anew."""
        super().go_on()
        if isinstance(self.screen, TinynetScreen):
            self.screen.go_on_or_wait()

    def get_default_screen(self) -> WalkScreen:
        """Open the walk."""
        return WalkScreen(self.walk_model, motion=self._motion, predict=self._predict)

    def _recolour(self, _theme: Theme) -> None:
        self.palette = self._make_palette()
        for screen in self.screen_stack:
            for widget in screen.query(Drawn):
                widget.recolour(self.palette)

    def on_unmount(self) -> None:
        """End what runs in a thread of its own."""
        if self.desk is not None:
            self.desk.close()

    def pop_screen(self) -> AwaitComplete:
        """Close a screen, and a little later give back the memory that it had."""
        if isinstance(self.screen, TinynetScreen):
            if self._giving_back is not None:
                self._giving_back.stop()
            self._giving_back = self.set_timer(GIVE_BACK_SECONDS, give_back)
        return super().pop_screen()

    # From one screen to another. The other screens are loaded when they open.

    def _open(self, screen: TinynetScreen) -> None:
        """Open a screen over the others, unless there are too many."""
        if len(self.screen_stack) < MOST_SCREENS:
            self.push_screen(screen)
        else:
            self.notify(f"{MOST_SCREENS} screens are open, one over the other: escape goes back.")

    def open_training(self) -> None:
        """Go to the training screen, as it was left if it was open before."""
        from scenes.screens.training.desk import Desk
        from scenes.screens.training.screen import TrainingScreen

        opened = [s for s in self.screen_stack if isinstance(s, TrainingScreen)]
        while opened and self.screen is not opened[0]:
            self.pop_screen()
        if not opened:
            if self.desk is None:
                self.desk = Desk(self.walk_model.place, self.walk_model.walk.pass_.data)
            self._open(TrainingScreen(self.desk))

    def open_test(self, named: NamedNetwork) -> None:
        """Test a network on the test digits."""
        from scenes.screens.testing.screen import TestScreen

        digits = self.walk_model.walk.pass_.data
        self._open(TestScreen(named, digits, motion=self._motion))

    def open_drawing(self, named: NamedNetwork) -> None:
        """Draw a digit for a network; the drawing is as it was left."""
        from scenes.screens.drawing.easel import Easel
        from scenes.screens.drawing.screen import DrawScreen

        if self.easel is None:
            self.easel = Easel()
        self.easel.show_to(named, self.walk_model.walk.pass_.data)
        opened = [s for s in self.screen_stack if isinstance(s, DrawScreen)]
        while opened and self.screen is not opened[0]:
            self.pop_screen()
        if not opened:
            self._open(DrawScreen(self.easel))

    def _open_image(self, image: NDArray[np.uint8]) -> None:
        """Put an image on the sheet, and open it."""
        from scenes.screens.drawing.easel import Easel, framed

        self.easel = Easel()
        self.easel.load(framed(image))
        self.open_drawing(self.walk_model.walk.pass_.named)

    def open_backwards(self, named: NamedNetwork) -> None:
        """Run answers backwards through a network."""
        from scenes.screens.backwards.screen import BackwardsScreen

        self._open(BackwardsScreen(named))

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

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer the screen's own commands before Textual's."""
        if isinstance(screen, TinynetScreen):
            yield from screen.commands()
        yield from super().get_system_commands(screen)


def run(
    place: Place,
    walk: Walk,
    *,
    motion: bool = True,
    predict: bool = True,
    light: bool = False,
    screen: str | None = None,
    image: NDArray[np.uint8] | None = None,
) -> int:
    """Run the app until the reader leaves; return the exit status."""
    app = TinynetApp(
        place, walk, motion=motion, predict=predict, light=light, screen=screen, image=image
    )
    app.run()
    return app.return_code or 0
