"""What every screen of the app has, and what it can ask of the app that has opened it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.actions import parse
from textual.app import SystemCommand
from textual.binding import Binding
from textual.geometry import Region
from textual.timer import Timer
from textual.widget import Widget

from scenes.screens.guards import Guarded
from scenes.screens.keys import Guide, class_of
from scenes.screens.served import page_address
from scenes.screens.styled import HEIGHTS, Styled
from scenes.screens.themed import ThemedApp
from scenes.screens.widgets.keyline import KeyLine
from scenes.screens.widgets.toosmall import TooSmall
from scenes.story.nouns import DIGITS

if TYPE_CHECKING:
    from scenes.screens.drawing.model import DrawingModel
    from scenes.screens.file_dialog import Kind
    from scenes.screens.training.model import TrainingModel
    from scenes.screens.walk.model import WalkModel
    from scenes.story.networks import NamedNetwork
    from scenes.story.passes import Pass
    from scenes.story.places import Where
    from scenes.story.practice.tasks import Task
    from scenes.story.spots import Asked, Spot, TestedCell

SAID_SECONDS = 2.0
LONGEST_COMMAND = 600
"""Characters of a command that can still be read, and copied by hand."""
ROOMY_FOOTER = 100
"""Columns from which the footer has room for the command palette."""


class HostApp(ThemedApp):
    """The app as its screens know it: what there is once in it, and where they can lead.

    How that is done is the affair of the apps that are made of it. What has no walk, practice and
    homework on their own, is less than this, and its screen asks for nothing of it.
    """

    motion: bool
    walk_model: WalkModel
    """The walk that all else is opened over."""
    drawing: DrawingModel | None
    """What was drawn, once something was."""
    training: TrainingModel | None
    """Where networks are trained, once that was asked for."""

    # What was kept.

    @property
    def is_offering(self) -> bool:
        """Whether what was kept before is offered, and neither taken nor declined yet."""
        raise NotImplementedError

    def offered(self, where: Where, room: int) -> str:
        """Say what is offered, marked up, as fully as there is room for; not once they went on."""
        raise NotImplementedError

    def take_up(self) -> object:
        """Go on with what was kept."""
        raise NotImplementedError

    def decline(self) -> None:
        """Have what was kept not offered again."""
        raise NotImplementedError

    # Other screens.

    def walk_screen(self, model: WalkModel, *, in_lab: bool = False) -> TinynetScreen:
        """Return a screen of a walk, perhaps with the lab open."""
        raise NotImplementedError

    def drawing_screen(self) -> TinynetScreen:
        """Return a screen of the app's drawing, which begins with it."""
        raise NotImplementedError

    def training_screen(self) -> TinynetScreen:
        """Return a screen of the app's training, which begins with it."""
        raise NotImplementedError

    def open_training(self, moment: int | None = None, until: int | None = None) -> None:
        """Go to the training screen, as it was left if it was open before.

        A training that begins there goes to a moment at once, and on by itself to another.
        """
        raise NotImplementedError

    def open_test(self, named: NamedNetwork, cell: TestedCell | None = None) -> None:
        """Test a network on the test digits; look at a cell, and at one of its digits."""
        raise NotImplementedError

    def open_drawing(self, named: NamedNetwork) -> None:
        """Draw a digit for a network; the drawing is as it was left."""
        raise NotImplementedError

    def open_backwards(self, named: NamedNetwork, asked: Asked | None = None) -> None:
        """Run answers backwards through a network: a digit's, or those of a mix."""
        raise NotImplementedError

    def open_practice(self, walk: WalkModel, tasks: Sequence[Task], index: int = 0) -> None:
        """Let the reader work out what a beat of a walk computes, from one of its tasks on."""
        raise NotImplementedError

    def step_inside(self, pass_: Pass, act: str = "input") -> None:
        """Open a walk of this pass; escape leads back from it."""
        raise NotImplementedError

    # Files.

    def offer_to_save(self) -> None:
        """Ask where to save what is shown, and show the command that opens it again."""
        raise NotImplementedError

    def ask_where(self, title: str, name: str, kind: Kind, write: Callable[[Path], object]) -> None:
        """Ask where something is to be written, write it there, and say so; or why not."""
        raise NotImplementedError


