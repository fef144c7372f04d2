"""An exercise from a file as a page: every line of its arithmetic, in tables."""

from __future__ import annotations

from pathlib import PurePath

from scenes.story.homework.exercise import Exercise
from scenes.story.homework.lines import Line, LineBlock
from scenes.story.homework.sections import Section
from scenes.story.homework.solution import sections_of
from scenes.web.page import Chapter, Look, Step, page_of
from scenes.web.paper import Paper
from scenes.web.tags import Html, joined, tag


def exercise_page(exercise: Exercise, *, look: Look | None = None) -> str:
    """Return the exercise, worked out, as one HTML file."""
    paper = Paper()
    chapters = [
        Chapter(section.title, "", (_step(number, section, paper),))
        for number, section in enumerate(sections_of(exercise), start=1)
    ]
    intro = joined(
        tag("h1", "An exercise, worked out with every number"),
        tag("p", "From the file ", tag("code", exercise.source)),
    )
    title = f"tinynet: the exercise {PurePath(exercise.source).name}"
    return page_of(title, intro, chapters, paper, look=look)


def _step(number: int, section: Section, paper: Paper) -> Step:
    formula = [tag("p", paper.said(line)) for line in section.formula]
    content = joined(
        tag(
            "div",
            tag("p", paper.said(section.story), class_="story"),
            tag("div", *formula, class_="formula"),
            class_="words first",
        ),
        tag("div", *(block_table(block, paper) for block in section.blocks), class_="stage"),
    )
    return Step(f"step-{number}", section.title, content)


def block_table(block: LineBlock, paper: Paper) -> Html:
    """Return lines of arithmetic as a table; a sign stands before its number."""
    columns = max(len(line.entries) for line in block.lines)
    head = Html("")
    if block.header:
        blank = [tag("td")] * (1 + columns - len(block.header))
        names = [tag("th", paper.said(name), scope="col") for name in block.header]
        head = tag("thead", tag("tr", *blank[:1], *names, *blank[1:]))
    rows = [_line(line, columns, paper) for line in block.lines]
    return tag(
        "div",
        tag("h4", paper.said(block.title)) if block.title else Html(""),
        tag("div", tag("table", head, tag("tbody", *rows)), class_="scroll"),
        class_="block plain",
    )


def _line(line: Line, columns: int, paper: Paper) -> Html:
    cells = []
    for entry in line.entries:
        sign = tag("span", f"{entry.sign} ", class_="mark") if entry.sign else ""
        cells.append(tag("td", joined(sign, tag("span", entry.text, class_=entry.style or None))))
    cells += [tag("td")] * (columns - len(line.entries))
    return tag("tr", tag("th", paper.said(line.name), scope="row"), *cells)
