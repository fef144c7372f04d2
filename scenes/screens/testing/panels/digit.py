"""One digit, large, with what each Lola answered to it."""

from __future__ import annotations

import math

import numpy as np

from scenes.canvas.painters import painter_of
from scenes.canvas.painters.base import Box, Brush, plain_width
from scenes.screens.testing.answers import Case
from scenes.screens.testing.layout import TestingLayout
from scenes.screens.testing.panels.marks import INK, marks_of
from scenes.story.figures import Picture
from scenes.story.numbers import number, short

BARS_WIDTH = 56
MOST_LISTED = 10
TITLES = ("What each [lola]Lola[/] said [dim]for herself[/]", "What each [lola]Lola[/] said")
LONG_NAME, SHORT_NAME = 10, 4
"""Characters of a name before a long bar, and a short one."""


def paint_digit(case: Case, remark: str, layout: TestingLayout, brush: Brush) -> None:
    """Draw the picture, a remark on it, and the ten outputs with heard and meant marked."""
    box, at = layout.case, layout.picture
    term, mark = marks_of(case)
    room = (box.width - len(f"#{case.index} ○meant  ✗heard ")) // 2
    names = [case.classes.short(kind, max(1, room)) for kind in (case.meant, case.heard)]
    meant = f"[you]{'' if case.right else '○'}meant {names[0]}[/]"
    heard = f"[{term}]{mark}heard {names[1]}[/]"
    brush.markup(box.x, box.y, f"[dim]#{case.index}[/] {meant} {heard}", width=box.width)
    figure = Picture(values=case.picture(layout.shrink), scale=INK)
    painter_of(figure).paint(figure, at, brush)
    y = at.y + at.height
    brush.markup(box.x, y, remark, width=box.width)
    nodes = _listed(case)
    rest = box.y + box.height - y - 1
    if rest >= len(nodes) + 2:
        fitting = (title for title in TITLES if plain_width(title) <= box.width)
        brush.markup(box.x, y + 2, next(fitting, TITLES[-1]), width=box.width)
        pitch = 2 if rest >= 2 * len(nodes) + 1 else 1
        for place, node in enumerate(nodes):
            at = Box(box.x, y + 3 + place * pitch, box.width, 1)
            _long(case, node, float(case.outputs[node]), at, brush)
        return
    half = math.ceil(len(nodes) / 2)
    width = box.width // 2
    for place, node in enumerate(nodes):
        column, row = divmod(place, half)
        at = Box(box.x + column * width, y + 1 + row + max(0, rest - half), width - 1, 1)
        _short(case, node, float(case.outputs[node]), at, brush)


def _listed(case: Case) -> list[int]:
    """Return the nodes whose outputs are told: all, or of many the strongest and the one meant."""
    strongest = np.argsort(-case.outputs, kind="stable")[:MOST_LISTED].tolist()
    if case.meant not in strongest:
        strongest[-1] = case.meant
    return sorted(strongest)


def _terms(case: Case, node: int) -> tuple[str, str]:
    """Return the colour of a node's output and the mark before it."""
    if node == case.heard:
        return marks_of(case)
    return ("you", "○") if node == case.meant else ("lola", " ")


def _long(case: Case, node: int, value: float, box: Box, brush: Brush) -> None:
    term, mark = _terms(case, node)
    role = {case.meant: "meant", case.heard: "heard"}.get(node, "")
    quiet = not role
    brush.put(box.x, box.y, f"{mark}{case.classes.short(node, LONG_NAME)}", term, quiet)
    before = 2 + min(case.classes.width, LONG_NAME)
    tail = f" {number(value)} {role:<5}"
    length = min(BARS_WIDTH, box.width) - before - len(tail)
    end = _bar(value, Box(box.x + before, box.y, length, 1), term, quiet, brush)
    brush.put(end, box.y, tail, "text" if role else "muted")


def _short(case: Case, node: int, value: float, box: Box, brush: Brush) -> None:
    term, mark = _terms(case, node)
    quiet = node not in (case.meant, case.heard)
    brush.put(box.x, box.y, f"{mark}{case.classes.short(node, SHORT_NAME)}", term, quiet)
    before = 2 + min(case.classes.width, SHORT_NAME)
    length = max(1, box.width - before - 4)
    end = _bar(value, Box(box.x + before, box.y, length, 1), term, quiet, brush)
    brush.put(end, box.y, short(value, 3).rjust(4), "muted" if quiet else "text")


def _bar(value: float, box: Box, term: str, quiet: bool, brush: Brush) -> int:
    """Draw a bar on its track; return the column after the track."""
    halves = round(2 * box.width * value)
    full = halves // 2
    brush.put(box.x, box.y, "─" * box.width, "faint")
    brush.put(box.x, box.y, "━" * full, term, quiet)
    if halves % 2:
        brush.put(box.x + full, box.y, "╸", term, quiet)
    return box.x + box.width
