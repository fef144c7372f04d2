"""The sigmoid, a sum on it, and what can be slid along it."""

from __future__ import annotations

import numpy as np

from scenes.story.figures import Curve
from scenes.story.numbers import number
from scenes.web.figures.plane import VIEW_BOX, across, level, path_of, text, up
from scenes.web.figures.registry import classes, draws
from scenes.web.paper import Paper, captioned
from scenes.web.tags import Html, spare, tag
from tinynet import sigmoid

CURVE_STEPS = 121
HEIGHTS = (("0", 0.0), ("½", 0.5), ("1", 1.0))


@draws(Curve)
def curve(figure: Curve, paper: Paper) -> Html:
    """Draw the sigmoid, a sum on it, and what can be slid along it."""
    reach = figure.reach
    steps = np.linspace(-reach, reach, CURVE_STEPS)
    shape = [
        (_along(z, reach), up(a))
        for z, a in zip(steps.tolist(), sigmoid(steps + figure.bias).tolist(), strict=True)
    ]
    drawing = tag(
        "svg",
        *_axes(figure),
        tag("path", class_="curve", d=path_of(shape)),
        *_others(figure),
        _on_curve(figure),
        _probe(figure.term),
        viewBox=VIEW_BOX,
        class_="plot sigmoid",
        role="img",
        aria_label=figure.alt or _in_words(figure),
        data_reach=reach,
        data_z=None if figure.z is None else spare(figure.z, 6),
        data_bias=spare(figure.bias, 6) if figure.bias else None,
    )
    return captioned(
        paper,
        figure.title,
        drawing,
        Html("") if figure.dim else _slider(figure, paper.name("z")),
        class_=classes(figure, "chart", "draw" if figure.slide else ""),
    )


def _along(z: float, reach: float) -> float:
    """Return where a sum is, on an axis from −reach to it."""
    return across((z + reach) / (2 * reach))


def _axes(figure: Curve) -> list[Html]:
    """Draw the axes with their numbers, and lines where the curve is one half."""
    reach = figure.reach
    parts = [
        level(up(0), "axis"),
        tag("line", class_="axis", x1=across(0), x2=across(0), y1=up(0), y2=up(1)),
        level(spare(up(0.5)), "half"),
        *(text(label, across(0) - 8, up(at) + 4, "left") for label, at in HEIGHTS),
    ]
    for z in range(-int(reach), int(reach) + 1, 2):
        parts.append(text(number(z, 0, sign=True), _along(z, reach), up(0) + 16, "middle tick"))
    if figure.bias and abs(figure.bias) < reach:
        turns = spare(_along(-figure.bias, reach), 1)
        parts.append(tag("line", class_="half", x1=turns, x2=turns, y1=up(0), y2=up(1)))
    return [*parts, text("[sum]z[/]", across(1), up(0) + 31, "left")]


def _others(figure: Curve) -> list[Html]:
    """Draw the dots of other sums, as far as they are on the axis."""
    others = [] if figure.others is None else map(float, figure.others)
    return [
        tag(
            "circle",
            class_=f"other {figure.term}",
            cx=spare(_along(z, figure.reach), 1),
            cy=spare(up(float(sigmoid(z + figure.bias))), 1),
            r=3,
        )
        for z in others
        if abs(z) <= figure.reach
    ]


def _slider(figure: Curve, name: str) -> Html:
    """Return what slides a sum along the curve, by a name of its own on the page."""
    reach = figure.reach
    slider = tag(
        "input",
        id=name,
        type="range",
        min=-reach,
        max=reach,
        step=0.01,
        value=spare(min(reach, max(-reach, figure.z or 0.0)), 2),
    )
    return tag(
        "div",
        tag("label", "slide z along the curve", for_=name),
        slider,
        tag("p", "", class_="reading", aria_live="polite"),
        class_="slide live",
    )


def _in_words(figure: Curve) -> str:
    if figure.z is None or figure.activation is None:
        return f"The sigmoid, an S from 0 to 1 with one half at {number(-figure.bias)}."
    return f"The sigmoid: {number(figure.z)} goes in, {number(figure.activation)} comes out."


def _on_curve(figure: Curve) -> Html:
    """Draw the sum: up to the curve and across, or a tangent; an arrow where it is beyond."""
    if figure.z is None or figure.activation is None:
        return Html("")
    reach, z = figure.reach, min(figure.reach, max(-figure.reach, figure.z))
    x, y = _along(z, reach), up(figure.activation)
    path = f"M{spare(x, 1)} {spare(up(0), 1)}V{spare(y, 1)}H{spare(across(0), 1)}"
    parts = [tag("path", class_="ways", d=path)]
    if figure.slope is not None:
        # Not beyond 0 or 1, where no curve is.
        room = min(figure.activation, 1 - figure.activation)
        half = min(2.0, room / figure.slope) if figure.slope > 0 else 2.0
        ends = [
            (_along(z + by, reach), up(figure.activation + figure.slope * by))
            for by in (-half, half)
        ]
        parts = [tag("path", class_="tangent", d=path_of(ends))]
    if abs(figure.z) > reach:
        parts.append(text("▶" if figure.z > 0 else "◀", x, up(0) - 4, "middle"))
    parts.append(tag("circle", class_="dot", cx=spare(x, 1), cy=spare(y, 1), r=6))
    return tag("g", *parts, class_=f"at {figure.term}")


def _probe(term: str) -> Html:
    """Return what is slid along the curve, unseen until it is."""
    return tag(
        "g",
        tag("path", class_="ways", d="M0 0"),
        tag("circle", class_="dot", cx=0, cy=0, r=6),
        class_=f"probe {term}",
    )
