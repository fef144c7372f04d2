"""Practice alone: an app that opens the practice screen, without a walk to open it from.

What was typed is kept when it ends, and offered when the same tasks are opened again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from scenes.screens.keeping import Keeper
from scenes.screens.practice.keeping import AnswerKeeper
from scenes.screens.practice.saving import SavedAnswers, resume
from scenes.screens.practice.screen import PracticeScreen
from scenes.screens.themed import ThemedApp
from scenes.story.places import command_of
from scenes.story.practice.tasks import Task
from tinynet import TinynetError


class PracticeApp(ThemedApp):
    """Opens the practice screen."""

    def __init__(
        self,
        tasks: Sequence[Task],
        options: Sequence[tuple[str, str | None]] = (),
        *,
        start: int = 0,
        keeper: Keeper | None = None,
        light: bool = False,
        projector: bool = False,
    ) -> None:
        """Ask these, from one of them on; ``options`` are those of the command that makes them.

        Without a ``keeper`` nothing is kept.
        """
        super().__init__(light=light, projector=projector)
        self._tasks, self._options, self._start = tasks, options, start
        self._keeper = None if keeper is None else AnswerKeeper(keeper, options)
        self.offer: SavedAnswers | None = None
        """What was typed when these tasks were open last, until it is taken or declined."""

    def on_mount(self) -> None:
        """Look for what was typed before, as soon as the first frame is shown."""
        if self._keeper is not None:
            self.call_after_refresh(self._look_for_kept, self._keeper)

    def _look_for_kept(self, keeper: AnswerKeeper) -> None:
        try:
            self.offer = keeper.kept()
        except TinynetError as error:
            self.notify(str(error), severity="warning", markup=False)
        self._screen.show()

    def get_default_screen(self) -> PracticeScreen:
        self._screen = PracticeScreen(self._tasks, command=self.command, alone=self)
        self._screen.model.go(min(self._start, len(self._tasks) - 1))
        return self._screen

    def command(self, index: int) -> str:
        """Return the command that opens one of the tasks."""
        return command_of([*self._options, ("task", str(index + 1))], "practice")

    def take_up(self) -> None:
        """Go on with what was typed."""
        if self.offer is not None:
            try:
                resume(self.offer, self._screen.model)
            except TinynetError as error:
                self.notify(str(error), severity="warning", markup=False)
            self.offer = None

    def decline(self) -> None:
        """Have what was typed not offered again."""
        if self.offer is not None and self._keeper is not None:
            self._keeper.forget()
        self.offer = None

    def exit(self, result: Any = None, return_code: int = 0, message: Any = None) -> None:
        """End, and keep what was typed."""
        answers = self._screen.answers()
        if self._keeper is not None and answers.worked:
            try:
                if self.offer is not None:  # neither taken nor declined: it stays beside
                    self._keeper.forget()
                self._keeper.keep(answers)
            except TinynetError as error:
                self.end_with(f"tinynet: nothing of what you typed was kept; {error}")
        super().exit(result, return_code, message)


def run(
    tasks: Sequence[Task],
    options: Sequence[tuple[str, str | None]] = (),
    *,
    start: int = 0,
    fresh: bool = False,
    light: bool = False,
    projector: bool = False,
) -> int:
    """Let the reader practise until they leave; return the exit status."""
    keeper = None if fresh else Keeper()
    app = PracticeApp(tasks, options, start=start, keeper=keeper, light=light, projector=projector)
    app.run()
    return app.return_code or 0
