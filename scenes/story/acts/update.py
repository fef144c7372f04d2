"""Act 8: every weight moves a little, so that next time the error is smaller."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from scenes.story.acts.common import (
    EQUALS,
    INK,
    PLUS,
    extremes,
    jay,
    knows_something,
    lola,
    nothing_to_lose,
    pixel,
    signed_wall,
    thumbnails,
    untrained_answer,
)
from scenes.story.beats import Act, Beat, Question, lit
from scenes.story.choices import HIDDEN_NODE, INPUT_NODE
from scenes.story.figures import (
    Chart,
    Factor,
    Factors,
    Floats,
    Gauge,
    Picture,
    Reading,
    Scale,
    Scene,
    Series,
    Table,
    row,
)
from scenes.story.numbers import (
    Change,
    Product,
    change_of,
    decimals,
    number,
    percent,
    plain,
    product_of,
    signed,
)
from scenes.story.passes import LEAST_HARM, SWEPT_RATES
from scenes.story.walk import Walk

if TYPE_CHECKING:
    from tinynet.sweep import RateSweep


def _told(walk: Walk) -> Factors:
    """The change of the weight from the chosen Jay to the chosen Lola."""
    trace, j, k = walk.trace, walk.jay, walk.lola
    e, slope = float(trace.output_errors[k]), float(trace.output_slopes[k])
    passed_on = float(trace.hidden_outputs[j])
    product = product_of(trace.learning_rate, e, slope, passed_on)
    eta, error, steep, h = product.factors
    return _factors(
        f"{jay(walk)} → {lola(walk)}",
        (
            _rate(trace.learning_rate, eta),
            Factor("[error]e[/]", "her error", error, Gauge("bar", e)),
            Factor(
                "y(1−y)",
                "her slope",
                steep,
                Gauge(
                    "slope",
                    float(trace.output_sums[k] + trace.output_biases[k]),
                    high=slope,
                    term="lola",
                ),
            ),
            Factor("[jay]h[/]", "what he said", h, Gauge("cell", passed_on, scale=INK)),
        ),
        product,
        (float(trace.hidden_output[k, j]), float(trace.output_updates[k, j])),
        "[tell]v[/]",
    )


def _said(walk: Walk) -> Factors:
    """The change of the weight from the chosen pixel to the chosen Jay."""
    trace, j, i = walk.trace, walk.jay, walk.pixel
    blame, slope = float(trace.hidden_errors[j]), float(trace.hidden_slopes[j])
    said = float(trace.inputs[i])
    product = product_of(trace.learning_rate, blame, slope, said)
    eta, error, steep, x = product.factors
    reach = float(np.abs(trace.hidden_errors).max()) or 1.0
    return _factors(
        f"{pixel(walk)} → {jay(walk)}",
        (
            _rate(trace.learning_rate, eta),
            Factor("[error]E[/]", "his blame", error, Gauge("bar", blame, high=_rounded_up(reach))),
            Factor(
                "h(1−h)",
                "his slope",
                steep,
                Gauge(
                    "slope",
                    float(trace.hidden_sums[j] + trace.hidden_biases[j]),
                    high=slope,
                    term="jay",
                ),
            ),
            Factor("[you]x[/]", "what it said", x, Gauge("cell", said, scale=INK)),
        ),
        product,
        (float(trace.input_hidden[j, i]), float(trace.hidden_updates[j, i])),
        "[speak]w[/]",
    )


def _rate(rate: float, printed: str) -> Factor:
    """The learning rate as a knob."""
    low, high = min(RATE_ENDS[0], rate), max(RATE_ENDS[1], rate)
    knob = Gauge("knob", rate, low=low, high=high, term="rate")
    return Factor("[rate]η[/]", "how much", printed, knob)


def _rounded_up(reach: float) -> float:
    """Return the end of a scale that holds so much: 1, 2 or 5 of a power of ten."""
    power = 10.0 ** math.floor(math.log10(reach))
    return next(step * power for step in (1, 2, 5, 10) if reach <= step * power)


def _factors(
    title: str,
    factors: tuple[Factor, ...],
    product: Product,
    weight: tuple[float, float],
    symbol: str,
) -> Factors:
    """A change as a product, then added to ``weight``: what it was before, and its change."""
    before, update = weight
    change = change_of(before, update)
    return Factors(
        title=title,
        factors=factors,
        result=Factor(
            f"Δ{symbol}",
            "the change",
            f"[bold]{product.result}[/]",
            Gauge("bar", update, high=_rounded_up(abs(update)) if update else 1.0),
        ),
        before=Factor(symbol, "before", change.before),
        change=Factor(f"Δ{symbol}", "the change", change.change),
        after=Factor(symbol, "after", f"[bold]{change.after}[/]"),
        moves=(before, before + update),
        count=True,
        alt="A weight's change, factor by factor.",
    )


def _bias_line(walk: Walk, delta: str, update: float) -> tuple[str, ...]:
    """Tell the change of a bias, where biases are learned: the same, with 1 for what came in."""
    if not walk.trace.train_biases:
        return ()
    return (f"Δb = [rate]η[/]·{delta} = {signed(update, decimals(update, 2))}",)


RATE_ENDS = (0.001, 10.0)
"""Ends of the way that the learning rate is drawn on; further, where it is further."""
LONGEST_SUM = 30
"""Characters of an addition that fit a line of the formula on the smallest screen."""
MUCH = 0.2
"""A change of this share of the largest weight is no longer called small."""


def _rise_or_fall(walk: Walk) -> Question | None:
    """Ask which way the weight from the chosen Jay to the chosen Lola goes."""
    change = float(walk.trace.output_updates[walk.lola, walk.jay])
    e = float(walk.trace.output_errors[walk.lola])
    if change == 0:
        return None
    return Question(
        f"will the weight {jay(walk)}→{lola(walk)} rise or fall?",
        ("rise", "fall"),
        0 if change > 0 else 1,
        f"her error is {signed(e, decimals(e, 1))}: she should hear "
        f"{'more' if e > 0 else 'less'}, so it {'rises' if change > 0 else 'falls'}.",
    )


def _for_others(walk: Walk) -> Question:
    """Ask what one telling at the walk's own rate does to the others, which comes next."""
    retold = walk.pass_.learning.retold
    before, after = retold.score(0), retold.score(1)
    return Question(
        f"[rate]η[/] = {plain(walk.trace.learning_rate)}, told one digit: what do the others do?",
        ("gain", "lose", "stay"),
        0 if after > before else 1 if after < before else 2,
        f"of {len(retold.labels):,} others {percent(before)} were read right before, "
        f"{percent(after)} after.",
    )


