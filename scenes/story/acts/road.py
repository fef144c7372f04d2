"""The whole network in one picture, in acts 2 and 10: its strongest links, and the blame."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from scenes.story.acts.common import INK, inputs_picture, outputs_bars
from scenes.story.figures import Nodes, Reading, Road, RoadLink
from scenes.story.walk import Walk
from tinynet import Trace

MOST_LINKED = 12
"""Jays on the road whose links are drawn."""
MOST_BACK = 6
"""Links on the road that the error is drawn to go back along."""


def road(walk: Walk, lola: int, each: int, *, told: bool) -> Road:
    """The whole network, with the strongest of all links on the way to one Lola.

    ``each``: how many pixels are followed to each Jay. ``told``: what the Lolas say is shown, and
    the Jays' numbers; before that a reader is still to be asked about both.
    """
    trace = walk.trace
    heard = trace.hidden_output[lola] * trace.hidden_outputs
    jays = np.argsort(-np.abs(heard), kind="stable")[:MOST_LINKED]
    if told and (most := most_blamed(trace)) not in jays:
        # Who is blamed most is on the road too, in the place of the one who is heard least.
        jays[-1] = most
    speaks = []
    for j in jays.tolist():
        said = trace.input_hidden[j] * trace.inputs
        for i in np.argsort(-np.abs(said), kind="stable")[:each].tolist():
            speaks.append(RoadLink(i, j, float(said[i])))
    speaks.sort(key=lambda link: -abs(link.carries))
    inputs, hidden, outputs = len(trace.inputs), len(heard), len(trace.outputs)
    return Road(
        digit=inputs_picture(
            walk, f"[you]you: {inputs}[/]", linked=tuple({link.start for link in speaks})
        ),
        hidden=Nodes(
            title=f"[jay]Jays: {hidden}[/]",
            values=trace.hidden_outputs if told else np.zeros(hidden),
            scale=INK,
            linked=tuple(jays.tolist()),
            silent=not told,
            readings=(Reading("h", trace.hidden_outputs, 4),) if told else (),
        ),
        outputs=outputs_bars(
            walk,
            f"[lola]Lolas: {outputs}[/]",
            values=trace.outputs if told else np.full(outputs, np.nan),
            digits=2,
            chosen=lola,
            targets=trace.targets if told else None,
        ),
        speaks=tuple(speaks),
        tells=tuple(RoadLink(j, lola, float(heard[j])) for j in jays.tolist()),
        between=(
            f"[speak]{trace.input_hidden.size:,} weights[/]",
            f"[tell]{trace.hidden_output.size:,} weights[/]",
        ),
        backs=_backs(trace, sorted(jays.tolist())) if told else (),
        returned="[error]◂ strongest back[/]" if told else "",
        alt=f"The strongest links to Lola {walk.named(lola)}: the Jays she hears most of, and the "
        "pixel that "
        "moves each most.",
    )


def most_blamed(trace: Trace) -> int:
    """Return the Jay with the largest error of all, whichever way it goes."""
    return int(np.abs(trace.hidden_errors).argmax())


def _backs(trace: Trace, jays: Sequence[int]) -> tuple[RoadLink, ...]:
    """Return the links along which most of the error went back to these Jays, strongest first.

    One of them leads to the Jay who is blamed most.
    """
    carried = trace.carried_errors_by(trace.error_rule)
    shares = trace.hidden_output[:, jays] * carried[:, np.newaxis]
    strongest = np.argsort(-np.abs(shares), axis=None, kind="stable")[:MOST_BACK]
    ends = [divmod(index, shares.shape[1]) for index in strongest.tolist()]
    most = [*jays].index(most_blamed(trace))
    if most not in {j for _, j in ends}:
        ends[-1] = int(np.abs(shares[:, most]).argmax()), most
    return tuple(RoadLink(k, jays[j], float(shares[k, j])) for k, j in ends)
