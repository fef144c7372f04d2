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
    value = float(figure.values[index])
    span = figure.high - figure.low

    def place(number: float) -> float:
        if math.isnan(number):
            return 0.0
        return min(1.0, max(0.0, (number - figure.low) / span)) * LONG

    zero, end = place(0.0), place(value)
    target = None if figure.targets is None else float(figure.targets[index])
    gap = (end, place(target)) if figure.gap and target is not None else ()
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
    if gap:
        low, high = sorted(gap)
        # Where the bar covers it, it is cut out of the bar.
        kind = "gap over" if high <= end else "gap"
        parts.append(tag("line", class_=kind, x1=spare(low), x2=spare(high), y1=5, y2=5))
    aside = []
    for name, kind, others in (
        ("meant", "target", figure.targets),
        (figure.before_name, "before", figure.before),
    ):
        if others is not None:
            where = place(float(others[index]))
            at = spare(where)
            # Where the bar covers it, it is cut out of the bar.
            over = " over" if kind == "before" and zero < where < end else ""
            parts.append(tag("line", class_=kind + over, x1=at, x2=at, y1=0.5, y2=HIGH - 0.5))
            told = _printed(float(others[index]), figure)
            aside.append(tag("span", f", {name} {told}", class_="sr"))
    if gap and target is not None:
        aside.append(tag("span", f" ┃{number(target, 2)}", class_="meant", aria_hidden="true"))
    track = tag(
        "svg",
        *parts,
        viewBox=f"0 0 {LONG} {HIGH}",
        preserveAspectRatio="none",
        aria_hidden="true",
    )
    shown = _printed(value, figure)
    if figure.both and figure.before is not None:
        was = _printed(float(figure.before[index]), figure)
        shown = joined(tag("span", f"{was} → ", class_="was", aria_hidden="true"), shown)
    return tag(
        "tr",
        tag("th", paper.said(figure.labels[index]), scope="row"),
        tag("td", track, class_="track"),
        tag("td", joined(shown, *aside), class_="value"),
        class_="chosen" if index == figure.chosen else None,
    )


def _printed(value: float, figure: Bars) -> str:
    """Return a bar's number, or a dash where there is none."""
    return "–" if math.isnan(value) else number(value, figure.digits, sign=figure.low < 0)