def which_way(walk: Walk) -> Beat:
    """One weight Jay to Lola, before its change is shown."""
    trace, j, k = walk.trace, walk.jay, walk.lola
    e = float(trace.output_errors[k])
    weights = trace.hidden_output[k]
    wall = signed_wall(walk, f"[tell]v[/]: all Jays to {lola(walk)}", weights, "v")
    facts = Table(
        title=f"{jay(walk)} → {lola(walk)}",
        header=("", "now"),
        rows=(
            ("[tell]weight v[/]", signed(float(weights[j]), 4)),
            ("[jay]he passed on h[/]", number(float(trace.hidden_outputs[j]))),
            ("[error]her error e[/]", signed(e)),
        ),
        alt="The weight and what went along it.",
    )
    return Beat(
        title="One weight, Jay to Lola",
        story=f"Take how seriously {jay(walk)} speaks to {lola(walk)}. He passed on "
        f"{number(float(trace.hidden_outputs[j]))}, and her error is {signed(e)}. Next time the "
        "error should be smaller, by moving this weight just a little. But which way?",
        formula=(
            "what changes with what:",
            "[error]e[/] above 0: she should hear more",
            "[jay]h[/] is never below 0",
            f"[tell]v[/] now: {signed(float(weights[j]), 4)}",
        ),
        scene=Scene(compact=row(wall, facts, gap=4), normal=row(wall, facts, gap=8)),
        lit=lit("jay", "tell", "lola"),
        travel=("lola", "jay"),
        chooses=HIDDEN_NODE,
        question=_rise_or_fall(walk),
    )


def factors(walk: Walk) -> Beat:
    """Every factor of its change, then before and after."""
    update = float(walk.trace.output_updates[walk.lola, walk.jay])
    change = _told(walk)
    return Beat(
        title="Every factor of its change",
        story="The change is a product of four: how much we correct ([rate]learning rate[/]), how "
        "wrong [lola]she[/] was, how easily she is moved, and how much [jay]he[/] passed on. If "
        "any of them is small, the weight hardly moves.",
        formula=(
            "Δ[tell]v[/] = [rate]η[/] · [error]e[/] · y(1−y) · [jay]h[/]",
            f"  = {signed(update, decimals(update, 4))}",
            "[tell]v[/] ← [tell]v[/] + Δ[tell]v[/]",
            f"y(1−y) at y = {number(float(walk.trace.outputs[walk.lola]))}",
            *_bias_line(
                walk, "[error]e[/]·y(1−y)", float(walk.trace.output_bias_updates[walk.lola])
            ),
        ),
        scene=Scene(compact=change, normal=change),
        lit=lit("jay", "tell", "lola"),
        travel=("lola", "jay"),
    )


