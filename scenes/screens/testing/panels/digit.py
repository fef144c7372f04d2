"""One digit, large, with what each Lola answered to it."""

from __future__ import annotations

import math

from scenes.canvas.painters import painter_of
from scenes.canvas.painters.base import Box, Brush
from scenes.screens.testing.answers import Case
from scenes.screens.testing.layout import TestingLayout
from scenes.screens.testing.panels.marks import INK, marks_of
from scenes.story.figures import Picture
from scenes.story.numbers import number, short

BARS_WIDTH = 56


def paint_digit(case: Case, remark: str, layout: TestingLayout, brush: Brush) -> None:
    """Draw the picture, a remark on it, and the ten outputs with heard and meant marked."""
    box, at = layout.case, layout.picture
    term, mark = marks_of(case)
    meant = f"[you]{'' if case.right else '○'}meant {case.meant}[/]"
    heard = f"[{term}]{mark}heard {case.heard}[/]"
    brush.markup(box.x, box.y, f"[dim]#{case.index}[/] {meant} {heard}", width=box.width)
    figure = Picture(values=case.picture(), scale=INK)
    painter_of(figure).paint(figure, at, brush)
    y = at.y + at.height
    brush.markup(box.x, y, remark, width=box.width)
    outputs = case.outputs.tolist()
    rest = box.y + box.height - y - 1
    if rest >= len(outputs) + 2:
        brush.markup(box.x, y + 2, "What each [lola]Lola[/] said [dim]for herself[/]")
        pitch = 2 if rest >= 2 * len(outputs) + 1 else 1
        for node, value in enumerate(outputs):
            _long(case, node, value, Box(box.x, y + 3 + node * pitch, box.width, 1), brush)
        return
    half = math.ceil(len(outputs) / 2)
    width = box.width // 2
    for node, value in enumerate(outputs):
        column, row = divmod(node, half)
        at = Box(box.x + column * width, y + 1 + row + max(0, rest - half), width - 1, 1)
        _short(case, node, value, at, brush)


def _terms(case: Case, node: int) -> tuple[str, str]:
    """Return the colour of a node's output and the mark before it."""
    if node == case.heard:
        return marks_of(case)
    return ("you", "○") if node == case.meant else ("lola", " ")


def _long(case: Case, node: int, value: float, box: Box, brush: Brush) -> None:
    term, mark = _terms(case, node)
    role = {case.meant: "meant", case.heard: "heard"}.get(node, "")
    quiet = not role
    brush.put(box.x, box.y, f"{mark}{node}", term, quiet)
    tail = f" {number(value)} {role:<5}"
    length = min(BARS_WIDTH, box.width) - 3 - len(tail)
    end = _bar(value, Box(box.x + 3, box.y, length, 1), term, quiet, brush)
    brush.put(end, box.y, tail, "text" if role else "muted")


def _short(case: Case, node: int, value: float, box: Box, brush: Brush) -> None:
    term, mark = _terms(case, node)
    quiet = node not in (case.meant, case.heard)
    brush.put(box.x, box.y, f"{mark}{node}", term, quiet)
    end = _bar(value, Box(box.x + 3, box.y, box.width - 7, 1), term, quiet, brush)
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
