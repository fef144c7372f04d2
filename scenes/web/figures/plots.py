"""Lines over axes: the sigmoid, and charts."""

from __future__ import annotations

import math

import numpy as np

from scenes.story.figures import Chart, Curve, Series
from scenes.story.numbers import number, plain
from scenes.web.figures.registry import classes, draws
from scenes.web.paper import Paper, captioned
from scenes.web.tags import Html, spare, tag
from scenes.web.words import said
from tinynet import sigmoid

WIDE, HIGH = 440, 250
LEFT, RIGHT, TOP, BOTTOM = 46, 14, 14, 36
MOST_ROWS = 12
"""Rows of the table that tells a chart to who does not see it."""
CURVE_STEPS = 121
MOST_DOTS = 60
HEIGHTS = (("0", 0.0), ("½", 0.5), ("1", 1.0))


def _x(share: float) -> float:
    return LEFT + (WIDE - LEFT - RIGHT) * share


def _y(share: float) -> float:
    return HIGH - BOTTOM - (HIGH - BOTTOM - TOP) * share


def _line(points: list[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{spare(x, 1)} {spare(y, 1)}" for x, y in points)


def _text(words: str, x: float, y: float, class_: str = "") -> Html:
    made = said(words, element="tspan")
    return tag("text", made, x=spare(x, 1), y=spare(y, 1), class_=class_ or None)


@draws(Curve)
def curve(figure: Curve, paper: Paper) -> Html:
    """Draw the sigmoid, a sum on it, and what can be slid along it."""
    reach = figure.reach
    steps = np.linspace(-reach, reach, CURVE_STEPS)
    shape = [
        (_x((z + reach) / (2 * reach)), _y(a))
        for z, a in zip(steps.tolist(), sigmoid(steps + figure.bias).tolist(), strict=True)
    ]
    parts = [
        tag("line", class_="axis", x1=_x(0), x2=_x(1), y1=_y(0), y2=_y(0)),
        tag("line", class_="axis", x1=_x(0), x2=_x(0), y1=_y(0), y2=_y(1)),
        tag("line", class_="half", x1=_x(0), x2=_x(1), y1=spare(_y(0.5)), y2=spare(_y(0.5))),
        *(_text(label, _x(0) - 8, _y(at) + 4, "left") for label, at in HEIGHTS),
    ]
    for z in range(-int(reach), int(reach) + 1, 2):
        x = _x((z + reach) / (2 * reach))
        parts.append(_text(number(z, 0, sign=True), x, _y(0) + 16, "middle tick"))
    if figure.bias and abs(figure.bias) < reach:
        turns = spare(_x((reach - figure.bias) / (2 * reach)), 1)
        parts.append(tag("line", class_="half", x1=turns, x2=turns, y1=_y(0), y2=_y(1)))
    parts.append(_text("[sum]z[/]", _x(1), _y(0) + 31, "left"))
    parts.append(tag("path", class_="curve", d=_line(shape)))
    if figure.others is not None:
        inside = [float(z) for z in figure.others if abs(z) <= reach]
        parts += [
            tag(
                "circle",
                class_=f"other {figure.term}",
                cx=spare(_x((z + reach) / (2 * reach)), 1),
                cy=spare(_y(1 / (1 + math.exp(-z - figure.bias))), 1),
                r=3,
            )
            for z in inside
        ]
    parts.append(_on_curve(figure))
    parts.append(_probe(figure.term))
    where = None if figure.z is None else spare(figure.z, 6)
    drawing = tag(
        "svg",
        *parts,
        viewBox=f"0 0 {WIDE} {HIGH}",
        class_="plot sigmoid",
        role="img",
        aria_label=figure.alt or _told(figure),
        data_reach=reach,
        data_z=where,
        data_bias=spare(figure.bias, 6) if figure.bias else None,
    )
    slider = Html("")
    if not figure.dim:
        name = paper.name("z")
        slider = tag(
            "div",
            tag("label", "slide z along the curve", for_=name),
            tag(
                "input",
                id=name,
                type="range",
                min=-reach,
                max=reach,
                step=0.01,
                value=spare(min(reach, max(-reach, figure.z or 0.0)), 2),
            ),
            tag("p", "", class_="reading", aria_live="polite"),
            class_="slide live",
        )
    return captioned(
        paper,
        figure.title,
        drawing,
        slider,
        class_=classes(figure, "chart", "draw" if figure.slide else ""),
    )


def _told(figure: Curve) -> str:
    if figure.z is None or figure.activation is None:
        return f"The sigmoid, an S from 0 to 1 with one half at {number(-figure.bias)}."
    return f"The sigmoid: {number(figure.z)} goes in, {number(figure.activation)} comes out."


def _on_curve(figure: Curve) -> Html:
    """Draw the sum: up to the curve and across, or a tangent; an arrow where it is beyond."""
    if figure.z is None or figure.activation is None:
        return Html("")
    reach, z = figure.reach, min(figure.reach, max(-figure.reach, figure.z))
    x, y = _x((z + reach) / (2 * reach)), _y(figure.activation)
    path = f"M{spare(x, 1)} {spare(_y(0), 1)}V{spare(y, 1)}H{spare(_x(0), 1)}"
    parts = [tag("path", class_="ways", d=path)]
    if figure.slope is not None:
        run = 2.0
        ends = [
            (_x((z + by + reach) / (2 * reach)), _y(figure.activation + figure.slope * by))
            for by in (-run, run)
        ]
        parts = [tag("path", class_="tangent", d=_line(ends))]
    if abs(figure.z) > reach:
        parts.append(_text("▶" if figure.z > 0 else "◀", x, _y(0) - 4, "middle"))
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


@draws(Chart)
def chart(figure: Chart, paper: Paper) -> Html:
    """Draw lines over axes, and tell their points in a table."""
    xs = [float(x) for series in figure.series for x in series.x] + list(figure.marks)
    ys = [float(y) for series in figure.series for y in series.y if math.isfinite(y)]
    low, high = min(xs, default=0.0), max(xs, default=1.0)
    bottom, top, ticks = _axis(min([0.0, *ys]), max([figure.top or 0.0, *ys]))

    def across(x: float) -> float:
        x = min(high, max(low, x))
        if figure.logarithmic:
            # Where x starts at 0, equal steps are equal factors of x + 1.
            one = 0.0 if low > 0 else 1.0
            span = math.log((high + one) / (low + one)) or 1.0
            return _x(math.log((x + one) / (low + one)) / span)
        return _x((x - low) / ((high - low) or 1.0))

    def up(y: float) -> float:
        return _y((y - bottom) / ((top - bottom) or 1.0))

    parts = []
    for tick in ticks:
        y = up(tick)
        name = "axis" if tick == 0 else "half"
        parts.append(tag("line", class_=name, x1=_x(0), x2=_x(1), y1=spare(y), y2=spare(y)))
        parts.append(_text(plain(round(tick, 10)), _x(0) - 7, y + 4, "left"))
    for mark in figure.marks or (low, high):
        parts.append(
            tag(
                "line",
                class_="axis",
                x1=spare(across(mark)),
                x2=spare(across(mark)),
                y1=spare(_y(0)),
                y2=spare(_y(0) + 4),
            )
        )
        parts.append(_text(plain(round(mark, 10)), across(mark), _y(0) + 16, "middle"))
    parts.append(_text(figure.x_label, _x(1), _y(0) + 31, "left"))
    if figure.turn is not None:
        x = spare(across(figure.turn[0]))
        parts.append(tag("line", class_="turn", x1=x, x2=x, y1=spare(_y(0)), y2=spare(_y(1))))
    if figure.here is not None:
        x = spare(across(figure.here[0]))
        parts.append(tag("line", class_="own", x1=x, x2=x, y1=spare(_y(0)), y2=spare(_y(1))))
    for series in figure.series:
        points = [
            (across(float(x)), up(float(y)))
            for x, y in zip(series.x, series.y, strict=True)
            if math.isfinite(y)
        ]
        if points:
            dotted = series.form in ("marked", "points")
            dots = [
                tag("circle", cx=spare(x, 1), cy=spare(y, 1), r=2.5)
                for x, y in (points if dotted and len(points) <= MOST_DOTS else [])
            ]
            # It draws itself as one dash as long as itself; but dashes are as long as they are.
            whole = None if series.form == "dashes" else 1
            path = tag("path", class_="line", d=_line(points), pathLength=whole)
            parts.append(tag("g", path, *dots, class_=f"series as-{series.form} {series.term}"))
    drawing = tag(
        "svg",
        *parts,
        tag("line", class_="pointer", x1=0, x2=0, y1=spare(_y(0)), y2=spare(_y(1))),
        viewBox=f"0 0 {WIDE} {HIGH}",
        class_="plot lines",
        role="img",
        aria_label=figure.alt or None,
        data_ends=f"{low!r} {high!r}",
        data_logarithmic=figure.logarithmic,
        data_label=figure.x_label,
        data_series="|".join(
            f"{series.name}:{paper.exact(series.x)}:{paper.printed(np.asarray(series.y), 4)}"
            for series in figure.series
        )
        if all(math.isfinite(y) for series in figure.series for y in series.y)
        else None,
    )
    keys = [
        tag("li", series.name, class_=f"as-{series.form} {series.term}") for series in figure.series
    ]
    notes = []
    if figure.here is not None:
        keys.append(tag("li", figure.here[1], class_="as-dashes rate"))
    if len(keys) > 1:
        notes.append(tag("ul", *keys, class_="keys"))
    elif figure.y_label and figure.y_label not in figure.title:
        notes.append(tag("p", figure.y_label, class_="legend"))
    if figure.turn is not None:
        notes.append(tag("p", paper.said(figure.turn[1]), class_="legend"))
    return captioned(
        paper,
        figure.title,
        drawing,
        *notes,
        tag("p", "", class_="reading", aria_live="polite"),
        tag("div", *(_points(series, figure) for series in figure.series), class_="sr"),
        class_=classes(figure, "chart", "draw" if figure.draw else ""),
    )


def _axis(low: float, high: float) -> tuple[float, float, list[float]]:
    """Return where an axis ends, and its ticks: a few round numbers around all values."""
    span = (high - low) or 1.0
    power = 10.0 ** math.floor(math.log10(span / 4))
    step = next(step * power for step in (1, 2, 2.5, 5, 10) if span / (step * power) <= 5)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    last = max(last, first + 1)
    return first * step, last * step, [tick * step for tick in range(first, last + 1)]


def _points(series: Series, figure: Chart) -> Html:
    """Return some points of a series as a table: all where they are few, else its marks' too."""
    xs, ys = [float(x) for x in series.x], [float(y) for y in series.y]
    chosen: list[int] = list(range(len(xs)))
    if len(xs) > MOST_ROWS:
        marked = {i for i, x in enumerate(xs) if any(math.isclose(x, m) for m in figure.marks)}
        even = np.linspace(0, len(xs) - 1, MOST_ROWS // 2).round().astype(int).tolist()
        chosen = sorted({*marked, *even})[: 2 * MOST_ROWS]
    heads = [tag("th", head, scope="col") for head in (figure.x_label, series.name)]
    rows = [
        tag("tr", tag("td", plain(round(xs[i], 10))), tag("td", number(ys[i], 4))) for i in chosen
    ]
    return tag("table", tag("thead", tag("tr", *heads)), tag("tbody", *rows))
