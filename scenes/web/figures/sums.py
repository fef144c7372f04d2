"""Arithmetic: sums of products, products factor by factor, tables, and single lines."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from scenes.story.figures import Factor, Factors, Gauge, Lines, Sign, Table, Terms
from scenes.story.markup import parsed
from scenes.story.numbers import plain
from scenes.web.figures.pictures import LEVELS, levels_of
from scenes.web.figures.registry import classes, draws
from scenes.web.paper import Paper, captioned
from scenes.web.tags import Html, joined, spare, tag
from tinynet import sigmoid

GAUGE = (120, 56)
"""A factor's picture, in units of its drawing."""
SCALE = 600
"""The way on which a weight moves."""
REACH, TANGENT = 6.0, 2.5


@draws(Sign)
def sign(figure: Sign, paper: Paper) -> Html:
    """Set a sign of arithmetic between two figures."""
    return tag("p", paper.said(figure.text), class_="sign")


@draws(Lines)
def lines(figure: Lines, paper: Paper) -> Html:
    """Set each line for itself."""
    set_lines = [tag("p", paper.said(line)) for line in figure.lines if line]
    return captioned(paper, figure.title, *set_lines, class_=classes(figure, "lines"))


@draws(Table)
def table(figure: Table, paper: Paper) -> Html:
    """Set rows in columns: words to the left, numbers to the right."""
    caption = tag("caption", figure.alt, class_="sr") if figure.alt else Html("")
    head = Html("")
    if any(figure.header):
        cells = [
            tag("th", paper.said(cell), scope="col", class_=_side(figure, index))
            if cell
            else tag("td", class_=_side(figure, index))
            for index, cell in enumerate(figure.header)
        ]
        head = tag("thead", tag("tr", *cells))
    rows = [
        tag(
            "tr",
            *(
                tag("td", paper.said(cell), class_=_side(figure, index))
                for index, cell in enumerate(row)
            ),
        )
        for row in figure.rows
    ]
    return captioned(
        paper,
        figure.title,
        tag("div", tag("table", caption, head, tag("tbody", *rows)), class_="scroll"),
        class_=classes(figure, "table"),
    )


def _side(figure: Table, index: int) -> str | None:
    return "lead" if index < figure.left else None


@draws(Terms)
def terms(figure: Terms, paper: Paper) -> Html:
    """Set a product a row, then what is left out, then the total that they add up to."""
    total_sum = figure.sum
    factors = len(figure.header) - 2
    heads = [tag("th", paper.said(cell), scope="col") for cell in figure.header]

    def row(name: str, cells: tuple[str, ...], product: str, class_: str | None = None) -> Html:
        signed = [
            tag("td", joined(tag("span", "× ", class_="dim") if index else "", cell))
            for index, cell in enumerate(cells)
        ]
        return tag(
            "tr",
            tag("th", paper.said(name), scope="row"),
            *signed,
            tag("td", joined(tag("span", "= ", class_="dim"), product)),
            class_=class_,
        )

    rows = [
        row(name, term.factors, term.product)
        for name, term in zip(figure.names, total_sum.terms, strict=True)
    ]
    blank = ("",) * factors
    for left in total_sum.left:
        name = f"[dim]{left.words(figure.rest_name)}[/]"
        rows.append(_row_without_factors(paper, name, blank, left.printed, "rest"))
    rows.append(_row_without_factors(paper, figure.total_name, blank, total_sum.total, "total"))
    return captioned(
        paper,
        figure.title,
        tag(
            "div",
            tag(
                "table",
                tag("caption", figure.alt, class_="sr") if figure.alt else "",
                tag("thead", tag("tr", *heads)),
                tag("tbody", *rows),
            ),
            class_="scroll",
        ),
        class_=classes(figure, "terms"),
    )


def _row_without_factors(
    paper: Paper, name: str, blank: tuple[str, ...], value: str, class_: str
) -> Html:
    return tag(
        "tr",
        tag("th", paper.said(name), scope="row"),
        *(tag("td", cell) for cell in blank),
        tag("td", joined(tag("span", "= ", class_="dim"), value)),
        class_=class_,
    )


# A product, factor by factor.


@draws(Factors)
def factors(figure: Factors, paper: Paper) -> Html:
    """Set the factors side by side, each with its picture, then what their product moves."""
    parts = []
    for index, one in enumerate((*figure.factors, figure.result)):
        if index:
            last = index == len(figure.factors)
            parts.append(tag("p", tag("span", "=" if last else "×", class_="bold"), class_="sign"))
        parts.append(_factor(one, paper, "result" if index == len(figure.factors) else ""))
    shown = [tag("div", *parts, class_="factors")]
    if figure.moves is not None:
        shown.append(_scale(figure, *figure.moves))
    addition = [
        (mark, one)
        for mark, one in (("", figure.before), ("+", figure.change), ("=", figure.after))
        if one is not None
    ]
    if addition:
        added = []
        for mark, one in addition:
            if mark:
                added.append(tag("p", tag("span", mark, class_="bold"), class_="sign"))
            added.append(_factor(one, paper, ""))
        shown.append(tag("div", *added, class_="factors addition"))
    return captioned(paper, figure.title, *shown, class_=classes(figure, "product"), alt=figure.alt)


