"""Pictures of many values: a digit, a node's weights, a wall of nodes, a gallery."""

from __future__ import annotations

import math

import numpy as np

from scenes.story.figures import Floats, Gallery, Nodes, Picture, Reading, Scale
from scenes.story.numbers import MINUS, aligned, decimals, number
from scenes.web.figures.registry import classes, draws
from scenes.web.paper import Paper, captioned
from scenes.web.tags import Html, joined, spare, tag

LEVELS = 24
"""Steps of a colour to each side of zero, as in the app."""
MOST_NUMBERED = 144
"""Nodes up to which each has its number in its cell."""
CELL = (40, 30)
"""A node's cell, in the units of its drawing."""
STRONG = {"ink": (14, 9), "positive": (25, 13), "negative": (19, 17)}
"""The level from which on what is written on a colour has to be of the other lightness: on a light
page, and on a dark one."""


def levels_of(values: Floats, scale: Scale) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    """Return the step of the colour that every value has."""
    low = -1.0 if scale.kind == "signed" else 0.0
    return np.rint(np.clip(values / scale.limit, low, 1.0) * LEVELS).astype(np.int64)


def pixels(values: Floats, scale: Scale) -> Html:
    """Return rows × columns of values as one path for each colour."""
    paths: dict[int, list[str]] = {}
    pens: dict[int, tuple[int, int]] = {}
    for y, row in enumerate(levels_of(values, scale).tolist()):
        x, width = 0, len(row)
        while x < width:
            level, end = row[x], x + 1
            while end < width and row[end] == level:
                end += 1
            if level:
                at = pens.get(level)
                move = f"M{x} {y}" if at is None else f"m{x - at[0]} {y - at[1]}".replace(" -", "-")
                paths.setdefault(level, []).append(f"{move}h{end - x}")
                pens[level] = (end, y)
            x = end
    groups = []
    for kind, chosen in (("positive", 1), ("negative", -1)):
        made = [
            tag("path", class_=f"l{abs(level)}", d="".join(paths[level]))
            for level in sorted(paths, key=abs)
            if level * chosen > 0
        ]
        if made:
            name = "ink" if scale.kind == "ink" else kind
            groups.append(tag("g", *made, class_=f"pixels {name}", transform="translate(0 .5)"))
    return joined(*groups)


def legend(paper: Paper, scale: Scale) -> Html:
    """Return what the colours stand for: swatches between their two ends."""
    ends = number(scale.limit, decimals(scale.limit, 2, least=0))
    signed = scale.kind == "signed"
    steps = range(-LEVELS, LEVELS + 1, 6) if signed else range(0, LEVELS + 1, 4)
    swatches = pixels(np.array([list(steps)]) / LEVELS, Scale(scale.kind, 1.0))
    return tag(
        "p",
        f"{MINUS}{ends}" if signed else "0",
        tag(
            "svg",
            paper.used(swatches, len(steps), 1),
            viewBox=f"0 0 {len(steps)} 1",
            class_=f"swatches of-{scale.kind}",
            aria_hidden="true",
        ),
        f"+{ends}" if signed else ends,
        class_="legend swatched",
    )


def reading(name: str, readings: tuple[Reading, ...], index: int | None) -> Html:
    """Return the line that reads out what is pointed at; at first what is chosen."""
    if not readings:
        return Html("")
    words = ""
    if index is not None:
        read = (f"{r.name} = {number(float(r.values[index]), r.digits)}" for r in readings)
        words = f"{name}: {'  '.join(read)}"
    return tag("p", words, class_="reading", aria_live="polite")


@draws(Picture)
def picture(figure: Picture, paper: Paper) -> Html:
    """Draw a picture; the chosen pixel is framed, and those that are marked are filled."""
    rows, columns = figure.values.shape
    cursor = figure.cursor
    parts = [paper.used(pixels(figure.values, figure.scale), columns, rows)]
    spot = None
    if figure.linked:
        places = (divmod(pixel, columns) for pixel in figure.linked)
        marked = "".join(f"M{x} {y}h1v1h-1z" for y, x in places)
        parts.append(tag("path", class_="marked", d=marked))
    if cursor is not None:
        y, x = divmod(cursor, columns)
        parts.append(tag("rect", class_="cursor", x=x, y=y, width=1, height=1))
        spot = f"pixel {cursor} (row {y}, column {x})"
    drawing = tag(
        "svg",
        *parts,
        viewBox=f"0 0 {columns} {rows}",
        class_=f"grid of-{figure.scale.kind}",
        role="img",
        aria_label=figure.alt or None,
        data_columns=columns,
        data_rows=rows,
        data_name="pixel",
        data_readings=paper.readings(figure.readings),
    )
    return captioned(
        paper,
        figure.title,
        drawing,
        legend(paper, figure.scale),
        reading(spot or "", figure.readings, cursor),
        class_=classes(figure, "picture", "sweep" if figure.sweep else ""),
    )


