"""The usual mistakes: each a small function of a step, which gives what comes out with it.

A mistake that cannot be made in a step gives nothing for it. The sentence of each says what was
done, and what is right; it never says the right number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, partial

from scenes.story.markup import plain
from scenes.story.practice.calculation import Calculation, Operand, Operands, Spread, spread_of
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
    RIGHTLY,
    SLOPE,
    TOTAL,
    WEIGHTED_SUM,
    Formula,
    Method,
    Values,
    curve,
)


@dataclass(frozen=True, eq=False)
class Slip:
    """A mistake made in a step: what is said of it, and what it gives."""

    words: str
    """One sentence, marked up."""
    compute: Callable[[Values], float]
    operands: Operands
    term: int | None = None
    """The term of a sum that it is made in, where that is one alone."""

    @cached_property
    def spread(self) -> Spread:
        """What it may give with the operands as they are shown."""
        return spread_of(self.compute, self.operands)


@dataclass(frozen=True)
class Mistake:
    """A usual mistake: its id, what a summary calls it, and how it is made in a step."""

    id: str
    title: str
    slips: Callable[[Calculation], Iterator[Slip]]


SUMS = {WEIGHTED_SUM: "weights", BLAME: "weights", GRADIENT_BLAME: "weights", TOTAL: "terms"}
"""Formulas that add up, and the part that has an operand for each term."""
SLOPED = frozenset({SLOPE, CHANGE, GRADIENT_BLAME})
ERROR_SYMBOL = "[error]e[/]"
EARLY_DIGITS = (1, 2, 3)


def _otherwise(step: Calculation, words: str, how: Method) -> Slip:
    """Work it out in another way."""
    return Slip(words, partial(_computed, step.formula, how), step.operands)


def _computed(formula: Formula, how: Method, of: Values) -> float:
    return formula.compute(of, how)


def _with(step: Calculation, words: str, change: Callable[[Values], Values]) -> Slip:
    """Work it out rightly from changed operands."""
    return Slip(words, lambda of: step.formula.compute(change(of), RIGHTLY), step.operands)


def _result(step: Calculation, words: str, change: Callable[[float], float]) -> Slip:
    """Change what comes out."""
    return Slip(words, lambda of: change(step.formula.compute(of, RIGHTLY)), step.operands)


# Each mistake.


def sign_lost(step: Calculation) -> Iterator[Slip]:
    """Actual − intended, here or in an error that this starts from."""
    if step.formula is DIFFERENCE:
        words = f"The sign: this is the other way round. It is {step.written}."
        if step.symbol == ERROR_SYMBOL:
            words = (
                "The sign: this is actual − intended. The [error]error[/] is intended − actual, "
                f"{step.written}."
            )
        yield _result(step, words, lambda value: -value)
    elif step.formula is AFTER:
        yield _with(
            step,
            f"The change is taken away here. It is added, whatever its sign: {step.written}.",
            lambda of: {**of, "change": (-of["change"][0],)},
        )
    elif step.formula is POWER:
        words = f"The minus before z is lost: it is {plain(step.written)}."
        yield _with(step, words, _all_turned_round)
    elif step.formula is ACTIVATION:
        yield _otherwise(
            step,
            f"The minus before z is lost: it is {_curve_written(step)}, so more z gives more.",
            Method(activation=lambda z: curve(-z)),
        )
    elif step.formula in (WEIGHTED_SUM, BLAME, GRADIENT_BLAME, CHANGE, PRODUCT, TOTAL, NUDGED):
        yield _result(
            step,
            "The sign is the other one: minus times plus is minus, minus times minus is plus"
            + (
                "; and the [error]error[/] is intended − actual."
                if step.formula in (BLAME, GRADIENT_BLAME, CHANGE)
                else "."
            ),
            lambda value: -value,
        )


def _all_turned_round(of: Values) -> Values:
    return {part: tuple(-value for value in values) for part, values in of.items()}


def term_sign_lost(step: Calculation) -> Iterator[Slip]:
    """One term of a sum added that should be subtracted, or the other way round."""
    if _has_bias(step):
        words = "The sign of the bias is lost: it is added to the weighted sum as it is, z + b."
        yield _with(step, words, partial(_scaled_term, "bias", 0, -1.0))
    part = SUMS.get(step.formula)
    if part is None or len(step.operands[part]) < 2:
        return
    for index, one in enumerate(_names(step)):
        slip = _with(
            step,
            f"The sign of one term is lost, that of {one}: minus times plus is minus, minus times "
            "minus is plus.",
            partial(_scaled_term, part, index, -1.0),
        )
        yield replace(slip, term=index)


def _scaled_term(part: str, index: int, by: float, of: Values) -> Values:
    row = list(of[part])
    row[index] *= by
    return {**of, part: tuple(row)}


def _names(step: Calculation) -> list[str]:
    """Name the terms of a sum: by who they come from."""
    part = {WEIGHTED_SUM: "inputs", HALF_SQUARES: "errors", TOTAL: "terms"}
    return [one.name for one in step.operands[part.get(step.formula, "errors")]]


def term_missed(step: Calculation) -> Iterator[Slip]:
    """One term of a sum left out."""
    part = {**SUMS, HALF_SQUARES: "errors"}.get(step.formula)
    if part is None or len(step.operands[part]) < 2:
        return
    for index, one in enumerate(_names(step)):
        slip = _with(
            step,
            f"One term is missing, that of {one}: all of them are added.",
            partial(_scaled_term, part, index, 0.0),
        )
        yield replace(slip, term=index)


def learning_rate_left_out(step: Calculation) -> Iterator[Slip]:
    """η taken for 1."""
    if step.formula is CHANGE:
        yield _with(
            step,
            "The [rate]learning rate[/] is left out: multiply by [rate]η[/] as well.",
            lambda of: {**of, "rate": (1.0,)},
        )
    yield from _instead(RATE)(step)


def bias_left_out(step: Calculation) -> Iterator[Slip]:
    """σ(z) for σ(z + b)."""
    if _has_bias(step):
        words = "The bias b is left out: it is added to the weighted sum, z + b."
        yield _with(step, words, lambda of: {**of, "bias": ()})


def _has_bias(step: Calculation) -> bool:
    """Return whether a bias goes into a step; one of 0 cannot be missed."""
    return any(one.value for one in step.operands.get("bias", ()))


def _slope_symbol(step: Calculation) -> str:
    return {SLOPE: "output", CHANGE: "output", GRADIENT_BLAME: "outputs"}[step.formula]


def _y(step: Calculation) -> str:
    """Return what the formula calls the output whose slope it takes."""
    return step.operands[_slope_symbol(step)][0].symbol


def slope_left_out(step: Calculation) -> Iterator[Slip]:
    """E instead of e·y(1−y)."""
    if step.formula in (CHANGE, GRADIENT_BLAME):
        y = _y(step)
        yield _otherwise(
            step,
            f"The slope {y}(1−{y}) is left out: the error alone is not yet the error times slope.",
            Method(slope=lambda y: 1.0),
        )


def slope_with_plus(step: Calculation) -> Iterator[Slip]:
    """y(1+y)."""
    if step.formula in SLOPED:
        y = _y(step)
        yield _otherwise(
            step,
            f"The slope is taken as {y}(1+{y}): it is {y}(1−{y}), with a minus.",
            Method(slope=lambda y: y * (1 + y)),
        )


def slope_half_taken(step: Calculation) -> Iterator[Slip]:
    """Only y, or only 1−y."""
    if step.formula in SLOPED:
        y = _y(step)
        for missing, left in (
            (f"(1−{y})", lambda y: y),
            (y, lambda y: 1 - y),
        ):
            yield _otherwise(
                step,
                f"Of the slope {y}(1−{y}) only a part is taken, {missing} is missing.",
                Method(slope=left),
            )


def sigmoid_not_taken(step: Calculation) -> Iterator[Slip]:
    """The weighted sum passed on as it is."""
    if step.formula is ACTIVATION:
        yield _otherwise(
            step,
            "This is what goes into the curve, z + b: the sigmoid σ is still to be taken of it."
            if "bias" in step.operands
            else "This is the weighted sum itself: the sigmoid σ is still to be taken of it.",
            Method(activation=lambda z: z),
        )


def sigmoid_twice(step: Calculation) -> Iterator[Slip]:
    """The sigmoid of the sigmoid."""
    if step.formula is ACTIVATION:
        yield _otherwise(
            step,
            "The sigmoid is taken twice: once is enough.",
            Method(activation=lambda z: curve(curve(z))),
        )


def not_added(step: Calculation) -> Iterator[Slip]:
    """The change alone, or the old weight."""
    if step.formula is AFTER:
        yield _with(
            step,
            f"This is the change alone: it is added to {_changed(step)} as it was.",
            lambda of: {**of, "weight": (0.0,)},
        )
        yield _with(
            step,
            f"This is {_changed(step)} as it was: the change is still to be added.",
            lambda of: {**of, "change": (0.0,)},
        )


def _changed(step: Calculation) -> str:
    return "the bias" if step.operands["weight"][0].symbol == "b" else "the weight"


def half_left_out(step: Calculation) -> Iterator[Slip]:
    """Σ e² for ½ Σ e²."""
    if step.formula is HALF_SQUARES:
        yield _result(step, "The half is left out: take ½ of the sum.", lambda value: 2 * value)


def not_squared(step: Calculation) -> Iterator[Slip]:
    """½ Σ e for ½ Σ e²."""
    if step.formula is HALF_SQUARES:
        words = "The errors are not squared: square each, then add."
        yield Slip(words, lambda of: 0.5 * sum(of["errors"]), step.operands)


def percent_for_fraction(step: Calculation) -> Iterator[Slip]:
    """53 for 0.53."""
    yield _result(
        step,
        "This is in per cent: without the sign % it is a hundred times too much.",
        lambda value: 100 * value,
    )


def rounded_too_early(step: Calculation) -> Iterator[Slip]:
    """Operands, or what is worked out in between, rounded before the end."""
    words = "Rounded too early: keep all digits on the way, and round once, at the end."
    for digits in EARLY_DIGITS:
        kept = partial(round, ndigits=digits)
        rough = {
            part: tuple(_rounded(one, digits) for one in group)
            for part, group in step.operands.items()
        }
        for how, operands in (
            (RIGHTLY, rough),
            (Method(kept=kept), step.operands),
            (Method(kept=kept), rough),
        ):
            yield Slip(words, partial(_computed, step.formula, how), operands)


def _rounded(one: Operand, digits: int) -> Operand:
    """Round an operand, unless it is given and short as it stands."""
    if one.low == one.high and not one.source:
        return one
    value = round(one.shown, digits)
    return replace(one, value=value, shown=value, low=value, high=value)


def _curve_written(step: Calculation) -> str:
    return plain(step.written).rpartition("= ")[2]


def _instead(mistake: str) -> Callable[[Calculation], Iterator[Slip]]:
    """Make the mistake of taking other operands; the step itself knows which these are."""

    def slips(step: Calculation) -> Iterator[Slip]:
        for one in step.instead:
            if one.mistake == mistake:
                compute = partial(_computed, one.formula or step.formula, RIGHTLY)
                yield Slip(one.words, compute, one.operands)

    return slips


NEW_WEIGHTS, SWAPPED, WRONG_ROW, OTHER_RULE = "new-weights", "swapped", "wrong-row", "other-rule"
RATE, TIMES_INPUT, BIAS = "rate", "times-input", "bias"
SIGN, TERM_SIGN, TERM = "sign", "term-sign", "term"
SLOPE_LEFT_OUT, SLOPE_PLUS, SLOPE_HALF = "slope", "slope-plus", "slope-half"

MISTAKES = (
    Mistake(SIGN, "a sign lost (actual − intended)", sign_lost),
    Mistake(TERM_SIGN, "the sign of one term lost", term_sign_lost),
    Mistake(BIAS, "the bias left out", bias_left_out),
    Mistake(RATE, "the learning rate left out", learning_rate_left_out),
    Mistake(SLOPE_LEFT_OUT, "the slope y(1−y) left out", slope_left_out),
    Mistake(SLOPE_PLUS, "y(1+y) for the slope", slope_with_plus),
    Mistake(SLOPE_HALF, "only a part of the slope y(1−y)", slope_half_taken),
    Mistake("no-sigmoid", "the sigmoid not taken", sigmoid_not_taken),
    Mistake("sigmoid-twice", "the sigmoid taken twice", sigmoid_twice),
    Mistake(NEW_WEIGHTS, "the new weights used for the blame", _instead(NEW_WEIGHTS)),
    Mistake(SWAPPED, "rows and columns swapped", _instead(SWAPPED)),
    Mistake(TERM, "one term missed", term_missed),
    Mistake(WRONG_ROW, "another node's numbers", _instead(WRONG_ROW)),
    Mistake(OTHER_RULE, "the other rule's blame", _instead(OTHER_RULE)),
    Mistake(TIMES_INPUT, "a bias's change times an input", _instead(TIMES_INPUT)),
    Mistake("not-added", "change and weight not added", not_added),
    Mistake("half", "the ½ left out", half_left_out),
    Mistake("squares", "the errors not squared", not_squared),
    Mistake("percent", "per cent for a fraction", percent_for_fraction),
    Mistake("early", "rounded too early", rounded_too_early),
)
"""In the order they are told where several give the same."""
ROUNDING = MISTAKES[-1]