def _factor(one: Factor, paper: Paper, name: str) -> Html:
    picture = Html("") if one.gauge is None else _GAUGES[one.gauge.kind](one.gauge)
    return tag(
        "div",
        picture,
        tag("p", joined(paper.said(one.symbol), " = ", paper.said(one.value)), class_="value"),
        tag("p", paper.said(one.meaning), class_="meaning"),
        class_=f"factor {name}".strip(),
    )


def _drawing(*parts: Html) -> Html:
    width, height = GAUGE
    return tag("svg", *parts, viewBox=f"0 0 {width} {height}", class_="gauge", aria_hidden="true")


def _knob(gauge: Gauge) -> Html:
    low, high = math.log10(gauge.low), math.log10(gauge.high)
    share = min(1.0, max(0.0, (math.log10(gauge.value) - low) / (high - low)))
    x = 10 + 100 * share
    return _drawing(
        tag("line", class_="axis", x1=10, x2=110, y1=24, y2=24),
        tag("circle", class_=gauge.term, cx=spare(x), cy=24, r=7),
        tag("text", plain(gauge.low), x=10, y=50, class_="end"),
        tag("text", plain(gauge.high), x=110, y=50, class_="end last"),
    )


def _bar(gauge: Gauge) -> Html:
    share = min(1.0, abs(gauge.value) / gauge.high) if gauge.high else 0.0
    width = max(0.5, 50 * share) if gauge.value else 0.0
    term = "positive" if gauge.value > 0 else "negative"
    return _drawing(
        tag("line", class_="axis", x1=10, x2=110, y1=36, y2=36),
        tag(
            "rect",
            class_=term,
            x=spare(60 if gauge.value > 0 else 60 - width),
            y=12,
            width=spare(width),
            height=18,
        ),
        tag("line", class_="zero", x1=60, x2=60, y1=6, y2=36),
        tag("text", f"−{plain(gauge.high)}", x=10, y=50, class_="end"),
        tag("text", f"+{plain(gauge.high)}", x=110, y=50, class_="end last"),
    )


def _slope(gauge: Gauge) -> Html:
    def point(z: float, activation: float) -> str:
        x, y = 10 + 100 * (z + REACH) / (2 * REACH), 50 - 44 * activation
        return f"{spare(x, 1)} {spare(y, 1)}"

    steps = np.linspace(-REACH, REACH, 49)
    path = "M" + "L".join(
        point(z, a) for z, a in zip(steps.tolist(), sigmoid(steps).tolist(), strict=True)
    )
    z = min(REACH, max(-REACH, gauge.value))
    height = float(sigmoid(np.array(z)))
    half = min(TANGENT, 0.35 / gauge.high) if gauge.high else TANGENT
    ends = (point(z + by, height + gauge.high * by) for by in (-half, half))
    x, y = point(z, height).split()
    return _drawing(
        tag("path", class_="curve", d=path),
        tag("path", class_=f"tangent {gauge.term}", d="M" + "L".join(ends)),
        tag("circle", class_=gauge.term, cx=x, cy=y, r=4),
    )


def _cell(gauge: Gauge) -> Html:
    level = int(levels_of(np.array([gauge.value]), gauge.scale)[0])
    name = "ink" if gauge.scale.kind == "ink" else "positive" if level > 0 else "negative"
    frame = {"x": 44, "y": 4, "width": 32, "height": 32}
    shown = [tag("rect", class_=f"{name} l{min(LEVELS, abs(level))}", **frame)] if level else []
    return _drawing(tag("rect", class_="cell", **frame), *shown, *_shades(gauge))


def _shades(gauge: Gauge) -> list[Html]:
    """Draw the scale of a cell below it, where that is of ink: from nothing to its limit."""
    if gauge.scale.kind != "ink":
        return []
    steps = [
        tag("rect", class_=f"ink l{LEVELS * step // 4}", x=36 + 8 * step, y=42, width=8, height=8)
        for step in (1, 2, 3, 4)
    ]
    low = tag("text", "0", x=34, y=50, class_="end")
    return [low, *steps, tag("text", plain(gauge.scale.limit), x=86, y=50, class_="end last")]


_GAUGES: dict[str, Callable[[Gauge], Html]] = {
    "knob": _knob,
    "bar": _bar,
    "slope": _slope,
    "cell": _cell,
}


def _scale(figure: Factors, before: float, after: float) -> Html:
    """Draw what is moved at both its places, on its line of numbers."""

    def place(value: float) -> str:
        return spare(10 + (SCALE - 20) * figure.ruler.share(value), 1)

    term = "positive" if after > before else "negative"
    parts = [tag("line", class_="axis", x1=10, x2=SCALE - 10, y1=30, y2=30)]
    for tick, label in figure.ruler.ticks:
        at = place(tick)
        parts.append(tag("line", class_="axis" if tick else "zero", x1=at, x2=at, y1=30, y2=38))
        parts.append(tag("text", label, x=at, y=50, class_="end middle"))
    parts += [
        tag("line", class_=f"way {term}", x1=place(before), x2=place(after), y1=30, y2=30),
        tag("circle", class_="was", cx=place(before), cy=30, r=6),
        tag("circle", class_=f"is {term}", cx=place(after), cy=30, r=6),
    ]
    for name, value, one in (("before", before, figure.before), ("after", after, figure.after)):
        words = f"{name} {parsed(one.value).plain}" if one is not None else name
        parts.append(tag("text", words, x=place(value), y=16, class_="end middle"))
    return tag("svg", *parts, viewBox=f"0 0 {SCALE} 54", class_="moved", aria_hidden="true")