class TinynetScreen(Guarded, Styled[None]):
    """A whole screen of the app: its heading, its help, what the palette offers, coming and going.

    Subclasses name their guide and their stylesheet, and compose a KeyLine and a TooSmall among
    their parts.
    """

    GUIDE: ClassVar[Guide]
    """Its keys, and what its help says beside them."""

    AUTO_FOCUS = ""
    """Nothing takes the keyboard by itself: what comes back from behind another screen would give
    it to the first panel that can have it, whether that is shown or not."""

    VERTICAL_BREAKPOINTS = HEIGHTS

    app: HostApp

    def __init__(self) -> None:
        super().__init__()
        self._said = ""
        """What the heading says for a little while, marked up."""
        self._silencer: Timer | None = None

    def show_heading(self) -> None:
        """Write the heading; what is said goes before all else."""

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

    @property
    def guide(self) -> Guide:
        """What the help says of this screen as it is now."""
        return self.GUIDE

    def _guide_here(self) -> Guide:
        """Return the guide with the app's own keys first, as it is said of this data."""
        return self.guide.behind(self.app.FIRST_KEYS).worded(self.app.nouns)

    def commands(self) -> Iterable[SystemCommand]:
        """Yield what the command palette offers here: all that has a key, and what it does."""
        nouns = self.app.nouns
        for binding in self._guide_here().keys:
            if not self._does(binding):
                continue
            title = (binding.id or "").replace("-", " ")
            if (named := class_of(binding)) is not None:
                title = f"{nouns.kind} {nouns.names[named]}"
            elif nouns.thing != DIGITS.thing:
                word = nouns.kind if nouns.kind in binding.tooltip else nouns.thing
                title = title.replace(DIGITS.thing, word)
            title = title[:1].upper() + title[1:]
            single = binding.make_bindings([replace(binding, key_display=None)])
            keys = " ".join(dict.fromkeys(map(self.app.get_key_display, single)))
            run = partial(self.run_action, binding.action)
            yield SystemCommand(f"{title}: {binding.tooltip}", f"key: {keys}", run)
        if self.PICTURED:
            yield SystemCommand(
                "Save this picture: as PNG or SVG", "Pictures and charts", self.action_save_picture
            )

    def _does(self, binding: Binding) -> bool:
        """Return whether a key does something here and now."""
        _, name, parameters = parse(binding.action)
        return bool(self.check_action(name, parameters))

    PICTURED: ClassVar[str] = ""
    """The selector of the parts that are saved as a picture."""

    def action_save_picture(self) -> None:
        """Ask where to save what this screen pictures."""
        from scenes.screens.file_dialog import PICTURES
        from scenes.screens.pictures import Shown

        parts = [part for part in self.query(self.PICTURED) if part.display and part.region.area]
        if parts:
            shown = Shown(self, Region.from_union([part.region for part in parts]))
            self.app.ask_where("Save this picture", "tinynet.svg", PICTURES, shown.save)

    def action_help(self) -> None:
        """Show keys and colours."""
        # Dialogs are loaded when they open: the first frame does not wait for them.
        from scenes.screens.dialogs import Help

        guide = self._guide_here()
        working = {key.tooltip for key in guide.keys if self._does(key)}
        self.app.push_screen(Help(guide, frozenset(key.tooltip for key in guide.keys) - working))

    def action_leave(self) -> None:
        """Go back to what this screen was opened from."""
        if self.is_current and self.app.screen_stack[0] is not self:
            self.app.pop_screen()

    def spot(self) -> Spot | None:
        """Return where the reader is and what they look at, as options name it.

        None where that takes more than options: a network of this session, a drawing.
        """
        return None

    def action_command(self) -> None:
        """Show the command that reopens this spot, in a browser the address.

        Where it takes a file, offer to save it.
        """
        spot, page = self.spot(), page_address()
        if spot is not None and page is not None:
            self.show_command(spot.address(page))
            return
        command = None if spot is None else spot.command()
        if command is None or len(command) > LONGEST_COMMAND:
            self.app.offer_to_save()
        else:
            self.show_command(command)

    def show_command(self, command: str) -> None:
        """Show a command that reopens this spot."""
        # Dialogs are loaded when they open: the first frame does not wait for them.
        from scenes.screens.dialogs import show_command

        show_command(self.app, command)

    def saved(self) -> object | None:
        """Return this screen as it is saved in a session; None if it is not."""
        return None

    def wait(self) -> None:
        """Stop what plays by itself, for the screen cannot be seen."""

    def go_on(self) -> None:
        """Go on with what played by itself."""

    def on_resize(self, event: events.Resize) -> None:
        """Tell the reader where the terminal is too small."""
        too_small = self.query_one(TooSmall)
        if too_small.display is too_small.fits(event.size):  # or all would be laid out anew
            too_small.display = not too_small.display
        self.query_one(KeyLine).offer_palette(event.size.width >= ROOMY_FOOTER)
        self.refresh_bindings()  # some are offered only where room is short
        self._let_go_of_the_hidden()
        self.go_on_or_wait()

    def on_screen_suspend(self) -> None:
        """Wait while another screen is open."""
        self.wait()

    def on_mount(self) -> None:
        self.query_one(KeyLine).offer_palette(self.app.size.width >= ROOMY_FOOTER)

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Go on, if there is room."""
        self._let_go_of_the_hidden()
        self.go_on_or_wait()

    def _let_go_of_the_hidden(self) -> None:
        """Take the keyboard from a panel that is not shown."""
        focused = self.focused
        if focused is not None and not all(
            part.display for part in focused.ancestors_with_self if isinstance(part, Widget)
        ):
            self.set_focus(None)

    def go_on_or_wait(self) -> None:
        """Go on if this screen can be seen, else wait."""
        # A screen behind another hears of a new size too.
        if self.app.screen is self and not self.query_one(TooSmall).display:
            self.go_on()
        else:
            self.wait()
