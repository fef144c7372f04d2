"""The act `error`: what was meant against what arrived."""

from __future__ import annotations

import numpy as np

from scenes.story.acts.common import (
    brief_lola,
    errors_bars,
    inputs_picture,
    listed,
    lola,
    lola_labels,
    most_wrong,
    outputs_bars,
)
from scenes.story.arithmetic import Sum, checking_digits, difference_of, weighted_sum
from scenes.story.beats import Act, Beat, Subject, lit
from scenes.story.choices import OUTPUT_NODE
from scenes.story.figures import Bars, Table
from scenes.story.numbers import MINUS, decimals, number, spelled, sub
from scenes.story.scene import Scene, row
from scenes.story.walk import Walk

MOST_NAMED = 10


def targets(walk: Walk) -> Beat:
    """What each Lola should have said."""
    label = walk.pass_.label
    count = len(walk.trace.outputs) - 1
    others = f"{spelled(count)} others" if count > 1 else "other"
    bars = outputs_bars(
        walk,
        "[lola]said[/], [meant]meant ┃[/], and the [error]gap ╍[/] between",
        targets=walk.trace.targets,
        gap=True,
        alt="What each Lola says and should say.",
    )
    return Beat(
        title="What you meant",
        story=f"You meant [meant]{walk.classes.a(label)}[/]. So [lola]Lola {walk.named(label)}[/] "
        "should have said "
        f"0.99, and the {others} 0.01: the [meant]targets[/] (┃). Not 1 and 0: the curve never "
        "quite gets there. Between said and meant is a [error]gap[/] (╍), on the bar where she "
        "was too loud.",
        formula=(
            f"[meant]t{sub(label)}[/] = 0.99   the one you meant",
            f"[meant]t[/] = 0.01   all {others}",
            "",
            f"{brief_lola(walk, walk.lola)}: meant "
            f"{number(float(walk.trace.targets[walk.lola]), 2)},",
            f"said {number(float(walk.trace.outputs[walk.lola]))}",
        ),
        subject=Subject(
            f"{lola(walk)} was meant to say",
            number(float(walk.trace.targets[walk.lola]), 2),
            "meant",
        ),
        scene=Scene(compact=bars, normal=row(inputs_picture(walk, dim=True), bars, gap=6)),
        lit=lit("lola", "meant"),
        travel=("meant", "lola"),
        chooses=OUTPUT_NODE,
    )


def differences(walk: Walk) -> Beat:
    """The error of every Lola, with its sign; one of them worked out."""
    trace, index = walk.trace, sub(walk.lola)
    e = float(trace.output_errors[walk.lola])
    difference = difference_of(float(trace.targets[walk.lola]), float(trace.outputs[walk.lola]))
    table = Table(
        title=f"{walk.lolas} subtractions",
        header=("Lola", "meant t", "said y", "error e"),
        rows=tuple(_subtraction(walk, k) for k in most_wrong(walk)),
        reveal=True,
        alt="Target, output and error for each Lola.",
    )
    bars = errors_bars(walk, "[error]e = t − y[/]", grow=True, chosen=walk.lola)
    return Beat(
        title="Intended less actual",
        story="For each [lola]Lola[/] take what you meant, less what she said: the [error]output "
        "error[/]. [positive]Above 0 (+)[/]: she should have said more. [negative]Below 0 (−)[/]: "
        f"she should have kept quieter. {lola(walk)} should "
        + ("speak up" if e > 0 else "keep quieter")
        + " next time. [do:another-lola]Choose another[/].",
        formula=(
            "[error]e[/] = [meant]t[/] − [lola]y[/]: intended − actual",
            f"[error]e{index}[/] = [meant]t{index}[/] − [lola]y{index}[/]",
            f"  = {difference.minuend} − {difference.subtrahend}",
            f"  = [error]{difference.result}[/]",
            f"too quiet: {_names(walk, trace.output_errors > 0)}",
        ),
        subject=Subject(
            f"[error]e{index}[/]: the error of {lola(walk)}", difference.result, "error"
        ),
        scene=Scene(
            compact=row(table, bars, gap=3), normal=row(table, bars, gap=8), projected=bars
        ),
        lit=lit("lola", "meant"),
        travel=("meant", "lola"),
        chooses=OUTPUT_NODE,
    )


