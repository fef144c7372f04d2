"""Act 8: every weight moves a little, so that next time the error is smaller."""

from __future__ import annotations

from typing import Any

import numpy as np

from scenes.story.acts.common import (
    EQUALS,
    PLUS,
    apart,
    extremes,
    jay,
    lola,
    loss_digits,
    pixel,
    signed_wall,
)
from scenes.story.beats import Act, Beat, Question, lit
from scenes.story.choices import HIDDEN_NODE, INPUT_NODE
from scenes.story.figures import (
    Bars,
    Factor,
    Factors,
    Floats,
    Picture,
    Reading,
    Scale,
    Scene,
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
from scenes.story.passes import RATES
from scenes.story.walk import Walk

Names = tuple[tuple[str, str], ...]


def _told(walk: Walk) -> Factors:
    """The change of the weight from the chosen Jay to the chosen Lola."""
    trace, j, k = walk.trace, walk.jay, walk.lola
    names = (
        ("[rate]η[/]", "[rate]learning rate[/]"),
        ("[error]e[/]", f"[error]error[/] of {lola(walk)}"),
        ("y(1−y)", f"slope of {lola(walk)}'s curve"),
        ("[jay]h[/]", f"what {jay(walk)} passed on"),
    )
    product = product_of(
        trace.learning_rate,
        float(trace.output_errors[k]),
        float(trace.output_slopes[k]),
        float(trace.hidden_outputs[j]),
    )
    change = change_of(float(trace.hidden_output[k, j]), float(trace.output_updates[k, j]))
    return _factors(f"{jay(walk)} → {lola(walk)}", names, product, change, "v", "tell")


def _said(walk: Walk) -> Factors:
    """The change of the weight from the chosen pixel to the chosen Jay."""
    trace, j, i = walk.trace, walk.jay, walk.pixel
    names = (
        ("[rate]η[/]", "[rate]learning rate[/]"),
        ("[error]E[/]", f"[error]blame[/] of {jay(walk)}"),
        ("h(1−h)", f"slope of {jay(walk)}'s curve"),
        ("[you]x[/]", f"what {pixel(walk)} said"),
    )
    product = product_of(
        trace.learning_rate,
        float(trace.hidden_errors[j]),
        float(trace.hidden_slopes[j]),
        float(trace.inputs[i]),
    )
    change = change_of(float(trace.input_hidden[j, i]), float(trace.hidden_updates[j, i]))
    return _factors(f"{pixel(walk)} → {jay(walk)}", names, product, change, "w", "speak")


def _factors(
    title: str, names: Names, product: Product, change: Change, symbol: str, term: str
) -> Factors:
    """A change as a product, then added to its weight."""
    return Factors(
        title=title,
        factors=tuple(
            Factor(name, meaning, value)
            for (name, meaning), value in zip(names, product.factors, strict=True)
        ),
        result=Factor(f"Δ{symbol}", "the change", f"[bold]{product.result}[/]"),
        before=Factor(f"[{term}]{symbol}[/]", "before", change.before),
        change=Factor(f"Δ{symbol}", "the change", change.change),
        after=Factor(f"[{term}]{symbol}[/]", "after", f"[bold]{change.after}[/]"),
        count=True,
        alt="A weight's change, factor by factor.",
    )


def _moved(before: float, after: float, symbol: str) -> Bars:
    """The weight before and after, as two bars; in motion the second starts from the first."""
    reach = max(abs(before), abs(after)) * 1.1
    return Bars(
        title=f"{symbol} before and after",
        labels=("before", "after"),
        values=np.array([before, after]),
        before=np.array([before, before]),
        low=-reach,
        high=reach,
        digits=decimals(after - before, 2),
        grow=True,
        alt="The weight before and after.",
    )


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


def _too_much(walk: Walk) -> Question | None:
    """Ask what one telling does at the highest of the learning rates compared next."""
    rate = RATES[-1]
    before, after = walk.trace.loss, walk.pass_.by_rate[rate].loss_after
    digits = apart(before, after, loss_digits(walk))
    if digits is None:
        return None
    return Question(
        f"told once at [rate]η[/] = {plain(rate)}: will the error ½Σe² grow or shrink?",
        ("grow", "shrink"),
        1 if after < before else 0,
        f"at [rate]η[/] = {plain(rate)} it goes from {number(before, digits)} "
        f"to {number(after, digits)}.",
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
    moved = _moved(
        walk.trace.hidden_output[walk.lola, walk.jay],
        walk.trace.hidden_output_after[walk.lola, walk.jay],
        "[tell]v[/]",
    )
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
        ),
        scene=Scene(compact=change, normal=row(change, moved, gap=8)),
        lit=lit("jay", "tell", "lola"),
        travel=("lola", "jay"),
    )


