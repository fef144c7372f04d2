"""The act `weighted-sum`: what reaches a Jay: every word by how seriously it was said, added up."""

from __future__ import annotations

from typing import Any

import numpy as np

from scenes.story.acts.common import (
    EQUALS,
    LARGEST,
    TIMES,
    extremes,
    inputs_picture,
    jay,
    own_name,
    pixel,
    same_place,
    signed_wall,
    times_the_scale,
    weights_picture,
)
from scenes.story.acts.numbered import act_link
from scenes.story.arithmetic import adding_digits, product_of, weighted_sum
from scenes.story.beats import Act, Beat, Question, Subject, lit
from scenes.story.choices import INPUT_NODE
from scenes.story.figures import Floats, Picture, Reading, Scale, Terms
from scenes.story.numbers import decimals, number, signed, sub
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
        inked=walk.inked,
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
    counterpart = walk.pass_.counterpart
    own, other = own_name(walk), counterpart.name
    place = same_place(walk, counterpart.trace)
    w = float(walk.trace.input_hidden[walk.jay, walk.pixel])
    there = float(counterpart.trace.input_hidden[place, walk.pixel])
    width = max(len(own), len(other))

    def pictures(to: str, beside: str) -> tuple[Picture, ...]:
        return (
            inputs_picture(walk),
            weights_picture(walk, f"[speak]w[/]{to}, {own}"),
            weights_picture(walk, f"[speak]w[/]{beside}, {other}", counterpart.trace),
        )

    small, large = pictures("", ""), pictures(f" to {jay(walk)}", f" to [jay]Jay {place}[/]")
    return Beat(
        title=f"We follow Jay {walk.jay}",
        story=_of_weights(walk, small),
        formula=(
            f"from {pixel(walk)}, marked:",
            f"  {own.ljust(width)}  [speak]w[/] = {signed(w, 4)}",
            f"  {other.ljust(width)}  [speak]w[/] = {signed(there, 4)}",
            "",
            f"[dim]what he listens for: {act_link('threshold.listens')}[/]",
        ),
        subject=Subject(f"[speak]w[/] from {pixel(walk)} to {jay(walk)}", signed(w, 4), _sign(w)),
        scene=Scene(
            # The scales stand behind the titles, if these are short.
            compact=row(*small, gap=1),
            normal=row(*large, gap=4),
        ),
        lit=lit("you", "speak", "jay"),
        aside="Training is telling again, corrected, over and over. "
        "[do:another-jay]Follow another[/]; "
        f"[do:other-weights]take the {other} network[/].",
    )


def _of_weights(walk: Walk, pictures: tuple[Picture, ...]) -> str:
    """Say what the colours of the two pictures of weights mean, what training makes, and who."""
    _, untrained, trained = pictures
    if not walk.pass_.counterpart.trained:
        untrained, trained = trained, untrained
    times = times_the_scale(trained.scale, untrained.scale)
    other = "" if walk.pass_.counterpart.same_start else "another Jay"
    noted = ", ".join(filter(None, (other, f"scale × {times:,}" if times else "")))
    deltas = np.abs(walk.trace.hidden_deltas)
    followed = len(deltas) > 1 and walk.jay == int(deltas.argmax())
    return (
        f"[you]Your[/] [speak]weights[/] to {jay(walk)}. "
        "[positive][hue:positive]Orange|Above 0[/] (+)[/]: ink there makes him speak; "
        f"[negative][hue:negative]blue|below[/] (−)[/]: hold back. "
        f"At first random: noise. After [bold]training[/]{f' ({noted})' if noted else ''}, a shape."
        + f" This {walk.classes.thing} moves his weights most: we follow him."
        * followed
    )


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
    product = product_of(w, float(walk.trace.inputs[walk.pixel]))
    empty = walk.pass_.image.ravel() == 0
    silent = (walk.trace.input_hidden[walk.jay] * walk.trace.inputs)[empty]
    digit = inputs_picture(walk, "[you]inputs x[/]")

    def pictures(gap: int, *titles: str) -> Row:
        weights = weights_picture(walk, f"[speak]{titles[0]}[/]")
        made = _products_picture(walk, f"[sum]{titles[1]}[/]", sweep=True)
        return row(digit, TIMES, weights, EQUALS, made, gap=gap)

    return Beat(
        title="Each word times its weight",
        story=f"Pixel by pixel, what [you]you[/] say is multiplied by how seriously you say it to "
        f"{jay(walk)}. An empty pixel (0.01) says next to nothing; all "
        f"{len(silent)} of them together make {signed(float(silent.sum()))}.",
        formula=(
            f"for {pixel(walk)}:",
            "[speak]w[/] · [you]x[/]",
            f"  = {product.factors[0]} × {product.factors[1]}",
            f"  = [sum]{product.result}[/]",
            f"{walk.inputs} such products",
        ),
        subject=Subject(
            f"[speak]w[/]·[you]x[/] of {pixel(walk)}",
            product.result,
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
    return " Training draws them apart: each listens for his own shape."


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
