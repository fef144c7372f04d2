"""Figures and words that several acts share."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from scenes.story.figures import (
    Bars,
    Curve,
    Floats,
    Gallery,
    Nodes,
    Picture,
    Reading,
    Scale,
    Series,
    Sign,
)
from scenes.story.numbers import decimals, number, plain, rounded
from scenes.story.passes import SWEPT_RATES
from scenes.story.walk import Walk
from tinynet import Trace

if TYPE_CHECKING:
    from scenes.story.beats import Beat
    from tinynet.sweep import RateSweep

MOST_LOSS_DIGITS = 6
MOST_APART_DIGITS = 12
"""Numbers that differ only beyond these decimals are called equal."""
NEAR, FAR, VAST = 2.0, 6.0, 20.0
"""How far a curve reaches to each side of zero: for sums close to it, for others, and for those
that training has driven far."""
LEAST_APART = 2
"""So many times as large at least is worth a word."""
LARGEST = 8
"""Terms of a long sum that are told one by one."""
ERROR_SCALES = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)
"""Where an axis of errors may end; errors of 0.99 and 0.01 targets stay below 1."""
MOST_TIMES = 3
"""Bars on an axis that is more times as long as their own would hardly be told apart."""
MOST_LISTED = 10
"""Lolas that are told one by one; of more, those that matter most."""
MOST_IN_FORMULA = 10
"""Characters of a class's name among numbers."""
MOST_IN_CAPTION, LONGEST_OF_THREE = 6, 3
"""Characters of a class's name below a small picture; and of names that leave room for words."""
LONGEST_LABEL = 9
"""Characters of a class's name before a bar."""
MOST_THUMBNAILS = 32
INK = Scale("ink", 1.0)
INKED = 0.5
"""A pixel that says more than this belongs to the stroke."""
TIMES, EQUALS, PLUS, BECOMES = (Sign(text=f"[bold]{sign}[/]") for sign in "×=+→")


def jay(walk: Walk) -> str:
    """Name the chosen Jay, marked up."""
    return f"[jay]Jay {walk.jay}[/]"


def lola(walk: Walk) -> str:
    """Name the chosen Lola, marked up."""
    return f"[lola]Lola {walk.named(walk.lola)}[/]"


def brief_lola(walk: Walk, label: int) -> str:
    """Name a Lola where there is little room: of classes with names by that alone, cut."""
    if walk.classes.are_digits:
        return f"[lola]Lola {walk.named(label)}[/]"
    return f"[lola]{walk.classes.short(label, MOST_IN_FORMULA)}[/]"


def pixel(walk: Walk) -> str:
    """Name the chosen pixel, marked up."""
    return f"[you]pixel {walk.pixel}[/]"


def inputs_picture(
    walk: Walk, title: str = "[you]you: inputs x[/]", trace: Trace | None = None, **more: Any
) -> Picture:
    """The digit as 784 input activations; of another trace, that one's digit."""
    trace = walk.trace if trace is None else trace
    meant = walk.named(int(trace.targets.argmax()))
    words = {
        "cursor": walk.pixel,
        "alt": f"The {walk.classes.thing} {meant} as {walk.inputs} activations between 0.01 and "
        "1.00.",
    }
    return Picture(
        title=title,
        values=walk.pictured(trace.inputs),
        scale=INK,
        readings=(Reading("x", trace.inputs, 4),),
        **{**words, **more},
    )


def outline_of(picture: Floats) -> tuple[int, ...]:
    """Return the pixels that lie around the ink of a digit, rows × columns, 0 to 1."""
    ink = np.pad(picture > INKED, 1)
    around = ink[:-2, 1:-1] | ink[2:, 1:-1] | ink[1:-1, :-2] | ink[1:-1, 2:]
    return tuple(np.flatnonzero(around & ~ink[1:-1, 1:-1]).tolist())


def weights_picture(
    walk: Walk, title: str = "", trace: Trace | None = None, **more: Any
) -> Picture:
    """The chosen Jay's 784 weights; of another network, those of the Jay at the same place."""
    trace = walk.trace if trace is None else trace
    weights = trace.input_hidden[same_place(walk, trace)]
    return Picture(
        title=title or f"[speak]weights[/] to {jay(walk)}",
        values=walk.pictured(weights),
        # Pixel 0 never has ink. The lab hangs thresholds on it, far beyond all other weights.
        scale=Scale.around(weights[1:]),
        readings=(Reading("w", weights, 4),),
        alt=f"Jay {walk.jay}'s {walk.inputs} weights. {extremes(weights, 'pixel')}",
        **{"cursor": walk.pixel, "inked": walk.inked, **more},
    )


def times_the_scale(scale: Scale, beside: Scale) -> int | None:
    """Return how many times as large a scale is as that of what stands beside it, as printed.

    None where they are much the same.
    """
    ends = [rounded(each.limit, decimals(each.limit, 2, least=0)) for each in (scale, beside)]
    ratio = round(ends[0] / ends[1])
    return ratio if ratio >= LEAST_APART else None


