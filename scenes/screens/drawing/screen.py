"""The drawing screen: a digit of one's own, what the network makes of it, and why."""

from __future__ import annotations

import time
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult, SystemCommand
from textual.binding import BindingType
from textual.timer import Timer

from scenes.screens.base import TinynetScreen
from scenes.screens.drawing.board import DrawingBoard
from scenes.screens.drawing.keys import DRAW_GUIDE
from scenes.screens.drawing.messages import StrokeBegun, StrokeEnded, StrokeMoved
from scenes.screens.drawing.model import DrawingModel
from scenes.screens.drawing.sheet import RADII
from scenes.screens.drawing.view import view_of
from scenes.screens.widgets.heading import Heading
from scenes.screens.widgets.keyline import KeyLine
from scenes.screens.widgets.margins import slim_margin_of
from scenes.screens.widgets.toosmall import TooSmall
from scenes.story.markup import escaped
from scenes.story.nouns import MOST_KEYS
from tinynet import TinynetError

if TYPE_CHECKING:
    from scenes.story.spots import Spot

FRAME_SECONDS = 1 / 60
"""While a stroke is under way nothing is shown sooner after the last frame began …"""
REST = 0.5
"""… nor before this share of the time that it took has passed again, for the mouse to be heard."""
INDEXED = ("meant", "take")
"""Actions that are picked for a number: a digit, the size of a brush."""


