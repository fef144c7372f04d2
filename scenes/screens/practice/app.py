"""Practice alone: an app that opens the practice screen, without a walk to open it from."""

from __future__ import annotations

from collections.abc import Sequence

from scenes.screens.practice.screen import PracticeScreen
from scenes.screens.themed import ThemedApp
from scenes.story.practice.tasks import Task


class PracticeApp(ThemedApp):
    """Opens the practice screen."""

    def __init__(
        self, tasks: Sequence[Task], *, light: bool = False, projector: bool = False
    ) -> None:
        """Ask these."""
        super().__init__(light=light, projector=projector)
        self._tasks = tasks

    def get_default_screen(self) -> PracticeScreen:
        """Open the practice screen."""
        return PracticeScreen(self._tasks)


def run(tasks: Sequence[Task], *, light: bool = False, projector: bool = False) -> int:
    """Let the reader practise until they leave; return the exit status."""
    app = PracticeApp(tasks, light=light, projector=projector)
    app.run()
    return app.return_code or 0
