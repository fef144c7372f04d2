"""Lines over axes: charts, and their points in a table for who does not see them."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from scenes.story.figures import Chart, Series
from scenes.story.numbers import grouped, number
from scenes.web.figures import plane
from scenes.web.figures.registry import classes, draws
from scenes.web.paper import Paper, captioned
from scenes.web.tags import Html, spare, tag

MOST_ROWS = 12
"""Rows of the table that tells a chart to who does not see it."""
MOST_DOTS = 60


@dataclass(frozen=True)
class Axes:
    """What the axes of a chart run from and to, and where a value is on them."""

    low: float
    high: float
    bottom: float
    top: float
    ticks: tuple[float, ...]
    """Round numbers on the axis of y."""
    logarithmic: bool

    @classmethod
    def of(cls, figure: Chart) -> Axes:
        """Return axes that hold all its values and marks, and 0 on the axis of y."""
        xs = [float(x) for series in figure.series for x in series.x] + list(figure.marks)
        ys = [float(y) for series in figure.series for y in series.y if math.isfinite(y)]
        if figure.compared is not None:
            ys.append(figure.compared[0])
        bottom, top, ticks = _axis(min([0.0, *ys]), max([figure.top or 0.0, *ys]))
        low, high = min(xs, default=0.0), max(xs, default=1.0)
        return cls(low, high, bottom, top, tuple(ticks), figure.logarithmic)

    def across(self, x: float) -> float:
        """Return where a value of x is; beyond the ends, at the nearer one."""
        low, high = self.low, self.high
        x = min(high, max(low, x))
        if self.logarithmic:
            # Where x starts at 0, equal steps are equal factors of x + 1.
            one = 0.0 if low > 0 else 1.0
            span = math.log((high + one) / (low + one)) or 1.0
            return plane.across(math.log((x + one) / (low + one)) / span)
        return plane.across((x - low) / ((high - low) or 1.0))

    def up(self, y: float) -> float:
        """Return where a value of y is."""
        return plane.up((y - self.bottom) / ((self.top - self.bottom) or 1.0))

    def points(self, series: Series) -> list[tuple[float, float]]:
        """Return where the values of a series are, as far as they are finite."""
        return [
            (self.across(float(x)), self.up(float(y)))
            for x, y in zip(series.x, series.y, strict=True)
            if math.isfinite(y)
        ]


@draws(Chart)
def chart(figure: Chart, paper: Paper) -> Html:
    """Draw lines over axes, and tell their points in a table."""
    axes = Axes.of(figure)
    finite = all(math.isfinite(y) for series in figure.series for y in series.y)
    drawing = tag(
        "svg",
        *_scales(figure, axes),
        *([] if figure.compared is None else [_compared(axes, figure.compared[0])]),
        *([] if figure.turn is None else [_at(axes, figure.turn[0], "turn")]),
        *([] if figure.here is None else [_at(axes, figure.here[0], "own")]),
        *(_line(series, points) for series in figure.series if (points := axes.points(series))),
        *([] if figure.spot is None else [_spot(axes, *figure.spot[:2])]),
        tag(
            "line",
            class_="pointer",
            x1=0,
            x2=0,
            y1=spare(plane.up(0)),
            y2=spare(plane.up(1)),
        ),
        viewBox=plane.VIEW_BOX,
        class_="plot lines",
        role="img",
        aria_label=figure.alt or None,
        data_ends=f"{axes.low!r} {axes.high!r}",
        data_logarithmic=figure.logarithmic,
        data_label=figure.x_name,
        data_series=_numbers(figure, paper) if finite else None,
    )
    return captioned(
        paper,
        figure.title,
        drawing,
        *_legend(figure, paper),
        tag("p", "", class_="reading", aria_live="polite"),
        tag("div", *(_table(series, figure) for series in figure.series), class_="sr"),
        class_=classes(figure, "chart", "draw" if figure.draw else ""),
    )


def _scales(figure: Chart, axes: Axes) -> list[Html]:
    """Draw the axes: a line for each round number of y, a mark for each of x, what x is."""
    parts = []
    for tick in axes.ticks:
        y = axes.up(tick)
        parts.append(plane.level(spare(y), "axis" if tick == 0 else "half"))
        parts.append(plane.text(grouped(round(tick, 10)), plane.across(0) - 7, y + 4, "left"))
    foot = plane.up(0)
    for mark in figure.marks or (axes.low, axes.high):
        x = axes.across(mark)
        ends = {"x1": spare(x), "x2": spare(x), "y1": spare(foot), "y2": spare(foot + 4)}
        parts.append(tag("line", class_="axis", **ends))
        parts.append(plane.text(grouped(round(mark, 10)), x, foot + 16, "middle"))
    return [*parts, plane.text(figure.x_label, plane.across(1), foot + 31, "left")]


def _at(axes: Axes, x: float, class_: str) -> Html:
    """Draw a line across the chart at a value of x."""
    return plane.upright(spare(axes.across(x)), class_)


def _line(series: Series, points: list[tuple[float, float]]) -> Html:
    """Draw a series through its points, of which there is one at least."""
    dotted = series.form in ("marked", "points") and len(points) <= MOST_DOTS
    dots = [
        tag("circle", cx=spare(x, 1), cy=spare(y, 1), r=2.5) for x, y in (points if dotted else [])
    ]
    # It draws itself as one dash as long as itself; but dashes are as long as they are.
    whole = None if series.form == "dashes" else 1
    path = tag("path", class_="line", d=plane.path_of(points), pathLength=whole)
    return tag("g", path, *dots, class_=f"series as-{series.form} {series.term}")


def _numbers(figure: Chart, paper: Paper) -> str:
    """Return every series by its name, for what reads a chart off under the mouse."""
    return "|".join(
        f"{series.name}:{paper.exact(series.x)}:"
        f"{paper.printed(np.asarray(series.y), figure.digits)}"
        for series in figure.series
    )


def _legend(figure: Chart, paper: Paper) -> list[Html]:
    """Say which line is which, or else what the only one is; and what changes where."""
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
    if figure.compared is not None:
        notes.append(tag("p", "╍ ", paper.said(figure.compared[1]), class_="legend"))
    if figure.spot is not None:
        notes.append(tag("p", "● ", paper.said(figure.spot[2]), class_="legend"))
    return notes


def _compared(axes: Axes, y: float) -> Html:
    """Draw a height that lines are compared with."""
    return plane.level(spare(axes.up(y)), "compared")


def _spot(axes: Axes, x: float, y: float) -> Html:
    """Mark a place that words tell of."""
    return tag("circle", class_="spot", cx=spare(axes.across(x), 1), cy=spare(axes.up(y), 1), r=4)


def _axis(low: float, high: float) -> tuple[float, float, list[float]]:
    """Return where an axis ends, and its ticks: a few round numbers around all values."""
    span = (high - low) or 1.0
    power = 10.0 ** math.floor(math.log10(span / 4))
    step = next(step * power for step in (1, 2, 2.5, 5, 10) if span / (step * power) <= 5)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    last = max(last, first + 1)
    return first * step, last * step, [tick * step for tick in range(first, last + 1)]


def _table(series: Series, figure: Chart) -> Html:
    """Return some points of a series as a table: all where they are few, else its marks' too."""
    xs, ys = [float(x) for x in series.x], [float(y) for y in series.y]
    chosen: list[int] = list(range(len(xs)))
    if len(xs) > MOST_ROWS:
        marked = {i for i, x in enumerate(xs) if any(math.isclose(x, m) for m in figure.marks)}
        even = np.linspace(0, len(xs) - 1, MOST_ROWS // 2).round().astype(int).tolist()
        chosen = sorted({*marked, *even})[: 2 * MOST_ROWS]
    heads = [tag("th", head, scope="col") for head in (figure.x_name, series.name)]
    rows = [
        tag("tr", tag("td", grouped(round(xs[i], 10))), tag("td", number(ys[i], figure.digits)))
        for i in chosen
    ]
    return tag("table", tag("thead", tag("tr", *heads)), tag("tbody", *rows))
