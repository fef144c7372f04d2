"""The whole network in one picture, in `input` and `recap`: its strongest links, and the blame."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from scenes.story.acts import ACTS
from scenes.story.acts.common import INK, inputs_picture, mattering, outputs_bars
from scenes.story.acts.numbered import act_named
from scenes.story.arithmetic import Product, products_of
from scenes.story.figures import Floats, Nodes, Picture, Reading, Road, RoadGroup, RoadLink
from scenes.story.numbers import MINUS, decimals, signed
from scenes.story.walk import Walk
from tinynet import Trace

MOST_LINKED = 6
"""Jays on the road to one Lola."""
MOST_GROUPED = 3
"""Jays in each of the two groups of the way there and back."""
EACH = 1
"""How many pixels are followed to each Jay: more links would be a tangle."""


def road_ahead(walk: Walk) -> Road:
    """The way to the Lola who is meant, before anybody speaks, and which act tells of what."""
    trace, lola = walk.trace, walk.pass_.label
    heard = trace.hidden_output[lola] * trace.hidden_outputs
    speaks = _speaks(trace, _largest(heard, MOST_LINKED))
    # From top to bottom as their pixels lie: no two links cross.
    jays = [link.end for link in sorted(speaks, key=lambda link: (_row(walk, link), link.end))]
    inputs, hidden, outputs = len(trace.inputs), len(heard), len(trace.outputs)
    return Road(
        digit=_digit(walk, f"[you]you: {inputs}[/]{_tag('input')}", speaks),
        hidden=Nodes(
            title=f"[jay]Jays: {hidden}[/]{_tag('threshold')}",
            values=np.zeros(hidden),
            scale=INK,
            silent=True,
        ),
        groups=(RoadGroup("", tuple(jays)),),
        outputs=outputs_bars(
            walk,
            f"[lola]Lolas: {outputs}[/]{_tag('output')}",
            values=np.full(outputs, np.nan),
            digits=2,
            chosen=lola,
        ),
        speaks=speaks,
        tells=_tells(heard, lola, jays),
        between=_between(trace),
        tags=(_tag("weighted-sum").strip(), _tag("output").strip()),
        way_back=tuple(
            f"{there}: {what}"
            for acts, what in (
                (("error",), "[error]error[/]"),
                (("blame",), "[error]blame[/]"),
                (("update", "again"), "weights move"),
            )
            if (there := _tag(*acts).strip())
        ),
        alt=f"The links by which most reaches Lola {walk.named(lola)}: from {len(jays)} Jays, and "
        "to each of them from the pixel that moves him most.",
    )


def road_once_more(walk: Walk) -> Road:
    """The way to the loudest Lola, and the blame on its way back."""
    trace, lola = walk.trace, walk.trace.answer
    heard = trace.hidden_output[lola] * trace.hidden_outputs
    strongest, blamed = _largest(heard, MOST_GROUPED), most_blamed(trace)
    speaks, backs = _speaks(trace, strongest), tuple(_back(trace, j) for j in blamed)
    groups = (
        RoadGroup(
            "[tell]▸ strongest: v·h[/]",
            tuple(strongest),
            tuple(plus(product) for product in heard_of(trace, lola, strongest)),
        ),
        RoadGroup("[error]◂ most blamed: E[/]", tuple(blamed), blames_of(trace, blamed), back=True),
    )
    # Who is blamed from further up stands above: fewer links cross.
    upwards = sum(link.start - lola for link in backs) < 0
    inputs, hidden, outputs = len(trace.inputs), len(heard), len(trace.outputs)
    return Road(
        digit=_digit(walk, f"[you]you: {inputs}[/]", speaks),
        hidden=Nodes(
            title=f"[jay]Jays: {hidden}[/]",
            values=trace.hidden_outputs,
            scale=INK,
            readings=(Reading("h", trace.hidden_outputs, 4),),
        ),
        groups=groups[::-1] if upwards else groups,
        outputs=outputs_bars(
            walk,
            f"[lola]Lolas: {outputs}[/]",
            digits=2,
            chosen=lola,
            targets=trace.targets,
            # Of more classes than there are rows for: those that a link leads to, or from.
            first=(lola, *(link.start for link in backs), *mattering(walk)),
        ),
        speaks=speaks,
        tells=_tells(heard, lola, strongest),
        between=_between(trace),
        backs=backs,
        alt=f"There: the links by which most reaches Lola {walk.named(lola)}. Back: the Jays who "
        "are blamed most, each with the Lola who blames him most.",
    )


def heard_of(trace: Trace, lola: int, jays: Sequence[int]) -> tuple[Product, ...]:
    """Print what a Lola hears of Jays: the weight of each to her, times what he passes on."""
    weights = trace.hidden_output[lola]
    factors = [(float(weights[j]), float(trace.hidden_outputs[j])) for j in jays]
    return products_of(*factors, figures=2)


def plus(product: Product) -> str:
    """Print a product with its sign, also a plus."""
    return product.result if product.result.startswith(MINUS) else f"+{product.result}"


def blames_of(trace: Trace, jays: Sequence[int]) -> tuple[str, ...]:
    """Print the errors of Jays, with as many decimals as the largest needs."""
    errors = trace.hidden_errors[[*jays]].tolist()
    digits = decimals(max(map(abs, errors)), 2)
    return tuple(signed(error, digits) for error in errors)


def most_blamed(trace: Trace) -> list[int]:
    """Return the Jays with the largest errors, whichever way they go, the largest first."""
    return _largest(trace.hidden_errors, MOST_GROUPED)


def _largest(values: Floats, count: int) -> list[int]:
    found: list[int] = np.argsort(-np.abs(values), kind="stable")[:count].tolist()
    return found


def _speaks(trace: Trace, jays: Sequence[int]) -> tuple[RoadLink, ...]:
    """Return the link to each Jay from the pixel that moves him most, the strongest first."""
    said = {j: trace.input_hidden[j] * trace.inputs for j in jays}
    links = [RoadLink(i, j, float(said[j][i])) for j in jays for i in _largest(said[j], EACH)]
    return tuple(sorted(links, key=lambda link: -abs(link.carries)))


def _tells(heard: Floats, lola: int, jays: Sequence[int]) -> tuple[RoadLink, ...]:
    """Return the links from Jays to a Lola, the strongest first."""
    links = [RoadLink(j, lola, float(heard[j])) for j in jays]
    return tuple(sorted(links, key=lambda link: -abs(link.carries)))


def _back(trace: Trace, jay: int) -> RoadLink:
    """Return the link back to a Jay from the Lola whose share makes most of his error."""
    shares = trace.hidden_output[:, jay] * trace.carried_errors_by(trace.error_rule)
    lola = int((shares * np.sign(trace.hidden_errors[jay])).argmax())
    return RoadLink(lola, jay, float(shares[lola]))


def _between(trace: Trace) -> tuple[str, str]:
    return (
        f"[speak]{trace.input_hidden.size:,} weights[/]",
        f"[tell]{trace.hidden_output.size:,} weights[/]",
    )


def _tag(*acts: str) -> str:
    """Name the acts of a place by their numbers, those of them that are told."""
    there = [act for act in acts if act in ACTS.ids]
    return f" {act_named(*there)}" if there else ""


def _row(walk: Walk, link: RoadLink) -> int:
    return link.start // walk.columns


def _digit(walk: Walk, title: str, speaks: Sequence[RoadLink]) -> Picture:
    """The digit with the pixels marked that links lead from, and no other."""
    linked = tuple(sorted({link.start for link in speaks}))
    return inputs_picture(walk, title, linked=linked, cursor=None)
