"""The act `output`: ten Lolas hear the Jays, and the network answers."""

from __future__ import annotations

from decimal import Decimal

import numpy as np

from scenes.story.acts.common import (
    apart,
    brief_lola,
    curve,
    inputs_picture,
    jay,
    lola,
    nearness,
    outputs_bars,
    own_name,
    plus_bias,
    reach_of,
    zoomed,
)
from scenes.story.acts.hearing import (
    brought,
    brought_lines,
    heard_by_her,
    her_flow,
    her_terms,
    scale_there,
    taken_there,
)
from scenes.story.arithmetic import difference_of, sigmoid_digits, with_bias
from scenes.story.beats import Act, Beat, Question, Subject, lit
from scenes.story.choices import OUTPUT_NODE
from scenes.story.figures import Curve, Floats, Table
from scenes.story.numbers import decimals, number, rounded, signed, sub
from scenes.story.scene import Scene, column, row
from scenes.story.walk import Walk

MANY = 16
"""Terms of her sum that are told where there is room: as many links fill the stage."""
MOST_SUM_DIGITS = 6
"""Decimals of the sums that are listed beside each other."""


def _layer_on(walk: Walk) -> str:
    """End the story of what she hears: a name of hers may leave room only for one of the two."""
    part = float(
        walk.trace.hidden_output[walk.lola, walk.jay] * walk.trace.hidden_outputs[walk.jay]
    )
    trained = not walk.pass_.counterpart.trained
    if not trained or not part < 0 < float(walk.trace.output_sums[walk.lola]):
        return ": the same sum, one layer on."
    outweighed = f" Jay {walk.jay} takes from her; others outweigh him."
    return (
        f": the same sum, one layer on.{outweighed}"
        if walk.classes.are_digits
        else f".{outweighed}"
    )


def ten_lolas(walk: Walk) -> Beat:
    """Each Lola listens to all the Jays with weights of her own."""
    trace, counterpart = walk.trace, walk.pass_.counterpart
    weights = trace.hidden_output[walk.lola]
    h, v = float(trace.hidden_outputs[walk.jay]), float(weights[walk.jay])
    product = brought(v, h)
    walls = heard_by_her(walk, trace, own_name(walk), sweep=True)
    beside = heard_by_her(walk, counterpart.trace, counterpart.name, sweep=False)
    return Beat(
        title=f"Jay speaks to {walk.lolas} Lolas",
        story=f"There are {walk.lolas} [lola]Lolas[/], one for each {walk.classes.kind}; each "
        f"asks only: is it mine? {lola(walk)} hears every Jay by how seriously he speaks to her "
        f"([tell]v[/]; yours is [speak]w[/]){_layer_on(walk)}",
        formula=(
            f"{brief_lola(walk, walk.lola)}: {len(weights)} [tell]weights v[/]",
            f"[sum]z{sub(walk.lola)}[/] = Σ [tell]v[/]·[jay]h[/]; from {jay(walk)}:",
            *brought_lines(product),
            *(f"[dim]{there}[/]" for there in (taken_there(walk), scale_there(walk)) if there),
        ),
        subject=Subject(f"[tell]v[/]·[jay]h[/] of {jay(walk)}", product.result, "sum"),
        scene=Scene(compact=walls, normal=column(walls, beside, gap=0)),
        lit=lit("jay", "tell", "lola"),
        travel=("jay", "lola"),
        chooses=OUTPUT_NODE,
    )


def _loudest(walk: Walk) -> Question | None:
    """Ask who of three will be the answer: she, the one meant, and whoever comes next."""
    outputs, label = walk.trace.outputs, walk.pass_.label
    answer, second, *rest = np.argsort(-outputs, kind="stable")[:3].tolist()
    options = sorted({answer, second, *(rest if label == answer else [label])})
    said, next_said = float(outputs[answer]), float(outputs[second])
    digits = apart(said, next_said)
    if digits is None:
        return None
    return Question(
        "which Lola will speak up loudest?",
        tuple(map(walk.named, options)),
        options.index(answer),
        f"{lola_name(walk, answer)} says {number(said, digits)}, "
        f"the next, {lola_name(walk, second)}, {number(next_said, digits)}.",
    )