class DrawingScreen(TinynetScreen):
    """Turns mouse and keys into strokes on the sheet, and shows what is heard of them."""

    CSS_PATH = Path(__file__).parent / "style.tcss"
    GUIDE = DRAW_GUIDE
    BINDINGS: ClassVar[list[BindingType]] = [*DRAW_GUIDE.keys]
    PICTURED = "#draw-board"

    def __init__(self, model: DrawingModel) -> None:
        """Draw on its sheet, for the network that looks on there."""
        super().__init__()
        self.model = model
        self.why = False
        """Where there is no room for all: whether it is shown why, or else what is heard."""
        self.beside_meant = False
        """Whether the drawing stands beside the average of what was meant, not of what is heard."""
        self.frames = 0
        """How often the board was drawn."""
        self._next: Timer | None = None
        self.pending = False
        """Whether a frame is asked for that is not drawn yet."""
        self._ready = 0.0
        """When the next frame of a stroke may be drawn."""

    def compose(self) -> ComposeResult:
        yield Heading(self.app.palette, id="draw-heading", margin=slim_margin_of)
        yield DrawingBoard(self.app.palette, id="draw-board")
        yield KeyLine()
        yield TooSmall(id="too-small")

    def on_mount(self) -> None:
        """Show the drawing as it was left."""
        self.show()

    def go_on(self) -> None:
        """Show the drawing: the network may be another one."""
        self.show()

    def wait(self) -> None:
        """Lift the brush: what is drawn cannot be seen."""
        self.query_one(DrawingBoard).let_go()
        self.model.sheet.end()

    def spot(self) -> Spot | None:
        """Return the network that looks on, if nothing is drawn and nothing told."""
        from scenes.story.spots import Spot, place_of_network

        learner = self.model.learner
        if learner is None or learner.told or not self.model.sheet.blank:
            return None
        place = place_of_network(learner.named, self.app.walk_model.place)
        return None if place is None else Spot(place, "draw")

    def saved(self) -> object:
        """Return that this screen is open."""
        from scenes.screens.drawing.saving import OnDrawing

        return OnDrawing()

    # Showing.

    def show(self) -> None:
        """Have board and heading show the model now, and note how long that took."""
        began = time.monotonic()
        self.pending = False
        if self._next is not None:
            self._next.stop()
            self._next = None
        view = view_of(self.model, beside_meant=self.beside_meant)
        if view is not None:
            self.query_one(DrawingBoard).show(view, why=self.why)
            self.show_heading()
            self.frames += 1
        now = time.monotonic()
        self._ready = max(began + FRAME_SECONDS, now + REST * (now - began))

    def show_soon(self) -> None:
        """Show this moment once all that is waiting was heard, and not too often.

        However fast the mouse is, there is never more than one frame to come.
        """
        if self.pending:
            return
        self.pending = True
        wait = self._ready - time.monotonic()
        if wait > 0:
            self._next = self.set_timer(wait, self._show_asked)
        else:
            self.call_later(self._show_asked)

    def _show_asked(self) -> None:
        if self.pending:
            self.show()

    def show_heading(self) -> None:
        """Write the heading: what can be done, who looks on, or what is said."""
        learner = self.model.learner
        name = "" if learner is None else escaped(learner.named.name)
        found, shown = self.model.found, self.model.shown
        if len(found) > 1:
            which = f"{self.model.thing} {shown + 1} of {len(found)}"
            name = f"{name} [dim]·[/] [rate]n[/] {which} in the image"
        seen = "[dim]and see what[/] [lola]Lola[/] [dim]hears[/]"
        title = f"[bold]Draw a {self.model.thing}[/] {seen}"
        about = f"[dim]network:[/] {name}"
        self.query_one(Heading).show(title, self._said or about, urgent=bool(self._said))

    # Drawing.

    def on_stroke_begun(self, message: StrokeBegun) -> None:
        """Put the brush on the sheet."""
        self.model.begin(message.x, message.y, erase=message.erase)
        self.show()

    def on_stroke_moved(self, message: StrokeMoved) -> None:
        """Draw the brush to where the mouse is."""
        self.model.sheet.move(message.x, message.y)
        self.show_soon()

    def on_stroke_ended(self, message: StrokeEnded) -> None:
        self.model.sheet.end()
        self.show()

    @on(DrawingBoard.Picked, "#draw-board")
    async def do_picked(self, message: DrawingBoard.Picked) -> None:
        """Do what was clicked: it is called as its action is."""
        kind, index = message.hit.kind, message.hit.index
        await self.run_action(f"{kind}({index})" if kind in INDEXED else kind)

    def action_pen(self) -> None:
        """Put the pen down at the cursor, or lift it."""
        self.model.toggle_pen()
        self.show()

    def action_move(self, rows: int, columns: int) -> None:
        """Move the cursor, and the pen with it if it is down."""
        self.model.step(rows, columns)
        self.show()

    def action_eraser(self) -> None:
        """Take the eraser, or the pen."""
        self.model.toggle_eraser()
        self.show()

    def action_brush(self, by: int) -> None:
        """Take a larger or a smaller brush."""
        self.model.sheet.resize_brush(by)
        self.show()

    def action_take(self, size: int) -> None:
        """Take the brush of this size, or the nearest that there is."""
        self.action_brush(min(max(size, min(RADII)), max(RADII)) - self.model.sheet.brush)

    def action_undo(self) -> None:
        """Undo the last stroke."""
        if not self.model.sheet.undo():
            self._say("there is nothing to undo")
        self.show()

    def action_redo(self) -> None:
        """Make the stroke again that was undone last."""
        if not self.model.sheet.redo():
            self._say("there is nothing to do again")
        self.show()

    def action_clear(self) -> None:
        """Take a new sheet."""
        self.model.clear()
        self.beside_meant = False
        self.show()

    def action_next(self) -> None:
        """Put the image's next digit on the sheet."""
        if len(self.model.found) < 2:
            thing = self.model.thing
            self._say(f"there is no other {thing}: an image with several is opened by --image FILE")
        else:
            self.model.show_next()
        self.beside_meant = False
        self.show()

    def action_keep(self) -> None:
        """Ask for a data set, and add the drawing to it."""
        from scenes.screens.drawing.keep_dialog import KeepDialog

        if self.model.sheet.blank:
            self._say(f"draw a {self.model.thing} first")
        elif self.model.meant is None:
            self._say(f"say first what you meant: {self._keys_of_classes}")
        else:
            try:
                self.app.push_screen(KeepDialog(self.model.kept_in), self._keep)
            except TinynetError as error:
                self._say(escaped(str(error)))

    def _keep(self, folder: str | None) -> None:
        if folder is None:
            return
        try:
            held = self.model.keep_in(folder)
        except TinynetError as error:
            self._say(escaped(str(error)))
        else:
            if held is not None:
                held_in = f"{held['train']} to train on, {held['test']} to test with"
                self._say(f"kept in {escaped(folder)}: {held_in}")

    # What was meant, and telling it.

    def action_meant(self, digit: int) -> None:
        """Say what it should have been; or, on an empty sheet, what it is to be."""
        self.model.say_meant(digit)
        if self.model.sheet.blank:
            learner, meant = self.model.learner, self.model.meant
            if learner is not None and meant is not None:
                self._say(f"you mean {learner.digits.classes.a(meant)}: now draw it")
            else:
                self._say(f"draw a {self.model.thing}, and say what you mean")
        self.beside_meant = self.beside_meant and self.model.meant is not None
        self.show()

    @property
    def _keys_of_classes(self) -> str:
        """The keys that say which was meant."""
        keys = f"0 to {self.app.nouns.last}"
        return f"{keys}, or g for a list of all" if len(self.app.nouns.names) > MOST_KEYS else keys

    def action_choose(self) -> None:
        """Choose what was meant from a list of all classes."""
        from scenes.screens.drawing.meant_dialog import MeantDialog

        if self.model.learner is not None:
            self.model.sheet.end()
            classes = self.model.learner.digits.classes
            self.app.push_screen(MeantDialog(classes.names, self.model.meant), self._chosen)

    def _chosen(self, kind: int | None) -> None:
        if kind is not None and kind != self.model.meant:
            self.action_meant(kind)

    def action_tell(self) -> None:
        """Tell Jay what was meant: train once on the prepared drawing."""
        if self.model.sheet.blank:
            self._say(f"draw a {self.model.thing} first")
        elif not self.model.tell():
            self._say(f"say first what you meant: {self._keys_of_classes}")
        else:
            self.show()

    def action_take_back(self) -> None:
        """Take back all that he was told."""
        if not self.model.take_back():
            self._say("he was not told anything yet")
        self.show()

    def commands(self) -> Iterable[SystemCommand]:
        """Offer to save the drawing alone, too."""
        if not self.model.sheet.blank:
            yield SystemCommand(
                "Save this drawing: as PNG or SVG",
                "An image that tinynet predict reads",
                self.action_save_drawing,
            )
        yield from super().commands()

    def action_save_drawing(self) -> None:
        """Ask where to save the drawing."""
        from scenes.screens.file_dialog import PICTURES
        from scenes.screens.pictures import save_drawing

        ink, meant = self.model.sheet.image, self.model.meant
        name = "drawing.png" if meant is None else f"drawing-{meant}.png"
        self.app.ask_where("Save this drawing", name, PICTURES, partial(save_drawing, ink))

    # Why.

    def action_why(self) -> None:
        """Show why: prepared, beside the average of what is heard, then of what was meant."""
        recognised, placed = self.model.recognised(), self.query_one(DrawingBoard).placed
        two = recognised is not None and recognised.meant not in (None, recognised.answer)
        roomy = placed is not None and placed.roomy
        if not roomy and not (self.why and two):
            self.why, self.beside_meant = not self.why, False
        elif two:
            self.beside_meant = not self.beside_meant
            if not self.beside_meant and not roomy:
                self.why = False
        else:
            self._say(self._why_not_two())
        self.show()

    def _why_not_two(self) -> str:
        """Say why there is no average of what was meant beside that of what is heard."""
        recognised = self.model.recognised()
        if recognised is None:
            return "draw something first"
        if recognised.meant is None:
            return f"press {self._keys_of_classes} for what you meant, to see its average too"
        return "what is heard is what you meant: one average says both"

    # Elsewhere.

    def action_walk(self) -> None:
        """Walk the prepared drawing through the network as it is now."""
        self.model.sheet.end()
        pass_ = self.model.inside()
        if pass_ is None:
            self._say(f"draw a {self.model.thing} first")
        else:
            self.app.step_inside(pass_, "input")