def _subtraction(walk: Walk, k: int) -> tuple[str, ...]:
    difference = difference_of(float(walk.trace.targets[k]), float(walk.trace.outputs[k]))
    return (
        f"{'▸' if k == walk.lola else ' '}[lola]{walk.named(k)}[/]",
        f"[meant]{difference.minuend}[/]",
        f"[lola]{difference.subtrahend}[/]",
        f"[error]{difference.result}[/]",
    )


def how_wrong(walk: Walk) -> Beat:
    """One number for how wrong the whole answer is."""
    trace = walk.trace
    summed = weighted_sum(trace.output_errors, trace.output_errors, largest=listed(walk))
    table = _squares_table(walk, summed)
    squares = 2 * trace.loss_parts
    worst = int(squares.argmax())
    bars = Bars(
        title="[error]e²[/]: each one's part",
        labels=lola_labels(walk),
        values=squares,
        high=float(squares[worst]) or 1.0,
        digits=summed.digits,
        chosen=worst,
        picks="lola",
        grow=True,
        term="error",
        alt="The squared error of each Lola.",
    )
    digits = checking_digits(
        lambda total: total / 2, [((summed.total_value,), trace.loss)], summed.digits, summed.digits
    )
    counterpart = walk.pass_.counterpart
    loss = counterpart.trace.loss
    return Beat(
        title="How wrong, in one number",
        story="Square each error, so that too loud and too quiet do not cancel; add the "
        f"{walk.lolas}, take half. This is the one number that training is to make small: at zero "
        "everyone heard what you meant. The largest part (▸): "
        f"[lola]Lola {walk.named(worst)}[/]'s.",
        formula=(
            "how wrong: ½ Σ [error]e²[/]",
            f"  = ½ × {number(summed.total_value, digits)}",
            f"  = [error]{number(trace.loss, summed.digits)}[/]",
            "[dim]the ½ is only a custom[/]",
            f"[dim]{counterpart.name}: {number(loss, decimals(loss, 1, least=summed.digits))}[/]",
        ),
        subject=Subject("how wrong: ½ Σ [error]e²[/]", number(trace.loss, summed.digits), "error"),
        scene=Scene(
            compact=row(table, bars, gap=6),
            normal=row(table, bars, gap=10),
            projected=bars,
        ),
        lit=lit("lola", "meant"),
        chooses=OUTPUT_NODE,
    )


def _squares_table(walk: Walk, summed: Sum) -> Table:
    """The squared errors, one below the other, and what they add up to."""
    rows = [
        (
            f"[lola]{walk.named(term.index)}[/]",
            f"[error]{_plus(term.factors[0])}[/]",
            term.product.lstrip("+"),
        )
        for term in summed.terms
    ]
    rows += [
        (f"[dim]{left.words('other')}[/]", "", left.printed.lstrip("+")) for left in summed.left
    ]
    return Table(
        header=("Lola", "e", "e²"),
        rows=(*rows, ("[bold]Σ e²[/]", "", f"[bold]{summed.total}[/]")),
        alt="The squared errors and their sum.",
    )


def _plus(printed: str) -> str:
    """Put a plus before what is above zero, as errors have it everywhere."""
    return printed if printed.startswith(MINUS) or not float(printed) else f"+{printed}"


def _names(walk: Walk, which: np.ndarray) -> str:
    found = np.flatnonzero(which).tolist()
    names = " ".join(f"[lola]{walk.named(k)}[/]" for k in found[:MOST_NAMED])
    rest = len(found) - MOST_NAMED
    return (f"{names} and {rest} more" if rest > 0 else names) or "none"


ACT = Act(
    id="error",
    name="Output error",
    about="output error",
    onward=("practice", "code"),
    beats={
        "targets": targets,
        "differences": differences,
        "loss": how_wrong,
    },
    computes={"differences": ("output_errors",), "loss": ("loss_parts",)},
)
