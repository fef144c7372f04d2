"""The figures of `blame`: what each Lola hands back to a Jay, and what that asks of him."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np

from scenes.story.acts.common import (
    EQUALS,
    TIMES,
    axis_note,
    axis_reach,
    jay,
    listed,
    side_by_side,
)
from scenes.story.arithmetic import Product, products_of, weighted_sum
from scenes.story.figures import Bars, Floats, Flow, Table, Terms
from scenes.story.numbers import MINUS, decimals, signed, sub
from scenes.story.scene import Row, row
from scenes.story.walk import Walk

Says = Callable[[float], str]
"""Says a number in words."""
RULE_FORMULAS = {
    "recipe": "E = Σ v·[error]e[/]",
    "gradient": "E = Σ v·[error]e[/]·y(1−y)",
}


def shares_of(walk: Walk, rule: str, title: str = "", **more: Any) -> Terms:
    """What each Lola's part in the chosen Jay's error is by a rule, and the sum of them."""
    shares = weighted_sum(
        walk.trace.hidden_output[:, walk.jay],
        walk.trace.carried_errors_by(rule),
        largest=listed(walk),
    )
    passed = "e" if rule == "recipe" else "e·y(1−y)"
    return Terms(
        title=title or f"the blame that comes back to {jay(walk)}",
        sum=shares,
        names=tuple(f"[lola]Lola {walk.named(term.index)}[/]" for term in shares.terms),
        header=("from", "v", passed, f"v·{passed}" if rule == "recipe" else "product"),
        total_name=f"[error]E{sub(walk.jay)}[/]",
        alt=f"The error carried back to Jay {walk.jay} by the {rule} rule.",
        **more,
    )


def own(value: float) -> str:
    """Print one Jay's error, with its sign."""
    return signed(float(value), decimals(float(value), 2))


class HandedBack(NamedTuple):
    """What one Lola hands back to the chosen Jay: how he speaks to her, her error, and both."""

    lola: int
    weight: float
    error: float
    printed: Product
    """The same three as they are printed."""

    @property
    def share(self) -> float:
        """The product of both: above zero asks for more."""
        return self.weight * self.error


def two_handed_back(walk: Walk) -> tuple[HandedBack, HandedBack]:
    """Return what two Lolas hand back who show it best: one asks for more, one for less."""
    weights, errors = walk.trace.hidden_output[:, walk.jay], walk.trace.output_errors
    pairs = [(k, float(weights[k]), float(errors[k])) for k in most_telling(weights, errors)]
    printed = products_of(*((weight, error) for _, weight, error in pairs))
    more, less = (HandedBack(*pair, product) for pair, product in zip(pairs, printed, strict=True))
    return more, less


def flow_of(walk: Walk, handed: Sequence[HandedBack]) -> Flow:
    """Their links back to him."""
    return Flow(
        title=f"two [lola]Lolas[/] hand it back to {jay(walk)}",
        many=tuple(
            f"[lola]Lola {walk.named(each.lola)}[/] {'+' if each.share > 0 else ''}"
            f"{each.printed.result}"
            for each in handed
        ),
        values=np.array([each.share for each in handed]),
        one=(jay(walk),),
        backwards=True,
        picks="lola",
        indices=tuple(each.lola for each in handed),
        alt=f"Two links back to Jay {walk.jay}.",
    )


def table_of(walk: Walk, handed: Sequence[HandedBack]) -> Table:
    """The signs in words and numbers, a row for each Lola."""
    return Table(
        title="what is handed back",
        header=("", "he speaks v", "her error e", "v · e", "so he should"),
        rows=tuple(
            (
                f"[lola]Lola {walk.named(each.lola)}[/]",
                f"{each.printed.factors[0]} [dim]{tone(each.weight)}[/]",
                f"{each.printed.factors[1]} [dim]{loudness(each.error)}[/]",
                each.printed.result,
                _say(each.share),
            )
            for each in handed
        ),
        alt="Two Lolas: how he speaks to each, her error, and what that asks of him.",
    )


def directions_of(walk: Walk, handed: Sequence[HandedBack]) -> Row:
    """The signs as directions: what points the same way twice comes out pointing to the right."""
    printed = handed[0].printed
    weights, errors, shares = np.array([(each.weight, each.error, each.share) for each in handed]).T
    # His weights and her errors are compared: on one axis, if both are seen on it.
    reaches = [*side_by_side(axis_reach(weights), axis_reach(errors)), axis_reach(shares)]
    notes = [axis_note(reach) if reaches[0] != reaches[1] else "" for reach in reaches[:2]]

    def bars(
        title: str,
        lola: str,
        values: Floats,
        said: Says,
        printed: str,
        reach: float,
    ) -> Bars:
        """Two signed bars, with as many decimals as their numbers are printed with elsewhere."""
        return Bars(
            title=title,
            labels=tuple(
                f"[lola]{lola}{walk.named(each.lola)}[/] {said(value)}"
                for each, value in zip(handed, values.tolist(), strict=True)
            ),
            values=values,
            low=-reach,
            high=reach,
            digits=len(printed.partition(".")[2]),
            grow=True,
        )

    speaks, hears = printed.factors
    return row(
        bars(
            f"[tell]v[/]: how he speaks{notes[0]}",
            "Lola ",
            weights,
            _dimmed(tone),
            speaks,
            reaches[0],
        ),
        TIMES,
        bars(f"[error]e[/]: her error{notes[1]}", "", errors, _dimmed(loudness), hears, reaches[1]),
        EQUALS,
        bars("v · e: so he should", "", shares, _say, printed.result, reaches[2]),
        gap=1,
    )


def most_telling(weights: Floats, errors: Floats) -> tuple[int, int]:
    """Return a Lola who asks for more and one who asks for less, the clearest of each.

    For more, one to whom he speaks contrary and who was too loud, if there is one.
    """
    shares = weights * errors
    contrary_too_loud = np.where((weights < 0) & (errors < 0), shares, -np.inf)
    more = int(contrary_too_loud.argmax())
    if not np.isfinite(contrary_too_loud[more]):
        more = int(shares.argmax())
    others = np.where(np.arange(len(shares)) == more, np.inf, shares)
    return more, int(others.argmin())


def tone(weight: float) -> str:
    """Say how somebody speaks by a weight."""
    return "contrary" if weight < 0 else "as meant"


def loudness(error: float) -> str:
    """Say what somebody was, by an error."""
    return "too loud" if error < 0 else "too quiet"


def _dimmed(words: Says) -> Says:
    return lambda value: f"[dim]{words(value)}[/]"


def _say(share: float) -> str:
    return "[positive]say more[/]" if share > 0 else "[negative]say less[/]"


def signs_of(each: HandedBack) -> str:
    """Tell a product by its signs alone; its numbers stand in the table."""
    said = [MINUS if factor < 0 else "+" for factor in (each.weight, each.error, each.share)]
    return f"{said[0]} times {said[1]} is {said[2]}"


def story_of(walk: Walk, each: HandedBack) -> str:
    """Tell in words what one Lola's error asks of the chosen Jay."""
    k, weight, error = each.lola, each.weight, each.error
    how = "speaks contrary" if weight < 0 else "speaks as meant"
    loud = "too loud" if error < 0 else "too quiet"
    should = "say more" if weight * error > 0 else "say less"
    effect = "more brings her down" if weight < 0 else "more brings her up"
    if weight * error < 0:
        effect = "less lets her rise" if weight < 0 else "less brings her down"
    return f"To [lola]Lola {walk.named(k)}[/], {loud}, he {how}: {effect}, so [bold]{should}[/]."
