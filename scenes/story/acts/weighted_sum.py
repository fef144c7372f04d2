"""The act `weighted-sum`: what reaches a Jay: every word by how seriously it was said, added up."""

from __future__ import annotations

from typing import Any

import numpy as np

from scenes.story.acts.common import (
    EQUALS,
    LARGEST,
    MOST_IN_CAPTION,
    TIMES,
    extremes,
    inputs_picture,
    jay,
    outline_of,
    own_name,
    pixel,
    same_place,
    signed_wall,
    times_the_scale,
    weights_picture,
)
from scenes.story.acts.others import Heard, brief_class, heard_bars, heard_of_others, told_apart
from scenes.story.beats import Act, Beat, Question, Subject, lit
from scenes.story.choices import INPUT_NODE
from scenes.story.figures import Floats, Picture, Reading, Scale, Terms
from scenes.story.nouns import kinds_of
from scenes.story.numbers import (
    adding_digits,
    decimals,
    number,
    percent,
    product_of,
    signed,
    sub,
    weighted_sum,
)
from scenes.story.scene import Row, Scene, row
from scenes.story.walk import Walk


def _products_picture(walk: Walk, title: str = "[sum]products w·x[/]", **more: Any) -> Picture:
    weights = walk.trace.input_hidden[walk.jay]
    products = weights * walk.trace.inputs
    return Picture(
        title=title,
        values=walk.pictured(products),
        scale=Scale.around(products),
        cursor=walk.pixel,
        readings=(
            Reading("w", weights, 4),
            Reading("x", walk.trace.inputs, 4),
            Reading("w·x", products, 4),
        ),
        alt=f"{walk.inputs} products. {extremes(products, 'pixel')}",
        **more,
    )


def _terms(walk: Walk, largest: int = LARGEST, **more: Any) -> Terms:
    summed = weighted_sum(walk.trace.input_hidden[walk.jay], walk.trace.inputs, largest=largest)
    return Terms(
        title=f"what reaches {jay(walk)}",
        sum=summed,
        names=tuple(f"[you]pixel {term.index}[/]" for term in summed.terms),
        header=("from", "w", "x", "w·x"),
        total_name=f"[sum]z{sub(walk.jay)}[/]",
        alt=f"The weighted sum of Jay {walk.jay}.",
        **more,
    )


def _sign(value: float) -> str:
    """Name the colour of a signed number."""
    return "positive" if value >= 0 else "negative"


def one_jay(walk: Walk) -> Beat:
    """One Jay's 784 weights, as a picture; beside it, what training makes of them."""
    weights = walk.trace.input_hidden[walk.jay]
    counterpart = walk.pass_.counterpart
    own, other = own_name(walk), counterpart.name
    place = same_place(walk, counterpart.trace)

    # On the shapes that training makes the digit is outlined: what he hears of it is seen.
    outline, none = outline_of(walk.pictured(walk.trace.inputs)), ()
    lines = (none, outline) if counterpart.trained else (outline, none)

    def pictures(to: str, beside: str) -> tuple[Picture, ...]:
        return (
            inputs_picture(walk),
            weights_picture(walk, f"[speak]w[/]{to}, {own}", linked=lines[0]),
            weights_picture(
                walk, f"[speak]w[/]{beside}, {other}", counterpart.trace, linked=lines[1]
            ),
        )

    small, large = pictures("", ""), pictures(f" to {jay(walk)}", f" to [jay]Jay {place}[/]")
    heard = heard_of_others(walk)
    return Beat(
        title=f"We follow Jay {walk.jay}",
        story=_told_of_weights(walk, small, heard),
        formula=(
            f"from {pixel(walk)}: [speak]w[/] = {signed(float(weights[walk.pixel]), 4)}",
            "ink on [positive][hue:positive]orange|w above 0[/][/] → [jay]passed on[/]",
            *(
                f"  {brief_class(walk, k)}: {percent(heard.inked[k], 0)} → "
                f"[jay]{number(heard.means[k], heard.digits)}[/]"
                for k in heard.ends
            ),
            f"[you]your {walk.classes.short(walk.pass_.label, MOST_IN_CAPTION)}[/]"
            f"{', outlined' * walk.classes.are_digits}: "
            f"{percent(heard.own_inked, 0)} → [jay]{number(heard.own)}[/]",
        ),
        subject=Subject(
            f"[speak]w[/] from {pixel(walk)} to {jay(walk)}",
            signed(float(weights[walk.pixel]), 4),
            _sign(float(weights[walk.pixel])),
        ),
        scene=Scene(
            # The scales stand behind the titles, if these are short.
            compact=row(*small, gap=1),
            normal=row(*large, heard_bars(walk, heard), gap=2),
        ),
        lit=lit("you", "speak", "jay"),
        aside=f"Training is telling again, corrected, over and over. {_one_of_many(walk)}"
        "[do:another-jay]Follow another[/]; "
        f"[do:other-weights]take the {other} network[/].",
    )


