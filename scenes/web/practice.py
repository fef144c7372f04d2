"""Practice on paper as pages to print: a sheet, and the answer key. There is no script in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from scenes.story.homework.exercise import Exercise
from scenes.story.homework.lines import LineBlock
from scenes.story.homework.sections import Section
from scenes.story.practice.sheets import key_sections, sheet_sections
from scenes.web.exercise import block_table
from scenes.web.page import asset, hashed
from scenes.web.paper import Paper
from scenes.web.tags import Html, joined, tag

STYLES = ("colours.css", "sheet.css")


def sheet_page(exercise: Exercise, student: str, answers: str) -> str:
    """Return a sheet to fill in, as one HTML file; ``answers`` is the file for what comes out."""
    head = joined(
        tag("h1", f"Practice: {student}"),
        tag("p", "Name: ", tag("span", "", class_="line"), class_="name"),
        tag(
            "p",
            "To have it graded, write your name and what comes out into ",
            tag("code", answers),
            " too.",
        ),
    )
    return _page(f"tinynet practice: {student}", [(head, sheet_sections(exercise))])


def key_page(exercises: Sequence[tuple[str, Exercise]]) -> str:
    """Return all the working for each student, as one HTML file."""
    parts = [
        (tag("h1", f"Answer key: {student}"), key_sections(exercise))
        for student, exercise in exercises
    ]
    return _page("tinynet practice: answer key", parts)


def _page(title: str, parts: Iterable[tuple[Html, tuple[Section, ...]]]) -> str:
    paper = Paper()
    style = "".join(map(asset, STYLES))
    policy = f"default-src 'none'; style-src {hashed(style)}; base-uri 'none'; form-action 'none'"
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", title),
        tag("style", Html(style)),
    )
    articles = (
        tag("article", first, *(_section(section, paper) for section in sections))
        for first, sections in parts
    )
    body = tag("body", tag("main", *articles))
    return f"<!DOCTYPE html>\n{tag('html', head, body, lang='en')}\n"


def _section(section: Section, paper: Paper) -> Html:
    formulas = [tag("p", paper.said(line)) for line in section.formula]
    return tag(
        "section",
        tag("h2", section.title),
        tag("p", paper.said(section.story)),
        tag("div", *formulas, class_="formula") if formulas else Html(""),
        tag("div", *(_task(blocks, paper) for blocks in _tasks(section)), class_="blocks"),
    )


def _tasks(section: Section) -> list[list[LineBlock]]:
    """Return a section's blocks, those without a title with the one that they go on from."""
    tasks: list[list[LineBlock]] = []
    for block in section.blocks:
        if block.title or not tasks:
            tasks.append([])
        tasks[-1].append(block)
    return tasks


def _task(blocks: Sequence[LineBlock], paper: Paper) -> Html:
    return tag("div", *(block_table(block, paper) for block in blocks), class_="task")
