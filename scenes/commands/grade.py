"""`tinynet grade`: answers to practice sheets: right, wrong with the mistake named, missing."""

from __future__ import annotations

import argparse
import json
from typing import Any

from rich.console import RenderableType

from scenes.commands.exit_codes import OK, USER_ERROR
from scenes.commands.output import note, rendered, write
from scenes.story.markup import plain
from scenes.story.practice.grading import ClassSummary, Graded, Report, grade
from scenes.story.practice.turned_in import files_in, read_turned_in
from scenes.text.practice import class_parts, report_parts
from tinynet import TinynetError


def run(chosen: argparse.Namespace) -> int:
    """Grade each file; print what came of it, as text or as JSON; return the exit status.

    A file that is not sound is told on standard error, and the others are graded nevertheless; the
    exit status is then 2. Raises :class:`TinynetError` for a folder without files.
    """
    status = OK
    reports = []
    for path in files_in(chosen.files):
        try:
            reports.append(grade(read_turned_in(path)))
        except TinynetError as error:
            note(str(error))
            status = USER_ERROR
    if not reports:
        return status
    summary = ClassSummary(tuple(reports))
    written = write(_as_json(summary) if "json" in chosen else _as_text(summary))
    return written or status


def _as_text(summary: ClassSummary) -> str:
    parts: list[RenderableType] = []
    for report in summary.reports:
        parts += report_parts(report)
    if len(summary.reports) > 1:
        parts += class_parts(summary)
    return rendered(*parts)


def _as_json(summary: ClassSummary) -> str:
    """Return every grade as one line of JSON."""
    graded = {
        "students": [_student(report) for report in summary.reports],
        "mistakes": [
            {"mistake": one.title, "students": one.students, "times": one.times}
            for one in summary.mistakes
        ],
    }
    return json.dumps(graded, allow_nan=False) + "\n"


def _student(report: Report) -> dict[str, Any]:
    return {
        "source": report.source,
        "student": report.student,
        "count_as_right": report.right,
        "of": len(report.graded),
        "answers": [_answer(one) for one in report.graded],
    }


def _answer(one: Graded) -> dict[str, Any]:
    return {
        "step": one.step.id,
        "asked": plain(one.step.asked),
        "answer": one.typed or None,
        "right_value": one.step.value,
        "grade": one.grade.name.lower(),
        "mistakes": [mistake.id for mistake in one.mistakes],
        "words": plain(one.words).removeprefix("✗ "),
    }
