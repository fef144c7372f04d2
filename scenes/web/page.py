"""The page around what is told: chapters of steps, the way through them, and the rules of safety.

The file needs nothing but itself. What may run and what may style is named by its hash, so that a
browser refuses anything else that should ever get into it.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from scenes.web.figures.pictures import opacities
from scenes.web.paper import Paper
from scenes.web.tags import Html, joined, tag

SCRIPTS = ("numbers.js", "readings.js", "play.js", "training.js", "walk.js")
STYLES = ("colours.css", "page.css", "figures.css", "print.css")


@dataclass(frozen=True)
class Step:
    """One step, a beat of the walk say: where links lead, its title, and what it shows."""

    id: str
    title: str
    content: Html
    aside_of: str = ""
    """The step that it turns off from, if it is on a side path."""
    attributes: Mapping[str, str | None] | None = None


@dataclass(frozen=True)
class Chapter:
    """Steps that belong together, an act say."""

    name: str
    about: str
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Look:
    """What the reader wants of the page, beyond what their browser says."""

    light: bool = False
    motion: bool = True

    @property
    def classes(self) -> str | None:
        """Return it as the classes of the page's root."""
        names = (*(["light"] if self.light else []), *([] if self.motion else ["still"]))
        return " ".join(names) or None


def page_of(
    title: str,
    intro: Html,
    chapters: Sequence[Chapter],
    paper: Paper,
    *,
    way: Html | None = None,
    play: Mapping[str, Any] | None = None,
    start: str = "",
    look: Look | None = None,
) -> str:
    """Return the whole file. ``way`` is the map; ``play`` is what the script works with.

    It opens at the step ``start``, the first if none is named.
    """
    style = "".join(map(asset, STYLES)) + opacities()
    script = "".join(map(asset, SCRIPTS))
    data = {"arrays": paper.arrays(), "start": start, **(play or {})}
    policy = (
        "default-src 'none'; "
        f"script-src {hashed(script)}; style-src {hashed(style)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    parts = {
        "policy": tag("meta", http_equiv="Content-Security-Policy", content=policy),
        "root": tag("html", lang="en", class_=(look or Look()).classes)[: -len("</html>")],
        "title": joined(title),
        "style": style,
        "way": way or Html(""),
        "intro": intro,
        "acts": _timeline(chapters),
        "chapters": joined(
            *(_chapter(n, len(chapters), each) for n, each in enumerate(chapters, start=1))
        ),
        "symbols": paper.symbols(),
        # "<" would end the element, or start a comment in it.
        "data": json.dumps(data, allow_nan=False, separators=(",", ":")).replace("<", "\\u003c"),
        "script": script,
    }
    return re.sub(r"\{\{(\w+)\}\}", lambda found: parts[found[1]], asset("page.html"))


def _chapter(number: int, count: int, chapter: Chapter) -> Html:
    # A chapter of one step has no name beside that step's.
    alone = len(chapter.steps) == 1 and chapter.steps[0].title == chapter.name
    name = f"of {count}" if alone else chapter.name
    head = tag(
        "header",
        tag("h2", joined(tag("span", str(number), class_="number"), " ", name)),
        tag("p", chapter.about, class_="about") if chapter.about else Html(""),
    )
    return tag("article", head, *map(_step, chapter.steps), class_="act")


def _step(step: Step) -> Html:
    back = Html("")
    if step.aside_of:
        back = tag(
            "p",
            "a side path, exact but hard · ",
            tag("a", "back to the walk", href=f"#{step.aside_of}"),
            class_="aside-of",
        )
    attributes = {f"data_{name}": value for name, value in (step.attributes or {}).items()}
    return tag(
        "section",
        back,
        tag("h3", step.title, tabindex=-1, id=f"{step.id}--title"),
        step.content,
        class_="beat side" if step.aside_of else "beat",
        id=step.id,
        aria_labelledby=f"{step.id}--title",
        **attributes,
    )


def _timeline(chapters: Sequence[Chapter]) -> Html:
    """Return every chapter and step as links, without those of side paths."""
    items = []
    for number, chapter in enumerate(chapters, start=1):
        name = tag(
            "a",
            tag("b", str(number)),
            " ",
            tag("span", chapter.name),
            href=f"#{chapter.steps[0].id}",
            class_="to-act",
        )
        dots = [
            tag("li", tag("a", tag("span", step.title), href=f"#{step.id}", title=step.title))
            for step in chapter.steps
            if not step.aside_of
        ]
        items.append(tag("li", name, tag("ol", *dots)))
    return tag("ol", *items)


@cache
def asset(name: str) -> str:
    """Return a file that comes with the program."""
    return files("scenes.web").joinpath("assets", name).read_text("utf-8")


def hashed(content: str) -> str:
    """Name a script or a style in a policy by its content."""
    digest = hashlib.sha256(content.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
