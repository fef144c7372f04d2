"""What the reader does with an exercise on the screen: goes through its text, section by section.

The text is laid out for a width, and some line of it is at the top; no screen in sight.
"""

from __future__ import annotations

from scenes.story.homework.exercise import Exercise
from scenes.story.homework.solution import sections_of
from scenes.text import WIDEST_TEXT
from scenes.text.homework import LaidText, laid


class HomeworkModel:
    """The text of an exercise, and which of its lines is the first to be seen."""

    def __init__(self, exercise: Exercise) -> None:
        """Work the exercise out."""
        self._sections = sections_of(exercise)
        self.text: LaidText = laid(self._sections, WIDEST_TEXT)
        self.top = 0
        """The line at the top, counted from 0."""

    @property
    def section(self) -> int:
        """The section at the top, counted from 0."""
        return max((i for i, start in enumerate(self.text.starts) if start <= self.top), default=0)

    def go(self, steps: int) -> None:
        """Go so many sections on; back from within a section goes to its start first."""
        within = self.top > self._first(self.section)
        self._go_to(self.section + steps + (steps < 0 and within))

    def lay(self, width: int) -> None:
        """Lay the lines out for a width; the section at the top stays there."""
        section = self.section if self.top else 0
        self.text = laid(self._sections, min(width, WIDEST_TEXT))
        self._go_to(section)

    def _go_to(self, section: int) -> None:
        self.top = self._first(min(max(section, 0), len(self.text.starts) - 1))

    def _first(self, section: int) -> int:
        """Return the line to be at the top of a section: its title is the screen's heading.

        Above the first section stands what all of it is about.
        """
        return self.text.starts[section] + 1 if section else 0
