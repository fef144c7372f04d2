"""Practice on paper as text: a sheet, its answer key; and grades, as tables."""

from __future__ import annotations

from collections.abc import Sequence
from io import StringIO

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from scenes.story.homework.exercise import Exercise
from scenes.story.homework.sections import Section
from scenes.story.markup import plain, shown
from scenes.story.practice.grading import ClassSummary, Grade, Graded, Report
from scenes.story.practice.sheets import key_sections, sheet_sections
from scenes.text.console import console_on, without_fill
from scenes.text.homework import laid

WIDTH = 80
NAME = "Name: ______________________________"
MARKS = {Grade.RIGHT: "✓", Grade.FOLLOWS: "✓", Grade.COARSE: "~", Grade.MISSING: "·"}
WRONG = "✗"
WIDEST_WORDS = 76


def sheet_text(exercise: Exercise, student: str, answers: str) -> str:
    """Return a sheet to fill in; ``answers`` is the file for what comes out."""
    title = f"tinynet practice: {student}        {NAME}"
    note = f"To have it graded, write your name and what comes out into {answers} too."
    return _text(sheet_sections(exercise), title) + f"\n{note}\n"


def key_text(exercises: Sequence[tuple[str, Exercise]]) -> str:
    """Return all the working for each student."""
    return "\n\n".join(
        _text(key_sections(exercise), f"tinynet practice, answer key: {student}")
        for student, exercise in exercises
    )


def _text(sections: tuple[Section, ...], title: str) -> str:
    out = StringIO()
    console = console_on(out, WIDTH, colour=False)
    for line in laid(sections, WIDTH, title).lines:
        console.print(line, soft_wrap=True)
    return without_fill(out)


def report_parts(report: Report) -> list[RenderableType]:
    """Return a student's answers as a table, and how many of them count."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold", pad_edge=False)
    for head in ("", "asked", "answer", "what it is"):
        table.add_column(head, max_width=WIDEST_WORDS, justify="left")
    for one in report.graded:
        name = plain(f"{one.step.symbol}  {one.step.whose}").strip()
        if one.step.stage == "again":
            name += " (again)"
        table.add_row(_mark(one), name, shown(one.typed)[:WIDEST_WORDS], _words(one))
    counts = {grade: report.count(grade) for grade in Grade}
    grades = ", ".join(f"{count} {grade}" for grade, count in counts.items() if count)
    return [
        Text(f"{shown(report.student)}   ({shown(report.source)})", "bold"),
        table,
        Text(f"{report.right} of {len(report.graded)} count as right: {grades}."),
        "",
    ]


def _mark(one: Graded) -> Text:
    style = "green" if one.grade.counts else "dim" if one.grade is Grade.MISSING else "red"
    return Text(MARKS.get(one.grade, WRONG), style)


def _words(one: Graded) -> Text:
    said = plain(one.words).removeprefix("✗ ")
    if one.grade is Grade.WRONG:
        return Text(said)
    return Text(str(one.grade) if not said or one.grade is Grade.COARSE else said, "dim")


def class_parts(summary: ClassSummary) -> list[RenderableType]:
    """Return a class's grades in short, and its mistakes by how many made them."""
    scores = Table(box=None, padding=(0, 2, 0, 0), header_style="bold", pad_edge=False)
    for head in ("student", "count as right", "not right", "missing"):
        scores.add_column(head, justify="left" if head == "student" else "right")
    for report in summary.reports:
        wrong = report.count(Grade.WRONG, Grade.UNREADABLE, Grade.COARSE)
        right = f"{report.right} of {len(report.graded)}"
        scores.add_row(shown(report.student), right, str(wrong), str(report.count(Grade.MISSING)))
    parts: list[RenderableType] = [Text("The class", "bold"), scores, ""]
    if not summary.mistakes:
        return [*parts, "No mistake was made."]
    mistakes = Table(box=None, padding=(0, 2, 0, 0), header_style="bold", pad_edge=False)
    for head in ("mistake", "students", "times"):
        mistakes.add_column(head, justify="left" if head == "mistake" else "right")
    for one in summary.mistakes:
        mistakes.add_row(one.title, str(one.students), str(one.times))
    return [*parts, Text("What went wrong, by how many", "bold"), mistakes]
