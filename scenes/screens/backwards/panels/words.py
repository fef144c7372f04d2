"""The words: the story of running an answer back, and its formula with the numbers."""

from __future__ import annotations

from scenes.canvas.painters.base import Brush
from scenes.canvas.wrapping import wrapped
from scenes.screens.backwards.layout import BackwardsLayout
from scenes.screens.backwards.panels.figures import paint_figure
from scenes.screens.backwards.view import BackwardsView


def paint_formula(view: BackwardsView, layout: BackwardsLayout, brush: Brush) -> None:
    """Write the formula, where room is short without its numbers."""
    paint_figure(view.brief_formula if layout.compact else view.formula, layout.formula, brush)


def paint_story(view: BackwardsView, layout: BackwardsLayout, brush: Brush) -> None:
    """Write the paragraphs, apart if there is room; or the few words for two lines."""
    text, box = brush.palette.text, layout.story
    lines = [wrapped(text(p), max(1, box.width)) for p in view.story]
    spaced = sum(map(len, lines)) + len(lines) - 1 <= box.height
    if sum(map(len, lines)) > box.height:
        lines = [wrapped(text(view.brief), max(1, box.width))]
    y = box.y
    for paragraph in lines:
        for line in paragraph:
            if y >= box.y + box.height:
                return
            line.style = brush.palette.style("text")
            brush.canvas.write(box.x, y, line)
            y += 1
        y += spaced
