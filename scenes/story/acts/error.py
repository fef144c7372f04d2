"""Act 6: what was meant against what arrived."""

from __future__ import annotations

import numpy as np

from scenes.story.acts.common import errors_bars, inputs_picture, lola, outputs_bars
from scenes.story.beats import Act, Beat, lit
from scenes.story.choices import OUTPUT_NODE
from scenes.story.figures import Scene, Table, row
from scenes.story.numbers import a_digit, checking_digits, difference_of, number, sub, weighted_sum
from scenes.story.walk import Walk


def targets(walk: Walk) -> Beat:
    """What each Lola should have said."""
    label = walk.pass_.label
    bars = outputs_bars(
        walk,
        "[lola]said[/] (bar) and [meant]meant ┃[/]",
        targets=walk.trace.targets,
        alt="What each Lola says and should say.",
    )
    return Beat(
        title="What you meant",
        story=f"You meant [meant]{a_digit(label)}[/]. So [lola]Lola {label}[/] should have said "
        "0.99, and the nine others 0.01. These are the [meant]targets[/] (┃). Not 1 and 0: the "
        "curve never quite reaches those.",
        formula=(
            f"[meant]t{sub(label)}[/] = 0.99   the one you meant",
            "[meant]t[/] = 0.01   all nine others",
            "",
            f"{lola(walk)}: meant {number(float(walk.trace.targets[walk.lola]), 2)},",
            f"said {number(float(walk.trace.outputs[walk.lola]))}",
        ),
        scene=Scene(compact=bars, normal=row(inputs_picture(walk, dim=True), bars, gap=6)),
        lit=lit("lola", "meant"),
        travel=("meant", "lola"),
        chooses=OUTPUT_NODE,
    )


def differences(walk: Walk) -> Beat:
    """The error of every Lola, with its sign."""
    trace = walk.trace
    said = outputs_bars(
        walk,
        "[lola]said[/] (bar), [meant]meant ┃[/]",
        targets=trace.targets,
        dim=True,
        alt="What each Lola says and should say.",
    )
    errors = errors_bars(walk, "[error]e = t − y[/]", grow=True)
    return Beat(
        title="Intended less actual",
        story="For each [lola]Lola[/] take what you meant, less what she said: the [error]output "
        "error[/]. [positive]To the right (+)[/]: she should have said more. [negative]To the "
        "left (−)[/]: she should have kept quieter.",
        formula=(
            "[error]error[/] = intended − actual",
            "[error]e[/] = [meant]t[/] − [lola]y[/]",
            f"too quiet: {_digits(trace.output_errors > 0)}",
            f"too loud:  {_digits(trace.output_errors < 0)}",
        ),
        scene=Scene(compact=row(said, errors, gap=3), normal=row(said, errors, gap=6)),
        lit=lit("lola", "meant"),
        travel=("meant", "lola"),
        chooses=OUTPUT_NODE,
    )


def one_lola(walk: Walk) -> Beat:
    """One subtraction, digit by digit."""
    trace = walk.trace
    e = float(trace.output_errors[walk.lola])
    told = difference_of(float(trace.targets[walk.lola]), float(trace.outputs[walk.lola]))
    index = sub(walk.lola)
    table = Table(
        title="ten subtractions",
        header=("Lola", "meant t", "said y", "error e"),
        rows=tuple(_subtraction(walk, k) for k in range(len(trace.outputs))),
        alt="Target, output and error for each Lola.",
    )
    bars = errors_bars(walk, chosen=walk.lola)
    return Beat(
        title=f"Lola {walk.lola}, worked out",
        story=f"{lola(walk)} was meant to say {number(float(trace.targets[walk.lola]), 2)} "
        f"and said {number(float(trace.outputs[walk.lola]))}. "
        + ("She should speak up next time." if e > 0 else "She should keep quieter next time.")
        + " The larger the error, the more there is to correct. "
        "[do:another-lola]Choose another[/].",
        formula=(
            f"[error]e{index}[/] = [meant]t{index}[/] − [lola]y{index}[/]",
            f"  = {told.minuend} − {told.subtrahend}",
            f"  = [error]{told.result}[/]",
        ),
        scene=Scene(compact=row(table, bars, gap=3), normal=row(table, bars, gap=8)),
        lit=lit("lola", "meant"),
        chooses=OUTPUT_NODE,
    )


def _subtraction(walk: Walk, k: int) -> tuple[str, ...]:
    told = difference_of(float(walk.trace.targets[k]), float(walk.trace.outputs[k]))
    return (
        f"{'▸' if k == walk.lola else ' '}[lola]{k}[/]",
        f"[meant]{told.minuend}[/]",
        f"[lola]{told.subtrahend}[/]",
        f"[error]{told.result}[/]",
    )


def how_wrong(walk: Walk) -> Beat:
    """One number for how wrong the whole answer is."""
    trace = walk.trace
    told = weighted_sum(trace.output_errors, trace.output_errors)
    rows = [
        (f"[lola]{term.index}[/]", f"[error]{term.factors[0]}[/]", term.product.lstrip("+"))
        for term in told.terms
    ]
    if told.rest:
        rows.append(("[dim]rounding[/]", "", told.rest))
    table = Table(
        title="squared errors",
        header=("Lola", "e", "e²"),
        rows=(*rows, ("[bold]Σ e²[/]", "", f"[bold]{told.total}[/]")),
        alt="The squared errors and their sum.",
    )
    bars = errors_bars(walk)
    worst = int(trace.loss_parts.argmax())
    digits = checking_digits(
        lambda total: total / 2, [((told.total_value,), trace.loss)], told.digits, told.digits
    )
    return Beat(
        title="How wrong, in one number",
        story="To say how wrong the whole answer is, square each error, add the ten, take half. "
        "This is the one number that training is to make small: zero would mean everyone heard "
        f"just what you meant. The largest part is [lola]Lola {worst}[/]'s.",
        formula=(
            "how wrong: ½ Σ [error]e²[/]",
            f"  = ½ × {number(told.total_value, digits)}",
            f"  = [error]{number(trace.loss, told.digits)}[/]",
            "[dim]the ½ makes its slope simply e[/]",
        ),
        scene=Scene(compact=row(table, bars, gap=6), normal=row(table, bars, gap=10)),
        lit=lit("lola", "meant"),
        chooses=OUTPUT_NODE,
    )


def _digits(which: np.ndarray) -> str:
    return " ".join(f"[lola]{k}[/]" for k in np.flatnonzero(which)) or "none"


ACT = Act(
    id="error",
    name="Output error",
    about="output error",
    beats={
        "targets": targets,
        "differences": differences,
        "difference": one_lola,
        "loss": how_wrong,
    },
)
