"""A scene for a screen that all have to read: fewer numbers, and the one that matters large."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np

from scenes.story.beats import Subject
from scenes.story.figures import Bars, Figure, Large, Nodes, Terms
from scenes.story.numbers import decimals
from scenes.story.scene import Column, Node, Row, Scene, column, row

MOST_TERMS = 5
"""Parts of a sum that are told one by one."""
MOST_NUMBERED = 3
"""Nodes with a number on them, beside the chosen one."""
FEW_DECIMALS = 2
SIZES = (2, 1)
"""Half rows a dot of the large number takes at least, the best first."""


@lru_cache(maxsize=8)
def projected(scene: Scene, subject: Subject | None, kept: Node | None = None) -> Scene:
    """Return a scene with fewer numbers; with its subject large, where there is room for it.

    The subject may take the room of what only a roomy arrangement shows; where it must not,
    ``kept`` is the arrangement that it is to stand beside.
    """
    if subject is None:
        return _with_fewer(scene)
    few = _with_fewer(scene)
    shown = few.arrangements if kept is None else (kept,)
    if scene.projected is not None:
        shown = (fewer(scene.projected),)
    large = tuple(
        beside(node, Large(title=subject.name, value=subject.value, term=subject.term, size=size))
        for size in SIZES
        for node in shown
        for beside in (column, row, _below_the_last)
    )
    return replace(few, large=large, shape="")


@lru_cache(maxsize=8)
def _with_fewer(scene: Scene) -> Scene:
    return replace(
        scene,
        compact=fewer(scene.compact),
        normal=fewer(scene.normal),
        wide=None if scene.wide is None else fewer(scene.wide),
    )


def _below_the_last(node: Node, large: Large) -> Node:
    """Return figures side by side, the number below the last of them."""
    if not isinstance(node, Row):
        return column(node, large)
    *others, last = node.children
    return replace(node, children=(*others, column(last, large)))


def fewer(node: Node) -> Node:
    """Return the same figures with fewer numbers: the strongest, with few decimals."""
    if isinstance(node, Row | Column):
        return replace(node, children=tuple(map(fewer, node.children)))
    return _fewer(node)


def _fewer(figure: Figure) -> Figure:
    if isinstance(figure, Terms):
        summed = figure.sum.shortened(MOST_TERMS)
        names = dict(zip((term.index for term in figure.sum.terms), figure.names, strict=True))
        return replace(figure, sum=summed, names=tuple(names[term.index] for term in summed.terms))
    if isinstance(figure, Nodes):
        strongest = np.argsort(-np.abs(figure.values), kind="stable")[:MOST_NUMBERED].tolist()
        chosen = [] if figure.chosen is None else [figure.chosen]
        return replace(figure, numbered=frozenset((*strongest, *chosen)))
    if isinstance(figure, Bars) and not figure.both:
        largest = float(np.nanmax(np.abs(figure.values), initial=0.0))
        enough = decimals(largest, FEW_DECIMALS, least=FEW_DECIMALS)
        return replace(figure, digits=min(figure.digits, enough))
    return figure
