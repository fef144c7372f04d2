"""HTML, written so that nothing from outside can become a part of it.

What is not :class:`Html` already is escaped; there is no other way to put text into a page.
"""

from __future__ import annotations

from html import escape

VOID = frozenset({"input", "meta", "br"})
"""Elements of HTML that have no end."""


class Html(str):
    """Text that is HTML already."""

    __slots__ = ()


def tag(name: str, /, *children: str, **attributes: str | float | bool | None) -> Html:
    """Return an element. Children that are no HTML are escaped, as are all attributes.

    ``class_`` is the attribute `class`, ``data_x`` is `data-x`. An attribute of None or False is
    left out, one of True stands without a value.
    """
    parts = [f"<{name}"]
    for key, value in attributes.items():
        if value is None or value is False:
            continue
        spelled = key.rstrip("_").replace("_", "-")
        parts.append(f" {spelled}" if value is True else f' {spelled}="{escape(str(value))}"')
    opened = "".join(parts)
    if name in VOID:
        return Html(f"{opened}>")
    return Html(f"{opened}>{joined(*children)}</{name}>")


def joined(*children: str) -> Html:
    """Return elements and text one after the other, text escaped."""
    return Html("".join(c if isinstance(c, Html) else escape(c, quote=False) for c in children))


def spare(value: float, digits: int = 2) -> str:
    """Return a coordinate with so many decimals at most, as short as it can be written."""
    text = f"{value:.{digits}f}".rstrip("0").rstrip(".") if digits else f"{value:.0f}"
    return "0" if text in ("-0", "") else text
