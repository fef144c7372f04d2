"""What is heard at each output node of the prepared digit, and of the raw one, as bars."""

from __future__ import annotations

from scenes.canvas.painters import Box, Brush
from scenes.screens.drawing.layout import DrawingLayout
from scenes.screens.drawing.view import DrawingView
from scenes.story.numbers import number

WORTH_A_MARK = 0.05
"""Smaller raw outputs would stand on the edge of their bars."""
LONGEST_NAME = 8
LONG_LEGEND = 34
"""Columns in which the legend has room for all its words."""


def paint_outputs(view: DrawingView, layout: DrawingLayout, brush: Brush) -> None:
    """Draw a bar for each; the raw output as a thin bar below it, or as a mark on it.

    Its title can be clicked where a list of all classes is.
    """
    box = layout.outputs
    if box is None:
        return
    recognised, dim = view.recognised, view.recognised.blank
    nodes = layout.listed(recognised, box.height - 1)
    bars = list(layout.bars_of(box, len(nodes)))
    brush.markup(box.x, box.y, "What [lola]Lola[/] hears", dim)
    words = "┊ heard raw" if bars[0].height == 1 else "━ heard raw"
    words = words if box.width >= LONG_LEGEND else "┊ raw"
    brush.put(box.x + box.width - len(words), box.y, words, "muted", dim)
    for node, bar in zip(nodes, bars, strict=True):
        _output(view, node, bar, brush)


def _output(view: DrawingView, node: int, box: Box, brush: Brush) -> None:
    """Draw one output: its digit, its bar and its number; the raw one, and a tick at the target."""
    recognised, classes = view.recognised, view.classes
    dim = recognised.blank
    chosen = node == recognised.answer and not dim
    quiet = dim or not chosen
    brush.put(
        box.x, box.y, f"{'▸' if chosen else ' '}{classes.short(node, LONGEST_NAME)}", "lola", quiet
    )
    value, raw = float(recognised.outputs[node]), float(recognised.raw[node])
    before = 2 + min(classes.width, LONGEST_NAME)
    track = Box(box.x + before, box.y, box.width - before - 6, 1)
    _bar(value, track, "lola", dim, brush, thick=box.height > 1)
    text = number(value)
    end = box.x + box.width - len(text)
    brush.put(end, box.y, text, "bold" if chosen else "text", quiet)
    if box.height > 1:
        _bar(raw, track._replace(y=box.y + 1), "muted", dim, brush)
        brush.put(end, box.y + 1, number(raw), "muted", True)
    elif raw >= WORTH_A_MARK:
        brush.put(_along(track, raw), box.y, "┊", "text", dim)
    if recognised.targets is not None:
        at = _along(track, float(recognised.targets[node]))
        for row in range(min(box.height, 2)):
            brush.put(at, box.y + row, "┃", "meant", dim)


def _along(track: Box, value: float) -> int:
    """Return the column of a value on a bar's track."""
    return track.x + min(track.width - 1, int(value * track.width))


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
