"""A part of a step by itself: it tells apart mistakes that give the same in the end."""

from __future__ import annotations

from dataclasses import replace

from scenes.story.markup import plain
from scenes.story.practice.calculation import Calculation, Operand
from scenes.story.practice.formulas import (
    ACTIVATION,
    BLAME,
    CHANGE,
    GRADIENT_BLAME,
    HALF_SQUARES,
    POWER,
    PRODUCT,
    SLOPE,
    WEIGHTED_SUM,
)
from scenes.story.practice.mistakes import (
    BIAS,
    SIGN,
    SLOPE_HALF,
    SLOPE_LEFT_OUT,
    SLOPE_PLUS,
    TERM_SIGN,
    Mistake,
    Slip,
)

MADE_IN = {
    POWER: frozenset({SIGN, TERM_SIGN, BIAS}),
    SLOPE: frozenset({SLOPE_LEFT_OUT, SLOPE_PLUS, SLOPE_HALF}),
    PRODUCT: frozenset({SIGN}),
}
"""The mistakes that are made in a part: whoever gets it right has made another."""


def made_in(part: Calculation, mistake: Mistake, slip: Slip, term: int | None) -> bool:
    """Return whether a mistake is made in this part of the step, which is of this term of a sum."""
    if slip.term is not None:
        return slip.term == term
    return mistake.id in MADE_IN[part.formula]


def part_of(step: Calculation, term: int | None = None) -> Calculation | None:
    """Return the part that comes first, or that is this term of a sum; None where there is none."""
    formula, operands = step.formula, step.operands
    if formula is ACTIVATION:
        marked = "([sum]z[/] + b)" if "bias" in operands else "[sum]z[/]"
        power = f"e^(−{plain(marked)})"
        return replace(
            step,
            id=f"{step.id}.power",
            formula=POWER,
            asked=f"What is {power} alone",
            symbol=power,
            written=f"e^(−{marked})",
            instead=(),
        )
    if formula is CHANGE:
        return _slope_part(step, operands["output"][0])
    if formula is GRADIENT_BLAME:
        return _slope_part(step, operands["outputs"][term or 0])
    if formula in (WEIGHTED_SUM, BLAME):
        other = operands["inputs" if formula is WEIGHTED_SUM else "errors"]
        return _product_part(step, *list(zip(operands["weights"], other, strict=True))[term or 0])
    if formula is HALF_SQUARES:
        error = operands["errors"][term or 0]
        return _product_part(step, error, error)
    return None


def _slope_part(step: Calculation, output: Operand) -> Calculation:
    y = output.symbol
    return replace(
        step,
        id=f"{step.id}.slope",
        formula=SLOPE,
        operands={"output": (output,)},
        asked=f"What is {y}(1−{y}) alone, of {output.name}",
        symbol=f"{y}(1−{y})",
        written=f"{y} · (1 − {y})",
        instead=(),
    )


def _product_part(step: Calculation, first: Operand, second: Operand) -> Calculation:
    product = f"{first.symbol}·{second.symbol}"
    return replace(
        step,
        id=f"{step.id}.product",
        formula=PRODUCT,
        operands={"factors": (first, second)},
        asked=f"What is {product} alone, of {second.name}",
        symbol=product,
        written=f"{first.symbol} · {second.symbol}",
        instead=(),
    )