def yours(walk: Walk) -> Beat:
    """One of your weights to Jay: the same with his blame."""
    update = float(walk.trace.hidden_updates[walk.jay, walk.pixel])
    change = _said(walk)
    where = Picture(
        title=f"[you]where {walk.pixel} is[/]",
        values=walk.pictured(walk.trace.inputs),
        scale=INK,
        cursor=walk.pixel,
        readings=(Reading("x", walk.trace.inputs, 4),),
        alt=f"Pixel {walk.pixel} in the digit.",
    )
    return Beat(
        title="One of your weights to Jay",
        story=f"The same one layer earlier, for {pixel(walk)}: now the error is {jay(walk)}'s "
        "share of the [error]blame[/], E. It was worked out with the [tell]old weights[/] to the "
        "Lolas: first all the blame, then all the changes.",
        formula=(
            "Δ[speak]w[/] = [rate]η[/] · [error]E[/] · h(1−h) · [you]x[/]",
            f"  = {signed(update, decimals(update, 4))}",
            "[speak]w[/] ← [speak]w[/] + Δ[speak]w[/]",
            f"rule for [error]E[/]: {walk.trace.error_rule}",
            *_bias_line(
                walk, "[error]E[/]·h(1−h)", float(walk.trace.hidden_bias_updates[walk.jay])
            ),
        ),
        scene=Scene(compact=change, normal=row(where, change, gap=4)),
        lit=lit("you", "speak", "jay"),
        travel=("jay", "you"),
        chooses=INPUT_NODE,
    )


def pictures(walk: Walk) -> Beat:
    """All 784 of one Jay's weights: before, change, after."""
    trace, j = walk.trace, walk.jay
    before, change = trace.input_hidden[j], trace.hidden_updates[j]
    after = trace.input_hidden_after[j]
    scale = Scale.around(before, after)

    def picture(title: str, values: Floats, **more: Any) -> Picture:
        return Picture(
            title=title,
            values=walk.pictured(values),
            cursor=walk.pixel,
            readings=(
                Reading("before", before, 5),
                Reading("Δ", change, 5),
                Reading("after", after, 5),
            ),
            alt=extremes(values, "pixel"),
            **more,
        )

    changes = Scale.around(change)
    parts = (
        picture("[speak]before[/]", before, scale=scale),
        PLUS,
        picture("[rate]change[/]", change, scale=changes, sweep=True),
        EQUALS,
        picture("[speak]after[/]", after, scale=scale, before=walk.pictured(before)),
    )
    one = change_of(float(before[walk.pixel]), float(change[walk.pixel]), figures=2)
    less = trace.hidden_errors[j] < 0
    largest = float(change[np.abs(change).argmax()])
    small = abs(largest) < MUCH * float(np.abs(before).max())
    return Beat(
        title=f"All of Jay {j}'s weights",
        story=f"All {walk.inputs} at once. The change is the digit itself, "
        + ("in blue (−): he is to hear less" if less else "in orange (+): he is to hear more")
        + " where there is ink. "
        + (
            "It is on a finer colour scale, or you would not see it: one telling changes a weight "
            "only a little."
            if small
            else "At this learning rate one telling changes the weights a great deal."
        ),
        formula=(
            f"{pixel(walk)}, before and change:",
            *_sum_lines(one),
            f"  = {one.after}",
            f"largest [rate]Δ[/] {signed(largest, decimals(largest))}",
        ),
        scene=Scene(compact=row(*parts, gap=1), normal=row(*parts, gap=3)),
        lit=lit("you", "speak", "jay"),
        travel=("jay", "you"),
        chooses=HIDDEN_NODE,
        question=_for_others(walk),
    )


def _sum_lines(change: Change) -> tuple[str, ...]:
    """Print before and change, on two lines where one would be too long."""
    if len(change.sum) <= LONGEST_SUM:
        return (change.sum,)
    return (change.before, f"  {change.sum[len(change.before) + 1 :]}")