def extremes(values: Floats, name: str) -> str:
    """Tell the smallest and the largest of some values in words."""
    low, high = int(values.argmin()), int(values.argmax())
    return (
        f"Largest {number(values[high])} at {name} {high}, "
        f"smallest {number(values[low])} at {name} {low}."
    )


def same_place(walk: Walk, trace: Trace) -> int:
    """Return the Jay of another network who is where the chosen one is, or its last."""
    return min(walk.jay, len(trace.hidden_sums) - 1)


def own_name(walk: Walk) -> str:
    """Say in a word which network the walk goes through, where another stands beside it."""
    named = walk.pass_.named
    if named.untrained:
        return "untrained"
    return "trained" if named.origin == "trained" else "this one"


def jays_wall(
    walk: Walk,
    title: str = "[jay]what the Jays pass on[/]",
    trace: Trace | None = None,
    **more: Any,
) -> Nodes:
    """All the Jays' activations; those above one half are marked."""
    trace = walk.trace if trace is None else trace
    return Nodes(
        title=title,
        values=trace.hidden_outputs,
        scale=INK,
        chosen=same_place(walk, trace),
        marked_above=0.5,
        readings=(
            Reading("z", trace.hidden_sums),
            *((Reading("b", trace.hidden_biases),) if trace.has_biases else ()),
            Reading("h", trace.hidden_outputs),
        ),
        alt=f"{int((trace.hidden_outputs > 0.5).sum())} of {len(trace.hidden_outputs)} Jays pass "
        f"on more than one half. {extremes(trace.hidden_outputs, 'Jay')}",
        **more,
    )


def signed_wall(walk: Walk, title: str, values: Floats, name: str, **more: Any) -> Nodes:
    """One signed value for each Jay."""
    return Nodes(
        title=title,
        values=values,
        scale=Scale.around(values),
        readings=(Reading(name, values, 4),),
        alt=extremes(values, "Jay"),
        **{"chosen": walk.jay, **more},
    )


def outputs_bars(
    walk: Walk,
    title: str = "[lola]what each Lola says[/]",
    *,
    values: Floats | None = None,
    **more: Any,
) -> Bars:
    """Ten bars, one for each Lola."""
    return Bars(
        title=title,
        labels=lola_labels(walk),
        values=walk.trace.outputs if values is None else values,
        picks="lola",
        **{"first": mattering(walk), **more},
    )


def plus_bias(walk: Walk, name: str = "b") -> str:
    """Print what a formula of the activations adds to the weighted sums; nothing without biases."""
    return f" + {name}" if walk.trace.has_biases else ""


def axis_reach(values: Floats) -> float:
    """Return where the axis of some signed bars ends to each side: the largest is seen on it."""
    largest = float(np.abs(values).max(initial=0))
    return next((reach for reach in ERROR_SCALES if largest <= reach), float(math.ceil(largest)))


def axis_note(reach: float) -> str:
    """Say where an axis of signed bars ends, if not at 1."""
    return "" if reach == ERROR_SCALES[-1] else f" [dim]±{plain(reach)}[/]"


def side_by_side(*reaches: float) -> tuple[float, ...]:
    """Return how far the axes of bars reach that are compared: as far, where none gets lost."""
    widest, narrowest = max(reaches), min(reaches)
    return reaches if widest > MOST_TIMES * narrowest else (widest,) * len(reaches)


def errors_bars(
    walk: Walk,
    title: str = "[error]error e = t − y[/]",
    reach: float | None = None,
    **more: Any,
) -> Bars:
    """The signed error of each Lola, on a scale that shows the largest."""
    reach = axis_reach(walk.trace.output_errors) if reach is None else reach
    return Bars(
        title=title + axis_note(reach),
        labels=lola_labels(walk),
        values=walk.trace.output_errors,
        low=-reach,
        high=reach,
        first=mattering(walk),
        picks="lola",
        alt="The error of each Lola.",
        **more,
    )


def loss_digits(trace: Trace) -> int:
    """Return the decimals that show the error of a pass before its update and after."""
    least = decimals(trace.loss, 3)
    return min(decimals(trace.loss_after, 1, least=least), MOST_LOSS_DIGITS)


def times(count: int) -> str:
    """Print how often something is told: once, or so many times."""
    return "once" if count == 1 else f"{count} times"


def thumbnails(
    walk: Walk,
    title: str,
    inputs: Floats,
    chosen: Sequence[tuple[int, str]],
    none: str,
    *,
    alt: str,
) -> Gallery:
    """Some of several digits, n × input, as small pictures, each with a word of its own."""
    shown = chosen[:MOST_THUMBNAILS]
    return Gallery(
        title=title,
        pictures=tuple(walk.pictured(inputs[index]) for index, _ in shown),
        captions=tuple(words for _, words in shown),
        scale=INK,
        none=none,
        alt=alt,
    )


def errors_swept(sweep: RateSweep) -> tuple[Series]:
    """Return the line over every swept learning rate of what is left of its own error."""
    return (Series("½Σe²", SWEPT_RATES, sweep.losses.tolist(), "error", "line"),)


