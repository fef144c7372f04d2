"""The act `blame`: the error carried back along the weights: who among the Jays is to blame."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from scenes.story.acts.common import (
    axis_note,
    axis_reach,
    brief_lola,
    errors_bars,
    extremes,
    jay,
    lola_labels,
    mattering,
    side_by_side,
    signed_wall,
)
from scenes.story.acts.numbered import act_link
from scenes.story.acts.rules import RULE_NAMES, check, still, two_rules
from scenes.story.acts.shares import (
    RULE_FORMULAS,
    HandedBack,
    directions_of,
    flow_of,
    loudness,
    own,
    shares_of,
    signs_of,
    story_of,
    table_of,
    tone,
    two_handed_back,
)
from scenes.story.beats import Act, Beat, Question, Subject, lit
from scenes.story.figures import Bars, Flow
from scenes.story.numbers import number, signed, sub
from scenes.story.scene import Scene, column, row
from scenes.story.walk import Walk

AT_THE_LOLAS = "[error]e[/] at the [lola]Lolas[/]"
A_LITTLE = 0.1
"""So much more from a Jay shows by a number what a Lola makes of it."""

EXACTLY = {
    "recipe": "All numbers here are of the shortcut, and by it all is learned. The exact rule also "
    "weighs how easily each [lola]Lola[/] is moved, her slope, as the change of her own weights "
    "does.",
    "gradient": "All numbers here are of the exact rule: it weighs how easily each [lola]Lola[/] "
    "is moved, her slope. The shortcut leaves it out, and learns all the same.",
}
"""What is honest to say of each rule for the errors of the hidden layer."""


def _more_or_less(walk: Walk) -> Question | None:
    """Ask which way the chosen Jay's error goes."""
    blame = float(walk.trace.hidden_errors[walk.jay])
    if blame == 0:
        return None
    return Question(
        f"will the blame ask {jay(walk)} for less or for more?",
        ("say less", "say more"),
        1 if blame > 0 else 0,
        f"the Lolas' errors by his weights add up to {own(blame)}: "
        f"{'say more' if blame > 0 else 'say less'}.",
    )


def who(walk: Walk) -> Beat:
    """Nobody tells a Jay what he should have said."""
    weights = walk.trace.hidden_output[:, walk.jay]
    most = int(np.abs(weights).argmax())
    v = float(weights[most])
    reach, wrong = side_by_side(axis_reach(weights), axis_reach(walk.trace.output_errors))
    ties = Bars(
        title=f"[tell]v[/]: how {jay(walk)} speaks to each{axis_note(reach)}",
        labels=lola_labels(walk),
        values=weights,
        low=-reach,
        high=reach,
        first=mattering(walk),
        picks="lola",
        alt=f"Jay {walk.jay}'s weights to the Lolas. {extremes(weights, 'Lola')}",
    )
    errors = errors_bars(walk, AT_THE_LOLAS, wrong)
    return Beat(
        title="Who is to blame?",
        story="Each [lola]Lola[/] knows her [error]error[/]; nobody knows what a [jay]Jay[/] "
        "should have said. But had he said a little more, she would have heard [tell]v[/] times "
        "that little, however loud he was. So her error goes back to him along the same weight.",
        formula=(
            "no target for a [jay]Jay[/]: no [jay]t − h[/]",
            f"{A_LITTLE} more, heard by {brief_lola(walk, most)}:",
            f"  {A_LITTLE} × {number(v)} = {number(A_LITTLE * v, 4)}",
            "so [tell]v[/] · [error]e[/]: how he should change",
            f"[dim]how loud he was, [/][jay]h[/][dim]: {act_link('update.factors')}[/]",
        ),
        scene=Scene(
            compact=row(ties, errors, gap=3),
            normal=row(ties, errors, gap=6),
        ),
        lit=lit("jay", "tell", "lola"),
        travel=("lola", "jay"),
        question=_more_or_less(walk),
    )


def contrary(walk: Walk) -> Beat:
    """One Jay and two Lolas: why minus times minus means say more."""
    more, less = both = two_handed_back(walk)
    flow = flow_of(walk, both)
    title, rule = _surprise(more)
    return Beat(
        title=title,
        story=f"{story_of(walk, more)} {story_of(walk, less)} So v · e says it: "
        "above zero, say more; below, say less.",
        formula=(
            "[tell]v[/] below 0: he speaks contrary",
            "[error]e[/] below 0: she was too loud",
            *(f"[lola]Lola {walk.named(each.lola)}[/]: {signs_of(each)}" for each in both),
            f"[dim]{rule}[/]",
        ),
        subject=Subject(
            f"[lola]Lola {walk.named(more.lola)}[/] hands back to {jay(walk)}",
            more.printed.result,
            "error",
        ),
        scene=Scene(
            compact=column(flow, table_of(walk, both), gap=1),
            normal=column(flow, directions_of(walk, both), gap=2),
        ),
        lit=lit("jay", "tell", "lola"),
        travel=("lola", "jay"),
    )


def _surprise(more: HandedBack) -> tuple[str, str]:
    """Say what the first of two Lolas shows, and by which rule of signs."""
    if more.weight < 0 and more.error < 0:
        return "Contrary to someone too loud: say more", "minus times minus is plus"
    if more.weight > 0 and more.error > 0:
        return "As meant to someone too quiet: say more", "plus times plus is plus"
    return "What comes back from two Lolas", "plus times minus is minus"


