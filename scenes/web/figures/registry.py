"""Which function draws which kind of figure. A kind without one is told in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from scenes.story.figures import Figure
from scenes.story.scene import Column, Node, Row
from scenes.web.paper import Paper, captioned
from scenes.web.tags import Html, tag

Drawer = Callable[[Any, Paper], Html]
DRAWERS: dict[type[Figure], Drawer] = {}
AnyDrawer = TypeVar("AnyDrawer", bound=Drawer)


def draws(kind: type[Figure]) -> Callable[[AnyDrawer], AnyDrawer]:
    """Have a function draw a kind of figure."""

    def registered(drawer: AnyDrawer) -> AnyDrawer:
        DRAWERS[kind] = drawer
        return drawer

    return registered


def drawn(node: Node, paper: Paper) -> Html:
    """Return a figure, or figures beside or below each other, as HTML."""
    if isinstance(node, Row | Column):
        name = "row" if isinstance(node, Row) else "column"
        return tag("div", *(drawn(child, paper) for child in node.children), class_=name)
    return DRAWERS.get(type(node), _in_words)(node, paper)


def classes(figure: Figure, *names: str) -> str:
    """Name what a figure is, and whether it is only there to be remembered."""
    return " ".join([*filter(None, names), *(["faded"] if figure.dim else [])])


def _in_words(figure: Figure, paper: Paper) -> Html:
    words = paper.said(figure.alt)
    return captioned(paper, figure.title, tag("p", words), class_=classes(figure, "told"))
