"""You, Jay and Lola with what they say, and the knobs the reader turns on them.

What the knobs change has a name, ``data-part``: the page's script writes it anew.
"""

from __future__ import annotations

from scenes.story.friends import Friend, Friends, Knobs, Speech, Telling
from scenes.web.figures.registry import classes, draws
from scenes.web.paper import Paper, captioned
from scenes.web.tags import Html, joined, spare, tag

THICKEST = 10.0
"""How thick the link of a weight of 4 is."""
PERSON = "M20 20V42M6 27L20 23L34 27M20 42L9 61M20 42L31 61"
"""The body, the arms and the legs below a head, in a drawing of 40 × 64."""
LEVEL, HIGH = 70, 10
"""A level of trust: how long it is from 0 to 1, and how high its tick at one half."""


@draws(Friends)
def friends(figure: Friends, paper: Paper) -> Html:
    """Set the four side by side, the links between them; what is in play stands out."""
    parts: list[Html] = []
    for index, friend in enumerate(figure.friends):
        parts.append(_friend(figure, friend, paper))
        if index < len(figure.tellings):
            # You call Jay aside: what you whisper to him stands between you.
            whisper = None if index else figure.correction
            parts.append(_telling(figure, figure.tellings[index], whisper, paper))
        elif index + 1 < len(figure.friends) and figure.error:
            parts.append(_error(figure, paper))
    return captioned(
        paper,
        figure.title,
        tag("div", *parts, class_="chain"),
        class_=classes(figure, "friends"),
        alt=figure.alt,
    )


def _lit(figure: Friends, term: str) -> str:
    return f"{term} out" if figure.lit and term not in figure.lit else term


def _friend(figure: Friends, friend: Friend, paper: Paper) -> Html:
    term = friend.term
    traits = [
        tag("b", friend.name),
        tag("span", friend.value, class_="value", data_part=term if friend.value else None),
    ]
    if friend.level is not None:
        traits.append(_level(term, friend.level))
    return tag(
        "div",
        tag("p", friend.speech.words, class_=_bubble(friend.speech), data_part=f"{term}-says"),
        tag(
            "div",
            _thinking() if friend.speech.thought else _person(),
            tag("div", *traits, class_="traits"),
            class_="body",
        ),
        tag("small", paper.said(friend.under), data_part=f"{term}-under" if friend.under else None),
        class_=f"friend {_lit(figure, term)}",
    )


def _bubble(speech: Speech) -> str:
    """Name how something is said: the style sheet has a bubble for each tone."""
    contrary = ["contrary"] if speech.contrary else []
    return " ".join(["bubble", "thought" if speech.thought else speech.tone, *contrary])


def _person() -> Html:
    return tag(
        "svg",
        tag("circle", cx=20, cy=11, r=8),
        tag("path", d=PERSON),
        viewBox="0 0 40 64",
        class_="person",
        aria_hidden="true",
    )


def _thinking() -> Html:
    """Return what stands in a person's place below a thought: that of one who is drawn already."""
    return tag(
        "svg",
        tag("circle", cx=16, cy=7, r=5),
        tag("circle", cx=23, cy=22, r=3),
        tag("circle", cx=28, cy=33, r=2),
        viewBox="0 0 40 64",
        class_="person",
        aria_hidden="true",
    )


def _level(term: str, level: float) -> Html:
    """Draw how far a message rises; the tick is one half."""
    middle = HIGH / 2
    reached = min(1.0, max(0.0, level)) * LEVEL
    return tag(
        "svg",
        tag("rect", x=0, y=middle - 1, width=LEVEL, height=2),
        tag(
            "rect",
            class_="reached",
            x=0,
            y=middle - 2.5,
            width=spare(reached),
            height=5,
            data_part=f"{term}-level",
        ),
        tag("line", x1=LEVEL / 2, x2=LEVEL / 2, y1=0, y2=HIGH),
        viewBox=f"0 0 {LEVEL} {HIGH}",
        class_="level",
        aria_hidden="true",
    )


def _line(width: float) -> Html:
    return tag("line", x1=0, x2=100, y1=10, y2=10, stroke_width=spare(width, 1))


def _telling(figure: Friends, telling: Telling, whisper: str | None, paper: Paper) -> Html:
    """Draw a link: the weight's sign is its colour, its size how thick it is."""
    term, weight = telling.term, telling.weight
    kind = "positive" if weight > 0 else "negative" if weight < 0 else "none"
    named = telling.symbol  # else the link is there, but nothing has been said of it yet
    label = joined(
        f"{telling.symbol} ", tag("span", telling.text, data_part=term if named else None)
    )
    aside = Html("")
    if whisper is not None:
        aside = tag("p", paper.said(whisper), class_="whispered", data_part="correction")
    return tag(
        "div",
        aside,
        tag("span", label, class_="label"),
        tag(
            "svg",
            _line(max(1.0, THICKEST * min(1.0, abs(weight) / 4))),
            viewBox="0 0 100 20",
            preserveAspectRatio="none",
            class_=kind,
            data_part=f"{term}-line" if named else None,
            aria_hidden="true",
        ),
        tag("small", telling.word, data_part=f"{term}-word" if named else None),
        class_=f"tie {_lit(figure, term)}",
    )


def _error(figure: Friends, paper: Paper) -> Html:
    return tag(
        "div",
        tag("span", paper.said(figure.error), class_="label", data_part="error"),
        tag(
            "svg",
            _line(2),
            viewBox="0 0 100 20",
            preserveAspectRatio="none",
            class_="error",
            aria_hidden="true",
        ),
        tag("small", "error"),
        class_=f"tie {_lit(figure, 'error')}",
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
