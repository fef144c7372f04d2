"""Act 7: the error carried back along the weights: who among the Jays is to blame."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np

from scenes.story.acts.common import (
    EQUALS,
    TIMES,
    errors_bars,
    extremes,
    jay,
    listed,
    lola_labels,
    mattering,
    pixel,
    signed_wall,
)
from scenes.story.beats import Act, Beat, Question, Subject, lit
from scenes.story.figures import Bars, Floats, Flow, Table, Terms
from scenes.story.numbers import MINUS, decimals, number, products_of, signed, sub, weighted_sum
from scenes.story.scene import Scene, column, row
from scenes.story.walk import Walk
from tinynet import GradientCheck
from tinynet.gradient import alikeness

AT_THE_LOLAS = "[error]e[/] at the [lola]Lolas[/]"
NUDGE = 1e-4
NUDGE_DIGITS = 11
RULE_FORMULAS = {
    "recipe": "E = Σ v·[error]e[/]",
    "gradient": "E = Σ v·[error]e[/]·y(1−y)",
}


def _carried(walk: Walk, rule: str) -> Floats:
    """What each Lola hands back by a rule."""
    return walk.trace.output_errors if rule == "recipe" else walk.trace.output_deltas


def _terms(walk: Walk, rule: str, title: str = "", **more: Any) -> Terms:
    shares = weighted_sum(
        walk.trace.hidden_output[:, walk.jay], _carried(walk, rule), largest=listed(walk)
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


def _more_or_less(walk: Walk) -> Question | None:
    """Ask which way the chosen Jay's error goes."""
    blame = float(walk.trace.hidden_errors[walk.jay])
    if blame == 0:
        return None
    return Question(
        f"will the blame ask {jay(walk)} for less or for more?",
        ("say less", "say more"),
        1 if blame > 0 else 0,
        f"the Lolas' errors by his weights add up to {_own(blame)}: "
        f"{'say more' if blame > 0 else 'say less'}.",
    )


def who(walk: Walk) -> Beat:
    """Nobody tells a Jay what he should have said."""
    weights = walk.trace.hidden_output[:, walk.jay]
    largest = max(1.0, float(np.abs(weights).max()))
    ties = Bars(
        title=f"[tell]v[/]: how {jay(walk)} speaks to each",
        labels=lola_labels(walk),
        values=weights,
        low=-largest,
        high=largest,
        first=mattering(walk),
        picks="lola",
        alt=f"Jay {walk.jay}'s weights to the Lolas. {extremes(weights, 'Lola')}",
    )
    return Beat(
        title="Who is to blame?",
        story="Each [lola]Lola[/] knows her [error]error[/]; nobody knows what a [jay]Jay[/] "
        "should have said. But who spoke most seriously to a Lola had most part in what she heard. "
        "So the error goes back the way it came, along the same weights.",
        formula=(
            "no target for a [jay]Jay[/]:",
            "[jay]t − h[/] cannot be taken",
            "",
            "but each [error]e[/] times his weight [tell]v[/]",
            "is his part in it",
        ),
        scene=Scene(
            compact=row(ties, errors_bars(walk, AT_THE_LOLAS), gap=3),
            normal=row(ties, errors_bars(walk, AT_THE_LOLAS), gap=6),
        ),
        lit=lit("jay", "tell", "lola"),
        travel=("lola", "jay"),
        question=_more_or_less(walk),
    )


