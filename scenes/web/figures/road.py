"""The whole network in one picture: three layers, and the strongest links between them."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from scenes.story.figures import Bars, Nodes, Road, RoadLink
from scenes.story.markup import plain
from scenes.story.numbers import number
from scenes.web.figures.links import THICKEST
from scenes.web.figures.pictures import columns_of, levels_of, pixels
from scenes.web.figures.registry import classes, draws
from scenes.web.paper import Paper, captioned
from scenes.web.tags import Html, joined, spare, tag
from scenes.web.words import said

WIDE, NAMED_WIDE, HIGH = 760, 660, 300
"""How wide it is with the outputs' bars, and with their names alone; and how high."""
TOP = 30
"""Where the layers begin, below their titles."""
DIGIT = 224
CELL, HIDDEN_X = 17, 330
OUTPUTS_X, LABEL, LONG, THICK = 590, 58, 66, 12
WEAK = 0.35
"""Links of less than this share of the strongest are drawn faintly, as in the app."""

Point = tuple[float, float]
Place = Callable[[int], Point]


@draws(Road)
def road(figure: Road, paper: Paper) -> Html:
    """Draw the digit, the hidden nodes, the outputs, and the links that are given."""
    hidden, outputs = figure.hidden, figure.outputs
    rows, columns = figure.digit.values.shape
    scale = DIGIT / max(rows, columns)
    middle = TOP + DIGIT / 2

    def pixel(index: int) -> Point:
        y, x = divmod(index, columns)
        return (x + 0.5) * scale, TOP + (y + 0.5) * scale

    across = columns_of(len(hidden.values))
    down = math.ceil(len(hidden.values) / across)
    top = middle - down * CELL / 2

    def node(index: int) -> Point:
        y, x = divmod(index, across)
        return HIDDEN_X + (x + 0.5) * CELL, top + (y + 0.5) * CELL

    pitch = min(24.0, (HIGH - TOP) / len(outputs.values))
    first = middle - pitch * len(outputs.values) / 2

    def output(index: int) -> Point:
        return OUTPUTS_X, first + (index + 0.5) * pitch

    drawing = tag(
        "svg",
        _title(figure.digit.title, DIGIT / 2, TOP - 10),
        tag(
            "g",
            paper.used(pixels(figure.digit.values, figure.digit.scale), columns, rows),
            transform=f"translate(0 {TOP}) scale({spare(scale)})",
            class_=f"of-{figure.digit.scale.kind}",
        ),
        tag("rect", class_="sheet", x=0, y=TOP, width=DIGIT, height=DIGIT),
        _title(hidden.title, HIDDEN_X + across * CELL / 2, TOP - 10),
        _cells(hidden, node),
        _title(outputs.title, OUTPUTS_X + 34, TOP - 10),
        _outputs(outputs, output),
        _links(figure.speaks, pixel, node, "pixel", "Jay"),
        _links(figure.tells, node, output, "Jay", "Lola"),
        _links(figure.backs, output, node, "Lola", "Jay", "back"),
        _title(figure.returned, (HIDDEN_X + across * CELL + OUTPUTS_X) / 2, TOP - 10),
        _title(figure.between[0], (DIGIT + HIDDEN_X) / 2 + 8, HIGH - 12),
        _title(figure.between[1], (HIDDEN_X + across * CELL + OUTPUTS_X) / 2, HIGH - 12),
        viewBox=f"0 0 {NAMED_WIDE if np.isnan(outputs.values).all() else WIDE} {HIGH}",
        class_="links",
        role="img",
        aria_label=figure.alt or None,
    )
    return captioned(
        paper,
        figure.title,
        drawing,
        tag("p", "", class_="reading", aria_live="polite"),
        class_=classes(figure, "flow", "road"),
    )


def _title(words: str, x: float, y: float) -> Html:
    return tag("text", said(words, element="tspan"), x=spare(x, 1), y=spare(y, 1), class_="middle")


def _links(
    links: tuple[RoadLink, ...], start: Place, end: Place, one: str, other: str, kind: str = ""
) -> Html:
    """Draw links, as thick as what they carry, the strongest last, so that it lies on top."""
    largest = max((abs(link.carries) for link in links), default=0.0) or 1.0
    made = []
    for link in reversed(links):
        (x1, y1), (x2, y2) = start(link.start), end(link.end)
        share = abs(link.carries) / largest
        made.append(
            tag(
                "path",
                class_=f"link {kind or ('positive' if link.carries > 0 else 'negative')}"
                + (" weak" if share < WEAK else ""),
                d=f"M{spare(x1, 1)} {spare(y1, 1)}L{spare(x2, 1)} {spare(y2, 1)}",
                stroke_width=spare(max(1.0, THICKEST / 2 * share), 1),
                pathLength=1,
                data_read=f"{one} {link.start} → {other} {link.end}: "
                f"{number(link.carries, 4, sign=True)}",
            )
        )
    return tag("g", *made)


def _cells(nodes: Nodes, place: Place) -> Html:
    """Draw the hidden nodes: each its value as a shade, those on the road framed."""
    made = []
    levels = levels_of(nodes.values, nodes.scale).tolist()
    # Those on the road last, so that no neighbour lies over their frames.
    for index in sorted(range(len(levels)), key=lambda index: index in nodes.linked):
        value, level = float(nodes.values[index]), levels[index]
        x, y = place(index)
        at = {"x": spare(x - CELL / 2, 1), "y": spare(y - CELL / 2, 1)}
        linked = " linked" if index in nodes.linked else ""
        told = "" if nodes.silent else f": h = {number(value, 4)}"
        made.append(tag("rect", class_=f"shade l{max(level, 0)}", **at, width=CELL, height=CELL))
        made.append(
            tag(
                "rect",
                class_=f"cell{linked}",
                **at,
                width=CELL,
                height=CELL,
                data_read=f"{nodes.name} {index}{told}",
            )
        )
    return tag("g", *made)


def _outputs(bars: Bars, place: Place) -> Html:
    """Draw the outputs: a name, a bar and its number; only the names before she has spoken."""
    made = []
    for index, value in enumerate(bars.values.tolist()):
        x, y = place(index)
        name = tag("text", said(bars.labels[index], element="tspan"), x=x + 8, y=spare(y + 4, 1))
        if math.isnan(value):
            made.append(name)
            continue
        made.append(
            joined(
                name,
                tag(
                    "rect",
                    class_="bar lola",
                    x=x + LABEL,
                    y=spare(y - THICK / 2, 1),
                    width=spare(LONG * value, 1),
                    height=THICK,
                ),
                tag(
                    "text",
                    number(value, bars.digits),
                    x=x + LABEL + LONG + 6,
                    y=spare(y + 4, 1),
                    class_="chosen" if index == bars.chosen else None,
                    data_read=f"{plain(bars.labels[index])}: {number(value, 4)}",
                ),
            )
        )
    return tag("g", *made)