def columns_of(count: int) -> int:
    """Return how many nodes stand side by side in a wall."""
    return min(count, max(10, math.ceil(math.sqrt(count))))


@draws(Nodes)
def nodes(figure: Nodes, paper: Paper) -> Html:
    """Draw a wall of cells, each with its number where there are not too many."""
    count = len(figure.values)
    columns = columns_of(count)
    rows = math.ceil(count / columns)
    width, height = CELL
    frames = tag("path", d=_frames(count, columns))
    size = (columns * width, rows * height)
    # The colours as in a picture, a node a pixel, stretched to the cells' size.
    padded = np.zeros(rows * columns)
    padded[:count] = figure.values
    colours = pixels(padded.reshape(rows, columns), figure.scale)
    chosen = []
    if figure.chosen is not None:
        row, column = divmod(figure.chosen, columns)
        frame = {"x": column * width + 1, "y": row * height + 1}
        chosen.append(tag("rect", class_="cursor", **frame, width=width - 2, height=height - 2))
    drawing = tag(
        "svg",
        tag("g", paper.used(frames, *size), class_="cells"),
        tag("g", colours, transform=f"scale({width} {height})", class_="colours"),
        tag("g", paper.used(frames, *size), class_="frames"),
        *(_numbers(figure, columns) if count <= MOST_NUMBERED and not figure.silent else []),
        *chosen,
        viewBox=f"0 0 {size[0]} {size[1]}",
        class_="wall",
        role="img",
        aria_label=figure.alt or None,
        data_columns=columns,
        data_rows=rows,
        data_count=count,
        data_name=figure.name,
        data_readings=paper.readings(figure.readings),
    )
    named = "" if figure.chosen is None else f"{figure.name} {figure.chosen}"
    return captioned(
        paper,
        figure.title,
        drawing,
        Html("") if figure.silent else legend(paper, figure.scale),
        reading(named, figure.readings, figure.chosen),
        class_=classes(figure, "nodes", "sweep" if figure.sweep else ""),
    )


def _frames(count: int, columns: int) -> str:
    """Return the path round every cell of a wall."""
    width, height = CELL
    return "".join(
        f"M{index % columns * width} {index // columns * height}h{width}v{height}h-{width}z"
        for index in range(count)
    )


def _numbers(figure: Nodes, columns: int) -> list[Html]:
    """Return each node's number, to stand in its cell."""
    width, height = CELL
    levels = levels_of(figure.values, figure.scale).tolist()
    numbers = []
    for index, (text, level) in enumerate(
        zip(aligned(figure.values.tolist()), levels, strict=True)
    ):
        row, column = divmod(index, columns)
        signed = "positive" if level > 0 else "negative"
        name = "ink" if figure.scale.kind == "ink" else signed
        x, y = column * width + width // 2, row * height + 19
        numbers.append(tag("text", text, x=x, y=y, class_=_written_on(name, abs(level))))
    return numbers


def _written_on(name: str, level: int) -> str | None:
    """Say where a number on a colour would be hard to read."""
    light, dark = STRONG[name]
    return " ".join([*(["on-light"] * (level >= light)), *(["on-dark"] * (level >= dark))]) or None


@draws(Gallery)
def gallery(figure: Gallery, paper: Paper) -> Html:
    """Draw small pictures side by side, each with its words below."""
    if not figure.pictures:
        return captioned(
            paper, figure.title, tag("p", paper.said(figure.none)), class_=classes(figure, "told")
        )
    items = [
        tag("li", thumbnail(paper, values, figure.scale), tag("span", paper.said(words)))
        for values, words in zip(figure.pictures, figure.captions, strict=True)
    ]
    return captioned(
        paper,
        figure.title,
        tag("ul", *items),
        class_=classes(figure, "gallery"),
        alt=figure.alt,
    )


def thumbnail(paper: Paper, values: Floats, scale: Scale) -> Html:
    """Return a small picture that words beside it tell of."""
    rows, columns = values.shape
    return tag(
        "svg",
        paper.used(pixels(values, scale), columns, rows),
        viewBox=f"0 0 {columns} {rows}",
        class_=f"grid of-{scale.kind}",
        aria_hidden="true",
    )


def opacities() -> str:
    """Return the style rules of the steps of a colour: how strongly each shows, as in the app."""
    return "".join(
        f".l{level}{{opacity:{spare((level / LEVELS) ** 0.75, 3)}}}"
        for level in range(1, LEVELS + 1)
    )
