"""A step's first part by itself: it tells apart mistakes that give the same in the end."""

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


def part_of(step: Calculation) -> Calculation | None:
    """Return the part that comes first, or None for a step that has none."""
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
        return _slope_part(step, operands["outputs"][0])
    if formula in (WEIGHTED_SUM, BLAME):
        other = operands["inputs" if formula is WEIGHTED_SUM else "errors"]
        pairs = list(zip(operands["weights"], other, strict=True))
        return _product_part(step, *max(pairs, key=lambda pair: abs(pair[0].value * pair[1].value)))
    if formula is HALF_SQUARES:
        largest = max(operands["errors"], key=lambda one: abs(one.value))
        return _product_part(step, largest, largest)
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
