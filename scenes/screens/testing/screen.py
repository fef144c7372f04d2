"""The test screen: all the test digits counted, the confusion matrix, and the mistakes."""

from __future__ import annotations

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Footer
from textual.worker import get_current_worker

from scenes.screens.base import TinynetScreen
from scenes.screens.testing.board import Board, View
from scenes.screens.testing.keys import TEST_GUIDE
from scenes.screens.testing.results import Cell, Results, listen, share
from scenes.screens.widgets.heading import Heading
from scenes.screens.widgets.toosmall import TooSmall
from scenes.story.figures import Floats
from scenes.story.markup import escaped
from scenes.story.networks import NamedNetwork
from scenes.story.passes import Pass
from tinynet import Dataset

FRAMES_PER_SECOND = 20
COUNT_SECONDS = 4.0
"""Asking the network takes a tenth of a second: the count is for the eye."""


class TestScreen(TinynetScreen):
    """Counts a network's answers to the test digits, then shows which it heard wrong."""

    __test__ = False  # pytest takes what starts with Test for a test

    GUIDE = TEST_GUIDE
    BINDINGS: ClassVar[list[BindingType]] = [*TEST_GUIDE.keys]

    class Heard(Message):
        """The network has answered some more digits."""

        def __init__(self, outputs: Floats) -> None:
            """Tell all outputs so far, n × output."""
            super().__init__()
            self.outputs = outputs

        def can_replace(self, message: Message) -> bool:
            """Stand for the one before it, for it tells more."""
            return isinstance(message, TestScreen.Heard)

    class Failed(Message):
        """The network could not be asked further."""

        def __init__(self, reason: str) -> None:
            """Tell why."""
            super().__init__()
            self.reason = reason

    def __init__(self, named: NamedNetwork, digits: Dataset, *, motion: bool = True) -> None:
        """Test this network on these digits. It is not to change."""
        super().__init__()
        self.named = named
        self.motion = motion
        self.results = Results(digits, named.network.output_nodes)
        self.counting = True
        """Whether the digits are being counted, for the eye or still by the network."""
        self.score = False
        """Whether the reader asked for the score instead of the gallery."""
        self.trouble = ""
        self._hovered = ""
        self._ticker: Timer | None = None
        self._began: float | None = None
        self._elapsed = 0.0

    def compose(self) -> ComposeResult:
        """Stack the parts."""
        yield Heading(self.app.palette, id="test-heading")
        yield Board(self.app.palette, id="board")
        yield Footer(show_command_palette=False, compact=True)
        yield TooSmall(id="too-small")

    def on_mount(self) -> None:
        """Ask the network."""
        self._start()
        self._listen()

    # Asking the network: in a thread, which touches no widget.

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _listen(self) -> None:
        worker = get_current_worker()
        try:
            for outputs in listen(self.named.network, self.results.digits):
                if worker.is_cancelled:
                    return
                self.post_message(self.Heard(outputs))
        except Exception as error:  # whatever it is, the reader is told
            self.post_message(self.Failed(str(error) or type(error).__name__))

    def on_test_screen_heard(self, message: Heard) -> None:
        """Take what the network answered."""
        self.results.hear(message.outputs)
        self._tick()

    def on_test_screen_failed(self, message: Failed) -> None:
        """Tell why the count ended, and show what was counted."""
        heard, of = self.results.heard, self.results.of
        self.trouble = f"The count stopped after {heard:,} of {of:,} digits: {message.reason}"
        self._finish()

    # Counting, for the eye.

    @property
    def _seconds(self) -> float:
        """How long the count has been running while it could be seen."""
        return self._elapsed + (0 if self._began is None else self.app.clock() - self._began)

    @property
    def _moves(self) -> bool:
        return self.motion and self.app.animation_level != "none"

    @property
    def counted(self) -> int:
        """How many digits are counted at this moment."""
        if not (self.counting and self._moves):
            return self.results.heard
        passed = min(1.0, self._seconds / COUNT_SECONDS)
        # Slowly at first: the eye follows one digit before it sees thousands.
        return min(self.results.heard, round(self.results.of * passed**3))

    def _start(self) -> None:
        self.wait()
        self.counting, self._elapsed = True, 0.0
        self.go_on()
        self.show()

    def go_on(self) -> None:
        """Go on counting where it waited."""
        if self.counting and self._began is None:
            self._began = self.app.clock()
            self._ticker = self.set_interval(1 / FRAMES_PER_SECOND, self._tick)

    def wait(self) -> None:
        """Wait while the count cannot be seen."""
        self._elapsed, self._began = self._seconds, None
        if self._ticker is not None:
            self._ticker.stop()
            self._ticker = None

    def _tick(self) -> None:
        if not self.counting:
            return
        if not self._moves and self.results.complete:
            self._finish()
            return
        self.show()
        if self.results.complete and self.counted == self.results.of:
            self.wait()  # the whole score stands until the reader goes on

    def _finish(self) -> None:
        """Show the matrix and the mistakes, of all that was heard."""
        self.counting = False
        self.wait()
        self.show()

    def _skip(self) -> bool:
        """End the counting if it is for the eye only; return whether it is over."""
        if self.counting and self.results.complete:
            self._finish()
        return not self.counting

    # Showing.

    def show(self) -> None:
        """Show this moment."""
        results, board = self.results, self.query_one(Board)
        board.forget()  # what was under the mouse was of the moment before
        self._hovered = ""
        if self.counting:
            count = self.counted
            case = results.case(count - 1) if count else None
            view = View(results, results.tally_at(count), case, "", None, True)
        else:
            chosen = results.chosen
            case = None if chosen is None else results.case(chosen)
            view = View(
                results,
                results.tally,
                case,
                self._remark(),
                results.cell,
                self.score,
                self.trouble,
            )
        board.show(view)
        self.show_heading()

    def _remark(self) -> str:
        rank = self.results.rank
        if rank is None:
            return ""
        return f"[dim]mistake[/] {rank + 1:,} [dim]of {len(self.results.mistakes):,}[/]"

    def show_heading(self) -> None:
        """Write the heading: how many were heard right; what is hovered or said."""
        counted = self.counting and self.counted == self.results.of
        if self.counting and not counted:
            title = (
                f"[bold]What does [lola]Lola[/] hear?[/]  {self.results.of:,} test digits, "
                "one after another"
            )
        else:
            tally = self.results.tally
            title = (
                f"[bold]What did [lola]Lola[/] hear?[/]  {tally.right:,} of {tally.counted:,} "
                f"right, {share(tally.right, tally.counted)}"
            )
        notice = self._said or self._hovered
        about = f"[dim]network:[/] {escaped(self.named.name)}"
        if counted:
            about = "[rate]space[/] shows the mistakes"
        self.query_one(Heading).show(title, notice or about, urgent=bool(notice))

    # What to look at.

    def _look(self) -> bool:
        """Make the matrix and the gallery the matter; return whether they are there."""
        if not self._skip():
            return False
        self.score = False
        return True

    def action_move(self, rows: int, columns: int) -> None:
        """Move the cursor on the matrix."""
        if self._look():
            self.results.move(rows, columns)
            self.show()

    def action_meant(self, digit: int) -> None:
        """Go to a digit's most frequent mistake."""
        if self._look():
            self.results.go_digit(digit)
            self.show()

    def action_digit(self, by: int) -> None:
        """Go to another digit of the cell."""
        if self._look():
            self.results.step(by)
            self.show()

    def action_page(self, by: int) -> None:
        """Go a page of digits on or back."""
        self.action_digit(by * self.query_one(Board).page)

    def action_mistake(self, by: int) -> None:
        """Go to the next mistake of all, or the one before."""
        if self._look():
            if not self.results.go_mistake(by):
                self._say("there is no mistake to go to")
            self.show()

    def action_score(self) -> None:
        """Show the score of each digit, or the gallery again."""
        if self._skip():
            self.score = not self.score
            self.show()

    def action_count(self) -> None:
        """Finish counting, or count once more."""
        if self.counting:
            self._skip()
        elif self.results.complete and self._moves:
            self.score = False
            self._start()

    def on_board_picked(self, message: Board.Picked) -> None:
        """Choose what was clicked; walk the digit that is chosen already."""
        what = message.what
        if self.counting:
            self._skip()
        elif what is None or what == self.results.place:
            self.action_walk()
        elif isinstance(what, int):
            self.action_digit(what - self.results.place)
        else:
            self._look()
            self.results.go(what)
            self.show()

    def on_board_hovered(self, message: Board.Hovered) -> None:
        """Read out what the mouse is over."""
        self._hovered = self._reading(message.what)
        self.show_heading()

    def _reading(self, what: Cell | int | None) -> str:
        results = self.results
        if what is None:
            return ""
        if isinstance(what, int):
            members = results.members(results.cell)
            if what >= len(members):  # a key came in between
                return ""
            case = results.case(int(members[what]))
            return (
                f"test digit {case.index}: [lola]heard {case.heard}[/] {case.strength:.3f}, "
                f"[you]meant {case.meant}[/] {case.strength_meant:.3f}"
            )
        return results.tally.reading(what)

    # Elsewhere.

    def action_walk(self) -> None:
        """Walk the chosen digit through the network, to see why; or finish counting."""
        if self.counting:
            self._skip()
            return
        chosen = self.results.chosen
        if chosen is None:
            self._say("there is no digit in this cell")
            return
        self.app.step_inside(Pass(self.named, self.results.digits, chosen), "output")

    def action_training(self) -> None:
        """Train a network on all the digits."""
        self.app.open_training()
