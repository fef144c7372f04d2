"""The exercise alone: an app that opens the homework screen, without a walk to open it from."""

from __future__ import annotations

from collections.abc import Sequence

from scenes.screens.homework.screen import HomeworkScreen
from scenes.screens.themed import ThemedApp
from scenes.story.homework.exercise import Exercise
from scenes.story.places import command_of


class HomeworkApp(ThemedApp):
    """Opens the homework screen."""

    def __init__(
        self,
        exercise: Exercise,
        options: Sequence[tuple[str, str | None]] = (),
        *,
        start: int = 0,
        light: bool = False,
        projector: bool = False,
    ) -> None:
        """Show this exercise from a section on; ``options`` name it on the command line."""
        super().__init__(light=light, projector=projector)
        self._exercise, self._options, self._start = exercise, options, start

    def get_default_screen(self) -> HomeworkScreen:
        return HomeworkScreen(self._exercise, start=self._start, command=self.command)

    def command(self, section: int) -> str:
        """Return the command that opens one of its sections."""
        options = [*self._options, ("app", None), ("section", str(section + 1))]
        return command_of(options, "explain")


def run(
    exercise: Exercise,
    options: Sequence[tuple[str, str | None]] = (),
    *,
    start: int = 0,
    light: bool = False,
    projector: bool = False,
) -> int:
    """Show the exercise until the reader leaves; return the exit status."""
    app = HomeworkApp(exercise, options, start=start, light=light, projector=projector)
    app.run()
    return app.return_code or 0
