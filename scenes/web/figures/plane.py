"""The plane that lines are drawn on: how large it is, and where on it a share of each axis is."""

from __future__ import annotations

from scenes.web.tags import Html, spare, tag
from scenes.web.words import said

WIDE, HIGH = 440, 250
LEFT, RIGHT, TOP, BOTTOM = 46, 14, 14, 36
VIEW_BOX = f"0 0 {WIDE} {HIGH}"


def across(share: float) -> float:
    """Return where so far along the axis of x is, from 0 to 1."""
    return LEFT + (WIDE - LEFT - RIGHT) * share


def up(share: float) -> float:
    """Return where so far up the axis of y is, from 0 to 1."""
    return HIGH - BOTTOM - (HIGH - BOTTOM - TOP) * share


def path_of(points: list[tuple[float, float]]) -> str:
    """Return the path through these points."""
    return "M" + "L".join(f"{spare(x, 1)} {spare(y, 1)}" for x, y in points)


def level(y: str | float, class_: str) -> Html:
    """Draw a line across the whole plane."""
    return tag("line", class_=class_, x1=across(0), x2=across(1), y1=y, y2=y)


def upright(x: str | float, class_: str) -> Html:
    """Draw a line from the bottom of the plane to its top."""
    return tag("line", class_=class_, x1=x, x2=x, y1=spare(up(0)), y2=spare(up(1)))


def text(words: str, x: float, y: float, class_: str = "") -> Html:
    """Write words, marked up, at a point."""
    made = said(words, element="tspan")
    return tag("text", made, x=spare(x, 1), y=spare(y, 1), class_=class_ or None)
