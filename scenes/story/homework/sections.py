"""The exercise worked out: sections of what is told, from what is given to the check."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext

import numpy as np

from scenes.story.homework.exercise import Exercise
from scenes.story.homework.rows import (
    DIGITS,
    FIGURES,
    Block,
    Cell,
    Floats,
    Row,
    addition_row,
    difference_row,
    listed,
    product_row,
    sigmoid_rows,
    slope_row,
    sum_rows,
)
from scenes.story.markup import escaped
from scenes.story.numbers import MINUS, checking_digits, decimals, number, plain, signed
from tinynet import LayerCheck, Trace

Name = Callable[[int], str]

PRECISION = 80
"""Figures of the arithmetic that looks for digits: any product of two floats, exactly."""
NUDGE = 1e-4
NUDGE_DIGITS = 11


@dataclass(frozen=True)
class Section:
    """One step of the way: told as the story, as a formula, and with every number."""

    title: str
    story: str
    formula: tuple[str, ...]
    blocks: tuple[Block, ...]


def sections_of(exercise: Exercise) -> tuple[Section, ...]:
    """Work the exercise out, from what is given to the check of the gradient."""
    trace, after = exercise.trace, exercise.after
    with localcontext() as context:
        context.prec = PRECISION
        return (
            _given(exercise),
            *(part(trace) for part in _FORWARDS),
            _how_wrong(trace),
            _slopes(trace),
            _blame(trace),
            _changes_to_lolas(trace),
            _changes_to_jays(trace),
            *map(_again, (part(after) for part in _FORWARDS)),
            _new_error(trace, after),
            _check(exercise),
        )


# Names.


def _you(index: int) -> str:
    return f"[you]you {index}[/]"


def _jay(index: int) -> str:
    return f"[jay]Jay {index}[/]"


def _lola(index: int) -> str:
    return f"[lola]Lola {index}[/]"


def _count(count: int, one: str) -> str:
    return f"{count} {one}{'s'[: count != 1]}"


def _given(exercise: Exercise) -> Section:
    trace, network = exercise.trace, exercise.network
    parts = (
        _count(network.input_nodes, "input node"),
        _count(network.hidden_nodes, "hidden node"),
        _count(network.output_nodes, "output node"),
    )
    return Section(
        title="The exercise",
        story=f"From the file {escaped(exercise.source)}: {parts[0]} ([you]you[/]), {parts[1]} "
        f"([jay]Jays[/]), {parts[2]} ([lola]Lolas[/]), all counted from 0; no biases. Learning "
        f"rate [rate]η[/] = {plain(trace.learning_rate)}, error rule {trace.error_rule}. "
        "Every line below is right as it is printed: put its numbers into a calculator, and "
        "rounded to as many decimals the result is the one printed (in a sum, a 5 that is rounded "
        "away may have gone up or down). Each line has the digits it needs for that. Nothing is "
        "rounded in between; --json prints the unrounded numbers.",
        formula=(
            "[you]x[/]: what you say (inputs)",
            "[speak]w[/]: how seriously you say it (weights, input to hidden)",
            "[tell]v[/]: how seriously a Jay says it (weights, hidden to output)",
            "[meant]t[/]: what you meant (targets)",
        ),
        blocks=(
            _list("inputs x", [_you(i) for i in range(len(trace.inputs))], trace.inputs),
            _matrix("input_hidden w", _jay, "you", trace.input_hidden),
            _matrix("hidden_output v", _lola, "Jay", trace.hidden_output),
            _list("targets t", [_lola(k) for k in range(len(trace.targets))], trace.targets),
        ),
    )


def _list(title: str, names: Sequence[str], values: Floats) -> Block:
    rows = tuple(
        Row(name, (Cell(listed(v)),)) for name, v in zip(names, values.tolist(), strict=True)
    )
    return Block(rows, title=title)


def _matrix(title: str, hears: Name, speaks: str, weights: Floats) -> Block:
    return Block(
        tuple(
            Row(f"to {hears(row)}", tuple(Cell(listed(w)) for w in weights[row].tolist()))
            for row in range(len(weights))
        ),
        title=title,
        header=tuple(f"{speaks} {column}" for column in range(len(weights[0]))),
    )


def _heard_by_jays(trace: Trace) -> Section:
    names = [_you(i) for i in range(len(trace.inputs))]
    return Section(
        title="What reaches each Jay",
        story="Each [jay]Jay[/] hears all of [you]you[/], each word by how seriously it is said: "
        "input times weight. Added up, that is his weighted sum.",
        formula=("[sum]z[/] = Σ [speak]w[/] · [you]x[/]",),
        blocks=tuple(
            Block(
                sum_rows(trace.input_hidden[j], trace.inputs, names, "[sum]z[/], the sum"),
                title=_jay(j),
                header=("w", "x", "w · x"),
            )
            for j in range(len(trace.hidden_sums))
        ),
    )


def _passed_on(trace: Trace) -> Section:
    return Section(
        title="What each Jay passes on",
        story="Nobody believes just anything: the activation function, here the sigmoid σ, is "
        "[jay]Jay's[/] level of trust. He passes on a number between 0 and 1, his activation.",
        formula=("[jay]h[/] = σ([sum]z[/]) = 1 / (1 + e^(−[sum]z[/]))",),
        blocks=(_curves(_jay, trace.hidden_sums),),
    )


def _curves(hears: Name, sums: Floats) -> Block:
    rows = [row for index, z in enumerate(sums.tolist()) for row in sigmoid_rows(hears(index), z)]
    return Block(tuple(rows))


def _heard_by_lolas(trace: Trace) -> Section:
    names = [_jay(j) for j in range(len(trace.hidden_sums))]
    return Section(
        title="What reaches each Lola",
        story="The same once more: each [lola]Lola[/] hears all the [jay]Jays[/], each by how "
        "seriously he speaks to her.",
        formula=("[sum]z[/] = Σ [tell]v[/] · [jay]h[/]",),
        blocks=tuple(
            Block(
                sum_rows(trace.hidden_output[k], trace.hidden_outputs, names, "[sum]z[/], the sum"),
                title=_lola(k),
                header=("v", "h", "v · h"),
            )
            for k in range(len(trace.output_sums))
        ),
    )


def _said(trace: Trace) -> Section:
    return Section(
        title="What each Lola says",
        story="She too has a level of trust to overcome. What she ends up with is the actual "
        f"output. {_lola(trace.answer)} says most.",
        formula=("[lola]y[/] = σ([sum]z[/]) = 1 / (1 + e^(−[sum]z[/]))",),
        blocks=(_curves(_lola, trace.output_sums),),
    )


def _errors(trace: Trace) -> Section:
    pairs = zip(trace.targets.tolist(), trace.outputs.tolist(), strict=True)
    return Section(
        title="The output errors",
        story="What you [meant]meant[/] less what she heard, intended less actual. Above zero: "
        "she should have said more. Below: less.",
        formula=("[error]e[/] = [meant]t[/] − [lola]y[/]",),
        blocks=(
            Block(
                tuple(difference_row(_lola(k), t, y) for k, (t, y) in enumerate(pairs)),
                header=("t", "y", "e"),
            ),
        ),
    )


_FORWARDS = (_heard_by_jays, _passed_on, _heard_by_lolas, _said, _errors)


def _again(section: Section) -> Section:
    """Tell a step once more, with the new weights."""
    title = section.title[0].lower() + section.title[1:]
    return replace(section, title=f"Told again: {title}", story="The same with the new weights.")


def _how_wrong(trace: Trace) -> Section:
    return Section(
        title="How wrong, in one number",
        story="Square each error, add them, take half. This is the number that training is to "
        "make small.",
        formula=("½ Σ [error]e[/]²",),
        blocks=_half_squares(trace),
    )


def _half_squares(trace: Trace) -> tuple[Block, ...]:
    errors = trace.output_errors
    names = [_lola(k) for k in range(len(errors))]
    rows = sum_rows(errors, errors, names, "Σ [error]e[/]², the sum")
    half = product_row("½ Σ [error]e[/]²", 0.5, float((errors * errors).sum()))
    return Block(rows, header=("e", "e", "e²")), Block((half,))


def _slopes(trace: Trace) -> Section:
    hidden = [slope_row(_jay(j), h) for j, h in enumerate(trace.hidden_outputs.tolist())]
    output = [slope_row(_lola(k), y) for k, y in enumerate(trace.outputs.tolist())]
    return Section(
        title="How easily each is moved",
        story="Who is very sure, near 0 or near 1, is hard to move. How easily is the slope of "
        "the curve: at most ¼, where half is believed.",
        formula=(
            "[lola]y[/](1 − [lola]y[/])   her slope",
            "[jay]h[/](1 − [jay]h[/])   his slope",
        ),
        blocks=(Block(tuple(output)), Block(tuple(hidden))),
    )


RULES = {
    "recipe": ("[error]E[/] = Σ [tell]v[/] · [error]e[/]", "e", "v · e"),
    "gradient": ("[error]E[/] = Σ [tell]v[/] · [error]e[/]·y(1−y)", "e·y(1−y)", "product"),
}


def _blame(trace: Trace) -> Section:
    other = "gradient" if trace.error_rule == "recipe" else "recipe"
    deltas = Block(
        tuple(
            product_row(_lola(k), e, slope)
            for k, (e, slope) in enumerate(
                zip(trace.output_errors.tolist(), trace.output_slopes.tolist(), strict=True)
            )
        ),
        title="each [error]error[/] times its slope, which the gradient carries back",
        header=("e", "y(1−y)", "e·y(1−y)"),
    )
    return Section(
        title="The blame of each Jay",
        story="Nobody knows what a [jay]Jay[/] should have said. But who spoke most seriously to "
        "a [lola]Lola[/] had most part in what she heard, so her [error]error[/] goes back along "
        "the same weights. Honestly: the recipe is a simplification. Calculus weighs each error "
        f"by the slope as well, which is the gradient. This exercise learns by the "
        f"{trace.error_rule}; what the {other} would say stands beside it. They differ in this "
        "step only.",
        formula=(
            f"{RULES[trace.error_rule][0]}   by the {trace.error_rule}, in force",
            f"{RULES[other][0]}   by the {other}",
        ),
        blocks=(
            *_blames(trace, trace.error_rule, deltas),
            *_blames(trace, other, deltas),
        ),
    )


def _blames(trace: Trace, rule: str, deltas: Block) -> tuple[Block, ...]:
    carried = trace.output_errors if rule == "recipe" else trace.output_deltas
    names = [_lola(k) for k in range(len(carried))]
    force = "in force" if rule == trace.error_rule else "not in force"
    _, what, product = RULES[rule]
    blocks = tuple(
        Block(
            sum_rows(trace.hidden_output[:, j], carried, names, "[error]E[/], the sum"),
            title=f"{_jay(j)} by the {rule} ({force})",
            header=("v", what, product),
        )
        for j in range(len(trace.hidden_sums))
    )
    return blocks if rule == "recipe" else (deltas, *blocks)


def _changes_to_lolas(trace: Trace) -> Section:
    return Section(
        title="The weights from the Jays to the Lolas",
        story="Each weight moves by a product of four: how much we correct (the [rate]learning "
        "rate[/]), how wrong [lola]she[/] was, how easily she is moved, and what came in from "
        "[jay]him[/].",
        formula=(
            "Δ[tell]v[/] = [rate]η[/] · [error]e[/] · y(1−y) · [jay]h[/]",
            "[tell]v[/] ← [tell]v[/] + Δ[tell]v[/]",
        ),
        blocks=tuple(
            block
            for k in range(len(trace.outputs))
            for block in _changes(
                trace,
                (float(trace.output_errors[k]), float(trace.output_slopes[k])),
                trace.hidden_outputs,
                trace.hidden_output[k],
                trace.output_updates[k],
                [_jay(j) for j in range(len(trace.hidden_outputs))],
                f"to {_lola(k)}",
                ("η", "e", "y(1−y)", "h", "Δv"),
                "v",
            )
        ),
    )


def _changes_to_jays(trace: Trace) -> Section:
    return Section(
        title="The weights from you to the Jays",
        story="The same one layer earlier; now the error is [jay]his[/] share of the [error]blame"
        "[/], E, by the rule in force. It was worked out with the old weights: first all the "
        "blame, then all the changes.",
        formula=(
            "Δ[speak]w[/] = [rate]η[/] · [error]E[/] · h(1−h) · [you]x[/]",
            "[speak]w[/] ← [speak]w[/] + Δ[speak]w[/]",
        ),
        blocks=tuple(
            block
            for j in range(len(trace.hidden_outputs))
            for block in _changes(
                trace,
                (float(trace.hidden_errors[j]), float(trace.hidden_slopes[j])),
                trace.inputs,
                trace.input_hidden[j],
                trace.hidden_updates[j],
                [_you(i) for i in range(len(trace.inputs))],
                f"to {_jay(j)}",
                ("η", "E", "h(1−h)", "x", "Δw"),
                "w",
            )
        ),
    )


def _changes(
    trace: Trace,
    moved: tuple[float, float],
    came_in: Floats,
    weights: Floats,
    updates: Floats,
    names: Sequence[str],
    title: str,
    header: tuple[str, ...],
    symbol: str,
) -> tuple[Block, Block]:
    """Return the changes of all weights into a node, and the weights before and after."""
    products = tuple(
        product_row(name, trace.learning_rate, *moved, value)
        for name, value in zip(names, came_in.tolist(), strict=True)
    )
    additions = tuple(
        addition_row(name, before, change)
        for name, before, change in zip(names, weights.tolist(), updates.tolist(), strict=True)
    )
    return (
        Block(products, title=f"{title}: the changes", header=header),
        Block(
            additions,
            title=f"{title}: the weights after",
            header=(f"{symbol} before", f"Δ{symbol}", f"{symbol} after"),
        ),
    )


def _new_error(trace: Trace, after: Trace) -> Section:
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
    rows = (
        Row("before", (Cell(number(trace.loss, digits)),)),
        Row("after", (Cell(number(after.loss, digits)),)),
    )
    return Section(
        title="Told again: how wrong now",
        story=story,
        formula=("½ Σ [error]e[/]²",),
        blocks=(*_half_squares(after), Block(rows, title="before and after, ½ Σ [error]e[/]²")),
    )


def _check(exercise: Exercise) -> Section:
    found = exercise.check
    verdicts = tuple(
        _verdicts(layer, title)
        for layer, title in (
            (found.hidden_output, "[jay]Jay[/] to [lola]Lola[/], all weights"),
            (found.input_hidden, "[you]you[/] to [jay]Jay[/], all weights"),
        )
    )
    return Section(
        title="The check: nudge each weight",
        story="Who is right can be tried: make one weight 0.0001 smaller, then 0.0001 larger, and "
        f"run the network again. How fast does ½Σe² fall? {_judged(exercise)}",
        formula=(
            "slope = (½Σe² with less − ½Σe² with more) / 0.0002",
            "the rule says Δweight / [rate]η[/], without rounding",
            "off by: 0 equal, 1 unlike; below 0.000001 they agree",
        ),
        blocks=(
            *_nudged(exercise, "hidden_output"),
            *_nudged(exercise, "input_hidden"),
            *verdicts,
        ),
    )


def _judged(exercise: Exercise) -> str:
    above, below = exercise.check.hidden_output, exercise.check.input_hidden
    if not (above.agrees("gradient") and below.agrees("gradient")):
        return (
            "Here not even the gradient comes out the same everywhere: these slopes are too near "
            "zero, or bend too fast, for such a nudge to measure."
        )
    if below.agrees("recipe"):
        return "Here both rules say it right for every weight."
    return (
        "For Jay to Lola weights both rules say it right; for yours to Jay only the gradient does."
    )


def _verdicts(layer: LayerCheck, title: str) -> Block:
    rows = tuple(
        Row(
            rule,
            (
                Cell(number(layer.relative_errors[rule], DIGITS), "off by"),
                Cell("agrees") if layer.agrees(rule) else Cell("differs", style="error"),
            ),
        )
        for rule in ("gradient", "recipe")
    )
    return Block(rows, title=f"{title}: each rule beside the nudges")


def _nudged(exercise: Exercise, layer: str) -> tuple[Block, Block]:
    """Return one weight's slope worked out, and all weights' slopes beside the two rules."""
    checked: LayerCheck = getattr(exercise.check, layer)
    speaks, hears = (_jay, _lola) if layer == "hidden_output" else (_you, _jay)
    names = [f"{speaks(column)} to {hears(row)}" for row, column in checked.indices.tolist()]
    steepest = int(np.abs(checked.numerical).argmax())
    row, column = checked.indices[steepest].tolist()
    less, more = (_loss(exercise, layer, row, column, step) for step in (-NUDGE, NUDGE))
    slope = (Decimal(less) - Decimal(more)) / (2 * Decimal("0.0001"))
    digits = decimals(float(slope), FIGURES, least=DIGITS)
    enough = checking_digits(
        lambda a, b: (a - b) / Decimal("0.0002"), [((less, more), slope)], digits, NUDGE_DIGITS
    )
    told = (number(less, enough), number(more, enough))
    worked = Row(
        "slope",
        (
            Cell(f"({told[0]}"),
            Cell(f"{told[1]})", MINUS),
            Cell("0.0002", "/"),
            Cell(signed(slope, digits), "="),
        ),
    )
    slopes = [-checked.numerical, -checked.implied["gradient"], -checked.implied["recipe"]]
    largest = max(float(np.abs(values).max()) for values in slopes)
    shown = decimals(largest, FIGURES, least=DIGITS)
    rows = tuple(
        Row(name, tuple(Cell(signed(value, shown)) for value in values))
        for name, *values in zip(names, *(values.tolist() for values in slopes), strict=True)
    )
    return (
        Block((worked,), title=f"{names[steepest]}, worked out"),
        Block(rows, title="each weight's slope", header=("nudged", "gradient", "recipe")),
    )


def _loss(exercise: Exercise, layer: str, row: int, column: int, step: float) -> float:
    nudged = exercise.network.copy()
    getattr(nudged, layer)[row, column] += step
    return nudged.trace(exercise.trace.inputs, exercise.trace.targets).loss
