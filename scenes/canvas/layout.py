"""Where figures stand: rows and columns of them, given what each needs and can use."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from scenes.canvas.painters import Box, Size, painter_of
from scenes.canvas.painters.base import share
from scenes.story.beats import Subject
from scenes.story.figures import Figure, Gallery, Sign
from scenes.story.projected import projected
from scenes.story.scene import Node, Row, Scene

MARGIN = 1
"""Columns kept free to the left and right of the stage."""
ROOMY = Size(100, 20)
"""Columns and rows from which a stage has room for a large number, and for a wider margin."""
ROOMY_MARGIN = 3
"""The same, where there is room: that of the words below."""
MOST_GAP = 6
"""Columns a gap may grow by where there is room to spare."""


class Placed(NamedTuple):
    """A figure and its box."""

    figure: Figure
    box: Box


def least(node: Node) -> Size:
    """Return the least room a layout needs."""
    return _extent(node, [least(c) for c in _children(node)], painter_least=True)


def most(node: Node) -> Size:
    """Return the most room a layout can use."""
    return _extent(node, [most(c) for c in _children(node)], painter_least=False)


def _children(node: Node) -> tuple[Node, ...]:
    return () if isinstance(node, Figure) else node.children


def _extent(node: Node, sizes: Sequence[Size], *, painter_least: bool) -> Size:
    if isinstance(node, Figure):
        painter = painter_of(node)
        return painter.least(node) if painter_least else painter.most(node)
    gaps = node.gap * (len(sizes) - 1)
    if isinstance(node, Row):
        return Size(sum(s.width for s in sizes) + gaps, max(s.height for s in sizes))
    return Size(max(s.width for s in sizes), sum(s.height for s in sizes) + gaps)


def arrangement(scene: Scene, width: int, height: int) -> Node:
    """Return the most roomy arrangement that fits; the compact one if none does."""
    for node in scene.arrangements:
        need = least(node)
        if need.width <= width - 2 * MARGIN and need.height <= height:
            return node
    return scene.compact


def projected_arrangement(
    scene: Scene, subject: Subject | None, width: int, height: int
) -> tuple[Scene, Node]:
    """Return a scene with fewer numbers and its subject large, and the arrangement that fits.

    On a small stage the subject takes no other figure its place.
    """
    kept = None
    if width < ROOMY.width or height < ROOMY.height:
        few = projected(scene, None)
        kept = arrangement(few, width, height)
    shown = projected(scene, subject, kept)
    return shown, arrangement(shown, width, height)


def place(node: Node, width: int, height: int) -> list[Placed]:
    """Place a layout's figures in the middle of so many columns and rows.

    On a roomy stage with a wider margin, and with a row of air to what stands below, where they
    cost no more than a row and those columns of what can use any.
    """
    need = least(node)
    margin = MARGIN if need.width <= width - 2 * MARGIN else 0
    plain = _placed(node, width, height, margin)
    if width < ROOMY.width or height < ROOMY.height:
        return plain
    for wide, high in ((ROOMY_MARGIN, height - 1), (ROOMY_MARGIN, height), (MARGIN, height - 1)):
        if need.width <= width - 2 * wide and need.height <= high:
            airy = _placed(node, width, high, wide)
            if all(map(_as_good, airy, plain)):
                return airy
    return plain


def _placed(node: Node, width: int, height: int, margin: int) -> list[Placed]:
    """Place a layout's figures with a margin to each side."""
    size, placed = _lay(node, Size(width - 2 * margin, height))
    return _moved(placed, (width - size.width) // 2, max(0, (height - size.height) // 2))


def _as_good(one: Placed, other: Placed) -> bool:
    """Return whether a figure loses no more than what it can do without, of what it has else.

    A gallery shows as many of its pictures as there is room for, anyway.
    """
    if isinstance(one.figure, Gallery):
        return True
    lost = other.box.width - one.box.width, other.box.height - one.box.height
    most = painter_of(one.figure).most(one.figure)
    least_lost = lost[0] <= 2 * (ROOMY_MARGIN - MARGIN) and lost[1] <= 1
    return least_lost and (lost[1] <= 0 or other.box.height < most.height)


def _lay(node: Node, room: Size) -> tuple[Size, list[Placed]]:
    """Lay a node out from the origin; return the room it takes and where its figures are."""
    if isinstance(node, Figure):
        size = painter_of(node).fit(node, room)
        return size, [Placed(node, Box(0, 0, *size))]
    across = isinstance(node, Row)
    axis = 0 if across else 1
    children = node.children
    gaps = len(children) - 1
    bounds = [(least(child)[axis], most(child)[axis]) for child in children]
    laid = [(Size(0, 0), list[Placed]())] * len(children)
    # Twice: what some were given and cannot use, the others get.
    for _ in range(2):
        shares = share(room[axis] - node.gap * gaps, bounds)
        laid = [
            _lay(child, Size(part, room.height) if across else Size(room.width, part))
            for child, part in zip(children, shares, strict=True)
        ]
        bounds = [
            (size[axis], size[axis]) if size[axis] < part else bound
            for (size, _), part, bound in zip(laid, shares, bounds, strict=True)
        ]
    used = sum(size[axis] for size, _ in laid)
    wide = max(size[1 - axis] for size, _ in laid)
    spare = room[axis] - used - node.gap * gaps
    gap = node.gap + (min(MOST_GAP, max(0, spare) // (gaps + 2)) if across and gaps else 0)
    placed: list[Placed] = []
    at = 0
    for child, (size, parts) in zip(children, laid, strict=True):
        if across:
            # Neighbours share a top edge, so that titles line up; a sign stands in the middle.
            placed += _moved(parts, at, wide // 2 if isinstance(child, Sign) else 0)
        else:
            placed += _moved(parts, (wide - size.width) // 2, at)
        at += size[axis] + gap
    extent = used + gap * gaps
    return (Size(extent, wide) if across else Size(wide, extent)), placed


def _moved(placed: list[Placed], x: int, y: int) -> list[Placed]:
    return [
        Placed(figure, Box(box.x + x, box.y + y, box.width, box.height)) for figure, box in placed
    ]
