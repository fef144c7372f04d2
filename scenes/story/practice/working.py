"""A step worked out, as lines of arithmetic; and hints, each of which gives the next thing to do.

The lines are those of the homework: right as they are printed.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import localcontext

import numpy as np

from scenes.story.arithmetic import adding_digits
from scenes.story.homework.lines import (
    Line,
    LineBlock,
    LineEntry,
    addition_line,
    difference_line,
    product_line,
    sigmoid_lines,
    slope_line,
    sum_lines,
)
from scenes.story.homework.solution import PRECISION
from scenes.story.markup import plain
from scenes.story.numbers import decimals, number, signed
from scenes.story.practice.calculation import Calculation, Operand
from scenes.story.practice.formulas import (
    ACTIVATION,
    AFTER,
    BLAME,
    CHANGE,
    DIFFERENCE,
    GRADIENT_BLAME,
    HALF_SQUARES,
    NUDGED,
    POWER,
    PRODUCT,
    SCALED,
    SLOPE,
    TOTAL,
    WEIGHTED_SUM,
    Formula,
)

Blocks = tuple[LineBlock, ...]
TOTAL_DIGITS = 4


def working_of(step: Calculation) -> Blocks:
    """Return the step worked out."""
    with localcontext() as context:
        context.prec = PRECISION
        return WORKINGS[step.formula](step)


def hints_of(step: Calculation) -> tuple[str, ...]:
    """Return what to do, one thing after another, marked up; never the result."""
    return HINTS[step.formula](step)


def _single(step: Calculation, part: str) -> Operand:
    (one,) = step.operands[part]
    return one


def _values(step: Calculation, part: str) -> np.ndarray:
    return np.array([one.value for one in step.operands[part]])


# The workings.


def _sum(other: str) -> Callable[[Calculation], Blocks]:
    def blocks(step: Calculation) -> Blocks:
        weights, values = _values(step, "weights"), _values(step, other)
        first, second = (plain(step.operands[part][0].symbol) for part in ("weights", other))
        names = [one.name for one in step.operands[other]]
        lines = sum_lines(weights, values, names, f"{step.symbol}, the sum")
        return (LineBlock(lines, header=(first, second, f"{first} · {second}")),)

    return blocks


def _gradient_blame(step: Calculation) -> Blocks:
    names = [one.name for one in step.operands["errors"]]
    outputs, errors = _values(step, "outputs"), _values(step, "errors")
    slopes = outputs * (1 - outputs)
    deltas = tuple(
        product_line(name, e, slope)
        for name, e, slope in zip(names, errors.tolist(), slopes.tolist(), strict=True)
    )
    lines = sum_lines(_values(step, "weights"), errors * slopes, names, f"{step.symbol}, the sum")
    return (
        LineBlock(tuple(map(slope_line, names, outputs.tolist())), title="each slope, y(1−y)"),
        LineBlock(deltas, title="each error times it", header=("e", "y(1−y)", "e·y(1−y)")),
        LineBlock(lines, header=("v", "e·y(1−y)", "product")),
    )


def _arriving(step: Calculation) -> tuple[float, Blocks]:
    """Return what goes onto the curve, and how it comes about where a bias is added."""
    z = _single(step, "sum").value
    if "bias" not in step.operands:
        return z, ()
    bias = _single(step, "bias").value
    return z + bias, (LineBlock((addition_line("[sum]z[/] + b", z, bias),)),)


def _curve(step: Calculation) -> Blocks:
    z, added = _arriving(step)
    return (*added, LineBlock(sigmoid_lines(step.symbol, z)))


def _power(step: Calculation) -> Blocks:
    # The first of the lines that lead to σ(z).
    z, added = _arriving(step)
    return (*added, LineBlock(sigmoid_lines(step.symbol, z)[:1]))


def _difference(step: Calculation) -> Blocks:
    of = (_single(step, "target").value, _single(step, "output").value)
    return (LineBlock((difference_line(step.symbol, *of),)),)


def _slope(step: Calculation) -> Blocks:
    return (LineBlock((slope_line(step.symbol, _single(step, "output").value),)),)


def _half_squares(step: Calculation) -> Blocks:
    errors, names = _values(step, "errors"), [one.name for one in step.operands["errors"]]
    lines = sum_lines(errors, errors, names, "Σ [error]e[/]², the sum")
    half = product_line(step.symbol, 0.5, float((errors * errors).sum()))
    return LineBlock(lines, header=("e", "e", "e²")), LineBlock((half,))


def _change(step: Calculation) -> Blocks:
    rate, error, output = (_single(step, part) for part in ("rate", "error", "output"))
    spoke = step.operands.get("input", ())  # nothing into a bias
    came_in = [one.value for one in spoke]
    y = output.symbol
    slope = output.value * (1 - output.value)
    product = product_line(step.symbol, rate.value, error.value, slope, *came_in)
    header = tuple(
        plain(symbol)
        for symbol in (
            *(rate.symbol, error.symbol, f"{y}(1−{y})"),
            *(one.symbol for one in spoke),
            step.symbol,
        )
    )
    return (
        LineBlock((slope_line(f"{y}(1−{y})", output.value),)),
        LineBlock((product,), header=header),
    )


def _after(step: Calculation) -> Blocks:
    of = (_single(step, "weight").value, _single(step, "change").value)
    return (LineBlock((addition_line(step.symbol, *of),)),)


def _product(step: Calculation) -> Blocks:
    return (LineBlock((product_line(step.symbol, *_values(step, "factors").tolist()),)),)


def _total(step: Calculation) -> Blocks:
    terms = step.operands["terms"]
    # As they are shown, for the sum of those is what is asked; what rounding leaves is a line.
    digits = max((len(one.text.partition(".")[2]) for one in terms), default=TOTAL_DIGITS)
    lines = [Line(one.name, (LineEntry(one.text),)) for one in terms]
    total = adding_digits([one.value for one in terms], step.value, digits)
    rest = round(step.value, total) - sum(round(one.shown, total) for one in terms)
    if f"{abs(rest):.{total}f}".strip("0."):
        lines.append(Line("[dim]rounding[/]", (LineEntry(signed(rest, total)),)))
    lines.append(Line(f"{step.symbol}, the sum", (LineEntry(number(step.value, total), "="),)))
    return (LineBlock(tuple(lines)),)


def _scaled(step: Calculation) -> Blocks:
    pixel = _single(step, "pixel")
    entries = (
        LineEntry(pixel.text),
        LineEntry("255", "/"),
        LineEntry("0.99", "×"),
        LineEntry("0.01", "+"),
        LineEntry(number(step.value, decimals(step.value, TOTAL_DIGITS)), "="),
    )
    return (LineBlock((Line(step.symbol, entries),)),)


def _nudged(step: Calculation) -> Blocks:
    less, more = step.operands["losses"]
    entries = (
        LineEntry(f"({less.text}"),
        LineEntry(f"{more.text})", "−"),
        LineEntry("0.0002", "/"),
        LineEntry(signed(step.value, decimals(step.value, 2)), "="),
    )
    return (LineBlock((Line(step.symbol, entries),)),)


WORKINGS: dict[Formula, Callable[[Calculation], Blocks]] = {
    WEIGHTED_SUM: _sum("inputs"),
    BLAME: _sum("errors"),
    GRADIENT_BLAME: _gradient_blame,
    ACTIVATION: _curve,
    POWER: _power,
    DIFFERENCE: _difference,
    SLOPE: _slope,
    HALF_SQUARES: _half_squares,
    CHANGE: _change,
    AFTER: _after,
    PRODUCT: _product,
    TOTAL: _total,
    SCALED: _scaled,
    NUDGED: _nudged,
}


# The hints.


def _sum_hints(other: str, what: str) -> Callable[[Calculation], tuple[str, ...]]:
    def hints(step: Calculation) -> tuple[str, ...]:
        first, second = step.operands["weights"][0], step.operands[other][0]
        count = len(step.operands[other])
        return (
            f"Take one after another: multiply {what} by the weight that leads along.",
            f"The first product is {_in_brackets(first)} × {_in_brackets(second)}.",
            f"Add {'all ' if count > 2 else 'both '}products, each with its sign."
            if count > 1
            else "There is only one product: it is the sum.",
        )

    return hints


def _in_brackets(one: Operand) -> str:
    return f"({one.text})" if one.shown < 0 else one.text


def _slope_hint(one: Operand) -> str:
    y, text = one.symbol, one.text
    return f"The slope first: {y}(1−{y}) is {text} × (1 − {text})."


def _gradient_hints(step: Calculation) -> tuple[str, ...]:
    output = step.operands["outputs"][0]
    return (
        f"{_slope_hint(output)} That is {output.name}'s; each has one of her own.",
        "Multiply each error by its slope: e·y(1−y).",
        "Multiply each of these by the weight that leads along, and add, with the signs.",
    )


def _curve_hints(step: Calculation) -> tuple[str, ...]:
    z, bias = _single(step, "sum"), step.operands.get("bias", ())
    if bias:
        return (
            f"First add the bias: z + b is {z.text} + {_in_brackets(bias[0])}.",
            "Then e^(−(z + b)): the sign of the whole turns round.",
            "Then add 1, and divide 1 by what comes out.",
        )
    return (
        f"First e^(−z): the sign of z turns round, so it is e^({number(-z.shown, _places(z))}).",
        "Then add 1, and divide 1 by what comes out.",
        f"As z is {'above' if z.value > 0 else 'not above'} 0, it comes out "
        f"{'above' if z.value > 0 else 'not above'} one half.",
    )


def _places(one: Operand) -> int:
    return len(one.text.partition(".")[2])


def _change_hints(step: Calculation) -> tuple[str, ...]:
    output, error = _single(step, "output"), _single(step, "error")
    sign = "above" if error.value > 0 else "below"
    return (
        _slope_hint(output),
        "Then multiply all four: how much we correct, how wrong it was, the slope, and what came "
        "in."
        if "input" in step.operands
        else "Then multiply all three: how much we correct, how wrong it was, the slope. Into a "
        "bias always comes 1.",
        f"The error is {sign} 0, and nothing else is below it: so is the change.",
    )


def _hints(*sentences: str) -> Callable[[Calculation], tuple[str, ...]]:
    return lambda step: sentences


HINTS: dict[Formula, Callable[[Calculation], tuple[str, ...]]] = {
    WEIGHTED_SUM: _sum_hints("inputs", "what each says"),
    BLAME: _sum_hints("errors", "each error"),
    GRADIENT_BLAME: _gradient_hints,
    ACTIVATION: _curve_hints,
    POWER: _hints("e is 2.71828…; a calculator has a key e^x. Mind the minus in the exponent."),
    DIFFERENCE: _hints(
        "Intended less actual: from what was meant take what was said.",
        "Above 0, she should have said more; below, less.",
    ),
    SLOPE: _hints("Subtract it from 1 first.", "Then multiply what is left by it."),
    HALF_SQUARES: _hints(
        "Square each error: whatever its sign, a square is not below 0.",
        "Add the squares.",
        "Take half of that.",
    ),
    CHANGE: _change_hints,
    AFTER: _hints("Add the change to what it was, with its sign."),
    PRODUCT: _hints("Multiply the two.", "Minus times minus is plus; minus times plus is minus."),
    TOTAL: _hints("Add them all, each with its sign.", "First all above 0, then all below."),
    SCALED: _hints(
        "Divide the pixel by 255, the most it may be.",
        "Multiply that by 0.99.",
        "Add 0.01.",
    ),
    NUDGED: _hints(
        "Take what it is with more away from what it is with less.",
        "Divide by 0.0002: that is how far the two are apart.",
    ),
}
