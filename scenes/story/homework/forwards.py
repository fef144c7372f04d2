"""The way there: what is given, what each node hears and passes on, and how wrong it comes out."""

from __future__ import annotations

from collections.abc import Sequence

from scenes.story.figures import Floats
from scenes.story.homework.exercise import Exercise
from scenes.story.homework.lines import (
    Line,
    LineBlock,
    LineEntry,
    addition_line,
    difference_line,
    listed,
    product_line,
    sigmoid_lines,
    sum_lines,
)
from scenes.story.homework.sections import Name, Section, jay, lola, you
from scenes.story.markup import escaped
from scenes.story.numbers import counted, plain
from tinynet import Trace


def given(exercise: Exercise) -> Section:
    """Tell what stands in the file."""
    trace, network = exercise.trace, exercise.network
    parts = (
        counted(network.input_nodes, "input node"),
        counted(network.hidden_nodes, "hidden node"),
        counted(network.output_nodes, "output node"),
    )
    return Section(
        title="The exercise",
        story=f"From the file {escaped(exercise.source)}: {parts[0]} ([you]you[/]), {parts[1]} "
        f"([jay]Jays[/]), {parts[2]} ([lola]Lolas[/]), all counted from 0; {which_biases(trace)}. "
        f"Learning rate [rate]η[/] = {plain(trace.learning_rate)}, error rule {trace.error_rule}. "
        "Every line below is right as it is printed: put its numbers into a calculator, and "
        "rounded to as many decimals the result is the one printed (in a sum, a 5 that is rounded "
        "away may have gone up or down). Each line has the digits it needs for that. Nothing is "
        "rounded in between; --json prints the unrounded numbers.",
        formula=(
            "[you]x[/]: what you say (inputs)",
            "[speak]w[/]: how seriously you say it (weights, input to hidden)",
            "[tell]v[/]: how seriously a Jay says it (weights, hidden to output)",
            "[meant]t[/]: what you meant (targets)",
            *(("b: each one's level of trust (biases)",) if trace.has_biases else ()),
        ),
        blocks=given_blocks(trace),
    )


def given_blocks(trace: Trace) -> tuple[LineBlock, ...]:
    """List what is given: inputs, weights, biases if there are any, and targets."""
    return (
        _list("inputs x", [you(i) for i in range(len(trace.inputs))], trace.inputs),
        _matrix("input_hidden w", jay, "you", trace.input_hidden),
        _matrix("hidden_output v", lola, "Jay", trace.hidden_output),
        *_bias_lists(trace),
        _list("targets t", [lola(k) for k in range(len(trace.targets))], trace.targets),
    )


def which_biases(trace: Trace) -> str:
    """Say whether there are biases, and whether an update changes them."""
    if not trace.has_biases:
        return "no biases"
    return "biases that are learned" if trace.train_biases else "biases that stay as they are"


def _bias_lists(trace: Trace) -> tuple[LineBlock, ...]:
    if not trace.has_biases:
        return ()
    return tuple(
        _list(f"{layer}_biases b", [name(index) for index in range(len(biases))], biases)
        for layer, name, biases in (
            ("hidden", jay, trace.hidden_biases),
            ("output", lola, trace.output_biases),
        )
    )


def _list(title: str, names: Sequence[str], values: Floats) -> LineBlock:
    lines = tuple(
        Line(name, (LineEntry(listed(v)),)) for name, v in zip(names, values.tolist(), strict=True)
    )
    return LineBlock(lines, title=title)


def _matrix(title: str, hears: Name, speaks: str, weights: Floats) -> LineBlock:
    return LineBlock(
        tuple(
            Line(f"to {hears(row)}", tuple(LineEntry(listed(w)) for w in weights[row].tolist()))
            for row in range(len(weights))
        ),
        title=title,
        header=tuple(f"{speaks} {column}" for column in range(len(weights[0]))),
    )