def adds_up(walk: Walk) -> Beat:
    """Her weighted sum."""
    few, many = her_terms(walk, count=True), her_terms(walk, MANY, count=True)
    z = float(walk.trace.output_sums[walk.lola])
    flow = her_flow(walk, few)
    return Beat(
        title=f"Lola {walk.named(walk.lola)} adds up",
        story=f"What reaches {lola(walk)} is what all the Jays pass on, each by how seriously "
        "he says it to her. Listed are those who move her most; the others are in one "
        "line. [do:another-lola]Choose another Lola[/].",
        formula=(
            f"[sum]z{sub(walk.lola)}[/] = Σ [tell]v[/]·[jay]h[/]",
            f"  = [sum]{number(z)}[/]",
            "",
            f"{len(walk.trace.hidden_outputs)} products, one for each [jay]Jay[/]",
        ),
        subject=Subject(
            f"[sum]z{sub(walk.lola)}[/]: all that reaches {lola(walk)}", number(z), "sum"
        ),
        scene=Scene(
            compact=row(flow, few),
            normal=row(flow, few, gap=4),
            wide=row(her_flow(walk, many), many, gap=4),
            projected=flow,
        ),
        lit=lit("jay", "tell", "lola"),
        travel=("jay", "lola"),
        chooses=OUTPUT_NODE,
    )


def _her_sums(walk: Walk, arrived: Floats) -> Table:
    """What arrived at every Lola, the chosen one marked."""
    digits = min(decimals(float(np.abs(arrived).min()), 2, least=3), MOST_SUM_DIGITS)
    return Table(
        title="what reached each",
        header=("Lola", "z + b" if walk.trace.has_biases else "z"),
        rows=tuple(
            (f"{'▸' if k == walk.lola else ' '}{brief_lola(walk, k)}", signed(float(each), digits))
            for k, each in enumerate(arrived)
        ),
        alt="The weighted sum of every Lola.",
    )


def _worked(walk: Walk, z: float, y: float) -> tuple[str, ...]:
    """Work out how sure the chosen Lola is."""
    name = f"[lola]y{sub(walk.lola)}[/] = σ([sum]z{sub(walk.lola)}[/]{{}})"
    said = f"  = [lola]{number(y)}[/]"
    if not walk.trace.has_biases:
        return name.format(""), f"  = σ({number(z, sigmoid_digits(z))})", said
    shifted = with_bias(z, float(walk.trace.output_biases[walk.lola]))
    return (
        name.format(f" + b{sub(walk.lola)}"),
        f"  = σ({shifted.sum})",
        f"  = σ({shifted.after})",
        said,
    )


def _her_curve(walk: Walk, z: float, y: float, arrived: Floats) -> tuple[Curve, str]:
    """Show the chosen Lola on the curve, and say what is to be known of it."""
    title = f"{lola(walk)} on the curve"
    if walk.trace.has_biases:
        # Each of the others has a curve of her own.
        bias = float(walk.trace.output_biases[walk.lola])
        shape = zoomed(curve(title, z, y, bias=bias, slide=True, term="lola"))
        return shape, f"her curve turns at z = {number(-bias)}"
    shape = curve(
        f"{title}; every Lola's z (dots)",
        z,
        y,
        slide=True,
        term="lola",
        others=arrived,
        reach=reach_of(*arrived),
    )
    near = nearness(shape)
    return shape, f"[dim]{near}[/]" if near else ""


def trust(walk: Walk) -> Beat:
    """Lola has a level of trust too."""
    trace = walk.trace
    z, y = float(trace.output_sums[walk.lola]), float(trace.outputs[walk.lola])
    arrived = trace.output_sums + trace.output_biases
    as_jay = (
        "a level of trust as Jay had: the same curve, with a bias of her own."
        if trace.has_biases
        else "the same level of trust to overcome as Jay had: the same curve."
    )
    shape, noted = _her_curve(walk, z, y, arrived)
    sums = _her_sums(walk, arrived)
    return Beat(
        title="She too has to be convinced",
        story=f"{lola(walk)} has {as_jay} "
        f"What comes out is how sure she is that the {walk.classes.thing} is hers: 0 no, 1 yes. "
        f"All {walk.lolas} do "
        "this. The curve only rises: the more, the surer.",
        formula=(*_worked(walk, z, y), *([noted] if noted else ())),
        subject=Subject(f"[lola]y{sub(walk.lola)}[/]: how sure {lola(walk)} is", number(y), "lola"),
        scene=Scene(
            compact=row(shape, sums, gap=4), normal=row(shape, sums, gap=6), projected=shape
        ),
        lit=lit("lola"),
        chooses=OUTPUT_NODE,
        # What reached each is seen, and what becomes of it is not.
        question=_loudest(walk),
    )