def _told_of_weights(walk: Walk, pictures: tuple[Picture, ...], heard: Heard) -> str:
    """Say what the colours of the two pictures of weights mean, and what training makes."""
    _, untrained, trained = pictures
    if not walk.pass_.counterpart.trained:
        untrained, trained = trained, untrained
    times = times_the_scale(trained.scale, untrained.scale)
    other = "" if walk.pass_.counterpart.same_start else "another Jay"
    noted = ", ".join(filter(None, (other, f"scale × {times:,}" if times else "")))
    return (
        f"[you]Your[/] [speak]weights[/] to {jay(walk)}. "
        "[positive][hue:positive]Orange|Above 0[/] (+)[/]: ink there makes him speak; "
        f"[negative][hue:negative]blue|below[/] (−)[/]: hold back. "
        f"At first random: noise. After [bold]training[/]{f' ({noted})' if noted else ''}, a shape"
        f"{told_apart(walk, heard)}."
    )


def _one_of_many(walk: Walk) -> str:
    """Say that one Jay tells little, and why the walk follows this one, where that is so."""
    count = len(walk.trace.hidden_sums)
    if count == 1:
        return ""
    words = f"Only all {count:,} [jay]Jays[/] tell {kinds_of(walk.classes)} apart. "
    if walk.jay == int(np.abs(walk.trace.hidden_deltas).argmax()):
        words += f"This {walk.classes.thing} moves his weights most. "
    return words


def _halves(walk: Walk) -> tuple[float, float, float, int]:
    """Return what pulls the chosen Jay's sum up, what pulls it down, the sum, and its digits."""
    products = walk.trace.input_hidden[walk.jay] * walk.trace.inputs
    up, down = float(products[products > 0].sum()), float(products[products < 0].sum())
    z = float(walk.trace.hidden_sums[walk.jay])
    return up, down, z, adding_digits((up, down), z, decimals(z, 1))


def _above_or_below(walk: Walk) -> Question | None:
    """Ask which half outweighs the other."""
    up, down, z, digits = _halves(walk)
    if z == 0:
        return None
    return Question(
        f"will {jay(walk)}'s {walk.inputs} products add up to above or below zero?",
        ("above", "below"),
        0 if z > 0 else 1,
        f"up by {signed(up, digits)}, down by {signed(down, digits)}: in all {signed(z, digits)}.",
    )


def products(walk: Walk) -> Beat:
    """Digit times weights, pixel by pixel."""
    w = float(walk.trace.input_hidden[walk.jay, walk.pixel])
    told = product_of(w, float(walk.trace.inputs[walk.pixel]))
    empty = walk.pass_.image.ravel() == 0
    silent = (walk.trace.input_hidden[walk.jay] * walk.trace.inputs)[empty]
    digit = inputs_picture(walk, "[you]inputs x[/]")

    def pictures(gap: int, *titles: str) -> Row:
        weights = weights_picture(walk, f"[speak]{titles[0]}[/]")
        made = _products_picture(walk, f"[sum]{titles[1]}[/]", sweep=True)
        return row(digit, TIMES, weights, EQUALS, made, gap=gap)

    return Beat(
        title="Each word by how seriously it is said",
        story=f"Pixel by pixel, what [you]you[/] say is multiplied by how seriously you say it to "
        f"{jay(walk)}. An empty pixel (0.01) says next to nothing; all "
        f"{len(silent)} of them together make {signed(float(silent.sum()))}.",
        formula=(
            f"for {pixel(walk)}:",
            "[speak]w[/] · [you]x[/]",
            f"  = {told.factors[0]} × {told.factors[1]}",
            f"  = [sum]{told.result}[/]",
            f"{walk.inputs} such products",
        ),
        subject=Subject(
            f"[speak]w[/]·[you]x[/] of {pixel(walk)}",
            told.result,
            _sign(w),
        ),
        scene=Scene(
            compact=pictures(1, "weights", "w·x"), normal=pictures(3, "weights w", "products w·x")
        ),
        lit=lit("you", "speak"),
        travel=("you", "jay"),
        chooses=INPUT_NODE,
        question=_above_or_below(walk),
    )


