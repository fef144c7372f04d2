"""The sections as lines of text of any width, for standard output and for the screen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO

from rich.console import Console
from rich.text import Text

from scenes.story.homework.exercise import Exercise
from scenes.story.homework.rows import Block, Cell, Row
from scenes.story.homework.sections import Section, sections_of
from scenes.text.figures import marked
from scenes.text.transcript import THEME

INDENT = 4
NARROWEST = 40
"""Columns below which lines are cut by the terminal rather than here."""
NUMBER = re.compile("[+\N{MINUS SIGN}]?[0-9]+(?:[.][0-9]+)?")


@dataclass(frozen=True)
class Page:
    """All lines, and where each section starts among them."""

    lines: tuple[Text, ...]
    starts: tuple[int, ...]
    titles: tuple[str, ...]


def tell(exercise: Exercise, *, width: int = 80, colour: bool = False) -> str:
    """Tell the exercise as text."""
    out = StringIO()
    console = Console(
        file=out,
        width=width,
        theme=THEME,
        color_system="standard" if colour else None,
        force_terminal=colour,
        legacy_windows=False,
        highlight=False,
        emoji=False,
    )
    for line in laid(sections_of(exercise), width).lines:
        console.print(line, soft_wrap=True)
    return out.getvalue()


def laid(sections: Sequence[Section], width: int) -> Page:
    """Lay the sections out in so many columns."""
    width = max(width, NARROWEST)
    lines = [Text("tinynet: an exercise, worked out with every number", style="bold")]
    starts = []
    for number, section in enumerate(sections, start=1):
        lines.append(Text())
        starts.append(len(lines))
        lines += _section(section, f"{number} of {len(sections)}", width)
    return Page(tuple(lines), tuple(starts), tuple(section.title for section in sections))


def _section(section: Section, number: str, width: int) -> list[Text]:
    lines = [Text(f"{number}  {section.title}", style="bold")]
    lines += _wrapped(section.story, width)
    lines.append(Text())
    for formula in section.formula:
        lines += _wrapped(formula, width, INDENT)
    for block in section.blocks:
        lines.append(Text())
        lines += _block(block, width)
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


def _block(block: Block, width: int) -> list[Text]:
    lines = _wrapped(block.title, width, INDENT) if block.title else []
    names = [marked(row.name) for row in block.rows]
    widest = max(map(len, names))
    columns = [_column(block.rows, i) for i in range(max(len(row.cells) for row in block.rows))]
    if block.header:
        wide = [
            max(len(name), len(cells[0])) for name, cells in zip(block.header, columns, strict=True)
        ]
        columns = [[c.rjust(w) for c in cells] for cells, w in zip(columns, wide, strict=True)]
        header = [name.rjust(w) for name, w in zip(block.header, wide, strict=True)]
        for line in _broken(header, widest, width):
            lines.append(Text(line, style="dim"))
    for name, row, *cells in zip(names, block.rows, *columns, strict=True):
        lines += _row(name, row, cells, widest, width)
    return lines


def _column(rows: Sequence[Row], index: int) -> list[str]:
    """Return a column with its signs below each other, its numbers by the decimal point."""
    cells = [row.cells[index] if index < len(row.cells) else Cell("") for row in rows]
    shown = [cell.text for cell in cells]
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
    sign = max(len(cell.sign) for cell in cells)
    if not sign:
        return shown
    return [f"{cell.sign:<{sign}} {text}" for cell, text in zip(cells, shown, strict=True)]


def _row(name: Text, row: Row, cells: Sequence[str], widest: int, width: int) -> list[Text]:
    """Return a row as one line, or as several where it is too wide."""
    lines = [Text(line) for line in _broken(cells, widest, width, name.plain)]
    for span in name.spans:
        lines[0].stylize(span.style, INDENT + span.start, INDENT + span.end)
    for cell in row.cells:
        if cell.style:
            for line in lines:
                line.highlight_words([cell.text], cell.style)
    return lines


def _broken(cells: Sequence[str], widest: int, width: int, name: str = "") -> list[str]:
    """Set cells beside a name, and go on below the first cell where the line is full."""
    start = " " * (INDENT + widest + (2 if widest else 0))
    lines = [" " * INDENT + name.ljust(len(start) - INDENT)]
    for index, cell in enumerate(cells):
        gap = "  " if index else ""
        if gap and cell.strip() and len(lines[-1]) + len(gap) + len(cell.rstrip()) > width:
            lines.append(start + cell)
        else:
            lines[-1] += gap + cell
    return [line.rstrip() for line in lines]
