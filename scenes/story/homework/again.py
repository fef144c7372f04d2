"""Told again: the same sample with the new weights, and whether it comes out less wrong."""

from __future__ import annotations

from dataclasses import replace

from scenes.story.homework.forwards import half_squares
from scenes.story.homework.lines import (
    DIGITS,
    FIGURES,
    Line,
    LineBlock,
    LineEntry,
)
from scenes.story.homework.sections import Section
from scenes.story.numbers import decimals, number
from tinynet import Trace


def again(section: Section) -> Section:
    """Tell a step once more, with the new weights."""
    title = section.title[0].lower() + section.title[1:]
    return replace(section, title=f"Told again: {title}", story="The same with the new weights.")


def new_error(trace: Trace, after: Trace) -> Section:
    """Tell whether it is less wrong than before, and if not, how that can be."""
    fell = after.loss < trace.loss
    same = after.loss == trace.loss
    change = "as it was" if same else "smaller than before" if fell else "larger than before"
    story = f"The same number with the new weights. It is {change}."
    if not same and not fell:
        story += (
            " An update only promises less error for small steps: with a smaller learning rate "
            "it may fall."
            if trace.error_rule == "gradient"
            else " The step was too large, or the recipe, which is not the gradient, pointed "
            "the wrong way."
        )
    digits = decimals(trace.loss - after.loss, FIGURES, least=DIGITS)
    lines = (
        Line("before", (LineEntry(number(trace.loss, digits)),)),
        Line("after", (LineEntry(number(after.loss, digits)),)),
    )
    return Section(
        title="Told again: how wrong now",
        story=story,
        formula=("½ Σ [error]e[/]²",),
        blocks=(*half_squares(after), LineBlock(lines, title="before and after, ½ Σ [error]e[/]²")),
    )
