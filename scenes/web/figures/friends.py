"""You, Jay and Lola as three nodes and two links, and the knobs the reader turns on them.

What the knobs change has a name, ``data-part``: the page's script writes it anew.
"""

from __future__ import annotations

from scenes.story.figures import Friends, Knobs
from scenes.web.figures.registry import classes, draws
from scenes.web.paper import Paper, captioned
from scenes.web.tags import Html, joined, spare, tag

THICKEST = 10.0
"""How thick the link of a weight of 4 is."""


@draws(Friends)
def friends(figure: Friends, paper: Paper) -> Html:
    """Set the four side by side, the links between them; what is in play stands out."""

    def lit(term: str) -> str:
        return " out" if figure.lit and term not in figure.lit else ""

    def node(term: str, name: str, value: str, under: str, part: str) -> Html:
        return tag(
            "div",
            tag("b", name),
            tag("span", value, class_="value", data_part=part),
            tag("small", paper.said(under), data_part=f"{part}-sum"),
            class_=f"friend {term}{lit(term)}",
        )

    def tie(term: str, symbol: str, text: str, word: str, weight: float) -> Html:
        kind = "positive" if weight > 0 else "negative" if weight < 0 else "none"
        return tag(
            "div",
            tag("span", joined(f"{symbol} ", tag("span", text, data_part=term))),
            tag(
                "svg",
                tag(
                    "line",
                    x1=0,
                    x2=100,
                    y1=10,
                    y2=10,
                    stroke_width=spare(max(1.0, THICKEST * min(1.0, abs(weight) / 4)), 1),
                ),
                viewBox="0 0 100 20",
                preserveAspectRatio="none",
                class_=kind,
                data_part=f"{term}-line",
                aria_hidden="true",
            ),
            tag("small", word, data_part=f"{term}-word"),
            class_=f"tie {term}{lit(term)}",
        )

    parts = (
        node("you", "YOU", figure.said, "[dim]input x[/]", "said"),
        tie("speak", "w₁", figure.speak_text, figure.speak_word, figure.speak),
        node("jay", "JAY", figure.jay, figure.jay_sum, "jay"),
        tie("tell", "w₂", figure.tell_text, figure.tell_word, figure.tell),
        node("lola", "LOLA", figure.lola, figure.lola_sum, "lola"),
        tag(
            "div",
            tag("span", paper.said(figure.error), data_part="error"),
            tag(
                "svg",
                tag("line", x1=0, x2=100, y1=10, y2=10, stroke_width=2),
                viewBox="0 0 100 20",
                preserveAspectRatio="none",
                class_="error",
                aria_hidden="true",
            ),
            tag("small", "error"),
            class_=f"tie error{lit('error')}",
        ),
        node("meant", "YOU MEANT", figure.meant, "[dim]target t[/]", "meant"),
    )
    return captioned(
        paper,
        figure.title,
        tag("div", *parts, class_="chain"),
        class_=classes(figure, "friends"),
        alt=figure.alt,
    )


@draws(Knobs)
def knobs(figure: Knobs, paper: Paper) -> Html:
    """Set a slider a row. They turn where the page's script can work out what follows."""
    rows = []
    for index, knob in enumerate(figure.knobs):
        name = paper.name("knob")
        symbol = tag("span", knob.symbol, class_=knob.term)
        label = tag("label", joined(knob.meaning, " ", symbol), for_=name)
        slider = tag(
            "input",
            id=name,
            type="range",
            min=0,
            max=1,
            step="any",
            value=spare(knob.place, 4),
            disabled=True,
            data_knob=index,
        )
        value = tag("output", knob.value, for_=name, data_part=f"knob-{index}")
        rows.append(tag("div", label, slider, value, class_=f"knob {knob.term}"))
    return captioned(paper, figure.title, *rows, class_=classes(figure, "knobs"))
