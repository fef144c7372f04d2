"""The whole network in one picture: three layers, and the strongest links between them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np

from scenes.story.figures import Bars, Picture, Road, RoadLink
from scenes.story.markup import plain
from scenes.story.numbers import counted, number
from scenes.web.figures.links import THICKEST
from scenes.web.figures.pictures import pixels
from scenes.web.figures.registry import classes, draws
from scenes.web.paper import Paper, captioned
from scenes.web.tags import Html, joined, spare, tag
from scenes.web.words import said

WIDE, NAMED_WIDE, HIGH, BACK = 760, 700, 300, 30
"""How wide it is with the outputs' bars, and with their names alone; how high; and the way back."""
TOP = 40
"""Where the layers begin, below their titles."""
DIGIT = 224
HIDDEN_X, HIDDEN_WIDE, ROW, MOST_PITCH = 330, 136, 20, 34
"""Where the hidden nodes stand, how wide and high each is, and how far one is below another."""
OUTPUTS_X, LABEL, LONG, THICK = 590, 58, 66, 12
LETTER = 7.9
"""How wide a letter is."""

Point = tuple[float, float]
Place = Callable[[int], Point]


class _Row(NamedTuple):
    """A hidden node and its number, or a heading, which is no node's; and how far down it is."""

    node: int | None
    words: str
    back: bool
    y: float


class _Places(NamedTuple):
    """Where everything stands that a link leads from or to."""

    scale: float
    """How wide and high a pixel is."""
    pixel: Place
    left: Place
    """A hidden node, at its left."""
    right: Place
    back: Place
    """A hidden node, where what comes back to it ends."""
    output: Place