def how_much(walk: Walk) -> Beat:
    """The learning rate: where it helps this digit, and from where on it harms the others."""
    learning = walk.pass_.learning
    sweep, label, count = learning.sweep, learning.label, len(learning.sweep.labels)
    turns = _turning(sweep)
    chart = Chart(
        title="one update, at every [rate]learning rate η[/]",
        series=(
            Series(f"error of this {label}, ½Σe²", SWEPT_RATES, sweep.losses.tolist(), "error"),
            Series("others read right", SWEPT_RATES, sweep.accuracy.tolist(), "you"),
        ),
        x_label="η",
        y_label="0 to 1",
        marks=(0.01, 0.1, 1.0, 10.0),
        logarithmic=True,
        draw=True,
        turn=None if turns is None else (turns, f"[rate]from η = {plain(turns)} on: harm[/]"),
        alt=_told_sweep(walk, turns),
    )
    worst = int(sweep.accuracy.argmin())
    lost = (sweep.answers_before == sweep.labels) & (sweep.answers[worst] != sweep.labels)
    gallery = thumbnails(
        walk,
        f"[error]lost at η = {plain(SWEPT_RATES[worst])}: {int(lost.sum())}[/]",
        learning.others[0],
        [
            (int(i), f"[you]{sweep.labels[i]}[/]: now {sweep.answers[worst][i]}")
            for i in np.flatnonzero(lost)
        ],
        "None was lost.",
        alt="Digits that were read right before the update, and are not after it.",
    )
    best = SWEPT_RATES[int(sweep.losses.argmin())]
    harm = (
        f"From {plain(turns)} on it drowns what others taught."
        if turns is not None
        else "The others hardly change."
    )
    return Beat(
        title="How much to correct",
        story=f"{knows_something(walk)} One update for [you]this {label}[/], at each "
        f"[rate]η[/]: too small, nothing moves; at {plain(best)} its error is least. {harm}",
        formula=(
            untrained_answer(walk) or "for every weight at once:",
            "[tell]v[/] ← [tell]v[/] + [rate]η[/] · [error]e[/]·y(1−y) · [jay]h[/]",
            "[speak]w[/] ← [speak]w[/] + [rate]η[/] · [error]E[/]·h(1−h) · [you]x[/]",
            f"others right: {round(sweep.accuracy_before * count)} of {count:,}",
            f"[do:learning-rate]the walk's[/] [rate]η[/] = {plain(walk.trace.learning_rate)}",
        ),
        scene=Scene(
            compact=row(chart, gallery, gap=3),
            normal=row(chart, gallery, gap=5),
        ),
        lit=lit("speak", "tell"),
        travel=("lola", "you"),
        trace=learning.trace,
        aside=nothing_to_lose(walk),
    )


def _turning(sweep: RateSweep) -> float | None:
    """Return the learning rate from which on the others lose, if they do at the highest."""
    harmed = sweep.accuracy < sweep.accuracy_before - LEAST_HARM
    if not harmed[-1]:
        return None
    unharmed = np.flatnonzero(~harmed)
    return float(sweep.rates[int(unharmed[-1]) + 1 if len(unharmed) else 0])


def _told_sweep(walk: Walk, turns: float | None) -> str:
    """Tell the picture of the learning rates in words."""
    sweep = walk.pass_.learning.sweep
    best = int(sweep.losses.argmin())
    words = (
        f"The digit's own error is least at η = {plain(SWEPT_RATES[best])}, "
        f"{number(float(sweep.losses[best]))}. Of the others {percent(sweep.accuracy_before)} are "
        f"read right before, {percent(float(sweep.accuracy[-1]))} after an update at "
        f"η = {plain(SWEPT_RATES[-1])}."
    )
    return words if turns is None else f"{words} They lose from η = {plain(turns)} on."


ACT = Act(
    id="update",
    name="Update",
    about="learning rate",
    has_asides=True,
    beats={
        "direction": which_way,
        "factors": factors,
        "inputs": yours,
        "weights": pictures,
        "rate": how_much,
    },
    computes={
        "factors": ("output_deltas", "hidden_output", "output_biases"),
        "inputs": ("hidden_deltas", "input_hidden", "hidden_biases"),
        "weights": ("hidden_deltas", "input_hidden"),
        "rate": ("hidden_output", "input_hidden"),
    },
    asks={"direction": "the weight to her", "weights": "the others, told once"},
)
