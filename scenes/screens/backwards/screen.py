"""The backwards screen: what Lola has in mind, for each digit, at any moment of training."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.timer import Timer

from scenes.screens.backwards.board import BackwardsBoard
from scenes.screens.backwards.keys import BACKWARDS_GUIDE
from scenes.screens.backwards.model import WHOLE, BackwardsModel
from scenes.screens.backwards.past import PastTraining, sound
from scenes.screens.backwards.view import view_of
from scenes.screens.base import TinynetScreen
from scenes.screens.widgets import board
from scenes.screens.widgets.heading import Heading
from scenes.screens.widgets.keyline import KeyLine
from scenes.screens.widgets.margins import slim_margin_of
from scenes.screens.widgets.moments import MomentLine
from scenes.screens.widgets.toosmall import TooSmall
from scenes.story.markup import escaped
from scenes.story.networks import NamedNetwork
from scenes.story.numbers import spelled
from tinynet import Dataset, TinynetError

if TYPE_CHECKING:
    from scenes.story.spots import Spot

MOMENTS_PER_SECOND = 6


class BackwardsScreen(TinynetScreen):
    """Runs answers back through a network to images, and hears each image again."""

    CSS_PATH = Path(__file__).parent / "style.tcss"
    GUIDE = BACKWARDS_GUIDE
    BINDINGS: ClassVar[list[BindingType]] = [*BACKWARDS_GUIDE.keys]
    PICTURED = "#backwards-board"

    def __init__(self, named: NamedNetwork, *, digit: int = 3, data: Dataset | None = None) -> None:
        """Open for a network, which is not to change, and what it is for, at a digit."""
        super().__init__()
        self.model = BackwardsModel(named, digit=digit, data=data)
        self._hovered = ""
        self._offered = (False, False)
        """What the footer offers: a time to go through, a mix."""
        self._player: Timer | None = None

    def compose(self) -> ComposeResult:
        palette = self.app.palette
        self.model.take(self._past())
        self.model.seed = self.app.walk_model.place.seed
        yield Heading(palette, id="backwards-heading", margin=slim_margin_of)
        yield BackwardsBoard(palette, id="backwards-board")
        yield MomentLine(palette, id="backwards-moments")
        yield Heading(palette, id="backwards-no-moment", margin=slim_margin_of)
        yield KeyLine()
        yield TooSmall(id="too-small")

    def on_mount(self) -> None:
        """Show what the network has in mind."""
        self.show()

    def _past(self) -> PastTraining | None:
        """Return the training to look back at, if there was one."""
        training = self.app.training
        if training is None or training.run is None:
            return None
        snapshot, moments = training.run.snapshot, training.run.history.moments
        if not moments or moments[-1].samples < snapshot.samples:
            moments = (*moments, snapshot.moment)
        moments = tuple(filter(sound, moments))
        # Of a run that has not begun there is one moment: no time to go through.
        if len(moments) < 2:
            return None
        return PastTraining(moments, snapshot.total, training.name_of)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer time only where there is a training, and a share only where there is a mix."""
        if action in ("time", "moment", "play"):
            return self.model.past is not None
        return self.model.other is not None if action == "slide" else True

    def spot(self) -> Spot | None:
        """Return the network and what is asked of it."""
        from scenes.story.spots import Spot, place_of_network

        model = self.model
        place = place_of_network(model.named, self.app.walk_model.place)
        if place is None:
            return None
        return Spot(place, "backwards", asked=(model.digit, model.other, model.share))

    def saved(self) -> object:
        """Return what is asked."""
        from scenes.screens.backwards.saving import saved_backwards

        return saved_backwards(self.model)

    # Showing.

    def show(self) -> None:
        """Have board and heading show the model as it is now."""
        self._hovered = ""
        self.query_one(BackwardsBoard).show(view_of(self.model))
        self._show_past()
        self.show_heading()
        offered = self.model.past is not None, self.model.other is not None
        if offered != self._offered:
            self._offered = offered
            self.refresh_bindings()

    def _show_past(self) -> None:
        model, past, at = self.model, self.model.past, self.model.at
        moments, none = self.query_one(MomentLine), self.query_one("#backwards-no-moment", Heading)
        in_past = past is not None and at is not None
        moments.display, none.display = in_past, not in_past
        if past is None or at is None:
            form = f"the {spelled(len(model.shown))} form out of noise"
            words = (
                f"[rate]t[/] [dim]train a network: then ←→ let {form} here[/]"
                if past is None
                else f"[rate]←→[/] [dim]through the training, {model.count} moments[/]  "
                f"[rate]space[/] [dim]lets {form}[/]"
            )
            none.show(words, "", urgent=False)
            return
        kept = tuple(moment.samples for moment in past.moments)
        moments.show_moments(
            kept, kept[-1], past.end, kept[at] if at < len(kept) - 1 else None, kept[0]
        )

    def show_heading(self) -> None:
        """Write the heading: what this is and how well it is heard; what is hovered or said."""
        title = "[bold]What [lola]Lola[/] has in mind[/]"
        most = min(9, len(self.model.classes) - 1)
        kind = self.model.classes.kind
        asked = f"[rate]blend with which {kind}? 0 … {most}; backspace takes it back[/]"
        notice = asked if self.model.asks_other else self._hovered
        name = escaped(self.model.named.name)
        about = f"[dim]{self.model.heard_as_meant} of {len(self.model.shown)} as meant ·[/] {name}"
        self.query_one("#backwards-heading", Heading).show(
            title, notice or about, urgent=bool(notice)
        )

    # Which answer.

    def action_digit(self, digit: int) -> None:
        """Ask for a digit, or mix it in if that was asked."""
        if digit >= len(self.model.classes):
            return
        self.model.choose_or_mix(digit)
        self.show()

    def action_choose(self, by: int) -> None:
        """Ask for the next digit, or the one before."""
        self.model.choose(self.model.digit + by)
        self.show()

    def action_mix(self) -> None:
        """Have the next digit mixed in; asked twice, mix none."""
        self.model.ask_other()
        self.show()

    def action_take_back(self) -> None:
        """Take back the question which digit to mix in, or else the mix."""
        if self.model.asks_other:
            self.model.asks_other = False
        else:
            self.model.mix(None)
        self.show()

    def action_slide(self, by: int) -> None:
        """Mix in more of the other digit, or less."""
        self.model.slide(by)
        self.show()

    def action_ink(self) -> None:
        """Show pictures of ink, or of what speaks for it and against it."""
        self.model.ink = not self.model.ink
        self.show()

    @on(BackwardsBoard.Picked, "#backwards-board")
    def do_picked(self, message: BackwardsBoard.Picked) -> None:
        """Ask for one of the ten, mix a digit in or out or more of it; walk the large one."""
        kind, index = message.hit.kind, message.hit.index
        if kind == "small":
            self.action_digit(self.model.shown[index])
        elif kind == "other":
            other = self.model.shown[index]
            self.model.mix(None if other == self.model.other else other)
            self.show()
        elif kind == "share":
            self.model.set_share(WHOLE * message.hit.along)
            self.show()
        else:
            self.action_walk()

    @on(BackwardsBoard.Hovered, "#backwards-board")
    def read_out(self, message: BackwardsBoard.Hovered) -> None:
        """Read out what the mouse is over."""
        self._hovered = message.words
        self.show_heading()

    # Which network.

    def action_network(self) -> None:
        """Look into the next of the networks at hand."""
        self._stop()
        try:
            self.model.next_network()
        except TinynetError as error:
            self.app.notify_of(error)
        self.show()

    def action_time(self, by: int) -> None:
        """Go to a moment of training before, or after."""
        if self._stops_in_past():
            self.model.look_on(by)
            self.show()

    def action_moment(self, index: int) -> None:
        """Go to a moment of training."""
        if self._stops_in_past():
            self.model.look_at(index)
            self.show()

    @on(board.Board.Picked, "#backwards-moments")
    def _look_at_picked(self, message: board.Board.Picked) -> None:
        """Go to the moment that was clicked."""
        if self._stops_in_past():
            self.model.look_near(message.hit.index)
            self.show()

    def _stops_in_past(self) -> bool:
        """Stop what plays; return whether there is a training to go through."""
        self._stop()
        self.model.asks_other = False
        return self.model.past is not None

    def action_play(self) -> None:
        """Go through the training by itself, from the start if it stands at the end; or stop."""
        if self.playing:
            self._stop()
        elif self._stops_in_past():
            if self.model.at is None or self.model.at == self.model.count - 1:
                self.model.look_at(0)
            self.show()
            self._player = self.set_interval(1 / MOMENTS_PER_SECOND, self.play_on)

    @property
    def playing(self) -> bool:
        """Whether it goes through the training by itself."""
        return self._player is not None

    def play_on(self) -> None:
        """Go on to the next moment; stop at the last."""
        if not self.model.look_on(1):
            self._stop()
        self.show()

    def _stop(self) -> None:
        if self._player is not None:
            self._player.stop()
            self._player = None

    def wait(self) -> None:
        """Stop playing."""
        self._stop()

    def go_on(self) -> None:
        """Take what the training has become in the meantime."""
        if self.is_mounted:
            self.model.take(self._past())
            self.show()

    # Elsewhere.

    def action_walk(self) -> None:
        """Walk this picture through this network."""
        self.app.step_inside(self.model.walk(self.app.walk_model.walk.pass_.data), "input")

    def action_training(self) -> None:
        """Train a network on all the digits."""
        self.app.open_training()

    def action_leave(self) -> None:
        """Take back the question which digit to mix with; or go back."""
        if self.model.asks_other:
            self.model.asks_other = False
            self.show()
        else:
            super().action_leave()
