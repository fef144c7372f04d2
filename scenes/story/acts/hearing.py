"""The figures of `output`: what the Jays bring to a Lola, one by one and added up."""

from __future__ import annotations

from typing import Any

import numpy as np

from scenes.story.acts.common import (
    EQUALS,
    INK,
    LARGEST,
    TIMES,
    extremes,
    lola,
    same_place,
    signed_wall,
    times_the_scale,
)
from scenes.story.arithmetic import Product, product_of, weighted_sum
from scenes.story.figures import Flow, Nodes, Reading, Scale, Terms
from scenes.story.numbers import number, sub
from scenes.story.scene import Row, row
from scenes.story.walk import Walk
from tinynet import Trace

MOST_IN_LINE = 29
"""Characters of a product that fit a line of the formula on the smallest screen."""
LEAST_TAKEN = 0.1
"""What is taken from a Lola and worth a word."""
NOTHING = 0.00005
"""What is below this is 0.0000."""


def her_terms(walk: Walk, largest: int = LARGEST, **more: Any) -> Terms:
    """What reaches the chosen Lola, added up."""
    summed = weighted_sum(
        walk.trace.hidden_output[walk.lola], walk.trace.hidden_outputs, largest=largest
    )
    return Terms(
        title=f"what reaches {lola(walk)}",
        sum=summed,
        names=tuple(f"[jay]Jay {term.index}[/]" for term in summed.terms),
        header=("from", "v", "h", "v·h"),
        total_name=f"[sum]z{sub(walk.lola)}[/]",
        alt=f"The weighted sum of Lola {walk.named(walk.lola)}.",
        **more,
    )


def her_flow(walk: Walk, terms: Terms) -> Flow:
    """The same sum as links that meet in one Lola."""
    summed = terms.sum
    labels = [
        f"{'▸' if term.index == walk.jay else ''}[jay]Jay {term.index}[/] {term.product}"
        for term in summed.terms
    ]
    values = [term.value for term in summed.terms]
    for left in summed.left:
        labels.append(f"[dim]{left.words('other')}[/] {left.printed}")
        # What rounding leaves comes from nobody.
        values.append(left.value if left.count else 0.0)
    return Flow(
        title=f"what the [jay]Jays[/] bring to {lola(walk)}",
        many=tuple(labels),
        values=np.array(values),
        one=(lola(walk), f"[sum]z[/] {summed.total}"),
        picks="jay",
        indices=tuple(term.index for term in summed.terms),
        alt=f"Links from the Jays to Lola {walk.named(walk.lola)}.",
    )


def heard_by_her(walk: Walk, trace: Trace, name: str, *, sweep: bool) -> Row:
    """What the Jays pass on, by how seriously they speak to the chosen Lola: what she hears."""
    chosen, weights = same_place(walk, trace), trace.hidden_output[walk.lola]
    said = trace.hidden_outputs
    products = weights * said
    passed = Nodes(
        title=f"[jay]h[/], {name}",
        values=said,
        scale=INK,
        chosen=chosen,
        readings=(Reading("h", said, 4),),
        alt=f"What the Jays pass on, {name}.",
    )
    weighed = signed_wall(walk, f"[tell]v[/] to {lola(walk)}", weights, "v", chosen=chosen)
    made = Nodes(
        title="[sum]v·h[/]",
        values=products,
        scale=Scale.around(weights),
        chosen=chosen,
        sweep=sweep,
        readings=(
            Reading("v", weights, 4),
            Reading("h", said, 4),
            Reading("v·h", products, 4),
        ),
        alt=f"{len(products)} products. {extremes(products, 'Jay')}",
    )
    return row(passed, TIMES, weighed, EQUALS, made, gap=2)


def scale_there(walk: Walk) -> str:
    """Say how large the other network's weights to a Lola are by this one's, if not much alike."""
    trace, counterpart = walk.trace, walk.pass_.counterpart
    here, there = (Scale.around(t.hidden_output[walk.lola]) for t in (trace, counterpart.trace))
    if more := times_the_scale(there, here):
        return f"{counterpart.name}: v up to {more:,} × as large"
    less = times_the_scale(here, there)
    return f"{counterpart.name}: v 1/{less:,} as large" if less else ""


def taken_there(walk: Walk) -> str:
    """Say what the same Jay, once trained, takes from a Lola whose class the walk's sample is.

    He is followed, and seen to speak contrary to her: without a word that looks like a mistake.
    """
    counterpart = walk.pass_.counterpart
    trace, chosen = counterpart.trace, same_place(walk, counterpart.trace)
    part = float(trace.hidden_output[walk.lola, chosen] * trace.hidden_outputs[chosen])
    if not counterpart.trained or walk.lola != walk.pass_.label or part > -LEAST_TAKEN:
        return ""
    return f"trained, he takes {number(-part, 2)} from her"


def brought_lines(product: Product) -> tuple[str, ...]:
    """Return what a Jay brings to a Lola as a line of the formula; as two where one is too long."""
    factors, result = " × ".join(product.factors), f"= [sum]{product.result}[/]"
    if len(f"  {factors} = {product.result}") <= MOST_IN_LINE:
        return (f"  {factors} {result}",)
    return f"  {factors}", f"  {result}"


def brought(v: float, h: float) -> Product:
    """Print what a Jay brings to a Lola; one too small for a line as the walls read it out: 0.0000.

    A trained Jay who keeps silent passes on a number of twelve zeros.
    """
    product = product_of(v, h)
    if len(" × ".join(product.factors)) <= MOST_IN_LINE or abs(v * h) >= NOTHING:
        return product
    return Product((number(v, 4), number(h, 4)), number(v * h, 4))