def adding_up(walk: Walk) -> Beat:
    """The products add up to the weighted sum."""
    up, down, z, digits = _halves(walk)
    terms = _terms(walk, count=True, so_far=True)
    picture = _products_picture(walk, sweep=True)
    return Beat(
        title="All of it added up",
        story=f"All {walk.inputs} products are added: the [sum]weighted sum[/] z, all that reaches "
        f"{jay(walk)}. Listed are those that move it most, the rest in one line, and the sum so "
        "far. Much of it cancels: some of you pull up, others down.",
        formula=(
            f"[sum]z{sub(walk.jay)}[/] = Σ [speak]w[/]·[you]x[/]   [dim]Σ: add up[/]",
            f"all that pull up    {signed(up, digits)}",
            f"all that pull down  {signed(down, digits)}",
            f"[sum]z{sub(walk.jay)}[/] = {number(z, digits)}",
        ),
        subject=Subject(
            f"[sum]z{sub(walk.jay)}[/]: all that reaches {jay(walk)}", number(z, digits), _sign(z)
        ),
        scene=Scene(
            compact=row(picture, terms),
            normal=row(picture, terms, gap=6),
            wide=row(picture, _terms(walk, 16, count=True), gap=10),
        ),
        lit=lit("you", "speak", "jay"),
        travel=("you", "jay"),
    )


def _apart(sums: Floats, others: Floats, trained: bool) -> str:
    """Say that training drew the sums apart, where it did."""
    before, after = (sums, others) if trained else (others, sums)
    if float(after.std()) <= float(before.std()):
        return ""
    return " Training draws them apart."


def all_jays(walk: Walk) -> Beat:
    """Every Jay has a sum of his own."""
    sums = walk.trace.hidden_sums
    high, low = int(sums.argmax()), int(sums.argmin())
    counterpart = walk.pass_.counterpart
    others = counterpart.trace.hidden_sums
    wall = signed_wall(
        walk, f"[sum]z[/], {own_name(walk)}", sums, "z", sweep=True, names_chosen=True
    )
    beside = signed_wall(
        walk,
        f"[sum]z[/], {counterpart.name}",
        others,
        "z",
        chosen=same_place(walk, counterpart.trace),
        names_chosen=True,
    )
    digit = inputs_picture(walk)
    return Beat(
        title="The same words, every Jay",
        story=f"Each [jay]Jay[/] has {walk.inputs} weights of his own, so the same "
        f"{walk.classes.thing} reaches "
        "each of them differently. This is the [jay]hidden layer[/] before anyone has decided "
        f"what to believe.{_apart(sums, others, counterpart.trained)}",
        formula=(
            "every Jay's sum: [sum]z[/] = W [you]x[/]",
            "[dim]W: every w; x: each of you[/]",
            f"largest   [jay]Jay {high}[/]: {signed(float(sums[high]))}",
            f"smallest  [jay]Jay {low}[/]: {signed(float(sums[low]))}",
            f"{counterpart.name}: {signed(float(others.min()))} to {signed(float(others.max()))}",
        ),
        subject=Subject(
            f"[sum]z{sub(walk.jay)}[/]: what reaches {jay(walk)}",
            signed(float(sums[walk.jay])),
            _sign(float(sums[walk.jay])),
        ),
        scene=Scene(compact=row(digit, wall, beside), normal=row(digit, wall, beside, gap=5)),
        lit=lit("you", "speak", "jay"),
        travel=("you", "jay"),
    )


ACT = Act(
    id="weighted-sum",
    name="Weighted sum",
    about="hidden layer",
    has_asides=True,
    onward=("lab", "code"),
    beats={
        "weights": one_jay,
        "products": products,
        "sum": adding_up,
        "layer": all_jays,
    },
    computes={
        "products": ("hidden_sums",),
        "sum": ("hidden_sums",),
        "layer": ("hidden_sums",),
    },
    asks={"products": "all he hears, added up"},
)
