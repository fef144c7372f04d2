"""Many nodes, one node, and what each of the many brings to it along its link."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from scenes.story.figures import Flow
from scenes.story.markup import plain
from scenes.web.figures.registry import classes, draws
from scenes.web.paper import Paper, captioned
from scenes.web.tags import Html, spare, tag
from scenes.web.words import said

WIDE, PITCH = 440, 28
LETTER = 8.0
"""About how wide a letter of a label is."""
THICKEST = 7.0


class _Room(NamedTuple):
    """Where the links of a flow begin and end."""

    near: float
    """Across, at the many."""
    far: float
    """Across, at the one."""
    top: float
    """Above the first of the many."""
    height: int

    @property
    def middle(self) -> float:
        """How far down the one is."""
        return self.height / 2

    def down(self, index: int) -> float:
        """Return how far down one of the many is."""
        return self.top + (index + 0.5) * PITCH


@draws(Flow)
def flow(figure: Flow, paper: Paper) -> Html:
    """Draw the links, as thick as what they carry; backwards, the many stand to the right."""
    room = _room(figure)
    drawing = tag(
        "svg",
        *_links(figure, room),
        *_labels(figure, room),
        viewBox=f"0 0 {WIDE} {room.height}",
        class_="links",
        role="img",
        aria_label=f"{figure.alt} {'; '.join(map(plain, (*figure.many, *figure.one)))}".strip(),
    )
    return captioned(
        paper,
        figure.title,
        drawing,
        tag("p", "", class_="reading", aria_live="polite"),
        class_=classes(figure, "flow", "backwards" if figure.backwards else ""),
    )


def _room(figure: Flow) -> _Room:
    """Return the room that the labels leave."""
    many, one = (
        max(len(plain(label)) * LETTER for label in labels) for labels in (figure.many, figure.one)
    )
    near, far = many + 12, WIDE - one - 12
    if figure.backwards:
        near, far = WIDE - near, WIDE - far
    rows = max(len(figure.many), len(figure.one))
    return _Room(near, far, (rows - len(figure.many)) * PITCH / 2, rows * PITCH)


def _links(figure: Flow, room: _Room) -> Iterator[Html]:
    """Draw the links that carry something, the strongest last: it lies on top where they cross."""
    near, far, bend = spare(room.near, 1), spare(room.far, 1), spare((room.near + room.far) / 2, 1)
    middle = spare(room.middle, 1)
    largest = float(np.abs(figure.values).max(initial=0)) or 1.0
    for index in np.argsort(np.abs(figure.values), kind="stable").tolist():
        value = float(figure.values[index])
        if value == 0:
            continue
        y = spare(room.down(index), 1)
        term = "positive" if value > 0 else "negative"
        weak = " weak" if figure.faint[index] else ""
        yield tag(
            "path",
            class_=f"link {term}{weak}",
            d=f"M{near} {y}C{bend} {y} {bend} {middle} {far} {middle}",
            stroke_width=spare(max(1.0, THICKEST * abs(value) / largest), 1),
            pathLength=1,
            data_read=f"{plain(figure.many[index])} → {plain(figure.one[0])}",
        )


def _labels(figure: Flow, room: _Room) -> Iterator[Html]:
    """Write what the many are, and below each other the lines of what the one is."""
    out, back = ("right", "left") if figure.backwards else ("left", "right")
    away = 8 if figure.backwards else -8
    for index, label in enumerate(figure.many):
        yield _label(label, room.near + away, room.down(index) + 5, out, plain(label))
    for index, label in enumerate(figure.one):
        y = room.middle + (index - (len(figure.one) - 1) / 2) * 20 + 5
        yield _label(label, room.far - away, y, back, None)


def _label(markup: str, x: float, y: float, side: str, read: str | None) -> Html:
    return tag(
        "text",
        said(markup, element="tspan"),
        x=spare(x, 1),
        y=spare(y, 1),
        class_=side,
        data_read=read,
    )
