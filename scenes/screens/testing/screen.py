"""The testing screen: all the test digits counted, the confusion matrix, and the mistakes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.timer import Timer
from textual.worker import get_current_worker

from scenes.screens.base import TinynetScreen
from scenes.screens.faults import words_of
from scenes.screens.testing.answers import asked
from scenes.screens.testing.board import TestingBoard
from scenes.screens.testing.keys import GUIDE
from scenes.screens.testing.messages import AskingFailed, DigitsAnswered
from scenes.screens.testing.model import TestingModel
from scenes.screens.testing.view import view_of
from scenes.screens.widgets.board import Board
from scenes.screens.widgets.heading import Heading
from scenes.screens.widgets.keyline import KeyLine
from scenes.screens.widgets.toosmall import TooSmall
from scenes.story.networks import NamedNetwork
from tinynet import Dataset

if TYPE_CHECKING:
    from scenes.story.spots import Spot

FRAMES_PER_SECOND = 20


class TestingScreen(TinynetScreen):
    """Counts a network's answers to the test digits, then shows which it heard wrong."""

    CSS_PATH = Path(__file__).parent / "style.tcss"
    GUIDE = GUIDE
    BINDINGS: ClassVar[list[BindingType]] = [*GUIDE.keys]
    PICTURED = "#board"

    def __init__(self, named: NamedNetwork, digits: Dataset, *, motion: bool = True) -> None:
        """Test this network on these digits. It is not to change."""
        super().__init__()
        self.model = TestingModel(named, digits)
        self.motion = motion
        self.view = view_of(self.model)
        self._hovered = ""
        self._ticker: Timer | None = None

    def compose(self) -> ComposeResult:
        yield Heading(self.app.palette, id="test-heading")
        yield TestingBoard(self.app.palette, self.view, id="board")
        yield KeyLine()
        yield TooSmall(id="too-small")

    def on_mount(self) -> None:
        self._start()
        self._ask()

    # Asking the network: in a thread, which touches no widget.

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _ask(self) -> None:
        worker = get_current_worker()
        try:
            for outputs in asked(self.model.named.network, self.model.answers.digits):
                if worker.is_cancelled:
                    return
                self.post_message(DigitsAnswered(outputs))
        except Exception as error:  # whatever it is, the reader is told
            self.post_message(AskingFailed(words_of(error)))

    def on_digits_answered(self, message: DigitsAnswered) -> None:
        """Take what the network answered."""
        self.model.hear(message.outputs)
        self._tick()

    def on_asking_failed(self, message: AskingFailed) -> None:
        """Tell why the count ended, and show what was counted."""
        self.model.fail(message.reason)
        self.show()

    # Counting, for the eye.

    @property
    def _moves(self) -> bool:
        return self.motion and self.app.animation_level != "none"

    def _start(self) -> None:
        self.wait()
        self.model.start_count()
        self.go_on()
        self.show()

    def go_on(self) -> None:
        """Go on counting where it waited."""
        if self.model.counting and self._ticker is None:
            self.model.go_on(self.app.clock())
            self._ticker = self.set_interval(1 / FRAMES_PER_SECOND, self._tick)

    def wait(self) -> None:
        """Wait while the count cannot be seen."""
        self.model.wait(self.app.clock())
        if self._ticker is not None:
            self._ticker.stop()
            self._ticker = None

    def _tick(self) -> None:
        if self.model.counting:
            self.show()

    def spot(self) -> Spot | None:
        """Return the network, the cell and which of its digits."""
        from scenes.story.spots import Spot, place_of_network

        model = self.model
        place = place_of_network(model.named, self.app.walk_model.place)
        if place is None:
            return None
        return Spot(place, "test", cell=None if model.counting else (*model.cell, model.place))

    def saved(self) -> object:
        """Return where the reader looks."""
        from scenes.screens.testing.saving import saved_test

        return saved_test(self.model)

    # Showing.

    def show(self) -> None:
        """Have board and heading show the model as it is now."""
        self.model.tick(self.app.clock(), moves=self._moves)
        if self.model.all_counted or not self.model.counting:
            self.wait()
        self.view = view_of(self.model)
        self._hovered = ""
        self.query_one(TestingBoard).show(self.view)
        self.show_heading()

    def show_heading(self) -> None:
        """Write the heading: how many were heard right; what is hovered or said."""
        notice = self._said or self._hovered
        heading = self.query_one(Heading)
        heading.show(self.view.title, notice or self.view.about, urgent=bool(notice))

    # What to look at.

    def action_move(self, rows: int, columns: int) -> None:
        """Move the cursor on the matrix."""
        if self.model.look():
            self.model.move(rows, columns)
            self.show()

    def action_meant(self, digit: int) -> None:
        """Go to a digit's most frequent mistake."""
        if self.model.look():
            self.model.go_digit(digit)
            self.show()

    def action_digit(self, by: int) -> None:
        """Go to another digit of the cell."""
        if self.model.look():
            self.model.step(by)
            self.show()

    def action_page(self, by: int) -> None:
        """Go a page of digits on or back."""
        grid = self.query_one(TestingBoard).board_layout.gallery(len(self.model.cases))
        self.action_digit(by * max(1, grid.page))

    def action_mistake(self, by: int) -> None:
        """Go to the next mistake of all, or the one before."""
        if self.model.look():
            if not self.model.go_mistake(by):
                self._say("there is no mistake to go to")
            self.show()

    def action_score(self) -> None:
        """Show the score of each digit, or the gallery again."""
        self.model.turn_score()
        self.show()

    def action_count(self) -> None:
        """Finish counting, or count once more."""
        if self.model.counting:
            self.model.skip()
            self.show()
        elif self.model.answers.complete and self._moves:
            self._start()

    @on(Board.Picked, "#board")
    def _pick(self, message: Board.Picked) -> None:
        """Choose what was clicked; walk the digit that is chosen already."""
        hit, model = message.hit, self.model
        if model.counting:
            self.action_count()
        elif hit.kind == "cell":
            model.look()
            model.go(divmod(hit.index, model.answers.counts.kinds))
            self.show()
        elif hit.kind == "case" and hit.index != model.place:
            self.action_digit(hit.index - model.place)
        else:
            self.action_walk()

    @on(Board.Hovered, "#board")
    def _read_out(self, message: Board.Hovered) -> None:
        """Read out what the mouse is over."""
        self._hovered = message.words
        self.show_heading()

    # Elsewhere.

    def action_walk(self) -> None:
        """Walk the chosen digit through the network, to see why; or finish counting."""
        if self.model.counting:
            self.action_count()
        elif (pass_ := self.model.pass_()) is None:
            self._say(f"there is no {self.app.nouns.thing} in this cell")
        else:
            self.app.step_inside(pass_, "output")

    def action_training(self) -> None:
        """Train a network on all the digits."""
        self.app.open_training()
