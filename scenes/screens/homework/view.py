"""All that the homework screen shows: its lines of text, and which section is at the top."""

from __future__ import annotations

from dataclasses import dataclass

from rich.text import Text

from scenes.screens.homework.model import HomeworkModel


@dataclass(frozen=True, eq=False)
class HomeworkView:
    """The text from its first line to its last, and where the reader is in it."""

    heading: str
    """Where that is, in words."""
    lines: tuple[Text, ...]
    top: int
    """The line to be at the top, counted from 0."""
    last_top: int
    """The line that the last section begins with, below its title."""


def view_of(model: HomeworkModel) -> HomeworkView:
    """Return what is to be seen of the model."""
    text, section = model.text, model.section
    return HomeworkView(
        heading=f"{section + 1} of {len(text.titles)}  {text.titles[section]}",
        lines=text.lines,
        top=model.top,
        last_top=text.starts[-1] + 1,
    )