def _most_of_it(walk: Walk, most: int, share: float) -> str:
    """Say of the Lola who hands back most why she asks for more or for less."""
    heard = loudness(walk.trace.output_errors[most])
    spoken = tone(walk.trace.hidden_output[most, walk.jay])
    asks = "more" if share > 0 else "less"
    return f"{brief_lola(walk, most)} (▸) asks most, for {asks}: {heard}, and he speaks {spoken}."


def one_jay(walk: Walk) -> Beat:
    """One Jay's ten shares, added up."""
    rule = walk.trace.error_rule
    terms = shares_of(walk, rule, count=True)
    blame = float(walk.trace.hidden_errors[walk.jay])
    shares = walk.trace.hidden_output[:, walk.jay] * walk.trace.carried_errors_by(rule)
    most = int(np.abs(shares).argmax())
    slope = " times her slope, y(1−y)," if rule == "gradient" else ""
    flow = Flow(
        title=f"what each [lola]Lola[/] hands back to {jay(walk)}",
        many=tuple(
            f"{'▸' if term.index == most else ' '}[lola]{walk.named(term.index)}[/] {term.product}"
            for term in terms.sum.terms
        ),
        values=shares[[term.index for term in terms.sum.terms]],
        one=(jay(walk), f"[error]E[/] {terms.sum.total}"),
        backwards=True,
        picks="lola",
        indices=tuple(term.index for term in terms.sum.terms),
        alt=f"{walk.lolas.capitalize()} links back to Jay {walk.jay}. {extremes(shares, 'Lola')}",
    )
    return Beat(
        title=f"Jay {walk.jay}'s share",
        story=f"Each [lola]Lola[/]'s error{slope} times how seriously {jay(walk)} spoke to her, "
        f"all {walk.lolas} added: his [error]error E[/]. "
        + ("Above zero: say more. " if blame > 0 else "Not above zero: say less. ")
        + _most_of_it(walk, most, float(shares[most])),
        formula=(
            RULE_FORMULAS[rule].replace("E =", f"[error]E{sub(walk.jay)}[/] ="),
            f"  = [error]{terms.sum.total}[/]",
            "above 0: say more, below: less",
            *["[dim]a dotted link: hardly anything[/]"] * any(flow.faint),
        ),
        subject=Subject(
            f"[error]E{sub(walk.jay)}[/]: the blame of {jay(walk)}", terms.sum.total, "error"
        ),
        scene=Scene(
            # The products stand in the sum beside it.
            compact=row(
                replace(flow, title="", many=tuple(each.rpartition(" ")[0] for each in flow.many)),
                terms,
                gap=3,
            ),
            normal=row(flow, terms, gap=4),
            projected=flow,
        ),
        lit=lit("jay", "tell", "lola"),
        travel=("lola", "jay"),
    )


def all_jays(walk: Walk) -> Beat:
    """Blame at the whole hidden layer."""
    errors = walk.trace.hidden_errors
    wall = signed_wall(
        walk, "[error]E[/] of every [jay]Jay[/]", errors, "E", sweep=True, marked_above=0.0
    )
    most, least = int(errors.argmax()), int(errors.argmin())
    return Beat(
        title="Every Jay gets his share",
        story="The same for all at once. [positive][hue:positive]Orange|Above 0[/] (+)[/]: "
        "should have said more. [negative][hue:negative]Blue|Below[/] (−)[/]: less. "
        f"{walk.lolas.capitalize()} errors became {len(errors):,}. "
        + (
            "A shortcut: it leaves out each [lola]Lola[/]'s slope, and learns all the same. "
            "The exact rule"
            if walk.trace.error_rule == "recipe"
            else "This is the exact rule. The shortcut"
        )
        + ": [do:side-path]a side path[/].",
        formula=(
            f"{RULE_NAMES[walk.trace.error_rule].removeprefix('the ')}: "
            f"{RULE_FORMULAS[walk.trace.error_rule]}",
            "[dim]V read the other way, called Vᵀ[/]",
            f"should say more: [jay]Jay {most}[/] {signed(float(errors[most]))}",
            f"should say less: [jay]Jay {least}[/] {signed(float(errors[least]))}",
            f"{jay(walk)}: {signed(float(errors[walk.jay]))}"
            if walk.jay not in (most, least)
            else f"{int((errors > 0).sum())} of {len(errors)}: say more",
        ),
        subject=Subject(
            f"[error]E{sub(walk.jay)}[/]: the blame of {jay(walk)}",
            signed(float(errors[walk.jay])),
            "error",
        ),
        scene=Scene(
            compact=row(errors_bars(walk, AT_THE_LOLAS), wall, gap=3),
            normal=row(errors_bars(walk, AT_THE_LOLAS), wall, gap=6),
        ),
        lit=lit("jay", "tell", "lola"),
        travel=("lola", "jay"),
        aside=EXACTLY[walk.trace.error_rule],
    )


ACT = Act(
    id="blame",
    name="Blame",
    about="output error, carried back",
    onward=("practice", "backwards", "code"),
    beats={
        "question": who,
        "contrary": contrary,
        "share": one_jay,
        "shares": all_jays,
        "rules": two_rules,
        "check": check,
        "sign": still,
    },
    computes={
        "contrary": ("hidden_errors",),
        "share": ("hidden_errors",),
        "shares": ("hidden_errors",),
        "rules": ("output_slopes", "output_deltas", "hidden_errors"),
    },
    aside_of={"rules": "shares", "check": "shares", "sign": "shares"},
    asks={"question": "what the blame asks for"},
    blames="share",
    has_asides=True,
)
