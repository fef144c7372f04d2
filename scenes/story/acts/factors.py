"""The figures of `update` that work out one weight's change, factor by factor."""

from __future__ import annotations

import math

from scenes.story.acts.common import INK, axis_reach, jay, lola, pixel, side_by_side
from scenes.story.arithmetic import Change, Product, change_of, product_of
from scenes.story.figures import Factor, Factors, Gauge, Ruler
from scenes.story.numbers import number
from scenes.story.walk import Walk

RATE_ENDS = (0.001, 10.0)
"""Ends of the way that the learning rate is drawn on; further, where it is further."""

MOST_TICKS, TICKS_WIDTH = 8, 72
"""Numbers on the line along which a weight moves, and the columns that they may take."""


def her_change(walk: Walk) -> Change:
    """The weight from the chosen Jay to the chosen Lola: before, its change, and after."""
    at = walk.lola, walk.jay
    return change_of(float(walk.trace.hidden_output[at]), float(walk.trace.output_updates[at]))


def his_change(walk: Walk) -> Change:
    """The weight from the chosen pixel to the chosen Jay: before, its change, and after."""
    at = walk.jay, walk.pixel
    return change_of(float(walk.trace.input_hidden[at]), float(walk.trace.hidden_updates[at]))


def to_her(walk: Walk) -> Factors:
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
        her_change(walk),
        "[tell]v[/]",
    )


def to_him(walk: Walk) -> Factors:
    """The change of the weight from the chosen pixel to the chosen Jay."""
    trace, j, i = walk.trace, walk.jay, walk.pixel
    blame, slope = float(trace.hidden_errors[j]), float(trace.hidden_slopes[j])
    said = float(trace.inputs[i])
    product = product_of(trace.learning_rate, blame, slope, said)
    eta, error, steep, x = product.factors
    # On the same scale as her error, a beat before, as long as any Jay's blame is seen on it.
    (_, reach) = side_by_side(1.0, axis_reach(trace.hidden_errors))
    return _factors(
        f"{pixel(walk)} → {jay(walk)}",
        (
            _rate(trace.learning_rate, eta),
            Factor("[error]E[/]", "his blame", error, Gauge("bar", blame, high=reach)),
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
        his_change(walk),
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


def ruler(before: float, after: float) -> Ruler:
    """Return a line with both places well inside, and as many round numbers as can be told."""
    distance = abs(after - before) or abs(before) or 1.0
    low, high = min(before, after) - 2 * distance, max(before, after) + 2 * distance
    ticks: tuple[tuple[float, str], ...] = ()
    for most in range(MOST_TICKS, 1, -1):
        ticks = _ticks(low, high, most)
        if sum(len(told) + 2 for _, told in ticks) <= TICKS_WIDTH:
            break
    return Ruler(low, high, ticks)


def _ticks(low: float, high: float, most: int) -> tuple[tuple[float, str], ...]:
    """Return the multiples of a round step that lie between two ends, no more than ``most``."""
    step = _rounded_up((high - low) / most)
    digits = max(0, -math.floor(math.log10(step) + 1e-9))
    places = (k * step for k in range(math.ceil(low / step), math.floor(high / step) + 1))
    return tuple((at, number(at, digits) if abs(at) > step / 2 else "0") for at in places)


def _factors(
    title: str,
    factors: tuple[Factor, ...],
    product: Product,
    weight: tuple[float, float],
    change: Change,
    symbol: str,
) -> Factors:
    """A change as a product, then added to ``weight``: what it was before, and its change."""
    before, update = weight
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
        ruler=ruler(before, before + update),
        count=True,
        alt="A weight's change, factor by factor.",
    )
