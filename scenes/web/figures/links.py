"""Many nodes, one node, and what each of the many brings to it along its link."""

from __future__ import annotations

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
WEAK = 0.05
"""Links of less than this share of the strongest are drawn faintly."""


@draws(Flow)
def flow(figure: Flow, paper: Paper) -> Html:
    """Draw the links, as thick as what they carry; backwards, the many stand to the right."""
    many = [len(plain(label)) * LETTER for label in figure.many]
    one = [len(plain(label)) * LETTER for label in figure.one]
    rows = max(len(figure.many), len(figure.one))
    height = rows * PITCH
    middle = height / 2
    near, far = max(many) + 12, WIDE - max(one) - 12
    if figure.backwards:
        near, far = WIDE - near, WIDE - far
    largest = float(np.abs(figure.values).max(initial=0)) or 1.0
    links, labels = [], []
    top = (rows - len(figure.many)) * PITCH / 2
    # The strongest last, so that it lies on top where links cross.
    for index in np.argsort(np.abs(figure.values), kind="stable").tolist():
        value = float(figure.values[index])
        if value == 0:
            continue
        y = top + (index + 0.5) * PITCH
        bend = (near + far) / 2
        term = "positive" if value > 0 else "negative"
        weak = " weak" if abs(value) < WEAK * largest else ""
        path = (
            f"M{spare(near, 1)} {spare(y, 1)}"
            f"C{spare(bend, 1)} {spare(y, 1)} {spare(bend, 1)} {spare(middle, 1)} "
            f"{spare(far, 1)} {spare(middle, 1)}"
        )
        links.append(
            tag(
                "path",
                class_=f"link {term}{weak}",
                d=path,
                stroke_width=spare(max(1.0, THICKEST * abs(value) / largest), 1),
                pathLength=1,
                data_read=f"{plain(figure.many[index])} → {plain(figure.one[0])}",
            )
        )
    for index, label in enumerate(figure.many):
        y = top + (index + 0.5) * PITCH + 5
        x = near + 8 if figure.backwards else near - 8
        side = "right" if figure.backwards else "left"
        labels.append(_label(label, x, y, side, plain(label)))
    for index, label in enumerate(figure.one):
        y = middle + (index - (len(figure.one) - 1) / 2) * 20 + 5
        x = far - 8 if figure.backwards else far + 8
        labels.append(_label(label, x, y, "left" if figure.backwards else "right", None))
    drawing = tag(
        "svg",
        *links,
        *labels,
        viewBox=f"0 0 {WIDE} {height}",
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


def _label(markup: str, x: float, y: float, side: str, read: str | None) -> Html:
    return tag(
        "text",
        said(markup, element="tspan"),
        x=spare(x, 1),
        y=spare(y, 1),
        class_=side,
        data_read=read,
    )
