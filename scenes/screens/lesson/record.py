"""The app while a lesson is written down: R adds the spot that is shown, with a sentence."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static

from scenes.screens.app import TinynetApp
from scenes.screens.base import TinynetScreen
from scenes.screens.lesson.keys import RECORD_KEYS
from scenes.screens.widgets.forms import Dialog
from scenes.story.files import write_whole
from scenes.story.lessons import LONGEST_SENTENCE, LessonPlan, LessonStep, lesson_text, name_of
from scenes.story.places import Place
from scenes.story.spots import Spot
from scenes.story.walk import Walk
from tinynet import TinynetError


class SentenceDialog(Dialog[str | None]):
    """Asks what is said at a spot."""

    def __init__(self, number: int, where: str) -> None:
        """Ask for the sentence of a step, by its number from 1, at a spot."""
        super().__init__()
        self._title = f"Step {number}: {where}"

    def compose(self) -> ComposeResult:
        """Put up a line to type in."""
        with Vertical(classes="dialog") as box:
            box.border_title = Text(self._title).markup
            with Horizontal(classes="row"):
                yield Static("say", classes="label")
                sentence = Input(compact=True, max_length=LONGEST_SENTENCE)
                sentence.cursor_blink = False
                yield sentence
            yield from self.buttons("Add", "enter adds it, also without words · escape leaves")

    def on_mount(self) -> None:
        """Start at the sentence."""
        self.query_one(Input).focus()

    def action_accept(self) -> None:
        """Close with what was typed."""
        if self.is_current:
            self.dismiss(self.query_one(Input).value.strip())


class RecordApp(TinynetApp):
    """Writes a lesson, whole after every step."""

    FIRST_KEYS = RECORD_KEYS
    BINDINGS: ClassVar[list[BindingType]] = [*RECORD_KEYS]

    def __init__(self, path: Path, place: Place, walk: Walk, **look: Any) -> None:
        """Write to a file; ``look`` is as for the app."""
        super().__init__(place, walk, **look)
        self._path = path
        self.steps: tuple[LessonStep, ...] = ()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Record only where no letter is typed and nothing is asked."""
        if action in ("record", "forget"):
            return isinstance(self.screen, TinynetScreen) and not isinstance(self.focused, Input)
        return super().check_action(action, parameters)

    def action_record(self) -> None:
        """Add the spot that is shown."""
        screen = self.screen
        assert isinstance(screen, TinynetScreen)
        try:
            spot = screen.spot() or self._in_file()
        except TinynetError as error:
            self.notify_of(error)
            return
        screen.wait()

        def said(words: str | None) -> None:
            if words is not None:
                self._write((*self.steps, LessonStep(spot, words)))

        self.push_screen(SentenceDialog(len(self.steps) + 1, name_of(spot)), said)

    def _in_file(self) -> Spot:
        """Save what is shown beside the lesson, and return that as a spot."""
        from scenes.screens.session import spot_saved
        from scenes.story.saved.archive import save

        number = len(self.steps) + 1
        path = self._path.with_name(f"{self._path.stem}-{number}.tinynet")
        save(spot_saved(self), path)
        return Spot(open=path.name)

    def action_forget(self) -> None:
        """Take the last step back."""
        if self.steps:
            self._write(self.steps[:-1])

    def _write(self, steps: tuple[LessonStep, ...]) -> None:
        plan = LessonPlan(self._path.stem, _trained_on(steps))
        try:
            write_whole(self._path, lesson_text(plan).encode(), "the lesson")
        except TinynetError as error:
            self.notify_of(error)
            return
        self.steps = steps
        count = f"{len(steps)} step{'' if len(steps) == 1 else 's'}"
        self.notify(f"{self._path} has {count}. ctrl+r takes the last back.", markup=False)


def _trained_on(steps: tuple[LessonStep, ...]) -> tuple[LessonStep, ...]:
    """Have a training go on by itself, where two steps in a row are of the same one."""
    joined: list[LessonStep] = []
    for index, step in enumerate(steps):
        spot, before = step.spot, steps[index - 1].spot if index else None
        if (
            before is not None
            and spot.screen == before.screen == "train"
            and spot.place == before.place
            and (before.moment or 0) < (spot.moment or 0)
        ):
            spot = replace(spot, moment=before.moment or 0, until=spot.moment)
        joined.append(replace(step, spot=spot))
    return tuple(joined)