def yours(walk: Walk) -> Beat:
    """One of your weights to Jay: the same with his blame."""
    update = float(walk.trace.hidden_updates[walk.jay, walk.pixel])
    change = _said(walk)
    moved = _moved(
        walk.trace.input_hidden[walk.jay, walk.pixel],
        walk.trace.input_hidden_after[walk.jay, walk.pixel],
        "[speak]w[/]",
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
        ),
        scene=Scene(compact=change, normal=row(change, moved, gap=8)),
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
            one.sum,
            f"  = {one.after}",
            f"largest change {signed(largest, decimals(largest))}",
        ),
        scene=Scene(compact=row(*parts, gap=1), normal=row(*parts, gap=3)),
        lit=lit("you", "speak", "jay"),
        travel=("jay", "you"),
        chooses=HIDDEN_NODE,
        question=_too_much(walk),
    )


def how_much(walk: Walk) -> Beat:
    """The learning rate, and what it does to this digit."""
    trace = walk.trace
    changes = [float(at.output_updates[walk.lola, walk.jay]) for at in walk.pass_.by_rate.values()]
    digits = decimals(min(map(abs, changes)), 2, least=5)
    digits_of_loss = loss_digits(walk)
    before = (
        "[dim]before[/]",
        "",
        number(trace.loss, digits_of_loss),
        f"[lola]{trace.answer}[/]",
        percent(walk.pass_.score),
    )
    rows = tuple(
        (
            f"{'▸' if rate == trace.learning_rate else ' '}[rate]{plain(rate)}[/]",
            signed(float(at.output_updates[walk.lola, walk.jay]), digits),
            number(at.loss_after, digits_of_loss),
            f"[lola]{int(at.outputs_after.argmax())}[/]",
            percent(walk.pass_.scores_by_rate[rate]),
        )
        for rate, at in walk.pass_.by_rate.items()
    )
    table = Table(
        title="one update, at several learning rates",
        header=("[rate]η[/]", "Δv", "½Σe²", "takes it for", "others right"),
        rows=(before, *rows),
        reveal=True,
        alt="What one update does at several learning rates.",
    )
    lost = [number(loss, digits_of_loss) for loss in (trace.loss, trace.loss_after)]
    return Beat(
        title="How much to correct",
        story="The [rate]learning rate[/] η moderates it all. Too small, and you would have to say "
        "it forever. Too large, and this digit drowns what the others have taught. "
        + (
            "This network has learned nothing yet: see the harm in [do:other-weights]another[/]."
            if walk.pass_.named.untrained
            else "[do:learning-rate]Turn it[/]: the numbers answer at once."
        ),
        formula=(
            f"[rate]η[/] = {plain(trace.learning_rate)}",
            "[tell]V[/] ← V + [rate]η[/] ([error]e[/]·y(1−y)) [jay]h[/]ᵀ",
            "[speak]W[/] ← W + [rate]η[/] ([error]E[/]·h(1−h)) [you]x[/]ᵀ",
            f"½Σ[error]e²[/]: {lost[0]} → {lost[1]}",
        ),
        scene=Scene(compact=table, normal=table),
        lit=lit("speak", "tell"),
        travel=("lola", "you"),
    )


ACT = Act(
    id="update",
    name="Update",
    about="learning rate",
    beats={
        "direction": which_way,
        "factors": factors,
        "inputs": yours,
        "weights": pictures,
        "rate": how_much,
    },
    asks={"direction": "the weight to her", "weights": "the error, η = 10"},
)