def contrary(walk: Walk) -> Beat:
    """One Jay and two Lolas: why minus times minus means say more."""
    weights, errors = walk.trace.hidden_output[:, walk.jay], walk.trace.output_errors
    shares = weights * errors
    # The two that show it best: one who pulls each way, contrary to the too loud where there is.
    more, less = most_telling(weights, errors)
    printed = products_of(*((float(weights[k]), float(errors[k])) for k in (more, less)))
    told = list(zip((more, less), printed, strict=True))
    flow = Flow(
        title=f"two [lola]Lolas[/] hand it back to {jay(walk)}",
        many=tuple(
            f"[lola]Lola {walk.named(k)}[/] {'+' if shares[k] > 0 else ''}{product.result}"
            for k, product in told
        ),
        values=shares[[k for k, _ in told]],
        one=(jay(walk),),
        backwards=True,
        picks="lola",
        indices=tuple(k for k, _ in told),
        alt=f"Two links back to Jay {walk.jay}.",
    )
    table = Table(
        title="what is handed back",
        header=("", "he speaks v", "her error e", "v · e", "so he should"),
        rows=tuple(
            (
                f"[lola]Lola {walk.named(k)}[/]",
                f"{product.factors[0]} {_tone(float(weights[k]))}",
                f"{product.factors[1]} {_loudness(float(errors[k]))}",
                product.result,
                _say(float(shares[k])),
            )
            for k, product in told
        ),
        alt="Two Lolas: how he speaks to each, her error, and what that asks of him.",
    )
    # The signs as directions: what points the same way twice comes out pointing to the right.
    factors = row(
        _both_bars(
            "[tell]v[/]: how he speaks",
            [f"[lola]Lola {walk.named(k)}[/] {_tone(float(weights[k]))}" for k, _ in told],
            weights[[more, less]],
            printed[0].factors[0],
        ),
        TIMES,
        _both_bars(
            "[error]e[/]: her error",
            [f"[lola]{walk.named(k)}[/] {_loudness(float(errors[k]))}" for k, _ in told],
            errors[[more, less]],
            printed[0].factors[1],
        ),
        EQUALS,
        _both_bars(
            "v · e: so he should",
            [f"[lola]{walk.named(k)}[/] {_say(float(shares[k]))}" for k, _ in told],
            shares[[more, less]],
            printed[0].result,
        ),
        gap=1,
    )
    return Beat(
        title="Contrary to someone too loud: say more",
        story=f"{_story_of(walk, more)} {_story_of(walk, less)} So v · e says it: "
        "above zero, say more; below, say less.",
        formula=(
            "[tell]v[/] below 0: he speaks contrary",
            "[error]e[/] below 0: she was too loud",
            *(f"[lola]Lola {walk.named(k)}[/]: {_signs(weights[k], errors[k])}" for k, _ in told),
            "[dim]minus times minus is plus[/]",
        ),
        subject=Subject(
            f"[lola]Lola {walk.named(more)}[/] hands back to {jay(walk)}",
            printed[0].result,
            "error",
        ),
        scene=Scene(
            compact=column(flow, table, gap=1),
            normal=column(flow, factors, gap=2),
        ),
        lit=lit("jay", "tell", "lola"),
        travel=("lola", "jay"),
    )


