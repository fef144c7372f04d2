"""The exercise alone: an app that opens the homework screen, without a walk to open it from."""

from __future__ import annotations

from scenes.screens.homework.screen import HomeworkScreen
from scenes.screens.themed import ThemedApp
from scenes.story.homework.exercise import Exercise


class HomeworkApp(ThemedApp):
    """Opens the homework screen."""

    def __init__(self, exercise: Exercise, *, light: bool = False, projector: bool = False) -> None:
        """Show this exercise."""
        super().__init__(light=light, projector=projector)
        self._exercise = exercise

    def get_default_screen(self) -> HomeworkScreen:
        """Open the exercise."""
        return HomeworkScreen(self._exercise)


def run(exercise: Exercise, *, light: bool = False, projector: bool = False) -> int:
    """Show the exercise until the reader leaves; return the exit status."""
    app = HomeworkApp(exercise, light=light, projector=projector)
    app.run()
    return app.return_code or 0