def _heard_by_jays(trace: Trace) -> Section:
    names = [you(i) for i in range(len(trace.inputs))]
    return Section(
        title="What reaches each Jay",
        story="Each [jay]Jay[/] hears all of [you]you[/], each word by how seriously it is said: "
        "input times weight. Added up, that is his weighted sum.",
        formula=("[sum]z[/] = Σ [speak]w[/] · [you]x[/]",),
        blocks=tuple(
            LineBlock(
                sum_lines(trace.input_hidden[j], trace.inputs, names, "[sum]z[/], the sum"),
                title=jay(j),
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
        formula=_sigmoid("[jay]h[/]", trace),
        blocks=_curves(jay, trace.hidden_sums, trace.hidden_biases, trace),
    )


def _sigmoid(activation: str, trace: Trace) -> tuple[str, ...]:
    arrives = "[sum]z[/] + b" if trace.has_biases else "[sum]z[/]"
    exponent = f"({arrives})" if trace.has_biases else arrives
    return (f"{activation} = σ({arrives}) = 1 / (1 + e^(−{exponent}))",)


def _curves(hears: Name, sums: Floats, biases: Floats, trace: Trace) -> tuple[LineBlock, ...]:
    """Print what goes onto the curve, where that is not the sum alone, and what comes off it."""
    totals = (sums + biases).tolist()
    lines = [line for index, z in enumerate(totals) for line in sigmoid_lines(hears(index), z)]
    curves = LineBlock(tuple(lines))
    if not trace.has_biases:
        return (curves,)
    added = tuple(
        addition_line(hears(index), z, b)
        for index, (z, b) in enumerate(zip(sums.tolist(), biases.tolist(), strict=True))
    )
    return LineBlock(added, header=("z", "b", "z + b")), curves


def _heard_by_lolas(trace: Trace) -> Section:
    names = [jay(j) for j in range(len(trace.hidden_sums))]
    return Section(
        title="What reaches each Lola",
        story="The same once more: each [lola]Lola[/] hears all the [jay]Jays[/], each by how "
        "seriously he speaks to her.",
        formula=("[sum]z[/] = Σ [tell]v[/] · [jay]h[/]",),
        blocks=tuple(
            LineBlock(
                sum_lines(
                    trace.hidden_output[k], trace.hidden_outputs, names, "[sum]z[/], the sum"
                ),
                title=lola(k),
                header=("v", "h", "v · h"),
            )
            for k in range(len(trace.output_sums))
        ),
    )


def _said(trace: Trace) -> Section:
    return Section(
        title="What each Lola says",
        story="She too has a level of trust to overcome. What she ends up with is the actual "
        f"output. {lola(trace.answer)} says most.",
        formula=_sigmoid("[lola]y[/]", trace),
        blocks=_curves(lola, trace.output_sums, trace.output_biases, trace),
    )


def _errors(trace: Trace) -> Section:
    pairs = zip(trace.targets.tolist(), trace.outputs.tolist(), strict=True)
    return Section(
        title="The output errors",
        story="What you [meant]meant[/] less what she heard, intended less actual. Above zero: "
        "she should have said more. Below: less.",
        formula=("[error]e[/] = [meant]t[/] − [lola]y[/]",),
        blocks=(
            LineBlock(
                tuple(difference_line(lola(k), t, y) for k, (t, y) in enumerate(pairs)),
                header=("t", "y", "e"),
            ),
        ),
    )


FORWARDS = (_heard_by_jays, _passed_on, _heard_by_lolas, _said, _errors)
"""The steps from what is said to how wrong each output is."""


def how_wrong(trace: Trace) -> Section:
    """Tell what training is to make small."""
    return Section(
        title="How wrong, in one number",
        story="Square each error, add them, take half. This is the number that training is to "
        "make small.",
        formula=("½ Σ [error]e[/]²",),
        blocks=half_squares(trace),
    )


def half_squares(trace: Trace) -> tuple[LineBlock, ...]:
    """Print ½ Σ e²: the squares added up, and half of the sum."""
    errors = trace.output_errors
    names = [lola(k) for k in range(len(errors))]
    lines = sum_lines(errors, errors, names, "Σ [error]e[/]², the sum")
    half = product_line("½ Σ [error]e[/]²", 0.5, float((errors * errors).sum()))
    return LineBlock(lines, header=("e", "e", "e²")), LineBlock((half,))
