"""The worked exercise as lines of text of any width, for standard output and for the screen.

Not its numbers, which are printed in the story's lines of arithmetic; here they get their columns.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO

from rich.console import Console, Group
from rich.text import Text

from scenes.story.homework.exercise import Exercise
from scenes.story.homework.lines import Line, LineBlock, LineEntry
from scenes.story.homework.sections import Section
from scenes.story.homework.solution import sections_of
from scenes.text.console import console_on
from scenes.text.figures import marked

INDENT = 4
NARROWEST = 40
"""Columns below which lines are cut by the terminal rather than here."""
WORKED_OUT = "tinynet: an exercise, worked out with every number"
NUMBER = re.compile("[+\N{MINUS SIGN}]?[0-9]+(?:[.][0-9]+)?")


@dataclass(frozen=True)
class LaidText:
    """All lines of text, and where each section starts among them."""

    lines: tuple[Text, ...]
    starts: tuple[int, ...]
    titles: tuple[str, ...]


def tell(exercise: Exercise, *, width: int = 80, colour: bool = False) -> str:
    """Tell the exercise as text."""
    lines = laid(sections_of(exercise), width).lines
    if not colour:
        return "".join(f"{line.plain}\n" for line in lines)
    out = StringIO()
    console = console_on(out, width, colour)
    # At once: a print for each line of a large exercise takes longer than all of its arithmetic.
    console.print(Group(*lines), soft_wrap=True)
    return out.getvalue()


def laid(sections: Sequence[Section], width: int, title: str = WORKED_OUT) -> LaidText:
    """Lay the sections out in so many columns, under a title."""
    width = max(width, NARROWEST)
    lines = [Text(title, style="bold")]
    starts = []
    for number, section in enumerate(sections, start=1):
        lines.append(Text())
        starts.append(len(lines))
        lines += _section(section, f"{number} of {len(sections)}", width)
    return LaidText(tuple(lines), tuple(starts), tuple(section.title for section in sections))


def _section(section: Section, number: str, width: int) -> list[Text]:
    lines = [Text(f"{number}  {section.title}", style="bold")]
    lines += _wrapped(section.story, width)
    if section.formula:
        lines.append(Text())
    for formula in section.formula:
        lines += _wrapped(formula, width, INDENT)
    for block in section.blocks:
        lines.append(Text())
        lines += block_lines(block, width)
    return lines


def _wrapped(markup: str, width: int, indent: int = 0) -> list[Text]:
    """Break words into lines, those after the first a little further in where indented."""
    text = marked(markup)
    further = 2 * (indent > 0)
    console = Console(width=width, file=StringIO())
    wrapped = list(text.wrap(console, width - indent - further))
    for number, line in enumerate(wrapped):
        line.rstrip()
        line.pad_left(indent + (further if number else 0))
    return wrapped


def block_lines(block: LineBlock, width: int) -> list[Text]:
    """Lay lines of arithmetic out in so many columns."""
    lines = _wrapped(block.title, width, INDENT) if block.title else []
    names = [marked(line.name) for line in block.lines]
    widest = max(map(len, names))
    count = max(len(line.entries) for line in block.lines)
    columns = [_column(block.lines, index) for index in range(count)]
    if block.header:
        wide = [
            max(len(name), len(texts[0])) for name, texts in zip(block.header, columns, strict=True)
        ]
        columns = [[t.rjust(w) for t in texts] for texts, w in zip(columns, wide, strict=True)]
        header = [name.rjust(w) for name, w in zip(block.header, wide, strict=True)]
        for broken in _broken(header, widest, width):
            lines.append(Text(broken, style="dim"))
    for name, line, *texts in zip(names, block.lines, *columns, strict=True):
        lines += _line(name, line, texts, widest, width)
    return lines


def _column(lines: Sequence[Line], index: int) -> list[str]:
    """Return a column with its signs below each other, its numbers by the decimal point."""
    entries = [
        line.entries[index] if index < len(line.entries) else LineEntry("") for line in lines
    ]
    shown = [entry.text for entry in entries]
    if all(NUMBER.fullmatch(text) for text in shown if text):
        # What a number lacks of the longest fraction, its point included, is blank.
        fractions = [len(text) - (text.find(".") if "." in text else len(text)) for text in shown]
        longest = max(fractions)
        shown = [
            text + " " * (longest - fraction)
            for text, fraction in zip(shown, fractions, strict=True)
        ]
        wide = max(map(len, shown))
        shown = [text.rjust(wide) for text in shown]
    else:
        wide = max(map(len, shown))
        shown = [text.ljust(wide) for text in shown]
    sign = max(len(entry.sign) for entry in entries)
    if not sign:
        return shown
    return [f"{entry.sign:<{sign}} {text}" for entry, text in zip(entries, shown, strict=True)]


def _line(name: Text, line: Line, texts: Sequence[str], widest: int, width: int) -> list[Text]:
    """Return a line of arithmetic as one of text, or as several where it is too wide."""
    lines = [Text(broken) for broken in _broken(texts, widest, width, name.plain)]
    for span in name.spans:
        lines[0].stylize(span.style, INDENT + span.start, INDENT + span.end)
    for entry in line.entries:
        if entry.style:
            for text in lines:
                text.highlight_words([entry.text], entry.style)
    return lines


def _broken(texts: Sequence[str], widest: int, width: int, name: str = "") -> list[str]:
    """Set columns beside a name, and go on below the first of them where the line is full."""
    start = " " * (INDENT + widest + (2 if widest else 0))
    lines = [" " * INDENT + name.ljust(len(start) - INDENT)]
    for index, text in enumerate(texts):
        gap = "  " if index else ""
        if gap and text.strip() and len(lines[-1]) + len(gap) + len(text.rstrip()) > width:
            lines.append(start + text)
        else:
            lines[-1] += gap + text
    return [line.rstrip() for line in lines]