def ten_answers(walk: Walk) -> Beat:
    """The ten outputs."""
    trace = walk.trace
    bars = outputs_bars(walk, chosen=None, grow=True, alt="What each Lola says.")
    meant = inputs_picture(walk, dim=True, cursor=None)
    answer = trace.answer
    return Beat(
        title=f"{walk.lolas.capitalize()} answers",
        story=f"So all {walk.lolas} [lola]Lolas[/] speak at once. The loudest is the network's "
        "answer: it "
        f"takes your {walk.named(walk.pass_.label)} for [lola]{walk.classes.a(answer)}[/]. "
        + ("Which is right." if answer == walk.pass_.label else "Which is wrong."),
        formula=(
            f"every y: [lola]y[/] = σ(V [jay]h[/]{plus_bias(walk)})",
            "[dim]V: every v; h: every Jay's[/]",
            f"loudest: {brief_lola(walk, answer)} = {number(float(trace.outputs[answer]))}",
            f"you meant: {brief_lola(walk, walk.pass_.label)} = "
            f"{number(float(trace.outputs[walk.pass_.label]))}",
        ),
        subject=Subject(
            f"the loudest, {lola_name(walk, answer)}, says",
            number(float(trace.outputs[answer])),
            "lola",
        ),
        scene=Scene(compact=bars, normal=row(meant, bars, gap=6)),
        lit=lit("lola"),
        chooses=OUTPUT_NODE,
    )


def how_sure(walk: Walk) -> Beat:
    """The answer, and by how much it leads."""
    trace = walk.trace
    answer = trace.answer
    order = np.argsort(-trace.outputs)
    second = int(order[1])
    lead = float(trace.outputs[answer] - trace.outputs[second])
    ahead = difference_of(float(trace.outputs[answer]), float(trace.outputs[second]))
    total = float(trace.outputs.sum())
    # With as many decimals as what they add up to, as they are printed beside their bars.
    printed = sum((rounded(said, 3) for said in trace.outputs.tolist()), Decimal(0))
    digits = next(n for n in (3, 2, 1, 0) if n == 0 or number(printed, n) == number(total, n))
    counterpart = walk.pass_.counterpart
    other = counterpart.trace.outputs
    best, next_best = np.argsort(-other, kind="stable")[:2].tolist()
    bars = row(
        outputs_bars(
            walk, f"[lola]what each says[/], {own_name(walk)}", chosen=answer, alt="What each says."
        ),
        outputs_bars(
            walk,
            f"[lola]the same[/], {counterpart.name}",
            values=other,
            chosen=best,
            alt=f"What each says, {counterpart.name}.",
        ),
        gap=4,
    )
    judged = "right" if answer == walk.pass_.label else "wrong"
    note = " Its weights are still random." if walk.pass_.named.untrained else ""
    note += f" Beside: {'after' if counterpart.trained else 'before'} training."
    return Beat(
        title="The answer, and how sure it is",
        story=f"{_how_sure(lead)}{note} These are no shares of one whole: each [lola]Lola[/] "
        f"answers her own question, so the {walk.lolas} need not add up to 1. They are the "
        "[lola]output layer[/].",
        formula=(
            f"lead of [lola]{walk.named(answer)}[/] over [lola]{walk.named(second)}[/], {judged}:",
            f"  {ahead.minuend} − {ahead.subtrahend}",
            f"  = {ahead.result}",
            f"all {walk.lolas} add up to {number(total, digits)}",
            f"{counterpart.name}: [lola]{walk.named(best)}[/] leads by "
            f"{difference_of(float(other[best]), float(other[next_best])).result}",
        ),
        subject=Subject(
            f"lead of [lola]{walk.named(answer)}[/] over [lola]{walk.named(second)}[/]",
            ahead.result,
            "lola",
        ),
        scene=Scene(compact=bars, normal=bars),
        lit=lit("lola"),
        chooses=OUTPUT_NODE,
    )


def _how_sure(lead: float) -> str:
    """Say how sure an answer is that leads by so much."""
    if lead > 0.5:
        return "It is sure."
    return "It leans that way." if lead > 0.1 else "It is little more than a guess."


def lola_name(walk: Walk, digit: int) -> str:
    """Name a Lola, marked up."""
    return f"[lola]Lola {walk.named(digit)}[/]"


ACT = Act(
    id="output",
    name="Output",
    about="output layer",
    onward=("draw", "lab", "practice"),
    beats={
        "speaking": ten_lolas,
        "sum": adds_up,
        "trust": trust,
        "answers": ten_answers,
        "answer": how_sure,
    },
    computes={
        "speaking": ("output_sums",),
        "sum": ("output_sums",),
        "trust": ("outputs",),
        "answers": ("outputs",),
    },
    asks={"trust": "the loudest Lola"},
    answers="answers",
)
