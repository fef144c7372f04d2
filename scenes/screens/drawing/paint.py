"""The drawing screen's panels, drawn on a canvas. Each returns where in it can be clicked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from rich.console import Console

from scenes.canvas.painters import Box, Brush, Size, painter_of
from scenes.canvas.painters.nodes import CELLS, grid_of
from scenes.screens.drawing.layout import SMALL, Plan
from scenes.screens.drawing.view import View
from scenes.story.figures import Floats, Nodes, Picture, Scale
from scenes.story.numbers import number

INK = Scale("ink", 255.0)
ACTIVATION = Scale("ink", 1.0)
MARGIN = 4
"""Pixels that MNIST leaves free on each side of its 20 × 20."""
INVITATION = ("draw a digit:", "mouse, or", "arrows and space")
BRUSHES = "·•●"
LABEL = 8
"""Columns before the numbers of a table, and in a narrow one."""
NARROW_LABEL = 6
WORTH_A_MARK = 0.05
"""Smaller raw outputs would stand on the edge of their bars."""
_MEASURE = Console(width=400, color_system=None)


class Zone(NamedTuple):
    """A place to click, and the screen's action that this is for."""

    box: Box
    action: str


def zoom_of(box: Box, columns: int) -> int:
    """Return the columns a pixel takes in a picture's box."""
    return 2 if box.width >= 2 * columns else 1


def paint_view(view: View, at: Plan, brush: Brush) -> list[Zone]:
    """Draw everything; return what can be clicked."""
    heard = view.heard
    _sheet(view, at.sheet, brush)
    zones = _tools(view, at.tools, brush)
    if at.scaled is not None:
        _picture("[dim]cut out,[/] 20 × 20", heard.prepared.scaled, at.scaled, brush, heard.blank)
    if at.image is not None:
        title = "centred" if at.scaled is not None else "prepared"
        _picture(f"{title}, 28 × 28", heard.prepared.image, at.image, brush, heard.blank)
    if at.average is not None:
        title = f"the average {view.kind} [dim]({view.kind_is})[/]"
        shown = view.average
        if heard.blank:
            title, shown = "the average of its kind", np.zeros_like(shown)
        _picture(title, shown, at.average, brush, heard.blank)
        zones.append(Zone(at.average, "why"))
    _arrows(at, brush)
    if at.jays is not None:
        _jays(view, at.jays, brush)
    if at.bars is not None:
        zones += _bars(view, at.bars, brush)
    if not heard.blank:
        _heard(view, at, brush)
        if at.answers is not None:
            zones += _answers(view, at.answers, brush)
        if at.errors is not None:
            zones += _errors(view, at.errors, brush)
    return zones + _told(view, at.told, brush)


# The sheet.


def _sheet(view: View, box: Box, brush: Brush) -> None:
    state = "  [rate]pen down[/]" if view.pen_down else ""
    ink = view.heard.drawing
    figure = Picture(
        title=f"[you]Your drawing[/]{state}",
        values=ink.astype(float),
        scale=INK,
        cursor=view.cursor,
    )
    painter_of(figure).paint(figure, box, brush)
    left, top, zoom = box.x, box.y + 1, zoom_of(box, ink.shape[1])
    if brush.palette.glyphs:  # sixteen colours may have none for paper
        for y in range(top, box.y + box.height):
            brush.put(box.x - 1, y, "│", "faint")
            brush.put(box.x + box.width, y, "│", "faint")
    if view.heard.blank:
        _invite(left, top, zoom, ink.shape[0], brush)
    elif view.heard.prepared.box is not None and not view.painting:
        _corners(view.heard.prepared.box, left, top, zoom, ink.shape[0], brush)


def _invite(left: int, top: int, zoom: int, side: int, brush: Brush) -> None:
    """Draw where MNIST's digits lie, and say how to draw one."""
    faint = brush.palette.cell(0, "ink", True)
    first, last = MARGIN * zoom, (side - MARGIN) * zoom - 1
    above, below = MARGIN * zoom // 2, (side - MARGIN) * zoom // 2 - 1
    between = last - first - 1
    brush.canvas.put(left + first, top + above, f"┌{'─' * between}┐", faint)
    brush.canvas.put(left + first, top + below, f"└{'─' * between}┘", faint)
    for y in range(top + above + 1, top + below):
        brush.canvas.put(left + first, y, "│", faint)
        brush.canvas.put(left + last, y, "│", faint)
    start = top + (above + below + 1 - len(INVITATION)) // 2
    for row, words in enumerate(INVITATION):
        x = left + (side * zoom - len(words)) // 2
        brush.canvas.put(x, start + row, words, brush.palette.cell(0, "ink"))


