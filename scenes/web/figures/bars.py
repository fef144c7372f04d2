"""Bars, as a table that can be read out: a label, a bar, a number."""

from __future__ import annotations

import math

from scenes.story.figures import Bars
from scenes.story.numbers import number
from scenes.web.figures.registry import classes, draws
from scenes.web.paper import Paper, captioned
from scenes.web.tags import Html, joined, spare, tag

LONG, HIGH = 100, 10
"""A bar's way from the lowest value to the highest, and its height."""


@draws(Bars)
def bars(figure: Bars, paper: Paper) -> Html:
    """Draw a bar for each value, from zero; what was before and what is meant are ticks."""
    rows = [_bar(figure, index, paper) for index in range(len(figure.values))]
    caption = tag("caption", figure.alt, class_="sr") if figure.alt else Html("")
    return captioned(
        paper,
        figure.title,
        tag("table", caption, tag("tbody", *rows)),
        class_=classes(figure, "bars", "grow" if figure.grow else ""),
    )


def _bar(figure: Bars, index: int, paper: Paper) -> Html:
    """Return the row of a bar."""
    return tag(
        "tr",
        tag("th", paper.said(figure.labels[index]), scope="row"),
        tag("td", _track(figure, index), class_="track"),
        tag("td", _number(figure, index), class_="value"),
        class_="chosen" if index == figure.chosen else None,
    )


def _track(figure: Bars, index: int) -> Html:
    """Draw the bar from zero, what lies between it and what is meant, and the ticks."""
    value = float(figure.values[index])
    zero, end = _place(0.0, figure), _place(value, figure)
    term = figure.term if figure.low >= 0 else "positive" if value >= 0 else "negative"
    parts = [
        tag("line", class_="zero", x1=spare(zero), x2=spare(zero), y1=0, y2=HIGH),
        tag(
            "rect",
            class_=f"bar {term}",
            x=spare(min(zero, end)),
            width=spare(abs(end - zero)),
            y=2,
            height=HIGH - 4,
        ),
    ]
    # Where the bar covers the others, they are cut out of the bar.
    if figure.gap and figure.targets is not None:
        low, high = sorted((end, _place(float(figure.targets[index]), figure)))
        kind = "gap over" if high <= end else "gap"
        parts.append(tag("line", class_=kind, x1=spare(low), x2=spare(high), y1=5, y2=5))
    for kind, others in (("target", figure.targets), ("before", figure.before)):
        if others is not None:
            where = _place(float(others[index]), figure)
            over = " over" if kind == "before" and zero < where < end else ""
            at = spare(where)
            parts.append(tag("line", class_=kind + over, x1=at, x2=at, y1=0.5, y2=HIGH - 0.5))
    return tag(
        "svg",
        *parts,
        viewBox=f"0 0 {LONG} {HIGH}",
        preserveAspectRatio="none",
        aria_hidden="true",
    )


def _number(figure: Bars, index: int) -> Html:
    """Return what stands beside a bar, and what is read out there of its ticks."""
    parts = [_printed(float(figure.values[index]), figure)]
    if figure.both and figure.before is not None:
        was = f"{_printed(float(figure.before[index]), figure)} → "
        parts.insert(0, tag("span", was, class_="was", aria_hidden="true"))
    for name, others in (("meant", figure.targets), (figure.before_name, figure.before)):
        if others is not None:
            beside = f", {name} {_printed(float(others[index]), figure)}"
            parts.append(tag("span", beside, class_="sr"))
    if figure.gap and figure.targets is not None:
        meant = f" ┃{number(float(figure.targets[index]), 2)}"
        parts.append(tag("span", meant, class_="meant", aria_hidden="true"))
    return joined(*parts)


def _place(value: float, figure: Bars) -> float:
    """Return how far along its way a value lies; 0 for none."""
    if math.isnan(value):
        return 0.0
    return min(1.0, max(0.0, (value - figure.low) / (figure.high - figure.low))) * LONG


def _printed(value: float, figure: Bars) -> str:
    """Return a bar's number, or a dash where there is none."""
    return "–" if math.isnan(value) else number(value, figure.digits, sign=figure.low < 0)
