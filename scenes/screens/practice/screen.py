"""The practice screen: a task, a field for the answer, and what an answer says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Protocol

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Input, Static

from scenes.screens.base import TinynetScreen
from scenes.screens.practice.field import AnswerField
from scenes.screens.practice.keys import GUIDE
from scenes.screens.practice.model import PracticeModel
from scenes.screens.practice.paragraphs import Paragraphs
from scenes.screens.practice.saving import SavedPractice, saved_answers
from scenes.screens.practice.view import view_of
from scenes.screens.walk.panels.map import Map
from scenes.screens.walk.saving import saved_walk
from scenes.screens.widgets.heading import Heading
from scenes.screens.widgets.keyline import KeyLine
from scenes.screens.widgets.margins import slim_margin_of
from scenes.screens.widgets.toosmall import TooSmall
from scenes.story.numbers import counted
from scenes.story.practice.tasks import Task

if TYPE_CHECKING:
    from scenes.screens.practice.saving import SavedAnswers
    from scenes.screens.walk.model import WalkModel
    from scenes.story.spots import Spot

WIDE = 110
"""Columns from which there is room for the whole network beside the task."""


class Alone(Protocol):
    """An app that has nothing but this screen, and what was typed in it last time."""

    offer: SavedAnswers | None

    def take_up(self) -> None:
        """Go on with that."""

    def decline(self) -> None:
        """Do not offer it again."""


class PracticeScreen(TinynetScreen):
    """Asks for one number after another. Of the app it needs the colours only."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012
    CSS_PATH = Path(__file__).parent / "style.tcss"
    GUIDE = GUIDE
    BINDINGS: ClassVar[list[BindingType]] = [*GUIDE.keys]

    def __init__(
        self,
        tasks: Sequence[Task],
        *,
        over: WalkModel | None = None,
        command: Callable[[int], str] | None = None,
        alone: Alone | None = None,
    ) -> None:
        """Ask these, of which there is one at least.

        ``over`` is the walk whose beat they are of; ``command`` names what opens one of them, where
        there is none; ``alone`` is the app, if it has nothing else.
        """
        super().__init__()
        self.model = PracticeModel(tasks)
        self._over, self._command, self._alone = over, command, alone

    def compose(self) -> ComposeResult:
        palette = self.app.palette
        yield Map(palette, id="practice-map")
        yield Heading(palette, id="practice-heading", margin=slim_margin_of)
        with Horizontal():
            with VerticalScroll(id="practice", can_focus=False):
                yield Paragraphs(palette, id="asked")
                yield Paragraphs(palette, id="numbers")
                with Horizontal(id="line"):
                    yield Paragraphs(palette, id="symbol")
                    yield AnswerField()
                    yield Static(id="enter", markup=False)
                yield Paragraphs(palette, id="said")
                yield Paragraphs(palette, id="hints")
                yield Paragraphs(palette, id="worked")
            with VerticalScroll(id="beside", can_focus=False):
                yield Paragraphs(palette, id="given")
        yield KeyLine()
        yield TooSmall(id="too-small")

    def on_mount(self) -> None:
        self.query_one(AnswerField).focus()
        self.show()

    def show(self) -> None:
        """Show the task as it stands."""
        view = view_of(self.model)
        self.query_one(Map).show(view.way, 1.0)
        self.query_one("#asked", Paragraphs).show(f"[bold]{view.asked}[/]", "", view.formula)
        self.query_one("#numbers", Paragraphs).show((view.header, view.rows))
        self.query_one("#symbol", Paragraphs).show(f"{view.symbol} = ")
        field = self.query_one(AnswerField)
        if field.value != view.typed:
            with field.prevent(Input.Changed):
                field.value = view.typed
        self.query_one("#enter", Static).update(view.next_words)
        self.query_one("#said", Paragraphs).show(*([view.said] if view.said else []))
        hints = [f"[rate]Hint {n}[/]  {words}" for n, words in enumerate(view.hints, start=1)]
        self.query_one("#hints", Paragraphs).show(*hints)
        self.query_one("#worked", Paragraphs).show(*view.working)
        self.query_one("#beside").display = bool(view.given)
        self.query_one("#given", Paragraphs).show(
            *(["[dim]the whole network[/]"] if view.given else []), *view.given
        )
        self.show_heading()
        self.refresh_bindings()
        last = [part for part in ("#line", "#said", "#hints", "#worked") if self._is_shown(part)][
            -1
        ]
        self.call_after_refresh(self.query_one(last).scroll_visible, animate=False)

    def _is_shown(self, part: str) -> bool:
        return bool(self.query_one(part).display)

    def show_heading(self) -> None:
        """Say where we are; what is said goes before."""
        view = view_of(self.model)
        said = self._said
        self.query_one(Heading).show(
            f"[bold]{view.title}[/]", said or self._offered or view.place, urgent=bool(said)
        )

    def spot(self) -> Spot | None:
        """Return the beat of the walk, and which of its numbers is worked out."""
        from scenes.story.spots import Spot

        place = None if self._over is None else self._over.reopened()
        if place is None or self._over is None or self._over.lab.edits:
            return None
        return Spot(place, task=self.model.index + 1)

    def saved(self) -> SavedPractice | None:
        """Return what was typed, and the walk that it belongs to."""
        if self._over is None:
            return None
        return SavedPractice(saved_walk(self._over, in_lab=False), self.answers())

    def answers(self) -> SavedAnswers:
        """Return all that was typed, as it is to be saved."""
        self._keep()
        return saved_answers(self.model)

    def action_command(self) -> None:
        """Show the command that reopens this task."""
        if self._command is None:
            super().action_command()
        else:
            self.show_command(self._command(self.model.index))

    def action_take_up(self) -> None:
        """Go on with what was typed last time."""
        if self._alone is not None:
            self._alone.take_up()
            self.show()

    def action_decline(self) -> None:
        """Do not offer that again."""
        if self._alone is not None:
            self._alone.decline()
            self.show()

    @property
    def _offered(self) -> str:
        """What was typed last time, offered in a line."""
        offer = None if self._alone is None else self._alone.offer
        if offer is None:
            return ""
        answers = counted(offer.worked, "answer")
        return f"[rate]z[/] [dim]goes on with your[/] {answers} [dim]·[/] [rate]Z[/] [dim]no[/]"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what there is: another task, a hint, a working, a place to go back to."""
        model = self.model
        if action == "task":
            by = parameters[0]
            return isinstance(by, int) and 0 <= model.index + by < len(model.tasks)
        if action == "hint":
            return model.attempt.has_more_hints
        if action == "working":
            return not model.attempt.over
        if action in ("take_up", "decline"):
            return bool(self._offered)
        if action == "leave":
            return self.app.screen_stack[0] is not self
        return True

    @on(Input.Submitted, "#answer")
    def action_check(self) -> None:
        """See whether what is typed is right; if it was, go on."""
        model = self.model
        at_the_end = model.attempt.over and not model.is_part
        if at_the_end and model.index == len(model.tasks) - 1:
            self._end()
            return
        model.answer(self.query_one(AnswerField).value)
        self.show()

    def _end(self) -> None:
        """Go back after the last task; where there is nothing to go back to, say how it went."""
        if self.app.screen_stack[0] is not self:
            self.action_leave()
            return
        solved, at_once = self.model.counts
        count = len(self.model.tasks)
        self._say(f"{solved} of {count} solved, {at_once} at the first try; q: quit")

    def action_hint(self) -> None:
        """Give the next hint."""
        self._keep()
        self.model.hint()
        self.show()

    def action_working(self) -> None:
        """Give up, and show it worked out."""
        self._keep()
        self.model.give_up()
        self.show()

    def action_task(self, by: int) -> None:
        """Go to another task."""
        self._keep()
        if self.model.go(by):
            self.show()

    def _keep(self) -> None:
        """Keep what is typed and not yet checked."""
        if self.is_mounted:
            self.model.attempt.typed = self.query_one(AnswerField).value

    def action_scroll(self, by: int) -> None:
        """Scroll the task and what is said of it by a line."""
        self.query_one("#practice").scroll_relative(y=by, animate=False)