def _corners(
    box: tuple[int, int, int, int], left: int, top: int, zoom: int, side: int, brush: Brush
) -> None:
    """Mark the corners of what is cut out, just outside of it."""
    style = brush.palette.marked(brush.palette.colour(0, "ink"))
    first, start, last, end = box
    for row, column, corner in (
        (first - 1, start - 1, "┌"),
        (first - 1, end, "┐"),
        (last, start - 1, "└"),
        (last, end, "┘"),
    ):
        if 0 <= row < side and 0 <= column < side:
            x = left + column * zoom + (zoom - 1 if column < start else 0)
            brush.canvas.put(x, top + row * zoom // 2, corner, style)


def _tools(view: View, box: Box, brush: Brush) -> list[Zone]:
    """Write what the brush is set to and what can be done: each can be clicked."""
    wide = box.width >= 50
    zones: list[Zone] = []
    x = box.x

    def write(words: str, style: str, action: str, key: str = "") -> None:
        nonlocal x
        start = x
        x = brush.put(x, box.y, words, style)
        if wide and key:
            x = brush.put(x + 1, box.y, key, "rate")
        zones.append(Zone(Box(start, box.y, x - start, 1), action))
        x += 3 if wide and key else 1

    write("erase" if view.erasing else "pen  ", "bold", "eraser", "x")
    for size, glyph in enumerate(BRUSHES, 1):
        write(glyph, "bold reverse" if size == view.brush else "muted", f"take({size})")
    if wide:
        x = brush.put(x, box.y, "[ ]", "rate") + 3
    write("undo", "text" if view.can_undo else "faint", "undo", "⌫")
    write("redo", "text" if view.can_redo else "faint", "redo", "^y")
    write("clear", "faint" if view.heard.blank else "text", "clear", "c")
    return zones


# The other pictures, the Jays and the Lolas.


def _picture(
    title: str,
    values: np.ndarray[tuple[int, ...], np.dtype[np.number]],
    box: Box,
    brush: Brush,
    dim: bool,
) -> None:
    figure = Picture(title=title, values=values.astype(float), scale=INK, dim=dim)
    painter_of(figure).paint(figure, box, brush)


def _arrows(at: Plan, brush: Brush) -> None:
    """Point from each picture to what it becomes."""
    for one, other in ((at.sheet, at.scaled or at.image), (at.scaled, at.image)):
        if one is not None and other is not None:
            end = one.x + one.width
            if other.x > end:
                brush.put((end + other.x) // 2, other.y + 5, "→", "muted")


def _jays(view: View, box: Box, brush: Brush) -> None:
    """Draw a wall of what the Jays pass on: as nodes, or if there are too many, as pixels."""
    values, dim = view.heard.hidden, view.heard.blank
    columns, rows = grid_of(len(values))
    title = "What [jay]Jays[/] pass on" if box.width > SMALL else "[jay]Jays[/]"
    if columns * CELLS[-1][0] <= box.width and rows < box.height:
        nodes = Nodes(title=title, values=values, scale=ACTIVATION, dim=dim)
        size = painter_of(nodes).fit(nodes, Size(box.width, box.height))
        painter_of(nodes).paint(nodes, Box(box.x, box.y, *size), brush)
        return
    tall = 2 * (box.height - 1)
    wall = min(-(-len(values) // tall), box.width)
    shown = values[: tall * wall]
    padded = np.concatenate([shown, np.zeros(tall * wall - len(shown))])
    of = "" if len(shown) == len(values) else f" [dim]of {len(values)}[/]"
    brush.markup(box.x, box.y, f"[jay]{len(shown)} Jays[/]{of}", dim, box.width)
    picture = Picture(values=padded.reshape(tall, wall), scale=ACTIVATION, dim=dim)
    painter_of(picture).paint(picture, Box(box.x, box.y + 1, wall, tall // 2), brush)


def _bars(view: View, box: Box, brush: Brush) -> list[Zone]:
    """Draw what is heard of the prepared digit; thin or as a mark, what is heard of the raw one."""
    heard, dim = view.heard, view.heard.blank
    count = len(heard.outputs)
    pitch = 3 if box.height > 3 * count else 2 if box.height > 2 * count else 1
    brush.markup(box.x, box.y, "What [lola]Lola[/] hears", dim)
    words = "┊ heard raw" if pitch == 1 else "━ heard raw"
    words = words if box.width >= 34 else "┊ raw"
    brush.put(box.x + box.width - len(words), box.y, words, "muted", dim)
    length = box.width - 9
    zones = []
    for node in range(count):
        y = box.y + 1 + node * pitch
        zones.append(Zone(Box(box.x, y, box.width, pitch), f"meant({node})"))
        chosen = node == heard.answer and not dim
        quiet = dim or not chosen
        brush.put(box.x, y, f"{'▸' if chosen else ' '}{node}", "lola", quiet)
        value, raw = float(heard.outputs[node]), float(heard.raw[node])
        track = Box(box.x + 3, y, length, 1)
        _bar(value, track, "lola", dim, brush, thick=pitch > 1)
        text = number(value)
        brush.put(box.x + box.width - len(text), y, text, "bold" if chosen else "text", quiet)
        if pitch > 1:
            _bar(raw, Box(track.x, y + 1, length, 1), "muted", dim, brush)
            brush.put(box.x + box.width - len(text), y + 1, number(raw), "muted", True)
        elif raw >= WORTH_A_MARK:
            brush.put(track.x + min(length - 1, int(raw * length)), y, "┊", "text", dim)
        if heard.targets is not None:
            at = track.x + min(length - 1, int(float(heard.targets[node]) * length))
            for row in range(min(pitch, 2)):
                brush.put(at, y + row, "┃", "meant", dim)
    return zones


def _bar(
    value: float, box: Box, term: str, dim: bool, brush: Brush, *, thick: bool = False
) -> None:
    """Draw a bar on its track, half a cell fine."""
    halves = round(2 * box.width * value)
    full = halves // 2
    brush.put(box.x, box.y, "─" * box.width, "faint", dim)
    brush.put(box.x, box.y, ("█" if thick else "━") * full, term, dim)
    if halves % 2:
        brush.put(box.x + full, box.y, "▌" if thick else "╸", term, dim)


# Words and numbers.


def _heard(view: View, at: Plan, brush: Brush) -> None:
    raw, prepared = view.heard.both
    brush.markup(at.heard.x, at.heard.y, f"{raw} · {prepared}", width=at.heard.width)
    box = at.sentence
    text = brush.palette.text(view.heard.sentence)
    for row, line in enumerate(text.wrap(_MEASURE, box.width)[: box.height]):
        line.style = brush.palette.style("text")
        brush.canvas.write(box.x, box.y + row, line)


def _answers(view: View, box: Box, brush: Brush) -> list[Zone]:
    heard = view.heard
    zones = _header(len(heard.raw), box, brush)
    _row("raw", heard.raw, heard.raw_answer, box, 1, brush)
    _row("prepared", heard.outputs, heard.answer, box, 2, brush)
    return zones


def _errors(view: View, box: Box, brush: Brush) -> list[Zone]:
    heard = view.heard
    brush.markup(box.x, box.y, view.verdict, width=box.width)
    if heard.targets is None or heard.errors is None:
        return []
    table = Box(box.x, box.y + 1, box.width, box.height - 1)
    zones = _header(len(heard.outputs), table, brush)
    _row("meant", heard.targets, heard.meant, table, 1, brush)
    _row("heard", heard.outputs, heard.answer, table, 2, brush)
    _row("error", heard.errors, None, table, 3, brush, sign=True)
    return zones


def _grid(box: Box, count: int) -> tuple[int, int]:
    """Return the columns of a table's labels and of its numbers."""
    label = LABEL if box.width >= LABEL + 6 * count else NARROW_LABEL
    return label, min(7, (box.width - label) // count)


def _header(count: int, box: Box, brush: Brush) -> list[Zone]:
    label, wide = _grid(box, count)
    brush.put(box.x, box.y, "Lola", "lola")
    zones = []
    for node in range(count):
        x = box.x + label + node * wide
        brush.put(x + wide - 1, box.y, str(node), "lola")
        zones.append(Zone(Box(x, box.y, wide, 1), f"meant({node})"))
    return zones


def _row(
    name: str,
    values: Floats,
    strong: int | None,
    box: Box,
    row: int,
    brush: Brush,
    *,
    sign: bool = False,
) -> None:
    label, wide = _grid(box, len(values))
    brush.put(box.x, box.y + row, name, "error" if sign else "muted")
    for node, value in enumerate(np.asarray(values).tolist()):
        text = number(value, 3 if wide >= 7 else 2, sign=sign)
        if wide < 6:
            text = text.replace("0.", ".", 1)
        style = ("positive" if value > 0 else "negative") if sign else "text"
        style = "bold" if node == strong else style
        dim = abs(value) < 0.05 if sign else strong is not None and node != strong
        x = box.x + label + (node + 1) * wide - len(text)
        brush.put(x, box.y + row, text, style, dim)


def _told(view: View, box: Box, brush: Brush) -> list[Zone]:
    lines: Sequence[str] = view.told if box.height > 1 else (view.told_short,)
    for row, line in enumerate(lines[: box.height]):
        brush.markup(box.x, box.y + row, line, width=box.width)
    last = min(len(lines), box.height) - 1
    zones = []
    for key, action in (("[rate]m[/]", "tell"), ("[rate]u[/]", "take_back")):
        if key in lines[last]:
            at = brush.palette.text(lines[last].split(key)[0]).cell_len
            zones.append(Zone(Box(box.x + at, box.y + last, 9, 1), action))
    return zones
