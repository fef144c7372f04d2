"""An app that loses nothing: what is done is kept when it ends, and offered when it opens again."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from textual import on, work
from textual.app import SystemCommand
from textual.message import Message
from textual.screen import Screen

from scenes.screens.base import HostApp
from scenes.screens.walk.model import WalkModel
from scenes.screens.walk.screen import WalkScreen
from scenes.story.late import dataclass
from scenes.story.markup import escaped
from scenes.story.places import Where
from tinynet import DataSource, TinynetError

if TYPE_CHECKING:
    from scenes.screens.keeping import Keeper, Offer
    from scenes.screens.session import Resumed, Session
    from scenes.screens.training.run import TrainingRun
    from scenes.story.spots import Spot
    from tinynet import Dataset

MOST_SCREENS = 9
"""Screens over each other: each keeps its network and its pass."""
ASKED_SECONDS = 60.0
"""A run that was going so long is not ended by one key."""


@dataclass
class KeptFound(Message):
    """What was kept when the app ended last was looked for."""

    offer: Offer | None
    """The newest."""
    sentences: list[str]
    """One of each that cannot be read."""


class KeepingApp(HostApp):
    """Has a walk, a drawing and a training, and keeps them."""

    def __init__(
        self,
        walk_model: WalkModel,
        spot: Spot,
        *,
        keeper: Keeper | None,
        light: bool,
        projector: bool,
    ) -> None:
        """Open a walk, at a spot that the command named; without a ``keeper`` nothing is kept."""
        super().__init__(light=light, projector=projector)
        self.walk_model, self.spot = walk_model, spot
        self.training = None
        self.drawing = None
        self._begun_at = walk_model.place
        self._given: bytes | None = None
        """The ink of an image that the app was opened with."""
        self._opened: bytes | None = None
        """The session in the file that the app was opened with."""
        self._keeper = keeper
        self._kept = ""
        """Where this session is kept, once it is."""
        self.offer: Offer | None = None
        """What was kept before, until it is taken or declined."""
        self._asked_about: TrainingRun | None = None

    def on_mount(self) -> None:
        """Look for what was kept, as soon as the first frame is shown."""
        if self._keeper is not None:
            self.call_after_refresh(self._look_for_kept, self._keeper)

    # What was kept.

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
        # What was kept may be found before the walk is there, or after it has gone.
        if isinstance(bottom, WalkScreen) and bottom.query("#heading"):
            bottom.show_heading()
            bottom.refresh_bindings()

    @property
    def is_offering(self) -> bool:
        """Whether what was kept before is offered, and neither taken nor declined yet."""
        return self.offer is not None

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
            digits, source = self.walk_model.walk.pass_.data, self.walk_model.place.source
            ready = await asyncio.to_thread(self._made_ready, session, digits, source)
        except TinynetError as error:
            self.notify(keeper.set_aside(offer.path, error), severity="warning", markup=False)
            self._show_offer()
            return
        try:
            self.keep_state()
        except TinynetError as error:  # and what is done now would be lost
            self.offer = offer
            self.notify_of(error)
            return
        keeper.answer(offer, "taken")
        self._kept, self._opened = "", None
        await self._resume(ready)
        self._show_offer()

    @staticmethod
    def _made_ready(session: Session, digits: Dataset, source: DataSource | None) -> Resumed:
        from scenes.screens.session import resumed

        return resumed(session, digits, source)

    async def _show_opened(self, ready: Resumed) -> None:
        """Show a session from a file, in which nothing is new yet."""
        from scenes.screens.session import session_of
        from scenes.story.saved.archive import packed

        await self._resume(ready)
        session = session_of(self)
        self._opened = None if session is None else packed(session)

    async def _resume(self, ready: Resumed, *, anew: bool = True) -> None:
        """Show a session that was made ready, in place of what is shown.

        Unless all is to begin ``anew``, a drawing and a training that it does not bring stay.
        """
        while len(self.screen_stack) > 1:
            await self.pop_screen()
        if anew or ready.training is not None:
            if self.training is not None:
                self.training.close()
            self.training = ready.training
        if anew or ready.drawing is not None:
            self.drawing = ready.drawing
        self.walk_model = ready.walk
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
            self.notify_of(error)
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
        from scenes.story.saved.archive import packed

        if self._opened is not None:
            return packed(session) != self._opened
        spot, drawing, training = self.spot, session.drawing, session.training
        drawn = drawing is not None and (drawing.told or drawing.ink.tobytes() != self._given)
        trained = training is not None and training.moments[-1].samples > (spot.moment or 0)
        moved = self.walk_model.place != self._begun_at
        own = [*session.walk.edits] != [*(spot.change or ())]
        elsewhere = session.edits > len(session.walk.edits)
        return bool(drawn or trained or moved or own or elsewhere or session.answers)

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
