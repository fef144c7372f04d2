"""What a page's figures share: pictures drawn once, and numbers stored once."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scenes.story.figures import Reading
from scenes.story.places import Where
from scenes.web.tags import Html, joined, tag
from scenes.web.words import said

INTEGERS = (np.dtype("<i1"), np.dtype("<i2"), np.dtype("<i4"))


class Paper:
    """Where figures are drawn: keeps each picture and each array once, however often it is used."""

    def __init__(self) -> None:
        self.where: Where | None = None
        """The beat that is drawn."""
        self._symbols: dict[str, str] = {}
        self._arrays: dict[tuple[str, int, str], str] = {}
        self._count = 0

    def said(self, markup: str) -> Html:
        """Return marked-up words as HTML, said by the beat that is drawn."""
        return said(markup, self.where)

    def name(self, kind: str) -> str:
        """Return a name that nothing else on the page has."""
        self._count += 1
        return f"{kind}-{self._count}"

    def used(self, drawing: Html, width: int, height: int) -> Html:
        """Return a use of a drawing, which is stored where it was used first."""
        key = f"{width} {height} {drawing}"
        name = self._symbols.setdefault(key, f"p{len(self._symbols)}")
        return tag("use", href=f"#{name}", width=width, height=height)

    def symbols(self) -> Html:
        """Return all drawings that are used."""
        made = []
        for key, name in self._symbols.items():
            width, height, drawing = key.split(" ", 2)
            made.append(tag("symbol", Html(drawing), id=name, viewBox=f"0 0 {width} {height}"))
        return tag(
            "svg",
            tag("defs", *made),
            width=0,
            height=0,
            class_="defs",
            aria_hidden="true",
            focusable="false",
        )

    def printed(self, values: NDArray[Any], digits: int) -> str:
        """Store numbers as they are printed with so many decimals; return their name."""
        whole = [int(f"{value:.{digits}f}".replace(".", "")) for value in values.ravel().tolist()]
        largest = max((abs(number) for number in whole), default=0)
        for dtype in INTEGERS:
            if largest <= np.iinfo(dtype).max:
                return self._stored(np.array(whole, dtype), digits)
        return self.exact(values, digits)

    def exact(self, values: NDArray[Any] | Sequence[float], digits: int = 0) -> str:
        """Store numbers as they were computed, to the last bit; return their name."""
        return self._stored(np.asarray(values, "<f8"), digits)

    def _stored(self, values: NDArray[Any], digits: int) -> str:
        content = base64.b64encode(np.ascontiguousarray(values).tobytes()).decode("ascii")
        key = (values.dtype.str[1:], digits, content)
        return self._arrays.setdefault(key, f"a{len(self._arrays)}")

    def readings(self, readings: Sequence[Reading]) -> str | None:
        """Store what a cursor reads out; return it as an attribute: `name:array` and so on."""
        words = [
            f"{reading.name}:{self.printed(reading.values, reading.digits)}" for reading in readings
        ]
        return " ".join(words) or None

    def arrays(self) -> dict[str, dict[str, str | int]]:
        """Return all that is stored, by name: its type, its decimals, and its bytes as base64."""
        return {
            name: {"type": dtype, "digits": digits, "bytes": content}
            for (dtype, digits, content), name in self._arrays.items()
        }


def captioned(paper: Paper, title: str, *content: Html, class_: str, alt: str = "") -> Html:
    """Return a figure with its title above it; its text alternative, where none is inside."""
    caption = tag("figcaption", paper.said(title)) if title else Html("")
    words = tag("p", alt, class_="sr") if alt else Html("")
    return tag("figure", caption, joined(*content), words, class_=class_)