def _both_bars(title: str, labels: list[str], values: Floats, printed: str) -> Bars:
    """Two signed bars, with as many decimals as one of their numbers is printed with elsewhere."""
    reach = float(np.abs(values).max()) or 1.0
    return Bars(
        title=title,
        labels=tuple(labels),
        values=values,
        low=-reach,
        high=reach,
        digits=len(printed.partition(".")[2]),
        grow=True,
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


def _tone(weight: float) -> str:
    return "[dim]contrary[/]" if weight < 0 else "[dim]as meant[/]"


def _loudness(error: float) -> str:
    return "[dim]too loud[/]" if error < 0 else "[dim]too quiet[/]"


def _say(share: float) -> str:
    return "[positive]say more[/]" if share > 0 else "[negative]say less[/]"


def _signs(*factors: float) -> str:
    """Tell a product by its signs alone; its numbers stand in the table."""
    said = [MINUS if factor < 0 else "+" for factor in (*factors, math.prod(factors))]
    return f"{said[0]} times {said[1]} is {said[2]}"


def _story_of(walk: Walk, k: int) -> str:
    """Tell in words what one Lola's error asks of the chosen Jay."""
    weight, error = float(walk.trace.hidden_output[k, walk.jay]), float(walk.trace.output_errors[k])
    how = "speaks contrary" if weight < 0 else "speaks as meant"
    loud = "too loud" if error < 0 else "too quiet"
    should = "say more" if weight * error > 0 else "say less"
    effect = "more brings her down" if weight < 0 else "more brings her up"
    if weight * error < 0:
        effect = "less lets her rise" if weight < 0 else "less brings her down"
    return f"To [lola]Lola {walk.named(k)}[/], {loud}, he {how}: {effect}, so [bold]{should}[/]."


def one_jay(walk: Walk) -> Beat:
    """One Jay's ten shares, added up."""
    rule = walk.trace.error_rule
    terms = _terms(walk, rule, count=True)
    blame = float(walk.trace.hidden_errors[walk.jay])
    shares = walk.trace.hidden_output[:, walk.jay] * _carried(walk, rule)
    flow = Flow(
        title=f"what each [lola]Lola[/] hands back to {jay(walk)}",
        many=tuple(
            f"{'▸' if term.index == walk.lola else ''}[lola]{walk.named(term.index)}[/] "
            f"{term.product}"
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
        story=f"Take each [lola]Lola[/]'s error by how seriously {jay(walk)} spoke to her; add the "
        f"{walk.lolas}: his [error]error E[/]. "
        + (
            "It is above zero: he should have said more."
            if blame > 0
            else "It is not above zero: he should have said less."
        )
        + (
            " (A shortcut: the exact rule weighs in each Lola's slope. It learns all the same.)"
            if rule == "recipe"
            else " (The exact rule: each Lola's slope counts too.)"
        ),
        formula=(
            RULE_FORMULAS[rule].replace("E =", f"[error]E{sub(walk.jay)}[/] ="),
            f"  = [error]{terms.sum.total}[/]",
            "above 0: say more, below: less",
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
    wall = signed_wall(walk, "[error]E[/] of every [jay]Jay[/]", errors, "E", sweep=True)
    most, least = int(errors.argmax()), int(errors.argmin())
    return Beat(
        title="Every Jay gets his share",
        story="The same for all of them at once. [positive][hue:positive]Orange|Above 0[/] (+)[/]: "
        "should have said more. [negative][hue:negative]Blue|Below[/] (−)[/]: less. Faint: had "
        f"little to do with it. The error at {walk.lolas} [lola]Lolas[/] is now one at "
        f"{len(errors)} [jay]Jays[/]. "
        + (
            "That was a shortcut; [do:side-path]the exact rule: a side path[/]."
            if walk.trace.error_rule == "recipe"
            else "That was exact; [do:side-path]a shortcut: a side path[/]."
        ),
        formula=(
            f"for each [jay]Jay[/]: {RULE_FORMULAS[walk.trace.error_rule]}",
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
    )


def two_rules(walk: Walk) -> Beat:
    """The recipe and the gradient side by side."""
    recipe = _terms(walk, "recipe", f"[bold]recipe[/]: {jay(walk)}'s E")
    gradient = _terms(walk, "gradient", f"[bold]gradient[/]: {jay(walk)}'s E")
    return Beat(
        title="Two rules: recipe and gradient",
        story="The shortcut is called the [bold]recipe[/]. The exact rule also weighs each error "
        "by the slope of that [lola]Lola[/]'s curve, y(1−y): who is very sure is hard to move. "
        "It is called the [bold]gradient[/]. They differ in this step only.",
        formula=(
            f"recipe    [error]E{sub(walk.jay)}[/] = {recipe.sum.total}",
            f"gradient  [error]E{sub(walk.jay)}[/] = {gradient.sum.total}",
            "slope y(1−y): ¼ at y = ½,",
            "near 0 where she is sure",
            f"in force: [do:other-rule]{walk.trace.error_rule}[/]",
        ),
        subject=Subject(
            f"[error]E{sub(walk.jay)}[/] by the {walk.trace.error_rule}",
            (recipe if walk.trace.error_rule == "recipe" else gradient).sum.total,
            "error",
        ),
        scene=Scene(
            compact=gradient if listed(walk) else _both_rules(walk, recipe, gradient),
            normal=row(recipe, gradient, gap=6),
        ),
        lit=lit("jay", "tell", "lola"),
        travel=("lola", "jay"),
    )


def _both_rules(walk: Walk, recipe: Terms, gradient: Terms) -> Table:
    """Both rules' products in one table."""
    rows = [
        (f"[lola]{walk.named(a.index)}[/]", *a.factors, a.product, b.factors[1], b.product)
        for a, b in zip(recipe.sum.terms, gradient.sum.terms, strict=True)
    ]
    if recipe.sum.rounding or gradient.sum.rounding:
        rows.append(("[dim]rounding[/]", "", "", recipe.sum.rounding, "", gradient.sum.rounding))
    last = (f"[bold]{recipe.sum.total}[/]", "", f"[bold]{gradient.sum.total}[/]")
    return Table(
        title=f"{jay(walk)}'s [error]E[/] by the recipe, and by the gradient",
        header=("Lola", "v", "e", "recipe", "e·y(1−y)", "gradient"),
        rows=(*rows, (f"[error]E{sub(walk.jay)}[/]", "", "", *last)),
        alt="Both rules' products.",
    )


def check(walk: Walk) -> Beat:
    """Nudge a weight and see: which rule tells the slope of the error?"""
    trace = walk.trace
    j, i = walk.jay, walk.pixel
    slopes = {
        rule: float(trace.hidden_errors_by(rule)[j] * trace.hidden_slopes[j] * trace.inputs[i])
        for rule in ("recipe", "gradient")
    }
    below, above = walk.nudged("input_hidden", j, i, NUDGE)
    found = walk.pass_.check
    one = Table(
        title=f"{pixel(walk)} → {jay(walk)}, nudged",
        header=("", "½Σe²"),
        rows=(
            ("0.0001 less", number(below, NUDGE_DIGITS)),
            ("0.0001 more", number(above, NUDGE_DIGITS)),
            ("[bold]it falls, per 1[/]", _slope((below - above) / (2 * NUDGE))),
            ("the gradient says", _slope(slopes["gradient"])),
            ("the recipe says", _slope(slopes["recipe"])),
        ),
        reveal=True,
        alt="One of your weights, nudged, and what the two rules say.",
    )
    many = Table(
        title=f"is the rule right? {len(found.hidden_output.indices)} weights each",
        header=("", "Jay→Lola", "you→Jay"),
        rows=tuple(
            (
                rule,
                _right(found.hidden_output.agrees(rule)),
                _right(found.input_hidden.agrees(rule)),
            )
            for rule in ("gradient", "recipe")
        ),
        alt="Which rule says how fast the error falls, for the weights of each layer.",
    )
    return Beat(
        title="The check: nudge a weight",
        story="Who is right can be tried: make one weight a little smaller, then a little larger, "
        "and run the network again. How fast does ½Σe² fall? For [jay]Jay[/]→[lola]Lola[/] weights "
        + (
            "both rules say it right; for yours to Jay only the gradient does."
            if _as_told(found)
            else "and for yours to Jay, see which rule says it right."
        ),
        formula=(
            "(less − more) / 0.0002",
            f"  = ({number(below, NUDGE_DIGITS)}",
            f"  − {number(above, NUDGE_DIGITS)}) / 0.0002",
            f"  = {_slope((below - above) / (2 * NUDGE))}",
            "[dim]per 1, as it is so small[/]",
        ),
        subject=Subject("it falls, per 1", _slope((below - above) / (2 * NUDGE)), "error"),
        scene=Scene(compact=row(one, many, gap=4), normal=row(one, many, gap=10)),
        lit=lit("you", "speak", "jay", "tell", "lola"),
    )


def _as_told(found: GradientCheck) -> bool:
    """Tell whether the rules differ where they should: in your weights, by the recipe."""
    above, below = found.hidden_output, found.input_hidden
    both = above.agrees("recipe") and above.agrees("gradient")
    return both and below.agrees("gradient") and not below.agrees("recipe")


def _slope(value: float) -> str:
    return signed(value, 6)


def _right(agrees: bool) -> str:
    return "[you]✓ to 6 digits[/]" if agrees else "[error]✗ no[/]"


def _own(value: float) -> str:
    return signed(float(value), decimals(float(value), 2))


def still(walk: Walk) -> Beat:
    """Why the recipe learns all the same."""
    recipe, gradient = (walk.trace.hidden_errors_by(rule) for rule in ("recipe", "gradient"))
    same = int((np.sign(recipe) == np.sign(gradient)).sum())
    left = signed_wall(walk, "[bold]recipe[/] E", recipe, "E")
    right = signed_wall(walk, "[bold]gradient[/] E", gradient, "E")
    alike = alikeness(recipe, gradient)
    return Beat(
        title="Why the recipe learns all the same",
        story="The slope y(1−y) is never below zero: without it each [lola]Lola[/] complains "
        f"louder, none for the opposite. Only what all {walk.lolas} add up to may turn round. Here "
        f"{same} of {len(recipe)} [jay]Jays[/] are told the same, say more or less. Both rules "
        "learn.",
        formula=(
            f"the same by both: {same} of {len(recipe)}",
            "how alike the two pictures are:",
            f"  {number(alike, 2)} [dim](1: quite, 0: not)[/]",
            f"{jay(walk)}: recipe {_own(recipe[walk.jay])}",
            f"        gradient {_own(gradient[walk.jay])}",
        ),
        subject=Subject(f"of {len(recipe)} [jay]Jays[/] are told the same", str(same), "jay"),
        scene=Scene(compact=row(left, right, gap=4), normal=row(left, right, gap=6)),
        lit=lit("jay"),
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
)