def others_swept(sweep: RateSweep) -> tuple[Series]:
    """Return the line over every swept learning rate of how many others are read right."""
    right = np.rint(sweep.accuracy * len(sweep.labels)).tolist()
    return (Series("others right", SWEPT_RATES, right, "you", "line"),)


def lost_to(walk: Walk, label: int, now: int) -> str:
    """Say of one that was read right what it was, and what it is taken for now."""
    meant, taken = (walk.classes.short(int(k), MOST_IN_CAPTION) for k in (label, now))
    roomy = walk.classes.width <= LONGEST_OF_THREE
    return f"[you]{meant}[/]: now {taken}" if roomy else f"[you]{meant}[/]→{taken}"


def won_from(walk: Walk, label: int, before: int) -> str:
    """Say of one that is read right now what it is, and what it was taken for."""
    meant, taken = (walk.classes.short(int(k), MOST_IN_CAPTION) for k in (label, before))
    roomy = walk.classes.width <= LONGEST_OF_THREE
    return f"[you]{meant}[/]: was {taken}" if roomy else f"{taken}→[you]{meant}[/]"


def listed(walk: Walk) -> int | None:
    """Return how many Lolas a sum tells one by one, or None for all of them in their order.

    Of many one less, as the others have a line of their own.
    """
    return MOST_LISTED - 1 if len(walk.trace.outputs) > MOST_LISTED else None


def most_wrong(walk: Walk) -> list[int]:
    """Return the Lolas whose errors are worked out: all, or of many the most wrong, and chosen."""
    errors = walk.trace.output_errors
    if len(errors) <= MOST_LISTED:
        return list(range(len(errors)))
    worst = np.argsort(-np.abs(errors), kind="stable")[: MOST_LISTED - 1].tolist()
    chosen = [] if walk.lola in worst else [walk.lola]
    return sorted([*worst, *chosen])


def mattering(walk: Walk, trace: Trace | None = None) -> tuple[int, ...]:
    """Return the Lolas, those first that matter most: meant, heard, chosen, then the most wrong.

    The same in each figure of a trace, so that bars side by side are of the same.
    """
    trace = trace or walk.trace
    worst = np.argsort(-np.abs(trace.output_errors), kind="stable").tolist()
    return tuple(dict.fromkeys((int(trace.targets.argmax()), trace.answer, walk.lola, *worst)))


def lola_labels(walk: Walk) -> tuple[str, ...]:
    """Label the Lolas by their digits, or their classes."""
    classes = walk.classes
    return tuple(f"[lola]{classes.short(k, LONGEST_LABEL)}[/]" for k in range(len(classes)))


def apart(one: float, other: float, least: int = 3) -> int | None:
    """Return the fewest decimals that print two numbers differently, or None if they are one."""
    enough = range(least, MOST_APART_DIGITS + 1)
    return next((n for n in enough if number(one, n) != number(other, n)), None)


def curve(title: str, z: float | None, activation: float | None, **more: Any) -> Curve:
    """The sigmoid, as far to each side as shows the sum apart from 0; an arrow marks one beyond.

    With a ``bias`` it turns where the sum is −bias.
    """
    reach = FAR if z is None else reach_of(z, more.get("bias", 0.0))
    return Curve(title=title, z=z, activation=activation, **{"reach": reach, **more})


def nearness(shape: Curve) -> str:
    """Say how far a curve is seen, where that is not as far as it was told of; else nothing."""
    if shape.reach == FAR:
        return ""
    return (
        f"zoomed {'in' if shape.reach < FAR else 'out'}: z from {number(-shape.reach, 0)} to "
        f"{number(shape.reach, 0)}"
    )


def in_short(walk: Walk, label: int) -> str:
    """Name a class as it has room for on the map, as before a bar."""
    return walk.classes.short(label, LONGEST_LABEL)


def heard_and_meant(beat: Beat, walk: Walk, *, answered: bool) -> tuple[str, str]:
    """Return what the map says is heard and meant at a beat: no answer before it is told of."""
    trace = walk.trace if beat.trace is None else beat.trace
    if len(trace.outputs) == 1:
        if "meant" not in beat.said:
            return "?", "?"
        return number(float(trace.outputs[0])), number(float(trace.targets[0]))
    heard = in_short(walk, trace.answer) if answered else "?"
    if beat.now_heard is not None and beat.now_heard != trace.answer:
        heard = f"{heard} → {in_short(walk, beat.now_heard)}"
    return heard, in_short(walk, int(trace.targets.argmax()))


def zoomed(shape: Curve) -> Curve:
    """Return a curve with how far it is seen in its title, where that is to be said."""
    near = nearness(shape)
    return replace(shape, title=f"{shape.title} [dim]({near})[/]") if near else shape


def reach_of(*sums: float) -> float:
    """Return how far a curve reaches to each side, for these sums to be seen on it."""
    furthest = max(map(abs, sums))
    return NEAR if furthest <= NEAR / 2 else FAR if furthest <= FAR else VAST
