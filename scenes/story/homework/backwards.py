"""The way back: how easily each node is moved, whose the blame is, and how each weight changes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from scenes.story.figures import Floats
from scenes.story.homework.lines import (
    LineBlock,
    addition_line,
    product_line,
    slope_line,
    sum_lines,
)
from scenes.story.homework.sections import Section, jay, lola, you
from tinynet import Trace


def _slopes(trace: Trace) -> Section:
    hidden = [slope_line(jay(j), h) for j, h in enumerate(trace.hidden_outputs.tolist())]
    output = [slope_line(lola(k), y) for k, y in enumerate(trace.outputs.tolist())]
    return Section(
        title="How easily each is moved",
        story="Who is very sure, near 0 or near 1, is hard to move. How easily is the slope of "
        "the curve: at most ¼, where half is believed.",
        formula=(
            "[lola]y[/](1 − [lola]y[/])   her slope",
            "[jay]h[/](1 − [jay]h[/])   his slope",
        ),
        blocks=(LineBlock(tuple(output)), LineBlock(tuple(hidden))),
    )


_RULES = {
    "recipe": ("[error]E[/] = Σ [tell]v[/] · [error]e[/]", "e", "v · e"),
    "gradient": ("[error]E[/] = Σ [tell]v[/] · [error]e[/]·y(1−y)", "e·y(1−y)", "product"),
}


def _blame(trace: Trace) -> Section:
    other = "gradient" if trace.error_rule == "recipe" else "recipe"
    deltas = LineBlock(
        tuple(
            product_line(lola(k), e, slope)
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
            f"{_RULES[trace.error_rule][0]}   by the {trace.error_rule}, in force",
            f"{_RULES[other][0]}   by the {other}",
        ),
        blocks=(
            *_blames(trace, trace.error_rule, deltas),
            *_blames(trace, other, deltas),
        ),
    )


def _blames(trace: Trace, rule: str, deltas: LineBlock) -> tuple[LineBlock, ...]:
    carried = trace.carried_errors_by(rule)
    names = [lola(k) for k in range(len(carried))]
    force = "in force" if rule == trace.error_rule else "not in force"
    _, what, product = _RULES[rule]
    blocks = tuple(
        LineBlock(
            sum_lines(trace.hidden_output[:, j], carried, names, "[error]E[/], the sum"),
            title=f"{jay(j)} by the {rule} ({force})",
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
            *_bias_formula(trace),
        ),
        blocks=tuple(
            block
            for k in range(len(trace.outputs))
            for block in _changes(
                trace,
                (float(trace.output_errors[k]), float(trace.output_slopes[k])),
                *_with_bias(
                    trace,
                    trace.hidden_outputs,
                    (trace.hidden_output[k], trace.output_biases[k]),
                    (trace.output_updates[k], trace.output_bias_updates[k]),
                    [jay(j) for j in range(len(trace.hidden_outputs))],
                ),
                f"to {lola(k)}",
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
            *_bias_formula(trace),
        ),
        blocks=tuple(
            block
            for j in range(len(trace.hidden_outputs))
            for block in _changes(
                trace,
                (float(trace.hidden_errors[j]), float(trace.hidden_slopes[j])),
                *_with_bias(
                    trace,
                    trace.inputs,
                    (trace.input_hidden[j], trace.hidden_biases[j]),
                    (trace.hidden_updates[j], trace.hidden_bias_updates[j]),
                    [you(i) for i in range(len(trace.inputs))],
                ),
                f"to {jay(j)}",
                ("η", "E", "h(1−h)", "x", "Δw"),
                "w",
            )
        ),
    )


def _bias_formula(trace: Trace) -> tuple[str, ...]:
    if not trace.has_biases:
        return ()
    if not trace.train_biases:
        return ("the biases b stay as they are",)
    return ("its bias b: the same, with 1 for what came in",)


def _with_bias(
    trace: Trace,
    came_in: Floats,
    weights: tuple[Floats, float],
    updates: tuple[Floats, float],
    names: list[str],
) -> tuple[Floats, Floats, Floats, list[str]]:
    """Return what came in, the weights, updates and names; a learned bias is one weight more."""
    if not trace.train_biases:
        return came_in, weights[0], updates[0], names
    return (
        np.append(came_in, 1.0),
        np.append(*weights),
        np.append(*updates),
        [*names, "[dim]bias[/]"],
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
) -> tuple[LineBlock, LineBlock]:
    """Return the changes of all weights into a node, and the weights before and after."""
    products = tuple(
        product_line(name, trace.learning_rate, *moved, value)
        for name, value in zip(names, came_in.tolist(), strict=True)
    )
    additions = tuple(
        addition_line(name, before, change)
        for name, before, change in zip(names, weights.tolist(), updates.tolist(), strict=True)
    )
    return (
        LineBlock(products, title=f"{title}: the changes", header=header),
        LineBlock(
            additions,
            title=f"{title}: the weights after",
            header=(f"{symbol} before", f"Δ{symbol}", f"{symbol} after"),
        ),
    )


BACKWARDS = (_slopes, _blame, _changes_to_lolas, _changes_to_jays)
"""The steps from the errors to the new weights."""