@draws(Road)
def road(figure: Road, paper: Paper) -> Html:
    """Draw the digit, the hidden nodes on the way, the outputs, and the links that are given."""
    wide = NAMED_WIDE if np.isnan(figure.outputs.values).all() else WIDE
    strip = _strip(figure)
    places = _places(figure, strip)
    drawing = tag(
        "svg",
        *_digit(figure.digit, places.scale, paper),
        *_all_links(figure, places),
        _marks(figure.digit.linked, places.pixel, places.scale),
        _title(figure.hidden.title, HIDDEN_X + HIDDEN_WIDE / 2, TOP - 10),
        _cells(figure, strip),
        _title(figure.outputs.title, OUTPUTS_X + 34, TOP - 10),
        _outputs(figure.outputs, places.output),
        *_between(figure),
        *_way_back(figure, wide),
        viewBox=f"0 0 {wide} {HIGH + BACK * bool(figure.way_back)}",
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


def _places(figure: Road, strip: list[_Row]) -> _Places:
    """Return where each pixel, hidden node and output stands."""
    rows, columns = figure.digit.values.shape
    scale = DIGIT / max(rows, columns)
    outputs = len(figure.outputs.values)
    pitch = min(24.0, (HIGH - TOP) / outputs)
    first = TOP + DIGIT / 2 - pitch * outputs / 2

    def pixel(index: int) -> Point:
        y, x = divmod(index, columns)
        return (x + 0.5) * scale, TOP + (y + 0.5) * scale

    def output(index: int) -> Point:
        return OUTPUTS_X, first + (index + 0.5) * pitch

    def beside(x: float, *, back: bool) -> Place:
        at = {row.node: (x, row.y) for row in strip if row.back == back and row.node is not None}
        return at.__getitem__

    end = HIDDEN_X + HIDDEN_WIDE
    return _Places(
        scale,
        pixel,
        left=beside(HIDDEN_X, back=False),
        right=beside(end, back=False),
        back=beside(end + 10, back=True),
        output=output,
    )


def _digit(digit: Picture, scale: float, paper: Paper) -> tuple[Html, ...]:
    """Draw the digit, its title above it."""
    rows, columns = digit.values.shape
    picture = tag(
        "g",
        paper.used(pixels(digit.values, digit.scale), columns, rows),
        transform=f"translate(0 {TOP}) scale({spare(scale)})",
        class_=f"of-{digit.scale.kind}",
    )
    sheet = tag("rect", class_="sheet", x=0, y=TOP, width=DIGIT, height=DIGIT)
    return _title(digit.title, DIGIT / 2, TOP - 10), picture, sheet


def _all_links(figure: Road, places: _Places) -> Iterator[Html]:
    """Draw the links to the hidden nodes, those to the outputs, and those back, with their tips."""
    yield _links(figure.speaks, places.pixel, places.left, "pixel", "Jay")
    yield _links(figure.tells, places.right, places.output, "Jay", "Lola")
    yield _links(figure.backs, places.output, places.back, "Lola", "Jay", "back")
    for link in figure.backs:
        x, y = places.back(link.end)
        yield _title("[error]◂[/]", x - 5, y + 4)


def _between(figure: Road) -> Iterator[Html]:
    """Write what the links are, above the gap that they cross."""
    gaps = (DIGIT + HIDDEN_X) / 2, (HIDDEN_X + HIDDEN_WIDE + OUTPUTS_X) / 2
    for pair, y in ((figure.between, TOP - 24), (figure.tags, TOP - 10)):
        for words, x in zip(pair, gaps, strict=True):
            yield _title(words, x, y)


def _strip(figure: Road) -> list[_Row]:
    """Return where each hidden node stands, with its number, and each heading."""
    rows: list[tuple[int | None, str, bool]] = []
    for group in figure.groups:
        if group.heading:
            rows.append((None, group.heading, group.back))
        numbers = group.said or ("",) * len(group.nodes)
        rows += [(j, said, group.back) for j, said in zip(group.nodes, numbers, strict=True)]
    pitch = min(MOST_PITCH, DIGIT / max(1, len(rows) + bool(figure.others)))
    return [_Row(*row, TOP + (index + 0.5) * pitch) for index, row in enumerate(rows)]


def _marks(linked: tuple[int, ...], pixel: Place, scale: float) -> Html:
    """Mark the pixels that links lead from."""
    corners = ((x - scale / 2, y - scale / 2) for x, y in map(pixel, linked))
    return tag(
        "g",
        *(
            tag("rect", class_="from", x=spare(x, 1), y=spare(y, 1), width=scale, height=scale)
            for x, y in corners
        ),
    )


def _way_back(figure: Road, wide: float) -> list[Html]:
    """Draw the way back below it all, from right to left: a line before each of its words."""
    if not figure.way_back:
        return []
    y = HIGH + BACK / 2
    lengths = [len(plain(words)) * LETTER for words in figure.way_back]
    line = (wide - DIGIT - sum(lengths)) / len(lengths)
    x = float(wide)
    made = []
    for words, length in zip(figure.way_back, lengths, strict=True):
        made.append(_title(words, x - length / 2, y + 4))
        x -= length + line
        made.append(tag("path", class_="way", d=f"M{spare(x + line - 6, 1)} {y}H{spare(x + 6, 1)}"))
    tip = f"M{spare(x + 12, 1)} {y - 5}L{spare(x + 4, 1)} {y}L{spare(x + 12, 1)} {y + 5}"
    return [*made, tag("path", class_="way", d=tip)]


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
                class_=f"link {kind or ('positive' if link.carries > 0 else 'negative')}",
                d=f"M{spare(x1, 1)} {spare(y1, 1)}L{spare(x2, 1)} {spare(y2, 1)}",
                stroke_width=spare(max(1.0, THICKEST / 2 * share), 1),
                pathLength=1,
                data_read=f"{one} {link.start} → {other} {link.end}: "
                f"{number(link.carries, 4, sign=True)}",
            )
        )
    return tag("g", *made)


def _cells(figure: Road, strip: list[_Row]) -> Html:
    """Draw the hidden nodes one below the other, with the number of each; and how many more."""
    nodes = figure.hidden
    made = []
    for j, words, _, y in strip:
        if j is None:
            made.append(_title(words, HIDDEN_X + HIDDEN_WIDE / 2, y + 4))
            continue
        passes = "" if nodes.silent else f": h = {number(float(nodes.values[j]), 4)}"
        made.append(
            tag(
                "rect",
                class_="node",
                x=HIDDEN_X,
                y=spare(y - ROW / 2, 1),
                width=HIDDEN_WIDE,
                height=ROW,
                rx=4,
                data_read=f"{nodes.name} {j}{passes}",
            )
        )
        named = f"{nodes.name} {j} {words}".strip()
        made.append(_title(named, HIDDEN_X + HIDDEN_WIDE / 2, y + 4))
    if figure.others:
        more = f"[dim]and {counted(figure.others, 'other')}[/]"
        made.append(_title(more, HIDDEN_X + HIDDEN_WIDE / 2, TOP + DIGIT + 16))
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
