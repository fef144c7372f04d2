"""The app in a lesson: n and p go to its next spot and to the one before, wherever one is."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from textual import work
from textual.app import SystemCommand
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Input

from scenes.screens.app import TinynetApp
from scenes.screens.base import TinynetScreen
from scenes.screens.lesson.keys import LESSON_KEYS
from scenes.screens.lesson.line import LessonLine
from scenes.story.lessons import LessonPlan, LessonStep, name_of
from scenes.story.walk import Walk


class LessonApp(TinynetApp):
    """Steps through a lesson."""

    CSS_PATH = Path(__file__).parent / "style.tcss"
    FIRST_KEYS = LESSON_KEYS
    BINDINGS: ClassVar[list[BindingType]] = [*LESSON_KEYS]

    def __init__(self, plan: LessonPlan, walk: Walk, **look: Any) -> None:
        """Begin at the first step, whose walk is computed; ``look`` is as for the app."""
        first = plan.steps[0].spot
        super().__init__(first.place, walk, **look)
        self.plan = plan
        self.step = 0
        """Which step this is, from 0."""

    def on_mount(self) -> None:
        """Go to the first step."""
        self._go(self.step)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Step only where no letter is typed and nothing is asked."""
        if action == "lesson":
            return isinstance(self.screen, TinynetScreen) and not isinstance(self.focused, Input)
        return super().check_action(action, parameters)

    def action_lesson(self, by: int) -> None:
        """Go to the next step (1) or to the one before (−1), if there is one."""
        if 0 <= self.step + by < len(self.plan.steps):
            self._go(self.step + by)
        else:
            self.notify("This is the last step." if by > 0 else "This is the first step.")

    @work(exclusive=True, group="lesson")
    async def _go(self, index: int) -> None:
        self.step = index
        step = self.plan.steps[index]
        await self.show_step(step.spot, step.image)
        await self._say(step)

    async def _say(self, step: LessonStep) -> None:
        """Have the screen that is shown say the teacher's sentence."""
        line = next(iter(self.screen.query(LessonLine)), None)
        if line is None:
            line = LessonLine(markup=False)
            self.screen.add_class("-lesson")
            await self.screen.mount(line, before=0)
        count = f"{self.step + 1}/{len(self.plan.steps)}"
        line.say(count, step.say or self.plan.title)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer every step before all else."""
        for index, step in enumerate(self.plan.steps):
            yield SystemCommand(
                f"Lesson {index + 1}: {name_of(step.spot)}",
                step.say,
                partial(self._go, index),
            )
        yield from super().get_system_commands(screen)
